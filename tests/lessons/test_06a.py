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
    blind = said["np"].corrcoef(said["blind"].T)[said["upper"]]
    assert blind.max() < 0  # "which dealing at random never gives"
    assert said["pairs_seen"].loc["delivery", "online"] > 0.4
    assert (said["points"][said["parts"]] % 5 == 0).all(axis=None)  # "points come in fives"


def test_both_measures_say_three_and_the_points_more_clearly(said):
    points, logs = (said[name].set_index("k") for name in ("by_points", "by_logs"))
    for table in (points, logs):
        assert table["silhouette"].idxmax() == 3
        assert table["stability"][3] > 0.95
    lead = {
        name: table["silhouette"][3] - table["silhouette"].drop(3).max()
        for name, table in (("points", points), ("logs", logs))
    }
    assert lead["points"] > 3 * lead["logs"]
    assert said["above_points"] > said["above_logs"]


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


def test_value_tells_the_need_a_little(said):
    assert said["guess_by_value"] - said["guess_blind"] < 0.08
    assert said["mix"].to_numpy().min() > 0.24  # "a quarter or more of every bar"
    thrifty = said["mix"]["thrifty"]
    assert thrifty[1] == thrifty.max()
    assert thrifty[5] == thrifty.min()
    assert said["z_trend"] < -2  # "hardly chance"


def test_rules_are_right_on_cases_they_have_not_seen(said):
    assert not set(said["write"]["customer_id"]) & set(said["check_on"]["customer_id"])
    assert said["right"] > 0.9
    assert said["decided"].mean() > 0.85
    means = said["write"].groupby("label")[["price", "delivery", "goods"]].mean()
    for need, part, cut in (("thrifty", "price", 30), ("hurried", "delivery", 25), ("fresh", "goods", 35)):
        halfway = (means.loc[need, part] + means[part].drop(need).mean()) / 2
        assert cut == 5 * said["np"].ceil(halfway / 5)  # no answer lies between


def test_behaviour_tells_less_than_the_commonest_need(said):
    assert said["by_behaviour"] < said["guess_blind"] - 0.02
    assert said["share_known"] < 0.3  # "most meet the question first"


def test_kano_runs_from_must_be_to_reverse(said):
    category = said["summary"].set_index("feature_id")["category"]
    assert category.to_dict() == {
        "fresh_date": "M", "till_tag": "M", "easy_return": "O", "choose_hour": "O",
        "track_rider": "A", "usual_basket": "A", "recipe_card": "I", "daily_message": "R",
    }  # fmt: skip


def test_kano_is_alike_in_all_needs(said):
    rows = [each.loc["easy_return"] for each in said["by_kano"].values()]
    assert {row["category"] for row in rows} == {"O"}
    assert max(row["better"] for row in rows) - min(row["better"] for row in rows) < 0.05


def test_six_choices_say_next_to_nothing_and_agree_with_the_map(said):
    fit = said["small_fit"]
    assert fit.coefficients.set_index("feature").loc["price", "high"] > 0
    assert said["worth"][said["top"]] == pytest.approx(fit.part_worths["fast"], abs=0.15)
    assert said["price"][said["top"]] == pytest.approx(fit.part_worths["price"], abs=0.05)


def test_the_pooled_refund_fits_the_hurried_at_best(said):
    refund, pooled = said["refund"], said["refund_all"]
    assert refund.loc["thrifty", "high"] < pooled["low"]
    assert refund.loc["fresh", "low"] > pooled["high"]
    assert refund.loc["hurried", "low"] < pooled["wtp"] < refund.loc["hurried", "high"]
    assert refund.loc["fresh", "wtp"] > 5 * refund.loc["thrifty", "wtp"]  # "several times"
    narrow = said["worth_all"].loc["guarantee_refund", "se"]
    assert narrow < refund["high"].sub(refund["low"]).div(2 * 1.96)[["hurried", "fresh"]].min()


def test_most_intervals_hold_the_truth_but_fewer_than_nineteen_of_twenty(said):
    assert 0.6 < said["n_inside"] / len(said["by_need"]) < 0.95
    missed = said["missed"]
    assert len(missed) == len(said["by_need"]) - said["n_inside"]
    assert set(missed["need"]) == {"hurried"}
    assert (missed["wtp"] < missed["truth"]).all()  # "all too low"


def test_persons_change_little_within_a_need(said):
    from crmlab.personalize import fit_choices

    tasks = said["tasks"]
    fresh = said["fits"]["fresh"].coefficients
    alone = fit_choices(tasks[tasks["need"] == "fresh"], said["features"]).coefficients
    assert (fresh["se"] / alone["se"]).between(0.85, 1.15).all()


