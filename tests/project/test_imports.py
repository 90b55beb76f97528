"""Who may import whom, read from the source; and `import crmlab` stays quick."""

import ast
import json
import subprocess
import sys
from graphlib import TopologicalSorter

import pytest

from tests.project.tree import ROOT, files

GROUND = {"data", "frames", "language", "ranking", "shares"}
TOP = {"check", "widgets"}
# The rooms that stand on other rooms, because their lessons do.
ON_OTHERS = {
    "warehouse": {"operate"},
    "retain": {"differentiate", "interact"},
    "mine": {"differentiate", "identify", "interact", "personalize", "retain"},
    "reward": {"differentiate"},
}
# The ground floor itself, and the world, which must not know how it will be measured.
SPECIAL = {
    "language": set(),
    "frames": {"language"},
    "ranking": set(),
    "shares": set(),
    "data": {"frames", "language", "story"},
    "story": {"language", "frames"},
}


def rooms():
    found = {path.parts[1].removesuffix(".py") for path in files() if path.parts[0] == "crmlab"}
    return {room for room in found if room.isidentifier() and room != "__init__"}


def room_of(path):
    return path.parts[1].removesuffix(".py")


def imported_rooms(source, package):
    """Give the rooms that a module imports, wherever in it, by any form of import.

    Parameters
    ----------
    source : str
    package : tuple of str
        Where the module lies, as ``("crmlab", "differentiate")``: relative imports start there.
    """
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {tuple(alias.name.split(".")) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = (*base, *(node.module.split(".") if node.module else ()))
            found |= {(*module, alias.name) for alias in node.names}
    return {name[1] for name in found if name[0] == "crmlab" and len(name) > 1}


def graph():
    drawn = {room: set() for room in rooms()}
    for path in files():
        if path.parts[0] == "crmlab" and path.suffix == ".py" and len(path.parts) > 1:
            room = room_of(path)
            if room in drawn:
                source = (ROOT / path).read_text(encoding="utf-8")
                drawn[room] |= imported_rooms(source, path.parts[:-1]) & set(drawn) - {room}
    return drawn


def may_import(room):
    if room in SPECIAL:
        return SPECIAL[room]
    if room in TOP:
        return rooms() - {"story"} - {room}
    return GROUND | ON_OTHERS.get(room, set())


@pytest.mark.parametrize(
    ("line", "room"),
    [
        ("import crmlab.story", "story"),
        ("import crmlab.story.world as w", "story"),
        ("from crmlab import story", "story"),
        ("from crmlab.story import world", "story"),
        ("from ..story.world import build", "story"),
        ("from .. import story", "story"),
        ("def f():\n    from crmlab.story import world", "story"),
        ("from . import rfm", "differentiate"),
    ],
)
def test_every_form_of_import_is_seen(line, room):
    assert imported_rooms(line, ("crmlab", "differentiate")) == {room}


@pytest.mark.parametrize("room", sorted(rooms()))
def test_room_imports_only_what_it_may(room):
    assert graph()[room] <= may_import(room)


def test_no_circles():
    list(TopologicalSorter(graph()).static_order())


def imported_packages(source):
    """Give the first part of every absolute import of a module."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(node.module.split(".")[0])
    return found


def test_the_learners_package_never_needs_the_authors_tools():
    tools = {"bindery", "hypothesis", "jupytext", "lab", "nbclient", "pytest", "yaml"}
    for path in files():
        if path.parts[0] == "crmlab" and path.suffix == ".py":
            assert not imported_packages((ROOT / path).read_text(encoding="utf-8")) & tools, path


PROBE = """
import json, sys, time
start = time.perf_counter()
import crmlab
took = time.perf_counter() - start
heavy = ["matplotlib", "narwhals", "numpy", "pandas", "scipy", "seaborn", "sklearn", "ipywidgets"]
print(json.dumps([took, [name for name in heavy if name in sys.modules]]))
"""


def test_import_is_quick_and_light():
    took, heavy = [], []
    for _ in range(3):
        ran = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)
        seconds, heavy = json.loads(ran.stdout)
        took.append(seconds)
    assert heavy == []
    assert min(took) < 0.5
