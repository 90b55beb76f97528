"""Account managers: who looks after whom, how good they are, and how they were chosen and paid.

**Roster.**  Twelve managers over three years; five leave.  A firm is given to one of those then employed,
all with the same chance.  When its manager leaves, another takes over after `Managers.gap` days; nobody
has yet taken over from the one who left in December 2025, and the books still name that one as the owner.

**Skill** of manager m: an addition to the log-odds that a quote is accepted, normal with mean 0.
**Optimism**: an addition to the log-odds of winning that she reports at every stage, normal.

**Commission trial**, July 2024 to June 2025: each manager's commission was drawn anew every quarter from
`Managers.commissions`.  Routine visits of the month are Poisson with a mean that is multiplied by

    (commission / usual commission) ** elasticity

**Selection.**  400 people applied in the region for such posts.  Their scores on six predictors and their
later performance are jointly normal in the whole pool, with the validities of `VALIDITY`; the best fifth by
a sum of scores was hired, so that among those hired every validity looks smaller (range restriction).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.story.accounts_firms import END
from crmlab.story.names import draw_names
from crmlab.story.streams import ids, stream

# hired, left, district
ROSTER = (
    ("2023-01-16", None, "lane"),
    ("2023-01-16", "2024-05-31", "east_gate"),
    ("2023-03-15", None, "riverside"),
    ("2023-09-01", "2025-03-31", "new_town"),
    ("2024-01-08", None, "university"),
    ("2024-04-01", "2024-11-15", "old_mill"),
    ("2024-05-13", None, "east_gate"),
    ("2024-09-02", "2025-12-12", "lane"),
    ("2024-11-04", None, "riverside"),
    ("2025-02-17", None, "new_town"),
    ("2025-03-24", "2025-09-15", "university"),
    ("2025-06-09", None, "old_mill"),
)
# Validity of each predictor for job performance (Sackett, Zhang, Berry and Lievens 2022).
VALIDITY = {
    "structured_interview": 0.42,
    "job_knowledge_test": 0.40,
    "work_sample": 0.33,
    "ability_test": 0.31,
    "talk_with_the_boss": 0.19,
    "years_of_experience": 0.07,
}


@dataclass(frozen=True)
class Managers:
    skill_sd: float = 0.30  # of the log-odds that a quote is accepted
    optimism: float = 0.60  # mean addition to the log-odds of winning that is reported
    optimism_sd: float = 0.35
    gap: tuple = (10, 35)  # days an account has nobody
    trial: tuple = ("2024-07-01", "2025-06-30")
    usual_commission: float = 0.02  # of the amount of orders
    commissions: tuple = (0.02, 0.04)
    elasticity: float = 0.35  # of routine visits to commission
    base_pay: float = 5800.0  # yuan a month
    applicants: int = 400
    share_hired: float = 0.2
    predictor_correlation: float = 0.25  # of any two predictors


MANAGERS = Managers()
HIRED = pd.to_datetime([h for h, _, _ in ROSTER]).to_numpy()
LEFT = pd.to_datetime([left or "2099-12-31" for _, left, _ in ROSTER]).to_numpy()
NOBODY_YET = int(
    np.flatnonzero(np.equal(LEFT, np.datetime64("2025-12-12")))[0]
)  # the salesman missing in the case
MANAGER_ID = ids("M", 0, len(ROSTER), 2)


def make_managers(seed):
    """Make the managers.

    Returns
    -------
    tuple of pandas.DataFrame
        ``account_managers``, and the truth about their skill and optimism.
    """
    rng = stream(seed, "accounts managers")
    n = len(ROSTER)
    managers = pd.DataFrame(
        {
            "manager_id": MANAGER_ID,
            **draw_names(rng, n),
            "district": [district for *_, district in ROSTER],
            "hired_on": HIRED,
            "left_on": pd.Series(LEFT).where(END.to_numpy() >= LEFT).to_numpy(),
            "base_pay": MANAGERS.base_pay + 100.0 * rng.integers(0, 15, n),
        }
    )
    truth = pd.DataFrame(
        {
            "manager_id": MANAGER_ID,
            "skill": rng.normal(0, MANAGERS.skill_sd, n).round(3),
            "optimism": rng.normal(MANAGERS.optimism, MANAGERS.optimism_sd, n).round(3),
        }
    )
    return managers, truth


class Keepers:
    """Who keeps which firm on which day.

    Every firm has a first manager, and for each manager who might leave it a successor and a gap in days,
    all drawn once: so all tables agree on who was in charge.
    """

    def __init__(self, seed, firms):
        rng = stream(seed, "accounts keepers")
        n, m = len(firms), len(ROSTER)
        noticed = firms["noticed_on"].to_numpy()
        self.first = _one_of(rng, (noticed[:, None] >= HIRED) & (noticed[:, None] < LEFT))
        self.gap = rng.integers(MANAGERS.gap[0], MANAGERS.gap[1] + 1, (n, m))
        self.next = np.column_stack(
            [_one_of(rng, np.broadcast_to((left >= HIRED) & (left < LEFT), (n, m))) for left in LEFT]
        )

    def on(self, firm, days):
        """Give the manager of each firm on each day, and whether there was anybody (bool)."""
        days = np.asarray(days, dtype="datetime64[ns]")
        manager, there = self.first[firm], np.ones(len(days), dtype=bool)
        for _ in ROSTER:
            gone = (LEFT[manager] < days) & (manager != NOBODY_YET)
            takes_over = LEFT[manager] + self.gap[firm, manager].astype("timedelta64[D]")
            there &= ~(gone & (days < takes_over))
            manager = np.where(gone, self.next[firm, manager], manager)
        return manager, there & (LEFT[manager] >= days)

    def history(self, firm, opened):
        """Give the table ``account_owners``: one row per account and owner, for the accounts given."""
        rows, manager, since = [], self.on(firm, opened)[0], np.asarray(opened, dtype="datetime64[ns]")
        end = END.to_numpy()
        while len(firm):
            stays = (LEFT[manager] > end) | (manager == NOBODY_YET)
            until = np.where(stays, np.datetime64("NaT"), LEFT[manager])
            rows.append(
                pd.DataFrame({"firm": firm, "manager": manager, "since_on": since, "until_on": until})
            )
            since = LEFT[manager] + self.gap[firm, manager].astype("timedelta64[D]")
            more = ~stays & (since <= end)
            manager = self.next[firm, manager]
            firm, manager, since = firm[more], manager[more], since[more]
        return pd.concat(rows, ignore_index=True).sort_values(["firm", "since_on"], ignore_index=True)


def _one_of(rng, allowed):
    """Draw one allowed column of each row."""
    return np.argmax(np.where(allowed, rng.random(allowed.shape), -1.0), axis=1)


def make_commissions(seed):
    """Draw the commission rate of each manager (rows) in each of the 36 months (columns)."""
    rng = stream(seed, "accounts commissions")
    months = pd.date_range("2023-01-01", "2025-12-01", freq="MS")
    quarter = months.year * 4 + months.quarter
    drawn = rng.choice(MANAGERS.commissions, size=(len(ROSTER), 12))[:, quarter - quarter[0]]
    trial = (months >= MANAGERS.trial[0]) & (months <= MANAGERS.trial[1])
    return np.where(trial, drawn, MANAGERS.usual_commission)


def make_results(commissions, firms, owners, visits, opportunities, orders, base_pay):
    """Give each manager's results by month: what she kept, did and won, and what she was paid."""
    months = pd.date_range("2023-01-01", "2025-12-01", freq="MS")
    grid = [
        (m, k)
        for m in range(len(ROSTER))
        for k, month in enumerate(months)
        if HIRED[m] <= month.to_numpy() and LEFT[m] >= (month + pd.offsets.MonthEnd()).to_numpy()
    ]
    result = pd.DataFrame(grid, columns=["manager", "k"])
    month = months[result["k"]]
    since, until = owners["since_on"].to_numpy(), owners["until_on"].fillna(END).to_numpy()
    keeps = (since <= month.to_numpy()[:, None]) & (until > month.to_numpy()[:, None])
    keeps &= owners["manager"].to_numpy() == result["manager"].to_numpy()[:, None]
    won = opportunities[opportunities["outcome"] == "won"]
    tables = {
        "visits": _by_month(visits["manager"], visits["visited_at"]),
        "won": _by_month(won["manager"], won["closed_on"]),
        "won_amount": _by_month(won["manager"], won["closed_on"], won["amount"]),
        "order_amount": _by_month(orders["manager"], orders["month_on"], orders["amount"]),
    }
    columns = {
        "manager_id": MANAGER_ID[result["manager"]],
        "month_on": month,
        "accounts": keeps.sum(axis=1),
        "commission_rate": commissions[result["manager"], result["k"]],
    }
    for name, table in tables.items():
        columns[name] = table.reindex(pd.MultiIndex.from_frame(result), fill_value=0).to_numpy()
    results = pd.DataFrame(columns).round({"won_amount": 2, "order_amount": 2})
    results = results.astype({"visits": int, "won": int})
    pay = base_pay[result["manager"]] + results["commission_rate"] * results["order_amount"]
    return results.assign(pay=pay.round(2))


