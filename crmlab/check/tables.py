"""Comparing tables: columns by name, rows by their keys, values column by column."""

import re
from collections import Counter
from collections.abc import Mapping

import pandas as pd

from crmlab.check.cells import column_difference, empty, is_numeric, other_case, unequal
from crmlab.check.columns import columns_difference, listed, table_of_series, too_fine, ungrouped
from crmlab.check.kinds import form, key, plain, show, word
from crmlab.check.layout import VALUE, keys_of, lay
from crmlab.check.mismatch import other_type
from crmlab.check.rules import Difference
from crmlab.language import say

LONG = 20  # rows: of so many, three keys give nothing away
_OWN = ("too_large", "too_small", "above_one", "values")  # kinds of which the learner's own value is shown


def table_difference(given, needed, rules):
    """Say in what a table, Series or dict differs from the right one.

    Parameters
    ----------
    given, needed : DataFrame, Series or dict
        The learner's is never changed.  A dict and a Series are read as a table of keys and values; columns
        that nobody asked for are left out of account.
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
    laid = lay(given, needed)
    if laid is None:
        return other_type(given, needed)
    problem = columns_difference(laid, given, needed)
    if problem:
        return problem
    return _rows_difference(laid, rules) if laid.keys else _bag_difference(laid, rules)


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
        return other_type(given, needed)
    mine, theirs = ({key(name): value for name, value in one.items()} for one in (given, needed))
    problem = _keys_difference(list(mine), list(theirs), say("check.in_index"))
    if problem:
        return problem
    for name, value in theirs.items():
        problem = difference(mine[name], value, rules)
        if problem:
            return Difference(problem.kind, say("check.at_key", key=show(name)) + problem.sentence)
    return None


def right_columns(given, needed, rules):
    """List the columns of a table that are right already, the keys left out.

    Parameters
    ----------
    given, needed : object
    rules : Rules

    Returns
    -------
    list of str or None
        None if the rows cannot be matched.
    """
    if not isinstance(needed, pd.DataFrame):
        return None
    laid = lay(plain(given), needed)
    if laid is None or not laid.keys or not set(laid.keys) <= set(laid.table.columns):
        return None
    if laid.table.columns.has_duplicates:
        return None
    aligned = _aligned(laid)
    if aligned is None:
        return None
    names = [name for name in laid.wanted.columns if name not in laid.keys and name in laid.table]
    return [name for name in names if not column_difference(aligned[name], laid.wanted[name], rules)]


def extra_columns(given, needed):
    """List the columns of a table that nobody asked for."""
    laid = lay(plain(given), needed) if isinstance(needed, pd.DataFrame) else None
    return laid.extra() if laid else []


def lacking_columns(given, needed):
    """List the needed columns that a table does not have."""
    laid = lay(plain(given), needed) if isinstance(needed, pd.DataFrame) else None
    return laid.lacking() if laid else []


def needed_part(table, needed):
    """Give a table's needed columns only; the whole table if it has none of them."""
    laid = lay(table, needed)
    kept = [name for name in laid.wanted.columns if name in laid.table]
    return laid.table[kept] if kept else table


def code_for_table(given, needed):
    """Write the code that makes the needed table of a Series; None if that is not what was given."""
    if not isinstance(plain(given), pd.Series) or not isinstance(needed, pd.DataFrame):
        return None
    laid = lay(plain(given), needed)
    values = [name for name in laid.wanted.columns if name not in laid.keys]
    return table_of_series(laid.keys, values) if laid.keys and len(values) == 1 else None


def _aligned(laid):
    """Bring the learner's rows into our order; None if they are not the same rows."""
    mine, theirs = keys_of(laid.table, laid.keys), keys_of(laid.wanted, laid.keys)
    if Counter(mine) != Counter(theirs):
        return None
    place = {entry: row for row, entry in enumerate(mine)}
    return laid.table.iloc[[place[entry] for entry in theirs]].reset_index(drop=True)


def _rows_difference(laid, rules):
    mine, theirs = keys_of(laid.table, laid.keys), keys_of(laid.wanted, laid.keys)
    twice = next((entry for entry, n in Counter(mine).items() if n > 1), None)
    synthetic = VALUE in laid.wanted and laid.keys[0].startswith("key ")
    if twice is not None and not synthetic and _repeats(laid, mine):
        code = f".drop_duplicates({list(laid.keys)})" if laid.extra() else ".drop_duplicates()"
        return Difference("rows", say("check.rows_alike", key=_entry(twice), n=mine.count(twice), code=code))
    if twice is not None:
        if too_fine(laid):
            return ungrouped(laid)
        blanks = {"key": _entry(twice), "n": mine.count(twice), "given": len(mine), "needed": len(theirs)}
        return Difference("rows", say("check.rows_twice", **blanks))
    where = say("check.in_index") if synthetic else say("check.in_columns", columns=listed(laid.keys))
    problem = _keys_difference(mine, theirs, where)
    if problem:
        return problem
    return _values_difference(_aligned(laid), laid, rules) or _order_difference(mine, theirs, rules)


def _repeats(laid, keys):
    """Tell whether the rows of one key differ in nothing that is asked for: then one of them is enough.

    Of a table with values that is many times too long, the rows wait to be counted instead.
    """
    if too_fine(laid) and len(laid.wanted.columns) > len(laid.keys):
        return False
    return len(set(keys_of(laid.table, list(laid.wanted.columns)))) == len(set(keys))


