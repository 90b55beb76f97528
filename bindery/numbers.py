"""Numbers in prose: ``{{expression:format}}`` is filled by the kernel, other digits are refused."""

import ast
import re

from bindery.prose import plain, prose_of, protected
from bindery.source import Refusal

_BLANK = re.compile(r"\{\{(.+?)\}\}")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_NUMBERED = "sections?|lessons?|exercises?|chapters?|parts?|steps?|figures?|tables?|cells?|questions?|hints?"
# A heading's or a list item's own number.
_NUMBERING = re.compile(r"^#+ \d+(?:\.\d+)*\.?(?=\s)|^\s*\d+[.)](?=\s)", re.M)
# What stays free of the kernel.  Each is cut out before digits are looked for.
_FREE = re.compile(
    "|".join(
        (
            r"\d{4}-\d{2}-\d{2}",
            rf"\d{{1,2}} (?:{_MONTHS})\b|(?:{_MONTHS}) \d{{1,2}}(?!\d)",
            r"\d{1,2}月\d{1,2}日|\d{1,2}月(?!\d)",
            rf"\b(?:{_NUMBERED}) \d+[a-z]?(?:\.\d+)*(?:(?:–|-| to | and |, )\d+[a-z]?(?:\.\d+)*)*",
            r"第\d+[a-z]?(?:[–—至到~-]\d+[a-z]?)?(?:节|课|章|部分|步|题|格|张|行)",
            r"(?:练习|图|表|第)\d+[a-z]?(?:\.\d+)*",
            r"\d+[a-z]\.\d+",  # an exercise: 4a.2
            r"(?:[A-Za-z_]+-?)+\d[A-Za-z0-9_-]*|\d+-?[A-Za-z][A-Za-z0-9_]*",  # names: C00042, 5a, top-2-box
            r"\b80/20\b",  # the rule's name
            r"(?<![\d.,])(?:19|20)\d\d(?![\d%]|[.,]\d)",  # years
            r"(?<![\d.,/%:])[01](?![\d,%:/]|\.\d)",  # the ends of a share's range
        )
    ),
    re.M | re.I,
)
_CITED = re.compile(
    rf"\]\(|(?i:source:)|来源|[（(](?![^()（）]*(?:{_MONTHS}))[^()（）]*[A-Z\u3400-\u9fff][^()（）]*(?:19|20)\d\d[a-z]?\s*[)）]"
    r"|[A-Z][\w’'-]+ ?[（(](?:19|20)\d\d[a-z]?[)）]|[\u3400-\u9fff]{2,4}[（(](?:19|20)\d\d[a-z]?[)）]"
)
_SENTENCE = re.compile(r"[^\n。！？]*?(?:[.!?](?=\s)|[。！？]|\n|$)", re.S)


def blanks(text):
    """Give the blanks of a text in order: the inside of each ``{{...}}`` outside code and math.

    Examples
    --------
    >>> blanks("{{n:,}} of `{{m}}` and $x_{{i}}$")
    ['n:,']
    """
    covered = [m.span() for m in protected(text)]
    return [m[1].strip() for m in _BLANK.finditer(text) if not _within(m, covered)]


def fill(text, values):
    """Put values into the blanks of a text.

    Parameters
    ----------
    text : str
    values : dict of str to str
        From the inside of a blank to what is shown.

    Returns
    -------
    str

    Examples
    --------
    >>> fill("{{n:,}} customers, `{{n}}`", {"n:,": "1,234"})
    '1,234 customers, `{{n}}`'
    """
    covered = [m.span() for m in protected(text)]
    return _BLANK.sub(lambda m: m[0] if _within(m, covered) else values[m[1].strip()], text)


def as_pattern(text):
    """Give a regular expression that any filling of the text matches.

    Examples
    --------
    >>> bool(re.fullmatch(as_pattern("{{n:,}} (about)"), "1,234 (about)"))
    True
    """
    mark = "\x01"
    marked = fill(text, dict.fromkeys(blanks(text), mark))
    return re.escape(marked).replace(mark, ".+?")


def _within(match, spans):
    return any(start <= match.start() and match.end() <= end for start, end in spans)


