"""A learner's own export in place of the shop's orders: read, understood, and accounted for."""

import os
from pathlib import Path

import pandas as pd

from crmlab.data.account import Outcome, say_account, say_left_out
from crmlab.data.days import parse_days
from crmlab.data.files import read_text_table
from crmlab.data.money import mask_nothing, parse_numbers
from crmlab.data.naming import OFTEN_CALLED, find_columns
from crmlab.data.parsing import NO_NUMBER, clean, parse_ids
from crmlab.frames import InputError
from crmlab.language import say


def read_own(path, columns=None, day_first=None):
    """Read an export of your own as an orders table, so that a lesson runs on it.

    A few sentences are printed that account for every row: how many were read, what became of them,
    which were left out and why, and what had to be assumed.  Refunds are kept, as negative amounts.
    Nothing is guessed in silence: a column of money with decimal commas and decimal dots, or of dates
    with the day first and the month first, is refused.

    Parameters
    ----------
    path : str or pathlib.Path
        A CSV or TSV file (also ``.gz``; UTF-8, UTF-16, GBK, Big5 or Windows-1252) or an Excel workbook
        (``.xlsx``, its first sheet with column names that are recognised).  Lines above the column names
        are passed over.
    columns : dict of str to str, optional
        Which column of the file is which of ours, such as ``{"customer_id": "会员号"}``.  Ours are
        ``customer_id``, ``ordered_on``, and ``amount`` or both ``quantity`` and ``unit_price``; with
        ``order_id``, rows of the same order, customer and day are added up.  What is not named is looked
        for under its usual names, in English and Chinese.
    day_first : bool, optional
        Whether 3/5/2025 is the 3rd of May.  Without it the column tells; where no date tells, the account
        says which was guessed.

    Returns
    -------
    pandas.DataFrame
        One row per order, customer and day: ``order_id`` (str), ``customer_id`` (str), ``ordered_on``
        (datetime64, the day), ``amount`` (float64, two decimals).  Without an order column each row is
        an order, named by its row number in the file.

    Raises
    ------
    crmlab.frames.InputError
        If the file cannot be read, a column that is needed is not found (the message lists the file's
        columns and a call to copy), or a column contradicts itself.

    Examples
    --------
    >>> import crmlab as crm, pandas as pd, tempfile, pathlib
    >>> crm.set_language("en")
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "till.csv"
    >>> lines = ["会员号,日期,实付金额", "M1,2025/3/1,￥12.50", "M1,2025/3/2,-2.50", ",2025/3/3,9"]
    >>> _ = path.write_text("\\n".join(lines), encoding="gbk")
    >>> crm.read_own(path)  # doctest: +NORMALIZE_WHITESPACE
    till.csv: 3 rows read (GBK): customer_id='会员号', ordered_on='日期' (year-month-day), amount='实付金额'.
    They make 2 orders of 1 customer, 2025-03-01 to 2025-03-02, 10.00 in all.
    Left out: 1 row without a customer (9.00). Refunds kept as negative amounts: 1 row (-2.50).
      order_id customer_id ordered_on  amount
    0     row2          M1 2025-03-01    12.5
    1     row3          M1 2025-03-02    -2.5
    """
    _check_call(path, columns, day_first)
    columns = columns or {}
    export = read_text_table(path, columns.values())
    columns = find_columns(export, columns, str(path))
    rows, forms, remarks = _read_rows(export.table, columns, day_first)
    further, inherited = _inherit(rows)
    kept, left_out = _leave_out(rows, further)
    if kept.empty:
        raise InputError(say("data.own_nothing_left", name=export.name, left_out=say_left_out(left_out)))
    orders = _add_up(kept)
    inherited = int(inherited.reindex(kept.index).sum())
    outcome = Outcome(columns, forms, remarks, kept, left_out, int(further.sum()), inherited, orders)
    print(say_account(export, outcome))
    return orders


def _check_call(path, columns, day_first):
    """Answer a wrong call in one sentence."""
    if isinstance(path, pd.DataFrame) or hasattr(path, "columns"):
        raise InputError(say("data.own_table_given"))
    if not isinstance(path, (str, os.PathLike)) or not str(path).strip():
        raise InputError(say("data.own_path_needed", given=repr(path)))
    if str(path).lower().startswith(("http://", "https://", "http:/", "https:/", "ftp://")):
        raise InputError(say("data.own_address", given=path, name=Path(str(path)).name))
    if columns is not None and not isinstance(columns, dict):
        raise InputError(say("data.own_columns_dict", given=repr(columns)))
    for ours, theirs in (columns or {}).items():
        if ours not in OFTEN_CALLED:
            raise InputError(say("data.own_unknown_name", given=ours, names=", ".join(OFTEN_CALLED)))
        if not isinstance(theirs, str):
            raise InputError(say("data.own_one_column", ours=ours, given=repr(theirs)))
    if not (day_first is None or isinstance(day_first, bool)):
        raise InputError(say("data.own_day_first_kind", given=repr(day_first)))


