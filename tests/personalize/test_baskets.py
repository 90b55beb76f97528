"""Pairs on every engine, rules on new baskets, lift within strata, and the shelf that was moved."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmlab import personalize as pz
from crmlab.frames import InputError, LeftOutWarning
from crmlab.story.pairs import NAPPIES, RAZOR, SHELF

# PySpark warns of pandas 3 and uses keywords that pandas 3 deprecates; here it is shown to work.
pytestmark = [
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]


def receipts(seed=5, orders=120):
    rng = np.random.default_rng(seed)
    order = np.sort(rng.integers(0, orders, 400))
    lines = pd.DataFrame({"order_id": [f"O{n:04d}" for n in order], "quantity": rng.integers(-1, 4, 400)})
    lines["product_id"] = [f"P{n:02d}" for n in rng.choice(9, 400, p=rng.dirichlet(np.ones(9)))]
    return lines


@pytest.mark.filterwarnings("ignore::crmlab.frames.LeftOutWarning")
def test_counts_agree_on_every_engine(engine):
    there, home = engine
    lines = receipts()
    lines.loc[[3, 7], "product_id"] = None
    for count, key in ((pz.item_counts, ["product_id"]), (pz.pair_counts, ["item_a", "item_b"])):
        expected = count(lines)
        found = count(there(lines))
        assert type(found) is type(there(lines))
        pd.testing.assert_frame_equal(
            home(found).sort_values(key, ignore_index=True), expected, check_dtype=False, rtol=0, atol=1e-12
        )


def test_what_is_left_out_is_counted_alike_on_every_engine(engine):
    there, _ = engine
    lines = pd.DataFrame(
        {
            "order_id": ["a", "a", None, "b", "b"],
            "product_id": ["x", "y", "x", None, "x"],
            "quantity": [1, 2, 1, 1, -1],
        }
    )
    with pytest.warns(LeftOutWarning) as caught:
        found = pz.pair_counts(there(lines))
    said = [str(warning.message) for warning in caught if warning.category is LeftOutWarning]
    assert said == [
        "lines: 3 of 5 rows left out: 1 without order_id, 1 without product_id, "
        "1 with a quantity not above 0 (refunds)."
    ]
    assert found is not None


def test_pairs_by_pencil():
    lines = pz.to_lines([["rice", "eggs"], ["rice", "rice"], ["eggs", "rice", "tofu"], ["tofu"]])
    pair = pz.pair_counts(lines).set_index(["item_a", "item_b"]).loc[("eggs", "rice")]
    assert pair[["count", "count_a", "count_b", "baskets"]].tolist() == [2, 2, 3, 4]
    assert pair[["support", "confidence", "confidence_back", "lift"]].tolist() == pytest.approx(
        [0.5, 1, 2 / 3, 4 / 3]
    )
    assert len(pz.pair_counts(lines, min_count=2)) == 1


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sets(st.sampled_from("abcde"), min_size=1), min_size=1, max_size=50))
def test_pairs_are_the_itemsets_of_two(sold):
    lines = pz.to_lines([sorted(basket) for basket in sold])
    pairs = pz.pair_counts(lines)
    found = pz.frequent_itemsets(lines, 1, max_size=2).query("size == 2")
    assert dict(zip(zip(pairs["item_a"], pairs["item_b"], strict=True), pairs["count"], strict=True)) == dict(
        zip(found["itemset"], found["count"], strict=True)
    )


def test_shuffling_keeps_sizes_and_totals_and_breaks_every_pair():
    lines = pz.to_lines(200 * [["a", "b"]] + 200 * [["c", "d", "e"]])
    dealt = pz.shuffle_baskets(lines, seed=2)
    assert not dealt.duplicated(["order_id", "product_id"]).any()
    for column in ("order_id", "product_id"):
        assert dealt[column].value_counts().to_dict() == lines[column].value_counts().to_dict()
    lift = pz.pair_counts(dealt).set_index(["item_a", "item_b"])["lift"]
    assert pz.pair_counts(lines)["lift"].min() >= 2
    assert lift[("a", "b")] < 1.3
    pd.testing.assert_frame_equal(dealt, pz.shuffle_baskets(lines, seed=2))


def test_baskets_that_cannot_be_dealt_anew_are_refused(language):
    says = {"en": "too full to be dealt anew", "zh": "没法重新发牌"}
    with pytest.raises(InputError, match=says[language]):
        pz.shuffle_baskets(pz.to_lines(60 * [["a", "b", "c"]]))


def test_a_rule_of_luck_fails_on_new_baskets_and_a_real_one_holds():
    rng = np.random.default_rng(1)

    def shop(n):
        sold = []
        for _ in range(n):
            basket = {f"P{x:02d}" for x in rng.integers(0, 30, 3)}
            sold.append(
                sorted(basket | ({"razor"} if rng.random() < (0.5 if "P00" in basket else 0.05) else set()))
            )
        return pz.to_lines(sold)

    rules = pz.association_rules(pz.frequent_itemsets(shop(800), 5, max_size=2), 0.08).query("lift > 1")
    checked = pz.check_rules(rules, shop(800))
    held = checked[checked["holds"]]
    assert {frozenset(a + c) for a, c in zip(held["antecedent"], held["consequent"], strict=True)} == {
        frozenset({"P00", "razor"})
    }
    assert len(rules) > 20 * len(held)


def test_a_rule_whose_item_is_gone_does_not_hold():
    found = pz.to_lines([["a", "b"], ["a", "b"], ["c"]])
    rules = pz.association_rules(pz.frequent_itemsets(found, 2))
    checked = pz.check_rules(rules, pz.to_lines([["c"], ["c", "a"]]))
    assert checked["count_new"].tolist() == [0, 0]
    assert checked["lift_new"].isna().all()
    assert not checked["holds"].any()


def test_holm_by_hand():
    # Holm (1979): smallest times m, next times m - 1, never falling.
    assert pz.holm([0.01, 0.02, 0.03, 0.5]).tolist() == pytest.approx([0.04, 0.06, 0.06, 0.5])


def test_within_homes_a_borrowed_lift_vanishes_and_a_real_one_stays():
    rng = np.random.default_rng(4)
    sold, home = [], []
    for basket in range(6000):
        baby = basket % 5 == 0
        items = {"rice"} if rng.random() < 0.6 else {"eggs"}
        if baby and rng.random() < 0.4:
            items.add("nappies")
        if baby and rng.random() < 0.4:
            items.add("wipes")
        if rng.random() < (0.3 if "nappies" in items else 0.03):
            items.add("razor")
        sold.append(sorted(items))
        home.append(baby)
    lines = pz.to_lines(sold)
    lines["baby"] = lines["order_id"].map(dict(enumerate(home, 1)))
    pairs = pz.lift_within(lines, "baby").set_index(["item_a", "item_b"])
    borrowed, real = pairs.loc[("nappies", "wipes")], pairs.loc[("nappies", "razor")]
    assert borrowed["lift"] > 4
    assert borrowed["lift_within"] == pytest.approx(1, abs=0.1)
    assert borrowed["p_value"] > 0.01
    assert real["lift_within"] > 2
    assert real["p_value"] < 1e-9


def test_one_stratum_gives_the_plain_lift_and_the_mantel_haenszel_variance():
    lines = pz.to_lines([["a", "b"], ["a"], ["b"], ["c"], ["c", "a"]]).assign(home=1)
    pair = pz.lift_within(lines, "home").set_index(["item_a", "item_b"]).loc[("a", "b")]
    assert pair["lift_within"] == pytest.approx(pair["lift"]) == pytest.approx(5 / 6)
    variance = 3 * 2 * 2 * 3 / (25 * 4)
    assert pair["z"] == pytest.approx((1 - 6 / 5) / np.sqrt(variance))


def test_a_basket_in_two_strata_is_refused(language):
    lines = pz.to_lines([["a", "b"]]).assign(home=[1, 2])
    says = {"en": "has two different values of home", "zh": "的home有两个不同的值"}
    with pytest.raises(InputError, match=says[language]):
        pz.lift_within(lines, "home")


def test_growth_is_not_taken_for_the_shelf():
    def month(nappies, with_razor, others, razors, day):
        sold = (nappies - with_razor) * [["n"]] + with_razor * [["n", "r"]] + (others - razors) * [["x"]]
        return pz.to_lines(sold + razors * [["r"]]).assign(ordered_on=pd.Timestamp(day))

    def shop(before, after):
        late = month(*after, "2025-06-01").assign(order_id=lambda t: t["order_id"] + 10_000)
        return pd.concat([month(*before, "2025-01-01"), late], ignore_index=True)

    # Twice as many visits, and everybody buys twice as many razors: no effect of the shelf.
    season = pz.shelf_move(shop((100, 5, 1000, 50), (200, 20, 2000, 200)), "r", "n", "2025-03-01")
    assert season.effect == pytest.approx(0)
    moved = pz.shelf_move(shop((400, 20, 1000, 50), (400, 60, 1000, 50)), "r", "n", "2025-03-01")
    assert moved.effect == pytest.approx(0.10)
    assert moved.extra == pytest.approx(40)
    shares = [0.05, 0.15, 0.05, 0.05]
    spread = np.sqrt(sum(p * (1 - p) / n for p, n in zip(shares, [400, 400, 1000, 1000], strict=True)))
    assert (moved.high - moved.low) / 2 == pytest.approx(1.96 * spread)


def test_the_planted_shelf_is_recovered_in_the_shop(sold):
    move = pz.shelf_move(sold, RAZOR, NAPPIES, SHELF.moved_on)
    assert move.low < SHELF.q_after - SHELF.q_before < move.high
    assert move.low > 0


def test_one_pair_of_the_shop_is_more_than_taste(sold):
    pairs = pz.lift_within(sold, "customer_id", min_count=15)
    real = pairs[pz.holm(pairs["p_value"]) < 0.05]
    assert real[["item_a", "item_b"]].to_numpy().tolist() == [[RAZOR, NAPPIES]]


BAD = {
    "never sold": (lambda t: pz.shelf_move(t, "I9", "I1", "2025-03-01"), "'I9' never occurs", "从来没有'I9'"),
    "no before": (
        lambda t: pz.shelf_move(t, "I5", "I1", "2024-01-01"),
        "one of the four groups is empty",
        "有一组是空的",
    ),
    "no such day": (
        lambda t: pz.shelf_move(t, "I5", "I1", "2025-02-30"),
        "'2025-02-30' was given",
        "2025-02-30",
    ),
    "text dates": (
        lambda t: pz.shelf_move(t.assign(ordered_on="x"), "I5", "I1", "2025-03-01"),
        "must hold dates",
        "应该是日期",
    ),
    "no stratum": (lambda t: pz.lift_within(t, "home"), "no column 'home'", "没有'home'"),
    "no count": (
        lambda t: pz.pair_counts(t, min_count=0),
        "min_count must be a whole number",
        "min_count应该是1或更大",
    ),
    "no move": (
        lambda t: pz.plot_shelf_move(t),
        "The result of shelf_move is needed",
        "需要shelf_move的结果",
    ),
    "alpha": (
        lambda t: pz.check_rules(pz.association_rules(pz.frequent_itemsets(t, 2)), t, alpha=5),
        "5 was given",
        "你给的是5",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_wrong_call_is_answered_in_both_languages(case, language, nine):
    call, english, chinese = BAD[case]
    with pytest.raises(InputError) as caught:
        call(nine.assign(ordered_on=pd.Timestamp("2025-06-01")))
    assert {"en": english, "zh": chinese}[language] in str(caught.value)


def test_the_learners_table_is_left_as_it_was(nine):
    before = nine.copy()
    pz.pair_counts(nine)
    pz.frequent_itemsets(nine, 2)
    pz.shuffle_baskets(nine.query("product_id != 'I2'"))
    pd.testing.assert_frame_equal(nine, before)
