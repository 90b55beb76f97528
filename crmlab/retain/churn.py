"""Who has left a shop without a contract: silences, the window that tells, lifetimes and rates."""

import datetime as dt

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_dates, need_numbers, need_table, open_frame, to_day, warn_left_out
from crmlab.language import say

WINDOWS = (30, 60, 90, 120, 150, 180, 270, 365)


def return_curve(
    orders,
    windows=WINDOWS,
    horizon=180,
    customer="customer_id",
    date="ordered_on",
    amount="amount",
    as_of=None,
):
    """Count how many of those who fell silent for so long came back: the evidence for a churn window.

    Every silence of at least so many days counts, the last one of each customer too; but only silences that
    began early enough for us to see the whole horizon after the window.

    Parameters
    ----------
    orders : table of any engine
        One row per order: `customer`, `date`, `amount` (yuan; refunds, at 0 or below, are no visits).
    windows : list of int
        Days of silence.
    horizon : int, default 180
        How many days after the window we look for a return.
    customer, date, amount : str
    as_of : str or date, optional
        The day from which we look back; left out, the day after the latest order.

    Returns
    -------
    pandas.DataFrame
        ``window`` (days), ``silences`` (int) and ``came_back`` (share that ended within the horizon; NaN if
        there is no such silence).

    Raises
    ------
    InputError
        For a missing column, no dates, an unusable day, or a window or horizon that is not a whole number of
        days above 0.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import return_curve
    >>> orders = pd.DataFrame({"customer_id": ["a", "a", "b"], "amount": [9.0, 9.0, 9.0],
    ...                        "ordered_on": pd.to_datetime(["2025-01-01", "2025-03-01", "2025-01-01"])})
    >>> return_curve(orders, windows=[30], horizon=60, as_of="2026-01-01")
       window  silences  came_back
    0      30         3   0.333333
    """
    need_days("horizon", horizon)
    for window in windows:
        need_days("windows", window)
    visits, today = visits_of(orders, customer, date, amount, as_of)
    following = visits.groupby("customer")["day"].shift(-1)
    gap = (following - visits["day"]).dt.days
    waited = (today - visits["day"]).dt.days
    rows = []
    for window in windows:
        # A silence begins to count on its last day: a visit on that day ends it, so it was none.
        silent = (gap.isna() | (gap > window)) & (waited > window + horizon)
        back = (gap[silent] <= window + horizon).mean() if silent.any() else np.nan
        rows.append((window, int(silent.sum()), back))
    return pd.DataFrame(rows, columns=["window", "silences", "came_back"])


def lifetimes(orders, silence=180, customer="customer_id", date="ordered_on", amount="amount", as_of=None):
    """Give each customer's time with the shop, and whether it is over, for a survival curve.

    Whoever has bought nothing in the last `silence` days has left, on the day of the last purchase.  Of the
    others we know only that they were customers when those days began.  Nobody can be seen leaving within
    the last `silence` days, so nobody is watched there: else the curve would flatter.

    Parameters
    ----------
    orders, customer, date, amount, as_of
        As in `return_curve`.
    silence : int, default 180

    Returns
    -------
    pandas.DataFrame
        One row per customer: `customer`, ``first_on``, ``last_on``; ``left`` (0 or 1); ``duration`` (float,
        days from the first purchase, that day counted; 0 for those who first came within the last `silence`
        days, of whom nothing is known yet).

    Raises
    ------
    InputError
        As `return_curve`.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import lifetimes
    >>> orders = pd.DataFrame({"customer_id": ["a", "a", "b"], "amount": [9.0, 9.0, 9.0],
    ...                        "ordered_on": pd.to_datetime(["2025-01-01", "2025-03-01", "2025-12-01"])})
    >>> lifetimes(orders, silence=180, as_of="2026-01-01")[["customer_id", "left", "duration"]]
      customer_id  left  duration
    0           a     1      60.0
    1           b     0       0.0
    """
    need_days("silence", silence)
    visits, today = visits_of(orders, customer, date, amount, as_of)
    people = visits.groupby("customer")["day"].agg(first_on="min", last_on="max")
    left = (today - people["last_on"]).dt.days >= silence
    seen_until = (today - people["first_on"]).dt.days - silence
    stayed = (people["last_on"] - people["first_on"]).dt.days
    duration = np.where(left, stayed + 1, (seen_until + 1).clip(lower=0))
    people = people.assign(left=left.astype(int), duration=duration.astype(float))
    return people.rename_axis(customer).reset_index()


