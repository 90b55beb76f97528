"""Purchase histories: frequency, recency and T checked, counted, and equal ones merged."""

import numpy as np
import pandas as pd

from crmlab.frames import InputError, warn_left_out
from crmlab.language import say

NAMES = ("frequency", "recency", "T")


def read_numbers(**columns):
    """Give columns of numbers as float arrays of one shape.

    Parameters
    ----------
    **columns : number, list, array or Series, by name

    Returns
    -------
    list of numpy.ndarray of float64
        Broadcast to one shape; missing numbers are NaN.

    Raises
    ------
    InputError
        If one does not hold numbers, or the shapes do not fit.
    """
    arrays = []
    for name, given in columns.items():
        try:
            array = given.to_numpy() if hasattr(given, "to_numpy") else np.asarray(given)
            if array.dtype.kind not in "iufO":
                raise TypeError
            arrays.append(array.astype("float64"))
        except (TypeError, ValueError):
            value = np.asarray(given, dtype=object).ravel()[:1].tolist()
            raise InputError(
                say("value_models.not_numbers", name=name, value=repr(*value or [None]))
            ) from None
    try:
        return [np.array(array) for array in np.broadcast_arrays(*arrays)]
    except ValueError:
        sizes = ", ".join(f"{name}: {array.size:,}" for name, array in zip(columns, arrays, strict=True))
        raise InputError(say("value_models.sizes", sizes=sizes)) from None


def bare_number(values):
    """Give one number as a float, and an array as it is: who asks for one customer wants no array.

    Parameters
    ----------
    values : number or numpy.ndarray

    Returns
    -------
    float or numpy.ndarray

    Examples
    --------
    >>> import numpy as np
    >>> from crmlab.differentiate.histories import bare_number
    >>> bare_number(np.array(0.5))
    0.5
    """
    return float(values) if np.ndim(values) == 0 else values


def check_histories(frequency, recency, T):
    """Refuse histories that contradict themselves, with how many and the first of them.

    Raises
    ------
    InputError
        For a negative or infinite number, a frequency that is not whole, a recency beyond T, a repeat
        purchase without recency or a recency without repeat purchase.
    """
    for name, values in zip(NAMES, (frequency, recency, T), strict=True):
        _refuse(values < 0, "negative", values, name=name)
        _refuse(np.isinf(values), "infinite", values, name=name)
    _refuse(frequency % 1 > 0, "not_whole", frequency, name="frequency")
    _refuse(recency > T, "beyond", recency, other=T)
    _refuse((frequency > 0) & (recency == 0), "no_recency", frequency)
    _refuse((frequency == 0) & (recency > 0), "no_frequency", recency)


def read_histories(frequency, recency, T):
    """Read and check histories to be fitted; rows with a gap are left out and counted.

    Returns
    -------
    frequency, recency, T : numpy.ndarray of float64, shape (n,)

    Raises
    ------
    InputError
        As `check_histories`; and if there are no rows, one customer, no repeat buyer, or no two histories
        that differ.
    """
    columns = [values.ravel() for values in read_numbers(frequency=frequency, recency=recency, T=T)]
    there = ~np.isnan(columns).any(axis=0)
    warn_left_out(
        "frequency, recency, T", len(there), [(int((~there).sum()), say("frames.reason_no_number"))]
    )
    frequency, recency, T = (values[there] for values in columns)
    check_histories(frequency, recency, T)
    if len(frequency) < 2:
        raise InputError(say("value_models.too_few", count=len(frequency)))
    if not (frequency > 0).any():
        raise InputError(say("value_models.one_time", count=len(frequency)))
    if all((values == values[0]).all() for values in (frequency, recency, T)):
        raise InputError(say("value_models.all_equal", count=len(frequency)))
    return frequency, recency, T


def merge_equal(*columns):
    """Merge rows that are equal in all columns.

    Customers with the same history have the same likelihood: compute it once, count it often.

    Parameters
    ----------
    *columns : array of shape (n,)

    Returns
    -------
    distinct : list of numpy.ndarray, each of shape (m,)
    place : numpy.ndarray of int, shape (n,)
        Which distinct row each row is.

    Examples
    --------
    >>> import numpy as np
    >>> from crmlab.differentiate.histories import merge_equal
    >>> distinct, place = merge_equal(np.array([1, 0, 1]), np.array([5, 9, 5]))
    >>> [column.tolist() for column in distinct], place.tolist()
    ([[1, 0], [5, 9]], [0, 1, 0])
    """
    place, size = np.zeros(len(columns[0]), dtype=np.int64), 1
    for column in columns:
        # Two codes make one whole number, and that is coded again: n * n always fits, n * n * n would not.
        code, values = pd.factorize(column)
        place, both = pd.factorize(place * max(len(values), 1) + code)
        size = len(both)
    first = np.zeros(size, dtype=np.int64)
    first[place[::-1]] = np.arange(len(place))[::-1]
    return [column[first] for column in columns], place


def _refuse(wrong, key, values, name=None, other=None):
    wrong = np.ravel(wrong)
    if not wrong.any():
        return
    first = int(np.argmax(wrong))
    facts = {
        "count": int(wrong.sum()),
        "all": len(wrong),
        "row": first,
        "value": f"{np.ravel(values)[first]:g}",
    }
    facts["other"] = "" if other is None else f"{np.ravel(other)[first]:g}"
    raise InputError(say(f"value_models.{key}", name=name, **facts))
