"""What lesson 4d says in words: numbers follow the data by themselves, claims do not."""

import contextlib
import io
import warnings
from pathlib import Path

import matplotlib
import nbformat
import numpy as np
import pandas as pd
import pytest

LESSON = Path(__file__).parents[2] / "notebooks" / "en" / "04d_portfolio.ipynb"


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


def test_of_the_pencil_accounts_b_loses_although_it_brings_as_much_as_a(said):
    pencil = said["pencil"].set_index("account")
    assert pencil.loc["a", "margin"] == pencil.loc["b", "margin"]
    assert pencil.loc["b", "margin"] < pencil.loc["b", "cost"]
    assert said["pencil_rates"] == {"visits": 80, "deliveries": 30}


def test_the_pair_sells_alike_and_costs_three_times_as_much(said):
    loser, twin = said["loser"], said["twin"]
    assert abs(twin["amount"] / loser["amount"] - 1) < 0.03
    assert 2.5 < loser["cost_to_serve"] / twin["cost_to_serve"] < 3.6  # "three times", in the alt text
    assert loser["contribution"] < 0 < twin["contribution"]
    assert twin["margin"] > 1.3 * loser["margin"]  # "partly its margin is thin"
    # "sales and contribution do go together", and yet the loser sells as much as the twin
    assert 0.7 < said["sales_value"] < 0.95
    assert loser["delivery"] == max(loser[name] for name in said["activities"])
    costs = loser["cost_to_serve"] - twin["cost_to_serve"]
    gap = twin["contribution"] - loser["contribution"]
    assert said["margin_part"] == pytest.approx(1 - costs / gap)
    more = {name: loser[name] - twin[name] for name in said["activities"]}
    assert max(more, key=more.get) == "delivery"  # "small deliveries, often"


def test_two_fifths_lose_and_a_spread_by_sales_hides_nearly_all(said):
    assert 0.33 < said["n_losing"] / said["n_served"] < 0.47
    assert said["n_losing_spread"] <= 0.05 * said["n_losing"]
    assert 1.1 < said["peak"] < 1.4
    value = said["served"]["contribution"]
    assert said["eaten"] == pytest.approx(-value[value < 0].sum() / value[value > 0].sum())
    assert 0.165 < said["eaten"] < 0.2  # "nearly a fifth"
    at = said["curve"]["value_share"].idxmax()
    assert 0.53 < said["curve"].loc[at, "customers_share"] < 0.67  # "three fifths", in the alt text


def test_tenure_does_not_go_with_contribution_and_contacts_do(said):
    assert abs(said["tenure_value"]) < 0.15
    assert said["contact_value"] > 0.5


def test_barnacles_are_few_friends_and_strangers_many(said):
    counts = said["placed"]["quadrant"].value_counts()
    assert counts.idxmin() == "barnacle"
    assert set(counts.index[:2]) == {"true_friend", "stranger"}


def test_the_naive_effect_of_a_visit_is_a_mirage(said):
    assert said["naive_effect"] > 5 * said["effect"]
    assert abs(said["effect"] - said["true_effect"]) < 0.012
    assert said["effect_low"] < said["true_effect"] < said["effect_high"]


def test_the_interval_of_the_effect_is_that_of_a_bootstrap_over_accounts(said):
    columns, rows = said["columns"], said["within"].assign(account_id=said["panel"]["account_id"])
    parts = [group[columns].to_numpy() for _, group in rows.groupby("account_id")]
    squares = np.array([part[:, 1:].T @ part[:, 1:] for part in parts])
    products = np.array([part[:, 1:].T @ part[:, 0] for part in parts])
    rng = np.random.default_rng(4)
    found = []
    for _ in range(400):
        drawn = rng.integers(0, len(parts), len(parts))
        found.append(np.linalg.solve(squares[drawn].sum(axis=0), products[drawn].sum(axis=0))[0])
    assert said["error"] == pytest.approx(np.std(found), rel=0.12)
    low, middle, high = said["visits_low"], said["gain_biggest"], said["visits_high"]
    assert 0 < low < middle < high
    assert middle == pytest.approx(np.expm1(2 * said["effect"]) * said["grows"] - said["spent_biggest"])


def test_the_best_plan_beats_the_head_of_sales_by_far_and_hardly_invests(said):
    assert said["plan"].gain > 4 * said["gain_biggest"] > 0
    assert said["by_sales"].gain < 0.1 * said["plan"].gain
    assert said["by_sales"].outlay < 0.1 * said["budget"]  # purses too small
    assert said["by_return"].gain > 0.99 * said["plan"].gain
    assert said["chosen"].get("invest", 0) <= 3
    assert said["plan"].shadow_price > 0.5


def test_with_less_money_managing_gives_way(said):
    third, chosen = said["third"], said["chosen"]
    assert third["manage"] < 0.5 * chosen["manage"]
    assert third["exit"] >= 0.8 * chosen["exit"]


