"""Where everything lies: the folders of one checkout, and its tables about lessons."""

import csv
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

LANGUAGES = ("en", "zh")


@dataclass(frozen=True)
class House:
    """One checkout, given by its root; tests build small ones of their own.

    Examples
    --------
    >>> House(Path("x")).notebook("lesson", "zh", "04a_abc_rfm").as_posix()
    'x/notebooks/zh/04a_abc_rfm.ipynb'
    >>> House(Path("x")).notebook("exercises", "zh", "04a_abc_rfm").as_posix()
    'x/exercises/zh/04a_exercises.ipynb'
    """

    root: Path

    def lessons(self):
        """Give the lesson folders in order, as a list of paths."""
        return sorted(path.parent for path in (self.root / "lessons").glob("*/lesson.py"))

    def lesson(self, lesson_id):
        """Give the folder of a lesson id such as ``"04a"``, or None if it is not written."""
        return next((p for p in self.lessons() if p.name.split("_")[0] == lesson_id), None)

    def notebook(self, edition, language, name):
        """Give the path of a bound notebook; edition is ``lesson``, ``exercises`` or ``solutions``."""
        shelf = {"lesson": "notebooks", "exercises": "exercises", "solutions": "exercises/solutions"}[edition]
        # Three tabs of one lesson must not carry the same name.
        file = name if edition == "lesson" else f"{name.split('_')[0]}_{edition}"
        return self.root / shelf / language / f"{file}.ipynb"

    def answers(self, lesson_id):
        """Give the path of a lesson's compiled answers."""
        return self.root / "crmlab" / "check" / "answers" / f"{lesson_id}.json"

    @cached_property
    def plan(self):
        """All lessons, written or not: the rows of lessons/plan.csv as dicts."""
        return _rows(self.root / "lessons" / "plan.csv")

    @cached_property
    def glossary(self):
        """The terms of lessons/glossary.csv as dicts."""
        return _rows(self.root / "lessons" / "glossary.csv")

    @cached_property
    def repository(self):
        """The repository's address, ``""`` while it has none: pyproject.toml, [tool.crmlab] repository."""
        path = self.root / "pyproject.toml"
        if not path.exists():
            return ""
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
        return settings.get("tool", {}).get("crmlab", {}).get("repository", "").rstrip("/")


def _rows(path):
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as table:
        return list(csv.DictReader(table))
