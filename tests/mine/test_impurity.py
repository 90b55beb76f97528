"""Impurity and gain: Quinlan's table, the identities, and what is refused."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import entropy as scipy_entropy
from sklearn.tree import DecisionTreeClassifier

from crmlab.frames import InputError, LeftOutWarning
from crmlab.mine import best_cut, entropy, gain, gini_impurity

# Quinlan (1986), Induction of decision trees, Machine Learning 1, table 1: the small training set.
WEATHER_ROWS = """
sunny hot high false N
sunny hot high true N
overcast hot high false P
rain mild high false P
rain cool normal false P
rain cool normal true N
overcast cool normal true P
sunny mild high false N
sunny cool normal false P
rain mild normal false P
sunny mild normal true P
overcast mild high true P
overcast hot normal false P
rain mild high true N
"""
WEATHER = pd.DataFrame(
    [row.split() for row in WEATHER_ROWS.strip().splitlines()],
    columns=["outlook", "temperature", "humidity", "wind", "play"],
)
LABELS = st.lists(st.integers(0, 1), min_size=2, max_size=40)


# His gains; he rounds 0.2467 down to 0.246 and 0.1518 to 0.151.
@pytest.mark.parametrize(
    ("column", "published"),
    [("outlook", 0.246), ("temperature", 0.029), ("humidity", 0.151), ("wind", 0.048)],
)
def test_the_gains_are_those_of_quinlan(column, published):
    assert gain(WEATHER[column], WEATHER["play"]) == pytest.approx(published, abs=0.001)


def test_the_entropy_of_his_table_is_his():
    assert entropy(WEATHER["play"]) == pytest.approx(0.940, abs=0.0005)


@given(LABELS)
def test_entropy_is_that_of_scipy_and_both_measures_are_within_bounds(labels):
    assert entropy(labels) == pytest.approx(
        scipy_entropy(np.bincount(labels, minlength=2), base=2), abs=1e-12
    )
    assert 0 <= gini_impurity(labels) <= 0.5
    assert gini_impurity(labels) <= entropy(labels) + 1e-12


@given(LABELS, st.randoms(use_true_random=False), st.sampled_from(["entropy", "gini"]))
def test_a_gain_is_never_negative_nor_more_than_there_was(labels, random, measure):
    groups = [random.choice("abc") for _ in labels]
    before = {"entropy": entropy, "gini": gini_impurity}[measure](labels)
    assert 0 <= gain(groups, labels, measure) <= before + 1e-12


@pytest.mark.parametrize("measure", ["entropy", "gini"])
def test_the_best_cut_is_the_one_scikit_learn_makes(measure):
    rng = np.random.default_rng(4)
    values = rng.integers(0, 90, 300)
    labels = (rng.random(300) < np.where(values < 31, 0.5, 0.1)).astype(int)
    stump = DecisionTreeClassifier(max_depth=1, criterion=measure).fit(values.reshape(-1, 1), labels)
    best = best_cut(values, labels, measure).iloc[0]
    assert best["cut"] == pytest.approx(stump.tree_.threshold[0])
    impurity = stump.tree_.impurity
    sizes = stump.tree_.n_node_samples
    assert best["gain"] == pytest.approx(impurity[0] - (sizes[1:] * impurity[1:]).sum() / sizes[0])


@pytest.mark.parametrize("measure", ["entropy", "gini"])
def test_what_is_not_known_is_no_class_and_is_counted(language, measure):
    groups, labels = ["a", "a", "b", "b", "b", None], [1, 0, 1, 0, np.nan, 1]
    with pytest.warns(LeftOutWarning, match={"en": "without a label", "zh": "没有标签"}[language]) as told:
        found = gain(groups, labels, measure)
    assert found == gain(groups[:4], labels[:4], measure) == 0
    assert {"en": "without a group", "zh": "没有分组"}[language] in str(told[0].message)
    impurity = {"entropy": entropy, "gini": gini_impurity}[measure]
    with pytest.warns(LeftOutWarning):
        assert impurity([1, 0, None]) == impurity([1, 0])


@pytest.mark.filterwarnings("ignore::crmlab.frames.LeftOutWarning")
def test_labels_that_are_all_missing_are_refused():
    with pytest.raises(InputError):
        gain(["a", "b"], [None, None])
    with pytest.raises(InputError):
        entropy([np.nan, np.nan])


def test_no_cut_leaves_fewer_than_told():
    cuts = best_cut([1, 2, 3, 4, 5, 6], [1, 0, 0, 0, 1, 1], least=2)
    assert cuts[["left", "right"]].min().min() == 2
    assert len(cuts) == 3


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: entropy([]), {"en": "no rows", "zh": "没有可用的行"}),
        (lambda: gain([1, 2], [1, 2, 3]), {"en": "equally long", "zh": "一样长"}),
        (lambda: gain([1, 2], [1, 0], "chi"), {"en": "'entropy' or 'gini'", "zh": "基尼不纯度"}),
        (lambda: best_cut([4, 4], [1, 0]), {"en": "same value", "zh": "同一个值"}),
        (lambda: best_cut([4, 5], [1, 1]), {"en": "nothing to tell apart", "zh": "没有可以区分的"}),
        (lambda: best_cut([4, 5], [1, None]), {"en": "0 and 1", "zh": "0和1"}),
    ],
)
def test_bad_input_is_answered_in_words(language, call, word):
    with pytest.raises(InputError) as told:
        call()
    assert word[language] in str(told.value)
