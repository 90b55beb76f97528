"""Arrivals at the contact centre: when each call comes in, and who would be on the line, why.

Calls for queue k in half hour h of day d are Poisson with mean

    n_k * share_h * weekday(d) * season(d) * g_d,      g_d ~ Gamma with mean 1, one for both queues,

evenly within the half hour: a Poisson process of known rate given the day.  Callers who ring again (after
an unsettled or an abandoned call) are among these calls: the first call for their queue after their time has
come is theirs, so the process stays Poisson.  All other calls are fresh, with reason, caller and key pressed
drawn as in `crmlab.story.contact_centre_truth`.
"""

import numpy as np
import pandas as pd

from crmlab.story.contact_centre_truth import CALLERS, HALF_HOURS, REASONS, SKILLS, VOLUME, WORK
from crmlab.story.people import make_households
from crmlab.story.streams import BLOCK, pick, stream

HISTORY = ("2023-01-01", "2025-12-31")
NOBODY = -1


def make_days(seed):
    """Make the days: the season's factor and the day's own, which no shop can know.

    Returns
    -------
    pandas.DataFrame
        ``called_on``, ``season`` and ``day_factor`` (both factors on the rate).
    """
    days = pd.date_range(VOLUME.first_on, periods=VOLUME.days)
    shape = 1 / VOLUME.day_variation**2 if VOLUME.day_variation else np.inf
    rng = stream(seed, "contact centre days")
    own = rng.gamma(shape, 1 / shape, len(days)) if np.isfinite(shape) else np.ones(len(days))
    season = np.ones(len(days))
    season[(days >= VOLUME.rush[0]) & (days <= VOLUME.rush[1])] = VOLUME.rush_factor
    season[(days >= VOLUME.holiday[0]) & (days <= VOLUME.holiday[1])] = VOLUME.holiday_factor
    return pd.DataFrame({"called_on": days, "season": season, "day_factor": own.round(4)})


def mean_rates():
    """Give the mean calls per half hour of an ordinary week.

    Returns
    -------
    pandas.DataFrame
        One row per weekday (0 is Monday), half hour (``"08:00"``) and skill: ``rate``, in calls.
    """
    a_day = np.array([VOLUME.order_calls, VOLUME.care_calls])
    share = np.array(HALF_HOURS) / np.sum(HALF_HOURS)
    weekday = np.array(VOLUME.weekday) / np.mean(VOLUME.weekday)
    rate = weekday[:, None, None] * share[None, :, None] * a_day[None, None, :]
    starts = [f"{VOLUME.opens + h // 2:02d}:{30 * (h % 2):02d}" for h in range(len(HALF_HOURS))]
    index = pd.MultiIndex.from_product([range(7), starts, SKILLS], names=["weekday", "half_hour", "skill"])
    return pd.Series(rate.ravel().round(4), index=index, name="rate").reset_index()


def make_arrivals(seed, days):
    """Make the calls by time.

    Returns
    -------
    pandas.DataFrame
        ``second`` (whole, since midnight of the first day) and ``skill`` (position in `SKILLS`).
    """
    rng = stream(seed, "contact centre arrivals")
    week = mean_rates()["rate"].to_numpy().reshape(7, len(HALF_HOURS), len(SKILLS))
    factor = (days["season"] * days["day_factor"]).to_numpy()
    mean = week[days["called_on"].dt.day_of_week] * factor[:, None, None]
    counts = rng.poisson(mean)
    day, half, skill = (np.repeat(i.ravel(), counts.ravel()) for i in np.indices(counts.shape))
    second = 86400 * day + 3600 * VOLUME.opens + 1800 * half + 1800 * rng.random(len(day))
    order = np.argsort(second, kind="stable")
    return pd.DataFrame({"second": second[order].astype(int), "skill": skill[order]})


def make_callers(seed, arrivals, customers):
    """Draw for each call who it is and why, should it be fresh.

    Parameters
    ----------
    seed : int
    arrivals : pandas.DataFrame
    customers : int
        How many customers the shop has; only those who still come are on the line.

    Returns
    -------
    pandas.DataFrame
        By call: ``misrouted`` (bool), ``reason`` (position in `REASONS`), ``client``, ``caller_id`` (who it
        really is, or None) and ``customer_id`` (whom the screen shows, or None).
    """
    rng = stream(seed, "contact centre callers")
    n = len(arrivals)
    misrouted = rng.random(n) < WORK.misrouted
    matter = np.where(misrouted, 1 - arrivals["skill"], arrivals["skill"])
    reason = np.empty(n, dtype=int)
    for k, skill in enumerate(SKILLS):
        weights = [weight if right == skill else 0 for _, right, weight, *_ in REASONS]
        reason[matter == k] = pick(rng, weights, n)[matter == k]
    hejia = rng.random(n) < CALLERS.hejia
    known, weights = _who_may_call(seed, customers)
    caller = _draw(rng, known, weights, n)
    caller[~hejia | (rng.random(n) < CALLERS.strangers)] = None
    shown = np.where(rng.random(n) < CALLERS.mistaken, _draw(rng, known, weights, n), caller)
    shown[pd.isna(caller) | (rng.random(n) >= CALLERS.on_file)] = None
    return pd.DataFrame(
        {
            "misrouted": misrouted,
            "reason": reason,
            "client": np.where(hejia, "hejia", "other"),
            "caller_id": caller,
            "customer_id": shown,
        }
    )


def _who_may_call(seed, customers):
    """Give the customers who come to the shop through the six weeks, and how often they come."""
    n = min(customers, BLOCK)
    households = make_households(seed, 0, 0, n, pd.date_range(*HISTORY))
    left_on = households["joined_on"] + pd.to_timedelta(households["lifetime_days"].clip(upper=36500), "D")
    begin = pd.Timestamp(VOLUME.first_on)
    here = (households["joined_on"] < begin) & (left_on > begin + pd.Timedelta(days=VOLUME.days))
    households = households[here]
    return households["customer_id"].to_numpy(dtype=object), households["purchase_rate"].to_numpy()


def _draw(rng, known, weights, n):
    if len(known) == 0:
        return np.full(n, None, dtype=object)
    return known[pick(rng, weights, n)]
