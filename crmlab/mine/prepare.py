"""First look at a table, and its preparation for a tree: gaps, extremes, words into numbers."""

import pandas as pd

from crmlab.frames import InputError, need_table, say_list
from crmlab.language import say


def first_look(table):
    """Describe every column in one row: what a careful analyst reads before any model.

    Parameters
    ----------
    table : table of any engine

    Returns
    -------
    pandas.DataFrame
        ``column``; ``kind`` (``number``, ``date``, ``word``); ``missing`` (share); ``levels`` (different
        values); ``low``, ``middle``, ``high`` (minimum, median, maximum of numbers); ``far_out`` (share
        beyond Tukey's (1977) fence, 1.5 interquartile ranges outside the quartiles); ``remark``
        (``constant``, if it can teach nothing; ``id``, if every value is different; else empty).

    Raises
    ------
    InputError
        If it is no table or has no rows.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.mine import first_look
    >>> first_look(pd.DataFrame({"spent": [1, 2, 3, 90], "shop": "Hejia"}))[["column", "levels", "high"]]
      column  levels  high
    0  spent       4  90.0
    1   shop       1   NaN
    """
    given = need_table(table, "table", [])
    return pd.DataFrame([_describe(name, given[name]) for name in given])


def encode(table, columns, max_levels=50):
    """Turn columns into numbers that a tree can cut: words become one column of 0 and 1 for each value.

    Parameters
    ----------
    table : table of any engine
    columns : list of str
    max_levels : int, default 50
        A column of words with more values is refused: each would become a column with a handful of rows.

    Returns
    -------
    pandas.DataFrame
        Numbers only, with the rows and index of `table`; a word column ``district`` becomes
        ``district=new_town`` and so on.

    Raises
    ------
    InputError
        For a missing column, a gap, a constant column, a column of dates, or too many values.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.mine import encode
    >>> encode(pd.DataFrame({"days": [3, 9], "district": ["lane", "new_town"]}), ["days", "district"])
       days  district=lane  district=new_town
    0     3              1                  0
    1     9              0                  1
    """
    given = need_table(table, "table", list(columns))[list(columns)]
    gaps = [name for name in given if given[name].isna().any()]
    if gaps:
        raise InputError(
            say("mine_process.gaps", columns=say_list(gaps), count=int(given[gaps[0]].isna().sum()))
        )
    same = [name for name in given if len(given[name].unique()) == 1]
    if same and len(given) > 1:
        raise InputError(say("mine_process.constant", columns=say_list(same), value=given[same[0]].iloc[0]))
    return pd.concat([_numbers(given[name], max_levels) for name in given], axis=1)


def _describe(name, values):
    levels, kind = values.nunique(), _kind(values)
    row = {"column": name, "kind": kind, "missing": values.isna().mean(), "levels": levels}
    if kind == "number":
        numbers = values.dropna().astype(float)
        low, high = numbers.quantile([0.25, 0.75])
        reach = 1.5 * (high - low)
        outside = (numbers < low - reach) | (numbers > high + reach)
        row |= {"low": numbers.min(), "middle": numbers.median(), "high": numbers.max()}
        row["far_out"] = outside.mean()
    remark = "constant" if levels <= 1 else ""
    if kind == "word" and levels == len(values) > 1:
        remark = "id"
    return row | {"remark": remark}


def _kind(values):
    if pd.api.types.is_datetime64_any_dtype(values):
        return "date"
    return "number" if pd.api.types.is_numeric_dtype(values) else "word"


def _numbers(values, max_levels):
    kind = _kind(values)
    if kind == "number":
        return values.astype(int) if values.dtype == bool else values
    if kind == "date":
        raise InputError(say("mine_process.date_column", column=values.name))
    levels = values.nunique()
    if levels > max_levels:
        raise InputError(
            say("mine_process.many_levels", column=values.name, levels=levels, max_levels=max_levels)
        )
    return pd.get_dummies(values, prefix=values.name, prefix_sep="=", dtype=int)
