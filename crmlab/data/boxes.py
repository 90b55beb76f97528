"""What stands in the boxes of the picture of tables: rows of text, measured and cut to the box's width."""

from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from crmlab.language import get_language, say

INCHES = 0.0692  # of one unit of the grid: four columns of tables are nine inches wide
TITLE = 3  # units above the boxes
HEAD, TRUTH_HEAD, TRUTH_BODY = "#cfe3f2", "#f5d9a8", "#fdf4e1"
SHADES = {False: (HEAD, "#ffffff"), True: (TRUTH_HEAD, TRUTH_BODY)}  # head and body; True: truth
TEXT, PALE = "#222222", "#666666"
DOTS = (100, 120)  # an inch, in notebooks and on the page of the datasets
OTHER_LINES, MOST_NAMES = 2, 8  # how many lines of columns that are no keys


@dataclass(frozen=True)
class Form:
    """The measures of a kind of box, in units: width, height of the head, padding at the sides."""

    width: int
    head: int
    pad: float


AREA, TABLE = Form(30, 4, 1.0), Form(26, 4, 0.9)
SMALL, PALE_SIZE = 6.9, 6.8


@dataclass(frozen=True)
class Row:
    """One line in a box; `y` is its middle, `leads_to` the table that an arrow from it points to."""

    text: str
    y: int
    size: float = 7.2
    bold: bool = False
    colour: str = TEXT
    right: str = ""
    shade: str = ""
    leads_to: str = ""


@dataclass(frozen=True)
class Box:
    """A table or an area; `y` is its upper edge within its block."""

    name: str
    shades: tuple
    rows: tuple
    height: int
    y: int = 0


@dataclass(frozen=True)
class Legend:
    """Items ``(x, y, text, shade)`` and the height they need."""

    items: list = field(default_factory=list)
    height: int = 0


@lru_cache(8192)
def measure(text, size, bold=False):
    """Give the width of a text in units of the grid: letters are as wide as whole dots, so at the widest."""
    font = _font(size, bold)
    return max(
        _renderer(dots).get_text_width_height_descent(text, font, False)[0] / dots / INCHES for dots in DOTS
    )


@cache
def _renderer(dots):
    from matplotlib.backends.backend_agg import RendererAgg

    return RendererAgg(1, 1, dots)


@cache
def _font(size, bold):
    from matplotlib.font_manager import FontProperties

    return FontProperties(size=size, **({"weight": "bold", "family": "DejaVu Sans"} if bold else {}))


def _fit(text, size, width, bold=False, least=6.0):
    """Give a text and the size, at most `size`, in which it is no wider than `width`; if need be, cut it."""
    while size > least and measure(text, size, bold) > width:
        size = round(size - 0.2, 1)
    if measure(text, size, bold) > width:
        while measure(text + "…", size, bold) > width:
            text = text[:-1]
        text += "…"
    return text, size


def _wrap(pieces, size, width):
    """Put pieces of text on lines no wider than `width`."""
    lines = [""]
    for piece in pieces:
        if lines[-1] and measure((lines[-1] + piece).rstrip(), size) > width:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


def _title(thing):
    return thing["title_zh" if get_language() == "zh" else "title"]


def area_box(area, resources):
    """Give the box of an area: its tables with their rows, and how many truth tables there are.

    Parameters
    ----------
    area : dict
        Of ``areas`` in ``datapackage.json``.
    resources : list of dict
        Its tables.

    Returns
    -------
    Box
    """
    bold = get_language() == "en"
    text, size = _fit(_title(area), 9, AREA.width - 2 * AREA.pad, bold)
    rows = [Row(text, 2, size, bold)]
    seen = [resource for resource in resources if not resource["table"].startswith("truth/")]
    for line, resource in enumerate(seen):
        number = f"{resource['rows']:,}"
        text, size = _fit(resource["table"], SMALL, AREA.width - 2 * AREA.pad - 1 - measure(number, SMALL))
        rows.append(Row(text, AREA.head + 1 + 2 * line, size, right=number))
    foot, truths = AREA.head + 2 * len(seen), len(resources) - len(seen)
    if truths:
        said = say("data.map_truths", n=truths)
        rows.append(Row(said, foot + 1, SMALL, shade=TRUTH_BODY))
    return Box(area["name"], SHADES[False], tuple(rows), foot + 2 * bool(truths))


