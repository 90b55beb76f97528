"""The whole process: what it does step by step, what it writes down, whom it leaves out."""

import pandas as pd
import pytest

from crmlab.differentiate import Choices, contribution, differentiate_customers
from crmlab.frames import InputError

MONTHS = pd.date_range("2025-01-01", periods=6, freq="MS")


def small(months=MONTHS):
    """Give four accounts: good, dear to serve, gone since March, new in June."""
    rows = [("A1", m, 1000.0, 200.0, 1) for m in months]
    rows += [("A2", m, 1000.0, 150.0, 6) for m in months]
    rows += [("A3", m, 500.0, 80.0, 1) for m in months[:2]]
    rows += [("A4", m, 500.0, 80.0, 1) for m in months[-1:]]
    table = pd.DataFrame(rows, columns=["account_id", "month_on", "amount", "margin", "deliveries"])
    cost = table.groupby("month_on")["deliveries"].sum().mul(30.0).rename("cost").reset_index()
    pools = cost.assign(activity="delivery", driver="deliveries")
    closeness = pd.DataFrame({"account_id": ["A1", "A2", "A3"], "tenure": [900.0, 100.0, 50.0]})
    return table[["account_id", "month_on", "amount", "margin"]], table, pools, closeness


CHOICES = Choices(as_of="2025-07-01", months=6, parts=("tenure",), limits=(1000.0, 0.0))
PLANS = pd.DataFrame(
    {
        "strategy": ["maintain", "manage"],
        "outlay": [0.0, 100.0],
        "margin": [1.0, 1.0],
        "stays": [1.0, 1.0],
        "delivery": [1.0, 0.5],
    }
)


def test_by_pencil():
    """A1 earns 170 a month, 2,040 a year; A2 loses 30 a month, and half its drops would save 1,080 a year."""
    found = differentiate_customers(*small(), CHOICES, PLANS, budget=100.0)
    people = found.customers.set_index("account_id")
    assert people["contribution"].round(6).to_dict() == {"A1": 2040.0, "A2": -360.0}
    assert people["quadrant"].to_dict() == {"A1": "true_friend", "A2": "stranger"}
    assert people["tier"].to_dict() == {"A1": "A", "A2": "C"}
    assert people["strategy"].to_dict() == {"A1": "maintain", "A2": "manage"}
    assert found.plan.gain == pytest.approx(980.0)


def test_every_step_leaves_a_line_and_the_numbers_hang_together():
    record = differentiate_customers(*small(), CHOICES, PLANS, budget=100.0).record
    assert record["left_out"].tolist() == [0, 0, 1, 1, 0, 0, 0, 0]
    assert (record["customers_in"] - record["left_out"] == record["customers_out"]).all()
    assert (record["customers_out"].iloc[:-1].to_numpy() == record["customers_in"].iloc[1:].to_numpy()).all()


def test_the_window_is_counted_and_the_steps_agree_with_the_functions():
    orders, use, pools, closeness = small()
    found = differentiate_customers(
        orders, use, pools, closeness, Choices("2025-07-01", months=4, min_months=1, parts=("tenure",))
    )
    assert found.record.loc[0, "left_out"] == 1  # A3 ordered before the window only
    late = orders["month_on"] >= "2025-03-01"
    alone = contribution(orders[late], use[late], found.rates, "account_id").set_index("account_id")
    yearly = found.customers.set_index("account_id")["contribution"]
    assert yearly["A1"] == pytest.approx(alone.loc["A1", "contribution"] * 3)


def test_the_report_speaks_the_learners_language(language):
    report = differentiate_customers(*small(), CHOICES).report()
    assert len(report.splitlines()) == 7
    assert {"en": "3. Still a customer: ordered in the last 1 month(s)", "zh": "3. 还是不是客户："}[
        language
    ] in report
    assert "left out 1" in report or "略去1家" in report


BAD = {
    "months": (
        lambda: Choices("2025-07-01", months=0),
        "months must be a whole number",
        "months应该是不小于1",
    ),
    "day": (lambda: Choices("July"), "as_of", "as_of"),
    "nobody": (lambda: Choices("2020-01-01"), "Nobody is left after the step 'Window'", "做完“时间窗口”"),
    "part": (lambda: Choices("2025-07-01", parts=("share",)), "share", "share"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_wrong_choice_is_answered_in_both_languages(case, language):
    choices, english, chinese = BAD[case]
    with pytest.raises(InputError) as caught:
        differentiate_customers(*small(), choices())
    assert (english if language == "en" else chinese) in str(caught.value)


def test_text_in_place_of_dates_is_answered(language):
    orders, use, pools, closeness = small()
    with pytest.raises(InputError, match="month_on"):
        differentiate_customers(orders.astype({"month_on": str}), use, pools, closeness, CHOICES)
