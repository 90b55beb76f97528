"""What lesson 6a says in words: numbers follow the data by themselves, claims do not."""

import contextlib
import io
import warnings
from pathlib import Path

import matplotlib
import nbformat
import pytest

LESSON = Path(__file__).parents[2] / "notebooks" / "en" / "06a_needs_customisation.ipynb"


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


def test_blind_points_oppose_each_other_about_as_much_as_ours(said):
    assert said["blind_correlation"] == pytest.approx(-0.2, abs=0.01)
    assert said["seen_correlation"] == pytest.approx(said["blind_correlation"], abs=0.05)


def test_both_rulers_say_three_and_the_points_more_clearly(said):
    points, logs = (said[name].set_index("k") for name in ("by_points", "by_logs"))
    for table in (points, logs):
        assert table["silhouette"].idxmax() == 3
        assert table["stability"][3] > 0.95
    lead = {
        name: table["silhouette"][3] - table["silhouette"].drop(3).max()
        for name, table in (("points", points), ("logs", logs))
    }
    assert lead["points"] > 3 * lead["logs"]


def test_the_fourth_group_is_made_of_zeros(said):
    assert said["n_fourth"] < 0.1 * said["n_points"]
    assert said["zero_share"] > 0.9


def test_three_needs_of_about_equal_size_each_with_one_thing_that_stands_out(said):
    assert said["share"].between(0.28, 0.4).all()
    profile = said["profile"]
    assert profile["price"].idxmax() == "thrifty"
    assert 38 < profile.loc["thrifty", "price"] < 42  # "about forty"
    assert 34 < profile.loc["hurried", "delivery"] < 38  # "about thirty-six"
    assert 40 < profile.loc["fresh", "goods"] < 46  # "over forty"
    assert said["n_wrong"] < 0.03 * said["n_points"]


def test_value_hardly_tells_the_need(said):
    assert said["guess_by_value"] - said["guess_blind"] < 0.08
    assert said["mix"].to_numpy().min() > 0.24  # "a quarter or more of every bar"
    assert said["mix"]["thrifty"][1] == said["mix"]["thrifty"].max()


def test_rules_are_right_on_cases_they_have_not_seen(said):
    assert not set(said["write"]["customer_id"]) & set(said["check_on"]["customer_id"])
    assert said["right"] > 0.9
    assert said["decided"].mean() > 0.85
    means = said["write"].groupby("label")[["price", "delivery", "goods"]].mean()
    for need, part, cut in (("thrifty", "price", 27), ("hurried", "delivery", 23), ("fresh", "goods", 32)):
        others = means[part].drop(need)
        assert abs(cut - (means.loc[need, part] + others.mean()) / 2) < 1.6  # "halfway"


def test_behaviour_tells_no_more_than_the_commonest_need(said):
    assert said["by_behaviour"] < said["guess_blind"] + 0.03
    assert said["share_known"] < 0.3  # "most meet the question first"


def test_kano_runs_from_must_be_to_reverse(said):
    category = said["summary"].set_index("feature_id")["category"]
    assert category.to_dict() == {
        "fresh_date": "M", "till_tag": "M", "easy_return": "O", "choose_hour": "O",
        "track_rider": "A", "usual_basket": "A", "recipe_card": "I", "daily_message": "R",
    }  # fmt: skip


def test_six_choices_say_next_to_nothing_and_agree_with_the_map(said):
    fit = said["small_fit"]
    assert fit.coefficients.set_index("feature").loc["price", "high"] > 0
    assert said["worth"][said["top"]] == pytest.approx(fit.part_worths["fast"], abs=0.15)
    assert said["price"][said["top"]] == pytest.approx(fit.part_worths["price"], abs=0.05)


