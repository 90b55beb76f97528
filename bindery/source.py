"""Read a py:percent source: its YAML header, its cells, and the refusals that speak of them."""

import ast
from dataclasses import dataclass, field
from pathlib import Path

import jupytext
import yaml
from IPython.core.inputtransformer2 import TransformerManager

SLIDES = {"slide": "slide", "sub": "subslide", "fragment": "fragment", "skip": "skip", "notes": "notes"}
# What a cell may say about itself; a misspelt word would be lost in silence otherwise.
LESSON_WORDS = {"lang", "slide", "alt", "alt_en", "alt_zh", "tags"}
EXERCISE_WORDS = LESSON_WORDS | {
    "exercise",
    "part",
    "kind",
    "en",
    "zh",
    "rtol",
    "ordered",
    "exact",
    "min_words",
}
HEADER_WORDS = {"id", "title", "minutes", "textbook", "needs"}


@dataclass(frozen=True)
class Cell:
    """One cell of a source; `number` counts from 1 after the header."""

    path: Path
    number: int
    prose: bool
    text: str
    about: dict = field(default_factory=dict)

    @property
    def lang(self):
        return self.about.get("lang")

    @property
    def first_line(self):
        return next((line.strip() for line in self.text.splitlines() if line.strip()), "")

    @property
    def hidden(self):
        """Whether the cell is the teacher's and left out of learners' notebooks."""
        return self.about.get("slide") == "notes"

    @property
    def alt(self):
        """The alt texts that the cell holds: a dict from language to text."""
        texts = {lang: self.about.get(f"alt_{lang}") for lang in ("en", "zh")}
        if self.lang:
            texts[self.lang] = self.about.get("alt") or texts.get(self.lang)
        return {lang: text for lang, text in texts.items() if text}

    def refuse(self, reason):
        return Refusal(self.path, self.number, self.first_line, reason)


@dataclass(frozen=True)
class Refusal:
    """One reason why a lesson cannot be bound: file, cell, its first line, and what to mend.

    Examples
    --------
    >>> print(Refusal(Path("lessons/04a_x/lesson.py"), 3, "# Who pays?", "no Chinese twin"))
    lessons/04a_x/lesson.py, cell 3 "# Who pays?": no Chinese twin
    """

    path: Path
    number: int | None
    first_line: str
    reason: str

    def __str__(self):
        where = "/".join(self.path.parts[-3:])
        line = self.first_line if len(self.first_line) <= 60 else self.first_line[:57] + "..."
        if self.number is not None:
            where += f', cell {self.number} "{line}"'
        elif line:
            where += f', the bindery\'s own cell "{line}"'
        return f"{where}: {self.reason}"


class Refused(Exception):
    """A lesson that cannot be bound, with all its refusals."""

    def __init__(self, refusals):
        self.refusals = list(refusals)
        super().__init__("\n".join(map(str, self.refusals)))


@dataclass(frozen=True)
class Source:
    """A parsed source file: its header and its cells."""

    path: Path
    header: dict
    cells: list

    @property
    def id(self):
        return self.header["id"]

    def refuse(self, reason):
        return Refusal(self.path, None, "", reason)


def read_source(path):
    """Parse a lesson's or an exercise file's source.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    Source

    Raises
    ------
    Refused
        If there is no readable YAML header.
    """
    # comment_magics: else Jupytext takes a heading such as "# Why?" for a call for help
    fmt = {"extension": ".py", "format_name": "percent", "comment_magics": False}
    cells = jupytext.read(path, fmt=fmt).cells
    if not cells or cells[0].cell_type != "raw":
        raise Refused([Refusal(path, None, "", "no YAML header at the top (# --- ... # ---)")])
    header = _header(path, cells[0].source)
    cells = cells[1:]
    if cells and cells[0].cell_type == "code" and not cells[0].metadata and _only_comments(cells[0].source):
        cells = cells[1:]  # free comments between header and first cell: a word among authors
    kept = [
        Cell(path, number, cell.cell_type != "code", cell.source, _about(cell))
        for number, cell in enumerate(cells, start=1)
    ]
    return Source(path, header, kept)


def _about(cell):
    return {word: value for word, value in cell.metadata.items() if word != "lines_to_next_cell"}


def _header(path, text):
    try:
        header = yaml.safe_load(text.strip().strip("-"))
    except yaml.YAMLError as error:
        raise Refused([Refusal(path, None, "", f"the YAML header cannot be read: {error}")]) from None
    if not isinstance(header, dict) or not isinstance(header.get("id"), str):
        raise Refused([Refusal(path, None, "", 'the header has no id in quotes, such as id: "04a"')])
    return header


def _only_comments(text):
    return all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines())


def parse_code(text):
    """Give the syntax tree of a cell's code, IPython magics included.

    Raises
    ------
    SyntaxError
        If it is no Python; full-width punctuation outside strings and comments arrives here too.

    Examples
    --------
    >>> type(parse_code("%matplotlib inline")).__name__
    'Module'
    """
    return ast.parse(TransformerManager().transform_cell(text))


def refuse_header(source):
    """Refuse a header that lacks a word, knows an unknown one, or names another lesson than the folder."""
    header, found = source.header, []
    folder = source.path.parent.name
    if folder.split("_")[0] != header["id"]:
        found.append(source.refuse(f"the header's id is {header['id']!r}, the folder is {folder}"))
    titles = header.get("title")
    if not isinstance(titles, dict) or set(titles) != {"en", "zh"}:
        found.append(source.refuse("the header needs title: {en: ..., zh: ...}"))
    for word in sorted(set(header) - HEADER_WORDS):
        found.append(source.refuse(f"the header's {word!r} is not known; it may hold {sorted(HEADER_WORDS)}"))
    return found


def refuse_unknown_metadata(cells, words):
    """Refuse a word on a cell that the bindery does not know: it would be lost in silence."""
    return [
        cell.refuse(f"{word!r} is not known here; known are {sorted(words)}")
        for cell in cells
        for word in cell.about
        if word not in words
    ]


def refuse_unknown_slide(cells):
    """Refuse a slide mark other than slide, sub, fragment, notes, skip."""
    return [
        cell.refuse(f"slide={cell.about['slide']!r}; it may be slide, sub, fragment, notes or skip")
        for cell in cells
        if cell.about.get("slide", "skip") not in SLIDES
    ]


def refuse_unparsable_code(cells):
    """Refuse code that is no Python: full-width punctuation outside strings and comments above all."""
    found = []
    for cell in cells:
        if cell.prose:
            continue
        try:
            parse_code(cell.text)
        except SyntaxError as error:
            found.append(cell.refuse(f"this is no Python: {error.msg}, line {error.lineno}"))
    return found
