"""Groups and rules that are there are found again; those that are not, are not."""

import numpy as np
import pandas as pd
import pytest

from crmlab.frames import InputError
from crmlab.mine import cluster_stability, measure_rules, rule_stability
from crmlab.personalize import to_lines

RNG = np.random.default_rng(6)


def test_planted_groups_are_found_again_and_a_split_of_noise_is_not():
    planted = np.concatenate([RNG.normal(at, 1, (60, 2)) for at in (0, 12, 24)])
    noise = RNG.normal(0, 1, (180, 2))
    there = cluster_stability(pd.DataFrame(planted, columns=["x", "y"]), ["x", "y"], 3, draws=8)
    not_there = cluster_stability(pd.DataFrame(noise, columns=["x", "y"]), ["x", "y"], 5, draws=8)
    assert (there["jaccard"] > 0.99).all()
    assert not_there["jaccard"].mean() < 0.8
    assert there["customers"].sum() == 180


def test_a_planted_rule_is_found_in_every_half_and_chance_is_not():
    planted = 150 * [["rice", "eggs"], ["tofu"], ["tea"]]
    items = list("abcdefghij")
    chance = [list(RNG.choice(items, 2, replace=False)) for _ in range(300)]
    rules = rule_stability(to_lines(planted + chance), 4, by="order_id", draws=6)
    rice = rules[rules["antecedent"].map(lambda one: one == ("rice",))].iloc[0]
    assert rice["found_again"] == 1
    assert rice["lift_low"] > 2
    letters = rules[rules["antecedent"].map(lambda one: one[0] in items)]
    assert letters["found_again"].mean() < 1


PEOPLE = pd.DataFrame({"silent": [1, 5, 40, 90], "online": [0.0, 1.0, 0.5, 0.0], "came": [1, 1, 0, 0]})


def _rules(when, then="came"):
    return pd.DataFrame({"department": ["till"], "when": [when], "then": [then]})


def test_a_rule_is_measured_on_the_people_it_speaks_of():
    row = measure_rules(PEOPLE, _rules("silent < 50 and online > 0")).iloc[0]
    assert (row["people"], row["support"], row["rate"], row["base"], row["lift"]) == (2, 0.25, 0.5, 0.5, 1.0)
    assert row["low"] < 0.5 < row["high"]


@pytest.mark.parametrize(
    ("when", "word"),
    [
        ("silence < 3", {"en": "cannot be read", "zh": "读不懂"}),
        ("silent <", {"en": "cannot be read", "zh": "读不懂"}),
        ("silent + 1", {"en": "not a condition", "zh": "不是条件"}),
        ("silent > 900", {"en": "Nobody fulfils", "zh": "没有人符合"}),
    ],
)
def test_a_bad_rule_is_answered(language, when, word):
    with pytest.raises(InputError, match=word[language]):
        measure_rules(PEOPLE, _rules(when))


def test_an_outcome_that_is_none_is_answered(language):
    with pytest.raises(InputError, match="silent"):
        measure_rules(PEOPLE, _rules("online > 0", then="silent"))


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: cluster_stability(PEOPLE, ["silent"], 2, draws=0), "draws"),
        (lambda: rule_stability(to_lines([["a"]] * 9), 1, by="order_id"), "min_support"),
        (lambda: rule_stability(to_lines([["a"]] * 9), 3, by="order_id"), "min_support"),
    ],
)
def test_unusable_wishes_are_answered(language, call, word):
    with pytest.raises(InputError, match=word):
        call()
