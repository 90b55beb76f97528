"""The widget of lesson 5b: its numbers are the room's, its sliders move them, it is quick."""

import time

import numpy as np
import pandas as pd
import pytest

from crmlab.frames import InputError
from crmlab.interact import switch_points
from crmlab.language import language_is
from crmlab.widgets import recovering

SLACK = 2  # a busy machine's processor seconds are longer
OFFERS = pd.DataFrame(
    {
        "offer": ["none", "apology", "voucher", "made_good"],
        "saved": [0, 0.05, 0.08, 0.16],
        "cost": [0, 2, 17, 20],
    }
)
SPENT = np.linspace(0, 5000, 1500)


def test_the_sentence_says_what_the_room_works_out():
    with language_is("en"):
        view = recovering(OFFERS, [1000.0], 0.30)
        said = view.sentence.value
    for row in switch_points(OFFERS).itertuples():
        assert f"{row.offer} from {row.from_stake:.0f} yuan" in said
    assert f"brings {0.16 * 300 - 20:.1f} yuan a complaint" in said


def test_twice_the_months_are_twice_the_stake():
    with language_is("en"):
        view = recovering(OFFERS, [1000.0], 0.30)
        view.sliders["months"].value = 12
        assert f"brings {0.16 * 600 - 20:.1f} yuan" in view.sentence.value


def test_without_an_effect_nothing_is_the_best_offer():
    with language_is("en"):
        view = recovering(OFFERS, SPENT, 0.30)
        view.sliders["effect"].value = 0
        assert "the rule brings 0.0 yuan a complaint" in view.sentence.value
        assert "making good for all, -20.0" in view.sentence.value


@pytest.mark.parametrize("slider", ["margin", "months", "cost", "effect"])
def test_every_slider_changes_the_sentence(slider):
    view = recovering(OFFERS, SPENT, 0.30)
    before = view.sentence.value
    control = view.sliders[slider]
    control.value = control.max
    assert view.sentence.value != before


@pytest.mark.parametrize(("language", "word"), [("en", "Best by stake"), ("zh", "最划算的是")])
def test_it_speaks_the_learners_language(language, word):
    with language_is(language):
        assert word in recovering(OFFERS, SPENT, 0.30).sentence.value


def test_a_redraw_is_quick():
    view = recovering(OFFERS, SPENT, 0.30)
    took = []
    for cost in (30, 35, 40, 45, 50):
        start = time.process_time()
        view.sliders["cost"].value = cost
        took.append(time.process_time() - start)
    assert min(took) < 0.1 * SLACK


@pytest.mark.parametrize(("language", "word"), [("en", "0.3 for 30 %"), ("zh", "30%写0.3")])
def test_per_cent_in_place_of_a_share_is_answered(language, word):
    with language_is(language), pytest.raises(InputError, match=word):
        recovering(OFFERS, SPENT, 30)
