"""Variants and menus against going through everything by hand; the four kinds; the pictures."""

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmlab import personalize as pz
from crmlab.frames import InputError

mpl.use("agg")

MODULES = {"hours": [2, 8, 24], "guarantee": ["refund", "nothing"], "packaging": ["box", "paper"]}


def test_the_four_kinds_as_gilmore_and_pine_tell_them():
    """Gilmore and Pine (1997): Paris Miki, Lutron, Planters and ChemStation are their examples."""
    cases = {
        "collaborative": (True, True),  # spectacles designed with the customer
        "adaptive": (False, False),  # one lighting system that users set themselves
        "cosmetic": (False, True),  # the same nuts, packed for each chain
        "transparent": (True, False),  # soap mixed for each site, in the same tank
    }
    for kind, (product, representation) in cases.items():
        assert pz.customisation_kind(product, representation) == kind


@given(st.lists(st.integers(1, 4), min_size=1, max_size=4))
@settings(max_examples=30, deadline=None)
def test_variants_are_the_product_of_the_options(sizes):
    modules = {f"m{k}": list(range(n)) for k, n in enumerate(sizes)}
    found = pz.variants(modules)
    assert len(found) == np.prod(sizes)
    assert not found.duplicated().any()


def test_forbidden_combinations_go_and_nothing_else():
    found = pz.variants(
        MODULES, [{"hours": 2, "packaging": "box"}, {"hours": [2, 8], "guarantee": "nothing"}]
    )
    assert len(found) == 12 - 2 - 4 + 1  # one variant breaks both rules
    assert not ((found["hours"] == 2) & (found["packaging"] == "box")).any()
    assert ((found["hours"] == 24) & (found["packaging"] == "box")).any()


def by_hand(utility, margin, none, line, weights, size):
    best = None
    for members in __import__("itertools").combinations(range(len(utility)), size):
        if len({line[m] for m in members}) < size:
            continue
        value = 0.0
        for group, weight in weights.items():
            raised = np.exp(utility[group].to_numpy()[list(members)])
            value += weight * (raised * margin[list(members)]).sum() / (raised.sum() + np.exp(none[group]))
        if best is None or value > best[0]:
            best = value, list(members)
    return best


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_menus_are_the_best_of_all(seed):
    rng = np.random.default_rng(seed)
    utility = pd.DataFrame(rng.normal(0, 1.5, (9, 2)), columns=["a", "b"])
    margin, line = rng.normal(2, 2, 9), list("xxxyyyzzz")
    none, weights = {"a": 0.3, "b": -0.2}, {"a": 0.7, "b": 0.3}
    found = pz.menus(utility, margin, none, line, fixed=2.0, weights=weights, occasions=10)
    for row in found.itertuples():
        value, members = by_hand(utility, margin, none, line, weights, row.size)
        assert row.margin == pytest.approx(10 * value)
        assert sorted(row.variants) == members
        assert row.profit == pytest.approx(10 * value - 2.0 * row.size)
    assert found["served"].between(0, 1).all()


def test_the_scale_of_utilities_does_not_overflow():
    utility = pd.DataFrame({"a": [900.0, 899.0]})
    found = pz.menus(utility, [1.0, 2.0], {"a": 898.0}, ["x", "y"], 0.0)
    assert np.isfinite(found["profit"]).all()


FLAT = pd.DataFrame({"a": [0.0, 1.0]})
BAD = [
    (lambda: pz.customisation_kind(1, True), "True or False", "True或False"),
    (lambda: pz.variants({}), "dict of options", "字典"),
    (lambda: pz.variants({"a": "xy"}), "list of options", "选项列表"),
    (lambda: pz.variants({"a": [1, 1]}), "each once", "只写一次"),
    (lambda: pz.variants({f"m{k}": list(range(100)) for k in range(4)}), "too many", "种组合太多"),
    (lambda: pz.variants(MODULES, [{"hours": 2}]), "two modules", "两个模块"),
    (lambda: pz.variants(MODULES, [{"hours": 2, "colour": "red"}]), "two modules", "两个模块"),
    (lambda: pz.variants(MODULES, [{"hours": 3, "packaging": "box"}]), "no option of hours", "没有3这个选项"),
    (
        lambda: pz.variants({"a": [1], "b": [1]}, [{"a": 1, "b": 1}]),
        "none of the 1",
        "全被排除",
    ),
    (lambda: pz.menus(FLAT, [1.0], {"a": 0.0}, ["x", "y"], 0), "1 margins", "毛利有1个"),
    (lambda: pz.menus(FLAT, [1.0, 2.0], {"b": 0.0}, ["x", "y"], 0), "groups a", "给a各"),
    (lambda: pz.menus(FLAT, [1.0, None], {"a": 0.0}, ["x", "y"], 0), "missing", "缺失"),
    (lambda: pz.menus(FLAT.head(0), [], {"a": 0.0}, [], 0), "no rows", "没有"),
]


@pytest.mark.parametrize(("call", "en", "zh"), BAD)
def test_bad_input_is_answered_in_words(call, en, zh, language):
    with pytest.raises(InputError, match={"en": en, "zh": zh}[language]):
        call()


def labels_of(ax):
    return [text.get_text() for text in ax.get_yticklabels()]


def test_pictures_say_what_the_tables_say(language):
    centres = pd.DataFrame({"price": [40, 14], "delivery": [10, 36]}, index=["thrifty", "hurried"])
    ax = pz.plot_needs(centres, {"thrifty": 0.75, "hurried": 0.25}, names={"thrifty": "T", "hurried": "H"})
    assert labels_of(ax) == ["delivery", "price"]  # the mean of all, lowest first
    said = [text.get_text() for text in ax.get_legend().get_texts()]
    assert said[1:] == {"en": ["T (75%)", "H (25%)"], "zh": ["T（75%）", "H（25%）"]}[language]
    table = pd.DataFrame({"size": [1, 2, 3], "margin": [9.0, 12.0, 13.0], "profit": [7.0, 8.0, 7.0]})
    ax = pz.plot_menus(table)
    assert ax.lines[-1].get_xdata().tolist() == [2]
    assert ax.get_ylabel() == {"en": "Yuan a month", "zh": "每月（元）"}[language]


def test_bars_of_kano_add_up_and_stand_in_order():
    pairs = pd.DataFrame({"feature_id": ["a", "a", "b"], "functional": [1, 2, 1], "dysfunctional": [5, 5, 3]})
    ax = pz.plot_kano(pz.kano_summary(pairs), labels={"a": "tag", "b": "card"})
    assert labels_of(ax) == ["card", "tag"]
    assert max(bar.get_x() + bar.get_width() for bar in ax.patches) == pytest.approx(1)


def test_the_truth_is_a_cross():
    worth = pd.DataFrame({"feature": ["fast"], "wtp": [3.0], "low": [2.0], "high": [4.0]})
    ax = pz.plot_worth({"all": worth}, truth={"all": pd.Series({"fast": 3.5})})
    assert any(line.get_marker() == "x" and list(line.get_xdata()) == [3.5] for line in ax.lines)
