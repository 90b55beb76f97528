"""Bootstrap draws as weights: how often each row was drawn, rows of one customer together."""

import numpy as np
import pandas as pd

from crmlab.frames import InputError
from crmlab.language import say
from crmlab.mine.checks import need_one_length


def draw_weights(rows, by=None, draws=200, seed=0):
    """Draw rows, or all rows of a customer at once, with replacement (Efron and Tibshirani 1993).

    Parameters
    ----------
    rows : int
        How many rows there are.
    by : array of shape (rows,), optional
        Whose row it is; rows of one customer are drawn together.
    draws : int, default 200
    seed : int, default 0

    Yields
    ------
    numpy.ndarray of int, shape (rows,)
        How often each row was drawn.

    Raises
    ------
    InputError
        For draws that are no whole number above 0, or `by` of another length or with gaps.

    Examples
    --------
    >>> from crmlab.mine.resample import draw_weights
    >>> weights = list(draw_weights(4, by=["a", "a", "b", "b"], draws=5))
    >>> all(one[0] == one[1] and one[2] == one[3] for one in weights)
    True
    """
    if isinstance(draws, bool) or not isinstance(draws, (int, np.integer)) or draws < 1:
        raise InputError(say("mine_methods.bad_draws", value=repr(draws)))
    owner, units = _owners(rows, by)
    rng = np.random.default_rng(seed)

    def each():
        for _ in range(draws):
            counts = np.bincount(rng.integers(0, units, units), minlength=units)
            yield counts[owner] if by is not None else counts

    return each()


def _owners(rows, by):
    if by is None:
        return None, rows
    need_one_length(score=range(rows), by=by)
    owner, names = pd.factorize(np.asarray(by))
    if (owner < 0).any():
        raise InputError(say("mine_methods.gaps", name="by", count=int((owner < 0).sum())))
    return owner, len(names)
