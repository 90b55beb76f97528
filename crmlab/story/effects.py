"""What the shop does to its customers' visits: an effect multiplies a household's rate for some days.

While an effect of factor f lasts, household i comes at f times its own rate:

* f < 1: each visit that would have been happens with probability f;
* f > 1: besides those visits, more come, a Poisson process of (f - 1) times the rate;
* f = 0 to the end of time: the customer has left.

Parts of the world that cause something (a complaint badly answered, a campaign, a call at nine) follow one
another, each on the visits that the ones before it left.  Factors below 1 multiply whatever comes
to be; what a factor above 1 brings is thinned by those below 1 before it, and several of them add up.  So
nobody is brought back by a letter who has left for good.
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


def apply_effects(block, part, days, effects):
    """Let the effects of one part happen to visits.

    Parameters
    ----------
    block : crmlab.story.block.Block
        With its households, its visits as they would have been without this part, and the effects of the
        parts before it.
    part : str
        Whose effects these are: each part has random numbers of its own.
    days : pandas.DatetimeIndex
        The days that visits may fall on.
    effects : pandas.DataFrame
        As `no_effects`, any number of rows.

    Returns
    -------
    pandas.DataFrame
        The visits that happened, by day and household.
    """
    rng, visits = stream(block.seed, f"effects of {part}", block.block), block.visits
    kept = visits[rng.random(len(visits)) < _chance(visits, effects)]
    more = _further_visits(rng, block.households, days, effects[effects["factor"] > 1])
    more = more[rng.random(len(more)) < _chance(more, block.effects)]
    both = pd.concat([kept, more], ignore_index=True)
    both["ordered_on"] = both["ordered_on"].astype(visits["ordered_on"].dtype)
    return both.sort_values(["ordered_on", "household"], kind="stable", ignore_index=True)


def _chance(visits, effects):
    """Multiply the factors below 1 that hold on the day of each visit."""
    effects = effects[effects["factor"] < 1]
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
