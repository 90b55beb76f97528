"""Reviews: who gives stars to her order, how many, and in what words.

Since the online shop opened (January 2025) every order by web or telephone may be reviewed.  What
the customer of household i thinks of an order is

    y = s * S_i - p * severity + N(0, e^2)        severity 0 if nothing went wrong

(`crmlab.story.dissatisfaction.Stars`), and the stars are how often y passes the cuts.  She writes with a
chance that depends on the stars: the delighted and the furious write, the lukewarm don't.  So the stars one
sees are J-shaped, and their mean is not that of all orders (Hu, Pavlou and Zhang 2006; Hu, Zhang and Pavlou
2009).
truth/reviews has the stars of every order, written or not.

**Replies.**  To a review of three stars or fewer the shop replies or not, by coin.  The customer changes it,
to one or two stars more, with chance `changed` (no reply), `changed_quick` (reply within a day) or
`changed_slow`.

**Words.**  What is praised or blamed is one of five things (`ASPECTS`); where something went wrong, that
comes first.  Some leave no text, some write in English, a few of the furious are sarcastic.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from crmlab.story.complaint_texts import FOOD, Dice, product_facts
from crmlab.story.dissatisfaction import PER_BLOCK, STARS, give_stars
from crmlab.story.streams import ids, stream
from crmlab.story.survey_latent import make_latent

TABLES = ("reviews", "truth/reviews")
ASPECTS = ("goods", "delivery", "service", "price", "app")
ASPECT_SHARES = (0.36, 0.24, 0.16, 0.14, 0.10)
BLAMED = {
    "late": "delivery", "damaged": "delivery", "wrong_item": "service", "quality": "goods", "rude": "service",
    "price": "price", "app": "app",
}  # fmt: skip


@dataclass(frozen=True)
class Reviews:
    """Chances to write make the J of real shops: most give 5, and more give 1 than 2 (Hu et al. 2009)."""

    since: str = "2025-01-01"
    writes: tuple = (0.30, 0.14, 0.07, 0.11, 0.32)  # by stars, 1 to 5
    english: float = 0.15
    no_text: float = 0.10  # of four and five stars
    sarcasm: float = 0.10  # of one and two stars
    replied: float = 0.5
    reply_hours: float = 22.0  # median of the lognormal
    reply_spread: float = 1.0
    changed: float = 0.04
    changed_quick: float = 0.36
    changed_slow: float = 0.16


REVIEWS = Reviews()
CARD_VALUES = {"REVIEWS": REVIEWS}


@cache
def phrases():
    """Read the phrases: by language, then good, bad or common, then aspect."""
    books = tomllib.loads((Path(__file__).parent / "review_phrases.toml").read_text(encoding="utf-8"))
    for book in books.values():
        things = book.pop("things")
        for kind in ("good", "bad"):
            book[f"{kind}_things"] = {**book[kind], "goods": things[kind]}
    return books


def make(block):
    """Make the reviews of a block, and the stars of all orders.

    Parameters
    ----------
    block : crmlab.story.block.Block
        After `crmlab.story.complaints`, whose incidents tell what went wrong.

    Returns
    -------
    dict of str to pandas.DataFrame
    """
    rng = stream(block.seed, "reviews", block.block)
    orders = _opinions(rng, block)
    writes = rng.random(len(orders)) < np.array(REVIEWS.writes)[orders["stars"] - 1]
    after = pd.to_timedelta(rng.integers(8 * 3600, 6 * 86400, len(orders)), unit="s")
    orders["reviewed_at"] = orders["ordered_on"] + after
    end = block.days[-1] + pd.Timedelta(days=1)
    written = orders[writes & (orders["reviewed_at"] < end)].sort_values("reviewed_at", kind="stable")
    replies = _replies(rng, written, end)
    words = _texts(block, written)
    reviews = pd.DataFrame(
        {
            "review_id": ids("V", block.block * PER_BLOCK, len(written), 6),
            "order_id": written["order_id"].to_numpy(),
            "customer_id": written["customer_id"].to_numpy(),
            "reviewed_at": written["reviewed_at"].to_numpy(),
            "stars": written["stars"].to_numpy(),
            "language": [row[0] for row in words],
            "text": [row[1] for row in words],
            "product_id": [row[2] for row in words],
            **replies,
        }
    )
    truth = orders[["order_id", "stars"]].reset_index(drop=True)
    return {"reviews": reviews, "truth/reviews": truth}


def _opinions(rng, block):
    """Give the orders that may be reviewed, with what went wrong and the stars each deserves."""
    orders = block.orders
    open_to = (orders["ordered_on"] >= REVIEWS.since) & (orders["channel"] != "shop") & (orders["amount"] > 0)
    orders = orders[open_to].reset_index(drop=True)
    who = pd.Index(block.households["customer_id"]).get_indexer(orders["customer_id"])
    incidents = block.plans["complaints"].incidents
    wrong = incidents.drop_duplicates(["household", "noticed_on"]).set_index(["household", "noticed_on"])
    met = wrong.reindex(pd.MultiIndex.from_arrays([who, orders["ordered_on"]]))
    severity = met["severity"].fillna(0).to_numpy()
    opinion = (
        STARS.satisfaction * make_latent(block)["satisfaction"].to_numpy()[who]
        - STARS.failure * severity
        + STARS.error * rng.standard_normal(len(orders))
    )
    return orders.assign(failed=met["category"].to_numpy(), stars=give_stars(opinion))


def _replies(rng, written, end):
    """Draw the replies to bad reviews, and the stars afterwards: three columns."""
    n = len(written)
    stars, reviewed_at = written["stars"].to_numpy(), written["reviewed_at"].reset_index(drop=True)
    replied = (stars <= 3) & (rng.random(n) < REVIEWS.replied)
    hours = rng.lognormal(np.log(REVIEWS.reply_hours), REVIEWS.reply_spread, n)
    replied_at = (reviewed_at + pd.to_timedelta(np.rint(3600 * hours).astype(int), unit="s")).where(replied)
    chance = np.where(hours <= 24, REVIEWS.changed_quick, REVIEWS.changed_slow)
    chance = np.where(replied, chance, REVIEWS.changed)
    days = pd.to_timedelta(rng.integers(1, 8, n), unit="D")
    changed_on = replied_at.fillna(reviewed_at).dt.normalize() + days
    changed = (stars <= 3) & (rng.random(n) < chance) & (changed_on < end).to_numpy()
    more = np.minimum(stars + rng.integers(1, 3, n), 5)
    return {
        "replied_at": replied_at.where(replied_at < end),
        "changed_on": changed_on.where(changed),
        "stars_after": np.where(changed, more, stars),
    }


def _texts(block, written):
    """Write each review: language, text (None for none), and the product it names (None for none)."""
    rng = stream(block.seed, "review texts", block.block)
    products = _one_product_each(rng, block, written)
    rows = zip(written["stars"], written["failed"], products, strict=True)
    return [_one(Dice(rng, 24), *row) for row in rows]


def _one_product_each(rng, block, written):
    lines = block.order_lines[block.order_lines["order_id"].isin(written["order_id"])]
    lines = lines.iloc[rng.permutation(len(lines))].drop_duplicates("order_id").set_index("order_id")
    return lines["product_id"].reindex(written["order_id"])


def _one(dice, stars, failed, product_id):
    language = "en" if dice.chance(REVIEWS.english) else "zh"
    if stars >= 4 and dice.chance(REVIEWS.no_text):
        return language, None, None
    book, common = phrases()[language], phrases()[language]["common"]
    first = BLAMED.get(failed) if isinstance(failed, str) else None
    if product_facts()[product_id]["category"] not in FOOD:
        book = {**book, "good": book["good_things"], "bad": book["bad_things"]}
    parts = list(dict.fromkeys(_parts(dice, book, common, stars, first)))
    named = product_id if any("{p}" in part for part in parts) else None
    name = product_facts()[product_id][language]
    if language == "en":
        text = ". ".join(part[0].upper() + part[1:] for part in parts) + "."
        return language, text.replace("{p}", name), named
    text = "，".join(parts) + dice.pick(("。", "！", "", ""))
    return language, text.replace("{p}", name, 1).replace("{p}", ""), named  # nobody names it twice


def _parts(dice, book, common, stars, first):
    good = [dice.pick(book["good"][_aspect(dice)]) for _ in range(2)]
    bad = [dice.pick(book["bad"][first or _aspect(dice)]), dice.pick(book["bad"][_aspect(dice)])]
    if stars == 5:
        parts = good[: dice.whole(0, 2)] + ([dice.pick(common["praise"])] if dice.chance(0.6) else [])
        return parts or good[:1]
    if stars == 4:
        grudge = [dice.pick(common["but"]) + _small(bad[0])] if first or dice.chance(0.35) else []
        return good[: dice.whole(1, 2)] + grudge
    if stars == 3 and not first and dice.chance(0.3):
        return [dice.pick(common["so_so"]), good[0]]
    if stars == 3:
        kind = [good[0]] if dice.chance(0.5) else []
        return [dice.pick(common["so_so"]), *kind, *bad[:1]] if dice.chance(0.75) else [*good[:1], *bad[:1]]
    if dice.chance(REVIEWS.sarcasm):
        return [dice.pick(common["sarcasm"])]
    kind = [good[0]] if stars == 2 and dice.chance(0.3) else []
    blame = [dice.pick(common["blame"])] if dice.chance(0.3 if stars == 2 else 0.65) else []
    return kind + bad[: dice.whole(1, 2)] + blame


def _small(sentence):
    """Let a sentence go on after another word: English in small letters and after a space."""
    english = sentence[0].isascii() and sentence[0] != "{"
    return f" {sentence[0].lower()}{sentence[1:]}" if english else sentence


def _aspect(dice):
    edge, number = 0.0, dice.whole(0, 99) / 100
    for name, share in zip(ASPECTS, ASPECT_SHARES, strict=True):
        edge += share
        if number < edge:
            return name
    return ASPECTS[-1]
