"""The shop's products, and how they got into it: rice first, then groceries, then the house and the baby.

``assortment.csv`` is the list.  A product whose popularity is 0 is sold only by a campaign.  Prices
rise on the first of January by the factors of `PRICE_FACTOR`; costs rise with them.
"""

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

CATEGORIES = (
    "rice", "flour", "oil", "seasoning", "fresh", "dairy",
    "snacks", "drinks", "household", "personal", "baby", "gift",
)  # fmt: skip
# What the average household takes: the weight of each category among the lines of a basket.
CATEGORY_WEIGHT = np.array([16, 9, 7, 11, 17, 9, 10, 8, 7, 4, 2, 0], dtype=float)
PRICE_FACTOR = {2023: 1.00, 2024: 1.03, 2025: 1.05}


@cache
def _assortment():
    return pd.read_csv(Path(__file__).parent / "assortment.csv", parse_dates=["listed_on"])


def make_products():
    """Give the product list: one row per product, prices in yuan as on the day it was listed.

    Returns
    -------
    pandas.DataFrame
        ``product_id``, ``category``, ``name_en``, ``name_zh``, ``pack``, ``unit_price``, ``unit_cost``,
        ``listed_on``.
    """
    return _assortment().drop(columns="popularity")


def price_factor(years):
    """Give the price level of each year; years after the list keep the last one.

    Examples
    --------
    >>> from crmlab.story.products import price_factor
    >>> price_factor([2023, 2025]).tolist()
    [1.0, 1.05]
    """
    last = max(PRICE_FACTOR)
    return np.array([PRICE_FACTOR.get(int(y), PRICE_FACTOR[min(max(int(y), 2023), last)]) for y in years])


def popularity():
    """Give the weight of each product within its category, in the order of the list."""
    return _assortment()["popularity"].to_numpy(dtype=float)
