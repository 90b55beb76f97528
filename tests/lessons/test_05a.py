"""What lesson 5a says in words: numbers follow the data by themselves, claims do not."""

import contextlib
import io
import warnings
from pathlib import Path

import matplotlib
import nbformat
import numpy as np
import pytest

import crmlab as crm
from crmlab import interact

LESSON = Path(__file__).parents[2] / "notebooks" / "en" / "05a_interaction_design.ipynb"


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


def test_at_nine_three_calls_of_four_ring_in_vain_and_annoy_more(said):
    by_hour = said["by_hour"]["mean"]
    assert by_hour.idxmin() == 9
    assert by_hour.idxmax() == 19
    assert 0.2 < by_hour[9] < 0.3
    assert said["annoyed"][True] > said["annoyed"][False] + 0.02


def test_a_visit_gets_through_and_costs_a_text_does_not(said):
    channels = said["channels"].dropna()
    assert channels["got_through"].idxmax() == channels["yuan_each"].idxmax() == "visit"
    assert channels["got_through"].idxmin() == channels["yuan_each"].idxmin() == "sms"
    assert channels["yuan_each"].sort_values().index[-2] == "phone"  # "a call lies between"


def test_each_district_has_an_hour_of_its_own(said):
    best = said["hours"].query("best").set_index("district")["hour"]
    assert best["lane"] == 10
    assert best["new_town"] == best["east_gate"] == 19
    assert best[["old_mill", "riverside", "university"]].between(12, 17).all()  # "the afternoon elsewhere"
    nine = said["hours"].query("hour == 9").set_index("district")["rate"]
    assert nine.idxmin() == "new_town"


def test_the_hours_of_one_year_hold_in_the_next(said):
    assert said["at_best"] > said["not_nine"] + 0.05
    assert said["not_nine"] > said["later"]["answered"].mean()  # nine would flatter the choice


def test_two_contacts_do_no_harm_and_four_and_six_do(said):
    dose = said["dose"]
    none = dose.loc[0]
    for times in (1, 2):
        assert abs(dose.loc[times, "mean"] - none["mean"]) < 1.96 * np.hypot(
            dose.loc[times, "sem"], none["sem"]
        )
    for times in (4, 6):
        assert none["mean"] - dose.loc[times, "mean"] > 1.96 * np.hypot(dose.loc[times, "sem"], none["sem"])
    assert dose["mean"].idxmin() == 6
    assert 0 < said["lost_low"] < said["lost_visits"] < said["lost_high"]
    assert said["within"][6] < said["within"][0]  # "they had not come earlier instead"


def test_moods_turn_after_the_second_contact(said):
    mood, leaving = said["mood"], said["leaving"]
    assert abs(mood[2] - mood[1]) < 0.03
    assert mood[3] > 1.5 * mood[2]
    assert mood[6] == mood.max()
    assert leaving[6] == leaving.max()
    assert leaving[2] < leaving[3]


def test_people_were_contacted_after_they_had_refused_mostly_by_campaigns(said):
    assert said["n_opted_out"] < said["n_no_room"]
    assert said["again"]["purpose"].eq("campaign").mean() > 0.7


def test_some_had_to_tell_it_again(said):
    assert 0.02 < said["told_again"] / said["repeats"] < 0.3
    assert said["more"] > 0.25


def test_money_moves_to_online_and_telephone_and_away_from_the_rest(said):
    split = said["split"].set_index("channel")
    assert set(split.index[split["spend"] > split["now"]]) == {"online", "telephone"}
    assert said["moved"] > 1.1 * said["as_now"]
    assert abs(said["as_now"] / said["year"]["won"].sum() - 1) < 0.05  # the curves tell last year well


def test_of_three_budgets_the_response_curve_earns_most(said):
    budgets = said["budgets"]
    assert budgets["profit"].idxmax() == "response"
    assert budgets["profit"]["response"] - budgets["profit"]["percentage"] > 0
    assert budgets["budget"]["objective"] < said["year"]["spend"].sum()
    assert budgets["customers"]["objective"] >= said["target"]
    low, high = said["steps"][0]["budget"], said["steps"][-1]["budget"]
    assert low < budgets["budget"]["response"] < high
    assert low < 1e6 * said["flat"][0] < budgets["budget"]["response"] < 1e6 * said["flat"][-1] < high


