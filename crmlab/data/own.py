"""A learner's own export in place of the shop's orders: read, understood, and accounted for."""

import difflib

import pandas as pd

from crmlab.data.files import read_text_table
from crmlab.data.parsing import parse_days, parse_ids, parse_numbers
from crmlab.frames import InputError
from crmlab.language import say

# What a column of ours is often called elsewhere, in lower case without blanks, dots and underscores.
OFTEN_CALLED = {
    "customer_id": "customerid customer custid client clientid member memberid memberno userid buyer "
    "客户 客户编号 客户id 客户号 会员 会员号 会员编号 会员卡号 会员id 顾客 顾客编号 用户id 用户编号 "
    "买家 买家昵称 买家会员名",
    "order_id": "orderid order orderno invoice invoiceno invoiceid receipt receiptno receiptid transactionid "
    "订单 订单号 订单编号 单号 小票号 流水号 发票号 交易号",
    "ordered_on": "orderedon orderdate date invoicedate orderedat purchasedate paidat paidon "
    "日期 下单日期 下单时间 订单日期 订单时间 付款时间 交易时间 购买时间 销售日期 消费日期 消费时间 时间",
    "amount": "amount total totalprice totalamount ordertotal sales revenue value paid "
    "金额 实付金额 付款金额 订单金额 销售额 总额 总金额 实收 实收金额 消费金额 成交金额 合计",
    "quantity": "quantity qty units pieces count 数量 件数 购买数量 销售数量",
    "unit_price": "unitprice price priceeach 单价 售价 价格",
}


def read_own(path, columns=None):
    """Read an export of your own as an orders table, so that a lesson runs on it.

    One sentence is printed that accounts for every row: how many were read, what became of them, and
    which were left out and why.  Refunds are kept, as negative amounts.

    Parameters
    ----------
    path : str or pathlib.Path
        A CSV or TSV file (also ``.gz``; UTF-8, UTF-16, GBK or Windows-1252) or an Excel workbook
        (``.xlsx``, its first sheet).
    columns : dict of str to str, optional
        Which column of the file is which of ours, such as ``{"customer_id": "会员号"}``.  Ours are
        ``customer_id``, ``ordered_on``, and ``amount`` or both ``quantity`` and ``unit_price``; with
        ``order_id``, rows of the same order and customer are added up.  What is not named is looked for
        under its usual names, in English and Chinese.

    Returns
    -------
    pandas.DataFrame
        One row per order, by day: ``order_id`` (str), ``customer_id`` (str), ``ordered_on``
        (datetime64, the day), ``amount`` (float, two decimals).  Without an order column each row is an
        order.

    Raises
    ------
    crmlab.frames.InputError
        If the file cannot be read or a column that is needed is not found; the message lists the
        file's columns and a call to copy.

    Examples
    --------
    >>> import crmlab as crm, pandas as pd, tempfile, pathlib
    >>> crm.set_language("en")
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "till.csv"
    >>> lines = ["会员号,日期,实付金额", "M1,2025/3/1,￥12.50", "M1,2025/3/2,-2.50", ",2025/3/3,9"]
    >>> _ = path.write_text("\\n".join(lines), encoding="gbk")
    >>> crm.read_own(path)  # doctest: +NORMALIZE_WHITESPACE
    till.csv: 3 rows read (GBK): customer_id='会员号', ordered_on='日期', amount='实付金额'.
    They make 2 orders of 1 customers, 2025-03-01 to 2025-03-02, 10.00 in all.
    Left out: 1 rows without a customer (9.00). Refunds kept as negative amounts: 1 rows (-2.50).
      order_id customer_id ordered_on  amount
    0     row1          M1 2025-03-01    12.5
    1     row2          M1 2025-03-02    -2.5
    """
    raw, name, how = read_text_table(path)
    columns = _find_columns(raw, columns or {}, name)
    rows = pd.DataFrame(index=raw.index)
    rows["customer_id"] = parse_ids(raw[columns["customer_id"]])
    rows["order_id"] = (
        parse_ids(raw[columns["order_id"]])
        if "order_id" in columns
        else [f"row{i}" for i in range(1, len(raw) + 1)]
    )
    rows["ordered_on"], remarks = parse_days(raw[columns["ordered_on"]])
    rows["amount"] = _amounts(raw, columns)
    kept, left_out = _leave_out(rows)
    if kept.empty:
        raise InputError(say("data.own_nothing_left", name=name, left_out=_list(left_out)))
    orders = _add_up(kept)
    print(_account(name, how, columns, raw, kept, orders, left_out, remarks))
    return orders


