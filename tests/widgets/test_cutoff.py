"""The widget of lesson 10b: its numbers are the room's, its sliders move them, it is quick."""

import time

import numpy as np
import pandas as pd
import pytest

from crmlab.frames import InputError
from crmlab.language import language_is
from crmlab.mine import profit_at, profit_curve
from crmlab.widgets import cutoff

SLACK = 2  # a busy machine's processor seconds are longer


@pytest.fixture
def people():
    rng = np.random.default_rng(5)
    chance = rng.random(7000).round(3)
    return pd.DataFrame({"chance": chance, "outcome": (rng.random(7000) < chance).astype(int)})


@pytest.mark.parametrize("start", [0, 30, 50, 97, 100])
def test_the_sentence_says_what_the_room_works_out(people, start):
    with language_is("en"):
        view = cutoff(people, gain=5, cost=1.5)
        view.sliders["cutoff"].value = start
        said = view.sentence.value
    here = profit_at(people["chance"], people["outcome"], start / 100, 5, 1.5)
    assert f"make {here:,.0f} yuan" in said
    assert f"{(people['chance'] >= start / 100).sum():,} letters" in said
    assert f"{profit_curve(people['chance'], people['outcome'], 5, 1.5)['profit'].max():,.0f} yuan" in said
    assert "terms alone: 30%" in said


@pytest.mark.parametrize("slider", ["cutoff", "gain", "cost"])
def test_every_slider_changes_picture_and_sentence(people, slider):
    view = cutoff(people, gain=5, cost=1.5)
    before = view.image.value, view.sentence.value
    view.sliders[slider].value = view.sliders[slider].max
    assert view.image.value != before[0]
    assert view.sentence.value != before[1]


@pytest.mark.parametrize(("language", "word"), [("en", "send none"), ("zh", "一封也不寄")])
def test_terms_that_cannot_pay_are_said_so(people, language, word):
    with language_is(language):
        view = cutoff(people, gain=5, cost=1.5)
        view.sliders["gain"].value = 0
        assert word in view.sentence.value


def test_a_redraw_is_quick(people):
    view = cutoff(people, gain=5, cost=1.5)
    took = []
    for value in (10, 20, 30, 40, 60):
        start = time.process_time()
        view.sliders["cutoff"].value = value
        took.append(time.process_time() - start)
    assert min(took) < 0.1 * SLACK


@pytest.mark.parametrize(("language", "word"), [("en", "nothing to tell apart"), ("zh", "没有可以区分的")])
def test_all_alike_is_answered(people, language, word):
    with language_is(language), pytest.raises(InputError, match=word):
        cutoff(people.assign(outcome=1), gain=5, cost=1.5)
