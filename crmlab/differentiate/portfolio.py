"""What to do with each customer when the budget is short: options, the best plan, and two simpler rules.

Each customer gets exactly one strategy.  Choosing them under a budget is the multiple-choice knapsack problem
(Sinha and Zoltners 1979): whole numbers by `scipy.optimize.milp`, the worth of another yuan of budget by its
linear programme.
"""

import ctypes
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_columns, need_numbers, need_rows, open_frame, say_list, to_pandas
from crmlab.language import say

PLAN_COLUMNS = ("strategy", "outlay", "margin", "stays")
OPTION_COLUMNS = ("strategy", "gain", "outlay")


@dataclass(frozen=True)
class Plan:
    """One strategy for each customer.

    Attributes
    ----------
    chosen : pandas.DataFrame
        The chosen row of the options for each customer.
    gain : float
        Yuan gained over the strategy of outlay 0 against which the options were measured.
    outlay, budget : float
        Yuan spent, and yuan allowed.
    shadow_price : float
        Yuan of gain that another yuan of budget would bring, by the linear programme; NaN where the rule has
        none.
    """

    chosen: pd.DataFrame = field(repr=False)
    gain: float
    outlay: float
    budget: float
    shadow_price: float = float("nan")


def strategy_options(
    customers, plans, customer="customer_id", margin="margin", baseline="maintain", sunk=0.0
):
    """Work out what each strategy would be worth with each customer.

    A strategy is a row of factors on the customer's margin and on the cost of each activity, all assumptions
    in one table that can be argued about.  If she stays, and if she goes:

        value = stays x (margin x factor - sum of activity costs x factors)
                - (1 - stays) x sunk x sum of activity costs - outlay

    An exit is a strategy with which nobody stays.

    Parameters
    ----------
    customers : pandas.DataFrame
        One row for each customer, as `contribution` gives it: `customer`, `margin`, a column for each
        activity.
    plans : pandas.DataFrame
        ``strategy``; ``outlay`` (yuan for each customer, paid from the budget); ``margin`` (factor);
        ``stays`` (chance, 0 to 1, that she stays); and a factor for each activity, under its name.
    customer, margin : str
        Columns of `customers`.
    baseline : str, default "maintain"
        Strategy against which the gain is counted.
    sunk : float, default 0.0
        Share of a customer's present cost to serve, 0 to 1, that remains when she has gone: the van is still
        there.

    Returns
    -------
    pandas.DataFrame, a row for each customer and strategy
        `customer`; ``strategy``; ``value`` (yuan); ``gain`` (value less that of the baseline); ``outlay``.

    Raises
    ------
    InputError
        For a missing column, a strategy named twice, an unknown baseline, a customer in two rows, or a
        chance outside 0 to 1.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate import strategy_options
    >>> customers = pd.DataFrame({"account_id": ["A1"], "margin": [1000.0], "delivery": [800.0]})
    >>> plans = pd.DataFrame({"strategy": ["maintain", "manage"], "outlay": [0.0, 100.0],
    ...                       "margin": [1.0, 1.0], "stays": [1.0, 0.9], "delivery": [1.0, 0.5]})
    >>> strategy_options(customers, plans, "account_id")
      account_id  strategy  value   gain  outlay
    0         A1  maintain  200.0    0.0     0.0
    1         A1    manage  440.0  240.0   100.0
    """
    customers, plans = to_pandas(customers, "customers"), to_pandas(plans, "plans")
    need_columns(open_frame(plans, "plans"), {name: name for name in PLAN_COLUMNS}, "plans")
    activities = [name for name in plans.columns if name not in PLAN_COLUMNS]
    opened = open_frame(customers, "customers")
    wanted = {"customer": customer, "margin": margin, **{name: name for name in activities}}
    need_columns(opened, wanted, "customers")
    need_rows(len(customers), "customers")
    for name in (margin, *activities):
        need_numbers(opened, name, "customers")
    _check_plans(plans, baseline)
    if isinstance(sunk, (str, bool)) or not 0 <= sunk <= 1:
        raise InputError(say("portfolio.bad_sunk", sunk=repr(sunk)))
    if customers[customer].duplicated().any():
        who = customers.loc[customers[customer].duplicated(), customer].iloc[0]
        raise InputError(say("portfolio.customer_twice", table="customers", customer=who))
    costs = customers[activities].to_numpy(dtype=float)
    factors = plans[activities].to_numpy(dtype=float)
    stays, outlay = plans["stays"].to_numpy(dtype=float), plans["outlay"].to_numpy(dtype=float)
    earned = np.outer(customers[margin].to_numpy(dtype=float), plans["margin"].to_numpy(dtype=float))
    value = stays * (earned - costs @ factors.T) - np.outer(costs.sum(axis=1), (1 - stays) * sunk) - outlay
    base = value[:, list(plans["strategy"]).index(baseline)]
    # Customers in the order given, strategies in the order of the plans.
    return pd.DataFrame(
        {
            customer: np.repeat(customers[customer].to_numpy(), len(plans)),
            "strategy": np.tile(plans["strategy"].to_numpy(), len(customers)),
            "value": value.ravel(),
            "gain": (value - base[:, None]).ravel(),
            "outlay": np.tile(outlay, len(customers)),
        }
    )


