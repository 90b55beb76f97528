"""Persons: who lives in each household, and where the household has lived.

**Members.**  The head is the customer of the customer list.  Her given name tells her generation (建国
was born in the fifties, 梓轩 after the millennium), so her birthday is drawn evenly from the years of
`Persons.born` for that generation.  Who else lives with her follows from generation and household size
by the rows of `TEMPLATES`.  Their birthdays hang on hers:

    born(partner) = born(head) + N(0, partner_gap) years, a wife `husband_older` years after her husband
    born(child) = born(mother or only parent) + N(mother_age), a parent, a grandchild likewise

Children and parents share the family name that custom gives them; partners have one of their own.

**Telephones.**  Everybody who is `phone_from` or older has one number, 113 and eight digits: the person's
serial number times a fixed multiplier, plus a number drawn from the seed, modulo 10^8.  So no two persons
share a number, and nobody's telephone can ring: mobile numbers in China begin with 13 to 19, and 11 is
kept for short service numbers, which are never followed by eight more digits.

**Addresses.**  A household lives in a street of its district.  It moves as a Poisson process of rate
`Persons.moves_per_year` (at most once in the history), to a street of any district.  Street names are
made up and belong to no named town.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.story.names import FAMILY
from crmlab.story.people import DISTRICTS
from crmlab.story.spelling import pinyin
from crmlab.story.streams import pick, stream


@dataclass(frozen=True)
class Persons:
    """Who lives together (own choices unless a source is named)."""

    born: tuple = ((1948, 1968), (1966, 1994), (1990, 2003))  # head's years of birth: old, middle, young
    mother_age: tuple = (28.0, 4.0)  # age at a birth, mean and sd
    mother_least: int = 19  # nobody is born to a younger mother
    husband_older: float = 2.0  # years, about: at first marriage 25.8 and 24.0 in the census of 2010
    partner_gap: float = 2.5  # standard deviation, in years
    phone_from: int = 12  # age on 2026-01-01 from which a person has a telephone
    moves_per_year: float = 0.07  # chance that a household moves in a year


PERSONS = Persons()
CARD_VALUES = {"PERSONS": PERSONS}
TABLES = ("truth/persons", "truth/addresses")
TEXT = pd.StringDtype(na_value=np.nan)  # the type of a column of words, though a small block have none
TODAY = pd.Timestamp("2026-01-01")
MOST_MEMBERS = 8  # room for serial numbers: household number times this, plus the place in the household
PHONE_START, PHONE_STEP = "113", 61_803_399  # the step shares no factor with 10^8

# Given names by generation (old, middle, young, child) and gender.
GIVEN = {
    (0, "M"): "建国 国华 立新 德明 永福 长生 文山 志明 金生 有才",
    (0, "F"): "秀英 秀兰 桂英 玉兰 春梅 淑珍 凤英 月琴 素珍 桂兰",
    (1, "M"): "伟 强 磊 勇 杰 涛 明 超 刚 平 洋 志强 晓东 建军 海波 俊峰",
    (1, "F"): "芳 敏 静 丽 艳 娟 霞 雪梅 海燕 美玲 晓红 丽华 红梅 玲",
    (2, "M"): "文博 浩然 梓轩 思远 宇航 俊杰 志远 天宇 家豪 明哲",
    (2, "F"): "婷婷 子涵 欣怡 佳琪 雨桐 思雨 梦洁 雅静 诗涵 晓雯 可欣",
    (3, "M"): "梓轩 浩宇 宇轩 子墨 沐阳 俊熙 奕辰 晨曦 浩然 明轩",
    (3, "F"): "子涵 欣怡 雨桐 梓涵 诗涵 可馨 若曦 依诺 语桐 佳怡",
}
GIVEN = {key: names.split() for key, names in GIVEN.items()}
NAMED_FROM = (1966, 1989, 2005)  # years of birth at which one fashion in names gives way to the next
EITHER = ("平", "洋")  # given names of women and men alike

# Who lives with the head: (generation, size) -> templates, each as likely as the others.
# p partner, c child, e elder (parent of the head), s brother or sister, g grandchild.
TEMPLATES = {
    (0, 1): [""], (0, 2): ["p", "p", "c"], (0, 3): ["pc"], (0, 4): ["pcg"], (0, 5): ["pcgg"],
    (0, 6): ["pccgg"],
    (1, 1): [""], (1, 2): ["p", "p", "p", "c"], (1, 3): ["pc", "pc", "pc", "pe"], (1, 4): ["pcc", "pce"],
    (1, 5): ["pcce", "pcee"], (1, 6): ["pccee"],
    (2, 1): [""], (2, 2): ["p", "p", "e"], (2, 3): ["pc", "ee"], (2, 4): ["pce", "ees"], (2, 5): ["pcee"],
    (2, 6): ["pccee"],
}  # fmt: skip
ROLES = {"h": "head", "p": "partner", "c": "child", "e": "parent", "s": "sibling", "g": "grandchild"}

STREETS = {
    "lane": ("米市巷", "井边巷", "灯笼巷", "竹器巷", "豆腐巷", "裁缝巷"),
    "east_gate": ("东门大街", "城墙路", "鼓楼街", "书院街"),
    "riverside": ("河沿路", "渡口街", "柳岸路", "渔歌路"),
    "new_town": ("新城大道", "禾兴路", "春晖路", "锦绣路"),
    "university": ("学府路", "银杏路", "桂园路", "杏坛路"),
    "old_mill": ("磨坊街", "水车路", "石桥路", "麦场街"),
}


def make(block):
    """Make the persons and the addresses of a block.

    Parameters
    ----------
    block : crmlab.story.block.Block

    Returns
    -------
    dict of str to pandas.DataFrame
        ``truth/persons``, one row per person; ``truth/addresses``, one row per household and address.
    """
    return {"truth/persons": make_persons(block), "truth/addresses": make_addresses(block)}


def make_persons(block):
    """Give the members of each household, heads first: ids, role, gender, birthday, phone and names."""
    rng = stream(block.seed, "persons", block.block)
    heads = block.households
    generation, gender = _read_heads(rng, heads)
    members = _gather(rng, heads["size"].to_numpy(), generation)
    members["gender"] = _genders(rng, members, gender)
    members["born_on"] = _birthdays(rng, members, generation)
    family, given = _names(rng, members, heads)
    name = [f + g for f, g in zip(family, given, strict=True)]
    household = heads["household_id"].to_numpy()[members["household"]]
    serial = household_numbers(heads)[members["household"]] * MOST_MEMBERS + members["place"].to_numpy()
    has_phone = members["born_on"] <= TODAY - pd.DateOffset(years=PERSONS.phone_from)
    return pd.DataFrame(
        {
            "person_id": [f"{h}-{p + 1}" for h, p in zip(household, members["place"], strict=True)],
            "household_id": household,
            "role": members["role"].map(ROLES),
            "gender": members["gender"],
            "born_on": members["born_on"],
            "phone": np.where(has_phone, _phones(block.seed, serial), None),
            "name_zh": name,
            "name_en": [f"{pinyin(f)} {pinyin(g)}" for f, g in zip(family, given, strict=True)],
        }
    ).astype({"phone": TEXT, "gender": TEXT})


def household_numbers(households):
    """Give each household's number in the whole world, from 0."""
    return households["household_id"].str[1:].astype(int).to_numpy() - 1


