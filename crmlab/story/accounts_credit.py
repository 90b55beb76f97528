"""Credit: firms that asked for goods on account, and which of them did not pay.

900 applications of the group of shops that Hejia buys with, 2022 and 2023; all were accepted, so nothing is
hidden by selection.  Within a year an applicant defaults with

    logit P = intercept + y * ln(1 + years in business) + e * late payments elsewhere
              + d * deposit paid + r * restaurant + l * ln(limit asked / monthly purchases)

and then `Credit.loss_share` of the limit is lost on average (Beta).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.story.accounts_firms import SEGMENTS
from crmlab.story.streams import ids, pick, stream


@dataclass(frozen=True)
class Credit:
    applications: int = 900
    intercept: float = -1.6
    years: float = -0.55
    elsewhere: float = 0.50  # per late payment
    deposit: float = -0.80
    restaurant: float = 0.60
    limit: float = 0.45
    loss_share: float = 0.55


CREDIT_RISK = Credit()


def make_applications(seed):
    """Make the applications, and the true chance of default of each.

    Returns
    -------
    tuple of pandas.DataFrame
        ``credit_applications`` and its truth.
    """
    rng, c = stream(seed, "accounts credit"), CREDIT_RISK
    n = c.applications
    segment = np.array(list(SEGMENTS), dtype=object)[pick(rng, [facts[0] for facts in SEGMENTS.values()], n)]
    years = rng.gamma(1.4, 4.0, n).round(1)
    late, deposit = rng.poisson(0.8, n), (rng.random(n) < 0.35).astype(int)
    monthly = (np.exp(rng.normal(8.6, 0.8, n)) / 100).round().clip(5) * 100.0
    limit = (monthly * np.exp(rng.normal(0.4, 0.5, n)) / 100).round().clip(5) * 100.0
    restaurant = segment == "restaurant"
    logit = (
        c.intercept
        + c.years * np.log1p(years)
        + c.elsewhere * late
        + c.deposit * deposit
        + c.restaurant * restaurant
        + c.limit * np.log(limit / monthly)
    )
    chance = 1 / (1 + np.exp(-logit))
    default = rng.random(n) < chance
    lost = limit * rng.beta(4 * c.loss_share, 4 * (1 - c.loss_share), n)
    day = pd.Timestamp("2022-01-04") + pd.to_timedelta(np.sort(rng.integers(0, 725, n)), unit="D")
    applications = pd.DataFrame(
        {
            "application_id": ids("F", 0, n, 4),
            "applied_on": day,
            "segment": segment,
            "years_in_business": years,
            "late_elsewhere": late,
            "deposit": deposit,
            "monthly_purchases": monthly,
            "limit_asked": limit,
            "defaulted": default.astype(int),
            "lost": np.where(default, lost, 0.0).round(2),
        }
    )
    return applications, applications[["application_id"]].assign(chance=chance.round(4))
