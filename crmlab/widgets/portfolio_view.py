"""Lesson 4d: what a budget for customers gains, and which strategies it pays for."""

from functools import lru_cache

import ipywidgets
import numpy as np

from crmlab.differentiate import budget_curve, strategy_options
from crmlab.differentiate.portfolio import PLAN_COLUMNS, greedy_planner
from crmlab.frames import InputError
from crmlab.language import say
from crmlab.language.style import BLUE, GREEN, GREY, ORANGE
from crmlab.widgets.view import View

_COLOURS = {"invest": GREEN, "maintain": GREY, "manage": BLUE, "exit": ORANGE}
SHOWN = tuple(_COLOURS)


def portfolio(customers, plans, budget, customer="account_id", sunk=0.3):
    """Move the budget and the three shakiest assumptions, and see what is chosen for whom.

    The plan is the one by best return, which for many small customers is all but the best one and takes
    no time.

    Parameters
    ----------
    customers, plans, customer
        As `crmlab.differentiate.strategy_options`; the strategies are ``invest``, ``maintain``, ``manage``
        and ``exit``.
    budget : float
        Yuan; where its slider begins.
    sunk : float, default 0.3
        Share of the cost to serve that remains when a customer goes; where its slider begins.

    Returns
    -------
    crmlab.widgets.View
        With the sliders ``budget`` (yuan), ``stays`` (% of the managed who stay), ``saved`` (% of the cost of
        what managing drops that is really saved) and ``avoidable`` (% of the cost to serve that goes away
        with a customer).

    Raises
    ------
    crmlab.frames.InputError
        If a column or a strategy is missing.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.widgets import portfolio
    >>> customers = pd.DataFrame({"account_id": ["A1"], "margin": [100.0], "delivery": [300.0]})
    >>> plans = pd.DataFrame({"strategy": ["invest", "maintain", "manage", "exit"], "margin": [1.06, 1, 1, 1],
    ...                       "outlay": [90.0, 0, 50, 10], "stays": [1, 1, 0.9, 0],
    ...                       "delivery": [1, 1, 0.5, 1]})
    >>> sorted(portfolio(customers, plans, 100).sliders)
    ['avoidable', 'budget', 'saved', 'stays']
    """
    missing = [name for name in SHOWN if name not in set(plans["strategy"])]
    if missing:
        raise InputError(say("portfolio.widget_needs", strategy=missing[0]))
    by_name = plans.set_index("strategy")
    activities = [name for name in by_name.columns if name not in PLAN_COLUMNS]

    @lru_cache(maxsize=64)  # the budget moves most, and changes neither
    def planner_and_curve(stays, saved, avoidable):
        now = by_name.copy().astype(float)
        now.loc["manage", "stays"] = stays / 100
        now.loc["manage", activities] = 1 - (1 - now.loc["manage", activities]) * saved / 100
        options = strategy_options(customers, now.reset_index(), customer, sunk=1 - avoidable / 100)
        return greedy_planner(options, customer), budget_curve(options, customer)

    def draw(figure, budget, stays, saved, avoidable):
        plan_for, curve = planner_and_curve(stays, saved, avoidable)
        plan = plan_for(budget)
        counts = plan.chosen["strategy"].value_counts().reindex(SHOWN, fill_value=0)
        left, right = figure.subplots(1, 2, width_ratios=(3, 2))
        _value(left, curve, budget, plan)
        _counts(right, counts)
        ahead = curve[curve["outlay"] > budget]
        facts = {"gain": plan.gain, "outlay": plan.outlay, "budget": budget}
        told = say("portfolio.widget_now", **facts)
        if ahead.empty:
            return told + say("portfolio.widget_enough", enough=curve["outlay"].iloc[-1])
        return told + say("portfolio.widget_price", price=ahead["price"].iloc[0])

    def whole(key, value, low, high, step):
        return ipywidgets.IntSlider(value, low, high, step, description=say(f"portfolio.widget_{key}"))

    stays = round(100 * by_name.loc["manage", "stays"])
    sliders = {
        "budget": whole("budget", round(budget), 0, max(100_000, round(budget)), 1000),
        "stays": whole("stays", stays, 50, 100, 5),
        "saved": whole("saved", 100, 0, 100, 5),
        "avoidable": whole("avoidable", round(100 * (1 - sunk)), 0, 100, 5),
    }
    return View(sliders, draw, say("portfolio.widget_label"), steady=True)


def _value(ax, curve, budget, plan):
    ax.plot(curve["outlay"], curve["gain"], color=BLUE)
    ax.plot([plan.outlay], [plan.gain], marker="o", color=ORANGE, markersize=9)
    ax.axvline(budget, color=ORANGE, linewidth=1)
    ax.set_xlim(0, max(100_000.0, budget) * 1.02)
    ax.set_ylim(bottom=min(0.0, float(np.min(curve["gain"]))))
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(lambda yuan, _: f"{yuan / 1000:,.0f}")
    ax.set_xlabel(say("portfolio.widget_x"))
    ax.set_ylabel(say("portfolio.widget_y"))


def _counts(ax, counts):
    bars = ax.barh(
        [say(f"portfolio.strategy_{name}") for name in counts.index], counts, color=_COLOURS.values()
    )
    ax.bar_label(bars, padding=4)
    ax.invert_yaxis()
    ax.set_xlim(0, counts.sum() * 1.15)
    ax.set_xlabel(say("portfolio.widget_count"))
