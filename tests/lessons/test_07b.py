"""What lesson 7b says in words: numbers follow the data by themselves, claims do not."""

import contextlib
import io
import warnings
from pathlib import Path

import matplotlib
import nbformat
import pytest

LESSON = Path(__file__).parents[2] / "notebooks" / "en" / "07b_loyalty.ipynb"


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


def test_the_score_that_the_owner_pins_up_is_plus_nineteen(said):
    assert round(said["nps_said"]) == 19
    assert said["nps"].score == pytest.approx(said["nps_said"])
    assert 1 <= said["sample_visits"] <= 3


def test_two_customers_of_the_pencil_example_have_one_score_and_are_nothing_alike(said):
    small = said["small"]
    assert small["loyalty_score"][2] == small["loyalty_score"][3]
    assert small["recommend"].idxmax() == 2
    assert small["visits"].idxmax() == 3


def test_who_leaves_the_wallet_empty_comes_less_often(said):
    assert said["visits_silent"] < said["visits_told"]


def test_what_is_said_agrees_with_what_is_said_and_hardly_with_the_till(said):
    agreement = said["agreement"]
    assert agreement[["recommend", "repurchase", "price_tolerance"]].min() > 0.55
    assert 0.4 < agreement["share_of_wallet"] < 0.6
    assert agreement[said["counted"]].max() < 0.2
    assert said["faces"] < 0.2


def test_straight_tickers_are_left_out_as_in_lesson_7a(said):
    assert "straight" not in said["by_style"].index
    assert 10 < said["n_straight"] < 30
    ticked = said["satisfied"].loc[said["straight"], "customer_id"]
    assert said["answers"]["customer_id"].isin(ticked).sum() == said["n_straight"]


def test_the_respondents_add_up_and_most_of_the_rest_skipped_one_question(said):
    assert len(said["answers"]) - said["n_straight"] - said["n_left"] == said["n_people"]
    asked, kept = said["asked"], said["people"]["customer_id"]
    blanks = asked[~asked["customer_id"].isin(kept)][[*said["scales"], "repurchase"]].isna().sum()
    assert blanks["repurchase"] == said["no_repurchase"]
    assert blanks[blanks > 0].to_dict() == {
        "satisfaction": said["n_left"] - said["no_repurchase"],
        "repurchase": said["no_repurchase"],
    }


def test_words_follow_the_liking_and_money_the_visits(said):
    kinds = said["kinds"]
    assert abs(kinds.loc["latent", "recommend"] - kinds.loc["true", "recommend"]) < 0.3
    assert kinds.loc["latent", "recommend"] - kinds.loc["none", "recommend"] > 1.5
    assert kinds.loc["latent", "spend"] < 0.3 * kinds.loc["true", "spend"]
    assert kinds.loc["spurious", "spend"] > 0.8 * kinds.loc["true", "spend"]
    assert abs(kinds.loc["latent", "came_in_december"] - kinds.loc["none", "came_in_december"]) < 0.1
    assert kinds["customers"].idxmax() == "none"
    assert kinds["customers"].min() > 80


def test_the_names_of_the_corners_claim_more_than_wallet_and_rivals_bear_out(said):
    reasons, moved = said["reasons"], said["moved"]
    assert abs(reasons.loc["latent", "wallet"] - reasons.loc["spurious", "wallet"]) < 6
    assert abs(reasons.loc["spurious", "no_rival"] - reasons.loc["true", "no_rival"]) < 0.05
    assert reasons.loc["spurious", "switching"] < reasons.loc["true", "switching"]
    assert moved.loc["true", "liking 5.5"] < 0.8 * said["kinds"].loc["true", "customers"]
    assert moved.loc["spurious", "visits 8"] > 1.3 * said["kinds"].loc["spurious", "customers"]


def test_half_the_margin_takes_four_times_the_answers(said):
    needed = said["needed"]
    assert needed[3] == pytest.approx(4 * needed[6], rel=0.01)
    assert said["change_error"] > 3


def test_most_tick_ten_then_eight(said):
    counts = said["answers"]["recommend"].value_counts()
    assert counts.index[:2].tolist() == [10, 8]


