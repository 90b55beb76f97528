"""The set language and the catalogue of all that `crmlab` says."""

import os
import tomllib
from contextlib import contextmanager
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "zh")
MESSAGES = Path(__file__).parent / "messages"

_chosen = None  # nothing chosen yet: the environment decides at the first question


def get_language():
    """Give the language in which `crmlab` speaks.

    Returns
    -------
    str
        ``"en"`` or ``"zh"``: what `set_language` was told last, else the environment variable
        ``CRMLAB_LANGUAGE``, else ``"en"``.

    Examples
    --------
    >>> from crmlab.language import get_language
    >>> get_language() in ("en", "zh")
    True
    """
    return _chosen or _check(os.environ.get("CRMLAB_LANGUAGE") or "en")


def set_language(language):
    """Make `crmlab` speak English or Chinese from here on, in sentences and on figures.

    Parameters
    ----------
    language : {"en", "zh"}

    Raises
    ------
    ValueError
        If the language is neither; the message says so in both.

    Examples
    --------
    >>> import crmlab as crm
    >>> crm.set_language("zh")
    >>> crm.language.say("language.name")
    '中文'
    >>> crm.set_language("en")
    """
    global _chosen
    _chosen = _check(language)
    # Learners draw with plain matplotlib too, so the font must be there before their first figure.
    from crmlab.language.style import house_style

    house_style()


@contextmanager
def language_is(language):
    """Speak another language for the length of a `with` block.

    Examples
    --------
    >>> from crmlab.language import language_is, say
    >>> with language_is("zh"):
    ...     say("language.name")
    '中文'
    """
    global _chosen
    before, _chosen = _chosen, _check(language)
    try:
        yield
    finally:
        _chosen = before


def say(key, /, **values):
    """Give a message of the catalogue in the learner's language, its blanks filled.

    Parameters
    ----------
    key : str
        ``"room.name"``: the entry ``[name]`` of ``messages/room.toml``.
    **values
        What the blanks of the message are filled with, by `str.format`.

    Returns
    -------
    str

    Raises
    ------
    KeyError
        If the catalogue has no such entry: a mistake in `crmlab`, not the learner's.

    Examples
    --------
    >>> from crmlab.language import language_is, say
    >>> with language_is("en"):
    ...     say("language.name")
    'English'
    """
    room, _, name = key.partition(".")
    return _entries(room)[name][get_language()].format(**values)


@cache
def _entries(room):
    path = MESSAGES / f"{room}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _check(language):
    if language not in LANGUAGES:
        raise ValueError(
            f"language {language!r}: there are 'en' (English) and 'zh' (Chinese). "
            "语言只有'en'（英文）和'zh'（中文）。"
        )
    return language