def _find_columns(raw, given, name):
    """Complete the learner's mapping by the usual names; say what is missing and offer a call to copy."""
    unknown = [ours for ours in given if ours not in OFTEN_CALLED]
    if unknown:
        raise InputError(say("data.own_unknown_name", given=unknown[0], names=", ".join(OFTEN_CALLED)))
    for ours, theirs in given.items():
        if theirs not in raw.columns:
            near = difflib.get_close_matches(str(theirs), list(raw.columns), n=1)
            hint = say("data.did_you_mean", name=near[0]) if near else ""
            raise InputError(
                say("data.own_no_column", name=name, column=theirs, ours=ours, columns=_names(raw)) + hint
            )
    found = {**_guess(raw), **given}
    if "amount" in given or not {"quantity", "unit_price"} <= set(given):
        if "amount" in found:
            found = {ours: found[ours] for ours in found if ours not in ("quantity", "unit_price")}
    elif "amount" in found:
        del found["amount"]
    money = "amount" in found or {"quantity", "unit_price"} <= set(found)
    missing = [ours for ours in ("customer_id", "ordered_on") if ours not in found]
    missing += [] if money else ["amount"]
    if missing:
        call = ", ".join(
            f'"{ours}": "{found.get(ours, "...")}"' for ours in ("customer_id", "ordered_on", "amount")
        )
        raise InputError(
            say(
                "data.own_missing",
                name=name,
                missing=", ".join(missing),
                columns=_names(raw),
                call="{" + call + "}",
            )
        )
    return {ours: found[ours] for ours in OFTEN_CALLED if ours in found}


def _guess(raw):
    plain = {"".join(c for c in str(column).lower() if c.isalnum()): column for column in raw.columns}
    found = {}
    for ours, often in OFTEN_CALLED.items():
        for called in often.split():
            if called in plain:
                found[ours] = plain[called]
                break
    return found


def _names(raw):
    return ", ".join(str(column) for column in raw.columns)


def _amounts(raw, columns):
    if "amount" in columns:
        return parse_numbers(raw[columns["amount"]])
    return parse_numbers(raw[columns["quantity"]]) * parse_numbers(raw[columns["unit_price"]])


def _leave_out(rows):
    """Take out the rows that no analysis of customers can use; count them by the first thing missing."""
    reasons = {
        "no_customer": rows["customer_id"].isna(),
        "no_order": rows["order_id"].isna(),
        "no_date": rows["ordered_on"].isna(),
        "no_amount": rows["amount"].isna(),
    }
    out = pd.Series(False, index=rows.index)
    counts = {}
    for reason, missing in reasons.items():
        here = missing & ~out
        if here.any():
            counts[reason] = (int(here.sum()), float(rows.loc[here, "amount"].sum()))
        out |= missing
    return rows[~out], counts


def _add_up(rows):
    """Add up the lines of each order."""
    orders = rows.groupby(["order_id", "customer_id"], as_index=False, sort=False).agg(
        ordered_on=("ordered_on", "min"), amount=("amount", "sum")
    )
    orders["amount"] = orders["amount"].round(2)
    return orders.sort_values(["ordered_on", "order_id"], kind="stable", ignore_index=True)


def _account(name, how, columns, raw, kept, orders, left_out, remarks):
    """Say what became of every row."""
    parts = [
        say(
            "data.own_read",
            name=name,
            rows=len(raw),
            how=how,
            columns=", ".join(f"{ours}={theirs!r}" for ours, theirs in columns.items()),
        ),
        say(
            "data.own_orders",
            orders=len(orders),
            customers=orders["customer_id"].nunique(),
            first=orders["ordered_on"].min().date(),
            last=orders["ordered_on"].max().date(),
            total=orders["amount"].sum(),
        ),
    ]
    refunds = kept["amount"] < 0
    last = [say("data.own_left_out", what=_list(left_out)) if left_out else say("data.own_none_left_out")]
    if refunds.any():
        last.append(
            say("data.own_refunds", rows=int(refunds.sum()), amount=kept.loc[refunds, "amount"].sum())
        )
    last += [say(f"data.own_{remark}", rows=rows) for remark, rows in remarks.items()]
    return "\n".join([*parts, say("data.own_space").join(last)])


def _list(left_out):
    return say("data.own_comma").join(
        say(f"data.own_{reason}", rows=rows, amount=amount) for reason, (rows, amount) in left_out.items()
    )