def _by_month(manager, days, value=None):
    days = pd.to_datetime(pd.Series(days).reset_index(drop=True))
    k = (days.dt.year - 2023) * 12 + days.dt.month - 1
    ones = np.ones(len(days)) if value is None else np.asarray(value, dtype=float)
    frame = pd.DataFrame({"manager": np.asarray(manager), "k": k, "value": ones})
    return frame.groupby(["manager", "k"])["value"].sum()


def make_applicants(seed):
    """Make the people who applied, with their scores, and the performance of those who were hired.

    Returns
    -------
    tuple of pandas.DataFrame
        ``manager_applicants`` (performance empty for those not hired), and the truth for all.
    """
    rng = stream(seed, "accounts applicants")
    n, k = MANAGERS.applicants, len(VALIDITY)
    corr = np.full((k + 1, k + 1), MANAGERS.predictor_correlation)
    corr[-1, :-1] = corr[:-1, -1] = list(VALIDITY.values())
    np.fill_diagonal(corr, 1.0)
    drawn = rng.standard_normal((n, k + 1)) @ np.linalg.cholesky(corr).T
    best = np.argsort(-drawn[:, :k].sum(axis=1))[: int(MANAGERS.share_hired * n)]
    hired = np.isin(np.arange(n), best)
    performance = (60 + 10 * drawn[:, -1]).round(1)
    scores = {name: (50 + 10 * drawn[:, j]).round(1) for j, name in enumerate(VALIDITY)}
    scores["years_of_experience"] = (6 + 2.5 * drawn[:, k - 1]).clip(0).round(1)
    applicants = pd.DataFrame(
        {
            "applicant_id": ids("J", 0, n, 3),
            **scores,
            "hired": hired.astype(int),
            "performance": np.where(hired, performance, np.nan),
        }
    )
    return applicants, applicants[["applicant_id"]].assign(performance=performance)
