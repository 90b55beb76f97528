"""Win-back: expected value, lists against the truth, reasons coded and counted."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

import crmlab as crm
from crmlab.frames import InputError
from crmlab.retain import (
    agreement,
    code_reasons,
    compare_lists,
    pareto_table,
    plot_pareto_reasons,
    visits_expected,
    winback_value,
)


def test_visits_are_those_of_a_poisson_process():
    rate = np.array([0.1, 0.5, 2.0])
    np.testing.assert_allclose(visits_expected(1 - np.exp(-rate)), rate)
    assert visits_expected(1.0) == visits_expected(0.99)


def test_the_value_by_pencil():
    """ln 2 visits with, none without: 30 x 0.6931 - 0.5 - 15 x 0.5 = 12.79."""
    assert winback_value([0.5], [0.0], 30, 0.5, 15)[0] == pytest.approx(12.794, abs=0.001)


def test_whoever_would_come_anyway_and_whoever_is_gone_cost_money():
    values = winback_value([0.8, 0.0], [0.8, 0.0], margin=30, contact=0.5, gift=5)
    assert values.tolist() == pytest.approx([-4.5, -0.5])


def test_the_truth_of_the_mail_says_risk_alone_is_the_worst_list():
    people = crm.load("truth/campaign_contacts").query("campaign_id == 'K04'")
    worth = winback_value(people["true_chance"], people["chance_without"], 30, 0.5, 15)
    orders = crm.load("orders").query("amount > 0")
    last = orders[orders["ordered_on"] < "2025-10-13"].groupby("customer_id")["ordered_on"].max()
    silence = (pd.Timestamp("2025-10-13") - people["customer_id"].map(last)).dt.days
    lists = compare_lists({"risk": silence, "lot": np.zeros(len(people))}, worth, 300).set_index("order")
    assert lists.loc["risk", "worth"] < 0 < lists.loc["lot", "worth"] < lists.loc["best", "worth"]
    assert lists.loc["best", "of_best"] == 1


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 30))
def test_no_list_beats_that_of_the_worth_and_ties_do_not_hang_on_rows(seed, size):
    rng = np.random.default_rng(seed)
    worth, score = rng.normal(size=30), rng.integers(0, 4, 30)
    table = compare_lists({"some": score}, worth, size).set_index("order")["worth"]
    assert table["some"] <= table["best"] + 1e-9
    shuffle = rng.permutation(30)
    again = compare_lists({"some": score[shuffle]}, worth[shuffle], size).set_index("order")["worth"]
    assert again["some"] == pytest.approx(table["some"])


def test_kappa_is_that_of_cohen_and_of_scikit_learn():
    """Cohen's (1960) table of two psychologists, in counts of 200: kappa 0.492."""
    cells = {("p", "p"): 88, ("p", "n"): 14, ("p", "o"): 18, ("n", "p"): 10, ("n", "n"): 40, ("n", "o"): 10}
    cells |= {("o", "p"): 2, ("o", "n"): 6, ("o", "o"): 12}
    first = [a for (a, _), n in cells.items() for _ in range(n)]
    second = [b for (_, b), n in cells.items() for _ in range(n)]
    found = agreement(first, second)
    assert found["share"] == pytest.approx(0.70)
    assert found["by_chance"] == pytest.approx(0.41)
    assert found["kappa"] == pytest.approx(0.492, abs=0.0005)
    assert found["kappa"] == pytest.approx(cohen_kappa_score(first, second))


def test_our_code_book_reads_most_complaints_as_the_desk_did():
    complaints = crm.load("complaints")
    filed = complaints["category"].map(
        {"late": "inconvenience", "app": "inconvenience", "rude": "service_encounter", "price": "pricing"}
    ).fillna("core_service")  # fmt: skip
    coded = code_reasons(complaints["text"])
    read = coded != "unclear"
    assert read.mean() > 0.65
    assert agreement(coded[read], filed[read])["kappa"] > 0.6


def test_a_third_language_is_unclear_and_capitals_do_not_matter():
    assert code_reasons(["Très déçu", "OVERCHARGED"]).tolist() == ["unclear", "pricing"]


def test_pareto_counts_cases_or_money():
    table = pareto_table(["a", "b", "b", None], weight=[100, 1, 1, 0])
    assert table["reason"].tolist() == ["a", "b", "none given"]
    assert table["cases"].tolist() == [1, 2, 1]
    assert table["cumulative"].iloc[-1] == 1


def test_the_picture_has_a_bar_for_each_reason(language):
    ax = plot_pareto_reasons(pareto_table(["a", "b", "b"]), names={"a": "A", "b": "B"})
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["B", "A"]
    assert ax.get_ylabel() == ("Share of cases" if language == "en" else "所占比例")


BAD = [
    (lambda: visits_expected(1.5), "chances from 0 to 1", "0到1之间的概率"),
    (lambda: winback_value([0.5], [-0.1], 30, 1), "uplift may be negative", "增益可以是负的"),
    (lambda: winback_value([0.5], [0.1], -30, 1), "0 or more", "不小于0"),
    (lambda: winback_value([0.5], [0.1, 0.2], 30, 1), "of one length", "长度必须一样"),
    (lambda: compare_lists({"a": [1, 2]}, [1.0, 2.0], 3), "from 1 to", "从1到"),
    (lambda: compare_lists({"a": [1, np.nan]}, [1.0, 2.0], 1), "has gaps", "有缺的"),
    (lambda: code_reasons([3]), "must hold sentences", "一句句话"),
    (lambda: code_reasons(["a"], {"price": "dear"}), "code book is a dict", "编码本是一个字典"),
    (lambda: agreement(["a"], ["a"]), "kappa says nothing", "没法说明什么"),
    (lambda: agreement(["a"], ["a", "b"]), "Two coders", "两个人"),
    (lambda: pareto_table([]), "no rows", "没有可用的行"),
    (lambda: pareto_table(["a"], weight=[-1]), "0 or more", "不小于0"),
]


@pytest.mark.parametrize(("call", "en", "zh"), BAD)
def test_bad_input_is_answered_in_the_learners_language(call, en, zh, language):
    with pytest.raises(InputError, match=en if language == "en" else zh):
        call()
