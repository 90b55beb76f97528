"""The crosswalk: every heading of the five textbooks is met where `lessons/contents.csv` says."""

import csv
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BOOKS = {"ecommerce", "idic", "outsourcing", "portfolio", "practice"}


def read_contents():
    with (ROOT / "lessons" / "contents.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def folders():
    """Give the folder of each lesson that is written, by its id."""
    return {path.parent.name.split("_")[0]: path.parent for path in (ROOT / "lessons").glob("*/lesson.py")}


def english_sections(lesson):
    """Give, by heading, whether learners run code under it: in its own cells or in a part of it."""
    text = (lesson / "lesson.py").read_text(encoding="utf-8")
    runs, open_headings = {}, []
    for cell in re.split(r"^# %%", text, flags=re.M)[1:]:
        first, _, body = cell.partition("\n")
        if "[markdown]" not in first:
            runs.update(dict.fromkeys(open_headings, True))
        elif 'lang="en"' in first:
            for hashes, heading in re.findall(r"^# (##+) (.+)$", body, flags=re.M):
                open_headings = [heading] if len(hashes) == 2 else [*open_headings[:1], heading]
                runs.setdefault(heading, False)
    return runs


def exercises(lesson):
    source = lesson / "exercises.py"
    return (
        set(re.findall(r'exercise="(\S+?)"', source.read_text(encoding="utf-8")))
        if source.exists()
        else set()
    )


def test_all_headings_of_the_books_are_there():
    rows = read_contents()
    assert len(rows) == 662
    keys = [tuple(row[column] for column in ("book", "chapter", "section", "subsection")) for row in rows]
    assert len(set(keys)) == len(rows)
    assert {row["book"] for row in rows} == BOOKS
    assert {row["kind"] for row in rows} == {"method", "system", "concept", "case", "practice"}


@pytest.mark.parametrize("lesson", sorted(folders()))
def test_each_heading_of_a_written_lesson_is_met_where_it_is_said(lesson):
    sections, asked = english_sections(folders()[lesson]), exercises(folders()[lesson])
    for row in read_contents():
        if row["lesson"] != lesson:
            continue
        places = [place.strip() for place in row["met"].split(";") if place.strip()]
        assert places, (
            f"{row['book']} {row['chapter']}.{row['section']}.{row['subsection']} {row['en']}: met nowhere"
        )
        unknown = [place for place in places if place not in sections and place not in asked]
        assert not unknown, f"{row['en']}: no heading or exercise {unknown} in lesson {lesson}"
        if row["kind"] in ("method", "system"):
            done = any(place in asked or sections.get(place) for place in places)
            assert done, (
                f"{row['en']} is a {row['kind']}: the learner must run it, and {places} only tell of it"
            )


def test_no_heading_is_said_to_be_met_in_a_lesson_that_is_not_written():
    for row in read_contents():
        assert row["lesson"] in folders() or not row["met"], row
