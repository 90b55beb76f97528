"""What a customer is worth: the formula, its conventions, and how far it moves with its assumptions."""

from numbers import Real

import numpy as np
import pandas as pd

from crmlab.frames import InputError, LeftOutWarning, need_rows, warn
from crmlab.language import say

# When the first margin is paid, in periods from today, and whether it takes a renewal first.
TIMINGS = {"start": (0.0, False), "middle": (0.5, False), "end": (1.0, False), "renewal": (1.0, True)}


def lifetime_value(margin, retention, discount, acquisition_cost=0.0, timing="start", horizon=None):
    """Value a customer who pays the same margin each period as long as she is retained.

    The sum of ``margin * retention**t / (1 + discount)**when`` over t = 0, 1, 2 ..., less what it cost to win
    her (Dwyer 1989; Berger and Nasr 1998; Gupta and Lehmann 2003).

    Parameters
    ----------
    margin : float, or array or Series of float
        Yuan each period, before the cost of winning her.  Margin, not sales.
    retention : float, or array or Series of float
        Chance, 0 to 1, that a customer of one period is one of the next.
    discount : float, or array or Series of float
        Rate for one period, from 0: 0.1 where a yuan a period from now is worth 1/1.1 today.
    acquisition_cost : float, or array or Series of float, default 0
        Yuan, spent today.
    timing : {"start", "middle", "end", "renewal"}
        When a period's margin comes.  ``"start"``: at its beginning, the first today.  ``"middle"`` and
        ``"end"``: half a period and a period later.  ``"renewal"``: the first comes a period from now, and
        only if she is still a customer then.
    horizon : int, optional
        How many payments are counted.  Left out, all of them, for ever.

    Returns
    -------
    float, or array or Series of what was given
        Yuan of today.

    Raises
    ------
    InputError
        For numbers out of their range, an unknown `timing`, or a sum without end: retention 1, discount 0
        and no horizon.

    Warns
    -----
    LeftOutWarning
        With a count, where a number is missing; the value is NaN there.
    UserWarning
        Where a margin is below 0: such a customer costs more the longer she stays.

    Notes
    -----
    All payments, for ever: with ``m, r, d`` the sum is ``m (1 + d) / (1 + d - r)`` for ``"start"``,
    ``m / (1 + d - r)`` for ``"end"`` and ``m r / (1 + d - r)`` for ``"renewal"``, as Gupta and Lehmann have
    it.

    Examples
    --------
    >>> from crmlab.differentiate import lifetime_value
    >>> round(lifetime_value(100, retention=0.8, discount=0.2, acquisition_cost=90), 2)
    210.0
    >>> [round(lifetime_value(100, 0.8, 0.2, timing=timing)) for timing in ("start", "end", "renewal")]
    [300, 250, 200]
    """
    given = {
        "margin": margin,
        "retention": retention,
        "discount": discount,
        "acquisition_cost": acquisition_cost,
    }
    delay, renewed = _check_timing(timing)
    _check_horizon(horizon)
    numbers = {name: _check_numbers(name, value) for name, value in given.items()}
    numbers = dict(zip(numbers, _line_up(numbers), strict=True))
    rate, discounting = numbers["retention"], 1 + numbers["discount"]
    sums = _geometric_sum(rate / discounting, horizon)
    if renewed:
        sums = sums * rate
    values = numbers["margin"] * sums / discounting**delay - numbers["acquisition_cost"]
    _warn_missing(values)
    if (numbers["margin"] < 0).any():
        warn(say("lifetime.negative_margin", count=int((numbers["margin"] < 0).sum()), all=np.size(values)))
    return _in_the_dress_of(values, given.values())


def lifetime_conventions(margin, retention, discount, acquisition_cost=0.0, horizons=(5, None)):
    """Value one customer under every convention, and say how much they differ.

    Parameters
    ----------
    margin, retention, discount, acquisition_cost : float
        As in `lifetime_value`.
    horizons : list of int or None, default (5, None)
        How many payments are counted; None for all.

    Returns
    -------
    pandas.DataFrame, one row for each timing and horizon
        ``timing`` (str), ``horizon`` (float, number of payments, inf for all), ``value`` (float, yuan), and
        ``compared`` (float: value over that of the first timing with the last horizon, less 1).

    Raises
    ------
    InputError
        As `lifetime_value`.

    Examples
    --------
    >>> from crmlab.differentiate import lifetime_conventions
    >>> lifetime_conventions(100, 0.8, 0.2, horizons=[None]).round(2)
        timing  horizon   value  compared
    0    start      inf  300.00      0.00
    1   middle      inf  273.86     -0.09
    2      end      inf  250.00     -0.17
    3  renewal      inf  200.00     -0.33
    """
    horizons = list(horizons)
    need_rows(len(horizons), "horizons")
    rows = [
        {
            "timing": timing,
            "horizon": np.inf if horizon is None else float(horizon),
            "value": lifetime_value(margin, retention, discount, acquisition_cost, timing, horizon),
        }
        for timing in TIMINGS
        for horizon in horizons
    ]
    table = pd.DataFrame(rows)
    return table.assign(compared=table["value"] / table["value"].iloc[len(horizons) - 1] - 1)


