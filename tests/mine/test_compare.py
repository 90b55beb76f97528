"""Tests of two models: published numbers, errors, and what luck looks like."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score
from sklearn.svm import LinearSVC

from crmlab.frames import InputError
from crmlab.mine import (
    auc_interval,
    chance_of,
    mcnemar,
    mcnemar_counts,
    paired_bootstrap,
    profit_at,
    scoreboard,
)

# The classes of the twenty instances of Fawcett (2006), figure 3, best score first; no scores are equal.
FAWCETT = [1, 1, 0, 1, 1, 1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 1, 0, 1, 0]

RNG = np.random.default_rng(4)
CAME = RNG.integers(0, 2, 600)
SHARP = CAME + RNG.normal(0, 1, 600)
BLUNT = CAME + RNG.normal(0, 3, 600)


def test_agrestis_table_of_approval():
    found = mcnemar_counts(150, 86)  # Agresti (1990), Categorical Data Analysis, section 10.1
    assert round(found.statistic, 3) == 17.356
    assert round(found.corrected, 3) == 16.818
    assert found.p_value < 0.0001


def test_hanley_and_mcneils_tomograms():
    """Hanley and McNeil (1982), table I: ratings 1 to 5 of 58 normal and 51 abnormal images."""
    ratings = np.repeat([1, 2, 3, 4, 5] * 2, [33, 6, 6, 11, 2, 3, 2, 2, 11, 33])
    abnormal = np.repeat([0, 1], [58, 51])
    found = auc_interval(abnormal, ratings)
    assert round(found.auc, 3) == 0.893
    assert round(found.se, 3) == 0.032


def test_fawcetts_curve_has_its_area():
    assert auc_interval(FAWCETT, range(20, 0, -1)).auc == pytest.approx(0.68)


def test_mcnemar_counts_only_where_one_is_right():
    truth, first, second = [1, 1, 0, 0, 1, 0], [1, 1, 0, 1, 0, 0], [0, 1, 1, 1, 1, 0]
    found = mcnemar(truth, first, second)
    assert (found.only_first, found.only_second) == (2, 1)
    assert mcnemar(truth, first, first).p_exact == 1


@given(st.integers(0, 300), st.integers(0, 300))
def test_mcnemar_is_the_same_both_ways_and_never_below_its_correction(one, other):
    here, there = mcnemar_counts(one, other), mcnemar_counts(other, one)
    assert here.p_value == there.p_value
    assert here.corrected <= here.statistic
    assert 0 <= here.p_exact <= 1 + 1e-9


def test_a_sharper_model_is_told_from_a_blunt_one():
    found = paired_bootstrap(CAME, SHARP, BLUNT, draws=200)
    assert found.first == pytest.approx(roc_auc_score(CAME, SHARP))
    assert found.difference == pytest.approx(roc_auc_score(CAME, SHARP) - roc_auc_score(CAME, BLUNT))
    assert 0 < found.low < found.difference < found.high
    assert found.share_better == 1


def test_one_model_with_a_grain_of_noise_is_not_better():
    found = paired_bootstrap(CAME, SHARP, SHARP + RNG.normal(0, 0.01, 600), draws=200)
    assert found.low < 0 < found.high


def test_the_quick_auc_is_the_slow_one_ties_too():
    coarse = SHARP.round()
    quick = paired_bootstrap(CAME, coarse, BLUNT.round(), draws=30)
    slow = paired_bootstrap(CAME, coarse, BLUNT.round(), measure=roc_auc_score, draws=30)
    assert (quick.low, quick.high) == pytest.approx((slow.low, slow.high))


def test_profit_is_a_measure_too():
    found = paired_bootstrap(CAME, SHARP, BLUNT, measure=lambda y, s: profit_at(s, y, 0.5, 3, 1), draws=50)
    assert found.first == profit_at(SHARP, CAME, 0.5, 3, 1)


def test_rows_of_one_customer_go_together():
    who = np.repeat(np.arange(60), 10)
    one, other = SHARP[who], BLUNT[who]
    alone = paired_bootstrap(CAME[who], one, other, draws=200)
    together = paired_bootstrap(CAME[who], one, other, by=who, draws=200)
    assert together.high - together.low > 1.5 * (alone.high - alone.low)


def test_a_score_that_is_no_chance_gets_no_brier():
    board = scoreboard(CAME, {"chance": 1 / (1 + np.exp(0.5 - SHARP)), "score": SHARP}).set_index("model")
    assert np.isnan(board.loc["score", "brier"])
    assert 0 < board.loc["chance", "brier"] < 0.25


def test_a_model_without_chances_gets_a_sentence(language):
    model = LinearSVC().fit([[0.0], [1.0]], [0, 1])
    with pytest.raises(InputError, match="CalibratedClassifierCV"):
        chance_of(model, [[0.5]])


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: mcnemar([1, 0], [0.7, 0.1], [1, 0]), {"en": "cut-off", "zh": "分界点"}),
        (lambda: mcnemar([1, 0], [1, 0, 0], [1, 0]), {"en": "equally long", "zh": "一样长"}),
        (lambda: mcnemar_counts(-1, 3), {"en": "0 or more", "zh": "不小于0"}),
        (lambda: auc_interval([1, 0], [2, 1], level=95), {"en": "0.95", "zh": "0.95"}),
        (lambda: paired_bootstrap([1, 0], [2, 1], [1, 2], measure="f1"), {"en": "auc", "zh": "auc"}),
        (lambda: paired_bootstrap([1, 1], [2, 1], [1, 2]), {"en": "nothing to tell", "zh": "没有可以区分"}),
        (lambda: scoreboard([1, 0], {}), {"en": "chances", "zh": "chances"}),
    ],
)
def test_bad_input_is_answered(language, call, word):
    with pytest.raises(InputError, match=word[language]):
        call()
