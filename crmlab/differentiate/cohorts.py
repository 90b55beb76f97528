"""Customers by when they came: cohorts, value by tenure, and the stages of their life as customers."""

import narwhals as nw

from crmlab.differentiate.lifetime_orders import (
    check_period,
    in_whole_periods,
    mean_of_cents,
    open_orders,
    period_name,
)
from crmlab.differentiate.receipts import day_number, to_cents
from crmlab.frames import InputError, ask, give_back
from crmlab.language import say

STAGES = ("acquire", "form", "stable", "decline")


def cohort_table(
    orders, period="quarter", customer="customer_id", date="ordered_on", amount="amount", as_of=None
):
    """Follow the customers who came in one period through the periods after it.

    Parameters
    ----------
    orders : pandas, Polars (eager or lazy), PyArrow, DuckDB relation or PySpark frame
        One row for each order: `customer`, `date`, `amount` (yuan; a refund is negative).
    period : {"month", "quarter", "year"}
        Of the calendar.
    customer, date, amount : str
        Names of the columns.
    as_of : str or date, optional
        Only periods that were over by this day are counted; left out, it is the day after the latest order.

    Returns
    -------
    The kind that was given, one row for each cohort and age
        ``cohort`` (str: ``"2025"``, ``"2025Q1"`` or ``"2025-01"``, the period of the first purchase); ``age``
        (int, periods since); ``customers`` (int, of the cohort); ``active`` (int, who bought in the period);
        ``retention`` (float, active over customers); ``amount`` (float, yuan to the cent, refunds taken off);
        ``amount_per_customer`` (float, over all customers of the cohort).
        Sorted by cohort and age, except on the engines that keep no order (DuckDB, PySpark).

    Raises
    ------
    InputError
        For an unknown period, a missing column, text where numbers or dates are needed, or an empty table.

    Warns
    -----
    LeftOutWarning
        With counts: rows without customer, date or amount, or after `as_of`; customers with refunds only;
        orders of a period that is not over; refunds dated before the first purchase.

    Notes
    -----
    A cohort's first period, age 0, is cut short: customers come all through it, so on average they have half
    of it.  Compare cohorts at one age, not age 0 with age 1; `value_by_tenure` gives every customer whole
    periods of her own.  A period in which nobody at all bought has no rows.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate import cohort_table
    >>> orders = pd.DataFrame({
    ...     "customer_id": ["C1", "C2", "C1", "C3"],
    ...     "ordered_on": pd.to_datetime(["2024-02-01", "2024-03-01", "2025-05-01", "2025-06-01"]),
    ...     "amount": [10.0, 20.0, 30.0, 40.0],
    ... })
    >>> cohort_table(orders, "year", as_of="2026-01-01")
      cohort  age  customers  active  retention  amount  amount_per_customer
    0   2024    0          2       2        1.0    30.0                 15.0
    1   2024    1          2       1        0.5    30.0                 15.0
    2   2025    0          1       1        1.0    40.0                 40.0
    """
    check_period(period)
    frame, today = open_orders(orders, customer, date, amount, as_of)
    frame, _ = in_whole_periods(frame, date, period, today)
    born, age = "crmlab_born", "crmlab_age"
    frame = frame.with_columns(
        (nw.col("crmlab_at") - nw.col(born)).alias(age), crmlab_buys=(nw.col(amount) > 0).cast(nw.Int64)
    )
    people = frame.group_by(customer, born, age).agg(nw.col("crmlab_buys").max(), nw.col(amount).sum())
    cells = people.group_by(born, age).agg(
        nw.col("crmlab_buys").sum().alias("active"), nw.col(amount).sum().alias("crmlab_amount")
    )
    # At age 0 everybody has bought, so there the active are the cohort.
    sizes = cells.filter(nw.col(age) == 0).select(nw.col(born), customers=nw.col("active").cast(nw.Int64))
    periods = frame.select("crmlab_at").unique()
    grid = sizes.join(periods, how="cross").filter(nw.col("crmlab_at") >= nw.col(born))
    grid = grid.with_columns((nw.col("crmlab_at") - nw.col(born)).alias(age))
    table = grid.join(cells, on=[born, age], how="left").with_columns(
        active=nw.col("active").fill_null(0).cast(nw.Int64),
        crmlab_cents=to_cents(nw.col("crmlab_amount").fill_null(0.0)),
    )
    table = table.select(
        cohort=period_name(nw.col(born), period),
        age=nw.col(age).cast(nw.Int64),
        customers=nw.col("customers"),
        active=nw.col("active"),
        retention=nw.col("active") / nw.col("customers"),
        amount=nw.col("crmlab_cents") / 100,
        amount_per_customer=mean_of_cents(nw.col("customers")),
    )
    return give_back(table.sort("cohort", "age"))


