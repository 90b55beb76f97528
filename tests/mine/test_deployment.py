"""Drift, list, card, clock: identities, what chance does, and what is refused."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import rel_entr

from crmlab.frames import InputError
from crmlab.mine import action_list, drift_report, model_card, psi, rates_held, timed_queries
from crmlab.mine.card import FACTS

COUNTS = st.lists(st.integers(1, 60), min_size=3, max_size=3)


def draw(counts):
    return np.repeat(list("abc"), counts)


@given(COUNTS, COUNTS)
def test_psi_is_the_divergence_of_jeffreys_both_ways(then, now):
    old, new = np.array(then) / sum(then), np.array(now) / sum(now)
    jeffreys = rel_entr(old, new).sum() + rel_entr(new, old).sum()
    assert psi(draw(then), draw(now)) == pytest.approx(jeffreys, abs=1e-12)
    assert psi(draw(then), draw(now)) == pytest.approx(psi(draw(now), draw(then)))


def test_psi_of_numbers_stays_when_nothing_moves_and_grows_with_the_shift():
    rng = np.random.default_rng(0)
    then = rng.normal(size=4000)
    assert psi(then, then) == 0
    # For unit normals, shifted by d, Jeffreys' divergence is d squared; ten classes see nearly all of it.
    assert psi(then, rng.normal(0.5, 1, 4000)) == pytest.approx(0.25, abs=0.05)
    with_gaps = np.where(rng.random(4000) < 0.3, np.nan, then)
    assert psi(then, with_gaps) > 0.25


def test_chance_alone_exceeds_its_limit_in_one_case_of_twenty():
    rng = np.random.default_rng(1)
    beyond = 0
    for _ in range(300):
        then, now = (pd.DataFrame({"x": rng.normal(size=500)}) for _ in "ab")
        row = drift_report(then, now, ["x"]).iloc[0]
        beyond += row["psi"] > row["by_chance"]
    assert 0.02 < beyond / 300 < 0.10


def test_a_small_sample_is_not_called_drift():
    rng = np.random.default_rng(8)
    then, now = pd.DataFrame({"x": rng.normal(size=2000)}), pd.DataFrame({"x": rng.normal(size=40)})
    row = drift_report(then, now, ["x"]).iloc[0]
    assert row["psi"] > 0.10
    assert row["verdict"] == "stable"


# Count E and Count A of `psi_table` in the tutorial "Scorecard monitoring" of OptBinning 0.11 (Navas-Palencia
# 2021), on the Home Equity Line of Credit data of FICO's Explainable Machine Learning Challenge.
HELOC_THEN = [599, 735, 939, 418, 1269, 542, 832, 401, 747, 839]
HELOC_NOW = [245, 310, 390, 187, 505, 284, 329, 177, 346, 365]


def test_the_published_index_of_a_credit_score_is_reached():
    then, now = (np.repeat(np.arange(10), counts) for counts in (HELOC_THEN, HELOC_NOW))
    assert (len(then), len(now)) == (7321, 3138)
    assert round(psi(then, now), 6) == 0.006084
    row = drift_report(pd.DataFrame({"score": then}), pd.DataFrame({"score": now}), ["score"]).iloc[0]
    assert (round(row["psi"], 6), row["verdict"]) == (0.006084, "stable")


def counted(responses, customers):
    return pd.DataFrame({"leaf": range(len(responses)), "customers": customers, "responses": responses})


def test_the_interval_of_a_promise_is_newcombes():
    found = rates_held(counted([48], 80), counted([56], 70)).iloc[0]  # Newcombe (1998), table II, method 10
    assert (found["promised"], found["seen"]) == (0.6, 0.8)
    assert (round(found["low"], 4), round(found["high"], 4)) == (0.0524, 0.3339)
    assert not found["held"]


def test_a_promise_made_on_few_people_is_harder_to_break():
    seen = counted([12, 12], 200)
    assert rates_held(counted([30, 3], [200, 20]), seen)["held"].tolist() == [False, True]


def test_a_true_promise_seems_broken_in_one_case_of_twenty():
    rng = np.random.default_rng(3)
    then, now = (counted(rng.binomial(size, 0.15, 600), size) for size in (90, 140))
    assert 0.02 < 1 - rates_held(then, now)["held"].mean() < 0.08


def test_a_leaf_in_which_nobody_is_breaks_no_promise():
    found = rates_held(counted([3], 20), counted([0], 0)).iloc[0]
    assert np.isnan(found["low"])
    assert found["held"]


CONSENTS = pd.DataFrame(
    {"customer_id": list("abc"), "purpose": "marketing", "channel": "letter", "granted": [1, 0, 1],
     "stated_on": pd.Timestamp("2025-01-10"), "withdrawn_on": pd.NaT}
)  # fmt: skip
PEOPLE = pd.DataFrame({"customer_id": list("abcd"), "chance": [0.10, 0.50, 0.30, 0.30]})


def test_the_list_holds_who_pays_and_agreed_and_its_money_adds_up():
    found = action_list(PEOPLE, CONSENTS, "2026-01-05", "letter", cost=4, margin=50, gift=10)
    assert found.rows["customer_id"].tolist() == ["c"]
    assert found.counts.to_dict() == {"scored": 4, "below_break_even": 1, "no_consent": 2, "listed": 1}
    assert (found.break_even, found.cost) == (0.1, 4.0)
    assert found.expected_profit == pytest.approx(0.3 * 40 - 4)
    assert dict(zip(found.refused["customer_id"], found.refused["consent"], strict=True)) == {
        "b": "no",
        "d": "never_asked",
    }


def test_an_offer_that_pays_nowhere_gives_an_empty_list():
    found = action_list(PEOPLE, CONSENTS, "2026-01-05", "letter", cost=40, margin=50)
    assert (len(found.rows), found.expected_profit) == (0, 0)
    assert found.refused["consent"].tolist() == []


def test_a_card_is_written_in_the_language(language):
    card = model_card(**{fact: "x" for facts in FACTS.values() for fact in facts})
    assert {"en": "target", "zh": "目标"}[language] in card["fact"].tolist()


def test_a_broken_question_is_a_finding():
    found = timed_queries(
        {"a": lambda: pd.DataFrame({"x": [1, 2]}), "b": lambda: {}["gone"], "c": lambda: None}
    )
    assert found["answer"].tolist()[:2] == [2, "KeyError"]
    assert found["answered"].tolist() == found["in_time"].tolist() == [True, False, False]
    assert not timed_queries({"slow": lambda: 1}, limit=0)["in_time"].any()


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: psi([1, 2], ["a"]), {"en": "numbers, the other words", "zh": "一列是文字"}),
        (lambda: psi([], [1]), {"en": "no rows", "zh": "没有可用的行"}),
        (lambda: rates_held(counted([1], 9), counted([1, 1], 9)),
         {"en": "one tree", "zh": "同一棵树"}),
        (lambda: action_list(PEOPLE.assign(chance=30), CONSENTS, "2026-01-05", "letter", 4, 50),
         {"en": "chances from 0 to 1", "zh": "0到1之间的概率"}),
        (lambda: action_list(pd.concat([PEOPLE, PEOPLE]), CONSENTS, "2026-01-05", "letter", 4, 50),
         {"en": "repeat a customer", "zh": "重复的客户"}),
        (lambda: action_list(PEOPLE, CONSENTS, "2026-01-05", "letter", 4, 10, gift=10),
         {"en": "whole margin", "zh": "全吃掉"}),
        (lambda: action_list(PEOPLE, CONSENTS, "2026-01-05", "letter", -4, 50),
         {"en": "0 or more", "zh": "不小于0"}),
        (lambda: model_card(question="?"), {"en": "still needs target", "zh": "还差target"}),
        (lambda: model_card(colour="red"), {"en": "No card has colour", "zh": "卡片上没有colour"}),
        (lambda: timed_queries({"a": 3}), {"en": "needs a function", "zh": "能回答它的函数"}),
    ],
)  # fmt: skip
def test_bad_input_is_answered_in_words(language, call, word):
    with pytest.raises(InputError) as told:
        call()
    assert word[language] in str(told.value)
