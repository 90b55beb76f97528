"""Contacts to the shop: orders by phone, and questions with their answers.

* An order by phone is a call on its day.
* After an order a question comes with chance `Questions.per_order`, one to five days later, by phone, WeChat
  or (since 2025) e-mail.  A call is missed with a chance of its own; a message is answered after a lognormal
  time, or never.  Who has waited a day for an answer calls as well, with chance `Questions.again`.
"""

import numpy as np
import pandas as pd

from crmlab.story.contact_centre_truth import VOLUME
from crmlab.story.contacts_out import AGENCY_AGENTS, SHOP_AGENTS
from crmlab.story.contacts_truth import QUESTIONS
from crmlab.story.streams import pick, stream

SINCE = pd.Timestamp("2024-01-01")
# How busy each hour is for those who call or write, 8 to 20 o'clock.
FIRST_HOUR = 8
BUSY = (3, 6, 8, 8, 5, 4, 5, 6, 6, 7, 8, 7, 4)
ASKED_BY = ("phone", "wechat", "email")
ASKED_SHARES = {2024: (0.55, 0.45, 0.0), 2025: (0.40, 0.40, 0.20)}
MOODS, MOOD_SHARES = np.array(["pleased", "neutral", "annoyed"], dtype=object), (0.25, 0.68, 0.07)
# Who asks a second time is in no good mood.
AGAIN_SHARES = (0.03, 0.47, 0.50)


def make_incoming(block):
    """Make the contacts to the shop, and its replies to messages.

    Parameters
    ----------
    block : crmlab.story.block.Block

    Returns
    -------
    pandas.DataFrame
        As `crmlab.story.contacts_out.make_outgoing`; ``question`` numbers what a reply belongs to.
    """
    rng = stream(block.seed, "contacts in", block.block)
    orders = block.orders[(block.orders["amount"] > 0) & (block.orders["ordered_on"] >= SINCE)]
    household = pd.Index(block.households["customer_id"]).get_indexer(orders["customer_id"])
    orders = orders.assign(household=household)
    asked = _questions(rng, orders)
    replies = _replies(rng, asked)
    both = pd.concat(
        [_orders_by_phone(rng, orders), asked, replies, _again(rng, asked, replies)], ignore_index=True
    )
    ends = pd.Timestamp(block.days[-1]) + pd.Timedelta(days=1)
    elsewhere = (both["direction"] == "in") & (both["channel"] == "phone") & _in_the_centres_record(both)
    return both[(both["contacted_at"] < ends) & ~elsewhere]


def _in_the_centres_record(contacts):
    first = pd.Timestamp(VOLUME.first_on)
    return contacts["contacted_at"].between(first, first + pd.Timedelta(days=VOLUME.days), inclusive="left")


def _orders_by_phone(rng, orders):
    calls = orders[orders["channel"] == "phone"]
    n = len(calls)
    return _rows(
        rng,
        calls["household"],
        calls["ordered_on"] + _daytime(rng, n),
        channel="phone",
        purpose="order",
        answered=1.0,
        mood=MOODS[pick(rng, MOOD_SHARES, n)],
        outcome="order",
        minutes=_talk(rng, n, 2.2),
    )


def _questions(rng, orders):
    orders = orders[rng.random(len(orders)) < QUESTIONS.per_order]
    n = len(orders)
    day = orders["ordered_on"] + pd.to_timedelta(rng.integers(1, 6, n), unit="D")
    year = day.dt.year.clip(2024, 2025).to_numpy()
    both = [np.array(ASKED_BY, dtype=object)[pick(rng, ASKED_SHARES[y], n)] for y in (2024, 2025)]
    channel = np.where(year == 2024, *both)
    taken = rng.random(n) >= np.where(channel == "phone", QUESTIONS.missed, QUESTIONS.never)
    spoken = (channel == "phone") & taken
    asked = _rows(
        rng,
        orders["household"],
        day + _daytime(rng, n),
        channel=channel,
        purpose="question",
        answered=taken.astype(float),
        mood=np.where(spoken, MOODS[pick(rng, MOOD_SHARES, n)], None),
        outcome=np.select([spoken, taken, channel == "phone"], ["settled", "replied", "missed"], "no_reply"),
        minutes=np.where(spoken, _talk(rng, n, 3.0), np.nan),
    )
    return asked.assign(question=np.arange(n, dtype=float), agent_id=asked["agent_id"].where(spoken))


def _replies(rng, asked):
    """Answer the messages; who has to wait may find somebody else in the meantime."""
    answered = asked[asked["outcome"] == "replied"]
    median = np.where(answered["channel"] == "email", QUESTIONS.email_hours, QUESTIONS.wechat_hours)
    hours = median * rng.lognormal(0, QUESTIONS.spread, len(answered))
    seconds = pd.to_timedelta(np.rint(3600 * hours), unit="s")
    return answered.assign(
        contacted_at=answered["contacted_at"] + seconds,
        direction="out",
        purpose="reply",
        answered=np.nan,
        outcome="sent",
        agent_id=_agents(rng, answered["contacted_at"]),
    )


def _again(rng, asked, replies):
    """Call about a message of the day before that has no answer yet."""
    replied_at = pd.Series(
        replies.set_index("question")["contacted_at"].reindex(asked["question"]).to_numpy(), asked.index
    )
    patience = asked["contacted_at"] + pd.Timedelta(days=1)
    waits = (asked["channel"] != "phone") & (replied_at.isna() | (replied_at > patience))
    calls = asked[(waits & (rng.random(len(asked)) < QUESTIONS.again)).to_numpy()]
    n = len(calls)
    return _rows(
        rng,
        calls["household"],
        calls["contacted_at"].dt.normalize() + pd.Timedelta(days=2) + _daytime(rng, n),
        channel="phone",
        purpose="question",
        answered=1.0,
        mood=MOODS[pick(rng, AGAIN_SHARES, n)],
        outcome="settled",
        minutes=_talk(rng, n, 4.0),
    )


def _daytime(rng, n):
    return pd.to_timedelta(3600 * (FIRST_HOUR + pick(rng, BUSY, n)) + rng.integers(3600, size=n), unit="s")


def _talk(rng, n, median):
    return np.maximum(median * rng.lognormal(0, 0.45, n), 0.2).round(1)


def _agents(rng, times):
    """Give who takes it: the shop's own people in 2024, the agency's from 2025."""
    dice = rng.random(len(times))
    own, agency = (a[(dice * len(a)).astype(int)] for a in (SHOP_AGENTS, AGENCY_AGENTS))
    return np.where(times.dt.year < 2025, own, agency)


def _rows(rng, household, contacted_at, **columns):
    rows = pd.DataFrame({"household": household, "contacted_at": contacted_at, "direction": "in", **columns})
    return rows.assign(campaign_id=None, agent_id=_agents(rng, rows["contacted_at"]), question=np.nan)
