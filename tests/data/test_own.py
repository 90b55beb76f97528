"""A learner's own export: every row is accounted for, whatever the file was written with."""

import gzip
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import crmlab as crm
from crmlab.data.parsing import parse_days, parse_ids, parse_numbers
from crmlab.frames import InputError
from crmlab.language import language_is

EXPORT = crm.data.folder() / "own" / "till_export.csv"
CHINESE = {"Receipt No": "小票号", "Member No": "会员号", "Paid at": "交易时间", "Total": "实收金额"}
REAL = Path(__file__).parents[3] / "shared" / "data" / "online_retail.csv.gz"


@pytest.fixture(scope="module")
def expected():
    return crm.read_own(EXPORT)


def chinese_table():
    return pd.read_csv(EXPORT, dtype=str).rename(columns=CHINESE)


WRITERS = {
    "gbk.csv": lambda path: chinese_table().to_csv(path, index=False, encoding="gbk"),
    "bom.csv": lambda path: chinese_table().to_csv(path, index=False, encoding="utf-8-sig"),
    "utf16.txt": lambda path: chinese_table().to_csv(path, index=False, encoding="utf-16", sep="\t"),
    "semicolon.csv": lambda path: chinese_table().to_csv(path, index=False, sep=";"),
    "zipped.csv.gz": lambda path: path.write_bytes(
        gzip.compress(chinese_table().to_csv(index=False).encode("gb18030"))
    ),
    "book.xlsx": lambda path: chinese_table().to_excel(path, index=False),
    "typed.xlsx": lambda path: typed_table().to_excel(path, index=False),
}


def typed_table():
    """As Excel itself would hold it: real dates, real numbers."""
    table = chinese_table()
    table["交易时间"] = pd.to_datetime(table["交易时间"])
    table["实收金额"] = table["实收金额"].str.replace(",", "").astype(float)
    return table


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_same_export_in_any_form_gives_the_same_orders_and_account(
    tmp_path, capsys, expected, name, language
):
    WRITERS[name](tmp_path / name)
    with language_is(language):
        orders = crm.read_own(tmp_path / name)
    pd.testing.assert_frame_equal(orders, expected)
    said = capsys.readouterr().out
    assert "1,200" in said
    assert "100" in said
    assert "会员号" in said
    assert ("Left out" if language == "en" else "未计入") in said


def test_the_account_adds_up(capsys, expected):
    raw = pd.read_csv(EXPORT, dtype=str)
    total = raw["Total"].str.replace(",", "").astype(float)
    left_out = total[raw["Member No"].isna()].sum()
    assert expected["amount"].sum() == pytest.approx(total.sum() - left_out)
    assert len(expected) == raw["Member No"].notna().sum()
    assert (expected["amount"] < 0).any()


@pytest.mark.skipif(
    not REAL.exists(), reason="the real retail file lies beside the project only where it is built"
)
def test_the_real_file_is_accounted_for_to_the_penny(capsys):
    with language_is("en"):
        orders = crm.read_own(REAL)
    said = capsys.readouterr().out
    for words in (
        "541,909 rows",
        "135,080 rows without a customer",
        "4,372 customers",
        "22,190 orders",
        "8,905 rows",
    ):
        assert words in said
    assert orders["amount"].sum() == pytest.approx(9_747_747.934 - 1_447_682.12, abs=0.02)


