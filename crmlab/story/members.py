"""Members: who was offered the card, who took it, what it did to her visits, and her tier month by month.

**A trial from the start.**  The programme begins on 1 July 2024.  Of the customers the shop has by then, and
of those who come later (on the day they first come), a random `offered` get the offer; the others never do,
so that what the programme causes can be told from what its members are like.

**Who joins**: an offered household takes the card on its first visit from then on, if it is one that joins:

    logit P(would join) = a + b * ln(visits per 30 days)

Regulars join sooner, so members compared with those who declined look better than the programme makes them.

**Tiers**: in each month a member is basic, silver or gold by what she spent in the twelve calendar months
before it, refunds taken off; the tier changes on the first of the month, up or down, at once.

**What it does**: a member comes at `factor` times her own rate from the day after she joined, and at
`gold_factor` in the months in which she would be gold by what she would have spent without the programme (an
effect can't wait for what it brings about itself; the two agree for most).  Silver adds nothing to visits.
"""

from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np
import pandas as pd

from crmlab.story.dissatisfaction import log_regular
from crmlab.story.effects import COLUMNS
from crmlab.story.points import POINTS, REWARDS, make_ledger
from crmlab.story.products import price_factor
from crmlab.story.streams import stream

TABLES = (
    "member_tiers",
    "members",
    "points",
    "rewards",
    "tier_rules",
    "truth/member_effects",
    "truth/members",
)
TIERS = ("basic", "silver", "gold")
MONTHS = pd.date_range("2023-01-01", "2026-12-01", freq="MS")
END = pd.Timestamp("2027-01-01")  # the day after the world


@dataclass(frozen=True)
class Programme:
    """Effects are modest, as they were found to be (Sharp and Sharp 1997; Liu 2007); sizes are our choice."""

    begins_on: str = "2024-07-01"
    offered: float = 2 / 3
    join: float = 1.4  # a
    join_regular: float = 0.5  # b
    factor: float = 1.06
    gold_factor: float = 1.15
    silver_from: int = 1200  # yuan in twelve months
    gold_from: int = 3600


PROGRAMME = Programme()
CARD_VALUES = {"PROGRAMME": PROGRAMME, "POINTS": POINTS}


def make_shop(seed):
    """Give the rules of the tiers and the list of rewards: the same for every seed."""
    rules = pd.DataFrame(
        {
            "tier": TIERS,
            "name_en": ["Basic", "Silver", "Gold"],
            "name_zh": ["普通会员", "银卡会员", "金卡会员"],
            "spend_from": [0, PROGRAMME.silver_from, PROGRAMME.gold_from],
            "points_per_yuan": POINTS.per_yuan,
            "benefits_en": [
                "points",
                "points, birthday noodles",
                "points, birthday box, free delivery, own counter",
            ],
            "benefits_zh": ["积分", "积分、生日长寿面", "积分、生日礼盒、免费送货、专属柜台"],
            "cost_per_year": [0.0, 12.0, 85.0],
        }
    )
    rewards = pd.DataFrame(REWARDS, columns=["reward_id", "name_en", "name_zh", "points", "value", "cost"])
    return {"tier_rules": rules, "rewards": rewards}


def plan(block):
    """Draw who is offered the card and takes it, and give what that does to visits as effects.

    Leaves in ``block.plans["members"]``: ``offered``, ``would_join`` (arrays of bool), ``eligible_on``,
    ``enrolled_on`` (arrays of days) and ``effects``.
    """
    rng = stream(block.seed, "members", block.block)
    n = len(block.households)
    begins_on = pd.Timestamp(PROGRAMME.begins_on)
    offered = rng.random(n) < PROGRAMME.offered
    logit = PROGRAMME.join + PROGRAMME.join_regular * log_regular(block)
    would_join = rng.random(n) < 1 / (1 + np.exp(-logit))
    eligible_on = block.households["joined_on"].clip(lower=begins_on)
    visits = block.visits
    later = visits[visits["ordered_on"].to_numpy() >= eligible_on.to_numpy()[visits["household"]]]
    first = later.groupby("household")["ordered_on"].min().reindex(range(n))
    enrolled_on = first.where(offered & would_join)
    effects = _effects(block, visits, enrolled_on)
    block.plans["members"] = SimpleNamespace(
        offered=offered,
        would_join=would_join,
        eligible_on=eligible_on.to_numpy(),
        enrolled_on=enrolled_on.to_numpy(),
        effects=effects,
    )
    return effects


def _effects(block, visits, enrolled_on):
    member = np.flatnonzero(enrolled_on.notna())
    since = enrolled_on.to_numpy()[member] + np.timedelta64(1, "D")
    always = pd.DataFrame(
        {"household": member, "begins": since, "ends": END, "factor": float(PROGRAMME.factor)}
    )
    money = (visits["budget"] * price_factor(visits["ordered_on"].dt.year)).to_numpy()
    tier = tiers_by_month(len(block.households), visits["household"], visits["ordered_on"], money)
    gold = _spells((tier == TIERS.index("gold")).astype(int), member, since, value=1)
    gold["factor"] = 1 + PROGRAMME.gold_factor - PROGRAMME.factor  # effects above 1 add up what they bring
    effects = pd.concat([always, gold[COLUMNS]], ignore_index=True)
    return effects[effects["begins"] < effects["ends"]].reset_index(drop=True)