def test_when_fewer_stay_they_are_left_alone_or_invested_in_and_without_savings_nobody_is_let_go(said):
    fewer, chosen = said["fewer_stay"], said["chosen"]
    assert fewer["manage"] < 0.7 * chosen["manage"]
    grown = (fewer - chosen).dropna()
    assert grown.idxmax() == "maintain"
    assert abs(grown["exit"]) <= 3 < grown["invest"]  # "exits hardly change", the money goes into visits
    assert said["n_stuck"] <= 2


def test_with_half_of_it_saved_managing_shrinks_and_so_does_the_gain(said):
    assert 0 < said["half_saved"]["manage"] < said["chosen"]["manage"]  # "only", in Chinese
    assert 0 < said["half_kept_to"] < said["half_plan"].gain < said["plan"].gain


def test_one_more_yuan_buys_nothing_and_the_price_is_that_of_the_next_step_and_falls(said):
    from crmlab.differentiate import choose_strategies

    plan, budget, options = said["plan"], said["budget"], said["options"]
    step = said["manage"]["outlay"]
    more = {extra: choose_strategies(options, budget + extra, "account_id") for extra in (1, step)}
    assert more[1].gain == pytest.approx(plan.gain)
    assert (more[step].gain - plan.gain) / step == pytest.approx(plan.shadow_price, rel=0.01)
    assert (more[step].chosen["strategy"] == "manage").sum() == said["chosen"]["manage"] + 1
    assert said["price_later"] < plan.shadow_price
    assert said["half_plan"].shadow_price < plan.shadow_price


def test_exits_bring_most_of_the_gain_and_would_not_pay_on_new_terms(said):
    plan, let_go = said["plan"], said["let_go"]
    assert let_go["gain"].sum() > 0.5 * plan.gain
    assert (said["on_terms"] < 0).all()  # "none of them would cover its cost"
    assert plan.outlay + said["talks"] > 1.3 * said["budget"]  # "far over the budget"
    assert said["gain_if_talked"] < plan.gain
    proposed = plan.chosen.set_index("account_id")["strategy"]
    proposed = proposed.where(proposed != "exit", "manage")
    options = said["options"]
    all_talked = options[options["strategy"] == options["account_id"].map(proposed)]
    assert all_talked["gain"].sum() == pytest.approx(said["gain_if_talked"])


def test_among_the_managed_are_profitable_accounts_and_friends(said):
    assert 0 < said["n_friends"] <= said["n_earning"] < said["chosen"]["manage"]
    assert 0 < said["plan"].gain - said["spared"].gain < 0.1 * said["plan"].gain
    friends = said["placed"].set_index("account_id")["quadrant"] == "true_friend"
    kept = said["spared"].chosen.set_index("account_id")["strategy"]
    assert not (kept[friends[friends].index] == "manage").any()


def test_the_pencil_table_takes_out_the_size_of_the_accounts(said):
    assert said["two_within"] == pytest.approx(3)
    assert said["two_naive"] > 10 * said["two_within"]


def test_small_knapsack_as_told(said):
    assert (said["best"].gain, said["greedy"].gain, said["best"].shadow_price) == (20, 13, 2)


def test_tier_c_costs_more_than_its_margin_now_and_less_by_its_standard(said):
    c = said["by_tier"].loc["C"]
    assert c["now"] > c["margin"] > c["standard"]
    assert said["c_over_half"] > said["below_c"] > 0


def test_tiers_compare_like_with_like_and_a_is_promised_more_than_it_gets(said):
    by_tier, tiered = said["by_tier"], said["tiered"]
    whole = by_tier["now"] + by_tier["on_top"]
    assert whole.to_numpy() == pytest.approx(tiered.groupby("tier")["cost_to_serve"].sum().to_numpy())
    assert by_tier.loc["A", "standard"] > by_tier.loc["A", "now"]
    # A standard charged at today's use is today's cost of the same four activities.
    assert set(said["standards"].columns[1:]) == {"visits", "deliveries", "km", "phone_orders"}


def test_a_buffer_calms_and_wider_limits_cost(said):
    assert said["n_calm"] < 0.6 * said["n_plain"]
    assert said["dearer"] > 0


def test_the_promise_to_a_is_broken_by_more_than_the_one_to_c(said):
    kept = said["kept_promise"]
    assert kept.loc["A", "given"] < kept.loc["A", "promised"] - 0.02
    assert kept.loc["C", "given"] > kept.loc["C", "promised"]
    assert kept["given"].max() - kept["given"].min() < 0.04  # "all ride in one van"


def test_size_and_kind_explain_and_district_does_not(said):
    share = said["power"]["share"]
    assert share["meals_per_day"] > share["segment"] > 0.1
    assert share["district"] < 0.06


