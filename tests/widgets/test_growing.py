"""The widget of lesson 10a: its numbers are scikit-learn's, its sliders move them, it is quick."""

import time

import numpy as np
import pandas as pd
import pytest
from sklearn.tree import DecisionTreeClassifier

from crmlab.frames import InputError
from crmlab.language import language_is
from crmlab.widgets import growing

SLACK = 2  # a busy machine's processor seconds are longer


@pytest.fixture(scope="module")
def halves():
    rng = np.random.default_rng(5)
    table = pd.DataFrame({"silent": rng.integers(0, 200, 1200), "basket": rng.integers(0, 300, 1200)})
    table["responded"] = (rng.random(1200) < np.where(table["silent"] < 40, 0.2, 0.03)).astype(int)
    return table.iloc[:600], table.iloc[600:]


def test_the_sentence_says_what_the_tree_earns(halves):
    train, test = halves
    tree = DecisionTreeClassifier(max_depth=12, random_state=0)
    tree.fit(train[["silent", "basket"]], train["responded"])
    mailed = tree.predict_proba(test[["silent", "basket"]])[:, 1] > 4 / 50
    profit = (test["responded"][mailed].sum() * 50 - mailed.sum() * 4) / len(test) * 1000
    with language_is("en"):
        assert f"and {profit:,.0f} on customers it has not seen" in growing(*halves).sentence.value


@pytest.mark.parametrize(("slider", "value"), [("depth", 1), ("least", 100), ("margin", 10)])
def test_every_slider_changes_picture_and_sentence(halves, slider, value):
    view = growing(*halves)
    before = view.image.value, view.sentence.value
    view.sliders[slider].value = value
    assert view.image.value != before[0]
    assert view.sentence.value != before[1]


def test_a_redraw_is_quick(halves):
    view, took = growing(*halves), []
    for value in (15, 20, 25, 30, 35):
        start = time.process_time()
        view.sliders["margin"].value = value
        took.append(time.process_time() - start)
    assert min(took) < 0.1 * SLACK


@pytest.mark.parametrize(("language", "word"), [("en", "nothing to tell apart"), ("zh", "没有可以区分的")])
def test_one_class_is_refused_in_words(halves, language, word):
    with language_is(language), pytest.raises(InputError) as told:
        growing(halves[0].assign(responded=0), halves[1])
    assert word in str(told.value)
