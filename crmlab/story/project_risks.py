"""What could go wrong with the CRM project, what did, and what the owner was promised.

**Risks.**  ``project_risks.csv`` gives 20 risks by the factor they belong to, each with the team's
estimate of its probability and its true one.  The team fears technology too much and people too little:
the true probability is higher than the estimate for management, team and change, lower for technology
and most of integration.  Which risks happen is a systematic sample (Madow 1949): in an order drawn at
random, with u ~ U(0, 1),

    happened_k = floor(p_1 + ... + p_k + u) - floor(p_1 + ... + p_(k-1) + u),

so that each happens with its own probability p_k, and the number that happen in one project is the sum
of the probabilities, rounded up or down: a register neither empty nor a catastrophe.  The delay and the
cost of one that happened are triangular(low, likely, high).

**Gates.**  ``project_gates.csv`` is given: what was to be reached at the end of each of six stages, and
what was found.  It passes where the finding is on the right side of the threshold; a gate with a failed
*must* is a no-go.

**Benefits.**  For benefit i in year t the business case names a low, a likely and a high value

    likely_it = full_i * ramp_t,   low = likely * (1 - spread_i),   high = likely * (1 + spread_i)

with the ramp of `Benefits`.  What comes true is true_it = likely_it * realised * exp(e_it - s^2/2),
e ~ N(0, s^2): business cases promise more than they keep (Ward, Daniel and Peppard 2008).  The realised
values stand in the truth only; nobody can know them on 1 January 2026.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from crmlab.story.streams import stream

FOLDER = Path(__file__).parent
YEARS = (2025, 2026, 2027, 2028, 2029, 2030)
# Yearly value in yuan when everybody works with the system, spread, and whose benefit it is.  The shop
# turned over about 3 million yuan in 2025, at a gross margin of about a fifth.
BENEFITS = (
    ("B1", "hours saved at the counter and on the phone", "柜台和电话省下的工时", 24000, 0.25),
    ("B2", "mailings not sent twice", "不再重复寄发的邮寄费", 6500, 0.20),
    ("B3", "customers kept who would have left", "挽留下来的老客户毛利", 34000, 0.60),
    ("B4", "cross-selling to members", "对会员的交叉销售毛利", 22000, 0.70),
    ("B5", "complaints settled at the first contact", "一次解决投诉省下的赔付", 9500, 0.40),
    ("B6", "canteen orders won back", "挽回的食堂订单毛利", 14500, 0.50),
    ("B7", "stock ordered by known needs", "按客户需求订货减少的损耗", 9000, 0.45),
)


@dataclass(frozen=True)
class Benefits:
    """What the business case says and what will come of it."""

    ramp: tuple = (0.15, 0.60, 0.90, 1.00, 1.00, 0.95)  # share of the full benefit in 2025, ..., 2030
    realised: float = 0.80  # of what is promised, on average
    noise: float = 0.15  # s, on the natural log


BENEFIT = Benefits()


def draw_risks(seed):
    """Draw which risks happened, and what they cost in working days and yuan.

    Returns
    -------
    pandas.DataFrame
        The given columns with ``happened`` (0 or 1), ``delay_days`` (whole) and ``cost`` (yuan).
    """
    rng = stream(seed, "project risks")
    given = _given()
    happened = _systematic(rng, given["true_probability"].to_numpy())
    delay = _triangular(rng, given, "delay")
    cost = _triangular(rng, given, "cost")
    return given.assign(
        happened=happened.astype(int),
        delay_days=np.where(happened, np.round(delay), 0).astype(int),
        cost=np.where(happened, np.round(cost, -1), 0.0),
    )


@cache
def _given():
    return pd.read_csv(FOLDER / "project_risks.csv")


def _systematic(rng, chances):
    order = rng.permutation(len(chances))
    passed = np.floor(np.concatenate([[0.0], np.cumsum(chances[order])]) + rng.random())
    happened = np.empty(len(chances), dtype=bool)
    happened[order] = np.diff(passed) > 0
    return happened


def _triangular(rng, given, what):
    low, likely, high = (given[f"{what}_{c}"].to_numpy(float) for c in ("low", "likely", "high"))
    u, width = rng.random(len(given)), np.maximum(high - low, 1e-9)
    turn = (likely - low) / width
    left = low + np.sqrt(u * width * (likely - low))
    right = high - np.sqrt((1 - u) * width * (high - likely))
    return np.where(u < turn, left, right)


def make_risks(seed):
    """Give the risk register as the team keeps it, and the true probabilities."""
    risks = draw_risks(seed)
    truth = risks[["risk_id", "true_probability"]]
    return risks.drop(columns="true_probability"), truth


def make_gates(tasks):
    """Give the gates with the day on which each was decided: the end of the stage's last task."""
    gates = pd.read_csv(FOLDER / "project_gates.csv")
    ends = tasks.set_index("task_id")["actual_finish_on"]
    gates.insert(2, "decided_on", ends.loc[gates["task_id"]].to_numpy())
    return gates


def make_benefits(seed):
    """Give the benefits that the business case promises, by year, and what comes of them.

    Returns
    -------
    tuple of pandas.DataFrame
        The promise (one row per benefit and year, yuan) and the truth.
    """
    rng = stream(seed, "project benefits")
    ids, names_en, names_zh, full, spread = (np.array(column) for column in zip(*BENEFITS, strict=True))
    n, years = len(ids), len(YEARS)
    likely = np.round(np.outer(full, BENEFIT.ramp), -2)
    spread = np.repeat(spread[:, None], years, axis=1)
    noise = np.exp(rng.normal(-(BENEFIT.noise**2) / 2, BENEFIT.noise, (n, years)))
    promise = pd.DataFrame(
        {
            "benefit_id": np.repeat(ids, years),
            "year": np.tile(YEARS, n),
            "name_en": np.repeat(names_en, years),
            "name_zh": np.repeat(names_zh, years),
            "low": (likely * (1 - spread)).round(0).ravel(),
            "likely": likely.ravel(),
            "high": (likely * (1 + spread)).round(0).ravel(),
        }
    )
    true_value = (likely * BENEFIT.realised * noise).round(0).ravel()
    return promise, promise[["benefit_id", "year"]].assign(true_value=true_value)
