"""Firms: canteens and restaurants that the shop sells to or would like to, and the people in them.

Firms come to the shop's notice from February 2023 on, more every year.  Firm a has

* a **segment**, by fixed shares; **meals** per working day, lognormal about its segment's median;
* a **wallet** (what it spends in a month on what Hejia sells) = meals x 26 days x yuan per meal, lognormal;
* a **share of wallet** that Hejia gets if it becomes a customer, Beta(s, s);
* a **place** in a district of the town, normal about its centre, so that deliveries cost kilometres;
* a **way of ordering**: deliveries a month, share of orders by telephone, returns per delivery, days it pays
  late; none of them tied to what it buys, so that some large accounts are cheap to serve and some small
  ones are dear.

People: every firm has one who decides and at least one who doesn't.  In a restaurant the owner decides and
buys; in a canteen a manager decides, a buyer buys, a cook uses, and an accountant or a party secretary has
a say.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.story.accounts_names import draw_firms, draw_phones
from crmlab.story.names import draw_names
from crmlab.story.people import DISTRICT_SHARES, DISTRICTS
from crmlab.story.streams import ids, pick, stream

START, END = pd.Timestamp("2023-01-01"), pd.Timestamp("2025-12-31")
# Where each district lies, in km from the shop.
CENTRES = np.array([[0, 0], [4, 1], [2, -5], [9, 6], [-6, 5], [-8, -6]], dtype=float)


@dataclass(frozen=True)
class Firms:
    """What firms are like."""

    firms: int = 680  # noticed by 2025-12-15; about a third become customers
    first_on: str = "2023-02-01"
    last_on: str = "2025-12-15"
    growth: float = 0.6  # of the density of arrivals, first day to last
    meals_sigma: float = 0.6  # of ln(meals) within a segment
    meal_spend: float = 1.9  # median yuan per meal on staples, oil and seasoning
    meal_sigma: float = 0.35
    working_days: int = 26
    share_shape: float = 2.5  # share of wallet ~ Beta(s, s)
    deliveries: float = 8.0  # median a month
    deliveries_sigma: float = 0.5
    opted_out: float = 0.09  # share of people who ask for no more mailings


FIRMS = Firms()
# segment: share of firms, median meals a day, chance of leaving in a month, days of credit agreed.
# Of independent restaurants about 26 % fail in their first year (Parsa, Self, Njite and King 2005).
SEGMENTS = {
    "school": (0.12, 600, 0.006, 60),
    "factory": (0.16, 350, 0.010, 45),
    "office": (0.12, 200, 0.008, 30),
    "hospital": (0.05, 800, 0.006, 60),
    "restaurant": (0.34, 110, 0.025, 15),
    "chain": (0.07, 500, 0.015, 30),
    "hotel": (0.06, 160, 0.015, 30),
    "care_home": (0.08, 120, 0.008, 30),
}
SOURCES = ("referral", "cold_call", "walk_in", "web", "exhibition")
SOURCE_SHARES = (0.34, 0.30, 0.20, 0.16, 0.0)  # before the fair of October 2024
SOURCE_SHARES_AFTER = (0.30, 0.24, 0.14, 0.18, 0.14)
FAIR_ON = pd.Timestamp("2024-10-16")
# Jobs in a restaurant and in other firms, with the roles that go with them; the first decides.
JOBS_RESTAURANT = (("owner", ("decider", "buyer")), ("chef", ("user",)), ("cashier", ("influencer",)))
JOBS_CANTEEN = (
    ("canteen_manager", ("decider",)),
    ("purchasing_clerk", ("buyer",)),
    ("head_cook", ("user", "influencer")),
    ("accountant", ("influencer",)),
)


def make_firms(seed):
    """Make the firms with everything that is true of them, in order of notice.

    Returns
    -------
    pandas.DataFrame
        One row per firm; columns of the table ``accounts`` and the true ones.
    """
    rng = stream(seed, "accounts firms")
    n = FIRMS.firms
    codes, facts = list(SEGMENTS), np.array(list(SEGMENTS.values()), dtype=float)
    kind = pick(rng, facts[:, 0], n)
    noticed = _noticed(rng, n)
    district = pick(rng, DISTRICT_SHARES, n)
    place = (CENTRES[district] + rng.normal(0, 1.2, (n, 2))).round(1)
    meals = facts[kind, 1] * np.exp(rng.normal(0, FIRMS.meals_sigma, n))
    per_meal = FIRMS.meal_spend * np.exp(rng.normal(0, FIRMS.meal_sigma, n))
    segment = np.array(codes, dtype=object)[kind]
    name_zh, name_en = draw_firms(rng, segment)
    habit = rng.normal(0, 1, (n, 4))
    return pd.DataFrame(
        {
            "account_id": ids("A", 0, n, 4),
            "name_zh": name_zh,
            "name_en": name_en,
            "segment": segment,
            "district": np.array(DISTRICTS, dtype=object)[district],
            "place_x": place[:, 0],
            "place_y": place[:, 1],
            "meals_per_day": (meals / 10).round().astype(int).clip(2) * 10,
            "source": _sources(rng, noticed),
            "noticed_on": noticed,
            "wallet": (meals * FIRMS.working_days * per_meal).round(2),
            "share": rng.beta(FIRMS.share_shape, FIRMS.share_shape, n).clip(0.05, 0.95).round(3),
            "leave_rate": facts[kind, 2],
            "credit_days": facts[kind, 3].astype(int),
            "delivery_rate": FIRMS.deliveries * np.exp(FIRMS.deliveries_sigma * habit[:, 0]),
            "phone_share": 1 / (1 + np.exp(-habit[:, 1])),
            "return_rate": 0.06 * np.exp(0.7 * habit[:, 2]),
            "late_days": 6 * np.exp(0.8 * habit[:, 3]),
            "margin": rng.normal(0.16, 0.025, n).clip(0.08, 0.24),
        }
    )


def _noticed(rng, n):
    """Arrival days with a density that rises evenly by `Firms.growth` over the history."""
    first, last = pd.Timestamp(FIRMS.first_on), pd.Timestamp(FIRMS.last_on)
    g, u = FIRMS.growth, np.sort(rng.random(n))
    at = (np.sqrt(1 + u * ((1 + g) ** 2 - 1)) - 1) / g  # inverse of the distribution of 1 + g t
    return first + pd.to_timedelta((at * (last - first).days).astype(int), unit="D")


def _sources(rng, noticed):
    before, after = pick(rng, SOURCE_SHARES, len(noticed)), pick(rng, SOURCE_SHARES_AFTER, len(noticed))
    return np.array(SOURCES, dtype=object)[np.where(noticed >= FAIR_ON + pd.Timedelta(days=7), after, before)]


def make_people(seed, firms):
    """Make the people in the firms and the roles they play.

    Returns
    -------
    tuple of pandas.DataFrame
        ``account_contacts`` (one row per person) and ``account_roles`` (one per person and role).
    """
    rng = stream(seed, "accounts people")
    restaurant = (firms["segment"] == "restaurant").to_numpy()
    count = np.where(restaurant, 2 + (rng.random(len(firms)) < 0.25), 2 + rng.binomial(2, 0.45, len(firms)))
    account = np.repeat(np.arange(len(firms)), count)
    rank = np.arange(len(account)) - np.repeat(np.cumsum(count) - count, count)
    jobs = [
        (JOBS_RESTAURANT if restaurant[a] else JOBS_CANTEEN)[r] for a, r in zip(account, rank, strict=True)
    ]
    n = len(account)
    noticed = firms["noticed_on"].to_numpy()[account]
    known = pd.Series(noticed) + pd.to_timedelta(rng.integers(0, 25, n) * (rank > 0), unit="D")
    span = np.maximum((END - known).dt.days.to_numpy(), 0)
    out = known + pd.to_timedelta((rng.random(n) * span).astype(int), unit="D")
    opts_out = (rng.random(n) < FIRMS.opted_out) & (span > 30)
    people = pd.DataFrame(
        {
            "person_id": ids("B", 0, n, 5),
            "account_id": firms["account_id"].to_numpy()[account],
            **draw_names(rng, n),
            "job": [job for job, _ in jobs],
            "phone": draw_phones(rng, n),
            "language": np.where(rng.random(n) < 0.08, "en", "zh"),
            "known_since_on": known.clip(upper=END).to_numpy(),
            "opted_out_on": out.where(opts_out).to_numpy(),
        }
    )
    roles = pd.DataFrame(
        [(p, role) for p, (_, held) in zip(people["person_id"], jobs, strict=True) for role in held],
        columns=["person_id", "role"],
    )
    return people, roles
