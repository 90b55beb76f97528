"""Do the questions of a scale measure one thing?  Cronbach's alpha, McDonald's omega, differences."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
import pandas as pd

from crmlab.frames import InputError, say_list, warn
from crmlab.interact.checks import need_share
from crmlab.language import say
from crmlab.retain.satisfaction_checks import complete_rows, need_answers


@dataclass(frozen=True)
class Reliability:
    """How reliable the sum of some questions is.

    Attributes
    ----------
    answers : int
        Respondents who answered all questions.
    alpha, low, high : float
        Cronbach's alpha and its 95 % interval (Feldt, Woodruff and Salih 1987).
    omega : float
        McDonald's omega; equal to alpha where there are only two questions.
    items : pandas.DataFrame
        One row per question: ``item``, ``mean``, ``rest`` (correlation with the sum of the others),
        ``loading`` (points per standard deviation of the factor), ``alpha_without``.
    """

    answers: int
    alpha: float
    low: float
    high: float
    omega: float
    items: pd.DataFrame


def cronbach_alpha(items):
    """Work out Cronbach's alpha (1951) of some questions.

    Parameters
    ----------
    items : table of any engine, shape (n, k)
        One column per question, all in one direction; two or more.  Rows with an empty cell are left out
        and counted.

    Returns
    -------
    float
        At most 1; below 0 when questions contradict one another.

    Raises
    ------
    InputError
        For one question, text, fewer than three respondents, or a sum that never varies.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import cronbach_alpha
    >>> round(cronbach_alpha(pd.DataFrame({"q1": [2, 4, 5, 7], "q2": [3, 4, 6, 6]})), 3)
    0.925
    """
    return _alpha(_whole(items).cov().to_numpy())


def reliability(items):
    """Read a scale: alpha with its interval, omega, and what each question does.

    Parameters
    ----------
    items : table of any engine, shape (n, k)
        As for `cronbach_alpha`.

    Returns
    -------
    Reliability

    Raises
    ------
    InputError
        As `cronbach_alpha`.

    Warns
    -----
    UserWarning
        If a question runs against the others: a high answer there is probably a bad one.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import reliability
    >>> found = reliability(pd.DataFrame({"q1": [2, 4, 5, 7], "q2": [3, 4, 6, 6], "q3": [2, 5, 5, 6]}))
    >>> round(found.alpha, 2), found.items["item"].tolist()
    (0.95, ['q1', 'q2', 'q3'])
    """
    table = _whole(items)
    covariance = table.cov().to_numpy()
    alpha, count = _alpha(covariance), len(covariance)
    against = [name for name in table if _rest(table, name) < 0]
    if against:
        warn(say("satisfaction.reversed", items=say_list(against)))
    loadings, errors = one_factor(covariance) if count > 2 else _two_alike(covariance)
    rows = {
        "item": list(table.columns),
        "mean": table.mean().to_numpy(),
        "rest": [_rest(table, name) for name in table],
        "loading": loadings,
        "alpha_without": [_without(covariance, place) for place in range(count)],
    }
    low, high = _feldt(alpha, len(table), count)
    omega = alpha if count == 2 else omega_of(loadings, errors)
    return Reliability(len(table), alpha, low, high, omega, pd.DataFrame(rows))


def omega_of(loadings, errors):
    """Work out McDonald's omega (1999) from a factor model.

    Parameters
    ----------
    loadings : array-like of float, shape (k,)
    errors : array-like of float, shape (k,)
        Error variances, each 0 or more.

    Returns
    -------
    float
        Share of the variance of the sum that is due to the factor, 0 to 1.

    Raises
    ------
    InputError
        If the lengths differ, an error variance is negative, or nothing varies.

    Examples
    --------
    >>> from crmlab.retain import omega_of
    >>> round(omega_of([0.7, 0.7, 0.7], [0.51, 0.51, 0.51]), 3)
    0.742
    """
    loadings, errors = np.asarray(loadings, dtype="float64"), np.asarray(errors, dtype="float64")
    if loadings.shape != errors.shape or loadings.ndim != 1 or (errors < 0).any():
        raise InputError(say("satisfaction.bad_factor"))
    factor = loadings.sum() ** 2
    if not factor + errors.sum():
        raise InputError(say("satisfaction.all_alike", table="loadings"))
    return float(factor / (factor + errors.sum()))


def one_factor(covariance, steps=5000, close=1e-10):
    """Fit one common factor by minimum residuals (iterated principal factors).

    Parameters
    ----------
    covariance : array-like of float, shape (k, k)
        Of three or more questions.
    steps : int, default 5000
    close : float, default 1e-10
        Stop when no communality moves by more.

    Returns
    -------
    loadings, errors : numpy.ndarray of float64, shape (k,)
        In the units of the questions; error variances are kept at a thousandth of the variance or above.

    Raises
    ------
    InputError
        If it is not a square matrix of three or more, or a question never varies.

    Examples
    --------
    >>> import numpy as np
    >>> from crmlab.retain import one_factor
    >>> loadings, errors = one_factor(np.full((3, 3), 0.49) + 0.51 * np.eye(3))
    >>> loadings.round(2).tolist(), errors.round(2).tolist()
    ([0.7, 0.7, 0.7], [0.51, 0.51, 0.51])
    """
    matrix = np.asarray(covariance, dtype="float64")
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or len(matrix) < 3:
        raise InputError(say("satisfaction.bad_factor"))
    spread = np.sqrt(np.diag(matrix))
    if not (spread > 0).all():
        raise InputError(say("satisfaction.all_alike", table="covariance"))
    reduced = matrix / np.outer(spread, spread)
    common = np.abs(reduced - np.eye(len(reduced))).max(axis=1)
    for _ in range(steps):
        np.fill_diagonal(reduced, common)
        values, vectors = np.linalg.eigh(reduced)
        loading = vectors[:, -1] * sqrt(max(values[-1], 0))
        moved, common = common, np.minimum(loading**2, 0.999)
        if np.abs(common - moved).max() < close:
            break
    loading = loading * (np.sign(loading.sum()) or 1.0)
    return loading * spread, (1 - common) * spread**2


def difference_reliability(first, second, first_sd, second_sd, correlation):
    """Work out how reliable a difference of two scores is (Johns 1981).

    Parameters
    ----------
    first, second : float
        Reliabilities of the two scores, 0 to 1.
    first_sd, second_sd : float
        Their standard deviations.
    correlation : float
        Between the two scores, below 1.

    Returns
    -------
    float

    Raises
    ------
    InputError
        If a reliability is no share or the two scores are one.

    Examples
    --------
    >>> from crmlab.retain import difference_reliability
    >>> round(difference_reliability(0.7, 0.7, 1, 1, 0.4), 2)
    0.5
    """
    need_share("first", first)
    need_share("second", second)
    shared = 2 * correlation * first_sd * second_sd
    whole = first_sd**2 + second_sd**2 - shared
    if whole <= 0:
        raise InputError(say("satisfaction.no_difference"))
    return float((first_sd**2 * first + second_sd**2 * second - shared) / whole)


def _whole(items):
    table = need_answers(items, None, "items")
    if table.shape[1] < 2:
        raise InputError(say("satisfaction.one_item", item=table.columns[0]))
    table = complete_rows(table, "items")
    if not table.sum(axis=1).var():
        raise InputError(say("satisfaction.all_alike", table="items"))
    return table


def _alpha(covariance):
    count, total = len(covariance), covariance.sum()
    return float(count / (count - 1) * (1 - np.trace(covariance) / total)) if total > 0 else float("nan")


def _without(covariance, place):
    left = np.delete(np.delete(covariance, place, axis=0), place, axis=1)
    return _alpha(left) if len(left) > 1 else float("nan")


def _rest(table, name):
    rest = table.drop(columns=name).sum(axis=1)
    if not rest.var() or not table[name].var():
        return float("nan")
    return float(table[name].corr(rest))


def _two_alike(covariance):
    # Two questions leave the loadings open; they are taken as equal, so omega is alpha.
    loading = sqrt(max(covariance[0, 1], 0.0))
    return np.array([loading, loading]), np.diag(covariance) - loading**2


def _feldt(alpha, answers, count):
    from scipy.stats import f

    free = (answers - 1, (answers - 1) * (count - 1))
    return 1 - (1 - alpha) * float(f.ppf(0.975, *free)), 1 - (1 - alpha) * float(f.ppf(0.025, *free))
