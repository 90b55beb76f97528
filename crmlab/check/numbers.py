"""Comparing numbers: one, or a column of them."""

import math
from decimal import Decimal

import numpy as np

from crmlab.check.rules import RTOL, Difference
from crmlab.language import say

SIGNIFICANT = 3  # a rounded answer must keep so many figures
TOO_EARLY = 0.2  # beyond this relative distance it is not rounding but another number


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
        Of kind missing, filled, infinite, percent, share, hundredfold, hundredth, sign, rounded, too_large,
        too_small or off.

    Examples
    --------
    >>> from crmlab.check.numbers import number_difference
    >>> from crmlab.check.rules import Rules
    >>> number_difference([26.91], [0.2691], Rules()).kind
    'percent'
    >>> number_difference([0.269], [0.2691], Rules()) is None
    True
    """
    given, needed = np.asarray(given, dtype=float), np.asarray(needed, dtype=float)
    same = close(given, needed, rules, whole)
    if same.all():
        return None
    both = ~(np.isnan(given) | np.isnan(needed))
    if not both[~same].all():
        return _gaps(given, needed)
    given, needed, same = given[both], needed[both], same[both]
    figures = _figures_kept(given, needed)
    if figures and figures >= SIGNIFICANT and not (rules.exact or whole):
        return None
    if whole and figures < 2:
        figures = 0  # 10 for 12 is a miscount, 1,200 for 1,234 is rounded
    kind = _recognised(given, needed, rules, figures) or _direction(given[~same], needed[~same])
    many = "s" if needed.size > 1 and kind in ("too_large", "too_small") else ""
    return Difference(kind, say(f"check.number{many}_{kind}"))


def close(given, needed, rules, whole=False):
    """Tell number by number which are close enough.

    Parameters
    ----------
    given, needed : ndarray of float, same shape
    rules : Rules
    whole : bool
        Whether whole numbers are needed.

    Returns
    -------
    ndarray of bool
    """
    size = np.abs(needed)
    slack = 1e-9 * np.maximum(1.0, np.where(np.isfinite(size), size, 1.0))
    if not rules.exact:
        if not whole or rules.rtol != RTOL:
            slack = np.maximum(slack, rules.rtol * np.where(np.isfinite(size), size, 0.0))
        else:
            # A large whole number may have been left unrounded: 12,345.4 for 12,345.
            unrounded = (size >= 100) & (given != np.round(given))
            slack = np.where(unrounded, 0.5, slack)
    with np.errstate(invalid="ignore"):
        near = np.abs(given - needed) <= slack
    return near | (given == needed) | (np.isnan(given) & np.isnan(needed))


def _gaps(given, needed):
    filled = np.isnan(needed).any() and not np.isnan(given).any()
    kind = "filled" if filled else "missing"
    return Difference(kind, say(f"check.number_{kind}"))


def _recognised(given, needed, rules, figures):
    if np.isinf(given).any():
        return "infinite"
    if _all_close(given / 100, needed, rules):
        return "percent" if np.abs(needed).max() <= 1 else "hundredfold"
    if _all_close(given * 100, needed, rules):
        return "share" if np.abs(needed).max() <= 100 else "hundredth"
    if _all_close(-given, needed, rules):
        return "sign"
    if figures and np.all(np.abs(given - needed) <= TOO_EARLY * np.abs(needed).max()):
        return "rounded"
    return None


def _all_close(given, needed, rules):
    some = needed != 0
    return bool(some.any() and close(given, needed, type(rules)(rtol=max(rules.rtol, RTOL))).all())


def _direction(given, needed):
    if (given > needed).all():
        return "too_large"
    return "too_small" if (given < needed).all() else "off"


def _figures_kept(given, needed):
    """Count the significant figures to which the right numbers were rounded; 0 if they were not."""
    finite = np.isfinite(given).all() and np.isfinite(needed).all()
    if not finite or not given.any():
        return 0
    places = max(_places(number) for number in given.tolist() if number)
    step = 10.0**-places
    if (np.abs(given - needed) > step / 2 * (1 + 1e-6)).any():
        return 0
    return max(0, math.floor(math.log10(np.abs(given).max())) + 1 + places)


def _places(number):
    return -Decimal(repr(number)).normalize().as_tuple().exponent
