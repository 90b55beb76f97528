"""Dissatisfaction: what went wrong on a visit, who says so, and who says nothing and goes.

On a visit of household i by channel c on day d something of category k goes wrong with chance

    P(k) = b_ck * season_k(d) * exp(-h * S_i)

where S_i is how satisfied the household is with the shop at large (`crmlab.story.survey_latent`): the
contented forgive.  The failure has a severity of 1 to 4 by the shares of its category.  It is voiced with

    logit P(voiced) = v_severity + w * [ordered by telephone or on the web]

and the rest is the iceberg under the water: many of the dissatisfied never say a word (Goodman 1999; Chebat,
Davidow and Codjovi 2005), and of them, at the same severity, more go than of those whose complaint is
made good.  Going is governed by `Going`: a silent one goes the next day with

    logit P(goes) = z_severity - f * ln(visits per 30 days),

and so do those who complain, by a formula of their own (`crmlab.story.complaint_desk`).  Regulars forgive
more (f).  Of those who go, the share `for_good` never comes back; the others stay away for a time that is
uniform between `away_days`.

**The audit.**  In November 2025 a random share of the customers who had ordered in the 90 days before was
asked by telephone: did anything go wrong in these 90 days, did you tell us, how many people did you tell,
and how satisfied are you with us, from 1 to 5?  The last answer is how often y passes the cuts in `Stars`:

    y = s * S_i - p * severity of the latest failure (0 if none) + N(0, e^2)
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.story.calendar import SPRING_FESTIVAL
from crmlab.story.streams import stream
from crmlab.story.survey_latent import make_latent

CATEGORIES = ("late", "damaged", "wrong_item", "quality", "rude", "price", "app")
GOODS = ("damaged", "wrong_item", "quality")  # a product is to blame
PER_BLOCK = 20_000  # numbers set aside for a block of customers


@dataclass(frozen=True)
class Failures:
    """Chances per visit, by channel and in the order of `CATEGORIES`: about one visit in ten fails somewhere.

    Own choice: nothing is delivered late over the counter, and only the web shop has an app.
    """

    shop: tuple = (0.0, 0.009, 0.005, 0.031, 0.017, 0.018, 0.0)
    phone: tuple = (0.040, 0.014, 0.021, 0.024, 0.010, 0.010, 0.0)
    web: tuple = (0.038, 0.017, 0.015, 0.019, 0.006, 0.012, 0.028)
    forgiving: float = 0.35  # h, per sd of satisfaction
    late_before_festival: float = 2.2  # in the three weeks before Spring Festival
    quality_summer: float = 1.6  # June to August
    damaged_summer: float = 1.3


@dataclass(frozen=True)
class Voice:
    """Who speaks: about four in ten of all problems, far fewer of small ones.

    Goodman (1999) has about half told at the counter, from 5 per cent to 75 by the kind of problem.
    """

    logit: tuple = (-1.55, -0.55, 0.40, 1.30)  # v, by severity
    remote: float = 0.25  # w


@dataclass(frozen=True)
class Going:
    """Who goes, and for how long: own choice, so that failures cost about a twentieth of the orders."""

    silent: tuple = (-3.6, -2.6, -1.6, -0.7)  # z, by severity
    regular: float = 0.50  # f
    for_good: float = 0.25
    away_days: tuple = (100, 200)


@dataclass(frozen=True)
class Stars:
    """From an opinion to a mark of 1 to 5."""

    satisfaction: float = 0.60  # s
    failure: float = 0.80  # p, per step of severity
    error: float = 0.80  # e
    cuts: tuple = (-2.0, -1.25, -0.45, 0.55)


@dataclass(frozen=True)
class Audit:
    asked_on: str = "2025-11-17"
    days: int = 90  # back from the day before
    share: float = 0.45  # of the customers with an order in these days
    told: tuple = (0.8, 3.0)  # people told, on average: without a problem, and with one


FAILURES, VOICE, GOING, STARS, AUDIT = Failures(), Voice(), Going(), Stars(), Audit()
SEVERITY = {  # shares of severity 1 to 4
    "late": (0.42, 0.34, 0.18, 0.06),
    "damaged": (0.34, 0.38, 0.21, 0.07),
    "wrong_item": (0.40, 0.36, 0.19, 0.05),
    "quality": (0.30, 0.34, 0.25, 0.11),
    "rude": (0.40, 0.33, 0.20, 0.07),
    "price": (0.48, 0.32, 0.16, 0.04),
    "app": (0.46, 0.34, 0.16, 0.04),
}


def make_incidents(block):
    """Draw what goes wrong on the visits of a block, to the end of the year after the history.

    Parameters
    ----------
    block : crmlab.story.block.Block
        Its households and visits are used.

    Returns
    -------
    pandas.DataFrame
        By day: ``household`` (position), ``noticed_on``, ``visit_channel``, ``category``, ``severity``
        (1 to 4), ``voiced``, ``walks`` (bool: goes in silence).
    """
    rng = stream(block.seed, "dissatisfaction", block.block)
    visits = block.visits
    satisfaction = make_latent(block)["satisfaction"].to_numpy()
    chance = _chances(visits) * np.exp(-FAILURES.forgiving * satisfaction)[visits["household"], None]
    kind = (rng.random(len(visits))[:, None] >= np.cumsum(chance, axis=1)).sum(axis=1)
    failed = np.flatnonzero(kind < len(CATEGORIES))
    kind, visits = kind[failed], visits.iloc[failed]
    shares = np.cumsum([SEVERITY[name] for name in CATEGORIES], axis=1)[kind]
    severity = 1 + np.minimum((rng.random(len(kind))[:, None] >= shares).sum(axis=1), 3)
    remote = (visits["channel"] != "shop").to_numpy()
    logit = np.array(VOICE.logit)[severity - 1] + VOICE.remote * remote
    voiced = rng.random(len(kind)) < 1 / (1 + np.exp(-logit))
    forgiven = log_regular(block)[visits["household"].to_numpy()] * GOING.regular
    go_chance = 1 / (1 + np.exp(forgiven - np.array(GOING.silent)[severity - 1]))
    walks = ~voiced & (rng.random(len(kind)) < go_chance)
    return pd.DataFrame(
        {
            "household": visits["household"].to_numpy(),
            "noticed_on": visits["ordered_on"].to_numpy(),
            "visit_channel": visits["channel"].to_numpy(),
            "category": np.array(CATEGORIES, dtype=object)[kind],
            "severity": severity,
            "voiced": voiced,
            "walks": walks,
        }
    )


def log_regular(block):
    """Give ln(visits per 30 days) of each household, by its true rate."""
    return np.log(30 * block.households["purchase_rate"].to_numpy().clip(min=1e-3))


def _chances(visits):
    """Give the chance of each category on each visit of an averagely satisfied household."""
    by_channel = {name: getattr(FAILURES, name) for name in ("shop", "phone", "web")}
    channel = visits["channel"].to_numpy()
    chance = np.zeros((len(visits), len(CATEGORIES)))
    for name, base in by_channel.items():
        chance[channel == name] = base
    day = visits["ordered_on"]
    summer = day.dt.month.isin((6, 7, 8)).to_numpy()
    chance[:, CATEGORIES.index("late")] *= np.where(before_festival(day), FAILURES.late_before_festival, 1)
    chance[:, CATEGORIES.index("quality")] *= np.where(summer, FAILURES.quality_summer, 1)
    chance[:, CATEGORIES.index("damaged")] *= np.where(summer, FAILURES.damaged_summer, 1)
    return chance


def before_festival(days):
    """Mark the days of the three weeks before Spring Festival: an array of bool."""
    rush = np.zeros(len(days), dtype=bool)
    for festival in pd.to_datetime(list(SPRING_FESTIVAL)):
        rush |= ((days < festival) & (days >= festival - pd.Timedelta(days=21))).to_numpy()
    return rush


def give_stars(opinion):
    """Turn opinions into marks of 1 to 5.

    Examples
    --------
    >>> from crmlab.story.dissatisfaction import give_stars
    >>> give_stars([-3.0, 0.0, 2.0]).tolist()
    [1, 4, 5]
    """
    return 1 + np.searchsorted(np.array(STARS.cuts), np.asarray(opinion))


def order_of(block, household, day):
    """Find the order that a household placed on a day: its position in ``block.orders``, -1 for none.

    A visit that was planned may not have happened, if something else kept the customer away.
    """
    orders = block.orders
    bought = np.flatnonzero((orders["amount"] > 0).to_numpy())
    placed = pd.DataFrame(
        {
            "customer_id": orders["customer_id"].to_numpy()[bought],
            "ordered_on": orders["ordered_on"].to_numpy()[bought],
            "position": bought,
        }
    ).drop_duplicates(["customer_id", "ordered_on"])
    wanted = pd.DataFrame(
        {"customer_id": block.households["customer_id"].to_numpy()[household], "ordered_on": day}
    )
    found = wanted.merge(placed, how="left", on=["customer_id", "ordered_on"])["position"]
    return found.fillna(-1).to_numpy(dtype=int)


def make_audit(block, incidents):
    """Ask a random share of recent customers: a row each, as the card of ``problem_audit`` tells.

    Parameters
    ----------
    block : crmlab.story.block.Block
    incidents : pandas.DataFrame
        From `make_incidents`, of those still customers.

    Returns
    -------
    pandas.DataFrame
    """
    rng = stream(block.seed, "problem audit", block.block)
    asked_on = pd.Timestamp(AUDIT.asked_on)
    first = asked_on - pd.Timedelta(days=AUDIT.days)
    orders = block.orders
    recent = orders.loc[
        (orders["ordered_on"] >= first) & (orders["ordered_on"] < asked_on) & (orders["amount"] > 0),
        "customer_id",
    ]
    asked = (rng.random(len(block.households)) < AUDIT.share) & block.households["customer_id"].isin(recent)
    window = incidents[(incidents["noticed_on"] >= first) & (incidents["noticed_on"] < asked_on)]
    worst = window.drop_duplicates("household", keep="last").set_index("household")
    worst = worst.reindex(np.arange(len(block.households)))
    problem = worst["severity"].notna().to_numpy()
    opinion = (
        STARS.satisfaction * make_latent(block)["satisfaction"].to_numpy()
        - STARS.failure * worst["severity"].fillna(0).to_numpy()
        + STARS.error * rng.standard_normal(len(worst))
    )
    audit = pd.DataFrame(
        {
            "customer_id": block.households["customer_id"].to_numpy(),
            "asked_on": asked_on + pd.to_timedelta(rng.integers(0, 10, len(worst)), unit="D"),
            "had_problem": problem.astype(int),
            "category": worst["category"].where(problem, None).to_numpy(),
            "told_shop": worst["voiced"].astype("Int64").array,
            "people_told": rng.poisson(np.array(AUDIT.told)[problem.astype(int)]),
            "satisfaction": give_stars(opinion),
        }
    )
    return audit[asked.to_numpy()].reset_index(drop=True)


CARD_VALUES = {"FAILURES": FAILURES, "VOICE": VOICE, "GOING": GOING, "STARS": STARS, "AUDIT": AUDIT}
