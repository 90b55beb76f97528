"""Cells as people write them: ids that Excel turned into numbers, money with signs, dates of all kinds."""

import pandas as pd

YEAR_FIRST = r"^\d{4}\D"
DAY_OR_MONTH_FIRST = r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})"
ZONE = r"(?:\s*(?:Z|UTC|[+-]\d{2}:?\d{2}))$"


def parse_ids(cells):
    """Read ids as text.  A whole column of numbers ending in .0 is Excel's doing, and mended.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.data.parsing import parse_ids
    >>> parse_ids(pd.Series(["17850.0", None, "13047.0"])).tolist()
    ['17850', nan, '13047']
    """
    cells = _clean(cells)
    if cells.dropna().str.fullmatch(r"\d+\.0").all():
        cells = cells.str.removesuffix(".0")
    return cells


def parse_numbers(cells):
    """Read numbers with currency signs, thousands separators, full-width digits or accountants' brackets.

    What cannot be read becomes missing.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.data.parsing import parse_numbers
    >>> parse_numbers(pd.Series(["¥1,234.50", "(3.00)", "１２元", "-5", "n/a"])).tolist()
    [1234.5, -3.0, 12.0, -5.0, nan]
    """
    cells = _clean(cells).str.normalize("NFKC").str.replace(r"[¥$€£元\s]|RMB|CNY", "", regex=True)
    cells = cells.str.replace(r"^\((.*)\)$", r"-\1", regex=True).str.replace("−", "-")
    commas = cells[cells.str.contains(",", na=False)]
    if len(commas) and not cells.str.contains(".", regex=False, na=False).any() and _decimal(commas):
        cells = cells.str.replace(",", ".")
    return pd.to_numeric(cells.str.replace(",", ""), errors="coerce")


def _decimal(commas):
    """Tell whether the comma is the decimal sign, as in 12,50."""
    return commas.str.fullmatch(r"-?\d+,\d{1,2}").all()


def parse_days(cells):
    """Read dates, with or without a time, as days.

    Parameters
    ----------
    cells : pandas.Series of str
        ISO dates, 2025/3/1, 2025年3月1日, 20250301, 3/1/2025, 1.3.2025, or Excel's day numbers.

    Returns
    -------
    days : pandas.Series of datetime64
        Missing where a cell cannot be read.
    remarks : dict of str to int
        What had to be assumed, and for how many rows: ``day_first`` or ``month_first`` where the
        order of day and month is not told by the year's place, ``zones`` where a time zone was written
        (the day is the local one, as written).

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.data.parsing import parse_days
    >>> days, remarks = parse_days(pd.Series(["2025年3月1日", "2025-03-02T23:30:00+08:00"]))
    >>> days.dt.strftime("%m-%d").tolist(), remarks
    (['03-01', '03-02'], {'zones': 1})
    """
    cells = _clean(cells)
    remarks = {}
    cells = cells.str.replace(r"\s*[年月]\s*", "-", regex=True).str.replace("日", " ").str.strip()
    zoned = cells.str.contains(r"\d:\d.*" + ZONE, na=False)
    cells = cells.str.replace(ZONE, "", regex=True).where(zoned, cells)
    cells = cells.str.replace(r"^(\d{4})[./](\d{1,2})[./](\d{1,2})", r"\1-\2-\3", regex=True)
    days = pd.Series(pd.NaT, index=cells.index, dtype="datetime64[us]")
    excel = cells.str.fullmatch(r"[2-7]\d{4}(\.\d+)?").fillna(False).astype(bool)
    either = cells.str.contains(DAY_OR_MONTH_FIRST.replace("(", "(?:"), na=False)
    rest = ~excel & ~either
    days[rest] = pd.to_datetime(cells[rest], format="mixed", errors="coerce").astype("datetime64[us]")
    if excel.any():
        numbers = pd.to_numeric(cells[excel])
        days[excel] = (pd.Timestamp("1899-12-30") + pd.to_timedelta(numbers, unit="D")).astype(
            "datetime64[us]"
        )
    if either.any():
        day_first = _day_comes_first(cells[either])
        days[either] = pd.to_datetime(
            cells[either].str.replace(r"^(\d+)[.-](\d+)[.-]", r"\1/\2/", regex=True),
            format="mixed",
            dayfirst=day_first,
            errors="coerce",
        ).astype("datetime64[us]")
        remarks["day_first" if day_first else "month_first"] = int(either.sum())
    if zoned.any():
        remarks["zones"] = int(zoned.sum())
    return days.dt.normalize(), remarks


def _day_comes_first(cells):
    """Tell 31/12/2025 from 12/31/2025 by the whole column; where nothing tells, the month is first."""
    numbers = cells.str.extract(DAY_OR_MONTH_FIRST).astype(float)
    return bool((numbers[0] > 12).any())


def _clean(cells):
    cells = cells.astype("str").where(cells.notna()).str.strip()
    return cells.mask(cells.eq(""))