def test_freshness_surely_helps_and_the_two_messages_are_undecided(said):
    read = said["read"]
    assert read["low"].iloc[0] > 0
    assert read["low"].iloc[2] < 0 < read["high"].iloc[2]
    assert read["p_value"].iloc[2] > 0.05
    assert said["true_gap"] > 0.02  # "not significant" was not "no difference"
    assert said["had"] < 0.5
    assert abs(said["by_pencil"] - said["needed"]) <= 1


def test_pencil_and_call_give_nearly_the_same_interval(said):
    read, error = said["read"], said["error"]
    assert abs(read["low"].iloc[2] - (said["difference"] - 1.96 * error)) < 0.003


def test_peeking_cries_wolf_about_five_times_as_often(said):
    assert abs(said["ever"].mean() - 0.248) < 0.03
    assert said["at_end"].mean() < 0.07
    shown, at_end = said["ever"][:60], said["at_end"][:60]
    assert 0.28 < shown.mean() < 0.38  # "about a third of these sixty"
    assert at_end.sum() < 0.5 * shown.sum()  # "most end inside"


def test_the_pull_ends_with_the_coupon(said):
    assert said["after"] < 0.2 * said["during"]
    assert (said["pull"].loc[0:2] - 1.96 * said["week_error"].loc[0:2]).min() > 0
    rest = said["pull"].drop([0, 1, 2])
    assert (rest.abs() < 1.96 * said["week_error"].drop([0, 1, 2])).mean() > 0.8  # "lie near zero"
    assert said["pull"].loc[0:2].min() > 2 * said["pull"].drop([0, 1, 2]).max()


def test_the_pencil_teams_turn_and_most_of_the_real_gap_is_the_clock(said):
    rates = said["teams"].pivot_table("rate", "team", "hour")
    assert (rates.loc["agency"] > rates.loc["own"]).all()
    assert said["overall"]["agency"] < said["overall"]["own"]
    assert said["fair_gap"] < 0.5 * said["gap"]
    assert abs(said["fair_gap"]) < 1.96 * said["fair_error"]  # "the rest may be nothing"
    years = said["ours"].groupby("team")["year"].unique()
    assert years["S"].tolist() == [2024] and years["T"].tolist() == [2025]


def test_the_parcel_pays_by_the_owners_count_only(said):
    margin, cost = said["parcel"][["margin_per_response", "cost_per_contact"]]
    assert said["gross"] * margin > cost
    assert said["naive"] > 0.3
    assert said["alike"].low < said["true_effect"] < said["alike"].high
    assert said["alike"].high < 0.5 * said["naive"]
    assert said["alike"].high * margin < cost


def test_response_and_uplift_are_different_orders(said):
    bands = said["by_band"]
    assert bands["share"].idxmax() == bands["difference"].idxmin() == "0-14"
    assert bands["difference"].iloc[3] > 3 * bands["difference"].iloc[0]
    assert bands["share"].iloc[3] < bands["share"].iloc[0]


def test_the_uplift_order_beats_a_lot_and_the_response_order_does_not(said):
    assert interact.qini(said["by_uplift"]) > interact.qini(said["by_response"]) + 0.005
    assert said["true_qini"]["uplift"] > 0.3 * said["true_qini"]["best"]
    assert said["true_qini"]["response"] < 0
    first_half = said["by_response"].query("share <= 0.4")
    assert (first_half["gain"] - first_half["random"]).mean() < 0.002  # "below or on the line"


def test_the_do_not_disturbs_had_mostly_been_seen_lately(said):
    assert said["dnd_recent"] > 0.5


def test_the_districts_hour_misses_half_of_its_people(said):
    assert 0.35 < said["right_hour"] < 0.65


def test_two_points_take_more_people_than_the_shop_has(said):
    assert said["two_points"] > len(said["customers"])
    assert abs(said["more_people"] - said["fewer"] ** 2) < 0.5