def _phones(seed, serial):
    start = int(stream(seed, "phone numbers").integers(10**8))
    return np.array([f"{PHONE_START}{n:08d}" for n in (start + serial * PHONE_STEP) % 10**8], dtype=object)


def _read_heads(rng, heads):
    """Read generation and gender off the head's given name; size 1 and an either-name are tossed for."""
    where = {}
    for (generation, gender), names in GIVEN.items():
        for name in names:
            where.setdefault(name, (min(generation, 2), gender))
    given = heads["name_zh"].str[1:]
    generation = given.map(lambda name: where[name][0]).to_numpy()
    gender = given.map(lambda name: where[name][1]).to_numpy().astype(object)
    toss = rng.random(len(heads)) < 0.5
    either = given.isin(EITHER).to_numpy()
    return generation, np.where(either, np.where(toss, "M", "F"), gender)


def _gather(rng, sizes, generation):
    """Lay the households out as one row per member: household, place in it, role code."""
    luck = rng.random(len(sizes))
    codes = []
    for size, age, u in zip(sizes, generation, luck, strict=True):
        templates = TEMPLATES[age, size]
        codes.append("h" + templates[int(u * len(templates))])
    household = np.repeat(np.arange(len(sizes)), sizes)
    first = np.cumsum(sizes) - sizes
    return pd.DataFrame(
        {
            "household": household,
            "place": np.arange(len(household)) - first[household],
            "role": list("".join(codes)),
        }
    )


def _genders(rng, members, gender):
    """Give each member's gender: the head's own, the other one for a partner and a second parent."""
    role, household = members["role"].to_numpy(), members["household"].to_numpy()
    toss = np.where(rng.random(len(role)) < 0.51, "M", "F").astype(object)
    other = np.where(gender[household] == "M", "F", "M")
    whose = np.select([role == "h", role == "p"], [gender[household], other], toss)
    second_parent = (role == "e") & (np.roll(role, 1) == "e") & (np.roll(household, 1) == household)
    return np.where(second_parent, np.where(np.roll(whose, 1) == "M", "F", "M"), whose)


