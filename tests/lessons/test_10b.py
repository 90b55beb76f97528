"""What lesson 10b says in words: numbers follow the data by themselves, claims do not."""

import contextlib
import io
import json
import warnings
from pathlib import Path

import matplotlib
import nbformat
import pytest

from crmlab.check.answers import FOLDER

LESSON = Path(__file__).parents[2] / "notebooks" / "en" / "10b_mining_methods.ipynb"


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


def test_by_hand_bayes_and_the_neighbours_differ(said):
    assert said["twins"].tolist() == [1, 1]
    assert said["bayes_chance"] == pytest.approx(0.9)


def test_the_forest_wins_on_shuffled_rows_and_is_no_better_than_recency_later(said):
    exams = said["exams"]
    assert exams["shuffled"].idxmax() == "forest"
    assert exams.loc["forest", "shuffled"] - exams.loc["forest", "later"] > 0.03
    assert abs(exams.loc["forest", "later"] - exams.loc["recency", "later"]) < 0.01
    assert exams["later"].idxmin() == "forest"  # "last in the other"
    others = exams.drop("forest")
    assert ((others["shuffled"] - others["later"]).abs() < 0.02).all()  # "lie close together"


def test_a_forest_with_larger_leaves_is_as_good_as_logistic_regression(said):
    logit = said["exams"].loc["logit"]
    assert abs(said["pruned_later"] - logit["later"]) < 0.003
    assert abs(said["pruned_first"] - said["pruned_later"]) < 0.01
    assert abs(said["profit_pruned"] - said["profit_pays"]) < 50


def test_came_counts_all_channels(said):
    day = said["pd"].Timestamp("2025-09-01")
    orders, later = said["orders"], said["later"]
    soon = orders["ordered_on"].between(day, day + said["pd"].Timedelta(days=said["window"] - 1))
    soon = orders[soon & (orders["amount"] > 0)]
    rows = later[later["day"] == day]
    assert (rows["customer_id"].isin(soon["customer_id"]).astype(int) == rows["came"]).all()
    assert soon["channel"].nunique() == 3


def test_one_half_is_more_often_right_and_earns_less(said):
    assert said["accuracy_half"] > said["accuracy"]
    assert said["profit_half"] < said["profit_pays"]
    assert 1 / 3 < 1 - said["precision"] < 0.45  # "more than a third of the letters"
    assert said["recall"] > 0.5


def test_naive_bayes_orders_well_and_is_too_sure(said):
    board = said["board"]
    assert board["auc"].max() - board.loc["bayes", "auc"] < 0.006
    assert board.loc["bayes", "brier"] > 1.15 * board.loc["logit", "brier"]
    high = said["chances"]["bayes"] > 0.5
    assert said["chances"]["bayes"][high].mean() - said["later"]["came"][high].mean() > 0.1
    for name in ("logit", "boosting"):
        assert abs(said["chances"][name].mean() - said["later"]["came"].mean()) < 0.03


def test_lift_by_hand_agrees_and_three_tenths_reach_most(said):
    lift = said["lift"]
    assert abs(said["by_hand"].to_numpy() - lift["lift"].to_numpy()).max() < 0.01
    assert lift["captured"][2] > 0.5
    assert lift["lift"].max() <= 1 / said["base"]


def test_the_best_stop_is_partly_luck_and_break_even_is_close(said):
    stop = said["stop"]
    assert stop.profit_elsewhere < stop.profit
    assert stop.share_low < stop.share < stop.share_high
    assert said["profit_pays"] > 0.98 * stop.profit
    assert said["profit_all"] < said["best_recency"] < stop.profit


def test_chances_were_too_low_below_break_even_in_autumn_and_too_high_in_december(said):
    assert said["band_said"] < said["pays"] < said["band_came"]
    assert said["stop"].profit_elsewhere > said["profit_pays"]
    assert said["december_said"] > said["december_came"] + 0.02


def test_half_the_gain_saves_letters(said):
    by_terms = [(said["chances"]["logit"] >= cut).sum() for cut in (said["pays"], 2 * said["pays"])]
    curve = said["mine"].profit_curve(
        said["chances"]["logit"], said["later"]["came"], said["gain"] / 2, said["cost"]
    )
    assert by_terms[0] > by_terms[1]
    assert said["stop"].contacted > curve.set_index("contacted")["profit"].idxmax()


def test_peaks_lie_between_half_and_two_thirds_of_the_list(said):
    for score in said["three"].values():
        curve = said["mine"].profit_curve(score, said["later"]["came"], said["gain"], said["cost"])
        assert 0.5 < curve.loc[curve["profit"].idxmax(), "share"] < 0.67


def test_boosting_and_the_net_are_undecided_and_the_forest_is_behind(said):
    duels = said["duels"]
    for rival in ("net", "boosting", "pruned"):
        assert duels.loc[rival, "low"] < 0 < duels.loc[rival, "high"]
        assert said["money"].loc[rival, "from"] < 0 < said["money"].loc[rival, "to"]
    assert duels.loc["forest", "low"] > 0
    for rival in ("forest", "neighbours", "bayes"):
        assert said["money"].loc[rival, "from"] > 0
    assert said["money"].loc["bayes", "from"] < 20  # "by a hair"
    assert said["money"].loc["pruned", "yuan"] == said["profit_pays"] - said["profit_pruned"]
    # decisions differ, yuan do not
    assert said["test_tree"].p_value < 0.01
    assert abs(said["money"].loc["boosting", "yuan"]) < 20


