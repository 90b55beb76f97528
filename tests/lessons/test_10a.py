"""What lesson 10a says in words: numbers follow the data by themselves, claims do not."""

import contextlib
import io
import warnings
from pathlib import Path

import matplotlib
import nbformat
import pytest

LESSON = Path(__file__).parents[2] / "notebooks" / "en" / "10a_mining_process.ipynb"


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


def test_the_letter_lost_money(said):
    assert said["earned"] < said["paid"]
    assert said["rate"] < said["break_even"]


def test_half_of_the_table_could_not_order(said):
    control = said["contacts"].query("group == 'control'")
    assert control["responded"].sum() == 0
    assert 0.45 < len(control) / len(said["contacts"]) < 0.55
    promised = said["promises"]["rate"]  # "groups that pay would look as if they did not"
    assert ((promised > said["break_even"]) & (promised / 2 < said["break_even"])).any()


def test_the_silence_of_january_knows_too_much(said):
    assert said["told_now"] > said["told_then"] + 0.01


def test_who_came_lately_orders_above_break_even(said):
    rates = said["by_silence"]
    assert (rates.iloc[:2] > said["break_even"]).all()  # "up to a month or so"
    assert (rates.iloc[3:] < 0.6 * said["break_even"]).all()  # "far below"
    assert said["look"].set_index("column").loc[said["measures"], "missing"].eq(0).all()


def test_two_leaks_are_caught_and_one_passes_both_checks(said):
    leaks = said["leaks"].set_index("column")
    assert leaks.index[leaks["suspect"]].tolist() == ["september_money"]
    assert not leaks.loc["points", "suspect"]


def test_the_gap_of_those_who_came_once_is_their_silence(said):
    assert 0 < said["filled"] <= len(said["once"])
    assert {"silent", "gap"} <= {
        said["features"][column] for column in said["tree"].tree_.feature if column >= 0
    }


def test_the_days_win_by_hand(said):
    assert said["gain_days"] > 5 * said["gain_member"]
    assert said["same"]
    assert said["h_all"] - said["h_after"] == pytest.approx(said["gain_days"])
    assert said["best_gain"] > said["gain_days"]


def test_the_wild_tree_learnt_names(said):
    assert said["wild_train"] > 0.99
    assert said["wild_test"] < 0.65
    assert said["n_wild"] > 10 * said["n_tree"]


def test_the_pruned_tree_is_small_and_holds_up(said):
    assert 4 <= said["n_tree"] <= 8
    assert said["tree_test"] > said["wild_test"] + 0.08
    path = said["path"]
    assert path["score"].max() - path.loc[path["chosen"], "score"].iloc[0] <= path["error"].max()


def test_the_first_question_is_the_days_of_silence(said):
    assert said["features"][said["tree"].tree_.feature[0]] == "silent"


def test_the_rules_of_each_decision_are_there(said):
    assert set(said["rules"]["decision"]) == {"yes", "no", "test"}


def test_the_promises_held_if_the_luck_of_both_halves_is_counted(said):
    held, promises, rules = said["held"], said["promises"], said["rules"]
    assert held["held"].all()
    assert held["high"].iloc[:3].min() > 0.02
    assert held["low"].iloc[3:].between(-0.015, 0).all()  # "the last two only just"
    assert said["n_strict"] == 2
    assert promises["leaf"].iloc[0] == rules["leaf"].iloc[0]  # "in the same leaf"
    assert promises["rate"].iloc[0] > rules["rate"].iloc[0]
    one_leaf = said["path"].set_index("leaves").loc[1, "score"]
    assert one_leaf > 0.5


def test_the_list_is_the_one_that_was_tested(said):
    test, tree = said["test"], said["tree"]
    leaves = set(said["list_leaves"])
    assert set(tree.apply(said["mailed"][said["features"]])) == leaves
    assert tree.apply(test[said["features"]]).tolist().count(next(iter(leaves))) > 0
    leaf_of = dict(zip(said["people"]["customer_id"], said["today_leaf"], strict=True))
    listed = {leaf_of[customer] for customer in said["plan"].rows["customer_id"]}
    assert listed == leaves
    refused = {leaf_of[customer] for customer in said["plan"].refused["customer_id"]}
    assert refused <= leaves


def test_the_money_of_the_list_is_counted_on_the_half_that_did_not_choose_it(said):
    seen = said["rules"].set_index("leaf")["rate"]
    leaf_of = dict(zip(said["people"]["customer_id"], said["today_leaf"], strict=True))
    by_hand = sum(
        seen[leaf_of[who]] * said["margin"] - said["cost"] for who in said["plan"].rows["customer_id"]
    )
    assert said["earns_seen"] == pytest.approx(by_hand)
    assert (seen[said["list_leaves"]] < said["break_even"]).sum() == 1  # "Leaf 8 did not pay"
    assert 0 < said["earns_seen"] < said["plan"].expected_profit
    listed = [leaf_of[who] for who in said["plan"].rows["customer_id"]]
    assert listed.count(said["weak_leaf"]) == len(said["on_weak"])
    assert said["weak"]["rate_seen"] < said["weak_both"] < said["break_even"]
    assert 0 < said["weak_loss"] < said["earns_seen"]


def test_the_list_pays_where_mailing_all_loses(said):
    assert said["profit_tree"] > 0 > said["profit_all"]
    assert len(said["mailed"]) < 0.3 * len(said["test"])


