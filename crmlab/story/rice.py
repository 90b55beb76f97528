"""The rice notebook of 2023: who eats how much, and when to deliver and collect.

The shop begins as Wang Yongqing's did: the keeper writes down how many people live in a house, how much
rice they say they eat, and when they are paid; he delivers before the jar is empty, pours the old rice
out, the new in, the old on top, and collects after payday.  For household i, in the notebook with
probability `Rice.share` if it joined before `Rice.joined_before`,

    true use         g_i ~ lognormal, mean `grams_mean`, sd of the log `grams_spread`  (grams a head and day)
    told use         t_i = g_i * exp(N(0, told_spread)), written down in tens of grams
    people           n_i as they are; written one too many or too few with probability `size_wrong`

Delivery k leaves a stock s_ik (kg) in the jar; it lasts

    T_ik = 1000 s_ik / (n_i g_i) * exp(N(0, cycle_spread))  days,

as guests come and people go away.  The keeper plans to come `days_before` before 1000 s / (noted people *
told use) days are over (up to two days later, as the round goes).  If the jar is empty first, the house
sends for him and gets its rice the day after.  He brings about a month's rice in bags, and finds
max(0, s (1 - days / T)) kg of old rice.

The money is collected on the next payday, a little later with probability `lagging`, or on the payday
after that with probability `late`; and never with probability `never`.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.story.streams import ids, pick, stream

TABLES = ("rice_notebook", "rice_deliveries", "truth/rice_notebook", "truth/rice_deliveries")
ROOM = 40_000  # delivery numbers kept for each block of customers
LAST_DAY = pd.Timestamp("2023-12-31")
PAYDAYS, PAYDAY_SHARES = np.array([1, 5, 8, 10, 12, 15, 20, 25]), (6, 14, 8, 24, 6, 24, 10, 8)


@dataclass(frozen=True)
class Rice:
    """The notebook's process (own choices unless a source is named)."""

    joined_before: str = "2023-05-01"
    share: float = 0.5  # of those who joined before that day
    # 66 kg a year: within the 200 to 300 g of all cereals a day that the Chinese Nutrition Society (2022)
    # advises, and for a house that eats rice, not wheat.
    grams_mean: float = 180.0
    grams_spread: float = 0.22
    told_spread: float = 0.15
    cycle_spread: float = 0.08
    size_wrong: float = 0.06
    days_before: int = 2
    bag_kg: float = 5.0
    bag_price: float = 36.8  # yuan, product P001 in 2023
    month_days: int = 30
    lagging: float = 0.25  # collected one to three days after payday
    late: float = 0.10
    never: float = 0.006


RICE = Rice()
CARD_VALUES = {"RICE": RICE}


def make(block):
    """Make the notebook of a block: some 7% of the customers, about 300 of 4,000.

    Parameters
    ----------
    block : crmlab.story.block.Block

    Returns
    -------
    dict of str to pandas.DataFrame
        ``rice_notebook``, one row per household; ``rice_deliveries``, one per delivery; and their truths.
    """
    pages = _write_pages(block)
    deliveries = _collect(block, pages, _deliver(block, pages))
    deliveries = deliveries.sort_values(["delivered_on", "customer_id"], ignore_index=True)
    deliveries.insert(0, "delivery_id", ids("N", block.block * ROOM, len(deliveries), 6))
    told = ["customer_id", "household_size", "grams_per_head", "payday", "first_on"]
    true = pages[["customer_id", "true_size", "true_grams"]].set_axis(
        ["customer_id", "household_size", "grams_per_head"], axis=1
    )
    seen = ["delivery_id", "customer_id", "delivered_on", "bags", "old_rice_kg", "ran_out_on", "amount_owed",
            "collected_on"]  # fmt: skip
    return {
        "rice_notebook": pages[told],
        "rice_deliveries": deliveries[seen],
        "truth/rice_notebook": true,
        "truth/rice_deliveries": deliveries[["delivery_id", "empty_on"]],
    }


