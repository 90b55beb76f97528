"""What the bindery itself says to the reader, in both languages: the entries of words.toml."""

import tomllib
from functools import cache
from pathlib import Path


def word(name, language, /, **values):
    """Give an entry of words.toml in a language, its blanks filled by `str.format`.

    Examples
    --------
    >>> word("practice", "zh", minutes=40)
    '练习40分钟'
    """
    return _words()[name][language].format(**values)


def books():
    """Give the codes of the textbooks that a header may name.

    Examples
    --------
    >>> books()[0]
    'idic'
    """
    return [name.removeprefix("book_") for name in _words() if name.startswith("book_")]


@cache
def _words():
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
