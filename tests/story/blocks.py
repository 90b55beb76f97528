"""Blocks of customers with what they bought, for the tests of parts that need no more of the world."""

import pandas as pd

from crmlab.story import people, purchases
from crmlab.story.block import Block
from crmlab.story.streams import BLOCK

SEED, OTHER_SEED = 20260101, 7
END = pd.Timestamp("2025-12-31")


def make_block(seed=SEED, number=0, n=BLOCK, parts=()):
    """Make n customers as they are if nothing happens to anybody, and the tables of some parts, in turn."""
    days = pd.date_range("2023-01-01", END)
    homes = people.make_households(seed, number, number * BLOCK, n, days)
    visits = purchases.make_visits(seed, number, homes, pd.date_range("2023-01-01", "2026-12-31"))
    visits = visits[visits["ordered_on"] <= END].reset_index(drop=True)
    block = Block(seed, number, homes, days)
    block.orders = pd.DataFrame(
        {
            "order_id": [f"O{number}{i:06d}" for i in range(len(visits))],
            "customer_id": homes["customer_id"].to_numpy()[visits["household"]],
            "ordered_on": visits["ordered_on"],
            "channel": visits["channel"],
            "amount": visits["budget"].round(2),
        }
    )
    for part in parts:
        block.tables |= part.make(block)
    return block
