"""From pairs to people: group linked records, and keep apart who is known to be two."""

import pandas as pd

from crmlab.frames import InputError, LeftOutWarning, need_columns, need_rows, open_frame, warn
from crmlab.language import say


class Union:
    """Disjoint sets of records, each with the records that it must not be joined to.

    The sets are those of Galler and Fischer (1964), with paths halved.
    """

    def __init__(self, records, apart=()):
        self.head = {record: record for record in records}
        self.apart = {record: set() for record in self.head}
        for one, other in apart:
            self.apart[one].add(other)
            self.apart[other].add(one)

    def find(self, record):
        """Give the record that stands for the set."""
        while self.head[record] != record:
            self.head[record] = self.head[self.head[record]]
            record = self.head[record]
        return record

    def contradicts(self, one, other):
        """Say whether the sets of the two hold records that must stay apart."""
        one, other = self.find(one), self.find(other)
        few, head = (one, other) if len(self.apart[one]) <= len(self.apart[other]) else (other, one)
        return any(self.find(enemy) == head for enemy in self.apart[few])

    def join(self, one, other):
        """Join the sets of two records; the smaller key stands for both."""
        one, other = sorted((self.find(one), self.find(other)))
        if one != other:
            self.head[other] = one
            self.apart[one] |= self.apart.pop(other)


def group_records(records, links, apart=None, key="record_id"):
    """Give every record its person: records joined by links, directly or through others, are one.

    Links are followed from the strongest to the weakest.  One that would put two records together that are
    known to be two people is refused, so that of a chain with a contradiction the weakest link breaks.
    Cycles (A is B, B is C, C is A) are no contradiction.

    Parameters
    ----------
    records : pandas.DataFrame
        With `key`; each row once.
    links : pandas.DataFrame
        ``record_a``, ``record_b``, and ``probability`` or ``weight`` if some are stronger than others.
    apart : pandas.DataFrame, optional
        ``record_a``, ``record_b`` of pairs known to be two people, as `contradictions` finds them.
    key : str, default "record_id"

    Returns
    -------
    pandas.DataFrame
        `key` and ``person`` (the smallest key of the group), in the order of `records`.

    Raises
    ------
    InputError
        For a link with an unknown record, or a record linked to or kept apart from itself.

    Warns
    -----
    LeftOutWarning
        With the number of links that were refused.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import group_records
    >>> records = pd.DataFrame({"record_id": ["R1", "R2", "R3", "R4"]})
    >>> links = pd.DataFrame({"record_a": ["R1", "R2", "R1"], "record_b": ["R2", "R3", "R3"]})
    >>> group_records(records, links)["person"].tolist()
    ['R1', 'R1', 'R1', 'R4']
    """
    need_columns(open_frame(records, "records"), {"key": key}, "records")
    need_rows(len(records), "records")
    keys = records[key].tolist()
    ordered = _read_pairs(links, "links", keys)
    strength = next((name for name in ("probability", "weight") if name in links), None)
    if strength:
        places = links[strength].reset_index(drop=True).sort_values(ascending=False, kind="stable").index
        ordered = [ordered[place] for place in places]
    together = Union(keys, [] if apart is None else _read_pairs(apart, "apart", keys))
    refused = 0
    for one, other in ordered:
        if together.contradicts(one, other):
            refused += 1
        else:
            together.join(one, other)
    if refused:
        warn(say("identify_master.refused_links", count=refused, all=len(ordered)), LeftOutWarning)
    return pd.DataFrame({key: keys, "person": [together.find(record) for record in keys]})


def _read_pairs(pairs, name, keys):
    need_columns(open_frame(pairs, name), {"record_a": "record_a", "record_b": "record_b"}, name)
    known = set(keys)
    read = list(zip(pairs["record_a"], pairs["record_b"], strict=True))
    for one, other in read:
        for record in (one, other):
            if record not in known:
                raise InputError(say("identify_master.unknown_record", table=name, value=repr(record)))
        if one == other:
            raise InputError(say("identify_master.itself", table=name, value=repr(one)))
    return read


def contradictions(compared):
    """Find pairs that are two people, whatever else agrees: relatives at one address with one telephone.

    The rule: the full names differ, by sound as well, and the gender or the birthday differs too.

    Parameters
    ----------
    compared : pandas.DataFrame
        As `compare` gives it, with ``name`` and at least one of ``gender`` and ``born_on``.

    Returns
    -------
    pandas.DataFrame
        ``record_a``, ``record_b``.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import contradictions
    >>> contradictions(pd.DataFrame({"record_a": ["R1", "R1"], "record_b": ["R2", "R3"],
    ...     "name": ["differs", "differs"], "gender": ["differs", "same"]})).values.tolist()
    [['R1', 'R2']]
    """
    need_columns(open_frame(compared, "compared"), {"name": "name"}, "compared")
    more = [field for field in ("gender", "born_on") if field in compared]
    need_rows(len(more), "compared")
    two = compared["name"].eq("differs") & compared[more].eq("differs").any(axis=1)
    return compared.loc[two, ["record_a", "record_b"]].reset_index(drop=True)
