"""The contact centre: six weeks of calls, 2025-09-01 to 2025-10-12, second by second.

In 2025 Hejia handed its telephone to an outsourced centre, whose seats it shares with other shops of the
quarter.  Its parts, each with its own process:

* `crmlab.story.contact_centre_arrivals`: calls are Poisson, with rate n_k share_h weekday(d) season(d) g_d;
* `crmlab.story.contact_centre_staff`: who sits in the seats, how fast and how good they are, and the rosters;
* `crmlab.story.contact_centre_line`: first come, first served in each queue, with exponential patience;
* `crmlab.story.contact_centre_quality`: callers' scores and two raters' ears;
* `crmlab.story.contact_centre_chats`: chats, step by step, and how they depart from the standard.

The observed tables say what the switch and the personnel office would know; patience, true speed and
quality, true settlement and true rates are in the truth tables.
"""

import numpy as np
import pandas as pd

from crmlab.story.contact_centre_arrivals import make_arrivals, make_callers, make_days, mean_rates
from crmlab.story.contact_centre_chats import CHATS, DEPARTURES, make_chats
from crmlab.story.contact_centre_line import NONE, Line, draw_calls, lay_out_legs
from crmlab.story.contact_centre_quality import ask_callers, rate_calls
from crmlab.story.contact_centre_staff import make_rosters, make_staff
from crmlab.story.contact_centre_truth import (
    CALLERS,
    PATIENCE,
    RATING,
    REASONS,
    RESOLUTION,
    SKILLS,
    STAFF,
    SURVEY,
    VOLUME,
    WORK,
    listed,
)
from crmlab.story.streams import BLOCK, ids, stream

CARD_VALUES = {
    "CC_VOLUME": VOLUME,
    "CC_WORK": WORK,
    "CC_PATIENCE": PATIENCE,
    "CC_STAFF": STAFF,
    "CC_RESOLUTION": RESOLUTION,
    "CC_SURVEY": SURVEY,
    "CC_RATING": RATING,
    "CC_CALLERS": CALLERS,
    "CC_CHATS": CHATS,
    "CC_DEPARTURES": listed((name, share) for name, share, _ in DEPARTURES),
}
TABLES = (
    "cc_calls",
    "cc_transfers",
    "cc_reasons",
    "cc_agents",
    "cc_rosters",
    "cc_quality",
    "cc_checks",
    "cc_chats",
    "cc_chat_steps",
    "truth/cc_calls",
    "truth/cc_agents",
    "truth/cc_rates",
    "truth/cc_days",
    "truth/cc_checks",
    "truth/cc_chats",
)
AGENT_COLUMNS = ["agent_id", "name_zh", "name_en", "skill", "hired_on", "left_on", "selection_score"]
AGENT_COLUMNS += ["engagement", "trained_on", "hourly_pay"]


def make_shop(seed, customers=BLOCK):
    """Make the tables of the contact centre.

    Parameters
    ----------
    seed : int
    customers : int
        How many customers the shop has; callers are among the first block of them.

    Returns
    -------
    dict of str to pandas.DataFrame
        The tables of `TABLES`.
    """
    staff = make_staff(seed)
    rosters = make_rosters(seed, staff)
    days = make_days(seed)
    arrivals = make_arrivals(seed, days)
    callers = make_callers(seed, arrivals, customers)
    chance = draw_calls(seed, arrivals)
    line = Line(arrivals, callers, chance, staff, rosters).run()
    calls, transfers = _calls(seed, line, callers, staff)
    one_agent = calls[(calls["answered"] == 1) & (calls["transferred"] == 0)]
    on_duty = staff[staff["on_duty"]]
    return {
        "cc_calls": calls,
        "cc_transfers": transfers,
        "cc_reasons": _reasons(),
        "cc_agents": staff[AGENT_COLUMNS],
        "cc_rosters": rosters,
        **rate_calls(seed, one_agent, staff),
        **make_chats(seed, staff),
        "truth/cc_calls": _true_calls(line, callers, chance, calls),
        "truth/cc_agents": pd.DataFrame(
            {
                "agent_id": on_duty["agent_id"].to_numpy(),
                "slowness": on_duty["slowness"].round(4).to_numpy(),
                "quality": on_duty["quality"].round(3).to_numpy(),
                "hangs_up": (on_duty.index == line.cutter).astype(int),
            }
        ),
        "truth/cc_rates": mean_rates(),
        "truth/cc_days": days,
    }


