"""Back-ups: a copy counts only after it has been read back and compared, row by row."""

from dataclasses import dataclass

import pandas as pd

from crmlab.frames import InputError, need_columns, need_rows, open_frame, to_pandas
from crmlab.language import say


@dataclass(frozen=True)
class BackupCheck:
    """What `compare_backup` found.

    Attributes
    ----------
    missing, extra, changed : list
        Keys of rows that the copy lacks, that only the copy has, and that differ in some column.
    rows : int
        Rows of the original.
    """

    missing: list
    extra: list
    changed: list
    rows: int

    @property
    def whole(self):
        """Say whether the copy is the original, row by row (bool)."""
        return not (self.missing or self.extra or self.changed)


def compare_backup(original, restored, key):
    """Compare a table with its restored copy: which rows are missing, too many, changed.

    Parameters
    ----------
    original, restored : pandas.DataFrame
        The order of rows and columns does not matter.  Values are compared as text, dates as dates, since a
        copy in a text file knows no types; further columns of the copy are not looked at.
    key : str
        Column that says which row is which, unique in both.

    Returns
    -------
    BackupCheck

    Raises
    ------
    InputError
        For a missing column, a row without key, or a key that comes twice.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import compare_backup
    >>> live = pd.DataFrame({"customer_id": ["C1", "C2"], "phone": ["1", "2"]})
    >>> copy = pd.DataFrame({"customer_id": ["C1"], "phone": ["7"]})
    >>> check = compare_backup(live, copy, "customer_id")
    >>> check.whole, check.missing, check.changed
    (False, ['C2'], ['C1'])
    """
    original, restored = _keyed(original, key, "original"), _keyed(restored, key, "restored")
    lacking = [column for column in original if column not in restored]
    if lacking:
        raise InputError(
            say("identify_privacy.backup_columns", columns=say("frames.comma").join(map(str, lacking)))
        )
    both = original.index.intersection(restored.index)
    differs = _text(original.loc[both]).ne(_text(restored.loc[both, original.columns])).any(axis=1)
    return BackupCheck(
        missing=sorted(original.index.difference(restored.index)),
        extra=sorted(restored.index.difference(original.index)),
        changed=sorted(both[differs.to_numpy()]),
        rows=len(original),
    )


def _keyed(table, key, name):
    table = to_pandas(table, name)
    need_columns(open_frame(table, name), {"key": key}, name)
    need_rows(len(table), name)
    empty = int(table[key].isna().sum())
    if empty:
        raise InputError(say("identify_privacy.key_missing", table=name, column=key, count=empty))
    if table[key].duplicated().any():
        again = table.loc[table[key].duplicated(), key].iloc[0]
        raise InputError(say("identify_privacy.truth_twice", table=name, column=key, value=again))
    return table.set_index(key)


def _text(table):
    """Write every value the way a text file would, a missing one as nothing."""
    written = {}
    for column in table:
        values = table[column]
        if pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
            values = values.astype(float)  # 3 and 3.0 are one value
        written[column] = values.astype(str).where(values.notna(), "")
    return pd.DataFrame(written, index=table.index)
