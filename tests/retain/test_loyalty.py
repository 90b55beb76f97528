"""Measures, types and stages of loyalty, what retention is worth, and the pictures."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import crmlab as crm
from crmlab.frames import InputError, LeftOutWarning
from crmlab.retain import (
    buying_behaviour,
    fit_curves,
    loyalty_ladder,
    loyalty_score,
    loyalty_stage,
    loyalty_types,
    moderation,
    plot_curves,
    plot_loyalty_types,
    plot_recommend,
    plot_slopes,
    plot_step_effects,
    retention_gain,
    stage_moves,
    step_effects,
)

ORDERS = pd.DataFrame(
    [
        ("C1", "2024-11-01", 50.0),
        ("C1", "2025-02-01", 50.0),
        ("C1", "2025-02-01", 20.0),  # the same day: one visit
        ("C1", "2025-11-09", 30.0),
        ("C1", "2025-11-09", -10.0),  # a refund: less money, no visit
        ("C1", "2025-11-10", 99.0),  # the day from which we look back
        ("C2", "2024-11-09", 40.0),  # a year and a day before
        ("C3", "2025-11-01", 5.0),
    ],
    columns=["customer_id", "ordered_on", "amount"],
).astype({"ordered_on": "datetime64[ns]"})  # fmt: skip
ANSWERS = pd.DataFrame({"likes": [6.0, 5.0, 2, 2, np.nan], "visits": [20, 1, 10, 1, 5]})
STEPS = pd.DataFrame({"knows": [1, 1, 1, 0, 1], "likes": [1, 1, 0, 1, 1], "stays": [1, 0, 1, 0, 1]})


@pytest.fixture(autouse=True)
def close():
    yield
    plt.close("all")


@pytest.fixture
def behaviour():
    with pytest.warns(LeftOutWarning):
        return buying_behaviour(ORDERS, "2025-11-10").set_index("customer_id")


def test_behaviour_by_hand(behaviour):
    assert behaviour.loc["C1"].tolist() == [374, 2, True, 2, 90.0]
    assert behaviour.loc["C2"].tolist() == [366, 0, False, 0, 0.0]
    assert behaviour.loc["C3"].tolist() == [9, 1, False, 1, 5.0]


def test_behaviour_agrees_with_rfm_on_the_shop():
    orders = crm.load("orders")
    found = buying_behaviour(orders, "2026-01-01", days=365 * 4).set_index("customer_id")
    rfm = crm.differentiate.rfm(orders, as_of="2026-01-01").set_index("customer_id")
    assert (found["spend"] == rfm["monetary"]).all()
    assert (found["visits"] <= rfm["frequency"]).all()  # two orders of a day are one visit
    assert (found["visits"] >= 1).all()


def test_a_window_is_never_more_than_its_visits(behaviour):
    orders = crm.load("orders")
    found = buying_behaviour(orders, "2026-01-01")
    assert (found["active_windows"] <= found["visits"]).all()
    assert found["active_windows"].max() == 12


def test_scores_by_hand():
    assert loyalty_score(pd.DataFrame({"a": [1, 2, 4, 8]}), "a").tolist() == [12.5, 37.5, 62.5, 87.5]
    table = pd.DataFrame({"a": [1, 2], "b": [5, 3]})
    assert loyalty_score(table, ["a", "b"], {"a": 3, "b": 1}).tolist() == [37.5, 62.5]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 10)), min_size=2, max_size=40))
@settings(deadline=None)
def test_a_score_depends_on_the_order_alone(rows):
    table = pd.DataFrame(rows, columns=["visits", "likes"])
    if (table.nunique() < 2).any():
        return
    score = loyalty_score(table, ["visits", "likes"])
    assert score.mean() == pytest.approx(50)
    assert score.between(0, 100).all()
    stretched = table.assign(visits=np.exp(table["visits"] / 10))
    assert loyalty_score(stretched, ["visits", "likes"]).tolist() == pytest.approx(score.tolist())


def test_a_missing_measure_gives_no_score(language):
    with pytest.warns(LeftOutWarning, match="1 of 5" if language == "en" else "略去1行"):
        score = loyalty_score(ANSWERS, ["likes", "visits"])
    assert score.isna().tolist() == [False, False, False, False, True]


def test_the_four_corners_and_who_stands_on_a_cut():
    with pytest.warns(LeftOutWarning):
        typed = loyalty_types(ANSWERS, "likes", "visits", cuts=(5, 10))
    assert typed["loyalty_type"].tolist() == ["true", "latent", "spurious", "none"]
    assert typed.attrs["cuts"] == (5.0, 10.0)


def test_a_stage_is_the_last_of_an_unbroken_row():
    assert loyalty_stage(STEPS, ["knows", "likes", "stays"]).tolist() == [
        "stays",
        "likes",
        "knows",
        "none",
        "stays",
    ]


def test_the_ladder_by_hand():
    ladder = loyalty_ladder(STEPS, ["knows", "likes", "stays"]).set_index("step")
    assert ladder["could"].tolist() == [5, 4, 3]
    assert ladder["climbed"].tolist() == [4, 3, 2]
    assert ladder.loc["stays", ["rate", "others_rate"]].tolist() == [2 / 3, 1 / 2]


def test_moves_are_matched_by_customer_and_rows_sum_to_one():
    before = pd.Series(["new", "new", "old"], index=["C1", "C2", "C3"])
    after = pd.Series(["old", "gone", "new"], index=["C3", "C1", "C2"])
    moves = stage_moves(before, after, ["new", "old", "gone"]).set_index(["before", "after"])
    assert moves.loc[("new", "gone"), "customers"] == 1
    assert moves.loc[("old", "old"), "share"] == 1
    assert moves["share"].groupby("before").sum().tolist() == [0, 1, 1]  # nobody was gone before


def test_moves_agree_with_a_crosstab():
    rng = np.random.default_rng(0)
    before, after = (pd.Series(rng.choice(list("abc"), 200)) for _ in range(2))
    shares = stage_moves(before, after)["share"].to_numpy().reshape(3, 3)
    assert np.allclose(shares, pd.crosstab(before, after, normalize="index"))


def test_effects_of_steps_recover_what_was_planted():
    rng = np.random.default_rng(1)
    trust, habit = rng.normal(size=(2, 6000))
    likes = trust + rng.logistic(size=6000) > 0
    stays = 0.7 * habit + rng.logistic(size=6000) > 0
    table = pd.DataFrame({"trust": trust, "habit": habit, "likes": likes, "stays": stays})
    found = step_effects(table, ["likes", "stays"], ["trust", "habit"]).set_index(["step", "factor"])
    assert np.log(found.loc[("likes", "trust"), "odds_ratio"]) == pytest.approx(1.0, abs=0.1)
    assert np.log(found.loc[("stays", "habit"), "odds_ratio"]) == pytest.approx(0.7, abs=0.12)
    assert found.loc[("stays", "trust"), "low"] < 1 < found.loc[("stays", "trust"), "high"]
    assert found.loc["stays", "customers"].unique().tolist() == [int(likes.sum())]


def test_five_points_in_the_words_of_reichheld_and_sasser():
    """Reichheld and Sasser (1990): from ten per cent defection to five the average life doubles, ten years to
    twenty."""
    found = retention_gain(0.90, 0.05)
    assert found.loc[0, ["life", "life_after"]].tolist() == pytest.approx([10, 20])


@given(st.floats(0.1, 0.9), st.floats(0.01, 0.09), st.floats(0.02, 0.3), st.floats(10, 900))
def test_the_gain_is_the_formula_and_the_affordable_cost_eats_it(retention, points, discount, margin):
    found = retention_gain(retention, points, margin, discount).iloc[0]
    assert found["gain_share"] == pytest.approx(points / (1 + discount - retention - points))
    after = crm.differentiate.lifetime_value(margin - found["affordable"], retention + points, discount)
    assert after == pytest.approx(found["value"])


def test_an_acquisition_cost_makes_the_same_gain_a_larger_share():
    plain, costly = retention_gain(0.9, margin=100), retention_gain(0.9, margin=100, acquisition_cost=400)
    assert plain["gain"][0] == pytest.approx(costly["gain"][0])
    assert costly["gain_share"][0] > 2 * plain["gain_share"][0]
    assert np.isnan(retention_gain(0.5, margin=100, acquisition_cost=900)["gain_share"][0])


BAD = {
    "no day": (lambda: buying_behaviour(ORDERS, "soon"), "as_of must be a day", "as_of应该是一个日期"),
    "before the first": (
        lambda: buying_behaviour(ORDERS, "2020-01-01"),
        "No purchase lies before",
        "一笔购买也没有",
    ),
    "days as text": (
        lambda: buying_behaviour(ORDERS.assign(ordered_on="today"), "2026-01-01"),
        "pd.to_datetime",
        "pd.to_datetime",
    ),
    "a short window": (lambda: buying_behaviour(ORDERS, "2026-01-01", days=7), "30 or more", "不小于30"),
    "no measures": (lambda: loyalty_score(ANSWERS, []), "measures=", "measures="),
    "all alike": (lambda: loyalty_score(ANSWERS.assign(likes=3), ["likes"]), "for everybody", "人人都一样"),
    "weight missing": (
        lambda: loyalty_score(ANSWERS.dropna(), ["likes", "visits"], {"likes": 1}),
        "one number for each",
        "各写一个数",
    ),
    "negative weight": (
        lambda: loyalty_score(ANSWERS.dropna(), ["likes"], {"likes": -1}),
        "from 0 on",
        "不小于0",
    ),
    "one cut": (lambda: loyalty_types(ANSWERS.dropna(), "likes", "visits", cuts=5), "two numbers", "两个数"),
    "points as scores": (
        lambda: loyalty_stage(pd.DataFrame({"a": [7, 3], "b": [1, 0]}), ["a", "b"]),
        "True or False",
        "True或False",
    ),
    "one step": (lambda: loyalty_stage(STEPS, ["knows"]), "at least two steps", "至少要两级"),
    "unlike": (
        lambda: stage_moves(["a"], ["a", "b"]),
        "before has 1 rows and after 2",
        "before有1行，after有2行",
    ),
    "misspelt stage": (
        lambda: stage_moves(["new"], ["old"], ["new", "odl"]),
        "'old' does not stand",
        "'old'不在",
    ),
    "all climbed": (
        lambda: step_effects(
            pd.DataFrame({"a": [1] * 12, "b": [0, 1] * 6, "x": range(12)}), ["a", "b"], ["x"]
        ),
        "of 12 who could, 12 passed",
        "12人里，过了12人",
    ),
    "per cent for points": (lambda: retention_gain(0.6, 5), "0.05 for five", "五个百分点写0.05"),
    "more than everybody": (lambda: retention_gain(0.97, 0.05), "97%", "97%"),
}


@pytest.mark.parametrize("case", BAD)
@pytest.mark.filterwarnings("ignore::crmlab.frames.LeftOutWarning")
def test_a_wrong_call_is_answered_in_both_languages(case, language):
    call, english, chinese = BAD[case]
    with pytest.raises(InputError) as caught:
        call()
    assert (english if language == "en" else chinese) in str(caught.value)


def test_the_corners_carry_their_counts(language):
    ax = plot_loyalty_types(ANSWERS.dropna(), "likes", "visits", cuts=(5, 10))
    texts = [text.get_text() for text in ax.texts]
    assert len(texts) == 4
    assert all(("1 (25%)" if language == "en" else "1人（25%）") in text for text in texts)
    assert ax.get_xscale() == "log"
    assert max(ax.get_yticks()) <= 6.5


def test_a_customer_without_visits_has_no_logarithm():
    assert (
        plot_loyalty_types(ANSWERS.assign(visits=[0, 1, 2, 3, 4]).dropna(), "likes", "visits").get_xscale()
        == "linear"
    )


def test_a_curve_each_and_its_name():
    table = pd.DataFrame({"x": np.tile(np.arange(10.0), 2), "g": np.repeat([0, 1], 10)})
    table["y"] = table["x"] * (1 + table["g"])
    ax = plot_curves(fit_curves(table, "x", "y", by="g", degree=1), "x", "g", table, "y", names={0: "alone"})
    assert [text.get_text() for text in ax.texts] == ["alone", "1"]
    assert len(ax.lines) == 4  # two curves, two rows of points


def test_turning_points_outside_the_data_are_not_drawn():
    x, m = np.random.default_rng(2).normal(size=(2, 300))
    found = moderation(pd.DataFrame({"x": x, "m": m, "y": 3 * x + x * m}), "y", "x", "m")
    assert len(plot_slopes(found, [0, 1]).lines) == 2 + len(
        [p for p in found.turning_points() if found.moderator_range[0] <= p <= found.moderator_range[1]]
    )


def test_every_step_and_factor_has_its_dot(language):
    effects = pd.DataFrame(
        {"step": ["a", "a", "b", "b"], "factor": ["x", "y"] * 2, "odds_ratio": [2.0, 1, 1, 0.5],
         "low": [1.5, 0.8, 0.7, 0.3], "high": [3, 1.2, 1.4, 0.8]}
    )  # fmt: skip
    ax = plot_step_effects(effects, {"x": "trust"})
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["trust", "y"]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["a", "b"]
    assert ("Odds" if language == "en" else "优势") in ax.get_xlabel()


def test_the_bars_are_the_answers(language):
    ax = plot_recommend([10, 10, 9, 8, 6, 0])
    assert [bar.get_height() for bar in ax.patches] == [1, 0, 0, 0, 0, 0, 1, 0, 1, 1, 2]
    assert [text.get_text().split("\n")[1] for text in ax.texts] == ["33%", "17%", "50%"]
