"""The purchase summary: what the models of buying need to know of every customer."""

import narwhals as nw

from crmlab.differentiate.receipts import day_number, leave_out_non_buyers, to_cents, usable_orders
from crmlab.frames import InputError, give_back
from crmlab.language import say

UNITS = {"day": 1, "week": 7}


def summary(
    orders,
    customer="customer_id",
    date="ordered_on",
    amount="amount",
    as_of=None,
    unit="week",
):
    """Summarise every customer's purchases as the models of buying want them.

    The words are the field's own (Fader, Hardie and Lee 2005), and two of them mean something else here
    than in `rfm`: ``frequency`` does not count the first purchase, and ``recency`` runs from the first
    purchase to the last, so a large one is recent.

    Parameters
    ----------
    orders : pandas, Polars (eager or lazy), PyArrow, DuckDB relation or PySpark frame
        One row for each order; columns `customer` (any id), `date` (dates without a time zone), `amount`
        (yuan; a refund is negative).
    customer, date, amount : str
        Names of these columns.
    as_of : str or date, optional
        The day from which we look back; orders of that day count.  Left out, it is the day after the latest
        order.
    unit : {"week", "day"}
        Of ``recency`` and ``T``.

    Returns
    -------
    The kind that was given, one row for each customer who ever bought
        `customer`; ``frequency`` (int, days with a purchase after the first such day); ``recency`` (float,
        from the first purchase day to the last); ``T`` (float, from the first purchase day to `as_of`);
        ``monetary_value`` (float, yuan, average of the repeat purchase days; 0 if there are none);
        ``refunds`` (int, refund rows of the customer). Sorted by customer, except on the engines that keep
        no order (DuckDB, PySpark).

    Raises
    ------
    InputError
        For a missing column, text where numbers or dates are needed, dates with a time zone, an empty
        table, or an unusable `as_of` or `unit`.

    Warns
    -----
    LeftOutWarning
        With counts: rows without customer, date or amount, rows after `as_of`, and customers who have refunds
        but no purchase.

    Notes
    -----
    *Purchases of one day* are one purchase.

    *A refund* is neither a purchase nor a sign of life.  Its money is taken off all the customer's
    purchases in proportion, since a table need not say which of them was refunded; nobody falls below 0.

    *An order of amount 0* is a purchase: somebody came.  (The published CDNOW data have such orders.)

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate import summary
    >>> orders = pd.DataFrame({
    ...     "customer_id": ["C1", "C1", "C1", "C2"],
    ...     "ordered_on": pd.to_datetime(["2025-12-04", "2025-12-18", "2025-12-18", "2025-06-05"]),
    ...     "amount": [80.0, 40.0, 10.0, 50.0],
    ... })
    >>> summary(orders, as_of="2026-01-01")
      customer_id  frequency  recency     T  monetary_value  refunds
    0          C1          1      2.0   4.0            50.0        0
    1          C2          0      0.0  30.0             0.0        0
    """
    if unit not in UNITS:
        raise InputError(say("value_models.bad_unit", unit=repr(unit)))
    usable, today, _ = usable_orders(orders, customer, date, amount, as_of)
    people = _by_customer(_by_day(usable, customer, date, amount), customer)
    return give_back(_measure(people, customer, today.toordinal(), UNITS[unit]))


def _by_day(frame, customer, date, amount):
    """Give one row for each customer and day: money paid, money sent back, purchases, refunds; in cents."""
    money = to_cents(nw.col(amount))
    refund = nw.col(amount) < 0
    # Plain aggregations follow, so what they add up is made here.
    rows = frame.select(
        nw.col(customer),
        crmlab_day=day_number(nw.col(date)).cast(nw.Int64),
        crmlab_paid=nw.when(refund).then(nw.lit(0.0)).otherwise(money),
        crmlab_back=nw.when(refund).then(money).otherwise(nw.lit(0.0)),
        crmlab_refunds=refund.cast(nw.Int64),
        crmlab_bought=(~refund).cast(nw.Int64),
    )
    sums = [nw.col(f"crmlab_{name}").sum() for name in ("paid", "back", "refunds", "bought")]
    days = rows.group_by(customer, "crmlab_day").agg(*sums)
    bought = nw.when(nw.col("crmlab_bought") > 0).then(nw.col("crmlab_day"))
    return days.with_columns(crmlab_day=bought)


def _by_customer(days, customer):
    """Give one row per customer; her first purchase day apart, because it is no repeat."""
    firsts = days.group_by(customer).agg(nw.col("crmlab_day").min().alias("crmlab_first"))
    days = days.join(firsts, on=customer, how="left")
    is_first = nw.col("crmlab_day") == nw.col("crmlab_first")
    days = days.with_columns(
        crmlab_opening=nw.when(is_first).then(nw.col("crmlab_paid")).otherwise(nw.lit(0.0))
    )
    people = days.group_by(customer).agg(
        nw.col("crmlab_day").count().alias("frequency"),
        nw.col("crmlab_day").min().alias("crmlab_first"),
        nw.col("crmlab_day").max().alias("crmlab_last"),
        nw.col("crmlab_paid").sum(),
        nw.col("crmlab_opening").sum(),
        nw.col("crmlab_back").sum(),
        nw.col("crmlab_refunds").sum().alias("refunds"),
    )
    return leave_out_non_buyers(people)


def _measure(people, customer, today, days):
    """Turn days and cents into what the models want."""
    repeats = nw.col("frequency") - 1
    # By when/then also in the divisors: not every engine divides by zero in silence.
    paid = nw.when(nw.col("crmlab_paid") > 0).then(nw.col("crmlab_paid")).otherwise(nw.lit(1.0))
    kept = nw.when(paid + nw.col("crmlab_back") > 0).then((paid + nw.col("crmlab_back")) / paid)
    some = nw.when(repeats > 0).then(repeats).otherwise(nw.lit(1))
    again = (nw.col("crmlab_paid") - nw.col("crmlab_opening")) / (100 * some)
    people = people.select(
        nw.col(customer),
        frequency=repeats.cast(nw.Int64),
        recency=(nw.col("crmlab_last") - nw.col("crmlab_first")).cast(nw.Float64) / days,
        T=(nw.lit(today) - nw.col("crmlab_first")).cast(nw.Float64) / days,
        monetary_value=again * kept.otherwise(nw.lit(0.0)),
        refunds=nw.col("refunds").cast(nw.Int64),
    )
    return people.sort(customer) if isinstance(people, nw.DataFrame) else people
