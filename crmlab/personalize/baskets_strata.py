"""Is it the basket or the household?  Lift within strata, and a shelf that is moved."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_dates, open_frame, to_day
from crmlab.language import say
from crmlab.personalize.baskets import need_count, placed_in_pandas
from crmlab.shares import wilson


def lift_within(lines, within, min_count=1, basket="order_id", item="product_id", quantity="quantity"):
    """Compare each pair's count with what is to be expected within strata, such as households.

    Two things that the same households buy lie in one basket more often than chance, without one
    leading to the other.  Within a household (or a month, or a weekend) that share is taken out:
    the expected count of each stratum is ``n_a * n_b / n``, and the strata are added up (Cochran 1954;
    Mantel and Haenszel 1959).

    Parameters
    ----------
    lines : table of any engine
        One row for each item of each basket.
    within : str
        Column with the stratum of the basket: the customer, the month, whether it was a weekend.
    min_count : int, default 1
        Pairs that lie together in fewer baskets are not given.
    basket, item, quantity
        As for `item_counts`.

    Returns
    -------
    pandas.DataFrame
        One row for each pair: ``item_a``, ``item_b``; ``count`` (int, baskets with both); ``lift`` (float,
        over all baskets); ``expected`` (float, baskets, within strata); ``lift_within`` (float, count over
        expected, NaN where nothing can be expected); ``z`` (float, standard errors above the expected
        count); ``p_value`` (float, one-sided).  The largest lift first.

    Raises
    ------
    InputError
        As `item_counts`, and if a basket lies in two strata.

    Warns
    -----
    LeftOutWarning
        As `item_counts`.

    Notes
    -----
    A pair without any link has a `lift_within` somewhat below 1 where baskets are short: what lies in a
    basket leaves less room for the rest.

    Examples
    --------
    >>> from crmlab.personalize import lift_within, to_lines
    >>> baby = [["nappies", "wipes"], ["nappies"], ["wipes"], ["eggs"]]
    >>> others = [["eggs"], ["rice"], ["eggs", "rice"], ["rice"]]
    >>> lines = to_lines(baby + others)
    >>> lines["home"] = ["baby" if order <= 4 else "none" for order in lines["order_id"]]
    >>> pair = lift_within(lines, "home").query("item_a == 'nappies'")
    >>> pair[["item_b", "count", "lift", "expected", "lift_within"]]
      item_b  count  lift  expected  lift_within
    0  wipes      1   2.0       1.0          1.0
    """
    need_count(min_count, "min_count")
    placed = placed_in_pandas(lines, basket, item, quantity, further=(within,))
    row = pd.factorize(placed[basket])[0]
    column, names = pd.factorize(placed[item], sort=True)
    # Missing strata make one of their own: nothing is dropped.
    of_basket = placed.drop_duplicates(basket)[within]
    stratum = pd.factorize(of_basket, use_na_sentinel=False)[0]
    together, alone, expected, variance = _tables(row, column, stratum, len(names))
    a, b = np.triu_indices(len(names), 1)
    good = together[a, b] >= min_count
    a, b = a[good], b[good]
    table = pd.DataFrame({"item_a": names[a], "item_b": names[b], "count": together[a, b]})
    table["lift"] = table["count"] / alone[a] * len(stratum) / alone[b]
    table["expected"] = expected[a, b]
    table["lift_within"] = table["count"] / table["expected"].where(table["expected"] > 0)
    spread = np.sqrt(variance[a, b])
    table["z"] = (table["count"] - table["expected"]) / np.where(spread > 0, spread, np.nan)
    from scipy.stats import norm

    table["p_value"] = norm.sf(table["z"].fillna(0))
    return table.sort_values("lift", ascending=False, kind="stable", ignore_index=True)


def _tables(row, column, stratum, items):
    """Give counts together, counts alone, and the expected counts and variances added over strata."""
    from scipy.sparse import csr_matrix

    baskets = len(stratum)
    held = csr_matrix((np.ones(len(row)), (row, column)), shape=(baskets, items))
    together = (held.T @ held).toarray().astype("int64")
    member = csr_matrix((np.ones(baskets), (stratum, np.arange(baskets))))
    with_item = (member @ held).tocsr()
    size = np.bincount(stratum).astype("float64")
    shares = with_item.multiply(1 / size[:, None]).tocsr()
    expected = (shares.T @ with_item).toarray()
    # Hypergeometric variance, n_a n_b (n - n_a)(n - n_b) / (n^2 (n - 1)), without writing out empty strata.
    weight = 1 / (size**2 * np.maximum(size - 1, 1))
    free = with_item.multiply(size[:, None]).tocsr() - with_item.multiply(with_item).tocsr()
    variance = (free.multiply(weight[:, None]).tocsr().T @ free).toarray()
    return together, together.diagonal().astype("float64"), expected, variance


@dataclass(frozen=True)
class ShelfMove:
    """What `shelf_move` found.

    Attributes
    ----------
    table : pandas.DataFrame
        Four rows: ``neighbour`` (bool, whether the basket holds the neighbour), ``after`` (bool),
        ``baskets`` and ``with_item`` (int), ``share``, ``low``, ``high`` (float, Wilson's 95% interval).
    effect : float
        Change of the share in baskets with the neighbour, less the change in the others (0.05 for five
        percentage points).
    low, high : float
        Its 95% interval.
    extra : float
        Items sold after the move that would not have been sold without it, in baskets with the neighbour.
    """

    table: pd.DataFrame = field(repr=False)
    effect: float
    low: float
    high: float
    extra: float


def shelf_move(
    lines, item_moved, neighbour, moved_on, basket="order_id", item="product_id", date="ordered_on",
    quantity="quantity",
):  # fmt: skip
    """Read the move of an item next to another as an experiment: before and after, with a comparison.

    Sales change with season and growth too.  Baskets without the neighbour feel these and not the
    shelf, so their change is taken off (difference in differences).

    Parameters
    ----------
    lines : table of any engine
        One row for each item of each basket, with its `date`.
    item_moved, neighbour : str
        The item that was moved, and the one it was put beside.
    moved_on : str or date
        First day of the new shelf.
    basket, item, date, quantity : str
        Columns; `quantity` may be None.

    Returns
    -------
    ShelfMove

    Raises
    ------
    InputError
        For a missing column, an item that is never sold, or if before or after there is no basket with the
        neighbour, or none without.

    Notes
    -----
    The interval is the normal one for a difference of four independent shares; under ten sales in a cell
    it is too narrow.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import shelf_move, to_lines
    >>> before = 8 * [["nappies"]] + 2 * [["nappies", "razor"]] + 9 * [["rice"]] + [["razor"]]
    >>> after = 6 * [["nappies"]] + 4 * [["nappies", "razor"]] + 9 * [["rice"]] + [["razor"]]
    >>> lines = to_lines(before + after)
    >>> lines["ordered_on"] = pd.Timestamp("2025-01-01")
    >>> lines.loc[lines["order_id"] > 20, "ordered_on"] = pd.Timestamp("2025-05-01")
    >>> round(shelf_move(lines, "razor", "nappies", "2025-03-01").effect, 2)
    0.2
    """
    day = pd.Timestamp(to_day(moved_on, "moved_on"))
    placed = placed_in_pandas(lines, basket, item, quantity, further=(date,))
    need_dates(open_frame(placed, "lines"), date, "lines")
    for wanted in (item_moved, neighbour):
        if wanted not in set(placed[item]):
            raise InputError(say("baskets.never_sold", item=repr(wanted), column=item))
    facts = placed.groupby(basket).agg(day=(date, "first"))
    facts["sold"] = facts.index.isin(placed.loc[placed[item] == item_moved, basket])
    facts["neighbour"] = facts.index.isin(placed.loc[placed[item] == neighbour, basket])
    facts["after"] = facts["day"] >= day
    table = facts.groupby(["neighbour", "after"])["sold"].agg(["size", "sum"]).reset_index()
    table.columns = ["neighbour", "after", "baskets", "with_item"]
    if len(table) < 4:
        raise InputError(say("baskets.empty_side", day=day.date(), item=repr(neighbour)))
    return _difference(_with_intervals(table))


def _with_intervals(table):
    table["share"] = table["with_item"] / table["baskets"]
    low, high = wilson(table["with_item"], table["baskets"])
    return table.assign(low=low, high=high)


def _difference(table):
    share = table.set_index(["neighbour", "after"])["share"]
    other = share[False, True] - share[False, False]
    effect = share[True, True] - share[True, False] - other
    spread = np.sqrt((table["share"] * (1 - table["share"]) / table["baskets"]).sum())
    seen = table[table["neighbour"] & table["after"]]["baskets"].iloc[0]
    low, high = effect - 1.96 * spread, effect + 1.96 * spread
    return ShelfMove(table, float(effect), float(low), float(high), float(effect * seen))
