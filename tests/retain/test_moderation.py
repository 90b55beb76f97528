"""Interactions, factors and zones: published numbers, planted truth, wrong calls."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t as student

from crmlab.frames import InputError, LeftOutWarning
from crmlab.retain import find_zones, fit_curves, loyalty_factors, moderation

# The fifty states of the USA, 1977: the example of the R package `interactions` (Long 2024), whose vignette
# "Exploring interactions with continuous predictors" prints the numbers below.
STATES = pd.read_csv(Path(__file__).parent / "state_x77.csv")


@pytest.fixture(scope="module")
def states():
    return moderation(STATES, "income", "illiteracy", "murder", ["graduates"])


def test_the_coefficients_of_the_published_interaction(states):
    table = states.table.set_index("term").round(2)
    published = {
        "const": (1414.46, 737.84),
        "illiteracy": (753.07, 385.90),
        "murder": (130.60, 44.67),
        "graduates": (40.76, 10.92),
        "illiteracy:murder": (-97.04, 35.86),
    }
    for term, (coefficient, spread) in published.items():
        assert table.loc[term, "coefficient"] == coefficient
        assert table.loc[term, "standard_error"] == spread
    assert round(states.r_squared, 2) == 0.49


def test_the_published_simple_slope_at_the_mean():
    """The older vignette (`jtools`, 2018) fits the model without graduates, then with everything centred:
    there the coefficient of illiteracy is its slope at the moderator's mean: -246.59, error 200.26."""
    found = moderation(STATES, "income", "illiteracy", "murder")
    table = found.table.set_index("term").round(2)
    assert table["coefficient"].tolist() == [3822.61, 617.34, 146.82, -117.10]
    assert table["standard_error"].tolist() == [405.33, 434.85, 50.33, 40.13]
    middle = found.slopes([STATES["murder"].mean()]).round(2)
    assert middle.loc[0, ["slope", "standard_error"]].tolist() == [-246.59, 200.26]


def test_the_turning_points_are_where_the_interval_touches_zero(states):
    points = states.turning_points()
    assert len(points) == 2
    ends = states.slopes(points)
    assert np.abs(ends[["low", "high"]]).min(axis=1).to_numpy() == pytest.approx([0, 0], abs=1e-6)
    between = states.slopes([sum(points) / 2]).iloc[0]
    assert between["low"] < 0 < between["high"]


def test_intervals_are_those_of_the_t_distribution(states):
    one = states.slopes([5.0]).iloc[0]
    assert one["high"] - one["slope"] == pytest.approx(student.ppf(0.975, 45) * one["standard_error"])


def test_no_turning_point_where_the_slope_is_sure_everywhere():
    x, m, noise = np.random.default_rng(3).normal(size=(3, 500))
    found = moderation(pd.DataFrame({"x": x, "m": m, "y": 5 * x + noise}), "y", "x", "m")
    low, high = found.moderator_range
    assert not [point for point in found.turning_points() if low <= point <= high]


@given(st.floats(-1, 1), st.floats(-1, 1), st.integers(0, 99))
@settings(max_examples=25, deadline=None)
def test_a_planted_interaction_is_found(slope, product, seed):
    x, m, noise = np.random.default_rng(seed).normal(size=(3, 400))
    table = pd.DataFrame({"x": x, "m": m, "y": slope * x + product * x * m + 0.1 * noise})
    found = moderation(table, "y", "x", "m").table.set_index("term")["coefficient"]
    assert found["x"] == pytest.approx(slope, abs=0.03)
    assert found["x:m"] == pytest.approx(product, abs=0.03)


def test_factors_are_those_of_numpy():
    rng = np.random.default_rng(4)
    table = pd.DataFrame(rng.normal(size=(200, 3)), columns=["a", "b", "y"])
    table["y"] += table["a"] - 0.5 * table["b"]
    standard = (table - table.mean()) / table.std()
    wanted = np.linalg.lstsq(standard[["a", "b"]], standard["y"], rcond=None)[0]
    found = loyalty_factors(table, "y", ["a", "b"])
    assert found.table["coefficient"].to_numpy() == pytest.approx(wanted)
    between = table["a"].corr(table["b"])
    assert found.table["vif"].to_numpy() == pytest.approx(1 / (1 - between**2))


def test_the_correction_finds_what_error_has_hidden():
    """Spearman (1904): true scores correlate as the observed ones over the root of the reliabilities."""
    rng = np.random.default_rng(6)
    true = rng.normal(size=(40_000, 2))
    loyal = 0.6 * true[:, 0] + 0.3 * true[:, 1] + rng.normal(size=40_000)
    reliable = {"trust": 0.7, "habit": 0.5, "loyal": 0.8}
    table = pd.DataFrame({"trust": true[:, 0], "habit": true[:, 1], "loyal": loyal})
    for name, share in reliable.items():
        table[name] += rng.normal(size=40_000) * table[name].std() * np.sqrt(1 / share - 1)
    found = loyalty_factors(table, "loyal", ["trust", "habit"], reliability=reliable).table
    wanted = np.array([0.6, 0.3]) / loyal.std()
    assert found["corrected"].to_numpy() == pytest.approx(wanted, abs=0.02)
    assert (found["coefficient"] < wanted - 0.08).all()


