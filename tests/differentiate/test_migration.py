"""Migration: counted by pencil, valued by brute force, and what is said of bad input."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmlab.differentiate import lifetime_value, migration, migration_value, transition_matrix
from crmlab.frames import InputError

TODAY = "2026-01-01"
pytestmark = [
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]
chances = st.lists(st.floats(0, 1), min_size=2, max_size=6)


@pytest.fixture
def orders():
    rows = [
        ("a", "2024-02-01", 10.0), ("a", "2024-05-01", 20.0), ("a", "2025-02-01", 40.0),
        ("a", "2025-02-02", -4.0), ("b", "2024-08-01", 8.0),
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=["customer_id", "ordered_on", "amount"])
    return table.assign(ordered_on=pd.to_datetime(table["ordered_on"]))


def test_by_pencil(orders):
    # a: buys, buys, -, -, buys, -, -, -   b: from the third quarter of 2024: buys, -, -, -, -, -
    found = migration(orders, states=3, as_of=TODAY)
    assert found["customers"].tolist() == [1 + 1 + 1 + 1, 1 + 1 + 1, 1 + 1 + 1 + 1 + 1]
    assert found["buyers"].tolist() == [1, 0, 1]
    assert found["probability"].tolist() == [0.25, 0, 0.2]
    assert found["amount_per_buyer"].tolist()[::2] == [20, 36]
    assert found["customers_now"].tolist() == [0, 0, 2]


@pytest.mark.filterwarnings("ignore::crmlab.frames.LeftOutWarning")
def test_every_engine_counts_alike(engine, shop):
    there, _ = engine
    expected = migration(shop, "month", states=4, as_of=TODAY)
    pd.testing.assert_frame_equal(migration(there(shop), "month", states=4, as_of=TODAY), expected)
    assert expected["customers_now"].sum() == shop.loc[shop["amount"] > 0, "customer_id"].nunique()


def test_known_chances_are_recovered():
    rng = np.random.default_rng(3)
    true, quarters = (
        np.array([0.7, 0.3, 0.1]),
        pd.date_range("2021-01-01", periods=20, freq="QS"),
    )
    rows, recency = [], np.full(4000, 1)
    for quarter in quarters:
        came = rng.random(4000) < (1.0 if quarter == quarters[0] else true[recency - 1])
        rows.append(pd.DataFrame({"customer_id": np.flatnonzero(came), "ordered_on": quarter, "amount": 9.0}))
        recency = np.where(came, 1, np.minimum(recency + 1, 3))
    found = migration(pd.concat(rows), states=3, as_of="2026-01-02")["probability"]
    assert np.allclose(found, true, atol=0.02)


@given(chances, st.booleans())
def test_the_rows_of_the_matrix_add_up(probabilities, give_up):
    matrix = transition_matrix(probabilities, give_up)
    assert np.allclose(matrix.sum(axis=1), 1)
    assert (matrix.to_numpy() >= 0).all()
    assert len(matrix) == len(probabilities) + give_up


@given(chances, st.floats(0.02, 0.5), st.integers(1, 12))
def test_the_value_is_the_sum_of_the_rewards_period_by_period(probabilities, discount, horizon):
    matrix = transition_matrix(probabilities, give_up=True)
    reward = np.array([40.0, *[-4.0] * (len(probabilities) - 1), 0.0])
    summed, step = np.zeros(len(reward)), np.eye(len(reward))
    for year in range(1200):
        if year == horizon + 1:
            ahead = summed.copy()
        summed = summed + step @ reward / (1 + discount) ** year
        step = step @ matrix.to_numpy()
    assert np.allclose(migration_value(matrix, reward, discount), summed, atol=1e-4)
    assert np.allclose(migration_value(matrix, reward, discount, now=False), summed - reward, atol=1e-4)
    assert np.allclose(migration_value(matrix, reward, discount, horizon), ahead)


def test_retention_is_migration_without_return():
    """Lost for good is the special case in which nobody comes back."""
    matrix = transition_matrix([0.8, 0.0], give_up=True)
    value = migration_value(matrix, [100, 0, 0], discount=0.2)
    assert value[1] == pytest.approx(lifetime_value(100, 0.8, 0.2))
    assert value[2] == value["lost"] == 0


def test_a_state_that_costs_more_than_it_brings_is_below_zero():
    """With 40 for an order, 4 for a catalogue and 20 % a year, the fourth catalogue does not pay."""
    reward = [36, -4, -4, -4, 0]
    value = migration_value(transition_matrix([0.3, 0.2, 0.15, 0.05], give_up=True), reward, 0.2)
    assert value[4] < 0 < value[3]
    shorter = migration_value(transition_matrix([0.3, 0.2, 0.15], give_up=True), [*reward[:3], 0], 0.2)
    assert (shorter[[1, 2, 3]] > value[[1, 2, 3]]).all()


MATRIX = transition_matrix([0.5, 0.1])
BAD = {
    "states": (lambda o: migration(o, states=1), "from 2, but 1 was given", "不小于2的整数，你给的是1"),
    "period": (lambda o: migration(o, "decade"), "'decade' was given", "你给的是'decade'"),
    "one period": (
        lambda o: migration(o.head(1), as_of="2024-04-01"),
        "only one whole quarter",
        "只有一个完整的季度",
    ),
    "chances": (lambda o: transition_matrix([0.5, 1.2]), "from 0 to 1", "0到1之间的概率"),
    "nan": (lambda o: transition_matrix([0.5, np.nan]), "take fewer states", "减少states"),
    "one chance": (lambda o: transition_matrix([0.5]), "two or more chances", "两个以上"),
    "rows": (lambda o: migration_value(np.eye(2) * 0.9, [1, 0], 0.1), "add up to [0.9", "现在各行之和是[0.9"),
    "shape": (lambda o: migration_value(MATRIX, [1, 0, 0], 0.1), "there are 3 rewards", "回报有3个"),
    "endless": (lambda o: migration_value(MATRIX, [1, 0], 0), "may add up for ever", "可能加不到头"),
    "discount": (lambda o: migration_value(MATRIX, [1, 0], -0.1), "rate from 0", "不小于0"),
    "reward": (lambda o: migration_value(MATRIX, [1, np.nan], 0.1), "where nothing is earned", "没有收入"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_a_wrong_call_is_answered_in_both_languages(case, orders, language):
    call, english, chinese = BAD[case]
    with pytest.raises(InputError) as caught:
        call(orders)
    assert (english if language == "en" else chinese) in str(caught.value)
