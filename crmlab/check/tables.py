"""Comparing tables: columns by name, rows by their keys, values column by column."""

from collections import Counter
from collections.abc import Mapping
from difflib import get_close_matches

import pandas as pd

from crmlab.check.cells import column_difference, is_float, unequal
from crmlab.check.kinds import key, plain, show, word
from crmlab.check.rules import Difference
from crmlab.language import say

VALUE = "value"
LONG = 20  # rows: of so many, three keys give nothing away
_LEFT_BY_RESET = ("index", "level_0", "Unnamed: 0")


def table_difference(given, needed, rules):
    """Say in what a table, Series or dict differs from the right one.

    Parameters
    ----------
    given : DataFrame, Series or dict
        The learner's, never changed.
    needed : DataFrame, Series or dict
        A dict and a Series are read as a table of keys and values.
    rules : Rules

    Returns
    -------
    Difference or None

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.check.rules import Rules
    >>> from crmlab.check.tables import table_difference
    >>> right = pd.DataFrame({"customer_id": ["C1", "C2"], "amount": [10.0, 20.0]})
    >>> table_difference(right.set_index("customer_id")[::-1], right, Rules()) is None
    True
    >>> table_difference(right.rename(columns={"amount": "total"}), right, Rules()).kind
    'renamed'
    """
    wanted, keys = _wanted(needed)
    table = _as_wanted(given, wanted, keys, named=isinstance(needed, pd.DataFrame))
    if table is None:
        return Difference("type", say("check.type", given=word(given), needed=word(needed)))
    problem = _columns_difference(table, wanted)
    if problem:
        return problem
    table = table[list(wanted.columns)]
    keys = keys or key_columns(wanted)
    return _rows_difference(table, wanted, keys, rules) if keys else _bag_difference(table, wanted, rules)


def dict_difference(given, needed, rules, difference):
    """Say in what a dict of lists or tables differs, key by key.

    Parameters
    ----------
    given, needed : dict
    rules : Rules
    difference : callable
        Compares two values.

    Returns
    -------
    Difference or None
    """
    if isinstance(given, pd.Series):
        given = given.to_dict()
    if not isinstance(given, Mapping):
        return Difference("type", say("check.type", given=word(given), needed=word(needed)))
    mine, theirs = ({key(name): value for name, value in one.items()} for one in (given, needed))
    problem = _keys_difference(list(mine), list(theirs))
    if problem:
        return problem
    for name, value in theirs.items():
        problem = difference(mine[name], value, rules)
        if problem:
            return Difference(problem.kind, say("check.at_key", key=show(name)) + problem.sentence)
    return None


def key_columns(table):
    """Choose the columns that tell the rows apart, ids first.

    Parameters
    ----------
    table : DataFrame

    Returns
    -------
    list of str
        As few as do; empty if none do.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.check.tables import key_columns
    >>> key_columns(pd.DataFrame({"class": ["A", "A"], "customer_id": ["C1", "C2"], "n": [3, 4]}))
    ['customer_id']
    """
    usable = [name for name in table.columns if not is_float(table[name])]
    ranked = sorted(usable, key=lambda name: _rank(table[name]))
    for name in ranked:
        if _rank(table[name]) < 2 and _tells_apart(table, [name]):
            return [name]
    for many in range(1, len(ranked) + 1):
        if _tells_apart(table, ranked[:many]):
            return ranked[:many]
    return []


def _rank(column):
    if str(column.name).endswith(("_id", "_on")) or str(column.name) in ("id", "key"):
        return 0
    return 2 if pd.api.types.is_numeric_dtype(column) else 1


def _tells_apart(table, names):
    return len(set(_keys(table, names))) == len(table)


def _keys(table, names):
    return list(zip(*([key(value) for value in table[name]] for name in names), strict=True))


def _wanted(needed):
    """Lay the right answer out as a table; a dict's or Series' keys are its keys."""
    if isinstance(needed, pd.DataFrame):
        return _flatten(needed), []
    series = needed if isinstance(needed, pd.Series) else pd.Series(needed)
    names = [name or f"key {place}" for place, name in enumerate(series.index.names, 1)]
    return _keyed(series, names), [str(name) for name in names]


