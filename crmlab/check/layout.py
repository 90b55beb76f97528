"""Laying answers out as tables of the same make: index into columns, columns named, rows known by keys."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from crmlab.check.cells import is_float, is_numeric
from crmlab.check.kinds import key

VALUE = "value"
_LEFT_BY_RESET = ("index", "level_0", "Unnamed: 0")


@dataclass(frozen=True, eq=False)
class Laid:
    """An answer and the right one, laid out alike."""

    table: pd.DataFrame
    wanted: pd.DataFrame
    keys: list
    labels: dict = field(default_factory=dict)  # a column's name as it is written in code: 0, not "0"

    def lacking(self):
        """List the needed columns that are not there."""
        return [name for name in self.wanted.columns if name not in self.table]

    def extra(self):
        """List the columns that nobody asked for."""
        return [name for name in dict.fromkeys(self.table.columns) if name not in self.wanted]


def lay(given, needed):
    """Lay an answer out like the right one.

    Parameters
    ----------
    given, needed : DataFrame, Series or dict
        Never changed.  A dict and a Series are read as a table of keys and values.

    Returns
    -------
    Laid or None
        None if the answer is nothing of the kind.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.check.layout import lay
    >>> right = pd.DataFrame({"type": ["HHH"], "customers": [5]})
    >>> lay(pd.Series({"HHH": 5}, name="count"), right).table.columns.tolist()
    ['type', 'customers']
    """
    named = isinstance(needed, pd.DataFrame)
    wanted, keys = (_flatten(needed), []) if named else _entries(needed)
    if isinstance(given, Mapping):
        given = _from_dict(given, table_needed=named)
    if isinstance(given, pd.Series):
        given = _from_series(given, wanted, keys)
    if not isinstance(given, pd.DataFrame):
        return None
    labels = {str(label): label for label in given.columns}
    table = _with_needed_index(given, wanted)
    if not named:
        table = _value_named(table, wanted, keys)
    left = [name for name in _LEFT_BY_RESET if name in table and name not in wanted]
    table = table.drop(columns=[name for name in left if _counts_rows(table[name])])
    return Laid(table, wanted, keys or key_columns(wanted), labels)


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
    >>> from crmlab.check.layout import key_columns
    >>> key_columns(pd.DataFrame({"class": ["A", "A"], "customer_id": ["C1", "C2"], "n": [3, 4]}))
    ['customer_id']
    """
    usable = [name for name in table.columns if not is_float(table[name])]
    ranked = sorted(usable, key=lambda name: _rank(table[name]))
    for name in ranked:
        if _rank(table[name]) < 2 and tells_apart(table, [name]):
            return [name]
    for many in range(1, len(ranked) + 1):
        if tells_apart(table, ranked[:many]):
            return ranked[:many]
    return []


def tells_apart(table, names):
    """Tell whether no two rows agree in these columns."""
    return len(set(keys_of(table, names))) == len(table)


def keys_of(table, names):
    """List each row's key, a tuple."""
    return list(zip(*([key(value) for value in table[name]] for name in names), strict=True))


def _rank(column):
    if str(column.name).endswith(("_id", "_on")) or str(column.name) in ("id", "key"):
        return 0
    return 2 if pd.api.types.is_numeric_dtype(column) else 1


def _entries(needed):
    """Lay a right Series or dict out as a table; its keys are the keys."""
    series = needed if isinstance(needed, pd.Series) else pd.Series(needed)
    names = [name or f"key {place}" for place, name in enumerate(series.index.names, 1)]
    return _keyed(series, names), [str(name) for name in names]


def _keyed(series, names, value=VALUE):
    rows = [(*(entry if isinstance(entry, tuple) else (entry,)),) for entry in series.index]
    table = pd.DataFrame(rows, columns=[str(name) for name in names])
    return table.assign(**{value: series.to_numpy() if len(series) else []})


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


def _counts_rows(column):
    return pd.api.types.is_integer_dtype(column)


def _from_dict(given, table_needed):
    try:
        return pd.DataFrame(given) if table_needed else pd.Series(given, dtype=None if given else float)
    except (ValueError, TypeError):
        return pd.Series(given, dtype=object)


def _from_series(given, wanted, keys):
    """Lay a Series out by its keys; what it and its index are called is nobody's concern."""
    if given.index.nlevels + 1 != wanted.shape[1]:
        return given.to_frame()
    if keys:
        return _keyed(given, keys)
    value = _value_column(given, wanted)
    names = [name for name in wanted.columns if name != value]
    if _counts(given.index) and not _overlap(given.index, wanted[names[0]]):
        return given.to_frame()
    if given.index.nlevels > 1 and set(given.index.names) == set(names):
        names = list(given.index.names)
    return _keyed(given, names, value)[list(wanted.columns)]


def _value_column(series, wanted):
    """Choose the needed column that a Series' values are: not one of the keys."""
    keys = key_columns(wanted)
    values = [name for name in wanted.columns if name not in keys] or list(wanted.columns)
    return values[0] if len(values) == 1 else next((it for it in values if it == series.name), values[-1])


def _overlap(entries, column):
    """Tell whether at least half of a column's values are among the entries, in whatever case."""
    ours, theirs = ({str(key(value)).casefold() for value in values} for values in (entries, column))
    return bool(theirs) and 2 * len(ours & theirs) >= len(theirs)


def _with_needed_index(given, wanted):
    index = given.index
    wanted_levels = [name for name in index.names if name is not None and str(name) in wanted]
    table = given.reset_index(level=[name for name in wanted_levels if name not in given.columns])
    table = _named(table)
    lacking = [name for name in wanted.columns if name not in table]
    meant = _meant_by_index(index, wanted, lacking) if not set(wanted_levels) & set(lacking) else None
    if meant:
        table = table.assign(**{meant: list(index)})
    elif index.nlevels == 1 and index.name is not None and str(index.name) not in table:
        table = table.assign(**{str(index.name): list(index)})
    return table.reset_index(drop=True)


def _meant_by_index(index, wanted, lacking):
    """Choose the needed column that stands in the index under no name, or another."""
    if index.nlevels != 1 or _counts(index):
        return None
    fitting = [name for name in lacking if _overlap(index, wanted[name])]
    if not fitting and len(lacking) == 1 and index.name is None:
        return lacking[0] if not is_numeric(wanted[lacking[0]]) else None
    return fitting[0] if fitting else None


def _value_named(table, wanted, keys):
    """Give the one value column of a keyed table our name for it: nobody asked for a name."""
    others = [name for name in table.columns if name not in keys]
    if len(table.columns) != len(wanted.columns) or table.columns.has_duplicates:
        return table
    if len(others) == 1:
        return table.rename(columns={others[0]: VALUE})
    if len(keys) == 1 and not set(keys) & set(table.columns):
        first = next((name for name in others if not is_float(table[name])), others[0])
        return table.rename(columns={name: keys[0] if name == first else VALUE for name in others})
    return table
