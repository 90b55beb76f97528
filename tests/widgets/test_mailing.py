"""The widget of lesson 4a: its numbers are the mailing's, its sliders move them, bad input is answered."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmlab.frames import InputError
from crmlab.language import language_is
from crmlab.widgets import mailing
from crmlab.widgets.mailing_view import profit_curve


@pytest.fixture
def people():
    rng = np.random.default_rng(4)
    recency = rng.integers(1, 700, 400)
    return pd.DataFrame(
        {
            "recency": recency,
            "frequency": rng.poisson(8, 400) + 1,
            "monetary": rng.gamma(2, 300, 400).round(2),
            "responded": (rng.random(400) < 0.3 * np.exp(-recency / 100)).astype(int),
        }
    )


def test_mailing_everybody_earns_responses_times_margin_less_letters(people):
    with language_is("en"):
        view = mailing(people, cost_per_contact=4, margin_per_response=50)
    all_of_them = 50 * people["responded"].sum() - 4 * len(people)
    assert f"{all_of_them:,.0f} yuan" in view.sentence.value
    assert "400 people" in view.sentence.value


@pytest.mark.parametrize("slider", ["top_days", "r", "f", "m", "share", "margin"])
def test_every_slider_changes_the_picture_or_the_sentence(people, slider):
    view = mailing(people, 4, 50)
    view.sliders["share"].value = 40
    before = view.image.value, view.sentence.value
    control = view.sliders[slider]
    control.value = control.min if control.value != control.min else control.max
    assert (view.image.value, view.sentence.value) != before


@pytest.mark.parametrize(("language", "word"), [("en", "Break-even"), ("zh", "盈亏平衡")])
def test_it_speaks_the_learners_language(people, language, word):
    with language_is(language):
        assert word in mailing(people, 4, 50).sentence.value


def test_a_stored_notebook_gets_a_fixed_text_and_a_still_picture(people):
    with language_is("en"):
        bundle = mailing(people, 4, 50)._repr_mimebundle_()
    assert bundle["text/plain"].startswith("Interactive view")
    assert bundle["image/png"].startswith("iVBOR")


def test_weights_of_zero_and_a_margin_that_never_pays_are_said(people):
    with language_is("en"):
        view = mailing(people, 400, 50)
        assert "send none" in view.sentence.value
        for name in "rfm":
            view.sliders[name].value = 0
        assert "nobody comes before anybody" in view.sentence.value


def test_a_missing_column_is_named(people):
    with language_is("en"), pytest.raises(InputError, match="responded"):
        mailing(people.drop(columns="responded"), 4, 50)


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 1)), min_size=1, max_size=60),
    st.floats(0.5, 20),
    st.floats(1, 100),
)
def test_the_curve_begins_at_nothing_and_ends_at_everybody_whatever_the_order(rows, cost, margin):
    score, responded = np.array(rows).T
    mailed, profit = profit_curve(score, responded, cost, margin)
    again = profit_curve(score[::-1], responded[::-1], cost, margin)
    assert (mailed[0], profit[0]) == (0, 0)
    assert mailed[-1] == len(rows)
    assert profit[-1] == pytest.approx(margin * responded.sum() - cost * len(rows))
    assert np.allclose(profit, again[1])
    assert (np.diff(mailed) > 0).all()
