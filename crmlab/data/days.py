"""Dates of all kinds, read as days: one order of day, month and year for a whole column."""

import datetime as dt
import re
import unicodedata
from typing import NamedTuple

import numpy as np
import pandas as pd

from crmlab.data.parsing import clean, count_values, row_of
from crmlab.frames import InputError
from crmlab.language import say

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
FIRST_YEAR, LAST_YEAR = 1900, 2100

_TIME = (
    r"(?:[\sT,_]*(?:上午|下午|凌晨|早上|中午|傍晚|晚上|[AaPp][Mm])?\s*\d{1,2}\s*[:时時点點]\s*(?:\d{1,2}\s*分?)?"
    r"(?:\s*:?\s*\d{1,2}(?:[.,]\d+)?\s*秒?)?\s*(?:[AaPp]\.?[Mm]\.?)?)?"
)
_ZONE = r"\s*(?P<zone>(?:UTC|GMT)?[+-]\d{2}:?\d{2}|Z|[A-Z]{3,4})?\s*"
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})[a-z]*\.?"
WEEKDAY = re.compile(
    r"[(]?(星期|周|週)[一二三四五六日天][)]?|\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+", re.I
)
YEAR_FIRST = re.compile(
    r"(?P<year>\d{4}|\d{2}(?=\s*年))\s*[年./-]\s*(?P<month>\d{1,2})\s*[月./-]\s*(?P<day>\d{1,2})\s*[日号]?"
    + _TIME
    + _ZONE
)
COMPACT = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?P<zone>)(?:\d{6}|\d{4}|\d{2})?"
)
NAMED = tuple(
    re.compile(form + _TIME + _ZONE, re.IGNORECASE)
    for form in (
        rf"(?P<day>\d{{1,2}})[\s./-]*{_MONTH}[\s,./-]*(?P<year>\d{{4}}|\d{{2}})",
        rf"{_MONTH}[\s./-]*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s,./-]+(?P<year>\d{{4}})",
    )
)
THREE = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})" + _TIME + _ZONE)
EXCEL = re.compile(r"[2-7]\d{4}(\.\d+)?")  # 1954 to 2119
UNIX = re.compile(r"(1\d{9})(\d{3})?")
ORDERS = ("month_first", "day_first", "short_year_first")


class Days(NamedTuple):
    """Days, missing where unreadable; rows by the form they were read in; (message, its blanks)."""

    days: pd.Series
    forms: dict
    remarks: list


class Three(NamedTuple):
    """Three numbers of which the column must tell what is day, month and year."""

    parts: tuple
    sign: str


def parse_days(cells, day_first=None, column="ordered_on"):
    """Read dates, with or without a time, as days.

    Where day and month, or the place of a two-digit year, are not told by the date itself, the whole
    column decides, and every date is read in that one order.

    Parameters
    ----------
    cells : pandas.Series of str
        ISO dates, 2025/3/1, 2025年3月1日, 20250301, 3/1/2025, 1.3.25, 1 March 2025, Excel's day numbers,
        or Unix times.  The index is the row number in the file, for the error.
    day_first : bool, optional
        Whether 3/5/2025 is 3 May; without it the column tells, and where no date tells, the month is
        first (the day, where all are written with dots).
    column : str, optional
        What the file calls them, for remarks and errors.

    Returns
    -------
    Days
        ``days``: pandas.Series of datetime64, missing where a cell cannot be read; ``forms``: how
        many rows were read in which form; ``remarks``: what had to be assumed.

    Raises
    ------
    crmlab.frames.InputError
        If the column contradicts itself, as 13/05/2025 and 05/13/2025 do, or contradicts `day_first`.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.data.days import parse_days
    >>> days = parse_days(pd.Series(["2025年3月1日 下午3:20", "2025-03-02T23:30:00+08:00", "soon"]))
    >>> days.days.dt.strftime("%m-%d").tolist(), days.forms
    (['03-01', '03-02', nan], {'year_first': 2})
    >>> days.remarks
    [('zones', {'times': 1})]
    """
    cells = clean(cells)
    codes, texts, rows = count_values(cells)
    found, zoned = zip(*map(_read, texts), strict=True) if texts else ((), ())
    three = {text: read for text, read in zip(texts, found, strict=True) if isinstance(read, Three)}
    order, remarks = _settle(three, day_first, cells, column) if three else (None, [])
    days = np.full(len(texts) + 1, "NaT", dtype="datetime64[D]")
    forms = {}
    for i, read in enumerate(found):
        form, day = _place(read, order) if isinstance(read, Three) else read
        if day is not None:
            days[i] = day
            forms[form] = forms.get(form, 0) + int(rows[i])
    remarks += _say_forms(forms, column)
    if any(zoned):
        remarks.append(("zones", {"times": int(rows[np.array(zoned)].sum())}))
    return Days(pd.Series(days[codes].astype("datetime64[us]"), index=cells.index), forms, remarks)


