"""Visits to firms: for an opportunity, and on the round.

* For every opportunity that reaches the stage *visit*: one visit on the day it does, and Poisson more
  within the stage.  Where the decider is met (see `crmlab.story.accounts_pipeline`) she is at the first.
* On the round: an account has Poisson(rate of its tier x effort of its manager that month) visits a month,
  on any working day from 9 to 17 o'clock, to anybody there.  Nobody goes while the account has no manager.
* A visit lasts lognormal minutes, and costs the way there and back.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.story.accounts_firms import END
from crmlab.story.accounts_managers import LEFT, MANAGER_ID, MANAGERS
from crmlab.story.streams import ids, pick, stream


@dataclass(frozen=True)
class Visits:
    rates: tuple = (1.9, 1.0, 0.55)  # a month, to accounts of tier A, B, C
    more: float = 0.6  # further visits for an opportunity, Poisson
    minutes: float = 40.0  # median
    minutes_sigma: float = 0.45


VISITS = Visits()
PURPOSES = ("round", "complaint", "collect", "new_goods")
PURPOSE_SHARES = (0.6, 0.1, 0.12, 0.18)


def make_visits(seed, firms, people, roles, opp, keepers, commissions):
    """Make all visits, in order of time.

    Returns
    -------
    pandas.DataFrame
        The table ``visits`` with the positions ``firm`` and ``manager`` besides.
    """
    rng = stream(seed, "accounts visits")
    for_opp = _for_opportunities(rng, opp)
    on_round = _on_the_round(rng, firms, keepers, commissions)
    visits = pd.concat([for_opp, on_round], ignore_index=True)
    visits["manager"], there = keepers.on(visits["firm"].to_numpy(), visits["day"].to_numpy())
    # For an opportunity the successor comes before she takes over; some have no successor.
    employed = LEFT[visits["manager"]] >= visits["day"].to_numpy()
    goes = there | (employed & visits["opportunity_id"].notna().to_numpy())
    visits = visits[goes & (visits["day"] <= END).to_numpy()].reset_index(drop=True)
    n = len(visits)
    visits["person_id"] = _who_is_met(rng, visits, people, roles, firms)
    visits["visited_at"] = visits["day"] + pd.to_timedelta(540 + 5 * rng.integers(0, 97, n), unit="min")
    visits["minutes"] = (VISITS.minutes * np.exp(rng.normal(0, VISITS.minutes_sigma, n))).round().astype(int)
    way = np.hypot(firms["place_x"], firms["place_y"]).to_numpy()[visits["firm"]]
    visits["km"] = (2 * 1.3 * way).round(1)  # streets are about 1.3 times as long as the bird's way
    visits["account_id"] = firms["account_id"].to_numpy()[visits["firm"]]
    visits["manager_id"] = MANAGER_ID[visits["manager"]]
    visits = visits.sort_values(["visited_at", "account_id", "person_id", "minutes"], ignore_index=True)
    visits.insert(0, "visit_id", ids("V", 0, n, 5))
    return visits


def _for_opportunities(rng, opp):
    there = opp[opp["enter_1"].notna()]
    more = rng.poisson(VISITS.more, len(there))
    first = there.assign(day=there["enter_1"], decider=np.where(there["decider_met"], 1, 0))
    later = there.loc[there.index.repeat(more)]
    length = (later["leave_1"] - later["enter_1"]).dt.days
    day = later["enter_1"] + pd.to_timedelta((rng.random(len(later)) * length).astype(int), unit="D")
    # Later visits meet the decider only where she is met at all, so that the table shows what was drawn.
    later = later.assign(day=day, decider=np.where(later["decider_met"], -1, 0))
    both = pd.concat([first, later])
    return both[["firm", "opportunity_id", "day", "decider"]].assign(purpose="opportunity")


def _on_the_round(rng, firms, keepers, commissions):
    months = pd.date_range("2023-01-01", "2025-12-01", freq="MS")
    firm, k = np.meshgrid(np.flatnonzero(firms["opened_on"].notna()), np.arange(len(months)), indexing="ij")
    firm, k = firm.ravel(), k.ravel()
    manager, _ = keepers.on(firm, months.to_numpy()[k])
    effort = (commissions[manager, k] / MANAGERS.usual_commission) ** MANAGERS.elasticity
    rate = np.array(VISITS.rates)[firms["tier_rank"].to_numpy()[firm].astype(int)]
    count = rng.poisson(rate * effort)
    firm, k = np.repeat(firm, count), np.repeat(k, count)
    date = (rng.random(len(k)) * months.days_in_month.to_numpy()[k]).astype(int)
    day = pd.Series(months[k] + pd.to_timedelta(date, unit="D"))
    day = day.where(day.dt.day_of_week < 6, day - pd.Timedelta(days=1))  # nobody on a Sunday
    inside = (day >= firms["opened_on"].to_numpy()[firm]) & (day < firms["ends_on"].to_numpy()[firm])
    inside &= day.dt.month.to_numpy() == months.month.to_numpy()[k]
    rounds = pd.DataFrame({"firm": firm, "opportunity_id": None, "day": day, "decider": -1})
    rounds["purpose"] = np.array(PURPOSES, dtype=object)[pick(rng, PURPOSE_SHARES, len(rounds))]
    return rounds[inside]


def _who_is_met(rng, visits, people, roles, firms):
    """Pick somebody at the firm: the decider (1), anybody but her (0), or anybody (-1)."""
    deciders = set(roles.loc[roles["role"] == "decider", "person_id"])
    firm_of = pd.Series(np.arange(len(firms)), index=firms["account_id"])[people["account_id"]].to_numpy()
    decides = people["person_id"].isin(deciders).to_numpy()
    order = np.lexsort((~decides, firm_of))  # the decider stands first in her firm
    count = np.bincount(firm_of, minlength=len(firms))
    begin = np.cumsum(count) - count
    f, u = visits["firm"].to_numpy(), rng.random(len(visits))
    others = 1 + (u * (count[f] - 1)).astype(int)
    anybody = (u * count[f]).astype(int)
    place = np.select([visits["decider"] == 1, visits["decider"] == 0], [0, others], anybody)
    return people["person_id"].to_numpy()[order[begin[f] + place]]
