"""The widget of lesson 6a: its numbers are the room's, its sliders move them, bad input is answered."""

import time

import pandas as pd
import pytest

from crmlab.frames import InputError
from crmlab.language import language_is
from crmlab.personalize import choice_shares
from crmlab.widgets import share_simulator

WORTHS = {
    "thrifty": pd.Series(
        {"price": -0.4, "hours_2": 0.5, "hours_8": 0.2, "guarantee_refund": 0.5, "none": -1.2}
    ),
    "hurried": pd.Series(
        {"price": -0.15, "hours_2": 2.0, "hours_8": 1.0, "guarantee_refund": 0.5, "none": 0.2}
    ),
}
COSTS = {"hours": {2: 5.0, 8: 3.0, 24: 2.0}, "guarantee": {"nothing": 0.0, "refund": 1.2}}
PRESENT = {"price": 3.0, "hours": 24, "guarantee": "nothing"}


def view(**more):
    return share_simulator(WORTHS, {"thrifty": 0.6, "hurried": 0.4}, COSTS, PRESENT, 1000, **more)


def test_the_sentence_is_the_shares_and_the_money():
    with language_is("en"):
        said = view(won=3.0).sentence.value
    features = list(WORTHS["thrifty"].index)
    rows = [[3, 0, 0, 0, 0], [6, 1, 0, 0, 0], [0, 0, 0, 0, 1]]
    shares = choice_shares(WORTHS, pd.DataFrame(rows, columns=features), {"thrifty": 0.6, "hurried": 0.4})[
        "all"
    ]
    both = 1000 * (shares[0] * (3 - 2 + 3) + shares[1] * (6 - 5 + 3))
    assert f"gets <b>{shares[1]:.0%}</b>" in said
    assert f"{both:,.0f} yuan with both" in said


@pytest.mark.parametrize(
    ("slider", "value"), [("price", 9.0), ("hours", 24), ("guarantee", "refund"), ("won", 5.0)]
)
def test_every_slider_changes_the_sentence(slider, value):
    seen = view(won=3.0)
    before = seen.sentence.value
    seen.sliders[slider].value = value
    assert seen.sentence.value != before


@pytest.mark.parametrize(("language", "word"), [("en", "before the cost of variety"), ("zh", "多样化成本")])
def test_it_speaks_the_learners_language(language, word):
    with language_is(language):
        assert word in view().sentence.value


def test_a_move_takes_under_a_tenth_of_a_second():
    seen = view()
    seen.sliders["price"].value = 2.0
    times = []
    for price in (3.0, 5.0, 7.0, 9.0, 11.0):
        begun = time.process_time()
        seen.sliders["price"].value = price
        times.append(time.process_time() - begun)
    assert min(times) < 0.1  # of processor time; other work on the machine only adds to it


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_present_service_that_lacks_something_is_answered(language):
    with language_is(language):
        with pytest.raises(InputError, match={"en": "for hours", "zh": "hours要在"}[language]):
            share_simulator(WORTHS, {"thrifty": 1, "hurried": 1}, COSTS, {"price": 3.0}, 10)
        with pytest.raises(InputError, match={"en": "needs a price", "zh": "要有价格"}[language]):
            share_simulator(
                WORTHS, {"thrifty": 1, "hurried": 1}, COSTS, {"hours": 2, "guarantee": "refund"}, 10
            )