def test_the_pooled_refund_describes_neither(said):
    refund, pooled = said["refund"], said["refund_all"]
    assert refund.loc["thrifty", "high"] < pooled["low"]
    assert refund.loc["fresh", "low"] > pooled["high"]
    assert refund.loc["fresh", "wtp"] > 5 * refund.loc["thrifty", "wtp"]  # "several times"
    narrow = said["worth_all"].loc["guarantee_refund", "se"]
    assert narrow < refund["high"].sub(refund["low"]).div(2 * 1.96)[["hurried", "fresh"]].min()


def test_most_intervals_hold_the_truth_but_fewer_than_nineteen_of_twenty(said):
    assert 0.6 < said["n_inside"] / len(said["by_need"]) < 0.95


def test_the_worth_figure_is_as_its_text_says(said):
    worth = {need: table.set_index("feature")["wtp"] for need, table in said["worths"].items()}
    assert 10.5 < worth["hurried"]["hours_2"] < 13  # "some twelve"
    assert 9 < worth["fresh"]["guarantee_refund"] < 11  # "some ten"
    assert worth["thrifty"].drop("none").max() < 2  # "below two for anything"


def test_the_widget_begins_as_its_text_says(said):
    from crmlab.personalize import choice_shares, code_levels

    pd, present = said["pd"], said["present"]
    menu = pd.DataFrame([present, {**present, "price": 6, "hours": 2}])
    menu = code_levels(pd.concat([menu, said["offers"][list(present)]]), bases=said["bases"]).iloc[:2]
    menu.loc["none"] = [float(column == "none") for column in menu]
    shares = choice_shares(said["fits"], menu.reset_index(drop=True), said["share"])
    assert shares["hurried"][1] > 0.5
    assert shares["thrifty"][1] < 0.25


def test_three_services_as_the_proposal_tells_them(said):
    menu = said["menu"]
    assert said["n_best"] == 3
    assert menu["hours"].tolist() == [2, 8, 24]
    assert menu["guarantee"].tolist() == ["refund", "refund", "nothing"]
    assert menu["packaging"].iloc[1] == "box"
    assert menu.iloc[2][list(said["present"])].to_dict() == said["present"]  # "as now"
    assert menu["price"].iloc[:2].tolist() == [9, 9]  # "the upper end of what was asked"
    assert said["offers"]["price"].max() == 9
    shares = said["taken"](menu.index, said["fits"], said["share"])
    of_takers = shares.iloc[:3] / shares.iloc[:3].sum()
    assert of_takers["hurried"].iloc[0] > 0.5
    assert of_takers["thrifty"].iloc[2] > 0.5
    assert of_takers["fresh"].iloc[:2].between(0.3, 0.6).all()  # "content with either"
    profit = said["profit"]
    assert profit[3] - profit[2] < 0.5 * (profit[2] - profit[1])  # "adds less"


def test_what_variety_may_cost(said):
    sizes = said["what_if"]
    assert sizes.loc[400, 0.2] == 3
    assert sizes.loc[800, 0.2] == 2
    assert sizes.loc[1600, 0.2] == 1
    assert sizes.loc[400, 0.0] == 2


def test_the_menus_earn_alike_but_one_promises_too_much_and_leaves_out_the_thrifty(said):
    promise, reach = said["promise"], said["reach"]
    assert promise["true"]["by_need"] == pytest.approx(promise["true"]["one_logit"], rel=0.02)
    assert promise["promised"]["one_logit"] > 1.05 * promise["true"]["one_logit"]
    assert reach.loc["thrifty", "by_need"] > 1.3 * reach.loc["thrifty", "one_logit"]


def test_the_last_rule_leaves_nobody_out(said):
    from crmlab.personalize import rule_coverage

    covered = rule_coverage(said["everyone"], said["offer_rules"])
    assert covered["decides"].iloc[-1] == 0
    assert covered["decides"].iloc[-2] > 0.5 * len(said["everyone"])
    assert (covered["conflicts"].iloc[:3] == covered["fits"].iloc[:3]).all()  # "contradicts every other one"
