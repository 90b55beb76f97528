"""Strategies under a budget: published knapsacks, brute force, the rules against the optimum, bad input."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmlab.differentiate import (
    budget_curve,
    choose_strategies,
    greedy_strategies,
    plot_budget,
    proportional_strategies,
    strategy_options,
)
from crmlab.frames import InputError


def options_of(steps):
    """Give options from (gain, outlay) of one strategy each, beside staying as one is."""
    rows = []
    for i, (gain, outlay) in enumerate(steps):
        rows += [(f"A{i}", "maintain", 0.0, 0.0), (f"A{i}", "invest", float(gain), float(outlay))]
    return pd.DataFrame(rows, columns=["customer_id", "strategy", "gain", "outlay"])


def test_a_published_knapsack():
    """Kreher and Stinson (1999), Combinatorial Algorithms: fifteen things, capacity 750, best value 1458."""
    weights = (70, 73, 77, 80, 82, 87, 90, 94, 98, 106, 110, 113, 115, 118, 120)
    profits = (135, 139, 149, 150, 156, 163, 173, 184, 192, 201, 210, 214, 221, 229, 240)
    options = options_of(zip(profits, weights, strict=True))
    plan = choose_strategies(options, 750)
    assert plan.gain == 1458
    taken = plan.chosen.loc[plan.chosen["strategy"] == "invest", "customer_id"]
    assert sorted(int(who[1:]) for who in taken) == [0, 2, 4, 6, 7, 8, 13, 14]
    assert greedy_strategies(options, 750).gain < 1458


def test_by_pencil_the_best_return_first_can_be_wrong():
    """13 for 6 has the best return, and leaves no room for two times 10 for 5."""
    options = options_of([(13, 6), (10, 5), (10, 5)])
    assert choose_strategies(options, 10).gain == 20
    assert greedy_strategies(options, 10).gain == 13
    assert choose_strategies(options, 10).shadow_price == pytest.approx(2.0)
    assert choose_strategies(options, 16).shadow_price == pytest.approx(0.0, abs=2.0)


many = st.lists(
    st.lists(st.tuples(st.integers(-20, 60), st.integers(0, 12)), min_size=1, max_size=3),
    min_size=1,
    max_size=5,
)


def several(customers):
    rows = []
    for i, kinds in enumerate(customers):
        rows.append((f"A{i}", "maintain", 0.0, 0.0))
        rows += [(f"A{i}", f"s{j}", float(gain), float(outlay)) for j, (gain, outlay) in enumerate(kinds)]
    return pd.DataFrame(rows, columns=["customer_id", "strategy", "gain", "outlay"])


@settings(deadline=None, max_examples=60)
@given(many, st.integers(0, 30))
def test_against_every_possible_plan(customers, budget):
    options = several(customers)
    plan = choose_strategies(options, budget)
    groups = [rows[["gain", "outlay"]].to_numpy() for _, rows in options.groupby("customer_id")]
    every = [np.sum(plan_, axis=0) for plan_ in product(*groups)]
    assert plan.gain == pytest.approx(max(gain for gain, outlay in every if outlay <= budget + 1e-9))
    assert plan.outlay <= budget + 1e-9
    assert plan.chosen["customer_id"].is_unique
    assert len(plan.chosen) == len(customers)
    curve = budget_curve(options)
    bound = np.interp(budget, curve["outlay"], curve["gain"])
    assert plan.gain <= bound + 1e-6
    for rule in (greedy_strategies(options, budget), proportional_strategies(
        options, budget, pd.Series(1.0, index=plan.chosen["customer_id"])
    )):  # fmt: skip
        assert rule.gain <= plan.gain + 1e-6
        assert rule.outlay <= budget + 1e-9


@settings(deadline=None, max_examples=40)
@given(many)
def test_the_curve_is_the_linear_programme(customers):
    options = several(customers)
    curve = budget_curve(options)
    assert curve["price"].dropna().is_monotonic_decreasing
    assert (curve["price"].dropna() > 0).all()
    for first, last in zip(curve["outlay"][:-1], curve["outlay"][1:], strict=True):
        if last - first < 0.5:
            continue
        middle = (first + last) / 2
        price = choose_strategies(options, middle).shadow_price
        assert price == pytest.approx(curve.loc[curve["outlay"] >= middle, "price"].iloc[0])


def test_a_strategy_can_be_limited():
    options = options_of([(10, 1), (9, 1), (8, 1)])
    assert choose_strategies(options, 3, at_most={"invest": 2}).gain == 19


def test_options_by_pencil():
    customers = pd.DataFrame(
        {"account_id": ["A1"], "margin": [1000.0], "delivery": [800.0], "visit": [100.0]}
    )
    plans = pd.DataFrame(
        {
            "strategy": ["maintain", "manage"],
            "outlay": [0.0, 50.0],
            "margin": [1.0, 0.9],
            "stays": [1.0, 0.8],
            "delivery": [1.0, 0.5],
            "visit": [1.0, 0.0],
        }
    )
    found = strategy_options(customers, plans, "account_id").set_index("strategy")
    assert found.loc["maintain", "value"] == 100
    assert found.loc["manage", "value"] == 0.8 * (900 - 400) - 50
    assert found.loc["manage", "gain"] == 250


def test_who_goes_leaves_part_of_her_cost_behind():
    customers = pd.DataFrame({"account_id": ["A1"], "margin": [100.0], "delivery": [300.0]})
    plans = pd.DataFrame(
        {
            "strategy": ["maintain", "manage", "exit"],
            "outlay": [0.0, 50.0, 10.0],
            "margin": [1.0, 1.0, 1.0],
            "stays": [1.0, 0.8, 0.0],
            "delivery": [1.0, 0.5, 1.0],
        }
    )
    found = strategy_options(customers, plans, "account_id", sunk=0.3).set_index("strategy")["value"]
    assert found["maintain"] == -200
    assert found["manage"] == pytest.approx(0.8 * (100 - 150) - 0.2 * 0.3 * 300 - 50)
    assert found["exit"] == pytest.approx(-0.3 * 300 - 10)


def test_the_solver_prints_nothing(capfd):
    rng = np.random.default_rng(3)
    steps = zip(rng.gamma(1, 500, 120), rng.choice([100.0, 500.0, 2286.0], 120), strict=True)
    choose_strategies(options_of(steps), 30_000)
    assert capfd.readouterr().out == ""


def test_the_picture_marks_the_plans(language):
    options = options_of([(13, 6), (10, 5)])
    ax = plot_budget(budget_curve(options), [("x", greedy_strategies(options, 6))])
    assert ax.get_xlabel() == {"en": "Budget (yuan)", "zh": "预算（元）"}[language]
    assert [text.get_text() for text in ax.texts] == ["x"]


GOOD = options_of([(10, 5)])
CUSTOMERS = pd.DataFrame({"customer_id": ["A1"], "margin": [9.0], "delivery": [3.0]})
PLANS = pd.DataFrame(
    {"strategy": ["maintain"], "outlay": [0.0], "margin": [1.0], "stays": [1.0], "delivery": [1.0]}
)
BAD = {
    "budget": (lambda: choose_strategies(GOOD, -1), "but -1 was given", "你给的是-1"),
    "budget text": (lambda: choose_strategies(GOOD, "5"), "but '5' was given", "你给的是'5'"),
    "budget nan": (lambda: choose_strategies(GOOD, float("nan")), "but nan was given", "你给的是nan"),
    "too small": (
        lambda: choose_strategies(GOOD[GOOD["strategy"] == "invest"], 1),
        "costs 5.00 yuan",
        "也要5.00元",
    ),
    "column": (lambda: choose_strategies(GOOD.drop(columns="gain"), 1), "no column 'gain'", "没有'gain'"),
    "empty number": (lambda: choose_strategies(GOOD.assign(gain=np.nan), 1), "some are empty", "有空的"),
    "twice": (lambda: choose_strategies(pd.concat([GOOD, GOOD]), 1), "same strategy twice", "出现两次"),
    "limits": (
        lambda: choose_strategies(GOOD, 9, at_most={"maintain": 0, "invest": 0}),
        "Loosen one",
        "放宽其中一个",
    ),
    "shares": (lambda: proportional_strategies(GOOD, 9, pd.Series({"B": 1.0})), "every customer", "每位客户"),
    "baseline": (
        lambda: strategy_options(CUSTOMERS, PLANS, baseline="keep"),
        "no strategy 'keep'; it has maintain",
        "没有策略'keep'",
    ),
    "chance": (
        lambda: strategy_options(CUSTOMERS, PLANS.assign(stays=90)),
        "Write 90% as 0.9",
        "九成写作0.9",
    ),
    "sunk": (lambda: strategy_options(CUSTOMERS, PLANS, sunk=30), "but 30 was given", "你给的是30"),
    "plan gap": (
        lambda: strategy_options(CUSTOMERS, PLANS.assign(margin=np.nan)),
        "no empty place",
        "不能有空格",
    ),
    "activity": (
        lambda: strategy_options(CUSTOMERS, PLANS.assign(km=1.0)),
        "customers has no column 'km'",
        "没有'km'",
    ),
    "customer twice": (
        lambda: strategy_options(pd.concat([CUSTOMERS, CUSTOMERS]), PLANS),
        "A1 stands there twice",
        "A1却出现了两次",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_wrong_call_is_answered_in_both_languages(case, language):
    call, english, chinese = BAD[case]
    with pytest.raises(InputError) as caught:
        call()
    assert (english if language == "en" else chinese) in str(caught.value)
