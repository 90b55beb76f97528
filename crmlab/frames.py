"""Tables from outside: opened, checked, counted, and answered in words when they do not fit.

The functions that meet big tables are written once with narwhals and take pandas, Polars, PyArrow, a
DuckDB relation or a PySpark frame.  What they all need first stands here: is it a table, are the
columns there, do they hold numbers and dates, and how many rows cannot be used.
"""

import datetime as dt
import difflib
import sys
import warnings

import narwhals as nw
import numpy as np

from crmlab.language import say

# What exports call the things that a method asks for, by the name of the argument.
USUAL_NAMES = {
    "customer": ("customer", "client", "member", "buyer", "user", "cust", "客户", "会员", "顾客", "用户"),
    "date": ("ordered", "order_date", "invoicedate", "date", "day", "time", "日期", "时间"),
    "amount": ("amount", "total", "revenue", "sales", "spend", "price", "value", "金额", "销售额", "实付"),
    "value": ("amount", "total", "revenue", "sales", "spend", "value", "金额", "销售额", "实付"),
    "key": ("customer", "product", "sku", "item", "客户", "商品", "编号"),
    "responded": ("respon", "reply", "bought", "convert", "响应", "回应"),
    "mailed": ("mailed", "treated", "contacted", "group", "组"),
}
_NUMBERS, _DATES = ("amount", "value", "responded"), ("date",)


class InputError(ValueError):
    """What was given cannot be used; the message says what is needed and how to mend it."""

    def _render_traceback_(self):
        # IPython asks for these lines: the sentence alone, not twenty lines of our own code above it.
        return [f"{type(self).__name__}: {self}"]


class LeftOutWarning(UserWarning):
    """Rows were left out; the message says how many and why."""


def open_frame(table, name):
    """Open a table of any engine as a narwhals frame.

    Parameters
    ----------
    table : pandas, Polars (eager or lazy), PyArrow, DuckDB relation or PySpark frame
    name : str
        What the learner calls the table; it stands in the messages.

    Returns
    -------
    narwhals.DataFrame or narwhals.LazyFrame
        ``.to_native()`` gives back the kind that came in.

    Raises
    ------
    InputError
        If it is not a table, or two of its columns have one name.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.frames import open_frame
    >>> open_frame(pd.DataFrame({"amount": [3.0]}), "orders").columns
    ['amount']
    """
    try:
        return nw.from_native(table)
    except TypeError:
        raise InputError(say("frames.not_a_table", table=name, kind=type(table).__name__)) from None
    except nw.exceptions.DuplicateError:
        raise _twins(table, name) from None


def _twins(table, name):
    names = [str(column) for column in getattr(table, "column_names", None) or table.columns]
    twice = sorted({column for column in names if names.count(column) > 1})
    return InputError(say("frames.twin_columns", table=name, columns=say_list(twice)))


def columns_of(frame):
    """Give the column names of a narwhals frame, lazy or not, as a list of str."""
    return frame.collect_schema().names()


def need_columns(frame, wanted, name):
    """Refuse a table that lacks a column, naming those it has and the one that is probably meant.

    Parameters
    ----------
    frame : narwhals frame
    wanted : dict of str to str
        The function's argument and the column it names: ``{"amount": "amount"}``.
    name : str
        What the learner calls the table.

    Raises
    ------
    InputError
        For the first column that is not there.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.frames import need_columns, open_frame
    >>> orders = open_frame(pd.DataFrame({"customer_id": ["C1"], "total": [3.0]}), "orders")
    >>> need_columns(orders, {"customer": "customer_id", "amount": "amount"}, "orders")
    Traceback (most recent call last):
        ...
    crmlab.frames.InputError: orders has no column 'amount'; it has customer_id, total. Pass amount='total'.
    """
    there = columns_of(frame)
    for argument, column in wanted.items():
        if column in there:
            continue
        likely = _likely_column(frame, argument, column, taken=set(wanted.values()))
        facts = {"table": name, "column": column, "columns": say_list(there), "argument": argument}
        if likely is None:
            raise InputError(say("frames.no_column", **facts))
        raise InputError(say("frames.no_column_but", likely=likely, **facts))


def need_rows(rows, name):
    """Refuse an empty table.

    Parameters
    ----------
    rows : int
    name : str

    Raises
    ------
    InputError
        If `rows` is 0.
    """
    if not rows:
        raise InputError(say("frames.no_rows", table=name))