def test_the_score_is_lower_where_there_are_rivals(said):
    assert said["by_market"][0].score > said["by_market"][2].score + 10
    assert said["free"].groupby(level=0).size().tolist() == [2, 2, 2]  # "two to each level"


def test_the_ladder_passes_in_any_order_so_it_proves_none(said):
    for ladder in (said["ladder"].iloc[1:3], said["shuffled"].iloc[1:]):
        assert (ladder["rate"] > ladder["others_rate"] + 0.25).all()
    last = said["ladder"].set_index("step").loc["came"]
    assert abs(last["rate"] - last["others_rate"]) < 0.08


def test_intention_says_something_of_coming_and_past_visits_say_more(said):
    assert said["missed"] > 80
    assert said["intent"].low > 0
    held = said["held"]["coefficient"]
    assert held["log_visits"] > 3 * held["means_to"] > 0


def test_satisfaction_goes_with_all_steps_but_coming_and_past_visits_with_coming_alone(said):
    effects = said["effects"].set_index(["factor", "step"])
    for step in ("knows", "likes", "means_to"):
        assert effects.loc[("satisfaction", step), "low"] > 1.5
    last = said["effects"].query("step == 'came'").set_index("factor")
    assert last.loc["log_visits", "low"] > 1.3
    others = last.drop("log_visits")
    assert ((others["low"] < 1) & (others["high"] > 1)).all()
    people = said["people"]
    pleased = people.loc[people["knows"] & people["likes"] & people["means_to"], "satisfaction"] >= 7
    assert pleased.mean() > 0.9  # "nearly all pleased"


def test_more_is_lost_early_than_late(said):
    share = said["share_moved"]
    lost = [share[stage, "decline"] for stage in ("acquire", "form", "stable")]
    assert lost == sorted(lost, reverse=True)
    assert said["fallen"].drop("decline").idxmax() == "stable"
    newer = said["moves"].query("after in ['acquire', 'form']")
    assert (newer["customers"] == 0).all()  # "empty by definition"
    assert said["back"] < 0.15


def test_the_three_factors_can_be_told_apart_and_explain_words_only(said):
    fitted = said["fitted"]
    assert fitted.table["vif"].max() < 1.6
    assert (fitted.table["low"] > 0).all()
    assert said["alone"] > fitted.table["coefficient"][0] + 0.05
    assert fitted.r_squared > 0.3
    assert said["on_visits"].r_squared < 0.03


def test_two_zones_win_and_the_upper_is_steeper(said):
    assert said["best_zones"] == 2
    assert said["high_slope"] > 1.5 * said["low_slope"]


def test_defection_reaches_higher_where_there_is_choice(said):
    edges = said["edges"]["defection_up_to"]
    assert edges[0] < edges[1] < edges[2]
    assert said["widest"][2] < edges[2] < said["narrowest"][2]
    assert 0 not in said["widest"].index  # "we cannot say where it ends"
    assert said["few_low"] < 0.06 * said["n_alone"]


def test_competition_and_expectation_make_the_slope_steeper(said):
    assert said["slopes"]["slope"].is_monotonic_increasing
    assert said["step_c"]["low"] > 0
    free = said["free"]
    assert free[0].max() < free[1].min() < free[1].max() < free[2].min()  # in all six districts
    assert said["still"]["low"] > 0  # with both squares
    assert abs(said["still"]["coefficient"] - said["step_e"]["coefficient"]) < 0.03
    assert said["step_e"]["low"] > 0
    low = said["hopes"].moderator_range[0]
    assert low < said["upper_turn"] < -1.5  # "all but the very lowest expectations"
    assert said["lower_turn"] < low


def test_survivors_did_not_grow_they_were_bigger_from_the_start(said):
    paths, margins = said["paths"], said["margins"]
    assert paths.loc[True, 5] < 1.05 * paths.loc[True, 1]
    assert paths.loc[True, 1] > 1.4 * paths.loc[False, 1]
    assert margins["amount_per_active"].iloc[-1] > margins["amount_per_active"].iloc[0]
    assert 0.25 < margins["amount_per_customer"].iloc[-1] / margins["amount_per_customer"].iloc[0] < 0.42


