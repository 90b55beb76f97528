"""Another seed of the story: a shop of the learner's own, with the same tasks and other numbers."""

from numbers import Integral

from crmlab.check.page import note, put
from crmlab.check.run import enter_shop
from crmlab.frames import InputError
from crmlab.language import say

LARGEST = 2**32 - 1


def variant(seed):
    """Move to another shop: the same tasks, other numbers.

    From then on `crmlab.load` gives that shop's tables in this kernel, and the checks follow.  Run the
    notebook again from the top afterwards.

    Parameters
    ----------
    seed : int or None
        Any whole number from 0 to 4,294,967,295, such as a student number; None goes back to the shop that
        comes with the course.

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

    seed = _seed(seed)
    data.use_world(seed)
    enter_shop(seed)
    name = "shop_home" if seed is None else "shop_own"
    customers = data.load("orders")["customer_id"].nunique()
    put(note("⌂", say("check.shop", seed=seed), say(f"check.{name}", seed=seed, n=customers)))


def _seed(seed):
    if seed is None:
        return None
    whole = isinstance(seed, Integral) and not isinstance(seed, bool)
    if not whole or not 0 <= seed <= LARGEST:
        raise InputError(say("check.bad_seed", given=repr(seed), largest=LARGEST))
    return int(seed)