def need_numbers(frame, column, name):
    """Refuse a column that does not hold numbers, and show a value of it.

    Raises
    ------
    InputError
        The message says how to turn text into numbers.
    """
    if not frame.collect_schema()[column].is_numeric():
        raise InputError(say("frames.not_numbers", table=name, column=column, value=_example(frame, column)))


def need_dates(frame, column, name):
    """Refuse a column that does not hold dates, or holds them with a time zone.

    A day begins at another moment in every time zone, so whole days can be counted only after the
    learner has said whose days they are.  Spark's ordinary timestamps count as its session's local time.

    Raises
    ------
    InputError
        The message says how to turn text into dates, or how to choose the zone.
    """
    kind = frame.collect_schema()[column]
    if kind not in (nw.Date, nw.Datetime):
        raise InputError(say("frames.not_dates", table=name, column=column, value=_example(frame, column)))
    if kind == nw.Datetime and kind.time_zone and not frame.implementation.is_spark_like():
        raise InputError(say("frames.time_zone", table=name, column=column, zone=kind.time_zone))


def to_day(value, argument):
    """Take a day as text or as any date object.

    Parameters
    ----------
    value : str, datetime.date, datetime.datetime, pandas.Timestamp or numpy.datetime64
        Text as ``"2026-01-01"``.
    argument : str
        Name of the argument, for the message.

    Returns
    -------
    datetime.date

    Raises
    ------
    InputError
        If it is not a day.

    Examples
    --------
    >>> from crmlab.frames import to_day
    >>> to_day("2026-01-01", "as_of")
    datetime.date(2026, 1, 1)
    """
    if isinstance(value, np.datetime64) and not np.isnat(value):
        value = value.astype("datetime64[s]").item()
    if isinstance(value, str):
        try:
            value = dt.datetime.fromisoformat(value.strip())
        except ValueError:
            raise InputError(say("frames.not_a_day", argument=argument, value=repr(value))) from None
    # pandas.NaT calls itself a datetime, but has no day.
    if isinstance(value, dt.datetime) and value == value:
        return value.date()
    if isinstance(value, dt.date) and value == value:
        return value
    raise InputError(say("frames.not_a_day", argument=argument, value=repr(value)))


def ask(frame, **questions):
    """Ask a frame for a few figures in one pass.

    Parameters
    ----------
    frame : narwhals frame
    **questions : narwhals.Expr
        Aggregations, one for each figure.

    Returns
    -------
    dict of str to object
        Counts as int (some engines give them as float or Decimal), None where there is no answer.

    Examples
    --------
    >>> import narwhals as nw, pandas as pd
    >>> from crmlab.frames import ask
    >>> ask(nw.from_native(pd.DataFrame({"amount": [3.0, 4.0]})), rows=nw.len())
    {'rows': 2}
    """
    row = frame.select(**questions)
    if isinstance(row, nw.LazyFrame):
        # DuckDB and Spark would answer through PyArrow, which a learner need not have.
        row = row.collect(None if row.implementation.is_polars() else "pandas")
    answers = row.rows(named=True)[0]
    return {name: _plain(value) for name, value in answers.items()}


def give_back(frame):
    """Give a result in the engine it came from; a pandas frame with rows numbered from 0."""
    return nw.maybe_reset_index(frame).to_native() if isinstance(frame, nw.DataFrame) else frame.to_native()


def how_many(condition):
    """Count where a condition holds, for `ask`."""
    # Spark does not add up true and false.
    return condition.cast(nw.Int64).sum()


def is_missing(frame, column):
    """Give the expression that is true where a column holds nothing: null, NaN, or an infinite number."""
    if frame.collect_schema()[column].is_float():
        return nw.col(column).is_null() | ~nw.col(column).is_finite()
    return nw.col(column).is_null()


def warn(message, category=UserWarning):
    """Warn at the learner's own line, not at a line inside `crmlab`."""
    level, caller = 1, sys._getframe(0)
    while caller is not None and caller.f_globals.get("__name__", "").split(".")[0] == "crmlab":
        level, caller = level + 1, caller.f_back
    warnings.warn(message, category, stacklevel=level)


