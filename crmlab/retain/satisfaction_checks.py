"""What the functions on satisfaction ask of the answers they are given."""

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_table, say_list, warn_left_out
from crmlab.language import say


def need_answers(given, columns, name, low=None, high=None):
    """Give the columns of a questionnaire as numbers, what was left out as NaN.

    Parameters
    ----------
    given : table of any engine
    columns : list of str or None
        None takes all columns.
    name : str
        What the learner calls the table.
    low, high : float, optional
        Ends of the scale; an answer outside is refused.

    Returns
    -------
    pandas.DataFrame of float64, shape (n, columns)

    Raises
    ------
    InputError
        For a missing column, text in the place of numbers, no rows, or an answer off the scale.

    Examples
    --------
    >>> import pandas as pd
    >>> need_answers(pd.DataFrame({"q1": [7, 9]}), None, "answers", 1, 10)["q1"].tolist()
    [7.0, 9.0]
    """
    table = need_table(given, name, columns or [])
    table = table[list(columns)] if columns else table
    if not table.shape[1]:
        raise InputError(say("satisfaction.no_columns", table=name))
    return table.apply(_numbers, table=name).pipe(_on_scale, name, low, high)


def _numbers(column, table):
    try:
        return pd.to_numeric(column).astype("float64")
    except (TypeError, ValueError):
        odd = next(value for value in column if not isinstance(value, int | float | np.number))
        facts = {"table": table, "column": column.name, "value": repr(odd)}
        raise InputError(say("satisfaction.not_a_score", **facts)) from None


def _on_scale(table, name, low, high):
    if low is None:
        return table
    for column in table:
        off = table.loc[(table[column] < low) | (table[column] > high), column]
        if len(off):
            facts = {"table": name, "column": column, "value": f"{off.iloc[0]:g}", "low": low, "high": high}
            raise InputError(say("satisfaction.off_scale", **facts))
    return table


def complete_rows(table, name):
    """Leave out and count the rows that miss an answer; at least three must stay.

    Raises
    ------
    InputError
        If fewer than three are left.
    """
    whole = table.dropna()
    warn_left_out(name, len(table), [(len(table) - len(whole), say("satisfaction.reason_unanswered"))])
    if len(whole) < 3:
        raise InputError(say("satisfaction.too_few_rows", table=name, rows=len(whole)))
    return whole


def need_weights(weights, wanted):
    """Give weights over `wanted` that sum to 1.

    Parameters
    ----------
    weights : dict or Series of float
        None may be negative; their sum may be anything above 0.
    wanted : list of str

    Returns
    -------
    pandas.Series of float64, in the order of `wanted`

    Raises
    ------
    InputError
        If a name is missing or unknown, a weight is negative, or all are 0.

    Examples
    --------
    >>> need_weights({"a": 3, "b": 1}, ["a", "b"]).tolist()
    [0.75, 0.25]
    """
    given = pd.Series(weights, dtype="float64")
    lacking = [name for name in wanted if name not in given.index or not np.isfinite(given[name])]
    odd = [name for name in given.index if name not in wanted]
    if lacking or odd:
        facts = {"lacking": say_list(lacking) or "-", "odd": say_list(odd) or "-"}
        raise InputError(say("satisfaction.wrong_weights", **facts))
    if (given < 0).any() or not given.sum():
        raise InputError(say("satisfaction.bad_weights", values=say_list(f"{value:g}" for value in given)))
    return given[list(wanted)] / given.sum()