def test_menus_stand_on_the_orders_in_the_books(said):
    row, month = said["row_now"], said["month"]
    margin = said["offers"].loc[row, "margin"]
    books = said["delivered"] * margin - said["fixed"]
    for part_worths, weights in ((said["fits"], said["share"]), (said["true"], said["true_share"])):
        assert month([row], part_worths, weights) == pytest.approx(books)
    assert said["profit_now"] == pytest.approx(books)
    assert said["gain"] == round(said["profit"][3]) - round(said["profit_now"])
    assert said["occasions"] == pytest.approx(said["purchases"], rel=0.15)  # "the size is credible"


def test_the_what_if_answers(said):
    pd, np = said["pd"], said["np"]

    def best_price(won, **new):
        earned = {}
        for price in np.arange(0, 12.5, 0.5):
            menu = pd.DataFrame([said["present"], {**said["present"], **new, "price": price}])
            menu = said["personalize"].code_levels(
                pd.concat([menu, said["offers"][list(said["present"])]]), bases=said["bases"]
            )
            menu = menu.iloc[:2].reset_index(drop=True)
            menu.loc["none"] = [float(column == "none") for column in menu]
            shares = said["personalize"].choice_shares(said["fits"], menu, said["share"])
            cost = sum(levels[{**said["present"], **new}[part]] for part, levels in said["costs"].items())
            margins = np.array([3 - 2.1 + won, price - cost + won])
            earned[price] = shares["all"].iloc[:2].to_numpy() @ margins, shares.iloc[1]
        price = max(earned, key=lambda one: earned[one][0])
        return price, *earned[price]

    price, fast, takers = best_price(said["won"], hours=2)
    assert 8 <= price <= 9
    assert 0.45 < takers["hurried"] < 0.6  # "half of the hurried"
    assert takers["thrifty"] < 0.12
    second, refund, takers = best_price(said["won"], guarantee="refund")
    assert 5 <= second <= 6
    assert takers.drop("all").idxmax() == "fresh"
    assert refund == pytest.approx(fast, rel=0.03)  # "about as much"
    assert best_price(2 * said["won"], hours=2)[0] < price


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
    assert 0.35 < shares.loc["none", "thrifty"] < 0.45  # "four times in ten"
    assert of_takers["fresh"].iloc[:2].between(0.3, 0.6).all()  # "content with either"
    profit = said["profit"]
    assert profit[3] - profit[2] < 0.5 * (profit[2] - profit[1])  # "adds less"


def test_what_variety_may_cost(said):
    sizes = said["what_if"]
    assert sizes.loc[1000, 0.2] == 3
    assert sizes.loc[2000, 0.2] == 2
    assert sizes.loc[4000, 0.2] == 1
    assert sizes.loc[1000, 0.0] == 2


def test_the_gain_is_more_than_luck(said):
    sure = said["sure"]
    assert (sure.iloc[0] > 0).all()
    assert sure["than_now"].iloc[0] < said["gain"] < sure["than_now"].iloc[1]
    third = said["profit"][3] - said["profit"][2]
    assert sure["than_two"].iloc[0] < third < sure["than_two"].iloc[1]


def test_the_menus_earn_alike_but_one_leaves_out_the_thrifty(said):
    promise, reach = said["promise"], said["reach"]
    assert promise["true"]["by_need"] == pytest.approx(promise["true"]["one_logit"], rel=0.02)
    assert promise["promised"].tolist() == pytest.approx(promise["true"].tolist(), rel=0.07)
    assert said["known"]["profit"].max() > promise["true"].max()
    assert said["offers"].loc[said["rows_all"], "price"].min() == 9  # "even the next day"
    assert reach.loc["thrifty", "by_need"] > 1.3 * reach.loc["thrifty", "one_logit"]


def test_your_own_choices_give_the_pooled_fit(said):
    ours, theirs = said["own_worth"]["wtp"], said["worth_all"].loc[:, "wtp"]
    assert ours.tolist() == pytest.approx(theirs.tolist())
    assert list(said["own"].columns[:3]) == ["choice_id", "customer_id", "chosen"]
    assert len(said["own_points"]) == said["n_points"]


def test_the_last_rule_leaves_nobody_out(said):
    from crmlab.personalize import rule_coverage

    covered = rule_coverage(said["everyone"], said["offer_rules"])
    assert covered["decides"].iloc[-1] == 0
    assert covered["decides"].iloc[-2] > 0.5 * len(said["everyone"])
