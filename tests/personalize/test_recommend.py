"""Recommendations: likeness by hand, judgement by hand, taste recovered, offers by money and consent."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmlab import personalize as pz
from crmlab.frames import InputError, LeftOutWarning


def bought(rows, items="abcd"):
    return pd.DataFrame(rows, columns=list(items), index=[f"C{n}" for n in range(len(rows))])


def test_likeness_by_hand():
    table = bought([[1, 5, 0, 0], [1, 0, 0, 0], [2, 1, 1, 0], [0, 1, 0, 0]])
    cosine = pz.item_similarity(table)
    assert cosine.loc["a", "b"] == pytest.approx(2 / 3)  # two of both, three buyers each
    assert cosine.loc["a", "c"] == pytest.approx(1 / np.sqrt(3))
    assert cosine.loc["a", "a"] == 0
    assert (cosine["d"] == 0).all()  # nobody buys it: no division by zero
    assert pz.item_similarity(table, "conditional").loc["c", "a"] == 1
    assert pz.item_similarity(table, "lift").loc["a", "c"] == pytest.approx(1 * 4 / (3 * 1))
    assert pz.score_similar(table).loc["C1", "b"] == pytest.approx(2 / 3)


def test_top_leaves_out_what_she_has_and_breaks_ties_by_column():
    scores = bought([[1.0, 3.0, 2.0, 2.0], [5.0, 5.0, 5.0, 5.0]])
    have = bought([[0, 1, 0, 0], [1, 1, 1, 0]])
    assert pz.top(scores, 2)["product_id"].tolist() == ["b", "c", "a", "b"]
    kept = pz.top(scores, 2, leave_out=have)
    assert kept["product_id"].tolist() == ["c", "d", "d"]
    assert kept["rank"].tolist() == [1, 2, 1]


def test_hits_by_hand():
    lists = pd.DataFrame(
        {"customer_id": ["A"] * 3 + ["B"] * 3, "rank": [1, 2, 3] * 2, "product_id": list("xyzxyz")}
    )
    later = pd.DataFrame({"customer_id": ["A", "A", "A", "B"], "product_id": ["x", "z", "z", "q"]})
    found = pz.hits(lists, later).set_index("customer_id")
    assert found.loc["A", ["hits", "bought", "listed"]].tolist() == [2, 2, 3]
    assert found.loc["A", "precision"] == pytest.approx(2 / 3)
    assert found.loc["A", "recall"] == 1
    assert found.loc["A", "average_precision"] == pytest.approx((1 / 1 + 2 / 3) / 2)
    assert found.loc["B", ["precision", "recall", "average_precision", "found"]].tolist() == [0, 0, 0, 0]
    summed = pz.judge(lists, later, categories={"x": 1, "y": 1, "z": 2, "q": 3})
    assert summed["precision"] == pytest.approx(1 / 3)
    assert summed["coverage"] == pytest.approx(3 / 4)
    assert summed["diversity"] == pytest.approx(2 / 3)  # of three pairs, one is of one category


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 6))
def test_shares_stay_shares_and_the_perfect_list_is_perfect(seed, k):
    rng = np.random.default_rng(seed)
    scores = pd.DataFrame(rng.random((20, 6)), columns=list("abcdef"), index=[f"C{n}" for n in range(20)])
    later = pz.top(scores, k)[["customer_id", "product_id"]]
    perfect = pz.hits(pz.top(scores, k), later)
    assert (perfect[["precision", "recall", "average_precision"]] == 1).all().all()
    other = pz.hits(pz.top(scores, 6), later)
    assert (other["recall"] == 1).all()
    assert np.allclose(other["precision"], k / 6)


def test_who_bought_nothing_later_is_counted(language):
    lists = pd.DataFrame({"customer_id": ["A", "B"], "rank": 1, "product_id": "x"})
    later = pd.DataFrame({"customer_id": ["A"], "product_id": ["x"]})
    says = {"en": "1 for customers who bought nothing later", "zh": "1行的客户后来没买东西"}
    with pytest.warns(LeftOutWarning, match=says[language]):
        assert len(pz.hits(lists, later)) == 1


def test_factors_find_planted_tastes_that_popularity_cannot():
    rng = np.random.default_rng(8)
    taste = rng.integers(0, 3, 400)
    chance = np.where(np.arange(15)[None, :] // 5 == taste[:, None], 0.5, 0.05)
    table = pd.DataFrame(
        (rng.random((400, 15)) < chance).astype(int), columns=[f"P{n:02d}" for n in range(15)]
    )
    table.index.name = "customer_id"
    later = pd.DataFrame((rng.random((400, 15)) < chance) & (table.to_numpy() == 0), columns=table.columns)
    row, column = np.nonzero(later.to_numpy())
    later = pd.DataFrame({"customer_id": row, "product_id": table.columns[column]})
    judged = table[table.index.isin(later["customer_id"])]
    found = {}
    for name, scores in {
        "popular": pz.score_popular(table),
        "similar": pz.score_similar(table),
        "factors": pz.score_factors(table, 3),
    }.items():
        found[name] = pz.judge(pz.top(scores.loc[judged.index], 3, leave_out=judged), later)["precision"]
    assert found["factors"] > found["popular"] * 1.5
    assert found["similar"] > found["popular"] * 1.5


def test_the_interval_of_a_difference_holds_the_truth_and_ignores_who_is_in_one_only():
    rng = np.random.default_rng(2)
    one = pd.DataFrame({"customer_id": range(500), "precision": rng.random(500)})
    two = one.assign(precision=one["precision"] - 0.05 + rng.normal(0, 0.1, 500)).head(450)
    mean, low, high = pz.paired_interval(one, two)
    assert low < 0.05 < high
    assert low < mean < high
    assert high - low < 0.04


def test_candidates_know_nothing_of_what_follows():
    lines = pd.DataFrame(
        {
            "order_id": [1, 1, 2, 3, 4, 5],
            "customer_id": ["A", "A", "B", "B", "A", "C"],
            "product_id": ["x", "y", "x", "z", "z", "w"],
            "quantity": 1,
            "ordered_on": pd.to_datetime(["2025-01-01"] * 2 + ["2025-02-01"] * 2 + ["2025-06-01"] * 2),
        }
    )
    found = pz.candidates(lines, "2025-03-01", factors=1)
    assert found[["customer_id", "product_id"]].to_numpy().tolist() == [["A", "z"], ["B", "y"]]
    assert found["days"].tolist() == [59, 28]
    assert found["visits"].tolist() == [1, 2]
    assert found["buyers"].tolist() == [1, 1]
    cut = lines[lines["ordered_on"] < pd.Timestamp("2025-03-01")]
    pd.testing.assert_frame_equal(found, pz.candidates(cut, "2025-03-01", factors=1))


def test_a_discount_is_given_to_who_would_buy_anyway():
    assert pz.offer_value(0.2, 30, 0.1, 0.5) == pytest.approx(0.2 * 0.5 * 30 - 0.1)
    assert pz.offer_value(0.2, 30, 0, 0.5, discount=10) == pytest.approx(0.3 * 20 - 0.2 * 30)
    assert pz.offer_value(0.9, 10, 0, 1.0) == pytest.approx(1 * 10 - 9)  # a chance is never above one
    assert pz.offer_value(0.2, 30, 1, 0) == -1


def test_the_best_offer_is_the_dearest_that_is_allowed():
    chances = pd.DataFrame(
        {
            "customer_id": ["A", "A", "B", "B", "C"],
            "product_id": ["r", "t", "r", "t", "r"],
            "chance": [0.3, 0.1, 0.02, 0.001, 0.5],
        }
    )
    found = pz.next_best_offer(chances, {"r": 5, "t": 22}, {"A", "B"}, cost=0.1, uplift=0.5).set_index(
        "customer_id"
    )
    assert found["product_id"].to_dict() == {"A": "t", "B": "r", "C": "r"}
    assert found["decision"].to_dict() == {"A": "offer", "B": "does_not_pay", "C": "no_consent"}


CHANCES = pd.DataFrame({"customer_id": ["A"], "product_id": ["r"], "chance": [0.3]})
TABLE = bought([[1, 0, 0, 1], [0, 1, 1, 0], [1, 1, 0, 0]])
BAD = {
    "kind": (lambda: pz.item_similarity(TABLE, "pearson"), "'pearson' was given", "你给的是'pearson'"),
    "factors": (lambda: pz.score_factors(TABLE, 3), "here 3, but 3 was given", "小于3，你给的是3"),
    "text": (
        lambda: pz.score_popular(pd.DataFrame({"a": ["x"]})),
        "as purchase_table gives it",
        "像purchase_table给出的那样",
    ),
    "lines": (lambda: pz.top([1, 2]), "list was given", "你给的list不是"),
    "shape": (
        lambda: pz.top(TABLE, 2, leave_out=TABLE.iloc[::-1]),
        "the same customers and items",
        "客户和商品要跟scores完全一样",
    ),
    "no k": (lambda: pz.top(TABLE, 0), "k must be a whole number", "k应该是1或更大"),
    "nobody": (
        lambda: pz.hits(pz.top(TABLE, 2), pd.DataFrame({"customer_id": ["Z"], "product_id": ["a"]})),
        "bought anything later",
        "后来一样东西也没买",
    ),
    "score": (lambda: pz.offer_value(1.4, 20, 0.1, 0.5), "Pass probabilities", "要传概率"),
    "cost": (lambda: pz.offer_value(0.4, 20, -1, 0.5), "cost must be 0 or more", "cost应该不小于0"),
    "margin": (
        lambda: pz.next_best_offer(CHANCES, {"t": 1}, ["A"], 0.1, 0.5),
        "no margin for 'r'",
        "没有'r'的毛利",
    ),
    "empty": (
        lambda: pz.next_best_offer(CHANCES.head(0), {"r": 1}, ["A"], 0.1, 0.5),
        "chances has no rows",
        "chances里没有可用的行",
    ),
    "no customer": (
        lambda: pz.purchase_table(CHANCES.drop(columns="customer_id"), quantity=None),
        "no column 'customer_id'",
        "没有'customer_id'",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_wrong_call_is_answered_in_both_languages(case, language):
    call, english, chinese = BAD[case]
    with pytest.raises(InputError) as caught:
        call()
    assert {"en": english, "zh": chinese}[language] in str(caught.value)
