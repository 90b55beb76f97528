"""What is wrong with a table's columns before any value is looked at: missing, misnamed, not yet grouped."""

import json
from difflib import get_close_matches

import pandas as pd

from crmlab.check.cells import is_numeric
from crmlab.check.kinds import key
from crmlab.check.layout import tells_apart
from crmlab.check.rules import Difference
from crmlab.language import say


def columns_difference(laid, given, needed):
    """Say which needed columns are not there, and how to get them.

    Columns that nobody asked for make nothing wrong.

    Parameters
    ----------
    laid : crmlab.check.layout.Laid
    given, needed : object
        The two answers as they were before they were laid out.

    Returns
    -------
    Difference or None
        Of kind columns, renamed or ungrouped.
    """
    twice = [name for name in laid.wanted.columns if list(laid.table.columns).count(name) > 1]
    if twice:
        return Difference("columns", say("check.column_twice", column=twice[0]))
    missing = laid.lacking()
    if not missing:
        return None
    if not isinstance(needed, pd.DataFrame):
        return Difference("columns", say("check.series_needed", given=listed(laid.table.columns)))
    if isinstance(given, pd.Series):
        return _series_for_table(laid)
    if too_fine(laid):
        return ungrouped(laid)
    renames = _renames(laid, missing)
    if renames:
        return Difference("renamed", _rename(renames, laid.labels))
    blanks = {"missing": listed(missing), "given": listed(dict.fromkeys(laid.table.columns))}
    return Difference("columns", say("check.columns_missing", **blanks))


def listed(names):
    """Write names into a sentence, each as code."""
    return say("check.comma").join(f"`{name}`" for name in names)


def too_fine(laid):
    """Tell whether a table has so many rows that it cannot be grouped yet."""
    return bool(laid.keys) and len(laid.table) >= 2 * max(1, len(laid.wanted))


def ungrouped(laid):
    """Say what each row still stands for, and by what to group."""
    blanks = {"given": len(laid.table), "needed": len(laid.wanted), "keys": listed(laid.keys)}
    ids = [name for name in laid.extra() if _is_id(laid.table, name)]
    if ids:
        return Difference("ungrouped", say("check.ungrouped_each", each=ids[0], **blanks))
    return Difference("ungrouped", say("check.ungrouped", **blanks))


def table_of_series(keys, values):
    """Write the code that turns a Series of such keys and values into a table."""
    axis = _code(keys[0]) if len(keys) == 1 else "[" + ", ".join(map(_code, keys)) + "]"
    return f".rename_axis({axis}).reset_index(name={_code(values[0])})"


def _series_for_table(laid):
    values = [name for name in laid.wanted.columns if name not in laid.keys]
    blanks = {"columns": listed(laid.wanted.columns)}
    if len(values) != 1 or not laid.keys:
        return Difference("columns", say("check.series_given", **blanks))
    blanks["code"] = table_of_series(laid.keys, values)
    if too_fine(laid):
        blanks |= {"given": len(laid.table), "needed": len(laid.wanted), "keys": listed(laid.keys)}
        return Difference("ungrouped", say("check.ungrouped_series", **blanks))
    return Difference("columns", say("check.series_for_table", **blanks))


def _is_id(table, name):
    column = table[name]
    if not isinstance(column, pd.Series) or pd.api.types.is_float_dtype(column):
        return False
    return not is_numeric(column) and tells_apart(table, [name])


def _renames(laid, missing):
    """Find for each missing column the one that only has another name."""
    free, renames = laid.extra(), {}
    for name in missing:
        other = _meant(name, laid.table[free], laid.wanted[name])
        if (
            other is None
            and len(missing) == len(free) == 1
            and _alike(laid.table[free[0]], laid.wanted[name])
        ):
            other = free[0]
        if other is not None:
            renames[other] = name
            free = [column for column in free if column != other]
    return renames


def _meant(name, extra, column):
    """Find a column with the same values, or with nearly the same name and values of the same kind."""
    for other in extra.columns:
        if isinstance(extra[other], pd.Series) and _same_bag(extra[other], column):
            return other
    alike = {
        str(other).casefold().strip(): other for other in extra.columns if _comparable(extra[other], column)
    }
    near = get_close_matches(name.casefold(), alike, n=1, cutoff=0.8)
    return alike[near[0]] if near else None


def _same_bag(one, other):
    if len(one) != len(other) or not len(one):
        return False
    ones, others = (sorted(map(key, column), key=repr) for column in (one, other))
    return ones == others


def _comparable(one, other):
    return isinstance(one, pd.Series) and is_numeric(one) == is_numeric(other)


def _alike(one, other):
    if not _comparable(one, other) or len(one) != len(other):
        return False
    return pd.api.types.is_float_dtype(one) == pd.api.types.is_float_dtype(other)


def _rename(renames, labels):
    pairs = ", ".join(f"{_code(labels.get(old, old))}: {_code(new)}" for old, new in renames.items())
    blanks = {"given": listed(renames), "needed": listed(renames.values())}
    blanks["code"] = f".rename(columns={{{pairs}}})"
    if len(renames) > 1:
        return say("check.renamed_many", **blanks)
    (old, new), *_ = renames.items()
    if labels.get(old, old) == 0:  # what `.reset_index()` calls the values of a nameless Series
        return say("check.renamed_zero", made=f".reset_index(name={_code(new)})", **blanks)
    return say("check.renamed", **blanks)


def _code(name):
    return json.dumps(name, ensure_ascii=False) if isinstance(name, str) else repr(name)