def test_the_notebook_is_behind_by_little(said):
    assert said["duels"].loc["recency", "low"] > 0.01
    row = said["money"].loc["recency"]
    assert abs(row["from"]) < 30 < row["yuan"] < 0.05 * said["profit_pays"]  # "nearly touches zero"
    assert said["notebook_december"] > 0
    assert row["yuan"] > 0  # "the lesson's three autumn mailings leaned towards logistic regression"


def test_three_methods_lose_to_recency_on_the_letter(said):
    small = said["small"]["auc"]
    assert (small[["neighbours", "forest", "boosting"]] < small["recency"]).all()
    assert abs(small["logit"] - small["recency"]) < 0.02
    assert small["truth"] > small.drop("truth").max()
    against = said["against"]
    assert 0 < against["boosting"].low < 0.01  # "zero is just outside"
    assert against["logit"].low < 0 < against["logit"].high
    assert all(duel.high > 0 for duel in against.values())  # "must be shown to be ahead, and none is"


def test_the_ceiling_is_far_above_what_lies_between_the_good_models(said):
    board = said["board"]["auc"]
    good = board[["logit", "net", "boosting", "bayes"]]
    assert said["ceiling"] - good.max() > 3 * (good.max() - good.min())
    assert said["profit_ceiling"] > said["profit_pays"]


def test_one_column_brings_more_than_any_method(said):
    board = said["board"]["auc"]
    assert board.max() + 0.02 < said["informed_auc"] < said["ceiling"]
    assert said["profit_pays"] + 200 < said["informed_profit"] < said["profit_ceiling"]


def test_the_pulls_add_up_and_the_largest_is_a_placeholder(said):
    row = said["row"]
    assert said["bent"] == pytest.approx(said["chances"].loc[row, "logit"])
    assert said["pull"].idxmax() == "gap"
    assert said["later"].loc[row, "orders"] == 1
    assert said["later"].loc[row, "came"] == 1
    assert said["later"].loc[row, "gap"] == said["later"].loc[row, "tenure"] == 1
    assert said["fresh_said"] > said["fresh_came"] + 0.05


def test_the_six_disagree_about_one_customer(said):
    assert said["highest"] - said["lowest"] > 0.5


def test_shuffled_columns_are_grouped_nearly_as_steadily(said):
    assert said["steady"]["jaccard"].min() > 0.7
    assert said["steady_mixed"]["jaccard"].min() > 0.5
    assert said["steady"]["jaccard"].mean() - said["steady_mixed"]["jaccard"].mean() < 0.1
    first = said["rules"].iloc[0]
    assert (first["antecedent"], first["consequent"]) == (("P014",), ("P016",))
    inside = said["rules"]["lift"].between(
        said["rules"]["lift_low"] - 0.05, said["rules"]["lift_high"] + 0.05
    )
    assert inside.all()
    assert 0 < said["n_always"] < said["n_rules"]


def test_cross_sale_is_the_hardest_of_the_three(said):
    assert said["cycle"]["auc"].idxmin() == "cross-sale"
    assert (said["cycle"]["top_lift"] > 1.5).all()


def test_the_rules_hold_in_autumn_and_save_letters(said):
    assert (said["autumn"]["lift"] > 1.1).all()
    assert ((said["autumn"]["rate"] - said["spring"]["rate"]).abs() < 0.1).all()
    assert said["saved"] > 0
    assert said["profit_rule"] < said["profit_notebook"] < said["profit_pays"]


def test_december_made_less_than_expected_but_pays(said):
    assert 0 < said["earned_december"] < said["expected"]
    assert said["december"]["came"].mean() < said["past"]["came"].mean()
    assert 0 < said["lower_gain"] < said["expected"]


def test_the_gate_lets_few_through(said):
    gate, listed = said["gate"], said["december"]["customer_id"][said["on_list"]]
    assert set(gate.allowed["customer_id"]) <= set(listed)
    assert said["n_agreed"] == len(gate.allowed) < 0.2 * said["letters"]  # "only"
    assert gate.counts.sum() == said["letters"]
    assert gate.counts.idxmax() == "never_asked"
    assert said["expected_agreed"] > 0
    # "no method brings as much as their consent"
    never = said["on_list"] & said["december"]["customer_id"].isin(
        gate.refused.query("consent == 'never_asked'")["customer_id"]
    )
    asked = (said["list_chance"][never] * said["gain"] - said["cost"]).sum()
    assert asked > 3 * said["money"]["yuan"].abs().max()


def test_the_model_memo_follows_its_own_numbers():
    lesson = json.loads((FOLDER / "10b.json").read_text(encoding="utf-8"))
    memo = lesson["exercises"]["10b.9"]
    names = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(lesson["setup"] + memo["given"] + "\n" + memo["solution"], names)
    assert names["by_recency"] == max(names["by_recency"], names["by_logit"], names["by_boosting"])
    assert names["own"].low > 0  # the rule is ahead of logistic regression
    assert names["sold"].high > 0  # boosting is not shown to be ahead of the rule
    assert names["year"] < names["fee"]
    assert names["memo"].startswith("Don't buy: keep the rule")


def test_own_data_are_too_few_to_name_a_winner(said):
    assert said["own_duel"].low < 0 < said["own_duel"].high
