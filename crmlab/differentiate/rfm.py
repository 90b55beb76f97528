"""Recency, frequency, monetary value: the three things an order book says about every customer."""

from collections.abc import Mapping
from itertools import pairwise
from numbers import Integral

import narwhals as nw

from crmlab.differentiate.receipts import day_number, leave_out_non_buyers, to_cents, usable_orders
from crmlab.frames import InputError, give_back, to_day, warn
from crmlab.language import say

MEASURES = ("recency", "frequency", "monetary")
SCORES = ("r_score", "f_score", "m_score")


def rfm(
    orders,
    customer="customer_id",
    date="ordered_on",
    amount="amount",
    as_of=None,
    bins=5,
    thresholds=None,
):
    """Measure and score every customer by recency, frequency and monetary value.

    The method is the mail-order trade's, written down by Hughes (1994): customers are sorted by
    each measure, cut into equal fifths, and scored 5 for the best fifth down to 1 for the worst.

    Parameters
    ----------
    orders : pandas, Polars (eager or lazy), PyArrow, DuckDB relation or PySpark frame
        One row for each order; lines of one order are to be added up first.  Columns:
        `customer` (any id), `date` (dates without a time zone), `amount` (yuan; a refund is negative).
    customer, date, amount : str
        Names of these columns.
    as_of : str or date, optional
        The day from which we look back.  Left out, it is the day after the latest order.
    bins : int, default 5
        How many scores there are, 2 to 9.
    thresholds : dict of str to list of numbers, optional
        Fixed cut points instead of equal groups, ``bins - 1`` rising numbers for each of
        ``"recency"`` (days: the score falls with each cut point exceeded), ``"frequency"`` and
        ``"monetary"`` (the score rises with each cut point reached).  A measure that is not
        named is scored by equal groups.

    Returns
    -------
    The kind that was given, one row for each customer who ever bought
        `customer`; ``recency`` (int, whole days from the last purchase to `as_of`); ``frequency``
        (int, number of purchases: orders with an amount above 0); ``monetary`` (float, yuan to the
        cent, refunds taken off); ``r_score``, ``f_score``, ``m_score`` (int, 1 to `bins`, the
        highest is best); ``cell`` (str, the three scores side by side, as ``"543"``).
        Sorted by customer, except on the engines that keep no order (DuckDB, PySpark).

    Raises
    ------
    InputError
        For a missing column, text where numbers or dates are needed, dates with a time zone, an empty
        table, or unusable `bins`, `as_of` or `thresholds`.

    Warns
    -----
    LeftOutWarning
        With counts: rows without customer, date or amount, rows after `as_of`, and customers who
        have refunds but no purchase.

    Notes
    -----
    *Refunds* lower ``monetary`` but are neither purchases nor signs of life: they count in neither
    ``frequency`` nor ``recency``.

    *Equal groups* are made by place in line: with ``n`` customers, number ``i`` from the bottom gets
    ``(i - 1) * bins // n + 1``.  Group sizes differ by one at most.  Customers who are equal on a measure
    stand in line by their id, so the result is the same on every engine and for any order of rows; the
    price is that two equal customers can fall on both sides of a cut.  Where many are equal (half of all
    have bought once, say), use `thresholds`: they treat equals equally, but the groups are no longer of
    one size.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate import rfm
    >>> orders = pd.DataFrame({
    ...     "customer_id": ["C1", "C1", "C2", "C2"],
    ...     "ordered_on": pd.to_datetime(["2025-12-01", "2025-12-30", "2025-06-01", "2025-07-01"]),
    ...     "amount": [80.0, 40.0, 50.0, -50.0],
    ... })
    >>> rfm(orders, as_of="2026-01-01", bins=2)
      customer_id  recency  frequency  monetary  r_score  f_score  m_score cell
    0          C1        2          2     120.0        2        2        2  222
    1          C2      214          1       0.0        1        1        1  111
    """
    cuts = _check_thresholds(thresholds, _check_bins(bins))
    usable, today, facts = usable_orders(orders, customer, date, amount, as_of)
    measures = _measure(usable, customer, date, amount, today, refunds=facts["not_above_zero"] > 0)
    if "recency" not in cuts and facts["earliest"] is not None:
        _warn_one_day(facts, today)
    return give_back(_score(measures, customer, bins, cuts))