def test_three_needs_by_every_argument(said):
    arguments = said["arguments"].set_index("k")
    assert arguments["stability"].idxmax() == arguments["silhouette"].idxmax() == 3
    assert arguments.loc[3, "stability"] > 0.9
    assert arguments.loc[3, "silhouette"] > arguments.loc[3, "shuffled"] + 0.1
    assert arguments["within"].is_monotonic_decreasing
    assert said["agreement"] > 0.85


def test_the_names_of_the_needs_fit_three_different_groups(said):
    profile = said["profile"]
    assert len({profile[facet].idxmax() for facet in ("price", "delivery", "goods")}) == 3
    needs = said["needs"]
    most = {c: needs.loc[needs["cluster"] == c, "need"].mode()[0] for c in (1, 2, 3)}
    assert most[profile["price"].idxmax()] == "thrifty"
    assert most[profile["delivery"].idxmax()] == "hurried"
    assert most[profile["goods"].idxmax()] == "fresh"
    assert profile["households"].min() > 0.2 * profile["households"].sum()


def test_habits_have_no_groups(said):
    nothing = said["nothing"]
    assert (nothing["silhouette"] - nothing["shuffled"]).abs().max() < 0.06
    assert nothing["stability"].max() < 0.75


def test_the_rates_and_the_true_rates_agree_with_the_story(said):
    from crmlab.story.accounts_trade import RATES, TRADE

    true = {
        "delivery": RATES.delivery,
        "driving": RATES.km,
        "visiting": RATES.visit,
        "returns": RATES.return_,
    }
    true |= {"order_taking": RATES.phone_order, "picking": RATES.line, "credit": RATES.credit}
    assert said["true_rates"] == true
    assert said["true_effect"] == TRADE.visit
    assert said["worst_rate"] < 0.01
    assert said["share_found"] > 0.8


def test_the_relation_index_does_not_tell_who_leaves(said):
    gone = said["gone"]
    shares = gone["left"] / gone["accounts"]
    assert abs(shares[True] - shares[False]) < 0.11  # of some 47 each, no difference to speak of


def test_the_process_gives_what_was_found_step_by_step(said):
    record = said["process"].record
    assert (record["customers_in"] - record["left_out"] == record["customers_out"]).all()
    assert said["process"].plan.gain == pytest.approx(said["plan"].gain)
    assert pd.Series(said["again"]["tier"]).notna().all()
    assert len(said["again"]) == len(said["year"])


def test_the_proposal_carried_out_on_wrong_guesses_can_lose(said):
    kept, anew = said["kept_to"], said["chosen_anew"]
    assert kept.shape == anew.shape == (3, 3)
    assert kept.iloc[0, 0] == pytest.approx(said["plan"].gain) == pytest.approx(anew.iloc[0, 0])
    assert (kept <= anew + 1e-6).all().all()
    assert said["n_worse"] >= 2
    assert kept.min().min() < 0 < anew.min().min()


def test_in_the_nine_cases_exits_and_dropped_deliveries_save_the_same_part(said):
    """Of an account that is managed, and of one that goes, only `saved` of the planned saving comes true."""
    year, sunk, fewer = said["year"].set_index("account_id"), said["sunk"], said["fewer"]
    for saved in (1.0, 0.4):
        gain = said["options_if"](1.0, saved).pivot_table("gain", "account_id", "strategy")
        dropped = sum(year[name] * (1 - factor) for name, factor in fewer.items())
        assert np.allclose(gain["manage"].sub(saved * dropped), -said["manage"]["outlay"])
        left = saved * (1 - sunk) * year[said["activities"]].sum(axis=1)
        assert np.allclose(gain["exit"].sub(left - year["margin"]), -said["leave"]["outlay"])


def test_from_break_even_on_the_plan_beats_the_visits(said):
    at = said["break_even"]
    assert 0.4 < at < 0.8
    assert said["gain_of_proposal"](said["options_if"](0.9, at)) == pytest.approx(said["gain_biggest"])


def test_visits_to_the_biggest_bring_the_same_in_every_case(said):
    ids = said["to_biggest"].set_index("account_id")["strategy"]
    for stays, saved in ((0.9, 0.4), (0.7, 0.7), (0.7, 0.4)):
        found = said["options_if"](stays, saved)
        gain = found.loc[found["strategy"] == found["account_id"].map(ids), "gain"].sum()
        assert gain == pytest.approx(said["gain_biggest"])


def test_the_trial_needs_its_second_twenty_and_shows_only_a_disaster(said):
    assert said["chosen"]["manage"] >= 40  # twenty and "the other twenty"
    assert said["gone_far"] + said["gone_close"] > 0.08 * (said["n_far"] + said["n_close"])
    assert 2 * said["unsure"] > 0.1  # nine in ten against eight in ten
    assert 2 * said["n_needed"] > len(said["year"])  # "more than the shop has"
