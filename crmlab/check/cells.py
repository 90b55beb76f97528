"""Comparing one column of a table with the right one, row by row."""

import numpy as np
import pandas as pd

from crmlab.check.kinds import form, key, plain
from crmlab.check.numbers import close, number_difference
from crmlab.check.rules import RTOL, Difference
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
    if _numeric(needed):
        if not _numeric(given):
            return Difference("type", say("check.column_type", needed=say("check.type_number")))
        problem = number_difference(_floats(given), _floats(needed), rules, _whole(needed))
        return _shares(given, needed, problem) if problem else None
    if not unequal(given, needed, rules).any():
        return None
    if _date(needed) and _numeric(given):
        return Difference("type", say("check.column_type", needed=say("check.type_date")))
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
    if _numeric(needed) and _numeric(given):
        return ~close(_floats(given), _floats(needed), rules, _whole(needed))
    if _date(needed):
        given = pd.to_datetime(given, errors="coerce")
    pairs = zip(map(_cell, given), map(_cell, needed), strict=True)
    return np.array([one != other for one, other in pairs], dtype=bool)


def _cell(value):
    value = key(value)
    # A category, a letter and a text are the same here.
    return value.strftime("%Y-%m-%d %H:%M:%S") if isinstance(value, pd.Timestamp) else str(value)


def _shares(given, needed, problem):
    """Prefer the plainest thing to say of shares: that they do not add up to one."""
    right, mine = _floats(needed), _floats(given)
    shares = len(right) > 1 and (right >= 0).all() and abs(right.sum() - 1) < RTOL
    if shares and problem.kind in ("too_large", "too_small", "off") and abs(mine.sum() - 1) > RTOL:
        return Difference("sum", say("check.shares_sum", total=f"{mine.sum():.2f}"))
    return problem


def _numeric(column):
    if pd.api.types.is_numeric_dtype(column):
        return True
    kinds = {form(plain(value)) for value in column} - {"missing"} if column.dtype == object else set()
    return bool(kinds) and kinds <= {"number", "bool"}


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
