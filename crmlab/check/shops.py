"""Another seed of the story: a shop of the learner's own, with the same tasks and other numbers."""

from numbers import Integral

from crmlab.check.kinds import show
from crmlab.check.page import note, put
from crmlab.check.run import enter_shop
from crmlab.check.sentinel import ____
from crmlab.frames import InputError
from crmlab.language import say

SHOPS = 2**32  # so many there are; a longer number comes round to one of them


def variant(seed=____):
    """Move to another shop: the same tasks, other numbers.

    From then on `crmlab.load` gives that shop's tables in this kernel, and the checks follow.  Run the
    notebook again from the top afterwards.

    Parameters
    ----------
    seed : int or None
        Any whole number from 0 on, such as a student number; None goes back to the shop that comes with the
        course.  Without it, what to write is shown.

    Raises
    ------
    InputError
        If the seed is no such number.

    Examples
    --------
    >>> from crmlab.check import variant
    >>> variant("forty-two")
    Traceback (most recent call last):
        ...
    crmlab.frames.InputError: ...
    """
    from crmlab import data

    if seed is ____:
        put(note("⌂", say("check.shop"), say("check.shop_how")))
        return
    shop = _shop(seed)
    data.use_world(shop)
    enter_shop(shop)
    put(note("⌂", say("check.shop"), _announcement(seed, shop, data.load("orders")["customer_id"].nunique())))


def _announcement(seed, shop, customers):
    if shop is None:
        return say("check.shop_home", n=customers)
    whose = "" if shop == seed else say("check.shop_of", seed=seed, shop=shop)
    return say("check.shop_own", shop=shop, n=customers) + whose


def _shop(seed):
    if seed is None:
        return None
    whole = isinstance(seed, Integral) and not isinstance(seed, bool)
    if not whole or seed < 0:
        raise InputError(say("check.bad_seed", given=show(seed)))
    return int(seed) % SHOPS
