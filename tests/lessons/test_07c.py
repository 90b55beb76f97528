"""What lesson 7c says in words: numbers follow the data by themselves, claims do not."""

import contextlib
import io
import warnings
from pathlib import Path

import matplotlib
import nbformat
import numpy as np
import pytest

import crmlab as crm

LESSON = Path(__file__).parents[2] / "notebooks" / "en" / "07c_churn_winback.ipynb"


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


def test_three_people_disagree_and_the_shop_grows(said):
    value = said["year"]["value"]
    assert value["start"] > 0.3
    assert value["net"] < 0  # "more than a year ago"
    assert value["net"] < value["money"] < value["start"]


def test_the_lost_had_bought_less_but_small_customers_do_not_leave_more_easily(said):
    money, lost = said["money"], said["counted_lost"]
    assert lost.sum() == said["year"].loc["start", "lost"]
    assert money[lost].mean() < 0.8 * money[~lost].mean()
    left_on = said["left_on"].reindex(money.index)
    still_here = ~(left_on < said["begin"])
    left_in_the_year = left_on.between(said["begin"], said["today"])
    of_leavers, of_stayers = money[still_here & left_in_the_year], money[still_here & ~left_in_the_year]
    assert of_leavers.mean() == pytest.approx(of_stayers.mean(), rel=0.1)
    assert said["gone_before"] > 0.3


def test_firms_leave_where_everybody_can_see_it(said):
    assert (said["firms"]["left"] == said["true_left"]).all()


def test_thirty_days_are_wrong_nearly_four_times_in_five_and_180_fewer_than_one_in_five(said):
    assert 0.77 < said["back"][30] < 0.8
    assert 0.15 < said["back"][180] < 0.2
    assert (np.diff(said["back"]) < 0).all()


def test_the_calendar_misses_most_leavers_and_a_long_silence_is_nearly_sure(said):
    judged = said["judged"]
    assert judged.loc["calendar", "found"] < 0.5
    assert judged.loc["180", "right"] > 1 - said["back"][180]  # "more than the return curve promised"


def test_newcomers_are_kept_no_better_than_before(said):
    kept = said["kept"][4].dropna()
    early, late = kept.loc["2023Q1":"2023Q4"].mean(), kept.loc["2024Q1":"2024Q4"].mean()
    assert abs(late - early) < 0.06


def test_a_point_is_cheapest_by_text_and_only_there_below_ten_visits(said):
    price = said["price"]["per_point"]
    assert price.idxmin() == "K05"
    assert price.idxmax() == "K02"
    assert said["price"]["plus_minus"].between(3.5, 5.4).all()  # "to within four or five"
    assert (price < 10 * said["margin"]).to_dict() == {"K02": False, "K03": False, "K04": False, "K05": True}


def test_the_pencil_agrees_with_the_library(said):
    assert said["test"].chi_square == pytest.approx(said["chi_square"])
    assert said["fit"].table["coefficient"][0] == pytest.approx(said["by_hand"], abs=0.026)
    assert said["chi_square"] < said["critical"]
    assert said["pencil"].set_index("months").loc[7, "at_risk"] == 4
    assert (said["tea"]["left"] == 0).sum() == 4


def test_restaurants_leave_two_and_a_half_times_as_often_and_it_is_not_proved(said):
    from crmlab.story.accounts_firms import SEGMENTS

    others = said["firms"][said["firms"]["restaurant"] == 0]
    rate = np.average([SEGMENTS[name][2] for name in others["segment"]], weights=others["months"])
    assert 2.3 < SEGMENTS["restaurant"][2] / rate < 2.8
    assert said["firm_fit"]["low"] < 1 < said["firm_fit"]["hazard_ratio"]
    assert said["firm_test"].p_value > said["level"]


def test_the_curve_is_early_and_the_median_of_the_lost_is_nonsense(said):
    assert 0.7 < said["median"] / said["true_median"] < 1
    assert said["of_the_lost"] < said["median"] / 2


