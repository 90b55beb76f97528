"""Offers: categories sold cheaper for two weeks, and how much each household minds the price.

While category c is on offer at a discount d, each line of household i that would have been something else
turns to c with probability

    h_i = s_i * d / 0.20,        s_i ~ Beta(a, b)

so s_i, its price sensitivity, is that probability at a discount of a fifth.  The share of lines in c rises
from p to p + (1 - p) h_i.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.story.products import CATEGORIES, make_products, popularity
from crmlab.story.streams import pick, stream


@dataclass(frozen=True)
class Offers:
    """Set so that an average household turns one line in ten to the offer."""

    sensitivity_a: float = 2.0
    sensitivity_b: float = 18.0
    full_discount: float = 0.20


OFFERS = Offers()
CARD_VALUES = {"OFFERS": OFFERS}
TABLES = ("offers",)

# category, first and last day, discount
_LIST = (
    ("oil", "2024-03-04", "2024-03-17", 0.15),
    ("snacks", "2024-06-03", "2024-06-16", 0.20),
    ("household", "2024-10-14", "2024-10-27", 0.20),
    ("dairy", "2025-02-17", "2025-03-02", 0.10),
    ("drinks", "2025-05-12", "2025-05-25", 0.20),
    ("rice", "2025-07-14", "2025-07-27", 0.10),
    ("household", "2025-11-03", "2025-11-16", 0.20),
    ("snacks", "2025-12-08", "2025-12-21", 0.15),
)


def make_offers():
    """Give the list of offers: one row each; a discount is a share of the price."""
    offers = pd.DataFrame(_LIST, columns=["category", "begins_on", "ends_on", "discount"])
    offers.insert(0, "offer_id", [f"F{i:02d}" for i in range(1, len(offers) + 1)])
    for column in ("begins_on", "ends_on"):
        offers[column] = pd.to_datetime(offers[column])
    return offers


def draw_sensitivity(seed, block, n):
    """Draw each household's price sensitivity, 0 to 1."""
    return stream(seed, "price sensitivity", block).beta(OFFERS.sensitivity_a, OFFERS.sensitivity_b, n)


def follow_offers(seed, block, sensitivity, household, day, product):
    """Turn lines to what is on offer.

    Parameters
    ----------
    seed, block : int
    sensitivity : array of shape (households,)
    household, day, product : array of shape (lines,)
        Of each line: position of the household, day, position of the product.

    Returns
    -------
    product : array of int
    discount : array of float
        Off the price of each line.
    """
    rng = stream(seed, "offers", block)
    products = make_products()
    category = products["category"].map({c: i for i, c in enumerate(CATEGORIES)}).to_numpy()
    product, discount = product.copy(), np.zeros(len(product))
    for offer in make_offers().itertuples():
        here = np.flatnonzero((day >= np.datetime64(offer.begins_on)) & (day <= np.datetime64(offer.ends_on)))
        wish = CATEGORIES.index(offer.category)
        turn = sensitivity[household[here]] * offer.discount / OFFERS.full_discount
        turned = here[rng.random(len(here)) < turn]
        listed = (products["listed_on"] <= offer.begins_on).to_numpy()
        weight = np.where((category == wish) & listed, popularity(), 0.0)
        turned = turned[category[product[turned]] != wish]
        product[turned] = pick(rng, weight, len(turned))
        discount[here[category[product[here]] == wish]] = offer.discount
    return product, discount