def value_by_tenure(orders, days=91, customer="customer_id", date="ordered_on", amount="amount", as_of=None):
    """Add up what customers bring by how long they have been customers, each on her own clock.

    Parameters
    ----------
    orders : pandas, Polars (eager or lazy), PyArrow, DuckDB relation or PySpark frame
        As in `cohort_table`.
    days : int, default 91
        Length of a period of tenure; 365 for years.
    customer, date, amount : str
        Names of the columns.
    as_of : str or date, optional
        The day from which we look back; left out, it is the day after the latest order.

    Returns
    -------
    The kind that was given, one row for each period of tenure
        ``tenure`` (int, 1: the first `days` days from the first purchase on); ``customers`` (int, for whom
        the whole period lies before `as_of`); ``active`` (int, who bought in it); ``retention`` (float,
        active over customers); ``amount``, ``amount_per_customer`` and ``amount_per_active`` (float, yuan).

    Raises
    ------
    InputError
        As `cohort_table`; for `days` below 1; if nobody has been a customer for so long.

    Warns
    -----
    LeftOutWarning
        With counts: rows that cannot be used, and customers with refunds only.

    Notes
    -----
    Periods that are not over count for nobody, so a period's mean is one over whole periods.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate import value_by_tenure
    >>> orders = pd.DataFrame({
    ...     "customer_id": ["C1", "C1", "C2"],
    ...     "ordered_on": pd.to_datetime(["2024-01-01", "2025-01-15", "2024-06-01"]),
    ...     "amount": [10.0, 30.0, 20.0],
    ... })
    >>> table = value_by_tenure(orders, days=365, as_of="2026-01-01")
    >>> table[["tenure", "customers", "active", "amount_per_customer"]]
       tenure  customers  active  amount_per_customer
    0       1          2       2                 15.0
    1       2          1       1                 30.0
    """
    if isinstance(days, bool) or not isinstance(days, int) or days < 1:
        raise InputError(say("lifetime.bad_days", argument="days", value=repr(days)))
    frame, today = open_orders(orders, customer, date, amount, as_of)
    born = day_number(nw.col("crmlab_first"))
    frame = frame.with_columns(
        crmlab_period=((day_number(nw.col(date)) - born) // days + 1).cast(nw.Int64),
        crmlab_whole=((nw.lit(today.toordinal()) - born) // days).cast(nw.Int64),
        crmlab_buys=(nw.col(amount) > 0).cast(nw.Int64),
    )
    counted = (nw.col("crmlab_period") <= nw.col("crmlab_whole")) & (nw.col("crmlab_period") >= 1)
    inside = frame.filter(counted)
    if ask(inside, n=nw.len())["n"] == 0:
        raise InputError(say("lifetime.whole_periods", days=days))
    people = inside.group_by(customer, "crmlab_period").agg(nw.col("crmlab_buys").max(), nw.col(amount).sum())
    sums = people.group_by("crmlab_period").agg(
        nw.col("crmlab_buys").sum().alias("active"), nw.col(amount).sum().alias("crmlab_amount")
    )
    # How many customers have seen so many whole periods; then, for each period, all who have seen it.
    seen = (
        frame.select(customer, "crmlab_whole")
        .unique()
        .group_by("crmlab_whole")
        .agg(nw.len().alias("customers"))
    )
    sizes = (
        sums.select("crmlab_period")
        .join(seen, how="cross")
        .filter(nw.col("crmlab_whole") >= nw.col("crmlab_period"))
    )
    sizes = sizes.group_by("crmlab_period").agg(nw.col("customers").sum())
    sums = sums.with_columns(crmlab_cents=to_cents(nw.col("crmlab_amount")))
    table = sums.join(sizes, on="crmlab_period", how="inner").select(
        tenure=nw.col("crmlab_period"),
        customers=nw.col("customers").cast(nw.Int64),
        active=nw.col("active").cast(nw.Int64),
        retention=nw.col("active") / nw.col("customers"),
        amount=nw.col("crmlab_cents") / 100,
        amount_per_customer=mean_of_cents(nw.col("customers")),
        amount_per_active=mean_of_cents(nw.col("active")),
    )
    return give_back(table.sort("tenure"))


def life_cycle(
    orders,
    customer="customer_id",
    date="ordered_on",
    amount="amount",
    as_of=None,
    new_days=90,
    settled_days=365,
    quiet_gaps=3.0,
    quiet_days=60,
    once_days=180,
):
    """Put every customer into a stage of the customer life cycle, by rule.

    The stages follow Dwyer, Schurr and Oh (1987): a relation is explored, grows, is settled, may dissolve.
    The rules are a convention; change the numbers to suit the trade.

    Parameters
    ----------
    orders : pandas, Polars (eager or lazy), PyArrow, DuckDB relation or PySpark frame
        As in `cohort_table`.
    customer, date, amount : str
        Names of the columns.
    as_of : str or date, optional
        The day from which we look back; left out, it is the day after the latest order.
    new_days, settled_days : int, default 90 and 365
        How long a customer counts as new, and from when on as settled, in days since her first purchase.
    quiet_gaps : float, default 3
        A silence of more than so many of a customer's own usual gaps is a sign of decline ...
    quiet_days : int, default 60
        ... if it is longer than this.
    once_days : int, default 180
        The same for those who bought on one day only and have no usual gap.

    Returns
    -------
    The kind that was given, one row for each customer
        `customer`; ``tenure`` and ``silence`` (int, days since the first and the last purchase);
        ``purchases`` (int); ``usual_gap`` (float, mean days between purchases, null for those with one);
        ``stage`` (str): ``"decline"`` for a silence beyond the rule; else ``"acquire"`` within
        `new_days` or with a single purchase; else ``"form"`` within `settled_days`; else ``"stable"``.

    Raises
    ------
    InputError
        As `cohort_table`; for numbers of days that are not above 0, or `settled_days` below `new_days`.

    Warns
    -----
    LeftOutWarning
        With counts: rows that cannot be used, and customers with refunds only.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate import life_cycle
    >>> orders = pd.DataFrame({
    ...     "customer_id": ["C1", "C1", "C2", "C3"],
    ...     "ordered_on": pd.to_datetime(["2024-01-01", "2025-12-01", "2025-01-01", "2025-12-24"]),
    ...     "amount": [10.0, 30.0, 20.0, 40.0],
    ... })
    >>> life_cycle(orders, as_of="2026-01-01")[["customer_id", "silence", "stage"]]
      customer_id  silence    stage
    0          C1       31   stable
    1          C2      365  decline
    2          C3        8  acquire
    """
    _check_rules(new_days=new_days, settled_days=settled_days, quiet_gaps=quiet_gaps, quiet_days=quiet_days,
                 once_days=once_days)  # fmt: skip
    if settled_days < new_days:
        raise InputError(say("lifetime.settled_before_new", new=new_days, settled=settled_days))
    frame, today = open_orders(orders, customer, date, amount, as_of)
    people = (
        frame.filter(nw.col(amount) > 0)
        .group_by(customer)
        .agg(
            nw.col(date).min().alias("crmlab_first"),
            nw.col(date).max().alias("crmlab_last"),
            nw.col(date).count().alias("purchases"),
        )
    )
    first, last = day_number(nw.col("crmlab_first")), day_number(nw.col("crmlab_last"))
    people = people.with_columns(
        tenure=(nw.lit(today.toordinal()) - first).cast(nw.Int64),
        silence=(nw.lit(today.toordinal()) - last).cast(nw.Int64),
        purchases=nw.col("purchases").cast(nw.Int64),
        crmlab_span=(last - first).cast(nw.Float64),
    )
    # Beside a single purchase stands no gap; the divisor is guarded, as some engines divide every row.
    others = nw.when(nw.col("purchases") > 1).then(nw.col("purchases") - 1)
    people = people.with_columns(usual_gap=nw.col("crmlab_span") / others.cast(nw.Float64))
    once = nw.col("crmlab_span") == 0
    overdue = (nw.col("silence") > quiet_gaps * nw.col("usual_gap")) & (nw.col("silence") > quiet_days)
    declines = (once & (nw.col("silence") > once_days)) | (~once & overdue)
    fresh = once | (nw.col("tenure") <= new_days)
    later = nw.when(nw.col("tenure") <= settled_days).then(nw.lit("form")).otherwise(nw.lit("stable"))
    young = nw.when(fresh).then(nw.lit("acquire")).otherwise(later)
    stage = nw.when(declines).then(nw.lit("decline")).otherwise(young)
    table = people.select(customer, "tenure", "silence", "purchases", "usual_gap", stage=stage)
    return give_back(table.sort(customer))


def _check_rules(**rules):
    for name, value in rules.items():
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < 1e9:
            raise InputError(say("lifetime.bad_days", argument=name, value=repr(value)))