def test_the_cards_miracle_shrinks(said):
    ratios = said["ratios"]["hazard_ratio"]
    assert ratios[0] < 0.5 < 0.8 < ratios[1] < ratios[2] < 1
    assert said["ratios"]["high"][1] < 1 < said["ratios"]["high"][2]
    assert (
        said["by_card"]["low"] < ratios[1] < 1 < said["by_card"]["high"]
    )  # "as much as the second row, or nothing"
    untouched = said["drawn"].query("offered == 0")["enrolled_on"]
    assert untouched.isna().all()  # "nobody else could"


def test_the_estimate_ends_where_nobody_is_watched_any_more(said):
    assert said["shop"].attrs["until"] == said["people"]["duration"].max() < said["truth"].attrs["until"]


def test_the_model_ranks_the_cheat_shines_and_only_one_column_is_suspect(said):
    assert said["auc"] > said["auc_tree"] > 0.7
    assert said["auc_cheat"] > said["ceiling"] > said["auc"]  # better than anybody could be
    check = (
        said["retain"].leak_check(said["wonder"][[*said["more"], "churned"]]).set_index("column")["suspect"]
    )
    assert check[check].index.tolist() == ["on_list"]


def test_calibrated_but_for_the_top(said):
    lift = said["lift"]
    error = 1.96 * np.sqrt(lift["churned"] * (1 - lift["churned"]) / lift["customers"])
    off = (lift["predicted"] - lift["churned"]).abs() > error
    assert off[0]
    assert lift["churned"][0] > lift["predicted"][0]
    assert off[1:].sum() <= 2


def test_more_than_half_of_the_leavers_had_left_before(said):
    assert said["too_late"] > 0.5


def test_the_best_stop_is_a_third_and_contacting_all_loses(said):
    assert 0.2 < said["stop"]["share"] < 0.4
    assert said["profit"]["profit"].iloc[-1] < 0 < said["stop"]["profit"]
    assert 1 <= said["too_low"] < 15


def test_the_slider_is_too_kind_to_the_riskiest(said):
    assert said["top_gone"] > said["too_late"]
    assert said["fair_stop"] > said["stop"]["share"]
    assert said["fair"].max() < 0.75 * said["stop"]["profit"]
    assert said["by_rule"]["profit"] < said["stop"]["profit"]  # the rule does not know the outcome


def test_the_goods_lead_and_few_spoke(said):
    reasons = said["reasons"].set_index("reason")["share"]
    assert reasons.index.tolist() == ["core_service", "pricing", "inconvenience", "service_encounter"]
    assert reasons["core_service"] > 0.5
    assert said["kappa"] > 0.6 > said["kappa_all"]
    assert 0 < said["n_spoke"] < 0.5 * len(said["exits"])  # "only"
    assert said["wrongs"]["customer_id"].is_unique
    assert len(said["exits"]) < 0.2 * said["people"]["left"].sum()
    assert 0 < said["n_silent"] < said["n_because"] < 0.1 * said["people"]["left"].sum()


def test_wait_and_unsolved_drive_away_and_making_good_holds(said):
    odds = said["odds"]
    assert odds.loc["twice_the_wait", "low"] > 1
    assert odds.loc["unsolved", "low"] > 1
    assert odds.loc["made_good", "high"] < 1


def test_by_answers_the_mail_loses_by_visits_it_earns_and_nothing_lasts(said):
    assert said["per_answer"] < 0 < said["low"]["visits"] < said["per_visit"]
    assert said["high"]["yuan"] - said["low"]["yuan"] > 1.5 * (said["high"]["visits"] - said["low"]["visits"])
    assert said["low"]["visits"] < said["lost"]["truth"].mean() < said["high"]["visits"]
    a_visit = said["lost"]["amount"].sum() / said["lost"]["visits"].sum()
    assert said["margin"] < said["margin_share"] * a_visit  # "careful"
    assert abs(said["stayed_on"][True] - said["stayed_on"][False]) < 0.02
    assert (said["lost"]["silent"] <= said["quiet"]).mean() < 0.05


