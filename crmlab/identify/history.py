"""Values change: keep what was true when, and flag what has not been confirmed for long."""

import pandas as pd

from crmlab.frames import InputError, need_columns, need_rows, open_frame, to_day
from crmlab.language import say


def keep_history(history, snapshot, day, key="person", fields=None):
    """Take a snapshot into a history of type 2: old values are closed, never overwritten (Kimball 1996).

    Parameters
    ----------
    history : pandas.DataFrame or None
        What this function gave before; None to begin.
    snapshot : pandas.DataFrame
        One row for each `key`, with the `fields` as they are on `day`.
    day : str or date
        From when the snapshot holds; not before the last one.
    key : str, default "person"
    fields : sequence of str, optional
        The columns whose change counts; left out, all but `key`.

    Returns
    -------
    pandas.DataFrame
        One row for each version, by key and day: `key`, the fields, ``from_on`` (the first day on which it
        holds), ``to_on`` (the first on which it no longer does; NaT for the version that holds now) and
        ``change``: ``new``, or the fields that changed.  A key that is gone from the snapshot is closed.

    Raises
    ------
    InputError
        For a missing column, a key twice or missing, or a day before the last snapshot.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import as_it_was, keep_history
    >>> before = pd.DataFrame({"person": ["P1"], "address": ["米市巷1号"]})
    >>> after = pd.DataFrame({"person": ["P1"], "address": ["学府路2号"]})
    >>> history = keep_history(keep_history(None, before, "2025-01-01"), after, "2025-06-01")
    >>> history[["address", "change"]].values.tolist()
    [['米市巷1号', 'new'], ['学府路2号', 'address']]
    >>> as_it_was(history, "2025-03-01")["address"].tolist()
    ['米市巷1号']
    """
    need_columns(open_frame(snapshot, "snapshot"), {"key": key}, "snapshot")
    fields = [name for name in snapshot.columns if name != key] if fields is None else list(fields)
    need_columns(open_frame(snapshot, "snapshot"), {field: field for field in fields}, "snapshot")
    need_rows(len(snapshot), "snapshot")
    _check_keys(snapshot, key)
    now = pd.Timestamp(to_day(day, "day"))
    fresh = snapshot[[key, *fields]].assign(from_on=now, to_on=pd.NaT, change="new")
    fresh["to_on"] = pd.to_datetime(fresh["to_on"])
    if history is None:
        return fresh.sort_values(key, ignore_index=True)
    _check_history(history, key, fields, now)
    open_rows = history[history["to_on"].isna()]
    changed, gone = _compare_versions(open_rows, fresh, key, fields)
    closed = history["to_on"].isna() & history[key].isin([*changed.index, *gone])
    kept = history.assign(to_on=history["to_on"].mask(closed, now))
    fresh = fresh[fresh[key].isin(changed.index) | ~fresh[key].isin(open_rows[key])]
    said = [changed.get(value, "new") for value in fresh[key]]
    fresh = fresh.assign(change=pd.Series(said, index=fresh.index, dtype="str"))
    both = pd.concat([kept, fresh], ignore_index=True)
    # What was opened on this very day and changed again holds on no day at all.
    both = both[both["to_on"].isna() | (both["to_on"] > both["from_on"])]
    return both.sort_values([key, "from_on"], ignore_index=True)


def _check_keys(table, key):
    if table[key].isna().any() or table[key].duplicated().any():
        bad = table.loc[table[key].isna() | table[key].duplicated(), key].iloc[0]
        raise InputError(say("identify_master.snapshot_keys", key=key, value=repr(bad)))


def _check_history(history, key, fields, now):
    wanted = {name: name for name in (key, *fields, "from_on", "to_on", "change")}
    need_columns(open_frame(history, "history"), wanted, "history")
    last = pd.concat([history["from_on"], history["to_on"]]).max()
    if now < last:
        raise InputError(say("identify_master.day_before", day=f"{now:%Y-%m-%d}", last=f"{last:%Y-%m-%d}"))


def _compare_versions(open_rows, fresh, key, fields):
    """Give which fields changed for each key (text, by key), and the keys that are gone."""
    old, new = open_rows.set_index(key)[fields], fresh.set_index(key)[fields]
    stay = old.index.intersection(new.index)
    old, new = old.loc[stay], new.loc[stay]
    # Two empty values are no change.
    differs = ~((old == new) | (old.isna() & new.isna())).fillna(False).astype(bool)
    said = differs.apply(lambda row: "+".join(row.index[row]), axis=1) if len(stay) else pd.Series(dtype=str)
    return said[said.ne("")] if len(said) else said, open_rows.set_index(key).index.difference(fresh[key])


def as_it_was(history, day):
    """Give the snapshot of one day out of a history.

    Parameters
    ----------
    history : pandas.DataFrame
        As `keep_history` gives it.
    day : str or date

    Returns
    -------
    pandas.DataFrame
        The rows that held on that day, without ``from_on``, ``to_on`` and ``change``.
    """
    need_columns(open_frame(history, "history"), {"from_on": "from_on", "to_on": "to_on"}, "history")
    then = pd.Timestamp(to_day(day, "day"))
    held = history[(history["from_on"] <= then) & (history["to_on"].isna() | (history["to_on"] > then))]
    return held.drop(columns=["from_on", "to_on", "change"], errors="ignore").reset_index(drop=True)


def age_fields(origins, today, limits):
    """Say how long ago each value was last confirmed, and flag what is older than its field may be.

    Parameters
    ----------
    origins : pandas.DataFrame
        ``field`` and ``confirmed_on``, as `survive` gives them; other columns are handed on.
    today : str or date
    limits : dict of str to int
        Days by field: an address goes stale, a birthday never does (leave it out).

    Returns
    -------
    pandas.DataFrame
        `origins` with ``age`` (days) and ``stale`` (bool).

    Raises
    ------
    InputError
        For a limit that is no number above 0, or a field that is not there.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import age_fields
    >>> origins = pd.DataFrame({"field": ["address", "born_on"],
    ...                         "confirmed_on": pd.to_datetime(["2023-01-01", "2023-01-01"])})
    >>> age_fields(origins, "2026-01-01", {"address": 730})[["age", "stale"]].values.tolist()
    [[1096, True], [1096, False]]
    """
    wanted = {"field": "field", "confirmed_on": "confirmed_on"}
    need_columns(open_frame(origins, "origins"), wanted, "origins")
    for field, days in limits.items():
        if isinstance(days, bool) or not isinstance(days, (int, float)) or not days > 0:
            raise InputError(say("identify_master.bad_limit", field=field, value=repr(days)))
        if field not in set(origins["field"]):
            raise InputError(say("identify_master.no_such_field", field=field))
    age = (pd.Timestamp(to_day(today, "today")) - origins["confirmed_on"]).dt.days
    limit = origins["field"].map(limits)
    return origins.assign(age=age, stale=age > limit.fillna(float("inf")))