def choose_strategies(options, budget, customer="customer_id", at_most=None):
    """Choose one strategy for each customer so that the gain is greatest and the budget holds.

    Parameters
    ----------
    options : pandas.DataFrame
        A row for each customer and strategy: `customer`, ``strategy``, ``gain`` and ``outlay`` (yuan).
    budget : float
        Yuan, not negative.
    customer : str
    at_most : dict of str to int, optional
        How many customers a strategy may be chosen for: ``{"exit": 5}``.

    Returns
    -------
    Plan
        With the shadow price of the budget, from the linear programme in which customers may be split.

    Raises
    ------
    InputError
        For a missing column, empty numbers, a budget that isn't a number from 0, or one that doesn't even
        pay for the cheapest strategy of every customer.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate import choose_strategies
    >>> options = pd.DataFrame({"account_id": ["A1", "A1", "A2", "A2", "A3", "A3"],
    ...                         "strategy": ["maintain", "invest"] * 3,
    ...                         "gain": [0.0, 13.0, 0.0, 10.0, 0.0, 10.0],
    ...                         "outlay": [0.0, 6.0, 0.0, 5.0, 0.0, 5.0]})
    >>> plan = choose_strategies(options, 10.0, "account_id")
    >>> plan.gain, plan.outlay, plan.shadow_price
    (20.0, 10.0, 2.0)
    """
    from scipy.optimize import Bounds, LinearConstraint, linprog, milp
    from scipy.sparse import csr_matrix

    options = _check_options(options, budget, customer)
    # In round thousands the solver has no trouble with its tolerances.
    gain, outlay = options["gain"].to_numpy() / 1000, options["outlay"].to_numpy() / 1000
    codes, _ = pd.factorize(options[customer])
    at = np.arange(len(options))
    one_each = csr_matrix((np.ones(len(at)), (codes, at)))
    above = [outlay]
    limits = [budget / 1000]
    for strategy, count in (at_most or {}).items():
        above.append((options["strategy"] == strategy).to_numpy(dtype=float))
        limits.append(float(count))
    above = np.array(above)
    constraints = [LinearConstraint(one_each, 1, 1), LinearConstraint(above, -np.inf, limits)]
    with _quiet():
        found = milp(-gain, constraints=constraints, integrality=np.ones(len(at)), bounds=Bounds(0, 1))
    if found.x is None:
        raise InputError(say("portfolio.no_plan", budget=float(budget)))
    relaxed = linprog(-gain, above, limits, one_each, np.ones(one_each.shape[0]), bounds=(0, 1))
    price = -float(relaxed.ineqlin.marginals[0])
    return _plan(options[found.x > 0.5], budget, max(price, 0.0) + 0.0)


def greedy_strategies(options, budget, customer="customer_id"):
    """Choose by return: always take the step with the most gain per yuan, while the budget lasts.

    Steps lead from a customer's cheapest strategy up to dearer ones, skipping those that are never the best
    use of a yuan (Sinha and Zoltners 1979).  A step that no longer fits is passed over, and so are the
    further steps of that customer.

    Parameters
    ----------
    options, budget, customer
        As `choose_strategies`.

    Returns
    -------
    Plan

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate import greedy_strategies
    >>> options = pd.DataFrame({"account_id": ["A1", "A1", "A2", "A2", "A3", "A3"],
    ...                         "strategy": ["maintain", "invest"] * 3,
    ...                         "gain": [0.0, 13.0, 0.0, 10.0, 0.0, 10.0],
    ...                         "outlay": [0.0, 6.0, 0.0, 5.0, 0.0, 5.0]})
    >>> greedy_strategies(options, 10.0, "account_id").gain
    13.0
    """
    return greedy_planner(options, customer)(budget)