def test_only_the_chosen_coupons_earned_but_june_alone_does_not_prove_it(said):
    table = said["june_table"]
    for reading in ("measured", "true"):
        assert table.loc["worth", reading] > 0 > table.loc["all", reading] > table.loc["response", reading]
    assert said["low_june"] < 0 < said["high_june"]


def test_only_who_has_allowed_it_is_on_the_list(said):
    chosen, consents = said["chosen_ones"], said["consents"]
    for purpose, channel in (("marketing", "sms"), ("profiling", "any")):
        on = consents[(consents["purpose"] == purpose) & (consents["channel"] == channel)]
        last = on[on["stated_on"] < "2026-01-01"].drop_duplicates("customer_id", keep="last")
        last = last.set_index("customer_id").loc[chosen["customer_id"]]
        assert last["granted"].eq(1).all()
        assert not (last["withdrawn_on"] < "2026-01-01").any()
    assert len(chosen) < 0.5 * said["n_worth"]
    assert not chosen["customer_id"].isin(said["full"]).any()


def test_the_break_even_is_where_the_profit_is_zero(said):
    start, line = said["start"], said["break_even"]
    assert abs(line * said["margin"] - said["cost"] - said["gift"] * (start + line)) < 1e-9


def test_the_power_of_the_plan_is_told_honestly(said):
    plan = said["plan"]
    own = interact.power_of(said["start"], said["expected"], said["n_held"])
    assert abs(plan.loc["as_forecast", "finds_effect"] - own) < 0.03
    assert plan["finds_profit"].max() < 0.5  # "neither will one spring"
    assert said["forecast_june"] > said["measured"] > said["break_even"]
    rng = np.random.default_rng(1)
    size, lift = said["n_held"], said["expected"]
    came = rng.binomial(size, said["start"] + lift, 4000) / size
    control = rng.binomial(size, said["start"], 4000) / size
    margin, gift = said["margin"], said["gift"]
    profit = margin * (came - control) - said["cost"] - gift * came
    error = np.sqrt(((margin - gift) ** 2 * came * (1 - came) + margin**2 * control * (1 - control)) / size)
    shown = (profit - 1.96 * error > 0).mean()
    assert abs(shown - plan.loc["as_forecast", "finds_profit"]) < 0.05
    assert said["n_rounds"] * len(said["chosen_ones"]) >= 2 * plan.loc["as_forecast", "needed_for_profit"]
    assert said["rounds_june"] > 2 * said["n_rounds"]


def test_the_plan_earns_and_its_control_group_is_affordable(said):
    assert said["gain_model"] > said["gain_june"] > 0
    assert abs(said["n_sent"] - said["n_held"]) <= 1
    assert said["price_of_knowing"] < 400
    assert 0 < said["n_low"] < len(said["chosen_ones"])


def test_the_small_shop_has_too_few_customers_for_its_test(said):
    assert said["own_needed"] > len(said["mine"])


def test_a_few_parcels_only_find_nobody_to_compare_with(said):
    assert 0 < said["n_parcels"] - said["alike"].treated < 0.03 * said["n_parcels"]


def test_exercise_4_no_hour_of_the_fair_calls_stands_out():
    calls = crm.load("exhibition_calls")
    calls = calls.assign(answered=(calls["outcome"] != "no_answer").astype(int))
    hours = interact.best_hours(calls, at="called_at")
    overall = calls["answered"].mean()
    assert ((hours["low"] < overall) & (overall < hours["high"])).mean() > 0.8  # "nearly all hours overlap"


def test_exercise_3_more_bought_than_tapped_the_text():
    treated = crm.load("campaign_contacts").query("campaign_id == 'K03' and group == 'treatment'")
    tapped = crm.load("contacts").query("campaign_id == 'K03'")["answered"].mean()
    assert treated["responded"].mean() > 2 * tapped


def test_exercise_8_the_broken_cell_answers_something_quite_different():
    people = crm.load("campaign_contacts").query("campaign_id == 'K04'")
    buyers = people[people["responded"] == 1].groupby("group")["amount"].mean()
    everybody = people.groupby("group")["amount"].mean()
    effect = everybody["treatment"] - everybody["control"]
    assert effect > 0
    assert abs(buyers["treatment"] - buyers["control"] - effect) > 0.5 * effect
