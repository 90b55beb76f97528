"""One spelling for each value: names, telephone numbers, addresses, days, mail addresses, genders.

Each function takes one value as keyed and gives the standard spelling, or None where nothing usable was
keyed.  None of them invents anything: what cannot be read becomes None, and `standardise` writes it down.
"""

import re
import unicodedata
from functools import cache

import pandas as pd

from crmlab.data.days import parse_days
from crmlab.data.parsing import NOBODY

# About a hundred common family names; a hundred cover 85.9 % of the people (National Name Report 2019).
FAMILY_NAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏"
    "吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔汤"
)
# What people write in place of a given name.
TITLES = ("先生", "女士", "小姐", "太太", "师傅", "老师", "阿姨", "老板", "叔", "姐", "哥", "总")
# What forms fill in by themselves, and what people key who will not say.
DEFAULT_PHONES = frozenset({"13800000000", "13800138000", "13888888888", "11111111111"})
DEFAULT_DAYS = frozenset({"1900-01-01", "1970-01-01"})
GENDERS = {"女": "F", "f": "F", "2": "F", "female": "F", "男": "M", "m": "M", "1": "M", "male": "M"}
GENDERS |= {"女士": "F", "mrs": "F", "ms": "F", "miss": "F", "先生": "M", "mr": "M"}
# What is keyed for "not known"; 0 is that code for a gender (ISO 5218).
SILENCE = NOBODY | {"?", "？", "不详", "不知道"}
HANZI = "\u3400-\u9fff"
_SOME_HANZI = re.compile(f"[{HANZI}]")
_READABLE = re.compile(rf"[{HANZI}\x20-\x7e\u3000-\u303f\uff00-\uffef]+")
_MISREADINGS = (("latin-1", "utf-8"), ("cp1252", "utf-8"), ("gbk", "utf-8"), ("latin-1", "gbk"))

_STREET = re.compile(r"^(?P<street>.+?[路街巷道里弄])(?P<number>\d+)号(?P<rest>.*)$")
_UNIT = re.compile(r"^(?P<building>\d+)(?:幢|号楼|栋|-)(?P<unit>\d+)室?$")
_EMAIL = re.compile(r"^[a-z0-9][a-z0-9._+-]*@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$")
_MISTYPED_ENDINGS = {"con": "com", "cmo": "com", "ocm": "com", "comm": "com", "c0m": "com"}


def plain(value):
    """Give a text in ordinary characters: full width made half, spaces trimmed; None for nothing.

    Examples
    --------
    >>> from crmlab.identify.spelling import plain
    >>> plain(" １２３ "), plain(""), plain(float("nan"))
    ('123', None, None)
    """
    if value is None or value != value:
        return None
    return " ".join(unicodedata.normalize("NFKC", str(value)).split()) or None


@cache
def _converter():
    from opencc import OpenCC

    return OpenCC("t2s")


def simplified(text):
    """Write a text in simplified characters.

    Examples
    --------
    >>> from crmlab.identify.spelling import simplified
    >>> simplified("劉曉東")
    '刘晓东'
    """
    return _converter().convert(text)


def mend_encoding(text):
    """Mend a text that was stored in one encoding and read in another, where that can be undone.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        The Chinese that was meant; the text itself if it is not garbled or beyond mending.

    Examples
    --------
    >>> from crmlab.identify.spelling import mend_encoding
    >>> mend_encoding("å¼\\xa0ä¼\\x9f"), mend_encoding("寮犱紵"), mend_encoding("王伟")
    ('张伟', '张伟', '王伟')
    """
    if text.isascii():
        return text
    # UTF-8 read as Latin-1 or as GBK; GBK read as Latin-1.  Real Chinese survives none of these.
    for read_as, stored_as in (
        ("latin-1", "utf-8"),
        ("cp1252", "utf-8"),
        ("gbk", "utf-8"),
        ("latin-1", "gbk"),
    ):
        try:
            meant = text.encode(read_as).decode(stored_as)
        except UnicodeError:
            continue
        if re.search(f"[{HANZI}]", meant) and re.fullmatch(
            rf"[{HANZI}\x20-\x7e\u3000-\u303f\uff00-\uffef]+", meant
        ):
            return meant
    return text


def is_garbled(text):
    """Say whether a text holds characters that no Chinese or English name, street or town does.

    Examples
    --------
    >>> from crmlab.identify.spelling import is_garbled
    >>> is_garbled("张\\ufffd"), is_garbled("张伟"), is_garbled("Zhāng Wěi")
    (True, False, False)
    """
    return any(unicodedata.category(c) in ("Cc", "Co", "Cn", "So", "Sk") or c == "\ufffd" for c in text)


@cache
def standard_name(keyed):
    """Give a name in one spelling: simplified characters, family name first; pinyin in small letters.

    Parameters
    ----------
    keyed : str or None

    Returns
    -------
    str or None
        None where only a title was written (``王姐``, ``老林``): that names no person.

    Examples
    --------
    >>> from crmlab.identify.spelling import standard_name
    >>> [standard_name(name) for name in ("劉曉東", "秀英王", "WEI  Wang", "王姐", "老林")]
    ['刘晓东', '王秀英', 'wei wang', None, None]
    """
    text = plain(keyed)
    if text is None:
        return None
    if text.isascii():
        return text.lower()
    text = simplified(text.replace(" ", ""))
    if _is_title_only(text):
        return None
    # 秀英王, from a form with two boxes: turned only if the last is a family name and the first is none.
    if len(text) >= 2 and text[-1] in FAMILY_NAMES and text[0] not in FAMILY_NAMES:
        text = text[-1] + text[:-1]
    return text


