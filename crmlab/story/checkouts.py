"""Checkouts of the web shop: begun, paid, left unpaid, and reminded.

Most web orders are paid within minutes.  Some checkouts are still unpaid after an hour; a coin decides
whether the shop then sends a reminder.  Of the unpaid, a share pays after all, within two days:
`recovered_reminded` with a reminder, `recovered_alone` without.  The others never become orders.

The world makes the paid ones first (they are the orders), so the coin and the lost ones are drawn
backwards, by Bayes' rule: of the recovered, the share reminded is r1 / (r1 + r0); to each recovered
checkout belong, on average, (2 - r1 - r0) / (r1 + r0) lost ones, of which the share reminded is
(1 - r1) / (2 - r1 - r0).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.story.purchases import draw_budgets
from crmlab.story.streams import stream


@dataclass(frozen=True)
class Checkouts:
    slow: float = 0.12  # share of web orders that were still unpaid after an hour
    recovered_reminded: float = 0.34
    recovered_alone: float = 0.20
    prompt_minutes: float = 2.5  # median, lognormal
    prompt_spread: float = 0.7
    slow_hours: float = 6.0  # median of the recovered, beyond the first hour
    slow_spread: float = 0.8


CHECKOUTS = Checkouts()
CARD_VALUES = {"CHECKOUTS": CHECKOUTS}
TABLES = ("checkouts",)
# How busy each hour of the day is on the web: evenings most, nights least.
HOURS = np.array([1, 0.5, 0.3, 0.2, 0.2, 0.4, 1, 2, 3, 4, 4.5, 4.5, 5, 4.5, 4, 4, 4, 4, 4.5, 6, 7.5, 8, 6, 3])
PER_BLOCK = 1_000_000
OPENED = pd.Timestamp("2025-01-01")


def make(block):
    """Make the checkouts of a block of customers.

    Parameters
    ----------
    block : crmlab.story.block.Block

    Returns
    -------
    dict of str to pandas.DataFrame
    """
    rng = stream(block.seed, "checkouts", block.block)
    orders = block.orders[(block.orders["channel"] == "web") & (block.orders["amount"] > 0)]
    # Nobody knows today what a checkout of yesterday will become.
    settled = (orders["ordered_on"] <= block.days[-1] - pd.Timedelta(days=3)).to_numpy()
    slow = (rng.random(len(orders)) < CHECKOUTS.slow) & settled
    paid = pd.concat([_prompt(rng, orders[~slow]), _recovered(rng, orders[slow])])
    both = pd.concat([paid, _lost(rng, orders[slow], block)], ignore_index=True)
    both = both.sort_values(["started_at", "customer_id"], kind="stable", ignore_index=True)
    number = block.block * PER_BLOCK + np.arange(1, len(both) + 1)
    both.insert(0, "checkout_id", [f"W{i:06d}" for i in number])
    return {"checkouts": both}


def _prompt(rng, orders):
    started_at = _start(rng, orders["ordered_on"])
    minutes = rng.lognormal(np.log(CHECKOUTS.prompt_minutes), CHECKOUTS.prompt_spread, len(orders))
    paid_at = started_at + _seconds(60 * np.minimum(minutes, 59))
    midnight = orders["ordered_on"] + pd.Timedelta(hours=23, minutes=59, seconds=59)
    return _rows(orders, started_at, pd.NaT, paid_at.clip(upper=midnight))


def _recovered(rng, orders):
    started_at = _start(rng, orders["ordered_on"])
    hours = 1 + np.minimum(
        rng.lognormal(np.log(CHECKOUTS.slow_hours), CHECKOUTS.slow_spread, len(orders)), 47
    )
    r1, r0 = CHECKOUTS.recovered_reminded, CHECKOUTS.recovered_alone
    reminded = rng.random(len(orders)) < r1 / (r1 + r0)
    return _rows(
        orders, started_at, _an_hour_later(started_at, reminded), started_at + _seconds(3600 * hours)
    )


def _lost(rng, recovered, block):
    """Draw the checkouts that were never paid, by the customers of those that were."""
    r1, r0 = CHECKOUTS.recovered_reminded, CHECKOUTS.recovered_alone
    times = rng.poisson((2 - r1 - r0) / (r1 + r0), len(recovered))
    lost = recovered.loc[recovered.index.repeat(times)].copy()
    shift = rng.integers(-30, 31, len(lost))
    moved = lost["ordered_on"] + pd.to_timedelta(shift, unit="D")
    # What would fall before the web shop opened or after today is moved the other way.
    inside = moved.between(OPENED, block.days[-1])
    lost["ordered_on"] = moved.where(inside, lost["ordered_on"] - pd.to_timedelta(shift, unit="D"))
    means = block.households.set_index("customer_id")["mean_budget"].reindex(lost["customer_id"]).to_numpy()
    lost["amount"] = np.maximum(draw_budgets(rng, means), 5.0).round(1)
    lost["order_id"] = None
    started_at = _start(rng, lost["ordered_on"])
    reminded = rng.random(len(lost)) < (1 - r1) / (2 - r1 - r0)
    return _rows(lost, started_at, _an_hour_later(started_at, reminded), pd.NaT)


def _start(rng, days):
    hour = rng.choice(24, size=len(days), p=HOURS / HOURS.sum())
    return days + _seconds(3600 * hour + rng.integers(3600, size=len(days)))


def _an_hour_later(started_at, reminded):
    return (started_at + pd.Timedelta(hours=1)).where(reminded)


def _seconds(seconds):
    return pd.to_timedelta(np.rint(seconds).astype("int64"), unit="s")


def _rows(orders, started_at, reminded_at, paid_at):
    return pd.DataFrame(
        {
            "customer_id": orders["customer_id"],
            "started_at": started_at,
            "amount": orders["amount"],
            "reminded_at": reminded_at,
            "paid_at": paid_at,
            "order_id": orders["order_id"],
        }
    )
