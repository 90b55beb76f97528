"""Can the system answer? Questions put to the data, with a clock beside them."""

import time

import pandas as pd

from crmlab.frames import InputError, need_rows
from crmlab.language import say
from crmlab.mine.checks import need_money


def timed_queries(questions, limit=5.0):
    """Put questions to the data, and note what came and whether it came in time.

    Parameters
    ----------
    questions : dict of str to callable
        The question in words, and a function of no arguments that answers it.
    limit : float, default 5.0
        Seconds within which an answer still helps.

    Returns
    -------
    pandas.DataFrame
        ``question``; ``answer`` (what came; for a table its number of rows); ``answered`` (bool: no error,
        and not empty); ``in_time`` (bool: answered, and within the limit); ``seconds`` (float).

    Raises
    ------
    InputError
        For no questions, or something that is no function.

    Examples
    --------
    >>> from crmlab.mine import timed_queries
    >>> timed_queries({"How many?": lambda: 3, "Which?": lambda: 1 / 0})[["question", "answered", "in_time"]]
        question  answered  in_time
    0  How many?      True     True
    1     Which?     False    False
    """
    need_money(limit=limit)
    need_rows(len(questions), "questions")
    rows = []
    for question, answer_it in questions.items():
        if not callable(answer_it):
            raise InputError(say("mine_process.not_callable", question=question))
        start = time.perf_counter()
        try:
            answer = answer_it()
        except Exception as error:  # a question that breaks is a finding of the checklist, not an accident
            answer, answered = type(error).__name__, False
        else:
            is_table = isinstance(answer, (pd.DataFrame, pd.Series))
            answer = len(answer) if is_table else answer
            answered = bool(answer) if is_table else answer is not None and answer == answer
        seconds = time.perf_counter() - start
        rows.append((question, answer, answered, answered and seconds <= limit, seconds))
    return pd.DataFrame(rows, columns=["question", "answer", "answered", "in_time", "seconds"])