def untied(text):
    """Give the digits of a text that are neither tied to the kernel nor free.

    Free are years and dates, numbers of headings, lists, sections, lessons and exercises, names with
    digits, 0 and 1 on their own, and figures with a citation in the same sentence.

    Examples
    --------
    >>> untied("In 2025 lesson 4a found 12% of {{n}}, as C00042 had it.")
    ['12%']
    >>> untied("Response was 12% (Fader and Hardie 2007).")
    []
    """
    bare, found = _NUMBERING.sub(lambda m: " " * len(m[0]), plain(text)), []
    for sentence in _SENTENCE.finditer(bare):
        original = text[sentence.start() : sentence.end()]
        if sentence.group() and not _is_cited(original):
            found += re.findall(r"\d[\d.,]*\d%?|\d%?", _FREE.sub(" ", sentence.group()))
    return found


def _is_cited(sentence):
    return bool(_CITED.search(re.sub(r"`[^`]*`", "", sentence)))


def refuse_untied_numbers(cells):
    """Refuse digits in prose that no kernel has computed."""
    found = []
    for cell in cells:
        for language in [cell.lang] if cell.lang else ["en", "zh"]:
            for text in _tied_texts(cell, language):
                if digits := untied(text):
                    found.append(
                        cell.refuse(
                            f"numbers in prose not tied to the kernel: {', '.join(digits)}; "
                            "name them in code and write {{name:format}}, or cite the source"
                        )
                    )
    return found


def _tied_texts(cell, language):
    """The texts whose numbers must be tied: no rubric's marks, no sentences on wrong answers."""
    if cell.about.get("part") == "rubric":
        return []
    return [text for text in prose_of(cell, language) if text is not cell.about.get(language)]


def refuse_unreadable_blanks(cells):
    """Refuse a blank whose inside is no expression, and ``{{`` without its end."""
    found = []
    for cell in cells:
        for language in ("en", "zh"):
            if cell.lang not in (None, language):
                continue
            for text in _tied_texts(cell, language):
                found += [
                    cell.refuse(f"{{{{{b}}}}} is no expression") for b in blanks(text) if names_of(b) is None
                ]
                if re.search(r"\{\{|\}\}", plain(text)):
                    found.append(cell.refuse("{{ without }}, or }} without {{"))
    return found


def names_of(blank):
    """Give the set of names in a blank's expression, or None if it is none.

    Examples
    --------
    >>> sorted(names_of("n / total:.0%"))
    ['n', 'total']
    """
    try:
        tree = ast.parse(as_f_string(blank), mode="eval")
    except SyntaxError:
        return None
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def as_f_string(blank):
    """Give the blank as Python: an f-string, so that its format is Python's own.

    Examples
    --------
    >>> share = 0.125
    >>> eval(as_f_string("share:.0%"))
    '12%'
    """
    return 'f"""{' + blank + '}"""'


def refuse_different_blanks(pairs):
    """Refuse prose twins whose blanks speak of different names: the claims would differ."""
    found = []
    for pair in pairs:
        if pair.shared or not pair.en.prose:
            continue
        en, zh = (
            set().union(*(names_of(b) or set() for b in blanks(pair[lang].text))) for lang in ("en", "zh")
        )
        if en != zh:
            found.append(
                pair.zh.refuse(
                    f"its numbers come from {sorted(zh) or 'nothing'}, "
                    f"the English twin's from {sorted(en) or 'nothing'}"
                )
            )
    return found


def refuse_moved_number(cell, blank, at_place, at_end):
    """Refuse a blank that cannot be computed, or whose value later cells change.

    Parameters
    ----------
    cell : bindery.source.Cell
    blank : str
    at_place, at_end : bindery.execute.Answer

    Returns
    -------
    list of Refusal
    """
    if at_end.text is None:
        return [cell.refuse(f"{{{{{blank}}}}} cannot be computed: {at_end.problem}")]
    if at_place.text is not None and at_place.text != at_end.text:
        return [
            cell.refuse(
                f"{{{{{blank}}}}} is {at_place.text} here and {at_end.text} at the end of the lesson: "
                "a later cell uses the name again; choose another name"
            )
        ]
    return []


def refuse_different_values(path, en, zh):
    """Refuse blanks that the two languages' kernels fill with different numbers.

    Parameters
    ----------
    path : pathlib.Path
    en, zh : dict of str to str
        From blank to filled text.

    Returns
    -------
    list of Refusal
    """
    return [
        Refusal(path, None, "", f"{{{{{blank}}}}} is {en[blank]} in English and {zh[blank]} in Chinese")
        for blank in en
        if blank in zh and re.findall(r"\d+", en[blank]) != re.findall(r"\d+", zh[blank])
    ]
