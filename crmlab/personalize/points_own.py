"""Your own points: an export in which people dealt out a fixed sum, read so that the lesson runs on it."""

import pandas as pd

from crmlab.data.exports import number_cells, open_export, text_cells
from crmlab.frames import InputError, need_columns, open_frame, say_list
from crmlab.language import say

_ROUNDING = 0.01  # three parts of 33.3 are meant to be a hundred


def read_points(source, respondent, parts, whole=100):
    """Read the points of your own questionnaire, and say what was used and what was not.

    Parameters
    ----------
    source : str, pathlib.Path, or table of any engine
        A CSV or Excel file, whose separator and encoding are found, or a table: one row for each respondent.
    respondent : str
        Column: who answered.
    parts : list of str
        Two columns or more, over which each respondent dealt out points; an empty cell counts as 0.
    whole : float, default 100
        What the points of a row must sum to, but for one hundredth.

    Returns
    -------
    pandas.DataFrame
        One row for each respondent: ``customer_id`` (str), then the parts (float, points).  What was left
        out is printed: rows that name nobody, hold a cell that is no number or is negative, have another
        sum, or repeat a respondent, whose first usable row is kept.

    Raises
    ------
    InputError
        For a missing file or column, fewer than two parts, or if no row is left.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import read_points
    >>> table = pd.DataFrame({"Who": ["a", "b"], "price": [70, 50], "speed": [30, 40]})
    >>> read_points(table, "Who", ["price", "speed"])
    2 rows read; the points of 1 people are used.
    Left out: 1 rows that do not sum to 100, such as 90.
      customer_id  price  speed
    0           a   70.0   30.0
    """
    parts = list(parts)
    if len(parts) < 2:
        raise InputError(say("needs.one_part"))
    opened = _open(source, respondent, parts)
    rows, unreadable, assumed = _read_cells(opened.table, respondent, parts)
    kept, reasons = _leave_out(rows, unreadable, parts, whole)
    if kept.empty:
        raise InputError(say("points_own.nothing_left", reasons=say_list(reasons)))
    told = [say("points_own.read", rows=len(rows), people=len(kept))]
    if reasons:
        told.append(say("points_own.left", reasons=say_list(reasons)))
    print("\n".join([*told, *opened.remarks, *assumed]))
    return kept.reset_index(drop=True)


def _open(source, respondent, parts):
    opened = open_export(source, [respondent, *parts], "points")
    need_columns(open_frame(opened.table, "points"), {"respondent": respondent}, "points")
    lacking = [str(name) for name in parts if name not in opened.table.columns]
    if lacking:
        facts = {"lacking": say_list(lacking), "columns": say_list(map(str, opened.table.columns))}
        raise InputError(say("points_own.no_part", **facts))
    return opened


def _read_cells(table, respondent, parts):
    """Read the cells; an empty one is 0, one that holds something else than a number is marked."""
    rows, assumed = pd.DataFrame({"customer_id": text_cells(table[respondent])}), []
    unreadable = pd.Series(False, index=table.index)
    for name in parts:
        numbers, remarks = number_cells(table[name])
        unreadable |= numbers.isna() & text_cells(table[name]).notna()
        rows[name] = numbers.fillna(0.0)
        assumed += remarks
    return rows, unreadable, assumed


def _leave_out(rows, unreadable, parts, whole):
    """Leave out rows that cannot be used; count each reason."""
    reasons = []

    def drop(bad, key, **blanks):
        nonlocal rows
        if bad.any():
            reasons.append(say(f"points_own.{key}", count=int(bad.sum()), **blanks))
            rows = rows[~bad]

    drop(rows["customer_id"].isna(), "nobody")
    drop(unreadable.loc[rows.index], "unreadable")
    drop((rows[parts] < 0).any(axis=1), "negative")
    sums = rows[parts].sum(axis=1)
    off = (sums - whole).abs() > _ROUNDING * whole
    example = f"{sums[off].iloc[0]:g}" if off.any() else ""
    drop(off, "other_sum", whole=f"{whole:g}", example=example)
    drop(rows["customer_id"].duplicated(), "again")
    return rows, reasons
