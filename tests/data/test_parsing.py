"""Cells as people write them: no money and no date is read wrongly in silence."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmlab.data.days import parse_days
from crmlab.data.money import parse_numbers
from crmlab.data.parsing import clean, find_destroyed, parse_ids
from crmlab.frames import InputError
from crmlab.language import language_is


def numbers(*cells):
    return parse_numbers(pd.Series(cells)).numbers.tolist()


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("20.00-", -20.0),
        ("-¥5", -5.0),
        ("¥-5", -5.0),
        ("(¥5.00)", -5.0),
        ("−5", -5.0),
        ("1'020.90", 1020.9),
        ("1 234.50", 1234.5),
        ("1\u2009234,50", 1234.5),
        ("1\u00a0234\u00a0567", 1234567.0),
        ("1 234,567", 1234.567),
        ("人民币12", 12.0),
        ("１２元", 12.0),
        ("1.2万", 12000.0),
        ("1.2万元", 12000.0),
        ("HK$12", 12.0),
        ("20.00- €", -20.0),
        ("1.5E+03", 1500.0),
        ("0,125", 0.125),
        ("1,00,000.5", 100000.5),
    ],
)
def test_money_as_people_write_it(cell, number):
    assert numbers(cell) == pytest.approx([number])


@pytest.mark.parametrize(
    "cell",
    ["inf", "-inf", "1e400", "12\x00", "5元5", "12 50", "12%", "-5-", "1.2.3", "1,0000", "¥", "-", "(5"],
)
def test_what_is_no_money_is_unreadable(cell):
    assert np.isnan(numbers(cell)[0])


def test_the_decimal_sign_is_settled_by_the_whole_column():
    assert numbers("12,50", "7") == [12.5, 7.0]
    assert numbers("1,250", "7") == [1250.0, 7.0]
    assert numbers("1.020,90", "138,01", "1.020") == [1020.9, 138.01, 1020.0]
    assert numbers("1,020.90", "1,020", "1.020") == [1020.9, 1020.0, 1.02]
    assert numbers("1.234.567", "1,5", "2,0000") == [1234567.0, 1.5, 2.0]


def test_what_was_assumed_of_the_decimal_sign_is_told():
    assert [name for name, _ in parse_numbers(pd.Series(["12,50"])).remarks] == ["decimal_comma"]
    assert [name for name, _ in parse_numbers(pd.Series(["1,250"])).remarks] == ["guessed_separator"]
    assert parse_numbers(pd.Series(["1,250", "3.5"])).remarks == []


@given(st.lists(st.integers(min_value=-(10**9), max_value=10**9), min_size=1, max_size=5))
def test_any_column_comes_back_from_either_decimal_sign(cents):
    amounts = [value / 100 for value in cents]
    dots = [f"{amount:,.2f}" for amount in amounts]
    commas = [text.translate(str.maketrans(",.", ".,")) for text in dots]
    assert numbers(*dots) == numbers(*commas) == pytest.approx(amounts)


@given(st.integers(min_value=-(10**9), max_value=10**9))
def test_any_amount_comes_back_from_every_form(cents):
    amount = cents / 100
    forms = [f"{amount:.2f}", f"¥{amount:,.2f}", f"{amount:,.2f}元", f"{amount:.2f} RMB"]
    forms += [f"({-amount:,.2f})", f"{-amount:.2f}-"] if amount < 0 else []
    assert np.allclose(numbers(*forms), amount)


@given(st.text(max_size=12))
def test_any_text_is_a_finite_number_or_none(text):
    number = parse_numbers(pd.Series([text])).numbers
    assert number.dtype == "float64"
    assert not np.isinf(number[0])


@pytest.mark.parametrize(
    ("cells", "day", "forms"),
    [
        (["2025-03-01"], "2025-03-01", {"year_first": 1}),
        (["2025/3/1 8:05"], "2025-03-01", {"year_first": 1}),
        (["2025/3/5 下午3:20"], "2025-03-05", {"year_first": 1}),
        (["2025.03.01"], "2025-03-01", {"year_first": 1}),
        (["20250301"], "2025-03-01", {"year_first": 1}),
        (["20250301.0"], "2025-03-01", {"year_first": 1}),
        (["20250301123000"], "2025-03-01", {"year_first": 1}),
        (["2025年3月1日 8:05"], "2025-03-01", {"year_first": 1}),
        (["25年3月1日 星期六 8时05分"], "2025-03-01", {"year_first": 1}),
        (["2025-03-01T23:59:00+08:00"], "2025-03-01", {"year_first": 1}),
        (["2025-03-01T01:00:00.000Z"], "2025-03-01", {"year_first": 1}),
        (["45717"], "2025-03-01", {"excel": 1}),
        (["45717.75"], "2025-03-01", {"excel": 1}),
        (["1741161600"], "2025-03-05", {"unix": 1}),
        (["1741161600000"], "2025-03-05", {"unix": 1}),
        (["Mar 1, 2025", "1-Mar-25"], "2025-03-01", {"named_month": 2}),
        (["3/1/2025 8:26 PM", "3/31/2025 8:26"], "2025-03-01", {"month_first": 2}),
        (["1/3/2025", "31/3/2025"], "2025-03-01", {"day_first": 2}),
        (["1.3.2025", "31.3.2025"], "2025-03-01", {"day_first": 2}),
        (["05/03/25", "31/03/25", "01/04/24"], "2025-03-05", {"short_day_first": 3}),
        (["3/1/25", "3/31/2025"], "2025-03-01", {"short_month_first": 1, "month_first": 1}),
        (["25-03-05", "25-03-17", "24-12-30"], "2025-03-05", {"short_year_first": 3}),
        (["99-03-05", "25-03-05"], "1999-03-05", {"short_year_first": 2}),
    ],
)
def test_dates_as_people_write_them(cells, day, forms):
    read = parse_days(pd.Series(cells))
    assert read.days[0] == pd.Timestamp(day)
    assert read.days.notna().all()
    assert read.forms == forms


@pytest.mark.parametrize(
    ("cells", "remarks"),
    [
        (["2025-03-01T23:59:00+08:00"], ["zones"]),
        (["1741161600"], ["unix"]),
        (["3/5/2025"], ["guessed_day"]),
        (["5/5/2025"], []),
        (["3/5/25"], ["short_years", "guessed_day"]),
        (["25-03-05", "25-03-17"], ["short_years"]),
        (["2025-03-05", "13/05/2025"], ["mixed_dates"]),
    ],
)
def test_what_was_assumed_of_dates_is_told(cells, remarks):
    assert [name for name, _ in parse_days(pd.Series(cells)).remarks] == remarks


@pytest.mark.parametrize(
    "cells", [["13/05/2025", "05/13/2025"], ["13/05/25", "05/13/25"], ["31-03-05", "05/13/2025"]]
)
def test_a_column_of_two_orders_is_refused(cells):
    with language_is("en"), pytest.raises(InputError) as error:
        parse_days(pd.Series(cells, index=[2, 3]), column="when")
    assert all(repr(cell) in str(error.value) for cell in cells)


def test_a_given_order_that_a_date_contradicts_is_refused():
    with language_is("en"), pytest.raises(InputError, match="day_first=True does not fit column 'when'"):
        parse_days(pd.Series(["05/13/2025"]), day_first=True, column="when")


def test_an_unreadable_date_is_missing_and_no_neighbour_suffers():
    cells = ["2025-02-30", None, "", "soon", "2025-03", "99/99/99", "0000-00-00", "13/13/2025", "2025-02-28"]
    days = parse_days(pd.Series(cells)).days
    assert days.isna().tolist() == [True] * 8 + [False]


def test_dots_suggest_the_day_first():
    read = parse_days(pd.Series(["3.5.2025"]))
    assert read.days[0] == pd.Timestamp("2025-05-03")
    assert read.remarks[0][1]["other"] is False


DAYS = st.dates(min_value=pd.Timestamp("1995-01-01").date(), max_value=pd.Timestamp("2069-12-31").date())


@given(DAYS)
def test_any_day_comes_back_from_every_year_first_form(day):
    forms = [
        f"{day:%Y-%m-%d}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
    ]
    assert (parse_days(pd.Series(forms)).days == pd.Timestamp(day)).all()


@pytest.mark.parametrize("form", ["%d/%m/%Y", "%m/%d/%Y", "%d.%m.%y", "%m/%d/%y", "%y-%m-%d", "%y/%m/%d"])
@given(
    first=st.dates(min_value=pd.Timestamp("2000-01-01").date(), max_value=pd.Timestamp("2060-12-31").date())
)
def test_two_months_of_days_settle_any_order(form, first):
    days = pd.Series(pd.date_range(first, periods=62))
    read = parse_days(days.dt.strftime(form))
    assert (read.days == days).all()
    assert "guessed_day" not in dict(read.remarks)


@given(st.text(max_size=12))
def test_no_text_breaks_the_dates(text):
    assert parse_days(pd.Series([text])).days.dtype == "datetime64[us]"


def test_leading_zeros_of_ids_survive():
    assert parse_ids(pd.Series(["007", "7.0"])).tolist() == ["007", "7.0"]


NOBODY = [
    "NULL",
    "None",
    "N/A",
    "nan",
    "NaN",
    "-",
    "--",
    "无",
    "散客",
    "0",
    "匿名",
    "guest",
    "Anonymous",
    "UNKNOWN",
]


@pytest.mark.parametrize("cell", NOBODY)
def test_nobody_is_no_customer(cell):
    assert parse_ids(pd.Series([cell, "a"])).isna().tolist() == [True, False]


def test_excels_wrappings_come_off():
    assert clean(pd.Series(['="0032"', "'007", "8\t", '=""'])).fillna("").tolist() == ["0032", "007", "8", ""]


def test_numbers_cut_by_a_spreadsheet_are_found():
    cut = ["3200000000000000000", "3200000000000010000", "3200000000000020000"]
    assert find_destroyed(pd.Series(cut)).all()
    assert not find_destroyed(pd.Series([*cut, "3200000000000020001"])).any()
    assert find_destroyed(pd.Series(["3.2E+18", "12E3X", "9E01"])).tolist() == [True, False, False]
