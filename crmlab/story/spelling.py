"""Spelling: how a name, a telephone number, an address or a birthday is spoiled on its way into a file.

Each function takes what is right and one or more numbers u in [0, 1) that settle what goes wrong, and
gives what was keyed; the rates at which it happens are set in `crmlab.story.records`.  Three findings
shape the errors:

* four in five wrongly typed words hold one single slip: a letter replaced, left out, put in or two
  letters exchanged (Damerau 1964); the first letter is rarely wrong, here never;
* three in four wrong characters sound like the right one, as typing by pinyin invites; most of the rest
  look like it (Liu, Lai, Tien, Chuang, Wu and Lee 2011: 76%);
* traditional characters, pinyin and the order of names are no errors at all, only other spellings:
  a good standardisation undoes them.

``characters.csv`` lists the characters of all names with their traditional form, pinyin, homophones and
lookalikes.
"""

import csv
from functools import cache
from pathlib import Path

import pandas as pd

PHONE_FORMATS = ("plain", "dashes", "spaces", "country_code", "full_width")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
STREET_TRADITIONAL = dict(
    zip(
        "东门书鼓楼灯笼缝沿渔头桥场锦绣兴晖学银园坛号车麦",
        "東門書鼓樓燈籠縫沿漁頭橋場錦繡興暉學銀園壇號車麥",
        strict=True,
    )
)
STREET_PINYIN = (
    "dong", "men", "shu", "gu", "lou", "deng", "long", "feng", "yan", "yu", "tou", "qiao",
    "chang", "jin", "xiu", "xing", "hui", "xue", "yin", "yuan", "tan", "hao", "che", "mai",
)  # fmt: skip
# One wrong character that a hurried hand writes for another in street names, sound or shape alike.
STREET_SLIPS = dict(
    zip(
        "米井灯竹豆裁东城鼓书河渡柳渔新禾春锦学银桂杏磨水石麦",
        "迷景登朱斗才冬成古舒和度刘鱼心和椿金雪引贵幸摩永时卖",
        strict=True,
    )
)
TITLES = {"M": ("师傅", "先生", "叔", "老师"), "F": ("姐", "阿姨", "太太", "老师")}
NEAR_KEYS = dict(zip("abcdefghijklmnopqrstuvwxyz", "svxfrghjoklknmpowtayicezux", strict=True))


@cache
def characters():
    """Read the characters of names: per character its traditional form, pinyin, homophones, lookalikes."""
    with (Path(__file__).parent / "characters.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        row["character"]: {
            "traditional": row["traditional"],
            "pinyin": row["pinyin"],
            "homophones": row["homophones"].split(),
            "lookalikes": row["lookalikes"].split(),
        }
        for row in rows
    }


def make_shop(seed):
    """Give the reference list of characters that names and streets may be keyed with, and their sounds.

    Returns
    -------
    dict of str to pandas.DataFrame
        ``characters``: ``character``, ``simplified``, ``pinyin`` (no tones).
    """
    sounds = {}
    for own, row in characters().items():
        sounds.setdefault(own, (own, row["pinyin"]))
        sounds.setdefault(row["traditional"], (own, row["pinyin"]))
    for (own, other), sound in zip(STREET_TRADITIONAL.items(), STREET_PINYIN, strict=True):
        sounds.setdefault(own, (own, sound))
        sounds.setdefault(other, (own, sound))
    for row in characters().values():
        for other in row["homophones"]:
            sounds.setdefault(other, (other, row["pinyin"]))
        for other in row["lookalikes"]:
            sounds.setdefault(other[0], (other[0], other[1:]))
    rows = [(c, *sounds[c]) for c in sorted(sounds)]
    return {"characters": pd.DataFrame(rows, columns=["character", "simplified", "pinyin"])}


def traditional(name):
    """Write a name in traditional characters.

    Examples
    --------
    >>> from crmlab.story.spelling import traditional
    >>> traditional("刘晓东")
    '劉曉東'
    """
    return "".join(characters()[c]["traditional"] for c in name)


def pinyin(text):
    """Write a family name or a given name in pinyin, in one word.

    Examples
    --------
    >>> from crmlab.story.spelling import pinyin
    >>> pinyin("晓东")
    'Xiaodong'
    """
    return "".join(characters()[c]["pinyin"] for c in text).capitalize()


def wrong_character(name, sounds, u):
    """Replace one character by a homophone (`sounds`) or a lookalike, where it has one.

    Returns
    -------
    tuple of str
        The name as keyed and what happened: ``homophone`` or ``lookalike``.

    Examples
    --------
    >>> from crmlab.story.spelling import wrong_character
    >>> wrong_character("王伟", True, 0.9)
    ('王维', 'homophone')
    """
    places = [i for i, c in enumerate(name) if characters()[c]["lookalikes"]]
    kind = "homophones" if sounds or not places else "lookalikes"
    if kind == "homophones":
        places = [i for i, c in enumerate(name) if characters()[c]["homophones"]]
    choices = [(i, other[0]) for i in places for other in characters()[name[i]][kind]]
    i, other = choices[int(u * len(choices))]
    return name[:i] + other + name[i + 1 :], kind[:-1]


