"""The widget of lesson 4c: its numbers are the models', its sliders move them, bad input is answered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmlab.differentiate import BGNBD, ParetoNBD
from crmlab.frames import InputError
from crmlab.language import language_is
from crmlab.widgets import coming_back
from crmlab.widgets.coming_back_view import possible

BG = BGNBD.at(r=0.8, alpha=3.1, a=0.6, b=8.4)
PARETO = ParetoNBD.at(r=1.35, alpha=5.3, s=0.83, beta=40.6)
MODELS = {"BG/NBD": BG, "Pareto/NBD": PARETO}


@pytest.mark.parametrize(("language", "word"), [("en", "still a customer with"), ("zh", "仍是客户的概率")])
def test_it_says_what_the_models_say(language, word):
    with language_is(language):
        view = coming_back(MODELS)
        view.sliders["frequency"].value = 20
    assert word in view.sentence.value
    for model in MODELS.values():
        assert f"<b>{model.probability_alive(20, 60, 80):.0%}</b>" in view.sentence.value
        assert f"{model.conditional_expected_purchases(52, 20, 60, 80):.1f}" in view.sentence.value


@pytest.mark.parametrize("slider", ["frequency", "recency", "T"])
def test_every_slider_changes_the_picture_and_the_sentence(slider):
    view = coming_back(MODELS)
    before = view.image.value, view.sentence.value
    view.sliders[slider].value = {"frequency": 30, "recency": 75, "T": 100}[slider]
    assert view.image.value != before[0]
    assert view.sentence.value != before[1]


def test_a_history_that_cannot_be_is_mended_and_said():
    with language_is("en"):
        view = coming_back(MODELS)
        assert "No customer can have" not in view.sentence.value
        view.sliders["recency"].value = 100
    assert "No customer can have" in view.sentence.value


@given(st.integers(0, 60), st.integers(0, 104), st.integers(1, 104))
def test_every_setting_of_the_sliders_is_a_history(frequency, recency, T):
    x, t_x, T = possible(frequency, recency, T)
    assert 0 <= t_x <= T
    assert (x > 0) == (t_x > 0)
    assert 0 <= BG.probability_alive(x, t_x, T) <= 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_model_and_no_fit_are_answered(language):
    with language_is(language):
        with pytest.raises(InputError, match={"en": "at least one fitted", "zh": "至少传入一个"}[language]):
            coming_back({})
        with pytest.raises(InputError, match="fit"):
            coming_back({"BG/NBD": BGNBD()})
