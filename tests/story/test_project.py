"""The CRM project: its plan holds together, its money adds up, and what it did can be found out."""

import tomllib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from crmlab.story import firms, project, project_effect, project_plan, project_risks
from crmlab.story.project_effect import MEASURES, make_measures
from crmlab.story.project_plan import PLAN, draw_durations, read_given, run_forward
from crmlab.story.project_vendors import TENDER
from crmlab.story.streams import stream

SEED, OTHER = 20260101, 7
AFTER = pd.Timestamp(PLAN.go_live_on)


@pytest.fixture(scope="module", params=[SEED, OTHER])
def shop(request):
    return project.make_shop(request.param)


@pytest.fixture(scope="module")
def default():
    return project.make_shop(SEED)


# --- the tables fit ---


def test_the_same_seed_gives_the_same_tables_in_the_promised_order(default):
    again = project.make_shop(SEED)
    assert tuple(default) == project.TABLES
    for name, table in default.items():
        pd.testing.assert_frame_equal(table, again[name])


def test_nothing_lies_after_today(shop):
    for name, table in shop.items():
        for column in table.columns[table.columns.str.endswith(("_on", "_at"))]:
            assert table[column].max() < pd.Timestamp("2026-01-01"), (name, column)


def test_all_tables_together_are_small(default):
    size = sum(len(table.to_csv(index=False).encode()) for table in default.values())
    assert size < 0.4e6


CARDS = Path(project.__file__).parent / "cards"
BOTH = {**dict.fromkeys(project.TABLES, project), **dict.fromkeys(firms.TABLES, firms)}
KINDS = {"string": "OUT", "number": "fiu", "integer": "iu", "date": "M", "datetime": "M"}


@pytest.fixture(scope="module")
def everything(default):
    return {**default, **firms.make_shop(SEED)}


@pytest.mark.parametrize("name", BOTH)
def test_a_card_says_what_its_table_has(name, everything):
    card = tomllib.loads((CARDS / f"{name.replace('/', '_')}.toml").read_text(encoding="utf-8"))
    table, columns = everything[name], card["schema"]["columns"]
    assert [c["name"] for c in columns] == table.columns.tolist()
    for column in columns:
        assert table[column["name"]].dtype.kind in KINDS[column["type"]], column["name"]
    key = [card["key"]] if isinstance(card["key"], str) else card["key"]
    assert not table.duplicated(key).any()
    assert table[key].notna().all(axis=None)
    for here, other, there in card.get("foreign", []):
        assert set(table[here].dropna()) <= set(everything[other][there]), (here, other)
    for text in card["made"].values():
        assert "{" not in text.format(**BOTH[name].CARD_VALUES)


# --- the plan ---


def test_tasks_start_when_those_before_are_done(shop):
    tasks = shop["project_tasks"].set_index("task_id")
    for task, after in shop["project_links"].itertuples(index=False):
        for when in ("planned", "actual"):
            assert tasks.loc[task, f"{when}_start_on"] > tasks.loc[after, f"{when}_finish_on"]


def test_the_project_works_on_working_days_only(shop):
    holidays = pd.to_datetime(list(project_plan.HOLIDAYS))
    for column in ("planned_start_on", "planned_finish_on", "actual_start_on", "actual_finish_on"):
        days = shop["project_tasks"][column]
        assert (days.dt.day_of_week < 5).all()
        assert not days.isin(holidays).any()


def test_the_go_live_is_planned_for_may_and_happens_on_the_first_of_july(shop):
    go_live = shop["project_tasks"].set_index("task_id").loc[project_plan.GO_LIVE_TASK]
    assert go_live["planned_start_on"] == pd.Timestamp("2025-05-06")
    assert go_live["actual_start_on"] == AFTER


def test_the_critical_path_by_hand_is_the_length_of_the_plan():
    given = read_given("project_tasks").set_index("task_id")["likely_days"]
    path = [
        "T01", "T02", "T04", "T06", "T07", "T08", "T10", "T17", "T18", "T19", "T21", "T22", "T23", "T24",
        "T28", "T32", "T33", "T37", "T38", "T40", "T42", "T44", "T45",
    ]  # fmt: skip
    links = set(project_plan.make_links().itertuples(index=False, name=None))
    assert all((later, earlier) in links for earlier, later in pairwise(path))
    durations = given.to_numpy()
    assert (run_forward(durations) + durations).max() == given[path].sum()


def test_plans_of_likely_durations_are_too_short():
    """PERT with merging paths takes longer than its most likely path (MacCrimmon and Ryavec 1964)."""
    given = read_given("project_tasks")
    draws = draw_durations(stream(1, "test"), 500)
    planned = run_forward(given["likely_days"].to_numpy())[-1]
    ends = run_forward(draws)[:, -1]
    assert (ends > planned).mean() > 0.95
    # Even without any slip fewer than one plan in four would be kept.
    assert (run_forward(draws / PLAN.slip)[:, -1] <= planned).mean() < 0.25


