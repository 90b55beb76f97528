"""One call, six engines, the same numbers."""

import numpy as np
import pandas as pd
import pytest

from crmlab.differentiate import abc, rfm, segments
from crmlab.frames import InputError, LeftOutWarning, to_pandas

# PySpark warns of pandas 3 and uses keywords that pandas 3 deprecates; here it is shown to work.
pytestmark = [
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]


def same(left, right, key="customer_id"):
    left = left.sort_values(key, ignore_index=True)
    right = right.sort_values(key, ignore_index=True)
    pd.testing.assert_frame_equal(left, right, check_dtype=False, rtol=0, atol=1e-9)


@pytest.mark.filterwarnings("ignore::crmlab.frames.LeftOutWarning")
@pytest.mark.parametrize("thresholds", [None, {"frequency": [2, 3, 5, 10], "recency": [30, 90, 180, 365]}])
def test_rfm_and_segments_agree_on_every_engine(engine, shop, thresholds):
    there, home = engine
    expected = segments(rfm(shop, as_of="2026-01-01", thresholds=thresholds))
    found = segments(rfm(there(shop), as_of="2026-01-01", thresholds=thresholds))
    assert type(found) is type(there(shop))
    same(home(found), expected)


@pytest.mark.filterwarnings("ignore::crmlab.frames.LeftOutWarning")
def test_abc_agrees_on_every_engine(engine, shop):
    there, home = engine
    found = home(abc(there(shop), "customer_id", "amount"))
    assert found["rank"].tolist() == list(range(1, len(found) + 1))
    same(found, abc(shop, "customer_id", "amount"))


def test_dirty_rows_are_counted_alike_on_every_engine(engine):
    there, home = engine
    orders = pd.DataFrame(
        {
            "customer_id": ["C1", None, "C2", "C3", "C1", "C4", "C5"],
            "ordered_on": pd.to_datetime(
                ["2025-03-01", "2025-03-01", None, "2025-03-02", "2026-02-01", "2025-05-05", "2025-06-06"]
            ),
            "amount": [10.0, 10.0, 10.0, np.nan, 10.0, -5.0, 7.5],
        }
    )
    with pytest.warns(LeftOutWarning) as caught:
        answer = rfm(there(orders), as_of="2026-01-01", bins=2)
    said = [str(warning.message) for warning in caught if warning.category is LeftOutWarning]
    assert said == [
        "orders: 4 of 7 rows left out: 1 without customer_id, 1 without ordered_on, 1 without amount, "
        "1 dated after 2026-01-01.",
        "1 of 3 customers left out: they have refunds but no purchase.",
    ]
    found = home(answer).sort_values("customer_id", ignore_index=True)
    assert found["customer_id"].tolist() == ["C1", "C5"]
    assert found["recency"].tolist() == [306, 209]
    assert found["cell"].tolist() == ["112", "221"]


def test_bad_input_is_named_alike_on_every_engine(engine, shop):
    there, _ = engine
    with pytest.raises(InputError, match=r"no column 'amount'; .* Pass amount='total'"):
        rfm(there(shop.rename(columns={"amount": "total"})))
    with pytest.raises(InputError, match=r"pd\.to_datetime"):
        rfm(there(shop.assign(ordered_on=shop["ordered_on"].dt.strftime("%Y-%m-%d"))))
    with pytest.raises(InputError, match=r"pd\.to_numeric"):
        rfm(there(shop.assign(amount=shop["amount"].astype(str))))


def test_half_cents_are_rounded_alike_on_every_engine(engine):
    there, home = engine
    orders = pd.DataFrame(
        {
            "customer_id": ["a", "b", "c"],
            "ordered_on": pd.Timestamp("2025-01-01"),
            "amount": [0.125, 0.375, 2.0],
        }
    )
    with pytest.warns(UserWarning, match="All orders are dated 2025-01-01"):
        found = home(rfm(there(orders))).sort_values("customer_id")
    assert found["monetary"].tolist() == [0.13, 0.38, 2.0]


def test_to_pandas_brings_every_engine_home(engine, shop):
    there, _ = engine
    pd.testing.assert_frame_equal(to_pandas(there(shop), "shop"), shop, check_dtype=False)


def test_whole_number_ids_and_plain_dates(engine):
    there, home = engine
    orders = pd.DataFrame(
        {
            "customer_id": [10, 9, 9],
            "ordered_on": pd.to_datetime(["2025-12-31 23:59", "2025-01-01 00:01", "2025-12-30 12:00"]),
            "amount": [10, 20, 30],
        }
    )
    found = home(rfm(there(orders), as_of="2026-01-01", bins=2)).sort_values("customer_id")
    assert found["recency"].tolist() == [2, 1]
    assert found["monetary"].tolist() == [50.0, 10.0]
    assert found["cell"].tolist() == ["122", "211"]
