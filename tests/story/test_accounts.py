"""Accounts: keys and dates hold, and what was planted is found."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from crmlab.story import accounts, accounts_trade
from crmlab.story.accounts_credit import CREDIT_RISK
from crmlab.story.accounts_firms import SEGMENTS
from crmlab.story.accounts_managers import MANAGERS, VALIDITY
from crmlab.story.accounts_pipeline import PASS, PIPELINE
from crmlab.story.accounts_trade import ACTIVITIES, RATES, SERVICE, TRADE
from crmlab.story.accounts_visits import VISITS

SEEDS = (20260101, 7)
END = pd.Timestamp("2025-12-31")
KEYS = {
    "accounts": ["account_id"],
    "account_contacts": ["person_id"],
    "account_roles": ["person_id", "role"],
    "account_managers": ["manager_id"],
    "account_owners": ["account_id", "since_on"],
    "manager_results": ["manager_id", "month_on"],
    "manager_applicants": ["applicant_id"],
    "opportunities": ["opportunity_id"],
    "opportunity_stages": ["opportunity_id", "stage"],
    "quotes": ["quote_id"],
    "visits": ["visit_id"],
    "account_orders": ["account_id", "month_on"],
    "service_levels": ["account_id", "month_on"],
    "account_costs": ["account_id", "month_on"],
    "cost_pools": ["month_on", "activity"],
    "account_reviews": ["account_id", "quarter_ends_on"],
    "credit_applications": ["application_id"],
    "truth/accounts": ["account_id"],
    "truth/account_managers": ["manager_id"],
    "truth/manager_applicants": ["applicant_id"],
    "truth/opportunities": ["opportunity_id"],
    "truth/credit_applications": ["application_id"],
}


@pytest.fixture(scope="module", params=SEEDS)
def shop(request):
    return accounts.make_shop(request.param)


def logit_fit(x, y):
    """Fit a logistic regression by Newton's method; give estimates and standard errors."""
    x = np.column_stack([np.ones(len(y)), np.asarray(x, dtype=float)])
    b = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ b))
        information = (x * (p * (1 - p))[:, None]).T @ x
        b = b + np.linalg.solve(information, x.T @ (y - p))
    return b, np.sqrt(np.diag(np.linalg.inv(information)))


def within(x, groups):
    """Take off group means, in turn until nothing changes."""
    x = np.asarray(x, dtype=float).copy()
    for _ in range(60):
        for group in groups:
            count = np.bincount(group)
            sums = np.column_stack([np.bincount(group, column) for column in x.T])
            x -= (sums / np.maximum(count, 1)[:, None])[group]
    return x


def least_squares(x, y, lost_degrees=0):
    b, *_ = np.linalg.lstsq(x, y, rcond=None)
    residual = y - x @ b
    variance = residual @ residual / (len(y) - x.shape[1] - lost_degrees)
    return b, np.sqrt(variance * np.diag(np.linalg.inv(x.T @ x)))


def panel_of(shop):
    """Put orders, service, visits, hand-overs and upsells into one table by account and month."""
    p = shop["account_orders"].merge(shop["service_levels"], on=["account_id", "month_on"])
    p = p.merge(shop["accounts"][["account_id", "segment"]], on="account_id")
    p["late"] = 1 - p["on_time"] / p["deliveries"]
    p["late_before"] = p.groupby("account_id")["late"].shift(1).fillna(0)
    visits = shop["visits"].assign(month_on=lambda v: v["visited_at"].dt.to_period("M").dt.to_timestamp())
    visits["month_on"] += pd.offsets.MonthBegin(1)
    count = visits.groupby(["account_id", "month_on"]).size().rename("visits_before").reset_index()
    p = p.merge(count, how="left", on=["account_id", "month_on"]).fillna({"visits_before": 0})
    ended = shop["account_owners"].dropna(subset=["until_on"])
    p["handover"] = 0
    for months in (1, 2, 3):
        then = ended["until_on"].dt.to_period("M").dt.to_timestamp() + pd.DateOffset(months=months)
        touched = pd.MultiIndex.from_arrays([ended["account_id"], then])
        p.loc[pd.MultiIndex.from_frame(p[["account_id", "month_on"]]).isin(touched), "handover"] = 1
    won = shop["opportunities"].query("kind == 'upsell' and outcome == 'won'")
    won_on = won["closed_on"].dt.to_period("M").dt.to_timestamp()
    p["upsells"] = 0
    for account, month in zip(won["account_id"], won_on, strict=True):
        p.loc[(p["account_id"] == account) & (p["month_on"] > month), "upsells"] += 1
    return p