def _read(text):
    """Read one date: (its form, its day), or its three numbers; and whether a time zone is written."""
    text = WEEKDAY.sub(" ", unicodedata.normalize("NFKC", text)).strip()
    text = text.removesuffix(".0") if text.removesuffix(".0").isdigit() else text
    three = THREE.fullmatch(text)
    if three:
        first, sign, second, third = three.groups()[:4]
        return Three((first, second, third), sign), bool(three["zone"])
    for form, patterns in (("year_first", (YEAR_FIRST, COMPACT)), ("named_month", NAMED)):
        for pattern in patterns:
            match = pattern.fullmatch(text)
            if match:
                month = match["month"]
                number = int(month) if month.isdigit() else MONTHS.index(month[:3].lower()) + 1
                return (form, _day(_full_year(match["year"]), number, match["day"])), bool(match["zone"])
    if EXCEL.fullmatch(text):
        return ("excel", dt.date(1899, 12, 30) + dt.timedelta(days=int(float(text)))), False
    unix = UNIX.fullmatch(text)
    if unix:
        return ("unix", dt.datetime.fromtimestamp(int(unix[1]), dt.UTC).date()), False
    return (None, None), False


def _day(year, month, day):
    """Give the day, or None where the calendar has none."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return dt.date(year, int(month), int(day))
    except ValueError:
        return None


def _full_year(digits):
    """Two digits up to 69 are of this century, the others of the last."""
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 70 else 1900)


def _place(three, order):
    """Read three numbers in the settled order: (the form's name, the day or None)."""
    first, second, third = three.parts
    if order == "short_year_first":
        return order, _day(_full_year(first), second, third) if len(third) == 2 and len(first) == 2 else None
    month, day = (first, second) if order == "month_first" else (second, first)
    return order if len(third) == 4 else f"short_{order}", _day(_full_year(third), month, day)


def _settle(three, day_first, cells, column):
    """Settle what is day, month and year for the whole column; refuse a column that contradicts itself."""
    days = {order: {text: _place(read, order)[1] for text, read in three.items()} for order in ORDERS}
    fits = {order: {text for text, day in days[order].items() if day} for order in ORDERS}
    readable = set().union(*fits.values())
    if not readable:
        return "month_first", []
    if day_first is not None:
        order = "day_first" if day_first else "month_first"
        against = [text for text in three if text in readable - fits[order]]
        if against:
            values = {"column": column, "given": day_first, "cell": against[0]}
            raise InputError(say("data.own_day_first_wrong", row=row_of(cells, against[0]), **values))
        return order, _say_short_years(three, days[order])
    possible = [order for order in ORDERS if fits[order] == readable]
    if not possible:
        raise InputError(_contradiction(three, fits, readable, cells, column))
    order = _choose(possible, three, days)
    remarks = _say_short_years(three, days[order])
    open_ = [text for text in three if days["month_first"][text] != days["day_first"][text]]
    if order != "short_year_first" and {"month_first", "day_first"} <= set(possible) and open_:
        guess = {"column": column, "cell": open_[0], "form": say(f"data.own_form_{order}")}
        remarks.append(("guessed_day", {**guess, "other": order == "month_first"}))
    return order, remarks


def _choose(possible, three, days):
    """Choose among the orders that read every date."""
    signs = [read.sign for read in three.values()]
    last = "day_first" if set(signs) == {"."} else "month_first"
    year_last = last if last in possible else next((o for o in possible if o != "short_year_first"), None)
    if year_last is None or "short_year_first" not in possible:
        return year_last or "short_year_first"
    # Read in the wrong place, days of the month become years and the orders spread over thirty of them.
    spans = {order: _span(days[order]) for order in (year_last, "short_year_first")}
    short, long = sorted(spans, key=spans.get)
    if spans[long] > 3 * spans[short]:
        return short
    return "short_year_first" if signs.count("-") * 2 > len(signs) else year_last


def _span(days):
    """Give the days from the 5th to the 95th percentile."""
    read = sorted(day.toordinal() for day in days.values() if day)
    return read[int(0.95 * (len(read) - 1))] - read[int(0.05 * (len(read) - 1))] + 1


def _contradiction(three, fits, readable, cells, column):
    best = max(ORDERS, key=lambda order: len(fits[order]))
    second = next(text for text in three if text in readable - fits[best])
    other = next(order for order in ORDERS if second in fits[order])
    first = next(text for text in three if text in fits[best] - fits[other])
    return say(
        "data.own_two_orders",
        column=column,
        first=first,
        first_row=row_of(cells, first),
        first_form=say(f"data.own_form_{best}"),
        second=second,
        second_row=row_of(cells, second),
        second_form=say(f"data.own_form_{other}"),
    )


def _say_short_years(three, days):
    for text, read in three.items():
        if len(read.parts[2]) == 2 and days[text]:
            return [("short_years", {"cell": text, "day": days[text]})]
    return []


def _say_forms(forms, column):
    remarks = [("unix", {"times": forms["unix"]})] if "unix" in forms else []
    swapped = {"day_first", "month_first"} & set(forms) and {"year_first", "excel"} & set(forms)
    return [*remarks, ("mixed_dates", {"column": column})] if swapped else remarks
