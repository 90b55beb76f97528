"""Tests of an interaction: how many people it takes, how to read it, and what looking early does to it."""

from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np

from crmlab.frames import InputError
from crmlab.interact.checks import need_share, need_whole
from crmlab.language import say
from crmlab.shares import wilson

_NODES = 201  # of the quadrature in `false_alarms`; 101 give the same six digits


def sample_size(base, lift, power=0.8, level=0.05):
    """Say how many people each group of a test needs.

    The normal approximation for two shares, two-sided, without continuity correction (Fleiss, Levin and
    Paik 2003, chapter 4), which is also that of R's ``power.prop.test``.

    Parameters
    ----------
    base : float
        Share that answers without the change, 0 to 1.
    lift : float
        Smallest difference worth finding, as a share: 0.02 for two percentage points; may be negative.
    power : float, default 0.8
        Chance of finding it if it is there.
    level : float, default 0.05
        Chance of a false alarm if there is nothing.

    Returns
    -------
    int
        People in *each* group, rounded up.

    Raises
    ------
    InputError
        If a share lies outside 0 to 1, or the lift is 0.

    Examples
    --------
    >>> from crmlab.interact import sample_size
    >>> sample_size(0.50, 0.25, power=0.90)
    77
    """
    new = _check_shares(base, lift, level)
    need_share("power", power)
    null, spread = _spreads(base, new)
    size = ((_z(1 - level / 2) * null + _z(power) * spread) / lift) ** 2
    return ceil(size - 1e-9)  # a whole number must not become the next by its last bit


def power_of(base, lift, size, level=0.05):
    """Say how likely a test of a given size finds a difference that is there.

    Parameters
    ----------
    base, lift : float
        As in `sample_size`.
    size : int
        People in each group, at least 2.
    level : float, default 0.05

    Returns
    -------
    float
        0 to 1.

    Raises
    ------
    InputError
        As `sample_size`.

    Examples
    --------
    >>> from crmlab.interact import power_of
    >>> round(power_of(0.50, 0.25, 50), 3)
    0.74
    """
    from scipy.stats import norm

    new = _check_shares(base, lift, level)
    need_whole("size", size, 2)
    null, spread = _spreads(base, new)
    return float(norm.cdf((sqrt(size) * abs(lift) - _z(1 - level / 2) * null) / spread))


@dataclass(frozen=True)
class Comparison:
    """Two shares compared.

    Attributes
    ----------
    share, control_share : float
        0 to 1.
    difference : float
        Share less control share.
    low, high : float
        Ends of its 95 % interval.
    p_value : float
        Chance of a difference as large as this or larger if there were none.
    """

    share: float
    control_share: float
    difference: float
    low: float
    high: float
    p_value: float


def compare_shares(successes, trials, control_successes, control_trials):
    """Compare the share that answered in two groups.

    The interval is Newcombe's (1998, method 10): it is made of the Wilson intervals of both shares and stays
    honest in small groups and at shares near 0.  The p-value is that of the pooled z test, two-sided.

    Parameters
    ----------
    successes, trials : int
        Who answered, and who could, in the group with the change.
    control_successes, control_trials : int
        The same without it.

    Returns
    -------
    Comparison

    Raises
    ------
    InputError
        If a count is no count, or more answered than could.

    Examples
    --------
    >>> from crmlab.interact import compare_shares
    >>> found = compare_shares(56, 70, 48, 80)
    >>> round(found.difference, 4), round(found.low, 4), round(found.high, 4)
    (0.2, 0.0524, 0.3339)
    """
    from scipy.stats import norm

    share, low, high = _wilson("successes", successes, "trials", trials)
    other = ("control_successes", control_successes, "control_trials", control_trials)
    control_share, control_low, control_high = _wilson(*other)
    difference = share - control_share
    pooled = (successes + control_successes) / (trials + control_trials)
    error = sqrt(pooled * (1 - pooled) * (1 / trials + 1 / control_trials))
    return Comparison(
        share=share,
        control_share=control_share,
        difference=difference,
        low=difference - float(np.hypot(share - low, control_high - control_share)),
        high=difference + float(np.hypot(high - share, control_share - control_low)),
        p_value=float(2 * norm.sf(abs(difference) / error)) if error else 1.0,
    )


def false_alarms(looks, level=0.05):
    """Say how often a test without any effect cries wolf when it is read again and again.

    The test is read after equal portions of its people and stopped at the first "significant" reading.
    Worked out by numerical integration as Armitage, McPherson and Rowe (1969) did.

    Parameters
    ----------
    looks : int
        How often it is read, 1 to 200.
    level : float, default 0.05
        Level used at each look.

    Returns
    -------
    float
        Chance of at least one "significant" reading, 0 to 1.

    Raises
    ------
    InputError
        If `looks` is no such number or `level` no share.

    Notes
    -----
    Pocock (1977) turns it round: with five looks a level of 0.0158 at each keeps 0.05 over all.

    Examples
    --------
    >>> from crmlab.interact import false_alarms
    >>> round(false_alarms(1), 3), round(false_alarms(5), 3), round(false_alarms(5, level=0.0158), 3)
    (0.05, 0.142, 0.05)
    """
    from scipy.stats import norm

    need_whole("looks", looks, 1)
    need_share("level", level)
    if looks > 200:
        raise InputError(say("interact_tests.too_many_looks", looks=looks))
    bound = _z(1 - level / 2)
    nodes, weights = np.polynomial.legendre.leggauss(_NODES)
    # Each portion adds a standard normal step; `mass` is where the sum stands if no look has cried yet.
    at, mass = bound * nodes, bound * weights * norm.pdf(bound * nodes)
    for look in range(2, looks + 1):
        edge = bound * sqrt(look)
        there = edge * nodes
        density = norm.pdf(there[:, None] - at) @ mass
        at, mass = there, edge * weights * density
    return float(1 - mass.sum())


def _check_shares(base, lift, level):
    need_share("base", base)
    need_share("level", level)
    if isinstance(lift, bool) or not isinstance(lift, int | float | np.number) or not lift:
        raise InputError(say("interact_tests.no_lift", lift=repr(lift)))
    if not 0 < base + lift < 1:
        raise InputError(say("interact_tests.lift_outside", base=base, lift=lift, new=base + lift))
    return base + lift


def _spreads(base, new):
    """Give the spread of a difference per person if both groups are alike, and if they differ."""
    mean = (base + new) / 2
    return sqrt(2 * mean * (1 - mean)), sqrt(base * (1 - base) + new * (1 - new))


def _z(share):
    from scipy.stats import norm

    return float(norm.ppf(share))


def _wilson(yes_name, yes, all_name, everybody):
    need_whole(all_name, everybody, 1)
    need_whole(yes_name, yes, 0)
    if yes > everybody:
        raise InputError(
            say("interact_tests.more_than_all", yes=yes_name, all=all_name, n_yes=yes, n_all=everybody)
        )
    return yes / everybody, *map(float, wilson(yes, everybody))
