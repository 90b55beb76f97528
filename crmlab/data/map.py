"""The tables and their keys as a picture: all areas at a glance, or the tables of one area."""

import difflib

from crmlab.data import boxes, tables, wires
from crmlab.data.shelves import MARGIN, place
from crmlab.frames import InputError
from crmlab.language import get_language, house_style, say
from crmlab.language.style import AMBER, BLUE, GREEN, GREY, ORANGE, PINK, SKY

WIRES = (BLUE, ORANGE, GREEN, PINK, GREY, AMBER, SKY)
EDGE = "#8a8a8a"
NARROWEST = 90  # units, for the legend
# All colours of a picture, and steps between them for the edges of letters: for files of few colours.
INKS = ("#ffffff", boxes.TEXT, EDGE, "#c4c4c4", boxes.HEAD, "#8797a3", boxes.TRUTH_HEAD, "#a39070")
INKS += (boxes.TRUTH_BODY, *WIRES)


def plot_tables(area=None):
    """Draw the tables of the shop and their keys.

    Parameters
    ----------
    area : str, optional
        Such as ``"surveys"``: its tables with their columns, primary keys in bold, foreign keys as arrows.
        Without it all areas with the names of their tables, an arrow wherever foreign keys lead from one
        area to another.  Truth tables have a shade of their own.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    crmlab.frames.InputError
        If there is no such area.

    Examples
    --------
    >>> import crmlab as crm
    >>> ax = crm.data.plot_tables("surveys")
    >>> "survey_kano" in [text.get_text() for text in ax.texts]
    True
    """
    package = tables._package()
    return draw_area(package, area) if area is not None else draw_areas(package)


def draw_areas(package):
    """Draw all areas of a data package, see `plot_tables`."""
    house_style()
    by_area = {}
    for resource in package["resources"]:
        by_area.setdefault(resource["area"], []).append(resource)
    areas = [area for area in package["areas"] if area["name"] in by_area]
    blocks = [[boxes.area_box(area, by_area[area["name"]])] for area in areas]
    place_of = {area["name"]: number for number, area in enumerate(areas)}
    area_of = {resource["name"]: resource["area"] for resource in package["resources"]}
    links = {
        (place_of[resource["area"]], place_of[area_of[key["reference"]["resource"]]])
        for resource in package["resources"]
        for key in resource["schema"].get("foreignKeys", [])
        if key["reference"]["resource"] and area_of[key["reference"]["resource"]] != resource["area"]
    }
    heads = [say("data.map_numbers"), say("data.map_area_arrow")]
    middle = boxes.AREA.head // 2
    arrows = [((a, middle), (b, middle)) for a, b in sorted(links)]
    return _draw(say("data.map_title"), blocks, arrows, boxes.AREA, 3, heads)


