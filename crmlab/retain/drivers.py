"""What drives satisfaction: slopes, relative importance, and the four quadrants."""

from itertools import combinations
from math import factorial

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_table, say_list, warn
from crmlab.interact.checks import need_whole
from crmlab.language import say
from crmlab.retain.satisfaction_checks import complete_rows, need_answers

MOST_DRIVERS = 12  # twelve make 4,096 models, each a second time for every draw


def drivers(table, target, by, draws=0, seed=0):
    """Regress satisfaction on its drivers, and share out what they explain together.

    Slopes are ordinary least squares, their intervals robust to unequal spread (HC3, MacKinnon and White
    1985).  Relative importance is the mean growth of R squared over all orders in which a driver can enter
    (Lindeman, Merenda and Gold 1980): the Shapley value of R squared.

    Parameters
    ----------
    table : table of any engine
        Rows with an empty cell are left out and counted.
    target : str
    by : list of str
        One to twelve drivers, all in one direction.
    draws : int, default 0
        Bootstrap draws for the interval of the importance; 0 gives none.
    seed : int, default 0

    Returns
    -------
    pandas.DataFrame
        One row per driver: ``driver``, ``slope``, ``low``, ``high`` (95 %), ``beta`` (standardised),
        ``lmg`` (their sum is R squared), ``share`` of it, ``share_low``, ``share_high`` (NaN without draws).
        ``attrs`` holds ``r_squared`` and ``answers``.

    Raises
    ------
    InputError
        For missing columns, text, a driver or target that never varies, a driver that follows from the
        others, or fewer rows than five per driver and five more.

    Warns
    -----
    UserWarning
        If a slope is negative although its driver goes with satisfaction: drivers are entangled.

    Examples
    --------
    >>> import numpy as np, pandas as pd
    >>> from crmlab.retain import drivers
    >>> x = np.tile([0.0, 1.0], 15)
    >>> table = pd.DataFrame({"a": x, "b": np.repeat([0.0, 1.0], 15)})
    >>> table["s"] = 3 * table["a"] + table["b"] + np.resize([0, 0, 0.1], 30)
    >>> found = drivers(table, "s", ["a", "b"])
    >>> found["slope"].round(1).tolist(), found["share"].round(1).tolist()
    ([3.0, 1.0], [0.9, 0.1])
    """
    by = list(by)
    _need_drivers(by, target)
    need_whole("draws", draws, 0)
    answers = need_answers(need_table(table, "table", [target, *by]), [target, *by], "table")
    whole = complete_rows(answers, "table")
    _need_enough(whole, by)
    slopes, low, high, explained = _least_squares(whole[target], whole[by])
    importance = relative_importance(np.cov(whole.to_numpy(), rowvar=False))
    found = pd.DataFrame({"driver": by, "slope": slopes, "low": low, "high": high})
    found["beta"] = slopes * whole[by].std().to_numpy() / whole[target].std()
    found["lmg"] = importance
    found["share"] = importance / importance.sum()
    found["share_low"], found["share_high"] = _spread(whole.to_numpy(), draws, seed)
    odd = found.loc[(found["slope"] < 0) & (whole[by].corrwith(whole[target]).to_numpy() > 0), "driver"]
    if len(odd):
        warn(say("satisfaction.entangled", drivers=say_list(odd)))
    found.attrs = {"r_squared": explained, "answers": len(whole)}
    return found


def relative_importance(covariance):
    """Share out R squared over the drivers (Lindeman, Merenda and Gold 1980).

    Parameters
    ----------
    covariance : array-like of float, shape (k + 1, k + 1)
        Of the target, which stands first, and k drivers.

    Returns
    -------
    numpy.ndarray of float64, shape (k,)
        None negative but for rounding; the sum is R squared.

    Raises
    ------
    InputError
        If the matrix is no such matrix or there are more than twelve drivers.

    Examples
    --------
    >>> from crmlab.retain import relative_importance
    >>> relative_importance([[1.0, 0.6, 0.3], [0.6, 1.0, 0.0], [0.3, 0.0, 1.0]]).round(2).tolist()
    [0.36, 0.09]
    """
    matrix = np.asarray(covariance, dtype="float64")
    count = len(matrix) - 1
    if matrix.ndim != 2 or matrix.shape[1] != count + 1 or not 1 <= count <= MOST_DRIVERS:
        raise InputError(say("satisfaction.too_many_drivers", count=count, most=MOST_DRIVERS))
    explained = {frozenset(): 0.0}
    for size in range(1, count + 1):
        for chosen in combinations(range(1, count + 1), size):
            explained[frozenset(chosen)] = _r_squared(matrix, list(chosen))
    return np.array([_mean_growth(explained, driver, count) for driver in range(1, count + 1)])


