"""Contacts: every call, message, mail and visit of 2024 and 2025, from the shop and to it.

**From the shop** (`crmlab.story.contacts_out`): the campaigns' contacts, and six sales drives in which a rota
gave each customer a number of contacts at hours drawn by lot.  For household i at time t, with n_i(t) the
contacts of the last 30 days,

    factor on visits = q ^ max(0, n_i(t) - free)          (contact pressure)

and a call at nine o'clock to somebody who works in an office lowers her visits by a factor of its own for
two weeks, whether she answered or not; a later such call begins the two weeks anew.  Whether a call is
answered depends on the hour and on the type of the household's day (office, home, evening), which no shop
knows but of which the district tells something.

**To the shop** (`crmlab.story.contacts_in`): the orders that came by phone, and questions after orders, with
the shop's replies.  In the six weeks of the contact centre's own record (`cc_calls`) incoming calls are
not kept here as well.

Campaigns do not look at who has asked for no more: that is one of the things to be found.
"""

import numpy as np
import pandas as pd

from crmlab.story import contacts_in, contacts_out
from crmlab.story.contacts_truth import (
    ANSWER,
    DAY_TYPE_SHARES,
    DAY_TYPES,
    DRIVES,
    HOURS,
    MOOD,
    NINE,
    OPT_OUT,
    PRESSURE,
    QUESTIONS,
)
from crmlab.story.effects import COLUMNS
from crmlab.story.streams import stream

CARD_VALUES = {
    "CT_ANSWER": ANSWER,
    "CT_NINE": NINE,
    "CT_PRESSURE": PRESSURE,
    "CT_MOOD": MOOD,
    "CT_OPT_OUT": OPT_OUT,
    "CT_DRIVES": DRIVES,
    "CT_QUESTIONS": QUESTIONS,
}
TABLES = ("contacts", "truth/contact_types")
PER_BLOCK = 100_000  # numbers set aside for a block of customers


def plan(block):
    """Make all contacts from the shop, and what they do to visits.

    Parameters
    ----------
    block : crmlab.story.block.Block
        With the lists of the campaigns in ``block.plans["uplift"]``.

    Returns
    -------
    pandas.DataFrame
        Effects, see `crmlab.story.effects`.
    """
    day_type = draw_day_types(block)
    out = contacts_out.make_outgoing(block, day_type)
    block.plans["contacts"] = {"day_type": day_type, "out": out}
    return pd.concat([press(out), annoy(out, day_type)], ignore_index=True)


def make(block):
    """Put outgoing and incoming contacts into one list by time.

    Parameters
    ----------
    block : crmlab.story.block.Block

    Returns
    -------
    dict of str to pandas.DataFrame
        ``contacts`` and ``truth/contact_types``.
    """
    planned = block.plans["contacts"]
    both = pd.concat([planned["out"], contacts_in.make_incoming(block)], ignore_index=True)
    both = both.sort_values(["contacted_at", "household", "channel"], kind="stable").reset_index(drop=True)
    number = block.block * PER_BLOCK + np.arange(1, len(both) + 1)
    both.insert(0, "contact_id", [f"K{i:06d}" for i in number])
    who = block.households["customer_id"].to_numpy()
    both["customer_id"] = who[both["household"]]
    both["reply_to"] = _answered_question(both)
    columns = ["contact_id", "customer_id", "contacted_at", "channel", "direction", "purpose", "campaign_id"]
    columns += ["agent_id", "answered", "mood", "outcome", "minutes", "reply_to"]
    both["answered"] = both["answered"].astype("Int64")
    types = pd.DataFrame(
        {"customer_id": who, "day_type": np.array(DAY_TYPES, dtype=object)[planned["day_type"]]}
    )
    best = {name: int(HOURS[np.argmax(getattr(ANSWER, name))]) for name in DAY_TYPES}
    return {
        "contacts": both[columns],
        "truth/contact_types": types.assign(best_hour=types["day_type"].map(best)),
    }


def _answered_question(contacts):
    """Give, for each reply, the id of the contact that it answers."""
    numbered = contacts[contacts["question"].notna()]
    asked = numbered[numbered["direction"] == "in"].set_index("question")["contact_id"]
    replies = numbered[numbered["direction"] == "out"]
    reply_to = pd.Series(None, contacts.index, dtype=object)
    reply_to[replies.index] = asked.reindex(replies["question"]).to_numpy()
    return reply_to


def draw_day_types(block):
    """Draw the type of each household's day by the shares of its district: positions in `DAY_TYPES`."""
    shares = np.array([DAY_TYPE_SHARES[d] for d in block.households["district"]])
    dice = stream(block.seed, "contacts day types", block.block).random(len(shares))
    return (dice[:, None] >= np.cumsum(shares, axis=1)[:, :-1]).sum(axis=1)


def press(out):
    """Turn outgoing contacts into effects of pressure.

    Parameters
    ----------
    out : pandas.DataFrame
        ``household`` and ``contacted_at``.

    Returns
    -------
    pandas.DataFrame
        For each household and span of days with more contacts in the last 30 than do no harm: its factor.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.story.contacts import press
    >>> days = pd.to_datetime(["2025-07-01 10:00", "2025-07-02 10:00", "2025-07-04 10:00"])
    >>> press(pd.DataFrame({"household": 0, "contacted_at": days}))
       household     begins       ends  factor
    0          0 2025-07-05 2025-08-01    0.82
    """
    day = out["contacted_at"].dt.normalize()
    steps = pd.concat(
        [
            pd.DataFrame({"household": out["household"], "begins": day + pd.Timedelta(days=1), "step": 1}),
            pd.DataFrame(
                {
                    "household": out["household"],
                    "begins": day + pd.Timedelta(days=1 + PRESSURE.days),
                    "step": -1,
                }
            ),
        ]
    )
    steps = steps.groupby(["household", "begins"], as_index=False)["step"].sum()
    steps["contacts"] = steps.groupby("household")["step"].cumsum()
    steps["ends"] = steps.groupby("household")["begins"].shift(-1)
    beyond = steps["contacts"] - PRESSURE.free
    pressed = steps.assign(factor=PRESSURE.factor ** beyond.clip(lower=0))[beyond > 0]
    return pressed[COLUMNS].reset_index(drop=True)


def annoy(out, day_type):
    """Turn the calls at nine o'clock to offices into effects that do not add up."""
    nine = (out["channel"] == "phone") & (out["contacted_at"].dt.hour == NINE.hour)
    calls = out[nine & (day_type[out["household"]] == DAY_TYPES.index("office"))]
    begins = calls["contacted_at"].dt.normalize() + pd.Timedelta(days=1)
    calls = pd.DataFrame({"household": calls["household"], "begins": begins}).drop_duplicates()
    calls = calls.sort_values(["household", "begins"])
    following = calls.groupby("household")["begins"].shift(-1)
    ends = calls["begins"] + pd.Timedelta(days=NINE.days)
    calls["ends"] = ends.where(following.isna() | (ends < following), following)
    return calls.assign(factor=NINE.factor)[COLUMNS]
