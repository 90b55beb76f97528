"""A decision memo: what a machine can say of it, and the rubric for those who mark it."""

import re

from crmlab.check.columns import listed
from crmlab.check.rules import Difference
from crmlab.language import say

WORDS, HANZI = 40, 60

_HANZI = re.compile(r"[\u4e00-\u9fff]")
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
# 二十, 三百, 两成, 百分之…; not 万一 or 千万, which count nothing.
_NUMBER = re.compile(r"\d|[一二两三四五六七八九][十百千万亿成]|分之")
_WRITTEN = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def memo_difference(memo, found=None):
    """Say what is mechanically missing from a memo.

    Parameters
    ----------
    memo : str
    found : dict of str to float, optional
        Numbers that were asked for beside the text, by name; one of them at least must stand in it.

    Returns
    -------
    Difference or None
        Of kind short, no_number or other_numbers; None if a person can mark it.

    Examples
    --------
    >>> from crmlab.check.memo import memo_difference
    >>> memo_difference("Give the gifts to the champions.").kind
    'short'
    """
    words, hanzi = len(_WORD.findall(memo)), len(_HANZI.findall(memo))
    if words / WORDS + hanzi / HANZI < 1:
        if hanzi > words:
            return Difference("short", say("check.memo_short_hanzi", n=hanzi, least=HANZI))
        return Difference("short", say("check.memo_short_words", n=words, least=WORDS))
    if not _NUMBER.search(memo):
        return Difference("no_number", say("check.memo_no_number"))
    missing = unused(memo, found or {})
    if missing and len(missing) == len(found):
        return Difference("other_numbers", say("check.memo_other_numbers", names=listed(missing)))
    return None


def unused(memo, found):
    """List which of the numbers asked for do not stand in a memo.

    A number stands there if one within a twentieth of it does, whatever its sign: "about 500" is 492.

    Parameters
    ----------
    memo : str
    found : dict of str to float

    Returns
    -------
    list of str

    Examples
    --------
    >>> from crmlab.check.memo import unused
    >>> unused("The move brings about 1,200 yuan.", {"gain": 1187.6, "razors": 26.6})
    ['razors']
    """
    written = [float(number.replace(",", "")) for number in _WRITTEN.findall(memo)]
    return [
        name
        for name, value in found.items()
        if not any(abs(number - abs(value)) <= 0.05 * abs(value) for number in written)
    ]


def points(rubric):
    """Add up the points that a rubric gives.

    Examples
    --------
    >>> from crmlab.check.memo import points
    >>> points("- **Decision** (2): names who.\\n- **Number** (3): names what it costs.")
    5
    """
    return sum(int(given) for given in re.findall(r"^\s*[-*] .*?[(（](\d+)[)）]", rubric, re.MULTILINE))
