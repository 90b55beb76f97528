"""The purchase summary: by hand, against plain pandas, on six engines, on bad input."""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmlab.differentiate import summary
from crmlab.frames import InputError, LeftOutWarning

# PySpark warns of pandas 3 and uses keywords that pandas 3 deprecates; here it is shown to work.
pytestmark = [
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]
TODAY = "2026-01-01"
COLUMNS = ["frequency", "recency", "T", "monetary_value", "refunds"]


def book(rows):
    customers, days, amounts = zip(*rows, strict=True)
    return pd.DataFrame(
        {
            "customer_id": [f"C{number}" for number in customers],
            "ordered_on": pd.Timestamp(TODAY) - pd.to_timedelta(days, unit="D"),
            "amount": np.array(amounts, dtype=float),
        }
    )


def by_plain_pandas(orders):
    """The definition, written customer by customer."""
    found = {}
    for customer, rows in orders.groupby("customer_id"):
        bought = rows[rows["amount"] >= 0]
        if bought.empty:
            continue
        paid = bought.groupby(bought["ordered_on"].dt.normalize())["amount"].sum()
        refunded = -rows.loc[rows["amount"] < 0, "amount"].sum()
        kept = max(0.0, 1 - refunded / paid.sum()) if paid.sum() else 0.0
        found[customer] = {
            "frequency": len(paid) - 1,
            "recency": (paid.index.max() - paid.index.min()).days / 7,
            "T": (pd.Timestamp(TODAY) - paid.index.min()).days / 7,
            "monetary_value": paid.sort_index().iloc[1:].mean() * kept if len(paid) > 1 else 0.0,
            "refunds": int((rows["amount"] < 0).sum()),
        }
    return pd.DataFrame(found).T.rename_axis("customer_id").reset_index()


def same(left, right):
    left, right = (table.sort_values("customer_id", ignore_index=True) for table in (left, right))
    pd.testing.assert_frame_equal(left, right, check_dtype=False, rtol=0, atol=1e-9)


@pytest.mark.filterwarnings("ignore::crmlab.frames.LeftOutWarning")
def test_every_engine_gives_what_the_definition_says(engine, shop):
    there, home = engine
    found = summary(there(shop), as_of=TODAY)
    assert type(found) is type(there(shop))
    same(home(found), by_plain_pandas(shop))
    assert shop["amount"].lt(0).any()
    assert shop.duplicated(["customer_id", "ordered_on"]).any()


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_dirty_rows_are_counted_alike_on_every_engine(engine):
    there, home = engine
    orders = pd.DataFrame(
        {
            "customer_id": ["C1", None, "C2", "C3", "C1", "C4", "C5"],
            "ordered_on": pd.to_datetime(
                ["2025-03-01", "2025-03-01", None, "2025-03-02", "2026-02-01", "2025-05-05", "2025-06-06"]
            ),
            "amount": [10.0, 10.0, 10.0, np.nan, 10.0, -5.0, 0.0],
        }
    )
    with pytest.warns(LeftOutWarning) as caught:
        answer = summary(there(orders), as_of=TODAY)
    said = [str(warning.message) for warning in caught if warning.category is LeftOutWarning]
    assert said == [
        "orders: 4 of 7 rows left out: 1 without customer_id, 1 without ordered_on, 1 without amount, "
        "1 dated after 2026-01-01.",
        "1 of 3 customers left out: they have refunds but no purchase.",
    ]
    found = home(answer).sort_values("customer_id", ignore_index=True)
    assert found["customer_id"].tolist() == ["C1", "C5"]
    assert found["T"].round(6).tolist() == [round(306 / 7, 6), round(209 / 7, 6)]
    assert found["monetary_value"].tolist() == [0, 0]


def test_by_hand():
    # Two orders of one day are one purchase; the first purchase counts in neither frequency nor money.
    orders = book([(1, 70, 90.0), (1, 35, 20.0), (1, 35, 10.0), (1, 7, 50.0), (2, 21, 5.0)])
    found = summary(orders, as_of=TODAY)
    assert found.loc[0, COLUMNS].tolist() == [2, 9.0, 10.0, 40.0, 0]
    assert found.loc[1, COLUMNS].tolist() == [0, 0.0, 3.0, 0.0, 0]


def test_a_refund_lowers_the_money_in_proportion_and_is_no_visit():
    orders = book([(1, 70, 60.0), (1, 35, 40.0), (1, 1, -25.0), (2, 70, 10.0), (2, 35, 10.0), (2, 1, -30.0)])
    found = summary(orders, as_of=TODAY)
    assert found["recency"].tolist() == [5.0, 5.0]
    assert found["monetary_value"].tolist() == [30.0, 0.0]  # 40 less a quarter; never below 0
    assert found["refunds"].tolist() == [1, 1]


def test_days_and_weeks():
    orders = book([(1, 70, 60.0), (1, 35, 40.0)])
    days, weeks = summary(orders, as_of=TODAY, unit="day"), summary(orders, as_of=TODAY)
    assert days.loc[0, ["recency", "T"]].tolist() == [35, 70]
    assert (days[["recency", "T"]] == 7 * weeks[["recency", "T"]]).all(axis=None)


def test_without_as_of_it_is_the_day_after_the_latest_order():
    assert summary(book([(1, 8, 60.0), (2, 1, 40.0)]))["T"].tolist() == [8 / 7, 1 / 7]


rows = st.tuples(
    st.integers(1, 6),
    st.integers(0, 400),
    st.one_of(st.floats(0, 900), st.floats(-200, -0.01)).map(lambda amount: round(amount, 2)),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(rows, min_size=2, max_size=40).filter(lambda all_rows: any(row[2] >= 0 for row in all_rows)))
def test_any_book_agrees_with_the_definition_and_can_be_modelled(all_rows):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        orders = book(all_rows)
        found = summary(orders, as_of=TODAY)
    same(found, by_plain_pandas(orders))
    assert (found["recency"] <= found["T"]).all()
    assert ((found["frequency"] > 0) == (found["recency"] > 0)).all()
    assert (found["monetary_value"] >= 0).all()


def test_the_learners_table_is_left_as_it_was(shop):
    before = shop.copy()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        summary(shop)
    pd.testing.assert_frame_equal(shop, before)


BAD = {
    "column": (
        lambda o: summary(o.rename(columns={"amount": "total"})),
        "Pass amount='total'",
        "试试amount='total'",
    ),
    "text date": (lambda o: summary(o.assign(ordered_on="2025-01-01")), "pd.to_datetime", "先转成日期"),
    "empty": (lambda o: summary(o.head(0)), "has no rows", "没有可用的行"),
    "unit": (lambda o: summary(o, unit="month"), "but 'month' was given", "你给的是'month'"),
    "only refunds": (lambda o: summary(o.assign(amount=-1.0)), "has no rows left", "没有可用的行"),
    "day": (lambda o: summary(o, as_of="soon"), "but 'soon' was given", "你给的是'soon'"),
}


@pytest.mark.filterwarnings("ignore::crmlab.frames.LeftOutWarning")
@pytest.mark.parametrize("case", BAD)
def test_a_wrong_call_is_answered_in_both_languages(case, shop, language):
    call, english, chinese = BAD[case]
    with pytest.raises(InputError) as caught:
        call(shop)
    assert (english if language == "en" else chinese) in str(caught.value)