def greedy_planner(options, customer="customer_id"):
    """Prepare `greedy_strategies` for many budgets: the options are checked and their steps sorted once.

    Parameters
    ----------
    options, customer
        As `choose_strategies`.

    Returns
    -------
    callable
        Called with a budget, it gives the `Plan` of `greedy_strategies`.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate.portfolio import greedy_planner
    >>> options = pd.DataFrame({"account_id": ["A1", "A1", "A2", "A2"],
    ...                         "strategy": ["maintain", "invest"] * 2,
    ...                         "gain": [0.0, 12.0, 0.0, 10.0], "outlay": [0.0, 6.0, 0.0, 4.0]})
    >>> plan_for = greedy_planner(options, "account_id")
    >>> plan_for(4.0).gain, plan_for(10.0).gain
    (10.0, 22.0)
    """
    options = _check_options(options, np.inf, customer)
    start, steps = _steps(options, customer)
    steps = list(steps[["customer", "row", "outlay"]].itertuples(index=False, name=None))
    least = options.loc[list(start.values()), "outlay"].sum()

    def plan_for(budget):
        _check_budget(budget, least)
        at, spent, stopped = dict(start), least, set()
        for who, row, outlay in steps:
            if who in stopped:
                continue
            if spent + outlay > budget + 1e-9:
                stopped.add(who)
                continue
            at[who], spent = row, spent + outlay
        return _plan(options.loc[sorted(at.values())], budget)

    return plan_for


def proportional_strategies(options, budget, weights, customer="customer_id"):
    """Share the budget out by size: each customer gets her part, and the best strategy that it pays for.

    Parameters
    ----------
    options, budget, customer
        As `choose_strategies`.
    weights : pandas.Series
        By customer, what the budget is shared out by, such as last year's sales; not negative.

    Returns
    -------
    Plan

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate import proportional_strategies
    >>> options = pd.DataFrame({"account_id": ["A1", "A1", "A2", "A2"],
    ...                         "strategy": ["maintain", "invest"] * 2,
    ...                         "gain": [0.0, 13.0, 0.0, 10.0], "outlay": [0.0, 6.0, 0.0, 5.0]})
    >>> proportional_strategies(options, 10.0, pd.Series({"A1": 900.0, "A2": 100.0}), "account_id").gain
    13.0
    """
    options = _check_options(options, budget, customer)
    weights = pd.Series(weights, dtype="float64").reindex(options[customer].unique())
    if weights.isna().any() or (weights < 0).any() or not weights.sum() > 0:
        raise InputError(say("portfolio.bad_shares"))
    purse = options[customer].map(weights / weights.sum() * budget)
    affordable = options[options["outlay"] <= purse + 1e-9]
    best = affordable.sort_values("gain", ascending=False, kind="stable").drop_duplicates(customer)
    return _plan(best.sort_index(), budget)


def budget_curve(options, customer="customer_id"):
    """Give the most that each budget could gain if customers could be split: the value of the budget.

    Parameters
    ----------
    options, customer
        As `choose_strategies`.

    Returns
    -------
    pandas.DataFrame
        ``outlay`` and ``gain`` (yuan, cumulative; the first row needs no choice) and ``price`` (yuan of gain
        per yuan of that step, falling: the shadow price there).  Straight lines between the rows give the
        value of the linear programme.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate import budget_curve
    >>> options = pd.DataFrame({"account_id": ["A1", "A1", "A2", "A2"],
    ...                         "strategy": ["maintain", "invest"] * 2,
    ...                         "gain": [0.0, 12.0, 0.0, 10.0], "outlay": [0.0, 6.0, 0.0, 4.0]})
    >>> budget_curve(options, "account_id")
       outlay  gain  price
    0     0.0   0.0    NaN
    1     4.0  10.0    2.5
    2    10.0  22.0    2.0
    """
    options = _check_options(options, np.inf, customer)
    start, steps = _steps(options, customer)
    begin = options.loc[list(start.values()), ["outlay", "gain"]].sum()
    return pd.DataFrame(
        {
            "outlay": np.concatenate([[0.0], steps["outlay"].cumsum()]) + begin["outlay"],
            "gain": np.concatenate([[0.0], steps["gain"].cumsum()]) + begin["gain"],
            "price": np.concatenate([[np.nan], steps["price"]]),
        }
    )