def fixed_effects(p, columns, value):
    groups = [p["account_id"].astype("category").cat.codes.to_numpy()]
    groups.append(p.groupby(["segment", "month_on"]).ngroup().to_numpy())
    data = within(np.column_stack([p[columns], value]), groups)
    lost = sum(len(np.unique(g)) for g in groups)
    return least_squares(data[:, :-1], data[:, -1], lost)


# --- keys, ranges, dates -------------------------------------------------------------------------------


def test_tables_and_keys(shop):
    assert tuple(shop) == accounts.TABLES
    for name, key in KEYS.items():
        assert not shop[name].duplicated(key).any(), name
        assert shop[name][key].notna().all().all(), name


@pytest.mark.parametrize(
    ("column", "home"),
    [("account_id", "accounts"), ("person_id", "account_contacts"), ("manager_id", "account_managers"),
     ("opportunity_id", "opportunities")],
)  # fmt: skip
def test_foreign_keys_hold(shop, column, home):
    for name, table in shop.items():
        if column in table and name != home:
            assert table[column].dropna().isin(shop[home][column]).all(), name


def test_no_table_but_the_truth_knows_the_future(shop):
    for name, table in shop.items():
        for column in table.select_dtypes("datetime"):
            if name.startswith("truth/") or column == "expected_close_on":
                continue
            assert (table[column].dropna() < END + pd.Timedelta(days=1)).all(), (name, column)
            if column.endswith("_on"):
                assert (table[column].dropna().dt.normalize() == table[column].dropna()).all()


def test_the_same_seed_gives_the_same_tables():
    one, two = accounts.make_shop(3), accounts.make_shop(3)
    for name in one:
        pd.testing.assert_frame_equal(one[name], two[name])


def test_counts_and_money_are_possible(shop):
    service, orders = shop["service_levels"], shop["account_orders"]
    assert (service["on_time"].between(0, service["deliveries"])).all()
    assert (service["lines_filled"].between(0, service["lines"])).all()
    assert (orders["amount"] > 0).all()
    assert np.allclose(orders["amount"], orders["amount"].round(2))
    assert shop["quotes"]["discount"].between(0, 0.3).all()
    assert shop["account_costs"]["deliveries"].equals(service["deliveries"])


def test_the_pipeline_hangs_together(shop):
    stages, opp = shop["opportunity_stages"], shop["opportunities"]
    last = stages.groupby("opportunity_id").tail(1).set_index("opportunity_id")
    opp = opp.set_index("opportunity_id")
    assert (last["stage"] == opp["stage"]).all()
    assert (last["result"].isna() == (opp["outcome"] == "open")).all()
    done = opp["outcome"] != "open"
    assert (last.loc[done, "left_on"] == opp.loc[done, "closed_on"]).all()
    first_contract = opp[(opp["kind"] == "new") & (opp["outcome"] == "won")]
    opened = shop["accounts"].set_index("account_id")["opened_on"].dropna()
    assert (
        first_contract.set_index("account_id")["closed_on"]
        .sort_index()
        .equals(opened.sort_index().rename("closed_on"))
    )


def test_nobody_works_before_she_is_hired_or_after_she_left(shop):
    visits = shop["visits"].merge(shop["account_managers"], on="manager_id")
    assert (visits["visited_at"] >= visits["hired_on"]).all()
    assert not (visits["visited_at"] >= visits["left_on"] + pd.Timedelta(days=1)).any()


def test_some_accounts_still_name_an_owner_who_left(shop):
    """The case of the missing salesman: the accounts have nobody, and the books do not say so."""
    owners = shop["account_owners"].merge(shop["account_managers"], on="manager_id")
    orphaned = owners[owners["until_on"].isna() & owners["left_on"].notna()]
    assert orphaned["manager_id"].unique().tolist() == ["M08"]
    assert len(orphaned) >= 5


# --- recoverability ------------------------------------------------------------------------------------


