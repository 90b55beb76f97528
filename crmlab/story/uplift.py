"""What a campaign does to a visit rate: persuadables, sure things, lost causes, do-not-disturbs.

A campaign of K02 to K06 draws its list from those it knows (seen within so many days, K04: and not within
the last so many), and a treated household comes at another rate from the day after it was reached until the
campaign closes:

    factor = f (of the campaign and message) if persuadable,  g (of the campaign) if do-not-disturb,  else 1

**Types.**  With r = months since the last visit (at most 3), y = years since the first (at most 2) and
o = the share of orders by phone or web, all as of the day before the campaign, household i has

    eta_p = a_p + b_p r + c_p y + d_p o,    eta_d = a_d + b_d r + c_d y + d_d o,    eta_0 = 0

and is of the type with the largest eta + e, where e_ip, e_id, e_i0 are Gumbel, drawn once for all campaigns:
a multinomial logit (McFadden 1974) with tastes that last.  Type 0 is moved by nothing: a sure thing if it
would come with a chance of `Uplift.sure` or more anyway, a lost cause otherwise.  Whoever has left the shop
or stays away from it is a lost cause.

**Response** is any purchase while the campaign is open, of the treated and of the control group alike.  With
S the shop time (`crmlab.story.calendar`), b the first day, k the day after the contact, e the day after the
last (or of leaving), and lambda_i the visit rate, a household responds with chance

    untreated   1 - exp(-lambda_i (S(e) - S(b)))
    treated     1 - exp(-lambda_i (S(k) - S(b) + factor (S(e) - S(k))))

if nothing else happens to it meanwhile; for those whom a complaint keeps away or a member's card brings, the
rate of each day is lambda_i times what that makes of it (`crmlab.story.effects`), as it stood when the
campaign began.  The difference is its true effect.

**The owner's choice (K06).**  No coin: with v = visits of the last 180 days, m = months since the last visit
and z = yuan per visit,

    logit P(chosen) = a + b ln(1 + v) + c m + d ln(z / 100)

All of it can be seen in the orders, so that comparing like with like mends what the naive comparison spoils.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.story.calendar import busyness
from crmlab.story.campaigns import CAMPAIGNS, CONTROL, GIFT_BOX, K02, K03, K04, K05, K06, closes_on
from crmlab.story.products import make_products
from crmlab.story.streams import stream
from crmlab.story.truth import LETTER


@dataclass(frozen=True)
class Uplift:
    """Who is of which type: constant, then slopes on r (months), y (years) and o (share).

    The workbook's own: who is cooling off can be won, who comes all the time would rather not be called.
    As those who have left are lost causes, the effect is largest in the middle of recency.
    """

    persuadable: tuple = (-1.6, 1.6, -0.5, 1.4)
    do_not_disturb: tuple = (-1.2, -2.0, 0.9, -1.5)
    sure: float = 0.5


@dataclass(frozen=True)
class OwnersChoice:
    """K06: the logit of being chosen."""

    constant: float = -3.4
    visits: float = 1.5  # on ln(1 + visits of the last 180 days)
    months: float = -0.5  # on months since the last visit
    spend: float = 0.6  # on ln(yuan per visit / 100)
    days: int = 180


UPLIFT, OWNERS_CHOICE = Uplift(), OwnersChoice()
CARD_VALUES = {
    "UPLIFT": UPLIFT,
    "OWNERS_CHOICE": OWNERS_CHOICE,
    **{campaign.campaign_id: campaign for campaign in (K02, K03, K04, K05, K06)},
}
TABLES = ("campaign_contacts", "truth/campaign_contacts")
TYPES = ("persuadable", "do_not_disturb", "sure_thing", "lost_cause")
MONTH, YEAR = 30.0, 365.25  # days


def plan(block):
    """Draw lists, groups and types, and what the campaigns do to visits.

    Parameters
    ----------
    block : crmlab.story.block.Block

    Returns
    -------
    pandas.DataFrame
        Effects, see `crmlab.story.effects`.  The lists stay in ``block.plans["uplift"]``, by campaign.
    """
    taste = stream(block.seed, "uplift tastes", block.block).gumbel(size=(len(block.households), 3))
    rates = _Rates(block)
    lists = {campaign.campaign_id: _draw_list(block, campaign, taste, rates) for campaign in CAMPAIGNS}
    block.plans["uplift"] = lists
    return pd.concat([_effects(lists[campaign.campaign_id], campaign) for campaign in CAMPAIGNS])


def make(block):
    """See who bought while each campaign was open.

    Parameters
    ----------
    block : crmlab.story.block.Block
        With the letter's rows among its tables; they are given the columns of the others.

    Returns
    -------
    dict of str to pandas.DataFrame
        Further rows of ``campaign_contacts`` and ``truth/campaign_contacts``.
    """
    _complete_letter(block)
    lists = block.plans["uplift"]
    who = block.households["customer_id"].to_numpy()
    seen = [_contact_list(block, c, lists[c.campaign_id], who) for c in CAMPAIGNS]
    true = [_true_list(c, lists[c.campaign_id], who) for c in CAMPAIGNS]
    return {
        "campaign_contacts": pd.concat(seen, ignore_index=True),
        "truth/campaign_contacts": pd.concat(true, ignore_index=True),
    }


def features(visits, joined_on, day):
    """Give what the shop can see of each household on the morning of a day.

    Parameters
    ----------
    visits : pandas.DataFrame
        ``household`` (position), ``ordered_on``, ``channel``, ``budget``.
    joined_on : pandas.Series
        By position.
    day : pandas.Timestamp

    Returns
    -------
    pandas.DataFrame
        By position: ``days_since`` the last visit (missing: never seen), ``years`` since the first,
        ``away`` (share of orders by phone or web), ``visits`` and ``spend`` (yuan per visit) of the last
        180 days.
    """
    before = visits[visits["ordered_on"] < day]
    by = before.groupby("household")
    recent = before[before["ordered_on"] >= day - pd.Timedelta(days=OWNERS_CHOICE.days)].groupby("household")
    index = joined_on.index
    return pd.DataFrame(
        {
            "days_since": (day - by["ordered_on"].max().reindex(index)).dt.days,
            "years": (day - joined_on).dt.days / YEAR,
            "away": (before["channel"] != "shop").groupby(before["household"]).mean().reindex(index),
            "visits": recent.size().reindex(index, fill_value=0),
            "spend": recent["budget"].mean().reindex(index),
        },
        index=index,
    )


def utilities(seen):
    """Give eta of persuadables, do-not-disturbs and the unmoved: an array of shape (rows, 3)."""
    x = np.column_stack(
        [
            np.ones(len(seen)),
            (seen["days_since"] / MONTH).clip(upper=3),
            seen["years"].clip(upper=2),
            seen["away"],
        ]
    )
    eta = x @ np.array([UPLIFT.persuadable, UPLIFT.do_not_disturb]).T
    return np.column_stack([eta, np.zeros(len(seen))])


class _Rates:
    """The visit rate of each household on each day, as it is expected on the morning of a campaign."""

    def __init__(self, block):
        self.days = pd.date_range(block.days[0], block.days[-1] + pd.DateOffset(years=1))
        self.busyness = busyness(self.days)
        self.own = block.households["purchase_rate"].to_numpy()
        joined = self.days.get_indexer(block.households["joined_on"])
        self.gone = joined + block.households["lifetime_days"].to_numpy()
        self.effects = block.effects

    def between(self, who, begins, ends):
        """Give rates, and what of them a further effect can build on: arrays of shape (len(who), days)."""
        first, last = self.days.searchsorted(begins), self.days.searchsorted(ends)
        there = np.arange(first, last) < self.gone[who][:, None]
        own = self.own[who][:, None] * self.busyness[first:last] * there
        less, more = np.ones(own.shape), np.zeros(own.shape)
        known = self.effects[(self.effects["begins"] <= begins) & (self.effects["ends"] > begins)]
        known = known[known["household"].isin(who)]
        rows = pd.Index(who).get_indexer(known["household"])
        until = self.days.searchsorted(known["ends"]) - first
        for row, end, factor in zip(rows, until, known["factor"], strict=True):
            if factor < 1:
                less[row, :end] *= factor
            else:
                more[row, :end] += factor - 1
        return own * less * (1 + more), own * less

    def are_away(self, who, day):
        """Tell who has left by a day, or stays away on it."""
        return self.between(who, day, day + pd.Timedelta(days=1))[1].sum(axis=1) < 0.01 * self.own[who]


def _draw_list(block, campaign, taste, rates):
    """Draw the list of one campaign, its groups and days of contact, and the truth about it."""
    rng = stream(block.seed, f"{campaign.campaign_id} list", block.block)
    n = len(block.households)
    sent_on, ends_on = pd.Timestamp(campaign.sent_on), closes_on(campaign) + pd.Timedelta(days=1)
    dice, after = rng.random(n), rng.integers(campaign.days_to_reach, size=n)
    seen = features(block.visits, block.households["joined_on"], sent_on)
    listed = seen["days_since"].between(campaign.silent_for + 1, campaign.seen_within)
    seen, who = seen[listed], np.flatnonzero(listed)
    reached_on = sent_on + pd.to_timedelta(after[who], unit="D")
    expected, base = rates.between(who, sent_on, ends_on)
    kind = np.argmax(utilities(seen) + taste[who], axis=1)
    without = 1 - np.exp(-expected.sum(axis=1))
    kind[kind == 2] = np.where(without[kind == 2] >= UPLIFT.sure, 2, 3)
    kind[rates.are_away(who, sent_on)] = 3
    reached = np.arange(expected.shape[1]) > after[who][:, None]
    chances = {}
    for name, _, lift in campaign.groups:
        factor = np.choose(kind, [lift, campaign.disturbed, 1.0, 1.0])[:, None]
        moved = np.where(factor > 1, expected + (factor - 1) * base, factor * expected)
        chances[name] = 1 - np.exp(-np.where(reached, moved, expected).sum(axis=1))
    return pd.DataFrame(
        {
            "household": who,
            "group": _groups(campaign, seen, dice[who]),
            "reached_on": reached_on,
            "kind": kind,
            "without": without,
            **chances,
        }
    )


def _groups(campaign, seen, dice):
    names = np.array([CONTROL, *(name for name, _, _ in campaign.groups)], dtype=object)
    if not campaign.randomised:
        chosen = dice < _owners_choice(seen)
        return names[chosen.astype(int)]
    edges = np.cumsum([share for _, share, _ in campaign.groups])
    return names[(np.searchsorted(edges, dice, side="right") + 1) % len(names)]


def _owners_choice(seen):
    logit = (
        OWNERS_CHOICE.constant
        + OWNERS_CHOICE.visits * np.log1p(seen["visits"])
        + OWNERS_CHOICE.months * seen["days_since"] / MONTH
        # Who was not seen in the last half-year spends nothing that he could go by.
        + OWNERS_CHOICE.spend * np.log((seen["spend"] / 100).clip(lower=0.01)).fillna(0.0)
    )
    return 1 / (1 + np.exp(-logit.to_numpy()))


def _effects(listed, campaign):
    lifts = {name: lift for name, _, lift in campaign.groups}
    treated = listed[listed["group"] != CONTROL]
    factor = np.choose(treated["kind"], [treated["group"].map(lifts), campaign.disturbed, 1.0, 1.0]).astype(
        float
    )
    effects = pd.DataFrame(
        {
            "household": treated["household"],
            "begins": treated["reached_on"] + pd.Timedelta(days=1),
            "ends": closes_on(campaign) + pd.Timedelta(days=1),
            "factor": factor,
        }
    )
    return effects[effects["factor"] != 1]


def _contact_list(block, campaign, listed, who):
    orders = block.orders
    inside = orders["ordered_on"].between(campaign.sent_on, closes_on(campaign)) & (orders["amount"] > 0)
    spent = orders[inside].groupby("customer_id")["amount"].sum()
    customer_id = who[listed["household"]]
    return pd.DataFrame(
        {
            "campaign_id": campaign.campaign_id,
            "customer_id": customer_id,
            "group": listed["group"].to_numpy(),
            "responded": np.isin(customer_id, spent.index.to_numpy()).astype(int),
            "amount": spent.reindex(customer_id, fill_value=0.0).round(2).to_numpy(),
        }
    )


def _true_list(campaign, listed, who):
    names = [name for name, _, _ in campaign.groups]
    treated, without = listed[names[-1]].round(3), listed["without"].round(3)
    return pd.DataFrame(
        {
            "campaign_id": campaign.campaign_id,
            "customer_id": who[listed["household"]],
            "true_chance": treated,
            "chance_without": without,
            "true_effect": (treated - without).round(3),
            "chance_other": listed[names[0]].round(3) if len(names) == 2 else np.nan,
            "type": np.array(TYPES, dtype=object)[listed["kind"]],
        }
    )


def _complete_letter(block):
    """Give the letter's rows the columns of the others: nobody could buy its box without the letter."""
    price = float(make_products().set_index("product_id").loc[GIFT_BOX, "unit_price"])
    seen, true = block.tables["campaign_contacts"], block.tables["truth/campaign_contacts"]
    who = pd.Index(block.households["customer_id"]).get_indexer(true["customer_id"])
    away = _Rates(block).are_away(who, pd.Timestamp(LETTER.sent_on))
    block.tables["campaign_contacts"] = seen.assign(amount=(price * seen["responded"]).round(2))
    block.tables["truth/campaign_contacts"] = true.assign(
        chance_without=0.0,
        true_effect=true["true_chance"],
        chance_other=np.nan,
        type=np.where(away, "lost_cause", "persuadable"),
    )