@pytest.mark.parametrize("bend", [3.0, 5.0, 7.0])
def test_a_planted_bend_is_found(bend):
    x = np.linspace(0, 10, 400)
    noise = np.random.default_rng(7).normal(size=400)
    table = pd.DataFrame({"x": x, "y": 0.5 * x + 2 * np.maximum(0, x - bend) + 0.3 * noise})
    found = find_zones(table, "x", "y", zones=2)
    assert found.breaks[0] == pytest.approx(bend, abs=0.4)
    assert found.table["slope"].to_numpy() == pytest.approx([0.5, 2.5], abs=0.2)
    assert found.bic < find_zones(table, "x", "y", zones=1).bic


def test_bic_prefers_the_straight_line_where_there_is_no_bend():
    rng, straight = np.random.default_rng(8), 0
    for _ in range(20):
        x = rng.uniform(0, 10, 200)
        table = pd.DataFrame({"x": x, "y": x + rng.normal(size=200)})
        straight += find_zones(table, "x", "y", zones=1).bic < find_zones(table, "x", "y", zones=2).bic
    assert straight >= 17


def test_zones_hold_everybody_and_their_least_share():
    x = np.random.default_rng(9).uniform(0, 10, 300)
    found = find_zones(pd.DataFrame({"x": x, "y": np.sin(x)}), "x", "y", zones=3, least=0.2)
    assert found.table["customers"].sum() == 300
    assert found.table["customers"].min() >= 60
    assert found.table["start"].iloc[1:].tolist() == found.table["end"].iloc[:-1].tolist()


def test_curves_of_groups_are_those_of_polyfit():
    rng = np.random.default_rng(10)
    table = pd.DataFrame({"x": rng.uniform(0, 9, 90), "g": np.repeat(["a", "b", "c"], 30)})
    table["y"] = table["x"] ** 2 + rng.normal(size=90)
    curves = fit_curves(table, "x", "y", by="g", degree=2)
    for group, rows in table.groupby("g"):
        mine = curves[curves["g"] == group]
        assert mine["fitted"].to_numpy() == pytest.approx(
            np.polyval(np.polyfit(rows["x"], rows["y"], 2), mine["x"])
        )
        assert (mine["low"] < mine["fitted"]).all()
        assert mine["x"].iloc[[0, -1]].tolist() == [rows["x"].min(), rows["x"].max()]


TABLE = pd.DataFrame(
    {"y": [1.0, 2, 3, 4, 5, 9, 7, 8], "x": [1, 2, 3, 4, 5, 6, 7, 9], "m": [0, 1, 0, 1, 2, 0, 1, 2]}
)
BAD = {
    "no column": (lambda: moderation(TABLE, "y", "x", "rivals"), "no column 'rivals'", "没有'rivals'这一列"),
    "twice": (lambda: moderation(TABLE, "y", "x", "x"), "named twice", "写了两遍"),
    "text": (
        lambda: moderation(TABLE.assign(m=list("abcdefgh")), "y", "x", "m"),
        "hold numbers",
        "应该是数字",
    ),
    "one market only": (lambda: moderation(TABLE.assign(m=2), "y", "x", "m"), "for everybody", "人人都一样"),
    "alike": (
        lambda: moderation(TABLE.assign(z=TABLE["x"] * 2), "y", "x", "m", ["z"]),
        "same thing",
        "同一件事",
    ),
    "few": (lambda: moderation(TABLE.head(3), "y", "x", "m"), "takes at least 5", "至少要5行"),
    "explains itself": (
        lambda: loyalty_factors(TABLE, "y", ["y"]),
        "outcome and a factor",
        "既是结果又是因素",
    ),
    "no factors": (lambda: loyalty_factors(TABLE, "y", []), "factors=", "factors="),
    "two of a kind": (
        lambda: loyalty_factors(TABLE.assign(z=-TABLE["x"]), "y", ["x", "z"]),
        "same thing",
        "同一件事",
    ),
    "reliability over one": (
        lambda: loyalty_factors(TABLE, "y", ["x"], reliability={"x": 80, "y": 0.8}),
        "at most 1",
        "不超过1",
    ),
    "reliability for half": (
        lambda: loyalty_factors(TABLE, "y", ["x"], reliability={"x": 0.8}),
        "None",
        "None",
    ),
    "overcorrected": (
        lambda: loyalty_factors(TABLE, "y", ["x"], reliability={"x": 0.5, "y": 0.5}),
        "exceed 1",
        "超过1",
    ),
    "four zones": (lambda: find_zones(TABLE, "x", "y", zones=4), "At most 3 zones", "最多找3个区间"),
    "least too large": (lambda: find_zones(TABLE, "x", "y", least=0.6), "at most 0.50", "不超过0.50"),
    "no place": (
        lambda: find_zones(pd.DataFrame({"x": [1, 2] * 8, "y": range(16)}), "x", "y", zones=3),
        "fewer zones",
        "少分几个",
    ),
    "a curve of no degree": (lambda: fit_curves(TABLE, "x", "y", degree=0), "1 or more", "不小于1"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_wrong_call_is_answered_in_both_languages(case, language):
    call, english, chinese = BAD[case]
    with pytest.raises(InputError) as caught:
        call()
    assert (english if language == "en" else chinese) in str(caught.value)


def test_rows_with_holes_are_counted(language):
    holed = TABLE.assign(x=TABLE["x"].where(TABLE["x"] > 1))
    with pytest.warns(LeftOutWarning, match="1 of 8" if language == "en" else "略去1行"):
        assert moderation(holed, "y", "x", "m").rows == 7
