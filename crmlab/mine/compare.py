"""Which model is better, and is the difference more than luck?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_rows
from crmlab.language import say
from crmlab.mine.checks import need_one_length, need_target
from crmlab.mine.lift import need_scores
from crmlab.mine.resample import draw_weights
from crmlab.ranking import steps


def chance_of(model, X):
    """Give each row's chance of the outcome 1, from anything with ``fit`` and ``predict_proba``.

    Parameters
    ----------
    model : fitted classifier or pipeline
    X : pandas.DataFrame or array, shape (n, columns)

    Returns
    -------
    numpy.ndarray of float64, shape (n,)

    Raises
    ------
    InputError
        For a model without probabilities, or one that does not know the class 1.

    Examples
    --------
    >>> from sklearn.dummy import DummyClassifier
    >>> from crmlab.mine import chance_of
    >>> usual = DummyClassifier(strategy="prior").fit([[0], [1], [2], [3]], [0, 0, 0, 1])
    >>> chance_of(usual, [[7]])
    array([0.25])
    """
    if not hasattr(model, "predict_proba"):
        raise InputError(say("mine_methods.no_chances", kind=type(model).__name__))
    table = np.asarray(model.predict_proba(X))
    known = list(getattr(model, "classes_", [0, 1]))
    if 1 not in known:
        raise InputError(say("mine_methods.no_class_one", known=known))
    return table[:, known.index(1)]


@dataclass(frozen=True)
class AucInterval:
    """An area under the ROC curve with its standard error and interval.

    Attributes
    ----------
    auc, se, low, high : float
    """

    auc: float
    se: float
    low: float
    high: float


def auc_interval(outcome, score, level=0.95):
    """Give the area under the ROC curve with the standard error of Hanley and McNeil (1982).

    Their formula asks only for the area and the two numbers of people: quick, and near enough for one model.
    To compare two models on the same people it is wrong, as it takes them for strangers: use
    `paired_bootstrap`.

    Parameters
    ----------
    outcome : array of 0 and 1, shape (n,)
    score : array of float, shape (n,)
    level : float, default 0.95

    Returns
    -------
    AucInterval

    Raises
    ------
    InputError
        As `crmlab.mine.gains`; for a level that is no share.

    Examples
    --------
    >>> from crmlab.mine import auc_interval
    >>> found = auc_interval([1, 1, 0, 0], [0.9, 0.4, 0.4, 0.1])
    >>> found.auc, round(found.se, 2)
    (0.875, 0.21)
    """
    from scipy.stats import norm
    from sklearn.metrics import roc_auc_score

    if isinstance(level, bool) or not isinstance(level, float) or not 0 < level < 1:
        raise InputError(say("mine_methods.bad_level", value=repr(level)))
    scores, came = need_scores(score, outcome)
    area = float(roc_auc_score(came, scores))
    n_yes = int(came.sum())
    n_no = len(came) - n_yes
    two_yes, two_no = area / (2 - area), 2 * area**2 / (1 + area)
    variance = area * (1 - area) + (n_yes - 1) * (two_yes - area**2) + (n_no - 1) * (two_no - area**2)
    se = float(np.sqrt(variance / (n_yes * n_no)))
    reach = norm.ppf((1 + level) / 2) * se
    return AucInterval(area, se, max(0.0, float(area - reach)), min(1.0, float(area + reach)))


def scoreboard(outcome, chances):
    """Lay several models side by side, on the same people.

    Parameters
    ----------
    outcome : array of 0 and 1, shape (n,)
    chances : dict of str to array, or pandas.DataFrame
        Each model's scores.  Where they are not all between 0 and 1 they are no chances: the columns that
        ask for chances stay empty.

    Returns
    -------
    pandas.DataFrame
        ``model``; ``auc``, ``low``, ``high`` (95 %, Hanley and McNeil 1982); ``average_precision``; ``brier``
        (mean squared error of the chance) and ``log_loss``, both better when small, NaN for other scores.
        In the order given.

    Raises
    ------
    InputError
        As `crmlab.mine.gains`.

    Examples
    --------
    >>> from crmlab.mine import scoreboard
    >>> table = scoreboard([1, 0, 0], {"model": [0.7, 0.2, 0.1], "days": [-3, -2, -9]})
    >>> table[["model", "auc", "brier"]].round(2)
       model  auc  brier
    0  model  1.0   0.05
    1   days  0.5    NaN
    """
    from sklearn.metrics import average_precision_score, brier_score_loss, log_loss

    need_rows(len(chances), "chances")
    rows = []
    for name in chances:
        scores, came = need_scores(chances[name], outcome, str(name))
        area = auc_interval(came, scores)
        is_chance = bool(((scores >= 0) & (scores <= 1)).all())
        rows.append(
            {
                "model": name,
                "auc": area.auc,
                "low": area.low,
                "high": area.high,
                "average_precision": average_precision_score(came, scores),
                "brier": brier_score_loss(came, scores) if is_chance else np.nan,
                "log_loss": log_loss(came, scores) if is_chance else np.nan,
            }
        )
    return pd.DataFrame(rows)


@dataclass(frozen=True)
class McNemar:
    """A test of two sets of decisions about the same people.

    Attributes
    ----------
    only_first, only_second : int
        People about whom only the first, or only the second, is right.
    statistic, corrected : float
        Chi-squared with one degree of freedom; and with the correction for continuity.
    p_value, p_exact : float
        Of the corrected statistic, and of the binomial test: how likely so uneven a split is between two that
        are equally good.
    """

    only_first: int
    only_second: int
    statistic: float
    corrected: float
    p_value: float
    p_exact: float


def mcnemar(outcome, first, second):
    """Ask whether two sets of yes-or-no decisions about the same people differ by more than luck.

    Only those count about whom exactly one is right (McNemar 1947).

    Parameters
    ----------
    outcome : array of 0 and 1, shape (n,)
    first, second : array of 0 and 1, shape (n,)
        Decisions, not chances: compare with a cut-off first.

    Returns
    -------
    McNemar

    Raises
    ------
    InputError
        If lengths differ or values are not 0 and 1.

    Examples
    --------
    >>> from crmlab.mine import mcnemar
    >>> mcnemar([1, 1, 0, 0, 1], [1, 1, 0, 0, 0], [0, 1, 1, 0, 0]).only_first
    2
    """
    came = need_target(outcome, "outcome")
    one, other = _decisions(first, "first"), _decisions(second, "second")
    need_one_length(outcome=came, first=one, second=other)
    right, right_too = one == came, other == came
    return mcnemar_counts(int((right & ~right_too).sum()), int((~right & right_too).sum()))


def mcnemar_counts(only_first, only_second):
    """Give McNemar's test of the two numbers that it needs.

    Parameters
    ----------
    only_first, only_second : int
        As in `McNemar`.

    Returns
    -------
    McNemar
        With statistics of 0 and p-values of 1 if both are 0.

    Raises
    ------
    InputError
        For what is not a whole number of 0 or more.

    Examples
    --------
    >>> from crmlab.mine import mcnemar_counts
    >>> test = mcnemar_counts(86, 150)  # approval of the prime minister, asked twice (Agresti 1990)
    >>> round(test.statistic, 3), round(test.corrected, 3)
    (17.356, 16.818)
    """
    from scipy.stats import binomtest, chi2

    for name, value in {"only_first": only_first, "only_second": only_second}.items():
        if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < 0:
            raise InputError(say("mine_methods.not_a_count", argument=name, value=repr(value)))
    odd, gap = int(only_first) + int(only_second), abs(int(only_first) - int(only_second))
    if not odd:
        return McNemar(0, 0, 0.0, 0.0, 1.0, 1.0)
    corrected = max(gap - 1, 0) ** 2 / odd
    return McNemar(
        int(only_first),
        int(only_second),
        gap**2 / odd,
        corrected,
        float(chi2.sf(corrected, 1)),
        float(binomtest(int(only_first), odd).pvalue),
    )


@dataclass(frozen=True)
class Difference:
    """What `paired_bootstrap` found.

    Attributes
    ----------
    first, second : float
        The measure of each on the people given.
    difference : float
        First less second.
    low, high : float
        The middle 95 % of the differences over the samples.
    share_better : float
        Share of the samples in which the first is ahead; a tie counts half.
    """

    first: float
    second: float
    difference: float
    low: float
    high: float
    share_better: float


def paired_bootstrap(outcome, first, second, measure="auc", by=None, draws=500, seed=0):
    """Draw the same people anew, many times, and see how often and how far one model is ahead.

    Both are measured on the same draw, so what is easy or hard about it hits both.

    Parameters
    ----------
    outcome : array of 0 and 1, shape (n,)
    first, second : array of float, shape (n,)
        Scores of two models that have not learnt from these people.
    measure : "auc" or callable, default "auc"
        ``measure(outcome, score)`` gives a number that is better when larger, such as a profit.
    by : array of shape (n,), optional
        Whose row it is: rows of one customer are drawn together.
    draws : int, default 500
    seed : int, default 0

    Returns
    -------
    Difference

    Raises
    ------
    InputError
        As `crmlab.mine.gains`; for another measure or unusable draws.

    Examples
    --------
    >>> from crmlab.mine import paired_bootstrap
    >>> found = paired_bootstrap([1, 1, 0, 0], [4, 3, 2, 1], [1, 2, 3, 4], draws=50)
    >>> found.difference, found.share_better
    (1.0, 1.0)
    """
    one, came = need_scores(first, outcome, "first")
    other, _ = need_scores(second, outcome, "second")
    if measure != "auc" and not callable(measure):
        raise InputError(say("mine_methods.bad_measure", value=repr(measure)))
    weigh = [_weigher(came, scores, measure) for scores in (one, other)]
    whole = np.ones(len(came), dtype=int)
    pairs = []
    for weight in draw_weights(len(came), by, draws, seed):
        if 0 < (weight * came).sum() < weight.sum():  # a draw of one kind has nothing to tell apart
            pairs.append([measured(weight) for measured in weigh])
    if not pairs:
        raise InputError(say("mine_methods.no_draw_holds_both", rows=len(came)))
    gaps = np.subtract(*np.array(pairs).T)
    low, high = np.quantile(gaps, [0.025, 0.975])
    here = [float(measured(whole)) for measured in weigh]
    better = float((gaps > 0).mean() + (gaps == 0).mean() / 2)
    return Difference(here[0], here[1], here[0] - here[1], float(low), float(high), better)


def _weigher(came, scores, measure):
    """Give a function of the weights; the sorting, which is the slow part, is done once."""
    if callable(measure):
        return lambda weight: float(measure(np.repeat(came, weight), np.repeat(scores, weight)))
    order = np.argsort(-scores)
    sorted_came = came[order]
    ends = steps(scores, came)[0][1:] - 1

    def auc(weight):
        drawn = weight[order]
        yes = np.concatenate([[0], (drawn * sorted_came).cumsum()[ends]])
        no = np.concatenate([[0], (drawn * (1 - sorted_came)).cumsum()[ends]])
        return np.trapezoid(yes, no) / (yes[-1] * no[-1])

    return auc


def _decisions(values, name):
    column = pd.Series(np.asarray(values))
    odd = column[~column.isin([0, 1])]
    if len(odd):
        raise InputError(say("mine_methods.not_decisions", name=name, value=repr(odd.tolist()[0])))
    return column.astype(int).to_numpy()
