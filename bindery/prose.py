"""Refusals of style: what good prose in either language does not do."""

import re

FULL_WIDTH = "，。；：？！（）【】《》“”‘’、…—"
HANZI = "\u3400-\u9fff"

_FENCE = r"^(?P<ticks>```+|~~~+)[^\n]*\n.*?^(?P=ticks)[ \t]*$"
_COMMENT = r"<!--.*?-->"
_CODE = r"(?<!`)(?P<tick>`+)(?!`).+?(?<!`)(?P=tick)(?!`)"
_MATH = r"(?<!\\)\$\$.+?\$\$|(?<![\\$])\$(?=[^\s$])[^$\n]*?(?<=[^\s$\\])\$(?!\d)"
_TAG = r"</?[A-Za-z][^<>\n]*>"
_TARGET = r"(?<=\])\([^()\s]*\)"
_BARE_LINK = r"https?://[^\s）)，。]+"
_PROTECTED = re.compile("|".join((_FENCE, _COMMENT, _CODE, _MATH, _TAG, _TARGET, _BARE_LINK)), re.S | re.M)
_CODE_OR_MATH = re.compile("|".join((_FENCE, _CODE, _MATH)), re.S | re.M)
_BLANK = re.compile(r"\{\{.+?\}\}")
_COVER = "\x00"


def protected(text):
    """Give the spans of code, math, HTML and link targets, in which no rule of prose holds.

    Examples
    --------
    >>> [m.group() for m in protected("Take `x_1` and $y^2$, for $5 or $6.")]
    ['`x_1`', '$y^2$']
    """
    return list(_PROTECTED.finditer(text))


def plain(text, blanks=True):
    """Give the prose with code, math, HTML, link targets (and blanks) covered, place by place.

    Examples
    --------
    >>> plain("`a1` is {{n}}", blanks=True).replace("\\x00", "·")
    '···· is ·····'
    """
    text = _PROTECTED.sub(_cover, text)
    return _BLANK.sub(_cover, text) if blanks else text


def _cover(match):
    return re.sub(r"[^\n]", _COVER, match.group())


def prose_of(cell, language):
    """Give all prose that one cell shows in a language: its text if it is prose, and its alt text.

    Parameters
    ----------
    cell : bindery.source.Cell
    language : {"en", "zh"}

    Returns
    -------
    list of str
    """
    texts = [cell.text] if cell.prose else []
    texts += [cell.alt[language]] if language in cell.alt else []
    return texts + ([cell.about[language]] if language in cell.about else [])


def chinese_of(cell):
    """Give all Chinese prose of one cell."""
    if cell.prose and cell.lang != "zh":
        return []
    return prose_of(cell, "zh")


def _refuse_where(cells, pattern, reason, texts=chinese_of, view=plain):
    """Refuse each cell in whose prose the pattern stands, with the places."""
    found = []
    for cell in cells:
        for text in texts(cell):
            places = [_around(text, m) for m in re.finditer(pattern, view(text), flags=re.M)]
            if places:
                found.append(cell.refuse(f"{reason}: {', '.join(places)}"))
    return found


def _around(text, match):
    return "「" + text[max(match.start() - 4, 0) : match.end() + 4].replace("\n", " ") + "」"


def refuse_polite_you(cells):
    """Refuse 您 outside quotations: the lessons say 你."""
    return _refuse_where(cells, "您", "您 outside a quotation; write 你", view=_without_quotations)


def _without_quotations(text):
    return re.sub(r"“[^”]*”|‘[^’]*’|「[^」]*」", _cover, plain(text))


def refuse_spaces_in_chinese(cells):
    """Refuse spaces between hanzi and Latin letters, digits, code or numbers from the kernel."""
    latin = rf"A-Za-z0-9{_COVER}"
    # A heading's or a list item's own number is followed by a space: that one is Markdown's.
    pattern = rf"(?<=[{HANZI}]) +(?=[{latin}])|(?<=[{latin}]) +(?=[{HANZI}])|(?<=[{HANZI}]) +(?=[{HANZI}])"
    return _refuse_where(cells, pattern, "a space beside hanzi", view=_without_math_and_numbering)


