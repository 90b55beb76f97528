"""Points: earned, given, redeemed, taken back and expired, entry by entry.

* **earn**: whole points of the amount times the tier's points per yuan, on the day of the order;
* **bonus**: `welcome` on joining, and as many points again as the order earns on the member day (the 8th);
* **redeem**: `never` of the members never do; each of the others looks at the shelf of rewards at an order
  with chance `looks` if the balance is enough for the smallest (`looks_late` if points expire within 60
  days), and takes the largest she can with chance `largest`, else the smallest;
* **reverse**: a refund takes back what its amount earned, as far as the balance goes;
* **expire**: what was got in a month and is still there expires on the last day of the same month a year
  later.

Whatever is used or taken back uses the oldest points first, so the balance is never below zero.  Rewards are
goods from a shelf of their own: they change no order's amount.
"""

from collections import deque
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from crmlab.story.streams import ids, stream

PER_BLOCK = 200_000  # entry numbers set aside for a block of customers
# id, names, points, worth on the shelf in yuan, cost to the shop in yuan
REWARDS = (
    ("G01", "Hand soap", "洗手液", 500, 6.9, 4.1),
    ("G02", "Soy sauce", "酱油", 1000, 14.9, 9.2),
    ("G03", "Rice, 2.5 kg", "大米2.5公斤", 2000, 25.9, 19.0),
    ("G04", "Peanut oil, 2.5 L", "花生油2.5升", 5000, 69.9, 52.0),
)


@dataclass(frozen=True)
class Points:
    """The rules are the shop's; how members redeem is our choice (breakage of a third or more is usual)."""

    per_yuan: tuple = (1.0, 1.2, 1.5)  # basic, silver, gold
    welcome: int = 100
    member_day: int = 8
    months: int = 12
    never: float = 0.35
    looks: float = 0.15
    looks_late: float = 0.40
    largest: float = 0.75


POINTS = Points()


def make_ledger(block, who, tier, enrolled_on):
    """Keep the ledger of a block.

    Parameters
    ----------
    block : crmlab.story.block.Block
    who : numpy.ndarray of int
        The household of each order.
    tier : numpy.ndarray of int, shape (households, months)
        From `crmlab.story.members.tiers_by_month`.
    enrolled_on : pandas.Series
        The day each household joined; NaT for none.

    Returns
    -------
    ledger : pandas.DataFrame
        By day; the columns are those of the card of ``points``.
    redeems : numpy.ndarray of bool
        Whether each household is one that redeems at all.
    """
    rng = stream(block.seed, "points", block.block)
    redeems = rng.random(len(enrolled_on)) >= POINTS.never
    events = _events(block, who, tier, enrolled_on)
    events["look"], events["choice"] = rng.random((2, len(events)))
    day = _day_number(events["ordered_on"])
    columns = ["order", "points", "look", "choice"]
    rows = list(zip(day.tolist(), *(events[name].tolist() for name in columns), strict=True))
    ends = np.cumsum(np.bincount(events["household"], minlength=len(enrolled_on))).tolist()
    joined, today = _day_number(enrolled_on).tolist(), int(_day_number(block.days[-1:])[0])
    entries = []
    for household in np.flatnonzero(enrolled_on.notna()).tolist():
        account = Account(bool(redeems[household]), joined[household], today)
        begin = ends[household - 1] if household else 0
        for row in rows[begin : ends[household]]:
            account.visit(*row)
        entries += [(household, *entry) for entry in account.close()]
    return _ledger(block, entries), redeems


def _day_number(days):
    """Count days from 1970: whole numbers are much faster than dates in a loop."""
    return np.asarray(days, dtype="datetime64[D]").astype(int)


@cache
def _calendar():
    """Give for each day until 2030, by its number: its day of the month, and when points got on it expire."""
    days = pd.date_range("1970-01-01", "2030-12-31")
    expires = days.to_period("M") + POINTS.months
    return days.day.tolist(), _day_number(expires.end_time.normalize()).tolist()