def test_the_slip_of_durations_is_found(shop):
    """Real days without risks over PERT's expected days: the interval holds the true factor."""
    tasks = shop["project_tasks"].merge(shop["truth/project_tasks"], on="task_id")
    tasks = tasks[tasks["high_days"] > tasks["low_days"]]
    expected = (tasks["low_days"] + 4 * tasks["likely_days"] + tasks["high_days"]) / 6
    real = shop_days(tasks) - tasks["risk_days"]
    ratio = real.sum() / expected.sum()
    residual = real - ratio * expected
    error = np.sqrt((residual**2).sum()) / expected.sum()
    assert abs(ratio - PLAN.slip) < 1.96 * error
    assert ratio - 1.96 * error > 1


def shop_days(tasks):
    start, finish = (tasks[f"actual_{c}_on"].to_numpy().astype("datetime64[D]") for c in ("start", "finish"))
    return np.busday_count(start, finish + 1, holidays=list(project_plan.HOLIDAYS))


def test_without_slip_durations_are_those_of_pert(monkeypatch):
    monkeypatch.setattr(project_plan, "PLAN", replace(PLAN, slip=1.0))
    given = read_given("project_tasks")
    expected = (given["low_days"] + 4 * given["likely_days"] + given["high_days"]) / 6
    assert np.allclose(draw_durations(stream(1, "test"), 4000).mean(axis=0), expected, rtol=0.02)


def test_the_often_critical_tasks_are_the_critical_ones(shop):
    truth = shop["truth/project_tasks"].set_index("task_id")["critical_share"]
    assert truth[["T01", "T18", "T37", "T40", "T45"]].min() > 0.9
    assert truth[["T11", "T13", "T27", "T43"]].max() < 0.1


def test_impossible_durations_are_told(monkeypatch):
    monkeypatch.setattr(project_plan, "PLAN", replace(PLAN, slip=5.0))
    with pytest.raises(RuntimeError, match="go-live"):
        project_plan.make_plan(SEED)


def test_every_seed_finds_a_project_that_makes_it():
    for seed in range(40):
        project_plan.make_plan(seed)


# --- roles, money, weeks ---


def test_one_answers_and_somebody_does_it(shop):
    roles = shop["project_roles"]
    assert not roles.duplicated(["task_id", "member_id", "role"]).any()
    count = pd.crosstab(roles["task_id"], roles["role"])
    assert len(count) == 45
    assert (count["A"] == 1).all()
    assert (count["R"] >= 1).all()


def test_the_budget_is_hours_and_purchases(shop):
    roles = shop["project_roles"].merge(shop["project_team"], on="member_id")
    labour = (roles["planned_hours"] * roles["hourly_rate"]).groupby(roles["task_id"]).sum()
    bought = read_given("project_tasks").set_index("task_id")["bought"]
    budget = shop["project_tasks"].set_index("task_id")["budget"]
    assert np.allclose(budget, labour + bought)
    # What is bought from the vendor is what the vendor's terms say.
    chosen = shop["vendors"].set_index("vendor_id").loc[TENDER.chosen]
    fee = shop["vendor_costs"].query("vendor_id == @TENDER.chosen and year == 2025 and item == 'fee'")
    assert bought[["T24", "T25", "T26"]].sum() == chosen["setup"]
    assert bought[["T34", "T35", "T36"]].sum() == chosen["training"]
    assert bought["T22"] == fee["amount"].item()


def test_weeks_add_up(shop):
    progress, tasks = shop["project_progress"], shop["project_tasks"].set_index("task_id")
    sums = progress.groupby("task_id")[["planned_value", "earned_value", "actual_cost"]].sum()
    assert np.allclose(sums["planned_value"], tasks["budget"])
    assert np.allclose(sums["earned_value"], tasks["budget"])
    assert np.allclose(sums["actual_cost"], tasks["actual_cost"])
    assert (progress[["planned_value", "earned_value", "actual_cost"]] >= 0).all(axis=None)
    assert not progress.duplicated(["task_id", "week_on"]).any()


def test_reports_are_ahead_of_the_work(shop):
    both = shop["project_progress"].merge(shop["truth/project_progress"], on=["task_id", "week_on"])
    weeks = both.groupby("week_on")[["earned_value", "true_earned_value"]].sum().cumsum().round(2)
    assert (weeks["earned_value"] >= weeks["true_earned_value"]).all()
    assert (weeks["earned_value"] - weeks["true_earned_value"]).max() > 1000


# --- risks and benefits ---


def test_each_risk_happens_with_its_true_probability_and_not_with_the_estimate():
    n = 500
    happened = sum(project_risks.draw_risks(seed)["happened"] for seed in range(n)) / n
    given = project_risks.draw_risks(0)
    z = (happened - given["true_probability"]) / np.sqrt(happened * (1 - happened) / n)
    assert z.abs().max() < 3.6  # twenty of them
    people = given["factor"].isin(["team", "change"])
    assert (given.loc[people, "true_probability"] > given.loc[people, "probability"]).all()
    technology = given["factor"].isin(["technology", "vendor"])
    assert given.loc[technology, "true_probability"].sum() < given.loc[technology, "probability"].sum()


