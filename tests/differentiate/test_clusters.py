"""Clusters: found where there are groups, argued for, and nothing made of nothing."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

import crmlab as crm
from crmlab.differentiate import clusters, compare_k, explained_share, plot_k
from crmlab.frames import InputError, LeftOutWarning


def three(seed=0, n=60, apart=6.0):
    rng = np.random.default_rng(seed)
    kind = np.repeat([0, 1, 2], n)
    points = rng.normal(0, 1, (3 * n, 2)) + apart * np.array([[0, 0], [1, 0], [0, 1]])[kind]
    return pd.DataFrame(points, columns=["x", "y"]).assign(kind=kind)


def test_three_groups_are_found_and_every_argument_says_three():
    table = three()
    found = clusters(table, ["x", "y"], 3)
    assert adjusted_rand_score(found["kind"], found["cluster"]) > 0.97
    arguments = compare_k(table, ["x", "y"], ks=(2, 3, 4, 5), draws=8).set_index("k")
    assert arguments["silhouette"].idxmax() == 3
    assert arguments["stability"].idxmax() == 3
    assert arguments.loc[3, "silhouette"] > arguments.loc[3, "shuffled"] + 0.05
    assert arguments["within"].is_monotonic_decreasing


def test_without_groups_it_finds_some_all_the_same_but_no_argument_holds():
    table = pd.DataFrame(np.random.default_rng(4).normal(0, 1, (150, 4)), columns=list("abcd"))
    assert clusters(table, list("abcd"), 3)["cluster"].nunique() == 3
    arguments = compare_k(table, list("abcd"), ks=(2, 3, 4), draws=8)
    assert (arguments["silhouette"] - arguments["shuffled"]).abs().max() < 0.05
    assert arguments["stability"].max() < 0.7


def test_the_needs_of_the_shop_are_found_against_the_truth():
    table = crm.load("survey_importance").merge(crm.load("truth/survey_latent")[["customer_id", "need"]])
    columns = ["goods", "delivery", "service", "online", "aftersales", "price"]
    found = clusters(table, columns, 3, scale=False)
    assert adjusted_rand_score(found["need"], found["cluster"]) > 0.85


def test_scaling_saves_the_small_unit():
    table = three()
    table["x"] *= 1000
    assert adjusted_rand_score(table["kind"], clusters(table, ["x", "y"], 3)["cluster"]) > 0.97
    unscaled = clusters(table, ["x", "y"], 3, scale=False)["cluster"]
    assert adjusted_rand_score(table["kind"], unscaled) < 0.8


def test_groups_are_numbered_by_size():
    table = pd.concat([three(n=10), three(n=40)[lambda t: t["kind"] == 2]])
    sizes = clusters(table, ["x", "y"], 3)["cluster"].value_counts()
    assert sizes.sort_index().is_monotonic_decreasing
    assert sizes.index.min() == 1


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10_000), st.floats(0.1, 1000), st.floats(-50, 50))
def test_scaled_groups_do_not_depend_on_units(seed, factor, shift):
    table = three(seed, n=20, apart=9.0)
    again = table.assign(x=table["x"] * factor + shift)
    same = adjusted_rand_score(
        clusters(table, ["x", "y"], 3)["cluster"], clusters(again, ["x", "y"], 3)["cluster"]
    )
    assert same == pytest.approx(1)


def test_adjusted_rand_is_that_of_yeung_and_ruzzo():
    """Their table of 10 objects (2001, Details of the adjusted Rand index) has an index of 0.313."""
    cells = [[1, 1, 0], [1, 2, 1], [0, 0, 4]]
    pairs = [(i, j) for i in range(3) for j in range(3) for _ in range(cells[i][j])]
    left, right = zip(*pairs, strict=True)
    assert round(adjusted_rand_score(left, right), 3) == 0.313


def test_the_share_explained_is_right_where_it_is_known():
    """One of two equal parts of the variance lies between two groups; noise explains none."""
    rng = np.random.default_rng(2)
    kind = rng.integers(0, 2, 20_000)
    value = rng.normal(0, 1, 20_000) + 2 * kind  # variance between: 4/4 = 1
    table = pd.DataFrame({"value": value, "kind": kind, "noise": rng.integers(0, 50, 20_000).astype(str)})
    share = explained_share(table, "value", ["noise", "kind"]).set_index("dimension")["share"]
    assert share["kind"] == pytest.approx(0.5, abs=0.02)
    assert abs(share["noise"]) < 0.005
    assert share.index[0] == "kind"


def test_rows_with_gaps_are_counted(language):
    table = three().assign(x=lambda t: t["x"].where(t.index > 0))
    says = {"en": "1 of 180 rows left out: 1 with an empty place", "zh": "1行有空格"}
    with pytest.warns(LeftOutWarning, match=says[language]):
        assert len(clusters(table, ["x", "y"], 3)) == 179


def test_the_picture_names_its_lines(language):
    arguments = compare_k(three(), ["x", "y"], ks=(2, 3), draws=2)
    texts = [text.get_text() for text in plot_k(arguments).get_legend().get_texts()]
    assert texts[1] == {"en": "silhouette", "zh": "轮廓系数"}[language]


BAD = {
    "k": (lambda t: clusters(t, ["x", "y"], 1), "but 1 was given", "你给的是1"),
    "k float": (lambda t: clusters(t, ["x", "y"], 2.5), "but 2.5 was given", "你给的是2.5"),
    "k large": (lambda t: clusters(t.head(3), ["x", "y"], 3), "the 3 customers", "共3位客户"),
    "column": (lambda t: clusters(t, ["z"], 2), "no column 'z'", "没有'z'这一列"),
    "text": (lambda t: clusters(t.astype(str), ["x"], 2), "pd.to_numeric", "先转成数字"),
    "alike": (lambda t: clusters(t.assign(x=1.0), ["x", "y"], 2), "alike in x", "x里所有客户都一样"),
    "dimension": (lambda t: explained_share(t.assign(d="a"), "x", ["d"]), "has 1 groups", "分成1组"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_wrong_call_is_answered_in_both_languages(case, language):
    call, english, chinese = BAD[case]
    with pytest.raises(InputError) as caught:
        call(three())
    assert (english if language == "en" else chinese) in str(caught.value)
