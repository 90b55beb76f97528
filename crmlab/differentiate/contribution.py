"""What a customer brings after what serving her costs: activity rates, contribution, the whale curve.

Activity-based costing is written out, never "ABC", which in this room means `abc`.
"""

import numpy as np
import pandas as pd

from crmlab.frames import (
    InputError,
    need_columns,
    need_numbers,
    need_rows,
    open_frame,
    say_list,
    to_numbers,
    to_pandas,
    warn_left_out,
)
from crmlab.language import say


def activity_rates(pools, use, activity="activity", driver="driver", cost="cost", capacity=None):
    """Give what one unit of each activity costs: the cost of the activity over the volume of its driver.

    Activity-based costing after Cooper and Kaplan (1988); with `capacity` the time-driven variant of Kaplan
    and Anderson (2004), which divides by what could have been done, so that idle hours are charged to nobody.

    Parameters
    ----------
    pools : pandas.DataFrame
        What the activities cost: any number of rows for each, added up.
    use : pandas.DataFrame
        How much of each driver the customers used: a numeric column for each driver named in `pools`.
    activity, driver, cost : str
        Columns of `pools`: the activity, the column of `use` that drives it, and its cost in yuan.
    capacity : dict of str to float, optional
        By driver, how many units could have been done in the time.

    Returns
    -------
    pandas.DataFrame, one row for each activity, dearest first
        `activity`, `driver` (str); `cost` (yuan); ``volume`` (units of the driver); ``rate`` (yuan per unit);
        with `capacity` also ``capacity`` and ``unused`` (yuan of the cost that nobody used).

    Raises
    ------
    InputError
        For a missing column, an activity with two drivers, a driver that nobody used, a negative cost, or a
        capacity smaller than what was done.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate import activity_rates
    >>> pools = pd.DataFrame({"activity": ["delivery"], "driver": ["deliveries"], "cost": [600.0]})
    >>> use = pd.DataFrame({"account_id": ["A1", "A2"], "deliveries": [5, 15]})
    >>> activity_rates(pools, use)
       activity      driver   cost  volume  rate
    0  delivery  deliveries  600.0      20  30.0
    """
    pools, use = to_pandas(pools, "pools"), to_pandas(use, "use")
    opened = open_frame(pools, "pools")
    need_columns(opened, {"activity": activity, "driver": driver, "cost": cost}, "pools")
    need_numbers(opened, cost, "pools")
    need_rows(len(pools), "pools")
    need_rows(len(use), "use")
    known = pools[[activity, driver, cost]].notna().all(axis=1)
    warn_left_out("pools", len(pools), [(int((~known).sum()), say("portfolio.reason_incomplete"))])
    table = pools[known].groupby([activity, driver], as_index=False, sort=False)[cost].sum()
    _check_pools(table, use, activity, driver, cost)
    table["volume"] = [use[name].sum() for name in table[driver]]
    unused = table.loc[table["volume"] <= 0, driver]
    if len(unused):
        raise InputError(say("portfolio.driver_unused", drivers=say_list(unused)))
    table["rate"] = table[cost] / table["volume"]
    if capacity is not None:
        table = _by_capacity(table, driver, cost, capacity)
    return table.sort_values(cost, ascending=False, kind="stable", ignore_index=True)


def contribution(orders, use, rates, customer="customer_id", amount="amount", margin="margin"):
    """Take from each customer's margin the cost of what she made the firm do.

    Parameters
    ----------
    orders : pandas.DataFrame
        Any number of rows for each customer: `customer`, `amount` and `margin` (yuan; refunds negative).
    use : pandas.DataFrame
        Any number of rows for each customer: `customer` and a column for each driver in `rates`.
    rates : pandas.DataFrame
        As `activity_rates` gives it.
    customer, amount, margin : str
        Column names.

    Returns
    -------
    pandas.DataFrame, one row for each customer of either table, largest contribution first
        `customer`; `amount` and `margin`; a column for each activity with its cost; ``cost_to_serve``, their
        sum; ``contribution``, margin less cost to serve (all yuan).  Who ordered nothing but was served
        has margin 0; who ordered and used nothing has cost 0.

    Raises
    ------
    InputError
        For a missing column, or text where numbers are needed.

    Warns
    -----
    LeftOutWarning
        With counts: rows without a customer, or with an empty number.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate import contribution
    >>> orders = pd.DataFrame({"account_id": ["A1", "A2"], "amount": [1000.0, 1000.0],
    ...                        "margin": [160.0, 160.0]})
    >>> use = pd.DataFrame({"account_id": ["A1", "A2"], "deliveries": [1, 6]})
    >>> rates = pd.DataFrame({"activity": ["delivery"], "driver": ["deliveries"], "rate": [30.0]})
    >>> contribution(orders, use, rates, "account_id")[["account_id", "cost_to_serve", "contribution"]]
      account_id  cost_to_serve  contribution
    0         A1           30.0         130.0
    1         A2          180.0         -20.0
    """
    orders, use, rates = to_pandas(orders, "orders"), to_pandas(use, "use"), to_pandas(rates, "rates")
    facts = {"activity": "activity", "driver": "driver", "rate": "rate"}
    need_columns(open_frame(rates, "rates"), facts, "rates")
    drivers = list(rates["driver"])
    earned = _add_up(orders, "orders", customer, [amount, margin], {"amount": amount, "margin": margin})
    used = _add_up(use, "use", customer, drivers, {name: name for name in drivers})
    table = earned.join(used, how="outer").fillna(0.0)
    costs = {row.activity: table[row.driver] * row.rate for row in rates.itertuples(index=False)}
    costs = pd.DataFrame(costs, index=table.index)
    table = table[[amount, margin]].join(costs)
    table["cost_to_serve"] = costs.sum(axis=1)
    table["contribution"] = table[margin] - table["cost_to_serve"]
    table = table.rename_axis(customer).reset_index()
    return table.sort_values(["contribution", customer], ascending=[False, True], ignore_index=True)


