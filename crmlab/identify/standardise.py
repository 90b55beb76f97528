"""Standardise a table of records, and write down every change."""

from dataclasses import dataclass

import pandas as pd

from crmlab.data.days import parse_days
from crmlab.frames import (
    InputError,
    LeftOutWarning,
    need_columns,
    need_rows,
    open_frame,
    to_pandas,
    warn,
    warn_left_out,
)
from crmlab.identify.spelling import (
    is_garbled,
    keyed_for_nothing,
    mend_encoding,
    name_sound,
    plain,
    standard_address,
    standard_day,
    standard_email,
    standard_gender,
    standard_name,
    standard_phone,
    street_and_number,
)
from crmlab.language import say

FIELDS = {
    "name": standard_name,
    "phone": standard_phone,
    "address": standard_address,
    "email": standard_email,
    "born_on": standard_day,
    "gender": standard_gender,
}
_TEXTS = ("name", "address", "email")
# A slip here and there stands in the log; oftener than this a spelling was not understood.
_SLIPS = 0.02


@dataclass(frozen=True)
class Standardised:
    """What `standardise` gives.

    Attributes
    ----------
    records : pandas.DataFrame
        One row for each record, in the order given: the columns given, standardised, and ``sound`` and
        ``building`` besides.
    changes : pandas.DataFrame
        One row for each value that was changed: ``record_id``, ``field``, ``before``, ``after`` (both as
        text; empty where nothing usable was keyed) and ``rule``: ``respelled``, ``emptied`` or ``mended``.
    """

    records: pd.DataFrame
    changes: pd.DataFrame

    def __iter__(self):
        # So that `clean, changes = standardise(records)` reads as it is said.
        return iter((self.records, self.changes))


def standardise(records, key="record_id", day_first=None):
    """Bring names, phones, addresses, mail addresses, birthdays and genders to one spelling each.

    Parameters
    ----------
    records : pandas, Polars, PyArrow, DuckDB or PySpark frame
        One row for each record: `key`, and any of ``name``, ``phone``, ``address``, ``email`` (text),
        ``born_on`` (date or text), ``gender`` (the sources' codes).  Other columns are handed on.
    key : str, default "record_id"
        The column that names the record.
    day_first : bool, optional
        Whether 3/5/1985 is 3 May; without it the whole column of ``born_on`` tells.

    Returns
    -------
    Standardised
        ``records`` and ``changes``.  ``sound`` is the pinyin of the name without tones, its parts in
        alphabetical order; ``building`` the street and number of the address.

    Raises
    ------
    InputError
        If there is no row, no `key`, a key twice, none of the six fields, or if birthdays contradict each
        other, as 31/12/1990 and 12/31/1990 do.

    Warns
    -----
    LeftOutWarning
        With the number of records without a key, of values garbled beyond mending (these are emptied),
        and of each field in which over one value in fifty could not be read.
    UserWarning
        If nothing tells whether the day or the month stands first.

    Notes
    -----
    What a form fills in by itself (1900-01-01, 13800000000) is no value: it becomes empty.  Nothing is
    guessed: a wrong character stays wrong, since only a comparison with another record can tell.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import standardise
    >>> records = pd.DataFrame({"record_id": ["R1", "R2"], "name": ["劉曉東", "Xiaodong LIU"],
    ...                         "phone": ["113-5025-7830", "13800000000"]})
    >>> clean, changes = standardise(records)
    >>> clean[["name", "sound", "phone"]].values.tolist()
    [['刘晓东', 'liu xiaodong', '11350257830'], ['xiaodong liu', 'liu xiaodong', nan]]
    >>> changes[["record_id", "field", "after", "rule"]].values.tolist()[-1]
    ['R2', 'phone', '', 'emptied']
    """
    table = _checked(records, key)
    fields = [field for field in FIELDS if field in table.columns]
    if not fields:
        raise InputError(say("identify_records.no_field", columns=", ".join(map(str, table.columns))))
    clean, changes, garbled = table.copy(), [], 0
    for field in fields:
        before = table[field]
        read, n_mended, n_lost = _mend(before) if field in _TEXTS else (before, None, 0)
        garbled += n_lost
        if field == "born_on":
            read = _read_days(read, day_first)
        clean[field] = _respell(read, FIELDS[field])
        _warn_unread(field, before if field == "born_on" else read, clean[field])
        changes.append(_list_changes(table[key], field, before, clean[field], n_mended))
    if garbled:
        warn(say("identify_records.garbled", count=garbled), LeftOutWarning)
    if "name" in fields:
        clean["sound"] = _respell(clean["name"], name_sound)
    if "address" in fields:
        clean["building"] = _respell(clean["address"], street_and_number)
    log = pd.concat(changes, ignore_index=True)
    place = pd.Series(range(len(table)), index=table[key])
    log = log.iloc[log["record_id"].map(place).argsort(kind="stable")].reset_index(drop=True)
    return Standardised(clean, log)


