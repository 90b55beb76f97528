"""What kind of thing an answer is, and the plain form in which two answers are compared."""

import dataclasses
import datetime as dt
import inspect
import unicodedata
from collections import deque
from collections.abc import Iterator, KeysView, Mapping, ValuesView
from decimal import Decimal
from fractions import Fraction
from numbers import Number

import numpy as np
import pandas as pd

from crmlab.language import say

SINGLE = ("missing", "bool", "number", "text", "date", "duration")


def plain(answer):
    """Bring an answer to its plain form: Python's own scalars, lists, and pandas' tables.

    Parameters
    ----------
    answer : object

    Returns
    -------
    object
        Scalars of numpy, Decimal and dates become int, float, bool, str, Timestamp; one-dimensional arrays
        and views a list; tables of other engines pandas; anything else is handed back.

    Examples
    --------
    >>> import numpy as np
    >>> from crmlab.check.kinds import plain
    >>> plain(np.float64(0.5)), plain(np.array([1, 2]))
    (0.5, [1, 2])
    """
    if type(answer) in (str, int, float, bool):
        return answer
    answer = _in_pandas(answer)
    if isinstance(answer, np.ndarray):
        return _plain_array(answer)
    if isinstance(answer, np.datetime64 | dt.date) and not isinstance(answer, pd.Timestamp):
        return pd.Timestamp(answer)
    if isinstance(answer, pd.Period):
        return answer.start_time
    if isinstance(answer, np.timedelta64 | dt.timedelta):
        return pd.Timedelta(answer)
    if isinstance(answer, np.generic):
        return plain(answer.item()) if not isinstance(answer.item(), np.generic) else answer
    if isinstance(answer, Decimal | Fraction):
        return float(answer)
    if isinstance(answer, tuple | deque | KeysView | ValuesView | range):
        return list(answer)
    if isinstance(answer, pd.Index | pd.api.extensions.ExtensionArray):
        return list(answer)
    return answer


def _in_pandas(answer):
    """Take tables of Polars, PyArrow and DuckDB too."""
    if inspect.isclass(answer) or isinstance(answer, pd.DataFrame | pd.Series | pd.Index | np.ndarray):
        return answer
    if callable(getattr(type(answer), "collect", None)):
        answer = answer.collect()
    for name in ("to_pandas", "df", "toPandas"):
        if callable(getattr(type(answer), name, None)):
            return getattr(answer, name)()
    return answer


def _plain_array(array):
    if array.ndim == 0:
        return plain(array[()])
    if array.ndim == 1:
        return list(pd.Series(array)) if array.dtype.kind in "mM" else array.tolist()
    if array.ndim == 2:
        return pd.DataFrame(array)
    return array.tolist()


def form(answer):
    """Name the form of a plain answer.

    Parameters
    ----------
    answer : object
        As `plain` gives it.

    Returns
    -------
    str
        One of missing, bool, number, text, date, duration, list, set, dict, series, table, function, other.
    """
    if answer is None or answer is pd.NA or answer is pd.NaT:
        return "missing"
    for name, types in _FORMS.items():
        if isinstance(answer, types):
            return name
    return "function" if callable(answer) else "other"


# In this order: a bool is a number to Python, a Timestamp a date.
_FORMS = {
    "bool": (bool, np.bool_),
    "number": (Number,),
    "text": (str,),
    "date": (pd.Timestamp,),
    "duration": (pd.Timedelta,),
    "list": (list,),
    "set": (set, frozenset),
    "series": (pd.Series,),
    "table": (pd.DataFrame,),
    "dict": (Mapping,),
}


def word(answer):
    """Say what an answer is, for a sentence: "a number", “一个数”.

    Parameters
    ----------
    answer : object

    Returns
    -------
    str
    """
    name = form(plain(answer)) if not isinstance(answer, Iterator) else "other"
    if name == "other":
        return say("check.type_other", type=type(answer).__name__)
    return say(f"check.type_{name}")


def single(answer):
    """Take the one value out of a list, Series or table that holds just one.

    Parameters
    ----------
    answer : object
        As `plain` gives it.

    Returns
    -------
    object
        The value in its plain form; anything else as it is.
    """
    if isinstance(answer, pd.DataFrame | pd.Series):
        return plain(answer.to_numpy().flat[0]) if answer.size == 1 else answer
    if isinstance(answer, list | set | frozenset) and len(answer) == 1:
        return single(plain(next(iter(answer))))
    return answer


def parts_of(answer, kind):
    """List what an object holds of one form, as it would be written behind the object's name.

    Parameters
    ----------
    answer : object
        An object with attributes, or a dict.
    kind : str
        As `form` names it.

    Returns
    -------
    list of str

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from crmlab.check.kinds import parts_of
    >>> parts_of(SimpleNamespace(profit=5.0, name="K01"), "number")
    ['.profit']
    >>> parts_of({"profit": 5.0}, "number")
    ['["profit"]']
    """
    if inspect.isclass(answer) or callable(answer) or isinstance(answer, pd.DataFrame | pd.Series | list):
        return []
    if isinstance(answer, Mapping):
        held = {f'["{name}"]': value for name, value in answer.items() if isinstance(name, str)}
    else:
        held = {f".{name}": _attribute(answer, name) for name in _attributes(answer)}
    return [name for name, value in held.items() if form(plain(value)) == kind]


def _attributes(answer):
    if dataclasses.is_dataclass(answer):
        names = [field.name for field in dataclasses.fields(answer)]
    else:
        names = _attribute(answer, "_fields") or list(_attribute(answer, "__dict__") or ())
    computed = [name for name, value in vars(type(answer)).items() if isinstance(value, property)]
    return [name for name in (*names, *computed) if not name.startswith("_")]


def _attribute(answer, name):
    try:
        return getattr(answer, name, None)
    except Exception:  # somebody else's property may do anything
        return None


def tidy(text):
    """Write a text so that width and outer spaces do not tell two apart.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
    """
    return unicodedata.normalize("NFKC", text).strip()


def key(value):
    """Bring a value to the form by which rows are matched: an id is an id in any dtype.

    Parameters
    ----------
    value : object
        A cell of a table.

    Returns
    -------
    object
        Hashable.
    """
    value = plain(value)
    kind = form(value)
    if kind in ("dict", "set", "series", "table"):
        return repr(value)
    if kind == "missing" or value != value:
        return None
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, list):
        return tuple(key(item) for item in value)
    return value if value.__hash__ else repr(value)


def show(value, most=40):
    """Write a value into a sentence, shortened.

    Parameters
    ----------
    value : object
    most : int, default 40
        Characters.

    Returns
    -------
    str
    """
    value = plain(value)
    if isinstance(value, pd.DataFrame | pd.Series):
        return say("check.rows_of", what=word(value), n=len(value))
    text = value.strftime("%Y-%m-%d") if isinstance(value, pd.Timestamp) else repr(value)
    text = text.replace("`", "'").replace("\n", " ")
    return text if len(text) <= most else text[: most - 1] + "…"
