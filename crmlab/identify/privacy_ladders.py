"""Ladders of generalisation: a birthday becomes a month, a year, a decade; a district a part of town."""

from collections.abc import Callable
from dataclasses import dataclass, field
from numbers import Integral

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_columns, need_dates, need_rows, open_frame, to_pandas
from crmlab.language import say

STAR = "*"  # stands for every value


@dataclass(frozen=True)
class Ladder:
    """Levels of one column, from the value itself (0) to the star.

    Attributes
    ----------
    levels : tuple of str
        Name of each level.
    climb : callable
        ``climb(values, level)`` gives the values at a level, as str.
    dates : bool
        The values must be dates.
    """

    levels: tuple
    climb: Callable = field(repr=False)
    dates: bool = False

    @property
    def top(self):
        """Give the highest level, the star (int)."""
        return len(self.levels) - 1


def date_ladder(spans=(1, 5, 10, 20)):
    """Make the ladder of a date: day, month, year, spans of years, star.

    Parameters
    ----------
    spans : sequence of int, default (1, 5, 10, 20)
        Years that a level takes together, rising; each must divide the next, so that a higher level never
        tells apart what a lower one does not.

    Returns
    -------
    Ladder

    Raises
    ------
    InputError
        For spans that are not whole numbers, or do not divide one another.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import date_ladder
    >>> ladder = date_ladder()
    >>> born = pd.Series(pd.to_datetime(["1993-02-05"]))
    >>> [ladder.climb(born, level)[0] for level in range(ladder.top + 1)]
    ['1993-02-05', '1993-02', '1993', '1990-1994', '1990-1999', '1980-1999', '*']
    """
    before = 1
    for span in spans:
        if isinstance(span, bool) or not isinstance(span, Integral) or span < 1 or span % before:
            raise InputError(say("identify_privacy.bad_spans", spans=repr(spans)))
        before = span
    names = ("day", "month", *(f"{span}_years" if span > 1 else "year" for span in spans), "star")

    def climb(values, level):
        if level == len(names) - 1:
            return pd.Series(STAR, index=values.index)
        if level <= 1:
            return values.dt.strftime("%Y-%m-%d" if level == 0 else "%Y-%m").astype(object)
        span = spans[level - 2]
        first = values.dt.year // span * span
        text = first.astype("Int64").astype(str)
        if span > 1:
            text = text + "-" + (first + span - 1).astype("Int64").astype(str)
        return text.astype(object).where(values.notna())

    return Ladder(names, climb, dates=True)


def code_ladder(*parents):
    """Make the ladder of a code: the code, what it belongs to, what that belongs to, star.

    Parameters
    ----------
    *parents : dict
        Each gives the next level up for every value of the level below.

    Returns
    -------
    Ladder

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import code_ladder
    >>> ladder = code_ladder({"lane": "old town", "east_gate": "old town", "new_town": "outer town"})
    >>> [ladder.climb(pd.Series(["lane"]), level)[0] for level in range(ladder.top + 1)]
    ['lane', 'old town', '*']
    """
    names = ("code", *(f"part_{number}" for number in range(1, len(parents) + 1)), "star")

    def climb(values, level):
        if level == len(names) - 1:
            return pd.Series(STAR, index=values.index)
        values = values.astype(object)
        for parent in parents[:level]:
            unknown = [code for code in values.dropna().unique() if code not in parent]
            if unknown:
                shown = say("frames.comma").join(map(repr, unknown))
                raise InputError(
                    say("identify_privacy.unknown_code", column=values.name, codes=shown, first=unknown[0])
                )
            values = values.map(parent)
        return values

    return Ladder(names, climb)


def generalise(table, ladders, levels):
    """Climb the ladders: recode columns, each to its level.

    Parameters
    ----------
    table : pandas.DataFrame
    ladders : dict of str to Ladder
        Column and its ladder.
    levels : dict of str to int
        Column and the level to climb to; columns that are not named stay at 0.

    Returns
    -------
    pandas.DataFrame
        The table with those columns as text.

    Raises
    ------
    InputError
        For a missing column, a level that the ladder does not have, or a code that it does not know.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import date_ladder, generalise
    >>> extract = pd.DataFrame({"born_on": pd.to_datetime(["1993-02-05"]), "spend": ["low"]})
    >>> generalise(extract, {"born_on": date_ladder()}, {"born_on": 4})
         born_on spend
    0  1990-1999   low
    """
    table = check_ladders(table, ladders)
    recoded = {}
    for column, ladder in ladders.items():
        level = levels.get(column, 0)
        if isinstance(level, bool) or not isinstance(level, Integral) or not 0 <= level <= ladder.top:
            raise InputError(
                say("identify_privacy.bad_level", column=column, top=ladder.top, value=repr(level))
            )
        recoded[column] = ladder.climb(table[column], level)
    return table.assign(**recoded)


def check_ladders(table, ladders):
    """Refuse ladders that are none, and a table that lacks their columns; give the table as pandas."""
    table = to_pandas(table, "table")
    if not ladders:
        raise InputError(say("identify_privacy.ladder_empty"))
    for column, ladder in ladders.items():
        if not isinstance(ladder, Ladder):
            raise InputError(say("identify_privacy.bad_ladder", column=column, kind=type(ladder).__name__))
    frame = open_frame(table, "table")
    need_columns(frame, {column: column for column in ladders}, "table")
    need_rows(len(table), "table")
    for column, ladder in ladders.items():
        if ladder.dates:
            need_dates(frame, column, "table")
    return table


def climb_codes(values, ladder):
    """Give a column at every level as whole numbers, with what each level loses.

    Returns
    -------
    codes : list of numpy.ndarray of int, shape (rows,)
        One array for each level.
    losses : list of numpy.ndarray of float, shape (rows,)
        0 where a value stands for itself alone, 1 where it stands for every value of the column: of the M
        different values that there are, (m - 1) / (M - 1) for one that covers m (Iyengar 2002).
    """
    leaves, leaf_values = pd.factorize(values, use_na_sentinel=False)
    one_each = pd.Series(leaf_values, name=values.name)
    codes, losses = [], []
    for level in range(ladder.top + 1):
        climbed, _ = pd.factorize(ladder.climb(one_each, level), use_na_sentinel=False)
        covered = np.bincount(climbed)[climbed]
        codes.append(climbed[leaves])
        losses.append(((covered - 1) / max(len(leaf_values) - 1, 1))[leaves])
    return codes, losses
