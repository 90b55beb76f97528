"""Curves of loyalty over satisfaction: fitted, split by market, and cut into zones of different slope."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_table
from crmlab.interact.checks import need_share, need_whole
from crmlab.language import say
from crmlab.retain.loyalty_rows import complete_rows, need_spread

_PLACES = 40  # where a break may stand, at most: quantiles of x
_GRID = 61  # points of a fitted curve


@dataclass(frozen=True)
class Zones:
    """A line with bends, fitted by least squares.

    Attributes
    ----------
    breaks : tuple of float
        Where one zone ends and the next begins, rising.
    table : pandas.DataFrame, one row for each zone
        ``zone`` (int, from 1); ``start``, ``end`` (float, of x); ``customers`` (int); ``slope``, ``low``,
        ``high`` (float, interval at the breaks found: it does not know that they were searched for).
    bic : float
        Schwarz's (1978) criterion, breaks counted as parameters: the smaller, the better.
    """

    breaks: tuple
    table: pd.DataFrame
    bic: float


def fit_curves(table, x, y, by=None, degree=2, level=0.95):
    """Fit a polynomial of y over x, for all or for each group, with a band.

    Parameters
    ----------
    table : pandas.DataFrame
    x, y : str
        Columns of numbers.
    by : str, optional
        Column of groups, such as the type of market.
    degree : int, default 2
        1 is a straight line.
    level : float, default 0.95

    Returns
    -------
    pandas.DataFrame
        `by` (if given); `x` (61 values from the lowest to the highest of the group); ``fitted``, ``low``,
        ``high`` (float, the mean of y there and its interval).

    Raises
    ------
    InputError
        For missing columns, text, or a group with too few rows or one x only.

    Warns
    -----
    LeftOutWarning
        With the rows that lack a number.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import fit_curves
    >>> table = pd.DataFrame({"x": [0, 1, 2, 3, 4, 5], "y": [0.0, 1.1, 3.9, 9.2, 15.8, 25.1]})
    >>> fit_curves(table, "x", "y")["fitted"].iloc[[0, -1]].round(0).abs().tolist()
    [0.0, 25.0]
    """
    need_whole("degree", degree, 1)
    need_share("level", level)
    if by is None:
        return _curve(complete_rows(table, "table", [x, y], degree + 2), x, y, degree, level)
    groups = need_table(table, "table", [x, y, by])
    found = []
    for group, rows in groups.groupby(by, sort=True):
        curve = _curve(complete_rows(rows, f"{by} = {group}", [x, y], degree + 2), x, y, degree, level)
        curve.insert(0, by, group)
        found.append(curve)
    return pd.concat(found, ignore_index=True)


def find_zones(table, x, y, zones=2, least=0.1, level=0.95):
    """Find where the slope of y over x changes: a line with bends, the bends where they fit best.

    All places at 40 quantiles of x are tried (Hinkley 1969 for one bend).  The line does not jump.

    Parameters
    ----------
    table : pandas.DataFrame
    x, y : str
        Columns of numbers.
    zones : int, default 2
        1, 2 or 3; 1 is a straight line.
    least : float, default 0.1
        Share of the customers that each zone must hold.
    level : float, default 0.95

    Returns
    -------
    Zones

    Raises
    ------
    InputError
        For missing columns, text, another number of zones, or too few different x for them.

    Warns
    -----
    LeftOutWarning
        With the rows that lack a number.

    Notes
    -----
    Something is always found.  Compare `bic` with that of fewer zones before you believe in a bend.

    Examples
    --------
    >>> import numpy as np, pandas as pd
    >>> from crmlab.retain import find_zones
    >>> x = np.linspace(0, 10, 101)
    >>> table = pd.DataFrame({"x": x, "y": np.maximum(0, x - 6)})
    >>> found = find_zones(table, "x", "y")
    >>> round(found.breaks[0]), found.table["slope"].round(1).abs().tolist()
    (6, [0.0, 1.0])
    """
    need_whole("zones", zones, 1)
    need_share("level", level)
    if zones > 3:
        raise InputError(say("zones.at_most_three", value=zones))
    if not isinstance(least, (int, float)) or not 0 < least <= 1 / zones:
        raise InputError(say("zones.least", value=repr(least), zones=zones, most=1 / zones))
    rows = complete_rows(table, "table", [x, y], at_least=4 * zones)
    need_spread(rows[[x]], "table")
    across, up = rows[x].to_numpy(), rows[y].to_numpy()
    breaks = _best_breaks(across, up, zones, least)
    return _zones_at(across, up, breaks, level)


def _curve(rows, x, y, degree, level):
    import statsmodels.api as sm

    need_spread(rows[[x]], "table")
    middle, scale = rows[x].mean(), rows[x].std()
    grid = np.linspace(rows[x].min(), rows[x].max(), _GRID)

    def powers(values):  # about the middle: powers of 1 to 10 are nearly the same column
        return np.vander((np.asarray(values) - middle) / scale, degree + 1, increasing=True)

    ends = sm.OLS(rows[y].to_numpy(), powers(rows[x])).fit().get_prediction(powers(grid))
    low, high = ends.conf_int(alpha=1 - level).T
    return pd.DataFrame({x: grid, "fitted": ends.predicted, "low": low, "high": high})


def _best_breaks(across, up, zones, least):
    """Try all places; give those with the smallest sum of squares."""
    if zones == 1:
        return ()
    places = np.unique(np.quantile(across, np.linspace(0, 1, _PLACES + 2)[1:-1]))
    places = places[(places > across.min()) & (places < across.max())]
    best, best_rest = None, np.inf
    for breaks in combinations(places, zones - 1):
        counts = np.histogram(across, [-np.inf, *breaks, np.inf])[0]
        if counts.min() < least * len(across):
            continue
        terms = _bent(across, breaks)
        rest = up - terms @ np.linalg.lstsq(terms, up, rcond=None)[0]
        if rest @ rest < best_rest:
            best, best_rest = breaks, rest @ rest
    if best is None:
        raise InputError(say("zones.no_place", zones=zones, least=least))
    return tuple(float(place) for place in best)


def _bent(across, breaks):
    hinges = [np.maximum(0, across - place) for place in breaks]
    return np.column_stack([np.ones(len(across)), across, *hinges])


def _zones_at(across, up, breaks, level):
    import statsmodels.api as sm

    fit = sm.OLS(up, _bent(across, breaks)).fit(cov_type="HC3")
    n, k = len(breaks) + 1, len(breaks) + 2
    # The slope of a zone is the first slope and the bends up to it.
    sums = np.hstack([np.zeros((n, 1)), np.tril(np.ones((n, n)))])
    slopes = fit.t_test(sums)
    low, high = slopes.conf_int(alpha=1 - level).T
    edges = [float(across.min()), *breaks, float(across.max())]
    found = pd.DataFrame(
        {
            "zone": np.arange(1, n + 1),
            "start": edges[:-1],
            "end": edges[1:],
            "customers": np.histogram(across, [-np.inf, *breaks, np.inf])[0],
            "slope": np.atleast_1d(slopes.effect),
            "low": low,
            "high": high,
        }
    )
    rest, size = max(float(fit.ssr), 1e-12), len(up)
    bic = size * np.log(rest / size) + (k + len(breaks)) * np.log(size)
    return Zones(breaks, found, float(bic))
