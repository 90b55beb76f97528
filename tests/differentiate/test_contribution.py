"""Activity rates, contribution, the whale curve: published numbers, sums that must agree, bad input."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import crmlab as crm
from crmlab.differentiate import activity_rates, contribution, plot_whale, whale_curve
from crmlab.frames import InputError, LeftOutWarning

# Kaplan and Anderson (2004), Harvard Business Review: a customer service department of 560,000 dollars.
DEPARTMENT = pd.DataFrame(
    {
        "activity": ["orders", "inquiries", "credit checks"],
        "driver": ["orders", "inquiries", "checks"],
        "cost": [0.7 * 560_000, 0.1 * 560_000, 0.2 * 560_000],
    }
)
DONE = pd.DataFrame({"customer_id": ["all"], "orders": [49_000], "inquiries": [1_400], "checks": [2_500]})


def test_the_rates_of_kaplan_and_anderson():
    rates = activity_rates(DEPARTMENT, DONE).set_index("activity")["rate"]
    assert rates.round(2).to_dict() == {"orders": 8.0, "inquiries": 40.0, "credit checks": 44.8}


def test_their_time_driven_variant_leaves_idle_time_to_nobody():
    """8, 44 and 50 minutes a piece use 578,600 of 700,000 minutes at 0.80 a minute: 97,120 are unused."""
    minutes = 8 * 49_000 + 44 * 1_400 + 50 * 2_500
    pools = pd.DataFrame({"activity": ["service"], "driver": ["minutes"], "cost": [560_000.0]})
    use = pd.DataFrame({"minutes": [minutes]})
    found = activity_rates(pools, use, capacity={"minutes": 700_000}).iloc[0]
    assert (found["volume"], round(found["rate"], 2), round(found["unused"])) == (578_600, 0.80, 97_120)


def test_the_whale_of_kanthal():
    """Cooper and Kaplan (1991): a fifth of the customers made 225 % of the profit, a tenth lost 125 %."""
    curve = whale_curve([225 / 20] * 20 + [0.0] * 70 + [-125 / 10] * 10)
    at_a_fifth = curve.loc[curve["customers_share"] == 0.2, "value_share"].iloc[0]
    assert at_a_fifth == pytest.approx(2.25)
    assert curve["value_share"].max() == pytest.approx(2.25)


def test_the_rates_of_the_shop_are_found_within_a_per_cent():
    from crmlab.story.accounts_trade import ACTIVITIES

    rates = activity_rates(crm.load("cost_pools"), crm.load("account_costs")).set_index("activity")["rate"]
    true = pd.Series({name: rate for name, (_, _, rate) in ACTIVITIES.items()})
    assert (rates / true - 1).abs().max() < 0.01
    assert len(rates) == 7


money = st.integers(-10_000, 100_000)
accounts = st.lists(st.tuples(money, st.integers(0, 30), st.integers(1, 30)), min_size=1, max_size=40)


@given(accounts, st.integers(1, 10**6), st.integers(0, 10**6))
def test_what_the_customers_bear_is_what_the_activities_cost(rows, visiting, delivery):
    margin, visits, drops = map(list, zip(*rows, strict=True))
    who = [f"A{i}" for i in range(len(rows))]
    use = pd.DataFrame({"account_id": who, "visits": visits, "deliveries": drops})
    use.loc[0, "visits"] += 1  # somebody was visited
    orders = pd.DataFrame({"account_id": who, "amount": margin, "margin": margin})
    pools = pd.DataFrame(
        {"activity": ["v", "d"], "driver": ["visits", "deliveries"], "cost": [visiting, delivery]}
    )
    found = contribution(orders, use, activity_rates(pools, use), "account_id")
    assert found["cost_to_serve"].sum() == pytest.approx(visiting + delivery)
    assert found["contribution"].sum() == pytest.approx(sum(margin) - visiting - delivery)
    assert found["contribution"].is_monotonic_decreasing
    assert len(found) == len(rows)


@given(st.lists(money, min_size=1, max_size=60).filter(lambda values: sum(values) > 0))
def test_the_whale_rises_then_falls_and_ends_at_one(values):
    curve = whale_curve(values)["value_share"].to_numpy()
    assert curve[0] == 0
    assert curve[-1] == 1
    assert (np.diff(curve, 2) <= 1e-9).all()
    losers = sum(value for value in values if value < 0)
    assert curve.max() == pytest.approx(1 - losers / sum(values))


def test_who_was_served_without_ordering_has_a_cost_and_no_margin():
    orders = pd.DataFrame({"account_id": ["A1"], "amount": [100.0], "margin": [20.0]})
    use = pd.DataFrame({"account_id": ["A1", "A2"], "visits": [1, 3]})
    rates = pd.DataFrame({"activity": ["visiting"], "driver": ["visits"], "rate": [5.0]})
    found = contribution(orders, use, rates, "account_id").set_index("account_id")
    assert found.loc["A2", ["margin", "contribution"]].tolist() == [0.0, -15.0]


def test_the_picture_says_where_the_peak_is(language):
    words = {"en": "peak 125%, at 67% of customers", "zh": "峰值125%，此时客户占67%"}
    assert plot_whale([60, -25, 65], [50, 25, 25]).texts[0].get_text() == words[language]


def test_rows_with_gaps_are_counted(language):
    orders = pd.DataFrame({"account_id": ["A1", None, "A2"], "amount": 1.0, "margin": [1.0, 2.0, np.nan]})
    use = pd.DataFrame({"account_id": ["A1"], "visits": [1]})
    rates = pd.DataFrame({"activity": ["visiting"], "driver": ["visits"], "rate": [5.0]})
    says = {"en": "2 of 3 rows left out: 1 without account_id, 1 with an empty place", "zh": "1行有空格"}
    with pytest.warns(LeftOutWarning, match=says[language]):
        assert len(contribution(orders, use, rates, "account_id")) == 1


POOLS = pd.DataFrame({"activity": ["visiting"], "driver": ["visits"], "cost": [10.0]})
USE = pd.DataFrame({"account_id": ["A1"], "visits": [2]})
ORDERS = pd.DataFrame({"account_id": ["A1"], "amount": [9.0], "margin": [3.0]})
BAD = {
    "driver not there": (
        lambda: activity_rates(POOLS.assign(driver="km"), USE),
        "no column 'km'",
        "没有'km'这一列",
    ),
    "nobody": (lambda: activity_rates(POOLS, USE.assign(visits=0)), "Nobody used visits", "没有人用过visits"),
    "two drivers": (
        lambda: activity_rates(pd.concat([POOLS, POOLS.assign(driver="km")]), USE.assign(km=1)),
        "two drivers for 'visiting'",
        "有两个动因",
    ),
    "negative": (lambda: activity_rates(POOLS.assign(cost=-1.0), USE), "is negative", "是负数"),
    "text": (lambda: activity_rates(POOLS.assign(cost="10"), USE), "pd.to_numeric", "先转成数字"),
    "empty": (lambda: activity_rates(POOLS.head(0), USE), "no rows", "没有可用的行"),
    "capacity": (
        lambda: activity_rates(POOLS, USE, capacity={"visits": 1}),
        "capacity allows 1",
        "capacity却只有1",
    ),
    "capacity missing": (
        lambda: activity_rates(POOLS, USE, capacity={}),
        "no entry for 'visits'",
        "没有“visits”",
    ),
    "customer": (
        lambda: contribution(ORDERS, USE, activity_rates(POOLS, USE)),
        "customer='...'",
        "用customer='...'指明",
    ),
    "loss": (lambda: whale_curve([1.0, -2.0]), "add up to -1.00 yuan", "贡献合计-1.00元"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_wrong_call_is_answered_in_both_languages(case, language):
    call, english, chinese = BAD[case]
    with pytest.raises(InputError) as caught:
        call()
    assert (english if language == "en" else chinese) in str(caught.value)


def test_a_peak_just_above_the_whole_does_not_read_as_the_whole(language):
    words = {"en": "peak 100.5%, at 67% of customers", "zh": "峰值100.5%，此时客户占67%"}
    assert plot_whale([100, 101, -1]).texts[0].get_text() == words[language]
