"""A small house of one lesson, written fresh for each test that wants to spoil it."""

import shutil
from pathlib import Path

import pytest

from bindery.bind import bind_lesson
from bindery.house import House
from bindery.progress import Progress
from bindery.source import read_source

ROOT = Path(__file__).parents[2]
DEMO = Path(__file__).parent / "demo"
collect_ignore = ["demo"]  # a lesson, not tests


def make_house(root):
    """Lay out the demo lesson and a copy of crmlab, its answers left out."""
    folder = root / "lessons" / "99x_demo"
    folder.mkdir(parents=True)
    for name in ("lesson.py", "exercises.py"):
        shutil.copy(DEMO / name, folder / name)
    for name in ("plan.csv", "glossary.csv"):
        shutil.copy(DEMO / name, root / "lessons" / name)
    shutil.copytree(ROOT / "crmlab", root / "crmlab", ignore=shutil.ignore_patterns("__pycache__", "answers"))
    return House(root)


@pytest.fixture
def house(tmp_path):
    """A house with the demo lesson, nothing bound."""
    return make_house(tmp_path / "house")


@pytest.fixture(scope="session")
def bound(tmp_path_factory):
    """A house with the demo lesson bound, for tests that only look."""
    house = make_house(tmp_path_factory.mktemp("bound") / "house")
    assert bind_lesson(house, house.lessons()[0], Progress())
    return house


@pytest.fixture
def write(tmp_path):
    """Write the cells of a source and read it back: ``write("# %%\\nx = 1").cells``."""

    def write(text, header='id: "99x"', name="lesson.py"):
        folder = tmp_path / "99x_demo"
        folder.mkdir(exist_ok=True)
        path = folder / name
        path.write_text(f"# ---\n# {header}\n# ---\n\n{text}\n", encoding="utf-8")
        return read_source(path)

    return write
