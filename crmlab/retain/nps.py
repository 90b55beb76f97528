"""The Net Promoter Score: what it is, how far it scatters, and how many answers it takes."""

from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np

from crmlab.frames import InputError, to_numbers
from crmlab.interact.checks import need_share, need_whole
from crmlab.language import say

PROMOTER, DETRACTOR = 9, 6  # from 9 on, and up to 6, on a scale of 0 to 10 (Reichheld 2003)
_EXTRA = (0.75, 1.5, 0.75)  # made-up answers of the adjusted Wald interval (Rocks 2016)


@dataclass(frozen=True)
class NetPromoter:
    """A Net Promoter Score, with its scatter.

    Attributes
    ----------
    answers : int
    promoters, passives, detractors : float
        Shares, 0 to 1, that sum to 1.
    score : float
        100 times (promoters less detractors): points, -100 to 100.
    standard_error : float
        Points.
    low, high : float
        Ends of the interval, in points.
    """

    answers: int
    promoters: float
    passives: float
    detractors: float
    score: float
    standard_error: float
    low: float
    high: float


@dataclass(frozen=True)
class NpsDifference:
    """The difference of two Net Promoter Scores, in points.

    Attributes
    ----------
    difference, standard_error, low, high : float
        The first score less the second; its standard error; the ends of its interval.
    """

    difference: float
    standard_error: float
    low: float
    high: float


def net_promoter(scores, level=0.95):
    """Work out the Net Promoter Score, its standard error and its interval.

    An answer counts 1, 0 or -1; the score is the mean of these, so its variance is promoters + detractors
    - (promoters - detractors) ** 2, over the number of answers.  The interval is the adjusted Wald one of
    Rocks (2016): three made-up answers are added first, so that it keeps its promise in small surveys and
    has a width where everybody is a promoter.

    Parameters
    ----------
    scores : list, numpy array or Series of int, length n
        Answers from 0 to 10.
    level : float, default 0.95
        How often the interval holds the truth: 0.95 for a 95 % interval.

    Returns
    -------
    NetPromoter

    Raises
    ------
    InputError
        For answers that are no whole numbers from 0 to 10, or a level outside 0 to 1.

    Warns
    -----
    LeftOutWarning
        With the number of missing answers.

    References
    ----------
    Reichheld (2003), The one number you need to grow; Rocks (2016), Interval estimation for the Net
    Promoter Score.

    Examples
    --------
    >>> from crmlab.retain import net_promoter
    >>> found = net_promoter([10, 9, 9, 8, 7, 3])
    >>> round(found.score, 1), round(found.standard_error, 1)
    (33.3, 30.4)
    """
    need_share("level", level)
    n, shares = _shares(scores, "scores")
    score, spread = _score(shares), sqrt(_variance(shares) / n)
    adjusted = (shares * n + np.array(_EXTRA)) / (n + sum(_EXTRA))
    middle = _score(adjusted)
    reach = _z(level) * sqrt(_variance(adjusted) / (n + sum(_EXTRA)))
    low, high = max(-1.0, middle - reach), min(1.0, middle + reach)
    promoters, passives, detractors = (float(share) for share in shares)
    return NetPromoter(n, promoters, passives, detractors, 100 * score, 100 * spread, 100 * low, 100 * high)


def compare_nps(scores, others, level=0.95):
    """Compare the Net Promoter Scores of two separate groups of people.

    Parameters
    ----------
    scores, others : list, numpy array or Series of int
        Answers from 0 to 10, of different people.
    level : float, default 0.95

    Returns
    -------
    NpsDifference
        The first score less the second.

    Raises
    ------
    InputError
        As `net_promoter`.

    Examples
    --------
    >>> from crmlab.retain import compare_nps
    >>> found = compare_nps([10] * 30 + [7] * 20, [10] * 20 + [7] * 30)
    >>> round(found.difference), round(found.standard_error, 1)
    (20, 9.8)
    """
    need_share("level", level)
    (n, ours), (m, theirs) = _shares(scores, "scores"), _shares(others, "others")
    difference = 100 * (_score(ours) - _score(theirs))
    spread = 100 * sqrt(_variance(ours) / n + _variance(theirs) / m)
    reach = _z(level) * spread
    return NpsDifference(difference, spread, difference - reach, difference + reach)


def nps_sample_size(margin, promoters=0.5, detractors=0.5, level=0.95, population=None):
    """Say how many answers keep the score within a margin of the truth.

    Parameters
    ----------
    margin : float
        Points, above 0: 5 for "plus or minus five points".
    promoters, detractors : float, default 0.5 and 0.5
        Expected shares; half and half is the worst that can be.
    level : float, default 0.95
        How often the score is to be within the margin.
    population : int, optional
        Customers there are; without it they count as endless.  With it, what is drawn without replacement
        tells of these customers only, and nothing is left to chance once all have answered (Cochran 1977).

    Returns
    -------
    int
        Answers, rounded up.  Answers, not invitations: and only where those who answer are like the others.

    Raises
    ------
    InputError
        For a margin not above 0 or above 200, shares outside 0 to 1 or of more than 1 together, or a
        population that is no count.

    Examples
    --------
    >>> from crmlab.retain import nps_sample_size
    >>> nps_sample_size(5, promoters=0.4, detractors=0.2)
    861
    >>> nps_sample_size(5, promoters=0.4, detractors=0.2, population=1000)
    463
    """
    need_share("level", level)
    if isinstance(margin, bool) or not isinstance(margin, (int, float, np.number)) or not 0 < margin <= 200:
        raise InputError(say("nps.margin", value=repr(margin)))
    for argument, value in (("promoters", promoters), ("detractors", detractors)):
        if not isinstance(value, (int, float, np.number)) or not 0 <= value <= 1:
            raise InputError(say("nps.share", argument=argument, value=repr(value)))
    if promoters + detractors > 1 + 1e-9:
        raise InputError(say("nps.too_many", total=promoters + detractors))
    variance = promoters + detractors - (promoters - detractors) ** 2
    endless = variance * (100 * _z(level) / margin) ** 2
    if population is None:
        return max(1, ceil(endless - 1e-9))
    need_whole("population", population, 1)
    return min(population, max(1, ceil(endless * population / (population - 1 + endless) - 1e-9)))


def _shares(scores, name):
    """Give the number of answers and the shares of promoters, passives and detractors."""
    numbers = to_numbers(scores, name)
    odd = numbers[(numbers < 0) | (numbers > 10) | (numbers % 1 != 0)]
    if len(odd):
        raise InputError(say("nps.not_zero_to_ten", name=name, value=f"{odd[0]:g}", count=len(odd)))
    promoters, detractors = (numbers >= PROMOTER).mean(), (numbers <= DETRACTOR).mean()
    return len(numbers), np.array([promoters, 1 - promoters - detractors, detractors])


def _score(shares):
    return float(shares[0] - shares[2])


def _variance(shares):
    return max(0.0, float(shares[0] + shares[2] - (shares[0] - shares[2]) ** 2))


def _z(level):
    from scipy.stats import norm

    return float(norm.ppf((1 + level) / 2))