@contextmanager
def _quiet():
    """Keep the solver off the page: HiGHS 1.x prints a debugging line straight to the process's output."""
    sys.stdout.flush()
    try:
        keep, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    except OSError:  # a process without an output
        yield
        return
    os.dup2(nowhere, 1)
    os.close(nowhere)
    try:
        yield
    finally:
        if os.name == "posix":
            ctypes.CDLL(None).fflush(None)  # what C has in hand would come out later
        os.dup2(keep, 1)
        os.close(keep)


def _steps(options, customer):
    """Give each customer's cheapest strategy, and the steps up from it, best return first."""
    start, rows = {}, []
    # The cheapest first, of equal outlay the best first.
    ordered = options.sort_values([customer, "outlay", "gain"], ascending=[True, True, False], kind="stable")
    for who, outlays, gains, index in _by_customer(ordered, customer):
        here = 0
        start[who] = index[0]
        while True:
            more = [j for j in range(here + 1, len(index)) if gains[j] > gains[here] + 1e-12]
            more = [j for j in more if outlays[j] > outlays[here]]
            if not more:
                break
            best = max(
                more, key=lambda j: ((gains[j] - gains[here]) / (outlays[j] - outlays[here]), outlays[j])
            )
            cost, gain = outlays[best] - outlays[here], gains[best] - gains[here]
            rows.append((who, index[best], cost, gain, gain / cost))
            here = best
    steps = pd.DataFrame(rows, columns=["customer", "row", "outlay", "gain", "price"])
    steps = steps.astype({"outlay": float, "gain": float, "price": float})  # there may be none
    return start, steps.sort_values("price", ascending=False, kind="stable", ignore_index=True)


def _by_customer(ordered, customer):
    who = ordered[customer].to_numpy()
    outlay, gain, index = ordered["outlay"].to_numpy(), ordered["gain"].to_numpy(), ordered.index.to_numpy()
    edges = np.flatnonzero(np.concatenate([[True], who[1:] != who[:-1], [True]]))
    for first, last in pairwise(edges):
        yield who[first], outlay[first:last], gain[first:last], index[first:last]


def _plan(chosen, budget, price=float("nan")):
    chosen = chosen.reset_index(drop=True)
    return Plan(chosen, float(chosen["gain"].sum()), float(chosen["outlay"].sum()), float(budget), price)


def _check_plans(plans, baseline):
    need_rows(len(plans), "plans")
    if plans["strategy"].duplicated().any() or plans.isna().any(axis=None):
        raise InputError(say("portfolio.bad_plans"))
    if not plans["stays"].between(0, 1).all() or (plans["outlay"] < 0).any():
        raise InputError(say("portfolio.bad_chance"))
    if baseline not in set(plans["strategy"]):
        facts = {"baseline": repr(baseline), "strategies": say_list(plans["strategy"])}
        raise InputError(say("portfolio.no_baseline", **facts))


def _check_options(options, budget, customer):
    options = to_pandas(options, "options").reset_index(drop=True)
    opened = open_frame(options, "options")
    need_columns(opened, {"customer": customer, **{name: name for name in OPTION_COLUMNS}}, "options")
    need_rows(len(options), "options")
    for name in ("gain", "outlay"):
        need_numbers(opened, name, "options")
    if not np.isfinite(options[["gain", "outlay"]]).all(axis=None) or (options["outlay"] < 0).any():
        raise InputError(say("portfolio.bad_options"))
    if options[[customer, "strategy"]].duplicated().any():
        raise InputError(say("portfolio.option_twice"))
    _check_budget(budget, options.groupby(customer)["outlay"].min().sum())
    return options


def _check_budget(budget, least):
    if isinstance(budget, (str, bool)) or not budget >= 0:
        raise InputError(say("portfolio.bad_budget", budget=repr(budget)))
    if least > budget + 1e-9:
        raise InputError(say("portfolio.budget_too_small", budget=float(budget), least=float(least)))