def test_risk_alone_is_worse_than_a_lot_and_a_plain_list_as_good_as_value(said):
    splits, mean = said["splits"], said["mean"]
    assert list(splits) == [
        "risk",
        "spent",
        "lot",
        "recent",
        "comes",
        "worth",
        "best",
    ]  # as the labels of the figure
    assert len(splits) == said["n_splits"]
    assert (splits["risk"] < splits["lot"]).all()  # "in every one"
    assert mean["risk"] < 0 < mean["lot"] < mean["spent"] < mean["worth"] < mean["comes"] < mean["best"]
    assert 0.9 < mean["recent"] / mean["worth"] < 1.2
    assert (splits["comes"] > splits["worth"]).mean() > 0.6
    assert mean["worth"] > 2 * mean["lot"]
    assert said["gone_share"] > 0.6
    assert said["stops"]["worth above 0"] < said["stops"]["all"]  # "without a limit the list hardly matters"
    assert said["stops"]["worth above 0"] > 0.85 * said["stops"]["all"]


def test_the_october_terms_are_those_of_the_proposal():
    mail = crm.load("campaigns").set_index("campaign_id").loc["K04"]
    assert (mail["cost_per_contact"], mail["gift_per_response"], mail["margin_per_response"]) == (
        0.5,
        15.0,
        30.0,
    )
    from crmlab.story.campaigns import K04

    assert (K04.seen_within, K04.silent_for) == (540, 45)


def test_the_proposal_earns_even_with_a_smaller_margin_and_the_promise_was_about_kept(said):
    assert 0 < said["leaner"]["earned"] < said["monday"]["earned"]
    assert 0.7 < said["promised"] / said["stops"]["all"] < 1.3
    assert said["n_sent"] == pytest.approx(0.9 * len(said["now"]), abs=0.5)  # a tenth gets nothing
    a_head = said["monday"]["earned"] / said["n_sent"]
    middle = (said["low"]["visits"] + said["high"]["visits"]) / 2
    assert said["low"]["visits"] < a_head < middle  # "near the careful end"


def test_half_a_year_can_test_a_very_good_offer_only(said):
    assert (
        said["per_group"] > said["n_half"]
    )  # what is assumed takes more in each group than there are in all
    assert 2 * said["third"] < said["n_half"]  # an offer that keeps a third can be seen


def test_from_the_complaint_on_complainers_leave_more():
    from crmlab.check.answers import find
    from crmlab.check.run import solved

    fair = solved(find("07c.3"))["fair"]
    assert fair["low"] > 1


def test_the_memo_keeps_to_the_budget_and_the_lessons_model_promises_less(said):
    from crmlab.check.answers import find
    from crmlab.check.run import solved

    names = solved(find("07c.10"))
    assert names["n_mails"] * names["a_mail"] <= names["budget"]
    assert names["n_mails"] < len(names["waiting"])
    assert names["per_head"] == pytest.approx(said["per_visit"], abs=0.05)
    assert said["monday"]["earned"] / said["n_sent"] < names["per_head"]


def test_at_the_lower_end_a_point_costs_more_than_twice_as_much():
    from crmlab.check.answers import find
    from crmlab.check.run import solved

    names = solved(find("07c.5"))
    assert names["spent"] / names["fewest"] > 2 * names["yuan_per_point"]


def test_the_list_of_calls_earns_less_than_it_promises_and_than_the_plain_orders():
    from crmlab.check.answers import find
    from crmlab.check.run import solved

    names = solved(find("07c.9"))
    by_truth = names["by_truth"]
    assert by_truth["worth"] < 0.8 * names["calls"]["worth"].mean()
    assert by_truth["worth"] < by_truth["comes"] < by_truth["recent"] < by_truth["best"]


def test_the_description_of_the_firms_gives_the_chances_that_the_lesson_sends_to():
    from crmlab.story.accounts_firms import SEGMENTS

    shown = str(crm.describe("accounts"))
    assert f"restaurant {SEGMENTS['restaurant'][2]:g}" in shown
