"""Two languages, one lesson: pair the cells and refuse twins that say or do different things."""

import ast
import re
from dataclasses import dataclass

from bindery.source import Cell, parse_code

CJK = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef\u2018-\u201d\u2026\u2014]")
# Arguments whose strings are shown to the reader; all other keyword strings are the machine's.
SHOWN = frozenset(
    """alt annot caption description fmt format label labels legend name s sep suptitle text tick_labels title
    xlabel xticklabels ylabel yticklabels zlabel""".split()  # noqa: SIM905
)


@dataclass(frozen=True)
class Pair:
    """What stands at one place of a lesson: twins, or one shared cell in both places."""

    en: Cell
    zh: Cell

    @property
    def shared(self):
        return self.en is self.zh

    def __getitem__(self, language):
        return getattr(self, language)

    @property
    def cells(self):
        return [self.en] if self.shared else [self.en, self.zh]


def pair_cells(cells):
    """Pair English cells with the Chinese ones that follow them.

    Returns
    -------
    tuple of (list of Pair, list of Refusal)
    """
    pairs, refusals, waiting = [], [], None
    for cell in cells:
        if waiting is not None and cell.lang == "zh" and _are_twins(waiting, cell):
            pairs.append(Pair(waiting, cell))
            waiting = None
            continue
        if waiting is not None:
            refusals.append(waiting.refuse("no Chinese twin right after this English cell"))
            waiting = None
        if cell.lang == "en":
            waiting = cell
        elif cell.lang == "zh":
            refusals.append(cell.refuse("no English twin right before this Chinese cell"))
        elif cell.lang is not None:
            refusals.append(cell.refuse(f"lang={cell.lang!r}; it may be en or zh"))
        elif cell.prose and _holds_words(cell.text):
            refusals.append(cell.refuse('prose without lang="en" or lang="zh"; it needs a twin'))
        else:
            pairs.append(Pair(cell, cell))
    if waiting is not None:
        refusals.append(waiting.refuse("no Chinese twin right after this English cell"))
    return pairs, refusals


def _are_twins(en, zh):
    same = ("exercise", "part")
    return en.prose == zh.prose and all(en.about.get(word) == zh.about.get(word) for word in same)


def _holds_words(text):
    return bool(re.search(r"\w", re.sub(r"<!--.*?-->", "", text, flags=re.S)))


def refuse_different_slides(pairs):
    """Refuse twins with different slide marks or tags: the lectures would differ."""
    return [
        pair.zh.refuse(
            f"{word} is {pair.zh.about.get(word)!r} here, {pair.en.about.get(word)!r} in the English twin"
        )
        for pair in pairs
        for word in ("slide", "tags")
        if pair.en.about.get(word) != pair.zh.about.get(word)
    ]


def headings(text):
    """Give a cell's headings as a list of (level, words), code fences left out.

    Examples
    --------
    >>> headings("# A\\n\\n```\\n# no heading\\n```\\n### B")
    [(1, 'A'), (3, 'B')]
    """
    bare = re.sub(r"^```.*?^```", "", text, flags=re.S | re.M)
    return [(len(m[1]), m[2].strip()) for m in re.finditer(r"^(#{1,6})\s+(.+)$", bare, flags=re.M)]


def refuse_different_headings(pairs):
    """Refuse prose twins whose headings differ in number or level."""
    found = []
    for pair in pairs:
        en, zh = ([level for level, _ in headings(pair[lang].text)] for lang in ("en", "zh"))
        if pair.en.prose and en != zh:
            found.append(pair.zh.refuse(f"its headings have levels {zh}, the English twin's {en}"))
    return found


def refuse_different_code(pairs):
    """Refuse code twins that differ in more than comments and the words shown to the reader."""
    found = []
    for pair in pairs:
        if pair.shared or pair.en.prose:
            continue
        try:
            difference = code_difference(pair.en.text, pair.zh.text)
        except SyntaxError:
            continue  # refuse_unparsable_code has said so
        if difference:
            found.append(pair.zh.refuse(f"the code differs from its English twin's: {difference}"))
    return found


def code_difference(en, zh):
    """Say where two pieces of code do different things, or give ``""``.

    Comments may differ, and so may strings that are shown; a Chinese string that differs must be Chinese,
    so that ``groupby("channel")`` does not pass for a translation.  Strings in subscripts, dict keys and
    keyword arguments other than titles and labels must be equal.

    Parameters
    ----------
    en, zh : str

    Returns
    -------
    str

    Examples
    --------
    >>> code_difference('ax.set_title("Sales")', 'ax.set_title("销售额")')
    ''
    >>> code_difference('df["amount"]', 'df["金额"]')
    "'amount' against '金额', line 1"
    """
    return _differ(parse_code(en), parse_code(zh), shown=True)


def _differ(en, zh, shown):
    if _is_text(en) and _is_text(zh):
        return _texts_differ(en, zh, shown)
    if type(en) is not type(zh):
        return f"{_show(en)} against {_show(zh)}{_line(zh)}"
    if isinstance(en, list):
        if len(en) != len(zh):
            more = next((node for node in zh + en if isinstance(node, ast.AST)), None)
            return f"{len(en)} parts against {len(zh)}{_line(more)}"
        return next((d for a, b in zip(en, zh, strict=True) if (d := _differ(a, b, shown))), "")
    if isinstance(en, ast.AST):
        return next((d for a, b, s in _children(en, zh, shown) if (d := _differ(a, b, s))), "")
    return "" if en == zh else f"{en!r} against {zh!r}"


def _children(en, zh, shown):
    """Pair the fields of two nodes of one type, each with whether its strings are shown to the reader."""
    for name in en._fields:
        inner = shown
        if (isinstance(en, ast.Subscript) and name == "slice") or (
            isinstance(en, ast.Dict) and name == "keys"
        ):
            inner = False
        elif isinstance(en, ast.Dict):
            inner = True  # rename(columns={"amount": "Yuan"}): the values are shown
        elif isinstance(en, ast.keyword):
            inner = en.arg in SHOWN
        elif isinstance(en, ast.Compare):
            inner = False
        yield getattr(en, name, None), getattr(zh, name, None), inner


def _is_text(node):
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _texts_differ(en, zh, shown):
    if ast.dump(en) == ast.dump(zh):
        return ""
    inserted = [
        sorted(ast.dump(v.value) for v in _parts(node) if isinstance(v, ast.FormattedValue))
        for node in (en, zh)
    ]
    if shown and inserted[0] == inserted[1] and CJK.search(_words(zh)):
        return ""
    return f"{_show(en)} against {_show(zh)}{_line(zh)}"


def _parts(node):
    return node.values if isinstance(node, ast.JoinedStr) else [node]


def _words(node):
    return "".join(v.value for v in _parts(node) if isinstance(v, ast.Constant))


def _show(node):
    text = ast.unparse(node) if isinstance(node, ast.AST) else repr(node)
    return text if len(text) <= 60 else text[:57] + "..."


def _line(node):
    return f", line {node.lineno}" if hasattr(node, "lineno") else ""
