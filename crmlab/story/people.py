"""Households: who comes to the shop, how often, until when, and with what budget.

For household i, independently of all others:

* **visits**: a rate lambda_i per day, Gamma(r, alpha); **drop-out**: a rate mu_i per day,
  Gamma(s, beta), and a lifetime tau_i, exponential with mean 1/mu_i, after which it never comes again
  (Schmittlein, Morrison and Colombo 1987);
* **budget of a visit**: Gamma(p, nu_i) yuan with nu_i ~ Gamma(q, gamma), so that a household's mean is
  p / nu_i (Fader, Hardie and Lee 2005);
* **size**: 1 to 6 people, more likely large where the mean budget is large (a Gaussian copula);
* **first visit**: a year by fixed shares, a day within it evenly.

The three are independent of one another, as those models assume: a lesson may say what a model costs
when its assumptions hold, before it asks what happens when they don't.
"""

import numpy as np
import pandas as pd
from scipy import stats

from crmlab.story.names import draw_names
from crmlab.story.streams import ids, pick, stream
from crmlab.story.truth import ARRIVAL, PURCHASES, SPEND

SIZES = np.array([1, 2, 3, 4, 5, 6])
SIZE_SHARES = np.array([0.20, 0.29, 0.25, 0.14, 0.08, 0.04])
CENTURY = 36_525  # days
DISTRICTS = ("lane", "east_gate", "riverside", "new_town", "university", "old_mill")
DISTRICT_SHARES = np.array([0.26, 0.20, 0.18, 0.16, 0.12, 0.08])


def make_households(seed, block, first, n, days):
    """Make n households with everything that is true of them.

    Parameters
    ----------
    seed, block : int
        See `crmlab.story.streams.stream`.
    first, n : int
        Number of the first household (from 0), and how many.
    days : pandas.DatetimeIndex
        The days of the history.

    Returns
    -------
    pandas.DataFrame
        One row per household; rates per day, budgets in yuan, lifetimes in days.
    """
    rng = stream(seed, "people", block)
    nu = rng.gamma(SPEND.household_shape, 1 / SPEND.household_scale, n)
    dropout_rate = rng.gamma(PURCHASES.dropout_shape, 1 / PURCHASES.dropout_days, n)
    households = pd.DataFrame(
        {
            "household_id": ids("H", first, n, 5),
            "customer_id": ids("C", first, n, 5),
            "joined_on": _first_visit(rng, n, days),
            "purchase_rate": rng.gamma(PURCHASES.rate_shape, 1 / PURCHASES.rate_days, n),
            # Nobody outlives a century: a longer lifetime makes no difference and does not fit a date.
            "lifetime_days": np.ceil(rng.exponential(1 / dropout_rate)).clip(max=CENTURY),
            "mean_budget": SPEND.visit_shape / nu,
            "size": _sizes(rng, nu),
            "district": np.array(DISTRICTS, dtype=object)[pick(rng, DISTRICT_SHARES, n)],
        }
    )
    names = draw_names(stream(seed, "names", block), n)
    return households.join(names)


def _first_visit(rng, n, days):
    years = np.unique(days.year)
    shares = np.resize(ARRIVAL.shares, len(years))
    year = years[pick(rng, shares, n)]
    start = np.searchsorted(days.year, year, side="left")
    end = np.searchsorted(days.year, year, side="right")
    return days[start + (rng.random(n) * (end - start)).astype(int)]


def _sizes(rng, nu):
    """Rank-correlate size with the mean budget without disturbing either's distribution."""
    wealth = -stats.norm.ppf(stats.gamma.cdf(nu, SPEND.household_shape, scale=1 / SPEND.household_scale))
    rho = SPEND.size_correlation
    mixed = rho * wealth + np.sqrt(1 - rho**2) * rng.standard_normal(len(nu))
    return SIZES[np.searchsorted(np.cumsum(SIZE_SHARES)[:-1], stats.norm.cdf(mixed))]
