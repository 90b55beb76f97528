"""Razors and nappies: a pair that sells together, and a shelf that is moved to help it.

The textbook tells it of a hypermarket, as a legend is told; here it is planted.  A basket with nappies also
gets a razor, bought by whoever was sent for the nappies, with a chance that is larger after 1 March 2025,
when the razors were hung beside the nappies:

    P(razor added | nappies in the basket) = q_before or q_after

Razors that somebody wanted anyway come on top, in any basket.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.story.products import make_products
from crmlab.story.streams import stream

RAZOR, NAPPIES = "P043", "P045"


@dataclass(frozen=True)
class Shelf:
    moved_on: str = "2025-03-01"
    q_before: float = 0.05
    q_after: float = 0.16


SHELF = Shelf()
CARD_VALUES = {"SHELF": SHELF}
TABLES = ()


def add_razors(seed, block, basket, ordered_on, level):
    """Add razors to baskets with nappies.

    Parameters
    ----------
    seed, block : int
    basket : pandas.DataFrame
        One row per line: ``visit``, ``product``, ``quantity``, ``unit_price``.
    ordered_on : array of datetime64, of shape (visits,)
    level : array of float, of shape (visits,)
        Price level of each visit.

    Returns
    -------
    pandas.DataFrame
        The basket with the razors.
    """
    rng = stream(seed, "razors", block)
    products = make_products()
    razor = products.index[products["product_id"] == RAZOR][0]
    nappies = products.index[products["product_id"] == NAPPIES][0]
    visit = basket.loc[basket["product"] == nappies, "visit"].unique()
    moved = ordered_on[visit] >= np.datetime64(SHELF.moved_on)
    visit = visit[rng.random(len(visit)) < np.where(moved, SHELF.q_after, SHELF.q_before)]
    price = (products.loc[razor, "unit_price"] * level[visit]).round(1)
    razors = pd.DataFrame({"visit": visit, "product": razor, "quantity": 1, "unit_price": price})
    return pd.concat([basket, razors], ignore_index=True)
