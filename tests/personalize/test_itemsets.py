"""Itemsets and rules: published numbers, exactness, properties, and what is said when the call is wrong."""

import math
from fractions import Fraction
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmlab.frames import InputError, LeftOutWarning
from crmlab.personalize import association_rules, exact_share, frequent_itemsets, itemsets, to_lines

baskets = st.lists(st.sets(st.sampled_from("abcdefg"), min_size=1), min_size=1, max_size=90)


def counts(table):
    return dict(zip(table["itemset"], table["count"], strict=True))


def test_nine_transactions_of_han_kamber_and_pei(nine):
    # Data Mining, 3rd ed. (2012), example 6.3: minimum support count 2; L1, L2 and L3 of figure 6.2.
    assert counts(frequent_itemsets(nine, 2)) == {
        ("I1",): 6, ("I2",): 7, ("I3",): 6, ("I4",): 2, ("I5",): 2,
        ("I1", "I2"): 4, ("I1", "I3"): 4, ("I1", "I5"): 2, ("I2", "I3"): 4, ("I2", "I4"): 2, ("I2", "I5"): 2,
        ("I1", "I2", "I3"): 2, ("I1", "I2", "I5"): 2,
    }  # fmt: skip


def test_rules_of_han_kamber_and_pei(nine):
    # Example 6.4: the six rules of {I1, I2, I5} with confidences 50, 100, 33, 29, 100, 100 per cent.
    rules = association_rules(frequent_itemsets(nine, 2), min_confidence=0.01)
    of_three = rules[
        [set(a) | set(c) == {"I1", "I2", "I5"} for a, c in rules[["antecedent", "consequent"]].to_numpy()]
    ]
    found = {row.antecedent: round(100 * row.confidence) for row in of_three.itertuples()}
    assert found == {
        ("I1", "I2"): 50, ("I1", "I5"): 100, ("I2", "I5"): 100, ("I1",): 33, ("I2",): 29, ("I5",): 100,
    }  # fmt: skip
    assert len(association_rules(frequent_itemsets(nine, 2), 0.7).query("count == 2")) >= 3


def test_four_transactions_of_agrawal_and_srikant():
    # Fast algorithms for mining association rules (VLDB 1994), figure 3: minimum support 2 transactions.
    lines = to_lines({100: ["1", "3", "4"], 200: ["2", "3", "5"], 300: ["1", "2", "3", "5"], 400: ["2", "5"]})
    assert counts(frequent_itemsets(lines, 0.5)) == {
        ("1",): 2, ("2",): 3, ("3",): 3, ("5",): 3,
        ("1", "3"): 2, ("2", "3"): 2, ("2", "5"): 3, ("3", "5"): 2, ("2", "3", "5"): 2,
    }  # fmt: skip


def test_games_and_videos_have_a_lift_below_one():
    # Han, Kamber and Pei (2012), examples 6.7 and 6.8: 10,000 transactions, 6,000 games, 7,500 videos, 4,000
    # both: a "strong" rule of 66 per cent, and a lift of 0.89.
    sold = 4000 * [["g", "v"]] + 2000 * [["g"]] + 3500 * [["v"]] + 500 * [["-"]]
    rules = association_rules(frequent_itemsets(to_lines(sold), 0.3), 0.6)
    rule = rules.set_index("antecedent").loc[[("g",)]].iloc[0]
    assert rule["confidence"] == pytest.approx(2 / 3)
    assert round(rule["lift"], 2) == 0.89
    assert rule["leverage"] == pytest.approx(0.4 - 0.45)
    assert rule["conviction"] == pytest.approx(0.25 / (1 / 3))
    assert rule["p_value"] > 0.999


def test_tea_and_coffee_of_brin_motwani_ullman_and_tsur():
    # Dynamic itemset counting and implication rules (SIGMOD 1997), section 1: 20 both, 5 tea only, 70 coffee
    # only, 5 neither: confidence 80 per cent, interest (lift) 0.89.
    sold = 20 * [["tea", "coffee"]] + 5 * [["tea"]] + 70 * [["coffee"]] + 5 * [["-"]]
    rule = association_rules(frequent_itemsets(to_lines(sold), 0.2), 0.8).iloc[0]
    assert rule["antecedent"] == ("tea",)
    assert rule["confidence"] == 0.8
    assert round(rule["lift"], 2) == 0.89


def test_four_in_five_is_not_lost_to_a_float():
    # (4 / 6) / (5 / 6) is 0.7999999999999999: whoever divides supports loses the rule.
    assert (4 / 6) / (5 / 6) < 0.8
    sold = to_lines(4 * [["rice", "eggs"]] + [["rice"], ["tofu"]])
    rules = association_rules(frequent_itemsets(sold, 1), 0.8)
    assert ("rice",) in set(rules["antecedent"])


def test_seven_in_a_hundred_are_not_lost_to_a_float():
    assert math.ceil(0.07 * 100) == 8
    sold = to_lines(7 * [["salt"]] + 93 * [["rice"]])
    assert counts(frequent_itemsets(sold, 0.07))[("salt",)] == 7
    assert ("salt",) not in counts(frequent_itemsets(sold, 0.0700001))


@given(st.integers(1, 400), st.integers(1, 400))
def test_a_share_is_read_as_the_fraction_that_was_meant(p, q):
    if p <= q:
        assert exact_share(p / q) == Fraction(p, q)
    assert float(exact_share(p / q)) == p / q