def draw_area(package, area):
    """Draw the tables of one area of a data package, see `plot_tables`."""
    filled = {resource["area"] for resource in package["resources"]}
    names = [a["name"] for a in package["areas"] if a["name"] in filled]
    if area not in names:
        near = difflib.get_close_matches(str(area), names, n=1)
        raise InputError(
            say("data.map_no_area", name=area, names=", ".join(names))
            + (say("data.did_you_mean", name=near[0]) if near else "")
        )
    house_style()
    blocks = boxes.table_blocks(package, area)
    ports = {
        box.name: (number, box.y + boxes.TABLE.head // 2)
        for number, block in enumerate(blocks)
        for box in block
    }
    arrows = [
        ((number, box.y + row.y), ports[row.leads_to])
        for number, block in enumerate(blocks)
        for box in block
        for row in box.rows
        if row.leads_to
    ]
    heads = [say("data.map_key"), say("data.map_arrow"), say("data.map_outside")]
    title = next(a for a in package["areas"] if a["name"] == area)
    return _draw(
        title["title_zh" if get_language() == "zh" else "title"], blocks, arrows, boxes.TABLE, 4, heads
    )


def _draw(title, blocks, arrows, form, columns, heads):
    """Place blocks, route arrows from port to port, each ``(block, height in it)``, and draw all."""
    heights = [sum(box.height for box in block) for block in blocks]
    links = [(start, end) for (start, _), (end, _) in arrows]
    places, (width, height) = place(heights, links, min(columns, len(blocks)), form.width)
    top = boxes.TITLE
    ways = wires.route(
        [(_beside(places, form, start), _beside(places, form, end), end) for start, end in arrows],
        [(x, y, form.width, h) for (x, y), h in zip(places, heights, strict=True)],
        (width, height),
    )
    width = max(width, NARROWEST)
    notes = boxes.legend(heads, width - 2 * MARGIN)
    ax = _canvas(width, top + height + notes.height)
    ax.text(MARGIN, top / 2 + 1, title, size=13, va="center", color=boxes.TEXT)
    _draw_wires(ax, ways, arrows, places, form, top)
    for block, (x, y) in zip(blocks, places, strict=True):
        for box in block:
            _draw_box(ax, box, x, top + y + box.y, form)
    _draw_legend(ax, notes, top + height)
    return ax


def _beside(places, form, port):
    """Give the two points beside a block at which a wire may leave a port or arrive."""
    (x, y), height = places[port[0]], port[1]
    return [(x - 1, y + height), (x + form.width + 1, y + height)]


def _canvas(width, height):
    import matplotlib.pyplot as plt

    figure = plt.figure(figsize=(width * boxes.INCHES, height * boxes.INCHES), layout="none")
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, width), ylim=(height, 0))
    ax.axis("off")
    return ax


def _draw_wires(ax, ways, arrows, places, form, top):
    from matplotlib.patches import Polygon

    nets = sorted({end for _, end in arrows})
    for way, (start, end) in zip(ways, arrows, strict=True):
        colour = WIRES[nets.index(end) % len(WIRES)]
        points = [(_edge(places[start[0]], form, way[0]), way[0][1]), *way]
        x, y = way[-1]
        if way[-1] in _beside(places, form, end):  # else it runs into another wire to the same table
            tip = [(_edge(places[end[0]], form, way[-1]), top + y), (x, top + y - 0.6), (x, top + y + 0.6)]
            ax.add_patch(Polygon(tip, facecolor=colour, zorder=3))
        ax.plot(
            [p[0] for p in points], [top + p[1] for p in points], color=colour, linewidth=1.1, zorder=2,
            solid_joinstyle="round", solid_capstyle="butt",
        )  # fmt: skip


def _edge(place, form, point):
    """Give the edge of a block that a point is beside."""
    return place[0] if point[0] < place[0] else place[0] + form.width


def _draw_box(ax, box, x, y, form):
    head, body = box.shades
    _rectangle(ax, x, y, form.width, box.height, body)
    _rectangle(ax, x, y, form.width, form.head, head)
    for row in box.rows:
        if row.shade:
            _rectangle(ax, x, y + row.y - 1, form.width, 2, row.shade)
        middle = {"va": "center_baseline", "zorder": 4, "size": row.size}
        # The Chinese font has no bold cut; what is bold is Latin.
        bold = {"weight": "bold", "family": "DejaVu Sans"} if row.bold else {}
        ax.text(x + form.pad, y + row.y, row.text, color=row.colour, **bold, **middle)
        if row.right:
            ax.text(x + form.width - form.pad, y + row.y, row.right, ha="right", **middle)


def _draw_legend(ax, notes, top):
    for x, y, text, shade in notes.items:
        if shade:
            _rectangle(ax, MARGIN + x, top + y - 0.6, 1.2, 1.2, shade)
        ax.text(
            MARGIN + x + (2 if shade else 0), top + y, text, size=7.5, va="center_baseline", color=boxes.TEXT
        )


def _rectangle(ax, x, y, width, height, shade):
    from matplotlib.patches import Rectangle

    ax.add_patch(Rectangle((x, y), width, height, facecolor=shade, edgecolor=EDGE, linewidth=0.7))
