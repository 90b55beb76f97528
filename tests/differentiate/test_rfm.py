"""RFM: the numbers by pencil, the properties, and what is said when the table does not fit."""

import datetime as dt
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crmlab.differentiate import rfm
from crmlab.frames import InputError, LeftOutWarning

SCORES = ["r_score", "f_score", "m_score"]
TODAY = "2026-01-01"

order = st.tuples(
    st.integers(0, 30),
    st.integers(0, 900),
    st.integers(-50_000, 500_000).map(lambda cents: cents / 100),
)
books = st.lists(order, min_size=1, max_size=120).filter(lambda rows: any(row[2] > 0 for row in rows))
quietly = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def book(rows):
    customers, days, amounts = zip(*rows, strict=True)
    return pd.DataFrame(
        {
            "customer_id": [f"C{number:05d}" for number in customers],
            "ordered_on": pd.Timestamp("2025-12-31") - pd.to_timedelta(days, unit="D"),
            "amount": np.array(amounts, float),
        }
    )


def score(orders, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return rfm(orders, **{"as_of": TODAY, **options})


def test_by_pencil():
    orders = pd.DataFrame(
        {
            "customer_id": ["B", "A", "A", "B", "C"],
            "ordered_on": pd.to_datetime(
                ["2025-12-31", "2025-11-01", "2025-12-02", "2025-12-31", "2024-02-29"]
            ),
            "amount": [100.0, 30.0, 20.5, -40.0, 7.0],
        }
    )
    found = rfm(orders, as_of=TODAY, bins=3)
    assert found["customer_id"].tolist() == ["A", "B", "C"]
    assert found["recency"].tolist() == [30, 1, 672]
    assert found["frequency"].tolist() == [2, 1, 1]
    assert found["monetary"].tolist() == [50.5, 60.0, 7.0]
    assert found["r_score"].tolist() == [2, 3, 1]
    assert found["f_score"].tolist() == [3, 1, 2]
    assert found["m_score"].tolist() == [2, 3, 1]
    assert found["cell"].tolist() == ["232", "313", "121"]


def test_against_plain_pandas(shop):
    found = score(shop).set_index("customer_id")
    bought = shop[shop["amount"] > 0].groupby("customer_id")
    assert set(found.index) == set(bought.groups)
    assert (found["frequency"] == bought.size()).all()
    assert (found["recency"] == (pd.Timestamp(TODAY) - bought["ordered_on"].max()).dt.days).all()
    money = shop.groupby("customer_id")["amount"].sum().loc[found.index]
    assert np.allclose(found["monetary"], money, atol=0.005)
    line = found.assign(worth=-found["recency"]).reset_index().sort_values(["worth", "customer_id"])
    assert (line["r_score"].to_numpy() == np.arange(len(line)) * 5 // len(line) + 1).all()


def test_a_refund_is_no_sign_of_life():
    orders = book([(1, 300, 50.0), (1, 0, -10.0), (2, 100, 5.0)])
    found = score(orders)
    assert found["recency"].tolist() == [301, 101]
    assert found["frequency"].tolist() == [1, 1]
    assert found["monetary"].tolist() == [40.0, 5.0]


def test_without_as_of_it_is_the_day_after_the_latest_order(shop):
    latest = shop["ordered_on"].max()
    explicit = score(shop, as_of=latest.date() + dt.timedelta(days=1))
    pd.testing.assert_frame_equal(score(shop, as_of=None), explicit)


@pytest.mark.parametrize(
    "as_of",
    [
        dt.date(2026, 1, 1),
        dt.datetime(2026, 1, 1, 9),
        pd.Timestamp(TODAY),
        np.datetime64(TODAY),
        " 2026-01-01",
    ],
)
def test_as_of_in_any_dress(shop, as_of):
    pd.testing.assert_frame_equal(score(shop, as_of=as_of), score(shop))


def test_thresholds_treat_equals_equally():
    orders = book([(1, 29, 10.0), (2, 30, 10.0), (3, 89, 99.99), (4, 364, 100.0), (5, 365, 500.0)])
    cuts = {"recency": [30, 90, 180, 365], "monetary": [50, 100, 250, 500]}
    found = score(orders, thresholds=cuts)
    assert found["recency"].tolist() == [30, 31, 90, 365, 366]
    assert found["r_score"].tolist() == [5, 4, 4, 2, 1]
    assert found["m_score"].tolist() == [1, 1, 2, 3, 5]
    assert found["f_score"].tolist() == [1, 2, 3, 4, 5]  # not named: by place in line


@quietly
@given(books, st.randoms(use_true_random=False))
def test_order_of_rows_never_matters(rows, random):
    shuffled = list(rows)
    random.shuffle(shuffled)
    pd.testing.assert_frame_equal(score(book(rows)), score(book(shuffled)))


@quietly
@given(books, st.integers(2, 9))
def test_groups_of_one_size_and_scores_that_rise(rows, bins):
    found = score(book(rows), bins=bins)
    for measure, column in zip(["recency", "frequency", "monetary"], SCORES, strict=True):
        assert found[column].between(1, bins).all()
        if len(found) >= bins:
            sizes = found[column].value_counts().reindex(range(1, bins + 1), fill_value=0)
            assert sizes.max() - sizes.min() <= 1
        worth = -found[measure] if measure == "recency" else found[measure]
        line = found.assign(worth=worth).sort_values(["worth", "customer_id"])
        assert line[column].is_monotonic_increasing
    assert (found["cell"] == found[SCORES].astype(str).agg("".join, axis=1)).all()


@quietly
@given(books, st.sampled_from([2, 10, 100]))
def test_another_currency_changes_no_score(rows, rate):
    orders = book(rows)
    dearer = orders.assign(amount=orders["amount"] * rate)
    pd.testing.assert_frame_equal(score(orders)[SCORES], score(dearer)[SCORES])


@quietly
@given(books)
def test_thresholds_are_monotone_and_equal_customers_score_the_same(rows):
    cuts = {"recency": [30, 90, 180, 365], "frequency": [2, 3, 5, 10], "monetary": [50, 200, 800, 3200]}
    found = score(book(rows), thresholds=cuts)
    for measure, column in zip(cuts, SCORES, strict=True):
        assert (found.groupby(measure)[column].agg(np.ptp) == 0).all()
        by_measure = found.sort_values(measure)[column]
        assert (by_measure[::-1] if measure == "recency" else by_measure).is_monotonic_increasing


def test_the_learners_table_is_left_as_it_was(shop):
    before = shop.copy()
    score(shop)
    pd.testing.assert_frame_equal(shop, before)


def test_left_out_rows_are_counted_in_both_languages(language):
    orders = book([(1, 10, 10.0), (2, 20, 20.0), (3, 30, 30.0)])
    orders.loc[2, "amount"] = np.nan
    orders.loc[1, "customer_id"] = None
    with pytest.warns(LeftOutWarning) as caught:
        rfm(orders, as_of=TODAY)
    assert (
        str(caught[0].message)
        == {
            "en": "orders: 2 of 3 rows left out: 1 without customer_id, 1 without amount.",
            "zh": "orders共3行，略去2行：1行没有customer_id、1行没有amount。",
        }[language]
    )
    assert caught[0].filename == __file__  # the learner's line, not ours


def test_future_orders_are_left_out_and_counted(language):
    with pytest.warns(
        LeftOutWarning, match={"en": "1 dated after 2025-12-01", "zh": "1行日期晚于2025-12-01"}[language]
    ):
        found = rfm(book([(1, 0, 10.0), (1, 30, 10.0), (2, 60, 5.0)]), as_of="2025-12-01")
    assert found["recency"].tolist() == [0, 30]


def test_refund_only_customers_are_left_out_and_counted(language):
    says = {"en": "1 of 2 customers left out: they have refunds", "zh": "2位客户里略去1位：他们只有退款"}
    with pytest.warns(LeftOutWarning, match=says[language]):
        found = rfm(book([(1, 10, 10.0), (2, 20, -5.0), (1, 15, 8.0)]), as_of=TODAY)
    assert found["customer_id"].tolist() == ["C00001"]


def test_one_date_works_with_a_warning(language):
    says = {"en": "recency cannot tell customers apart", "zh": "近度分不出客户的高下"}
    with pytest.warns(UserWarning, match=says[language]):
        found = rfm(book([(n, 5, 10.0 * n) for n in range(1, 6)]), as_of=TODAY)
    assert found["r_score"].tolist() == [1, 2, 3, 4, 5]
    assert found["m_score"].tolist() == [1, 2, 3, 4, 5]


def test_a_clean_table_is_used_in_silence(shop):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        rfm(shop[shop["amount"] > 0], as_of=TODAY)


BAD = {
    "missing column": (
        lambda o: rfm(o.rename(columns={"amount": "total"})),
        "orders has no column 'amount'; it has customer_id, ordered_on, total. Pass amount='total'.",
        "orders里没有'amount'这一列，只有customer_id、ordered_on、total。试试amount='total'。",
    ),
    "missing customer": (
        lambda o: rfm(o.rename(columns={"customer_id": "会员号"})),
        "Pass customer='会员号'",
        "试试customer='会员号'",
    ),
    "nothing likely": (
        lambda o: rfm(o[["ordered_on", "amount"]]),
        "Say which one is meant: customer='...'",
        "用customer='...'指明是哪一列",
    ),
    "empty table": (lambda o: rfm(o.head(0)), "orders has no rows", "orders里没有可用的行"),
    "text in amount": (
        lambda o: rfm(o.assign(amount="¥12.50")),
        "must hold numbers, but holds values such as '¥12.50'",
        "应该是数字，现在却是'¥12.50'这样的值",
    ),
    "text dates": (
        lambda o: rfm(o.assign(ordered_on="2025-01-01")),
        "orders['ordered_on'] = pd.to_datetime(orders['ordered_on'])",
        "先转成日期：orders['ordered_on'] = pd.to_datetime",
    ),
    "time zone": (
        lambda o: rfm(o.assign(ordered_on=o["ordered_on"].dt.tz_localize("UTC"))),
        "carries a time zone (UTC)",
        "带着时区（UTC）",
    ),
    "time zone mix": (
        lambda o: rfm(o.assign(ordered_on=[o["ordered_on"][0].tz_localize("UTC"), *o["ordered_on"][1:]])),
        "must hold dates",
        "应该是日期",
    ),
    "one bin": (lambda o: rfm(o, bins=1), "from 2 to 9, but 1 was given", "2到9的整数，你给的是1"),
    "half a bin": (lambda o: rfm(o, bins=2.5), "2.5 was given", "你给的是2.5"),
    "no such day": (
        lambda o: rfm(o, as_of="2026-02-30"),
        "as_of must be a day such as '2026-01-01', but '2026-02-30' was given",
        "as_of应该是一个日期",
    ),
    "not a day": (lambda o: rfm(o, as_of=20260101), "20260101 was given", "你给的是20260101"),
    "no time": (lambda o: rfm(o, as_of=pd.NaT), "NaT was given", "你给的是NaT"),
    "no dates at all": (
        lambda o: rfm(o.assign(ordered_on=pd.Series(pd.NaT, index=o.index, dtype="datetime64[us]"))),
        "no dates at all",
        "一个日期也没有",
    ),
    "not a table": (
        lambda o: rfm([1, 2]),
        "must be a table (a pandas DataFrame), but it is of type list",
        "你给的是list",
    ),
    "twins": (
        lambda o: rfm(pd.concat([o, o[["amount"]]], axis=1)),
        "orders has more than one column named amount",
        "orders里不止一列叫amount",
    ),
    "thresholds list": (
        lambda o: rfm(o, thresholds=[1]),
        "must be a dict such as {'recency'",
        "应该是字典，比如{'recency'",
    ),
    "thresholds name": (lambda o: rfm(o, thresholds={"money": [1]}), "not 'money'", "不认'money'"),
    "thresholds count": (
        lambda o: rfm(o, thresholds={"recency": [30, 90]}),
        "5 scores need 4 cut points, but thresholds['recency'] has 2",
        "分成5档要4个分界点，thresholds['recency']有2个",
    ),
    "thresholds fall": (
        lambda o: rfm(o, thresholds={"recency": [365, 180, 90, 30]}),
        "must rise",
        "要从小到大",
    ),
    "thresholds text": (lambda o: rfm(o, thresholds={"recency": ["a"]}), "list of numbers", "应该是一列数字"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_wrong_call_is_answered_in_both_languages(case, shop, language):
    call, english, chinese = BAD[case]
    with pytest.raises(InputError) as caught:
        call(shop)
    assert (english if language == "en" else chinese) in str(caught.value)


@pytest.mark.parametrize("given_name", ["Amount", "order_total", "销售额", "实付金额", "amnt"])
def test_the_likely_column_is_proposed(shop, given_name):
    with pytest.raises(InputError, match=f"Pass amount='{given_name}'"):
        rfm(shop.rename(columns={"amount": given_name}))


def test_the_only_date_column_is_proposed(shop):
    with pytest.raises(InputError, match="Pass date='when'"):
        rfm(shop.rename(columns={"ordered_on": "when"}))
