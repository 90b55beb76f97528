"""The picture of the tables: nothing overlaps, every key is there, and it is the same each time."""

import io
import json
import os
import subprocess
import sys
import tomllib
from itertools import combinations, pairwise

import matplotlib.pyplot as plt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.patches import Polygon, Rectangle

import crmlab as crm
from crmlab.data import boxes, map, shelves, wires
from crmlab.frames import InputError
from crmlab.language import LANGUAGES, house_style, language_is
from crmlab.story.areas import SOURCES, _rows, area_of, list_areas
from crmlab.story.parts import table_names

PACKAGE = json.loads((crm.data.folder() / "datapackage.json").read_text(encoding="utf-8"))
FILLED = [a["name"] for a in PACKAGE["areas"] if any(r["area"] == a["name"] for r in PACKAGE["resources"])]


@pytest.fixture(autouse=True)
def _no_figures_left(request):
    if "picture" in request.fixturenames:  # it is shared by several tests
        yield
        return
    before = plt.get_fignums()
    yield
    for number in set(plt.get_fignums()) - set(before):
        plt.close(number)


@pytest.fixture(
    scope="module", params=[(language, area) for language in LANGUAGES for area in (None, *FILLED)], ids=str
)
def picture(request):
    language, area = request.param
    with language_is(language):
        ax = crm.data.plot_tables(area)
    yield ax
    plt.close(ax.figure)


def test_every_table_and_every_card_has_an_area_that_exists():
    carded = {
        tomllib.loads(path.read_text(encoding="utf-8")).get("table", path.stem)
        for path in SOURCES.glob("*.toml")
    }
    areas = {area["name"] for area in list_areas()}
    assert {area_of(table) for table in carded | set(table_names())} == areas


def test_a_table_without_an_area_is_named_with_the_file_to_mend():
    with pytest.raises(LookupError, match=r"'truth/unheard_of'.*table_areas\.csv"):
        area_of("truth/unheard_of")


def test_a_tables_own_name_beats_a_pattern_and_a_long_pattern_a_short_one():
    assert area_of("crm_features") != area_of("crm_grades")
    assert area_of("truth/contact_types") == area_of("contacts")
    assert area_of("truth/persons") != area_of("customers") == area_of("truth/customers")


def test_areas_are_named_once_in_both_languages_and_each_has_a_rule():
    rows = _rows("areas.csv")
    assert all(row["name_en"] and row["name_zh"] for row in rows)
    assert len({row["order"] for row in rows}) == len({row["area"] for row in rows}) == len(rows)
    assert {row["area"] for row in _rows("table_areas.csv")} == {row["area"] for row in rows}


def test_the_package_carries_the_areas():
    assert PACKAGE["areas"] == list_areas()
    assert all(resource["area"] == area_of(resource["table"]) for resource in PACKAGE["resources"])


@pytest.mark.parametrize("dots", boxes.DOTS)
def test_no_text_overlaps_another_or_leaves_the_picture(picture, dots):
    figure = picture.figure
    figure.set_dpi(dots)
    renderer = figure.canvas.get_renderer()
    frames = [(text.get_text(), text.get_window_extent(renderer)) for text in picture.texts]
    for _, frame in frames:
        assert frame.x0 >= 0 and frame.y0 >= 0
        assert frame.x1 <= figure.bbox.width and frame.y1 <= figure.bbox.height
    for (one, a), (other, b) in combinations(frames, 2):
        # Lines of text may touch: the frame of a letter is a little higher than the letter.
        across, down = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        assert across <= 0 or down <= 0.3 * min(a.height, b.height), (one, other)


def test_texts_of_a_box_stay_in_it_and_wires_stay_out(picture):
    renderer = picture.figure.canvas.get_renderer()
    back = picture.transData.inverted()
    frames = [
        (p.get_x(), p.get_y(), p.get_width(), p.get_height())
        for p in picture.patches
        if isinstance(p, Rectangle) and p.get_height() > 4
    ]
    for text in picture.texts:
        x, y = text.get_position()
        box = next((f for f in frames if f[0] < x < f[0] + f[2] and f[1] < y < f[1] + f[3]), None)
        if box:
            (left, _), (right, _) = back.transform(text.get_window_extent(renderer).get_points())
            assert box[0] < left and right < box[0] + box[2], text.get_text()
    for line in picture.lines:
        for (x0, y0), (x1, y1) in pairwise(line.get_xydata()):
            for left, top, width, height in frames:
                inside = min(x0, x1) < left + width and max(x0, x1) > left
                assert not (inside and min(y0, y1) < top + height and max(y0, y1) > top)


def test_boxes_do_not_overlap(picture):
    # Truth hangs under its table, so boxes may touch.
    frames = [p.get_bbox() for p in picture.patches if isinstance(p, Rectangle) and p.get_height() > 4]
    for a, b in combinations(frames, 2):
        assert min(a.x1, b.x1) - max(a.x0, b.x0) <= 0 or min(a.y1, b.y1) - max(a.y0, b.y0) <= 1e-9


@pytest.mark.parametrize("area", FILLED)
def test_an_area_shows_all_its_tables_and_an_arrow_for_each_key_within_it(area):
    own = {r["name"]: r for r in PACKAGE["resources"] if r["area"] == area}
    keys = [
        (name, key["reference"]["resource"])
        for name, resource in own.items()
        for key in resource["schema"].get("foreignKeys", [])
        if key["reference"]["resource"] in own and name != f"truth-{key['reference']['resource']}"
    ]
    ax = crm.data.plot_tables(area)
    shown = [text.get_text() for text in ax.texts]
    assert {resource["table"] for resource in own.values()} <= set(shown)
    assert len(ax.lines) == len(keys)
    tips = [p for p in ax.patches if isinstance(p, Polygon)]
    assert len({target for _, target in keys}) <= len(tips) <= len(keys)


