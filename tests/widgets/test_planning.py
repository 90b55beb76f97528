"""The widget of lesson 5a: its numbers are the room's, its sliders move them, it is quick."""

import time

import pytest

from crmlab.frames import InputError
from crmlab.interact import false_alarms, power_of, sample_size
from crmlab.language import language_is
from crmlab.widgets import planning

SLACK = 2  # a busy machine's processor seconds are longer


def test_the_sentence_says_what_the_room_works_out():
    with language_is("en"):
        view = planning(0.40, 0.05, 500)
        said = view.sentence.value
        assert f"{power_of(0.40, 0.05, 500):.0%} of all tests" in said
        assert f"{sample_size(0.40, 0.05):,} per group" in said
        assert "one test out of twenty" in said
        view.sliders["looks"].value = 10
        assert f"{false_alarms(10):.0%} of all tests without any effect" in view.sentence.value


@pytest.mark.parametrize("slider", ["base", "lift", "size", "looks"])
def test_every_slider_changes_picture_and_sentence(slider):
    view = planning(0.40)
    before = view.image.value, view.sentence.value
    control = view.sliders[slider]
    control.value = control.max
    assert view.image.value != before[0]
    assert view.sentence.value != before[1]


@pytest.mark.parametrize(("language", "word"), [("en", "cries wolf"), ("zh", "误报")])
def test_it_speaks_the_learners_language(language, word):
    with language_is(language):
        assert word in planning(0.40).sentence.value


def test_a_redraw_is_quick():
    view = planning(0.40)
    took = []
    for size in (600, 700, 800, 900, 1000):
        start = time.process_time()
        view.sliders["size"].value = size
        took.append(time.process_time() - start)
    assert min(took) < 0.1 * SLACK


@pytest.mark.parametrize(("language", "word"), [("en", "must be a share"), ("zh", "应该是0到1之间的比例")])
def test_per_cent_in_place_of_a_share_is_answered(language, word):
    with language_is(language), pytest.raises(InputError, match=word):
        planning(40)
