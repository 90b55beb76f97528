"""Kano's method: what delights, what is paid back in proportion, and what is only missed."""

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_table, warn_left_out
from crmlab.language import say
from crmlab.retain.satisfaction_checks import need_answers
from crmlab.shares import wilson

CATEGORIES = ("A", "O", "M", "I", "R", "Q")
# Rows: feeling if it is there, 1 like to 5 dislike; columns: if it is not (Kano et al. 1984).
EVALUATION = ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ")


def kano_category(functional, dysfunctional):
    """Read one pair of answers off the evaluation table of Kano et al. (1984).

    Parameters
    ----------
    functional, dysfunctional : int
        1 like it, 2 it has to be so, 3 don't mind, 4 can live with it, 5 dislike it: with the feature, and
        without.

    Returns
    -------
    str
        A attractive, O one-dimensional, M must-be, I indifferent, R reverse, Q questionable.

    Raises
    ------
    InputError
        For an answer other than 1 to 5.

    Examples
    --------
    >>> from crmlab.retain import kano_category
    >>> kano_category(1, 5), kano_category(3, 5), kano_category(1, 3)
    ('O', 'M', 'A')
    """
    for value in (functional, dysfunctional):
        if value not in (1, 2, 3, 4, 5):
            raise InputError(say("satisfaction.kano_answer", value=repr(value)))
    return EVALUATION[int(functional) - 1][int(dysfunctional) - 1]


def better_worse(attractive, one_dimensional, must_be, indifferent):
    """Work out Timko's (1993) two coefficients.

    Parameters
    ----------
    attractive, one_dimensional, must_be, indifferent : float
        Counts, or shares, of the four categories; reverse and questionable do not enter.

    Returns
    -------
    better : float
        0 to 1: how far satisfaction rises if the feature is there.
    worse : float
        -1 to 0: how far it falls if it is not.

    Raises
    ------
    InputError
        If a number is negative or all are 0.

    Examples
    --------
    >>> from crmlab.retain import better_worse
    >>> better_worse(30, 20, 40, 10)
    (0.5, -0.6)
    """
    counts = (attractive, one_dimensional, must_be, indifferent)
    if min(counts) < 0 or not sum(counts) > 0:
        raise InputError(say("satisfaction.no_kano"))
    better, worse = attractive + one_dimensional, one_dimensional + must_be
    return better / sum(counts), -worse / sum(counts)


def kano(pairs, feature="feature_id", functional="functional", dysfunctional="dysfunctional"):
    """Sort features by Kano's method, with Timko's coefficients and their intervals.

    Parameters
    ----------
    pairs : table of any engine
        One row per respondent and feature; a pair with an empty half is left out and counted.
    feature, functional, dysfunctional : str
        Columns.

    Returns
    -------
    pandas.DataFrame
        One row per feature in the order of the table: the feature, ``pairs``, a count for each of
        ``A O M I R Q``, ``category`` (the commonest), ``runner_up``, ``sure`` (True if the commonest beats
        the next beyond chance at 90 %: Fong 1996), ``better``, ``better_low``, ``better_high``, ``worse``,
        ``worse_low``, ``worse_high`` (95 %, Wilson).

    Raises
    ------
    InputError
        For a missing column, an answer other than 1 to 5, or a feature with none of A, O, M, I.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import kano
    >>> pairs = pd.DataFrame({"feature_id": ["tag"] * 4, "functional": [2, 2, 1, 3],
    ...                       "dysfunctional": [5, 5, 5, 3]})
    >>> kano(pairs)[["feature_id", "category", "better", "worse"]].values.tolist()
    [['tag', 'M', 0.25, -0.75]]
    """
    table = need_table(pairs, "pairs", [feature, functional, dysfunctional])
    ticks = need_answers(table, [functional, dysfunctional], "pairs", 1, 5)
    whole = ticks.notna().all(axis=1)
    warn_left_out("pairs", len(table), [(int((~whole).sum()), say("satisfaction.reason_half_pair"))])
    ticks = ticks[whole]
    if not len(ticks):
        raise InputError(say("satisfaction.no_kano"))
    category = [kano_category(*pair) for pair in ticks.itertuples(index=False)]
    names = table.loc[whole, feature]
    counts = pd.crosstab(names, category).reindex(index=names.unique(), columns=CATEGORIES, fill_value=0)
    return pd.DataFrame([_feature(feature, name, row) for name, row in counts.iterrows()])


def _feature(column, name, counts):
    order = np.argsort(-counts.to_numpy(), kind="stable")
    first, second = counts.iloc[order[0]], counts.iloc[order[1]]
    everybody = counts.sum()
    # Fong (1996): the difference of two shares of one sample against 1.65 standard errors.
    chance = 1.65 * np.sqrt((first + second) * (2 * everybody - first - second) / (2 * everybody))
    better, worse = better_worse(*counts[["A", "O", "M", "I"]])
    low, high = _ends(better, counts)
    worse_low, worse_high = _ends(-worse, counts)
    return {
        column: name,
        "pairs": int(everybody),
        **counts.to_dict(),
        "category": counts.index[order[0]],
        "runner_up": counts.index[order[1]],
        "sure": bool(first - second > chance),
        "better": better,
        "better_low": low,
        "better_high": high,
        "worse": worse,
        "worse_low": -worse_high,
        "worse_high": -worse_low,
    }


def _ends(share, counts):
    answers = counts[["A", "O", "M", "I"]].sum()
    return tuple(map(float, wilson(share * answers, answers)))
