"""The widget of lesson 4b: its numbers are the formula's, every slider moves it, bad input is answered."""

import matplotlib.pyplot as plt
import pytest

from crmlab.differentiate import lifetime_value
from crmlab.frames import InputError
from crmlab.language import language_is
from crmlab.widgets import lifetime
from crmlab.widgets.lifetime_view import _plot


def test_it_says_what_the_formula_says():
    with language_is("en"):
        view = lifetime(340, 0.6, 0.1, 450)
    worth = lifetime_value(340, 0.6, 0.1)
    assert f"worth <b>{worth:,.0f} yuan</b>" in view.sentence.value
    assert f"<b>{worth - 450:,.0f}</b> are left" in view.sentence.value
    assert "Payment number 2 pays it back" in view.sentence.value


@pytest.mark.parametrize("slider", ["margin", "retention", "discount", "cost"])
def test_every_slider_changes_picture_and_sentence(slider):
    view = lifetime(340, 0.6, 0.1, 450)
    before = view.image.value, view.sentence.value
    control = view.sliders[slider]
    control.value = control.max
    assert view.image.value != before[0]
    assert view.sentence.value != before[1]


def test_who_pays_first_matters():
    view = lifetime(340, 0.6, 0.1, 450)
    told = set()
    for timing in ("start", "middle", "end", "renewal"):
        view.sliders["timing"].value = timing
        told.add(view.sentence.value)
    assert len(told) == 4


@pytest.mark.parametrize(("language", "words"), [("en", "<b>110</b> are lost"), ("zh", "倒亏<b>110元</b>")])
def test_a_loss_is_called_a_loss(language, words):
    with language_is(language):
        view = lifetime(340, 0.0, 0.1, 450)
    assert words in view.sentence.value
    assert "-" not in view.sentence.value


def test_the_picture_writes_a_loss_with_a_true_minus():
    figure, ax = plt.subplots()
    with language_is("en"):
        _plot(ax, [1, 2], [-200, -150], -110.0)
    assert ax.texts[0].get_text() == "for ever: \N{MINUS SIGN}110 yuan"
    plt.close(figure)


def test_the_ends_of_the_sliders_are_answered():
    with language_is("en"):
        view = lifetime(340, 0.6, 0.1, 450)
        view.sliders["margin"].value = 0
        assert "never paid back" in view.sentence.value
        view.sliders["cost"].value = 0
        assert "nothing to pay back" in view.sentence.value
        view.sliders["retention"].value = view.sliders["retention"].max
        view.sliders["discount"].value = view.sliders["discount"].min


@pytest.mark.parametrize(("language", "word"), [("en", "acquisition"), ("zh", "获客")])
def test_it_speaks_the_learners_language(language, word):
    with language_is(language):
        assert word in lifetime(340, 0.6, 0.1, 450).sentence.value


def test_a_stored_notebook_gets_a_fixed_text_and_a_still_picture():
    with language_is("en"):
        bundle = lifetime(340, 0.6, 0.1, 450)._repr_mimebundle_()
    assert bundle["text/plain"].startswith("Interactive view")
    assert bundle["image/png"].startswith("iVBOR")


def test_a_retention_in_per_cent_is_refused():
    with language_is("en"), pytest.raises(InputError, match=r"write 0\.6"):
        lifetime(340, 60, 0.1, 450)
