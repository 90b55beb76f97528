"""The difference between an answer and the right one, as a sentence that helps."""

from collections import Counter

import numpy as np
import pandas as pd

from crmlab.check.kinds import SINGLE, form, key, plain, show, single, tidy
from crmlab.check.mismatch import make_table, nothing, other_type
from crmlab.check.numbers import number_difference
from crmlab.check.rules import Difference, Rules
from crmlab.check.tables import dict_difference, table_difference
from crmlab.language import say


def difference(given, needed, rules=None):
    """Say in what an answer differs from the right one.

    Parameters
    ----------
    given, needed : object
        Numbers, texts, dates, lists, sets, dicts, Series or tables.
    rules : Rules, optional
        How strictly to compare.

    Returns
    -------
    Difference or None
        None if the answer is right.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.check.compare import difference
    >>> difference({"b": 2.0, "a": 1}, pd.Series({"a": 1, "b": 2})) is None
    True
    >>> difference(3, 5).kind
    'too_small'
    """
    rules = rules or Rules()
    if isinstance(needed, pd.DataFrame) and isinstance(given, np.ndarray | list | tuple):
        return Difference("type", make_table(given, needed))
    given, needed = plain(given), plain(needed)
    kind = form(needed)
    if kind in SINGLE:
        return _single_difference(single(given), needed, kind, rules)
    if form(given) == "missing":
        return Difference("missing", nothing(needed))
    if kind in ("list", "set") or (kind == "series" and _unkeyed(needed)):
        return _list_difference(given, needed, rules, ordered=rules.ordered and kind != "set")
    if kind == "dict" and not _flat(needed):
        return dict_difference(given, needed, rules, difference)
    if kind in ("series", "table", "dict"):
        return table_difference(given, needed, rules)
    return None if given == needed else Difference("other", say("check.differs"))


def same(given, needed, rules=None):
    """Tell whether two answers are the same under the rules."""
    return difference(given, needed, rules) is None


def _unkeyed(series):
    """Tell whether a Series is a mere list: its index has no name and only counts rows."""
    return series.index.names == [None] and pd.api.types.is_integer_dtype(series.index)


def _flat(mapping):
    return all(form(plain(value)) in SINGLE for value in mapping.values())


def _single_difference(given, needed, kind, rules):
    if form(given) == "missing" or kind == "missing":
        alike = key(given) is None and key(needed) is None
        return None if alike else Difference("missing", nothing(needed))
    if form(given) != kind:
        return other_type(given, needed)
    if kind == "number":
        return _number_difference(given, needed, rules)
    if kind == "text":
        return _text_difference(given, needed)
    if given == needed:
        return None
    if kind == "bool":
        return Difference("bool", say("check.bool"))
    way = "late" if given > needed else "early"
    return Difference(way, say(f"check.{kind}_{way}", given=show(given)))


def _number_difference(given, needed, rules):
    if isinstance(given, complex) or isinstance(needed, complex):
        return None if given == needed else Difference("other", say("check.differs"))
    return number_difference([given], [needed], rules, whole=isinstance(needed, int))


def _text_difference(given, needed):
    given, needed = tidy(given), tidy(needed)
    if given == needed or (len(needed) == 1 and given.casefold() == needed.casefold()):
        return None
    if given.casefold().split() == needed.casefold().split():
        return Difference("case", say("check.text_case"))
    return Difference("text", say("check.text", given=show(given)))


def _list_difference(given, needed, rules, ordered):
    items = _items(given, needed)
    if items is None:
        return other_type(given, needed)
    wanted = list(needed)
    if form(needed) == "set":
        items = list({key(item): item for item in items}.values())
    if len(items) != len(wanted):
        return Difference("length", say("check.length", given=len(items), needed=len(wanted)))
    if all(_real(item) for item in wanted):
        return _numbers_difference(items, wanted, rules, ordered)
    if ordered:
        return _first_difference(items, wanted, rules)
    return _unordered_difference(items, wanted, rules)


def _items(given, needed):
    """Take the items out of whatever list-like thing was given."""
    if isinstance(given, pd.DataFrame):
        return list(given.iloc[:, 0]) if given.shape[1] == 1 else None
    if isinstance(given, pd.Series | list):
        return list(given)
    if isinstance(given, set | frozenset):
        return sorted(given, key=repr)
    return None


def _real(item):
    kind = form(plain(item))
    return kind == "missing" or (kind == "number" and not isinstance(item, complex))


def _numbers_difference(items, wanted, rules, ordered):
    odd = next((item for item in items if not _real(item)), None)
    if odd is not None:
        return Difference("type", say("check.item_type", given=show(odd), needed=say("check.type_number")))
    whole = all(isinstance(plain(item), int) for item in wanted)
    given, needed = _floats(items), _floats(wanted)
    problem = number_difference(np.sort(given), np.sort(needed), rules, whole)
    if problem:
        return Difference(problem.kind, say("check.in_list") + problem.sentence)
    if ordered and number_difference(given, needed, rules, whole):
        return Difference("order", say("check.list_order"))
    return None


def _floats(items):
    return np.array([np.nan if key(item) is None else float(item) for item in items])


def _unordered_difference(items, wanted, rules):
    pairs = zip(sorted(items, key=_by), sorted(wanted, key=_by), strict=True)
    if all(same(item, other, rules) for item, other in pairs):
        return None
    surplus = Counter(map(key, items)) - Counter(map(key, wanted))
    some = ", ".join(f"`{show(item)}`" for item in list(surplus)[:3])
    return Difference("items", say("check.items", n=sum(surplus.values()), total=len(wanted), some=some))


def _by(item):
    return repr(key(item))


def _first_difference(items, wanted, rules):
    wrong = [place for place, pair in enumerate(zip(items, wanted, strict=True)) if not same(*pair, rules)]
    if not wrong:
        return None
    if Counter(map(key, items)) == Counter(map(key, wanted)):
        return Difference("order", say("check.list_order_from", place=wrong[0] + 1))
    return Difference("items", say("check.place", place=wrong[0] + 1, given=show(items[wrong[0]])))
