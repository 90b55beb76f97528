"""What makes an answer wrong, what does not, and what is said of it."""

import datetime as dt
import re
from decimal import Decimal

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmlab.check.compare import difference
from crmlab.check.layout import key_columns
from crmlab.check.rules import Rules
from crmlab.language import language_is

HANZI = re.compile(r"[\u4e00-\u9fff]")
EXACT, ORDERED = Rules(exact=True), Rules(ordered=True)


def kind(answer, needed, rules=None):
    problem = difference(answer, needed, rules)
    return problem and problem.kind


def table(rows=30):
    ids = [f"C{n:02}" for n in range(rows)]
    return pd.DataFrame(
        {"customer_id": ids, "amount": [10.5 + 7.25 * n for n in range(rows)], "orders": range(1, rows + 1)}
    )


@pytest.mark.parametrize(
    ("answer", "needed"),
    [
        (0.2691, 0.26912),
        (0.269, 0.26912),
        (0.27, 0.26512),
        (0.5, 0.5004),
        (75000, 75008.2),
        (np.float32(0.26912), 0.26912),
        (Decimal("0.26912"), 0.26912),
        (np.array(5), 5),
        (np.int64(5), 5),
        (5.0, 5),
        ([5], 5),
        (pd.Series([5], index=["C1"]), 5),
        (pd.DataFrame({"n": [5]}), 5),
        (12345.4, 12345),
        (float("nan"), np.nan),
        (pd.NA, None),
        (np.bool_(True), True),
        (" champions ", "champions"),
        ("Ａ", "a"),
        (dt.date(2025, 12, 31), pd.Timestamp("2025-12-31")),
        (np.datetime64("2025-12-31"), pd.Timestamp("2025-12-31")),
        (dt.timedelta(days=3), pd.Timedelta(days=3)),
        ((3, 1, 2), [1, 2, 3]),
        (np.array([3, 1, 2]), [1, 2, 3]),
        ({"b", "a"}, ["a", "b"]),
        (pd.Series(["b", "a"]), ["a", "b"]),
        (pd.DataFrame({"x": ["b", "a"]}), ["a", "b"]),
        (["a", "b", "a"], {"a", "b"}),
        ([("a", 1.0), ("b", 2.0)], [("b", 2), ("a", 1)]),
        ({"b": 2.0, "a": 1}, pd.Series({"a": 1, "b": 2})),
        (pd.Series({"a": 1, "b": 2}), {"b": 2, "a": 1}),
        ({"a": [2, 1]}, {"a": [1, 2]}),
        (np.array([[1.0, 2.0]]), np.array([[1, 2]])),
    ],
)
def test_is_right(answer, needed):
    assert difference(answer, needed) is None


@pytest.mark.parametrize(
    ("answer", "needed", "expected"),
    [
        (26.91, 0.26912, "percent"),
        (27, 0.26912, "percent"),
        (0.26912, 26.912, "share"),
        (41200, 412, "hundredfold"),
        (4.12, 412, "hundredth"),
        (0.0026912, 0.26912, "hundredth"),
        (-12.5, 12.5, "sign"),
        (0.3, 0.26912, "rounded"),
        (0.5, 0.5143, "rounded"),
        (1.0, 0.8812, "too_large"),
        (51000, 51432.5, "rounded"),
        (0.51382, 0.51443, "too_small"),
        (0.5138, 0.51443, "too_small"),
        (51, 0.51443, "percent"),
        (3.5, 0.51443, "above_one"),
        (0.5, 0.26912, "too_large"),
        (0.1, 0.26912, "too_small"),
        (413, 412, "too_large"),
        (10, 12, "too_small"),
        (float("inf"), 3.5, "infinite"),
        (float("nan"), 3.5, "missing"),
        (None, 3.5, "missing"),
        ("0.27", 0.27, "type"),
        (True, 1, "type"),
        (dt.timedelta(days=3), 3, "type"),
        (pd.Series([1, 2]), 3, "type"),
        (len, 3, "type"),
        (object(), 3, "type"),
        (False, True, "bool"),
        ("At Risk", "at risk", "case"),
        ("lost", "at risk", "text"),
        (dt.date(2025, 12, 30), pd.Timestamp("2025-12-31"), "early"),
        ([1, 2], [1, 2, 3], "length"),
        ([1, 2, 4], [1, 2, 3], "too_large"),
        (["a", "x"], ["a", "b"], "items"),
        ([1, "x"], [1, 2], "type"),
        ("ab", ["a", "b"], "type"),
        ({"a": 1}, {"a": 1, "b": 2}, "rows"),
        ({"a": 1, "b": 3}, {"a": 1, "b": 2}, "too_large"),
        ({"a": [1, 3]}, {"a": [1, 2]}, "too_large"),
        ({"a": 0.5, "b": 0.2}, {"a": 0.5, "b": 0.5}, "sum"),
    ],
)
def test_is_wrong(answer, needed, expected):
    assert kind(answer, needed) == expected


