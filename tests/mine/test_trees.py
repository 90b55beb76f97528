"""Preparation, rules, pruning and the drawing: every leaf counted once, and what is refused."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression
from sklearn.tree import DecisionTreeClassifier

from crmlab.frames import InputError
from crmlab.mine import (
    encode,
    first_look,
    leaf_limits,
    plot_drift,
    plot_pruning,
    plot_tree,
    pruning_path,
    tree_rules,
)


def people(n=400, seed=1):
    rng = np.random.default_rng(seed)
    table = pd.DataFrame({"silent": rng.integers(0, 200, n), "basket": rng.gamma(2, 50, n).round(2)})
    table["member"] = rng.integers(0, 2, n)
    chance = np.where(table["silent"] < 40, 0.35, 0.05) + 0.15 * table["member"]
    return table.assign(responded=(rng.random(n) < chance).astype(int))


def grown(table, **settings_):
    columns = table.columns.drop("responded")
    return DecisionTreeClassifier(random_state=0, **settings_).fit(table[columns], table["responded"])


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 30), st.integers(1, 5))
def test_every_customer_fits_the_limits_of_her_leaf_and_no_other(seed, depth):
    table = people(120, seed)
    tree = grown(table, max_depth=depth)
    counted = np.zeros(len(table), int)
    for leaf, limits in leaf_limits(tree).items():
        fits = np.all(
            [table[name].between(*pair, inclusive="right") for name, pair in limits.items()], axis=0
        )
        assert (tree.apply(table[tree.feature_names_in_])[fits] == leaf).all()
        counted += fits
    assert (counted == 1).all()


def test_rules_count_the_table_they_are_given_and_decide_by_the_interval():
    table = people(2000)
    rules = tree_rules(grown(table, max_depth=2), people(1000, seed=9), break_even=0.2)
    assert rules["customers"].sum() == 1000
    assert (rules["rate"] == rules["responses"] / rules["customers"]).all()
    assert rules["rate"].is_monotonic_decreasing
    assert set(rules.loc[rules["low"] > 0.2, "decision"]) == {"yes"}
    assert set(rules.loc[rules["high"] < 0.2, "decision"]) == {"no"}


def test_rules_are_said_in_the_language_with_the_staffs_names(language):
    table = people(2000)
    rules = tree_rules(grown(table, max_depth=2), table, names={"silent": "S", "member": "M"})[
        "rule"
    ].str.cat()
    assert {"en": "S at most ", "zh": "S不超过"}[language] in rules
    assert {"en": "M: yes", "zh": "M：是"}[language] in rules


def test_a_count_of_none_is_not_said_as_no():
    table = pd.DataFrame({"visits": [0, 0, 1, 4], "responded": [0, 0, 1, 1]})
    assert tree_rules(grown(table), table)["rule"].tolist() == ["visits at least 1", "visits at most 0"]


def test_pruning_finds_the_two_questions_that_matter():
    path = pruning_path(DecisionTreeClassifier(), people(3000))
    chosen = path[path["chosen"]]
    assert len(chosen) == 1
    assert 2 <= chosen["leaves"].iloc[0] <= 8 < path["leaves"].max()
    best = path.loc[path["score"].idxmax()]
    assert chosen["score"].iloc[0] >= best["score"] - best["error"]
    assert path["leaves"].is_monotonic_decreasing


def test_the_drawing_has_a_bar_for_each_leaf_and_speaks_the_language(language):
    table = people()
    tree = grown(table, max_depth=3)
    ax = plot_tree(tree, table, break_even=0.1)
    assert len(ax.patches) == tree.get_n_leaves()
    said = "".join(text.get_text() for text in ax.texts)
    assert {"en": "at most", "zh": "不超过"}[language] in said
    report = pd.DataFrame(
        {"column": ["a", "b"], "psi": [0.3, 0.1], "by_chance": 0.02, "verdict": ["act", "watch"]}
    )
    assert {"en": "act", "zh": "动手"}[language] in [text.get_text() for text in plot_drift(report).texts]
    path = pruning_path(DecisionTreeClassifier(min_samples_leaf=30), table)
    assert {"en": "chosen", "zh": "选定"}[language] in plot_pruning(path).texts[0].get_text()
    plt.close("all")


def test_first_look_and_encode_keep_every_row():
    table = pd.DataFrame(
        {"district": ["a", "b", "a", "c"], "spent": [1.0, 2.0, 3.0, 900.0], "id": list("wxyz")}
    )
    look = first_look(table.assign(gap=[1, None, 2, 3])).set_index("column")
    assert look.loc["id", "remark"] == "id"
    assert look.loc["gap", "missing"] == 0.25
    assert look.loc["spent", "far_out"] == 0.25
    coded = encode(table, ["district", "spent"])
    assert coded.filter(like="district=").sum(axis=1).tolist() == [1, 1, 1, 1]
    assert coded.shape == (4, 4)


MANY = pd.DataFrame({"street": [f"street {at}" for at in range(10_000)], "n": range(10_000)})


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: encode(MANY, ["street"]), {"en": "10000 different values", "zh": "10000个不同的值"}),
        (lambda: encode(MANY.assign(shop="Hejia"), ["shop"]), {"en": "same value", "zh": "同一个值"}),
        (lambda: encode(MANY.assign(n=None), ["n"]), {"en": "has gaps", "zh": "有缺失"}),
        (lambda: encode(MANY.assign(n=pd.date_range("2025-01-01", periods=10_000)), ["n"]),
         {"en": "holds dates", "zh": "是日期"}),
        (lambda: tree_rules(LogisticRegression(), people()), {"en": "LogisticRegression", "zh": "训练好的"}),
        (lambda: tree_rules(grown(people()), people().assign(responded=0)),
         {"en": "nothing to tell apart", "zh": "没有可以区分的"}),
        (lambda: plot_tree(grown(people()), people()), {"en": "nobody can read", "zh": "没人读得懂"}),
        (lambda: pruning_path(DecisionTreeClassifier(), people().assign(responded=[1] * 3 + [0] * 397)),
         {"en": "too few for 5 folds", "zh": "分不成5折"}),
    ],
)  # fmt: skip
def test_bad_input_is_answered_in_words(language, call, word):
    with pytest.raises(InputError) as told:
        call()
    assert word[language] in str(told.value)