def write(tmp_path, text, name="mine.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_lines_of_an_order_are_added_up_with_quantity_times_price(tmp_path):
    path = write(
        tmp_path,
        "Invoice No,Customer ID,Invoice Date,Quantity,Unit Price\n1,7,2025-01-02,2,1.5\n1,7,2025-01-02,1,4\n",
    )
    orders = crm.read_own(path)
    assert orders[["order_id", "customer_id", "amount"]].to_numpy().tolist() == [["1", "7", 7.0]]


def test_named_columns_win_over_guessed_ones(tmp_path):
    path = write(tmp_path, "customer,payer,date,amount,net\na,p,2025-01-02,10,9\n")
    orders = crm.read_own(path, columns={"customer_id": "payer", "amount": "net"})
    assert orders[["customer_id", "amount"]].to_numpy().tolist() == [["p", 9.0]]


def test_rows_that_cannot_be_used_are_counted_by_reason(tmp_path, capsys):
    path = write(
        tmp_path,
        "customer,date,amount\na,2025-01-02,10\n,2025-01-02,5\nb,someday,6\nc,2025-01-03,much\nd,2025-01-04,-3\n",
    )
    with language_is("en"):
        orders = crm.read_own(path)
    said = capsys.readouterr().out
    assert orders["customer_id"].tolist() == ["a", "d"]
    assert "5 rows read" in said
    for words in (
        "without a customer (5.00)",
        "whose date is missing or unreadable (6.00)",
        "whose amount is missing",
    ):
        assert f"1 rows {words}" in said


@pytest.mark.parametrize(
    ("text", "columns", "english", "chinese"),
    [
        ("foo,bar\n1,2\n", None, "no column was recognised as customer_id", "没认出哪一列是customer_id"),
        ("customer,date,amount\n", None, "has no rows", "一行数据也没有"),
        ("customer,date,amount\n,x,y\n", None, "no row can be used", "没有一行能用"),
        (
            "customer,date,amount\na,2025-01-01,1\n",
            {"amount": "totl"},
            "no column 'totl'",
            "没有'totl'这一列",
        ),
        ("customer,date,amount\na,2025-01-01,1\n", {"money": "amount"}, "none of ours", "不是我们的列名"),
    ],
)
def test_what_cannot_be_read_is_said_in_the_learners_language(tmp_path, text, columns, english, chinese):
    path = write(tmp_path, text)
    for language, words in (("en", english), ("zh", chinese)):
        with language_is(language), pytest.raises(InputError, match=words):
            crm.read_own(path, columns)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", b"%PDF", "kind of file"),
        ("a.xlsx", b"no zip", "cannot be read as a table"),
        ("a.csv.gz", b"no gzip", "cannot be read as a table"),
        ("a.csv", b"", "cannot be read as a table"),
    ],
)
def test_files_that_are_not_tables(tmp_path, name, content, words):
    (tmp_path / name).write_bytes(content)
    with language_is("en"), pytest.raises(InputError, match=words):
        crm.read_own(tmp_path / name)


def test_a_missing_file_says_where_it_was_looked_for(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with language_is("en"), pytest.raises(InputError, match=tmp_path.name):
        crm.read_own("nowhere.csv")


def test_a_near_miss_is_offered(tmp_path):
    path = write(tmp_path, "customer,date,amount\na,2025-01-01,1\n")
    with language_is("en"), pytest.raises(InputError, match="Did you mean 'amount'"):
        crm.read_own(path, {"amount": "amuont"})


@pytest.mark.parametrize(
    ("cells", "day", "remark"),
    [
        (["2025-03-01"], "2025-03-01", {}),
        (["2025/3/1 8:05"], "2025-03-01", {}),
        (["2025.03.01"], "2025-03-01", {}),
        (["20250301"], "2025-03-01", {}),
        (["2025年3月1日 8:05"], "2025-03-01", {}),
        (["2025-03-01T23:59:00+08:00"], "2025-03-01", {"zones": 1}),
        (["2025-03-01T01:00:00Z"], "2025-03-01", {"zones": 1}),
        (["45717"], "2025-03-01", {}),
        (["45717.75"], "2025-03-01", {}),
        (["3/1/2025 8:26", "3/31/2025 8:26"], "2025-03-01", {"month_first": 2}),
        (["1/3/2025", "31/3/2025"], "2025-03-01", {"day_first": 2}),
        (["1.3.2025", "31.3.2025"], "2025-03-01", {"day_first": 2}),
    ],
)
def test_dates_as_people_write_them(cells, day, remark):
    days, remarks = parse_days(pd.Series(cells))
    assert days[0] == pd.Timestamp(day)
    assert days.notna().all()
    assert remarks == remark


def test_an_unreadable_date_is_missing_and_no_neighbour_suffers():
    days, _ = parse_days(pd.Series(["2025-02-30", None, "", "soon", "2025-02-28"]))
    assert days.isna().tolist() == [True, True, True, True, False]


@given(st.dates(min_value=pd.Timestamp("1995-01-01").date(), max_value=pd.Timestamp("2099-12-31").date()))
def test_any_day_comes_back_from_every_year_first_form(day):
    forms = [
        f"{day:%Y-%m-%d}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
    ]
    days, _ = parse_days(pd.Series(forms))
    assert (days == pd.Timestamp(day)).all()


@given(st.integers(min_value=-(10**9), max_value=10**9))
def test_any_amount_comes_back_from_every_form(cents):
    amount = cents / 100
    forms = [f"{amount:.2f}", f"¥{amount:,.2f}", f"{amount:,.2f}元", f"{amount:.2f} RMB"]
    forms += [f"({-amount:,.2f})"] if amount < 0 else []
    assert np.allclose(parse_numbers(pd.Series(forms)), amount)


def test_a_decimal_comma_is_told_from_a_thousands_comma_by_the_whole_column():
    assert parse_numbers(pd.Series(["12,50", "7"])).tolist() == [12.5, 7.0]
    assert parse_numbers(pd.Series(["1,250", "7"])).tolist() == [1250.0, 7.0]


def test_leading_zeros_of_ids_survive():
    assert parse_ids(pd.Series(["007", "7.0"])).tolist() == ["007", "7.0"]