def importance_performance(table, importance="importance", performance="performance", cuts=None):
    """Put facets into the four quadrants of Martilla and James (1977).

    Parameters
    ----------
    table : table of any engine
        One row per facet.
    importance, performance : str
        Columns.
    cuts : pair of float, optional
        Where importance and performance are cut; their means if not given.

    Returns
    -------
    pandas.DataFrame
        The table with ``quadrant``: ``concentrate`` (important, poor), ``keep_up`` (important, good),
        ``low_priority`` (unimportant, poor), ``overkill`` (unimportant, good).  Who stands on a cut counts
        as important, and as good.  ``attrs["cuts"]`` holds the cuts.

    Raises
    ------
    InputError
        For missing columns, text or an empty cell.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import importance_performance
    >>> facets = pd.DataFrame({"importance": [30, 10], "performance": [6.0, 9.0]})
    >>> importance_performance(facets)["quadrant"].tolist()
    ['concentrate', 'overkill']
    """
    frame = need_table(table, "table", {"importance": importance, "performance": performance})
    numbers = need_answers(frame, [importance, performance], "table")
    if numbers.isna().any(axis=None):
        raise InputError(say("satisfaction.empty_cell"))
    cut_i, cut_p = cuts or (numbers[importance].mean(), numbers[performance].mean())
    matters, good = numbers[importance] >= cut_i, numbers[performance] >= cut_p
    names = np.where(good, "overkill", "low_priority")
    found = frame.assign(quadrant=np.where(matters, np.where(good, "keep_up", "concentrate"), names))
    found.attrs["cuts"] = (float(cut_i), float(cut_p))
    return found


def _need_drivers(by, target):
    if not by or len(by) > MOST_DRIVERS or target in by or len(set(by)) < len(by):
        raise InputError(say("satisfaction.too_many_drivers", count=len(by), most=MOST_DRIVERS))


def _need_enough(whole, by):
    flat = [name for name in whole if not whole[name].var()]
    if flat:
        raise InputError(say("satisfaction.all_alike", table=say_list(flat)))
    if len(whole) < 5 * len(by) + 5:
        raise InputError(say("satisfaction.few_for_drivers", rows=len(whole), wanted=5 * len(by) + 5))
    if np.linalg.matrix_rank(whole[by].corr().to_numpy(), tol=1e-8) < len(by):
        raise InputError(say("satisfaction.collinear"))


def _least_squares(target, matrix):
    from statsmodels.regression.linear_model import OLS

    design = np.column_stack([np.ones(len(matrix)), matrix.to_numpy()])
    fit = OLS(target.to_numpy(), design).fit(cov_type="HC3", use_t=True)
    ends = fit.conf_int()[1:]
    return fit.params[1:], ends[:, 0], ends[:, 1], float(fit.rsquared)


def _r_squared(matrix, chosen):
    inner, cross = matrix[np.ix_(chosen, chosen)], matrix[0, chosen]
    return float(cross @ np.linalg.solve(inner, cross) / matrix[0, 0])


def _mean_growth(explained, driver, count):
    growth = 0.0
    for chosen, before in explained.items():
        if driver not in chosen:
            weight = factorial(len(chosen)) * factorial(count - len(chosen) - 1) / factorial(count)
            growth += weight * (explained[chosen | {driver}] - before)
    return growth


def _spread(rows, draws, seed):
    """Give the middle 95 % of the shares over bootstrap draws of the respondents."""
    count = rows.shape[1] - 1
    if not draws:
        return np.full(count, np.nan), np.full(count, np.nan)
    chance = np.random.default_rng(seed)
    shares = np.empty((draws, count))
    for draw in range(draws):
        picked = rows[chance.integers(0, len(rows), len(rows))]
        importance = relative_importance(np.cov(picked, rowvar=False))
        shares[draw] = importance / importance.sum()
    return np.quantile(shares, 0.025, axis=0), np.quantile(shares, 0.975, axis=0)
