"""Areas: which tables belong together, for pictures and pages that can't show all of them at once.

``cards/areas.csv`` names the areas; ``cards/table_areas.csv`` says which table stands where, by its name or
by a pattern such as ``survey_*``.
"""

import csv
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

SOURCES = Path(__file__).parent / "cards"


def list_areas():
    """Give all areas in order, as they stand in ``datapackage.json``.

    Returns
    -------
    list of dict
        ``name`` (the code), ``title`` and ``title_zh``.

    Examples
    --------
    >>> list_areas()[0]["title"]
    'Customers and orders'
    """
    rows = sorted(_rows("areas.csv"), key=lambda row: int(row["order"]))
    return [{"name": r["area"], "title": r["name_en"], "title_zh": r["name_zh"]} for r in rows]


def area_of(table):
    """Give the area of a table: by its own name, else by the longest pattern that fits.

    A truth table stands beside the table that it tells the truth about, unless it is named itself.

    Parameters
    ----------
    table : str

    Returns
    -------
    str

    Raises
    ------
    LookupError
        If no line of ``table_areas.csv`` fits.

    Examples
    --------
    >>> area_of("orders"), area_of("truth/survey_latent")
    ('orders', 'surveys')
    """
    rules = {row["table"]: row["area"] for row in _rows("table_areas.csv")}
    for name in (table, table.removeprefix("truth/")):
        fitting = [pattern for pattern in rules if fnmatchcase(name, pattern)]
        if fitting:
            return rules[max(fitting, key=lambda pattern: (pattern == name, len(pattern)))]
    raise LookupError(f"{table!r} has no area; give it a line in crmlab/story/cards/table_areas.csv")


@cache
def _rows(name):
    with (SOURCES / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))
