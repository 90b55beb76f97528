"""The CRM project week by week: what was planned, what was said to be done, and what it cost.

**Budget** of task j: hours of everybody on it times their rates, and what is bought,

    budget_j = sum over members of hours_jm * rate_m + bought_j.

**Cost**: hours grow with the days the task really took, without the days of waiting for a risk; bought
things cost what they cost; risks that happened add theirs:

    cost_j = labour_j * (d_j - r_j) / m_j * exp(e_j) + bought_j * (1 + extra) + risk_j,   e_j ~ N(0, s^2).

**By week** (Monday to Sunday, named by its Monday) the planned value of a task is its budget spread
evenly over its planned working days, the actual cost is spread evenly over its real ones.  Its true
progress is even too, x_j(t) = days worked / d_j; but what is *reported* on Friday is

    reported_j(t) = x_j(t) ** exponent,

more than is done, until it is finished: the "90 per cent done" of software projects (Abdel-Hamid 1988).
The earned value is the budget times the reported progress; the true one stands in the truth.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.story.project_plan import make_roles, read_given, working_day
from crmlab.story.project_risks import draw_risks
from crmlab.story.streams import stream


@dataclass(frozen=True)
class Progress:
    """What makes cost and reports differ from the plan."""

    labour_noise: float = 0.10  # s
    bought_extra: float = 0.06  # interfaces and change requests cost more than quoted
    report_exponent: float = 0.75  # half done is reported as 59 %


PROGRESS = Progress()


def make_money(seed, plan):
    """Give each task's budget and actual cost in yuan, to the cent, in the order of the plan."""
    roles = make_roles().merge(read_given("project_team"), on="member_id")
    labour = (roles["planned_hours"] * roles["hourly_rate"]).groupby(roles["task_id"]).sum()
    labour = labour.reindex(plan["task_id"]).to_numpy()
    bought = plan["bought"].to_numpy(float)
    worked = (plan["real_days"] - plan["risk_days"]) / plan["days"]
    noise = np.exp(stream(seed, "project costs").normal(0, PROGRESS.labour_noise, len(plan)))
    risks = draw_risks(seed).groupby("task_id")["cost"].sum().reindex(plan["task_id"]).fillna(0).to_numpy()
    cost = labour * worked.to_numpy() * noise + bought * (1 + PROGRESS.bought_extra) + risks
    return pd.DataFrame({"budget": (labour + bought).round(2), "actual_cost": cost.round(2)})


def make_progress(plan, money):
    """Spread plan, report and cost over the weeks.

    Returns
    -------
    tuple of pandas.DataFrame
        One row per task and week in which something was planned, done or paid: ``planned_value``,
        ``earned_value``, ``actual_cost`` of that week in yuan; and the truth, ``true_earned_value``.
    """
    mondays = _mondays(plan)
    # How many working days of the project have passed by the end of each week.
    passed = np.searchsorted(
        working_day(np.arange(_last_day(plan))).to_numpy(), (mondays + pd.Timedelta(days=7)).to_numpy()
    )
    budget, cost = money["budget"].to_numpy()[:, None], money["actual_cost"].to_numpy()[:, None]
    planned = _share(passed, plan["start"], plan["days"])
    done = _share(passed, plan["real_start"], plan["real_days"])
    columns = {
        "planned_value": _by_week(budget * planned),
        "earned_value": _by_week(budget * done**PROGRESS.report_exponent),
        "actual_cost": _by_week(cost * done),
        "true_earned_value": _by_week(budget * done),
    }
    tasks, weeks = np.nonzero((columns["planned_value"] > 0) | (columns["actual_cost"] > 0))
    progress = pd.DataFrame({"task_id": plan["task_id"].to_numpy()[tasks], "week_on": mondays[weeks]})
    for name, values in columns.items():
        progress[name] = values[tasks, weeks]
    progress = progress.sort_values(["week_on", "task_id"], ignore_index=True)
    return progress.drop(columns="true_earned_value"), progress[["task_id", "week_on", "true_earned_value"]]


def _last_day(plan):
    return int(max((plan["start"] + plan["days"]).max(), (plan["real_start"] + plan["real_days"]).max()))


def _mondays(plan):
    first, last = working_day([0, _last_day(plan) - 1])
    return pd.date_range(first - pd.Timedelta(days=first.day_of_week), last, freq="7D")


def _share(passed, start, days):
    """Give the share of each task that is behind by the end of each week, shape (tasks, weeks)."""
    worked = passed[None, :] - start.to_numpy()[:, None]
    return np.clip(worked / days.to_numpy()[:, None], 0, 1)


def _by_week(cumulative):
    """Cut running totals into weeks; rounded so that the weeks add up to the total to the cent."""
    return np.round(np.diff(cumulative.round(2), axis=1, prepend=0.0), 2)
