"""A decision memo: what a machine can say of it, and the rubric for those who mark it."""

import re

from crmlab.check.rules import Difference
from crmlab.language import say

WORDS, HANZI = 40, 60

_HANZI = re.compile(r"[\u4e00-\u9fff]")
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
# 二十, 三百, 两成, 百分之…; not 万一 or 千万, which count nothing.
_NUMBER = re.compile(r"\d|[一二两三四五六七八九][十百千万亿成]|分之")


def memo_difference(memo):
    """Say what is mechanically missing from a memo.

    Parameters
    ----------
    memo : str

    Returns
    -------
    Difference or None
        Of kind short or no_number; None if a person can mark it.

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
    return None


def points(rubric):
    """Add up the points that a rubric gives.

    Examples
    --------
    >>> from crmlab.check.memo import points
    >>> points("- **Decision** (2): names who.\\n- **Number** (3): names what it costs.")
    5
    """
    return sum(int(given) for given in re.findall(r"^\s*[-*] .*?[(（](\d+)[)）]", rubric, re.MULTILINE))