def whale_curve(values):
    """Add up contributions, best customer first, as a share of the whole: the whale curve.

    Unlike the Pareto curve it climbs above 1, because some customers cost more than they bring (Kaplan and
    Narayanan 2001).

    Parameters
    ----------
    values : list, numpy array, or Series of any engine
        One contribution for each customer, in yuan; negative ones are what the curve is about.

    Returns
    -------
    pandas.DataFrame, shape (n + 1, 2)
        ``customers_share`` (0 to 1) and ``value_share`` (of the sum; 0 at the start, 1 at the end).

    Raises
    ------
    InputError
        If `values` is not one column of numbers, or its sum is not above 0: then there is no whole.

    Examples
    --------
    >>> from crmlab.differentiate import whale_curve
    >>> whale_curve([60, -25, 65])
       customers_share  value_share
    0         0.000000         0.00
    1         0.333333         0.65
    2         0.666667         1.25
    3         1.000000         1.00
    """
    best_first = np.sort(to_numbers(values))[::-1]
    total = best_first.sum()
    if total <= 0:
        raise InputError(say("portfolio.no_whole", total=float(total)))
    held = np.concatenate([[0.0], np.cumsum(best_first)]) / total
    held[-1] = 1.0
    return pd.DataFrame({"customers_share": np.arange(len(held)) / len(best_first), "value_share": held})


def _check_pools(table, use, activity, driver, cost):
    twice = table.loc[table[activity].duplicated(), activity]
    if len(twice):
        raise InputError(say("portfolio.two_drivers", activity=twice.iloc[0]))
    negative = table.loc[table[cost] < 0, activity]
    if len(negative):
        raise InputError(say("portfolio.negative_cost", activity=negative.iloc[0]))
    opened = open_frame(use, "use")
    need_columns(opened, {name: name for name in table[driver]}, "use")
    for name in table[driver]:
        need_numbers(opened, name, "use")


def _by_capacity(table, driver, cost, capacity):
    """Divide by what could have been done; what was not done is nobody's cost."""
    table["capacity"] = [float(capacity.get(name, np.nan)) for name in table[driver]]
    unknown = table.loc[table["capacity"].isna(), driver]
    if len(unknown):
        raise InputError(say("portfolio.no_capacity", driver=unknown.iloc[0]))
    over = table[table["volume"] > table["capacity"]]
    if len(over):
        first = over.iloc[0]
        facts = {"driver": first[driver], "volume": first["volume"], "capacity": first["capacity"]}
        raise InputError(say("portfolio.over_capacity", **facts))
    table["rate"] = table[cost] / table["capacity"]
    table["unused"] = table[cost] - table["rate"] * table["volume"]
    return table


def _add_up(table, name, customer, columns, wanted):
    """Sum the columns by customer, counting the rows that cannot be used."""
    opened = open_frame(table, name)
    need_columns(opened, {"customer": customer, **wanted}, name)
    need_rows(len(table), name)
    for column in columns:
        need_numbers(opened, column, name)
    no_customer = table[customer].isna()
    incomplete = ~no_customer & ~np.isfinite(table[columns].astype("float64")).all(axis=1)
    reasons = [
        (int(no_customer.sum()), say("frames.reason_without", column=customer)),
        (int(incomplete.sum()), say("portfolio.reason_incomplete")),
    ]
    warn_left_out(name, len(table), reasons)
    kept = table[~no_customer & ~incomplete]
    need_rows(len(kept), name)
    return kept.groupby(customer)[columns].sum()
