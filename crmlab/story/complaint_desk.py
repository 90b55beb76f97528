"""The complaints desk: when a complaint comes in, how it is answered, and what it leaves behind.

**In**: a voiced failure is told 0 to 3 days after it was noticed, by a channel that goes with the visit's.

**Answered** after H hours, lognormal:

    ln H ~ N(ln m(period) + ln f_channel + u * (severity - 2), d^2)

m falls with the CRM system and rises with the work: `median_hours` by half-year; three times as long while
the only clerk was ill, `longer_before_festival` in the weeks before Spring Festival.  u < 0: the severe are
answered first, so that a plain comparison of fast and slow answers hides what speed does.  It is closed a
lognormal time later.

**Offered**: from 2024 on by rota.  Whichever of none, apology, voucher and made good is next on the list goes
to the next complaint, whatever it is about; made good is a refund or, for goods, by coin a replacement.  In
2023 the owner chose by feeling, more for the severe.

**Solved** with logit P = r - t * (severity - 2) + q * quality of the agent.  Of the unsolved some complain
again within two weeks, one step more severe (once: `again`).

**What she does next**: a household whose complaint is closed and not repeated goes the next day with

    logit P(goes) = a + b * (severity - 2) + c * ln(H / 24) + g_offer + n * unsolved
                    - f * ln(visits per 30 days),

for good or for months (`crmlab.story.dissatisfaction.Going`, f as well), and otherwise comes as before.  So
there is **no recovery paradox in behaviour**: nobody comes more often for having had a complaint made good.
There is one **in the mark** that she gives afterwards (de Matos, Henrique and Rossi 2007 found just that over
many studies), when the failure was small and the answer quick and generous (Magnini, Ford, Markowski and
Honeycutt 2007): the mark is how often y passes the cuts of `crmlab.story.dissatisfaction.Stars`,

    y = s * S_i + k_offer - l * (severity - 2) - o * ln(H / 24) - j * unsolved + N(0, e^2)

against y = s * S_i + N(0, e^2) of those to whom nothing happened.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.story.contact_centre_staff import make_staff
from crmlab.story.dissatisfaction import GOING, GOODS, STARS, before_festival, give_stars
from crmlab.story.streams import pick

MOODS = ("calm", "disappointed", "anxious", "angry")
MOOD_SHARES = np.array(  # by severity
    [[0.50, 0.28, 0.14, 0.08], [0.30, 0.34, 0.18, 0.18], [0.14, 0.32, 0.20, 0.34], [0.06, 0.22, 0.20, 0.52]]
)
OFFERS = ("none", "apology", "voucher", "made_good")
WAYS_IN = {  # channel of the complaint, by the channel of the visit
    "shop": (("counter", 0.60), ("phone", 0.22), ("wechat", 0.18)),
    "phone": (("phone", 0.72), ("wechat", 0.18), ("counter", 0.10)),
    "web": (("web", 0.45), ("wechat", 0.25), ("phone", 0.30)),
}
CHANNEL_HOURS = {"counter": 0.5, "phone": 0.9, "wechat": 1.1, "web": 1.2}  # f
HOURS = np.array([2, 4, 6, 6, 5, 4, 4, 4, 5, 5, 5, 4, 3, 2])  # how many complaints in each hour from 8 to 21


@dataclass(frozen=True)
class Desk:
    """Own choice, where no source is named; the CRM system goes live on 2025-07-01."""

    delay: tuple = (0.60, 0.25, 0.10, 0.05)  # of 0 to 3 days until she tells
    median_hours: tuple = (14.0, 14.0, 18.0, 21.0, 30.0, 9.0)  # m, by half-year from 2023
    spread: float = 0.80  # d
    severe_first: float = -0.35  # u
    ill: tuple = ("2025-03-03", "2025-03-16")
    ill_factor: float = 3.0
    longer_before_festival: float = 1.5
    closing_hours: float = 26.0  # median from answer to close
    closing_spread: float = 0.9
    rota_from: str = "2024-01-01"
    solved: float = 1.75  # r
    solved_severity: float = 0.30  # t
    solved_quality: float = 0.35  # q, per sd of the agent's quality
    again: float = 0.40
    answers: float = 0.45  # share of closed complaints that get a mark


@dataclass(frozen=True)
class Redress:
    """Logit of going.  Speed and redress count as in Davidow (2003); the sizes are our choice."""

    intercept: float = -1.0  # a
    severity: float = 0.45  # b
    hours: float = 0.45  # c
    offer: tuple = (0.0, -0.40, -0.90, -1.70)  # g, in the order of OFFERS
    unsolved: float = 0.60  # n


@dataclass(frozen=True)
class Mark:
    """The mark afterwards, in standard deviations of an opinion."""

    offer: tuple = (-1.40, -0.80, -0.20, 0.45)  # k
    severity: float = 0.35  # l
    hours: float = 0.25  # o
    unsolved: float = 0.90  # j


DESK, REDRESS, MARK = Desk(), Redress(), Mark()


def take_in(rng, incidents):
    """Turn voiced incidents into complaints: household, opened_at, channel, category, severity, incident."""
    n = len(incidents)
    days = pick(rng, DESK.delay, n)
    noticed = incidents["noticed_on"] + pd.to_timedelta(days, unit="D")
    dice, channel = rng.random(n), np.empty(n, dtype=object)
    for visit_channel, ways in WAYS_IN.items():
        here = (incidents["visit_channel"] == visit_channel).to_numpy()
        names, shares = zip(*ways, strict=True)
        way = np.minimum(np.searchsorted(np.cumsum(shares), dice[here]), len(names) - 1)
        channel[here] = np.array(names, dtype=object)[way]
    return pd.DataFrame(
        {
            "incident": incidents.index.to_numpy(),
            "household": incidents["household"].to_numpy(),
            "opened_at": (noticed + _time_of_day(rng, n)).to_numpy(),
            "channel": channel,
            "category": incidents["category"].to_numpy(),
            "severity": incidents["severity"].to_numpy(),
            "repeat": 0,
        }
    )


def _time_of_day(rng, n):
    seconds = 3600 * (8 + pick(rng, HOURS, n)) + rng.integers(0, 3600, n)
    return pd.to_timedelta(seconds, unit="s")


def handle(rng, seed, cases, satisfaction, log_regular):
    """Answer, offer, close and mark complaints, and draw what each customer does next.

    Parameters
    ----------
    rng : numpy.random.Generator
    seed : int
        Of the world, whose contact centre answers in 2025.
    cases : pandas.DataFrame
        From `take_in` or `complain_again`.
    satisfaction : numpy.ndarray
        S of each case's household.
    log_regular : numpy.ndarray
        The logarithm of its visits per 30 days.

    Returns
    -------
    pandas.DataFrame
        `cases` with ``mood``, ``handled_by``, ``first_response_at``, ``closed_at``, ``by_rota``, ``offer``,
        ``replaces``, ``solved``, ``times``, ``again``, ``go_chance``, ``goes``, ``satisfaction``.
    """
    n = len(cases)
    severity, opened_at = cases["severity"].to_numpy(), cases["opened_at"]
    handled_by, quality = _who(rng, seed, cases)
    hours = _hours(rng, cases)
    closing = rng.lognormal(np.log(DESK.closing_hours), DESK.closing_spread, n)
    by_rota = (opened_at >= DESK.rota_from).to_numpy()
    offer = _offers(rng, severity, by_rota)
    solved = rng.random(n) < _logistic(
        DESK.solved - DESK.solved_severity * (severity - 2) + DESK.solved_quality * quality
    )
    again = ~solved & (rng.random(n) < DESK.again) & (cases["repeat"].to_numpy() == 0)
    go_chance = chance_to_go(severity, hours, offer, solved, log_regular)
    opinion = (
        STARS.satisfaction * satisfaction
        + np.array(MARK.offer)[offer]
        - MARK.severity * (severity - 2)
        - MARK.hours * np.log(hours / 24)
        - MARK.unsolved * ~solved
        + STARS.error * rng.standard_normal(n)
    )
    mood = np.minimum((rng.random(n)[:, None] >= np.cumsum(MOOD_SHARES, axis=1)[severity - 1]).sum(axis=1), 3)
    return cases.assign(
        mood=np.array(MOODS, dtype=object)[mood],
        handled_by=handled_by,
        first_response_at=opened_at + _whole_minutes(hours),
        closed_at=opened_at + _whole_minutes(hours + closing),
        by_rota=by_rota.astype(int),
        offer=offer,
        replaces=np.isin(cases["category"].to_numpy(), GOODS) & (rng.random(n) < 0.5),
        solved=solved,
        times=1 + rng.poisson(0.3 + 0.3 * (severity - 1) + 0.9 * ~solved),
        again=again,
        go_chance=go_chance,
        goes=~again & (rng.random(n) < go_chance),
        satisfaction=np.where(rng.random(n) < DESK.answers, give_stars(opinion), 0),
    )


def chance_to_go(severity, hours, offer, solved, log_regular):
    """Give the chance to go after a complaint: arrays, the offer as a position in `OFFERS`.

    Examples
    --------
    >>> import numpy as np
    >>> from crmlab.story.complaint_desk import chance_to_go
    >>> chance_to_go(np.array([2]), np.array([24.0]), np.array([0]), np.array([True]), 0.0).round(2).tolist()
    [0.27]
    """
    return _logistic(
        REDRESS.intercept
        + REDRESS.severity * (severity - 2)
        + REDRESS.hours * np.log(hours / 24)
        + np.array(REDRESS.offer)[offer]
        + REDRESS.unsolved * ~solved
        - GOING.regular * log_regular
    )


def complain_again(rng, cases):
    """Give the second complaints of those who were not helped by the first: as `take_in`."""
    first = cases[cases["again"]]
    severity = np.minimum(first["severity"] + 1, 4)
    days = pd.to_timedelta(rng.integers(2, 14, len(first)), unit="D")
    opened_at = first["closed_at"].dt.normalize() + days + _time_of_day(rng, len(first))
    kept = ["incident", "household", "channel", "category"]
    return first[kept].assign(
        opened_at=opened_at, severity=severity, repeat=1, repeat_of=first.index.to_numpy()
    )


def _hours(rng, cases):
    opened_at = cases["opened_at"]
    half = 2 * (opened_at.dt.year - 2023) + (opened_at.dt.month > 6)
    median = np.array(DESK.median_hours)[np.minimum(half, len(DESK.median_hours) - 1)]
    median = median * cases["channel"].map(CHANNEL_HOURS).to_numpy(dtype=float)
    median = median * np.where(before_festival(opened_at), DESK.longer_before_festival, 1.0)
    first, last = pd.Timestamp(DESK.ill[0]), pd.Timestamp(DESK.ill[1]) + pd.Timedelta(days=1)
    median = median * np.where((opened_at >= first) & (opened_at < last), DESK.ill_factor, 1.0)
    centre = np.log(median) + DESK.severe_first * (cases["severity"].to_numpy() - 2)
    return np.exp(centre + DESK.spread * rng.standard_normal(len(cases))).clip(1 / 12, 400)


def _offers(rng, severity, by_rota):
    """Draw the position of each offer: evenly by rota, or as the owner felt."""
    felt = np.clip(np.rint(0.75 * (severity - 1) + 0.8 * rng.standard_normal(len(severity))), 0, 3)
    return np.where(by_rota, rng.integers(0, len(OFFERS), len(severity)), felt).astype(int)


def _who(rng, seed, cases):
    """Give who handles each case, and the quality of her service (0 for the shop's own people)."""
    n = len(cases)
    own = np.array(["owner", "counter", "office"], dtype=object)[pick(rng, (0.3, 0.4, 0.3), n)]
    quality, who, dice = np.zeros(n), own.copy(), rng.random(n)
    centre = (cases["opened_at"] >= "2025-01-01").to_numpy() & (cases["channel"] != "counter").to_numpy()
    staff = make_staff(seed).query("skill == 'care'")
    # An agent who is there for the whole of the month may have the case.
    months = cases["opened_at"].dt.to_period("M").dt.start_time
    for month in np.unique(months[centre]):
        end = month + pd.Timedelta(days=31)
        there = staff[(staff["hired_on"] <= month) & ~(staff["left_on"] < end)]
        here = np.flatnonzero(centre & (months == month).to_numpy())
        if len(there):
            chosen = (dice[here] * len(there)).astype(int)
            who[here] = there["agent_id"].to_numpy()[chosen]
            quality[here] = there["quality"].to_numpy()[chosen]
    return who, quality


def _whole_minutes(hours):
    return pd.to_timedelta(np.maximum(np.rint(60 * hours), 1).astype("int64"), unit="min")


def _logistic(x):
    return 1 / (1 + np.exp(-x))


CARD_VALUES = {"COMPLAINT_DESK": DESK, "COMPLAINT_GOING": REDRESS, "COMPLAINT_MARK": MARK}
