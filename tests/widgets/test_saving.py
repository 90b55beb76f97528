"""The widget of lesson 7c: its numbers are the room's, its sliders move them, it is quick."""

import time

import numpy as np
import pandas as pd
import pytest

from crmlab.frames import InputError
from crmlab.language import language_is
from crmlab.retain import saving_profit, worth_contacting
from crmlab.widgets import saving

SLACK = 2  # a busy machine's processor seconds are longer


@pytest.fixture
def people():
    rng = np.random.default_rng(5)
    chance = rng.random(1500)
    return pd.DataFrame({"chance": chance, "churned": (rng.random(1500) < chance / 2).astype(int)})


def test_the_sentence_says_what_the_room_works_out(people):
    with language_is("en"):
        said = saving(people, value=200, saved=0.2, gift=10, contact=1).sentence.value
    curve = saving_profit(people["chance"], people["churned"], 200, 0.2, 10, 1)
    assert f"{curve['profit'].max():,.0f} yuan" in said
    assert f"{curve.set_index('contacted').loc[300, 'profit']:,.0f} yuan" in said
    assert f"from a chance to leave of {worth_contacting(200, 0.2, 10, 1):.0%}" in said


@pytest.mark.parametrize("slider", ["share", "saved", "value", "gift", "contact"])
def test_every_slider_changes_picture_and_sentence(people, slider):
    view = saving(people, value=200)
    before = view.image.value, view.sentence.value
    control = view.sliders[slider]
    control.value = control.max
    assert view.image.value != before[0]
    assert view.sentence.value != before[1]


@pytest.mark.parametrize(("language", "word"), [("en", "contact nobody"), ("zh", "谁也不联系")])
def test_an_offer_that_cannot_pay_is_said_so(people, language, word):
    with language_is(language):
        view = saving(people, value=50, saved=0.0)
        assert word in view.sentence.value


def test_a_redraw_is_quick(people):
    view = saving(people, value=200)
    took = []
    for value in (210, 220, 230, 240, 250):
        start = time.process_time()
        view.sliders["value"].value = value
        took.append(time.process_time() - start)
    assert min(took) < 0.1 * SLACK


@pytest.mark.parametrize(("language", "word"), [("en", "both who left"), ("zh", "既要有走的")])
def test_all_alike_is_answered(people, language, word):
    with language_is(language), pytest.raises(InputError, match=word):
        saving(people.assign(churned=1), value=200)
