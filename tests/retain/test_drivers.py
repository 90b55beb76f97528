"""Drivers: R's relaimpo on the Swiss data, the planted weights, quadrants, units and the report."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import crmlab as crm
from crmlab.frames import InputError, LeftOutWarning
from crmlab.retain import (
    compare_units,
    drivers,
    importance_performance,
    indicator_tree,
    mean_interval,
    relative_importance,
    satisfaction_index,
    satisfaction_report,
)

# R's data set "swiss" (Mosteller and Tukey 1977), its columns in the order of the fixture below.
SWISS = """
80.2 17 15 12 9.96 22.2  83.1 45.1 6 9 84.84 22.2  92.5 39.7 5 5 93.4 20.2  85.8 36.5 12 7 33.77 20.3
76.9 43.5 17 15 5.16 20.6  76.1 35.3 9 7 90.57 26.6  83.8 70.2 16 7 92.85 23.6  92.4 67.8 14 8 97.16 24.9
82.4 53.3 12 7 97.67 21  82.9 45.2 16 13 91.38 24.4  87.1 64.5 14 6 98.61 24.5  64.1 62 21 12 8.52 16.5
66.9 67.5 14 7 2.27 19.1  68.9 60.7 19 12 4.43 22.7  61.7 69.3 22 5 2.82 18.7  68.3 72.6 18 2 24.2 21.2
71.7 34 17 8 3.3 20  55.7 19.4 26 28 12.11 20.2  54.3 15.2 31 20 2.15 10.8  65.1 73 19 9 2.84 20
65.5 59.8 22 10 5.23 18  65 55.1 14 3 4.52 22.4  56.6 50.9 22 12 15.14 16.7  57.4 54.1 20 6 4.2 15.3
72.5 71.2 12 1 2.4 21  74.2 58.1 14 8 5.23 23.8  72 63.5 6 3 2.56 18  60.5 60.8 16 10 7.72 16.3
58.3 26.8 25 19 18.46 20.9  65.4 49.5 15 8 6.1 22.5  75.5 85.9 3 2 99.71 15.1  69.3 84.9 7 6 99.68 19.8
77.3 89.7 5 2 100 18.3  70.5 78.2 12 6 98.96 19.4  79.4 64.9 7 3 98.22 20.2  65 75.9 9 9 99.06 17.8
92.2 84.6 3 3 99.46 16.3  79.3 63.1 13 13 96.83 18.1  70.4 38.4 26 12 5.62 20.3  65.7 7.7 29 11 13.79 20.5
72.7 16.7 22 13 11.22 18.9  64.4 17.6 35 32 16.92 23  77.6 37.6 15 7 4.97 20  67.6 18.7 25 7 8.65 19.5
35 1.2 37 53 42.34 18  44.7 46.6 16 29 50.43 18.2  42.8 27.7 22 29 58.33 19.3
"""
FACETS = ["goods", "delivery", "service", "online", "aftersales", "price"]


@pytest.fixture(scope="module")
def swiss():
    names = ["fertility", "agriculture", "examination", "education", "catholic", "infant"]
    return pd.DataFrame(np.array(SWISS.split(), dtype=float).reshape(47, 6), columns=names)


@pytest.fixture(scope="module")
def scored():
    tree = indicator_tree(crm.load("survey_indicators"))
    answers = crm.load("survey_satisfaction")
    scores = satisfaction_index(answers, tree, dict.fromkeys(tree, 1))
    scores["overall"] = answers[["sat_overall", "sat_confirm", "sat_ideal"]].mean(axis=1).to_numpy()
    return scores.merge(
        crm.load("customers")[["customer_id", "district", "joined_channel"]], on="customer_id"
    )


def test_relaimpo_on_the_swiss_data(swiss):
    # calc.relimp of R's relaimpo (Gromping 2006), type lmg.
    with pytest.warns(UserWarning, match="agriculture"):
        found = drivers(swiss, "fertility", list(swiss.columns[1:])).set_index("driver")
    published = {
        "agriculture": 0.0571,
        "examination": 0.1712,
        "education": 0.2601,
        "catholic": 0.1056,
        "infant": 0.1128,
    }
    for name, share in published.items():
        assert found.loc[name, "lmg"] == pytest.approx(share, abs=1e-4)
    assert found.attrs["r_squared"] == pytest.approx(0.7067, abs=1e-4)  # summary(lm(Fertility ~ ., swiss))
    assert found.loc["education", "slope"] == pytest.approx(-0.87094, abs=1e-5)


@given(st.integers(0, 10_000), st.integers(2, 5))
@settings(max_examples=20, deadline=None)
def test_importance_sums_to_r_squared_and_never_falls_below_nothing(seed, count):
    rows = np.random.default_rng(seed).normal(size=(60, count + 1)).cumsum(axis=1)
    found = relative_importance(np.cov(rows, rowvar=False))
    design = np.column_stack([np.ones(60), rows[:, 1:]])
    error = rows[:, 0] - design @ np.linalg.lstsq(design, rows[:, 0], rcond=None)[0]
    assert found.sum() == pytest.approx(1 - error.var() / rows[:, 0].var())
    assert (found > -1e-9).all()


def test_uncorrelated_drivers_get_their_squared_correlation():
    assert relative_importance([[1, 0.6, 0.3], [0.6, 1, 0], [0.3, 0, 1]]) == pytest.approx([0.36, 0.09])


def test_goods_and_price_are_found_to_drive_satisfaction(scored):
    # True slopes on satisfaction: price and goods lead, delivery third.
    with pytest.warns(LeftOutWarning):
        found = drivers(scored, "overall", FACETS, draws=50).set_index("driver")
    assert set(found["share"].nlargest(2).index) == {"goods", "price"}
    assert (found["share_low"] < found["share"]).all()
    assert found["share"].sum() == pytest.approx(1)


def test_quadrants():
    facets = pd.DataFrame({"importance": [30, 30, 10, 10], "performance": [6, 9, 6, 9]})
    assert importance_performance(facets)["quadrant"].tolist() == [
        "concentrate",
        "keep_up",
        "low_priority",
        "overkill",
    ]


def test_a_mix_that_differs_is_made_equal():
    # In both units the old score 90 and the young 60; unit a only has more of the old.
    mix = pd.DataFrame(
        {
            "unit": ["a"] * 40 + ["b"] * 40,
            "age": ["old"] * 30 + ["young"] * 20 + ["old"] * 0 + ["old"] * 10 + ["young"] * 20,
        }
    )
    noise = np.tile([-1.0, 1.0], 40)
    mix["csi"] = np.where(mix["age"] == "old", 90, 60) + noise
    found = compare_units(mix, "unit", "csi", mix="age").set_index("unit")
    assert found.loc["a", "mean"] > found.loc["b", "mean"] + 5
    assert found.loc["a", "adjusted"] == pytest.approx(found.loc["b", "adjusted"], abs=0.5)
    assert (found["verdict"] == "open").all()


def test_chance_alone_is_seldom_called_a_difference():
    chance, cried = np.random.default_rng(1), 0
    for _ in range(40):
        rows = pd.DataFrame({"unit": np.repeat(list("abcdef"), 40), "csi": chance.normal(75, 12, 240)})
        cried += (compare_units(rows, "unit", "csi")["verdict"] != "open").any()
    assert cried <= 6  # 5 % of 40 would be 2


def test_the_report_speaks_both_languages(scored, language, tmp_path):
    names = crm.load("survey_indicators").set_index("indicator_id")[f"name_{language}"].to_dict()
    page = satisfaction_report(
        scored,
        "district",
        FACETS,
        mix="joined_channel",
        names=names,
        population=2000,
        remarks=["C & D"],
        decision=["A < B"],
    )
    text = page.to_markdown()
    assert len(page.units) == 6
    assert names["aftersales"] in text
    assert ("What may be said" if language == "en" else "可以说的") in text
    written = page.to_html(tmp_path / "report.html").read_text(encoding="utf-8")
    assert "A &lt; B" in written
    assert page.findings[-1] == "C & D"
    assert ("6 comparisons" if language == "en" else "比了6次") in page.findings[-2]
    whole = mean_interval(scored["csi"].dropna(), population=2000)
    assert f"{whole.low:.1f}" in page.findings[0]
    assert f"{scored['aftersales'].count()}" in page.findings[1]
    assert f'lang="{language}"' in written


def test_bad_input_is_answered_in_both_languages(language, swiss):
    en = language == "en"
    with pytest.raises(InputError, match="follows from" if en else "分不开"):
        drivers(swiss.assign(twice=2 * swiss["catholic"]), "fertility", ["catholic", "twice"])
    with pytest.raises(InputError, match="too few" if en else "不够"):
        drivers(swiss.head(12), "fertility", ["catholic", "education"])
    with pytest.raises(InputError, match="fewer than two" if en else "不到两个"):
        compare_units(pd.DataFrame({"unit": ["a"] * 9, "csi": range(9)}), "unit", "csi")
    with pytest.raises(InputError, match="cell is empty" if en else "空格"):
        importance_performance(pd.DataFrame({"importance": [1, 2], "performance": [1, None]}))
    with pytest.raises(InputError, match="different drivers" if en else "重复"):
        drivers(swiss, "fertility", ["catholic", "catholic"])
