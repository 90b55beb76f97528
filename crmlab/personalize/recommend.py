"""What to put before whom: popular, similar to what she bought, or by factors of taste."""

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_columns, open_frame, to_pandas, warn_left_out
from crmlab.language import say
from crmlab.personalize.baskets import need_count

KINDS = ("cosine", "conditional", "lift")


def purchase_table(lines, customer="customer_id", item="product_id", quantity="quantity"):
    """Count how often each customer bought each item: customers down, items across.

    Parameters
    ----------
    lines : table of any engine
        One row for each item of each basket.
    customer, item : str
        Columns.
    quantity : str or None
        Column of packs; a line not above 0 is a refund, left out and counted.  None if all are sales.

    Returns
    -------
    pandas.DataFrame of int, shape (customers, items)
        Lines, not packs: twenty packs at once are one wish.  Index and columns are sorted.

    Raises
    ------
    InputError
        For a missing column or an empty table.

    Warns
    -----
    LeftOutWarning
        With counts: lines without customer or item, and refunds.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import purchase_table
    >>> lines = pd.DataFrame({"customer_id": ["C1", "C1", "C2"], "product_id": ["rice", "eggs", "rice"],
    ...                       "quantity": [2, 1, 1]})
    >>> purchase_table(lines).loc["C1", ["eggs", "rice"]].tolist()
    [1, 1]
    """
    table = to_pandas(lines, "lines")
    wanted = {"customer": customer, "item": item} | ({"quantity": quantity} if quantity else {})
    need_columns(open_frame(table, "lines"), wanted, "lines")
    no_customer, no_item = table[customer].isna(), table[item].isna()
    back = ~(table[quantity] > 0) if quantity else pd.Series(False, index=table.index)
    reasons = [
        (int(no_customer.sum()), say("frames.reason_without", column=customer)),
        (int((~no_customer & no_item).sum()), say("frames.reason_without", column=item)),
        (int((~no_customer & ~no_item & back).sum()), say("baskets.reason_refund", column=quantity)),
    ]
    warn_left_out("lines", len(table), reasons)
    kept = table[~no_customer & ~no_item & ~back]
    if kept.empty:
        raise InputError(say("frames.no_rows", table="lines"))
    row, customers = pd.factorize(kept[customer], sort=True)
    column, items = pd.factorize(kept[item], sort=True)
    counts = np.bincount(row * len(items) + column, minlength=len(customers) * len(items))
    return pd.DataFrame(
        counts.reshape(len(customers), len(items)),
        index=pd.Index(customers, name=customer),
        columns=pd.Index(items, name=item),
    )


def item_similarity(purchases, kind="cosine"):
    """Say of each two items how far the same customers buy them.

    Parameters
    ----------
    purchases : pandas.DataFrame of int, shape (customers, items)
        As `purchase_table` gives it; what counts is whether, not how often.
    kind : {"cosine", "conditional", "lift"}
        With n_a and n_b the buyers of two items and n_ab those of both: cosine ``n_ab / sqrt(n_a n_b)``
        (Sarwar, Karypis, Konstan and Riedl 2001); conditional ``n_ab / n_a``, the share of a's buyers who
        buy b; lift, ``n_ab n / (n_a n_b)``.

    Returns
    -------
    pandas.DataFrame of float, shape (items, items)
        Row a, column b; 0 on the diagonal, since nobody needs a recommendation of the thing itself.

    Raises
    ------
    InputError
        For an unknown `kind`, or a table that is not of counts.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import item_similarity
    >>> bought = pd.DataFrame({"rice": [1, 1, 1, 1], "eggs": [1, 0, 0, 0]}, index=["C1", "C2", "C3", "C4"])
    >>> item_similarity(bought, "conditional").loc[["eggs", "rice"], ["eggs", "rice"]].to_numpy().tolist()
    [[0.0, 1.0], [0.25, 0.0]]
    """
    if kind not in KINDS:
        raise InputError(say("recommend.unknown_kind", kinds=", ".join(map(repr, KINDS)), kind=repr(kind)))
    bought = (_counts(purchases) > 0).astype("float64")
    both = bought.T @ bought
    buyers = both.diagonal()
    below = {
        "cosine": np.sqrt(np.outer(buyers, buyers)),
        "conditional": np.tile(buyers[:, None], len(buyers)),
        "lift": np.outer(buyers, buyers) / len(bought),
    }[kind]
    likeness = np.divide(both, below, out=np.zeros_like(both), where=below > 0)
    np.fill_diagonal(likeness, 0)
    return pd.DataFrame(likeness, index=purchases.columns, columns=purchases.columns)


def score_popular(purchases):
    """Score every item for every customer by how many customers bought it: the rival to beat.

    Parameters
    ----------
    purchases : pandas.DataFrame of int, shape (customers, items)

    Returns
    -------
    pandas.DataFrame of float, shape (customers, items)

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import score_popular
    >>> score_popular(pd.DataFrame({"rice": [3, 1], "eggs": [1, 0]}, index=["C1", "C2"])).loc["C2"].tolist()
    [2.0, 1.0]
    """
    buyers = (_counts(purchases) > 0).sum(axis=0).astype("float64")
    return _like(purchases, np.tile(buyers, (len(purchases), 1)))


