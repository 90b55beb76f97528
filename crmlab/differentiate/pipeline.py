"""The whole differentiation of customers as one process that writes down what it did.

Every step is a small function that takes the state and gives a new one; every step leaves a line in the
record: what was done, by which choice, how many customers came in, how many were left out and why.
"""

from dataclasses import dataclass, field, replace
from numbers import Integral

import pandas as pd

from crmlab.differentiate.contribution import activity_rates, contribution
from crmlab.differentiate.portfolio import Plan, choose_strategies, strategy_options
from crmlab.differentiate.relation import relation_index, value_relation
from crmlab.differentiate.tiers import tiers
from crmlab.frames import (
    InputError,
    need_columns,
    need_dates,
    need_rows,
    open_frame,
    say_list,
    to_day,
    to_pandas,
)
from crmlab.language import say


@dataclass(frozen=True)
class Choices:
    """Every choice of the process that a person makes, in one place.

    Attributes
    ----------
    as_of : str
        The day from which we look back.
    months : int
        How many months we look back.
    min_months : int
        Months with an order that a customer needs before she is judged.
    active_months : int
        She counts as a customer if she ordered in the last so many months.
    parts : tuple of str
        Columns of the relation table that make up closeness.
    value_cut : float
        Yuan a year above which a customer is valuable.
    relation_cut : float or None
        Closeness above which she is close; None is the median.
    tier_value : str
        What the tiers go by: ``contribution``, ``margin`` or ``amount``.
    limits, tier_names
        Limits of the tiers, yuan a year, falling; and their names.
    sunk : float
        Share of the cost to serve that remains when a customer goes, as in `strategy_options`.
    """

    as_of: str
    months: int = 12
    min_months: int = 3
    active_months: int = 1
    parts: tuple = ("share", "tenure", "contacts")
    value_cut: float = 0.0
    relation_cut: float | None = None
    tier_value: str = "contribution"
    limits: tuple = (20000.0, 0.0)
    tier_names: tuple = ("A", "B", "C")
    sunk: float = 0.0


@dataclass(frozen=True)
class Process:
    """What `differentiate_customers` found, and how.

    Attributes
    ----------
    customers : pandas.DataFrame
        One row for each customer who was judged, with all results.
    rates : pandas.DataFrame
        Cost of one unit of each activity.
    record : pandas.DataFrame
        One row for each step: ``step``, ``choice`` (str, in the learner's language), ``customers_in``,
        ``left_out``, ``customers_out`` (int).
    plan : Plan or None
        The strategies, if a budget was given.
    """

    customers: pd.DataFrame = field(repr=False)
    rates: pd.DataFrame = field(repr=False)
    record: pd.DataFrame = field(repr=False)
    plan: Plan | None = None

    def report(self):
        """Give the record as lines of text, to keep beside the result."""
        lines = []
        for number, row in enumerate(self.record.to_dict("records"), start=1):
            lines.append(say("portfolio.record_line", number=number, **row))
        return "\n".join(lines)


def differentiate_customers(
    orders, use, pools, closeness, choices, plans=None, budget=None, customer="account_id"
):
    """Run the whole process: window, contribution, who is judged, relation, matrix, tiers, plan.

    Parameters
    ----------
    orders : pandas.DataFrame
        A row for each customer and month: `customer`, ``month_on`` (date), ``amount``, ``margin`` (yuan).
    use : pandas.DataFrame
        A row for each customer and month: `customer`, ``month_on`` and a column for each driver.
    pools : pandas.DataFrame
        ``month_on``, ``activity``, ``driver``, ``cost`` (yuan).
    closeness : pandas.DataFrame
        One row for each customer: `customer` and the columns named in ``choices.parts``.
    choices : Choices
    plans : pandas.DataFrame, optional
        As in `strategy_options`; with `budget` the last step.
    budget : float, optional
        Yuan a year.
    customer : str

    Returns
    -------
    Process

    Raises
    ------
    InputError
        For a missing column, dates that aren't dates, or a step after which nobody is left.

    Notes
    -----
    Money is brought to a year: the mean of a customer's months times 12, so that a customer of five months
    can stand beside one of twelve.  Rows left out are counted in the record instead of in warnings.

    Examples
    --------
    >>> import crmlab as crm
    >>> from crmlab.differentiate import Choices, differentiate_customers
    >>> accounts = crm.load("accounts").dropna(subset=["opened_on"])
    >>> found = differentiate_customers(
    ...     crm.load("account_orders"), crm.load("account_costs"), crm.load("cost_pools"), accounts,
    ...     Choices(as_of="2026-01-01", parts=("meals_per_day",)))
    >>> found.record["step"].tolist()
    ['Window', 'Contribution', 'Still a customer', 'Known long enough', 'Relation', 'Matrix', 'Tiers']
    """
    choices = _check(choices)
    orders, use, pools = to_pandas(orders, "orders"), to_pandas(use, "use"), to_pandas(pools, "pools")
    state = _window(orders, use, pools, choices, customer)
    state = _contribution(state, customer)
    state = _who_is_judged(state, choices, customer)
    state = _relation(state, to_pandas(closeness, "closeness"), choices, customer)
    state = _matrix(state, choices)
    state = _tiers(state, choices)
    if plans is not None and budget is not None:
        state = _strategies(state, plans, budget, choices, customer)
    record = pd.DataFrame(state.record)
    return Process(state.customers, state.rates, record, state.plan)


