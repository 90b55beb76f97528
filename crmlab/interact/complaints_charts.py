"""Control charts of a complaints desk: shares (p), rates (u) and single values (XmR)."""

from math import pi, sqrt

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_rows, to_numbers, warn_left_out
from crmlab.interact.checks import need_same_length, need_whole
from crmlab.language import say

D2 = 2 / sqrt(pi)  # mean range of two standard normal values: 1.128
RANGE_SPREAD = sqrt(2 - 4 / pi)  # its standard deviation, d3: 0.853
XMR = 3 / D2  # 2.66 mean moving ranges on either side
RUN = 8  # so many points in a row on one side are a signal
LEAST_BASE = 8


def p_chart(counts, sizes, base=None):
    """Chart a share over time: how many of each month's complaints were late, say.

    Centre is the share of the base; limits lie three standard deviations of a binomial share away, so they
    are wide where there were few (Shewhart 1931; Montgomery 2013, chapter 7).

    Parameters
    ----------
    counts, sizes : Series, list or numpy array, length n
        How many had the mark, of how many, in order of time.  A Series' index names the points.
    base : int, optional
        How many of the first points the centre is worked out from, at least 8; left out, all.

    Returns
    -------
    pandas.DataFrame, one row per point
        ``point`` (label), ``value``, ``centre``, ``low``, ``high`` (shares, 0 to 1), ``signal``:
        ``"beyond"`` a limit, ``"run"`` of eight or more on one side of the centre, or ``""``.

    Raises
    ------
    InputError
        For columns of different lengths, negative counts, more counted than there were, or a base below 8 or
        longer than the series.

    Warns
    -----
    LeftOutWarning
        Points of size 0 have no share.

    Examples
    --------
    >>> from crmlab.interact import p_chart
    >>> chart = p_chart([5, 4, 6, 5, 4, 6, 5, 5, 20], [50] * 9, base=8)
    >>> float(chart["high"].iloc[0].round(3)), chart["signal"].iloc[-1]
    (0.227, 'beyond')
    """
    points, counts, sizes = _counted(counts, sizes)
    if (counts > sizes).any():
        at = int(np.argmax(counts > sizes))
        raise InputError(say("complaints.more_than_all", point=points[at], count=counts[at], size=sizes[at]))
    based = _base(base, len(counts))
    centre = counts[based].sum() / sizes[based].sum()
    spread = np.sqrt(centre * (1 - centre) / sizes)
    return _chart(points, counts / sizes, centre, 3 * spread, most=1.0)


def u_chart(counts, sizes, base=None):
    """Chart a rate over time: complaints per order, say, where an order may bring more than one.

    As `p_chart`, with the standard deviation of a Poisson rate.

    Parameters
    ----------
    counts, sizes : Series, list or numpy array, length n
        How many there were, and among how many (orders, hundreds of orders, hours), in order of time.
    base : int, optional
        As in `p_chart`.

    Returns
    -------
    pandas.DataFrame
        As `p_chart`; the values are counts per unit of size.

    Raises
    ------
    InputError
        As `p_chart`, but a rate may be above 1.

    Warns
    -----
    LeftOutWarning
        Points of size 0 have no rate.

    Examples
    --------
    >>> from crmlab.interact import u_chart
    >>> u_chart([16] * 8, [1] * 8)[["centre", "low", "high"]].iloc[0].tolist()
    [16.0, 4.0, 28.0]
    """
    points, counts, sizes = _counted(counts, sizes)
    based = _base(base, len(counts))
    centre = counts[based].sum() / sizes[based].sum()
    return _chart(points, counts / sizes, centre, 3 * np.sqrt(centre / sizes))


def xmr_chart(values, base=None):
    """Chart single values over time: one median, one mean, one total a week.

    Limits lie 2.66 mean moving ranges from the mean: 3 / d2 with d2 = 1.128, the mean range of two values
    from one normal distribution (Wheeler and Chambers 1992; NIST/SEMATECH e-Handbook, 6.3.2.2).

    Parameters
    ----------
    values : Series, list or numpy array, length n
        In order of time.  A Series' index names the points.
    base : int, optional
        As in `p_chart`.

    Returns
    -------
    pandas.DataFrame
        As `p_chart`, and ``moving_range`` (to the point before; the first is missing) and ``range_high``, its
        upper limit (3.267 mean moving ranges).  The lower limit may be negative.

    Raises
    ------
    InputError
        If there are no numbers, or the base is below 8 or longer than the series.

    Warns
    -----
    LeftOutWarning
        Missing values; the points on both sides then count as neighbours.

    Examples
    --------
    >>> from crmlab.interact import xmr_chart
    >>> nist = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]  # e-Handbook, 6.3.2.2
    >>> xmr_chart(nist)[["centre", "low", "high"]].iloc[0].round(2).tolist()
    [50.81, 45.82, 55.8]
    """
    labels = _labels(values)
    numbers = to_numbers(values, "values")
    if len(numbers) < len(labels):
        labels = labels[np.isfinite(np.asarray(values, dtype=float))]
    based = _base(base, len(numbers))
    ranges = np.concatenate([[np.nan], np.abs(np.diff(numbers))])
    mean_range = np.nanmean(ranges[based])
    chart = _chart(labels, numbers, numbers[based].mean(), XMR * mean_range, least=-np.inf)
    return chart.assign(moving_range=ranges, range_high=mean_range * (1 + 3 * RANGE_SPREAD / D2))


def _counted(counts, sizes):
    """Give labels, counts and sizes as arrays; points without numbers or of size 0 left out and counted."""
    need_same_length(counts=counts, sizes=sizes)
    labels, missing = _labels(counts), (pd.isna(list(counts)) | pd.isna(list(sizes)))
    there = ~missing
    both = np.column_stack(
        [to_numbers(np.asarray(counts)[there], "counts"), to_numbers(np.asarray(sizes)[there], "sizes")]
    )
    if (both < 0).any():
        raise InputError(say("complaints.negative", value=both.min()))
    sized = both[:, 1] > 0
    reasons = [
        (int(missing.sum()), say("frames.reason_no_number")),
        (int((~sized).sum()), say("complaints.reason_size_zero")),
    ]
    warn_left_out("sizes", len(labels), reasons)
    need_rows(int(sized.sum()), "sizes")
    return labels[there][sized], both[sized, 0], both[sized, 1]


def _labels(values):
    index = values.index if isinstance(values, pd.Series) else range(len(values))
    return np.array([str(label) for label in index], dtype=object)


def _base(base, size):
    if base is None:
        return slice(None)
    need_whole("base", base, LEAST_BASE)
    if base > size:
        raise InputError(say("complaints.base_too_long", base=base, size=size))
    return slice(0, base)


def _chart(points, values, centre, reach, least=0.0, most=np.inf):
    low, high = np.clip(centre - reach, least, most), np.clip(centre + reach, least, most)
    # A last bit must not make a signal of a value that lies exactly on its limit.
    hair = 1e-12 * max(1.0, abs(centre))
    beyond = (values < low - hair) | (values > high + hair)
    signal = np.where(beyond, "beyond", np.where(_in_run(values, centre), "run", ""))
    return pd.DataFrame(
        {"point": points, "value": values, "centre": centre, "low": low, "high": high, "signal": signal}
    )


def _in_run(values, centre):
    """Mark each point that is at least the eighth in a row on its side; a point on the centre ends a run."""
    side = np.sign(values - centre)
    marked, length = np.zeros(len(values), dtype=bool), 0
    for at, now in enumerate(side):
        length = length + 1 if at and now and now == side[at - 1] else int(now != 0)
        marked[at] = length >= RUN
    return marked
