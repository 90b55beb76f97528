"""Consent: what each customer allowed, through which form, and when she took it back.

Four forms asked, each once per customer: a paper slip in the shop (box to tick), the web sign-up of the
first half of 2025 (boxes already ticked), the web sign-up since July 2025 (boxes to tick), and a question
at the end of a call.  Customer i asked by form f for item k (a purpose and a channel) says yes if

    z_ik < Phi^-1(p_fk),    z_ik = sqrt(rho) a_i + sqrt(1 - rho) e_ik,    a_i, e_ik ~ N(0, 1)

so that the share of yes is p_fk, and who says yes to one thing tends to say yes to another.  A box already
ticked about doubles the yes (Johnson, Bellman and Lohse 2002), but it is taken back sooner: of a form's
consents the customer takes back all at once, after a time ~ Exponential(rate of the form).

The latest statement for an item holds; a customer without a row was never asked, which is no yes.

**Requests.**  In 2025 customers ask the shop what it holds, to mend it, to erase it, or to stop its
advertising.  Answers take a lognormal time; 30 days are the limit (GB/T 35273-2020, 8.7).  A request to
stop, once answered, takes back every consent to advertising; the shop forgets to enter a share of them.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from crmlab.story.persons import TEXT
from crmlab.story.streams import ids, pick, stream

TABLES = ("consents", "data_requests")
ITEMS = {
    "paper_slip": (("marketing", "phone"), ("marketing", "sms"), ("marketing", "letter")),
    "web_ticked": (("marketing", "sms"), ("marketing", "email"), ("profiling", "any"), ("sharing", "any")),
    "web_empty": (("marketing", "sms"), ("marketing", "email"), ("profiling", "any"), ("sharing", "any")),
    "call": (("marketing", "phone"), ("marketing", "sms")),
}
ROOM = 4000  # request numbers kept for each block of customers


@dataclass(frozen=True)
class Consent:
    """How people answer (own choices unless a source is named)."""

    marketing: float = 0.48  # yes where the box is to be ticked
    profiling: float = 0.40
    sharing: float = 0.12
    marketing_ticked: float = 0.93  # where it is ticked already, about twice: Johnson, Bellman and Lohse 2002
    profiling_ticked: float = 0.90
    sharing_ticked: float = 0.80
    likeness: float = 0.5  # rho
    taken_back: float = 0.012  # of the consents of a form, per 30 days
    taken_back_ticked: float = 0.035  # the same, boxes already ticked
    slip_share: float = 0.30  # of the customers in the ledger who are handed the slip
    slip_from: str = "2023-05-01"
    ticked_until: str = "2025-06-30"  # the last day of the boxes already ticked


@dataclass(frozen=True)
class Requests:
    share: float = 0.03  # of the customers, in 2025
    median_days: float = 9.0  # until the answer
    spread: float = 0.8  # standard deviation of the natural log of those days
    limit_days: int = 30
    unanswered: float = 0.04
    forgotten: float = 0.15  # requests to stop, answered but not entered


CONSENT, REQUESTS = Consent(), Requests()
CARD_VALUES = {"CONSENT": CONSENT, "REQUESTS": REQUESTS}
KINDS, KIND_SHARES = ("access", "correct", "erase", "stop_marketing"), (0.25, 0.25, 0.15, 0.35)


def make(block):
    """Make the consents and requests of a block.

    Parameters
    ----------
    block : crmlab.story.block.Block
        With ``customer_records`` and ``truth/customer_records`` among its tables.

    Returns
    -------
    dict of str to pandas.DataFrame
        ``consents``, by customer, day and item; ``data_requests`` by day.
    """
    consents = make_consents(block)
    requests = make_requests(block)
    return {"consents": _stop_marketing(block, consents, requests), "data_requests": requests}


def chance_of_yes(form, purpose):
    """Give the chance of a yes, 0 to 1.

    Examples
    --------
    >>> from crmlab.story.consent import chance_of_yes
    >>> chance_of_yes("web_empty", "sharing"), chance_of_yes("web_ticked", "sharing")
    (0.12, 0.8)
    """
    return getattr(CONSENT, f"{purpose}_ticked" if form == "web_ticked" else purpose)


def make_consents(block):
    """Ask the customers; one row per customer, form and item, before any request."""
    rng = stream(block.seed, "consents", block.block)
    end = block.days[-1]
    asked = _who_is_asked(rng, block)
    trait = rng.standard_normal(len(block.households))
    monthly = np.where(asked["source"] == "web_ticked", CONSENT.taken_back_ticked, CONSENT.taken_back)
    patience = rng.exponential(30 / np.maximum(monthly, 1e-12))
    gone_on = asked["stated_on"] + pd.to_timedelta(np.minimum(np.ceil(patience), 36500), unit="D")
    asked["withdrawn_on"] = gone_on.where(gone_on <= end)
    items = [len(ITEMS[form]) for form in asked["source"]]
    rows = asked.loc[np.repeat(asked.index, items)].reset_index(drop=True)
    pairs = [item for form in asked["source"] for item in ITEMS[form]]
    rows["purpose"], rows["channel"] = zip(*pairs, strict=True) if pairs else ([], [])
    rho = CONSENT.likeness
    z = np.sqrt(rho) * trait[rows["household"]] + np.sqrt(1 - rho) * rng.standard_normal(len(rows))
    chance = [chance_of_yes(*pair) for pair in zip(rows["source"], rows["purpose"], strict=True)]
    rows["granted"] = (z < stats.norm.ppf(chance)).astype(int)
    rows["withdrawn_on"] = rows["withdrawn_on"].where(rows["granted"] == 1)
    rows["customer_id"] = block.households["customer_id"].to_numpy()[rows["household"]]
    rows = rows.sort_values(["customer_id", "stated_on", "source", "purpose", "channel"], ignore_index=True)
    rows = rows.rename(columns={"source": "form"})
    rows = rows[["customer_id", "purpose", "channel", "form", "granted", "stated_on", "withdrawn_on"]]
    return rows.astype(dict.fromkeys(["customer_id", "purpose", "channel", "form"], TEXT))


def _who_is_asked(rng, block):
    """List which household is asked by which form, and when: at the first entry of each source."""
    records = block.tables["customer_records"].merge(
        block.tables["truth/customer_records"][["record_id", "customer_id"]], on="record_id"
    )
    first = records.groupby(["source", "customer_id"], as_index=False)["recorded_on"].min()
    first["household"] = pd.Index(block.households["customer_id"]).get_indexer(first["customer_id"])
    slip = (first["source"] == "ledger") & (rng.random(len(first)) < CONSENT.slip_share)
    handed_on = first["recorded_on"].clip(lower=pd.Timestamp(CONSENT.slip_from)) + pd.to_timedelta(
        rng.integers(0, 60, len(first)), unit="D"
    )
    ticked = first["recorded_on"] <= pd.Timestamp(CONSENT.ticked_until)
    first["stated_on"] = handed_on.where(slip, first["recorded_on"])
    web, call = first["source"] == "web", first["source"] == "call_centre"
    forms = ["paper_slip", "call", "web_ticked", "web_empty"]
    first["source"] = np.select([slip, call, web & ticked, web], forms, "")
    asked = first[(first["source"] != "") & (first["stated_on"] <= block.days[-1])]
    return asked[["household", "source", "stated_on"]].reset_index(drop=True)


def make_requests(block):
    """Make what customers ask of the shop in 2025."""
    rng = stream(block.seed, "data requests", block.block)
    n, days = len(block.households), block.days[block.days.year == block.days[-1].year]
    who = np.flatnonzero(rng.random(n) < REQUESTS.share)
    received = days[rng.integers(len(days), size=len(who))]
    known = received >= pd.DatetimeIndex(block.households["joined_on"].to_numpy()[who])
    who, received = who[known], received[known]
    took = np.ceil(REQUESTS.median_days * np.exp(rng.normal(0, REQUESTS.spread, len(who))))
    answered = pd.Series(received + pd.to_timedelta(took, unit="D"))
    silent = rng.random(len(who)) < REQUESTS.unanswered
    requests = pd.DataFrame(
        {
            "customer_id": block.households["customer_id"].to_numpy()[who],
            "kind": np.array(KINDS, dtype=object)[pick(rng, KIND_SHARES, len(who))],
            "received_on": received,
            "due_on": received + pd.Timedelta(days=REQUESTS.limit_days),
            "answered_on": answered.where(~silent & (answered <= block.days[-1])),
        }
    ).sort_values(["received_on", "customer_id"], ignore_index=True)
    requests.insert(0, "request_id", ids("Q", block.block * ROOM, len(requests), 6))
    return requests.astype({"request_id": TEXT, "customer_id": TEXT, "kind": TEXT})


def _stop_marketing(block, consents, requests):
    """Enter the answered requests to stop advertising, but for those forgotten."""
    rng = stream(block.seed, "stop marketing", block.block)
    entered = rng.random(len(requests)) >= REQUESTS.forgotten
    stop = requests[(requests["kind"] == "stop_marketing") & requests["answered_on"].notna() & entered]
    stopped_on = consents[["customer_id"]].merge(stop, on="customer_id", how="left")["answered_on"]
    held = (
        (consents["purpose"] == "marketing")
        & (consents["granted"] == 1)
        & (consents["stated_on"] <= stopped_on)
        & (consents["withdrawn_on"].isna() | (consents["withdrawn_on"] > stopped_on))
    )
    return consents.assign(withdrawn_on=consents["withdrawn_on"].where(~held, stopped_on))
