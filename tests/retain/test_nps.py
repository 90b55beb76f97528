"""The Net Promoter Score: published numbers, properties, wrong calls."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmlab.frames import InputError, LeftOutWarning
from crmlab.retain import compare_nps, net_promoter, nps_sample_size

ANSWERS = st.lists(st.integers(0, 10), min_size=2, max_size=60)


def test_the_variance_of_a_half_a_third_and_a_sixth():
    """W. Huber, "How can I calculate margin of error in a NPS result?", Cross Validated (2011): score 1/3,
    variance 5/9, so with 324 answers a standard error of 4.1 points."""
    found = net_promoter([10] * 162 + [7] * 108 + [0] * 54)
    assert found.score == pytest.approx(100 / 3)
    assert found.standard_error == pytest.approx(100 * np.sqrt(5 / 9 / 324))
    assert round(found.standard_error, 1) == 4.1


def test_the_adjusted_wald_interval_adds_three_answers():
    """Rocks (2016): 3/4 to promoters and detractors each, 3/2 to the passives, then Wald."""
    found = net_promoter([9] * 6 + [8] * 3 + [2])
    n, p, d = 13, 6.75 / 13, 1.75 / 13
    reach = 1.959964 * np.sqrt((p + d - (p - d) ** 2) / n)
    assert found.low == pytest.approx(100 * (p - d - reach), abs=1e-4)
    assert found.high == pytest.approx(100 * (p - d + reach), abs=1e-4)


def test_the_interval_holds_the_truth_as_often_as_it_says():
    rng, hits = np.random.default_rng(5), 0
    for _ in range(1500):
        found = net_promoter(rng.choice([9, 7, 3], 40, p=[0.5, 0.3, 0.2]))
        hits += found.low <= 30 <= found.high
    assert 0.93 < hits / 1500 < 0.97


@given(ANSWERS)
def test_the_score_is_the_mean_of_plus_one_zero_and_minus_one(scores):
    marks = np.array([(score >= 9) - (score <= 6) for score in scores], dtype=float)
    found = net_promoter(scores)
    assert found.score == pytest.approx(100 * marks.mean())
    assert found.standard_error == pytest.approx(100 * marks.std() / np.sqrt(len(marks)), abs=1e-6)
    assert -100 <= found.low <= found.high <= 100


@given(ANSWERS)
@settings(max_examples=40)
def test_turning_answers_round_turns_the_score_round(scores):
    mirror = [{True: 0, False: 10}[score >= 9] if (score >= 9 or score <= 6) else 7 for score in scores]
    assert net_promoter(mirror).score == pytest.approx(-net_promoter(scores).score)


def test_everybody_a_promoter_still_has_an_interval():
    found = net_promoter([10] * 30)
    assert (found.score, found.standard_error, found.high) == (100, 0, 100)
    assert found.low < 95


@pytest.mark.parametrize("margin", [1, 3, 5, 12.5])
def test_the_sample_size_reaches_its_margin_and_one_less_does_not(margin):
    n = nps_sample_size(margin, promoters=0.4, detractors=0.2)

    def reach(n):
        return 100 * 1.959964 * np.sqrt((0.6 - 0.04) / n)

    assert reach(n) <= margin * (1 + 1e-6) < reach(n - 1) * (1 + 2e-6)


def test_half_promoters_and_half_detractors_is_the_worst():
    worst = nps_sample_size(5)
    assert worst == 1537  # (1.96 / 0.05) ** 2
    shares = np.linspace(0, 1, 11)
    assert all(nps_sample_size(5, p, d) <= worst for p in shares for d in shares if p + d <= 1)


def test_the_difference_of_a_survey_with_itself_is_nothing():
    found = compare_nps([10, 9, 7, 3], [10, 9, 7, 3])
    assert found.difference == 0
    assert found.low == -found.high
    alone = net_promoter([10, 9, 7, 3])
    assert found.standard_error == pytest.approx(np.sqrt(2) * alone.standard_error)


def test_missing_answers_are_counted(language):
    with pytest.warns(LeftOutWarning, match="1 of 3" if language == "en" else "略去1行"):
        assert net_promoter([9, None, 3]).answers == 2


BAD = {
    "one to five times twenty": (
        lambda: net_promoter([20, 100]),
        "whole numbers from 0 to 10",
        "0到10的整数",
    ),
    "halves": (lambda: net_promoter([7.5, 9]), "such as 7.5", "比如7.5"),
    "words": (lambda: net_promoter(["nine"]), "pd.to_numeric", "pd.to_numeric"),
    "no answers": (lambda: net_promoter([]), "no rows", "没有可用的行"),
    "per cent for a level": (lambda: net_promoter([9], level=95), "0.05 for 5 %", "5%写0.05"),
    "margin of nothing": (lambda: nps_sample_size(0), "plus or minus five points", "上下五分"),
    "per cent for a share": (lambda: nps_sample_size(5, promoters=40), "0.4 for 40 %", "40%写0.4"),
    "more than all": (lambda: nps_sample_size(5, 0.7, 0.6), "1.30 of all", "加起来是1.30"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_wrong_call_is_answered_in_both_languages(case, language):
    call, english, chinese = BAD[case]
    with pytest.raises(InputError) as caught:
        call()
    assert (english if language == "en" else chinese) in str(caught.value)


@given(st.integers(1, 5000), st.floats(0.5, 20))
def test_a_finite_list_needs_fewer_answers_and_never_more_than_it_has(population, margin):
    endless = nps_sample_size(margin, 0.4, 0.2)
    needed = nps_sample_size(margin, 0.4, 0.2, population=population)
    assert 1 <= needed <= min(population, endless)


def test_a_finite_list_keeps_its_margin_with_cochrans_correction():
    """Cochran (1977), section 4.4: n0 / (1 + (n0 - 1) / N); the error of n of N without replacement."""
    n, everybody, variance = nps_sample_size(5, 0.4, 0.2, population=1000), 1000, 0.56

    def reach(n):
        return 100 * 1.959964 * np.sqrt(variance / n * (everybody - n) / (everybody - 1))

    assert reach(n) <= 5 < reach(n - 1)


def test_a_population_that_is_no_count_is_refused(language):
    with pytest.raises(InputError, match="population"):
        nps_sample_size(5, population=0)
