"""The line: every call from ring to wrap-up, event by event.

A caller leaves the voice menu and joins a queue.  The agent who has been idle longest takes her at once; if
none is idle she waits, first come, first served, until an agent is free or her patience is over; agents take
no call in the last `Staff.last_call_minutes` of a shift:

    talk ~ s_agent * lognormal(ln median_k, spread),  wrap-up ~ gamma,  patience ~ exponential(mean_k).

A misrouted caller talks briefly and joins the other queue at the end of it, with her patience renewed.  The
last agent who has her settles the matter with probability

    logit^-1(logit(p_reason) + slope * q_agent + training).

If she hangs up, or nothing is settled, she may ring again.  With these laws a queue of n agents is M/G/n+M in
each half hour, which Erlang A (M/M/n+M) describes closely (Garnett, Mandelbaum and Reiman 2002; Whitt 2005).
"""

from collections import deque
from heapq import heapify, heappop, heappush

import numpy as np
import pandas as pd

from crmlab.story.contact_centre_truth import PATIENCE, REASONS, RESOLUTION, SKILLS, STAFF, WORK
from crmlab.story.streams import stream

FREE, JOIN = 0, 1  # at the same second an agent is free before a caller joins
NONE = -1


def draw_calls(seed, arrivals):
    """Draw all that chance will decide in each call, whoever takes it.

    Returns
    -------
    dict of str to list
        Arrays by call; those with two rows are for the first agent and, after a transfer, the second.
    """
    rng = stream(seed, "contact centre calls")
    n = len(arrivals)
    skill = np.stack([arrivals["skill"], 1 - arrivals["skill"]])  # the second is the other queue
    median = np.array([WORK.order_talk, WORK.care_talk])[skill]
    wrap = np.array([WORK.order_wrap, WORK.care_wrap])[skill]
    patience = np.array([PATIENCE.order, PATIENCE.care])[skill]
    delay = rng.exponential(86400 * RESOLUTION.again_days, n)
    return {
        "ivr": np.maximum(1, rng.gamma(4, WORK.ivr / 4, n).round()).astype(int),
        "talk": median * np.exp(WORK.spread * rng.standard_normal((2, n))),
        "wrap": np.maximum(1, rng.gamma(WORK.wrap_shape, wrap / WORK.wrap_shape).round()).astype(int),
        "patience": rng.exponential(patience).round(1),
        "settle": rng.random(n),
        "again": rng.random(n),
        "again_unsettled": delay,
        "again_abandoned": rng.exponential(60 * PATIENCE.again_abandoned_minutes, n),
        "cut_off": rng.random((2, n)),
        "cut_talk": rng.integers(3, 11, (2, n)),
    }


