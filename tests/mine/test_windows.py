"""Windows and splits: a day's edge, nobody on both sides, and what is refused."""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmlab.frames import InputError, LeftOutWarning
from crmlab.mine import came_in_window, check_apart, known_before, leak_dates, split_customers, time_split


def orders(*rows):
    table = pd.DataFrame(rows, columns=["customer_id", "ordered_on"])
    return table.assign(ordered_on=pd.to_datetime(table["ordered_on"]))


EDGES = orders(("a", "2025-08-31"), ("b", "2025-09-01"), ("c", "2025-09-30"), ("d", "2025-10-01"))


def test_what_is_known_ends_the_day_before_and_the_window_begins_that_day():
    assert known_before(EDGES, "2025-09-01")["customer_id"].tolist() == ["a"]
    assert came_in_window(list("abcd"), EDGES, "2025-09-01", 30).tolist() == [0, 1, 1, 0]


@given(st.lists(st.integers(0, 60), min_size=1, max_size=30), st.integers(1, 60))
def test_known_and_later_make_the_whole(days, cut):
    start = pd.Timestamp("2025-01-01")
    table = orders(*[(str(at), start + pd.Timedelta(days=day)) for at, day in enumerate(days)])
    day = start + pd.Timedelta(days=cut)
    later = int((table["ordered_on"] >= day).sum())
    if later == len(table):
        with pytest.raises(InputError):
            known_before(table, day)
    else:
        assert len(known_before(table, day)) + later == len(table)


def test_rows_from_the_future_are_counted():
    with pytest.warns(LeftOutWarning, match="1 dated after 2025-09-15"):
        known_before(EDGES.iloc[[0, 1, 3]], "2025-09-10", today="2025-09-15")


@given(st.lists(st.sampled_from("abcdefghij"), min_size=4, max_size=60).filter(lambda ids: len(set(ids)) > 1),
       st.integers(0, 9))  # fmt: skip
def test_no_customer_stands_on_both_sides_whatever_the_order(ids, seed):
    table = pd.DataFrame({"customer_id": ids, "row": range(len(ids))})
    train, test = split_customers(table, seed=seed)
    check_apart(train, test)
    assert sorted([*train["row"], *test["row"]]) == list(range(len(ids)))
    mixed = table.sample(frac=1, random_state=seed)
    assert set(split_customers(mixed, seed=seed)[0]["customer_id"]) == set(train["customer_id"])


def test_a_time_split_leaves_out_whom_it_has_met():
    table = pd.DataFrame(
        {
            "customer_id": ["a", "a", "b"],
            "sent_on": pd.to_datetime(["2024-11-01", "2025-06-05", "2025-06-05"]),
        }
    )
    with pytest.warns(LeftOutWarning, match="before the cut"):
        earlier, later = time_split(table, "2025-01-01", "sent_on", customer="customer_id")
    assert (earlier["customer_id"].tolist(), later["customer_id"].tolist()) == (["a"], ["b"])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(time_split(table, "2025-01-01", "sent_on")[1]) == 2


def test_a_date_on_the_day_itself_leaks():
    table = pd.DataFrame(
        {"seen": pd.to_datetime(["2025-08-31"]), "paid": pd.to_datetime(["2025-09-01"]), "n": [1]}
    )
    found = leak_dates(table, "2025-09-01")
    assert found.set_index("column")["leaks"].to_dict() == {"seen": False, "paid": True}


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: known_before(EDGES, "2025-01-01"), {"en": "no row before", "zh": "一行也没有"}),
        (
            lambda: known_before(EDGES, "2026-01-01", today="2025-10-02"),
            {"en": "not known yet", "zh": "还不知道"},
        ),
        (lambda: known_before(EDGES.astype(str), "2025-09-01"), {"en": "dates", "zh": "日期"}),
        (lambda: came_in_window(["a"], EDGES, "2025-09-15", 30), {"en": "may still come", "zh": "可能会来"}),
        (lambda: came_in_window(["a"], EDGES, "2025-09-02", 20), {"en": "empty window", "zh": "窗口是空的"}),
        (
            lambda: came_in_window(["a", "a"], EDGES, "2025-09-01", 30),
            {"en": "unit is the customer", "zh": "单位是客户"},
        ),
        (lambda: came_in_window(["a"], EDGES, "2025-09-01", 30.5), {"en": "whole number", "zh": "整数"}),
        (lambda: time_split(EDGES, "2024-01-01", "ordered_on"), {"en": "Both sides", "zh": "两边都要"}),
        (lambda: split_customers(EDGES, test=50), {"en": "between 0 and 1", "zh": "0到1"}),
        (lambda: split_customers(EDGES.head(1)), {"en": "at least two", "zh": "至少"}),
        (lambda: check_apart(EDGES, EDGES), {"en": "both sides of the split", "zh": "两边都有"}),
        (
            lambda: leak_dates(EDGES[["customer_id"]], "2025-09-01"),
            {"en": "no column of dates", "zh": "没有日期列"},
        ),
    ],
)
def test_bad_input_is_answered_in_words(language, call, word):
    with pytest.raises(InputError) as told:
        call()
    assert word[language] in str(told.value)


def test_the_share_drawn_is_the_share_asked_for():
    table = pd.DataFrame({"customer_id": np.repeat(np.arange(400), 3)})
    train, test = split_customers(table, test=0.25, seed=3)
    assert (train["customer_id"].nunique(), test["customer_id"].nunique()) == (300, 100)
