"""What the room's functions ask of the numbers and tables they are given."""

from math import isfinite
from numbers import Integral, Real

import numpy as np
import pandas as pd

from crmlab import frames
from crmlab.frames import InputError, need_rows, say_list
from crmlab.language import say


def need_share(argument, value):
    """Refuse what is not a number strictly between 0 and 1; 5 for 5 % is the usual slip."""
    if not _is_number(value) or not 0 < value < 1:
        raise InputError(say("interact_checks.not_a_share", argument=argument, value=repr(value)))


def need_whole(argument, value, least):
    """Refuse what is not a whole number of at least `least`."""
    if not isinstance(value, Integral) or isinstance(value, bool) or value < least:
        raise InputError(say("interact_checks.not_whole", argument=argument, value=repr(value), least=least))


def need_above_zero(argument, value):
    """Refuse what is not a finite number above 0."""
    if not _is_number(value) or value <= 0:
        raise InputError(say("interact_checks.not_above_zero", argument=argument, value=repr(value)))


def need_table(given, name, columns):
    """Give a table of any engine as a pandas frame that has rows and these columns.

    Parameters
    ----------
    given : table of any engine
    name : str
        What the learner calls it.
    columns : dict of str to str
        The function's argument and the column it names.

    Returns
    -------
    pandas.DataFrame
        Never the one that was given.

    Raises
    ------
    InputError
        If it is no table, lacks a column or has no rows.
    """
    return frames.need_table(given, name, columns).reset_index(drop=True).copy()


def zero_one(values, name):
    """Give a column of 0 and 1, or False and True, as an int array; missing ones are refused.

    Parameters
    ----------
    values : list, numpy array or Series, length n
    name : str
        What the learner calls it.

    Returns
    -------
    numpy.ndarray of int, shape (n,)

    Raises
    ------
    InputError
        At the first other value.

    Examples
    --------
    >>> zero_one([True, False], "treated").tolist()
    [1, 0]
    """
    column = pd.Series(np.asarray(values))
    odd = column[~column.isin([0, 1])]
    if len(odd):
        raise InputError(say("interact_checks.not_zero_one", name=name, value=repr(odd.tolist()[0])))
    return column.astype(int).to_numpy()


def need_same_length(**columns):
    """Refuse columns of different lengths, or of none."""
    sizes = {name: len(column) for name, column in columns.items()}
    if len(set(sizes.values())) > 1:
        listed = say_list(f"{name} {size}" for name, size in sizes.items())
        raise InputError(say("interact_checks.lengths", sizes=listed))
    need_rows(next(iter(sizes.values())), next(iter(sizes)))


def need_both_groups(treated):
    """Refuse people of whom all, or none, were treated."""
    if treated.min() == treated.max():
        key = "no_control" if treated.max() == 1 else "no_treated"
        raise InputError(say(f"interact_checks.{key}"))


def _is_number(value):
    return isinstance(value, Real) and not isinstance(value, bool) and isfinite(value)
