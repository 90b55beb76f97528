"""The compiled answers: where they lie, how they are read, which exercise is meant.

They are plain JSON on purpose.  Hiding them would keep no curious learner out, and would keep every
teacher out.
"""

import json
import os
import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from crmlab.check.rules import Rules
from crmlab.frames import InputError
from crmlab.language import get_language, say

FOLDER = Path(__file__).parent / "answers"


@dataclass(frozen=True, eq=False)
class Exercise:
    """One exercise as the bindery compiled it; sentences are dicts of ``en`` and ``zh``."""

    id: str
    lesson: str
    kind: str
    title: dict
    names: tuple
    setup: str
    given: str
    stub: str
    solution: str
    also_right: tuple
    wrong: tuple
    hidden: str | None
    hints: tuple
    analysis: dict
    rubric: dict | None
    rules: Rules

    def in_language(self, sentence):
        """Give one of its sentences in the learner's language."""
        return sentence[get_language()]

    def call(self):
        """Give the check line as it stands in the stub."""
        return f'check("{self.id}", {", ".join(self.names)})'


def folder():
    """Give the folder of the answers: the package's own, unless CRMLAB_ANSWERS names another.

    Returns
    -------
    pathlib.Path
    """
    return Path(os.environ.get("CRMLAB_ANSWERS") or FOLDER)


def lessons():
    """List the lessons that have exercises.

    Returns
    -------
    list of str
        Such as ``["04a"]``, sorted.
    """
    return sorted(path.stem for path in folder().glob("*.json"))


def exercises(lesson):
    """Give the exercises of a lesson, in their order.

    Parameters
    ----------
    lesson : str
        Such as ``"04a"``.

    Returns
    -------
    dict of str to Exercise

    Raises
    ------
    InputError
        If the file of answers is missing or cannot be read.
    """
    path = folder() / f"{lesson}.json"
    try:
        return _read(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        raise InputError(say("check.no_file", lesson=lesson, file=path.name)) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InputError(say("check.bad_file", lesson=lesson, file=path.name)) from None


def find(exercise):
    """Find an exercise by its id.

    Parameters
    ----------
    exercise : str
        Such as ``"04a.2"``; ``"4a.2"`` and ``"4A.2"`` mean the same.

    Returns
    -------
    Exercise

    Raises
    ------
    InputError
        If there is none; the message suggests the nearest.
    """
    wanted = _tidy(exercise)
    lesson = wanted.partition(".")[0]
    if lesson not in lessons() and lessons():
        raise InputError(_unknown(exercise, wanted, [key for other in lessons() for key in exercises(other)]))
    known = exercises(lesson)
    if wanted not in known:
        raise InputError(_unknown(exercise, wanted, list(known)))
    return known[wanted]


def _unknown(given, wanted, known):
    near = get_close_matches(wanted, known, n=1, cutoff=0.0)
    return say("check.unknown", given=given, near=near[0], known=", ".join(known))


def _tidy(exercise):
    """Write an id as we do: two figures, small letters, no spaces."""
    text = re.sub(r"\s", "", str(exercise)).casefold()
    return re.sub(r"^(\d)(?=\D)", r"0\1", text)


@lru_cache(maxsize=32)
def _read(path, changed):
    # `changed` is part of the cache's key: a file bound anew is read anew.
    bound = json.loads(path.read_text(encoding="utf-8"))
    return {key: _exercise(key, bound, parts) for key, parts in bound["exercises"].items()}


def _exercise(key, bound, parts):
    return Exercise(
        id=key,
        lesson=bound["lesson"],
        kind=parts["kind"],
        title=parts["title"],
        names=tuple(parts["names"]),
        setup=bound["setup"],
        given=parts["given"] or "",
        stub=parts["stub"],
        solution=parts["solution"],
        also_right=tuple(parts["also_right"]),
        wrong=tuple(parts["wrong"]),
        hidden=parts["hidden"],
        hints=tuple(parts["hints"]),
        analysis=parts["analysis"],
        rubric=parts["rubric"],
        rules=Rules(**parts["rules"]),
    )
