"""Frequent itemsets at speed: Eclat on bit sets, with whole numbers only.

An itemset is frequent if it lies in enough baskets (Agrawal and Srikant 1994).  Eclat (Zaki 2000) keeps, for
each item, the set of baskets that hold it; the baskets of two items together are the intersection.  Here
a set of baskets is a row of bits, 64 baskets to a machine word, so an intersection is one AND and a count is
one population count.
"""

from fractions import Fraction
from itertools import combinations
from numbers import Integral, Rational, Real

import numpy as np
import pandas as pd

from crmlab.frames import InputError
from crmlab.language import say
from crmlab.personalize.baskets import need_count, placed_in_pandas

MOST_ITEMSETS = 2_000_000  # more would fill a learner's memory before they filled her head
_CHUNK = 32 * 2**20  # bytes of bits that are intersected at a time


def frequent_itemsets(
    lines, min_support, basket="order_id", item="product_id", quantity="quantity", max_size=None
):
    """Find all sets of items that lie together in enough baskets, and count the baskets exactly.

    Parameters
    ----------
    lines, basket, item, quantity
        As for `item_counts`.
    min_support : int, float or fractions.Fraction
        A whole number is a number of baskets, 1 or more.  Anything else is a share of the baskets, above 0
        and at most 1, taken exactly as it is written: 0.07 of 100 baskets are 7.
    max_size : int, optional
        The most items in a set.

    Returns
    -------
    pandas.DataFrame
        One row for each frequent itemset: ``itemset`` (tuple of items, in alphabetical order), ``size``
        (int), ``count`` (int, baskets that hold all of it), ``baskets`` (int, all), ``support`` (float, 0 to
        1).  Small sets first, then those with the larger count, then in the order of the alphabet.

    Raises
    ------
    InputError
        As `item_counts`; for an unusable `min_support` or `max_size`; and if there are more than two million
        frequent itemsets.

    Warns
    -----
    LeftOutWarning
        As `item_counts`.

    Notes
    -----
    Time grows with the number of frequent itemsets, not with the catalogue: items below `min_support` are
    dropped before the first intersection, and pairs are counted by one sparse product.

    Examples
    --------
    >>> from crmlab.personalize import frequent_itemsets, to_lines
    >>> receipts = to_lines([["rice", "eggs"], ["rice"], ["eggs", "rice"], ["tofu"]])
    >>> frequent_itemsets(receipts, min_support=0.5)
            itemset  size  count  baskets  support
    0       (rice,)     1      3        4     0.75
    1       (eggs,)     1      2        4     0.50
    2  (eggs, rice)     2      2        4     0.50
    """
    if max_size is not None:
        need_count(max_size, "max_size")
    share = check_support(min_support)
    placed = placed_in_pandas(lines, basket, item, quantity)
    basket_code, baskets = pd.factorize(placed[basket])
    item_code, items = pd.factorize(placed[item], sort=True)
    least = least_count(share, len(baskets))
    found = eclat(basket_code, item_code, len(baskets), least, max_size)
    names = items.tolist()
    table = pd.DataFrame(
        {
            "itemset": [tuple(names[code] for code in codes) for codes, _ in found],
            "size": np.array([len(codes) for codes, _ in found], dtype="int64"),
            "count": np.array([count for _, count in found], dtype="int64"),
        }
    )
    table["baskets"] = len(baskets)
    table["support"] = table["count"] / len(baskets)
    # Codes stand in the order of the alphabet, so the search already gives them sorted within a size.
    order = sorted(range(len(found)), key=lambda at: (len(found[at][0]), -found[at][1], found[at][0]))
    return table.iloc[order].reset_index(drop=True)


def exact_share(value):
    """Read a share as the fraction that was meant.

    A float is the binary number nearest to what was typed, so 0.07 is a little more than seven
    hundredths, and seven baskets in a hundred would miss it.  The simplest fraction that is written as the
    same float is what was meant: 0.07 gives 7/100, and 5 / 6 gives 5/6.

    Parameters
    ----------
    value : float, int or fractions.Fraction

    Returns
    -------
    fractions.Fraction

    Examples
    --------
    >>> from crmlab.personalize import exact_share
    >>> exact_share(0.07), exact_share(5 / 6)
    (Fraction(7, 100), Fraction(5, 6))
    """
    if isinstance(value, Rational):
        return Fraction(value)
    value = float(value)
    for digits in range(1, 17):
        near = Fraction(value).limit_denominator(10**digits)
        if float(near) == value:
            return near
    return Fraction(repr(value))


