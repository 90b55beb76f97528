"""The compiled answers: where they lie, how they are read, which exercise is meant.

They are plain JSON on purpose.  Hiding them would keep no curious learner out, and would keep every
teacher out.
"""

import json
import os
import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from crmlab.check.rules import Rules
from crmlab.frames import InputError
from crmlab.language import get_language, say

FOLDER = Path(__file__).parent / "answers"
_ID = re.compile(r"[\w.:-]{1,12}")


class NotAnId(InputError):
    """What was given is nothing like an exercise's number."""


@dataclass(frozen=True, eq=False)
class Exercise:
    """One exercise as the bindery compiled it; sentences are dicts of ``en`` and ``zh``."""

    id: str
    lesson: str
    kind: str
    title: dict
    names: tuple
    setup: str
    code: dict  # of given, stub and solution: each a dict of ``en`` and ``zh``
    also_right: tuple
    wrong: tuple
    hidden: str | None
    hints: tuple
    analysis: dict
    rubric: dict | None
    rules: Rules

    @property
    def given(self):
        """The code that comes before the learner's, in her language's own words."""
        return self.in_language(self.code["given"])

    @property
    def stub(self):
        """The code that the learner starts from."""
        return self.in_language(self.code["stub"])

    @property
    def solution(self):
        """The code that solves it."""
        return self.in_language(self.code["solution"])

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


def find(exercise, asked="check"):
    """Find an exercise by its id.

    Parameters
    ----------
    exercise : str
        Such as ``"04a.2"``; ``"4a.2"`` and ``"4A.2"`` mean the same.
    asked : {"check", "hint", "solution"}
        Which function was called with it; it stands in the messages.

    Returns
    -------
    Exercise

    Raises
    ------
    NotAnId
        If it is nothing like an id; the message shows a call.
    InputError
        If there is none of that id; the message suggests the nearest.
    """
    wanted = _tidy(exercise) if isinstance(exercise, str) else ""
    if not _ID.fullmatch(wanted) or not re.search(r"\d", wanted):
        raise NotAnId(_how_to(asked))
    lesson = wanted.partition(".")[0]
    if lesson not in lessons() and lessons():
        every = [key for other in lessons() for key in exercises(other)]
        raise InputError(_unknown("no_lesson", exercise, wanted, every, lessons()))
    known = list(exercises(lesson))
    if wanted not in known:
        raise InputError(_unknown("unknown", exercise, wanted, known, known))
    return exercises(lesson)[wanted]


def named(answer):
    """Give the exercise whose id an answer is, or None."""
    try:
        return find(answer)
    except InputError:
        return None


def _how_to(asked):
    """Show how a function is called; by the first exercise that there is."""
    every = [found for lesson in lessons() for found in exercises(lesson).values()]
    if not every:
        return say("check.no_exercises")
    call = every[0].call() if asked == "check" else f'{asked}("{every[0].id}")'
    return say("check.no_id" if asked == "check" else "check.no_id_asked", asked=asked, call=call)


def _unknown(message, given, wanted, keys, known):
    near = get_close_matches(wanted, keys, n=1, cutoff=0.0)
    return say(f"check.{message}", given=given.strip(), near=near[0], known=", ".join(known))


def _tidy(exercise):
    """Write an id as we do: two figures, small letters, no spaces, a full stop."""
    text = unicodedata.normalize("NFKC", exercise).replace("\u3002", ".")
    text = re.sub(r"^(\d)(?=\D)", r"0\1", re.sub(r"\s", "", text).casefold())
    return re.sub(r"^(\d\d[a-z])[-_:]?(\d+)$", r"\1.\2", text)


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
        code={part: _twins(parts, part) for part in ("given", "stub", "solution")},
        also_right=tuple(parts["also_right"]),
        wrong=tuple(parts["wrong"]),
        hidden=parts["hidden"],
        hints=tuple(parts["hints"]),
        analysis=parts["analysis"],
        rubric=parts["rubric"],
        rules=Rules(**parts["rules"]),
    )


def _twins(parts, part):
    """Give a piece of code for both languages; where it is one for both, it has no twin."""
    english = parts[part] or ""
    return {"en": english, "zh": parts.get(f"{part}_zh") or english}
