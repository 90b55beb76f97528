"""The account of an export: what became of every row, and what had to be assumed."""

from typing import NamedTuple

import pandas as pd

from crmlab.data.money import parse_numbers
from crmlab.data.naming import find_told_of
from crmlab.data.parsing import find_destroyed
from crmlab.frames import InputError
from crmlab.language import say

FAR = pd.Timedelta(days=180)
SHOWN = 6  # values of a column that are listed
FEW = 10  # with fewer orders nothing lies far from the rest
MANY = 5  # so many orders of several lines tell that every line carries the order's total


class Outcome(NamedTuple):
    """What `read_own` made of an export.

    ``columns``: ours to theirs.  ``forms``: rows by the form of their dates.  ``remarks``: messages and
    their blanks.  ``kept``: the rows that are used.  ``left_out``: (reason, rows, amount, examples) of
    those that are not.  ``further``: lines of orders without an amount of their own.
    ``inherited``: rows that took the date of their order's first line.
    """

    columns: dict
    forms: dict
    remarks: list
    kept: pd.DataFrame
    left_out: list
    further: int
    inherited: int
    orders: pd.DataFrame


def count(n, thing):
    """Give a number with its noun.

    Examples
    --------
    >>> from crmlab.data.account import count
    >>> from crmlab.language import language_is
    >>> with language_is("en"):
    ...     count(1, "rows"), count(1200, "rows")
    ('1 row', '1,200 rows')
    """
    one, _, many = say(f"data.own_n_{thing}", n=n).partition("|")
    return many if many and n != 1 else one


def say_account(export, outcome):
    """Say what became of every row: three lines, and one more for each thing to know.

    Parameters
    ----------
    export : crmlab.data.files.Export
    outcome : Outcome

    Returns
    -------
    str
    """
    remarks = [
        *_tell_passed_over(export),
        *outcome.remarks,
        *_tell_orders(outcome),
        *_tell_copies(export, outcome),
        *_tell_far_days(outcome.orders),
        *_tell_unused(export.table, outcome.columns),
    ]
    lines = [_say_read(export, outcome), _say_orders(outcome.orders), _say_kept(outcome)]
    return "\n".join([*lines, *(say_remark(name, blanks) for name, blanks in remarks)])


def say_remark(name, blanks):
    """Say what had to be assumed when numbers or days were read."""
    if "times" in blanks:
        blanks = {"times": count(blanks["times"], "times")}
    return say(f"data.own_{name}", **blanks)


def say_left_out(left_out):
    """Say how many rows were left out, by reason, with examples of what could not be read."""
    said = []
    for reason, rows, amount, examples in left_out:
        if reason == "no_customer":
            cells = _list(f"{text!r}" for text in examples)
            cells = say("data.own_among", cells=cells) if cells else ""
        else:
            cells = _list(say("data.own_cell", row=row, text=text) for row, text in examples.items())
        said.append(say(f"data.own_{reason}", rows=count(rows, "rows"), amount=amount, cells=cells))
    return say("data.own_semicolon").join(said)


def _list(items):
    return ", ".join(items)


def _say_read(export, outcome):
    columns = {ours: f"{ours}={theirs!r}" for ours, theirs in outcome.columns.items()}
    forms = outcome.forms
    named = [
        say(f"data.own_form_{form}") + (f" {rows:,}" if len(forms) > 1 else "")
        for form, rows in forms.items()
    ]
    columns["ordered_on"] += f" ({_list(named)})"
    rows = count(len(export.table), "rows")
    return say("data.own_read", name=export.name, rows=rows, how=export.how, columns=_list(columns.values()))


def _say_orders(orders):
    return say(
        "data.own_orders",
        orders=count(len(orders), "orders"),
        customers=count(orders["customer_id"].nunique(), "customers"),
        first=orders["ordered_on"].min().date(),
        last=orders["ordered_on"].max().date(),
        total=orders["amount"].sum(),
    )


