"""Your own receipts: a table of lines, read so that the lesson's traps are told."""

import pandas as pd

from crmlab.data.days import parse_days
from crmlab.data.exports import number_cells, open_export, text_cells
from crmlab.frames import need_columns, need_rows, open_frame, say_list
from crmlab.language import say

_NAMED = 5  # items that were not always on the shelf are named, up to so many
_SPAN = 0.05  # an item is late, or gone early, if it misses more than this part of the time


def read_lines(
    source, basket, item, customer=None, day=None, quantity=None, since=None, until=None, leave_out=()
):
    """Read the lines of your own receipts, and say what was used and what was not.

    Parameters
    ----------
    source : str, pathlib.Path, or table of any engine
        A CSV or Excel file, whose separator and encoding are found, or a table: one row for each item of
        each receipt.
    basket, item : str
        Columns: the number of the receipt, and the product.
    customer : str, optional
        Column; without it, or where it is empty, a receipt is its own customer.
    day : str, optional
        Column with the day of the receipt.
    quantity : str, optional
        Column with the number of packs; rows that are not above 0 are refunds.
    since, until : str or date, optional
        First and last day to be used (needs `day`).
    leave_out : list of str, optional
        Items that could not be bought as the others could.

    Returns
    -------
    pandas.DataFrame
        ``order_id``, ``customer_id``, ``product_id`` (str), ``quantity`` (float; 1 without a column), and
        ``ordered_on`` (datetime64, if `day` is given).  What was left out, and which items were not on the
        shelf all the time, is printed.

    Raises
    ------
    InputError
        For a missing file or column, a table of one column, or if nothing is left.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import read_lines
    >>> table = pd.DataFrame({"No": [1, 1, 2], "Article": ["rice", "eggs", "rice"], "Packs": [1, 2, -1]})
    >>> read_lines(table, basket="No", item="Article", quantity="Packs")
    3 rows read; 2 lines of 1 receipts and 2 products are used. Without a customer each receipt counts as one.
    Left out: 1 rows with a quantity not above 0 (refunds) or unreadable.
      order_id customer_id product_id  quantity
    0        1           1       rice       1.0
    1        1           1       eggs       2.0
    """
    roles = {"basket": basket, "item": item, "customer": customer, "day": day, "quantity": quantity}
    roles = {role: column for role, column in roles.items() if column is not None}
    table, remarks = _open(source, roles)
    lines = pd.DataFrame({"order_id": text_cells(table[basket]), "product_id": text_cells(table[item])})
    lines["customer_id"] = text_cells(table[customer]) if customer else None
    lines["quantity"] = 1.0
    if quantity:
        lines["quantity"], assumed = number_cells(table[quantity])
        remarks += assumed
    if day:
        lines["ordered_on"] = _days(table[day], day)
    lines, reasons = _leave_out(lines, since, until, leave_out)
    need_rows(len(lines), "lines")
    anonymous = int(lines["customer_id"].isna().sum())
    lines["customer_id"] = lines["customer_id"].fillna(lines["order_id"]).astype(str)
    order = ["order_id", "customer_id", "ordered_on", "product_id", "quantity"]
    lines = lines[[name for name in order if name in lines]].reset_index(drop=True)
    told = _account(len(table), lines, reasons, anonymous if customer else None)
    print("\n".join([*told, *remarks]))
    return lines


def _open(source, roles):
    opened = open_export(source, list(roles.values()), "lines")
    need_columns(open_frame(opened.table, "lines"), roles, "lines")
    return opened


def _days(column, name):
    if pd.api.types.is_datetime64_any_dtype(column):
        return column
    return parse_days(column.astype("string").astype(object), None, name).days


def _leave_out(lines, since, until, leave_out):
    """Leave out what is no sale of something that could be bought; count each reason."""
    reasons = []

    def drop(bad, key, **blanks):
        nonlocal lines
        if bad.any():
            reasons.append(say(f"baskets.{key}", count=int(bad.sum()), **blanks))
            lines = lines[~bad]

    missing = lines[["order_id", "product_id"]].isna().any(axis=1)
    drop(missing | (lines["ordered_on"].isna() if "ordered_on" in lines else False), "own_without")
    drop(~(lines["quantity"] > 0), "own_refund")
    if "ordered_on" in lines and (since is not None or until is not None):
        first = pd.Timestamp(since) if since is not None else lines["ordered_on"].min()
        last = pd.Timestamp(until) if until is not None else lines["ordered_on"].max()
        outside = ~lines["ordered_on"].between(first, last)
        drop(outside, "own_before", since=first.date(), until=last.date())
    drop(lines["product_id"].isin([str(one) for one in leave_out]), "own_unwanted")
    return lines, reasons


def _account(rows, lines, reasons, anonymous):
    facts = {"rows": rows, "lines": len(lines), "baskets": lines["order_id"].nunique()}
    facts |= {"items": lines["product_id"].nunique(), "customers": lines["customer_id"].nunique()}
    told = [say("baskets.own_read_nobody" if anonymous is None else "baskets.own_read", **facts)]
    if reasons:
        told.append(say("baskets.own_left", reasons=say_list(reasons)))
    if anonymous:
        told.append(say("baskets.own_anonymous", count=anonymous))
    late = not_always_there(lines) if "ordered_on" in lines else []
    if late:
        named = [f"{one} ({first} – {last})" for one, first, last in late[:_NAMED]]
        named += ["…"] if len(late) > _NAMED else []
        told.append(say("baskets.own_late", items=", ".join(named)))
    return told


def not_always_there(lines):
    """List items whose first or last sale leaves out much of the time, with both days.

    An item that is sold seldom comes late by chance: it must also miss ten times its usual gap.

    Returns
    -------
    list of (str, date, date)
    """
    begin, end = lines["ordered_on"].min(), lines["ordered_on"].max()
    span = (end - begin).days
    by = lines.groupby("product_id")["ordered_on"].agg(["min", "max", "size"])
    gap = (by["max"] - by["min"]).dt.days / by["size"]
    missed = pd.concat([(by["min"] - begin).dt.days, (end - by["max"]).dt.days], axis=1).max(axis=1)
    late = by[(missed > _SPAN * span) & (missed > 10 * gap) & (by["size"] > 1)]
    return [(str(row.Index), row.min.date(), row.max.date()) for row in late.itertuples()]
