"""What lesson 4b says in words: numbers follow the data by themselves, claims do not."""

import contextlib
import io
import warnings
from pathlib import Path

import matplotlib
import nbformat
import numpy as np
import pytest

LESSON = Path(__file__).parents[2] / "notebooks" / "en" / "04b_lifetime_value.ipynb"


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


def test_the_first_visit_is_far_from_paying_the_offer(said):
    assert said["first_visit"] < 0.2 * said["offer"]


def test_the_call_is_the_formula(said):
    assert round(said["box"] * 1.1 / (1.1 - said["kept"]), 6) == round(said["worth"]["start"], 6)


def test_retention_moves_the_value_more_than_discount(said):
    table = said["table"]  # five points of each
    assert table.loc[0.85, 0.1] - table.loc[0.8, 0.1] > 1.2 * (table.loc[0.8, 0.05] - table.loc[0.8, 0.1])


def test_by_years_the_offer_is_good_and_by_quarters_it_is_not(said):
    assert said["clv_quarter"] < 0.9 * said["offer"]
    assert said["clv_year"] > 1.1 * said["offer"]


def test_every_cohort_thins_out_fast_and_then_slowly(said):
    step = said["step"]
    assert step[0] < 0.7
    assert step[1:].mean() > 0.85
    shares = said["cohorts"].pivot_table(index="cohort", columns="age", values="retention")
    assert (shares[3].dropna() < 0.55).all()  # alt text: about a half
    assert (shares[3].dropna() > 0.38).all()


def test_the_cohort_brings_less_and_those_who_still_buy_do_not(said):
    quarters = said["by_quarter"]
    assert quarters["amount_per_customer"].iloc[-1] < quarters["amount_per_customer"].iloc[0] / 3
    assert quarters["amount_per_active"].between(0.85 * 489, 1.2 * 489).all()


def test_who_leaves_easily_leaves_first(said):
    kept = said["true_kept"]
    assert kept[0] > said["step"][0] + 0.1  # the share who bought mixes leaving with skipping
    assert kept[-1] > kept[0] + 0.05


def test_those_who_did_not_come_back_had_less_time_and_were_not_smaller(said):
    first, full = said["first_year"], said["full_year"]
    assert first[True] > 1.5 * first[False]  # what tempts to say that the small left
    assert said["days_here"][False] < 0.6 * said["days_here"][True]
    assert 0.9 < full[False] / full[True] < 1.1  # "much the same"
    truth = said["truth"].set_index("customer_id")["mean_budget"].reindex(said["spent"].index)
    assert 0.9 < truth[~said["stayed"]].mean() / truth[said["stayed"]].mean() < 1.1


def test_nobody_grew(said):
    assert 0.93 < said["two_years"][1] / said["two_years"][0] < 1.07


def test_the_stages_agree_with_the_truth(said):
    stages = said["by_stage"]
    assert stages.loc["decline", "gone"] > 0.85
    assert stages.drop("decline")["gone"].max() < 0.25
    assert stages.loc["decline", "customers"] > 0.5 * stages["customers"].sum()  # "more than half"
    assert stages.loc["decline", "next_year"] < 100
    assert stages.drop("decline")["next_year"].min() > 1000  # alt: over a thousand


def test_those_who_skipped_a_quarter_come_back_one_time_in_four(said):
    assert 0.6 < said["moves"]["probability"][0] < 0.85
    assert 0.2 < said["moves"]["probability"][1] < 0.3
    assert said["skipped_money"] > 50_000


def test_by_hand_and_by_call_agree(said):
    assert np.allclose(said["by_hand"], said["by_call"])
    assert said["six"][1] < 0.8 * said["by_hand"][0]  # three states are few


def test_the_chain_gives_too_little_to_the_best_and_too_much_to_the_lost(said):
    check = said["check"]
    assert check.loc[1, "model"] < 0.9 * check.loc[1, "amount_next_year"]
    assert (check.loc[3:, "model"] > 2 * check.loc[3:, "amount_next_year"]).all()
    assert 0.75 < said["total_model"] / said["total_true"] < 0.97


def test_a_part_of_the_error_in_the_second_state_was_the_one_amount_for_all(said):
    model, finer, truth = said["year_ahead"], said["finer"], said["check"]["amount_next_year"]
    assert 0.4 < (model[2] - finer[2]) / (model[2] - truth[2]) < 0.6  # "half of its error was ours"
    assert abs(finer[1] / model[1] - 1) < 0.05  # "hardly moves"
    assert said["moves"]["amount_per_buyer"][1] < 0.7 * said["per_buyer"]
    assert said["skipped_money"] < said["skipped"] * model[2]  # "less than it promised"


def test_the_pencil_retention_rises_though_nobody_changes(said):
    assert (np.diff(said["two"]["retention"].dropna()) > 0).all()


def test_the_second_parameter_is_worth_it(said):
    assert said["gain"] > 2 * said["enough"]


def test_the_model_stays_near_the_truth_and_the_average_does_not(said):
    t, seen = said["t"], said["seen"]
    by_model, by_average = said["model"].survival(t), said["average"] ** t
    assert np.abs(by_model - seen).max() < 0.1
    assert by_average[-1] < 0.6 * seen[-1]
    assert by_average[-1] < 1 / 6  # alt text
    assert 0.25 < seen[-1] < 0.4  # "about a third"


def test_the_average_undervalues_the_base_and_sbg_says_a_little_too_much(said):
    assert said["by_average"] < 0.8 * said["by_truth"]
    assert said["by_truth"] < said["by_model"] < 1.2 * said["by_truth"]
    assert 0 < said["already"] < 0.15 * len(said["staying"])
    assert abs(said["fair_model"] / said["fair_truth"] - 1) < abs(said["by_model"] / said["by_truth"] - 1)
    assert said["by_average"] < 0.8 * said["fair_truth"]
    assert said["for_ever"] > 2 * said["average_for_ever"]


def test_the_convention_alone_turns_the_decision(said):
    assert said["at_renewal"] < 0 < said["clv_year"] - said["offer"]
    assert 0.05 < said["lowest"] < said["year_kept"]


def test_a_point_of_retention_is_worth_more_than_a_point_of_discount(said):
    value = said["differentiate"].lifetime_value
    margin, kept, discount = said["year_margin"], said["year_kept"], said["discount"]
    assert value(margin, kept + 0.01, discount) > value(margin, kept, discount - 0.01)


def test_both_formulas_were_too_low(said):
    seen = said["total"].iloc[-1]
    assert seen > 1.3 * said["clv_quarter"]
    assert 0.9 * said["clv_year"] < seen < said["clv_year"]  # "nearly all", and more quarters come


def test_the_offer_pays_back_in_the_second_year(said):
    assert 4 < said["payback"] <= 8
    assert len(said["total"]) == 10
    assert 0.6 < said["offer"] / said["total"].iloc[-1] < 0.8  # "newcomers 25% worse only just reach it"
    assert said["lower"] > said["offer"]  # "are left"


def test_each_of_the_risks_can_eat_the_gain(said):
    left = said["total"].iloc[-1] / said["offer"] - 1
    assert (1 - said["never"]) * said["total"].iloc[-1] < 1.1 * said["offer"]
    assert left < 0.5


def test_the_pilot_sees_a_bad_start_and_little_else(said):
    assert 0.6 < said["power"] < 0.85
    assert said["power_12"] < 0.25
    assert said["total"].iloc[1] / said["total"].iloc[-1] < 0.45
