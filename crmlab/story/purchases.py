"""Orders: when a household comes, and what it pays.

Household i first comes on the day it joined.  After that its visits are a Poisson process of rate
lambda_i in shop time (see `crmlab.story.calendar`) until its lifetime tau_i is over:

    number of further visits ~ Poisson(lambda_i * (S(min(joined + tau_i, end)) - S(joined)))

where S(t) is the shop time that has passed by day t.  A visit has a budget z ~ Gamma(p, nu_i), in
prices of 2023, and a basket that comes close to it (`crmlab.story.baskets`).
"""

import numpy as np
import pandas as pd

from crmlab.story.calendar import busyness
from crmlab.story.streams import pick, stream
from crmlab.story.truth import SPEND

# Share of orders by channel in each year: the shop opens online in 2025.
CHANNELS = ("shop", "phone", "web")
CHANNEL_SHARES = {2023: (0.90, 0.10, 0.00), 2024: (0.80, 0.20, 0.00), 2025: (0.58, 0.12, 0.30)}


def make_visits(seed, block, households, days):
    """Make the visits of a block of households.

    Parameters
    ----------
    seed, block : int
    households : pandas.DataFrame
        From `crmlab.story.people.make_households`.
    days : pandas.DatetimeIndex
        The days of the history and of the year after it.

    Returns
    -------
    pandas.DataFrame
        One row per visit, by day and customer: ``household`` (position in `households`),
        ``ordered_on``, ``channel``, ``budget`` (yuan).
    """
    rng = stream(seed, "visits", block)
    joined = days.get_indexer(households["joined_on"])
    rate = households["purchase_rate"].to_numpy()
    who, day = visit_times(rng, households, days, joined, np.full(len(households), len(days)), rate)
    who = np.concatenate([np.arange(len(households)), who])
    day = np.concatenate([joined, day])
    order = np.lexsort((who, day))
    who, day = who[order], day[order]
    return pd.DataFrame(
        {
            "household": who,
            "ordered_on": days[day],
            "channel": draw_channels(rng, days.year.to_numpy()[day]),
            "budget": draw_budgets(rng, households["mean_budget"].to_numpy()[who]),
        }
    )


def visit_times(rng, households, days, begins, ends, rate):
    """Draw the days of Poisson processes in shop time, one for each row, while the household lives.

    Parameters
    ----------
    rng : numpy.random.Generator
    households : pandas.DataFrame
        One row per process.
    days : pandas.DatetimeIndex
    begins, ends : array of int
        Positions in `days`, the end not included.
    rate : array of float
        Visits per day of shop time.

    Returns
    -------
    row, day : numpy.ndarray of int
        Of each visit: the process, and the position in `days`.
    """
    shop_time = np.concatenate([[0.0], np.cumsum(busyness(days))])  # shop time before each day
    joined = days.get_indexer(households["joined_on"])
    gone = np.minimum(joined + households["lifetime_days"].to_numpy(), len(days)).astype(int)
    ends = np.clip(ends, 0, gone)
    # The day of joining has its visit already: a process starts the day after, at the earliest.
    begins = np.minimum(np.maximum(begins, joined + 1), ends)
    room = shop_time[ends] - shop_time[begins]
    row = np.repeat(np.arange(len(households)), rng.poisson(rate * room))
    at = shop_time[begins][row] + rng.random(len(row)) * room[row]
    return row, np.searchsorted(shop_time, at, side="right") - 1


def draw_budgets(rng, means):
    """Draw what each visit may cost: Gamma with shape p and the household's mean, in yuan."""
    return rng.gamma(SPEND.visit_shape, means / SPEND.visit_shape)


def draw_channels(rng, years):
    """Draw the channel of each visit by the shares of its year."""
    chosen = np.empty(len(years), dtype=int)
    for year in np.unique(years):
        here = years == year
        shares = CHANNEL_SHARES.get(int(year), CHANNEL_SHARES[2025])
        chosen[here] = pick(rng, shares, here.sum())
    return np.array(CHANNELS, dtype=object)[chosen]
