"""What the shop does to its customers' visits: an effect multiplies a household's rate for some days.

While an effect of factor f lasts, household i comes at f times its own rate:

* f < 1: each visit that would have been happens with probability f;
* f > 1: besides those visits, more come, a Poisson process of (f - 1) times the rate;
* f = 0 to the end of time: the customer has left.

Several effects below 1 multiply; several above 1 add up what they bring.  So a part of the world that causes
something (a campaign, a call at nine in the morning, a complaint badly answered) need not know of the others,
and what a customer would have done without it stays as it was.
"""

import numpy as np
import pandas as pd

from crmlab.story.purchases import draw_budgets, draw_channels, visit_times
from crmlab.story.streams import stream

COLUMNS = ["household", "begins", "ends", "factor"]


def no_effects():
    """Give an empty table of effects.

    Returns
    -------
    pandas.DataFrame
        ``household`` (position), ``begins`` (first day), ``ends`` (first day after), ``factor``.
    """
    return pd.DataFrame(
        {
            "household": pd.Series(dtype="int64"),
            "begins": pd.Series(dtype="datetime64[ns]"),
            "ends": pd.Series(dtype="datetime64[ns]"),
            "factor": pd.Series(dtype="float64"),
        }
    )


def apply_effects(seed, block, households, visits, days, effects):
    """Let effects happen to visits.

    Parameters
    ----------
    seed, block : int
    households : pandas.DataFrame
    visits : pandas.DataFrame
        As they would have been.
    days : pandas.DatetimeIndex
        The days that `visits` may fall on.
    effects : pandas.DataFrame
        As `no_effects`, any number of rows.

    Returns
    -------
    pandas.DataFrame
        The visits that happened, by day and household.
    """
    rng = stream(seed, "effects", block)
    kept = visits[rng.random(len(visits)) < _chance(visits, effects[effects["factor"] < 1])]
    more = _further_visits(rng, households, days, effects[effects["factor"] > 1])
    both = pd.concat([kept, more], ignore_index=True)
    both["ordered_on"] = both["ordered_on"].astype(visits["ordered_on"].dtype)
    gone = _chance(both, effects[effects["factor"] == 0]) == 0
    first = ~both.duplicated("household")  # nobody is a customer without a first visit
    return both[~gone | first].sort_values(["ordered_on", "household"], kind="stable", ignore_index=True)


def _chance(visits, effects):
    """Multiply the factors that hold on the day of each visit."""
    chance = np.ones(len(visits))
    place = visits.reset_index(drop=True).reset_index(names="visit")[["visit", "household", "ordered_on"]]
    met = place.merge(effects[COLUMNS], on="household")
    met = met[(met["ordered_on"] >= met["begins"]) & (met["ordered_on"] < met["ends"])]
    np.multiply.at(chance, met["visit"].to_numpy(), met["factor"].to_numpy())
    return chance


def _further_visits(rng, households, days, effects):
    who = effects["household"].to_numpy()
    begins = np.clip(days.searchsorted(effects["begins"]), 0, len(days))
    ends = np.clip(days.searchsorted(effects["ends"]), 0, len(days))
    rate = households["purchase_rate"].to_numpy()[who] * (effects["factor"].to_numpy() - 1)
    row, day = visit_times(rng, households.iloc[who], days, begins, ends, rate)
    household = who[row]
    return pd.DataFrame(
        {
            "household": household,
            "ordered_on": days[day],
            "channel": draw_channels(rng, days.year.to_numpy()[day]),
            "budget": draw_budgets(rng, households["mean_budget"].to_numpy()[household]),
        }
    )
