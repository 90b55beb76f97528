"""Survivorship: which value of several stands in the master record, and where it came from."""

import pandas as pd

from crmlab.frames import InputError, need_columns, need_rows, open_frame
from crmlab.language import say

RULES = ("newest", "most_trusted", "commonest", "in_characters")
TRUST = ("web", "ledger", "call_centre")
DEFAULT_RULES = {
    "name": "in_characters",
    "phone": "commonest",
    "address": "commonest",
    "email": "newest",
    "born_on": "most_trusted",
    "gender": "commonest",
}


def survive(records, groups, rules=None, trust=TRUST, key="record_id"):
    """Make one master record of each group, field by field, and say where each value came from.

    Parameters
    ----------
    records : pandas.DataFrame
        `key`, ``source``, ``updated_on`` and the fields to keep.
    groups : pandas.DataFrame
        `key` and ``person``, as `group_records` gives them.
    rules : dict of str to str, optional
        Field and rule; left out, `DEFAULT_RULES` for the fields that there are.

        * ``"newest"``: the value of the record that was changed last;
        * ``"most_trusted"``: the value of the first source in `trust` that has one;
        * ``"commonest"``: the value that most records have;
        * ``"in_characters"``: Chinese characters before pinyin, then the commonest.

        Ties go to the newest, then to the more trusted source, then to the smaller key.  Empty values never
        survive.
    trust : sequence of str, default ("web", "ledger", "call_centre")
        Sources, the most trusted first.
    key : str, default "record_id"

    Returns
    -------
    masters : pandas.DataFrame
        One row for each person, by ``person``: ``person``, ``n_records``, ``n_sources``, and the fields.
    origins : pandas.DataFrame
        One row for each value in it: ``person``, ``field``, ``record_id``, ``source``, and ``confirmed_on``,
        the last day on which a record of the person said the same.

    Raises
    ------
    InputError
        For an unknown rule, a field or source that is not there, or a record without a group.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import survive
    >>> records = pd.DataFrame({"record_id": ["R1", "R2"], "source": ["ledger", "web"],
    ...     "updated_on": pd.to_datetime(["2024-05-01", "2025-02-01"]),
    ...     "name": ["王伟", "wei wang"], "phone": ["113", "114"]})
    >>> groups = pd.DataFrame({"record_id": ["R1", "R2"], "person": ["R1", "R1"]})
    >>> masters, origins = survive(records, groups, {"name": "in_characters", "phone": "newest"})
    >>> masters.values.tolist()
    [['R1', 2, 2, '王伟', '114']]
    >>> origins["record_id"].tolist()
    ['R1', 'R2']
    """
    rules = _check_rules(records, rules)
    wanted = {"key": key, "source": "source", "updated_on": "updated_on"}
    need_columns(open_frame(records, "records"), wanted, "records")
    need_columns(open_frame(groups, "groups"), {"key": key, "person": "person"}, "groups")
    need_rows(len(records), "records")
    unknown = sorted(set(records["source"].dropna()) - set(trust))
    if unknown:
        raise InputError(say("identify_master.unknown_source", value=unknown[0], trust=", ".join(trust)))
    table = records.merge(groups[[key, "person"]], on=key, how="left", validate="one_to_one")
    if table["person"].isna().any():
        value = table.loc[table["person"].isna(), key].iloc[0]
        raise InputError(say("identify_master.no_group", value=repr(value)))
    table["trusted"] = table["source"].map({source: place for place, source in enumerate(trust)})
    people = table.groupby("person")
    masters = people.agg(n_records=(key, "size"), n_sources=("source", "nunique"))
    origins = []
    for field, rule in rules.items():
        chosen = _choose(table, field, rule, key)
        masters[field] = chosen.set_index("person")[field].reindex(masters.index)
        origins.append(chosen.assign(field=field).rename(columns={key: "record_id"}))
    columns = ["person", "field", "record_id", "source", "confirmed_on"]
    origins = pd.concat([origin[columns] for origin in origins], ignore_index=True)
    place = {field: number for number, field in enumerate(rules)}
    origins = origins.sort_values(
        ["person", "field"], key=lambda column: column.map(place) if column.name == "field" else column
    )
    return masters.reset_index(), origins.reset_index(drop=True)


def _check_rules(records, rules):
    if rules is None:
        rules = {field: rule for field, rule in DEFAULT_RULES.items() if field in records}
    for field, rule in rules.items():
        if rule not in RULES:
            raise InputError(say("identify_master.unknown_rule", value=repr(rule), rules=", ".join(RULES)))
        need_columns(open_frame(records, "records"), {field: field}, "records")
    if not rules:
        raise InputError(say("identify_master.no_rules"))
    return dict(rules)


def _choose(table, field, rule, key):
    """Give the row that a rule chooses for each person, with the day its value was last confirmed."""
    there = table.dropna(subset=field)
    by_value = there.groupby(["person", field])
    there = there.assign(
        said_by=by_value[key].transform("size"), confirmed_on=by_value["updated_on"].transform("max")
    )
    first = {
        "newest": [],
        "most_trusted": ["trusted"],
        "commonest": ["said_by"],
        "in_characters": ["pinyin", "said_by"],
    }[rule]
    if "pinyin" in first:
        there = there.assign(pinyin=there[field].astype("str").map(str.isascii))
    order = [*first, "updated_on", "trusted", key]
    rising = [name not in ("said_by", "updated_on") for name in order]
    ordered = there.sort_values(order, ascending=rising, kind="stable")
    return ordered.drop_duplicates("person").sort_values("person")