def test_the_rate_at_which_restaurants_leave_is_found(shop):
    truth = shop["truth/accounts"].merge(shop["accounts"], on="account_id")
    months = (truth["left_on"].fillna(END) - truth["opened_on"]).dt.days / 30.4 - 1
    here = truth["segment"] == "restaurant"
    left, exposure = truth.loc[here, "left_on"].notna().sum(), months[here].clip(lower=0).sum()
    low, high = stats.chi2.ppf([0.001, 0.999], [2 * left, 2 * left + 2]) / 2 / exposure
    assert low < SEGMENTS["restaurant"][2] < high


def test_managers_report_too_high_chances(shop):
    """Sales forecasts are too hopeful: the mean report is above the share won."""
    stages = shop["opportunity_stages"].merge(shop["opportunities"][["opportunity_id", "outcome"]])
    closed = stages[stages["outcome"] != "open"]
    assert closed["reported_chance"].mean() > (closed["outcome"] == "won").mean() + 0.05


def test_the_share_that_passes_a_stage_is_found(shop):
    stages = shop["opportunity_stages"].merge(shop["opportunities"][["opportunity_id", "kind"]])
    stages = stages.dropna(subset=["result"])
    for kind, chances in PASS.items():
        for step, chance in enumerate(chances, start=1):
            results = stages[(stages["kind"] == kind) & (stages["step"] == step)]["result"] == "passed"
            if chance:
                assert stats.binomtest(int(results.sum()), len(results), chance).pvalue > 0.001, (kind, step)


def quote_table(shop):
    quotes = (
        shop["quotes"]
        .query("version == 1")
        .merge(
            shop["opportunity_stages"].query("stage == 'quote'").dropna(subset=["result"]),
            on="opportunity_id",
        )
    )
    quotes = quotes.merge(shop["opportunities"][["opportunity_id", "kind"]])
    deciders = shop["account_roles"].query("role == 'decider'")["person_id"]
    met = shop["visits"][shop["visits"]["person_id"].isin(deciders)]["opportunity_id"].dropna()
    return pd.DataFrame(
        {
            "upsell": quotes["kind"] == "upsell",
            "decider": quotes["opportunity_id"].isin(met),
            "day": (quotes["quoted_on"] - quotes["requested_on"]).dt.days,
            "rival": quotes["rival"],
            "discount": quotes["discount"],
            "passed": quotes["result"] == "passed",
        }
    ).astype(float)


def test_what_wins_a_quote_is_found(shop):
    """Logistic regression finds decider, delay, rival and discount."""
    table = quote_table(shop)
    names = ["upsell", "decider", "day", "rival", "discount"]
    b, se = logit_fit(table[names], table["passed"].to_numpy())
    for j, name in enumerate(names, start=1):
        assert abs(b[j] - getattr(PIPELINE, name)) < 3 * se[j], name
    for name in ("decider", "day", "rival"):
        j = 1 + names.index(name)
        assert abs(b[j]) > 2 * se[j], name


def test_the_naive_effect_of_a_discount_is_wrong(shop):
    table = quote_table(shop)
    naive, se = logit_fit(table[["discount"]], table["passed"].to_numpy())
    assert naive[1] + 2 * se[1] < PIPELINE.discount


def test_what_moves_orders_is_found(shop):
    """Account and segment-month fixed effects find hand-over, lateness, visits and upsells."""
    p = panel_of(shop)
    columns = ["handover", "late_before", "visits_before", "upsells"]
    b, se = fixed_effects(p, columns, np.log(p["amount"]))
    true = [TRADE.handover, TRADE.late, TRADE.visit, PIPELINE.upsell_effect]
    for name, estimate, error, value in zip(columns, b, se, true, strict=True):
        assert abs(estimate - value) < 3 * error, (name, estimate, error)
        assert abs(estimate) > 2 * error, (name, estimate, error)


def test_without_the_effect_there_is_none(monkeypatch):
    monkeypatch.setattr(
        accounts_trade,
        "TRADE",
        SimpleNamespace(**{**vars(TRADE), "handover": 0.0, "late": 0.0, "visit": 0.0}),
    )
    p = panel_of(accounts.make_shop(SEEDS[0]))
    b, se = fixed_effects(p, ["handover", "late_before", "visits_before"], np.log(p["amount"]))
    assert (np.abs(b) < 3 * se).all()


def test_the_rates_of_the_activities_are_found(shop):
    """Cost of the pool over volume of its driver (Cooper and Kaplan 1988)."""
    volume = shop["account_costs"].groupby("month_on").sum(numeric_only=True)
    for activity, (driver, _, rate) in ACTIVITIES.items():
        pool = shop["cost_pools"].query("activity == @activity").set_index("month_on")["cost"]
        assert pool.sum() / volume[driver].sum() == pytest.approx(rate, rel=3 * RATES.noise / 5), activity