def tiers_by_month(n, household, day, amount):
    """Give each household's tier in each month by its spending in the twelve months before.

    Parameters
    ----------
    n : int
        How many households.
    household, day, amount : array_like
        Of each order.

    Returns
    -------
    numpy.ndarray of int, shape (n, 48)
        Positions in `TIERS`, for the months of `MONTHS`.
    """
    day = pd.DatetimeIndex(day)
    spent = np.zeros((n, len(MONTHS) + 1))
    np.add.at(spent, (np.asarray(household), 12 * (day.year - 2023) + day.month), np.asarray(amount))
    total = np.cumsum(spent, axis=1)[:, :-1]  # until the month begins
    before = np.concatenate([np.zeros((n, 12)), total[:, :-12]], axis=1)
    limits = np.array([PROGRAMME.silver_from, PROGRAMME.gold_from])
    return np.searchsorted(limits, (total - before).round(2), side="right")


def _spells(tier, member, since, value=None):
    """Cut the months of members into spells of the same tier, from the day `since` on.

    Returns
    -------
    pandas.DataFrame
        ``household``, ``begins``, ``ends`` (the first day after), ``tier`` (position); only those of `value`.
    """
    starts = MONTHS.to_numpy()
    rows = pd.DataFrame(
        {
            "household": np.repeat(member, len(starts)),
            "begins": np.tile(starts, len(member)),
            "tier": tier[member].ravel(),
            "since": np.repeat(since, len(starts)),
        }
    )
    rows["ends"] = np.tile(np.append(starts[1:], END.to_datetime64()), len(member))
    rows = rows[rows["ends"] > rows["since"]]
    new = rows["household"].ne(rows["household"].shift()) | rows["tier"].ne(rows["tier"].shift())
    spells = rows.groupby(new.cumsum(), sort=False).agg(
        household=("household", "first"),
        begins=("begins", "first"),
        ends=("ends", "last"),
        tier=("tier", "first"),
        since=("since", "first"),
    )
    spells["begins"] = spells[["begins", "since"]].max(axis=1)
    spells = spells.drop(columns="since").reset_index(drop=True)
    return spells if value is None else spells[spells["tier"] == value].reset_index(drop=True)


def make(block):
    """Make the tables of the programme for a block of customers.

    Parameters
    ----------
    block : crmlab.story.block.Block

    Returns
    -------
    dict of str to pandas.DataFrame
    """
    planned = block.plans["members"]
    customer_id = block.households["customer_id"].to_numpy()
    enrolled_on = pd.Series(planned.enrolled_on).where(planned.enrolled_on <= block.days[-1].to_datetime64())
    who = pd.Index(customer_id).get_indexer(block.orders["customer_id"])
    orders = block.orders
    tier = tiers_by_month(len(customer_id), who, orders["ordered_on"], orders["amount"].to_numpy())
    member = np.flatnonzero(enrolled_on.notna())
    spells = _spells(tier, member, enrolled_on.to_numpy()[member])
    spells = spells[spells["begins"] <= block.days[-1]]
    ledger, redeems = make_ledger(block, who, tier, enrolled_on)
    balance = ledger.groupby("customer_id")["points"].sum().reindex(customer_id)
    today = tier[:, MONTHS.get_loc(block.days[-1].replace(day=1))]
    is_member = enrolled_on.notna().to_numpy()
    members = pd.DataFrame(
        {
            "customer_id": customer_id,
            "eligible_on": planned.eligible_on,
            "arm": np.where(planned.offered, "offered", "control"),
            "enrolled_on": enrolled_on.to_numpy(),
            "tier": np.where(is_member, np.array(TIERS, dtype=object)[today], None),
            "points_balance": balance.astype("Int64").array,
        }
    )
    truth = pd.DataFrame(
        {
            "customer_id": customer_id,
            "would_join": planned.would_join.astype(int),
            "redeems": redeems.astype(int),
        }
    )
    return {
        "members": members,
        "member_tiers": _tier_table(block, customer_id, spells),
        "points": ledger,
        "truth/members": truth,
        "truth/member_effects": _true_effects(block, customer_id, planned.effects),
    }


def _tier_table(block, customer_id, spells):
    last = spells["ends"] - pd.Timedelta(days=1)
    return pd.DataFrame(
        {
            "customer_id": customer_id[spells["household"]],
            "tier": np.array(TIERS, dtype=object)[spells["tier"]],
            "from_on": spells["begins"].to_numpy(),
            "to_on": last.where(last < block.days[-1]).to_numpy(),
        }
    )


def _true_effects(block, customer_id, effects):
    rows = effects[effects["begins"] <= block.days[-1]].sort_values(["household", "begins", "factor"])
    last = rows["ends"] - pd.Timedelta(days=1)
    gold = rows["factor"] != PROGRAMME.factor
    return pd.DataFrame(
        {
            "customer_id": customer_id[rows["household"]],
            "cause": np.where(gold, "gold", "member"),
            "from_on": rows["begins"].to_numpy(),
            "to_on": last.where(last < block.days[-1]).to_numpy(),
            "factor": rows["factor"].round(4).to_numpy(),
        }
    )