@dataclass(frozen=True)
class _State:
    since: pd.Timestamp
    until: pd.Timestamp
    orders: pd.DataFrame
    use: pd.DataFrame
    pools: pd.DataFrame
    customers: pd.DataFrame = None
    rates: pd.DataFrame = None
    plan: Plan | None = None
    record: tuple = ()

    def note(self, step, choice, before, after, **changes):
        """Add a line to the record; a step that leaves nobody stops here, with its name."""
        said = say(f"portfolio.step_{step}")
        if not after:
            facts = {"step": said, "since": self.since.date(), "until": self.until.date()}
            raise InputError(say("portfolio.no_one_left", **facts))
        line = {"step": said, "choice": choice, "customers_in": before}
        line |= {"left_out": before - after, "customers_out": after}
        return replace(self, record=(*self.record, line), **changes)


def _window(orders, use, pools, choices, customer):
    until = pd.Timestamp(to_day(choices.as_of, "as_of"))
    since = until - pd.DateOffset(months=choices.months)
    inside = []
    for table, name in ((orders, "orders"), (use, "use"), (pools, "pools")):
        opened = open_frame(table, name)
        wanted = {"month_on": "month_on", **({"customer": customer} if name != "pools" else {})}
        need_columns(opened, wanted, name)
        need_rows(len(table), name)
        need_dates(opened, "month_on", name)
        inside.append(table[(table["month_on"] >= since) & (table["month_on"] < until)])
    state = _State(since, until, *inside)
    choice = say("portfolio.choice_window", since=since.date(), until=until.date())
    return state.note("window", choice, orders[customer].nunique(), inside[0][customer].nunique())


def _contribution(state, customer):
    rates = activity_rates(state.pools, state.use)
    months = state.orders.groupby(customer)["month_on"].nunique().rename("months")
    last = state.orders.groupby(customer)["month_on"].max().rename("last_month")
    table = contribution(state.orders, state.use, rates, customer)
    table = table.merge(months, on=customer).merge(last, on=customer)
    money = [name for name in table.columns if name not in (customer, "months", "last_month")]
    table[money] = table[money].mul(12 / table["months"], axis=0)
    choice = say("portfolio.choice_contribution", activities=len(rates))
    here = len(table)
    return state.note("contribution", choice, here, here, customers=table, rates=rates)


def _who_is_judged(state, choices, customer):
    table = state.customers
    first = state.until - pd.DateOffset(months=choices.active_months)
    active = table[table["last_month"] >= first]
    choice = say("portfolio.choice_active", months=choices.active_months)
    state = state.note("active", choice, len(table), len(active), customers=active)
    old = active[active["months"] >= choices.min_months].reset_index(drop=True)
    choice = say("portfolio.choice_known", months=choices.min_months)
    return state.note("known", choice, len(active), len(old), customers=old)


def _relation(state, closeness, choices, customer):
    wanted = {"customer": customer, **{part: part for part in choices.parts}}
    need_columns(open_frame(closeness, "closeness"), wanted, "closeness")
    table = state.customers.merge(closeness[[customer, *choices.parts]], on=customer, how="left")
    known = table[list(choices.parts)].notna().any(axis=1)
    placed = relation_index(table[known], list(choices.parts))
    choice = say("portfolio.choice_relation", parts=say_list(choices.parts))
    return state.note("relation", choice, len(table), len(placed), customers=placed)


def _matrix(state, choices):
    table = state.customers
    cut = table["relation"].median() if choices.relation_cut is None else choices.relation_cut
    placed = value_relation(table, value_cut=choices.value_cut, relation_cut=cut)
    choice = say("portfolio.choice_matrix", value=choices.value_cut, relation=float(cut))
    return state.note("matrix", choice, len(table), len(placed), customers=placed)


def _tiers(state, choices):
    table = state.customers
    tiered = tiers(table, choices.tier_value, choices.limits, choices.tier_names)
    limits = say_list(f"{limit:,.0f}" for limit in choices.limits)
    choice = say("portfolio.choice_tiers", value=choices.tier_value, limits=limits)
    return state.note("tiers", choice, len(table), len(tiered), customers=tiered)


def _strategies(state, plans, budget, choices, customer):
    table = state.customers
    options = strategy_options(table, plans, customer, sunk=choices.sunk)
    plan = choose_strategies(options, budget, customer)
    chosen = plan.chosen[[customer, "strategy", "gain", "outlay"]]
    table = table.merge(chosen, on=customer)
    facts = {"sunk": choices.sunk, "budget": plan.budget, "outlay": plan.outlay, "gain": plan.gain}
    choice = say("portfolio.choice_plan", **facts)
    return state.note("plan", choice, len(table), len(table), customers=table, plan=plan)


def _check(choices):
    for name in ("months", "min_months", "active_months"):
        value = getattr(choices, name)
        if isinstance(value, bool) or not isinstance(value, Integral) or value < 1:
            facts = {"choice": name, "need": say("portfolio.need_months"), "value": repr(value)}
            raise InputError(say("portfolio.bad_choice", **facts))
    return choices
