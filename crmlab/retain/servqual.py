"""SERVQUAL: what is expected, what is perceived, the gap, and how far the gap can be trusted."""

import pandas as pd

from crmlab.frames import InputError, need_table
from crmlab.language import say
from crmlab.retain.satisfaction_checks import need_answers
from crmlab.retain.satisfaction_survey import mean_interval
from crmlab.retain.scale import _alpha, difference_reliability


def servqual(answers, dimensions, expected="x_", perceived="p_", low=1, high=7):
    """Work out SERVQUAL gaps (Parasuraman, Zeithaml and Berry 1988): perception less expectation.

    Parameters
    ----------
    answers : table of any engine
        One row per respondent.
    dimensions : dict of str to list of str
        Each dimension and its statements.  A dimension may hold one statement, such as one promise.
    expected, perceived : str
        What stands before a statement's name in the column that holds what is expected, and perceived.
    low, high : int
        Ends of the scale.

    Returns
    -------
    pandas.DataFrame
        One row per dimension: ``dimension``, ``answers``, ``expected``, ``perceived``, ``gap`` with ``low``
        and ``high`` (95 %), ``alpha_expected``, ``alpha_perceived``, ``correlation`` of the two, and
        ``alpha_gap``, the reliability of their difference (Johns 1981; Peter, Churchill and Brown 1993);
        the last four are NaN for one statement.

    Raises
    ------
    InputError
        For a missing column, answers off the scale, or a dimension that fewer than three answered.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import servqual
    >>> ticked = pd.DataFrame({"x_rel1": [7, 6, 7], "x_rel2": [6, 6, 7],
    ...                        "p_rel1": [5, 5, 6], "p_rel2": [4, 5, 6]})
    >>> servqual(ticked, {"reliability": ["rel1", "rel2"]})["gap"].round(2).tolist()
    [-1.33]
    """
    if not isinstance(dimensions, dict) or not dimensions or not all(dimensions.values()):
        raise InputError(say("satisfaction.no_dimensions"))
    columns = [
        side + name for names in dimensions.values() for name in names for side in (expected, perceived)
    ]
    table = need_table(answers, "answers", columns)
    ticks = need_answers(table, columns, "answers", low, high)
    return pd.DataFrame([_row(name, ticks, names, expected, perceived) for name, names in dimensions.items()])


def _row(dimension, ticks, names, expected, perceived):
    sides = [ticks[[side + name for name in names]] for side in (expected, perceived)]
    means = pd.concat([side.mean(axis=1) for side in sides], axis=1, keys=["expected", "perceived"]).dropna()
    if len(means) < 3:
        raise InputError(say("satisfaction.too_few_rows", table=dimension, rows=len(means)))
    gap = mean_interval(means["perceived"] - means["expected"])
    row = {"dimension": dimension, "answers": len(means), **means.mean().to_dict()}
    row |= {"gap": gap.value, "low": gap.low, "high": gap.high}
    return row | _trust(sides, means, len(names))


def _trust(sides, means, count):
    keys = ("alpha_expected", "alpha_perceived", "correlation", "alpha_gap")
    if count < 2 or not (means.std() > 0).all():
        return dict.fromkeys(keys, float("nan"))
    alphas = [_alpha(side.dropna().cov().to_numpy()) for side in sides]
    correlation = float(means["expected"].corr(means["perceived"]))
    trusted = float("nan")
    if all(0 < alpha < 1 for alpha in alphas) and correlation < 1:
        trusted = difference_reliability(*alphas, *means.std(), correlation)
    return dict(zip(keys, (*alphas, correlation, trusted), strict=True))
