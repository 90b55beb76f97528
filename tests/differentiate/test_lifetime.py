"""The lifetime value formula: by pencil, as published, its properties, and what is said of bad input."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmlab.differentiate import (
    lifetime_conventions,
    lifetime_sensitivity,
    lifetime_value,
    payback_periods,
)
from crmlab.frames import InputError, LeftOutWarning

TIMINGS = ["start", "middle", "end", "renewal"]
margins, shares, rates = st.floats(1, 1000), st.floats(0, 0.99), st.floats(0.005, 0.5)


def by_the_year(margin, retention, discount, timing, horizon):
    """Add up year by year, as a learner would."""
    total = 0.0
    for year in range(horizon):
        if timing == "renewal":
            total += margin * retention ** (year + 1) / (1 + discount) ** (year + 1)
        else:
            delay = {"start": 0, "middle": 0.5, "end": 1}[timing]
            total += margin * retention**year / (1 + discount) ** (year + delay)
    return total


def test_by_pencil():
    # 100 today, 50 in a year of 1.25, 25 in two: 100 + 40 + 16.
    assert lifetime_value(100, 0.5, 0.25, horizon=3) == pytest.approx(156)
    assert lifetime_value(100, 0.5, 0.25, acquisition_cost=56, horizon=3) == pytest.approx(100)
    assert lifetime_value(100, 0.5, 0.25, timing="end", horizon=3) == pytest.approx(156 / 1.25)
    assert lifetime_value(100, 0.5, 0.25, timing="renewal", horizon=2) == pytest.approx(56)


def test_berger_and_nasr_1998_case_1():
    """Gross contribution 260 and 50 for keeping her, retention 75 %, discount 20 %, ten years: $568.78."""
    contribution = lifetime_value(260, 0.75, 0.2, timing="start", horizon=11)
    promotion = lifetime_value(50, 0.75, 0.2, timing="middle", horizon=10)
    assert round(contribution - promotion, 2) == 568.78


@pytest.mark.parametrize(
    ("retention", "discount", "multiple"), [(0.9, 0.12, 4.09), (0.8, 0.12, 2.50), (0.6, 0.10, 1.20)]
)
def test_margin_multiples_of_gupta_and_lehmann_2003(retention, discount, multiple):
    assert round(lifetime_value(1, retention, discount, timing="renewal"), 2) == multiple


@given(margins, shares, rates, st.sampled_from(TIMINGS), st.integers(1, 40))
def test_it_is_the_sum_year_by_year(margin, retention, discount, timing, horizon):
    found = lifetime_value(margin, retention, discount, timing=timing, horizon=horizon)
    assert found == pytest.approx(
        by_the_year(margin, retention, discount, timing, horizon), rel=1e-9, abs=1e-9
    )


@given(margins, shares, rates, st.sampled_from(TIMINGS))
def test_the_sum_without_end_is_where_long_sums_go(margin, retention, discount, timing):
    endless = lifetime_value(margin, retention, discount, timing=timing)
    assert endless == pytest.approx(lifetime_value(margin, retention, discount, timing=timing, horizon=5000))
    values = [lifetime_value(margin, retention, discount, timing=timing, horizon=n) for n in (1, 2, 5, 20)]
    assert (np.diff([*values, endless]) >= -1e-9).all()


@given(margins, shares, rates, st.floats(0, 3000), st.sampled_from(TIMINGS))
def test_payback_is_the_first_horizon_that_is_not_below_zero(margin, retention, discount, cost, timing):
    periods = payback_periods(margin, retention, discount, cost, timing)
    if periods is None:
        assert lifetime_value(margin, retention, discount, cost, timing) < 1e-6 * max(1, cost)
    elif periods > 1:
        assert lifetime_value(margin, retention, discount, cost, timing, periods) >= -1e-6 * cost
        assert lifetime_value(margin, retention, discount, cost, timing, periods - 1) < 1e-6 * cost


@pytest.mark.parametrize(
    ("cost", "periods"), [(0, 0), (50, 1), (100, 1), (101, 2), (299, 15), (300, None), (301, None)]
)
def test_payback_by_pencil(cost, periods):
    # 100, 66.7, 44.4, ...: 300 (1 - (2/3)^n).  300 is reached only at the end of time.
    assert payback_periods(100, 0.8, 0.2, cost) == periods


def test_payback_without_loss_of_customers_or_of_interest():
    assert payback_periods(100, 1, 0, 250) == 3
    assert payback_periods(100, 0, 0.1, 100) == 1
    assert payback_periods(100, 0, 0.1, 101) is None
    assert payback_periods(0, 0.5, 0.1, 10) is None


def test_columns_give_columns_with_their_index():
    people = pd.DataFrame({"margin": [100.0, 200.0], "retention": [0.8, 0.5]}, index=["a", "b"])
    found = lifetime_value(people["margin"], people["retention"], 0.2, acquisition_cost=50)
    assert found.round(6).to_dict() == {"a": 250.0, "b": pytest.approx(200 * 1.2 / 0.7 - 50, abs=1e-6)}
    assert isinstance(lifetime_value(np.array([100.0]), 0.8, 0.2), np.ndarray)
    assert isinstance(lifetime_value(np.float64(100), 0.8, 0.2), float)


def test_retention_of_one_without_discount_has_an_end_only_with_a_horizon():
    assert lifetime_value(100, 1, 0, horizon=7) == 700
    assert lifetime_value(100, 1, 0.1) == pytest.approx(1100)


def test_conventions_differ_as_the_formulas_say():
    table = lifetime_conventions(100, 0.8, 0.2, horizons=[3, None])
    assert table["timing"].tolist() == [name for name in TIMINGS for _ in range(2)]
    endless = table[np.isinf(table["horizon"])].set_index("timing")["value"]
    assert endless.round(6).to_dict() == {
        "start": 300, "middle": pytest.approx(300 / 1.2**0.5, abs=1e-6), "end": 250, "renewal": 200,
    }  # fmt: skip
    assert table["compared"].iloc[1] == 0
    assert (table["compared"].drop(1) < 0).all()


def test_sensitivity_has_every_pair_and_moves_the_right_way():
    table = lifetime_sensitivity(100, [0.6, 0.7, 0.8], [0.05, 0.1], acquisition_cost=40)
    grid = table.pivot_table(index="retention", columns="discount", values="value")
    assert grid.shape == (3, 2)
    assert (grid.diff().dropna() > 0).all(axis=None)
    assert (grid[0.05] > grid[0.1]).all()
    assert grid.loc[0.8, 0.1] == pytest.approx(lifetime_value(100, 0.8, 0.1, 40))


def test_negative_margins_are_valued_and_said(language):
    says = {"en": "1 of 2 margins are below 0", "zh": "2个毛利里有1个是负的"}
    with pytest.warns(UserWarning, match=says[language]) as caught:
        found = lifetime_value(pd.Series([-10.0, 10.0]), 0.5, 0.1)
    assert found[0] == -found[1]
    assert caught[0].filename == __file__


def test_missing_numbers_are_counted(language):
    says = {"en": "1 of 2 customers have a number missing", "zh": "2位客户里有1位缺数字"}
    with pytest.warns(LeftOutWarning, match=says[language]):
        found = lifetime_value(pd.Series([np.nan, 10.0]), 0.5, 0.1)
    assert np.isnan(found[0])
    assert found[1] > 0


BAD = {
    "per cent": ({"retention": 80}, "If 80 is per cent, write 0.8", "如果这是百分数，就写成0.8"),
    "below zero": ({"retention": -0.1}, "from 0 to 1, but -0.1", "0到1之间的比例，你给的是-0.1"),
    "for ever": ({"retention": 1, "discount": 0}, "the sum has no end", "加不到头"),
    "negative discount": ({"discount": -0.1}, "discount must be a rate from 0", "discount应该是不小于0"),
    "negative cost": ({"acquisition_cost": -5}, "without a minus sign", "成本前面不写负号"),
    "text": ({"margin": "100"}, "margin must be a number", "margin应该是一个数"),
    "no margin": ({"margin": np.inf}, "finite number of yuan", "有限的金额"),
    "timing": ({"timing": "beginning"}, "'beginning' was given", "你给的是'beginning'"),
    "horizon": ({"horizon": 2.5}, "2.5 was given", "你给的是2.5"),
    "no payment": ({"horizon": 0}, "from 1, or None", "不小于1的整数"),
    "lengths": ({"margin": [1, 2], "retention": [0.1, 0.2, 0.3]}, "margin 2, retention 3", "长度不一样"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_wrong_call_is_answered_in_both_languages(case, language):
    given_, english, chinese = BAD[case]
    with pytest.raises(InputError) as caught:
        lifetime_value(**{"margin": 100, "retention": 0.8, "discount": 0.1, **given_})
    assert (english if language == "en" else chinese) in str(caught.value)