def test_risks_cost_days_and_money_only_when_they_happen(shop):
    risks = shop["project_risks"]
    assert 4 <= risks["happened"].sum() <= 5  # the true probabilities sum to 4.61
    assert (risks.loc[risks["happened"] == 0, ["delay_days", "cost"]] == 0).all(axis=None)
    hit = risks[risks["happened"] == 1]
    assert hit["delay_days"].between(hit["delay_low"], hit["delay_high"]).all()
    assert hit["cost"].between(hit["cost_low"] - 5, hit["cost_high"] + 5).all()


def test_the_business_case_pays_on_paper_only(shop):
    discount = 1.1 ** -np.arange(6.0)
    benefits = shop["project_benefits"].groupby("year")[["low", "likely", "high"]].sum()
    running = shop["vendor_costs"].query("vendor_id == @TENDER.chosen and year > 2025")
    later = discount[1:] @ running.groupby("year")["amount"].sum().to_numpy()
    budget = shop["project_tasks"]["budget"].sum()
    value = benefits.mul(discount, axis=0).sum() - budget - later
    assert value["low"] < 0 < value["likely"] < value["high"]
    gate = shop["project_gates"].set_index("gate_id").loc["G02", "observed"]
    assert value["likely"] == pytest.approx(gate, abs=1000)
    true = shop["truth/project_benefits"].groupby("year")["true_value"].sum() / benefits["likely"]
    kept = shop["truth/project_benefits"].groupby("year")["true_value"].sum().to_numpy() @ discount
    assert kept - shop["project_tasks"]["actual_cost"].sum() - later < 0
    assert true.mean() == pytest.approx(project_risks.BENEFIT.realised, abs=0.12)


# --- before and after ---


def changes(measures, name):
    after = measures["month_on"] >= AFTER
    means = measures.assign(after=after).pivot_table(index="shop_id", columns="after", values=name)
    return means[True] - means[False]


def difference_in_differences(measures, name):
    """Estimate, and its error from the spread among the shops without a system."""
    change = changes(measures, name)
    others = change.drop(project_effect.HEJIA)
    error = others.std(ddof=1) * np.sqrt(1 + 1 / len(others))
    return change[project_effect.HEJIA] - others.mean(), error, len(others) - 1


@pytest.mark.parametrize("name", MEASURES)
def test_difference_in_differences_finds_the_effect(shop, name):
    truth = shop["truth/crm_measures"].query("measure == @name and month_on >= @AFTER")["effect"].mean()
    estimate, error, freedom = difference_in_differences(shop["crm_measures"], name)
    # Five measures: intervals that hold all five truths with 95 per cent (Bonferroni).
    assert abs(estimate - truth) < stats.t.ppf(1 - 0.05 / 10, freedom) * error
    if MEASURES[name].effect:
        assert abs(estimate) > stats.t.ppf(0.95, freedom) * error


def test_the_intervals_hold_the_truth_as_often_as_they_say():
    held = []
    for seed in range(30):
        measures, truth = make_measures(seed)
        for name in MEASURES:
            true = truth.query("measure == @name and month_on >= @AFTER")["effect"].mean()
            estimate, error, freedom = difference_in_differences(measures, name)
            held.append(abs(estimate - true) < stats.t.ppf(0.975, freedom) * error)
    assert 0.89 < np.mean(held) < 0.99


def test_before_and_after_alone_is_wrong(shop):
    """The common trend looks like an effect on satisfaction, and hides the one on waiting."""
    measures = shop["crm_measures"]
    assert changes(measures, "satisfaction")[project_effect.HEJIA] > 2
    assert changes(measures, "wait_minutes")[project_effect.HEJIA] > -0.45  # the truth is -0.79
    truth = MEASURES["returning_share"].effect * project_effect.EFFECT.mean_ramp
    assert changes(measures, "returning_share")[project_effect.HEJIA] > 2 * truth


def test_trends_before_are_parallel(shop):
    before = shop["crm_measures"].query("month_on < @AFTER")
    t = before["month_on"].dt.year * 12 + before["month_on"].dt.month
    for name in MEASURES:
        wide = before.assign(t=t).pivot_table(index="t", columns="shop_id", values=name)
        slopes = pd.Series(np.polyfit(wide.index, wide, 1)[0], index=wide.columns)
        others = slopes.drop(project_effect.HEJIA)
        assert abs(slopes[project_effect.HEJIA] - others.mean()) < 3.6 * others.std()


def test_where_the_system_does_nothing_nothing_is_found():
    idle = {name: replace(measure, effect=0.0) for name, measure in MEASURES.items()}
    found = []
    for seed in range(40):
        measures, truth = make_measures(seed, idle)
        assert (truth["effect"] == 0).all()
        estimate, error, freedom = difference_in_differences(measures, "record_errors")
        found.append(abs(estimate) > stats.t.ppf(0.975, freedom) * error)
    assert np.mean(found) < 0.15
