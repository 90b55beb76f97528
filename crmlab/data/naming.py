"""Column names: which of an export's columns is which of ours, and what to say when none is."""

import difflib
import re
import unicodedata

from crmlab.frames import InputError
from crmlab.language import say

# What a column of ours is often called elsewhere, the better choice first: in lower case, letters and
# digits only, without what stands in brackets.
OFTEN_CALLED = {
    "customer_id": "customerid customer custid customerno clientid client memberid memberno member userid "
    "buyerid buyer 客户编号 客户id 客户号 客户 会员编号 会员号 会员卡号 会员id 会员 顾客编号 顾客 "
    "用户id 用户编号 买家会员名 买家昵称 买家 客戶編號 客戶 會員編號 會員 顧客 "
    "email emailaddress customeremail 邮箱 手机号 手机号码 买家手机号 联系手机 手机 电话 電話 "
    "phone phonenumber mobile",
    "order_id": "orderid orderno ordernumber order invoiceno invoiceid invoice receiptno receiptid receipt "
    "transactionid 订单编号 订单号 订单 单号 小票号 流水号 发票号 交易号 訂單編號 訂單號",
    "ordered_on": "orderedon orderedat orderdate ordertime date createdat invoicedate purchasedate paidat "
    "paidon 日期 下单日期 下单时间 订单日期 订单时间 订单创建时间 创建时间 交易时间 交易日期 "
    "购买时间 销售日期 消费日期 消费时间 订单付款时间 付款时间 支付时间 时间 訂單日期 訂購日期 時間",
    "amount": "paidamount amountpaid paid 买家实际支付金额 订单实付金额 实付金额 实付款 实付 "
    "实收金额 实收 付款金额 支付金额 實付金額 實收金額 "
    "amount ordertotal totalamount totalprice total sales revenue value "
    "金额 订单金额 消费金额 成交金额 销售额 总额 总金额 合计 金額 訂單金額 總金額",
    "quantity": "quantity qty units pieces count 数量 件数 购买数量 销售数量 數量",
    "unit_price": "unitprice price priceeach 单价 售价 价格 單價",
}
# Columns that are not used, but that may say that a row is no sale, or is in other money.
TOLD_OF = {
    "status": "orderstatus paymentstatus financialstatus status "
    "订单状态 交易状态 付款状态 状态 訂單狀態 狀態",
    "refunded": "refundedamount refundamount refunded refund 退款金额 退款",
    "currency": "currency currencycode 币种 货币",
}
_KNOWN = {name for often in (OFTEN_CALLED | TOLD_OF).values() for name in often.split()} | {"name"}


def plain(name):
    """Give a column's name without brackets, blanks and signs: ``"Amount (CNY)"`` is ``"amount"``.

    Examples
    --------
    >>> from crmlab.data.naming import plain
    >>> plain("Amount (CNY)"), plain("金额（元）"), plain("E-mail")
    ('amount', '金额', 'email')
    """
    name = unicodedata.normalize("NFKC", str(name)).lower()
    bare = re.sub(r"\(.*?\)|\[.*?\]", "", name)
    return _letters(bare) or _letters(name)


def _letters(name):
    return "".join(c for c in name if c.isalnum())


def count_known(cells, wanted=()):
    """Count the cells of a row that are names of columns: usual ones, or those that the learner gave."""
    return sum(str(cell).strip() in wanted or plain(cell) in _KNOWN for cell in cells if cell)


def find_columns(export, given, path):
    """Complete the learner's mapping by the usual names; say what is missing and offer a call to copy.

    Parameters
    ----------
    export : crmlab.data.files.Export
    given : dict of str to str
    path : str
        As the learner wrote it, for the call.

    Returns
    -------
    dict of str to str
        Ours to theirs, in our order.

    Raises
    ------
    crmlab.frames.InputError
        If a column that is named is not there, or one that is needed is not found.
    """
    table = export.table
    for ours, theirs in given.items():
        if theirs not in table.columns:
            near = difflib.get_close_matches(theirs, list(table.columns), n=1)
            hint = say("data.did_you_mean", name=near[0]) if near else ""
            values = {"name": export.name, "column": theirs, "ours": ours, "columns": _names(table)}
            raise InputError(say("data.own_no_column", **values) + hint)
    guessed = {ours: theirs for ours, theirs in _guess(table).items() if theirs not in given.values()}
    found = {**guessed, **given}
    if "amount" not in given and {"quantity", "unit_price"} <= set(given):
        found.pop("amount", None)
    elif "amount" in found:
        found = {ours: theirs for ours, theirs in found.items() if ours not in ("quantity", "unit_price")}
    money = "amount" in found or {"quantity", "unit_price"} <= set(found)
    missing = [ours for ours in ("customer_id", "ordered_on") if ours not in found]
    missing += [] if money else ["amount"]
    if missing:
        raise InputError(_say_missing(export, missing, found, given, path))
    return {ours: found[ours] for ours in OFTEN_CALLED if ours in found}


def find_told_of(table, kind):
    """Give the columns that are not used but told of: ``"status"``, ``"refunded"`` or ``"currency"``."""
    return [column for column in table.columns if plain(column) in TOLD_OF[kind].split()]


def _guess(table):
    called = {}
    for column in table.columns:
        called.setdefault(plain(column), column)
    found = {
        ours: called[next(name for name in often.split() if name in called)]
        for ours, often in OFTEN_CALLED.items()
        if any(name in called for name in often.split())
    }
    # Shopify calls its order number Name: #1001.
    if "order_id" not in found and "name" in called:
        values = table[called["name"]].dropna()
        if len(values) and values.str.fullmatch(r"#\S*\d\S*").all():
            found["order_id"] = called["name"]
    return found


def _say_missing(export, missing, found, given, path):
    # The order is offered too: without it each line of a till's roll would silently be an order.
    shown = dict.fromkeys(("customer_id", "ordered_on", "amount", *given, "order_id"))
    call = ", ".join(f'"{ours}": "{found.get(ours, "...")}"' for ours in shown)
    values = {"name": export.name, "missing": ", ".join(missing), "columns": _names(export.table)}
    text = say("data.own_missing", **values, call=f"crm.read_own({path!r}, columns={{{call}}})")
    text += "" if "order_id" in found else say("data.own_order_optional")
    strange = not all(str(column).isascii() for column in export.table.columns)
    return text + (say("data.own_garbled", how=export.how) if strange and export.doubtful else "")


def _names(table):
    return ", ".join(str(column) for column in table.columns)
