"""The master file: merges that can be undone, because nothing is ever thrown away."""

import pandas as pd

from crmlab.frames import InputError, need_columns, need_rows, open_frame
from crmlab.identify.groups import Union
from crmlab.identify.survive import TRUST, survive
from crmlab.language import say


class MasterFile:
    """Records, the decisions about who is who, and the master records that follow from both.

    The records themselves never change.  A merge is a line in a log, and so is its undoing: the masters are
    worked out anew from the records and from the merges that stand.  So a merge and its undoing leave the
    masters exactly as they were, whatever was merged in between.

    Parameters
    ----------
    records : pandas.DataFrame
        Standardised records with `key`, ``source`` and ``updated_on``.
    rules : dict of str to str, optional
        Survivorship rules, see `survive`.
    trust : sequence of str
        Sources, the most trusted first.
    key : str, default "record_id"

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import MasterFile
    >>> records = pd.DataFrame({"record_id": ["R1", "R2", "R3"], "source": ["ledger", "web", "web"],
    ...     "updated_on": pd.to_datetime(["2024-05-01", "2025-02-01", "2025-02-02"]),
    ...     "name": ["王伟", "王伟", "李娜"]})
    >>> file = MasterFile(records, {"name": "commonest"})
    >>> event = file.merge(["R1", "R2"], why="same name and phone")
    >>> len(file.masters())
    2
    >>> file.undo(event, why="father and son")
    >>> len(file.masters())
    3
    """

    def __init__(self, records, rules=None, trust=TRUST, key="record_id"):
        need_columns(open_frame(records, "records"), {"key": key}, "records")
        need_rows(len(records), "records")
        twice = records.loc[records[key].duplicated(), key].unique()
        if len(twice):
            raise InputError(say("identify_records.key_twice", key=key, value=twice[0], count=len(twice)))
        self.records, self.rules, self.trust, self.key = records.copy(), rules, tuple(trust), key
        self._known, self._events, self._undone = set(records[key]), [], set()

    @property
    def log(self):
        """One row for each event: ``event``, ``action``, ``records``, ``undoes``, ``why``, ``stands``.

        ``stands`` is 1 while a merge or a keep_apart has not been undone; 0 for an undo.
        """
        rows = [
            {**event, "stands": int(event["action"] != "undo" and event["event"] not in self._undone)}
            for event in self._events
        ]
        columns = ["event", "action", "records", "undoes", "why", "stands"]
        log = pd.DataFrame(rows, columns=columns)
        return log.astype({"event": "Int64", "undoes": "Int64", "stands": "Int64"})

    def merge(self, records, why=""):
        """Say that some records are one person.

        Parameters
        ----------
        records : sequence of str
            At least two keys.
        why : str, default ""
            For whoever reads the log: the score, the rule, the name of the clerk.

        Returns
        -------
        int
            Number of the event, for `undo`.

        Raises
        ------
        InputError
            For fewer than two records, an unknown one, records that are one already, or a merge that would
            join records that `keep_apart` holds apart.
        """
        keys = self._check(records)
        state = self._state()
        if len({state.find(record) for record in keys}) == 1:
            raise InputError(say("identify_master.one_already", records=", ".join(keys)))
        for other in keys[1:]:
            if state.contradicts(keys[0], other):
                raise InputError(say("identify_master.contradiction", one=keys[0], other=other))
            state.join(keys[0], other)
        return self._write("merge", keys, why)

    def merge_groups(self, groups, why=""):
        """Merge every group of two or more, one event each.

        Parameters
        ----------
        groups : pandas.DataFrame
            The key and ``person``, as `group_records` gives them.
        why : str, default ""

        Returns
        -------
        list of int
            The events.
        """
        need_columns(open_frame(groups, "groups"), {"key": self.key, "person": "person"}, "groups")
        state, events = self._state(), []
        for _, keys in groups.groupby("person")[self.key]:
            keys = sorted(keys)
            if len(keys) < 2:
                continue
            self._check(keys)
            for other in keys[1:]:
                if state.contradicts(keys[0], other):
                    raise InputError(say("identify_master.contradiction", one=keys[0], other=other))
                state.join(keys[0], other)
            events.append(self._write("merge", keys, why))
        return events

    def keep_apart(self, records, why=""):
        """Say that two records are two people: no merge may join them, directly or through others.

        Raises
        ------
        InputError
            If they are not two known records, or are one master already (undo that merge first).
        """
        keys = self._check(records)
        if len(keys) != 2:
            raise InputError(say("identify_master.two_needed", count=len(keys)))
        state = self._state()
        if state.find(keys[0]) == state.find(keys[1]):
            raise InputError(say("identify_master.together", one=keys[0], other=keys[1]))
        return self._write("keep_apart", keys, why)

    def undo(self, event, why=""):
        """Undo a merge or a keep_apart; what else was decided stays.

        Raises
        ------
        InputError
            If there is no such event, or it is undone already or is an undoing itself.
        """
        if isinstance(event, bool) or not isinstance(event, int) or not 1 <= event <= len(self._events):
            raise InputError(say("identify_master.no_event", value=repr(event), count=len(self._events)))
        if event in self._undone or self._events[event - 1]["action"] == "undo":
            raise InputError(say("identify_master.undone_already", event=event))
        self._undone.add(event)
        self._write("undo", self._events[event - 1]["records"], why, undoes=event)

    def groups(self):
        """Give the key and ``person`` of every record, as the log stands now."""
        state, keys = self._state(), self.records[self.key].tolist()
        return pd.DataFrame({self.key: keys, "person": [state.find(record) for record in keys]})

    def masters(self):
        """Give one row for each person, see `survive`."""
        return survive(self.records, self.groups(), self.rules, self.trust, self.key)[0]

    def origins(self):
        """Give where each value of the masters came from, see `survive`."""
        return survive(self.records, self.groups(), self.rules, self.trust, self.key)[1]

    def _state(self):
        """Work out the groups from the events that stand."""
        standing = [event for event in self._events if event["event"] not in self._undone]
        apart = [event["records"] for event in standing if event["action"] == "keep_apart"]
        state = Union(self.records[self.key], apart)
        for event in standing:
            if event["action"] == "merge":
                for other in event["records"][1:]:
                    state.join(event["records"][0], other)
        return state

    def _check(self, records):
        keys = [records] if isinstance(records, str) else list(dict.fromkeys(records))
        if len(keys) < 2:
            raise InputError(say("identify_master.two_needed", count=len(keys)))
        for record in keys:
            if record not in self._known:
                raise InputError(say("identify_master.unknown_record", table="records", value=repr(record)))
        return keys

    def _write(self, action, keys, why, undoes=None):
        number = len(self._events) + 1
        self._events.append(
            {"event": number, "action": action, "records": tuple(keys), "undoes": undoes, "why": why}
        )
        return number
