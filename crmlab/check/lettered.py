"""Answers in letters: one option chosen, or steps put in order."""

import re

import pandas as pd

from crmlab.check.kinds import plain, single, tidy
from crmlab.check.rules import Difference
from crmlab.language import say

_FIRST = re.compile(r"[^\w]*([A-Za-z])(?![A-Za-z0-9])([^\w\s,/&]?)")
_LONE = re.compile(r"(?<![A-Za-z0-9'’])[A-Za-z](?![A-Za-z0-9'’])")


def option(answer, known=()):
    """Read the letter of one option, however it was written down.

    Parameters
    ----------
    answer : object
        ``"B"``, ``"b) Q, who ..."``, ``["b"]``, “选b”.
    known : iterable of str
        The options' letters: in a longer text a lone letter counts only if it is one of these.

    Returns
    -------
    str or None
        A small letter; None if there is not just one.

    Examples
    --------
    >>> from crmlab.check.lettered import option
    >>> option("B"), option("b) Q"), option("option b", "abc"), option("both")
    ('b', 'b', 'b', None)
    """
    answer = single(plain(answer))
    if not isinstance(answer, str):
        return None
    first = _FIRST.match(tidy(answer))
    lone = {letter.casefold() for letter in _LONE.findall(tidy(answer))} & set(known)
    if first and (not known or first[1].casefold() in known) and (len(lone) < 2 or first[2]):
        return first[1].casefold()
    if len(lone) == 1:
        return lone.pop()
    return first[1] if first and not lone else None  # no option has this letter: kept as it was typed


def letters(answer, known=()):
    """Read letters of options, however they were written down.

    Parameters
    ----------
    answer : object
        ``["b", "a"]``, ``"b, a"``, ``"ba"``, ``["b) Measure", "a) Score"]``.
    known : iterable of str
        The letters that there are.

    Returns
    -------
    list of str or None
        Small letters; None if that is not what they are.

    Examples
    --------
    >>> from crmlab.check.lettered import letters
    >>> letters("B, a") == letters(("b", "A)")) == letters("ba") == ["b", "a"]
    True
    """
    answer = single(plain(answer))
    if isinstance(answer, pd.Series):
        answer = list(answer)
    if isinstance(answer, str):
        words = re.findall(r"[^\W_]+", tidy(answer))
        answer = list(words[0]) if len(words) == 1 else words
        if not all(len(word) == 1 for word in answer):
            return None
    if not isinstance(answer, list) or not answer:
        return None
    found = [option(item, known) for item in answer]
    return None if None in found else found


def letters_difference(kind, answer, needed, known):
    """Say in what an answer of letters differs from the right one.

    Parameters
    ----------
    kind : {"choice", "order"}
    answer : object
        A list of letters if it could be read, else whatever was given.
    needed : list of str
    known : iterable of str
        All letters that there are.

    Returns
    -------
    Difference or None
    """
    read = isinstance(answer, list) and all(isinstance(item, str) and len(item) == 1 for item in answer)
    if not read or not answer or (kind == "choice" and len(answer) != 1):
        return Difference("type", say(f"check.{kind}_type"))
    if answer == needed:
        return None
    strange = [letter for letter in answer if letter not in known]
    if strange:
        blanks = {"given": strange[0], "known": _in_words(known)}
        return Difference("letters", say(f"check.{kind}_unknown", **blanks))
    if kind == "choice":
        return Difference("choice", say("check.choice", given=answer[0]))
    return _order_difference(answer, needed)


def _order_difference(given, needed):
    twice = next((letter for letter in given if given.count(letter) > needed.count(letter)), None)
    if twice:
        return Difference("letters", say("check.order_twice", letter=twice))
    missing = [letter for letter in needed if letter not in given]
    if missing:
        return Difference("letters", say("check.order_missing", letters=_in_words(missing)))
    place = next(at for at, pair in enumerate(zip(given, needed, strict=True)) if pair[0] != pair[1])
    name = ("none", "one")[place] if place < 2 else "many"
    return Difference("order", say(f"check.order_{name}", n=place, next=place + 1))


def _in_words(letters):
    return say("check.comma").join(f"`{letter}`" for letter in sorted(letters))
