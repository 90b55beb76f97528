"""What lesson 4a says in words: numbers follow the data by themselves, claims do not."""

import contextlib
import io
import warnings
from pathlib import Path

import matplotlib
import nbformat
import pytest

LESSON = Path(__file__).parents[2] / "notebooks" / "en" / "04a_abc_rfm.ipynb"


@pytest.fixture(scope="module")
def said():
    """All names of the lesson after a run from top to bottom."""
    matplotlib.use("Agg")
    names = {}
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "FigureCanvasAgg is non-interactive")
        for cell in nbformat.read(LESSON, 4).cells:
            if cell.cell_type == "code":
                exec(compile(cell.source, cell.id, "exec"), names)
    return names


def test_few_customers_bring_half_of_the_money(said):
    assert said["share_half"] < 0.15
    assert 0.5 < said["gini"] < 0.8


def test_the_pencil_example_has_two_a_three_b_and_five_c(said):
    assert said["small"]["abc"].value_counts().to_dict() == {"A": 2, "B": 3, "C": 5}


def test_silent_regulars_are_mostly_class_a(said):
    assert said["share_a"] > 0.6


def test_two_segments_hold_most_of_the_money_and_the_hibernating_are_the_largest(said):
    money = said["segmented"].groupby("segment")["monetary"].sum().sort_values(ascending=False)
    assert set(money.index[:2]) == {"champions", "loyal"}
    assert money.head(2).sum() > 0.5 * money.sum()
    assert said["segmented"]["segment"].value_counts().index[0] == "hibernating"


def test_recency_separates_best_with_money_close_behind(said):
    spreads = said["spreads"]
    assert spreads["r_score"] > spreads["m_score"] > spreads["f_score"]
    assert spreads["r_score"] - spreads["m_score"] < 0.07


def test_two_segments_lie_surely_above_break_even_and_five_are_undecided(said):
    cells = said["test"].cells
    assert set(cells.loc[cells["mail"], "segment"]) == {"new", "champions"}
    assert set(said["sure"]["segment"]) == {"new", "champions"}
    assert len(said["undecided"]) == 5
    assert 0.13 < said["test"].contacts_selected / said["test"].contacts_all < 0.2  # "a sixth of the letters"


def test_the_same_two_segments_remain_when_the_margin_falls(said):
    assert said["what_if"]["letters"].iloc[2] == said["n_sure"]


def test_of_three_rules_for_the_gifts_the_scores_win(said):
    gifts = said["gifts"]
    assert gifts.loc["daughter", "gone"] < 0.01  # "hardly any"
    assert gifts["next_year"].idxmax() == "rfm"
    assert gifts.loc["owner", "gone"] > 5 * gifts.loc["rfm", "gone"]


def test_the_pair_shares_a_cell_and_nothing_else(said):
    pair = said["cell"].set_index("customer_id").loc[said["pair"]]
    assert (pair["cell"] == "344").all()
    usual = said["usual_gap"][said["pair"]]
    assert 56 < usual.iloc[0] < 70  # "every nine weeks"
    assert 5 <= usual.iloc[1] < 7  # "every few days"
    assert pair["recency"].between(85, 125).all()  # "three or four months"
    assert pair["recency"].iloc[0] < 2 * usual.iloc[0]
    assert not pair["gone"].iloc[0]
    assert pair["gone"].iloc[1]


def test_the_overdue_have_mostly_left(said):
    gone = said["overdue"]["gone"]
    assert gone[True] > 1.5 * gone[False]


def test_the_rates_mislead_twice(said):
    measured = said["measured"]
    assert measured.loc["new", "true_chance"] < 0.8 * measured.loc["new", "rate"]
    for segment in ("loyal", "potential_loyalist"):
        left_out = measured.loc[segment]
        assert left_out["rate"] < said["break_even"] < left_out["true_chance"]
    assert said["n_inside"] >= 8


def test_recency_alone_beats_money_alone_and_the_sum(said):
    assert said["best_r"] > said["best_sum"] > said["best_m"]
