"""Points, Kano's pairs and rules: published cases, properties, bad input, the truth of the world."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import crmlab as crm
from crmlab import personalize as pz
from crmlab.frames import InputError, LeftOutWarning

PARTS = ["goods", "delivery", "service", "online", "aftersales", "price"]
points = st.lists(st.lists(st.integers(1, 60), min_size=3, max_size=3), min_size=1, max_size=8)


@given(points, st.integers(2, 9))
@settings(max_examples=40, deadline=None)
def test_log_ratios_sum_to_zero_and_know_no_unit(rows, times):
    table = pd.DataFrame(rows, columns=["a", "b", "c"], dtype=float)
    found = pz.log_ratios(table, ["a", "b", "c"])
    assert found.sum(axis=1).abs().max() < 1e-12
    assert np.allclose(found, pz.log_ratios(table * times, ["a", "b", "c"]))


def test_a_zero_is_replaced_and_the_row_keeps_its_sum():
    """Multiplicative replacement: 0, 40, 60 becomes 3.25 and 40, 60 shrunk by 96.75 in 100."""
    table = pd.DataFrame({"a": [0.0, 5.0], "b": [40.0, 35.0], "c": [60.0, 60.0]})
    found = np.exp(pz.log_ratios(table, list("abc")).iloc[0])
    assert (found / found.sum() * 100).tolist() == pytest.approx([3.25, 38.7, 58.05])


def test_the_evaluation_table_is_that_of_berger():
    """Berger et al. (1993): of 25 cells 3 are A, 1 O, 3 M, 9 I, 7 R and 2 Q."""
    there, absent = np.divmod(np.arange(25), 5)
    counts = pd.Series(pz.kano_category(there + 1, absent + 1)).value_counts().to_dict()
    assert counts == {"I": 9, "R": 7, "A": 3, "M": 3, "Q": 2, "O": 1}
    assert pz.kano_category([1, 1, 2, 1, 5, 5], [5, 3, 5, 1, 1, 5]).tolist() == list("OAMQRQ")


def test_better_and_worse_by_hand():
    """Better (A + O) and worse (O + M), each over A + O + M + I: 1 A, 2 O, 3 M, 4 I, 1 R."""
    cells = [(1, 3)] + 2 * [(1, 5)] + 3 * [(2, 5)] + 4 * [(3, 3)] + [(5, 1)]
    pairs = pd.DataFrame(cells, columns=["functional", "dysfunctional"]).assign(feature_id="x")
    row = pz.kano_summary(pairs).iloc[0]
    assert (row["better"], row["worse"], row["category"]) == (0.3, -0.5, "I")
    tie = pd.DataFrame({"feature_id": "x", "functional": [2, 1], "dysfunctional": [5, 5]})
    assert pz.kano_summary(tie)["category"].tolist() == ["M"]


def test_the_survey_finds_the_true_categories():
    answers = crm.load("survey_kano")
    straight = pz.straight_liners(answers, ["functional", "dysfunctional"])
    kept = answers[~answers["customer_id"].isin(straight)]
    with pytest.warns(LeftOutWarning, match="one of the two"):
        found = pz.kano_summary(kept).set_index("feature_id")
    true = crm.load("truth/survey_parameters").set_index("parameter")["value"]
    for feature, row in found.iterrows():
        shares = pd.Series({one: true[f"kano.{feature}.{one}"] for one in "MOAIR"})
        assert row["category"] == shares.idxmax()
        seen = row[list("MOAIR")].astype(float) / row["answers"]
        # one in twenty-five answers slips; three standard errors of 520 answers are 0.066
        assert (seen - shares).abs().max() < 0.1


def test_straight_liners_are_those_the_truth_calls_so():
    styles = crm.load("truth/survey_latent").set_index("customer_id")["style"]
    choices = crm.load("survey_conjoint")
    found = pz.straight_liners(choices, ["chosen"])
    asked = styles[choices["customer_id"].unique()]
    assert found == sorted(asked.index[asked == "straight"])


def test_clusters_of_points_find_the_true_needs():
    from sklearn.metrics import adjusted_rand_score

    from crmlab.differentiate import clusters

    table = crm.load("survey_importance")
    grouped = clusters(table, PARTS, 3, scale=False)
    named = pz.need_named(
        grouped.groupby("cluster")[PARTS].mean(),
        {"goods": "fresh", "delivery": "hurried", "price": "thrifty"},
    )
    true = crm.load("truth/survey_latent").set_index("customer_id")["need"]
    found = grouped["cluster"].map(named)
    assert (found.to_numpy() == true[grouped["customer_id"]].to_numpy()).mean() > 0.95
    assert adjusted_rand_score(true[grouped["customer_id"]], found) > 0.9


PEOPLE = pd.DataFrame({"customer_id": list("abcd"), "price": [40, 30, 5, None], "speed": [5, 35, 9, 50]})
RULES = [
    ("counts", "price >= 25", "thrifty"),
    ("waits", "speed >= 30", "hurried"),
    ("rich", "price > 20", "thrifty"),
]


def test_rules_first_come_first_served_with_conflicts_and_gaps():
    found = pz.apply_rules(PEOPLE, RULES).set_index("customer_id")
    assert found["then"].tolist() == ["thrifty", "thrifty", None, "hurried"]
    assert found["fits"].tolist() == [2, 3, 0, 1]
    assert found["conflict"].tolist() == [False, True, False, False]  # a fits two rules that agree
    covered = pz.rule_coverage(PEOPLE, RULES)
    assert covered["decides"].tolist() == [2, 1, 0, 1]
    assert covered["conflicts"].tolist() == [1, 1, 1, 0]
    assert covered["share"].sum() == pytest.approx(1)


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=30),
    st.permutations(range(3)),
)
@settings(max_examples=40, deadline=None)
def test_coverage_adds_up_and_a_last_rule_for_all_leaves_nobody(rows, order):
    people = pd.DataFrame(rows, columns=["price", "speed"])
    people["customer_id"] = range(len(people))
    rules = [RULES[at] for at in order]
    covered = pz.rule_coverage(people.rename(columns={}), rules)
    assert covered["decides"].sum() == len(people)
    assert (covered["decides"] <= covered["fits"]).all()
    everybody = pz.apply_rules(people, [*rules, ("rest", "True", "ask")])
    assert everybody["then"].notna().all()


BAD = [
    (lambda: pz.apply_rules(PEOPLE, [("x", "prize > 3", 1)]), "cannot be read", "读不懂"),
    (lambda: pz.apply_rules(PEOPLE, [("x", "price + 3", 1)]), "no yes or no", "得不出是或否"),
    (lambda: pz.apply_rules(PEOPLE, [("x", "price > 1", 1), ("x", "price > 2", 1)]), "Two rules", "两条规则"),
    (lambda: pz.apply_rules(PEOPLE, {"x": "price > 1"}), "must be a list", "组成的列表"),
    (lambda: pz.apply_rules(pd.concat([PEOPLE, PEOPLE]), RULES), "twice", "两次"),
    (lambda: pz.kano_category([6], [1]), "must be 1, 2", "只能是1"),
    (lambda: pz.kano_category(["like"], [1]), "must be 1, 2", "只能是1"),
    (lambda: pz.kano_category([1, 2], [1]), "counterpart", "成对"),
    (
        lambda: pz.log_ratios(pd.DataFrame({"a": [-1.0], "b": [2.0]}), ["a", "b"]),
        "none below zero",
        "不能有负数",
    ),
    (
        lambda: pz.log_ratios(pd.DataFrame({"a": [0.0], "b": [0.0]}), ["a", "b"]),
        "none below zero",
        "不能有负数",
    ),
    (lambda: pz.log_ratios(pd.DataFrame({"a": [1.0]}), ["a"]), "no ratio", "没有比例"),
    (lambda: pz.log_ratios(pd.DataFrame({"a": [1.0], "b": [1.0]}), ["a", "b"], zero=0), "above 0", "大于0"),
    (lambda: pz.need_named(pd.DataFrame({"a": [1, 2]}), {"a": "x"}), "2 names", "2个名字"),
    (lambda: pz.straight_liners(PEOPLE, ["chosen"]), "no column 'chosen'", "没有'chosen'"),
]


@pytest.mark.parametrize(("call", "en", "zh"), BAD)
def test_bad_input_is_answered_in_words(call, en, zh, language):
    with pytest.raises(InputError, match={"en": en, "zh": zh}[language]):
        call()


def test_missing_points_are_counted(language):
    table = pd.DataFrame({"a": [1.0, None], "b": [2.0, 3.0]})
    with pytest.warns(LeftOutWarning, match={"en": "a part missing", "zh": "缺了某一部分"}[language]):
        assert len(pz.log_ratios(table, ["a", "b"])) == 1
