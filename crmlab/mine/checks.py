"""What the room asks of targets, columns and trees before it works with them."""

from math import isfinite
from numbers import Real

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_rows, say_list
from crmlab.language import say


def need_target(values, name="target"):
    """Give a target of 0 and 1 as an int array; a gap, another value or a single class is refused.

    Parameters
    ----------
    values : array of shape (n,)
        0 and 1, or False and True.
    name : str

    Returns
    -------
    numpy.ndarray of int, shape (n,)

    Raises
    ------
    InputError

    Examples
    --------
    >>> from crmlab.mine.checks import need_target
    >>> need_target([True, False])
    array([1, 0])
    """
    target = pd.Series(np.asarray(values))
    need_rows(len(target), name)
    odd = target[~target.isin([0, 1])]
    if len(odd):
        raise InputError(say("mine_process.not_zero_one", name=name, value=repr(odd.tolist()[0])))
    if target.nunique() < 2:
        raise InputError(say("mine_process.one_class", name=name, rows=len(target), value=int(target[0])))
    return target.astype(int).to_numpy()


def need_one_length(**columns):
    """Refuse columns of different lengths."""
    sizes = {name: len(values) for name, values in columns.items()}
    if len(set(sizes.values())) > 1:
        raise InputError(
            say("mine_process.lengths", sizes=say_list(f"{n} {size}" for n, size in sizes.items()))
        )


def need_tree(tree):
    """Refuse what is not a fitted tree of scikit-learn that knows the names of its columns."""
    if not hasattr(tree, "tree_") or not hasattr(tree, "feature_names_in_"):
        raise InputError(say("mine_process.not_a_tree", kind=type(tree).__name__))


def need_money(**amounts):
    """Refuse amounts that are not numbers of 0 or more."""
    for name, value in amounts.items():
        if isinstance(value, bool) or not isinstance(value, Real) or not isfinite(value) or value < 0:
            raise InputError(say("mine_process.not_money", argument=name, value=repr(value)))


def need_days(argument, value):
    """Refuse what is not a whole number of days above 0."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < 1:
        raise InputError(say("mine_process.not_days", argument=argument, value=repr(value)))
