"""How good were the recommendations?  Hits on what was bought later, and how much of the shelf is shown."""

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_columns, need_rows, open_frame, warn_left_out
from crmlab.language import say


def hits(recommended, later, customer="customer_id", item="product_id"):
    """Judge each customer's list by what she bought later.

    Parameters
    ----------
    recommended : pandas.DataFrame
        As `top` gives it: `customer`, ``rank``, `item`.
    later : pandas.DataFrame
        What was bought after the recommendations: `customer`, `item`; more rows for one count once.
    customer, item : str

    Returns
    -------
    pandas.DataFrame
        One row for each customer who has a list and bought something later: `customer`; ``listed`` (int,
        items on the list), ``bought`` (int, different items bought later), ``hits`` (int, in both);
        ``precision`` (float, hits over listed), ``recall`` (float, hits over bought), ``average_precision``
        (float, sum of the precision at each hit, over the smaller of listed and bought), ``found`` (float, 1
        if there is a hit).

    Raises
    ------
    InputError
        For a missing column, or if nobody with a list bought anything later.

    Warns
    -----
    LeftOutWarning
        With the count of customers on the list who bought nothing later: nothing can hit there.

    Notes
    -----
    Leaving out who bought nothing judges the list, not the offer: see Herlocker, Konstan, Terveen and Riedl
    (2004) on what offline tests can and cannot say.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import hits
    >>> lists = pd.DataFrame({"customer_id": "C1", "rank": [1, 2], "product_id": ["rice", "eggs"]})
    >>> later = pd.DataFrame({"customer_id": "C1", "product_id": ["eggs", "tofu", "eggs"]})
    >>> hits(lists, later)[["listed", "bought", "hits", "precision", "recall", "average_precision"]]
       listed  bought  hits  precision  recall  average_precision
    0       2       2     1        0.5     0.5               0.25
    """
    wanted = {"customer": customer, "item": item}
    need_columns(open_frame(recommended, "recommended"), wanted | {"rank": "rank"}, "recommended")
    need_columns(open_frame(later, "later"), wanted, "later")
    need_rows(len(recommended), "recommended")
    pairs = later[[customer, item]].drop_duplicates()
    bought = pairs.groupby(customer).size()
    lists = recommended.sort_values([customer, "rank"])
    everybody = lists[customer].nunique()
    lists = lists[lists[customer].isin(bought.index)]
    if lists.empty:
        raise InputError(say("recommend.nobody_later"))
    silent = everybody - lists[customer].nunique()
    warn_left_out("recommended", everybody, [(silent, say("recommend.reason_silent"))])

    marked = lists.merge(pairs.assign(hit=1), on=[customer, item], how="left").fillna({"hit": 0})
    by = marked.groupby(customer)
    place = by.cumcount() + 1
    at_hit = marked["hit"] * by["hit"].cumsum() / place
    table = pd.DataFrame({"listed": by.size(), "bought": bought.reindex(by.size().index)})
    table["hits"] = by["hit"].sum().astype("int64")
    table["precision"] = table["hits"] / table["listed"]
    table["recall"] = table["hits"] / table["bought"]
    table["average_precision"] = at_hit.groupby(marked[customer]).sum() / table[["listed", "bought"]].min(
        axis=1
    )
    return table.assign(found=(table["hits"] > 0).astype(float)).reset_index()


def judge(recommended, later, categories=None, customer="customer_id", item="product_id", shelf=None):
    """Sum up a way of recommending in one row.

    Parameters
    ----------
    recommended, later, customer, item
        As for `hits`.
    categories : Series or dict, optional
        The category of each item, by item.
    shelf : int, optional
        Number of items that could be recommended; without it, those in `categories`, else those recommended
        or bought later.

    Returns
    -------
    dict
        ``customers`` (int, judged); ``precision``, ``recall``, ``map``, ``found`` (float, means over the
        customers, see `hits`); ``coverage`` (float, share of the shelf that anybody is shown); ``diversity``
        (float, share of the pairs on a list that come from different categories; NaN without `categories`).

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import judge
    >>> lists = pd.DataFrame({"customer_id": "C1", "rank": [1, 2], "product_id": ["rice", "eggs"]})
    >>> later = pd.DataFrame({"customer_id": "C1", "product_id": ["eggs", "tofu"]})
    >>> found = judge(lists, later, {"rice": "grain", "eggs": "fresh", "tofu": "fresh", "salt": "spice"})
    >>> found["precision"], found["coverage"], found["diversity"]
    (0.5, 0.5, 1.0)
    """
    table = hits(recommended, later, customer, item)
    lists = recommended[recommended[customer].isin(table[customer])]
    if shelf is None:
        shown = set(recommended[item])
        shelf = len(categories) if categories is not None else len(shown | set(later[item]))
    return {
        "customers": len(table),
        "precision": float(table["precision"].mean()),
        "recall": float(table["recall"].mean()),
        "map": float(table["average_precision"].mean()),
        "found": float(table["found"].mean()),
        "coverage": lists[item].nunique() / shelf,
        "diversity": _diversity(lists, categories, customer, item),
    }


def _diversity(lists, categories, customer, item):
    if categories is None:
        return float("nan")
    of_item = lists[item].map(dict(categories))
    sizes = of_item.groupby(lists[customer]).size()
    same = of_item.groupby([lists[customer], of_item.rename("category")]).size()
    same = (same * (same - 1)).groupby(level=0).sum()
    pairs = sizes * (sizes - 1)
    return float((1 - same / pairs)[pairs > 0].mean()) if (pairs > 0).any() else float("nan")


def paired_interval(first, second, column="precision", customer="customer_id", rounds=2000, seed=0):
    """Give a bootstrap interval for the difference of two ways, judged on the same customers.

    Parameters
    ----------
    first, second : pandas.DataFrame
        As `hits` gives them.
    column : str, default "precision"
    rounds : int, default 2000
        Times that the customers are drawn anew.
    seed : int, default 0

    Returns
    -------
    tuple of float
        Mean difference (first less second), and the ends of its 95% interval.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import paired_interval
    >>> one = pd.DataFrame({"customer_id": range(50), "precision": 0.4})
    >>> paired_interval(one, one.assign(precision=0.2))
    (0.2, 0.2, 0.2)
    """
    both = first[[customer, column]].merge(second[[customer, column]], on=customer)
    need_rows(len(both), "first")
    gap = (both[f"{column}_x"] - both[f"{column}_y"]).to_numpy()
    # To draw customers is to draw how many of each gap: all rounds at once, and only a few different gaps.
    values, times = np.unique(gap.round(12), return_counts=True)
    draws = np.random.default_rng(seed).multinomial(len(gap), times / len(gap), size=rounds)
    means = draws @ values / len(gap)
    return tuple(round(float(x), 10) for x in (gap.mean(), *np.quantile(means, [0.025, 0.975])))
