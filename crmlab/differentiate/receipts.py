"""Orders as the measures of a customer want them: opened, checked, and what can't be used counted.

`rfm`, the purchase summary and the cohorts begin here, so the same order counts, or does not, in all of them.
"""

import datetime as dt

import narwhals as nw

from crmlab.frames import (
    InputError,
    LeftOutWarning,
    ask,
    how_many,
    is_missing,
    need_columns,
    need_dates,
    need_numbers,
    need_rows,
    open_frame,
    to_day,
    warn,
    warn_left_out,
)
from crmlab.language import say


def usable_orders(orders, customer, date, amount, as_of):
    """Open a table of orders, and leave out what cannot be used, counted.

    Parameters
    ----------
    orders : pandas, Polars (eager or lazy), PyArrow, DuckDB relation or PySpark frame
    customer, date, amount : str
        Names of its columns: any id, dates without a time zone, numbers of yuan.
    as_of : str, date or None
        The day from which we look back; None is the day after the latest order.

    Returns
    -------
    frame : narwhals frame
        The rows with a customer, a date up to `as_of` and an amount; the table itself if that is all of them.
    today : datetime.date
        The day from which we look back.
    facts : dict
        What was asked of the whole table: ``rows``, ``no_customer``, ``no_date``, ``no_amount``,
        ``not_above_zero`` (counts), ``earliest`` and ``latest`` (dates).

    Raises
    ------
    InputError
        For a missing column, text where numbers or dates are needed, dates with a time zone, an empty
        table, an unusable `as_of`, or if nothing is left.

    Warns
    -----
    LeftOutWarning
        With counts: rows without customer, date or amount, and rows after `as_of`.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate.receipts import usable_orders
    >>> orders = pd.DataFrame({"customer_id": ["C1"], "ordered_on": pd.to_datetime(["2025-12-30"]),
    ...                        "amount": [80.0]})
    >>> frame, today, facts = usable_orders(orders, "customer_id", "ordered_on", "amount", None)
    >>> today, facts["rows"]
    (datetime.date(2025, 12, 31), 1)
    """
    frame = open_frame(orders, "orders")
    need_columns(frame, {"customer": customer, "date": date, "amount": amount}, "orders")
    need_numbers(frame, amount, "orders")
    need_dates(frame, date, "orders")
    facts = ask(frame, **_facts(frame, customer, date, amount))
    need_rows(facts["rows"], "orders")
    today = _today(facts["latest"], as_of)
    return _leave_out(frame, customer, date, amount, facts, today), today, facts


def leave_out_non_buyers(people):
    """Drop customers who have nothing but refunds, and say how many.

    Parameters
    ----------
    people : narwhals frame
        One row for each customer, with ``frequency``, the number of purchases.

    Returns
    -------
    narwhals frame

    Warns
    -----
    LeftOutWarning
        With the number of customers left out.
    """
    counts = ask(people, customers=nw.len(), never=how_many(nw.col("frequency") == 0))
    if not counts["never"]:
        return people
    warn(say("differentiate.only_refunds", count=counts["never"], all=counts["customers"]), LeftOutWarning)
    need_rows(counts["customers"] - counts["never"], "orders")
    return people.filter(nw.col("frequency") > 0)


def day_number(day):
    """Number the days as `datetime.date.toordinal` does, in arithmetic that every engine has.

    Parameters
    ----------
    day : narwhals expression of dates

    Returns
    -------
    narwhals expression of int
    """
    year = day.dt.year() - 1
    return 365 * year + year // 4 - year // 100 + year // 400 + day.dt.ordinal_day()


def to_cents(money):
    """Round to whole cents, halves up: engines differ in `round`, and in the last bits of a sum.

    Parameters
    ----------
    money : narwhals expression of yuan

    Returns
    -------
    narwhals expression of float
        Whole numbers.
    """
    return (money.cast(nw.Float64) * 100 + 0.5).floor()


def _facts(frame, customer, date, amount):
    """Ask once what decides the way through: sizes, ends, and whether anything must be left out."""
    return {
        "rows": nw.len(),
        "no_customer": how_many(is_missing(frame, customer)),
        "no_date": how_many(nw.col(date).is_null()),
        "no_amount": how_many(is_missing(frame, amount)),
        "not_above_zero": how_many(nw.col(amount) <= 0),
        "earliest": nw.col(date).min(),
        "latest": nw.col(date).max(),
    }


def _today(latest, as_of):
    if as_of is not None:
        return to_day(as_of, "as_of")
    if latest is None:
        raise InputError(say("differentiate.no_date_at_all"))
    return to_day(latest, "as_of") + dt.timedelta(days=1)


def _leave_out(frame, customer, date, amount, facts, today):
    """Drop the rows that cannot be used and say how many; a clean table is not copied."""
    late = facts["latest"] is not None and to_day(facts["latest"], "as_of") > today
    if not (late or facts["no_customer"] or facts["no_date"] or facts["no_amount"]):
        return frame
    # Each row is counted once, under the first reason that holds.
    no_customer, no_amount = is_missing(frame, customer), is_missing(frame, amount)
    no_date, too_late = nw.col(date).is_null(), nw.col(date) >= _day_literal(frame, date, today)
    has_both = ~no_customer & ~no_date
    counts = ask(
        frame,
        no_date=how_many(~no_customer & no_date),
        no_amount=how_many(has_both & no_amount),
        late=how_many(has_both & ~no_amount & too_late),
    )
    without = [
        (facts["no_customer"], say("frames.reason_without", column=customer)),
        (counts["no_date"], say("frames.reason_without", column=date)),
        (counts["no_amount"], say("frames.reason_without", column=amount)),
        (counts["late"], say("frames.reason_after", day=today)),
    ]
    warn_left_out("orders", facts["rows"], without)
    need_rows(facts["rows"] - sum(count for count, _ in without), "orders")
    return frame.select(customer, date, amount).filter(has_both & ~no_amount & ~too_late)


def _day_literal(frame, date, today):
    """Give the first moment after today, in the kind of the date column."""
    tomorrow = today + dt.timedelta(days=1)
    if frame.collect_schema()[date] == nw.Date:
        return nw.lit(tomorrow)
    return nw.lit(dt.datetime(tomorrow.year, tomorrow.month, tomorrow.day))
