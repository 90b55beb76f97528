"""Consent: who allowed what, by which channel, on which day; and the gate that every list goes through."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from crmlab.frames import (
    InputError,
    need_columns,
    need_dates,
    need_rows,
    open_frame,
    to_day,
    to_pandas,
    warn_left_out,
)
from crmlab.language import say

STATES = ("yes", "no", "withdrawn", "never_asked")
_STATEMENTS = ("customer_id", "purpose", "channel", "granted", "stated_on", "withdrawn_on")


@dataclass(frozen=True)
class ExportCheck:
    """What `check_export` found.

    Attributes
    ----------
    allowed : pandas.DataFrame
        The rows of the list that may go out, as they were given.
    refused : pandas.DataFrame
        The others, with ``consent`` (str): ``no``, ``withdrawn`` or ``never_asked``.
    """

    allowed: pd.DataFrame = field(repr=False)
    refused: pd.DataFrame = field(repr=False)

    @property
    def counts(self):
        """Count the list by consent: ``yes`` and the three reasons to refuse (pandas.Series of int)."""
        reasons = self.refused["consent"].value_counts()
        counts = {"yes": len(self.allowed)} | {state: int(reasons.get(state, 0)) for state in STATES[1:]}
        return pd.Series(counts, name="customers")


def consent_status(
    contacts, consents, purpose="marketing", customer="customer_id", channel="channel", date="contacted_at"
):
    """Say of each contact whether the customer allowed it on that day.

    The rule: a customer's latest statement for this purpose and channel, made on an earlier day, holds,
    unless it was taken back by then.  Who has made no statement was never asked, and that is no yes (GDPR,
    recital 32; PIPL, article 14).

    Parameters
    ----------
    contacts : pandas.DataFrame
        One row for each contact: `customer`, `channel` and `date`.
    consents : pandas.DataFrame
        One row for each statement: ``customer_id``, ``purpose``, ``channel``, ``granted`` (1 or 0),
        ``stated_on`` and ``withdrawn_on`` (dates, the latter empty if it was not taken back).
    purpose : str, default "marketing"
    customer, channel, date : str
        Columns of `contacts`.  ``channel=None`` for a purpose that is asked without a channel: the statements
        for ``any`` count.

    Returns
    -------
    pandas.DataFrame
        The contacts in their order, with ``consent`` (str): ``yes``, ``no``, ``withdrawn``, ``never_asked``.

    Raises
    ------
    InputError
        For a missing column, text in place of dates, a purpose nobody was asked for, or a ``granted``
        other than 0 and 1.

    Warns
    -----
    LeftOutWarning
        With counts: contacts without customer, channel or day.

    Notes
    -----
    A statement of the same day is not known yet (the list was drawn in the morning); a consent taken back
    that day no longer holds.  Of two statements on one day the later row holds.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import consent_status
    >>> day = pd.Timestamp
    >>> consents = pd.DataFrame({"customer_id": ["C1", "C1"], "purpose": "marketing", "channel": "sms",
    ...     "granted": [1, 0], "stated_on": [day("2025-01-10"), day("2025-06-01")], "withdrawn_on": pd.NaT})
    >>> contacts = pd.DataFrame({"customer_id": ["C1", "C1", "C2"], "channel": "sms",
    ...     "contacted_at": [day("2025-03-01"), day("2025-07-01"), day("2025-07-01")]})
    >>> consent_status(contacts, consents)["consent"].tolist()
    ['yes', 'no', 'never_asked']
    """
    contacts = to_pandas(contacts, "contacts")
    frame = open_frame(contacts, "contacts")
    wanted = {"customer": customer, **({"channel": channel} if channel else {}), "date": date}
    need_columns(frame, wanted, "contacts")
    need_rows(len(contacts), "contacts")
    need_dates(frame, date, "contacts")
    statements = _statements(consents, purpose)

    kept = _whole(contacts, [name for name in (customer, channel, date) if name])
    asked = pd.DataFrame(
        {
            "place": np.arange(len(kept)),
            "customer_id": kept[customer].to_numpy(dtype=object),
            "channel": kept[channel].to_numpy(dtype=object) if channel else "any",
            "day": _days(kept[date]),
        }
    )
    return kept.assign(consent=_latest(asked, statements).to_numpy())


def check_export(table, consents, on, purpose, channel="any", customer="customer_id"):
    """Let through only those who allow a purpose by a channel on a day: the gate before every export.

    Parameters
    ----------
    table : pandas.DataFrame
        The list that is to go out, with `customer`.
    consents : pandas.DataFrame
        As for `consent_status`.
    on : str or date
        The day on which the list goes out.
    purpose : str
        ``marketing``, ``profiling``, ``sharing``.
    channel : str, default "any"
        ``sms``, ``phone``, ``letter``, ``email``; ``any`` for a purpose without a channel.
    customer : str, default "customer_id"

    Returns
    -------
    ExportCheck
        ``allowed``, ``refused`` with the reason, and ``counts``.

    Raises
    ------
    InputError
        As `consent_status`, and for an `on` that is not a day.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import check_export
    >>> consents = pd.DataFrame({"customer_id": ["C1", "C2"], "purpose": "sharing", "channel": "any",
    ...     "granted": [1, 0], "stated_on": pd.Timestamp("2025-01-10"), "withdrawn_on": pd.NaT})
    >>> wanted = pd.DataFrame({"customer_id": ["C1", "C2", "C3"], "phone": ["1", "2", "3"]})
    >>> check = check_export(wanted, consents, "2025-07-24", "sharing")
    >>> check.allowed["customer_id"].tolist(), check.refused["consent"].tolist()
    (['C1'], ['no', 'never_asked'])
    """
    table = to_pandas(table, "table")
    need_columns(open_frame(table, "table"), {"customer": customer}, "table")
    day = pd.Timestamp(to_day(on, "on"))
    known = _statements(consents, purpose)
    if channel not in set(known["channel"]):
        raise InputError(
            say(
                "identify_privacy.unknown_channel",
                channel=repr(channel),
                purpose=purpose,
                channels=_listed(known["channel"]),
            )
        )
    ours = {"crmlab_channel": channel, "crmlab_day": day}
    judged = consent_status(table.assign(**ours), consents, purpose, customer, *ours).drop(columns=list(ours))
    yes = judged["consent"] == "yes"
    return ExportCheck(allowed=judged[yes].drop(columns="consent"), refused=judged[~yes])


def drop_default_yes(consents, forms=("web_ticked",)):
    """Leave out each yes that a default gave, but keep every no and every taking back.

    A box that was ticked already is no consent (GDPR, recital 32).  To drop all rows of such a form would be
    wrong: with them would go the noes, and an older yes would hold again.

    Parameters
    ----------
    consents : pandas.DataFrame
        As for `consent_status`, with ``form`` (str): how the customer was asked.
    forms : list of str, default ("web_ticked",)
        Forms whose yes does not count.

    Returns
    -------
    pandas.DataFrame
        The same columns.  A default yes that was taken back has become a no, dated one day before it was
        taken back: so it holds from that day on.

    Raises
    ------
    InputError
        For a missing column, an empty table, or text in place of dates.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import drop_default_yes
    >>> day = pd.Timestamp
    >>> consents = pd.DataFrame({"customer_id": ["C1", "C2", "C3"], "purpose": "sharing", "channel": "any",
    ...     "form": ["web_ticked", "web_ticked", "web_empty"], "granted": [1, 0, 1],
    ...     "stated_on": day("2025-01-10"), "withdrawn_on": pd.NaT})
    >>> drop_default_yes(consents)["customer_id"].tolist()
    ['C2', 'C3']
    """
    consents = to_pandas(consents, "consents")
    frame = open_frame(consents, "consents")
    need_columns(frame, {name: name for name in (*_STATEMENTS, "form")}, "consents")
    need_rows(len(consents), "consents")
    for column in ("stated_on", "withdrawn_on"):
        need_dates(frame, column, "consents")
    default = consents["form"].isin(forms) & (consents["granted"] == 1)
    back = consents[default & consents["withdrawn_on"].notna()]
    # One day earlier, because a statement counts from the next day, a taking back from its own.
    noes = back.assign(granted=0, stated_on=back["withdrawn_on"] - pd.Timedelta(days=1), withdrawn_on=pd.NaT)
    noes = noes.astype(consents.dtypes.to_dict())
    return pd.concat([consents[~default], noes])


def _latest(asked, statements):
    """Give the state of each row of `asked` by the latest statement of an earlier day."""
    # allow_exact_matches=False: what is said on the day itself comes too late for a list drawn that morning.
    found = pd.merge_asof(
        asked.sort_values("day", kind="stable"),
        statements.sort_values(["stated_on", "row"]),
        left_on="day",
        right_on="stated_on",
        by=["customer_id", "channel"],
        allow_exact_matches=False,
    )
    state = np.select(
        [
            found["granted"].isna(),
            found["granted"] == 0,
            found["withdrawn_on"] <= found["day"],
        ],
        ["never_asked", "no", "withdrawn"],
        "yes",
    )
    return pd.Series(state, index=found["place"]).sort_index()


def _whole(contacts, columns):
    """Leave out the contacts that lack one of the columns, and say how many."""
    missing = contacts[columns].isna()
    whole = ~missing.any(axis=1)
    # A row that lacks several is counted under the first.
    first = missing.idxmax(axis=1)[~whole]
    reasons = [(int((first == name).sum()), say("frames.reason_without", column=name)) for name in columns]
    warn_left_out("contacts", len(contacts), reasons)
    need_rows(int(whole.sum()), "contacts")
    return contacts[whole].drop(columns="consent", errors="ignore")


def _statements(consents, purpose):
    """Take the statements for one purpose, checked."""
    consents = to_pandas(consents, "consents")
    frame = open_frame(consents, "consents")
    need_columns(frame, {name: name for name in _STATEMENTS}, "consents")
    need_rows(len(consents), "consents")
    need_dates(frame, "stated_on", "consents")
    if purpose not in set(consents["purpose"]):
        raise InputError(
            say(
                "identify_privacy.unknown_purpose",
                purpose=repr(purpose),
                purposes=_listed(consents["purpose"]),
            )
        )
    own = consents[consents["purpose"] == purpose]
    odd = own.loc[~own["granted"].isin([0, 1]), "granted"]
    if len(odd):
        raise InputError(say("identify_privacy.granted_zero_one", value=repr(odd.tolist()[0])))
    return pd.DataFrame(
        {
            "customer_id": own["customer_id"].to_numpy(dtype=object),
            "channel": own["channel"].to_numpy(dtype=object),
            "granted": own["granted"].to_numpy(dtype=int),
            "stated_on": _days(own["stated_on"]),
            "withdrawn_on": _days(own["withdrawn_on"]),
            "row": np.arange(len(own)),
        }
    ).dropna(subset=["customer_id", "channel", "stated_on"])


def _days(values):
    """Give whole days in one unit, so that the two sides of the as-of join are comparable."""
    return pd.to_datetime(pd.Series(values).reset_index(drop=True)).dt.normalize().astype("datetime64[us]")


def _listed(values):
    return say("frames.comma").join(sorted(map(str, values.dropna().unique())))
