"""Make an extract k-anonymous and l-diverse at the least loss: try all levels, leave out the odd ones."""

from dataclasses import dataclass, field
from itertools import product
from math import prod
from numbers import Integral, Real

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_columns, open_frame
from crmlab.identify.privacy_groups import k_anonymity, l_diversity
from crmlab.identify.privacy_ladders import check_ladders, climb_codes, generalise
from crmlab.language import say

MOST_WAYS = 5_000


@dataclass(frozen=True)
class Anonymised:
    """What `anonymise` made.

    Attributes
    ----------
    table : pandas.DataFrame
        The extract, its quasi-identifiers generalised, the rows that still stood out left out.
    levels : dict of str to int
        How high each ladder was climbed.
    k : int
        Size of the smallest class.
    l : int or None
        Fewest different sensitive values in a class.
    suppressed : int
        Rows left out.
    loss : float
        Information lost, 0 (nothing) to 1 (all): see `anonymise`.
    """

    table: pd.DataFrame = field(repr=False)
    levels: dict
    k: int
    l: int | None  # noqa: E741 - the field's own letter
    suppressed: int
    loss: float


def anonymise(table, ladders, k=5, l=1, sensitive=None, most_suppressed=0.05):  # noqa: E741
    """Generalise an extract until everybody hides among at least k, at the least loss of information.

    Each column is recoded as a whole (full-domain generalisation, Samarati 2001; Sweeney 2002); rows whose
    class is still too small or too uniform are left out.  All combinations of levels are tried.

    Parameters
    ----------
    table : pandas.DataFrame
        One row for each person, without names and numbers that identify.
    ladders : dict of str to Ladder
        The quasi-identifiers, each with its ladder.
    k : int, default 5
        Everybody shares her class with at least k - 1 others.
    l : int, default 1
        Every class has at least l different values of `sensitive`.
    sensitive : str, optional
    most_suppressed : float, default 0.05
        Share of the rows that may be left out, 0 to 1.

    Returns
    -------
    Anonymised
        Of several ways the one with the least loss; then with fewest rows left out.

    Raises
    ------
    InputError
        For a missing column, a k or l that is no whole number of at least 1, more than 5,000 combinations, or
        a demand that cannot be met.

    Notes
    -----
    Loss of a cell: of the M different values that the column had, a value that now stands for m of them has
    lost (m - 1) / (M - 1); a row left out has lost 1 (Iyengar 2002).  The loss of the extract is the mean
    over its quasi-identifying cells.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import anonymise, date_ladder
    >>> born = pd.to_datetime(["1990-03-01", "1991-05-01", "1972-07-01", "1974-01-01"])
    >>> found = anonymise(pd.DataFrame({"born_on": born}), {"born_on": date_ladder()}, k=2)
    >>> found.levels, found.k, found.suppressed, round(found.loss, 2)
    ({'born_on': 3}, 2, 0, 0.33)
    >>> found.table["born_on"].tolist()
    ['1990-1994', '1990-1994', '1970-1974', '1970-1974']
    """
    table = check_ladders(table, ladders)
    _check_demand(table, ladders, k, l, sensitive, most_suppressed)
    ways = loss_of_every_way(table, ladders, k, l, sensitive)
    good = ways[ways["suppressed"] <= most_suppressed * len(table) + 1e-9]
    good = good[good["suppressed"] < len(table)]
    if good.empty:
        raise InputError(say("identify_privacy.cannot_reach", k=k, l=l, most=most_suppressed))
    best = good.sort_values(["loss", "suppressed", *ladders], kind="stable").iloc[0]
    levels = {column: int(best[column]) for column in ladders}
    kept = kept_rows(table, ladders, levels, k, l, sensitive)
    made = generalise(table, ladders, levels)[kept]
    return Anonymised(
        table=made,
        levels=levels,
        k=k_anonymity(made, list(ladders)),
        l=l_diversity(made, list(ladders), sensitive) if sensitive else None,
        suppressed=int((~kept).sum()),
        loss=float(best["loss"]),
    )


