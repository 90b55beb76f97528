"""Gains and lift on any scores: how many of the responses lie among those with the best scores."""

import numpy as np
import pandas as pd

from crmlab.frames import InputError
from crmlab.language import say
from crmlab.mine.checks import need_one_length, need_target
from crmlab.ranking import group_lift, steps


def gains(score, outcome):
    """Go down the list, best score first, and count the responses passed on the way.

    Parameters
    ----------
    score : array of float, shape (n,)
        Any score, not only a chance: high means contact first.
    outcome : array of 0 and 1, shape (n,)
        What came, of people from whom the score has not learnt.

    Returns
    -------
    pandas.DataFrame
        From nobody to everybody: ``contacted`` (int), ``share`` of all (0 to 1), ``cutoff`` (float, the
        lowest score contacted; inf for nobody), ``responses`` (int) and ``captured`` (share of all
        responses).  Equal scores cannot be told apart and come in one step.

    Raises
    ------
    InputError
        If lengths differ, a score is missing, or the outcome is not 0 and 1 or does not vary.

    Examples
    --------
    >>> from crmlab.mine import gains
    >>> gains([0.9, 0.4, 0.4, 0.1], [1, 1, 0, 0])
       contacted  share  cutoff  responses  captured
    0          0   0.00     inf          0       0.0
    1          1   0.25     0.9          1       0.5
    2          3   0.75     0.4          2       1.0
    3          4   1.00     0.1          2       1.0
    """
    scores, came = need_scores(score, outcome)
    contacted, cutoff, responses = steps(scores, came)
    return pd.DataFrame(
        {
            "contacted": contacted,
            "share": contacted / len(scores),
            "cutoff": cutoff,
            "responses": responses,
            "captured": responses / responses[-1],
        }
    )


def lift_table(score, outcome, groups=10):
    """Cut the list into groups of one size, best score first, and compare each with the average.

    Who shares a score shares its responses: a group that ends in the middle of a tie gets its part of them,
    so the table does not depend on the order in which the rows happen to stand.  `crmlab.retain.lift_table`
    is the same table for chances to leave, and refuses scores that are no chances.

    Parameters
    ----------
    score, outcome
        As for `gains`.
    groups : int, default 10

    Returns
    -------
    pandas.DataFrame
        ``group`` (1 is the best), ``customers`` (int), ``score`` (mean), ``responses`` (float, because of
        ties), ``rate`` (responses over customers), ``lift`` (that rate over the rate of all) and ``captured``
        (share of all responses in this group and those before it).

    Raises
    ------
    InputError
        As `gains`, or for groups that are no such number.

    Examples
    --------
    >>> from crmlab.mine import lift_table
    >>> lift_table([0.9, 0.6, 0.3, 0.1], [1, 1, 0, 0], groups=2)
       group  customers  score  responses  rate  lift  captured
    0      1          2   0.75        2.0   1.0   2.0       1.0
    1      2          2   0.20        0.0   0.0   0.0       1.0
    """
    scores, came = need_scores(score, outcome)
    n = len(scores)
    whole = isinstance(groups, (int, np.integer)) and not isinstance(groups, bool)
    if not whole or not 2 <= groups <= n:
        raise InputError(say("mine_methods.bad_groups", rows=n, value=repr(groups)))
    return group_lift(scores, came, groups)


def need_scores(score, outcome, name="score"):
    """Give scores as floats and the outcome as ints, of one length, without gaps.

    Parameters
    ----------
    score, outcome
        As for `gains`.
    name : str
        What the learner calls the scores.

    Returns
    -------
    scores : numpy.ndarray of float64, shape (n,)
    came : numpy.ndarray of int, shape (n,)

    Raises
    ------
    InputError

    Examples
    --------
    >>> from crmlab.mine.lift import need_scores
    >>> need_scores([2, 1], [True, False])
    (array([2., 1.]), array([1, 0]))
    """
    try:
        scores = np.asarray(score, dtype="float64")
    except (TypeError, ValueError):
        kind = type(score).__name__
        raise InputError(say("mine_methods.not_scores", name=name, kind=kind)) from None
    if scores.ndim != 1:
        raise InputError(say("mine_methods.two_columns", name=name, shape=scores.shape))
    came = need_target(outcome, "outcome")
    need_one_length(**{name: scores, "outcome": came})
    gaps = int(np.isnan(scores).sum())
    if gaps:
        raise InputError(say("mine_methods.gaps", name=name, count=gaps))
    return scores, came