@settings(max_examples=80, deadline=None)
@given(baskets, st.integers(1, 12), st.integers(1, 4))
def test_against_counting_every_subset(sold, least, max_size):
    expected = {}
    for size in range(1, max_size + 1):
        for itemset in combinations("abcdefg", size):
            count = sum(set(itemset) <= basket for basket in sold)
            if count >= least:
                expected[itemset] = count
    found = frequent_itemsets(to_lines([sorted(basket) for basket in sold]), least, max_size=max_size)
    assert counts(found) == expected
    assert found["size"].is_monotonic_increasing


@settings(max_examples=50, deadline=None)
@given(baskets, st.fractions(Fraction(1, 20), 1))
def test_rules_are_compared_in_whole_numbers(sold, share):
    table = frequent_itemsets(to_lines([sorted(basket) for basket in sold]), 1)
    rules = association_rules(table, share)
    everything = association_rules(table, Fraction(1, 1000))
    kept = [
        Fraction(int(c), int(b)) >= share for c, b in everything[["count", "count_antecedent"]].to_numpy()
    ]
    assert len(rules) == sum(kept)
    assert np.allclose(
        rules["lift"], rules["count"] * len(sold) / rules["count_antecedent"] / rules["count_consequent"]
    )
    assert np.allclose(rules["leverage"], rules["support"] * (1 - 1 / rules["lift"]))
    assert (rules["p_value"].between(0, 1)).all()


def test_a_catalogue_of_ten_thousand_items_is_searched():
    rng = np.random.default_rng(3)
    order = np.repeat(np.arange(20_000), 5)
    item = (10_000 * rng.random(len(order)) ** 3).astype(int)
    lines = pd.DataFrame({"order_id": order, "product_id": item, "quantity": 1})
    found = frequent_itemsets(lines, 0.002)
    held = lines.drop_duplicates().groupby("product_id").size()
    assert (found["size"] == 1).sum() == (held >= 40).sum()
    pair = found[found["size"] == 2].iloc[-1]
    by_hand = set.intersection(
        *(set(lines.loc[lines["product_id"] == one, "order_id"]) for one in pair["itemset"])
    )
    assert pair["count"] == len(by_hand)


def test_more_itemsets_than_anybody_reads_are_refused(language, monkeypatch):
    monkeypatch.setattr(itemsets, "MOST_ITEMSETS", 1000)
    sold = to_lines(3 * [[f"P{n:02d}" for n in range(40)]])
    says = {"en": "Raise min_support, or set max_size=3", "zh": "调高min_support，或者写max_size=3"}
    with pytest.raises(InputError, match=says[language]):
        frequent_itemsets(sold, 3)
    assert len(frequent_itemsets(sold, 3, max_size=2)) == 40 + 780


def test_refunds_and_blanks_are_left_out_and_counted(language):
    lines = to_lines([["a", "b"], ["a"], ["b"], ["b"]])
    lines.loc[2, "quantity"] = -1
    lines.loc[3, "product_id"] = None
    says = {
        "en": "lines: 2 of 5 rows left out: 1 without product_id, 1 with a quantity not above 0 (refunds).",
        "zh": "lines共5行，略去2行：1行没有product_id、1行的quantity不大于0（退货）。",
    }
    with pytest.warns(LeftOutWarning) as caught:
        found = frequent_itemsets(lines, 1)
    assert str(caught[0].message) == says[language]
    assert caught[0].filename == __file__
    assert found["baskets"].unique().tolist() == [2]


BAD = {
    "share of none": (lambda t: frequent_itemsets(t, 0.0), "a share above 0", "大于0、不超过1的比例"),
    "over all": (lambda t: frequent_itemsets(t, 1.5), "1.5 was given", "你给的是1.5"),
    "true": (lambda t: frequent_itemsets(t, True), "True was given", "你给的是True"),
    "text": (lambda t: frequent_itemsets(t, "1%"), "'1%' was given", "你给的是'1%'"),
    "half a size": (
        lambda t: frequent_itemsets(t, 2, max_size=2.5),
        "max_size must be a whole",
        "max_size应该是1或更大",
    ),
    "empty": (lambda t: frequent_itemsets(t.head(0), 1), "lines has no rows", "lines里没有可用的行"),
    "no quantity": (
        lambda t: frequent_itemsets(t[["order_id", "product_id"]], 1),
        "pass quantity=None",
        "就写quantity=None",
    ),
    "no item": (
        lambda t: frequent_itemsets(t.drop(columns="product_id"), 1),
        "no column 'product_id'",
        "没有'product_id'",
    ),
    "text packs": (lambda t: frequent_itemsets(t.assign(quantity="2"), 1), "must hold numbers", "应该是数字"),
    "bare words": (lambda t: to_lines(["rice", "eggs"]), "'rice' was given", "你给的是'rice'"),
    "confidence": (lambda t: association_rules(frequent_itemsets(t, 2), 80), "80 was given", "你给的是80"),
    "filtered": (
        lambda t: association_rules(frequent_itemsets(t, 2).query("size == 3"), 0.5),
        "unfiltered",
        "不要先筛选",
    ),
    "not itemsets": (lambda t: association_rules(t, 0.5), "no column 'itemset'", "没有'itemset'"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_wrong_call_is_answered_in_both_languages(case, language, nine):
    call, english, chinese = BAD[case]
    with pytest.raises(InputError) as caught:
        call(nine)
    assert {"en": english, "zh": chinese}[language] in str(caught.value)