def _keyed(series, names):
    rows = [(*(entry if isinstance(entry, tuple) else (entry,)),) for entry in series.index]
    table = pd.DataFrame(rows, columns=[str(name) for name in names])
    return table.assign(**{VALUE: series.to_numpy() if len(series) else []})


def _flatten(table):
    """Turn a meaningful index into columns and drop a counting one."""
    named = [name for name in table.index.names if name is not None and name not in table.columns]
    if named:
        table = table.reset_index(level=named)
    elif not _counts(table.index) and table.index.names == [None]:
        table = table.rename_axis("index").reset_index()
    return _named(table.reset_index(drop=True))


def _named(table):
    names = ["_".join(map(str, name)) if isinstance(name, tuple) else str(name) for name in table.columns]
    return table.set_axis(pd.Index(names, dtype=object), axis=1)


def _counts(index):
    return index.nlevels == 1 and index.name is None and pd.api.types.is_integer_dtype(index)


def _as_wanted(given, wanted, keys, named):
    """Lay the learner's answer out like the right one; None if it is nothing of the kind."""
    if isinstance(given, Mapping):
        given = _from_dict(given, table_needed=named)
    if isinstance(given, pd.Series):
        given = _from_series(given, wanted, keys)
    if not isinstance(given, pd.DataFrame):
        return None
    table = _with_needed_index(given, wanted)
    if not named:
        table = _value_named(table, wanted, keys)
    return table.drop(columns=[name for name in _LEFT_BY_RESET if name in table and name not in wanted])


def _from_dict(given, table_needed):
    try:
        return pd.DataFrame(given) if table_needed else pd.Series(given, dtype=None if given else float)
    except (ValueError, TypeError):
        return pd.Series(given, dtype=object)


def _from_series(given, wanted, keys):
    levels = given.index.nlevels
    if levels + 1 != wanted.shape[1] or (_counts(given.index) and not keys):
        return given.to_frame()
    if keys:
        return _keyed(given, keys)
    names = [name or column for name, column in zip(given.index.names, wanted.columns, strict=False)]
    value = next((name for name in wanted.columns if name not in names), VALUE)
    return _keyed(given, names).rename(columns={VALUE: str(given.name or value)})


def _with_needed_index(given, wanted):
    index = given.index
    wanted_levels = [name for name in index.names if name is not None and str(name) in wanted]
    table = given.reset_index(level=[name for name in wanted_levels if name not in given.columns])
    table = _named(table)
    lacking = [name for name in wanted.columns if name not in table]
    if len(lacking) == 1 and index.nlevels == 1 and index.name is None and not _counts(index):
        table = table.assign(**{lacking[0]: list(index)})
    return table.reset_index(drop=True)


def _value_named(table, wanted, keys):
    """Give the one value column of a keyed table our name for it: nobody asked for a name."""
    others = [name for name in table.columns if name not in keys]
    if len(table.columns) != len(wanted.columns):
        return table
    if len(others) == 1:
        return table.rename(columns={others[0]: VALUE})
    if len(keys) == 1 and not set(keys) & set(table.columns):
        first = next((name for name in others if not is_float(table[name])), others[0])
        return table.rename(columns={name: keys[0] if name == first else VALUE for name in others})
    return table


def _columns_difference(table, wanted):
    if table.columns.has_duplicates:
        twice = table.columns[table.columns.duplicated()][0]
        return Difference("columns", say("check.column_twice", column=twice))
    missing = [name for name in wanted.columns if name not in table]
    extra = [name for name in table.columns if name not in wanted]
    for name in missing:
        other = _meant(name, table[extra], wanted[name])
        if other:
            return Difference("renamed", say("check.renamed", given=other, needed=name))
    if missing:
        blanks = {"missing": _list(missing), "given": _list(table.columns)}
        return Difference("columns", say("check.columns_missing", **blanks))
    if extra:
        return Difference(
            "columns", say("check.columns_extra", extra=_list(extra), needed=_list(wanted.columns))
        )
    return None


def _list(names):
    return say("check.comma").join(f"`{name}`" for name in names)


def _meant(name, extra, column):
    """Find the column that only has another name: the same values, or nearly the same letters."""
    for other in extra.columns:
        if _same_bag(extra[other], column):
            return other
    alike = {str(other).casefold().strip(): other for other in extra.columns}
    near = get_close_matches(name.casefold(), alike, n=1, cutoff=0.8)
    return alike[near[0]] if near else None


