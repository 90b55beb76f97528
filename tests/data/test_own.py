"""A learner's own export: every row is accounted for, whatever the file was written with."""

import datetime as dt
import gzip
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import crmlab as crm
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
    raw = chinese_table()
    assert f"{len(raw):,}" in said
    assert str(raw["会员号"].isna().sum()) in said
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
        "1 row without a customer (5.00)",
        "1 row whose date cannot be read (row 4 'someday'; 6.00)",
        "1 row whose amount cannot be read (row 5 'much')",
        "1 row (-3.00)",
    ):
        assert words in said


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
        ("a.csv", b"", "has no rows"),
        ("a.csv", b"customer,date,amount\na,2025-01-01,1,234.50\n", "row 2 has more cells than the 3"),
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


def read(tmp_path, capsys, text, encoding="utf-8", **options):
    """Write a file, read it, and give the orders with what was said."""
    path = tmp_path / "mine.csv"
    path.write_bytes(text.encode(encoding))
    with language_is("en"):
        orders = crm.read_own(path, **options)
    return orders, capsys.readouterr().out


def test_a_clean_file_has_an_account_of_three_lines(tmp_path, capsys):
    orders, said = read(tmp_path, capsys, "customer,date,amount\na,2025-01-02,10\n")
    assert said.count("\n") == 3
    assert "1 row read" in said
    assert "1 order of 1 customer," in said
    assert "(year-month-day)" in said
    assert orders["amount"].dtype == "float64"


def test_a_decimal_comma_is_said(tmp_path, capsys):
    text = "customer;date;amount\na;13.01.2025;1.020,90\na;14.01.2025;138,01\n"
    orders, said = read(tmp_path, capsys, text)
    assert orders["amount"].tolist() == [1020.9, 138.01]
    assert "decimal commas, as in '1.020,90'" in said
    assert "(day/month/year)" in said


def test_quantity_and_price_each_settle_their_own_comma(tmp_path, capsys):
    text = (
        "customer;date;quantity;unit price\na;2025-01-02;1.250;2,50\na;2025-01-03;2.5;x\nb;2025-01-03;;2,5\n"
    )
    orders, said = read(tmp_path, capsys, text)
    assert orders["amount"].tolist() == [3.12]
    assert "1 row without an amount" in said
    assert "(row 3 'x')" in said


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("lines", "cells"),
    [
        (("a,2025-01-01,1.5", 'a,2025-01-02,"2,5"'), ("1.5", "2,5")),
        (("a,13/05/2025,1", "a,05/13/2025,1"), ("13/05/2025", "05/13/2025")),
    ],
)
def test_a_column_that_contradicts_itself_is_refused_with_both_cells(tmp_path, language, lines, cells):
    path = write(tmp_path, "\n".join(["customer,date,amount", *lines]))
    with language_is(language), pytest.raises(InputError) as error:
        crm.read_own(path)
    for words in (*cells, "自相矛盾" if language == "zh" else "contradicts itself"):
        assert words in str(error.value)
    for row in ("第2行", "第3行") if language == "zh" else ("row 2", "row 3"):
        assert row in str(error.value)


def test_a_guessed_day_is_called_a_guess_and_can_be_changed(tmp_path, capsys):
    text = "customer,date,amount\na,3/5/2025,10\n"
    orders, said = read(tmp_path, capsys, text)
    assert orders["ordered_on"][0] == pd.Timestamp("2025-03-05")
    assert "GUESS" in said
    assert "day_first=True" in said
    orders, said = read(tmp_path, capsys, text, day_first=True)
    assert orders["ordered_on"][0] == pd.Timestamp("2025-05-03")
    assert "GUESS" not in said


def test_one_order_number_on_two_days_is_two_orders(tmp_path, capsys):
    text = "order,customer,date,amount\n1,a,2025-01-01,10\n1,a,2025-01-01,5\n1,a,2025-02-01,-15\n"
    orders, said = read(tmp_path, capsys, text)
    assert orders["amount"].tolist() == [15.0, -15.0]
    assert "On several days: 1 order number." in said


def test_an_order_may_have_the_number_zero_and_a_customer_not(tmp_path, capsys):
    text = "order,customer,date,amount\n0,a,2025-01-01,1\n1,0,2025-01-01,2\n-,a,2025-01-01,4\n"
    orders, said = read(tmp_path, capsys, text)
    assert orders["order_id"].tolist() == ["0"]
    assert "1 row without a customer, among them '0' (2.00); 1 row without an order number (4.00)" in said


