"""Money as people write it: with signs, thousands, a decimal comma, brackets, minus signs behind."""

import math
import re
import unicodedata
from typing import NamedTuple

import numpy as np
import pandas as pd

from crmlab.data.parsing import NOTHING, by_value, clean, count_values, row_of
from crmlab.frames import InputError
from crmlab.language import say

# Longest first, so that HK$ is not taken for $.
CURRENCIES = {
    "人民币": "¥", "rmb": "¥", "cny": "¥", "yuan": "¥", "¥": "¥", "元": "¥", "圆": "¥",
    "港元": "HK$", "美元": "$", "欧元": "€",
    "hk$": "HK$", "hkd": "HK$", "nt$": "NT$", "twd": "NT$", "us$": "$", "usd": "$", "$": "$",
    "eur": "€", "€": "€", "gbp": "£", "£": "£",
}  # fmt: skip
_SIGN = "|".join(sorted((re.escape(sign) for sign in CURRENCIES), key=len, reverse=True))
MONEY = re.compile(
    rf"(?P<open>\()?(?P<before>[-+])?(?P<left>{_SIGN})?\s*(?P<inner>[-+])?(?P<again>\()?"
    r"(?P<body>\d+(?:\.\d+)?e[-+]?\d{1,3}|[\d.,'’ ]*\d[\d.,'’ ]*?)"
    rf"\s*(?P<times>[万萬亿億])?\s*(?P<behind>-)?\s*(?P<right>{_SIGN})?\s*(?P<after>-)?(?P<close>\))?",
    re.IGNORECASE,
)
TIMES = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, None: 1}
GROUPED = re.compile(r"\d{1,3}(?P<gap>[ '’])\d{3}(?:(?P=gap)\d{3})*([.,]\d+)?")
# What a number tells about the decimal sign of its column.
TELLS_COMMA = re.compile(
    r"\d{1,3}(\.\d{3})+,\d+|\d*,\d{1,2}|0+,\d+|\d{4,},\d{3}|\d{1,3}(\.\d{3}){2,}",
)
TELLS_DOT = re.compile(
    r"\d{1,3}(,\d{3})+\.\d*|\d{1,2}(,\d{2})+,\d{3}(\.\d*)?|\d*\.\d{1,2}|\d*\.\d{4,}|0*\.\d+|\d{4,}\.\d{3}|\d+\."
    r"|\d{1,3}(,\d{3}){2,}"
)
EITHER = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
ONLY_WITH_COMMA = re.compile(r"\d+,\d{4,}")  # 1,0000 may be ten thousand, so it tells nothing by itself
EXPONENT = re.compile(r"\d+(\.\d+)?e[-+]?\d+", re.IGNORECASE)


class Numbers(NamedTuple):
    """Numbers as float64, missing where unreadable, and what had to be assumed: (message, its blanks)."""

    numbers: pd.Series
    remarks: list


def parse_numbers(cells, column="amount"):
    """Read numbers with currency signs, thousands, decimal commas, full-width digits or brackets.

    Which of dot and comma is the decimal sign is settled once for the whole column: 12,50 or 1.020,90
    tell the comma, 12.50 or 1,020.90 the dot.

    Parameters
    ----------
    cells : pandas.Series of str
        The index is the row number in the file, for the error.
    column : str, optional
        What the file calls them, for remarks and errors.

    Returns
    -------
    Numbers
        ``numbers``: pandas.Series of float64; what cannot be read is missing.  ``remarks``: what had to
        be assumed.

    Raises
    ------
    crmlab.frames.InputError
        If some cells have a decimal comma and others a decimal dot.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.data.money import parse_numbers
    >>> parse_numbers(pd.Series(["¥1,234.50", "(3.00)", "１２元", "20.00-", "1.2万", "inf"])).numbers.tolist()
    [1234.5, -3.0, 12.0, -20.0, 12000.0, nan]
    >>> parse_numbers(pd.Series(["1.020,90", "138,01", "7"])).numbers.tolist()
    [1020.9, 138.01, 7.0]
    """
    cells = clean(cells)
    codes, texts, rows = count_values(cells)
    found = [_split(text) for text in texts]
    comma, remarks = _settle(cells, column, texts, found)
    values = np.array([_value(parts, comma) for parts in found] + [np.nan], dtype="float64")
    remarks += _say_separators(column, texts, found, values, comma) + _say_currencies(found, rows)
    return Numbers(pd.Series(values[codes], index=cells.index, dtype="float64"), remarks)


