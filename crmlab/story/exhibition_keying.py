"""Keying in: how six clerks type what stands on a visiting card.

Each clerk has habits.  Two type in pinyin what the card says in characters; one uses traditional
characters where the input method offers them.  Anybody may write a telephone number in one of five ways,
drop or swap two digits, leave out the town or the legal form of a firm, write a character that sounds the
same, or put the given name first.  The chances are those of `Keying`.
"""

from dataclasses import dataclass

import numpy as np

CLERKS = ("a", "b", "c", "d", "e", "f")
PINYIN_CLERKS, TRADITIONAL_CLERK = ("c", "f"), "e"
TRADITIONAL = str.maketrans(
    "绿锦顺凤龙丰园华达乐谷满饭馆连锁学厂电装医养阁孙刘陈杨黄赵吴马张郑谢",
    "綠錦順鳳龍豐園華達樂穀滿飯館連鎖學廠電裝醫養閣孫劉陳楊黃趙吳馬張鄭謝",
)
SOUNDS_SAME = str.maketrans("源园轩香华湖瑞嘉明兴悦康盛泉", "园源宣湘花胡锐佳名星月糠胜全")
JOB_WORDS = {
    "owner": ("老板", "Owner"),
    "canteen_manager": ("食堂经理", "Canteen manager"),
    "purchasing": ("采购", "Purchasing"),
    "chef": ("厨师长", "Chef"),
    "office": ("行政", "Administration"),
    "student": ("学生", "Student"),
}


@dataclass(frozen=True)
class Keying:
    pinyin: float = 0.85  # of a pinyin clerk's cards
    swapped_name: float = 0.35  # of names in pinyin: given name first
    title_for_name: float = 0.03  # 王经理: family name and title only
    sound: float = 0.06  # of firms in characters: one character that sounds the same
    no_town: float = 0.35  # the firm without its town
    no_form: float = 0.5  # without 有限公司
    no_phone: float = 0.05
    wrong_digit: float = 0.025
    swapped_digits: float = 0.015
    no_email: float = 0.35
    no_town_field: float = 0.12


KEYING = Keying()


def key_in(rng, cards):
    """Type the cards.

    Parameters
    ----------
    rng : numpy.random.Generator
    cards : pandas.DataFrame
        What stands on them: ``name_zh``, ``name_en``, ``town``, ``firm_zh``, ``firm_en``, ``form``, ``job``,
        ``phone``, ``email``.

    Returns
    -------
    dict of str to list
        The columns as keyed: ``keyed_by``, ``name``, ``company``, ``job``, ``phone``, ``email``, ``town``.
    """
    n = len(cards)
    clerk = np.array(CLERKS)[rng.integers(len(CLERKS), size=n)]
    u = rng.random((n, 10))
    pinyin = np.isin(clerk, PINYIN_CLERKS) & (u[:, 0] < KEYING.pinyin)
    rows = list(cards.itertuples(index=False))
    styles = rng.integers(5, size=n)
    spots = rng.integers(3, 10, size=n)
    digits = rng.integers(10, size=n)
    return {
        "keyed_by": clerk,
        "name": [
            _name(r, p, c, u[i, 1], u[i, 2])
            for i, (r, p, c) in enumerate(zip(rows, pinyin, clerk, strict=True))
        ],
        "company": [
            _firm(r, p, c, u[i, 3:6]) for i, (r, p, c) in enumerate(zip(rows, pinyin, clerk, strict=True))
        ],
        "job": [JOB_WORDS[r.job][int(p)] for r, p in zip(rows, pinyin, strict=True)],
        "phone": [_phone(r.phone, styles[i], u[i, 6], spots[i], digits[i]) for i, r in enumerate(rows)],
        "email": [None if u[i, 7] < KEYING.no_email else r.email for i, r in enumerate(rows)],
        "town": [None if u[i, 8] < KEYING.no_town_field else r.town for i, r in enumerate(rows)],
    }


def _name(row, pinyin, clerk, u, v):
    if pinyin:
        family, given = row.name_en.split(" ", 1)
        name = f"{given} {family}" if u < KEYING.swapped_name else row.name_en
        return name.upper() if v < 0.2 else name.lower() if v < 0.35 else name
    if u < KEYING.title_for_name:
        return row.name_zh[0] + "经理"
    name = f"{row.name_zh[0]} {row.name_zh[1:]}" if v < 0.08 else row.name_zh
    return name.translate(TRADITIONAL) if clerk == TRADITIONAL_CLERK else name


def _firm(row, pinyin, clerk, u):
    if pinyin:
        return row.firm_en.upper() if u[0] < 0.2 else row.firm_en
    firm = row.firm_zh[:2].translate(SOUNDS_SAME) + row.firm_zh[2:] if u[0] < KEYING.sound else row.firm_zh
    town = "" if u[1] < KEYING.no_town or row.town == "本市" else row.town
    form = "" if u[2] < KEYING.no_form else row.form
    firm = town + firm + form
    return firm.translate(TRADITIONAL) if clerk == TRADITIONAL_CLERK else firm


def _phone(phone, style, u, spot, digit):
    k = KEYING
    if u < k.no_phone:
        return None
    if u < k.no_phone + k.wrong_digit:
        phone = phone[:spot] + str((int(phone[spot]) + 1 + digit % 9) % 10) + phone[spot + 1 :]
    elif u < k.no_phone + k.wrong_digit + k.swapped_digits:
        phone = phone[:spot] + phone[spot + 1] + phone[spot] + phone[spot + 2 :]
    a, b, c = phone[:3], phone[3:7], phone[7:]
    wide = phone.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    return (phone, f"{a}-{b}-{c}", f"+86 {a} {b} {c}", f"{a} {b} {c}", wide)[style]
