"""Measures of loyalty in behaviour and attitude, the score they make, and the two-by-two of both."""

import numpy as np
import pandas as pd

from crmlab.frames import (
    InputError,
    need_columns,
    need_dates,
    need_numbers,
    need_table,
    open_frame,
    to_day,
    warn_left_out,
)
from crmlab.interact.checks import need_whole
from crmlab.language import say
from crmlab.retain.loyalty_rows import complete_rows, need_spread

TYPES = ("true", "latent", "spurious", "none")
WINDOW = 30  # days, of which `active_windows` counts


def buying_behaviour(orders, as_of, days=365, customer="customer_id", date="ordered_on", amount="amount"):
    """Measure what customers did: how long they have come, how often, how regularly, for how much.

    Parameters
    ----------
    orders : pandas.DataFrame
        One row for each order: `customer`, `date`, `amount` (yuan; a refund is negative).
    as_of : str or date
        The day from which we look back; orders of that day and later are left out.
    days : int, default 365
        How far we look back, except for tenure.
    customer, date, amount : str
        Names of the columns.

    Returns
    -------
    pandas.DataFrame, one row for each customer with a purchase before `as_of`
        `customer`; ``tenure_days`` (int, since her first purchase); ``visits`` (int, days with a purchase in
        the last `days`); ``repeat`` (bool, two visits or more); ``active_windows`` (int, how many of the last
        ``days // 30`` windows of 30 days have a visit); ``spend`` (float, yuan to the cent, refunds taken
        off).  Sorted by customer.

    Raises
    ------
    InputError
        For a missing column, text in place of dates or numbers, `days` under 30, or no purchase before
        `as_of`.

    Warns
    -----
    LeftOutWarning
        With counts: orders from `as_of` on, orders without customer, date or amount.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import buying_behaviour
    >>> orders = pd.DataFrame({
    ...     "customer_id": ["C1", "C1", "C2"],
    ...     "ordered_on": pd.to_datetime(["2025-03-01", "2025-12-20", "2024-05-01"]),
    ...     "amount": [10.0, 30.0, 20.0],
    ... })
    >>> buying_behaviour(orders, "2026-01-01")[["customer_id", "visits", "repeat", "active_windows", "spend"]]
      customer_id  visits  repeat  active_windows  spend
    0          C1       2    True               2   40.0
    1          C2       0   False               0    0.0
    """
    need_whole("days", days, WINDOW)
    today = pd.Timestamp(to_day(as_of, "as_of"))
    table = _usable_orders(orders, today, customer, date, amount)
    bought = table[table[amount] > 0]
    if bought.empty:
        raise InputError(say("loyalty.no_purchase", day=today.date().isoformat()))
    people = bought.groupby(customer)[date].min().rename("first").to_frame()
    start = today - pd.Timedelta(days=days)
    ago = (today - bought[date].dt.normalize()).dt.days
    recent = bought[[customer]].assign(day=ago, window=(ago - 1) // WINDOW)[ago <= days]
    inside = recent[recent["window"] < days // WINDOW]
    spend = table[table[date] >= start].groupby(customer)[amount].sum()
    found = pd.DataFrame(
        {
            "tenure_days": (today - people["first"].dt.normalize()).dt.days,
            "visits": recent.groupby(customer)["day"].nunique().reindex(people.index, fill_value=0),
            "active_windows": inside.groupby(customer)["window"]
            .nunique()
            .reindex(people.index, fill_value=0),
            "spend": spend.reindex(people.index, fill_value=0.0).round(2),
        }
    )
    found.insert(2, "repeat", found["visits"] >= 2)
    return found.rename_axis(customer).reset_index()


def loyalty_score(table, measures, weights=None):
    """Join measures of different units to one score, 0 to 100.

    Each measure is turned into the share of customers who lie below, ties in the middle, so that yuan, days
    and points weigh alike and a single huge spender does not decide; the score is their weighted mean.

    Parameters
    ----------
    table : pandas.DataFrame
        One row for each customer.
    measures : list of str
        Columns of numbers, more meaning more loyal.
    weights : dict of str to float, optional
        Of each measure, 0 or more; equal if left out.

    Returns
    -------
    pandas.Series of float
        Named ``loyalty_score``, on the index of `table`; NaN where a measure is missing.

    Raises
    ------
    InputError
        For no measures, a missing column, text, a measure that is the same for all, or weights that do not
        fit.

    Warns
    -----
    LeftOutWarning
        With the rows that have no score.

    Notes
    -----
    A score of ranks says who is more loyal than whom among these customers; it does not compare with
    another shop, nor with last year.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import loyalty_score
    >>> table = pd.DataFrame({"visits": [2, 30, 8], "recommend": [9, 10, 3]})
    >>> loyalty_score(table, ["visits", "recommend"]).round(1).tolist()
    [33.3, 83.3, 33.3]
    """
    measures = [measures] if isinstance(measures, str) else list(measures)
    if not measures:
        raise InputError(say("loyalty.no_measures"))
    rows = complete_rows(table, "table", measures, at_least=2)
    need_spread(rows, "table")
    given = _weights(measures, weights)
    shares = (rows.rank() - 0.5) / len(rows)
    score = 100 * (shares * given).sum(axis=1)
    return score.reindex(table.index).rename("loyalty_score")


def loyalty_types(table, attitude, behaviour, cuts=None):
    """Put customers into the four types of loyalty of Dick and Basu (1994).

    True: high attitude, high behaviour; latent: high attitude, low behaviour; spurious: low attitude, high
    behaviour (she comes because she must, or by habit); none: both low.

    Parameters
    ----------
    table : pandas.DataFrame
    attitude, behaviour : str
        Columns of numbers.
    cuts : pair of float, optional
        From which attitude, and from which behaviour on, is high; the medians if left out.  What counts as
        high is a convention: say yours.

    Returns
    -------
    pandas.DataFrame
        The rows of `table` that have both, with a further column ``loyalty_type`` (``"true"``, ``"latent"``,
        ``"spurious"``, ``"none"``); ``.attrs["cuts"]`` holds the cuts.

    Raises
    ------
    InputError
        For a missing column, text, or cuts that are no two numbers.

    Warns
    -----
    LeftOutWarning
        With the rows that lack one of the two.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import loyalty_types
    >>> table = pd.DataFrame({"likes": [6, 6, 2, 2], "visits": [20, 1, 20, 1]})
    >>> loyalty_types(table, "likes", "visits", cuts=(5, 10))["loyalty_type"].tolist()
    ['true', 'latent', 'spurious', 'none']
    """
    rows = complete_rows(table, "table", [attitude, behaviour], at_least=1)
    if cuts is None:
        cuts = (rows[attitude].median(), rows[behaviour].median())
    cuts = _two_numbers(cuts)
    likes, comes = rows[attitude] >= cuts[0], rows[behaviour] >= cuts[1]
    kinds = np.select([likes & comes, likes, comes], TYPES[:3], TYPES[3])
    found = table.loc[rows.index].copy()
    found["loyalty_type"] = kinds
    found.attrs["cuts"] = cuts
    return found


def _usable_orders(orders, today, customer, date, amount):
    wanted = {"customer": customer, "date": date, "amount": amount}
    table = need_table(orders, "orders", wanted)
    frame = open_frame(table, "orders")
    need_columns(frame, wanted, "orders")
    need_dates(frame, date, "orders")
    need_numbers(frame, amount, "orders")
    lacking = [table[column].isna() for column in wanted.values()]
    reasons = [
        (int((missing & ~sum(lacking[:i], pd.Series(False, table.index))).sum()), column)
        for i, (missing, column) in enumerate(zip(lacking, wanted.values(), strict=True))
    ]
    there = ~(lacking[0] | lacking[1] | lacking[2])
    late = there & (table[date] >= today)
    told = [(count, say("frames.reason_without", column=column)) for count, column in reasons]
    told.append((int(late.sum()), say("loyalty.reason_from", day=today.date().isoformat())))
    warn_left_out("orders", len(table), told)
    return table[there & ~late]


def _weights(measures, weights):
    if weights is None:
        return pd.Series(1 / len(measures), index=measures)
    if not isinstance(weights, dict) or set(weights) != set(measures):
        raise InputError(say("loyalty.weights_for", measures=", ".join(measures)))
    given = pd.Series(weights)
    try:
        given = given.astype(float)
    except (TypeError, ValueError):
        given = pd.Series([np.nan])
    if not np.isfinite(given).all() or (given < 0).any() or given.sum() == 0:
        raise InputError(say("loyalty.bad_weights", weights=repr(weights)))
    return given / given.sum()


def _two_numbers(cuts):
    try:
        low, high = (float(cut) for cut in cuts)
    except (TypeError, ValueError):
        raise InputError(say("loyalty.two_cuts", cuts=repr(cuts))) from None
    if not np.isfinite([low, high]).all():
        raise InputError(say("loyalty.two_cuts", cuts=repr(cuts)))
    return low, high