def _measure(frame, customer, date, amount, today, refunds):
    """Give one row per buying customer: recency, frequency, monetary."""
    eager = isinstance(frame, nw.DataFrame)
    # Polars is quicker when it sees the whole way at once; to the other eager engines it is the same.
    frame = frame.lazy()
    if refunds:
        # A refund has no purchase day: max skips it, count does not count it.
        frame = frame.with_columns(crmlab_bought=nw.when(nw.col(amount) > 0).then(nw.col(date)))
        bought = nw.col("crmlab_bought")
    else:
        bought = nw.col(date)
    # Plain aggregations only: anything more would run customer by customer in Python on pandas.
    people = frame.group_by(customer).agg(
        bought.max().alias("crmlab_last"),
        bought.count().alias("frequency"),
        nw.col(amount).sum().alias("monetary"),
    )
    if eager:
        people = people.collect()
    if refunds:
        people = leave_out_non_buyers(people)
    return people.select(
        customer,
        recency=(nw.lit(today.toordinal()) - day_number(nw.col("crmlab_last"))).cast(nw.Int64),
        frequency=nw.col("frequency").cast(nw.Int64),
        monetary=to_cents(nw.col("monetary")) / 100,
    )


def _warn_one_day(facts, today):
    earliest, latest = to_day(facts["earliest"], "as_of"), to_day(facts["latest"], "as_of")
    if earliest == min(latest, today):
        warn(say("differentiate.one_day", day=earliest))


def _score(people, customer, bins, cuts):
    """Add the three scores and the cell."""
    if isinstance(people, nw.DataFrame):
        people = people.sort(customer)
    people = people.with_columns(crmlab_recent=-nw.col("recency"))
    scores = {}
    for measure, score in zip(MEASURES, SCORES, strict=True):
        worth = "crmlab_recent" if measure == "recency" else measure
        if measure in cuts:
            scores[score] = _score_by_cuts(worth, measure, cuts[measure])
        else:
            scores[score] = _score_by_place(people, worth, customer, bins)
    r, f, m = (nw.col(score) for score in SCORES)
    cell = (100 * r + 10 * f + m).cast(nw.String)
    return people.with_columns(**scores).select(customer, *MEASURES, *SCORES, cell=cell)


def _score_by_place(people, worth, customer, bins):
    """Cut the line into groups of one size; the equal stand in it by id."""
    if isinstance(people, nw.DataFrame):
        # The rows stand by id, and ordinal ranks keep that order among equals: no sort for each measure.
        place, size = nw.col(worth).rank("ordinal").cast(nw.Int64), len(people)
    else:
        place, size = nw.col(customer).cum_count().over(order_by=[worth, customer]), nw.len()
    return ((place - 1) * bins // size + 1).cast(nw.Int64)


def _score_by_cuts(worth, measure, cuts):
    """Count the cut points that a customer has reached; for recency, those that she has not exceeded."""
    cuts = [-cut for cut in cuts] if measure == "recency" else cuts
    score = nw.lit(1)
    for cut in cuts:
        score = score + (nw.col(worth) >= cut).cast(nw.Int64)
    return score.cast(nw.Int64)


def _check_bins(bins):
    # Nine at most: in a cell such as "543" each score has one digit.
    if isinstance(bins, bool) or not isinstance(bins, Integral) or not 2 <= bins <= 9:
        raise InputError(say("differentiate.bad_bins", bins=repr(bins)))
    return int(bins)


def _check_thresholds(thresholds, bins):
    if thresholds is None:
        return {}
    if not isinstance(thresholds, Mapping):
        raise InputError(say("differentiate.thresholds_not_dict", kind=type(thresholds).__name__))
    for measure, cuts in thresholds.items():
        if measure not in MEASURES:
            raise InputError(say("differentiate.unknown_measure", measure=repr(measure)))
        _check_cuts(measure, cuts, bins)
    return {measure: list(cuts) for measure, cuts in thresholds.items()}


def _check_cuts(measure, cuts, bins):
    try:
        cuts = [float(cut) for cut in cuts]
    except (TypeError, ValueError):
        raise InputError(say("differentiate.cuts_not_numbers", measure=measure, cuts=repr(cuts))) from None
    if len(cuts) != bins - 1:
        raise InputError(
            say("differentiate.cuts_count", measure=measure, bins=bins, need=bins - 1, given=len(cuts))
        )
    if not all(low < high for low, high in pairwise(cuts)):
        raise InputError(say("differentiate.cuts_not_rising", measure=measure, cuts=cuts))
