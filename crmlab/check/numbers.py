"""Comparing numbers: one, or a column of them."""

import math
from decimal import Decimal

import numpy as np

from crmlab.check.rules import Difference, Rules
from crmlab.language import say

DECIMALS, WHOLES = 2, 3  # significant figures a rounded answer must keep: 0.51, 5140
TOO_EARLY = 0.2  # beyond this relative distance it is not rounding but another number
LOOSE = 0.005  # so near is near enough to see per cent, or a wrong sign
MONEY = range(2, 7)  # decimals by which a column of right answers is seen to be rounded


def number_difference(given, needed, rules, whole=False):
    """Say in what numbers differ from the right ones.

    Parameters
    ----------
    given, needed : array_like of float, same shape
        NaN stands for a missing value and equals itself.
    rules : Rules
    whole : bool
        Whether whole numbers (counts, days, scores) are needed.

    Returns
    -------
    Difference or None
        Of kind missing, filled, infinite, percent, share, hundredfold, hundredth, sign, rounded, above_one,
        not_counts, too_large, too_small or off.

    Examples
    --------
    >>> from crmlab.check.numbers import number_difference
    >>> from crmlab.check.rules import Rules
    >>> number_difference([26.91], [0.2691], Rules()).kind
    'percent'
    >>> number_difference([0.27], [0.2691], Rules()) is None
    True
    """
    given, needed = np.asarray(given, dtype=float), np.asarray(needed, dtype=float)
    same = accepted(given, needed, rules, whole)
    if same.all():
        return None
    both = ~(np.isnan(given) | np.isnan(needed))
    if not both[~same].all():
        return _gaps(given, needed)
    given, needed, same = given[both], needed[both], same[both]
    kind = _recognised(given, needed, rules, whole) or _direction(given[~same], needed[~same])
    if kind == "rounded":
        return Difference(kind, _too_coarse(needed, rules, whole))
    many = "s" if needed.size > 1 and kind in ("too_large", "too_small") else ""
    return Difference(kind, say(f"check.number{many}_{kind}"))


def accepted(given, needed, rules, whole=False):
    """Tell number by number which are right: close enough, or the right ones rounded.

    Parameters
    ----------
    given, needed : ndarray of float, same shape
    rules : Rules
    whole : bool
        Whether whole numbers are needed; these may not be rounded.

    Returns
    -------
    ndarray of bool
    """
    near = _close(given, needed, rules, whole)
    return near if rules.exact or whole else near | _rounded(given, needed)


def _close(given, needed, rules, whole):
    size = np.where(np.isfinite(needed), np.abs(needed), 0.0)
    slack = 1e-9 * np.maximum(1.0, size)
    if not rules.exact:
        if not whole or rules.rtol is not None:
            slack = np.maximum(slack, rules.tolerance * size)
            slack = np.maximum(slack, _lost_by_rounding(needed))
        else:
            # A large whole number may have been left unrounded: 12,345.4 for 12,345.
            unrounded = (size >= 100) & (given != np.round(given))
            slack = np.where(unrounded, 0.5, slack)
    with np.errstate(invalid="ignore"):
        near = np.abs(given - needed) <= slack
    return near | (given == needed) | (np.isnan(given) & np.isnan(needed))


def _lost_by_rounding(needed):
    """Give half the last figure of a column of right answers that was itself rounded."""
    known = needed[np.isfinite(needed)]
    places = _most_places(known) if known.size >= 3 else 0
    return 0.5 * 10.0**-places * (1 + 1e-6) if places in MONEY else 0.0


def _rounded(given, needed):
    """Tell which are the right numbers rounded as the learner rounded, with figures enough."""
    if not given.any():
        return np.zeros(given.shape, dtype=bool)
    places = max(_figures(given)[0], _fewest_places(needed))
    with np.errstate(invalid="ignore"):
        return np.abs(given - needed) <= 10.0**-places / 2 * (1 + 1e-6)


def _fewest_places(numbers):
    """Give the decimals that must be kept: two of 0.5144, one of 5.14, none of 51.4, -1 of 5144."""
    known = np.abs(numbers[np.isfinite(numbers)])
    if not known.any():
        return 0
    first = math.floor(math.log10(known.max()))
    return max(DECIMALS - 1 - first, 0) or min(WHOLES - 1 - first, 0)


def _gaps(given, needed):
    filled = np.isnan(needed).any() and not np.isnan(given).any()
    kind = "filled" if filled else "missing"
    return Difference(kind, say(f"check.number_{kind}"))


def _recognised(given, needed, rules, whole):
    if np.isinf(given).any():
        return "infinite"
    size = np.abs(needed).max()
    if _alike(given / 100, needed, rules):
        return "percent" if size <= 1 else "hundredfold"
    if _alike(given * 100, needed, rules):
        return "share" if 1 < size <= 100 else "hundredth"  # what is at most 1 is no per cent, but a share
    if _alike(-given, needed, rules):
        return "sign"
    if _coarse(given, needed, whole):
        return "rounded"
    if whole and size > 1 and ((given >= 0) & (given <= 1)).all() and (given % 1).any():
        return "not_counts"
    # 0 alone does not say that a share is needed: an index begins there, too.
    below_one = not whole and (needed >= 0).all() and 0 < size < 1
    return "above_one" if below_one and given.max() > 1 else None


def _alike(given, needed, rules):
    """Tell whether numbers, brought to another unit, are the right ones or these rounded."""
    if not needed.any():
        return False
    given = np.array([float(f"{number:.12g}") for number in given])  # 51 / 100 is 0.51 again
    loose = Rules(rtol=max(rules.tolerance, LOOSE))
    return bool(accepted(given, needed, loose).all())


def _coarse(given, needed, whole):
    """Tell whether the numbers are the right ones with too few figures left."""
    if not (np.isfinite(given).all() and np.isfinite(needed).all()):
        return False
    places, figures = _figures(given)
    if places <= 0 and np.abs(needed).max() < 1:  # 1 for 0.88 says "surely": that is no rounding
        return False
    if figures < (2 if whole else 1):  # 10 for 12 is a miscount, 1,200 for 1,234 is rounded
        return False
    off = np.abs(given - needed)
    step = 10.0**-places
    return bool((off <= step / 2 * (1 + 1e-6)).all() and (off <= TOO_EARLY * np.abs(needed).max()).all())


def _too_coarse(needed, rules, whole):
    if rules.exact or whole:
        return say("check.number_rounded_at_all")
    decimals = _fewest_places(needed)
    if decimals < 1:
        return say("check.number_rounded_whole")
    return say("check.number_rounded_one" if decimals == 1 else "check.number_rounded", decimals=decimals)


def _direction(given, needed):
    if (given > needed).all():
        return "too_large"
    return "too_small" if (given < needed).all() else "off"


def _figures(given):
    """Count the decimals that numbers were written with, and the significant figures of the largest."""
    known = given[np.isfinite(given)]
    if not known.any():
        return 0, 0
    places = _most_places(known)
    return places, max(0, math.floor(math.log10(np.abs(known).max())) + 1 + places)


def _most_places(numbers):
    return max((_places(number) for number in numbers.tolist() if number), default=0)


def _places(number):
    return -Decimal(repr(number)).normalize().as_tuple().exponent
