"""The seats of the contact centre: who sat in them since they were rented, and who is on duty when.

A seat is held by one agent after another: each stays an exponential time of mean `Staff.stay_days`, and
the seat stands empty for `Staff.vacant_days`.  For the six weeks of the calls the outsourcer kept everyone.
With selection score x_i, engagement e_i and noise (all standard normal) an agent's

    quality    q_i = a x_i + b e_i + sqrt(1 - a^2 - b^2) noise
    slowness   ln s_i = -c ln(months on the job / 12) + d noise     (months: half of one at least)

and every talk takes s_i times what it would take a mean agent.  Who is on duty is a plan by day of the week,
the same agents in turn at random; a shift is missed with probability `Staff.absent`.
"""

import numpy as np
import pandas as pd

from crmlab.story.contact_centre_truth import SKILLS, STAFF, VOLUME
from crmlab.story.names import draw_names
from crmlab.story.streams import ids, stream

# Hour of day at which a shift starts and ends, and how many agents each queue has on it, Monday to Sunday.
# The last shift stays half an hour to serve those who wait at closing time.
SHIFTS = (
    (8.0, 13.0, {"order": (2, 2, 2, 2, 2, 2, 2), "care": (2, 2, 2, 2, 2, 2, 2)}),
    (9.5, 14.5, {"order": (3, 2, 2, 2, 2, 2, 1), "care": (3, 2, 2, 2, 2, 2, 1)}),
    (13.0, 18.0, {"order": (3, 2, 2, 2, 2, 2, 2), "care": (2, 2, 2, 2, 2, 2, 2)}),
    (15.0, 20.5, {"order": (2, 2, 2, 2, 2, 2, 2), "care": (2, 2, 2, 2, 2, 2, 2)}),
)


def make_staff(seed):
    """Make all agents there ever were, with what is true of those on duty.

    Returns
    -------
    pandas.DataFrame
        One row per agent, in order of hiring: the columns of ``cc_agents``, then ``on_duty`` (bool),
        ``quality`` (standard normal) and ``slowness`` (factor on talk).
    """
    rng = stream(seed, "contact centre staff")
    staff = pd.concat([_holders(rng, skill) for skill in SKILLS], ignore_index=True)
    staff = staff.sort_values(["hired_on", "skill"], kind="stable", ignore_index=True)
    n = len(staff)
    selection, engagement, noise, pace = rng.standard_normal((4, n))
    a, b = STAFF.selection_quality, STAFF.engagement_quality
    until = staff["left_on"].fillna(pd.Timestamp(VOLUME.first_on))
    months = (until - staff["hired_on"]).dt.days / 30.44
    on_duty = staff["left_on"].isna()
    names = draw_names(rng, n)
    return pd.DataFrame(
        {
            "agent_id": ids("A", 0, n, 3),
            "name_zh": names["name_zh"],
            "name_en": names["name_en"],
            "skill": staff["skill"],
            "hired_on": staff["hired_on"],
            "left_on": staff["left_on"],
            "selection_score": np.clip(60 + 12 * selection, 0, 100).round().astype(int),
            "engagement": np.where(on_duty, np.clip(3.4 + 0.6 * engagement, 1, 5).round(1), np.nan),
            "trained_on": _trained(rng, staff),
            "hourly_pay": (18.0 + 0.5 * np.floor(np.clip(months, 0, 24) / 3)).round(2),
            "on_duty": on_duty,
            "quality": a * selection + b * engagement + np.sqrt(1 - a**2 - b**2) * noise,
            "slowness": np.exp(
                -STAFF.learning * np.log(np.maximum(months, 0.5) / 12) + STAFF.speed_spread * pace
            ),
        }
    )


def _holders(rng, skill):
    """Let each seat of a queue pass from one agent to the next until the calls begin."""
    seats = STAFF.order_seats if skill == "order" else STAFF.care_seats
    begin = pd.Timestamp(VOLUME.first_on)
    rows = []
    for _ in range(seats):
        hired = pd.Timestamp(STAFF.seats_since) + pd.Timedelta(days=int(rng.integers(60)))
        while hired < begin:
            left = hired + pd.Timedelta(days=int(np.ceil(rng.exponential(STAFF.stay_days))))
            # An empty seat is filled at once when the six weeks begin.
            rows.append((skill, hired, left if left < begin else pd.NaT))
            hired = min(left + pd.Timedelta(days=STAFF.vacant_days), max(left, begin - pd.Timedelta(days=1)))
    return pd.DataFrame(rows, columns=["skill", "hired_on", "left_on"])


def _trained(rng, staff):
    """Draw the half of each queue's agents on duty who are trained."""
    trained = pd.Series(pd.NaT, index=staff.index, dtype="datetime64[ns]")
    for skill in SKILLS:
        here = staff.index[(staff["skill"] == skill) & staff["left_on"].isna()].to_numpy()
        chosen = rng.permutation(here)[: len(here) // 2]
        trained[chosen] = pd.Timestamp(STAFF.trained_on)
    return trained


def make_rosters(seed, staff):
    """Make the roster: one row per agent and shift.

    Returns
    -------
    pandas.DataFrame
        ``shift_id``, ``agent_id``, ``skill``, ``shift_on``, ``starts_at``, ``ends_at``, ``absent`` (0 or 1).
    """
    rng = stream(seed, "contact centre rosters")
    rows = []
    for day in pd.date_range(VOLUME.first_on, periods=VOLUME.days):
        for skill in SKILLS:
            team = staff.loc[staff["on_duty"] & (staff["skill"] == skill), "agent_id"].to_numpy()
            turn = iter(rng.permutation(team))
            for start, end, wanted in SHIFTS:
                for _ in range(wanted[skill][_weekday(day)]):
                    rows.append((next(turn), skill, day, day + _hours(start), day + _hours(end)))
    rosters = pd.DataFrame(rows, columns=["agent_id", "skill", "shift_on", "starts_at", "ends_at"])
    rosters.insert(0, "shift_id", ids("S", 0, len(rosters), 4))
    return rosters.assign(absent=(rng.random(len(rosters)) < STAFF.absent).astype(int))


def _weekday(day):
    """Give the day of the week whose plan holds: on public holidays that of a Sunday."""
    first, last = (pd.Timestamp(date) for date in VOLUME.holiday)
    return 6 if first <= day <= last else day.day_of_week


def _hours(hours):
    return pd.Timedelta(minutes=round(60 * hours))