def _calls(seed, line, callers, staff):
    """Lay out what the switch recorded: the calls, and the second legs of those transferred."""
    first, second = lay_out_legs(line.legs["first"]), lay_out_legs(line.legs["second"])
    call_id, agent_id = ids("L", 0, line.n, 5), staff["agent_id"].to_numpy()
    transferred = np.zeros(line.n, dtype=int)
    transferred[second["call"]] = 1
    last_agent = first["agent"].to_numpy().copy()
    last_agent[second["call"]] = second["agent"]
    waited = first["wait"].to_numpy().copy()
    waited[second["call"]] += second["wait"].to_numpy()
    served, settled = last_agent != NONE, np.array(line.settled)
    quality = np.where(served, staff["quality"].to_numpy()[last_agent], 0.0)
    score = ask_callers(seed, waited, settled, quality, served)
    same, repeat_of = np.array(line.same), np.array(line.repeat_of)
    start = pd.Timestamp(VOLUME.first_on)
    calls = pd.DataFrame(
        {
            "call_id": call_id,
            "called_at": start + pd.to_timedelta(line.second, unit="s"),
            "client": callers["client"].to_numpy()[same],
            "skill": np.array(SKILLS, dtype=object)[line.skill],
            "reason": np.array([reason for reason, *_ in REASONS], dtype=object)[line.reason],
            "customer_id": callers["customer_id"].to_numpy()[same],
            "ivr_seconds": line.chance["ivr"],
            "wait_seconds": first["wait"],
            "answered": (first["agent"] != NONE).astype(int),
            "agent_id": _named(first["agent"], agent_id),
            "talk_seconds": _known(first["talk"]),
            "wrap_seconds": _known(first["wrap"]),
            "transferred": transferred,
            "resolved": _ticked(seed, settled),
            "repeat_of": _named(repeat_of, call_id),
            "satisfaction": pd.Series(score).astype("Int64"),
        }
    )
    return calls, _transfers(line, second, call_id, agent_id, start)


def _transfers(line, second, call_id, agent_id, start):
    return pd.DataFrame(
        {
            "call_id": call_id[second["call"]],
            "transferred_at": start + pd.to_timedelta(second["joined"], unit="s"),
            "skill": np.array(SKILLS, dtype=object)[1 - np.array(line.skill)[second["call"]]],
            "wait_seconds": second["wait"],
            "answered": (second["agent"] != NONE).astype(int),
            "agent_id": _named(second["agent"], agent_id),
            "talk_seconds": _known(second["talk"]),
            "wrap_seconds": _known(second["wrap"]),
        }
    )


def _known(seconds):
    return seconds.astype("Int64").mask(seconds == NONE)


def _named(position, names):
    position = np.asarray(position)
    return np.where(position == NONE, None, names[position])


def _ticked(seed, settled):
    """Give what agents tick: settled is settled, and a share of the unsettled is ticked as well."""
    rng = stream(seed, "contact centre ticks")
    claimed = rng.random(len(settled)) < RESOLUTION.overclaimed
    return _known(pd.Series(np.where((settled == 0) & claimed, 1, settled)))


def _reasons():
    rows = [(reason, skill, en, zh) for reason, skill, _, _, en, zh in REASONS]
    return pd.DataFrame(rows, columns=["reason", "skill", "name_en", "name_zh"])


def _true_calls(line, callers, chance, calls):
    caller = callers["caller_id"].to_numpy()[line.same]
    return pd.DataFrame(
        {
            "call_id": calls["call_id"],
            "customer_id": caller,
            "patience": chance["patience"][0],
            "work_seconds": chance["talk"][0].round().astype(int),
            "resolved": _known(pd.Series(line.settled)),
        }
    )
