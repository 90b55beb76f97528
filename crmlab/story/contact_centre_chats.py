"""Chats of the contact centre, step by step: the service standard, and how it is really followed.

The standard has six steps: greet, identify, ask, solve, confirm, close.  A chat follows it with probability
`Chats.conforming`; otherwise it departs from it in one way, by fixed shares:

    no_identify   the customer is never identified
    no_confirm    what was agreed is not said back
    ask_again     ask and solve are gone through twice
    solve_first   a solution is offered before anything was asked

Between two steps lies a lognormal time with a median of the step's own.  Within a week a chat is opened again
with probability `Chats.reopened`; without a confirmation with probability `Chats.reopened_no_confirm`.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.story.contact_centre_truth import VOLUME
from crmlab.story.streams import ids, pick, stream


@dataclass(frozen=True)
class Chats:
    number: int = 1400
    conforming: float = 0.70  # set by us, as are the shares below
    reopened: float = 0.10
    reopened_no_confirm: float = 0.26
    spread: float = 0.6  # standard deviation of ln seconds between steps


CHATS = Chats()
STANDARD = ("greet", "identify", "ask", "solve", "confirm", "close")
# departure, share of all departures, steps
DEPARTURES = (
    ("no_identify", 0.40, ("greet", "ask", "solve", "confirm", "close")),
    ("no_confirm", 0.35, ("greet", "identify", "ask", "solve", "close")),
    ("ask_again", 0.15, ("greet", "identify", "ask", "solve", "ask", "solve", "confirm", "close")),
    ("solve_first", 0.10, ("greet", "identify", "solve", "ask", "confirm", "close")),
)
# Median seconds that a step takes before the next one begins.
MEDIAN = {"greet": 8, "identify": 25, "ask": 70, "solve": 150, "confirm": 30, "close": 10}


def make_chats(seed, staff):
    """Make the chats, their steps, and what departed from the standard.

    Parameters
    ----------
    seed : int
    staff : pandas.DataFrame
        From `crmlab.story.contact_centre_staff.make_staff`.

    Returns
    -------
    dict of str to pandas.DataFrame
        ``cc_chats``, ``cc_chat_steps`` and ``truth/cc_chats``.
    """
    rng = stream(seed, "contact centre chats")
    n = CHATS.number
    team = staff.loc[staff["on_duty"] & (staff["skill"] == "care"), "agent_id"].to_numpy()
    span = 3600 * (VOLUME.closes - VOLUME.opens)
    second = np.sort(86400 * rng.integers(VOLUME.days, size=n) + rng.integers(span, size=n))
    opened_at = pd.Timestamp(VOLUME.first_on) + pd.to_timedelta(second + 3600 * VOLUME.opens, unit="s")
    kind = np.where(rng.random(n) < CHATS.conforming, -1, pick(rng, [share for _, share, _ in DEPARTURES], n))
    departure = np.array([name for name, *_ in DEPARTURES] + [None], dtype=object)[kind]
    again = np.where(departure == "no_confirm", CHATS.reopened_no_confirm, CHATS.reopened)
    chats = pd.DataFrame(
        {
            "chat_id": ids("T", 0, n, 4),
            "opened_at": opened_at,
            "agent_id": team[rng.integers(len(team), size=n)],
            "reopened": (rng.random(n) < again).astype(int),
        }
    )
    return {
        "cc_chats": chats,
        "cc_chat_steps": _steps(rng, chats, kind),
        "truth/cc_chats": pd.DataFrame({"chat_id": chats["chat_id"], "departure": departure}),
    }


def _steps(rng, chats, kind):
    paths = [steps for *_, steps in DEPARTURES] + [STANDARD]
    length = np.array([len(paths[k]) for k in kind])
    steps = pd.DataFrame(
        {
            "chat_id": np.repeat(chats["chat_id"].to_numpy(), length),
            "step": np.concatenate([np.array(paths[k], dtype=object) for k in kind]),
        }
    )
    number = steps.groupby("chat_id").cumcount()
    spread = np.exp(CHATS.spread * rng.standard_normal(len(steps)))
    lasts = np.maximum(1, (steps["step"].map(MEDIAN) * spread).round()).astype(int)
    before = lasts.groupby(steps["chat_id"]).cumsum() - lasts
    started = np.repeat(chats["opened_at"].to_numpy(), length) + pd.to_timedelta(before, unit="s")
    steps.insert(1, "step_number", number + 1)
    return steps.assign(begun_at=started.astype(chats["opened_at"].dtype))