def test_five_points_are_far_from_twenty_five_per_cent(said):
    assert said["here"]["gain_share"] < 0.15
    assert said["r_for_25"] == pytest.approx(0.85)
    assert said["r_for_85"] + 0.05 > 1  # "more than everybody"


def test_the_truth_lies_below_the_whole_interval_and_the_late_do_not_show_it(said):
    assert said["true_nps"].score < said["nps"].low
    assert said["nps_late"].score > said["nps"].low


def test_style_moves_the_score_but_did_not_make_the_link(said):
    by_style = said["by_style"]
    assert by_style.loc["acquiescent", "nps"] > by_style.loc["midpoint", "nps"] + 20
    assert said["said_r"] - by_style.loc["plain", "correlation"] < 0.1
    assert said["meant_r"] > said["said_r"] + 0.05  # error hides more than style adds


def test_planted_moderators_are_found_in_order_and_flatter(said):
    found, planted = said["slopes"]["slope"], said["true_slopes"]
    assert found.is_monotonic_increasing
    assert planted == sorted(planted)
    assert found.iloc[2] - found.iloc[0] < planted[2] - planted[0]
    assert (
        said["step_e"]["low"] < said["planted"]["loyalty.satisfaction_expectation"] < said["step_e"]["high"]
    )


def test_correction_helps_satisfaction_crosses_over_for_switching_cost_and_harms_trust(said):
    off = said["beta"][["coefficient", "corrected"]].sub(said["meant_beta"]["coefficient"].to_numpy(), axis=0)
    assert abs(off.loc["satisfaction", "corrected"]) < 0.6 * abs(off.loc["satisfaction", "coefficient"])
    assert abs(off.loc["trust", "corrected"]) > 1.5 * abs(off.loc["trust", "coefficient"])
    assert off.loc["switching", "coefficient"] < 0 < off.loc["switching", "corrected"]
    assert abs(off.loc["switching"].sum()) < 0.01  # "about as far away on the other side"


def test_the_memo_gives_the_interval_of_the_lesson(said):
    from crmlab.check.answers import find
    from crmlab.check.run import solved

    five = said["five"]
    assert solved(find("07b.9"))["reach"] == pytest.approx(50 * (five.high - five.low))


def test_the_two_outcomes_disagree_on_the_bend_and_neither_is_sure(said):
    like, recommend = said["bend_like"], said["bend_recommend"]
    assert like["coefficient"] > 0 > recommend["coefficient"]
    for bend in (like, recommend):
        assert bend["low"] < 0 < bend["high"]
    assert said["planted"]["loyalty.square"] < 0


def test_visits_foretell_next_years_visits_and_liking_adds_little(said):
    fate, truth = said["fate"], said["truth"]
    assert said["left_before"].sum() > 50
    assert fate["customers"].sum() == (~(truth["left_on"] < said["asked_on"])).sum()
    coming = fate["orders_next_year"]
    assert coming["spurious"] > 2 * coming["latent"]
    for one, other in (("true", "spurious"), ("latent", "none")):
        assert abs(coming[one] - coming[other]) < 2 * fate.loc[[one, other], "error"].pow(2).sum() ** 0.5


def test_the_offer_pays_at_five_points_and_loses_at_two_or_on_a_thinner_margin(said):
    assert said["outcomes"][0.05] > 0 > said["outcomes"][0.02]
    assert said["thinner"] < said["price"] < said["here"]["affordable"]
    assert 100 * 0.05 * said["kept"] < 100 * said["points_needed"] < 5  # five per cent are not enough
    assert 0.6 < said["power"] < 0.85


def test_the_test_cannot_settle_the_break_even_and_pay_by_result_does_not_need_it(said):
    assert said["five"].low < said["points_needed"] < said["five"].high
    assert said["fee"] < said["worth"]
    assert said["paid_by_chance"] < 0.25 * said["test_cost"]
    assert said["test_cost"] > 0.6 * said["all_gain"]  # the stake beside it
