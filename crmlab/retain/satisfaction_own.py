"""Your own survey: an export of any questionnaire, read as answers in numbers, and accounted for."""

import difflib
import re

import pandas as pd

from crmlab.data.exports import number_cells, open_export, text_cells
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
_LABEL = re.compile(r"^(\d+(?:[.,]\d+)?)\s*[-–—:：.、=]\s*[^\d\s].*$")  # 5 - very satisfied
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
    words : dict of str to float or None, optional
        Marks for answers in words, such as ``{"very satisfied": 5, "don't know": None}``; None is no answer.
        Capitals do not matter.
    low, high : float, default 1 and 10
        Ends of the scale.

    Returns
    -------
    pandas.DataFrame
        ``customer_id`` (str) and one float64 column for each question of `tree`, NaN where it was left
        empty; ready for `satisfaction_index`.  Who answered nothing is left out, and of who answered twice
        the row with more answers is kept, of two alike the first; both are counted in what is printed.

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
    table, remarks = _open(source, [*questions, *([respondent] if respondent is not None else [])])
    answers = _read_answers(table[questions], words or {}, low, high)
    answers = need_answers(answers, None, "answers", low, high)
    answers.insert(0, "customer_id", _names_of(table, respondent))
    silent = answers[questions].isna().all(axis=1)
    again = _fuller_elsewhere(answers, questions) & ~silent & (respondent is not None)
    kept = answers[~silent & ~again].reset_index(drop=True)
    need_rows(len(kept), "answers")
    nameless = 0 if respondent is None else int(text_cells(table[respondent]).isna().sum())
    told = _account(len(table), kept, {"silent": int(silent.sum()), "again": int(again.sum())}, high)
    told += [say("satisfaction.own_nameless", count=nameless)] if nameless else []
    print("\n".join([*told, *remarks]))
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
    opened = open_export(source, wanted, "answers")
    there = [str(column) for column in opened.table.columns]
    lacking = [column for column in wanted if column not in opened.table.columns]
    if lacking:
        raise InputError(_say_lacking(lacking, there))
    return opened


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


def _fuller_elsewhere(answers, questions):
    """Mark the rows of which the same person has one with more answers, or as many further up."""
    fullest = answers[questions].isna().sum(axis=1).sort_values(kind="stable").index
    return answers.loc[fullest, "customer_id"].duplicated().reindex(answers.index)


def _read_answers(table, words, low, high):
    """Read all questions' answers: numbers, numbers with a unit or a label, or words with a mark."""
    marks = {str(word).strip().casefold(): mark for word, mark in words.items()}
    read, odd = {}, {}
    for name in table.columns:
        text = text_cells(table[name]).astype("string")
        text = text.mask(text.str.lower().isin(SKIPPED))
        given = text.str.casefold().isin(marks)
        in_words = text[given].str.casefold().map(marks).astype("float64")
        bare = text[~given].str.replace(_UNIT, "", regex=True).str.replace(_LABEL, r"\1", regex=True)
        read[name] = pd.concat([in_words, number_cells(bare)[0]]).reindex(text.index)
        for word in text[read[name].isna() & text.notna() & ~given]:
            odd.setdefault(word, name)
    if odd:
        shown = list(odd)[:_SHOWN]
        call = ", ".join(f'"{word}": ...' for word in shown)
        facts = {"column": odd[shown[0]], "given": say_list(map(repr, shown)), "call": call}
        raise InputError(say("satisfaction.own_words", low=low, high=high, **facts))
    return pd.DataFrame(read)


def _account(rows, kept, left_out, high):
    questions = kept.columns[1:]
    empty = kept[questions].isna().sum()
    gaps = say_list(f"{name!r} {count:,}" for name, count in empty[empty > 0].items())
    facts = {"rows": rows, "people": len(kept), "questions": len(questions)}
    told = [say("satisfaction.own_read", **facts) + (say("satisfaction.own_gaps", gaps=gaps) if gaps else "")]
    reasons = [say(f"satisfaction.own_{key}", count=count) for key, count in left_out.items() if count]
    if reasons:
        told.append(say("satisfaction.own_left", reasons=say_list(reasons)))
    top = kept[questions].max().max()
    if top < high:
        told.append(say("satisfaction.own_top", top=f"{top:g}", high=f"{high:g}"))
    return told
