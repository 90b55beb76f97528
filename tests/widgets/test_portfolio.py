"""The widget of lesson 4d: its numbers are the room's, its sliders move them, bad input is answered."""

import io
import time

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from crmlab.differentiate import greedy_strategies, strategy_options
from crmlab.frames import InputError
from crmlab.language import language_is
from crmlab.widgets import portfolio

PLANS = pd.DataFrame(
    {
        "strategy": ["invest", "maintain", "manage", "exit"],
        "outlay": [2000.0, 0.0, 600.0, 100.0],
        "margin": [1.06, 1.0, 1.0, 1.0],
        "stays": [1.0, 1.0, 0.9, 0.0],
        "delivery": [1.0, 1.0, 0.6, 1.0],
    }
)


@pytest.fixture
def customers():
    rng = np.random.default_rng(4)
    return pd.DataFrame(
        {
            "account_id": [f"A{i:03d}" for i in range(150)],
            "margin": rng.gamma(0.6, 20_000, 150),
            "delivery": rng.gamma(3, 2500, 150),
        }
    )


def test_the_sentence_is_the_plan(customers):
    with language_is("en"):
        view = portfolio(customers, PLANS, 30_000)
    plan = greedy_strategies(strategy_options(customers, PLANS, "account_id", sunk=0.3), 30_000, "account_id")
    assert f"gains <b>{plan.gain:,.0f} yuan</b>" in view.sentence.value
    assert f"{plan.outlay:,.0f} are spent" in view.sentence.value


@pytest.mark.parametrize("slider", ["budget", "stays", "saved", "avoidable"])
def test_every_slider_changes_the_picture_and_the_sentence(customers, slider):
    view = portfolio(customers, PLANS, 30_000)
    before = view.image.value, view.sentence.value
    view.sliders[slider].value = view.sliders[slider].min
    assert view.image.value != before[0]
    assert view.sentence.value != before[1]


@pytest.mark.parametrize(("language", "word"), [("en", "The next step"), ("zh", "再往前一步")])
def test_it_speaks_the_learners_language(customers, language, word):
    with language_is(language):
        assert word in portfolio(customers, PLANS, 30_000).sentence.value


def test_beyond_enough_more_money_brings_nothing(customers):
    with language_is("en"):
        view = portfolio(customers.head(3), PLANS, 100_000)
    assert "nothing more" in view.sentence.value


def test_a_stored_notebook_gets_a_fixed_text_and_a_still_picture(customers):
    with language_is("en"):
        bundle = portfolio(customers, PLANS, 30_000)._repr_mimebundle_()
    assert bundle["text/plain"].startswith("Interactive view")
    assert bundle["image/png"].startswith("iVBOR")


def test_a_missing_strategy_or_column_is_named(customers):
    with language_is("en"), pytest.raises(InputError, match="no 'exit'"):
        portfolio(customers, PLANS[PLANS["strategy"] != "exit"], 1000)
    with language_is("en"), pytest.raises(InputError, match="delivery"):
        portfolio(customers.drop(columns="delivery"), PLANS, 1000)


def test_it_is_drawn_while_the_hand_is_still_on_the_slider(customers):
    view = portfolio(customers, PLANS, 30_000)
    took = []
    for value in (10_000, 20_000, 40_000, 50_000, 15_000):
        began = time.process_time()  # not the wall's clock: other tests run beside this one
        view.sliders["budget"].value = value
        took.append(time.process_time() - began)
    assert np.median(took) < 0.2  # half of it on a machine of its own


def test_what_managing_drops_may_be_saved_in_part(customers):
    """With half of it saved, the plan is that of a table in which managing drops half as much."""
    with language_is("en"):
        view = portfolio(customers, PLANS, 30_000)
        view.sliders["saved"].value = 50
    half = PLANS.assign(delivery=[1.0, 1.0, 0.8, 1.0])
    plan = greedy_strategies(strategy_options(customers, half, "account_id", sunk=0.3), 30_000, "account_id")
    assert f"<b>{plan.gain:,.0f} yuan</b>" in view.sentence.value


def test_drawn_again_with_the_same_values_the_picture_is_nearly_the_same(customers):
    """The axes stay where the first drawing, which finds their place, has put them."""
    view = portfolio(customers, PLANS, 30_000)
    first = plt.imread(io.BytesIO(view.image.value))
    view.sliders["budget"].value = 80_000
    view.sliders["budget"].value = 30_000
    again = plt.imread(io.BytesIO(view.image.value))
    assert first.shape == again.shape
    assert (np.abs(first - again).max(axis=2) > 0.1).mean() < 0.01
