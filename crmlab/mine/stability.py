"""What was found without a target: would it be found again?"""

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_columns, open_frame
from crmlab.language import say

DISSOLVED = 0.5  # Hennig (2007): a group below it was dissolved rather than found again


def cluster_stability(table, columns, k, draws=20, seed=0):
    """Ask of each group of customers whether it is found again in another sample (Hennig 2007).

    `crmlab.differentiate.compare_k` judges a number of groups as a whole; here each group has to answer for
    itself.  Draw customers with replacement, group them anew, and take the new group that is most like the
    old one: customers in both, over customers in either (Jaccard 1901), among those drawn.

    Parameters
    ----------
    table : pandas.DataFrame
        One row for each customer.
    columns : list of str
        Numeric columns that say who is alike; each is standardised.
    k : int
        Number of groups.
    draws : int, default 20
    seed : int, default 0

    Returns
    -------
    pandas.DataFrame
        ``cluster`` (int, the largest first), ``customers`` (int), ``jaccard`` (mean, 0 to 1), ``dissolved``
        (share of the draws in which it fell below one half).

    Raises
    ------
    InputError
        As `crmlab.differentiate.clusters`; for draws that are no whole number above 0.

    Examples
    --------
    >>> import numpy as np, pandas as pd
    >>> from crmlab.mine import cluster_stability
    >>> rng = np.random.default_rng(1)
    >>> two = np.concatenate([rng.normal(0, 1, (30, 2)), rng.normal(9, 1, (20, 2))])
    >>> cluster_stability(pd.DataFrame(two, columns=["x", "y"]), ["x", "y"], 2, draws=5)
       cluster  customers  jaccard  dissolved
    0        1         30      1.0        0.0
    1        2         20      1.0        0.0
    """
    from crmlab.differentiate import clusters

    need_draws(draws)
    kept = clusters(table, columns, k, seed=seed).reset_index(drop=True)
    before = kept["cluster"].to_numpy()
    rng = np.random.default_rng(seed)
    found = np.empty((draws, k))
    for draw in range(draws):
        rows = np.unique(rng.integers(0, len(kept), len(kept)))
        again = clusters(kept.iloc[rows][list(columns)], columns, k, seed=seed)["cluster"].to_numpy()
        found[draw] = _nearest(before[rows], again, k)
    sizes = np.bincount(before, minlength=k + 1)[1:]
    return pd.DataFrame(
        {
            "cluster": np.arange(1, k + 1),
            "customers": sizes,
            "jaccard": found.mean(axis=0),
            "dissolved": (found < DISSOLVED).mean(axis=0),
        }
    )


def rule_stability(
    lines,
    min_support,
    min_confidence=0.05,
    draws=10,
    seed=0,
    by="customer_id",
    basket="order_id",
    item="product_id",
):
    """Ask of each association rule whether other halves of the customers show it too.

    Draw half of the customers, look for rules with half of the support, and note which appear with a lift
    above one.  `crmlab.personalize.split_and_check` tests a rule once, with a p-value; this shows how it
    moves.

    Parameters
    ----------
    lines : pandas.DataFrame
        One row for each item of each basket.
    min_support : int
        Baskets that must hold both, in all lines; each half must show half as many.
    min_confidence : float, default 0.05
    draws : int, default 10
    seed : int, default 0
    by, basket, item : str
        Columns: whose basket it is, which basket, and what lies in it.

    Returns
    -------
    pandas.DataFrame
        The rules found in all lines with a lift above one: ``antecedent``, ``consequent`` (tuples), ``count``
        (int), ``confidence``, ``lift``; ``found_again`` (share of the halves with a lift above one),
        ``lift_low`` and ``lift_high`` (smallest and largest lift, also below one, over the halves in which
        enough baskets hold it; NaN if none did).  Steadiest first, then by
        lift.

    Raises
    ------
    InputError
        As `crmlab.personalize.frequent_itemsets`; if no rule is found, or a column is missing.

    Examples
    --------
    >>> from crmlab.mine import rule_stability
    >>> from crmlab.personalize import to_lines
    >>> lines = to_lines(120 * [["rice", "eggs"], ["tofu"]])
    >>> found = rule_stability(lines, 20, by="order_id", draws=4)
    >>> found[["antecedent", "consequent", "found_again"]]
      antecedent consequent  found_again
    0    (eggs,)    (rice,)          1.0
    1    (rice,)    (eggs,)          1.0
    """
    need_draws(draws)
    need_columns(open_frame(lines, "lines"), {"by": by, "basket": basket, "item": item}, "lines")
    whole = isinstance(min_support, (int, np.integer)) and not isinstance(min_support, bool)
    if not whole or min_support < 2:
        raise InputError(say("mine_methods.support", value=repr(min_support)))
    found = _rules(lines, min_support, min_confidence, basket, item)
    found = found[found["lift"] > 1].reset_index(drop=True)
    if found.empty:
        raise InputError(say("mine_methods.no_rules", support=min_support))
    if "quantity" in lines.columns:  # what is left out was counted once, above
        lines = lines[lines["quantity"] > 0]
    owners = np.sort(lines[by].dropna().unique())
    rng = np.random.default_rng(seed)
    lifts = []
    for _ in range(draws):
        half = lines[lines[by].isin(rng.permutation(owners)[: len(owners) // 2])]
        again = _rules(half, max(1, min_support // 2), min_confidence, basket, item)
        lifts.append(again.set_index(["antecedent", "consequent"])["lift"])
    keys = list(zip(found["antecedent"], found["consequent"], strict=True))
    seen = np.array([[one.get(key, np.nan) for key in keys] for one in (part.to_dict() for part in lifts)])
    share = (seen > 1).mean(axis=0)
    table = found[["antecedent", "consequent", "count", "confidence", "lift"]].assign(found_again=share)
    never = np.isnan(seen).all(axis=0)
    table["lift_low"] = np.where(never, np.nan, np.nanmin(np.where(never, 0, seen), axis=0))
    table["lift_high"] = np.where(never, np.nan, np.nanmax(np.where(never, 0, seen), axis=0))
    return table.sort_values(["found_again", "lift"], ascending=False, kind="stable", ignore_index=True)


def need_draws(draws):
    """Refuse what is not a whole number of draws above 0."""
    if isinstance(draws, bool) or not isinstance(draws, (int, np.integer)) or draws < 1:
        raise InputError(say("mine_methods.bad_draws", value=repr(draws)))


def _rules(lines, min_support, min_confidence, basket, item):
    from crmlab.personalize import association_rules, frequent_itemsets

    quantity = {} if "quantity" in lines.columns else {"quantity": None}
    itemsets = frequent_itemsets(lines, min_support, basket=basket, item=item, **quantity)
    if itemsets.empty:
        return pd.DataFrame(columns=["antecedent", "consequent", "count", "confidence", "lift"])
    return association_rules(itemsets, min_confidence)


def _nearest(before, again, k):
    """Give for each old group the largest Jaccard similarity with a new one."""
    both = np.zeros((k + 1, k + 1))
    np.add.at(both, (before, again), 1)
    both = both[1:, 1:]
    either = both.sum(axis=1, keepdims=True) + both.sum(axis=0, keepdims=True) - both
    return (both / either).max(axis=1)