def _write_pages(block):
    """Write one page per household: what it told, and what is true."""
    rng = stream(block.seed, "rice pages", block.block)
    homes = block.households
    n = len(homes)
    known = (homes["joined_on"] < pd.Timestamp(RICE.joined_before)).to_numpy() & (rng.random(n) < RICE.share)
    grams = RICE.grams_mean * np.exp(rng.normal(-(RICE.grams_spread**2) / 2, RICE.grams_spread, n))
    told = np.maximum(10 * np.round(grams * np.exp(rng.normal(0, RICE.told_spread, n)) / 10), 10)
    size = homes["size"].to_numpy()
    wrong = np.where(rng.random(n) < RICE.size_wrong, np.where(rng.random(n) < 0.5, 1, -1), 0)
    lifetime = pd.to_timedelta(homes["lifetime_days"].clip(upper=3650), unit="D")
    first = homes["joined_on"] + pd.to_timedelta(rng.integers(1, 15, n), unit="D")
    pages = pd.DataFrame(
        {
            "customer_id": homes["customer_id"],
            "household_size": np.where(size + wrong < 1, size, size + wrong),
            "grams_per_head": told.astype(int),
            "payday": PAYDAYS[pick(rng, PAYDAY_SHARES, n)],
            "first_on": first,
            "true_size": size,
            "true_grams": grams.round(1),
            "until": (homes["joined_on"] + lifetime).clip(upper=LAST_DAY),
        }
    )
    return pages[known & (first < pages["until"])].reset_index(drop=True)


def _deliver(block, pages):
    """Run the rounds, delivery by delivery, for all households at once; days count from 1 January 2023."""
    rng = stream(block.seed, "rice rounds", block.block)
    start = pd.Timestamp("2023-01-01")
    use = (pages["true_size"] * pages["true_grams"]).to_numpy() / 1000  # kg a day
    thought = (pages["household_size"] * pages["grams_per_head"]).to_numpy() / 1000
    bags = np.maximum(np.round(thought * RICE.month_days / RICE.bag_kg), 1).astype(int)
    day, until = (pages["first_on"] - start).dt.days.to_numpy(), (pages["until"] - start).dt.days.to_numpy()
    ran_out, rounds = np.full(len(pages), -1), []
    # What the till sold them before the first delivery is in the jar: up to a week's rice.
    old = (use * 7 * rng.random(len(pages))).round(1)
    while not rounds or (day <= until).any():
        stock = old + bags * RICE.bag_kg
        lasts = stock / use * np.exp(rng.normal(0, RICE.cycle_spread, len(pages)))
        comes = np.floor(stock / thought) - RICE.days_before + rng.integers(0, 3, len(pages))
        comes = np.maximum(comes, 1)
        empty = day + np.floor(lasts).astype(int)
        columns = {"day": day, "bags": bags, "old_rice_kg": old, "ran_out": ran_out, "empty": empty}
        rounds.append(pd.DataFrame(columns).rename_axis("page").reset_index()[day <= until])
        empty_first = lasts < comes
        waits = np.where(empty_first, np.floor(lasts) + 1, comes)
        old = np.where(empty_first, 0.0, np.maximum(stock * (1 - waits / lasts), 0)).round(1)
        ran_out = np.where(empty_first, day + np.floor(lasts), -1).astype(int)
        day = day + waits.astype(int)
    deliveries = pd.concat(rounds, ignore_index=True)
    when = start + pd.to_timedelta(deliveries["ran_out"], unit="D")
    return deliveries.assign(
        customer_id=pages["customer_id"].to_numpy()[deliveries["page"]],
        delivered_on=start + pd.to_timedelta(deliveries["day"], unit="D"),
        ran_out_on=when.where(deliveries["ran_out"] >= 0),
        empty_on=start + pd.to_timedelta(deliveries["empty"], unit="D"),
        amount_owed=(deliveries["bags"] * RICE.bag_price).round(2),
    )


def _collect(block, pages, deliveries):
    """Collect after payday; those who never pay keep an empty date."""
    rng = stream(block.seed, "rice money", block.block)
    n = len(deliveries)
    payday = pages["payday"].to_numpy()[deliveries["page"]]
    late = rng.random(n) < RICE.late
    lag = np.where(rng.random(n) < RICE.lagging, rng.integers(1, 4, n), 0)
    on = deliveries["delivered_on"]
    month = on.dt.to_period("M").dt.to_timestamp()
    behind = (on.dt.day.to_numpy() >= payday).astype(int) + late
    due = [first + pd.DateOffset(months=int(k)) for first, k in zip(month, behind, strict=True)]
    paid = pd.Series(due, index=deliveries.index, dtype="datetime64[us]")
    collected = paid + pd.to_timedelta(payday - 1 + lag, unit="D")
    return deliveries.assign(collected_on=collected.where(rng.random(n) >= RICE.never))
