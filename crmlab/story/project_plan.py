"""The CRM project of 2025: what was to be done, in what order, by whom, and how long it really took.

The plan is given: ``project_tasks.csv`` has 45 tasks in nine stages with a low, a likely and a high
duration in working days (a_j, m_j, b_j) and the tasks that must be finished before.  The planner takes
the likely durations and starts every task as early as it can:

    planned start_j = max over tasks i before j of (planned start_i + m_i),   the first task on day 0.

What happens follows the same network with other durations:

    d_j = round(g * [a_j + (b_j - a_j) * B_j]) + r_j,    B_j ~ Beta(1 + 4 (m_j - a_j) / (b_j - a_j),
                                                                  1 + 4 (b_j - m_j) / (b_j - a_j))

the beta law of PERT (Malcolm, Roseboom, Clark and Fazar 1959), lengthened by one factor g that no
planner sees (the planning fallacy: Buehler, Griffin and Ross 1994); r_j days come from risks that
happened (`crmlab.story.project_risks`).  Tasks of one day that are decisions or meetings stay one day.

When the plan began to slip, the owner fixed the change-over for 1 July 2025, the day after the
half-year stocktaking: the go-live starts on that day and not before.  The history is told for a project
that made it: durations are drawn again, up to `TRIES` times, until everything before the go-live is done
in June.

Working days are Mondays to Fridays without the public holidays of `HOLIDAYS`; week-ends worked in
exchange are not used by the project.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from crmlab.story.project_risks import draw_risks
from crmlab.story.streams import stream

FOLDER = Path(__file__).parent
TRIES = 200
GO_LIVE_TASK = "T40"
# Days off in 2025, Mondays to Fridays only: New Year, Spring Festival, Qingming, Labour Day, Dragon Boat,
# National Day with Mid-Autumn (notice of the State Council, November 2024).
HOLIDAYS = (
    "2025-01-01", "2025-01-28", "2025-01-29", "2025-01-30", "2025-01-31", "2025-02-03", "2025-02-04",
    "2025-04-04", "2025-05-01", "2025-05-02", "2025-05-05", "2025-06-02",
    "2025-10-01", "2025-10-02", "2025-10-03", "2025-10-06", "2025-10-07", "2025-10-08",
)  # fmt: skip
# The stage of each published method to which the shop's stages 1 to 9 belong.
STAGES = {3: (1, 1, 1, 1, 1, 2, 2, 3, 3), 5: (1, 1, 2, 2, 3, 4, 4, 5, 5), 6: (1, 1, 2, 2, 3, 4, 4, 5, 6)}


@dataclass(frozen=True)
class Plan:
    """When the project starts and goes live, and what its plan does not know."""

    starts_on: str = "2025-01-06"  # the first Monday of the year
    go_live_on: str = "2025-07-01"  # the day after the half-year stocktaking
    ready_from: str = "2025-06-03"  # everything before the go-live is done between this day and the go-live
    slip: float = 1.15  # g: durations are 15 % longer than PERT's mean
    hours_a_day: float = 8.0
    helper_share: float = 0.5  # hours of a helping member, as a share of the owner's
    consulted_hours: float = 2.0
    accountable_hours: float = 1.0
    draws: int = 2000  # of the whole network, for the true share of times that a task is critical


PLAN = Plan()


@cache
def read_given(name):
    """Read one of the given lists of the project (a CSV file beside this module)."""
    return pd.read_csv(FOLDER / f"{name}.csv", dtype={"wbs": str})


def make_links():
    """Give the network: one row for each pair of tasks of which one must wait for the other."""
    given = read_given("project_tasks")
    after = given["after"].fillna("").str.split()
    links = given[["task_id"]].assign(after_task_id=after).explode("after_task_id")
    return links.dropna().sort_values(["task_id", "after_task_id"], ignore_index=True)


def predecessors():
    """Give, for each task in the order of the list, the positions of the tasks before it."""
    position = {task: i for i, task in enumerate(read_given("project_tasks")["task_id"])}
    before = [[] for _ in position]
    for task, after in make_links().itertuples(index=False):
        before[position[task]].append(position[after])
    return before


def run_forward(durations, not_before=None):
    """Start every task as early as it can.

    Parameters
    ----------
    durations : numpy.ndarray, shape (tasks,) or (draws, tasks)
        In working days.
    not_before : dict of int to int, optional
        Working days before which some tasks (by position) must not start.

    Returns
    -------
    numpy.ndarray
        The start of each task in working days from the start of the project, shape as `durations`.

    Examples
    --------
    >>> from crmlab.story.project_plan import read_given, run_forward
    >>> likely = read_given("project_tasks")["likely_days"].to_numpy()
    >>> run_forward(likely)[:4].tolist()
    [0, 4, 4, 9]
    """
    start = np.zeros_like(durations)
    finish = np.zeros_like(durations)
    for j, before in _network():
        for i in before:
            start[..., j] = np.maximum(start[..., j], finish[..., i])
        if not_before and j in not_before:
            start[..., j] = np.maximum(start[..., j], not_before[j])
        finish[..., j] = start[..., j] + durations[..., j]
    return start


@cache
def _network():
    """Give positions and their predecessors, predecessors always first."""
    before, done, ordered = predecessors(), set(), []
    while len(done) < len(before):
        ready = [j for j in range(len(before)) if j not in done and done.issuperset(before[j])]
        ordered += [(j, tuple(before[j])) for j in ready]
        done.update(ready)
    return tuple(ordered)


def latest_finish(durations):
    """Give the latest finish of each task that does not delay the end of the project."""
    end = (run_forward(durations) + durations).max(axis=-1, keepdims=True)
    latest = np.broadcast_to(end, durations.shape).copy()
    for j, before in reversed(_network()):
        for i in before:
            latest[..., i] = np.minimum(latest[..., i], latest[..., j] - durations[..., j])
    return latest


def draw_durations(rng, n):
    """Draw n times the durations of all tasks, not yet rounded, without risks; shape (n, tasks)."""
    given = read_given("project_tasks")
    low, likely, high = (given[c].to_numpy(float) for c in ("low_days", "likely_days", "high_days"))
    spread = np.where(high > low, high - low, 1.0)
    share = rng.beta(1 + 4 * (likely - low) / spread, 1 + 4 * (high - likely) / spread, (n, len(given)))
    return np.where(high > low, PLAN.slip * (low + (high - low) * share), low)


def working_day(offsets):
    """Turn working days from the start of the project into dates."""
    days = np.busday_offset(
        np.datetime64(PLAN.starts_on), np.asarray(offsets).astype(int), roll="forward", holidays=_holidays()
    )
    return pd.DatetimeIndex(days).as_unit("us")


def _offset(day):
    return int(np.busday_count(PLAN.starts_on, day, holidays=_holidays()))


@cache
def _holidays():
    return np.array(HOLIDAYS, dtype="datetime64[D]")


def make_plan(seed):
    """Make the tasks as planned and as they went.

    Parameters
    ----------
    seed : int

    Returns
    -------
    pandas.DataFrame
        One row per task: the given columns, ``start``, ``days`` (planned) and ``real_start``,
        ``real_days``, ``risk_days`` in working days from the start of the project.

    Raises
    ------
    RuntimeError
        If no draw is ready in June: the given durations do not fit `Plan`.
    """
    given = read_given("project_tasks")
    likely = given["likely_days"].to_numpy()
    risks = draw_risks(seed)
    risk_days = risks.groupby("task_id")["delay_days"].sum().reindex(given["task_id"]).fillna(0).to_numpy()
    real, start = _made_it(stream(seed, "project durations"), risk_days)
    return given.assign(
        start=run_forward(likely), days=likely, real_start=start, real_days=real, risk_days=risk_days
    )


def _made_it(rng, risk_days):
    go_live = int(np.flatnonzero(read_given("project_tasks")["task_id"] == GO_LIVE_TASK)[0])
    first, last = _offset(PLAN.ready_from), _offset(PLAN.go_live_on)
    for days in draw_durations(rng, TRIES):
        real = (np.maximum(np.round(days), 1) + risk_days).astype(int)
        if first <= run_forward(real)[go_live] <= last:
            return real, run_forward(real, {go_live: last})
    raise RuntimeError("no draw of the project's durations is ready for its go-live")


def make_tasks(plan, money):
    """Write the plan as the shop keeps it: one row per task, dates, yuan."""
    stage9 = plan["stage9"].to_numpy()
    stages = {f"stage{m}": np.array(of)[stage9 - 1] for m, of in STAGES.items()}
    return pd.DataFrame(
        {
            **{c: plan[c] for c in ("task_id", "wbs", "name_en", "name_zh")},
            **stages,
            **{c: plan[c] for c in ("stage9", "owner_id", "low_days", "likely_days", "high_days")},
            "planned_start_on": working_day(plan["start"]),
            "planned_finish_on": working_day(plan["start"] + plan["days"] - 1),
            "budget": money["budget"],
            "actual_start_on": working_day(plan["real_start"]),
            "actual_finish_on": working_day(plan["real_start"] + plan["real_days"] - 1),
            "actual_cost": money["actual_cost"],
        }
    )


def make_stages():
    """Give the stages of the four methods, each with the shop's own stages that belong to it."""
    given = read_given("project_stages").rename(columns={"first": "first_stage9", "last": "last_stage9"})
    return given.astype({"stage": int})