def swapped(name):
    """Put the given name first, as a form with two boxes invites.

    Examples
    --------
    >>> from crmlab.story.spelling import swapped
    >>> swapped("王秀英")
    '秀英王'
    """
    return name[1:] + name[0]


def titled(name, gender, u):
    """Write what a shopkeeper calls a customer: the family name with a title, or 老 before it."""
    titles = TITLES[gender]
    choice = int(u * (len(titles) + 1))
    return name[0] + titles[choice] if choice < len(titles) else "老" + name[0]


def pinyin_written(name_en, given_first, u):
    """Write a pinyin name as people do: capitals, one word, or as it should be.

    Examples
    --------
    >>> from crmlab.story.spelling import pinyin_written
    >>> pinyin_written("Wang Wei", True, 0.9)
    'wei wang'
    """
    family, given = name_en.split()
    text = f"{given} {family}" if given_first else f"{family} {given}"
    return (text, text.upper(), text.lower())[int(u * 3)]


def slip(text, u, v):
    """Type one letter wrongly, never the first of a word, one of four ways (Damerau 1964).

    Examples
    --------
    >>> from crmlab.story.spelling import slip
    >>> slip("Wang Wei", 0.3, 0.1), slip("Wang Wei", 0.6, 0.1), slip("Wang Wei", 0.9, 0.3)
    ('Wng Wei', 'Waang Wei', 'Wnag Wei')
    """
    places = [i for i in range(1, len(text)) if text[i].isalpha() and text[i - 1].isalpha()]
    i = places[int(v * len(places))]
    if u < 0.25:
        near = NEAR_KEYS[text[i].lower()]
        return text[:i] + (near.upper() if text[i].isupper() else near) + text[i + 1 :]
    if u < 0.5:
        return text[:i] + text[i + 1 :]
    can_exchange = i - 1 in places and text[i] != text[i - 1]
    if u < 0.75 or not can_exchange:
        return text[:i] + text[i] + text[i:]
    return text[: i - 1] + text[i] + text[i - 1] + text[i + 1 :]


def wrong_phone(phone, u, v):
    """Get one digit after the third wrong: another digit, two exchanged, or one left out."""
    i = 3 + int(v * 7)
    if u < 0.5:
        return phone[:i] + str((int(phone[i]) + 1 + int(u * 18)) % 10) + phone[i + 1 :]
    if u < 0.8 and phone[i] != phone[i + 1]:
        return phone[:i] + phone[i + 1] + phone[i] + phone[i + 2 :]
    return phone[:i] + phone[i + 1 :]


def phone_written(phone, form):
    """Write a number in one of the five `PHONE_FORMATS`.

    Examples
    --------
    >>> from crmlab.story.spelling import PHONE_FORMATS, phone_written
    >>> [phone_written("11312345678", form) for form in PHONE_FORMATS[:4]]
    ['11312345678', '113-1234-5678', '113 1234 5678', '+8611312345678']
    """
    if form == "dashes":
        return f"{phone[:3]}-{phone[3:7]}-{phone[7:]}"
    if form == "spaces":
        return f"{phone[:3]} {phone[3:7]} {phone[7:]}"
    if form == "country_code":
        return f"+86{phone}"
    return phone.translate(FULL_WIDTH) if form == "full_width" else phone


def address_written(address, form):
    """Write an address in full, short with a dash, or with 号楼.

    Examples
    --------
    >>> from crmlab.story.spelling import address_written
    >>> [address_written("学府路12号3幢502室", form) for form in ("full", "short", "building")]
    ['学府路12号3幢502室', '学府路12号3-502', '学府路12号3号楼502']
    """
    if form == "short":
        return address.replace("幢", "-").replace("室", "")
    return address.replace("幢", "号楼").replace("室", "") if form == "building" else address


def without_unit(address):
    """Leave out what comes after the street number."""
    return address[: address.index("号") + 1]


def wrong_address(address, u):
    """Write one character of the street, or the street number, wrongly."""
    street, rest = address[: _digits_from(address)], address[_digits_from(address) :]
    slips = [i for i, c in enumerate(street) if c in STREET_SLIPS]
    if u < 0.6 and slips:
        i = slips[int(u / 0.6 * len(slips))]
        return street[:i] + STREET_SLIPS[street[i]] + street[i + 1 :] + rest
    number, after = rest.split("号", 1)
    return f"{street}{int(number) + 1 + int(u * 9)}号{after}"


def _digits_from(address):
    return next(i for i, c in enumerate(address) if c.isdigit())


def traditional_address(address):
    """Write an address in traditional characters."""
    return "".join(STREET_TRADITIONAL.get(c, c) for c in address)


def wrong_email(email, u):
    """Mistype an address: the ending, a full stop forgotten, or the name before the @.

    The domain stays one that is reserved (RFC 2606) or can't exist.
    """
    if u < 0.4:
        return email.replace(".com", ".con")
    if u < 0.7:
        return email.replace(".", "", 1)
    name, domain = email.split("@")
    return f"{slip(name, (u - 0.7) / 0.3, 0.2)}@{domain}"