def _is_title_only(text):
    if any(text == text[0] + title for title in TITLES):
        return True
    return len(text) == 2 and text[0] in "老小阿" and text[1] in FAMILY_NAMES


@cache
def name_sound(name):
    """Give how a standard name sounds: pinyin without tones, its parts in alphabetical order.

    The order of the alphabet undoes the order of the parts, which a name in pinyin does not show:
    Wang Wei may be 王伟 or 魏旺.

    Examples
    --------
    >>> from crmlab.identify.spelling import name_sound
    >>> name_sound("王秀英"), name_sound("xiuying wang"), name_sound("王秀缨")
    ('wang xiuying', 'wang xiuying', 'wang xiuying')
    """
    if name is None or name != name:
        return None
    if name.isascii():
        return " ".join(sorted(name.split()))
    from pypinyin import Style, lazy_pinyin

    sounds = lazy_pinyin(name, style=Style.NORMAL, errors="ignore")
    if not sounds:
        return None
    return " ".join(sorted(part for part in (sounds[0], "".join(sounds[1:])) if part))


def standard_phone(keyed):
    """Give a mobile number as eleven digits, or None if it is no number that could ring.

    Examples
    --------
    >>> from crmlab.identify.spelling import standard_phone
    >>> [standard_phone(p) for p in ("113-5025-7830", "+8611361359162", "13800000000", "1135")]
    ['11350257830', '11361359162', None, None]
    """
    text = plain(keyed)
    if text is None:
        return None
    digits = re.sub(r"\D", "", text)
    digits = re.sub(r"^((00)?86|0)(?=1\d{10}$)", "", digits)
    good = len(digits) == 11 and digits[0] == "1" and digits not in DEFAULT_PHONES
    return digits if good else None


def standard_address(keyed):
    """Give an address in one spelling: simplified characters, ``幢`` and ``室`` written out.

    Examples
    --------
    >>> from crmlab.identify.spelling import standard_address
    >>> standard_address("银杏路78号15-604"), standard_address("鼓樓街63號2号楼404")
    ('银杏路78号15幢604室', '鼓楼街63号2幢404室')
    """
    text = plain(keyed)
    if text is None:
        return None
    if text.lower() in SILENCE:
        return None
    if not _SOME_HANZI.search(text):
        return text
    text = simplified(text.replace(" ", "")).replace("－", "-").replace("—", "-")
    parts = _STREET.match(text)
    if parts is None:
        return text
    unit = _UNIT.match(parts["rest"])
    rest = f"{unit['building']}幢{unit['unit']}室" if unit else parts["rest"]
    return f"{parts['street']}{int(parts['number'])}号{rest}"


def street_and_number(address):
    """Give the part of a standard address that a building shares.

    Examples
    --------
    >>> from crmlab.identify.spelling import street_and_number
    >>> street_and_number("银杏路78号15幢604室")
    '银杏路78号'
    """
    if address is None or address != address:
        return None
    parts = _STREET.match(address)
    return f"{parts['street']}{parts['number']}号" if parts else address


def standard_day(keyed):
    """Give a birthday as a day, or None where a form filled it in by itself or it cannot be.

    Examples
    --------
    >>> from crmlab.identify.spelling import standard_day
    >>> standard_day("1988/3/12"), standard_day("1900-01-01"), standard_day("2090-01-01"), standard_day("?")
    (Timestamp('1988-03-12 00:00:00'), None, None, None)
    """
    if keyed is None or keyed != keyed:
        return None
    day = parse_days(pd.Series([keyed])).days.iloc[0] if isinstance(keyed, str) else pd.Timestamp(keyed)
    if pd.isna(day) or f"{day:%Y-%m-%d}" in DEFAULT_DAYS or not 1900 <= day.year <= 2025:
        return None
    return day.normalize()


def keyed_for_nothing(field, keyed):
    """Say whether a value was never meant as one: a word for "not known", or what a form filled in by itself.

    Examples
    --------
    >>> from crmlab.identify.spelling import keyed_for_nothing
    >>> keyed_for_nothing("phone", "13800000000"), keyed_for_nothing("phone", "021-65432109")
    (True, False)
    """
    text = (plain(keyed) or "").lower()
    if field == "phone" and re.sub(r"\D", "", text)[-11:] in DEFAULT_PHONES:
        return True
    return text in SILENCE or (field == "born_on" and text[:10] in DEFAULT_DAYS) or field == "name"


def standard_gender(keyed):
    """Give ``"F"`` or ``"M"`` for what the sources write, else None.

    Examples
    --------
    >>> from crmlab.identify.spelling import standard_gender
    >>> [standard_gender(code) for code in ("女", "1", "F", "?")]
    ['F', 'M', 'F', None]
    """
    text = plain(keyed)
    return None if text is None else GENDERS.get(text.lower())


def standard_email(keyed):
    """Give a mail address in small letters with its ending mended, or None if it cannot be one.

    Examples
    --------
    >>> from crmlab.identify.spelling import standard_email
    >>> standard_email("Wei.Wang@Example.con"), standard_email("wei.wang@examplecom")
    ('wei.wang@example.com', None)
    """
    text = plain(keyed)
    if text is None:
        return None
    text = text.lower().replace(" ", "")
    name, _, ending = text.rpartition(".")
    text = f"{name}.{_MISTYPED_ENDINGS.get(ending, ending)}"
    return text if _EMAIL.match(text) else None
