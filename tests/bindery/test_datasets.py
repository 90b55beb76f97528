"""The page of the datasets: what it says, when its pictures are drawn, and when it is stale."""

import io
import json
import re
import shutil
from pathlib import Path

import pytest
from PIL import Image

from bindery import datasets
from bindery.datasets import first_sentence, stale_datasets, write_datasets
from bindery.house import House
from bindery.pictures import paint, shrink_picture
from bindery.progress import Progress

ROOT = Path(__file__).parents[2]


def resource(table, area, foreign=()):
    return {
        "name": table.replace("/", "-"),
        "table": table,
        "area": area,
        "title": f"Title of {table}",
        "title_zh": f"{table}表",
        "description": f"What {table} is. More about it.",
        "description_zh": f"{table}是什么。还有更多。",
        "rows": 1234,
        "schema": {
            "fields": [{"name": "id", "type": "string"}, {"name": "amount", "type": "number"}],
            "primaryKey": ["id"],
            "foreignKeys": [
                {"fields": ["id"], "reference": {"resource": to, "fields": ["id"]}} for to in foreign
            ],
        },
    }


PACKAGE = {
    "areas": [
        {"name": "tills", "title": "Tills", "title_zh": "收银"},
        {"name": "mail", "title": "Mail", "title_zh": "邮件"},
        {"name": "empty", "title": "Empty", "title_zh": "空"},
    ],
    "customers": 4000,
    "seed": 5,
    "resources": [
        resource("orders", "tills"),
        resource("letters", "mail", ["orders"]),
        resource("truth/orders", "tills", ["orders"]),
    ],
}


def put(house, package):
    path = house.root / "datasets" / "datapackage.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(package), encoding="utf-8")


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A house whose page is written, for copying."""
    house = House(tmp_path_factory.mktemp("first"))
    put(house, PACKAGE)
    write_datasets(house, Progress())
    return house


@pytest.fixture
def written(first, tmp_path):
    """A house whose page is written, to be spoilt."""
    return House(shutil.copytree(first.root, tmp_path / "house"))


@pytest.fixture
def count(monkeypatch):
    """Names of the pictures drawn from here on; none is really drawn."""
    drawn = []
    monkeypatch.setattr(datasets, "_draw", lambda package, language, name: drawn.append(name) or b"")
    return drawn


def changed(**changes):
    return PACKAGE | {"resources": [PACKAGE["resources"][0] | changes, *PACKAGE["resources"][1:]]}


def test_a_page_names_every_table_with_card_rows_and_one_sentence(written):
    for language, what in (("en", "What orders is."), ("zh", "orders是什么。")):
        page = (written.root / "docs" / f"datasets.{language}.md").read_text(encoding="utf-8")
        assert f"| [`orders`](../datasets/cards/orders.{language}.md) | 1,234 | {what} |" in page
        assert f"[`truth/orders`](../datasets/cards/truth_orders.{language}.md)" in page
        assert "{" not in page
        assert re.search(r"\b5\b|种子5", page)
        assert "Empty" not in page


def test_every_area_has_a_small_picture_in_a_palette_and_so_has_the_whole(written):
    found = sorted(path.name for path in (written.root / "docs").glob("*.png"))
    assert found == sorted(
        f"datasets-{name}-{language}.png"
        for name in ("overview", "tills", "mail")
        for language in ("en", "zh")
    )
    for name in found:
        path = written.root / "docs" / name
        with Image.open(path) as picture:
            assert picture.mode == "P"
            assert picture.width > 300
        assert path.stat().st_size < datasets.LARGEST
        assert name in (written.root / "docs" / f"datasets.{name[-6:-4]}.md").read_text(encoding="utf-8")


def test_what_is_written_is_current_and_not_drawn_again(written, count):
    assert stale_datasets(written) == []
    write_datasets(written, Progress())
    assert count == []


@pytest.mark.parametrize(
    ("change", "drawn"),
    [({"description": "Other words."}, 0), ({"rows": 99}, 6), ({"area": "mail"}, 6), ({"title": "New"}, 6)],
)
def test_pictures_are_drawn_again_only_if_what_they_show_has_changed(written, count, change, drawn):
    put(written, changed(**change))
    assert stale_datasets(written)
    write_datasets(written, Progress())
    assert len(count) == drawn
    assert stale_datasets(written) == []


def test_a_missing_picture_is_said_and_drawn(written, count):
    (written.root / "docs" / "datasets-mail-zh.png").unlink()
    assert stale_datasets(written) == ["stale  docs/datasets-mail-zh.png: missing"]
    write_datasets(written, Progress())
    assert "mail" in count


def test_a_picture_of_an_area_that_is_gone_is_said_and_taken_away(written):
    left = written.root / "docs" / "datasets-gone-en.png"
    left.write_bytes(b"")
    assert stale_datasets(written) == ["stale  docs/datasets-gone-en.png: no area stands behind it"]
    write_datasets(written, Progress())
    assert not left.exists()


def test_a_page_edited_by_hand_is_stale(written):
    page = written.root / "docs" / "datasets.zh.md"
    page.write_text(page.read_text(encoding="utf-8").replace("真相", "假象"), encoding="utf-8")
    assert stale_datasets(written) == [
        "stale  docs/datasets.zh.md: the datasets or their description have changed"
    ]


def test_a_house_without_datasets_has_no_page(tmp_path):
    house = House(tmp_path)
    write_datasets(house, Progress())
    assert stale_datasets(house) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One. Two.", "One."),
        ("Only one.", "Only one."),
        ("At 9 a.m. sharp. Then more.", "At 9 a.m. sharp."),
        ("Is it? Yes.", "Is it?"),
        ("第一句。第二句。", "第一句。"),
        ("a | b.\nc", r"a \| b. c"),
    ],
)
def test_the_first_sentence(text, first):
    assert first_sentence(text) == first


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_links_of_the_projects_own_page_lead_somewhere(language):
    page = ROOT / "docs" / f"datasets.{language}.md"
    links = re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    assert len(links) > 50
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


def png(picture):
    made = io.BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()


@pytest.mark.parametrize("size", [(7, 3), (8, 3)])
@pytest.mark.parametrize("colours", [3, 16, 40])
def test_a_picture_of_few_colours_is_kept_dot_by_dot(size, colours):
    picture = Image.new("RGB", size)
    dots = [(6 * (n % colours), 255 - 6 * (n % colours), 40) for n in range(size[0] * size[1])]
    picture.putdata(dots)
    palette = [f"#{r:02x}{g:02x}{b:02x}" for r, g, b in dict.fromkeys(dots)]
    with Image.open(io.BytesIO(paint(png(picture), palette))) as small:
        assert small.mode == "P"
        assert small.convert("RGB").tobytes() == picture.tobytes()


def test_a_picture_gets_fewer_colours_until_it_is_small_enough():
    picture = Image.effect_noise((120, 120), 80).convert("RGB")
    large, small = shrink_picture(png(picture), 50_000), shrink_picture(png(picture), 7_000)
    with Image.open(io.BytesIO(large)) as a, Image.open(io.BytesIO(small)) as b:
        assert len(a.getcolors()) == 64 > len(b.getcolors())
    assert len(small) < len(large)
