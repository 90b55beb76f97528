"""The page of the datasets in docs/: what there is, how it was made, and a picture of each area's tables.

The prose stands in bindery/pages; the tables come from datasets/datapackage.json.  A page ends with a
comment that holds a hash of all that its pictures show: they are drawn again only when that has changed, and
a check need not draw.
"""

import hashlib
import inspect
import io
import json
import re
from pathlib import Path

from bindery.house import LANGUAGES
from bindery.pictures import paint
from bindery.store import write_text
from bindery.words import word
from crmlab.data import boxes, shelves, wires
from crmlab.data import map as drawing
from crmlab.language import language_is, run_on

PAGES = Path(__file__).parent / "pages"
LARGEST = 60_000  # bytes of one picture
OVERVIEW = "overview"
_MARK = re.compile(r"<!-- pictures (\w+) -->")


def pages(house):
    """Give the page in each language as it should stand; nothing where there are no datasets.

    Returns
    -------
    dict of pathlib.Path to str
    """
    package = _package(house)
    if package is None:
        return {}
    return {house.root / "docs" / f"datasets.{lang}.md": _page(package, lang) for lang in LANGUAGES}


def pictures(house):
    """Give the paths of all pictures of the pages, with language and area (or "overview").

    Returns
    -------
    dict of pathlib.Path to (str, str)
    """
    package = _package(house)
    if package is None:
        return {}
    names = [OVERVIEW, *(area["name"] for area in _areas(package))]
    return {house.root / "docs" / _file(name, lang): (lang, name) for lang in LANGUAGES for name in names}


def write_datasets(house, progress):
    """Bring the pages up to date, and their pictures where what they show has changed."""
    wanted, drawn = pages(house), pictures(house)
    if any(_mark(path) != _MARK.search(text)[1] for path, text in wanted.items()) or not all(
        path.exists() for path in drawn
    ):
        progress.say(f"docs/datasets  {len(drawn)} pictures")
        for path, (language, name) in drawn.items():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(_draw(_package(house), language, name))
    for path in _left_over(house):
        path.unlink()
    for path, text in wanted.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            write_text(path, text)


def stale_datasets(house):
    """Name the pages that are not what the datasets say, and the pictures that are missing or left over."""
    found = [
        f"stale  docs/{path.name}: the datasets or their description have changed"
        for path, text in pages(house).items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    found += [f"stale  docs/{path.name}: missing" for path in pictures(house) if not path.exists()]
    return found + [f"stale  docs/{path.name}: no area stands behind it" for path in _left_over(house)]


def _left_over(house):
    wanted = pictures(house)
    return [path for path in sorted((house.root / "docs").glob("datasets-*.png")) if path not in wanted]


def _package(house):
    path = house.root / "datasets" / "datapackage.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def _areas(package):
    """Give the areas that have tables."""
    filled = {resource["area"] for resource in package["resources"]}
    return [area for area in package["areas"] if area["name"] in filled]


def _file(name, language):
    return f"datasets-{name.replace('_', '-')}-{language}.png"


def _mark(path):
    found = _MARK.search(path.read_text(encoding="utf-8")) if path.exists() else None
    return found[1] if found else ""


def _hash(package):
    """Hash what the pictures show, and the code that draws them."""
    shown = [
        {key: r[key] for key in ("table", "area", "title", "title_zh", "rows")}
        | {key: r["schema"].get(key) for key in ("primaryKey", "foreignKeys")}
        | {"columns": [field["name"] for field in r["schema"]["fields"]]}
        for r in package["resources"]
    ]
    code = [inspect.getsource(module) for module in (boxes, drawing, shelves, wires)]
    text = json.dumps([package["areas"], shown, code], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _draw(package, language, name):
    import matplotlib as mpl
    import matplotlib.pyplot as plt

    mpl.use("Agg")
    with language_is(language):
        ax = drawing.draw_areas(package) if name == OVERVIEW else drawing.draw_area(package, name)
    drawn = io.BytesIO()
    ax.figure.savefig(drawn, dpi=boxes.DOTS[1])
    plt.close(ax.figure)
    small = paint(drawn.getvalue(), drawing.INKS)
    if len(small) > LARGEST:
        raise ValueError(f"{_file(name, language)}: {len(small) / 1000:.0f} kB; split the area")
    return small


def _page(package, language):
    resources = package["resources"]
    truths = sum(_is_truth(resource) for resource in resources)
    text = (PAGES / f"datasets.{language}.md").read_text(encoding="utf-8")
    filled = text.format(
        tables=len(resources) - truths,
        truths=truths,
        rows=sum(resource["rows"] for resource in resources if not _is_truth(resource)),
        customers=package["customers"],
        seed=package["seed"],
        overview=f"![{word('datasets_overview', language)}]({_file(OVERVIEW, language)})",
        areas="\n\n".join(_area(package, area, language) for area in _areas(package)),
    )
    filled = run_on(filled) if language == "zh" else filled
    return f"{filled.rstrip()}\n\n<!-- pictures {_hash(package)} -->\n"


def _is_truth(resource):
    return resource["table"].startswith("truth/")


def _area(package, area, language):
    title = area["title_zh" if language == "zh" else "title"]
    alt = word("datasets_area", language, area=title)
    rows = [_row(r, language) for r in package["resources"] if r["area"] == area["name"]]
    table = "\n".join([word("datasets_head", language), *rows])
    return f"### {title}\n\n![{alt}]({_file(area['name'], language)})\n\n{table}"


def _row(resource, language):
    table = resource["table"]
    card = f"../datasets/cards/{table.replace('/', '_')}.{language}.md"
    what = first_sentence(resource["description_zh" if language == "zh" else "description"])
    return f"| [`{table}`]({card}) | {resource['rows']:,} | {what} |"


def first_sentence(text):
    """Give the first sentence of a description, fit for a cell of a Markdown table.

    Examples
    --------
    >>> first_sentence("Who came at 9 a.m. and why. More below.")
    'Who came at 9 a.m. and why.'
    >>> first_sentence("谁来过，为什么。下面还有。")
    '谁来过，为什么。'
    """
    line = " ".join(text.split())
    return re.split(r"(?<=。)|(?<=[.!?]) (?=[A-Z])", line, maxsplit=1)[0].replace("|", "\\|")