def lifetime_sensitivity(margin, retentions, discounts, acquisition_cost=0.0, timing="start", horizon=None):
    """Value a customer under every pair of retention and discount.

    Parameters
    ----------
    margin, acquisition_cost : float
        Yuan.
    retentions, discounts : list of float
    timing, horizon
        As in `lifetime_value`.

    Returns
    -------
    pandas.DataFrame, one row for each pair
        ``retention``, ``discount``, ``value`` (float, yuan).

    Raises
    ------
    InputError
        As `lifetime_value`.

    Examples
    --------
    >>> from crmlab.differentiate import lifetime_sensitivity
    >>> table = lifetime_sensitivity(100, retentions=[0.7, 0.8], discounts=[0.1, 0.2])
    >>> table.round(1)
       retention  discount  value
    0        0.7       0.1  275.0
    1        0.7       0.2  240.0
    2        0.8       0.1  366.7
    3        0.8       0.2  300.0
    """
    pairs = [(retention, discount) for retention in retentions for discount in discounts]
    need_rows(len(pairs), "retentions")
    table = pd.DataFrame(pairs, columns=["retention", "discount"])
    value = lifetime_value(margin, table["retention"], table["discount"], acquisition_cost, timing, horizon)
    return table.assign(value=value)


def payback_periods(margin, retention, discount, acquisition_cost, timing="start"):
    """Count the payments after which a customer has paid back what it cost to win her.

    Parameters
    ----------
    margin, retention, discount, acquisition_cost : float
    timing : {"start", "middle", "end", "renewal"}
        As in `lifetime_value`.

    Returns
    -------
    int or None
        The smallest horizon at which the value is not below 0; None if there is none.

    Raises
    ------
    InputError
        As `lifetime_value`.

    Examples
    --------
    >>> from crmlab.differentiate import payback_periods
    >>> payback_periods(100, 0.8, 0.2, acquisition_cost=150)
    2
    >>> payback_periods(100, 0.8, 0.2, acquisition_cost=301) is None
    True
    """
    owed = -lifetime_value(0.0, retention, discount, acquisition_cost, timing, horizon=1)
    if owed <= 0:
        return 0
    first = lifetime_value(margin, retention, discount, 0.0, timing, horizon=1)
    if first <= 0:
        return None
    kept = retention / (1 + discount)
    # first * (1 - kept**n) / (1 - kept) >= owed, solved for n; a hair is forgiven for rounding.
    if kept == 1:
        return int(np.ceil(owed / first - 1e-9))
    room = 1 - owed / first * (1 - kept)
    if kept == 0 or room <= 1e-12:
        return 1 if first >= owed else None
    return max(1, int(np.ceil(np.log(room) / np.log(kept) - 1e-9)))


def _geometric_sum(ratio, terms):
    """Add up ratio**0, ratio**1, ...: so many terms, or all."""
    endless = ratio >= 1
    if terms is None:
        if endless.any():
            raise InputError(say("lifetime.endless"))
        return 1 / (1 - ratio)
    return np.where(endless, terms, (1 - ratio**terms) / np.where(endless, 1, 1 - ratio))


def _check_timing(timing):
    if not isinstance(timing, str) or timing not in TIMINGS:
        raise InputError(say("lifetime.bad_timing", timing=repr(timing)))
    # What is paid at a renewal is paid at the beginning of the next period: r^t / (1 + d)^t from t = 1.
    return TIMINGS[timing]


def _check_horizon(horizon):
    if horizon is None:
        return
    if isinstance(horizon, bool) or not isinstance(horizon, (int, np.integer)) or horizon < 1:
        raise InputError(say("lifetime.bad_horizon", horizon=repr(horizon)))


def _check_numbers(name, value):
    """Give a number or a column of numbers as an array, within the range of its kind."""
    try:
        array = np.asarray(value)
        if array.dtype.kind not in "iufO" or array.ndim > 1:
            raise TypeError
        array = array.astype(float)
    except (TypeError, ValueError):
        raise InputError(say("lifetime.not_a_number", argument=name, value=repr(value)[:60])) from None
    low, high = {"margin": (-np.inf, np.inf), "retention": (0, 1)}.get(name, (0, np.inf))
    outside = (array < low) | (array > high) | np.isinf(array)
    if outside.any():
        odd = float(array[outside].flat[0])
        kind = "retention_in_per_cent" if name == "retention" and 1 < odd <= 100 else name
        raise InputError(say(f"lifetime.bad_{kind}", value=f"{odd:g}", share=f"{odd / 100:g}"))
    return array


def _line_up(numbers):
    try:
        return np.broadcast_arrays(*numbers.values())
    except ValueError:
        sizes = ", ".join(f"{name} {array.size}" for name, array in numbers.items() if array.ndim)
        raise InputError(say("lifetime.sizes_differ", sizes=sizes)) from None


def _warn_missing(values):
    missing = int(np.isnan(values).sum())
    if missing:
        warn(say("lifetime.missing", count=missing, all=np.size(values)), LeftOutWarning)


def _in_the_dress_of(values, given):
    """Give a float for floats, a Series with its index for Series, else an array."""
    given = list(given)
    if all(isinstance(value, Real) for value in given) or values.ndim == 0:
        return float(values)
    index = next((value.index for value in given if isinstance(value, pd.Series)), None)
    return values if index is None else pd.Series(values, index=index)