def _checked(records, key):
    frame = open_frame(records, "records")
    need_columns(frame, {"key": key}, "records")
    table = to_pandas(records, "records").reset_index(drop=True)
    need_rows(len(table), "records")
    without = table[key].isna()
    warn_left_out("records", len(table), [(int(without.sum()), say("frames.reason_without", column=key))])
    table = table[~without].reset_index(drop=True)
    need_rows(len(table), "records")
    twice = table.loc[table[key].duplicated(), key]
    if len(twice):
        raise InputError(
            say("identify_records.key_twice", key=key, value=twice.iloc[0], count=twice.nunique())
        )
    return table


def _respell(values, rule):
    """Apply a rule once to each different value: a column of names has many equal ones."""
    told = {value: rule(value) for value in values.dropna().unique()}
    spelled = values.map(told)
    if rule is standard_day:
        return pd.to_datetime(spelled)
    return spelled.astype("str")


def _read_days(values, day_first):
    """Read birthdays keyed as text, all in one order of day and month."""
    if pd.api.types.is_datetime64_any_dtype(values) or values.isna().all():
        return values
    texts = values.dropna().astype("str")
    # The first row of a file is its header, so that an error names the row that the learner sees.
    read = parse_days(texts.set_axis(texts.index + 2), day_first, "born_on")
    for name, blanks in read.remarks:
        if name in ("guessed_day", "mixed_dates"):
            warn(say(f"data.own_{name}", **blanks))
    days = read.days.set_axis(texts.index)
    # 1/2/31 is read as 2031, but nobody on file is born after today.
    short = days.dt.year.gt(2025) & ~texts.str.contains(r"\d{4}")
    days = days.mask(short, days - pd.DateOffset(years=100))
    return days.reindex(values.index)


def _warn_unread(field, before, after):
    lost = before[before.notna() & after.isna()].astype("str")
    lost = lost[lost.map(lambda keyed: not keyed_for_nothing(field, keyed) and keyed.strip() != "")]
    filled = int(before.notna().sum())
    if len(lost) > _SLIPS * filled:
        facts = {"count": len(lost), "all": filled, "field": field, "value": repr(lost.iloc[0])}
        warn(say("identify_records.unread", **facts), LeftOutWarning)


def _mend(values):
    """Mend garbled texts; empty those that cannot be; say which were mended and how many were lost."""
    told = {value: mend_encoding(str(value)) for value in values.dropna().unique()}
    lost = {value for value, meant in told.items() if is_garbled(plain(meant) or "")}
    mended = values.map(lambda value: told.get(value) not in (None, value) and value not in lost)
    read = values.map({value: None if value in lost else meant for value, meant in told.items()})
    return read.astype("str"), mended, int(values.isin(lost).sum())


def _list_changes(keys, field, before, after, mended):
    was, now = _as_text(before), _as_text(after)
    changed = was.ne(now)
    rule = pd.Series("respelled", index=before.index).mask(now.eq(""), "emptied")
    if mended is not None:
        rule = rule.mask(mended & now.ne(""), "mended")
    listed = pd.DataFrame({"record_id": keys, "field": field, "before": was, "after": now, "rule": rule})
    return listed[changed]


def _as_text(values):
    if pd.api.types.is_datetime64_any_dtype(values):
        return values.dt.strftime("%Y-%m-%d").fillna("").astype("str")
    return values.fillna("").astype("str")
