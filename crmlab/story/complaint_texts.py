"""The words of a complaint: put together from phrases, so that a machine can learn most of it but not all.

A text is made of, in this order and each with its chance: an opening, a filler, **what** happened, a detail,
a word of the customer's mood, and a demand.  Then what makes reading hard:

* `vague`: what happened is not said at all;
* `mixed`: a second category is told as well, and comes first half of the time;
* `typo`: a wrong character (the kind an input method makes), or two letters swapped;
* `dialect`: some words and the ending of a northern, a western or an eastern speaker (Chinese only).

`english` of the complaints are in English, the rest in Chinese.  The mood is in the words with chance `mood`;
`wrong_mood` of those are another mood's.  A clerk notes a complaint made at the counter in fewer words.

The phrases are in ``complaint_phrases.toml``.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from crmlab.story.dissatisfaction import CATEGORIES
from crmlab.story.products import make_products
from crmlab.story.streams import stream


@dataclass(frozen=True)
class Words:
    """How a complaint is worded (own choice; vague and mixed set what a classifier can reach)."""

    english: float = 0.15
    vague: float = 0.08
    mixed: float = 0.20
    typo: float = 0.14
    dialect: float = 0.12
    opening: float = 0.45
    filler: float = 0.25
    detail: float = 0.50
    mood: float = 0.65
    wrong_mood: float = 0.12
    demand: float = 0.55


WORDS = Words()
CARD_VALUES = {"COMPLAINT_WORDS": WORDS}
LIQUID = ("P009", "P010", "P011", "P012", "P013", "P017", "P023", "P038", "P041")
EGGS = "P018"
LOOSE = ("P019", "P020", "P021", "P022")  # tofu, fruit and greens: nothing round them
DRY = ("rice", "flour")
FRESH = ("fresh", "dairy")
FOOD = ("rice", "flour", "oil", "seasoning", "fresh", "dairy", "snacks", "drinks", "gift")
MOODS = ("calm", "disappointed", "anxious", "angry")


@cache
def phrases():
    """Read the phrases: by language, then part of the text, then category or mood."""
    return tomllib.loads((Path(__file__).parent / "complaint_phrases.toml").read_text(encoding="utf-8"))


@cache
def product_facts():
    """Give each product's names and category, by id."""
    table = make_products()
    return {
        row.product_id: {"zh": row.name_zh, "en": _lower(row.name_en), "category": row.category}
        for row in table.itertuples()
    }


def _lower(name):
    """Write a product's name inside a sentence; a place keeps its capital."""
    return name if name.startswith("Northeast") else name.lower()


def write(block, cases, product_id):
    """Write the text of each complaint.

    Parameters
    ----------
    block : crmlab.story.block.Block
        Its seed and number are used.
    cases : pandas.DataFrame
        ``category``, ``channel``, ``mood``, of each complaint.
    product_id : pandas.Series of str
        What it is about; missing where it is about no product.

    Returns
    -------
    pandas.DataFrame
        ``language`` (``zh`` or ``en``) and ``text``, on the index of `cases`.
    """
    rng = stream(block.seed, "complaint texts", block.block)
    rows = zip(cases["category"], cases["channel"], cases["mood"], product_id, strict=True)
    written = [_one(Dice(rng), *row) for row in rows]
    return pd.DataFrame(written, columns=["language", "text"], index=cases.index)


class Dice:
    """A handful of random numbers for one text, drawn at once: one by one they would be slow."""

    def __init__(self, rng, n=40):
        self._numbers = iter(rng.random(n).tolist())

    def chance(self, p):
        """Say yes with chance p."""
        return next(self._numbers) < p

    def pick(self, choices):
        """Take one of a list."""
        return choices[int(next(self._numbers) * len(choices))]

    def whole(self, low, high):
        """Give a whole number from low to high."""
        return low + int(next(self._numbers) * (high - low + 1))


def _one(dice, category, channel, mood, product_id):
    language = "en" if dice.chance(WORDS.english) else "zh"
    book = phrases()[language]
    product_id = product_id if isinstance(product_id, str) else None
    common, brief = book["common"], 0.5 if channel == "counter" else 1.0
    if dice.chance(WORDS.vague):
        tale = [dice.pick(common["vague"])]
    else:
        tale = _tale(dice, book, category, product_id, brief)
        if dice.chance(WORDS.mixed):
            other = dice.pick([name for name in CATEGORIES if name != category])
            second = [dice.pick(_whats(book, other, product_id))]
            tale = second + tale if dice.chance(0.5) else tale + second
    parts = [dice.pick(common["opening"])] if dice.chance(WORDS.opening * brief) else []
    parts += [dice.pick(common["filler"])] if dice.chance(WORDS.filler * brief) else []
    parts += tale
    if dice.chance(WORDS.mood):
        parts.append(dice.pick(common[dice.pick(MOODS) if dice.chance(WORDS.wrong_mood) else mood]))
    parts += [dice.pick(common["demand"])] if dice.chance(WORDS.demand * brief) else []
    parts = [_fill(dice, book, part, product_id, language) for part in parts]
    return language, (_join_zh if language == "zh" else _join_en)(dice, parts, mood)


def _tale(dice, book, category, product_id, brief):
    tale = [dice.pick(_whats(book, category, product_id))]
    if dice.chance(WORDS.detail * brief):
        tale.append(dice.pick(book["detail"][category]))
    return tale


def _whats(book, category, product_id):
    """Give the sentences that fit a category and, where it is about goods, the product."""
    what = book["what"]
    kind = product_facts()[product_id]["category"] if product_id else "rice"
    if category == "quality":
        if kind not in FOOD:
            return what["quality_other"]
        packed = what["quality_packed"] if product_id not in LOOSE else []
        dry = what["quality_dry"] if kind in DRY else []
        return what["quality_any"] + packed + dry + (what["quality_fresh"] if kind in FRESH else [])
    if category == "damaged" and product_id == EGGS:
        return what["damaged_eggs"]
    if category == "damaged" and product_id in LOOSE:
        return what["damaged_soft"]
    if category == "damaged" and product_id in LIQUID:
        return what["damaged"] + 2 * what["damaged_liquid"]
    return what[category]


def _fill(dice, book, part, product_id, language):
    if "{" not in part:
        return part
    slots = book["slots"]
    thing = product_facts()[product_id][language] if product_id else dice.pick(slots["nothing"])
    return part.format(
        p=thing, n=dice.whole(2, 5), d=dice.whole(2, 15), h=dice.whole(2, 6), t=dice.pick(slots["t"])
    )


def _join_zh(dice, parts, mood):
    text = "，".join(parts)
    loud = mood == "angry" and dice.chance(0.6)
    if dice.chance(WORDS.dialect):
        flavour = phrases()["zh"]["dialect"][dice.pick(("northeast", "sichuan", "wu"))]
        for word, local in flavour["words"].items():
            text = text.replace(word, local)
        ending = dice.pick(flavour["endings"]) if dice.chance(0.7) else ""
        text += "，" + ending if len(ending) > 2 else ending
    if dice.chance(WORDS.typo):
        typos = [(right, wrong) for right, wrong in phrases()["zh"]["typos"].items() if right in text]
        text = text.replace(*dice.pick(typos), 1) if typos else text
    return text + ("！" if loud else dice.pick(("。", "。", "。", "", "…")))


def _join_en(dice, parts, mood):
    text = ". ".join(part[0].upper() + part[1:] for part in parts)
    if dice.chance(WORDS.typo):
        at = dice.whole(1, len(text) - 3)
        if text[at : at + 2].isalpha():
            text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text + ("!" if mood == "angry" and dice.chance(0.6) else ".")
