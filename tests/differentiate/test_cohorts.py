"""Cohorts, value by tenure and stages: by pencil, against plain pandas, on every engine, bad input."""

import numpy as np
import pandas as pd
import pytest

from crmlab.differentiate import cohort_table, life_cycle, value_by_tenure
from crmlab.frames import InputError, LeftOutWarning

TODAY = "2026-01-01"
pytestmark = [
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]


def book(rows):
    customers, days, amounts = zip(*rows, strict=True)
    table = {"customer_id": customers, "ordered_on": pd.to_datetime(list(days)), "amount": amounts}
    return pd.DataFrame(table).astype({"amount": float})


def same(found, expected, key):
    found = found.sort_values(key, ignore_index=True)
    expected = expected.sort_values(key, ignore_index=True)
    pd.testing.assert_frame_equal(found, expected, check_dtype=False, rtol=0, atol=1e-9)


@pytest.mark.filterwarnings("ignore::crmlab.frames.LeftOutWarning")
@pytest.mark.parametrize("period", ["month", "quarter", "year"])
def test_cohorts_agree_on_every_engine(engine, shop, period):
    there, home = engine
    expected = cohort_table(shop, period, as_of=TODAY)
    found = cohort_table(there(shop), period, as_of=TODAY)
    assert type(found) is type(there(shop))
    same(home(found), expected, ["cohort", "age"])


def test_tenure_agrees_on_every_engine(engine, shop):
    there, home = engine
    same(
        home(value_by_tenure(there(shop), 60, as_of=TODAY)), value_by_tenure(shop, 60, as_of=TODAY), "tenure"
    )


def test_stages_agree_on_every_engine(engine, shop):
    there, home = engine
    expected = life_cycle(shop, as_of=TODAY)
    assert set(expected["stage"]) == {"form", "stable", "decline", "acquire"}
    same(home(life_cycle(there(shop), as_of=TODAY)), expected, "customer_id")


def test_a_cohort_by_pencil():
    orders = book(
        [
            ("a", "2025-01-05", 10), ("b", "2025-02-05", 20), ("a", "2025-05-01", 30), ("a", "2025-06-01", 5),
            ("a", "2025-08-01", -30), ("c", "2025-12-01", 7),
        ]
    )  # fmt: skip
    found = cohort_table(orders, as_of=TODAY)
    # Nobody buys in the third quarter, but a refund falls into it.
    assert found["cohort"].tolist() == ["2025Q1"] * 4 + ["2025Q4"]
    assert found["age"].tolist() == [0, 1, 2, 3, 0]
    assert found["customers"].tolist() == [2, 2, 2, 2, 1]
    assert found["active"].tolist() == [2, 1, 0, 0, 1]
    assert found["amount"].tolist() == [30, 35, -30, 0, 7]
    assert found["amount_per_customer"].tolist() == [15, 17.5, -15, 0, 7]


@pytest.mark.parametrize(("period", "names"), [("month", ["2024-02", "2025-12"]), ("year", ["2024", "2025"])])
def test_names_of_cohorts(period, names):
    orders = book([("a", "2024-02-29", 1), ("b", "2025-12-31", 2)])
    assert sorted(set(cohort_table(orders, period, as_of=TODAY)["cohort"])) == names


@pytest.mark.filterwarnings("ignore::crmlab.frames.LeftOutWarning")
def test_cohorts_against_plain_pandas(shop):
    found = cohort_table(shop, as_of=TODAY).set_index(["cohort", "age"])
    bought = shop[shop["amount"] > 0].assign(q=lambda t: t["ordered_on"].dt.to_period("Q"))
    born = bought.groupby("customer_id")["q"].min()
    age = (bought["q"] - bought["customer_id"].map(born)).map(lambda offset: offset.n)
    names = bought["customer_id"].map(born).astype(str).rename("cohort")
    active = bought.groupby([names, age.rename("age")])["customer_id"].nunique()
    assert (found["active"].reindex(active.index) == active).all()
    assert found["active"].sum() == active.sum()
    assert (
        found.xs(0, level="age")["customers"].sum() == shop.loc[shop["amount"] > 0, "customer_id"].nunique()
    )
    # One refund lies before its customer's first purchase, and is said to be left out.
    age_of_all = shop["ordered_on"].dt.to_period("Q") >= shop["customer_id"].map(born)
    assert found["amount"].sum() == pytest.approx(shop.loc[age_of_all, "amount"].sum(), abs=0.5)


def test_tenure_by_pencil_counts_whole_periods_only():
    orders = book(
        [
            ("a", "2025-01-01", 10), ("a", "2025-01-30", 20), ("a", "2025-02-05", 40),
            ("a", "2025-03-03", -5), ("b", "2025-02-20", 100), ("b", "2025-03-09", 9),
        ]
    )  # fmt: skip
    # By 11 March a has been here 69 days: two whole months of 30; b 19 days: none.
    found = value_by_tenure(orders, days=30, as_of="2025-03-11")
    assert found["tenure"].tolist() == [1, 2]
    assert found["customers"].tolist() == [1, 1]
    assert found["amount"].tolist() == [30, 40]
    # The refund of 3 March falls into a's third month, which is not over.
    later = value_by_tenure(orders, days=30, as_of="2025-04-01")
    assert later["customers"].tolist() == [2, 1, 1]
    assert later["active"].tolist() == [2, 1, 0]
    assert later["amount"].tolist() == [139, 40, -5]
    assert later["amount_per_customer"].tolist() == [69.5, 40, -5]


