"""Profit along the list and its best stop."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmlab import retain
from crmlab.frames import InputError
from crmlab.mine import best_cutoff, break_even, profit_at, profit_curve
from crmlab.widgets import profit_curve as profit_of_4a

RNG = np.random.default_rng(8)
CHANCE = RNG.random(2000) ** 3
CAME = (RNG.random(2000) < CHANCE).astype(int)


def test_the_curve_is_the_profit_at_each_of_its_cutoffs():
    curve = profit_curve(CHANCE.round(2), CAME, gain=9, cost=2)
    for row in curve.iloc[1::10].itertuples():
        assert profit_at(CHANCE.round(2), CAME, row.cutoff, gain=9, cost=2) == pytest.approx(row.profit)


def test_the_profits_of_lessons_4a_and_7c_are_special_cases():
    mine = profit_curve(CHANCE, CAME, gain=50, cost=4)
    np.testing.assert_allclose(profit_of_4a(CHANCE, CAME, 4, 50)[1], mine["profit"])
    saving = retain.saving_profit(CHANCE, CAME, value=200, saved=0.15, gift=5, contact=0.5)
    again = profit_curve(CHANCE, CAME, gain=0.15 * (200 - 5) + 5, cost=5 + 0.5)
    np.testing.assert_allclose(saving["profit"], again["profit"])


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=2, max_size=40))
def test_nobody_earns_nothing_and_everybody_earns_the_same_for_all_scores(rows):
    score, came = np.array(rows).T
    if came.min() == came.max():
        return
    curve = profit_curve(score, came, gain=7, cost=2)
    assert curve["profit"].iloc[0] == 0
    assert curve["profit"].iloc[-1] == 7 * came.sum() - 2 * len(came)


def test_with_true_chances_the_best_stop_lies_at_break_even():
    found = best_cutoff(CHANCE, CAME, gain=10, cost=3, draws=100)
    assert abs(found.cutoff - break_even(10, 3)) < 0.1
    assert found.share_low <= found.share <= found.share_high
    assert found.profit == profit_curve(CHANCE, CAME, 10, 3)["profit"].max()


def test_a_best_stop_found_in_noise_earns_less_elsewhere():
    noise, came = np.arange(400), np.arange(400) % 2
    came = np.random.default_rng(0).permutation(came)
    found = best_cutoff(noise, came, gain=2, cost=1, draws=100)
    assert found.profit > 0
    assert found.profit_elsewhere < 0.5 * found.profit


def test_customers_are_drawn_with_all_their_rows():
    twice, came, who = np.repeat(CHANCE[:300], 9), np.repeat(CAME[:300], 9), np.repeat(np.arange(300), 9)
    naive = best_cutoff(twice, came, 10, 3, draws=150)
    honest = best_cutoff(twice, came, 10, 3, by=who, draws=150)
    assert honest.share_high - honest.share_low > naive.share_high - naive.share_low


def test_nobody_is_contacted_when_nothing_pays():
    found = best_cutoff(CHANCE, CAME, gain=1, cost=3, draws=5)
    assert (found.contacted, found.profit, found.share_high) == (0, 0.0, 0.0)
    assert break_even(1, 3) == float("inf")


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"gain": -1}, {"en": "0 or more", "zh": "不小于0"}),
        ({"cost": "4"}, {"en": "0 or more", "zh": "不小于0"}),
        ({"draws": 0}, {"en": "whole number above 0", "zh": "大于0的整数"}),
        ({"by": [1, 2]}, {"en": "equally long", "zh": "一样长"}),
        ({"by": ["a", None, "b", "b"]}, {"en": "1 gaps", "zh": "缺了1个"}),
    ],
)
def test_bad_terms_are_answered(language, wrong, word):
    terms = {"gain": 10, "cost": 2, "draws": 5} | wrong
    with pytest.raises(InputError, match=word[language]):
        best_cutoff([4, 3, 2, 1], [1, 0, 1, 0], **terms)


@pytest.mark.parametrize("cutoff", [None, "0.5", float("nan"), True])
def test_a_bad_cutoff_is_answered(language, cutoff):
    with pytest.raises(InputError, match="cutoff"):
        profit_at([2, 1], [1, 0], cutoff, 10, 2)
