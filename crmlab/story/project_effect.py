"""What the CRM system did: monthly measures at Hejia and at twelve comparable shops, before and after.

The association of the old town's shops takes the same five measures in thirteen shops every month of 2024
and 2025: an exit poll, a spot check of records, a stop-watch at the telephone.  Only Hejia goes live
with a CRM system, on 1 July 2025.  For measure k, shop s and month t = 0 ... 23

    y_kst = base_k + shop_ks + trend_k * t + swing_k * cos(2 pi (month - 1) / 12) + shock_kt
            + effect_k * ramp_m * [s is Hejia, m = months since go-live >= 0] + e_kst

    shop ~ N(0, shop_sd^2),  shock ~ N(0, shock_sd^2) common to all shops,
    e_t = rho * e_(t-1) + sqrt(1 - rho^2) * N(0, noise_sd^2).

The trend is common: the old town is done up, and everybody's customers come back more often.  Before
and after at Hejia alone takes it for the system's doing; the difference in differences does not.  Errors
last from month to month, which makes ordinary standard errors too small (Bertrand, Duflo and
Mullainathan 2004); with one treated shop the spread among the others is the yardstick (Conley and Taber
2011).  The effect on satisfaction is nil.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.story.project_plan import PLAN
from crmlab.story.streams import stream

MONTHS = pd.date_range("2024-01-01", "2025-12-01", freq="MS")
HEJIA = "Q00"
# id, names, what it sells, year of opening, staff, floor in square metres
SHOPS = (
    ("Q00", "Hejia", "禾家", "grocery", 2023, 9, 130),
    ("Q01", "Three Steps", "三步小店", "grocery", 2011, 6, 85),
    ("Q02", "Wang's Noodles and Flour", "王记面粉行", "grain", 1998, 5, 70),
    ("Q03", "Morning Basket", "晨篮生鲜", "fresh", 2019, 11, 160),
    ("Q04", "Under the Camphor Tree", "香樟树下", "grocery", 2015, 7, 95),
    ("Q05", "Fair Weight", "公平秤粮油", "grain", 2006, 6, 90),
    ("Q06", "Little Harvest", "小丰收", "fresh", 2020, 8, 110),
    ("Q07", "Canal Corner", "河角便利", "convenience", 2013, 5, 60),
    ("Q08", "Bright Kitchen", "亮厨房", "household", 2017, 7, 120),
    ("Q09", "Old Well Groceries", "老井副食", "grocery", 1995, 8, 140),
    ("Q10", "Baby Step", "一小步母婴", "baby", 2018, 6, 100),
    ("Q11", "South Gate Oil and Rice", "南门粮油", "grain", 2009, 9, 125),
    ("Q12", "Daily Six", "六点钟便利", "convenience", 2021, 6, 75),
)


@dataclass(frozen=True)
class Measure:
    """One monthly measure: its level, what moves it in all shops, and what the system does to it."""

    base: float
    shop_sd: float
    trend: float  # a month, in all shops
    swing: float  # of the year, in all shops
    shock_sd: float  # of a month, in all shops
    noise_sd: float  # of a shop and month
    effect: float  # of the CRM system when everybody has learned it
    decimals: int


@dataclass(frozen=True)
class Effect:
    """How the effect comes, and how long errors last."""

    ramp: tuple = (0.30, 0.60, 0.85, 1.00, 1.00, 1.00)  # share of the effect in July ... December 2025
    rho: float = 0.3

    @property
    def mean_ramp(self):
        """The mean of the ramp: the average effect of the six months as a share of the full one."""
        return round(sum(self.ramp) / len(self.ramp), 4)


EFFECT = Effect()
RETURNING = Measure(0.60, 0.05, 0.0040, 0.020, 0.008, 0.012, 0.035, 3)  # trend alone gives +0.048
SATISFACTION = Measure(74.0, 3.0, 0.25, 1.0, 0.6, 1.0, 0.0, 1)  # nothing; before-after shows +3
WAITING = Measure(4.2, 0.6, 0.080, 0.3, 0.15, 0.25, -1.0, 2)  # hidden by a common rise of as much
ERRORS = Measure(62.0, 9.0, -0.60, 0.0, 2.0, 4.0, -16.0, 1)
STAFF = Measure(11.5, 1.2, -0.02, 0.4, 0.25, 0.45, -1.4, 2)
MEASURES = {
    "returning_share": RETURNING,
    "satisfaction": SATISFACTION,
    "wait_minutes": WAITING,
    "record_errors": ERRORS,
    "staff_hours": STAFF,
}


def make_shops():
    """Give the thirteen shops of the comparison."""
    shops = pd.DataFrame(
        SHOPS, columns=["shop_id", "name_en", "name_zh", "kind", "opened", "staff", "floor_m2"]
    )
    return shops.assign(crm_since_on=pd.to_datetime(PLAN.go_live_on).to_numpy()).assign(
        crm_since_on=lambda s: s["crm_since_on"].where(s["shop_id"] == HEJIA)
    )


def make_measures(seed, measures=None):
    """Make the measures of all shops and months, and what is true of Hejia's.

    Parameters
    ----------
    seed : int
    measures : dict of str to Measure, optional
        Others than `MEASURES`: a world in which the system does something else.

    Returns
    -------
    tuple of pandas.DataFrame
        ``crm_measures``, one row per shop and month; ``truth/crm_measures``, one row per measure and
        month, with what the month did to all shops and what the system did at Hejia.
    """
    shops, months = [shop[0] for shop in SHOPS], len(MONTHS)
    table = pd.DataFrame(
        {"shop_id": np.repeat(shops, months), "month_on": np.tile(MONTHS.to_numpy(), len(shops))}
    )
    truth = []
    for name, measure in (measures or MEASURES).items():
        rng = stream(seed, f"crm measure {name}")
        common, effect = _common(rng, measure), measure.effect * _ramp()
        level = measure.base + rng.normal(0, measure.shop_sd, (len(shops), 1))
        values = level + common + _lasting(rng, measure, (len(shops), months))
        values[shops.index(HEJIA)] += effect
        table[name] = values.round(measure.decimals).ravel()
        truth.append(
            pd.DataFrame(
                {
                    "measure": name,
                    "month_on": MONTHS,
                    "common": common.round(measure.decimals + 2),
                    "effect": effect.round(measure.decimals + 2),
                }
            )
        )
    return table, pd.concat(truth, ignore_index=True)


def _common(rng, measure):
    t = np.arange(len(MONTHS))
    swing = measure.swing * np.cos(2 * np.pi * (MONTHS.month.to_numpy() - 1) / 12)
    return measure.trend * t + swing + rng.normal(0, measure.shock_sd, len(t))


def _ramp():
    since = (MONTHS.year - 2025) * 12 + MONTHS.month - pd.Timestamp(PLAN.go_live_on).month
    ramp = np.array(EFFECT.ramp)
    return np.where(since >= 0, ramp[np.clip(since, 0, len(ramp) - 1)], 0.0)


def _lasting(rng, measure, shape):
    drawn = rng.normal(0, measure.noise_sd, shape)
    noise = drawn.copy()
    for t in range(1, shape[1]):
        noise[:, t] = EFFECT.rho * noise[:, t - 1] + np.sqrt(1 - EFFECT.rho**2) * drawn[:, t]
    return noise
