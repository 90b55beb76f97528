"""The latent class model behind Fellegi and Sunter: published numbers, known parameters, the shop's truth."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import crmlab as crm
from crmlab.frames import InputError
from crmlab.identify import (
    candidate_pairs,
    compare,
    count_levels,
    learn_weights,
    pair_quality,
    random_pairs,
    standardise,
    true_pairs,
)
from crmlab.language import language_is

# Stouffer and Toby (1951), 216 answers to four questions; estimates of the two-class model: Goodman (1974).
COUNTS = [42, 23, 6, 25, 6, 24, 7, 38, 1, 4, 1, 6, 2, 9, 2, 20]
GOODMAN = {"share": 0.279, "m": [0.993, 0.940, 0.927, 0.769], "u": [0.714, 0.330, 0.354, 0.132], "g2": 2.72}


def pairs_of(patterns, counts, fields):
    rows = np.repeat(np.array(patterns), counts, axis=0)
    return pd.DataFrame(np.where(rows == 1, "same", "differs"), columns=fields)


@pytest.fixture(scope="module")
def stouffer_toby():
    patterns = list(itertools.product([1, 0], repeat=4))
    return pairs_of(patterns, COUNTS, list("ABCD")), patterns


def test_goodmans_estimates_come_out(stouffer_toby):
    table, patterns = stouffer_toby
    model = learn_weights(table, fields=list("ABCD"), match_rate=0.3, steps=5000, tolerance=1e-10)
    same = model.weights[model.weights["level"] == "same"].set_index("field")
    assert model.match_rate_ == pytest.approx(GOODMAN["share"], abs=0.002)
    assert same["m_"].tolist() == pytest.approx(GOODMAN["m"], abs=0.003)
    assert same["u_"].tolist() == pytest.approx(GOODMAN["u"], abs=0.003)
    chance = np.zeros(16)
    for share, column in ((model.match_rate_, "m_"), (1 - model.match_rate_, "u_")):
        p = same[column].to_numpy()
        chance += share * np.prod(np.where(np.array(patterns) == 1, p, 1 - p), axis=1)
    g2 = 2 * np.sum(np.array(COUNTS) * np.log(np.array(COUNTS) / (216 * chance)))
    assert g2 == pytest.approx(GOODMAN["g2"], abs=0.01)
    assert model.log_likelihood_ == pytest.approx(np.array(COUNTS) @ np.log(chance), abs=1e-3)


@settings(deadline=None, max_examples=20)
@given(
    st.floats(0.05, 0.4),
    st.lists(st.floats(0.75, 0.98), min_size=4, max_size=4),
    st.lists(st.floats(0.02, 0.3), min_size=4, max_size=4),
)
def test_exact_counts_give_back_the_parameters(rate, m, u):
    patterns = np.array(list(itertools.product([1, 0], repeat=4)))
    chance = rate * np.prod(np.where(patterns == 1, m, np.subtract(1, m)), axis=1)
    chance += (1 - rate) * np.prod(np.where(patterns == 1, u, np.subtract(1, u)), axis=1)
    counts = np.round(chance * 400_000).astype(int)
    model = learn_weights(
        pairs_of(patterns, counts, list("ABCD")), list("ABCD"), match_rate=0.2, steps=20_000
    )
    same = model.weights[model.weights["level"] == "same"]
    assert model.match_rate_ == pytest.approx(rate, abs=0.02)
    assert same["m_"].tolist() == pytest.approx(m, abs=0.02)
    assert same["u_"].tolist() == pytest.approx(u, abs=0.02)


def test_missing_values_say_nothing():
    table = pairs_of([(1, 1, 1), (0, 0, 0), (1, 0, 0)], [10, 80, 10], ["A", "B", "C"])
    model = learn_weights(table, ["A", "B", "C"])
    blank = pd.DataFrame({"record_a": ["R1"], "record_b": ["R2"], "A": [None], "B": [None], "C": [None]})
    scored = model.score(blank)
    assert scored["weight"].tolist() == [0.0]
    assert scored["probability"][0] == pytest.approx(model.match_rate_, abs=1e-6)


def test_a_weight_is_the_logarithm_of_m_over_u_and_weights_add_up():
    patterns = list(itertools.product([1, 0], repeat=3))
    table = pairs_of(patterns, [40, 6, 5, 9, 7, 12, 10, 300], ["A", "B", "C"])
    model = learn_weights(table, ["A", "B", "C"])
    rows = model.weights
    assert rows["weight"].tolist() == pytest.approx(np.log2(rows["m_"] / rows["u_"]).tolist(), abs=1e-6)
    pair = table.head(1).assign(record_a="R1", record_b="R2")
    total = rows.loc[rows["level"] == "same", "weight"].sum()
    assert model.score(pair)["weight"][0] == pytest.approx(total, abs=1e-5)


@pytest.fixture(scope="module")
def shop():
    clean = standardise(crm.load("customer_records")).records
    compared = compare(clean, candidate_pairs(clean))
    u = count_levels(compare(clean, random_pairs(clean, 100_000)))
    return clean, compared, u, true_pairs(crm.load("truth/customer_records"))


def test_the_shops_m_and_match_rate_are_recovered_without_answers(shop):
    clean, compared, u, true = shop
    everyone = len(clean) * (len(clean) - 1) // 2
    model = learn_weights(compared, u=u, all_pairs=everyone)
    real = count_levels(compare(clean, true))
    same = model.weights[model.weights["level"] == "same"].set_index("field")["m_"]
    for field, chance in same.items():
        assert chance == pytest.approx(real[field]["same"], abs=0.03), field
    assert model.match_rate_ * everyone == pytest.approx(len(true), rel=0.05)
    scored = model.score(compared)
    quality = pair_quality(scored[scored["probability"] >= 0.5], true)
    assert quality["precision"] > 0.97
    assert quality["recall"] > 0.9


def test_learning_from_blocked_pairs_alone_goes_wrong(shop):
    _, compared, _, true = shop
    scored = learn_weights(compared).score(compared)
    assert pair_quality(scored[scored["probability"] >= 0.5], true)["precision"] < 0.6


def test_bad_input_is_answered_in_both_languages():
    table = pairs_of([(1, 1, 1), (0, 0, 0)], [2, 8], ["name", "phone", "address"])
    empty = pd.DataFrame({"name": [None, None]}, dtype="str")
    for language, rate, pairs, nothing in (
        ("en", "between 0 and 1", "must count every pair", "None of the fields"),
        ("zh", "0和1之间", "全部的对数", "没有一栏能比"),
    ):
        with language_is(language):
            with pytest.raises(InputError, match=rate):
                learn_weights(table, match_rate=1.5)
            with pytest.raises(InputError, match=pairs):
                learn_weights(table, all_pairs=3)
            with pytest.raises(InputError, match=nothing):
                learn_weights(empty)
            with pytest.raises(InputError):
                learn_weights(table.head(0))


def test_it_says_when_it_has_not_settled(stouffer_toby):
    with pytest.warns(UserWarning, match="still move after 3 steps"):
        learn_weights(stouffer_toby[0], fields=list("ABCD"), steps=3)
