"""Kaplan-Meier, log-rank and Cox: published numbers, statsmodels, the truth of the accounts, bad input."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq

import crmlab as crm
from crmlab.frames import InputError, LeftOutWarning
from crmlab.retain import cox, kaplan_meier, log_rank, median_time, survival_at

# Weeks in remission of 42 children with leukaemia: Freireich et al. (1963), used by Cox (1972).
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
DRUG = [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
RELAPSED = [1] * 21 + [1] * 9 + [0] * 12


@pytest.fixture
def leukaemia():
    return pd.DataFrame({"weeks": PLACEBO + DRUG, "left": RELAPSED, "placebo": [1] * 21 + [0] * 21})


def test_kaplan_meier_of_the_leukaemia_trial():
    """Kleinbaum and Klein (2012, chapter 2) print this table for the group with the drug."""
    curve = kaplan_meier(DRUG, [1] * 9 + [0] * 12).iloc[1:]
    assert curve["time"].tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert curve["at_risk"].tolist() == [21, 17, 15, 12, 11, 7, 6]
    assert curve["left"].tolist() == [3, 1, 1, 1, 1, 1, 1]
    assert curve["survival"].round(4).tolist() == [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482]


def test_kaplan_meier_and_greenwood_of_the_maintained_patients():
    """The aml data (Miller 1981): survival and error as R's survival 3.8.3 gives them."""
    weeks, left = [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161], [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0]
    curve = kaplan_meier(weeks, left).iloc[1:]
    published = [0.909090909, 0.818181818, 0.715909091, 0.613636364, 0.490909091, 0.368181818, 0.184090909]
    errors = [0.086678417, 0.116291300, 0.139664971, 0.152632331, 0.164193264, 0.162668886, 0.153492746]
    np.testing.assert_allclose(curve["survival"], published, atol=1e-9)
    np.testing.assert_allclose(curve["error"], errors, atol=1e-7)


def test_log_rank_of_the_leukaemia_trial(leukaemia):
    """Chi-square 16.79, expected 10.75 and 19.25: Kleinbaum and Klein (2012, chapter 2)."""
    found = log_rank(leukaemia["weeks"], leukaemia["left"], leukaemia["placebo"])
    assert found.chi_square == pytest.approx(16.79, abs=0.005)
    assert found.p_value < 0.0001
    assert found.groups["left"].tolist() == [9, 21]
    assert found.groups["expected"].round(2).tolist() == [19.25, 10.75]


def test_cox_of_the_leukaemia_trial_with_breslows_ties(leukaemia):
    """Coefficient 1.509, error 0.410, ratio 4.523, -2 log L 172.759: Kleinbaum and Klein (2012, ch. 3)."""
    fit = cox(leukaemia, ["placebo"], duration="weeks", ties="breslow")
    row = fit.table.iloc[0]
    assert row["coefficient"] == pytest.approx(1.509, abs=0.0005)
    assert row["error"] == pytest.approx(0.410, abs=0.0005)
    assert row["hazard_ratio"] == pytest.approx(4.523, abs=0.0005)
    assert -2 * fit.log_likelihood == pytest.approx(172.759, abs=0.0005)


def test_cox_with_ties_by_the_closed_forms_of_therneau_and_grambsch():
    """Their first test data (2000, appendix E.1): the score is a polynomial in r = exp(beta)."""
    rows = pd.DataFrame({"t": [9, 1, 1, 6, 6, 8], "left": [1, 1, 0, 1, 1, 0], "x": [0, 1, 1, 1, 0, 0]})
    efron = brentq(lambda r: 30 + 23 * r - r**3, 1, 10)
    breslow = brentq(lambda r: 6 + 3 * r - r**2, 1, 10)
    for ties, root in (("efron", efron), ("breslow", breslow)):
        fit = cox(rows, ["x"], duration="t", ties=ties)
        assert fit.table["coefficient"].iloc[0] == pytest.approx(np.log(root), abs=1e-6)
    assert np.log(efron) == pytest.approx(1.676857, abs=1e-6)
    assert np.log(breslow) == pytest.approx(1.475285, abs=1e-6)


def test_without_censoring_the_curve_is_the_share_still_here():
    curve = kaplan_meier([1, 2, 3, 4], [1, 1, 1, 1])
    assert curve["survival"].tolist() == pytest.approx([1, 0.75, 0.5, 0.25, 0])
    assert np.isnan(curve["low"].iloc[-1])
    assert median_time(curve) == 2


def test_nobody_left_leaves_the_curve_at_one_and_no_median():
    curve = kaplan_meier([3, 5], [0, 0])
    assert curve["survival"].tolist() == [1.0]
    assert survival_at(curve, 99) == 1.0
    assert median_time(curve) == float("inf")


def test_late_entry_keeps_people_out_of_the_count_until_they_come():
    curve = kaplan_meier([2, 3, 4], [1, 1, 1], entry=[0, 1, 2])
    assert curve["at_risk"].tolist()[1:] == [2, 2, 1]
    groups = log_rank([2, 3, 4, 4], [1, 1, 1, 1], ["a", "b", "a", "b"], entry=[0, 1, 2, 0]).groups
    assert groups["expected"].sum() == pytest.approx(4)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=1, max_size=40))
