"""Tiers and their limits, moves, standards, grades."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmlab.differentiate import grade, standard_cost, tier_moves, tiers
from crmlab.frames import InputError, LeftOutWarning

PEOPLE = pd.DataFrame({"v": [950.0, 1000.0, 1050.0, -5.0], "last": ["A", "B", "B", "C"]})


def test_on_the_limit_is_in():
    assert tiers(PEOPLE, "v", (1000, 0))["tier"].tolist() == ["B", "A", "A", "C"]


def test_a_buffer_holds_those_near_a_limit():
    kept = tiers(PEOPLE, "v", (1000, 0), before="last", buffer=100)["tier"].tolist()
    assert kept == ["A", "B", "B", "C"]
    far = PEOPLE.assign(v=[899.0, 1101.0, 1100.0, 200.0])
    assert tiers(far, "v", (1000, 0), before="last", buffer=100)["tier"].tolist() == ["B", "A", "A", "B"]


def test_a_new_customer_has_no_tier_to_hold_on_to():
    new = PEOPLE.assign(last=[None, "B", None, "C"])
    assert tiers(new, "v", (1000, 0), before="last", buffer=100)["tier"].tolist() == ["B", "B", "A", "C"]


values = st.lists(st.integers(-3000, 3000), min_size=1, max_size=60)


@given(values, st.integers(0, 2000))
def test_tiers_never_contradict_values_and_a_buffer_never_makes_more_moves(rows, buffer):
    table = pd.DataFrame({"v": rows, "last": [("A", "B", "C")[abs(v) % 3] for v in rows]})
    plain = tiers(table, "v", (1000, 0))
    assert plain.sort_values("v", ascending=False)["tier"].is_monotonic_increasing
    held = tiers(table, "v", (1000, 0), before="last", buffer=buffer)
    moved = (held["tier"] != held["last"]).sum()
    assert moved <= (plain["tier"] != plain["last"]).sum()
    assert (tiers(table, "v", (1000, 0), before="last")["tier"] == plain["tier"]).all()


def test_moves_add_up_to_everybody():
    moves = tier_moves(pd.Series(list("AABC")), pd.Series(list("ABBA")))
    assert moves[["A", "B", "C"]].to_numpy().tolist() == [[1, 1, 0], [0, 1, 0], [1, 0, 0]]


def test_the_cost_of_a_standard_by_pencil():
    rates = pd.DataFrame({"activity": ["v", "d"], "driver": ["visits", "deliveries"], "rate": [95.0, 30.0]})
    standards = pd.DataFrame({"tier": ["A", "B"], "visits": [2, 0], "deliveries": [10, 4]})
    assert standard_cost(standards, rates)["cost"].tolist() == [490.0, 120.0]


def test_grades_by_pencil():
    """Five customers, so each score once; little lateness is good."""
    people = pd.DataFrame({"volume": [10, 20, 30, 40, 50], "late": [9, 0, 5, 3, 1]})
    found = grade(people, {"volume": "high", "late": "low"}, {"volume": 3, "late": 1})
    assert found["volume_score"].tolist() == [1, 2, 3, 4, 5]
    assert found["late_score"].tolist() == [1, 5, 2, 3, 4]
    assert found["grade"].tolist() == [1.0, 2.75, 2.75, 3.75, 4.75]


@given(st.lists(st.integers(0, 5), min_size=1, max_size=60))
def test_equal_customers_get_equal_scores_between_one_and_five(rows):
    found = grade(pd.DataFrame({"x": rows}), {"x": "high"})
    assert found["x_score"].between(1, 5).all()
    assert len(found[["x", "x_score"]].drop_duplicates()) == found["x"].nunique()
    assert found.sort_values("x")["x_score"].is_monotonic_increasing


def test_those_without_a_value_are_counted(language):
    says = {"en": "1 of 2 rows left out: 1 without v", "zh": "1行没有v"}
    with pytest.warns(LeftOutWarning, match=says[language]):
        assert len(tiers(pd.DataFrame({"v": [1.0, np.nan]}), "v", (0,), ("A", "B"))) == 1


RATES = pd.DataFrame({"activity": ["v"], "driver": ["visits"], "rate": [95.0]})
BAD = {
    "rising": (lambda: tiers(PEOPLE, "v", (0, 1000)), "limits must fall", "从大到小"),
    "names": (lambda: tiers(PEOPLE, "v", (1000,)), "one name more than limits", "比limits多一个"),
    "buffer": (lambda: tiers(PEOPLE, "v", (1000, 0), buffer=-1), "but -1 was given", "你给的是-1"),
    "old tier": (
        lambda: tiers(PEOPLE.replace("A", "X"), "v", (1000, 0), before="last"),
        "'X' is none of the tiers A, B, C",
        "等级里没有“X”",
    ),
    "column": (
        lambda: tiers(PEOPLE, "value", (0,), ("A", "B")),
        "no column 'value'; it has v, last",
        "没有'value'这一列",
    ),
    "moves": (lambda: tier_moves([], ["A"]), "before has 0 customers and after 1", "before有0位客户"),
    "moves tier": (lambda: tier_moves(["Z"], ["A"]), "'Z' is none", "没有“Z”"),
    "driver": (
        lambda: standard_cost(pd.DataFrame({"tier": ["A"], "km": [1]}), RATES),
        "no driver 'km'; it has visits",
        "没有动因“km”",
    ),
    "standard": (
        lambda: standard_cost(pd.DataFrame({"tier": ["A"], "visits": [-1]}), RATES),
        "negative place",
        "有空格或负数",
    ),
    "direction": (lambda: grade(PEOPLE, {"v": "up"}), "but 'up' was given", "你给的是'up'"),
    "weights": (lambda: grade(PEOPLE, {"v": "high"}, {"w": 1}), "weights must give", "weights要给"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_wrong_call_is_answered_in_both_languages(case, language):
    call, english, chinese = BAD[case]
    with pytest.raises(InputError) as caught:
        call()
    assert (english if language == "en" else chinese) in str(caught.value)
