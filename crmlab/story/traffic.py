"""Web traffic: who came to the web shop, from where, and how far they got, day by day since it opened.

With b_t the busyness of day t (`crmlab.story.calendar`), g the growth over a year and e a Gamma with mean 1
for each day and source:

    direct, search      visits ~ Poisson(base * (1 + g)^(t/365) * b_t * e)
    search_ad, feed_ad  visits ~ Poisson(a * cost^beta * w_t * e)        (w_t: day of the week)
    message             one visit for each short message tapped, a share of the e-mails and WeChats read

What is spent on an advertisement in a week is drawn by lot from a few levels, so the elasticity beta can be
measured; beta < 1, so the second yuan brings less than the first (Lilien, Kotler and Moorthy 1992).

Begun checkouts and orders are those of `crmlab.story.checkouts`, day by day; each is put down to a source
with odds visits * weight, as a counter of last clicks would.  The orders themselves come from households and
are moved by no advertisement: what a source seems to earn is not what it causes.  Of the other visits a
share bounces, and of those that stay a share leaves something in the cart.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.story.calendar import WEEKDAY, busyness
from crmlab.story.streams import BLOCK, stream


@dataclass(frozen=True)
class Traffic:
    """Visits a day are those of a shop of 4,000 customers; money in yuan a day."""

    opened_on: str = "2025-01-01"
    direct: float = 230.0
    search: float = 170.0
    growth: float = 0.35  # in a year
    noise: float = 40.0  # shape of e: a standard deviation of about a sixth
    ad_levels: tuple = (0, 20, 40, 80, 160, 320)
    search_ad: float = 7.0  # visits of the first yuan
    search_ad_elasticity: float = 0.62
    feed_ad: float = 15.0
    feed_ad_elasticity: float = 0.42
    email_clicks: float = 0.25  # of the e-mails opened
    wechat_clicks: float = 0.20
    # by source, in the order of `SOURCES`: the share that bounces,
    # the share of those who stay that leaves a cart, and the weight in the last click of a checkout
    bounce: tuple = (0.32, 0.44, 0.50, 0.72, 0.35)
    cart: tuple = (0.14, 0.11, 0.10, 0.06, 0.15)
    weight: tuple = (1.0, 0.7, 0.6, 0.2, 1.5)


TRAFFIC = Traffic()
CARD_VALUES = {"TRAFFIC": TRAFFIC}
TABLES = ("web_traffic",)
SOURCES = ("direct", "search", "search_ad", "feed_ad", "message")
ADS = {"search_ad": TRAFFIC.search_ad_elasticity, "feed_ad": TRAFFIC.feed_ad_elasticity}


def make(block):
    """Count the web shop's visitors.

    Parameters
    ----------
    block : crmlab.story.block.Block
        With ``checkouts`` and ``contacts`` among its tables.

    Returns
    -------
    dict of str to pandas.DataFrame
        ``web_traffic``, one row per site, day and source.
    """
    rng = stream(block.seed, "traffic", block.block)
    days = block.days[block.days >= pd.Timestamp(TRAFFIC.opened_on)]
    scale = len(block.households) / BLOCK
    cost = _spend(rng, days, scale)
    noise = rng.gamma(TRAFFIC.noise, 1 / TRAFFIC.noise, (len(days), len(SOURCES)))
    drawn = rng.poisson(_expected(days, cost, scale) * noise)
    drawn[:, SOURCES.index("message")] = _clicks(rng, block.tables["contacts"], days)
    begun, ordered = _by_last_click(rng, block.tables["checkouts"], days, drawn)
    visits = np.maximum(drawn, begun)
    bounces = rng.binomial(visits - begun, TRAFFIC.bounce)
    carts = begun + rng.binomial(visits - begun - bounces, TRAFFIC.cart)
    day, source = np.indices(visits.shape).reshape(2, -1)
    columns = {"visits": visits, "bounces": bounces, "carts": carts, "checkouts": begun, "orders": ordered}
    return {
        "web_traffic": pd.DataFrame(
            {
                "site": block.block + 1,
                "counted_on": days[day],
                "source": np.array(SOURCES, dtype=object)[source],
                **{name: values.ravel() for name, values in columns.items()},
                "ad_cost": cost.ravel().round(2),
            }
        )
    }


def _spend(rng, days, scale):
    """Draw each week's level for each advertisement, and what was really spent on each day."""
    week = (days - days[0]).days.to_numpy() // 7
    cost = np.zeros((len(days), len(SOURCES)))
    for source in ADS:
        level = rng.choice(TRAFFIC.ad_levels, size=week[-1] + 1)
        cost[:, SOURCES.index(source)] = level[week] * scale * rng.uniform(0.94, 1.06, len(days))
    return cost


def _expected(days, cost, scale):
    expected = np.zeros(cost.shape)
    growth = (1 + TRAFFIC.growth) ** ((days - days[0]).days.to_numpy() / 365)
    for source in ("direct", "search"):
        expected[:, SOURCES.index(source)] = scale * getattr(TRAFFIC, source) * growth * busyness(days)
    for source, elasticity in ADS.items():
        i = SOURCES.index(source)
        first = getattr(TRAFFIC, source) * WEEKDAY[days.day_of_week]
        expected[:, i] = scale * first * np.where(cost[:, i] > 0, (cost[:, i] / scale) ** elasticity, 0.0)
    return expected


def _clicks(rng, contacts, days):
    """Count who came through a link in a message, on the day it went out."""
    read = contacts[(contacts["direction"] == "out") & contacts["answered"].eq(1).fillna(False)]
    shares = {"sms": 1.0, "email": TRAFFIC.email_clicks, "wechat": TRAFFIC.wechat_clicks}
    clicked = rng.random(len(read)) < read["channel"].map(shares).fillna(0.0).to_numpy()
    return _per_day(read["contacted_at"][clicked], days)


def _by_last_click(rng, checkouts, days, visits):
    """Put each checkout down to a source; count those begun and those that became orders."""
    day = days.get_indexer(checkouts["started_at"].dt.normalize())
    odds = np.cumsum((visits + 1e-9) * np.array(TRAFFIC.weight), axis=1)[day]
    source = (rng.random(len(day))[:, None] * odds[:, -1:] >= odds[:, :-1]).sum(axis=1)
    cell, size = day * len(SOURCES) + source, visits.size
    begun = np.bincount(cell, minlength=size)
    ordered = np.bincount(cell[checkouts["order_id"].notna().to_numpy()], minlength=size)
    return begun.reshape(visits.shape), ordered.reshape(visits.shape)


def _per_day(times, days):
    return np.bincount(days.get_indexer(times.dt.normalize()[times >= days[0]]), minlength=len(days))