def table_blocks(package, area):
    """Give the boxes of an area's tables, a truth table docked under the table that it tells about.

    Parameters
    ----------
    package : dict
        What ``datapackage.json`` holds.
    area : str

    Returns
    -------
    list of list of Box
    """
    table_of = {resource["name"]: resource["table"] for resource in package["resources"]}
    own = {r["table"]: r for r in package["resources"] if r["area"] == area}
    blocks = []
    for name, resource in own.items():
        if name.startswith("truth/") and name.removeprefix("truth/") in own:
            continue
        block = [_table_box(resource, own, table_of)]
        if f"truth/{name}" in own:
            docked = _table_box(own[f"truth/{name}"], own, table_of, docked_under=name)
            block.append(replace(docked, y=block[0].height))
        blocks.append(block)
    return blocks


def _table_box(resource, own, table_of, docked_under=""):
    name, schema = resource["table"], resource["schema"]
    truth = name.startswith("truth/")
    width = TABLE.width - 2 * TABLE.pad
    leads = {
        key["fields"][0]: table_of.get(key["reference"]["resource"], name)
        for key in schema.get("foreignKeys", [])
    }
    text, size = _fit(name, 8.2, width, bold=True)
    rows, y = [Row(text, 2, size, bold=True)], TABLE.head + 1
    for line in _caption(resource, width):
        rows.append(Row(line, y, PALE_SIZE, colour=PALE))
        y += 2
    keys = list(dict.fromkeys([*schema["primaryKey"], *leads]))
    for column in keys:
        target = leads.get(column, "")
        if target == docked_under:
            target = ""  # docking already says to which table it belongs
        drawn, bold = target in own and target != name, column in schema["primaryKey"]
        text, size = _fit(column if drawn or not target else f"{column} → {target}", 7.2, width, bold)
        rows.append(Row(text, y, size, bold, leads_to=target if drawn else ""))
        y += 2
    others = [f["name"] for f in schema["fields"] if f["name"] not in keys]
    for line in _other_columns(others, width):
        rows.append(Row(line, y, PALE_SIZE, colour=PALE))
        y += 2
    return Box(name, SHADES[truth], tuple(rows), y)


def _caption(resource, width):
    title, rows = _title(resource), say("data.map_rows", rows=resource["rows"])
    together = say("data.map_caption", title=title, rows=rows)
    if measure(together, PALE_SIZE) <= width:
        return [together]
    pieces = list(title) if get_language() == "zh" else [word + " " for word in title.split(" ")]
    return [*_wrap(pieces, PALE_SIZE, width), rows]


def _other_columns(names, width):
    """Give as many names of columns as fit on two lines, and how many are left."""
    comma = say("data.map_list")
    for shown in range(min(len(names), MOST_NAMES), -1, -1):
        more = [say("data.map_more", n=len(names) - shown)] if shown < len(names) else []
        listed = [*names[:shown], *more]
        pieces = [name + comma for name in listed[:-1]] + listed[-1:]
        lines = _wrap(pieces, PALE_SIZE, width) if pieces else []
        if len(lines) <= OTHER_LINES and all(measure(line, PALE_SIZE) <= width for line in lines):
            return lines
    return []


def legend(heads, width):
    """Lay out the legend under the boxes.

    Parameters
    ----------
    heads : list of str
        What to say besides the shades.
    width : int

    Returns
    -------
    Legend
    """
    items = [(say("data.map_shade_table"), HEAD), (say("data.map_shade_truth"), TRUTH_BODY)]
    items += [(text, "") for text in heads]
    placed, x, y = [], 0, 1
    for text, shade in items:
        needed = measure(text, 7.5) + (2 if shade else 0)
        if x and x + needed > width:
            x, y = 0, y + 3
        placed.append((x, y, text, shade))
        x += needed + 3
    return Legend(placed, y + 3)