def test_a_number_above_one_is_not_said_to_be_a_share():
    # What lies below 1 may be a parameter: only "if it is a share" may be said of shares.
    with language_is("en"):
        assert "cannot exceed" not in difference(3.8, 0.668).sentence
        assert "If it is a share" in difference(3.8, 0.668).sentence
    with language_is("zh"):
        assert "如果要的是占比" in difference(3.8, 0.668).sentence


def test_nought_alone_is_not_taken_for_a_share():
    # An index from 0 to 100 begins at 0 as well.
    assert kind(10.0, 0.0) == "too_large"
    assert kind([10.0, 20.0], [0.0, 0.0]) == "too_large"
    assert kind([3.0, 0.5], [0.0, 0.5]) == "above_one"


def test_rules_are_kept():
    assert kind(0.269, 0.26912, EXACT) == "rounded"
    assert kind(412, 411, Rules(rtol=0.01)) is None
    assert kind([2, 1], [1, 2], ORDERED) == "order"
    assert kind(["b", "a"], ["a", "b"], ORDERED) == "order"
    assert kind(["a", "x"], ["a", "b"], ORDERED) == "items"
    assert kind(table()[::-1], table(), ORDERED) == "order"
    assert kind(table(), table(), ORDERED) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t[::-1],
        lambda t: t[["orders", "amount", "customer_id"]],
        lambda t: t.set_index("customer_id"),
        lambda t: t.set_index(["customer_id", "orders"]),
        lambda t: t.reset_index(),
        lambda t: t.set_axis(range(5, 35)),
        lambda t: t.set_axis(t["customer_id"].rename(None)).drop(columns="customer_id"),
        lambda t: t.astype({"customer_id": "category", "orders": "float64"}),
        lambda t: t.astype({"customer_id": object, "amount": "Float64", "orders": "Int64"}),
        lambda t: t.assign(amount=t["amount"].round(1)),
        lambda t: t.assign(amount=t["amount"].map(lambda x: Decimal(str(x)))),
        lambda t: t.assign(extra=1),
        lambda t: t.assign(extra=1, amount=t["amount"].round(2)).set_index("extra"),
        lambda t: t.to_dict("list"),
        lambda t: pl.DataFrame(t.to_dict("list")),
        lambda t: pl.LazyFrame(t.to_dict("list")),
    ],
)
def test_the_same_table_in_another_shape_is_right(change):
    assert difference(change(table()), table()) is None


@pytest.mark.parametrize(
    ("change", "expected", "said"),
    [
        (lambda t: t.rename(columns={"amount": "total"}), "renamed", "total"),
        (lambda t: t.rename(columns={"amount": "Amount"}).round(0), "renamed", "Amount"),
        (lambda t: t.drop(columns="orders"), "columns", "`orders`"),
        (lambda t: pd.concat([t, t[["amount"]]], axis=1), "columns", "`amount`"),
        (lambda t: t[3:], "rows", "`C00`, `C01`, `C02`"),
        (lambda t: pd.concat([t, t.tail(1).assign(customer_id="X9")]), "rows", "X9"),
        (lambda t: pd.concat([t, t.tail(1)]), "rows", "C29"),
        (lambda t: t.assign(customer_id=t["customer_id"].str[1:].astype(int)), "keys", "`0`, `1`, `2`"),
        (lambda t: t.assign(amount=t["amount"] + ([0] * 27 + [5] * 3)), "too_large", "`C27`, `C28`, `C29`"),
        (lambda t: t.assign(amount=t["amount"] / 100), "hundredth", "amount"),
        (lambda t: t.assign(amount=t["amount"].where(t["orders"] > 2)), "missing", "`C00`, `C01`"),
        (lambda t: t.assign(amount="much"), "type", "`amount`"),
        (lambda t: t.assign(orders=t["orders"] + 1), "too_large", "orders"),
        (lambda t: 3, "type", "DataFrame"),
        (lambda t: t["customer_id"], "columns", "amount"),
        (lambda t: t.iloc[:0], "rows", "30"),
    ],
)
def test_another_table_is_wrong(change, expected, said, language):
    problem = difference(change(table()), table())
    assert problem.kind == expected
    # Every fragment of code, in either language; keys are divided by each language's own comma.
    assert all(fragment in problem.sentence for fragment in said.split(", "))
    assert HANZI.search(problem.sentence) if language == "zh" else problem.sentence.isascii()


