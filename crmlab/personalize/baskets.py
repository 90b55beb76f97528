"""What lies in one basket together: items and pairs counted, on any engine."""

import narwhals as nw

from crmlab.frames import (
    InputError,
    ask,
    columns_of,
    give_back,
    how_many,
    is_missing,
    need_columns,
    need_numbers,
    need_rows,
    open_frame,
    say_list,
    to_pandas,
    warn_left_out,
)
from crmlab.language import say


def item_counts(lines, basket="order_id", item="product_id", quantity="quantity"):
    """Count in how many baskets each item lies.

    Parameters
    ----------
    lines : pandas, Polars (eager or lazy), PyArrow, DuckDB relation or PySpark frame
        One row for each item of each basket; the same item twice in a basket counts once.
    basket, item : str
        Columns: the basket (receipt, order) and the item (product, category).
    quantity : str or None
        Column of packs; a line that is not above 0 is a refund, left out and counted.  None if every line
        is a sale.

    Returns
    -------
    The kind that was given, one row for each item
        `item`; ``count`` (int, baskets with the item); ``baskets`` (int, all baskets); ``support``
        (float, 0 to 1, `count` over `baskets`).  Sorted by item, except on the engines that keep no order
        (DuckDB, PySpark).

    Raises
    ------
    InputError
        For a missing column, a quantity that is text, or an empty table.

    Warns
    -----
    LeftOutWarning
        With counts: lines without basket or item, and refunds.

    Examples
    --------
    >>> from crmlab.personalize import item_counts, to_lines
    >>> receipts = to_lines([["rice", "eggs"], ["rice"], ["eggs", "rice"], ["tofu"]])
    >>> item_counts(receipts)
      product_id  count  baskets  support
    0       eggs      2        4     0.50
    1       rice      3        4     0.75
    2       tofu      1        4     0.25
    """
    placed = in_baskets(lines, basket, item, quantity)
    baskets = _how_many_baskets(placed, basket)
    counts = _count(placed, [item], "count")
    counts = counts.with_columns(baskets=nw.lit(baskets).cast(nw.Int64))
    counts = counts.with_columns(support=_ratio("count", "baskets"))
    return give_back(_sorted(counts, item))


def pair_counts(lines, basket="order_id", item="product_id", quantity="quantity", min_count=1):
    """Count how often each two items lie in one basket, and measure how they hang together.

    Support, confidence and lift as Agrawal, Imielinski and Swami (1993) and Brin, Motwani, Ullman and Tsur
    (1997) define them.

    Parameters
    ----------
    lines, basket, item, quantity
        As for `item_counts`.
    min_count : int, default 1
        Pairs that lie together in fewer baskets are not given.

    Returns
    -------
    The kind that was given, one row for each pair that occurs
        ``item_a`` and ``item_b`` (the first comes first in the alphabet); ``count`` (int, baskets with both);
        ``count_a``, ``count_b``, ``baskets`` (int); ``support`` (float, count over baskets); ``confidence``
        (float, share of the baskets with a that hold b); ``confidence_back`` (float, the other way round);
        ``lift`` (float, count over the count to be expected if a and b had nothing to do with each other).
        Sorted by item_a and item_b, except on the engines that keep no order.

    Raises
    ------
    InputError
        As `item_counts`, and for a `min_count` below 1.

    Warns
    -----
    LeftOutWarning
        As `item_counts`.

    Notes
    -----
    A basket of k items holds k(k - 1)/2 pairs: what costs time here are the big baskets.

    Examples
    --------
    >>> from crmlab.personalize import pair_counts, to_lines
    >>> receipts = to_lines([["rice", "eggs"], ["rice"], ["eggs", "rice"], ["tofu"]])
    >>> pair_counts(receipts)[["item_a", "item_b", "count", "confidence", "confidence_back", "lift"]].round(2)
      item_a item_b  count  confidence  confidence_back  lift
    0   eggs   rice      2         1.0             0.67  1.33
    """
    need_count(min_count, "min_count")
    placed = in_baskets(lines, basket, item, quantity)
    baskets = _how_many_baskets(placed, basket)
    single = _count(placed, [item], "crmlab_count")
    left, right = (placed.rename({item: f"item_{side}"}) for side in "ab")
    both = left.join(right, on=basket).filter(nw.col("item_a") < nw.col("item_b"))
    pairs = _count(both, ["item_a", "item_b"], "count").filter(nw.col("count") >= int(min_count))
    for side in "ab":
        counts = single.rename({item: f"item_{side}", "crmlab_count": f"count_{side}"})
        pairs = pairs.join(counts, on=f"item_{side}")
    pairs = pairs.with_columns(baskets=nw.lit(baskets).cast(nw.Int64))
    pairs = pairs.with_columns(
        support=_ratio("count", "baskets"),
        confidence=_ratio("count", "count_a"),
        confidence_back=_ratio("count", "count_b"),
        lift=_ratio("count", "count_a") * nw.col("baskets") / nw.col("count_b"),
    )
    order = ["item_a", "item_b", "count", "count_a", "count_b", "baskets"]
    return give_back(
        _sorted(pairs.select(*order, "support", "confidence", "confidence_back", "lift"), *order[:2])
    )