def _events(block, who, tier, enrolled_on):
    """Give the orders and refunds of members since they joined, with the points each is worth."""
    orders = block.orders
    joined = enrolled_on.to_numpy()[who]
    day = orders["ordered_on"]
    months = 12 * (day.dt.year - 2023) + day.dt.month - 1
    rate = np.array(POINTS.per_yuan)[tier[who, months.to_numpy()]]
    first = pd.Series(np.arange(len(orders)), orders["order_id"]).reindex(orders["refund_of"]).to_numpy()
    refund = orders["refund_of"].notna().to_numpy()
    source = np.where(refund, np.nan_to_num(first), np.arange(len(orders))).astype(int)
    amount = orders["amount"].to_numpy()
    points = np.sign(amount) * np.floor(np.round(np.abs(amount) * rate[source], 6))
    earned = (day.to_numpy()[source] >= joined) & ~np.isnat(joined) & (points != 0)
    events = pd.DataFrame(
        {"household": who, "ordered_on": day, "order": np.arange(len(orders)), "points": points.astype(int)}
    )
    return events[earned].sort_values(["household", "ordered_on", "order"], ignore_index=True)


class Account:
    """One member's points, kept as lots in the order in which they expire; days are numbers from 1970."""

    def __init__(self, redeems, joined, today):
        self._redeems, self._today = redeems, today
        self._lots, self._balance, self._entries = deque(), 0, []
        self._gain(joined, "bonus", POINTS.welcome, -1)

    def visit(self, day, order, points, look, choice):
        """Book an order (points above 0) or a refund (below)."""
        self._expire(day)
        if points < 0:
            taken = min(-points, self._balance)
            if taken:
                self._use(taken)
                self._entries.append((day, "reverse", -taken, order, None))
            return
        self._maybe_redeem(day, order, look, choice)
        self._gain(day, "earn", points, order)
        if _calendar()[0][day] == POINTS.member_day:
            self._gain(day, "bonus", points, order)

    def close(self):
        """Let expire what has expired by today; give all entries."""
        self._expire(self._today + 1)
        return self._entries

    def _gain(self, day, kind, points, order):
        self._entries.append((day, kind, points, order, None))
        self._balance += points
        expires_on = _calendar()[1][day]
        if self._lots and self._lots[-1][0] == expires_on:
            self._lots[-1][1] += points
        else:
            self._lots.append([expires_on, points])

    def _use(self, points):
        self._balance -= points
        while points:
            used = min(points, self._lots[0][1])
            self._lots[0][1] -= used
            points -= used
            if not self._lots[0][1]:
                self._lots.popleft()

    def _expire(self, day):
        """Expire the lots whose last day is before `day`."""
        while self._lots and self._lots[0][0] < day:
            expires_on, points = self._lots.popleft()
            self._balance -= points
            self._entries.append((expires_on, "expire", -points, -1, None))

    def _maybe_redeem(self, day, order, look, choice):
        if not self._redeems or self._balance < REWARDS[0][3]:
            return
        late = self._lots[0][0] <= day + 60
        if look < (POINTS.looks_late if late else POINTS.looks):
            within = [reward for reward in REWARDS if reward[3] <= self._balance]
            reward = within[-1] if choice < POINTS.largest else within[0]
            self._use(reward[3])
            self._entries.append((day, "redeem", -reward[3], order, reward[0]))


def _ledger(block, entries):
    columns = ["household", "posted_on", "kind", "points", "order", "reward_id"]
    ledger = pd.DataFrame(entries, columns=columns)
    ledger["posted_on"] = ledger["posted_on"].to_numpy(dtype="datetime64[D]").astype("datetime64[ns]")
    ledger = ledger.sort_values(["posted_on", "household"], kind="stable", ignore_index=True)
    order_id = block.orders["order_id"].to_numpy()
    order = ledger["order"].to_numpy(dtype=int)
    return pd.DataFrame(
        {
            "entry_id": ids("J", block.block * PER_BLOCK, len(ledger), 6),
            "customer_id": block.households["customer_id"].to_numpy()[ledger["household"].astype(int)],
            "posted_on": ledger["posted_on"],
            "kind": ledger["kind"],
            "points": ledger["points"].astype(int),
            "order_id": np.where(order >= 0, order_id[np.maximum(order, 0)], None) if len(order_id) else None,
            "reward_id": ledger["reward_id"],
        }
    )
