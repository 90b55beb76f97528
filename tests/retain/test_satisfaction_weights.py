"""Weights: Saaty's examples, entropy, what a learner gets wrong."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmlab.frames import InputError
from crmlab.retain import RANDOM_INDEX, ahp_weights, entropy_weights, pairwise_matrix

# Saaty (1980): choosing a house; size, bus lines, neighbourhood, age, yard, facilities, condition, financing.
HOUSE = [
    [1, 5, 3, 7, 6, 6, 1 / 3, 1 / 4],
    [1 / 5, 1, 1 / 3, 5, 3, 3, 1 / 5, 1 / 7],
    [1 / 3, 3, 1, 6, 3, 4, 6, 1 / 5],
    [1 / 7, 1 / 5, 1 / 6, 1, 1 / 3, 1 / 4, 1 / 7, 1 / 8],
    [1 / 6, 1 / 3, 1 / 3, 3, 1, 1 / 2, 1 / 5, 1 / 6],
    [1 / 6, 1 / 3, 1 / 4, 4, 2, 1, 1 / 5, 1 / 6],
    [3, 5, 1 / 6, 7, 5, 5, 1, 1 / 2],
    [4, 7, 5, 8, 6, 6, 2, 1],
]


def test_saaty_s_house():
    found = ahp_weights(HOUSE)
    published = [0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333]
    assert np.allclose(found.weights, published, atol=0.0015)
    assert found.lambda_max == pytest.approx(9.669, abs=0.002)
    assert found.consistency_index == pytest.approx(0.238, abs=0.001)
    assert found.consistency_ratio == pytest.approx(0.169, abs=0.001)


def test_saaty_s_random_index():
    assert RANDOM_INDEX[2:] == (0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)


@given(st.lists(st.floats(0.1, 10), min_size=3, max_size=8))
@settings(max_examples=40)
def test_comparisons_without_contradiction_give_back_their_weights(weights):
    own = np.array(weights)
    found = ahp_weights(own[:, None] / own)
    assert np.allclose(found.weights, own / own.sum(), rtol=1e-5)
    assert found.consistency_ratio < 1e-6


def test_the_worst_comparison_is_the_one_put_wrong():
    judged = {("a", "b"): 2, ("a", "c"): 4, ("b", "c"): 1 / 5}  # b against c the wrong way round: 2 would fit
    worst = ahp_weights(pairwise_matrix(judged, ["a", "b", "c"]))
    assert worst.consistency_ratio > 0.1
    mended = ahp_weights(pairwise_matrix(judged | {("b", "c"): 2}, ["a", "b", "c"]))
    assert mended.consistency_ratio < 1e-9
    judged_four = {
        ("a", "b"): 2,
        ("a", "c"): 4,
        ("a", "d"): 8,
        ("b", "c"): 2,
        ("b", "d"): 4,
        ("c", "d"): 1 / 6,
    }
    found = ahp_weights(pairwise_matrix(judged_four, list("abcd")))
    assert tuple(found.check.loc[0, ["first", "second"]]) == ("c", "d")


def test_entropy_by_hand():
    # Shares of a: 0, 1/3, 2/3; entropy 0.6365 / ln 3 = 0.5794. b: 1/3 each, entropy 1.
    found = entropy_weights(pd.DataFrame({"a": [1, 4, 7], "b": [5, 5, 5]}))
    assert found["a"] == pytest.approx(1)
    both = entropy_weights(pd.DataFrame({"a": [1, 4, 7], "b": [1, 4, 7]}))
    assert both.tolist() == pytest.approx([0.5, 0.5])


@given(st.integers(0, 10_000))
@settings(max_examples=30)
def test_entropy_weights_sum_to_one_and_favour_what_varies(seed):
    chance = np.random.default_rng(seed)
    scores = pd.DataFrame({"still": chance.integers(7, 10, 50), "wild": chance.integers(1, 11, 50)})
    found = entropy_weights(scores)
    assert found.sum() == pytest.approx(1)
    assert found["wild"] > found["still"]


def test_bad_input_is_answered_in_both_languages(language):
    en = language == "en"
    with pytest.raises(InputError, match="1 over the other" if en else "互为倒数"):
        ahp_weights([[1, 3], [3, 1]])
    with pytest.raises(InputError, match="above 0" if en else "大于0"):
        ahp_weights([[1, 0], [2, 1]])
    with pytest.raises(InputError, match="square" if en else "方阵"):
        ahp_weights([[1, 2, 3]])
    with pytest.raises(InputError, match="not been compared" if en else "还没比"):
        pairwise_matrix({("a", "b"): 2}, ["a", "b", "c"])
    with pytest.raises(InputError, match="twice" if en else "两次"):
        pairwise_matrix({("a", "b"): 2, ("b", "a"): 3}, ["a", "b"])
    with pytest.raises(InputError, match="Nothing varies" if en else "没有差别"):
        entropy_weights(pd.DataFrame({"a": [8, 8, 8], "b": [7, 7, 7]}))
    with pytest.raises(InputError, match="lowest" if en else "最低分"):
        entropy_weights(pd.DataFrame({"a": [1, 1, 1], "b": [7, 8, 7]}))