def _say_kept(outcome):
    left_out, kept = outcome.left_out, outcome.kept
    said = [
        say("data.own_left_out", what=say_left_out(left_out)) if left_out else say("data.own_none_left_out")
    ]
    if outcome.further:
        said.append(say("data.own_further", rows=count(outcome.further, "rows")))
    refunds = kept.loc[kept["amount"] < 0, "amount"]
    if len(refunds):
        said.append(say("data.own_refunds", rows=count(len(refunds), "rows"), amount=refunds.sum()))
    zero = int(outcome.orders["amount"].eq(0).sum())
    if zero:
        said.append(say("data.own_zero", orders=count(zero, "orders")))
    return say("data.own_space").join(said)


def _tell_passed_over(export):
    n = export.passed_over
    return [("passed_over", {"lines": count(n, "lines")})] if n else []


def _tell_orders(outcome):
    """Tell what is odd about order numbers and customers' numbers."""
    kept, columns = outcome.kept, outcome.columns
    told = [("inherited", {"rows": count(outcome.inherited, "rows")})] if outcome.inherited else []
    for ours in ("order_id", "customer_id"):
        destroyed = kept.loc[find_destroyed(kept[ours]), ours] if ours in columns else []
        if len(destroyed):
            values = {
                "column": columns[ours],
                "cell": destroyed.iloc[0],
                "rows": count(len(destroyed), "rows"),
            }
            told.append((f"destroyed_{ours}", {**values, "left": count(destroyed.nunique(), "different")}))
    if "order_id" not in columns:
        return told
    days = kept[["order_id", "ordered_on"]].drop_duplicates()
    several = days.loc[days["order_id"].duplicated(), "order_id"].nunique()
    if several:
        told.append(("several_days", {"numbers": count(several, "numbers")}))
    if "amount" in columns:
        lines = kept.groupby(["order_id", "customer_id", "ordered_on"])["amount"].agg(["size", "min", "max"])
        lines = lines[lines["size"] > 1]
        same = lines["min"].eq(lines["max"]) & lines["max"].ne(0)
        if len(lines) >= MANY and same.mean() >= 0.9:
            values = {"column": columns["amount"], "orders": count(int(same.sum()), "orders")}
            told.append(("repeated_total", values))
    return told


def _tell_copies(export, outcome):
    copies = int(export.table.loc[outcome.kept.index].duplicated().sum())
    return [("copies", {"rows": count(copies, "rows")})] if copies else []


def _tell_far_days(orders):
    """Tell of a last or first date that lies far from the rest: a slip in a year, or a date for none."""
    days = orders["ordered_on"]
    if len(days) < FEW:
        return []
    late, early = days.quantile(0.995, interpolation="lower"), days.quantile(0.005, interpolation="higher")
    told = []
    for end, far in (("last", days[days > late + FAR]), ("first", days[days < early - FAR])):
        if len(far):
            day = (far.max() if end == "last" else far.min()).date()
            told.append((f"far_{end}", {"day": day, "orders": count(len(far), "orders")}))
    return told


def _tell_unused(table, columns):
    """Tell of columns that were not used and that may say which rows are no sale, or in other money."""
    told = []
    # One currency throughout is nothing to tell; one status may be that of orders never paid.
    for kind, least in (("status", 1), ("currency", 2)):
        for column in find_told_of(table, kind):
            counts = table[column].dropna().astype("str").str.strip().value_counts()
            if column not in columns.values() and len(counts) >= least:
                listed = _list(f"{value} ({n:,})" for value, n in counts.head(SHOWN).items())
                told.append((kind, {"column": column, "values": listed + "…" * (len(counts) > SHOWN)}))
    for column in find_told_of(table, "refunded"):
        refunded = _read_quietly(table[column])
        refunded = refunded[refunded > 0]
        if column not in columns.values() and len(refunded):
            values = {"column": column, "rows": count(len(refunded), "rows"), "amount": refunded.sum()}
            told.append(("refunded", values))
    return told


def _read_quietly(cells):
    """Read a column that is only told of; one that contradicts itself is none."""
    try:
        return parse_numbers(cells).numbers
    except InputError:
        return pd.Series(dtype="float64")
