"""Response curves and budgets: closed forms, the mill's true elasticity, out of bounds."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import crmlab as crm
from crmlab.frames import InputError, LeftOutWarning
from crmlab.interact import allocate_budget, best_spend, fit_response

ONE_CURVE = st.tuples(st.floats(0.5, 50), st.floats(0.2, 0.8), st.floats(0.1, 10))


def as_table(rows):
    table = pd.DataFrame(rows, columns=["scale", "elasticity", "value"])
    return table.assign(channel=list("abcde")[: len(rows)])


CURVES = st.lists(ONE_CURVE, min_size=2, max_size=5).map(as_table)


def test_with_one_elasticity_the_split_has_a_closed_form():
    """Spend goes as scale ** (1 / (1 - b)): for b = 0.6 as scale ** 2.5."""
    curves = pd.DataFrame({"channel": list("abc"), "scale": [1.0, 2.0, 4.0], "elasticity": 0.6})
    split = allocate_budget(curves, 1000)
    weight = curves["scale"] ** 2.5
    assert split["spend"].tolist() == pytest.approx((1000 * weight / weight.sum()).tolist(), abs=0.01)


@settings(deadline=None, max_examples=60)
@given(CURVES, st.floats(100, 1e6), st.integers(0, 1000))
def test_no_other_split_does_better(curves, budget, seed):
    split = allocate_budget(curves, budget)
    assert split["spend"].sum() == pytest.approx(budget, abs=0.05)
    assert split["marginal"].max() == pytest.approx(split["marginal"].min(), rel=1e-6)
    other = np.random.default_rng(seed).dirichlet(np.ones(len(curves))) * budget
    value = (curves["value"] * curves["scale"] * other ** curves["elasticity"]).sum()
    assert (curves["value"] * split["response"]).sum() >= value - 1e-6 * abs(value)


def test_a_channel_at_its_most_passes_the_rest_on():
    curves = pd.DataFrame(
        {"channel": list("ab"), "scale": [2.0, 1.0], "elasticity": 0.5, "most": [30.0, 500.0]}
    )
    split = allocate_budget(curves, 100)
    assert split["spend"].tolist() == pytest.approx([30, 70])
    assert split["marginal"][0] > split["marginal"][1]


@settings(deadline=None, max_examples=40)
@given(CURVES)
def test_at_the_best_spend_the_last_yuan_brings_one_yuan(curves):
    split = best_spend(curves)
    assert split["marginal"].tolist() == pytest.approx([1.0] * len(curves))


def test_the_mills_true_elasticity_is_recovered():
    """The card of exhibition_budget: leads are Poisson with mean k x (spend / 10,000) ** 0.6."""
    months = crm.load("exhibition_budget").query("channel != 'fair'")
    curves = fit_response(months, response="leads")
    assert len(curves) == 5
    assert (abs(curves["elasticity"] - 0.6) < 3 * curves["error"] + 0.01).all()
    assert curves["elasticity"].mean() == pytest.approx(0.6, abs=0.04)


def test_what_cannot_be_fitted_is_counted(language):
    table = pd.DataFrame(
        {"channel": list("aaaab"), "spend": [1.0, 4, 9, 0, 5], "response": [1.0, 2, 3, 4, 5]}
    )
    says = {"en": "2 of 5 rows left out: 1 without a channel", "zh": "共5行，略去2行：1行没有渠道"}
    with pytest.warns(LeftOutWarning, match=says[language]):
        curves = fit_response(table)
    assert curves["elasticity"].tolist() == pytest.approx([0.5])


GOOD = pd.DataFrame({"channel": ["a"], "scale": [1.0], "elasticity": [0.5]})
BAD = {
    "budget": (lambda: allocate_budget(GOOD, 0), "budget must be a number above 0", "budget应该是大于0的数"),
    "steep": (
        lambda: allocate_budget(GOOD.assign(elasticity=1.2), 10),
        "The elasticity of 'a' is 1.2",
        "'a'的弹性是1.2",
    ),
    "most": (
        lambda: allocate_budget(GOOD.assign(most=5.0), 10),
        "more than all channels may take together (5)",
        "比各渠道的上限之和（5元）还多",
    ),
    "most of nothing": (
        lambda: best_spend(GOOD.assign(most=0.0, value=1.0)),
        "curves['most']",
        "curves['most']",
    ),
    "no value": (lambda: best_spend(GOOD), "curves has no column 'value'", "curves里没有'value'这一列"),
    "scale": (
        lambda: allocate_budget(GOOD.assign(scale=-1.0), 10),
        "curves['scale'] must be",
        "curves['scale']应该是",
    ),
    "one amount": (
        lambda: fit_response(pd.DataFrame({"channel": "a", "spend": [5.0, 5, 5], "response": [1, 2, 3]})),
        "Vary the spend",
        "有多有少",
    ),
    "text": (
        lambda: fit_response(pd.DataFrame({"channel": "a", "spend": ["5"], "response": [1]})),
        "table['spend'] must hold numbers",
        "table['spend']应该是数字",
    ),
    "empty": (lambda: allocate_budget(GOOD.head(0), 10), "curves has no rows", "curves里没有可用的行"),
}


@pytest.mark.filterwarnings("ignore::crmlab.frames.LeftOutWarning")
@pytest.mark.parametrize("case", BAD)
def test_a_wrong_call_is_answered_in_both_languages(case, language):
    call, english, chinese = BAD[case]
    with pytest.raises(InputError) as caught:
        call()
    assert (english if language == "en" else chinese) in str(caught.value)