def mask_nothing(cells):
    """Make NULL, nan and the like missing: nothing was meant, so nothing is unreadable."""
    return by_value(cells, lambda text: None if text.lower() in NOTHING else text)


def _split(text):
    """Take a number apart: its sign, its digits and separators, its factor, its currency."""
    match = MONEY.fullmatch(unicodedata.normalize("NFKC", text).replace("−", "-").replace("–", "-").strip())
    if not match:
        return None
    bracket, closed = match["open"] or match["again"], match["close"]
    signs = [sign for sign in (match["before"], match["inner"], match["behind"], match["after"]) if sign]
    currencies = {CURRENCIES[sign.lower()] for sign in (match["left"], match["right"]) if sign}
    if bool(bracket) != bool(closed) or (match["open"] and match["again"]) or len(signs) > 1:
        return None
    body = _ungroup(match["body"].strip())
    if body is None or len(currencies) > 1:
        return None
    minus = bool(bracket) or "-" in signs
    return {
        "sign": -1 if minus else 1,
        "body": body,
        "times": TIMES[match["times"]],
        "currency": next(iter(currencies), None),
        "tells": _tell(body),
    }


def _ungroup(body):
    """Take out blanks and apostrophes between thousands; other numbers with blanks are none."""
    grouped = GROUPED.fullmatch(body)
    if grouped:
        return re.sub(r"[ '’]", "", body)
    return None if re.search(r"[ '’]", body) else body


def _tell(body):
    if TELLS_COMMA.fullmatch(body):
        return "comma"
    if EXPONENT.fullmatch(body):
        return "neither"
    if TELLS_DOT.fullmatch(body):
        return "dot"
    neither = body.isdigit() or EITHER.fullmatch(body) or ONLY_WITH_COMMA.fullmatch(body)
    return "neither" if neither else "unreadable"


def _settle(cells, column, texts, found):
    """Tell whether the column's decimal sign is the comma; refuse a column that has both."""
    first = {}
    for text, parts in zip(texts, found, strict=True):
        if parts and parts["tells"] in ("comma", "dot"):
            first.setdefault(parts["tells"], text)
    if len(first) == 2:
        raise InputError(
            say(
                "data.own_two_separators",
                column=column,
                comma=first["comma"],
                comma_row=row_of(cells, first["comma"]),
                dot=first["dot"],
                dot_row=row_of(cells, first["dot"]),
            )
        )
    if "comma" in first:
        return True, [("decimal_comma", {"column": column, "cell": first["comma"]})]
    return False, []


def _value(parts, comma):
    """Give the number, once the decimal sign is known; NaN for what is none."""
    if parts is None or parts["tells"] == "unreadable":
        return np.nan
    body = parts["body"]
    if ONLY_WITH_COMMA.fullmatch(body) and not comma:
        return np.nan
    if not EXPONENT.fullmatch(body):
        body = body.replace(".", "").replace(",", ".") if comma else body.replace(",", "")
    value = parts["sign"] * float(body) * parts["times"]
    return value if math.isfinite(value) else np.nan


def _say_separators(column, texts, found, values, comma):
    """Say how 1,250 or 1.250 was read where no other number of the column tells."""
    told = comma or any(parts and parts["tells"] == "dot" for parts in found)
    if told:
        return []
    for text, parts, value in zip(texts, found, values, strict=False):
        if parts and EITHER.fullmatch(parts["body"]):
            return [("guessed_separator", {"column": column, "cell": text, "value": f"{value:.10g}"})]
    return []


def _say_currencies(found, rows):
    counts = {}
    for parts, count in zip(found, rows, strict=True):
        if parts and parts["currency"]:
            counts[parts["currency"]] = counts.get(parts["currency"], 0) + int(count)
    if len(counts) < 2:
        return []
    listed = ", ".join(f"{currency} ({count:,})" for currency, count in counts.items())
    return [("currencies", {"currencies": listed})]