def loss_of_every_way(table, ladders, k, l=1, sensitive=None):  # noqa: E741
    """Try every combination of levels: what is left out, and what is lost.

    Parameters
    ----------
    table, ladders, k, l, sensitive
        As for `anonymise`.

    Returns
    -------
    pandas.DataFrame, one row for each combination
        One column for each ladder (int, its level); ``suppressed`` (int, rows in classes that are too small
        or too uniform); ``loss`` (float, 0 to 1, rows left out counted as 1).

    Raises
    ------
    InputError
        As `anonymise`.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import code_ladder, loss_of_every_way
    >>> table = pd.DataFrame({"gender": ["F", "F", "M"]})
    >>> loss_of_every_way(table, {"gender": code_ladder()}, k=2)
       gender  suppressed      loss
    0       0           1  0.333333
    1       1           0  1.000000
    """
    table = check_ladders(table, ladders)
    _check_demand(table, ladders, k, l, sensitive, 0)
    climbed = {column: climb_codes(table[column], ladder) for column, ladder in ladders.items()}
    secret = _codes(table, sensitive)
    rows = []
    for levels in product(*(range(ladder.top + 1) for ladder in ladders.values())):
        parts = list(zip(climbed.values(), levels, strict=True))
        kept = _kept([codes[level] for (codes, _), level in parts], k, l, secret)
        cell_loss = sum(losses[level] for (_, losses), level in parts) / len(ladders)
        loss = (cell_loss[kept].sum() + (~kept).sum()) / len(table)
        rows.append((*levels, int((~kept).sum()), float(loss)))
    return pd.DataFrame(rows, columns=[*ladders, "suppressed", "loss"])


def kept_rows(table, ladders, levels, k, l=1, sensitive=None):  # noqa: E741
    """Say which rows stand in a class that is large and diverse enough (numpy.ndarray of bool)."""
    columns = [climb_codes(table[column], ladder)[0][levels[column]] for column, ladder in ladders.items()]
    return _kept(columns, k, l, _codes(table, sensitive))


def _kept(columns, k, l, secret):  # noqa: E741
    """Number the classes, and keep the rows of those that are large and diverse enough."""
    classes = np.zeros(len(columns[0]), dtype=np.int64)
    for codes in columns:
        _, classes = np.unique(classes * (codes.max() + 1) + codes, return_inverse=True)
    size = np.bincount(classes)[classes]
    if l == 1:
        return size >= k
    pairs = np.unique(classes * (secret.max() + 1) + secret)
    different = np.bincount(pairs // (secret.max() + 1))[classes]
    return (size >= k) & (different >= l)


def _codes(table, sensitive):
    return None if sensitive is None else pd.factorize(table[sensitive], use_na_sentinel=False)[0]


def _check_demand(table, ladders, k, l, sensitive, most_suppressed):  # noqa: E741
    for argument, number in (("k", k), ("l", l)):
        if isinstance(number, bool) or not isinstance(number, Integral) or number < 1:
            raise InputError(
                say("identify_privacy.bad_count", argument=argument, least=1, value=repr(number))
            )
    share = most_suppressed
    if isinstance(share, bool) or not isinstance(share, Real) or not 0 <= share <= 1:
        raise InputError(say("identify_privacy.bad_share", argument="most_suppressed", value=repr(share)))
    if sensitive is None and l > 1:
        raise InputError(say("identify_privacy.l_without_sensitive", l=l))
    if sensitive is not None:
        need_columns(open_frame(table, "table"), {"sensitive": sensitive}, "table")
        if sensitive in ladders:
            raise InputError(say("identify_privacy.sensitive_is_quasi", column=sensitive))
    ways = prod(ladder.top + 1 for ladder in ladders.values())
    if ways > MOST_WAYS:
        raise InputError(say("identify_privacy.too_many_ways", ways=ways, most=MOST_WAYS))