def test_the_overview_shows_all_tables_but_truth_with_their_rows():
    shown = [text.get_text() for text in crm.data.plot_tables().texts]
    seen = [r for r in PACKAGE["resources"] if not r["table"].startswith("truth/")]
    assert {r["table"] for r in seen} | {f"{r['rows']:,}" for r in seen} <= set(shown)


def test_truth_has_another_shade_and_hangs_under_its_table():
    ax = crm.data.plot_tables("orders")
    places = {text.get_text(): text.get_position() for text in ax.texts}
    (x, y), (truth_x, truth_y) = places["customers"], places["truth/customers"]
    assert truth_x == x and truth_y > y

    def shade(x, y):
        return [p.get_facecolor() for p in ax.patches if p.contains_point(ax.transData.transform((x, y)))][-1]

    assert shade(truth_x, truth_y) != shade(x, y)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_single_table_makes_a_picture_that_holds_its_legend(language):
    alone = PACKAGE | {"resources": [r for r in PACKAGE["resources"] if r["table"] == "products"]}
    for draw in (map.draw_areas, lambda package: map.draw_area(package, "orders")):
        with language_is(language):
            ax = draw(alone)
        renderer = ax.figure.canvas.get_renderer()
        assert all(t.get_window_extent(renderer).x1 <= ax.figure.bbox.width for t in ax.texts)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Did you mean 'surveys'"), ("zh", "你要找的是不是'surveys'")]
)
def test_an_unknown_area_is_answered_with_those_there_are(language, words):
    with language_is(language), pytest.raises(InputError, match=words):
        crm.data.plot_tables("survey")


DRAW = """
import hashlib, io, sys
import matplotlib
matplotlib.use("Agg")
import crmlab as crm
made = io.BytesIO()
crm.data.plot_tables("desk").figure.savefig(made, metadata={"Software": None})
print(hashlib.sha256(made.getvalue()).hexdigest())
"""


def test_the_same_tables_give_the_same_bytes():
    made = io.BytesIO()
    crm.data.plot_tables("desk").figure.savefig(made, metadata={"Software": None})
    hashes = {
        subprocess.run(
            [sys.executable, "-c", DRAW], env={**os.environ, "PYTHONHASHSEED": seed}, text=True,
            capture_output=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(hashes) == 1


def test_a_name_that_is_too_long_is_made_small_then_cut():
    house_style()
    text, size = boxes._fit("a_name_that_is_rather_long", 8.2, 22, bold=True)
    assert text == "a_name_that_is_rather_long" and size < 8.2
    text, size = boxes._fit("w" * 80, 8.2, 22)
    assert text.endswith("w…") and boxes.measure(text, size) <= 22


@settings(max_examples=40, deadline=None)
@given(
    heights=st.lists(st.integers(4, 40), min_size=1, max_size=9),
    columns=st.integers(1, 4),
    data=st.data(),
)
def test_blocks_lie_apart_and_wires_find_a_way_around_them(heights, columns, data):
    block = st.integers(0, len(heights) - 1)
    links = data.draw(st.lists(st.tuples(block, block), max_size=8))
    places, (width, height) = shelves.place(heights, links, columns, 12)
    frames = [(x, y, 12, h) for (x, y), h in zip(places, heights, strict=True)]
    for (x, y, w, h), (x2, y2, w2, h2) in combinations(frames, 2):
        assert x + w < x2 or x2 + w2 < x or y + h < y2 or y2 + h2 < y
    assert all(x > 0 and x + w < width and y > 0 and y + h < height for x, y, w, h in frames)

    ends = [[(x - 1, y + 2), (x + 13, y + 2)] for x, y in places]
    ways = wires.route([(ends[a], ends[b], b) for a, b in links], frames, (width, height))
    for way, (a, b) in zip(ways, links, strict=True):
        assert way[0] in ends[a]
        joined = [
            min(x0, x1) <= way[-1][0] <= max(x0, x1) and min(y0, y1) <= way[-1][1] <= max(y0, y1)
            for other, (_, net) in zip(ways, links, strict=True)
            if net == b and other is not way
            for (x0, y0), (x1, y1) in pairwise(other)
        ]
        assert way[-1] in ends[b] or any(joined)
        for (x0, y0), (x1, y1) in pairwise(way):
            assert (x0 == x1) != (y0 == y1)
            for x, y, w, h in frames:
                assert max(x0, x1) < x or min(x0, x1) > x + w or max(y0, y1) < y or min(y0, y1) > y + h


def test_wires_of_two_nets_do_not_run_on_top_of_each_other():
    ways = wires.route([([(0, 0)], [(9, 0)], "a"), ([(1, 0)], [(8, 0)], "b")], [], (10, 4))
    edges = [
        {(x, y) for (x0, y), (x1, _) in pairwise(way) for x in range(min(x0, x1), max(x0, x1))}
        for way in ways
    ]
    assert not edges[0] & edges[1]


def test_a_wire_walled_in_is_said():
    with pytest.raises(ValueError, match="no way"):
        wires.route(
            [([(5, 5)], [(9, 9)], "a")], [(3, 3, 4, 0), (3, 7, 4, 0), (3, 3, 0, 4), (7, 3, 0, 4)], (9, 9)
        )


def test_the_colours_for_files_are_few_enough_for_small_ones():
    assert len(map.INKS) == len(set(map.INKS)) <= 16
