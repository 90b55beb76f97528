"""sBG: the published numbers, the sums behind the formulas, recovery of known parameters, bad input."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmlab.differentiate import ShiftedBetaGeometric, average_retention
from crmlab.frames import InputError

# Fader and Hardie (2007), table 1: customers left, of 1,000, in years 0 to 12; the fit uses 0 to 7.
HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491, 468, 445, 427, 409, 394]
REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241, 223, 207, 194, 183, 173]
PUBLISHED = {"high end": (HIGH_END, 0.668, 3.806, -1611.16), "regular": (REGULAR, 0.704, 1.182, -1680.27)}


@pytest.fixture
def model():
    return ShiftedBetaGeometric().fit(HIGH_END[:8])


def simulate(alpha, beta, size, seed=5, renewals=12):
    """Contracts of customers whose chances to leave are Beta(alpha, beta)."""
    rng = np.random.default_rng(seed)
    leaves_at = rng.geometric(np.clip(rng.beta(alpha, beta, size), 1e-12, 1))
    return [int((leaves_at > t).sum()) for t in range(renewals + 1)]


@pytest.mark.parametrize("case", PUBLISHED)
def test_fader_and_hardie_2007(case):
    survivors, alpha, beta, log_likelihood = PUBLISHED[case]
    model = ShiftedBetaGeometric().fit(survivors[:8])
    assert round(model.alpha_, 3) == alpha
    assert round(model.beta_, 3) == beta
    assert round(model.log_likelihood_, 2) == log_likelihood


@pytest.mark.parametrize("case", PUBLISHED)
def test_the_five_years_held_out_are_met(case):
    survivors = np.array(PUBLISHED[case][0])
    model = ShiftedBetaGeometric().fit(survivors[:8])
    assert np.abs(1000 * model.survival(np.arange(8, 13)) - survivors[8:]).max() < 20


def test_the_misprint_on_page_82_fits_worse(model):
    def log_likelihood(alpha, beta):
        other = ShiftedBetaGeometric()
        other.alpha_, other.beta_ = alpha, beta
        left = other.survival(np.arange(8))
        return -np.diff(HIGH_END[:8]) @ np.log(-np.diff(left)) + HIGH_END[7] * np.log(left[-1])

    assert log_likelihood(model.alpha_, model.beta_) == pytest.approx(model.log_likelihood_)
    assert log_likelihood(0.688, 3.806) < model.log_likelihood_ - 0.1


def test_rows_for_customers_and_counts_give_one_fit(model):
    lost = -np.diff(HIGH_END[:8])
    renewals = np.concatenate([np.repeat(np.arange(1, 8), lost), np.full(HIGH_END[7], 7)])
    gone = np.arange(1000) < lost.sum()
    rows = ShiftedBetaGeometric().fit_customers(pd.Series(renewals), pd.Series(gone))
    assert (rows.alpha_, rows.beta_) == (pytest.approx(model.alpha_), pytest.approx(model.beta_))
    assert rows.log_likelihood_ == pytest.approx(model.log_likelihood_)
    assert rows.customers_ == model.customers_ == 1000


def test_cohorts_of_different_length_are_fitted_together(model):
    parts = [simulate(0.7, 3.0, 3000, seed)[: 13 - 3 * seed] for seed in range(4)]
    both = ShiftedBetaGeometric().fit(parts)
    assert both.customers_ == 12_000
    assert abs(both.alpha_ - 0.7) < 4 * both.standard_errors_["alpha"]
    assert abs(both.beta_ - 3.0) < 4 * both.standard_errors_["beta"]
    twice = ShiftedBetaGeometric().fit([HIGH_END[:8], HIGH_END[:8]])
    assert twice.log_likelihood_ == pytest.approx(2 * model.log_likelihood_)
    half = model.standard_errors_["alpha"] / 2**0.5
    assert twice.standard_errors_["alpha"] == pytest.approx(half, rel=0.01)


@settings(max_examples=12, deadline=None)
@given(st.floats(0.3, 3), st.floats(0.6, 6), st.integers(0, 1000))
def test_known_parameters_are_recovered_within_their_standard_errors(alpha, beta, seed):
    found = ShiftedBetaGeometric().fit(simulate(alpha, beta, 20_000, seed))
    errors = found.standard_errors_
    assert abs(found.alpha_ - alpha) < 5 * errors["alpha"]
    assert abs(found.beta_ - beta) < 5 * errors["beta"]


def test_the_standard_error_is_the_spread_of_many_fits():
    fits = [ShiftedBetaGeometric().fit(simulate(0.7, 3.0, 4000, seed)) for seed in range(60)]
    spread = np.std([fit.alpha_ for fit in fits], ddof=1)
    told = np.mean([fit.standard_errors_["alpha"] for fit in fits])
    assert 0.7 < spread / told < 1.4


def test_survival_is_retention_multiplied_up(model):
    t = np.arange(1, 30)
    assert np.allclose(np.cumprod(model.retention(t)), model.survival(t))
    assert (np.diff(model.retention(t)) > 0).all()
    assert model.survival(0) == 1


@pytest.mark.parametrize("discount", [0.05, 0.1, 0.5])
@pytest.mark.parametrize("payments", [1, 4, 30])
def test_the_residual_lifetime_is_the_sum_that_it_stands_for(model, discount, payments):
    ahead = np.arange(payments, payments + 1500)
    summed = model.survival(ahead) / model.survival(payments - 1) @ (1 / (1 + discount) ** (ahead - payments))
    assert model.discounted_expected_residual_lifetime(discount, payments) == pytest.approx(summed, rel=1e-6)


def test_a_new_customer_pays_now_and_then_lives_her_residual_lifetime(model):
    t = np.arange(3000)
    assert model.discounted_expected_lifetime(0.1) == pytest.approx(model.survival(t) @ (1 / 1.1**t))


def test_without_discount_the_lifetime_has_an_end_only_above_one():
    model = ShiftedBetaGeometric()
    model.alpha_, model.beta_ = 2.5, 4.0
    t = np.arange(1, 2_000_000)
    found = model.discounted_expected_residual_lifetime(0, 1)
    assert found == pytest.approx(model.survival(t).sum(), rel=1e-4)


def test_the_longer_she_has_stayed_the_more_is_to_come_and_the_average_rate_undervalues(model):
    ahead = model.discounted_expected_residual_lifetime(0.1, np.arange(1, 9))
    assert (np.diff(ahead) > 0).all()
    rate = average_retention(HIGH_END[:8])
    naive = rate * 1.1 / (1.1 - rate)
    seven_renewals = model.discounted_expected_residual_lifetime(0.1, 8)
    assert naive < 0.8 * seven_renewals


def test_equal_customers_have_one_rate_and_a_warning(language):
    says = {"en": "one retention rate for all fits as well", "zh": "全体用一个留存率拟合得一样好"}
    with pytest.warns(UserWarning, match=says[language]):
        model = ShiftedBetaGeometric().fit([10000, 8000, 6400, 5120, 4096])
    assert np.allclose(model.retention([1, 2, 9]), 0.8, atol=1e-3)


def test_the_density_of_the_chances_has_area_one():
    model = ShiftedBetaGeometric()
    model.alpha_, model.beta_ = 2.0, 5.0
    density = model.chances(2000)
    assert density["density"].mean() == pytest.approx(1, abs=1e-3)
    assert density["chance"] @ density["density"] / 2000 == pytest.approx(2 / 7, abs=1e-3)


def test_the_average_rate_weighs_renewals_not_years():
    assert average_retention([100, 50, 45]) == pytest.approx(95 / 150)
    assert average_retention([[100, 50, 45], [100, 50]]) == pytest.approx(145 / 250)


def fit(survivors):
    return lambda: ShiftedBetaGeometric().fit(survivors)


BAD = {
    "shares": (fit([100, 86.9, 74.3]), "share times the number at the start", "比例乘起初的人数"),
    "rising": (fit([100, 80, 85]), "80 is followed by 85", "80后面是85"),
    "one renewal": (fit([100, 80]), "1 was given", "你给了1次"),
    "nobody": (fit([100]), "0 was given", "你给了0次"),
    "no losses": (fit([50, 50, 50]), "None of the 50 customers left", "50位客户一个也没走"),
    "one customer": (fit([1, 1, 1]), "None of the 1 customers left", "1位客户一个也没走"),
    "all at once": (fit([50, 50, 0]), "one and the same renewal", "同一次续约"),
    "text": (fit(["a", "b", "c"]), "survivors", "survivors"),
    "unfitted": (lambda: ShiftedBetaGeometric().survival(3), "Call fit", "先运行fit"),
    "renewal zero": (lambda: _fitted().retention(0), "whole number from 1", "不小于1的整数"),
    "half": (lambda: _fitted().survival(1.5), "1.5 was given", "你给的是1.5"),
    "endless": (
        lambda: _fitted().discounted_expected_residual_lifetime(0),
        "the expected lifetime has no end: alpha is 0.668",
        "期望寿命没有尽头：alpha是0.668",
    ),
    "negative discount": (lambda: _fitted().discounted_expected_lifetime(-0.1), "rate from 0", "不小于0"),
    "lengths": (
        lambda: ShiftedBetaGeometric().fit_customers([1, 2], [True]),
        "renewals has 2 values and lost has 1",
        "renewals有2个值，lost有1个",
    ),
    "not yet": (
        lambda: ShiftedBetaGeometric().fit_customers([0, 2, 3], [False, True, True]),
        "from 1, but 0 was given",
        "不小于1的整数，你给的是0",
    ),
    "unclear": (
        lambda: ShiftedBetaGeometric().fit_customers([1, 2], [0.5, 1]),
        "must be 1 (yes) or 0 (no)",
        "只能是1（是）或0（否）",
    ),
}


def _fitted():
    return ShiftedBetaGeometric().fit(HIGH_END[:8])


@pytest.mark.parametrize("case", BAD)
def test_a_wrong_call_is_answered_in_both_languages(case, language):
    call, english, chinese = BAD[case]
    with pytest.raises(InputError) as caught:
        call()
    assert (english if language == "en" else chinese) in str(caught.value)
