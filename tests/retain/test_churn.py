"""Churn in a shop: windows, lifetimes, rates, the model's table, leaks, lift and what saving earns."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

import crmlab as crm
from crmlab.frames import InputError, LeftOutWarning
from crmlab.retain import (
    auc,
    churn_rates,
    churn_table,
    kaplan_meier,
    leak_check,
    lifetimes,
    lift_table,
    plot_calibration,
    plot_kaplan_meier,
    return_curve,
    saving_profit,
    survival_at,
    worth_contacting,
)

TODAY = pd.Timestamp("2026-01-01")


@pytest.fixture(scope="module")
def orders():
    return crm.load("orders")


@pytest.fixture
def few():
    """a comes on days 0, 10 and 70; b on day 0 only; c on day 95; d only gets a refund."""
    rows = [("a", 0, 5.0), ("a", 10, 5.0), ("a", 70, 5.0), ("b", 0, 8.0), ("c", 95, 2.0), ("d", 3, -1.0)]
    days = [pd.Timestamp("2025-01-01") + pd.Timedelta(days=day) for _, day, _ in rows]
    names, _, amounts = zip(*rows, strict=True)
    return pd.DataFrame({"customer_id": names, "ordered_on": days, "amount": amounts})


def day(number):
    return pd.Timestamp("2025-01-01") + pd.Timedelta(days=number)


def test_the_return_curve_by_pencil(few):
    """Seen from day 100, window 30, horizon 30: silences of more than 30 days that began before day 40.

    a's from day 10 ended on day 70, 60 days later, so just inside; b's from day 0 never ended.
    """
    row = return_curve(few, windows=[30], horizon=30, as_of=day(100)).iloc[0]
    assert (row["silences"], row["came_back"]) == (2, 0.5)
    row = return_curve(few, windows=[30], horizon=29, as_of=day(100)).iloc[0]
    assert (row["silences"], row["came_back"]) == (2, 0.0)


def test_lifetimes_by_pencil(few):
    found = lifetimes(few, silence=30, as_of=day(100)).set_index("customer_id")
    assert found["left"].to_dict() == {"a": 1, "b": 1, "c": 0}
    assert found["duration"].to_dict() == {"a": 71.0, "b": 1.0, "c": 0.0}
    later = lifetimes(few, silence=31, as_of=day(100)).set_index("customer_id")
    assert later["left"].to_dict() == {"a": 0, "b": 1, "c": 0}  # a is silent for 30 days only
    assert later.loc["a", "duration"] == 70.0


def test_the_four_rates_by_pencil(few):
    """Customers of day 60 (50 days back): a by day 10; of day 100: a (70) and c (95)."""
    rates = churn_rates(few, day(60), day(100), silence=50).set_index("rate")
    assert rates["lost"].to_dict() == {"start": 0.0, "average": 0.0, "net": -1.0, "money": 0.0}
    assert rates["base"].to_dict() == {"start": 1.0, "average": 1.5, "net": 1.0, "money": 5.0}


def test_longer_silence_means_fewer_returns_and_the_truth_agrees(orders):
    curve = return_curve(orders, as_of=TODAY)
    assert (np.diff(curve["came_back"]) < 0).all()
    left_on = crm.load("truth/customers").set_index("customer_id")["left_on"]
    people = lifetimes(orders, 180, as_of=TODAY).set_index("customer_id")
    gone = left_on.reindex(people.index).notna()
    assert gone[people["left"] == 1].mean() > 0.93
    assert people["left"][gone].mean() > 0.8


def test_the_survival_curve_stays_below_the_true_one_but_near(orders):
    people = lifetimes(orders, 180, as_of=TODAY)
    curve = kaplan_meier(people["duration"], people["left"])
    left_on = crm.load("truth/customers").set_index("customer_id")["left_on"].reindex(people["customer_id"])
    lived = (left_on.fillna(TODAY).to_numpy() - people["first_on"].to_numpy()) / np.timedelta64(1, "D")
    true = kaplan_meier(np.maximum(lived, 0), left_on.notna().to_numpy())
    for years in (1, 2):
        gap = survival_at(true, 365 * years) - survival_at(curve, 365 * years)
        assert 0 < gap < 0.07


def test_the_table_knows_nothing_after_its_day(orders):
    early = orders[orders["ordered_on"] < "2025-01-06"]
    known = churn_table(early, "2025-01-06", horizon=None)
    full = churn_table(orders, "2025-01-06").drop(columns="churned")
    pd.testing.assert_frame_equal(known, full)
    assert (full["silent"] <= 90).all() and (full["silent"] >= 1).all()


def test_the_outcome_is_what_happened(orders):
    table = churn_table(orders, "2025-07-05", horizon=180)
    after = orders[(orders["ordered_on"] >= "2025-07-05") & (orders["amount"] > 0)]
    assert (table["churned"] == (~table["customer_id"].isin(after["customer_id"])).astype(int)).all()


def test_gaps_and_overdue_by_pencil(few):
    row = churn_table(few, day(80), seen_within=90, horizon=None).set_index("customer_id").loc["a"]
    assert (row["silent"], row["tenure"], row["orders"], row["gap"]) == (10, 80, 3, 35.0)
    assert row["overdue"] == pytest.approx(10 / 35)
    assert (row["recent"], row["basket"], row["spent"]) == (3, 5.0, 15.0)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_auc_is_that_of_scikit_learn_with_ties(seed):
    rng = np.random.default_rng(seed)
    churned = np.r_[0, 1, rng.integers(0, 2, 30)]
    score = rng.integers(0, 6, 32)
    assert auc(score, churned) == pytest.approx(roc_auc_score(churned, score))


def test_a_column_from_the_future_is_suspected_and_an_honest_one_is_not(orders):
    table = churn_table(orders, "2025-07-05")
    total = orders[orders["amount"] > 0]["customer_id"].value_counts()
    table["orders_total"] = table["customer_id"].map(total) - table["orders"]
    found = leak_check(table).set_index("column")["suspect"]
    assert found["orders_total"]
    assert found.sum() == 1


def test_lift_adds_up(orders):
    table = churn_table(orders, "2025-07-05")
    chance = table["silent"] / 91
    lift = lift_table(chance, table["churned"])
    assert lift["customers"].sum() == len(table)
    assert lift["captured"].iloc[-1] == pytest.approx(1)
    assert (lift["churned"] * lift["customers"]).sum() == pytest.approx(table["churned"].sum())
    assert lift["lift"].iloc[0] > 1.5


def test_equal_chances_share_what_came_of_them_whatever_the_order():
    chance, churned = [0.8, 0.4, 0.4, 0.4], [1, 1, 0, 0]
    lift = lift_table(chance, churned, groups=2)
    assert lift["churned"].tolist() == pytest.approx([(1 + 1 / 3) / 2, 1 / 3])
    pd.testing.assert_frame_equal(lift, lift_table(chance[::-1], churned[::-1], groups=2))


def test_saving_pays_as_neslin_and_others_write_it():
    """Neslin et al. (2006): N alpha {[gamma V + delta (1 - gamma)] beta - delta - c}."""
    rng = np.random.default_rng(1)
    chance, churned = rng.random(200), rng.integers(0, 2, 200)
    value, saved, gift, contact = 150.0, 0.3, 8.0, 0.5
    curve = saving_profit(chance, churned, value, saved, gift, contact)
    order = np.argsort(-chance)
    for n in (1, 50, 200):
        beta = churned[order][:n].mean()
        theirs = n * ((saved * value + gift * (1 - saved)) * beta - gift - contact)
        assert curve.set_index("contacted").loc[n, "profit"] == pytest.approx(theirs)


def test_the_threshold_is_where_a_contact_earns_nothing():
    terms = {"value": 150.0, "saved": 0.3, "gift": 8.0, "contact": 0.5}
    p = worth_contacting(**terms)
    earned = (
        p * terms["saved"] * (terms["value"] - terms["gift"]) - (1 - p) * terms["gift"] - terms["contact"]
    )
    assert earned == pytest.approx(0)
    assert worth_contacting(5, 0.1, 8, 1) == float("inf")


BAD = [
    (lambda few: return_curve(few, windows=[0]), "whole number of days", "整数天"),
    (lambda few: return_curve(few, horizon=1.5), "whole number of days", "整数天"),
    (lambda few: lifetimes(few, as_of="2020-01-01"), "no purchase before", "没有一笔购买"),
    (lambda few: lifetimes(few, silence=True), "whole number of days", "整数天"),
    (lambda few: lifetimes(few.assign(amount=-1.0)), "no purchase before", "没有一笔购买"),
    (lambda few: lifetimes(few, date="day"), "no column 'day'", "day"),
    (lambda few: churn_rates(few, day(9), day(9)), "begin before it ends", "开头要早于结尾"),
    (lambda few: churn_rates(few, "2020-01-01", "2020-02-01"), "no base to lose from", "没有分母"),
    (lambda few: churn_table(few, day(80)), "is not known before", "才知道"),
    (lambda few: churn_table(few, "2030-01-01", horizon=None), "nobody to keep", "没有人可留"),
    (lambda few: lift_table([0.5, 2], [1, 0], 2), "from 0 to 1", "0到1之间"),
    (lambda few: lift_table([0.5, 0.2], [1, 1], 2), "both who left and who stayed", "既要有走的，也要有留的"),
    (lambda few: lift_table([0.5, 0.2], [0, 0], 2), "both who left and who stayed", "既要有走的，也要有留的"),
    (lambda few: lift_table([0.5, 0.2], [1, 0], 3), "groups must be", "groups要的是"),
    (lambda few: lift_table([0.5, 0.2, 0.1], [1, 0], 2), "of one length", "长度必须一样"),
    (lambda few: auc([0.5, 0.2], [1, 7]), "1 for who left", "走了的是1"),
    (lambda few: saving_profit([0.5, 0.2], [1, 0], 100, 10, 5, 1), "a share from 0 to 1", "0到1之间的比例"),
    (lambda few: saving_profit([0.5, 0.2], [1, 0], -1, 0.1, 5, 1), "an amount in yuan", "金额（元）"),
    (lambda few: plot_kaplan_meier({}), "dict of curves", "一个字典"),
    (lambda few: plot_calibration(few), "no column 'predicted'", "predicted"),
]


@pytest.mark.parametrize(("call", "en", "zh"), BAD)
def test_bad_input_is_answered_in_the_learners_language(few, call, en, zh, language):
    with pytest.raises(InputError, match=en if language == "en" else zh):
        call(few)


def test_rows_with_gaps_are_counted(few, language):
    few.loc[0, "amount"] = np.nan
    with pytest.warns(LeftOutWarning, match="1"):
        assert len(lifetimes(few, 30, as_of=day(100))) == 3


def test_a_curve_is_drawn_as_far_as_anybody_was_watched():
    short = kaplan_meier([1, 2, 4], [1, 1, 0])
    long = kaplan_meier([3, 9], [1, 1])
    drawn = plot_kaplan_meier({"short": short, "long": long}).lines
    assert [line.get_xdata().max() for line in drawn] == [4, 9]