def test_late_deliveries_cost_marks(shop):
    service = shop["service_levels"].copy()
    service["quarter_ends_on"] = service["month_on"].dt.to_period("Q").dt.end_time.dt.normalize()
    sums = service.groupby(["account_id", "quarter_ends_on"], as_index=False)[["deliveries", "on_time"]].sum()
    both = shop["account_reviews"].merge(sums, on=["account_id", "quarter_ends_on"])
    late = 1 - both["on_time"] / both["deliveries"]
    groups = [both["account_id"].astype("category").cat.codes.to_numpy()]
    data = within(np.column_stack([late, both["mark"]]), groups)
    b, se = least_squares(data[:, :1], data[:, 1], len(np.unique(groups[0])))
    assert abs(b[0] - SERVICE.mark_late) < 3 * se[0]


def test_commission_moves_visits(shop):
    """Poisson regression of routine visits with accounts by tier as exposure, in the months of the trial."""
    results = shop["manager_results"]
    trial = results[results["month_on"].between(*MANAGERS.trial)].copy()
    visits = shop["visits"].query("purpose != 'opportunity'")
    month = visits["visited_at"].dt.to_period("M").dt.to_timestamp()
    rounds = visits.groupby(["manager_id", month]).size()
    index = pd.MultiIndex.from_frame(trial[["manager_id", "month_on"]])
    trial["rounds"] = rounds.reindex(index, fill_value=0).to_numpy()
    trial["exposure"] = exposure_of(shop).reindex(index, fill_value=0).to_numpy()
    trial = trial[trial["exposure"] > 0]
    high = trial["commission_rate"] == max(MANAGERS.commissions)
    a, b = trial[high]["rounds"].sum(), trial[~high]["rounds"].sum()
    log_ratio = np.log(a / trial[high]["exposure"].sum()) - np.log(b / trial[~high]["exposure"].sum())
    error = np.sqrt(1 / a + 1 / b)
    assert abs(log_ratio - MANAGERS.elasticity * np.log(2)) < 3.2 * error
    assert log_ratio > 1.5 * error


def exposure_of(shop):
    """Give the round visits to expect of each manager and month at the usual effort, by tier."""
    rate = shop["accounts"].set_index("account_id")["tier"].map(dict(zip("ABC", VISITS.rates, strict=True)))
    active = shop["account_orders"][["account_id", "month_on"]].merge(shop["account_owners"], on="account_id")
    keeps = (active["since_on"] <= active["month_on"]) & (
        active["until_on"].isna() | (active["until_on"] > active["month_on"] + pd.offsets.MonthEnd())
    )
    active = active[keeps]
    return (
        rate[active["account_id"]]
        .groupby([active["manager_id"].to_numpy(), active["month_on"].to_numpy()])
        .sum()
    )


def test_validity_in_the_pool_is_the_published_one_and_smaller_among_the_hired(shop):
    """Range restriction (Sackett, Zhang, Berry and Lievens 2022)."""
    pool = shop["manager_applicants"].drop(columns="performance").merge(shop["truth/manager_applicants"])
    shrunk = []
    for name, validity in VALIDITY.items():
        r = stats.pearsonr(pool[name], pool["performance"])
        assert r.confidence_interval(0.999).low < validity < r.confidence_interval(0.999).high, name
        hired = pool[pool["hired"] == 1]
        shrunk.append(validity - np.corrcoef(hired[name], hired["performance"])[0, 1])
    assert np.mean(shrunk) > 0.05


def test_credit_risk_is_found(shop):
    table = shop["credit_applications"]
    x = np.column_stack(
        [
            np.log1p(table["years_in_business"]),
            table["late_elsewhere"],
            table["deposit"],
            table["segment"] == "restaurant",
            np.log(table["limit_asked"] / table["monthly_purchases"]),
        ]
    )
    b, se = logit_fit(x, table["defaulted"].to_numpy())
    for j, name in enumerate(["intercept", "years", "elsewhere", "deposit", "restaurant", "limit"]):
        assert abs(b[j] - getattr(CREDIT_RISK, name)) < 3 * se[j], name
    assert 0.05 < table["defaulted"].mean() < 0.25