def warn_left_out(name, rows, reasons):
    """Warn with counts of the rows that were left out; say nothing when there are none.

    Parameters
    ----------
    name : str
        What the learner calls the table.
    rows : int
        Rows that there were.
    reasons : list of (int, str)
        Count and reason, already in the learner's language; counts of 0 are passed over.
    """
    reasons = [(count, reason) for count, reason in reasons if count]
    if reasons:
        left = sum(count for count, _ in reasons)
        said = say_list([say("frames.reason", count=count, reason=reason) for count, reason in reasons])
        warn(say("frames.left_out", table=name, rows=rows, left=left, reasons=said), LeftOutWarning)


def to_pandas(table, name):
    """Give any table as a pandas frame; a pandas frame is handed on as it is."""
    frame = open_frame(table, name)
    if isinstance(frame, nw.LazyFrame):
        frame = frame.collect(None if frame.implementation.is_polars() else "pandas")
    return frame.to_pandas()


def need_table(given, name, columns):
    """Give a table as pandas, with the columns that are wanted and at least one row.

    Parameters
    ----------
    given : DataFrame of any engine
    name : str
        What the table is called in an error.
    columns : list of str, or dict of str to str
        Columns; or which column each argument of the caller names.

    Returns
    -------
    pandas.DataFrame

    Raises
    ------
    InputError
        For a missing column or an empty table.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.frames import need_table
    >>> need_table(pd.DataFrame({"a": [1]}), "numbers", ["a"]).shape
    (1, 1)
    """
    table = to_pandas(given, name)
    wanted = columns if isinstance(columns, dict) else {column: column for column in columns}
    need_columns(open_frame(table, name), wanted, name)
    need_rows(len(table), name)
    return table


def to_numbers(values, name="values"):
    """Give one column of numbers as a float array, missing ones left out and counted.

    Parameters
    ----------
    values : list, numpy array, or Series of any engine
    name : str

    Returns
    -------
    numpy.ndarray of float64, shape (n,)

    Raises
    ------
    InputError
        If it is not one column of numbers, or no number is left.

    Examples
    --------
    >>> from crmlab.frames import to_numbers
    >>> to_numbers([3, 4])
    array([3., 4.])
    """
    given = nw.from_native(values, series_only=True, pass_through=True)
    array = given.to_numpy() if isinstance(given, nw.Series) else np.asarray(given)
    if array.ndim != 1:
        raise InputError(say("frames.not_one_column", table=name, kind=type(values).__name__))
    try:
        if array.dtype.kind not in "iufO":
            raise TypeError
        numbers = array.astype("float64")
    except (TypeError, ValueError):
        value = next(iter(array.tolist()), None)
        raise InputError(say("frames.values_not_numbers", table=name, value=repr(value))) from None
    there = np.isfinite(numbers)
    warn_left_out(name, len(numbers), [(int((~there).sum()), say("frames.reason_no_number"))])
    need_rows(int(there.sum()), name)
    return numbers[there]


def say_list(items):
    """Join words as the learner's language does: ``a, b`` or ``a、b``."""
    return say("frames.comma").join(str(item) for item in items)


def _likely_column(frame, argument, column, taken):
    """Guess which column is meant: by its usual name, by spelling, or because no other has the kind."""
    schema = frame.collect_schema()
    free = {name: kind for name, kind in schema.items() if isinstance(name, str) and name not in taken}
    if argument in _NUMBERS:
        free = {name: kind for name, kind in free.items() if kind.is_numeric()}
    fitting = [name for name, kind in free.items() if argument in _DATES and kind.is_temporal()]
    for word in (column, *USUAL_NAMES.get(argument, ())):
        named = [name for name in free if _squeeze(word) in _squeeze(name)]
        if named:
            return min(named, key=len)
    near = difflib.get_close_matches(str(column), list(free), n=1)
    return near[0] if near else (fitting[0] if len(fitting) == 1 else None)


def _squeeze(name):
    return str(name).lower().replace("_", "").replace(" ", "")


def _example(frame, column):
    """Show one value of a column, as Python would write it."""
    head = frame.select(column).head(1)
    if isinstance(head, nw.LazyFrame):
        head = head.collect(None if head.implementation.is_polars() else "pandas")
    values = head[column].to_list()
    return repr(values[0]) if values else "-"


def _plain(value):
    """Turn a count into int and NaN or NaT into None; leave other numbers, text and dates alone."""
    if value is None or value != value:
        return None
    if isinstance(value, (bool, str, dt.date)):
        return value
    number = float(value)
    return int(number) if number.is_integer() else number