def make_roles():
    """Give who does what: R does it, A answers for it, C is asked; planned hours of each.

    The owner of a task does it; the shop manager answers for it, or the shop's owner where the manager
    does it herself; of the others the first helps (R) and the rest are asked (C).
    """
    rows = []
    for task in read_given("project_tasks").itertuples():
        hours = PLAN.hours_a_day * task.likely_days * task.effort
        rows.append((task.task_id, task.owner_id, "R", hours))
        answers = "M02" if task.owner_id not in ("M01", "M02") else "M01"
        rows.append((task.task_id, answers, "A", PLAN.accountable_hours))
        helpers = [m for m in task.others.split() if m != answers]
        for i, member in enumerate(helpers):
            helps = i == 0
            rows.append(
                (
                    task.task_id,
                    member,
                    "R" if helps else "C",
                    PLAN.helper_share * hours if helps else PLAN.consulted_hours,
                )
            )
    roles = pd.DataFrame(rows, columns=["task_id", "member_id", "role", "planned_hours"])
    return roles.assign(planned_hours=roles["planned_hours"].round(1))


def true_tasks(seed, plan):
    """Give what the planner does not know: true means and spreads, and how often a task is critical."""
    durations = draw_durations(stream(seed, "project criticality"), PLAN.draws)
    start = run_forward(durations)
    slack = latest_finish(durations) - start - durations
    return pd.DataFrame(
        {
            "task_id": plan["task_id"],
            "mean_days": durations.mean(axis=0).round(2),
            "sd_days": durations.std(axis=0).round(2),
            "critical_share": (slack < 1e-6).mean(axis=0).round(3),
            "risk_days": plan["risk_days"].astype(int),
        }
    )
