"""The pictures say what the tables say, in the learner's language."""

import matplotlib as mpl
import pandas as pd
import pytest

from crmlab import personalize as pz
from crmlab.frames import InputError

mpl.use("agg")

PAIRS = pd.DataFrame(
    {
        "item_a": ["a", "a", "b", "c"],
        "item_b": ["b", "c", "c", "d"],
        "lift": [8.0, 4.0, 1.0, 0.8],
        "lift_within": [4.0, 0.8, 0.9, 0.7],
    }
)
NAMES = {"a": "razor", "b": "nappies", "c": "wipes", "d": "rice"}


def words(ax):
    return {text.get_text() for text in ax.texts}


def test_the_largest_lifts_are_named_and_no_name_leaves_the_figure(language):
    ax = pz.plot_within(PAIRS, labels=NAMES, mark=2)
    joined = {"en": "{} and {}", "zh": "{}和{}"}[language]
    assert words(ax) == {joined.format("razor", "nappies"), joined.format("razor", "wipes")}
    assert ax.get_xlabel() == {"en": "Lift over all baskets", "zh": "全部篮子算出的提升度"}[language]
    ax.figure.canvas.draw()
    inside = ax.figure.bbox
    for text in ax.texts:
        box = text.get_window_extent()
        assert inside.x0 <= box.x0
        assert box.x1 <= inside.x1


def test_the_shelf_is_drawn_with_its_intervals(language):
    lines = pz.to_lines(
        9 * [["n"]] + [["n", "r"]] + 8 * [["n"]] + 2 * [["n", "r"]] + 9 * [["x"]] + [["x", "r"]]
    )
    lines["ordered_on"] = pd.Timestamp("2025-01-01")
    later = lines["order_id"].between(11, 20) | (lines["order_id"] > 25)
    lines.loc[later, "ordered_on"] = pd.Timestamp("2025-06-01")
    move = pz.shelf_move(lines, "r", "n", "2025-03-01")
    ax = pz.plot_shelf_move(move)
    assert {"en": "baskets with the neighbour", "zh": "篮里有相邻商品"}[language] in words(ax)
    assert words(pz.plot_shelf_move(move, labels=("one", "two"))) == {"one", "two"}
    heights = ax.containers[0].lines[0].get_ydata()
    assert heights.tolist() == pytest.approx([0.1, 0.2])


def test_bars_stand_in_order_and_carry_their_share():
    table = pd.DataFrame({"precision": [0.41, 0.5, 0.2]}, index=["popular", "factors", "lots"])
    ax = pz.plot_judged(table, labels={"popular": "top five", "factors": "taste", "lots": "dice"})
    assert [label.get_text() for label in ax.get_yticklabels()] == ["dice", "top five", "taste"]
    assert words(ax) == {"20.0%", "41.0%", "50.0%"}


def test_a_table_that_is_none_is_answered(language):
    says = {"en": "no column 'lift_within'", "zh": "没有'lift_within'"}
    with pytest.raises(InputError, match=says[language]):
        pz.plot_within(PAIRS.drop(columns="lift_within"))