STAGES = {
    "acquire": [("x", "2025-12-01", 5), ("x", "2025-12-20", 5)],
    "acquire, single purchase": [("x", "2025-08-01", 5)],
    "decline, single purchase": [("x", "2025-07-01", 5)],
    "form": [("x", "2025-06-01", 5), ("x", "2025-12-20", 5)],
    "stable": [("x", "2024-06-01", 5), ("x", "2025-12-20", 5)],
    "stable, slow": [("x", "2024-01-01", 5), ("x", "2024-09-01", 5)],
    "decline": [("x", "2024-01-01", 5), ("x", "2024-01-11", 5), ("x", "2025-10-01", -5)],
    "form, quick and quiet for less than sixty days": [("x", f"2025-{month}-05", 5) for month in (9, 10, 11)],
    "acquire, twice on one day": [("x", "2025-09-01", 5), ("x", "2025-09-01", 5)],
}


@pytest.mark.parametrize("case", STAGES)
def test_every_rule_of_the_stages(case):
    row = life_cycle(book(STAGES[case]), as_of=TODAY, quiet_gaps=3 if "slow" in case else 1.2)
    assert row["stage"].tolist() == [case.split(",")[0]]


def test_the_world_agrees_with_the_stages():
    import crmlab as crm

    staged = life_cycle(crm.load("orders"), as_of=TODAY).merge(crm.load("truth/customers"), on="customer_id")
    gone = staged["left_on"].notna().groupby(staged["stage"]).mean()
    assert gone["decline"] > 0.85
    assert gone.drop("decline").max() < 0.25


def test_an_unfinished_period_is_left_out_and_counted(engine):
    there, home = engine
    orders = book([("a", "2025-01-05", 10), ("a", "2025-04-05", 10), ("a", "2025-07-05", 10)])
    with pytest.warns(LeftOutWarning, match="1 of 3 rows left out: they fall in a quarter that is not over"):
        found = cohort_table(there(orders), as_of="2025-09-30")
    assert sorted(home(found)["age"]) == [0, 1]


def test_left_out_rows_are_said_in_both_languages(language):
    orders = book(
        [("a", "2025-01-05", 10), ("a", "2024-12-05", -3), ("b", "2025-05-05", -3), ("c", "2025-05-06", 1)]
    )
    says = {
        "en": ["1 of 3 customers left out: they have refunds", "1 of 3 rows left out: refunds dated before"],
        "zh": ["3位客户里略去1位", "略去1行：退款日期早于"],
    }
    with pytest.warns(LeftOutWarning) as caught:
        found = cohort_table(orders, as_of=TODAY)
    told = " ".join(str(warning.message) for warning in caught)
    assert all(words in told for words in says[language])
    assert found["customers"].iloc[0] == 1


@pytest.mark.filterwarnings("ignore::crmlab.frames.LeftOutWarning")
def test_the_learners_table_is_left_as_it_was(shop):
    before = shop.copy()
    cohort_table(shop, as_of=TODAY), value_by_tenure(shop, as_of=TODAY), life_cycle(shop, as_of=TODAY)
    pd.testing.assert_frame_equal(shop, before)


BAD = {
    "period": (lambda o: cohort_table(o, "week"), "'week' was given", "你给的是'week'"),
    "column": (
        lambda o: cohort_table(o.rename(columns={"amount": "total"})),
        "Pass amount='total'",
        "amount='total'",
    ),
    "dates": (lambda o: life_cycle(o.assign(ordered_on="x")), "must hold dates", "应该是日期"),
    "empty": (lambda o: value_by_tenure(o.head(0)), "orders has no rows", "orders里没有可用的行"),
    "days": (lambda o: value_by_tenure(o, 0), "days must be above 0", "days应该大于0"),
    "too long": (
        lambda o: value_by_tenure(o, 4000),
        "Nobody in orders has been a customer for 4000 days",
        "没有谁成为客户满4000天",
    ),
    "rules": (lambda o: life_cycle(o, quiet_gaps=-1), "quiet_gaps must be above 0", "quiet_gaps应该大于0"),
    "order of rules": (lambda o: life_cycle(o, new_days=400), "new before she is settled", "先是新客"),
    "refunds only": (lambda o: life_cycle(o.assign(amount=-1.0)), "has no rows", "没有可用的行"),
}


@pytest.mark.filterwarnings("ignore::crmlab.frames.LeftOutWarning")
@pytest.mark.parametrize("case", BAD)
def test_a_wrong_call_is_answered_in_both_languages(case, shop, language):
    call, english, chinese = BAD[case]
    with pytest.raises(InputError) as caught:
        call(shop)
    assert (english if language == "en" else chinese) in str(caught.value)


def test_missing_values_are_counted_alike_on_every_engine(engine):
    there, home = engine
    orders = book([("a", "2025-01-05", 10), ("a", "2025-04-05", 10), ("b", "2025-04-06", 4)])
    orders.loc[1, "amount"] = np.nan
    with pytest.warns(LeftOutWarning, match="1 without amount"):
        found = home(cohort_table(there(orders), as_of=TODAY))
    assert found["active"].sum() == 2
