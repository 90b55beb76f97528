"""ABC classes, Pareto curve, Gini, top share: by pencil, against known distributions, and out of bounds."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmlab.differentiate import abc, gini, pareto_curve, top_share
from crmlab.frames import InputError, LeftOutWarning

cents = st.integers(-10_000, 1_000_000)
sales = st.lists(st.tuples(st.integers(0, 40), cents), min_size=1, max_size=150)
holdings = st.lists(st.integers(0, 10**9), min_size=1, max_size=200).filter(any)


def table(rows):
    return pd.DataFrame({"k": [f"K{k:02d}" for k, _ in rows], "v": [value / 100 for _, value in rows]})


@pytest.mark.parametrize(
    ("values", "letters"),
    [
        ([50, 30, 15, 5], "AABC"),  # the share before the third is 0.80 exactly: A has ended
        ([50, 29, 16, 5], "AAAC"),  # 0.79 before the third: it crosses the cut and is still A
        ([100], "A"),
        ([1, 1, 1, 1, 1], "AAAAB"),
    ],
)
def test_the_one_who_crosses_the_cut_belongs_to_it(values, letters):
    found = abc(pd.DataFrame({"k": range(len(values)), "v": values}), "k", "v")
    assert "".join(found["abc"]) == letters


def test_repeated_keys_are_added_up_and_ties_ranked_by_key():
    found = abc(pd.DataFrame({"k": ["b", "a", "b", "c"], "v": [1.0, 3.0, 2.0, 4.0]}), "k", "v")
    assert found["k"].tolist() == ["c", "a", "b"]
    assert found["v"].tolist() == [4.0, 3.0, 3.0]
    assert found["share"].tolist() == [0.4, 0.3, 0.3]


def test_keys_at_or_below_zero_are_c_with_no_share_and_are_counted(language):
    shop = pd.DataFrame({"k": list("abcd"), "v": [90.0, 10.0, 0.0, -30.0]})
    says = {"en": "2 of 4 sum to zero or less", "zh": "共4个对象，其中2个合计为零或负数"}
    with pytest.warns(LeftOutWarning, match=says[language]):
        found = abc(shop, "k", "v")
    assert found["v"].tolist() == [90.0, 10.0, 0.0, -30.0]
    assert found["share"].tolist() == [0.9, 0.1, 0.0, 0.0]
    assert found["cumulative_share"].tolist() == [0.9, 1.0, 1.0, 1.0]
    assert found["abc"].tolist() == ["A", "B", "C", "C"]


def test_rows_without_key_or_value_are_counted(language):
    shop = pd.DataFrame({"k": ["a", None, "c"], "v": [1.0, 2.0, np.nan]})
    says = {"en": "2 of 3 rows left out: 1 without k, 1 without v", "zh": "略去2行：1行没有k、1行没有v"}
    with pytest.warns(LeftOutWarning, match=says[language]):
        assert abc(shop, "k", "v")["k"].tolist() == ["a"]


@pytest.mark.filterwarnings("ignore::crmlab.frames.LeftOutWarning")
@settings(deadline=None, max_examples=80)
@given(
    sales.filter(lambda rows: any(table(rows).groupby("k")["v"].sum() > 0.004)),
    st.randoms(use_true_random=False),
)
def test_abc_invariants(rows, random):
    found = abc(table(rows), "k", "v")
    assert found["share"].sum() == pytest.approx(1)
    assert found["cumulative_share"].is_monotonic_increasing
    assert found["cumulative_share"].iloc[-1] == pytest.approx(1)
    assert found["v"].is_monotonic_decreasing
    assert found["abc"].is_monotonic_increasing
    assert found["abc"].iloc[0] == "A"
    shuffled = list(rows)
    random.shuffle(shuffled)
    pd.testing.assert_frame_equal(abc(table(shuffled), "k", "v"), found)


def pareto_holdings(shape, n=100_000):
    """Split a Pareto distribution into n slices of people, by its Lorenz curve 1 - (1 - p) ** (1 - 1/a)."""
    people = np.arange(n + 1) / n
    return np.diff(1 - (1 - people) ** (1 - 1 / shape))


@pytest.mark.parametrize("shape", [1.2, 1.5, 2.0, 3.0, 5.0])
def test_gini_of_a_pareto_distribution(shape):
    """It is 1 / (2a - 1)."""
    assert gini(pareto_holdings(shape)) == pytest.approx(1 / (2 * shape - 1), abs=1e-4)


def test_gini_of_uniform_and_exponential():
    """One third, and one half (Kleiber and Kotz, 2003)."""
    grid = (np.arange(100_000) + 0.5) / 100_000
    assert gini(grid) == pytest.approx(1 / 3, abs=1e-6)
    assert gini(-np.log(grid)) == pytest.approx(1 / 2, abs=1e-4)


def test_the_eighty_twenty_rule_is_a_pareto_distribution():
    """With a = log 5 / log 4, about 1.16, a fifth holds four fifths."""
    values = pareto_holdings(np.log(5) / np.log(4))
    assert top_share(values, 0.2) == pytest.approx(0.8, abs=1e-9)


@pytest.mark.parametrize("n", [1, 2, 10, 1000])
def test_gini_at_both_ends(n):
    assert gini([7] * n) == 0
    assert gini([0] * (n - 1) + [7]) == pytest.approx((n - 1) / n)


@settings(deadline=None)
@given(holdings)
def test_gini_is_twice_the_area_between_curve_and_diagonal(values):
    curve = pareto_curve(values)
    area = np.trapezoid(curve["value_share"], curve["customers_share"])
    assert gini(values) == pytest.approx(2 * area - 1, abs=1e-9)
    assert curve.iloc[0].tolist() == [0, 0]
    assert curve.iloc[-1].tolist() == [1, 1]
    assert (np.diff(curve["value_share"], 2) <= 1e-9).all()  # never turns up: best first
    assert top_share(values, 1) == pytest.approx(1)


def test_top_share_takes_whole_customers_and_one_at_least():
    assert top_share([5, 3, 2], 0.01) == 0.5
    assert top_share(range(1, 11), 0.2) == 19 / 55


def test_any_column_will_do(shop):
    import narwhals as nw
    import polars as pl
    import pyarrow as pa

    spend = shop.groupby("customer_id")["amount"].sum().clip(lower=0)
    expected = gini(spend)
    for column in (
        list(spend),
        spend.to_numpy(),
        pl.from_pandas(spend.reset_index(drop=True)),
        pa.chunked_array([spend.to_numpy()]),
        nw.from_native(spend, series_only=True),
    ):
        assert gini(column) == expected


def test_negative_and_missing_values_are_counted(language):
    says = {"en": "1 of 3 values are negative", "zh": "3个数里有1个是负的"}
    with pytest.warns(LeftOutWarning, match=says[language]):
        assert gini([-5.0, 5.0, 5.0]) == pytest.approx(1 / 3)
    says = {"en": "1 of 3 rows left out: 1 without a number", "zh": "略去1行：1行不是数字"}
    with pytest.warns(LeftOutWarning, match=says[language]):
        assert gini([np.nan, 5.0, 5.0]) == 0


BAD = {
    "column": (
        lambda t: abc(t, "customer_id", "v"),
        "table has no column 'customer_id'; it has k, v. Say which one is meant: key='...'",
        "用key='...'指明是哪一列",
    ),
    "text": (lambda t: abc(t.astype({"v": str}), "k", "v"), "pd.to_numeric", "先转成数字"),
    "empty": (lambda t: abc(t.head(0), "k", "v"), "no rows", "没有可用的行"),
    "cuts": (lambda t: abc(t, "k", "v", (0.95, 0.8)), "must be two shares that rise", "从小到大的两个比例"),
    "one cut": (lambda t: abc(t, "k", "v", 0.8), "but 0.8 was given", "你给的是0.8"),
    "nothing": (lambda t: abc(t.assign(v=-1.0), "k", "v"), "no value is above 0", "没有大于0的数"),
    "gini of nothing": (lambda t: gini([0, 0]), "no value is above 0", "没有大于0的数"),
    "gini of text": (lambda t: gini(["a"]), "holds values such as 'a'", "'a'这样的值"),
    "gini of a table": (lambda t: gini(t), "one column of numbers", "要的是一列数字"),
    "gini of no one": (lambda t: gini([]), "no rows", "没有可用的行"),
    "top": (lambda t: top_share([1], 20), "above 0 and at most 1", "大于0、不超过1"),
    "top text": (lambda t: top_share([1], "20%"), "but '20%' was given", "你给的是'20%'"),
}


@pytest.mark.filterwarnings("ignore::crmlab.frames.LeftOutWarning")
@pytest.mark.parametrize("case", BAD)
def test_a_wrong_call_is_answered_in_both_languages(case, language):
    call, english, chinese = BAD[case]
    with pytest.raises(InputError) as caught:
        call(pd.DataFrame({"k": ["a", "b"], "v": [1.0, 2.0]}))
    assert (english if language == "en" else chinese) in str(caught.value)
