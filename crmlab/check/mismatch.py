"""Saying that an answer is of another type than the one needed, and how to mend that."""

import json
import re

import numpy as np
import pandas as pd

from crmlab.check.kinds import form, parts_of, plain, show, tidy, word
from crmlab.check.rules import Difference
from crmlab.language import say

_NUMBER = re.compile(r"[^\d.,-]*(-?[\d.,]*\d)[^\d]{0,6}")  # with a unit before or after it
_UNITS = {"days": 86400, "hours": 3600, "minutes": 60, "seconds": 1}  # in seconds
MOST = 8  # so many attributes are named, no more


def other_type(given, needed):
    """Say what was given, what is needed, and how to get from the one to the other.

    Parameters
    ----------
    given, needed : object
        As `crmlab.check.kinds.plain` gives them.

    Returns
    -------
    Difference

    Examples
    --------
    >>> from crmlab.check.mismatch import other_type
    >>> "`0.51`" in other_type("51%", 0.5144).sentence
    True
    """
    kind = form(given)
    if kind == "text" and form(needed) == "number":
        return Difference("type", _unquote(given, needed))
    blanks = {"given": _described(given), "needed": word(needed)}
    if kind == "duration" and form(needed) == "number":
        code = number_of([given], [needed], whole=isinstance(needed, int))
        return Difference("type", say("check.type_from_duration", **blanks, code=code.replace(".dt", "")))
    advice = _advice(given, needed)
    return Difference("type", say("check.type", **blanks) + (say("check.gap") + advice if advice else ""))


def number_of(durations, needed, whole):
    """Write the code that makes the needed numbers of durations, as far as the numbers tell the unit.

    Parameters
    ----------
    durations : iterable of Timedelta
    needed : iterable of float, same length
    whole : bool
        Whether whole numbers are needed.

    Returns
    -------
    str
        For a column; a sentence's end, with all units, if the durations agree with the numbers in none.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.check.mismatch import number_of
    >>> number_of([pd.Timedelta(hours=36)], [36.0], whole=False)
    '`.dt.total_seconds() / 3600`'
    >>> number_of([pd.Timedelta(hours=36)], [1], whole=True)
    '`.dt.days`'
    """
    seconds = pd.to_timedelta(pd.Series(list(durations))).dt.total_seconds().to_numpy()
    needed = np.asarray(list(needed), dtype=float)
    for unit, size in _UNITS.items():
        if np.allclose(seconds / size, needed, rtol=0.005, atol=1e-6, equal_nan=True) and not (
            whole and unit == "days"
        ):
            return f"`.dt.total_seconds() / {size}`"
    whole_days = np.floor(seconds / _UNITS["days"])
    if whole and np.array_equal(whole_days, needed, equal_nan=True):
        return "`.dt.days`"
    return say("check.duration_units")


def nothing(needed):
    """Say that there is no answer at all, only None or NaN."""
    return say("check.nothing", needed=word(needed))


def make_table(given, needed):
    """Say how to make a table of an array or a list: it has no column names to be changed."""
    columns = ", ".join(f"{_quoted(str(name))}: ..." for name in needed.columns)
    what = say("check.type_array") if isinstance(given, np.ndarray) else word(given)
    return say("check.make_table", given=what, code=f"pd.DataFrame({{{columns}}})")


def _quoted(name):
    return json.dumps(name, ensure_ascii=False)


def _described(given):
    if form(given) in ("series", "table", "list"):
        return say("check.rows_of", what=word(given), n=len(given))
    return word(given)


def _advice(given, needed):
    if type(given).__name__.endswith("GroupBy"):
        return say("check.type_ungrouped")
    if form(given) == "function":
        return say("check.type_call")
    if form(needed) == "number" and form(given) in ("series", "table", "list"):
        return say("check.type_many")
    parts = [f"`{part}`" for part in parts_of(given, form(needed))[:MOST]]
    return say("check.type_parts", parts=say("check.comma").join(parts)) if parts else ""


def _unquote(given, needed):
    """Say how to write a number that was written as a text; the number is the learner's own."""
    text = tidy(given)
    percent = text.endswith("%")
    try:
        number = float(_NUMBER.fullmatch(text)[1].replace(",", ""))
    except (TypeError, ValueError):
        return say("check.type", given=f"`{show(given)}`", needed=word(plain(needed)))
    # A share can stand above one: a whale's peak of "125%" is 1.25, not 125.
    if percent and (abs(needed) <= 1 or abs(number / 100 - needed) < abs(number - needed)):
        return say("check.type_percent", given=show(given), number=f"{number / 100:.6g}")
    return say("check.type_quoted", given=show(given), number=f"{number:.10g}")
