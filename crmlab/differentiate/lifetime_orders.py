"""What cohorts, tenure, stages and migration share: orders opened, checked, and put into periods."""

import narwhals as nw

from crmlab.differentiate.receipts import usable_orders
from crmlab.frames import InputError, LeftOutWarning, ask, how_many, need_rows, warn
from crmlab.language import say

PERIODS = {"year": 1, "quarter": 4, "month": 12}


def check_period(period):
    """Give the name of a period back, or refuse it."""
    if not isinstance(period, str) or period not in PERIODS:
        raise InputError(say("lifetime.bad_period", period=repr(period)))
    return period


def open_orders(orders, customer, date, amount, as_of):
    """Open a table of orders; leave out what cannot be used, counted, and the customers who never bought.

    Returns
    -------
    frame : narwhals frame
        With `customer`, `date`, `amount` and ``crmlab_first``, the day of the customer's first purchase.
    today : datetime.date
    """
    usable, today, facts = usable_orders(orders, customer, date, amount, as_of)
    usable = usable.select(customer, date, amount)
    bought = usable.filter(nw.col(amount) > 0)
    first = bought.group_by(customer).agg(nw.col(date).min().alias("crmlab_first"))
    if facts["not_above_zero"]:
        _warn_non_buyers(usable, first, customer)
    return usable.join(first, on=customer, how="inner"), today


def in_whole_periods(frame, date, period, today):
    """Number the periods of orders and of first purchases, and leave out a period that is not over, counted.

    Returns
    -------
    frame : narwhals frame
        With ``crmlab_at`` and ``crmlab_born`` (int) added.
    last : int
        Number of the last period that is over.
    """
    last = _period_of_day(today, period) - 1
    frame = frame.with_columns(
        crmlab_at=period_number(nw.col(date), period),
        crmlab_born=period_number(nw.col("crmlab_first"), period),
    )
    counts = ask(
        frame,
        rows=nw.len(),
        late=how_many(nw.col("crmlab_at") > last),
        early=how_many(nw.col("crmlab_at") < nw.col("crmlab_born")),
    )
    if counts["late"]:
        facts = {"count": counts["late"], "rows": counts["rows"], "period": say(f"lifetime.period_{period}")}
        warn(say("lifetime.not_over", **facts), LeftOutWarning)
    if counts["early"]:
        warn(say("lifetime.refund_before", count=counts["early"], rows=counts["rows"]), LeftOutWarning)
    need_rows(counts["rows"] - counts["late"] - counts["early"], "orders")
    whole = (nw.col("crmlab_at") <= last) & (nw.col("crmlab_at") >= nw.col("crmlab_born"))
    return frame.filter(whole), last


def period_number(day, period):
    """Number the periods one by one: 4 * 2025 for the first quarter of 2025, one more for the next."""
    per_year = PERIODS[period]
    if per_year == 1:
        return day.dt.year().cast(nw.Int64)
    months = 12 // per_year
    return (day.dt.year().cast(nw.Int64) * per_year + (day.dt.month().cast(nw.Int64) - 1) // months).cast(
        nw.Int64
    )


def period_name(number, period):
    """Name a period by its number: ``2025``, ``2025Q1``, ``2025-01``."""
    per_year = PERIODS[period]
    if per_year == 1:
        return number.cast(nw.String)
    year, place = (number // per_year).cast(nw.Int64), number % per_year + 1
    if per_year == 4:
        return nw.concat_str([year.cast(nw.String), nw.lit("Q"), place.cast(nw.Int64).cast(nw.String)])
    two_digits = (place + 100).cast(nw.Int64).cast(nw.String).str.slice(1)
    return nw.concat_str([year.cast(nw.String), nw.lit("-"), two_digits])


def mean_of_cents(count):
    """Give a mean in yuan: whole cents over a count, halves up, so that no engine's last bit shows."""
    return nw.when(count > 0).then((nw.col("crmlab_cents") / count + 0.5).floor() / 100)


def _period_of_day(day, period):
    per_year = PERIODS[period]
    return day.year * per_year + (day.month - 1) * per_year // 12


def _warn_non_buyers(usable, first, customer):
    """Say how many customers have refunds but no purchase."""
    everybody = ask(usable, n=nw.col(customer).n_unique())["n"]
    buyers = ask(first, n=nw.len())["n"]
    if buyers < everybody:
        facts = {"count": everybody - buyers, "all": everybody}
        warn(say("differentiate.only_refunds", **facts), LeftOutWarning)
    need_rows(buyers, "orders")
