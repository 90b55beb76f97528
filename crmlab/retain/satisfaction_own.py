"""Your own survey: an export of any questionnaire, read as answers in numbers, and accounted for."""

import difflib
import re

import pandas as pd

from crmlab.data.exports import open_export, text_cells
from crmlab.data.parsing import NOTHING
from crmlab.frames import InputError, need_rows, say_list
from crmlab.language import say
from crmlab.retain.satisfaction_checks import need_answers

# What survey tools write where a question was skipped, beside what exports write for nothing.
SKIPPED = NOTHING | {
    "",
    "-",
    "--",
    "—",
    "(空)",
    "（空）",
    "(跳过)",
    "（跳过）",
    "跳过",
    "未答",
    "未作答",
    "skipped",
}
_UNIT = re.compile(r"\s*(分|点|points?|pts)\s*$", re.IGNORECASE)
_SHOWN = 5  # so many examples in a message


def read_survey(source, tree, respondent=None, words=None, low=1, high=10):
    """Read the export of your own survey, and say what was used and what was not.

    Parameters
    ----------
    source : str, pathlib.Path, or table of any engine
        A CSV or Excel file, whose separator and encoding are found, or a table: one row for each
        respondent, one column for each question, named as in the export.
    tree : dict of str to list of str
        Each facet and the columns of its questions.
    respondent : str, optional
        Column that says who answered; without it respondents are named by their row.
    words : dict of str to float, optional
        Marks for answers in words, such as ``{"very satisfied": 5}``.
    low, high : float, default 1 and 10
        Ends of the scale.

    Returns
    -------
    pandas.DataFrame
        ``customer_id`` (str) and one float64 column for each question of `tree`, NaN where it was left
        empty; ready for `satisfaction_index`.  Who answered nothing is left out, and of who answered twice
        only the first row is kept; both are counted in what is printed.

    Raises
    ------
    InputError
        For a missing file or column (the message lists the export's columns), answers that are neither
        numbers nor among `words`, answers off the scale, or if nobody answered.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import read_survey
    >>> export = pd.DataFrame({"No": ["a", "b", "c"], "Fresh?": ["9 points", "7", None],
    ...                        "Fair price?": ["good", None, None]})
    >>> read_survey(export, {"goods": ["Fresh?"], "price": ["Fair price?"]}, "No", words={"good": 10})
    3 rows read; 2 respondents, 2 questions. Left empty: 'Fair price?' 1.
    Left out: 1 who answered none of these questions.
      customer_id  Fresh?  Fair price?
    0           a     9.0         10.0
    1           b     7.0          NaN
    """
    questions = _questions_of(tree)
    table = _open(source, [*questions, *([respondent] if respondent is not None else [])])
    marks = {str(word).strip(): float(mark) for word, mark in (words or {}).items()}
    answers = pd.DataFrame({name: _read_answers(table[name], marks, low, high) for name in questions})
    answers = need_answers(answers, None, "answers", low, high)
    answers.insert(0, "customer_id", _names_of(table, respondent))
    silent = answers[questions].isna().all(axis=1)
    twice = answers["customer_id"].duplicated() & ~silent & (respondent is not None)
    kept = answers[~silent & ~twice].reset_index(drop=True)
    need_rows(len(kept), "answers")
    print("\n".join(_account(len(table), kept, int(silent.sum()), int(twice.sum()), high)))
    return kept


def _questions_of(tree):
    """Give the columns that a tree names, each once."""
    fits = isinstance(tree, dict) and all(
        isinstance(names, (list, tuple)) and names for names in tree.values()
    )
    if not fits or not tree:
        raise InputError(say("satisfaction.own_tree", given=repr(tree)))
    questions = [name for names in tree.values() for name in names]
    twice = [name for name in dict.fromkeys(questions) if questions.count(name) > 1]
    if twice:
        raise InputError(say("satisfaction.twice", name=twice[0]))
    return questions


def _open(source, wanted):
    table = open_export(source, wanted, "answers")
    lacking = [column for column in wanted if column not in table.columns]
    if lacking:
        raise InputError(_say_lacking(lacking, [str(column) for column in table.columns]))
    return table


def _say_lacking(lacking, there):
    """Name the columns that are not there, those that are, and for the first the one probably meant."""
    facts = {"lacking": say_list(map(repr, lacking)), "columns": say_list(there)}
    near = difflib.get_close_matches(str(lacking[0]), there, n=1)
    hint = say("data.did_you_mean", name=near[0]) if near else ""
    return say("satisfaction.own_lacking", **facts) + hint


def _names_of(table, respondent):
    by_row = pd.Series([f"row{row}" for row in range(1, len(table) + 1)])
    if respondent is None:
        return by_row.to_numpy()
    named = text_cells(table[respondent])
    return named.where(named.notna(), by_row).to_numpy()


def _read_answers(column, marks, low, high):
    """Read one question's answers: numbers, numbers with a unit, or words with a mark of their own."""
    text = column.astype("string").str.strip()
    text = text.mask(text.str.lower().isin(SKIPPED))
    read = text.map(marks).astype("float64")
    bare = text.str.replace(_UNIT, "", regex=True)
    read = read.fillna(pd.to_numeric(bare, errors="coerce").astype("float64"))
    odd = list(dict.fromkeys(text[read.isna() & text.notna()]))
    if odd:
        call = ", ".join(f'"{word}": ...' for word in odd[:_SHOWN])
        facts = {"column": column.name, "given": say_list(map(repr, odd[:_SHOWN])), "call": call}
        raise InputError(say("satisfaction.own_words", low=low, high=high, **facts))
    return read


def _account(rows, kept, silent, twice, high):
    questions = kept.columns[1:]
    empty = kept[questions].isna().sum()
    gaps = say_list(f"{name!r} {count:,}" for name, count in empty[empty > 0].items())
    facts = {"rows": rows, "people": len(kept), "questions": len(questions)}
    told = [say("satisfaction.own_read", **facts) + (say("satisfaction.own_gaps", gaps=gaps) if gaps else "")]
    reasons = [
        say(f"satisfaction.own_{key}", count=count)
        for key, count in (("silent", silent), ("again", twice))
        if count
    ]
    if reasons:
        told.append(say("satisfaction.own_left", reasons=say_list(reasons)))
    top = kept[questions].max().max()
    if top < high:
        told.append(say("satisfaction.own_top", top=f"{top:g}", high=f"{high:g}"))
    return told