def least_count(share, baskets):
    """Give the fewest baskets that reach a support: whole numbers only, rounded up.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from crmlab.personalize.itemsets import least_count
    >>> least_count(Fraction(7, 100), 100), least_count(Fraction(7, 100), 101), least_count(3, 100)
    (7, 8, 3)
    """
    if isinstance(share, Integral):
        return int(share)
    return max(1, -(-share.numerator * baskets // share.denominator))


def check_support(min_support):
    """Give `min_support` as a count (int) or as an exact share (Fraction)."""
    if isinstance(min_support, Integral) and not isinstance(min_support, bool) and min_support >= 1:
        return int(min_support)
    return check_share(min_support, "min_support", "baskets.bad_support")


def check_share(value, argument, message="baskets.bad_share"):
    """Give a share above 0 and at most 1 as an exact fraction, or refuse it."""
    if isinstance(value, bool) or not isinstance(value, Real) or not 0 < value <= 1:
        raise InputError(say(message, argument=argument, value=repr(value)))
    return exact_share(value)


def eclat(basket_code, item_code, baskets, least, max_size=None):
    """Search the frequent itemsets, depth first.

    Parameters
    ----------
    basket_code, item_code : numpy.ndarray of int, shape (lines,)
        Numbers from 0; no line twice.
    baskets : int
        How many baskets there are.
    least : int
        Fewest baskets.
    max_size : int, optional

    Returns
    -------
    list of (tuple of int, int)
        The items' numbers, rising, and the count of baskets.
    """
    sizes = np.bincount(item_code)
    # Rare items first: their sets are small, and so are all that are made from them.
    kept = np.flatnonzero(sizes >= least)
    kept = kept[np.lexsort((kept, sizes[kept]))]
    found = [((int(code),), int(sizes[code])) for code in kept]
    if max_size == 1 or len(kept) < 2:
        return found
    place = np.full(len(sizes), -1)
    place[kept] = np.arange(len(kept))
    mine = place[item_code] >= 0
    row, column = basket_code[mine], place[item_code[mine]]
    # At the first level only the pairs that are frequent are intersected.
    starts, ends, together = _frequent_pairs(row, column, baskets, len(kept), least)
    bits = _pack(row, column, baskets, len(kept)) if max_size != 2 else None
    edges = np.searchsorted(starts, np.arange(len(kept) + 1))
    for first in range(len(kept)):
        mine = slice(edges[first], edges[first + 1])
        seconds = ends[mine]
        found += [(_named(kept, (first, b)), int(n)) for b, n in zip(seconds, together[mine], strict=True)]
        if bits is not None and len(seconds) > 1:
            # A basket without the first item cannot hold any set that begins with it: its word is dropped.
            words = np.flatnonzero(bits[first])
            deeper = bits[np.ix_(seconds, words)] & bits[first, words]
            _search((first,), seconds, deeper, least, max_size, kept, found)
        _stop_if_too_many(found)
    return found


def _search(prefix, items, bits, least, max_size, kept, found):
    """Extend a prefix by each of its items in turn; `bits` are the baskets of prefix and item together."""
    for at in range(len(items) - 1):
        inner = bits[at + 1 :] & bits[at]
        counts = np.bitwise_count(inner).sum(axis=1, dtype=np.int64)
        good = np.flatnonzero(counts >= least)
        if not len(good):
            continue
        here = (*prefix, int(items[at]))
        found += [(_named(kept, (*here, int(items[at + 1 + g]))), int(counts[g])) for g in good]
        _stop_if_too_many(found)
        if len(good) > 1 and (max_size is None or len(here) + 1 < max_size):
            _search(here, items[at + 1 :][good], inner[good], least, max_size, kept, found)


def _named(kept, places):
    return tuple(sorted(int(kept[place]) for place in places))


def _stop_if_too_many(found):
    if len(found) > MOST_ITEMSETS:
        raise InputError(say("baskets.too_many", count=MOST_ITEMSETS))


def _frequent_pairs(row, column, baskets, items, least):
    """Count all pairs by one sparse product (Zaki too counts them apart); give the frequent ones, sorted."""
    from scipy.sparse import csr_matrix

    held = csr_matrix((np.ones(len(row), dtype=np.int32), (row, column)), shape=(baskets, items))
    cells = (held.T @ held).tocoo()
    good = (cells.data >= least) & (cells.row < cells.col)
    starts, ends, together = cells.row[good], cells.col[good], cells.data[good]
    order = np.lexsort((ends, starts))
    return starts[order], ends[order], together[order]


def _pack(row, column, baskets, items):
    """Write the baskets of each item as bits: an array of uint64, shape (items, ceil(baskets / 64))."""
    words = -(-baskets // 64)
    bits = np.zeros((items, words), dtype=np.uint64)
    step = max(1, _CHUNK // max(1, baskets))
    order = np.argsort(column, kind="stable")
    row, column = row[order], column[order]
    for begin in range(0, items, step):
        here = slice(*np.searchsorted(column, [begin, begin + step]))
        flags = np.zeros((min(step, items - begin), words * 64), dtype=bool)
        flags[column[here] - begin, row[here]] = True
        bits[begin : begin + len(flags)] = np.packbits(flags, axis=1).view(np.uint64)
    return bits


def all_splits(itemset):
    """Split an itemset into all pairs of an antecedent and a consequent.

    Examples
    --------
    >>> from crmlab.personalize.itemsets import all_splits
    >>> list(all_splits(("a", "b")))
    [(('a',), ('b',)), (('b',), ('a',))]
    """
    for size in range(1, len(itemset)):
        for antecedent in combinations(itemset, size):
            yield antecedent, tuple(one for one in itemset if one not in antecedent)
