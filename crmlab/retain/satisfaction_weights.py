"""Where the weights of an index come from: an expert's comparisons, or the spread of the answers."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.frames import InputError, say_list
from crmlab.language import say
from crmlab.retain.satisfaction_checks import complete_rows, need_answers

# Saaty (1980): mean consistency index of random comparisons of 1, 2, 3 ... things.
RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)


@dataclass(frozen=True)
class PairwiseWeights:
    """Weights from pairwise comparisons.

    Attributes
    ----------
    weights : pandas.Series
        Sum to 1.
    lambda_max : float
        Largest eigenvalue; equal to the number of things if nothing contradicts.
    consistency_index, consistency_ratio : float
        Saaty asks for a ratio of 0.1 at most.
    check : pandas.DataFrame
        One row per comparison: ``first``, ``second``, ``said``, ``implied`` by the weights, ``off`` (how
        many times apart, 1 or more), the worst first: ask that one again.
    """

    weights: pd.Series
    lambda_max: float
    consistency_index: float
    consistency_ratio: float
    check: pd.DataFrame


def pairwise_matrix(judgements, names):
    """Make the square table of comparisons from half of them.

    Parameters
    ----------
    judgements : dict of (str, str) to float
        ``{("goods", "price"): 3}``: goods matter three times as much as price; each pair once.
    names : list of str

    Returns
    -------
    pandas.DataFrame, shape (k, k)
        Ones on the diagonal, reciprocals across it.

    Raises
    ------
    InputError
        If a pair is missing, stands twice, is unknown, or is not above 0.

    Examples
    --------
    >>> from crmlab.retain import pairwise_matrix
    >>> pairwise_matrix({("goods", "price"): 4}, ["goods", "price"]).values.tolist()
    [[1.0, 4.0], [0.25, 1.0]]
    """
    table = pd.DataFrame(np.nan, index=list(names), columns=list(names))
    np.fill_diagonal(values := table.to_numpy(copy=True), 1.0)
    place = {name: number for number, name in enumerate(names)}
    for (first, second), value in judgements.items():
        if first not in place or second not in place or first == second or not value > 0:
            raise InputError(say("satisfaction.bad_pair", first=first, second=second, value=value))
        row, column = place[first], place[second]
        if not np.isnan(values[row, column]):
            raise InputError(say("satisfaction.pair_twice", first=first, second=second))
        values[row, column], values[column, row] = value, 1 / value
    gaps = np.argwhere(np.isnan(values))
    if len(gaps):
        first, second = (names[number] for number in gaps[0])
        raise InputError(say("satisfaction.pair_missing", first=first, second=second))
    return pd.DataFrame(values, index=table.index, columns=table.columns)


def ahp_weights(matrix):
    """Work out weights from pairwise comparisons by the analytic hierarchy process (Saaty 1980).

    Parameters
    ----------
    matrix : pandas.DataFrame or array-like of float, shape (k, k), 2 <= k <= 10
        Row compared with column; reciprocal across the diagonal.

    Returns
    -------
    PairwiseWeights
        The principal eigenvector, scaled to sum to 1.

    Raises
    ------
    InputError
        If it is not square, not positive, not reciprocal within 1 %, or too large.

    Examples
    --------
    >>> from crmlab.retain import ahp_weights
    >>> found = ahp_weights([[1, 2, 6], [1 / 2, 1, 3], [1 / 6, 1 / 3, 1]])
    >>> found.weights.round(2).tolist(), round(found.lambda_max, 2)
    ([0.6, 0.3, 0.1], 3.0)
    """
    values = np.asarray(matrix, dtype="float64")
    count = len(values)
    if values.ndim != 2 or values.shape != (count, count) or not 2 <= count <= len(RANDOM_INDEX):
        raise InputError(say("satisfaction.not_square", shape=values.shape, most=len(RANDOM_INDEX)))
    if not np.isfinite(values).all() or (values <= 0).any():
        raise InputError(say("satisfaction.not_positive"))
    names = list(matrix.columns) if isinstance(matrix, pd.DataFrame) else list(range(count))
    _need_reciprocal(values, names)
    roots, vectors = np.linalg.eig(values)
    first = int(np.argmax(roots.real))
    vector = np.abs(vectors[:, first].real)
    weights = pd.Series(vector / vector.sum(), index=names)
    largest = float(roots[first].real)
    index = max(0.0, (largest - count) / (count - 1))
    ratio = index / RANDOM_INDEX[count - 1] if RANDOM_INDEX[count - 1] else 0.0
    return PairwiseWeights(weights, largest, index, ratio, _compare(values, weights))


def entropy_weights(scores, low=1, high=10):
    """Give weights by the entropy method: what sets customers apart counts most.

    Scores are put on 0 to 1 by the ends of the scale and turned into shares of their column; the weight is
    in proportion to one less the entropy of the shares (Zeleny 1982; the logarithm of Shannon 1948).

    Parameters
    ----------
    scores : table of any engine, shape (n, k)
        One column per facet; rows with an empty cell are left out and counted.
    low, high : float
        Ends of the scale.

    Returns
    -------
    pandas.Series
        Sum to 1.  It knows nothing of what matters to customers, only of what differs among them.

    Raises
    ------
    InputError
        For answers off the scale, fewer than three rows, a column of lowest answers only, or columns none
        of which varies.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import entropy_weights
    >>> entropy_weights(pd.DataFrame({"a": [8, 8, 8], "b": [2, 6, 10]})).round(2).tolist()
    [0.0, 1.0]
    """
    table = complete_rows(need_answers(scores, None, "scores", low, high), "scores")
    height = (table - low) / (high - low)
    flat = list(height.columns[height.sum() == 0])
    if flat:
        raise InputError(say("satisfaction.all_lowest", items=say_list(flat)))
    share = (height / height.sum()).to_numpy()
    logs = np.log(share, where=share > 0, out=np.zeros_like(share))
    apart = np.maximum(1 + (share * logs).sum(axis=0) / np.log(len(share)), 0)
    if apart.sum() < 1e-12:
        raise InputError(say("satisfaction.all_alike", table="scores"))
    return pd.Series(apart / apart.sum(), index=table.columns)


def _need_reciprocal(values, names):
    odd = np.argwhere(np.abs(values * values.T - 1) > 0.01)
    if len(odd):
        row, column = odd[0]
        facts = {"first": names[row], "second": names[column]}
        facts |= {"there": f"{values[row, column]:.3g}", "back": f"{values[column, row]:.3g}"}
        raise InputError(say("satisfaction.not_reciprocal", **facts))


def _compare(values, weights):
    rows = []
    for first in range(len(weights)):
        for second in range(first + 1, len(weights)):
            said, implied = values[first, second], weights.iloc[first] / weights.iloc[second]
            pair = {"first": weights.index[first], "second": weights.index[second]}
            rows.append(pair | {"said": said, "implied": implied, "off": max(said / implied, implied / said)})
    return pd.DataFrame(rows).sort_values("off", ascending=False, ignore_index=True)
