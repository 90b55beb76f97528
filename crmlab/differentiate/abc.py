"""Who carries the shop: ABC classes, the Pareto curve, the Gini coefficient, the share of the top."""

import narwhals as nw
import numpy as np
import pandas as pd

from crmlab.frames import (
    InputError,
    LeftOutWarning,
    ask,
    give_back,
    how_many,
    is_missing,
    need_columns,
    need_numbers,
    need_rows,
    open_frame,
    to_numbers,
    warn,
    warn_left_out,
)
from crmlab.language import say


def abc(table, key, value, cuts=(0.8, 0.95)):
    """Sort keys into A, B and C by their share of the whole.

    Dickie (1951) sorted stock items so at General Electric; for customers the method is the same.

    Parameters
    ----------
    table : pandas, Polars (eager or lazy), PyArrow, DuckDB relation or PySpark frame
        Any number of rows for each key; they are added up.
    key : str
        Column of what is classed: customers, products.
    value : str
        Column of what is added up: money, in yuan; refunds negative.
    cuts : pair of float, default (0.8, 0.95)
        Cumulative shares at which A and B end.

    Returns
    -------
    The kind that was given, one row for each key, best first
        `key`; `value` (float, the sum, to the cent); ``share`` and ``cumulative_share`` (float, 0 to
        1); ``rank`` (int, from 1); ``abc`` (str, ``"A"``, ``"B"`` or ``"C"``).

    Raises
    ------
    InputError
        For a missing column, text in `value`, an empty table, cuts out of order, or no key above 0.

    Warns
    -----
    LeftOutWarning
        With counts: rows without key or value; and keys whose sum is zero or negative.

    Notes
    -----
    A key is A as long as the share *before* it is below the first cut, so the key that crosses
    the cut still belongs to A; likewise for B.  Equal keys are ranked by key.

    Keys whose sum is zero or negative (all sent back) are class C, with share 0: shares are parts of
    the sum over the keys above 0, so they add up to 1 and the cumulative share never falls.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate import abc
    >>> sales = pd.DataFrame({"customer_id": ["C1", "C2", "C3", "C4"], "amount": [10.0, 70.0, 15.0, 5.0]})
    >>> abc(sales, "customer_id", "amount")
      customer_id  amount  share  cumulative_share  rank abc
    0          C2    70.0   0.70              0.70     1   A
    1          C3    15.0   0.15              0.85     2   A
    2          C1    10.0   0.10              0.95     3   B
    3          C4     5.0   0.05              1.00     4   C
    """
    first, second = _check_cuts(cuts)
    frame = open_frame(table, "table")
    need_columns(frame, {"key": key, "value": value}, "table")
    need_numbers(frame, value, "table")
    frame = _leave_out(frame.select(key, value), key, value)

    # Whole cents, so that sums are exact and no engine's last bit can move a border.
    cents = (nw.col(value).cast(nw.Float64) * 100 + 0.5).floor().cast(nw.Int64)
    sums = frame.group_by(key).agg(nw.col(value).sum()).with_columns(crmlab_cents=cents)
    total = _total_cents(sums)

    counted = nw.when(nw.col("crmlab_cents") > 0).then(nw.col("crmlab_cents")).otherwise(0)
    sums = sums.with_columns(crmlab_counted=counted, crmlab_turned=-nw.col("crmlab_cents"))
    line = ["crmlab_turned", key]
    ranked = sums.with_columns(
        crmlab_cum=nw.col("crmlab_counted").cum_sum().over(order_by=line),
        rank=nw.col(key).cum_count().over(order_by=line).cast(nw.Int64),
    )
    before = (nw.col("crmlab_cum") - nw.col("crmlab_counted")) / total
    in_a = (before < first) & (nw.col("crmlab_counted") > 0)
    in_b = (before < second) & (nw.col("crmlab_counted") > 0)
    letter = nw.when(in_a).then(nw.lit("A")).otherwise(nw.when(in_b).then(nw.lit("B")).otherwise(nw.lit("C")))
    classed = ranked.select(
        nw.col(key),
        (nw.col("crmlab_cents") / 100).alias(value),
        share=nw.col("crmlab_counted") / total,
        cumulative_share=nw.col("crmlab_cum") / total,
        rank=nw.col("rank"),
        abc=letter,
    )
    return give_back(classed.sort("rank"))