def test_a_curve_only_falls_and_steps_where_somebody_left(people):
    duration, left = [p[0] for p in people], [int(p[1]) for p in people]
    curve = kaplan_meier(duration, left)
    steps = curve["survival"].to_numpy()
    assert (np.diff(steps) < 1e-12).all() and (steps >= -1e-12).all()
    assert curve["left"].sum() == sum(left)
    by_hand = np.prod([1 - row.left / row.at_risk for row in curve.iloc[1:].itertuples()])
    assert steps[-1] == pytest.approx(by_hand)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_log_rank_expects_as_many_as_left_and_does_not_mind_the_order(seed):
    rng = np.random.default_rng(seed)
    duration, left, group = rng.integers(1, 9, 30), rng.integers(0, 2, 30), np.tile(["a", "b", "c"], 10)
    left[0] = 1
    found = log_rank(duration, left, group)
    assert found.groups["expected"].sum() == pytest.approx(left.sum())
    shuffle = rng.permutation(30)
    again = log_rank(duration[shuffle], left[shuffle], group[shuffle])
    assert again.chi_square == pytest.approx(found.chi_square)


def test_cox_does_not_mind_units_nor_splitting_a_life_in_two(leukaemia):
    plain = cox(leukaemia, ["placebo"], duration="weeks").table["coefficient"][0]
    large = leukaemia.assign(placebo=leukaemia["placebo"] * 1000.0)
    assert cox(large, ["placebo"], duration="weeks").table["coefficient"][0] * 1000 == pytest.approx(plain)
    first = leukaemia.assign(entry=0.0, left=0, weeks=0.5)
    parts = pd.concat([first, leukaemia.assign(entry=0.5)])
    split = cox(parts, ["placebo"], duration="weeks", entry="entry")
    assert split.table["coefficient"][0] == pytest.approx(plain, abs=1e-6)
    assert split.risk(leukaemia.iloc[[0, 30]]) == pytest.approx([np.exp(plain), 1])


def test_the_hazard_ratio_of_restaurants_lies_where_the_world_has_it():
    """Restaurants leave at 2.5 % a month, the others, mixed, at about 1 %: a ratio of 2 to 3."""
    months = crm.load("account_orders").groupby("account_id")["month_on"].agg(["size", "max"])
    firms = months.join(crm.load("accounts").set_index("account_id")["segment"])
    firms["left"] = (firms["max"] < firms["max"].max()).astype(int)
    firms["restaurant"] = (firms["segment"] == "restaurant").astype(int)
    row = cox(firms, ["restaurant"], duration="size").table.iloc[0]
    assert row["low"] < 2.5 < row["high"]


BAD = [
    (lambda: kaplan_meier([1, -2], [1, 0]), "below 0", "不能小于0"),
    (lambda: kaplan_meier([1, 2], [1, 2]), "left says", "只能是1或0"),
    (lambda: kaplan_meier([1, 2], [1]), "of one length", "长度必须一样"),
    (lambda: kaplan_meier([], []), "no rows", "没有可用的行"),
    (lambda: kaplan_meier([3, 2], [1, 1], entry=[1, 5]), "entry must come first", "entry必须在前"),
    (lambda: kaplan_meier([3, 2], [1, 1], entry=[-1, 0]), "entry cannot lie below 0", "entry不能小于0"),
    (lambda: kaplan_meier(["a", "b"], [1, 1]), "must hold numbers", "必须是数字"),
    (lambda: log_rank([1, 2], [1, 1], ["a", "a"]), "at least two groups", "至少要有两组"),
    (lambda: log_rank([1, 2], [0, 0], ["a", "b"]), "Nobody of the 2 left", "没有一个人离开"),
    (lambda: survival_at(kaplan_meier([1], [1]), -1), "begin at 0", "从0开始"),
    (lambda: median_time(3), "table that kaplan_meier", "kaplan_meier给出"),
    (lambda: survival_at(kaplan_meier([1, 2], [1, 1], group=["a", "b"]), 1), "several curves", "好几条曲线"),
]


@pytest.mark.parametrize(("call", "en", "zh"), BAD)
def test_bad_input_is_answered_in_the_learners_language(call, en, zh, language):
    with pytest.raises(InputError, match=en if language == "en" else zh):
        call()


@pytest.mark.parametrize(
    ("change", "covariates", "en", "zh"),
    [
        ({"kind": "x"}, ["kind"], "must hold numbers", "必须是数字"),
        ({"kind": 1}, ["kind"], "in every row", "每一行都是"),
        ({"left": 0}, ["placebo"], "Nobody of the 42", "没有一个人离开"),
        ({"weeks": list(range(1, 43)), "left": [1] * 21 + [0] * 21}, ["placebo"], "completely", "完全分开"),
        ({}, ["colour"], "no column 'colour'", "colour"),
    ],
)
def test_cox_refuses_what_cannot_be_fitted(leukaemia, change, covariates, en, zh, language):
    with pytest.raises(InputError, match=en if language == "en" else zh):
        cox(leukaemia.assign(**change), covariates, duration="weeks")


def test_cox_knows_two_ways_with_ties(leukaemia, language):
    with pytest.raises(InputError, match="efron"):
        cox(leukaemia, ["placebo"], duration="weeks", ties="exact")


def test_rows_with_gaps_are_counted(language):
    with pytest.warns(LeftOutWarning, match="1"):
        curve = kaplan_meier([1.0, np.nan, 2.0], [1, 1, 1])
    assert curve["at_risk"].iloc[0] == 2
