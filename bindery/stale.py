"""Which bound notebooks no longer say what their source says.

A notebook is stale when it is missing, when the hash of its source file differs from the one stored in it
(``metadata.crmlab.source``), or when its text differs from what the bindery would lay out now: cells, ids,
metadata, with any number allowed where a blank is.  That is what ``--check`` and the tests refuse; the stored
outputs are nbval's to check.

A notebook is also *aged* when what it ran on has changed since (``metadata.crmlab.inputs``: the code of those
rooms of `crmlab` that were imported while it ran, and the datasets if `crmlab.data` was).  Aged notebooks are
run again at the next build; they do not fail a check.  Neither depends on dates of files.
"""

import hashlib
import re

import nbformat

from bindery.exercises import compile_answers
from bindery.numbers import as_pattern

LENGTH = 16


def source_hash(page, lesson):
    """Hash the source file of a page."""
    source = lesson.source if page.edition == "lesson" else lesson.practice
    return hashlib.sha256(source.path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()[:LENGTH]


def inputs_hash(house, rooms):
    """Hash what a notebook ran on: rooms of crmlab, and the datasets where the data room is among them."""
    package, digest = house.root / "crmlab", hashlib.sha256()
    _add(digest, package, package / "__init__.py")
    for room in rooms:
        _add(digest, package, package / f"{room}.py", package / room)
    if "data" in rooms:
        _add(digest, house.root, house.root / "datasets")
    return digest.hexdigest()[:LENGTH]


def _add(digest, base, *places):
    for place in places:
        files = [place] if place.is_file() else sorted(p for p in place.rglob("*") if p.is_file())
        for path in files:
            name = path.relative_to(base).as_posix()
            if "__pycache__" in name or name.startswith("check/answers/"):
                continue  # the compiled answers are this bindery's own work
            digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())


def stamp(house, lesson, page, rooms):
    """Give what is stored in a notebook so that its age can be told later."""
    return {"source": source_hash(page, lesson), "inputs": inputs_hash(house, rooms), "rooms": rooms}


def why_stale(house, lesson, page):
    """Say why the notebook of a page is stale, or give ``""``.

    Returns
    -------
    str
    """
    path = house.notebook(page.edition, page.language, page.name)
    notebook = _read(path)
    if notebook is None:
        return "missing"
    if notebook.metadata.get("crmlab", {}).get("source") != source_hash(page, lesson):
        return "its source has changed"
    if [cell.get("id") for cell in notebook.cells] != page.ids():
        return "its cells are not those of the source"
    for number, (cell, leaf) in enumerate(zip(notebook.cells, page.leaves, strict=True), start=1):
        if not _says(cell, leaf, page.language):
            return f"the text of its cell {number} is not that of the source"
    return ""


def is_aged(house, page):
    """Say whether what the notebook ran on has changed since."""
    notebook = _read(house.notebook(page.edition, page.language, page.name))
    about = notebook.metadata.get("crmlab", {}) if notebook else {}
    return about.get("inputs") != inputs_hash(house, about.get("rooms", []))


def _read(path):
    try:
        return nbformat.read(path, as_version=4)
    except (FileNotFoundError, nbformat.reader.NotJSONError):
        return None


def _says(cell, leaf, language):
    wanted, stored = leaf.metadata(language), dict(cell.metadata)
    alts = wanted.pop("alt", ""), stored.pop("alt", "")
    if (cell.cell_type == "markdown") != leaf.prose or wanted != stored:
        return False
    if not re.fullmatch(as_pattern(alts[0]), alts[1]):
        return False
    return bool(re.fullmatch(as_pattern(leaf.text), cell.source)) if leaf.prose else cell.source == leaf.text


def stale_answers(house, lesson):
    """Say why the compiled answers are stale, or give ``""``."""
    if not lesson.exercises:
        return ""
    path = house.answers(lesson.id)
    if not path.exists():
        return "missing"
    same = path.read_bytes() == compile_answers(lesson.practice, lesson.exercises).encode("utf-8")
    return "" if same else "its source has changed"


def left_over(house):
    """Give the bound files that no source stands behind any more, as a list of paths."""
    folders = {folder.name: (folder / "exercises.py").exists() for folder in house.lessons()}
    found = []
    for edition in ("lesson", "exercises", "solutions"):
        for language in ("en", "zh"):
            shelf = house.notebook(edition, language, "x").parent
            kept = {
                house.notebook(edition, language, name)
                for name, practice in folders.items()
                if edition == "lesson" or practice
            }
            found += [path for path in sorted(shelf.glob("*.ipynb")) if path not in kept]
    kept = {name.split("_")[0] for name, practice in folders.items() if practice}
    return found + [p for p in sorted(house.answers("x").parent.glob("*.json")) if p.stem not in kept]
