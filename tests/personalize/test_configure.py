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


def sold(spread=1.0):
    """Two groups, three services; the first is sold already."""
    features = ["price", "fast", "none"]
    worths = {"hurried": [-0.3, 2.0, 0.2], "thrifty": [-0.8, 0.3, -1.0]}
    fits = {
        group: pz.ChoiceFit(
            pd.DataFrame({"feature": features, "estimate": worth}), np.eye(3) * 0.01 * spread, -1.0, -2.0, 9
        )
        for group, worth in worths.items()
    }
    coded = pd.DataFrame({"price": [3.0, 6.0, 9.0], "fast": [0.0, 1.0, 1.0], "none": 0.0}, index=list("abc"))
    return fits, coded, pd.Series([2.0, 4.0, 7.0], index=list("abc")), {"hurried": 0.4, "thrifty": 0.6}


def test_drawn_menus_without_uncertainty_are_the_menus_themselves():
    fits, coded, margin, share = sold(spread=0.0)
    offered = {"now": ["a"], "both": ["a", "b"]}
    drawn = pz.menu_draws(fits, coded, margin, offered, "a", 500, 100, share, draws=3)
    services = coded.loc[["a", "b"]].copy()
    services.loc["none"] = [0.0, 0.0, 1.0]
    alone = pz.choice_shares(fits, services.loc[["a", "none"]], share)["all"]["a"]
    both = pz.choice_shares(fits, services, share)["all"].drop("none")
    by_hand = 500 / alone * (both * margin[["a", "b"]]).sum() - 200
    assert drawn["both"].tolist() == pytest.approx([by_hand] * 3)
    assert drawn["now"].tolist() == pytest.approx([500 * 2.0 - 100] * 3)


def test_what_is_sold_already_is_certain_and_the_rest_is_not():
    fits, coded, margin, share = sold()
    offered = {"now": ["a"], "both": ["a", "c"]}
    drawn = pz.menu_draws(fits, coded, margin, offered, "a", 500, 100, share)
    assert len(drawn) == 500
    assert drawn["now"].std() < 1e-6
    assert drawn["both"].std() > 10
    assert drawn.equals(pz.menu_draws(fits, coded, margin, offered, "a", 500, 100, share))


def draw(weights=None, menus=None, present="a", cut=3):
    fits, coded, margin, share = sold()
    fits = {
        group: pz.ChoiceFit(fit.coefficients.head(cut), fit.covariance[:cut, :cut], -1.0, -2.0, 9)
        for group, fit in fits.items()
    }
    return pz.menu_draws(fits, coded, margin, menus or {"now": ["a"]}, present, 500, 100, weights or share)


BAD_DRAWS = [
    (lambda: draw(weights={"all": 1.0}), "groups hurried, thrifty", "给hurried、thrifty各"),
    (lambda: draw(menus={"both": ["a", "z"]}), "variant 'z'", "方案'z'"),
    (lambda: draw(present="z"), "variant 'z'", "方案'z'"),
    (lambda: draw(cut=2), "no feature 'none'", "没有“都不选”"),
]


@pytest.mark.parametrize(("call", "en", "zh"), BAD_DRAWS)
def test_bad_draws_are_answered_in_words(call, en, zh, language):
    with pytest.raises(InputError, match={"en": en, "zh": zh}[language]):
        call()