def to_lines(baskets, basket="order_id", item="product_id"):
    """Write baskets, given as lists, as a table of lines.

    Parameters
    ----------
    baskets : list of lists of str, or dict of lists of str
        The items of each basket; the keys of a dict name the baskets, else they are numbered from 1.
    basket, item : str
        How the columns are to be called.

    Returns
    -------
    pandas.DataFrame
        `basket`, `item`, and ``quantity`` (int, 1), one row for each item of each basket.

    Raises
    ------
    InputError
        If a basket is not a list: a bare word would be taken for a basket of letters.

    Examples
    --------
    >>> from crmlab.personalize import to_lines
    >>> to_lines([["rice", "eggs"], ["rice"]])
       order_id product_id  quantity
    0         1       rice         1
    1         1       eggs         1
    2         2       rice         1
    """
    import pandas as pd

    named = baskets.items() if isinstance(baskets, dict) else enumerate(baskets, 1)
    rows = []
    for name, items in named:
        if isinstance(items, (str, bytes)) or not hasattr(items, "__iter__"):
            raise InputError(say("baskets.not_lists", given=repr(items)))
        rows += [(name, one, 1) for one in items]
    return pd.DataFrame(rows, columns=[basket, item, "quantity"])


def in_baskets(lines, basket, item, quantity):
    """Give one row for each item of each basket (narwhals); count what cannot be used and leave it out."""
    frame = open_frame(lines, "lines")
    if (
        quantity is not None
        and quantity not in columns_of(frame)
        and {basket, item} <= set(columns_of(frame))
    ):
        raise InputError(say("baskets.no_quantity", column=quantity, columns=say_list(columns_of(frame))))
    wanted = {"basket": basket, "item": item} | ({"quantity": quantity} if quantity else {})
    need_columns(frame, wanted, "lines")
    # A quantity of true or false is no number of packs, but text is the mistake that learners make.
    if quantity:
        need_numbers(frame, quantity, "lines")
    no_basket, no_item = is_missing(frame, basket), is_missing(frame, item)
    back = (is_missing(frame, quantity) | (nw.col(quantity) <= 0)) if quantity else nw.lit(False)
    counts = ask(
        frame,
        rows=nw.len(),
        no_basket=how_many(no_basket),
        no_item=how_many(~no_basket & no_item),
        **({"back": how_many(~no_basket & ~no_item & back)} if quantity else {}),
    )
    need_rows(counts["rows"], "lines")
    reasons = [
        (counts["no_basket"] or 0, say("frames.reason_without", column=basket)),
        (counts["no_item"] or 0, say("frames.reason_without", column=item)),
        (counts.get("back") or 0, say("baskets.reason_refund", column=quantity)),
    ]
    warn_left_out("lines", counts["rows"], reasons)
    left = sum(count for count, _ in reasons)
    need_rows(counts["rows"] - left, "lines")
    if left:
        keep = ~no_basket & ~no_item
        frame = frame.filter(keep & ~back if quantity else keep)
    return frame.select(basket, item).unique()


def placed_in_pandas(lines, basket, item, quantity, further=()):
    """Give one row for each item of each basket as a pandas frame with rows numbered from 0.

    Parameters
    ----------
    lines, basket, item, quantity
        As for `item_counts`.
    further : tuple of str
        Columns to take along, such as the customer or the date.
    """
    table = to_pandas(lines, "lines")
    need_columns(open_frame(table, "lines"), {name: name for name in further}, "lines")
    placed = in_baskets(table, basket, item, quantity).to_pandas()
    placed = placed.reset_index(drop=True)
    if further:
        known = table[[basket, *further]].dropna(subset=[basket]).drop_duplicates()
        if known[basket].duplicated().any():
            raise InputError(
                say("baskets.in_two", basket=basket, column=say_list(further),
                    value=known.loc[known[basket].duplicated(), basket].iloc[0])
            )  # fmt: skip
        placed = placed.merge(known, on=basket, how="left")
    return placed


def need_count(value, argument):
    """Refuse what is not a whole number of 1 or more."""
    from numbers import Integral

    if isinstance(value, bool) or not isinstance(value, Integral) or value < 1:
        raise InputError(say("baskets.not_a_count", argument=argument, value=repr(value)))


def _how_many_baskets(placed, basket):
    return ask(placed, baskets=nw.col(basket).n_unique())["baskets"]


def _count(frame, by, name):
    # The plain count first, the cast after it: anything more inside agg would loop in Python on pandas.
    return frame.group_by(*by).agg(nw.len().alias(name)).with_columns(nw.col(name).cast(nw.Int64))


def _ratio(above, below):
    return nw.col(above).cast(nw.Float64) / nw.col(below).cast(nw.Float64)


def _sorted(frame, *by):
    return frame.sort(*by) if isinstance(frame, nw.DataFrame) or frame.implementation.is_polars() else frame
