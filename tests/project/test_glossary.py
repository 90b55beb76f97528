"""The glossary: every term stands once, in both languages, and says what it means."""

import csv
from pathlib import Path

GLOSSARY = Path(__file__).parents[2] / "lessons" / "glossary.csv"


def read_terms():
    with GLOSSARY.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_term_stands_once():
    for language in ("en", "zh"):
        terms = [row[language].strip().lower() for row in read_terms()]
        assert sorted({term for term in terms if terms.count(term) > 1}) == []


def test_a_term_is_given_and_explained_in_both_languages():
    bare = [row for row in read_terms() if not all(row[name] for name in row if name != "avoid_zh")]
    assert bare == []