def pareto_curve(values):
    """Give the Pareto curve: what share of the value the best customers hold.

    It is the Lorenz curve (Lorenz, 1905) drawn from the rich end.

    Parameters
    ----------
    values : list, numpy array, or Series of any engine
        One number for each customer, in yuan.  Negative ones count as 0 and are reported.

    Returns
    -------
    pandas.DataFrame, shape (n + 1, 2)
        ``customers_share`` and ``value_share`` (float, 0 to 1), from (0, 0) to (1, 1).

    Raises
    ------
    InputError
        If `values` is not one column of numbers, or holds nothing above 0.

    Examples
    --------
    >>> from crmlab.differentiate import pareto_curve
    >>> pareto_curve([70, 10, 20, 0])
       customers_share  value_share
    0             0.00          0.0
    1             0.25          0.7
    2             0.50          0.9
    3             0.75          1.0
    4             1.00          1.0
    """
    best_first = _holdings(values)[::-1]
    held = np.concatenate([[0.0], np.cumsum(best_first)])
    customers = np.arange(len(held)) / len(best_first)
    return pd.DataFrame({"customers_share": customers, "value_share": held / held[-1]})


def gini(values):
    """Measure how unequally a value is spread over customers.

    The coefficient of Gini (1912), as the mean difference of all pairs over twice the mean.  No small-sample
    correction: one owner among ``n`` gives ``(n - 1) / n``.

    Parameters
    ----------
    values : list, numpy array, or Series of any engine
        One number for each customer.  Negative ones count as 0 and are reported.

    Returns
    -------
    float
        0 when all have the same, near 1 when one has all.

    Raises
    ------
    InputError
        If `values` is not one column of numbers, or holds nothing above 0.

    Examples
    --------
    >>> from crmlab.differentiate import gini
    >>> gini([5, 5, 5, 5]), gini([0, 0, 0, 20])
    (0.0, 0.75)
    """
    poor_first = _holdings(values)
    n = len(poor_first)
    weights = 2 * np.arange(1, n + 1) - n - 1
    # Rounding may leave equal holdings a hair below 0.
    return max(0.0, float(weights @ poor_first / (n * poor_first.sum())))


def top_share(values, top=0.2):
    """Give the share of the whole that the best customers hold.

    Parameters
    ----------
    values : list, numpy array, or Series of any engine
        One number for each customer.  Negative ones count as 0 and are reported.
    top : float, default 0.2
        Which part of the customers, above 0 and up to 1.  Whole customers are taken: ``round(top * n)``, at
        least one.

    Returns
    -------
    float
        0 to 1.

    Raises
    ------
    InputError
        If `top` is not such a part, or `values` cannot be used.

    Examples
    --------
    >>> from crmlab.differentiate import top_share
    >>> top_share([70, 10, 10, 5, 5], top=0.2)
    0.7
    """
    if isinstance(top, (str, bool)) or not 0 < top <= 1:
        raise InputError(say("differentiate.bad_top", top=repr(top)))
    best_first = _holdings(values)[::-1]
    count = max(1, round(top * len(best_first)))
    return float(best_first[:count].sum() / best_first.sum())


def _holdings(values):
    """Give the values from small to large, negative ones as 0."""
    numbers = to_numbers(values)
    negative = int((numbers < 0).sum())
    if negative:
        warn(say("differentiate.negative", count=negative, all=len(numbers)), LeftOutWarning)
    holdings = np.sort(np.maximum(numbers, 0.0))
    if holdings[-1] <= 0:
        raise InputError(say("differentiate.nothing_above_zero"))
    return holdings


def _leave_out(frame, key, value):
    """Drop the rows without key or value and say how many."""
    no_key, no_value = is_missing(frame, key), is_missing(frame, value)
    counts = ask(frame, rows=nw.len(), no_key=how_many(no_key), no_value=how_many(~no_key & no_value))
    need_rows(counts["rows"], "table")
    reasons = [
        (counts["no_key"], say("frames.reason_without", column=key)),
        (counts["no_value"], say("frames.reason_without", column=value)),
    ]
    warn_left_out("table", counts["rows"], reasons)
    left = counts["no_key"] + counts["no_value"]
    need_rows(counts["rows"] - left, "table")
    return frame.filter(~no_key & ~no_value) if left else frame


def _total_cents(sums):
    """Add up the keys above 0, and report those that are not."""
    cents = nw.col("crmlab_cents")
    facts = ask(
        sums,
        keys=nw.len(),
        others=how_many(cents <= 0),
        total=nw.when(cents > 0).then(cents).otherwise(0).sum(),
    )
    if not facts["total"]:
        raise InputError(say("differentiate.nothing_above_zero"))
    if facts["others"]:
        warn(
            say("differentiate.keys_not_above_zero", count=facts["others"], all=facts["keys"]), LeftOutWarning
        )
    return facts["total"]


def _check_cuts(cuts):
    try:
        first, second = (float(cut) for cut in cuts)
    except (TypeError, ValueError):
        raise InputError(say("differentiate.bad_cuts", cuts=repr(cuts))) from None
    if not 0 < first < second <= 1:
        raise InputError(say("differentiate.bad_cuts", cuts=repr(cuts)))
    return first, second
