"""Order lines: what lies in the basket of a visit.

A household has tastes: weights over the categories, Dirichlet around `CATEGORY_WEIGHT` (a baby's
things only where there is a small child, which is more likely in households of three and more).  A
visit thinks of 1 + Poisson(2.6) lines, at most 8; each draws a category by the household's weights
among those the shop has on that day, then a product by popularity.  The budget is split over the
lines by a flat Dirichlet, and each line takes the whole number of packs nearest to its part.  A line
of no packs is left on the shelf, but nobody goes home with nothing: the line nearest to a pack stays,
with one.  So an order's amount is near its budget but never exact, as at any till.

Two more things move a basket: what is on offer (`crmlab.story.offers`), and the razors that go with the
nappies (`crmlab.story.pairs`).

Some orders come back: with the chance in `Refunds` one line is returned within days, as an order of
its own with a negative amount that names the order it refunds.
"""

import numpy as np
import pandas as pd

from crmlab.story.offers import follow_offers
from crmlab.story.pairs import add_razors
from crmlab.story.products import CATEGORIES, CATEGORY_WEIGHT, make_products, popularity, price_factor
from crmlab.story.streams import stream
from crmlab.story.truth import REFUNDS

TASTE_STRENGTH = 12.0  # larger: households are more alike
MEAN_EXTRA_LINES, MOST_LINES = 2.6, 8
SMALL_CHILD = 0.35  # chance of a small child in a household of three or more


def make_tastes(seed, block, households):
    """Give each household's weight for each category: an array of shape (households, categories)."""
    rng = stream(seed, "tastes", block)
    share = CATEGORY_WEIGHT / CATEGORY_WEIGHT.sum()
    tastes = rng.gamma(TASTE_STRENGTH * share + 1e-12, size=(len(households), len(share)))
    child = (households["size"].to_numpy() >= 3) & (rng.random(len(households)) < SMALL_CHILD)
    baby = CATEGORIES.index("baby")
    tastes[:, baby] = np.where(child, tastes.sum(axis=1) * rng.uniform(0.25, 0.45, len(households)), 0.0)
    return tastes


def fill_baskets(seed, block, visits, tastes, sensitivity):
    """Fill the basket of each visit.

    Parameters
    ----------
    seed, block : int
    visits : pandas.DataFrame
        From `crmlab.story.purchases.make_visits`.
    tastes, sensitivity : numpy.ndarray
        From `make_tastes` and `crmlab.story.offers.draw_sensitivity`.

    Returns
    -------
    pandas.DataFrame
        One row per line: ``visit`` (position in `visits`), ``product`` (position in the list),
        ``quantity`` (packs), ``unit_price`` (yuan, of that day).
    """
    rng = stream(seed, "baskets", block)
    lines = 1 + np.minimum(rng.poisson(MEAN_EXTRA_LINES, len(visits)), MOST_LINES - 1)
    visit = np.repeat(np.arange(len(visits)), lines)
    product = _draw_products(rng, visits, visit, tastes)
    who, day = visits["household"].to_numpy()[visit], visits["ordered_on"].to_numpy()[visit]
    product, discount = follow_offers(seed, block, sensitivity, who, day, product)
    part = rng.standard_exponential(len(visit))
    part /= np.bincount(visit, weights=part, minlength=len(visits))[visit]
    level = price_factor(range(2023, 2100))[visits["ordered_on"].dt.year.to_numpy() - 2023]
    price = (make_products()["unit_price"].to_numpy()[product] * level[visit] * (1 - discount)).round(1)
    wanted = visits["budget"].to_numpy()[visit] * level[visit] * part / price
    quantity = np.maximum(np.rint(wanted), _nearest_to_a_pack(visit, wanted)).astype(int)
    basket = pd.DataFrame({"visit": visit, "product": product, "quantity": quantity, "unit_price": price})
    basket = add_razors(seed, block, basket[basket["quantity"] > 0], visits["ordered_on"].to_numpy(), level)
    # The same product twice in a basket is one line of more packs.
    return basket.groupby(["visit", "product"], as_index=False, sort=True).agg(
        quantity=("quantity", "sum"), unit_price=("unit_price", "first")
    )


def _nearest_to_a_pack(visit, wanted):
    """Mark, with 1, the line of each visit of which most packs are wanted."""
    by_wish = np.lexsort((wanted, visit))
    last = np.r_[visit[by_wish][1:] != visit[by_wish][:-1], True]
    return np.isin(np.arange(len(visit)), by_wish[last]).astype(int)


def _draw_products(rng, visits, visit, tastes):
    """Draw a product for every line among those listed by that day.

    The list grows on a few days only, so lines are drawn period by period, each with the weights that
    hold in it.
    """
    listed = make_products()["listed_on"]
    category = make_products()["category"].map({c: i for i, c in enumerate(CATEGORIES)}).to_numpy()
    day = visits["ordered_on"].to_numpy()[visit]
    household = visits["household"].to_numpy()[visit]
    dice = rng.random(len(visit)), rng.random(len(visit))
    product = np.empty(len(visit), dtype=int)
    changes = np.sort(listed.unique())
    for begin, end in zip(changes, [*changes[1:], np.datetime64("2262-01-01")], strict=True):
        here = np.flatnonzero((day >= begin) & (day < end))
        if not len(here):
            continue
        weight = np.where(listed.to_numpy() <= begin, popularity(), 0.0)
        within = np.zeros((len(CATEGORIES), len(weight)))
        within[category, np.arange(len(weight))] = weight
        total = within.sum(axis=1)
        taste = tastes * (total > 0)
        chosen = _pick_rows(taste, household[here], dice[0][here])
        product[here] = _pick_rows(within, chosen, dice[1][here])
    return product


def _pick_rows(weights, row, dice):
    """For each dice draw a column of the given row of weights."""
    edges = np.cumsum(weights, axis=1)
    total = edges[:, -1:]
    # A row without any weight is never asked for.
    edges = edges / np.where(total > 0, total, 1.0) + np.arange(len(weights))[:, None]
    edges[:, -1] = np.arange(1, len(weights) + 1)
    flat = np.searchsorted(edges.ravel(), row + dice, side="right")
    return np.minimum(flat - row * weights.shape[1], weights.shape[1] - 1)


def make_refunds(seed, block, lines, visits):
    """Choose the lines that come back, and when.

    Returns
    -------
    pandas.DataFrame
        One row per refund: ``visit``, ``line`` (position in `lines`), ``ordered_on``.
    """
    rng = stream(seed, "refunds", block)
    first_line = np.searchsorted(lines["visit"].to_numpy(), np.arange(len(visits)))
    count = np.bincount(lines["visit"], minlength=len(visits))
    line = first_line + (rng.random(len(visits)) * count).astype(int)
    later = rng.integers(REFUNDS.days_until[0], REFUNDS.days_until[1] + 1, len(visits))
    back = visits["ordered_on"] + pd.to_timedelta(later, unit="D")
    chosen = rng.random(len(visits)) < REFUNDS.share_of_orders
    return pd.DataFrame(
        {"visit": np.flatnonzero(chosen), "line": line[chosen], "ordered_on": back[chosen].to_numpy()}
    )