def _birthdays(rng, members, generation):
    role, household = members["role"].to_numpy(), members["household"].to_numpy()
    low, high = np.array(PERSONS.born).T
    n = len(members)
    head = low[generation] + rng.random(len(generation)) * (high + 1 - low)[generation]
    mean, sd = PERSONS.mother_age
    gap = np.maximum(rng.normal(mean, sd, n), PERSONS.mother_least)
    second_gap = np.maximum(rng.normal(mean, sd, n), PERSONS.mother_least)
    older = np.where(members["gender"] == "M", -1, 1) * PERSONS.husband_older
    away = np.select(
        [role == "p", role == "s", role == "c", role == "e", role == "g"],
        [older + rng.normal(0, PERSONS.partner_gap, n), rng.normal(0, 4, n), gap, -gap, gap + second_gap],
        0.0,
    )
    year = head[household] + away
    # A child can't be born in the future, nor a partner be one: such draws go into the last years possible.
    late = rng.random(n)
    earliest = np.maximum(2021, head[household] + PERSONS.mother_least)
    year = np.where(year > 2025.9, earliest + (2025.9 - earliest) * late, year)
    year = np.where((role == "p") & (year > 2004), 2000 + 4 * late, year)
    return pd.Timestamp("1900-01-01") + pd.to_timedelta(np.floor((year - 1900) * 365.2425), unit="D")


def _names(rng, members, heads):
    """Give family and given names: heads keep theirs, children and parents follow custom."""
    role, household = members["role"].to_numpy(), members["household"].to_numpy()
    gender = members["gender"].to_numpy()
    others = np.array([f for f, *_ in FAMILY], dtype=object)[pick(rng, [w for *_, w in FAMILY], len(role))]
    own = heads["name_zh"].str[0].to_numpy()[household]
    partner = np.full(len(heads), None, dtype=object)
    partner[household[role == "p"]] = others[role == "p"]
    father_is_partner = np.zeros(len(heads), dtype=bool)
    father_is_partner[household[(role == "p") & (gender == "M")]] = True
    fathers = np.where(father_is_partner[household], partner[household], own)
    from_head = np.isin(role, ["h", "s"]) | ((role == "e") & (gender == "M"))
    family = np.select([from_head, np.isin(role, ["c", "g"])], [own, fathers], others)
    given = np.empty(len(role), dtype=object)
    ages, luck = np.searchsorted(NAMED_FROM, members["born_on"].dt.year, side="right"), rng.random(len(role))
    for (age, sex), names in GIVEN.items():
        here = (ages == age) & (gender == sex)
        given[here] = np.array(names, dtype=object)[(luck[here] * len(names)).astype(int)]
    is_head = role == "h"
    given[is_head] = heads["name_zh"].str[1:].to_numpy()[household[is_head]]
    return family, given


def make_addresses(block):
    """Give each household's addresses: from when (empty: since before the shop) and until when."""
    rng = stream(block.seed, "addresses", block.block)
    heads, days = block.households, block.days
    n = len(heads)
    first = _addresses(rng, heads["district"].to_numpy())
    wait = rng.exponential(365.25, n) / max(PERSONS.moves_per_year, 1e-12)
    moves = np.flatnonzero(wait < len(days))
    moved_on = days[wait[moves].astype(int)]
    where = np.array(DISTRICTS, dtype=object)[rng.integers(len(DISTRICTS), size=n)]
    second = _addresses(rng, where)
    both = pd.DataFrame(
        {
            "household": np.concatenate([np.arange(n), moves]),
            "district": np.concatenate([heads["district"].to_numpy(), where[moves]]),
            "address": np.concatenate([first, second[moves]]),
            "from_on": pd.Series(moved_on, index=range(n, n + len(moves))).reindex(range(n + len(moves))),
            "to_on": pd.Series(moved_on, index=moves).reindex(range(n + len(moves))),
        }
    )
    both = both.sort_values(["household", "from_on"], na_position="first", ignore_index=True)
    both.insert(0, "household_id", heads["household_id"].to_numpy()[both.pop("household")])
    return both


def _addresses(rng, districts):
    """Draw an address in each district: the lane has houses, the rest of the town blocks of flats."""
    n = len(districts)
    street, number = rng.random(n), rng.integers(1, 181, n)
    building, floor, door = rng.integers(1, 19, n), rng.integers(1, 12, n), rng.integers(1, 5, n)
    addresses = []
    for i, district in enumerate(districts):
        streets = STREETS[district]
        text = f"{streets[int(street[i] * len(streets))]}{number[i]}号"
        if district != "lane":
            text += f"{building[i]}幢{floor[i]}{door[i]:02d}室"
        addresses.append(text)
    return np.array(addresses, dtype=object)