def _same_bag(one, other):
    if len(one) != len(other) or not len(one):
        return False
    ones, others = (sorted(map(key, column), key=repr) for column in (one, other))
    return ones == others


def _keys_difference(mine, theirs):
    """Say which keys are too many and which are missing."""
    mine_set, theirs_set = set(mine), set(theirs)
    extra = [entry for entry in mine if entry not in theirs_set]
    missing = [entry for entry in theirs if entry not in mine_set]
    if not extra and not missing:
        return None
    blanks = {"n_extra": len(extra), "n_missing": len(missing), "given": len(mine), "needed": len(theirs)}
    blanks |= {"extra": _some(extra)}
    if mine and theirs and len(extra) == len(mine):
        return Difference("keys", say("check.keys_other", missing=_told("needed", missing, theirs), **blanks))
    blanks |= {"missing": _told("missing", missing, theirs)}
    name = "both" if extra and missing else "extra" if extra else "missing"
    return Difference("rows", say(f"check.rows_{name}", **blanks))


def _told(name, missing, theirs):
    """Name a few missing keys, unless that would give a short answer away."""
    return say(f"check.{name}_such_as", some=_some(missing)) if len(theirs) >= LONG else ""


def _some(entries):
    return say("check.comma").join(f"`{_entry(entry)}`" for entry in entries[:3])


def _entry(entry):
    parts = entry if isinstance(entry, tuple) else (entry,)
    return ", ".join(show(plain(part)).strip("'") for part in parts)


def _rows_difference(table, wanted, keys, rules):
    mine, theirs = _keys(table, keys), _keys(wanted, keys)
    twice = next((entry for entry, n in Counter(mine).items() if n > 1), None)
    if twice is not None:
        blanks = {"key": _entry(twice), "n": mine.count(twice), "given": len(mine), "needed": len(theirs)}
        return Difference("rows", say("check.rows_twice", **blanks))
    problem = _keys_difference(mine, theirs)
    if problem:
        return problem
    place = {entry: row for row, entry in enumerate(mine)}
    aligned = table.iloc[[place[entry] for entry in theirs]].reset_index(drop=True)
    return _values_difference(aligned, wanted, keys, rules) or _order_difference(mine, theirs, rules)


def _values_difference(table, wanted, keys, rules):
    problems = {}
    for name in wanted.columns:
        if name in keys:
            continue
        problem = column_difference(table[name], wanted[name], rules)
        if problem:
            problems[name] = problem
    if not problems:
        return None
    first, problem = next(iter(problems.items()))
    return Difference(problem.kind, _column_sentence(first, table, wanted, keys, rules, problem, problems))


def _column_sentence(first, table, wanted, keys, rules, problem, problems):
    rows = unequal(table[first], wanted[first], rules)
    entries = [entry for entry, off in zip(_keys(wanted, keys), rows, strict=True) if off]
    where = say(
        "check.column" if first != VALUE else "check.values", column=first, n=len(entries), total=len(wanted)
    )
    some = say("check.for_example", some=_some(entries)) if entries else ""
    others = [name for name in problems if name != first]
    rest = say("check.also_columns", columns=_list(others)) if others else ""
    return where + problem.sentence + some + rest


def _order_difference(mine, theirs, rules):
    if rules.ordered and mine != theirs:
        return Difference("order", say("check.rows_order"))
    return None


def _bag_difference(table, wanted, rules):
    """Compare tables whose rows nothing tells apart: sorted, or as they stand if order counts."""
    if len(table) != len(wanted):
        return Difference("rows", say("check.length", given=len(table), needed=len(wanted)))
    if not rules.ordered:
        table, wanted = (
            one.sort_values(list(wanted.columns)).reset_index(drop=True) for one in (table, wanted)
        )
    for name in wanted.columns:
        problem = column_difference(table[name], wanted[name], rules)
        if problem:
            total = {"n": int(unequal(table[name], wanted[name], rules).sum()), "total": len(wanted)}
            return Difference(problem.kind, say("check.column", column=name, **total) + problem.sentence)
    return None
