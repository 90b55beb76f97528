"""Whom to win back: what a contact is expected to bring from each lost customer, and lists compared."""

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_rows
from crmlab.language import say

_SURE = 0.99  # a chance of 1 would be endless visits


def visits_expected(chance):
    """Turn the chance of at least one visit into the number of visits to expect.

    If visits come at random, as in the models of lesson 4c, a chance p of at least one means -ln(1 - p) of
    them (Poisson).  Chances above 0.99 are taken as 0.99.

    Parameters
    ----------
    chance : float, or array of shape (n,)
        0 to 1.

    Returns
    -------
    float or numpy.ndarray

    Raises
    ------
    InputError
        For what is no chance.

    Examples
    --------
    >>> from crmlab.retain import visits_expected
    >>> visits_expected([0.0, 0.5]).round(2).tolist()
    [0.0, 0.69]
    """
    values = _chances("chance", chance)
    visits = -np.log1p(-np.minimum(values, _SURE))
    return float(visits) if visits.ndim == 0 else np.abs(visits)


def winback_value(with_contact, without, margin, contact, gift=0.0):
    """Give what contacting each customer is expected to earn: margin caused, less contact, less gift.

    Each chance p becomes -ln(1 - p) visits, as in `visits_expected`: who is moved comes several times.  So a
    customer is worth margin x (visits if contacted - visits if not) - contact - gift x with_contact.
    The gift goes to everybody who comes, also to those who would have come anyway.

    Parameters
    ----------
    with_contact, without : array of float, shape (n,)
        Chances to come while the offer stands, if contacted and if not.
    margin : float
        Yuan that a visit leaves.
    contact : float
        Yuan per contact.
    gift : float, default 0
        Yuan per contacted customer who comes.

    Returns
    -------
    numpy.ndarray of float, shape (n,)
        Yuan per customer contacted.

    Raises
    ------
    InputError
        For what is no chance, different lengths, or money below 0.

    Examples
    --------
    One who is moved, one who would come anyway, one who is gone for good:

    >>> from crmlab.retain import winback_value
    >>> winback_value([0.5, 0.8, 0.0], [0.2, 0.8, 0.0], margin=30, contact=0.5, gift=5).round(2).tolist()
    [11.1, -4.5, -0.5]
    """
    for name, money in {"margin": margin, "contact": contact, "gift": gift}.items():
        if isinstance(money, bool) or not np.isreal(money) or not 0 <= money < np.inf:
            raise InputError(say("winback.not_money", argument=name, value=repr(money)))
    treated, left_alone = _chances("with_contact", with_contact), _chances("without", without)
    if treated.shape != left_alone.shape:
        raise InputError(say("winback.lengths", one=np.size(treated), other=np.size(left_alone)))
    caused = visits_expected(treated) - visits_expected(left_alone)
    return margin * caused - contact - gift * treated


def compare_lists(scores, worth, size):
    """Contact the first so many of each list, and add up what they are worth.

    Parameters
    ----------
    scores : dict of str to array, each of shape (n,)
        For each way of ordering, a score; high means first.  Equal scores share the last places evenly.
    worth : array of float, shape (n,)
        What contacting each customer earns, in yuan.
    size : int
        How many are contacted.

    Returns
    -------
    pandas.DataFrame
        One row per way, and last the way of the worth itself, ``"best"``: ``order``, ``worth`` (yuan, of all
        contacted), ``per_contact`` (yuan) and ``of_best`` (share of what the best list of this size earns;
        NaN if that is not above 0).

    Raises
    ------
    InputError
        For different lengths, missing values, or a size that is not from 1 to n.

    Examples
    --------
    >>> from crmlab.retain import compare_lists
    >>> compare_lists({"risk": [3, 2, 1]}, [-1.0, 4.0, 8.0], size=2)
      order  worth  per_contact  of_best
    0  risk    3.0          1.5     0.25
    1  best   12.0          6.0     1.00
    """
    value = np.asarray(worth, dtype=float)
    need_rows(len(value), "worth")
    whole = isinstance(size, (int, np.integer)) and not isinstance(size, bool)
    if not whole or not 1 <= size <= len(value):
        raise InputError(say("winback.bad_size", rows=len(value), value=repr(size)))
    rows = []
    for name, score in (scores | {"best": value}).items():
        order = np.asarray(score, dtype=float)
        if order.shape != value.shape:
            raise InputError(say("winback.lengths", one=len(order), other=len(value)))
        if np.isnan(order).any() or np.isnan(value).any():
            raise InputError(say("winback.missing", name=name))
        rows.append((name, _first(order, value, size)))
    table = pd.DataFrame(rows, columns=["order", "worth"])
    best = table["worth"].iloc[-1]
    table["per_contact"] = table["worth"] / size
    return table.assign(of_best=table["worth"] / best if best > 0 else np.nan)


def _first(score, value, size):
    """Add up the first so many; of those who tie for the last places, the average share."""
    cut = np.sort(score)[-size]
    above, tied = score > cut, score == cut
    return float(value[above].sum() + value[tied].mean() * (size - above.sum()))


def _chances(name, chance):
    values = np.asarray(chance, dtype=float)
    odd = values[~((values >= 0) & (values <= 1))]
    if odd.size:
        raise InputError(say("winback.not_chances", name=name, value=f"{odd.flat[0]:g}"))
    return values
