"""Answers on a scale: how an opinion becomes a number somebody ticks, and how habits of ticking bend it.

An opinion is a point y on the scale, not yet whole.  Each respondent has one style for the whole
questionnaire (Baumgartner and Steenkamp 2001 give the list), and what she ticks on a scale from low to
high, with middle m = (low + high) / 2, is y after

* **plain**: nothing;
* **acquiescent** (says yes): y + a * (high - low), on reversed questions too, before they are turned;
* **extreme**: m + k * (y - m) with k > 1;
* **midpoint**: m + k * (y - m) with k < 1;
* **straight** (does not read): one number for all questions of a battery;

rounded to a whole number and kept within low and high.  A question may be left out by accident, with the
same small chance for everybody.
"""

from dataclasses import dataclass

import numpy as np

from crmlab.story.streams import pick

STYLE_NAMES = ("plain", "acquiescent", "extreme", "midpoint", "straight")


@dataclass(frozen=True)
class Styles:
    """Habits of answering; the shares and sizes are our choice, mild against the opinions themselves."""

    shares: tuple = (0.70, 0.10, 0.10, 0.08, 0.02)  # in the order of STYLE_NAMES
    acquiescence: float = 0.06  # of the scale's length
    extreme: float = 1.25  # stretch about the middle
    midpoint: float = 0.75  # the same, a shrinkage
    skipped: float = 0.012  # chance that a question is left out by accident


STYLES = Styles()


def draw_styles(rng, n):
    """Give each of n people a position in `STYLE_NAMES`."""
    return pick(rng, STYLES.shares, n)


def positions(names, values):
    """Give the position of each value in a list of names: an array of whole numbers, empty for none.

    Examples
    --------
    >>> from crmlab.story.survey_scales import positions
    >>> positions(("plain", "extreme"), ["extreme", "plain"]).tolist()
    [1, 0]
    """
    return np.array([names.index(value) for value in values], dtype=int)


def tick(rng, points, style, low, high, skipped=STYLES.skipped):
    """Turn opinions into ticks.

    Parameters
    ----------
    rng : numpy.random.Generator
    points : numpy.ndarray of float, (people, questions)
        Opinions, in points of the scale.
    style : numpy.ndarray of int, (people,)
        Positions in `STYLE_NAMES`.
    low, high : int
        Ends of the scale.
    skipped : float
        Chance that a question is left out by accident.

    Returns
    -------
    numpy.ndarray of float, (people, questions)
        Whole numbers from low to high; NaN where the question was left out.
    """
    middle = (low + high) / 2
    stretch = np.array([1.0, 1.0, STYLES.extreme, STYLES.midpoint, 1.0])[style][:, None]
    shift = np.where(style == STYLE_NAMES.index("acquiescent"), STYLES.acquiescence * (high - low), 0.0)
    ticks = middle + stretch * (points - middle) + shift[:, None]
    upper_half = rng.integers(int(np.ceil(middle)), high + 1, len(points))
    ticks = np.where((style == STYLE_NAMES.index("straight"))[:, None], upper_half[:, None], ticks)
    ticks = np.clip(np.rint(ticks), low, high)
    return np.where(rng.random(points.shape) < skipped, np.nan, ticks)


def turn(ticks, low, high):
    """Turn a reversed question round, so that high means the same as on the others.

    Examples
    --------
    >>> from crmlab.story.survey_scales import turn
    >>> turn(2, 1, 7)
    6
    """
    return low + high - ticks


def logistic(x):
    """Give the probability that belongs to a logit."""
    return 1 / (1 + np.exp(-x))
