"""Survey, tree, index, grades, moments: published numbers, properties, bad input, the planted truth."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import crmlab as crm
from crmlab.frames import InputError, LeftOutWarning
from crmlab.retain import (
    acsi,
    grade,
    grade_scale,
    grade_table,
    indicator_tree,
    mean_interval,
    product_satisfaction,
    pulse,
    response_styles,
    response_weights,
    satisfaction_index,
    survey_sample_size,
    top_box,
    weakest_link,
)
from crmlab.shares import wilson


@pytest.mark.parametrize(
    ("population", "answers"), [(10, 10), (100, 80), (1000, 278), (4000, 351), (10_000, 370)]
)
def test_krejcie_and_morgan_1970(population, answers):
    # Their table: share one half, margin 0.05, level 95 %.
    assert survey_sample_size(0.05, population=population) == answers


def test_without_end_it_takes_385_answers():
    assert survey_sample_size(0.05) == 385  # Cochran 1977


@given(st.integers(1, 10**6), st.floats(0.01, 0.2))
@settings(max_examples=50)
def test_a_finite_population_never_needs_more(population, margin):
    assert 1 <= survey_sample_size(margin, population) <= min(population, survey_sample_size(margin))


def test_top_box_is_the_wilson_interval():
    found = top_box([10] * 81 + [5] * (263 - 81))
    low, high = wilson(81, 263)  # Newcombe 1998: 0.2553 to 0.3662
    assert (round(found.low, 4), round(found.high, 4)) == (round(low, 4), round(high, 4)) == (0.2553, 0.3662)


def test_a_census_leaves_no_sampling_error():
    scores = [10, 9, 8, 3, 4]
    everybody = top_box(scores, population=5)
    assert everybody.low == everybody.value == everybody.high == 0.4
    assert mean_interval(scores, population=5).low == pytest.approx(6.8)


@given(st.lists(st.integers(1, 10), min_size=3, max_size=60), st.integers(0, 500))
@settings(max_examples=50)
def test_intervals_hold_their_estimate_and_shrink_with_the_population(scores, more):
    share, mean = top_box(scores), mean_interval(scores)
    assert 0 <= share.low <= share.value <= share.high <= 1
    assert mean.low <= mean.value <= mean.high
    finite = mean_interval(scores, population=len(scores) + more)
    assert finite.high - finite.low <= mean.high - mean.low + 1e-12


def test_the_planted_straight_tickers_are_found():
    answers, truth = crm.load("survey_satisfaction"), crm.load("truth/survey_latent")
    tree = indicator_tree(crm.load("survey_indicators"))
    styles = response_styles(answers, [leaf for facet in tree.values() for leaf in facet])
    found = styles.merge(truth[["customer_id", "style"]], on="customer_id")
    planted = found["style"] == "straight"
    assert found.loc[planted, "straight"].mean() > 0.9
    assert found.loc[found["straight"], "style"].eq("straight").mean() > 0.9


def test_a_run_goes_over_a_question_left_out():
    ticked = pd.DataFrame(
        {"customer_id": ["a"], "q1": [7], "q2": [None], "q3": [7], "q4": [7], "q5": [3], "q6": [7]}
    )
    found = response_styles(ticked, ["q1", "q2", "q3", "q4", "q5", "q6"]).iloc[0]
    assert found["run"] == 3
    assert not found["straight"]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), min_size=1, max_size=80))
@settings(max_examples=50)
def test_weights_give_back_the_mix_of_the_invited(people):
    invited = pd.DataFrame(people, columns=["band", "responded"])
    if invited.groupby("band")["responded"].sum().eq(0).any():
        with pytest.raises(InputError):
            response_weights(invited, "band")
        return
    cells = response_weights(invited, "band")
    weighed = cells["answered"] * cells["weight"]
    assert weighed.sum() == pytest.approx(cells["answered"].sum())
    assert np.allclose(weighed / weighed.sum(), cells["invited"] / cells["invited"].sum())


def test_the_pulse_finds_the_planted_fall():
    trend = pulse(crm.load("survey_pulse"), "asked_on", "score").set_index("period")
    planted = crm.load("truth/survey_parameters").set_index("parameter")["value"]
    before, fall = trend.loc["2024Q1":"2024Q4", "mean"].mean(), planted["pulse.2025q1"]
    assert trend.loc["2025Q1", "high"] < before
    assert trend.loc["2025Q1", "mean"] - before == pytest.approx(fall, abs=0.3)


def test_the_tree_of_the_shop_has_six_facets_and_nineteen_indicators():
    tree = indicator_tree(crm.load("survey_indicators"))
    assert len(tree) == 6
    assert sum(map(len, tree.values())) == 19


def test_a_broken_tree_is_refused_in_words(language):
    whole = crm.load("survey_indicators")
    broken = whole.assign(parent_id=whole["parent_id"].mask(whole["indicator_id"] == "goods_fresh", "csi"))
    with pytest.raises(InputError, match="goods_fresh"):
        indicator_tree(broken)
    with pytest.raises(InputError, match="2 were found" if language == "en" else "有2个"):
        indicator_tree(pd.concat([whole, whole.head(1)]))
    with pytest.raises(InputError, match="online"):
        indicator_tree(whole[~whole["indicator_id"].str.startswith("online_")])


@given(
    st.lists(st.floats(1, 10), min_size=3, max_size=3), st.lists(st.floats(0.1, 5), min_size=2, max_size=2)
)
@settings(max_examples=50)
def test_the_index_lies_between_its_facets_and_ignores_the_scale_of_weights(ticks, weights):
    answers = pd.DataFrame([["a", *ticks]], columns=["customer_id", "q1", "q2", "q3"])
    tree, weights = {"x": ["q1", "q2"], "y": ["q3"]}, dict(zip("xy", weights, strict=True))
    found = satisfaction_index(answers, tree, weights).iloc[0]
    assert min(found["x"], found["y"]) - 1e-9 <= found["csi"] <= max(found["x"], found["y"]) + 1e-9
    tenfold = satisfaction_index(answers, tree, {name: 10 * value for name, value in weights.items()})
    assert tenfold["csi"].iloc[0] == pytest.approx(found["csi"])


def test_who_answered_nothing_has_no_index():
    found = satisfaction_index(pd.DataFrame({"customer_id": ["a"], "q": [np.nan]}), {"x": ["q"]}, {"x": 1})
    assert np.isnan(found["csi"].iloc[0])
    assert found["weight_answered"].iloc[0] == 0


def test_the_american_index_by_the_formula_of_1996():
    # Fornell et al. (1996): (sum w x - sum w) / (9 sum w) * 100.
    ticks, weights = pd.DataFrame({"a": [8, 6], "b": [9, 9], "c": [5, 7]}), {"a": 0.4, "b": 0.35, "c": 0.25}
    by_hand = (0.4 * 7 + 0.35 * 9 + 0.25 * 6 - 1) / 9 * 100
    assert acsi(ticks, weights) == pytest.approx(by_hand)
    assert acsi(pd.DataFrame({"a": [10, 10]})) == 100
    assert acsi(pd.DataFrame({"a": [1, 1]})) == 0


def test_grades_are_as_many_as_asked_and_a_threshold_belongs_to_the_better():
    assert list(grade_scale(7)["value"]) == [-3, -2, -1, 0, 1, 2, 3]
    assert grade([0, 29, 30, 100], [30, 40, 50, 60], 5).tolist() == [1, 1, 2, 5]
    assert grade(pd.Series([None, 50.0])).isna().tolist() == [True, False]
    counted = grade_table([55, 65, 90, 90], [50, 60, 70, 80, 90, 95], 7)
    assert counted["customers"].tolist() == [0, 1, 1, 0, 0, 2, 0]
    assert counted["worth"].sum() == pytest.approx((-2 - 1 + 2 + 2) / 4)


def test_the_weakest_link_need_not_be_the_likeliest_to_fail():
    year = pd.DataFrame({"moment": ["till", "repair"], "occasions": [40, 0.1], "bad": [0.02, 0.5]})
    found = weakest_link(year)
    assert found["moment"].tolist() == ["till", "repair"]
    assert found["part"].sum() == pytest.approx(1)
    assert found.attrs["chain"] == pytest.approx(0.98**40 * 0.5**0.1)
    assert found["without"][0] == pytest.approx(0.5**0.1)


def test_little_sold_is_drawn_to_the_mean():
    goods = pd.DataFrame(
        {
            "sold": [10_000, 20],
            "defects": [100, 2],
            "returned": [50, 0],
            "reviews": [50, 1],
            "stars": [4.0, 1.0],
        }
    )
    found = product_satisfaction(goods)
    assert 0.01 < found["defect_rate"][1] < 0.05  # 0.1 as counted
    assert 3 < found["stars_fair"][1] < 4


def test_bad_input_is_answered_in_both_languages(language):
    en = language == "en"
    with pytest.raises(InputError, match="scale runs" if en else "量表是"):
        satisfaction_index(pd.DataFrame({"customer_id": ["a"], "q": [11]}), {"x": ["q"]}, {"x": 1})
    with pytest.raises(InputError, match="missing x" if en else "缺x"):
        satisfaction_index(pd.DataFrame({"customer_id": ["a"], "q": [1]}), {"x": ["q"]}, {"y": 1})
    with pytest.raises(InputError, match="more answered" if en else "总体只有"):
        mean_interval([1, 2, 3], population=2)
    with pytest.raises(InputError, match="nobody answered" if en else "一个也没答"):
        response_weights(pd.DataFrame({"band": ["a", "b"], "responded": [1, 0]}), "band")
    with pytest.raises(InputError, match="6 rising" if en else "6个"):
        grade([50], [10, 20])
    with pytest.raises(InputError, match="share from 0" if en else "比例"):
        weakest_link(pd.DataFrame({"moment": ["a"], "occasions": [1], "bad": [5]}))
    with pytest.raises(InputError, match="sold"):
        product_satisfaction(
            pd.DataFrame({"sold": [0], "defects": [0], "returned": [0], "reviews": [0], "stars": [None]})
        )
    with pytest.warns(LeftOutWarning, match="alone" if en else "只有"):
        pulse(pd.DataFrame({"d": ["2025-01-01", "2025-01-02", "2025-05-01"], "s": [7, 8, 9]}), "d", "s")
    with pytest.raises(InputError, match="1000 yuan"):
        acsi(pd.DataFrame({"a": [7, "1000 yuan"]}))