class Line:
    """The two queues, the agents, and what is written down of each call."""

    def __init__(self, arrivals, callers, chance, staff, rosters):
        self.n = len(arrivals)
        self.second = arrivals["second"].tolist()
        self.skill = arrivals["skill"].tolist()
        self.misrouted = callers["misrouted"].tolist()
        self.reason = callers["reason"].tolist()
        self.same = list(range(self.n))  # the fresh call of the same caller
        self.repeat_of = [NONE] * self.n
        self.chance = {name: values.tolist() for name, values in chance.items()}
        self.slowness = staff["slowness"].tolist()
        self.queues = [deque(), deque()]
        self.idle = [[], []]  # (idle since, agent, until when she takes calls)
        self.due = [[], []]  # (time, call): who will ring again
        self.legs = {"first": {}, "second": {}}  # call -> (joined, wait, agent, talk, wrap)
        self.settled = [NONE] * self.n
        self.odds = _odds(staff)
        self.trained_from = _trained_from(staff, rosters)
        self.cutter = _who_hangs_up(staff)
        self.base = [_logit(settled) for *_, settled, _, _ in REASONS]
        self.events = self._first_events(rosters)

    def _first_events(self, rosters):
        """Queue up the first events: shifts that begin and calls that leave the voice menu."""
        begin = rosters["shift_on"].min()
        present = rosters[rosters["absent"] == 0]
        start = (present["starts_at"] - begin).dt.total_seconds().astype(int)
        last = present["ends_at"] - pd.Timedelta(minutes=STAFF.last_call_minutes)
        end = (last - begin).dt.total_seconds().astype(int)
        agent = present["agent_id"].str[1:].astype(int) - 1
        queue = present["skill"].map(SKILLS.index)
        events = [(s, FREE, a, (k, e)) for s, a, k, e in zip(start, agent, queue, end, strict=True)]
        ivr = self.chance["ivr"]
        events += [(self.second[i] + ivr[i], JOIN, i, 0) for i in range(self.n)]
        heapify(events)
        return events

    def run(self):
        """Let everything happen in its order."""
        while self.events:
            now, kind, who, what = heappop(self.events)
            if kind == FREE:
                self._agent_is_free(now, who, *what)
            else:
                self._caller_joins(now, who, what)
        for queue in self.queues:
            while queue:
                self._gives_up(*queue.popleft())
        return self

    def _caller_joins(self, now, call, leg):
        if leg == 0:
            self._perhaps_a_repeat(now, call)
        queue = self.skill[call] if leg == 0 else 1 - self.skill[call]
        idle = self.idle[queue]
        while idle:
            _, agent, ends = heappop(idle)
            if ends > now:
                self._serve(now, now, call, leg, agent, queue, ends)
                return
        self.queues[queue].append((now, call, leg))

    def _agent_is_free(self, now, agent, queue, ends):
        if now >= ends:
            return
        waiting = self.queues[queue]
        while waiting:
            joined, call, leg = waiting.popleft()
            if now - joined <= self.chance["patience"][leg][call]:
                self._serve(now, joined, call, leg, agent, queue, ends)
                return
            self._gives_up(joined, call, leg)
        heappush(self.idle[queue], (now, agent, ends))

    def _perhaps_a_repeat(self, now, call):
        due = self.due[self.skill[call]]
        if due and due[0][0] <= now:
            before = heappop(due)[1]
            self.repeat_of[call], self.same[call] = before, self.same[before]
            self.reason[call], self.misrouted[call] = self.reason[before], False

    def _serve(self, now, joined, call, leg, agent, queue, ends):
        passes_on = self.misrouted[call] and leg == 0
        talk = self.chance["talk"][leg][call] * self.slowness[agent]
        cut_off = agent == self.cutter and self.chance["cut_off"][leg][call] < STAFF.hanger_up
        if passes_on:
            talk *= WORK.misrouted_talk
        if cut_off:
            passes_on, talk = False, self.chance["cut_talk"][leg][call]
        talk, wrap = max(1, round(talk)), self.chance["wrap"][leg][call]
        self.legs["second" if leg else "first"][call] = (joined, now - joined, agent, talk, wrap)
        heappush(self.events, (now + talk + wrap, FREE, agent, (queue, ends)))
        if passes_on:
            heappush(self.events, (now + talk, JOIN, call, 1))
        else:
            self._settle(now, now + talk, call, agent, cut_off)

    def _settle(self, now, end, call, agent, cut_off):
        logit = self.base[self.reason[call]] + self.odds[agent]
        if now >= self.trained_from[agent]:
            logit += RESOLUTION.training
        settled = not cut_off and self.chance["settle"][call] < 1 / (1 + np.exp(-logit))
        self.settled[call] = int(settled)
        if not settled and self.chance["again"][call] < RESOLUTION.again:
            self._will_ring_again(end + self.chance["again_unsettled"][call], call)

    def _gives_up(self, joined, call, leg):
        waited = int(self.chance["patience"][leg][call])
        self.legs["second" if leg else "first"][call] = (joined, waited, NONE, NONE, NONE)
        if self.chance["again"][call] < PATIENCE.again_abandoned:
            self._will_ring_again(joined + waited + self.chance["again_abandoned"][call], call)

    def _will_ring_again(self, time, call):
        right = SKILLS.index(REASONS[self.reason[call]][1])
        heappush(self.due[right], (time, call))


def _logit(p):
    return float(np.log(p / (1 - p)))


def _odds(staff):
    return (RESOLUTION.per_quality * staff["quality"]).tolist()


def _trained_from(staff, rosters):
    """Give the second from which each agent is trained; never for the others."""
    seconds = (staff["trained_on"] - rosters["shift_on"].min()).dt.total_seconds()
    return seconds.fillna(np.inf).tolist()


def _who_hangs_up(staff):
    """Give the position of the one agent who cuts calls off: the newest of the care queue."""
    return int(np.flatnonzero(staff["on_duty"] & (staff["skill"] == "care"))[-1])


def lay_out_legs(legs):
    """Put the legs into a table by call: ``call``, ``joined``, ``wait``, ``agent``, ``talk``, ``wrap``."""
    table = pd.DataFrame.from_dict(legs, orient="index", columns=["joined", "wait", "agent", "talk", "wrap"])
    return table.rename_axis("call").sort_index().reset_index()