def test_numbers_that_excel_destroyed_are_told(tmp_path, capsys):
    text = "order,customer,date,amount\n3.2E+18,1.38E+10,2025-01-01,1\n3.2E+18,1.38E+10,2025-01-01,2\n"
    orders, said = read(tmp_path, capsys, text)
    assert orders["amount"].tolist() == [3.0]
    assert "destroyed order numbers in column 'order', such as '3.2E+18': 2 rows, 1 different number" in said
    assert "destroyed customer numbers in column 'customer'" in said


SHOPIFY = """Name,Email,Financial Status,Paid at,Total,Refunded Amount,Lineitem name
#1001,a@x,paid,2025-03-05 12:00:00 +0800,30.00,0.00,x
#1001,a@x,,,,,y
#1002,b@x,refunded,2025-03-06 12:00:00 +0800,10.00,10.00,x
#1002,,,,,,z
#1002,,,,-4.00,,z
"""


def test_further_lines_of_an_order_inherit_and_are_counted(tmp_path, capsys):
    orders, said = read(tmp_path, capsys, SHOPIFY)
    assert orders[["order_id", "customer_id", "amount"]].to_numpy().tolist() == [
        ["#1001", "a@x", 30.0],
        ["#1002", "b@x", 6.0],
    ]
    assert "No row was left out. Further lines of orders, without an amount of their own: 2 rows." in said
    assert "Without a date of their own: 1 row" in said
    assert "'Financial Status' was not used; its values: paid (1), refunded (1)" in said
    assert "'Refunded Amount' was not used: 1 row, 10.00" in said


TAOBAO = """订单编号,买家会员名,总金额,买家实际支付金额,订单状态,订单付款时间
="3200001",甲,100,90,交易成功,2025-03-05 10:00:00
'3200002,乙,50,0,交易关闭,
3200003,丙,5,0,交易成功,2025-04-05 10:00:00
3200004,散客,5,5,交易成功,2025-04-05 10:00:00
3200004,NULL,5,5,交易成功,2025-04-05 10:00:00
3200005,丙,5,7,交易成功,2025-04-05 10:00:00
3200005,丙,5,7,交易成功,2025-04-05 10:00:00
"""


def test_a_marketplace_export(tmp_path, capsys):
    orders, said = read(tmp_path, capsys, TAOBAO, "gbk")
    assert orders[["order_id", "amount"]].to_numpy().tolist() == [
        ["3200001", 90.0],
        ["3200003", 0.0],
        ["3200005", 14.0],
    ]
    for words in (
        "amount='买家实际支付金额'",
        "2 rows without a customer, among them '散客', 'NULL' (10.00)",
        "1 row without a date (0.00)",
        "Kept with an amount of 0: 1 order.",
        "Exact copies of another row, kept: 1 row.",
        "its values: 交易成功 (6), 交易关闭 (1)",
    ):
        assert words in said


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ("Email,Date,Amount (CNY)", ("Email", "Date", "Amount (CNY)")),
        ("手机号,付款时间,金额（元）", ("手机号", "付款时间", "金额（元）")),
        ("E-mail,付款时间,实付款,总金额".replace(",总金额", ""), ("E-mail", "付款时间", "实付款")),
        ("手机号,订单付款时间,订单实付金额", ("手机号", "订单付款时间", "订单实付金额")),
    ],
)
def test_usual_names(tmp_path, capsys, names, found):
    _, said = read(tmp_path, capsys, f"{names}\na,2025-01-01,1\n")
    assert all(repr(name) in said for name in found)


def test_a_name_that_is_no_order_number_is_left_alone(tmp_path, capsys):
    orders, _ = read(tmp_path, capsys, "Name,Email,Date,Total\nAnn,a@x,2025-01-01,1\n")
    assert orders["order_id"].tolist() == ["row2"]


def test_totals_repeated_on_every_line_are_told(tmp_path, capsys):
    lines = [f"{i},a,2025-01-0{i},10,{item}" for i in range(1, 7) for item in "xy"]
    _, said = read(tmp_path, capsys, "\n".join(["order,customer,date,amount,item", *lines]))
    assert "In 6 orders every line carries the same 'amount'" in said


def test_a_date_far_from_the_rest_is_told(tmp_path, capsys):
    lines = [f"c{i},2025-01-{i:02},10" for i in range(1, 29)]
    text = "\n".join(["customer,date,amount", *lines])
    assert read(tmp_path, capsys, text)[1].count("\n") == 3
    _, said = read(tmp_path, capsys, f"{text}\nx,2052-01-01,3\ny,1970-01-01,3\n")
    assert "The last date is 2052-01-01: 1 order more than half a year after the rest." in said
    assert "The first date is 1970-01-01: 1 order more than half a year before the rest." in said


def test_several_currencies_are_told(tmp_path, capsys):
    text = "customer,date,amount,currency\na,2025-01-01,¥1,CNY\na,2025-01-02,$2,USD\n"
    _, said = read(tmp_path, capsys, text)
    assert "several currencies: ¥ (1), $ (1)" in said
    assert "'currency' was not used; its values: CNY (1), USD (1)" in said