def score_similar(purchases, kind="cosine"):
    """Score each item by its likeness to what the customer bought, added up.

    Parameters
    ----------
    purchases : pandas.DataFrame of int, shape (customers, items)
    kind : {"cosine", "conditional", "lift"}
        As for `item_similarity`.

    Returns
    -------
    pandas.DataFrame of float, shape (customers, items)

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import score_similar
    >>> bought = pd.DataFrame({"rice": [1, 1, 1, 1], "eggs": [1, 0, 0, 0]}, index=["C1", "C2", "C3", "C4"])
    >>> score_similar(bought).loc["C2"].tolist()
    [0.0, 0.5]
    """
    likeness = item_similarity(purchases, kind)
    return _like(purchases, (_counts(purchases) > 0).astype("float64") @ likeness.to_numpy())


def score_factors(purchases, factors=8, seed=0):
    """Score items by a few factors of taste: a truncated singular value decomposition.

    The table of log(1 + times bought) is approximated by `factors` dimensions; where the approximation is
    high and she has not bought, she is like those who have (Cremonesi, Koren and Turrin 2010).

    Parameters
    ----------
    purchases : pandas.DataFrame of int, shape (customers, items)
    factors : int, default 8
        Fewer than there are items.
    seed : int, default 0

    Returns
    -------
    pandas.DataFrame of float, shape (customers, items)

    Raises
    ------
    InputError
        If there are not more items than `factors`.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import score_factors
    >>> bought = pd.DataFrame({"a": [1, 1, 0, 0], "b": [1, 1, 0, 0], "c": [0, 0, 1, 1], "d": [0, 0, 1, 0]})
    >>> scores = score_factors(bought, factors=2)
    >>> bool(scores.loc[3, "d"] > scores.loc[0, "d"])
    True
    """
    need_count(factors, "factors")
    counts = _counts(purchases)
    if factors >= min(counts.shape):
        raise InputError(say("recommend.too_many_factors", factors=factors, least=min(counts.shape)))
    from scipy.sparse.linalg import svds

    logs = np.log1p(counts)
    tastes = svds(logs, int(factors), rng=np.random.default_rng(seed))[2]
    return _like(purchases, logs @ tastes.T @ tastes)


def top(scores, k=5, leave_out=None):
    """Take each customer's k items with the highest score.

    Parameters
    ----------
    scores : pandas.DataFrame of float, shape (customers, items)
    k : int, default 5
    leave_out : pandas.DataFrame, optional
        As `purchases`: items with a number above 0 are not recommended to that customer (she has them).

    Returns
    -------
    pandas.DataFrame
        Up to k rows for each customer: the customer (named as the index, or ``customer_id``), ``rank`` (int,
        1 is best), the item (named as the columns, or ``product_id``), ``score`` (float).  Equal scores stand
        in the order of the columns.

    Raises
    ------
    InputError
        If `leave_out` has not the same customers and items.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import top
    >>> scores = pd.DataFrame({"rice": [2.0, 2.0], "eggs": [3.0, 1.0]}, index=["C1", "C2"])
    >>> bought = pd.DataFrame({"rice": [0, 1], "eggs": [1, 0]}, index=["C1", "C2"])
    >>> top(scores, k=1, leave_out=bought)
      customer_id  rank product_id  score
    0          C1     1       rice    2.0
    1          C2     1       eggs    1.0
    """
    need_count(k, "k")
    values = _counts(scores).astype("float64")
    if leave_out is not None:
        if not (leave_out.index.equals(scores.index) and leave_out.columns.equals(scores.columns)):
            raise InputError(say("recommend.other_shape"))
        values = np.where(leave_out.to_numpy() > 0, -np.inf, values)
    places = np.argsort(-values, axis=1, kind="stable")[:, :k]
    best = np.take_along_axis(values, places, axis=1)
    customer = scores.index.name or "customer_id"
    item = scores.columns.name or "product_id"
    table = pd.DataFrame(
        {
            customer: np.repeat(scores.index.to_numpy(), places.shape[1]),
            "rank": np.tile(np.arange(1, places.shape[1] + 1), len(scores)),
            item: scores.columns.to_numpy()[places.ravel()],
            "score": best.ravel(),
        }
    )
    return table[np.isfinite(table["score"])].reset_index(drop=True)


def _counts(table):
    """Give the numbers of a table of customers by items, or refuse it."""
    if not isinstance(table, pd.DataFrame) or table.empty:
        raise InputError(say("recommend.not_a_matrix", kind=type(table).__name__))
    try:
        return table.to_numpy(dtype="float64")
    except (TypeError, ValueError):
        raise InputError(say("recommend.not_a_matrix", kind="DataFrame")) from None


def _like(purchases, values):
    return pd.DataFrame(values, index=purchases.index, columns=purchases.columns)
