"""Lay out the pages: which cells a notebook has, in which order, before any is run or filled."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field, replace

from bindery.exercises import check_line
from bindery.frontmatter import put_links, short, strip
from bindery.source import SLIDES, Cell
from bindery.words import word
from crmlab.language import run_on


@dataclass(frozen=True)
class Leaf:
    """One cell of a page.

    `key` is what the cell's id is made of, the same in both languages; `origin` is the source's cell, None
    for the bindery's own; `exercise` is the Exercise to which it belongs; `part` is what it is there.
    """

    key: str
    prose: bool
    text: str
    origin: Cell | None = None
    exercise: object = None
    part: str = ""

    def metadata(self, language):
        """Give the notebook cell's metadata: slide type, alt text, tags."""
        if self.origin is None:
            return {}
        found, about = {}, self.origin.about
        if "slide" in about:
            found["slideshow"] = {"slide_type": SLIDES[about["slide"]]}
        if language in self.origin.alt:
            found["alt"] = self.origin.alt[language]
        return found | ({"tags": list(about["tags"])} if "tags" in about else {})


@dataclass(frozen=True)
class Page:
    """One notebook to be: its edition (lesson, exercises, solutions), its language and its cells."""

    lesson_id: str
    name: str
    edition: str
    language: str
    leaves: list = field(default_factory=list)

    def ids(self):
        """Give the cells' ids: from the English source, so that diffs are small and languages agree."""
        seen, found = Counter(), []
        for leaf in self.leaves:
            seen[leaf.key] += 1
            text = f"{self.lesson_id}|{self.edition}|{seen[leaf.key]}|{leaf.key}"
            found.append(hashlib.sha1(text.encode()).hexdigest()[:8])
        return found


def lesson_page(house, lesson, language):
    """Lay out the lesson's notebook, the teacher's notes left out."""
    under = strip(house, lesson.source, "lesson", language, bool(lesson.exercises))
    setting = f'import crmlab as crm\n\ncrm.set_language("{language}")'
    leaves = _opening(lesson.pairs, language, lesson.source.header["title"][language], under)
    rest = lesson.pairs[1:] if leaves[0].origin else lesson.pairs
    leaves.append(Leaf("set_language", False, setting))
    leaves += [_leaf(pair, language) for pair in rest if not pair[language].hidden]
    leaves = [_with_links(leaf, house, lesson.name, language) for leaf in leaves]
    return Page(lesson.id, lesson.name, "lesson", language, leaves)


def _opening(pairs, language, title, under):
    """Give the first cell: the source's own title and text around the strip, or the header's title."""
    first = pairs[0] if pairs else None
    if first and first.en.prose and not first.en.hidden and first.en.text.startswith("# "):
        own, _, body = first[language].text.partition("\n")
        text = "\n\n".join(filter(None, [own, under, _shown(body.strip("\n"), True, language)]))
        return [Leaf(first.en.text, True, text, first[language])]
    return [Leaf("title", True, f"# {title}\n\n{under}")]


def _leaf(pair, language, **more):
    return Leaf(
        pair.en.text,
        pair.en.prose,
        _shown(pair[language].text, pair.en.prose, language),
        pair[language],
        **more,
    )


def _shown(text, prose, language):
    """Give a cell's text as the notebook shows it: a Chinese paragraph is one line."""
    return run_on(text) if prose and language == "zh" else text


def _with_links(leaf, house, name, language):
    if not leaf.prose:
        return leaf
    text = put_links(leaf.text, house, name, language)
    return replace(leaf, text=text)


def exercises_page(house, lesson, language):
    """Lay out the notebook of exercises as the learner gets it: tasks, givens, stubs."""
    leaves = _practice_opening(house, lesson, language, "exercises")
    for exercise in lesson.exercises:
        leaves += _parts(exercise, language, "task", "given")
        leaves += _rubric(exercise, language)
        leaves.append(_checked(exercise, language, "stub"))
        call = f'hint("{exercise.id}")'
        leaves.append(Leaf(call, False, word("hint", language, call=call)))
    return Page(lesson.id, lesson.name, "exercises", language, leaves)


def solutions_page(house, lesson, language):
    """Lay out the notebook of solutions: tasks, givens, solutions, what they mean, what goes wrong."""
    leaves = _practice_opening(house, lesson, language, "solutions")
    for exercise in lesson.exercises:
        leaves += _parts(exercise, language, "task", "given") + _parts(exercise, language, "solution")[:-1]
        leaves += [_checked(exercise, language, "solution"), *_parts(exercise, language, "analysis")]
        leaves += _rubric(exercise, language)
        if exercise.parts["wrong"]:
            # Several slips may want the same sentence.
            sentences = dict.fromkeys(f"- {pair.en.about[language]}" for pair in exercise.parts["wrong"])
            text = f"{word('mistakes', language)}\n\n" + "\n".join(sentences)
            leaves.append(Leaf(f"mistakes {exercise.id}", True, text))
    return Page(lesson.id, lesson.name, "solutions", language, leaves)


def _rubric(exercise, language):
    """Give the cell that says how a memo is marked: whoever writes one should know."""
    return [
        Leaf(
            pair.en.text,
            True,
            f"{word('rubric', language)}\n\n{_shown(pair[language].text, True, language)}",
            pair[language],
            exercise,
            "rubric",
        )
        for pair in exercise.parts["rubric"]
    ]


def _practice_opening(house, lesson, language, edition):
    title = lesson.practice.header["title"][language]
    title = word(f"{edition}_title", language, id=short(lesson.id), title=title)
    under = strip(house, lesson.source, edition, language, True)
    intro = [_leaf(pair, language) for pair in lesson.intro if not pair[language].hidden]
    if edition == "solutions":  # the introduction tells how to fill blanks, of which there are none here
        intro = [Leaf("solutions intro", True, word("solutions_intro", language))]
    setting = (
        "import crmlab as crm\nfrom crmlab.check import ____, check, hint, solution\n\n"
        f'crm.set_language("{language}")'
    )
    return [Leaf("title", True, f"# {title}\n\n{under}"), *intro, Leaf("set_language", False, setting)]


def _parts(exercise, language, *names):
    return [
        _leaf(pair, language, exercise=exercise, part=name) for name in names for pair in exercise.parts[name]
    ]


def _checked(exercise, language, part):
    """Give the exercise's last cell of a part with the line that checks it below."""
    pair = exercise.parts[part][-1]
    text = f"{pair[language].text}\n\n{check_line(exercise)}"
    return Leaf(pair.en.text, False, text, pair[language], exercise, "checked")


def pages_of(house, lesson):
    """Give all pages of a lesson, in the order in which they are bound.

    Returns
    -------
    dict of str to list of Page
        From a group (``lesson``, ``exercises``) to its pages.
    """
    languages = ("en", "zh")
    groups = {"lesson": [lesson_page(house, lesson, lang) for lang in languages]}
    if lesson.exercises:
        groups["exercises"] = [solutions_page(house, lesson, lang) for lang in languages]
        groups["exercises"] += [exercises_page(house, lesson, lang) for lang in languages]
    return groups