def test_short_answers_are_not_given_away():
    best = table(3)
    sentence = difference(best.assign(customer_id=["C00", "X1", "X2"]), best).sentence
    assert "X1" in sentence
    assert "C01" not in sentence and "C02" not in sentence
    assert "17.75" not in difference(best.assign(amount=0.0), best).sentence


@pytest.mark.parametrize(
    "answer",
    [
        lambda s: s,
        lambda s: s[::-1],
        lambda s: s.rename("anything"),
        lambda s: s.rename_axis("client"),
        lambda s: s.to_dict(),
        lambda s: s.to_frame(),
        lambda s: s.reset_index(),
        lambda s: s.rename("n").reset_index(),
    ],
)
def test_a_series_is_known_by_its_keys(answer):
    series = table().set_index("customer_id")["amount"]
    assert difference(answer(series), series) is None
    assert kind(answer(series + 20), series) == "too_large"


def test_two_keys_tell_rows_apart():
    long = pd.DataFrame(
        {"year": [2024, 2024, 2025, 2025], "class": list("ABAB"), "share": [0.6, 0.4, 0.7, 0.3]}
    )
    assert key_columns(long) == ["class", "year"]
    assert difference(long.set_index(["year", "class"])["share"], long) is None
    assert kind(long.pivot_table(index="year", columns="class", values="share"), long) == "columns"


def test_the_answer_is_never_changed():
    answer, before = table()[::-1], table()[::-1]
    difference(answer, table().round(0))
    pd.testing.assert_frame_equal(answer, before)


numbers = st.floats(min_value=-1e6, max_value=1e6, allow_nan=False).filter(lambda x: abs(x) > 1e-3)


@given(numbers)
def test_a_number_is_itself_and_not_another(number):
    assert difference(number, number) is None
    assert difference(number * 1.5, number) is not None


@given(numbers)
def test_rounding_to_three_figures_is_right(number):
    assert difference(float(f"{number:.3g}"), number) is None


@given(st.floats(min_value=0.02, max_value=0.98))
def test_percent_is_always_seen(share):
    assert kind(100 * share, share) == "percent"


@settings(max_examples=40)
@given(st.data())
def test_order_of_rows_and_columns_never_matters(data):
    n = data.draw(st.integers(1, 12))
    amounts = data.draw(st.lists(numbers, min_size=n, max_size=n))
    right = pd.DataFrame({"customer_id": [f"C{i}" for i in range(n)], "amount": amounts, "orders": range(n)})
    rows, columns = data.draw(st.permutations(range(n))), data.draw(st.permutations(list(right.columns)))
    assert difference(right.iloc[rows][columns], right) is None


@settings(max_examples=40)
@given(st.data())
def test_one_wrong_value_is_found(data):
    right = table(8)
    row = data.draw(st.integers(0, 7))
    wrong = right.copy()
    wrong.loc[row, "amount"] += 1 + abs(wrong.loc[row, "amount"])
    problem = difference(wrong, right)
    assert problem.kind == "too_large"
    assert f"C{row:02}" in problem.sentence


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just(pd.NaT) | st.just(object()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
RIGHT_ONES = [0.5, 3, True, "a", None, [1, 2], ["a", "b"], {"a"}, {"a": 1.0}, {"a": [1]}, table(3)]
RIGHT_ONES += [table(3).set_index("customer_id")["amount"], pd.Series([1.5, 2.5]), pd.Timestamp("2025-12-31")]


@given(anything, st.sampled_from(RIGHT_ONES))
def test_whatever_is_given_there_is_an_answer(answer, needed):
    problem = difference(answer, needed)
    assert problem is None or problem.sentence.strip()