@pytest.mark.parametrize(
    ("text", "row", "words"),
    [
        (
            "销售报表\n\n导出时间,2025\n客户,日期,金额\na,2025-01-01,1\n",
            5,
            "3 lines above the column names passed over",
        ),
        ("报表\n客户,日期,金额\n\na,2025-01-01,1\n", 4, "1 line above"),
        ("sep=;\n客户;日期;金额\na;2025-01-01;1\n", 3, "1 row read"),
    ],
)
def test_lines_above_the_column_names(tmp_path, capsys, text, row, words):
    orders, said = read(tmp_path, capsys, text)
    assert orders[["order_id", "amount"]].to_numpy().tolist() == [[f"row{row}", 1.0]]
    assert words in said


def test_the_sheet_with_column_names_is_read_and_the_others_named(tmp_path, capsys):
    book = openpyxl.Workbook()
    book.active.title = "readme"
    book.active.append(["Read me first"])
    sheet = book.create_sheet("orders")
    for row in (
        ["Shop"],
        [],
        ["Customer", "Date", "Amount"],
        ["a", dt.datetime(2025, 3, 5, 10), 1.125],
        [2, "2025/3/6", "1,020.90"],
    ):
        sheet.append(row)
    book.save(tmp_path / "book.xlsx")
    with language_is("en"):
        orders = crm.read_own(tmp_path / "book.xlsx")
    assert orders["customer_id"].tolist() == ["a", "2"]
    assert orders["amount"].sum() == pytest.approx(1022.02, abs=0.011)
    said = capsys.readouterr().out
    assert "sheet 'orders'; not read: 'readme'" in said
    assert "2 lines above" in said


@pytest.mark.parametrize(
    ("encoding", "named"), [("big5", "Big5"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16")]
)
def test_encodings_without_a_mark(tmp_path, capsys, encoding, named):
    orders, said = read(tmp_path, capsys, "客戶編號,日期,金額\n甲,2025-01-01,12\n", encoding)
    assert orders["customer_id"].tolist() == ["甲"]
    assert f"({named})" in said


def test_garbled_names_are_explained(tmp_path):
    (tmp_path / "a.csv").write_bytes(
        "顧客,某日,款項\n甲,2025-01-01,12\n".encode("shift_jis", errors="replace")
    )
    with language_is("en"), pytest.raises(InputError, match="look garbled, the file was not"):
        crm.read_own(tmp_path / "a.csv")


def test_the_call_to_copy_names_the_file(tmp_path):
    path = write(tmp_path, "foo,日期,bar\n1,2025-01-01,2\n")
    with language_is("en"), pytest.raises(InputError) as error:
        crm.read_own(path)
    assert f"crm.read_own({str(path)!r}, columns=" in str(error.value)
    columns = '{"customer_id": "...", "ordered_on": "日期", "amount": "...", "order_id": "..."}'
    assert columns in str(error.value)


@pytest.mark.parametrize(("order", "told"), [("bon", True), ("订单号", False)])
def test_the_call_to_copy_names_the_order(tmp_path, order, told):
    path = write(tmp_path, f"{order},foo,日期,金额\n7,1,2025-01-01,2\n7,1,2025-01-01,3\n8,1,2025-01-02,4\n")
    with language_is("en"), pytest.raises(InputError) as error:
        crm.read_own(path)
    assert f'"order_id": "{"..." if told else order}"' in str(error.value)
    assert ("take order_id out" in str(error.value)) == told
    assert len(crm.read_own(path, {"customer_id": "foo", "order_id": order})) == 2


@pytest.mark.parametrize(
    ("path", "options", "english", "chinese"),
    [
        (
            "x.csv",
            {"columns": {"customer_id": ["Email"]}},
            "name of one column for customer_id",
            "对应一个列名",
        ),
        ("x.csv", {"columns": "Email"}, "it was given 'Email'", "你给的是'Email'"),
        ("x.csv", {"day_first": "yes"}, "day_first is True", "day_first写True"),
        (pd.DataFrame(), {}, "you gave a table", "你给的是一张表"),
        (None, {}, "needs the path of a file", "要的是文件路径"),
        ("", {}, "needs the path of a file", "要的是文件路径"),
        (EXPORT.parent, {}, "is a folder.*till_export.csv", "是文件夹.*till_export.csv"),
        ("https://example.org/a.csv", {}, "address on the web", "是网址"),
    ],
)
def test_wrong_calls(path, options, english, chinese):
    for language, words in (("en", english), ("zh", chinese)):
        with language_is(language), pytest.raises(InputError, match=words):
            crm.read_own(path, **options)