def churn_rates(orders, begin, end, silence=180, customer="customer_id", date="ordered_on", amount="amount"):
    """Give four rates of churn for one period: all are called "the churn rate", and they disagree.

    A customer of a day is whoever bought within the `silence` days before it.

    Parameters
    ----------
    orders, customer, date, amount
        As in `return_curve`.
    begin, end : str or date
        First day of the period, and the day after its last.
    silence : int, default 180

    Returns
    -------
    pandas.DataFrame
        One row per rate: ``rate`` (``"start"``: lost over the customers at the start; ``"average"``: over the
        mean of start and end; ``"net"``: what the number of customers fell by, over the start, so newcomers
        hide the lost; ``"money"``: the share of the start's money that came from those lost), ``lost``,
        ``base`` and ``value``.  Counts of customers, but for ``"money"``, which is in yuan.

    Raises
    ------
    InputError
        As `return_curve`; if the period ends before it begins, or nobody was a customer at its start.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import churn_rates
    >>> orders = pd.DataFrame({"customer_id": ["a", "b", "b", "c"], "amount": [90.0, 10.0, 10.0, 5.0],
    ...                        "ordered_on": pd.to_datetime(["2025-01-05", "2025-01-09", "2025-03-30",
    ...                                                      "2025-03-31"])})
    >>> churn_rates(orders, "2025-02-01", "2025-04-01", silence=31).round(2)
          rate  lost   base  value
    0    start   1.0    2.0    0.5
    1  average   1.0    2.0    0.5
    2      net   0.0    2.0    0.0
    3    money  90.0  100.0    0.9
    """
    need_days("silence", silence)
    visits, _ = visits_of(orders, customer, date, amount, None)
    first, last = pd.Timestamp(to_day(begin, "begin")), pd.Timestamp(to_day(end, "end"))
    if last <= first:
        raise InputError(say("churn.period_reversed", begin=first.date(), end=last.date()))
    at_start, at_end = (_customers_of(visits, day, silence) for day in (first, last))
    if not len(at_start):
        raise InputError(say("churn.nobody_at_start", begin=first.date(), silence=silence))
    lost = at_start[~at_start.index.isin(at_end.index)]
    n, n_end, n_lost = len(at_start), len(at_end), len(lost)
    rows = [
        ("start", n_lost, n),
        ("average", n_lost, (n + n_end) / 2),
        ("net", n - n_end, n),
        ("money", round(lost.sum(), 2), round(at_start.sum(), 2)),
    ]
    table = pd.DataFrame(rows, columns=["rate", "lost", "base"]).astype({"lost": float, "base": float})
    return table.assign(value=table["lost"] / table["base"])


def visits_of(orders, customer, date, amount, as_of):
    """Give the purchases before a day, a day each, in the order of time.

    Returns
    -------
    visits : pandas.DataFrame
        ``customer``, ``day`` (midnight), ``amount``.
    today : pandas.Timestamp

    Raises
    ------
    InputError
        For a missing column, a date that is none, or no purchase before `as_of`.

    Warns
    -----
    LeftOutWarning
        With the number of rows in which something is missing.
    """
    columns = {"customer": customer, "date": date, "amount": amount}
    table = need_table(orders, "orders", columns)
    frame = open_frame(table, "orders")
    need_dates(frame, date, "orders")
    need_numbers(frame, amount, "orders")
    table = table[list(columns.values())].set_axis(list(columns), axis=1)
    missing = table.isna().any(axis=1)
    warn_left_out("orders", len(table), [(int(missing.sum()), say("churn.reason_missing"))])
    table = table[~missing]
    table = table.assign(day=pd.to_datetime(table["date"]).dt.normalize())
    today = _today(table, as_of)
    visits = table[(table["amount"] > 0) & (table["day"] < today)]
    if visits.empty:
        raise InputError(say("churn.no_visits", as_of=today.date()))
    visits = visits.sort_values(["customer", "day"], kind="stable")
    return visits[["customer", "day", "amount"]].reset_index(drop=True), today


def need_days(argument, value):
    """Refuse what is not a whole number of days above 0."""
    whole = isinstance(value, (int, np.integer)) and not isinstance(value, bool)
    if not whole or value < 1:
        raise InputError(say("churn.not_days", argument=argument, value=repr(value)))


def _today(table, as_of):
    if as_of is None:
        return table["day"].max() + dt.timedelta(days=1)
    return pd.Timestamp(to_day(as_of, "as_of"))


def _customers_of(visits, day, silence):
    """Give the money of each who bought within the days before: customers of that day."""
    recent = visits[(visits["day"] < day) & (visits["day"] >= day - pd.Timedelta(days=silence))]
    return recent.groupby("customer")["amount"].sum()
