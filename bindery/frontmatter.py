"""The top of each notebook and the links between them: title, strip, badge, map of lessons."""

import os
import re
from urllib.parse import quote

from bindery.words import books, word

MAP_MARK = "<!-- lesson map -->"
EXERCISES_MARK = "<!-- exercises link -->"


def short(lesson_id):
    """Give a lesson's id as it is said: ``"4a"`` for ``"04a"``.

    Examples
    --------
    >>> short("04a"), short("00")
    ('4a', '0')
    """
    return re.sub(r"^0+(?=\d)", "", lesson_id)


def link(house, here, edition, language, name):
    """Give the relative address of a notebook, seen from the notebook at `here`."""
    target = house.notebook(edition, language, name)
    return quote(os.path.relpath(target, here.parent).replace(os.sep, "/"))


def strip(house, source, edition, language, has_exercises):
    """Give the lines under a notebook's title.

    Parameters
    ----------
    house : bindery.house.House
    source : bindery.source.Source
        Of the lesson, whatever the edition.
    edition : {"lesson", "exercises", "solutions"}
    language : {"en", "zh"}
    has_exercises : bool

    Returns
    -------
    str
        Markdown.
    """
    name = source.path.parent.name
    here = house.notebook(edition, language, name)
    other = "en" if language == "zh" else "zh"
    first = [word("language", language, link=link(house, here, edition, other, name))]
    first += _minutes(source.header.get("minutes") or {}, edition, language)
    if edition != "lesson":
        first.append(word("lesson_link", language, link=link(house, here, "lesson", language, name)))
    if edition != "exercises" and has_exercises:
        first.append(word("exercises_link", language, link=link(house, here, "exercises", language, name)))
    launch = badge(house, here, language)
    first += [launch] if launch else []
    lines = [" · ".join(first)]
    if edition == "lesson":
        lines += _needs(house, source, here, language) + _textbook(source.header.get("textbook"), language)
    return "\n\n".join(lines)


def _minutes(minutes, edition, language):
    lecture = [word("lecture", language, minutes=minutes["lecture"])] if minutes.get("lecture") else []
    practice = [word("practice", language, minutes=minutes["exercises"])] if minutes.get("exercises") else []
    shown = {"lesson": lecture + practice, "exercises": practice, "solutions": []}[edition]
    return [word("comma", language).join(shown)] if shown else []


def badge(house, here, language):
    """Give the badge that opens a notebook on Binder, nothing while the repository has no address."""
    if not house.repository:
        return ""
    project = house.repository.split("://")[-1].split("/", 1)[-1]
    path = quote(here.relative_to(house.root).as_posix())
    address = f"https://mybinder.org/v2/gh/{project}/HEAD?urlpath=lab/tree/{path}"
    return f"[![{word('badge', language)}](https://mybinder.org/badge_logo.svg)]({address})"


def _needs(house, source, here, language):
    needs = source.header.get("needs") or []
    if not needs:
        return []
    named = [_lesson_link(house, lesson_id, here, language) for lesson_id in needs]
    return [word("needs", language, lessons=word("list", language).join(named))]


def _lesson_link(house, lesson_id, here, language):
    row = next((row for row in house.plan if row["id"] == lesson_id), None)
    title = short(lesson_id)
    if row:
        title = word("lesson_name", language, id=title, title=row[language])
    folder = house.lesson(lesson_id)
    return f"[{title}]({link(house, here, 'lesson', language, folder.name)})" if folder else title


def _textbook(entries, language):
    sections = {}
    for entry in entries or []:
        book, _, section = str(entry).partition(" ")
        sections.setdefault(book, []).append(_section(section, language))
    named = [
        word(f"book_{book}", language) + word("gap", language) + word("list", language).join(found)
        for book, found in sections.items()
        if book in books()
    ]
    return [word("textbook", language, sections=word("semicolon", language).join(named))] if named else []


def _section(number, language):
    """Name a section; the crosswalk numbers what stands unnumbered at a chapter's end 91 and 92."""
    chapter, _, at_the_end = number.partition(".")
    if at_the_end in ("91", "92"):
        return word(f"section_{at_the_end}", language, chapter=chapter)
    return number.replace("-", "–")


def refuse_unknown_textbook(source):
    """Refuse a header's textbook entry that is not a known book and a section."""
    return [
        source.refuse(
            f"textbook entry {entry!r}; write one of {', '.join(books())} and a section, such as idic 4.1"
        )
        for entry in source.header.get("textbook") or []
        if not re.fullmatch(rf"({'|'.join(books())}) \d+(\.\d+)*(-\d+(\.\d+)*)?", str(entry))
    ]


def put_links(text, house, name, language):
    """Replace the marks for the lesson map and the link to the exercises in a lesson's prose."""
    here = house.notebook("lesson", language, name)
    if MAP_MARK in text:
        text = text.replace(MAP_MARK, lesson_map(house, here, language))
    if EXERCISES_MARK in text:
        address = link(house, here, "exercises", language, name)
        text = text.replace(EXERCISES_MARK, word("exercises_link", language, link=address))
    return text


def lesson_map(house, here, language):
    """Give the tables of all planned lessons: the written ones linked, the others folded away.

    Returns
    -------
    str
        Markdown, one table row for each row of lessons/plan.csv.
    """
    written = [row for row in house.plan if house.lesson(row["id"])]
    rest = [row for row in house.plan if row not in written]
    table = _map_table(house, written, here, language)
    if not rest:
        return table
    summary = word("map_to_come", language, n=len(rest))
    folded = _map_table(house, rest, here, language)
    return f"{table}\n\n<details><summary>{summary}</summary>\n\n{folded}\n\n</details>"


def _map_table(house, plan, here, language):
    rows, before = [word("map_head", language)], None
    for row in plan:
        chapter = row[f"chapter_{language}"]
        cells = [
            "" if chapter == before else chapter,
            short(row["id"]),
            *_map_entry(house, row, here, language),
        ]
        rows.append("| " + " | ".join(cells) + " |")
        before = chapter
    return "\n".join(rows)


def _map_entry(house, row, here, language):
    folder = house.lesson(row["id"])
    if folder is None:
        return row[language], word("map_unwritten", language)
    title = f"[{row[language]}]({link(house, here, 'lesson', language, folder.name)})"
    if not (folder / "exercises.py").exists():
        return title, ""
    address = link(house, here, "exercises", language, folder.name)
    return title, f"[{word('map_exercises', language)}]({address})"
