"""One lesson as written: both sources parsed and paired, and every refusal that needs no kernel."""

from dataclasses import dataclass
from pathlib import Path

from bindery import exercises as ex
from bindery import numbers, outputs, prose, source, twins
from bindery.frontmatter import refuse_unknown_textbook
from bindery.source import Refused, Source, read_source


@dataclass
class Lesson:
    """A lesson's parsed sources; `practice` is None where there are no exercises."""

    folder: Path
    source: Source
    pairs: list
    practice: Source | None
    intro: list
    exercises: list

    @property
    def id(self):
        return self.source.id

    @property
    def name(self):
        return self.folder.name


def read_lesson(folder, glossary):
    """Parse a lesson folder and hold it to every rule that needs no kernel.

    Parameters
    ----------
    folder : pathlib.Path
    glossary : list of dict

    Returns
    -------
    Lesson

    Raises
    ------
    Refused
        With all refusals of both sources together.
    """
    read, refusals = {}, []
    for name in ("lesson.py", "exercises.py"):
        try:
            if (folder / name).exists():
                read[name] = read_source(folder / name)
        except Refused as refused:
            refusals += refused.refusals
    if refusals:
        raise Refused(refusals)
    lesson, practice = read["lesson.py"], read.get("exercises.py")
    pairs, found = twins.pair_cells(lesson.cells)
    refusals += found + refuse_source(lesson, pairs, glossary, source.LESSON_WORDS)
    refusals += refuse_unknown_textbook(lesson)
    if isinstance(lesson.header.get("title"), dict):
        refusals += prose.refuse_missing_terms(lesson, glossary)
    intro, exercises = [], []
    if practice:
        practice_pairs, found = twins.pair_cells(practice.cells)
        refusals += found + refuse_source(practice, practice_pairs, glossary, source.EXERCISE_WORDS)
        intro, exercises, found = ex.gather(practice_pairs)
        refusals += (
            found + ex.refuse_exercises(practice, exercises) + ex.refuse_unreadable_rules(practice.cells)
        )
    if refusals:
        raise Refused(refusals)
    return Lesson(folder, lesson, pairs, practice, intro, exercises)


def refuse_source(parsed, pairs, glossary, words):
    """Give the refusals that hold for a lesson's and an exercise file's source alike."""
    cells = parsed.cells
    found = source.refuse_header(parsed) + source.refuse_unknown_metadata(cells, words)
    found += source.refuse_unknown_slide(cells) + source.refuse_unparsable_code(cells)
    found += outputs.refuse_trailing_semicolons(cells)
    found += twins.refuse_different_headings(pairs) + twins.refuse_different_code(pairs)
    found += twins.refuse_different_slides(pairs) + refuse_second_title(pairs)
    found += numbers.refuse_untied_numbers(cells) + numbers.refuse_unreadable_blanks(cells)
    found += numbers.refuse_different_blanks(pairs)
    return found + prose.refuse_style(cells) + prose.refuse_contradicted_terms(cells, glossary)


def refuse_second_title(pairs):
    """Refuse a heading of the first level anywhere but on the first line of the first cell."""
    found = []
    for place, pair in enumerate(pairs):
        for cell in pair.cells if pair.en.prose else []:
            titles = [words for level, words in twins.headings(cell.text) if level == 1]
            allowed = 1 if place == 0 and cell.text.startswith("# ") else 0
            if len(titles) > allowed:
                found.append(
                    cell.refuse(
                        f"a second title {titles[-1]!r}; the header's title is the notebook's, use ##"
                    )
                )
    return found