def _keys_difference(mine, theirs, where):
    """Say which keys are too many and which are missing."""
    mine_set, theirs_set = set(mine), set(theirs)
    extra = [entry for entry in mine if entry not in theirs_set]
    missing = [entry for entry in theirs if entry not in mine_set]
    if not extra and not missing:
        return None
    if mine and theirs and len(extra) == len(mine):
        return Difference("keys", _strange_keys(extra, missing, theirs, where))
    blanks = {"n_extra": len(extra), "n_missing": len(missing), "given": len(mine), "needed": len(theirs)}
    blanks |= {"extra": _some(extra), "missing": _told("missing", missing, theirs)}
    name = "both" if extra and missing else "extra" if extra else "missing"
    if name == "both" and len(mine) == len(theirs):
        name = "others"
    return Difference("rows", say(f"check.rows_{name}", **blanks))


def _strange_keys(extra, missing, theirs, where):
    """Say what keys look like of which none fits, and what they should look like."""
    pair = other_case(*([_entry(entry) for entry in entries] for entries in (extra, theirs)))
    if pair:
        return say("check.keys_case", where=where, given=pair[0], needed=pair[1])
    if {_entry(entry) for entry in extra} <= {_entry(entry) for entry in theirs}:
        return say("check.keys_type", where=where, given=word(_first(extra)), needed=word(_first(theirs)))
    codes = len({len(_entry(entry)) for entry in theirs}) == 1
    if _shape(extra[0], codes) != _shape(theirs[0], codes):
        return say("check.keys_form", where=where, given=_some(extra), needed=_entry(theirs[0]))
    return say("check.keys_other", where=where, extra=_some(extra), missing=_told("needed", missing, theirs))


def _first(entries):
    """Take the first key, out of its tuple if it stands there alone."""
    entry = entries[0]
    return entry[0] if isinstance(entry, tuple) and len(entry) == 1 else entry


def _shape(entry, codes):
    """Write how a key is made: a text as `aA`; a code, whose length counts, `C0001` as `A9999`."""
    made = re.sub(r"[0-9]", "9", _entry(entry))
    made = re.sub(r"[A-Z]", "A", re.sub(r"[a-z]", "a", made))
    made = re.sub(r"[\u4e00-\u9fff]", "\u5b57", made)
    return made if codes else re.sub(r"(.)\1+", r"\1", made)


def _told(name, missing, theirs):
    """Name a few missing keys, unless that would give a short answer away."""
    return say(f"check.{name}_such_as", some=_some(missing)) if len(theirs) >= LONG else ""


def _some(entries):
    return listed(_entry(entry) for entry in entries[:3])


def _entry(entry):
    parts = entry if isinstance(entry, tuple) else (entry,)
    return ", ".join(show(plain(part)).strip("'") for part in parts)


def _values_difference(table, laid, rules):
    columns = [name for name in laid.wanted.columns if name not in laid.keys]
    problems = {name: column_difference(table[name], laid.wanted[name], rules) for name in columns}
    problems = {name: problem for name, problem in problems.items() if problem}
    if not problems:
        return None
    first, problem = next(iter(problems.items()))
    sentence = _column_sentence(first, table[first], laid, rules, problem)
    others = [name for name in problems if name != first]
    rest = say("check.also_columns", columns=listed(others)) if others else ""
    right = [name for name in columns if name not in problems]
    rest += say("check.right_columns", columns=listed(right)) if right else ""
    return Difference(problem.kind, sentence + rest)


def _column_sentence(name, given, laid, rules, problem):
    needed = laid.wanted[name]
    if problem.kind in ("type", "case"):
        return say("check.of_name", name=name) + problem.sentence
    missing = problem.kind == "missing"
    off = empty(given, needed) if missing else unequal(given, needed, rules)
    rows = [row for row, differs in enumerate(off) if differs]
    start = ("column" if name != VALUE else "values") + ("_missing" if missing else "")
    where = say(f"check.{start}", column=name, n=len(rows), total=len(needed))
    if not rows:
        return where + problem.sentence
    keys = keys_of(laid.wanted, laid.keys)
    entries = [_example(keys[row], given[row], needed[row], problem.kind) for row in rows[:3]]
    return where + problem.sentence + say("check.for_example", some=say("check.comma").join(entries))


def _example(entry, given, needed, kind):
    """Name a row that is wrong, with what the learner has there, and which way it is wrong."""
    name = f"`{_entry(entry)}`"
    value = f"{float(given):.6g}" if form(plain(given)) == "number" else show(given).strip("'")
    if kind in ("off", "sum"):
        way = "too_large" if plain(given) > plain(needed) else "too_small"
        return say(f"check.example_{way}", key=name, given=value)
    return say("check.example", key=name, given=value) if kind in _OWN else name


def _order_difference(mine, theirs, rules):
    if rules.ordered and mine != theirs:
        return Difference("order", say("check.rows_order"))
    return None


def _bag_difference(laid, rules):
    """Compare tables whose rows nothing tells apart: sorted, or as they stand if order counts."""
    wanted, table = laid.wanted, laid.table[list(laid.wanted.columns)]
    if len(table) != len(wanted):
        return Difference("rows", say("check.length", given=len(table), needed=len(wanted)))
    if not rules.ordered:
        table, wanted = (_sorted(one) for one in (table, wanted))
    for name in wanted.columns:
        problem = column_difference(table[name], wanted[name], rules)
        if problem:
            total = {"n": int(unequal(table[name], wanted[name], rules).sum()), "total": len(wanted)}
            return Difference(problem.kind, say("check.column", column=name, **total) + problem.sentence)
    return None


def _sorted(table):
    by = list(table.columns)
    safe = all(is_numeric(table[name]) or table[name].map(type).nunique() < 2 for name in by)
    return table.sort_values(by, key=None if safe else lambda column: column.map(repr)).reset_index(drop=True)