def _read_rows(table, columns, day_first):
    """Read every cell that is used.

    Returns the rows, with the text of dates and amounts beside what was read; the rows by form of date;
    and what had to be assumed.
    """
    rows = pd.DataFrame(index=table.index)
    rows["customer_text"] = clean(table[columns["customer_id"]])
    rows["customer_id"] = parse_ids(rows["customer_text"])
    rows["order_id"] = (
        parse_ids(table[columns["order_id"]], NO_NUMBER)
        if "order_id" in columns
        else [f"row{number}" for number in table.index]
    )
    rows["date_text"] = mask_nothing(clean(table[columns["ordered_on"]]))
    days = parse_days(rows["date_text"], day_first, columns["ordered_on"])
    rows["ordered_on"] = days.days
    rows["amount"], rows["amount_text"] = 1.0, ""
    remarks = []
    for ours in ("amount",) if "amount" in columns else ("quantity", "unit_price"):
        text = mask_nothing(clean(table[columns[ours]]))
        numbers = parse_numbers(text, columns[ours])
        # Of two columns, the text of the first that cannot be read is the example.
        rows["amount_text"] = text.where(rows["amount"].notna(), rows["amount_text"])
        rows["amount"] *= numbers.numbers
        remarks += numbers.remarks
    return rows, days.forms, [*days.remarks, *remarks]


def _inherit(rows):
    """Give the further lines of an order its date and customer; find those that carry no amount.

    Exports such as Shopify's write date, customer and total in the first line of an order only.  Returns
    which rows are further lines without an amount, and which took their order's date.
    """
    none = pd.Series(False, index=rows.index)
    known = rows["order_id"].notna()
    repeated = known & rows["order_id"].duplicated()
    if not (repeated & (rows["date_text"].isna() | rows["amount_text"].isna())).any():
        return none, none
    first = rows[known].groupby("order_id", sort=False)[["ordered_on", "customer_id", "amount"]].first()
    first = first.reindex(rows["order_id"]).set_axis(rows.index)
    same = rows["customer_id"].isna() | rows["customer_id"].eq(first["customer_id"])
    bare = repeated & same & rows["date_text"].isna() & first["ordered_on"].notna()
    rows["ordered_on"] = rows["ordered_on"].mask(bare, first["ordered_on"])
    rows["customer_id"] = rows["customer_id"].mask(bare, first["customer_id"])
    return repeated & same & rows["amount_text"].isna() & first["amount"].notna(), bare


def _leave_out(rows, further):
    """Take out the rows that no analysis of customers can use; count them by the first thing missing.

    Further lines of an order without an amount of their own are no loss and are not counted here.
    """
    reasons = {
        "no_customer": (rows["customer_id"].isna(), "customer_text"),
        "no_order": (rows["order_id"].isna(), None),
        "no_date": (rows["date_text"].isna() & rows["ordered_on"].isna(), None),
        "bad_date": (rows["ordered_on"].isna(), "date_text"),
        "no_amount": (rows["amount_text"].isna(), None),
        "bad_amount": (rows["amount"].isna(), "amount_text"),
    }
    out = further.copy()
    left_out = []
    for reason, (missing, text) in reasons.items():
        here = rows[missing & ~out]
        if len(here):
            examples = here[text].dropna().drop_duplicates().head(3) if text else here[:0]["amount_text"]
            left_out.append((reason, len(here), float(here["amount"].sum()), examples))
        out |= missing
    return rows[~out], left_out


def _add_up(rows):
    """Add up the lines of each order; what comes under its number on another day is a row of its own."""
    orders = rows.groupby(["order_id", "customer_id", "ordered_on"], as_index=False, sort=False)[
        "amount"
    ].sum()
    orders["amount"] = orders["amount"].astype("float64").round(2)
    orders[["order_id", "customer_id"]] = orders[["order_id", "customer_id"]].astype("str")
    return orders.sort_values(["ordered_on", "order_id"], kind="stable", ignore_index=True)
