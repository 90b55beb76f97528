"""Comparing one column of a table with the right one, row by row."""

import numpy as np
import pandas as pd

from crmlab.check.kinds import form, key, plain
from crmlab.check.mismatch import number_of
from crmlab.check.numbers import LOOSE, accepted, number_difference
from crmlab.check.rules import Difference
from crmlab.language import say


def is_float(column):
    """Tell whether a column holds measured numbers, by which no row can be known."""
    if pd.api.types.is_float_dtype(column):
        return True
    return column.dtype == object and any(isinstance(plain(value), float) for value in column)


def column_difference(given, needed, rules):
    """Say in what a column differs from the right one, rows being matched already.

    Parameters
    ----------
    given, needed : Series, same length
    rules : Rules

    Returns
    -------
    Difference or None
    """
    if empty(given, needed).any():
        return Difference("missing", say("check.column_empty"))
    if is_numeric(needed):
        if pd.api.types.is_timedelta64_dtype(given):
            code = number_of(given, _floats(needed), _whole(needed))
            return Difference("type", say("check.column_duration", code=code))
        if not is_numeric(given):
            return Difference("type", say("check.column_type", needed=say("check.type_number")))
        problem = number_difference(_floats(given), _floats(needed), rules, _whole(needed))
        return _shares(given, needed, problem) if problem else None
    if not unequal(given, needed, rules).any():
        return None
    if _date(needed) and is_numeric(given):
        return Difference("type", say("check.column_type", needed=say("check.type_date")))
    if is_numeric(given) and all(isinstance(key(value), str) for value in needed):
        return Difference("type", say("check.column_text", some=str(needed.iloc[0])))
    pair = other_case(given, needed)
    if pair:
        return Difference("case", say("check.column_case", given=pair[0], needed=pair[1]))
    return Difference("values", say("check.column_values"))


def unequal(given, needed, rules):
    """Tell row by row which values of a column differ.

    Parameters
    ----------
    given, needed : Series, same length
    rules : Rules

    Returns
    -------
    ndarray of bool
    """
    if is_numeric(needed) and is_numeric(given):
        return ~accepted(_floats(given), _floats(needed), rules, _whole(needed))
    if _date(needed):
        given = pd.to_datetime(given, errors="coerce")
    pairs = zip(map(_cell, given), map(_cell, needed), strict=True)
    return np.array([one != other for one, other in pairs], dtype=bool)


def empty(given, needed):
    """Tell row by row where a value is missing that should be there."""
    missing, gaps = ([key(value) is None for value in column] for column in (given, needed))
    return np.array(missing, dtype=bool) & ~np.array(gaps, dtype=bool)


def other_case(given, needed):
    """Find two texts, one given and one needed, that differ in capital letters only.

    Parameters
    ----------
    given, needed : iterable of object

    Returns
    -------
    tuple of str or None

    Examples
    --------
    >>> from crmlab.check.cells import other_case
    >>> other_case(["a", "b"], ["A", "B", "C"])
    ('a', 'A')
    """
    right = {value.casefold(): value for value in map(key, needed) if isinstance(value, str)}
    exact = set(right.values())
    for value in map(key, given):
        if isinstance(value, str) and value not in exact and value.casefold() in right:
            return value, right[value.casefold()]
    return None


def is_numeric(column):
    """Tell whether a column holds numbers, whatever its dtype."""
    if pd.api.types.is_numeric_dtype(column):
        return True
    mixed = column.dtype == object or isinstance(column.dtype, pd.CategoricalDtype)
    kinds = {form(plain(value)) for value in column} - {"missing"} if mixed else set()
    return bool(kinds) and kinds <= {"number", "bool"}


def _cell(value):
    value = key(value)
    # A category, a letter and a text are the same here.
    return value.strftime("%Y-%m-%d %H:%M:%S") if isinstance(value, pd.Timestamp) else str(value)


def _shares(given, needed, problem):
    """Prefer the plainest thing to say of shares: that they do not add up to one."""
    right, mine = _floats(needed), _floats(given)
    shares = len(right) > 1 and (right >= 0).all() and abs(right.sum() - 1) < LOOSE
    if shares and problem.kind in ("too_large", "too_small", "off") and abs(mine.sum() - 1) > LOOSE:
        return Difference("sum", say("check.shares_sum", total=f"{mine.sum():.2f}"))
    return problem


def _date(column):
    return pd.api.types.is_datetime64_any_dtype(column)


def _whole(column):
    """Tell whether whole numbers are meant: integers, or floats only because a value is missing."""
    if pd.api.types.is_integer_dtype(column) or pd.api.types.is_bool_dtype(column):
        return True
    if column.dtype == object:
        return all(isinstance(plain(value), int) or key(value) is None for value in column)
    return False


def _floats(column):
    if pd.api.types.is_numeric_dtype(column):
        return column.to_numpy(dtype=float, na_value=np.nan)
    return np.array([np.nan if key(value) is None else float(plain(value)) for value in column], dtype=float)
