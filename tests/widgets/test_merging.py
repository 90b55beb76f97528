"""The widget of lesson 3a: its numbers are those of the threshold, its sliders move them."""

import pandas as pd
import pytest

from crmlab.frames import InputError
from crmlab.identify import threshold_costs
from crmlab.language import language_is
from crmlab.widgets import merging


@pytest.fixture
def scored():
    keys = [(f"R{i}", f"S{i}") for i in range(40)]
    table = pd.DataFrame(keys, columns=["record_a", "record_b"])
    return table.assign(probability=[(i + 0.5) / 40 for i in range(40)])


@pytest.fixture
def true(scored):
    return scored.iloc[[5, *range(20, 40)]]


@pytest.mark.parametrize("threshold", [0.05, 0.5, 0.83, 0.99])
def test_the_sentence_says_what_the_threshold_costs(scored, true, threshold):
    view = merging(scored, true, 40, 8)
    view.sliders["threshold"].value = threshold
    row = threshold_costs(scored, true, 40, 8, [threshold]).iloc[0]
    for number in (
        f"{row['cost']:,.0f} yuan",
        f"<b>{row['false']:,.0f}</b> of them",
        f"<b>{row['missed']:,.0f}</b> missed",
    ):
        assert number in view.sentence.value


def test_prices_move_the_cost_and_the_rule(scored, true):
    view = merging(scored, true, 40, 8)
    before = view.sentence.value
    view.sliders["cost_false"].value = 8
    assert view.sentence.value != before
    assert "0.50" in view.sentence.value


def test_it_speaks_chinese(scored, true):
    with language_is("zh"):
        view = merging(scored, true)
        assert "阈值" in view.sentence.value
        assert "互动图" in view.label


def test_a_missing_column_is_answered(scored, true):
    with pytest.raises(InputError):
        merging(scored.drop(columns="probability"), true)
