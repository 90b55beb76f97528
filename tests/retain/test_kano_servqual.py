"""Kano and SERVQUAL: published numbers, the planted truth, bad input."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import crmlab as crm
from crmlab.frames import InputError, LeftOutWarning
from crmlab.retain import better_worse, kano, kano_category, servqual


def test_the_evaluation_table_has_the_cells_of_kano():
    cells = [kano_category(there, not_there) for there in range(1, 6) for not_there in range(1, 6)]
    assert {name: cells.count(name) for name in "AOMIRQ"} == {"A": 3, "O": 1, "M": 3, "I": 9, "R": 7, "Q": 2}
    assert [kano_category(1, 5), kano_category(5, 1), kano_category(1, 1), kano_category(5, 5)] == list(
        "ORQQ"
    )


@pytest.mark.parametrize(
    ("shares", "better", "worse"),
    [
        ((7, 32.3, 49.3, 9.5), 0.40, -0.83),
        ((10.4, 45.1, 30.5, 11.5), 0.57, -0.78),
        ((63.8, 21.6, 2.9, 8.5), 0.88, -0.25),
    ],
)
def test_the_skis_of_sauerwein_et_al_1996(shares, better, worse):
    # Edge grip, ease of turn, service: shares of A, O, M, I in per cent, and the coefficients after Timko.
    found = better_worse(*shares)
    assert round(found[0], 2) == better
    assert round(found[1], 2) == worse


@given(st.tuples(*[st.integers(0, 500)] * 4).filter(any))
def test_coefficients_stay_within_their_range(counts):
    better, worse = better_worse(*counts)
    assert 0 <= better <= 1
    assert -1 <= worse <= 0


def test_kano_finds_the_planted_categories():
    with pytest.warns(LeftOutWarning):
        found = kano(crm.load("survey_kano")).set_index("feature_id")
    planted = crm.load("truth/survey_parameters").set_index("parameter")["value"]
    for feature, row in found.iterrows():
        shares = pd.Series({name: planted[f"kano.{feature}.{name}"] for name in "AOMIR"})
        assert row["category"] == shares.idxmax()
        true = better_worse(*shares[["A", "O", "M", "I"]])
        assert row["better"] == pytest.approx(true[0], abs=0.09)
        assert row["worse"] == pytest.approx(true[1], abs=0.09)
        assert row["better_low"] <= row["better"] <= row["better_high"]
        assert row["worse_low"] <= row["worse"] <= row["worse_high"]


def test_a_close_race_is_not_sure():
    pairs = pd.DataFrame({"feature_id": "tag", "functional": [1] * 11 + [2] * 10, "dysfunctional": 5})
    found = kano(pairs).iloc[0]
    assert (found["category"], found["runner_up"], found["sure"]) == ("O", "M", False)


@pytest.fixture(scope="module")
def dimensions():
    questions = crm.load("survey_questions").query("questionnaire == 'servqual'")
    return questions.groupby("dimension", sort=False)["question_id"].apply(list).to_dict()


def test_servqual_finds_the_planted_gaps(dimensions):
    found = servqual(crm.load("survey_servqual"), dimensions).set_index("dimension")
    planted = crm.load("truth/survey_parameters").set_index("parameter")["value"]
    for name, row in found.iterrows():
        # Those who answer like the shop better than those who were asked: up to 0.15 points are allowed.
        assert row["gap"] == pytest.approx(planted[f"servqual.gap.{name}"], abs=0.15)
    assert found["gap"].idxmin() == "reliability"


def test_a_difference_is_less_reliable_than_its_parts(dimensions):
    found = servqual(crm.load("survey_servqual"), dimensions)
    assert (found["correlation"] > 0).all()
    assert (found["alpha_gap"] < found[["alpha_expected", "alpha_perceived"]].max(axis=1)).all()


def test_the_reliability_of_the_gap_is_alpha_of_the_differences(dimensions):
    # With nobody leaving out anything both ways agree.
    whole = crm.load("survey_servqual").dropna()
    names = dimensions["assurance"]
    found = servqual(whole, {"assurance": names})["alpha_gap"].iloc[0]
    gaps = (
        whole[[f"p_{name}" for name in names]].to_numpy() - whole[[f"x_{name}" for name in names]].to_numpy()
    )
    covariance = np.cov(gaps, rowvar=False)
    count = len(names)
    alpha = count / (count - 1) * (1 - np.trace(covariance) / covariance.sum())
    assert found == pytest.approx(alpha, abs=0.03)


def test_one_promise_has_a_gap_and_no_reliability(dimensions):
    found = servqual(crm.load("survey_servqual"), {"rel4": ["rel4"]}).iloc[0]
    assert found["low"] < found["gap"] < found["high"] < 0
    assert np.isnan(found["alpha_gap"])


def test_bad_input_is_answered_in_both_languages(language):
    en = language == "en"
    with pytest.raises(InputError, match="1 to 5" if en else "1到5"):
        kano_category(6, 1)
    with pytest.raises(InputError, match="scale runs" if en else "量表是"):
        kano(pd.DataFrame({"feature_id": ["a"], "functional": [7], "dysfunctional": [1]}))
    with pytest.raises(InputError, match="not all 0" if en else "全是0"):
        better_worse(0, 0, 0, 0)
    with pytest.raises(InputError, match="p_a"):
        servqual(pd.DataFrame({"x_a": [1, 2, 3]}), {"all": ["a"]})
    with pytest.raises(InputError, match="dict" if en else "字典"):
        servqual(pd.DataFrame({"x_a": [1, 2, 3]}), {})