def test_the_tree_reaches_much_of_the_ceiling_and_the_truth_is_no_oracle(said):
    assert 0.4 < said["expected"] / said["ceiling"] < 0.8
    assert said["tree_test"] < said["auc_ceiling"] < 0.9
    true_lead = said["expected_days"] - said["expected"]  # "the test made its lead look larger than it is"
    assert 0 < true_lead < 0.5 * (said["profit_days"] - said["profit_tree"])
    true_leaf, break_even = said["true_leaf"], said["break_even"]
    weak, left = said["weak_leaf"], said["left_leaf"]
    assert min(true_leaf[weak], true_leaf[left]) > break_even  # "both pay"
    promised = said["promises"].set_index("leaf")["rate"]
    assert said["seen_rate"][weak] < break_even < promised[weak]  # the test half was wrong about the one,
    assert promised[left] < break_even < said["seen_rate"][left]  # the learning half about the other


def test_the_tree_changes_with_the_lot_and_ours_is_an_ordinary_one(said):
    lots = said["lots"]
    assert len(lots) == 20
    assert 2 <= lots["question"].nunique() <= 5
    assert set(lots["question"]) <= {"silent", "recent", "spent", "orders"}
    ours = lots.set_index("seed").loc[10]
    assert ours["tree_yuan"] == said["profit_tree"]
    assert lots["tree_yuan"].quantile(0.25) < said["profit_tree"] < lots["tree_yuan"].quantile(0.75)
    assert lots["tree_yuan"].min() > 0
    assert lots["leaves"].min() < lots["leaves"].max()
    assert (lots["question"] == "recent").sum() == said["n_recent"] > 0
    asked = {said["features"][column] for column in said["tree"].tree_.feature if column >= 0}
    assert "recent" not in asked  # "our tree never asks for it"


def test_the_rule_of_days_beats_the_tree_in_our_lot_and_is_never_behind(said):
    lots = said["lots"]
    assert said["profit_days"] > said["profit_tree"]
    assert said["duel"].low > 0
    assert (lots["days_yuan"] >= lots["tree_yuan"]).all()  # "never behind"
    assert said["n_ahead"] > 14
    assert lots["days_yuan"].mean() > lots["tree_yuan"].mean() + 100
    assert lots.set_index("seed").loc[10, "days_yuan"] == said["profit_days"]
    assert lots["tree_yuan"].max() - lots["tree_yuan"].min() > 300  # "the split alone moved the test"


def test_the_rule_is_the_first_question_of_the_tree(said):
    assert said["rule_days"] < said["tree"].tree_.threshold[0] < said["rule_days"] + 1
    leaves = set(said["tree"].apply(said["by_days"][said["features"]]))
    assert leaves == set(said["list_leaves"]) - {said["weak_leaf"]} | {said["left_leaf"]}
    assert len(said["extra"]) > 0
    assert not set(said["extra"]["customer_id"]) & set(said["plan"].rows["customer_id"])
    assert (said["extra"]["silent"] <= said["rule_days"]).all()


def test_customers_of_one_order_sit_among_the_regulars_unharmed(said):
    leaves = set(said["tree"].apply(said["among"][said["features"]]))
    assert leaves == {3, 4}  # the two below both questions
    assert said["n_once"] == (said["among"]["orders"] == 1).sum() < 30
    assert abs(said["once_rate"] - said["regular_rate"]) < 0.05  # "no harm to be seen"


def test_the_leaf_that_comes_most_loses_by_effect(said):
    came = said["came"]
    assert said["top_came"] == came["treatment"].max()
    assert came["by_response"].idxmax() == came.index[-1]
    assert said["top_effect"] == came["by_effect"].min() < 0
    assert said["top_anyway"] > 0.8 * said["top_came"]  # "almost as many without"
    assert (came["by_effect"] > 0).sum() >= 2
    assert not set(said["june"]["customer_id"]) & set(said["grown_on"]["customer_id"])
    assert said["give_take"] > abs(said["top_effect"])  # "that alone settles nothing"
    assert said["true_effect"] < 0


def test_consent_is_the_bottleneck(said):
    counts, refused = said["plan"].counts, said["plan"].refused["consent"].value_counts()
    assert counts["no_consent"] > 5 * counts["listed"]
    assert set(refused.index) == {"no", "withdrawn", "never_asked"}
    assert refused.sum() == counts["no_consent"]
    assert refused.idxmax() == "never_asked"
    assert said["worth_consent"] > 0
    assert said["low"].counts["listed"] < counts["listed"]
    assert 0 < said["low_earns"] < said["earns_seen"]
    assert said["agreed_then"] < 0.2 * said["n_letters"]  # "only"


def test_only_the_days_a_customer_have_drifted(said):
    drift = said["drift"].set_index("column")["verdict"]
    assert set(said["drift"]["verdict"]) | set(said["rules"]["decision"]) <= set(said["words"])
    assert drift.index[0] == "tenure"
    assert drift["tenure"] == "watch"
    assert (drift.drop("tenure") == "stable").all()
    assert said["silent_psi"] > 4 * said["silent_chance"]  # "well beyond chance", yet stable


def test_half_the_margin_lowers_the_line_and_pays_for_fewer_groups(said):
    chance, ordered = said["chance"], said["test"]["responded"]
    lists = {margin: chance > said["cost"] / margin for margin in (said["margin"], said["margin"] / 2)}
    assert lists[said["margin"] / 2].sum() < lists[said["margin"]].sum()
    yuan = [(ordered[mailed] * margin - said["cost"]).sum() for margin, mailed in lists.items()]
    assert yuan[1] < yuan[0]


def test_the_last_question_cannot_be_answered(said):
    assert said["checklist"]["answered"].tolist() == [True, True, True, False]
    assert said["checklist"]["in_time"].tolist() == [True, True, True, False]
    assert said["checklist"]["answer"][2] < said["yes_lines"]