def _without_math_and_numbering(text):
    text = re.sub(r"^(#+ |\s*)\d+[.)]?(?= )", lambda m: "." * len(m.group()), text, flags=re.M)
    text = re.sub(rf"{_MATH}|{_COMMENT}|{_TAG}", lambda m: "." * len(m.group()), text, flags=re.S)
    return plain(text)


def refuse_half_width_in_chinese(cells):
    """Refuse half-width punctuation after hanzi and half-width brackets around them."""
    pattern = rf"(?<=[{HANZI}”）])[,.;:!?](?=[{HANZI}“（\s*]|$)|(?<=[{HANZI}])\(|\((?=[{HANZI}])"
    return _refuse_where(cells, pattern, "half-width punctuation in Chinese prose")


def refuse_full_width_in_math(cells):
    """Refuse full-width punctuation inside math and inline code, in either language."""
    return _refuse_where(
        cells,
        f"[{FULL_WIDTH}]",
        "full-width punctuation inside math or code",
        texts=lambda cell: [cell.text] if cell.prose else [],
        view=_only_code_and_math,
    )


def _only_code_and_math(text):
    shown = [_COVER if char != "\n" else char for char in text]
    for match in _CODE_OR_MATH.finditer(text):
        inside = match.group()
        if not inside.startswith("$"):  # strings and comments of code may speak Chinese
            inside = re.sub(r"\"[^\"\n]*\"|'[^'\n]*'|#[^\n]*", _cover, inside)
        shown[match.start() : match.end()] = inside
    return "".join(shown)


def refuse_broken_bold(cells):
    """Refuse bold or italic marks that Markdown will not read beside Chinese punctuation.

    CommonMark closes no emphasis at ``”**了``: punctuation within, a letter without.
    """
    span = r"(?P<before>.?)\*\*(?P<bold>[^*\n]+)\*\*(?=(?P<after>.?))"
    letter, mark = f"[{HANZI}A-Za-z0-9]", f"[{FULL_WIDTH}]"
    found = []
    for cell in cells:
        for text in chinese_of(cell):
            found += [
                cell.refuse(
                    f"Markdown will not show {m['bold']!r} as bold beside a letter; "
                    "move the punctuation out of the marks"
                )
                for m in re.finditer(span, plain(text))
                if (re.match(letter, m["before"]) and re.match(mark, m["bold"]))
                or (re.match(letter, m["after"]) and re.match(mark, m["bold"][-1]))
            ]
    return found


def refuse_contradicted_terms(cells, glossary):
    """Refuse a translation that the glossary says to avoid."""
    found, right = [], sorted((row["zh"] for row in glossary), key=len, reverse=True)
    for cell in cells:
        for text in chinese_of(cell):
            bare = plain(text)
            for term in filter(None, right):
                bare = bare.replace(term, _COVER)  # a wrong word may be part of a right one
            found += [
                cell.refuse(f"{word}: the glossary's word for {row['en']!r} is {row['zh']}")
                for row in glossary
                for word in _avoided(row)
                if word in bare
            ]
    return found


def _avoided(row):
    return [word.strip() for word in re.split("[;；]", row.get("avoid_zh") or "") if word.strip()]


def refuse_missing_terms(source, glossary):
    """Refuse a lesson that never says a term which the glossary gives to it."""
    found = []
    for lang in ("en", "zh"):
        own = [cell for cell in source.cells if not cell.prose or cell.lang == lang]
        texts = [text for cell in own for text in prose_of(cell, lang)]
        said = "\n".join([*texts, str(source.header["title"][lang])]).casefold()
        found += [
            source.refuse(
                f"the glossary gives {row[lang]!r} to this lesson, but its {lang} prose never says it"
            )
            for row in glossary
            if row.get("lesson") == source.id and row[lang].casefold() not in said
        ]
    return found


def refuse_style(cells):
    """Give all refusals of prose style of some cells."""
    rules = (
        refuse_polite_you,
        refuse_spaces_in_chinese,
        refuse_half_width_in_chinese,
        refuse_full_width_in_math,
        refuse_broken_bold,
    )
    return [refusal for rule in rules for refusal in rule(cells)]
