"""Why customers leave: what they say, coded; how far two coders agree; which reasons come first."""

import numpy as np
import pandas as pd

from crmlab import interact
from crmlab.frames import InputError, need_rows
from crmlab.language import say

# After the kinds of critical incident in Keaveney (1995); her competition, ethics and involuntary reasons
# do not show in complaints.  The words are those of a grocer's customers.
CODE_BOOK = {
    "core_service": [
        "坏", "烂", "虫", "霉", "怪味", "不新鲜", "保质期", "沙子", "破", "漏", "碎", "压", "瘪", "洒",
        "裂", "少给", "少一件", "不是这", "不是我", "拿错", "找不着", "牌子", "闹肚子", "质量", "味道",
        "陈货", "发黏", "torn", "crushed", "dented", "broken", "split", "squashed", "bruised", "leaked",
        "spilled", "cracked", "something else", "not in the bag", "missing", "wrong size", "another brand",
        "past the date", "rotten", "insect", "mould", "sand", "smelled", "tasted", "bad the next",
        "fell apart", "fake", "got worse",
    ],
    "inconvenience": [
        "没送", "送到", "迟", "等了", "等到", "还没", "天黑", "太慢", "上门", "转圈", "下不了单", "验证码",
        "登录", "闪退", "小程序", "页面", "购物车", "地址", "waiting", "hours late", "dark", "nobody came",
        "on its way", "a day later", "find the door", "delivery time", "spinning", "submit", "coupon",
        "log in", "the app", "basket emptied", "my address", "sold out", "unpaid",
    ],
    "service_encounter": [
        "爱理不理", "头都不抬", "太冲", "嫌烦", "挂了", "态度", "拉得老长", "规定", "翻白眼", "没人应",
        "自己找", "跟我吵", "插队", "招呼", "挑三拣四", "could not be bothered", "look up", "nuisance",
        "hung up", "without a word", "jumped the queue", "look for it myself", "quoting rules",
    ],
    "pricing": [
        "价", "贵", "多收", "算了两遍", "找零", "运费", "满减", "便宜", "降了", "秤", "price", "discount",
        "charged", "meant to be free", "asks", "too little change",
    ],
}  # fmt: skip


def code_reasons(texts, book=None):
    """Give each text the reason of which it uses most words; of equal ones the first in the book.

    Parameters
    ----------
    texts : list or Series of str, length n
    book : dict of str to list of str, optional
        Words, or pieces of words, for each reason; `CODE_BOOK` if left out.  Capitals don't matter.

    Returns
    -------
    pandas.Series of str
        With the index of `texts`; ``"unclear"`` where no word was found.

    Raises
    ------
    InputError
        If something is no text, or the book is no dict of lists of words.

    Examples
    --------
    >>> from crmlab.retain import code_reasons
    >>> book = {"pricing": ["dear", "贵"], "service": ["rude", "态度"]}
    >>> code_reasons(["Too DEAR!", "态度太差", "Good bye"], book).tolist()
    ['pricing', 'service', 'unclear']
    """
    book = CODE_BOOK if book is None else book
    lists = isinstance(book, dict) and book and all(isinstance(each, (list, tuple)) for each in book.values())
    if not lists or not all(isinstance(word, str) and word for words in book.values() for word in words):
        raise InputError(say("winback.bad_book"))
    given = texts if isinstance(texts, pd.Series) else pd.Series(list(texts), dtype=object)
    need_rows(len(given), "texts")
    odd = [text for text in given if not isinstance(text, str)]
    if odd:
        raise InputError(say("winback.not_texts", value=repr(odd[0])))
    return given.map(lambda text: _most_words(text.lower(), book)).rename("reason")


def agreement(first, second):
    """Say how far two coders of the same cases agree, and how far beyond chance: Cohen's kappa (1960).

    Parameters
    ----------
    first, second : array of codes, shape (n,)

    Returns
    -------
    dict
        ``share`` (of cases with the same code), ``by_chance`` (share to expect from two who code at random,
        as often as these do) and ``kappa`` (how much of the way from chance to full agreement; 1 is full).

    Raises
    ------
    InputError
        For different lengths, no cases, or if both use one code throughout.

    Examples
    --------
    Two coders, fifty cases: 20 times both say yes, 15 times both say no.

    >>> from crmlab.retain import agreement
    >>> found = agreement(["yes"] * 25 + ["no"] * 25, ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15)
    >>> {name: round(value, 2) for name, value in found.items()}
    {'share': 0.7, 'by_chance': 0.5, 'kappa': 0.4}
    """
    one, other = pd.Series(np.asarray(first)), pd.Series(np.asarray(second))
    if len(one) != len(other):
        raise InputError(say("winback.coder_lengths", one=len(one), other=len(other)))
    need_rows(len(one), "first")
    places, codes = pd.factorize(pd.concat([one, other]), use_na_sentinel=False)
    if len(codes) == 1:
        raise InputError(say("winback.one_code", code=repr(one[0])))
    counts = np.zeros((len(codes), len(codes)))
    np.add.at(counts, (places[: len(one)], places[len(one) :]), 1)
    found = interact.agreement(counts)
    return {"share": found.agree, "by_chance": found.by_chance, "kappa": found.kappa}


def pareto_table(reasons, weight=None):
    """Count reasons, the most frequent first, with cumulative shares.

    Parameters
    ----------
    reasons : list or Series, length n
        Missing ones are counted as a reason of their own, ``"none given"``.
    weight : array of float, shape (n,), optional
        What each case counts, such as the money it took away; 1 if left out.

    Returns
    -------
    pandas.DataFrame
        ``reason``, ``cases`` (int), ``weight`` (float), ``share`` of the weight and ``cumulative``.  Largest
        weight first; equal ones by name.

    Raises
    ------
    InputError
        For no cases, weights below 0 or missing, or different lengths.

    Examples
    --------
    >>> from crmlab.retain import pareto_table
    >>> pareto_table(["price", "late", "price", None])[["reason", "cases", "cumulative"]]
           reason  cases  cumulative
    0       price      2        0.50
    1        late      1        0.75
    2  none given      1        1.00
    """
    codes = pd.Series(list(reasons), dtype=object)
    need_rows(len(codes), "reasons")
    codes = codes.where(codes.notna(), "none given").astype(str)
    each = np.ones(len(codes)) if weight is None else np.asarray(weight, dtype=float)
    if len(each) != len(codes):
        raise InputError(say("winback.lengths", one=len(codes), other=len(each)))
    if not (each >= 0).all():
        raise InputError(say("winback.weight_negative", value=f"{each[~(each >= 0)][0]:g}"))
    table = pd.DataFrame({"reason": codes, "weight": each}).groupby("reason", as_index=False)
    table = table.agg(cases=("weight", "size"), weight=("weight", "sum"))
    table = table.sort_values(["weight", "reason"], ascending=[False, True], ignore_index=True)
    table["share"] = table["weight"] / table["weight"].sum()
    return table.assign(cumulative=table["share"].cumsum())


def _most_words(text, book):
    found = {reason: sum(word.lower() in text for word in words) for reason, words in book.items()}
    best = max(found, key=found.get)  # the first of equals
    return best if found[best] else "unclear"
