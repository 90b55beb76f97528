"""Reliability of scales: published tables, properties, and what a learner gets wrong."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import crmlab as crm
from crmlab.frames import InputError, LeftOutWarning
from crmlab.retain import cronbach_alpha, difference_reliability, omega_of, one_factor, reliability

# R's data set "attitude" (Chatterjee and Price 1977): 30 departments, 7 questions.
ATTITUDE = """
43 51 30 39 61 92 45  63 64 51 54 63 73 47  71 70 68 69 76 86 48  61 63 45 47 54 84 35  81 78 56 66 71 83 47
43 55 49 44 54 49 34  58 67 42 56 66 68 35  71 75 50 55 70 66 41  72 82 72 67 71 83 31  67 61 45 47 62 80 41
64 53 53 58 58 67 34  67 60 47 39 59 74 41  69 62 57 42 55 63 25  68 83 83 45 59 77 35  77 77 54 72 79 77 46
81 90 50 72 60 54 36  74 85 64 69 79 79 63  65 60 65 75 55 80 60  65 70 46 57 75 85 46  50 58 68 54 64 78 52
50 40 33 34 43 64 33  64 61 52 62 66 80 41  53 66 52 50 63 80 37  40 37 42 58 50 57 49  63 54 42 48 66 75 33
66 77 66 63 88 76 72  78 75 58 74 80 78 49  48 57 44 45 51 83 38  85 85 71 71 77 74 55  82 82 39 59 64 78 39
"""


@pytest.fixture(scope="module")
def attitude():
    names = ["rating", "complaints", "privileges", "learning", "raises", "critical", "advance"]
    return pd.DataFrame(np.array(ATTITUDE.split(), dtype=float).reshape(30, 7), columns=names)


def test_alpha_of_the_attitude_data_is_that_of_psych(attitude):
    # The help page of alpha() in R's psych prints raw_alpha 0.84 for these data.
    assert round(cronbach_alpha(attitude), 2) == 0.84


def test_bland_and_altman_1997_work_out_alpha_from_variances():
    # BMJ 314:572: ten items, sum of item variances 11.16, variance of the sum 77.44, alpha 0.95.
    shared = (77.44 - 11.16) / 90
    covariance = np.full((10, 10), shared)
    np.fill_diagonal(covariance, 1.116)
    rows = _with_covariance(covariance)
    assert round(cronbach_alpha(rows), 2) == 0.95


@pytest.mark.parametrize(
    ("factor", "loadings", "errors", "omega"),
    [
        (0.809, [1, 0.554, 0.729], [0.549, 1.134, 0.844], 0.625),
        (0.979, [1, 1.113, 0.926], [0.371, 0.446, 0.356], 0.885),
    ],
)
def test_omega_of_holzinger_and_swineford_1939(factor, loadings, errors, omega):
    # Estimates of visual and textual as lavaan prints them (Rosseel 2012), omega as R's semTools prints it.
    assert omega_of(np.sqrt(factor) * np.array(loadings), errors) == pytest.approx(omega, abs=6e-4)


def test_one_factor_gives_back_the_loadings_that_made_a_matrix():
    loadings = np.array([1.96, 2.25, 2.53, 3.55])
    fitted = np.outer(loadings, loadings) + np.diag([6.13, 5.92, 5.56, 0.37])
    found, errors = one_factor(fitted)
    assert np.allclose(found, loadings, atol=0.01)
    assert np.allclose(errors, [6.13, 5.92, 5.56, 0.37], atol=0.06)


def test_omega_is_above_alpha_where_loadings_differ():
    loadings = np.array([0.9, 0.6, 0.3])
    rows = _with_covariance(np.outer(loadings, loadings) + np.diag(1 - loadings**2))
    found = reliability(rows)
    assert found.omega == pytest.approx(omega_of(loadings, 1 - loadings**2), abs=1e-6)
    assert found.omega > found.alpha + 0.02


def test_peter_churchill_and_brown_1993():
    # Two scores of reliability 0.7 that correlate 0.4 make a difference of reliability 0.5.
    assert difference_reliability(0.7, 0.7, 1, 1, 0.4) == pytest.approx(0.5)


@given(st.floats(0.05, 0.9), st.integers(3, 8))
@settings(max_examples=15, deadline=None)
def test_with_equal_loadings_omega_is_alpha_and_both_are_spearman_brown(shared, count):
    covariance = np.full((count, count), shared)
    np.fill_diagonal(covariance, 1.0)
    found = reliability(_with_covariance(covariance))
    assert found.alpha == pytest.approx(count * shared / (1 + (count - 1) * shared), abs=1e-6)
    assert found.omega == pytest.approx(found.alpha, abs=1e-4)
    assert found.low < found.alpha < found.high


@given(st.integers(0, 10_000))
@settings(max_examples=15, deadline=None)
def test_alpha_does_not_change_with_unit_or_order(seed):
    rows = pd.DataFrame(
        np.random.default_rng(seed).normal(size=(30, 1))
        + np.random.default_rng(seed + 1).normal(size=(30, 4))
    )
    assert cronbach_alpha(10 * rows + 3) == pytest.approx(cronbach_alpha(rows))
    assert cronbach_alpha(rows[rows.columns[::-1]]) == pytest.approx(cronbach_alpha(rows))


def test_the_shop_s_scales_come_near_their_true_reliability():
    # An answer is unit times opinion plus error; with r the share of the opinion, alpha is 3 r / (1 + 2 r).
    planted = crm.load("truth/survey_parameters").set_index("parameter")["value"]
    share = planted["question.unit"] ** 2 / (planted["question.unit"] ** 2 + planted["question.error"] ** 2)
    with pytest.warns(LeftOutWarning):
        found = reliability(crm.load("survey_satisfaction")[["sat_overall", "sat_confirm", "sat_ideal"]])
    assert found.alpha == pytest.approx(3 * share / (1 + 2 * share), abs=0.05)


def test_a_question_the_wrong_way_round_is_named():
    rows = _with_covariance(np.array([[1, 0.6, -0.5], [0.6, 1, -0.5], [-0.5, -0.5, 1]]))
    with pytest.warns(UserWarning, match="q2"):
        reliability(rows)


def test_bad_input_is_answered_in_both_languages(language):
    with pytest.raises(InputError, match="q1" if language == "en" else "一题"):
        cronbach_alpha(pd.DataFrame({"q1": [1, 2, 3]}))
    with pytest.raises(InputError, match="same answer" if language == "en" else "一样"):
        cronbach_alpha(pd.DataFrame({"q1": [7, 7, 7, 7], "q2": [7, 7, 7, 7]}))
    with pytest.raises(InputError, match="agree" if language == "en" else "同意"):
        cronbach_alpha(pd.DataFrame({"q1": ["agree", "no", "no"], "q2": [1, 2, 3]}))
    with pytest.raises(InputError, match=r"2 respondents|2人"), pytest.warns(LeftOutWarning):
        cronbach_alpha(pd.DataFrame({"q1": [1, 2, None], "q2": [1, 2, 3]}))


def _with_covariance(covariance, rows=400):
    """Make rows whose covariance is exactly this one."""
    raw = np.random.default_rng(3).normal(size=(rows, len(covariance)))
    white = np.linalg.solve(np.linalg.cholesky(np.cov(raw, rowvar=False)), (raw - raw.mean(axis=0)).T)
    made = (np.linalg.cholesky(covariance) @ white).T
    return pd.DataFrame(made, columns=[f"q{place}" for place in range(len(covariance))])
