"""Segments found rather than set: k-means, arguments for a k, and which dimension tells customers apart."""

import numpy as np
import pandas as pd

from crmlab.frames import (
    InputError,
    need_columns,
    need_numbers,
    need_rows,
    open_frame,
    say_list,
    to_pandas,
    warn_left_out,
)
from crmlab.language import say

STARTS = 10  # of k-means, from different places; the best is kept


def clusters(table, columns, k, scale=True, seed=0):
    """Find k groups of customers who are alike, by k-means (Lloyd 1982; MacQueen 1967).

    Parameters
    ----------
    table : pandas.DataFrame
        One row for each customer.
    columns : list of str
        Numeric columns that say who is alike.
    k : int
        From 2 to one less than the customers.
    scale : bool, default True
        Give every column mean 0 and standard deviation 1.  Needed where units differ, or the largest unit
        decides alone; not where all columns are in one unit and large differences are meant to count more.
    seed : int
        Same seed, same groups.

    Returns
    -------
    pandas.DataFrame
        The rows with all columns known, with ``cluster`` (int, from 1, the largest group first).

    Raises
    ------
    InputError
        For a missing column, text, a k that doesn't fit, or columns in which all are alike.

    Warns
    -----
    LeftOutWarning
        With counts: rows with a column missing.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate import clusters
    >>> people = pd.DataFrame({"spend": [1, 2, 3, 90, 91], "visits": [1, 1, 2, 9, 8]})
    >>> clusters(people, ["spend", "visits"], 2)["cluster"].tolist()
    [1, 1, 1, 2, 2]
    """
    kept, points = _points(table, columns, scale)
    _check_k(k, len(kept))
    with _one_thread():
        kept["cluster"] = _by_size(_fit(points, k, seed).labels_)
    return kept


def compare_k(table, columns, ks=range(2, 8), scale=True, draws=20, seed=0):
    """Lay out the arguments for a number of groups.

    Parameters
    ----------
    table, columns, scale
        As `clusters`.
    ks : sequence of int
        Numbers of groups to try.
    draws : int, default 20
        Bootstrap samples for the stability.
    seed : int

    Returns
    -------
    pandas.DataFrame, one row for each k
        ``k``; ``within`` (share of the variance left inside the groups; it always falls); ``silhouette``
        (mean, -1 to 1; Rousseeuw 1987); ``shuffled`` (the silhouette after each column was shuffled by
        itself, which destroys all groups and keeps each column: so much is had for nothing);
        ``stability`` (mean adjusted Rand index, Hubert and Arabie 1985, between the groups found in all
        customers and those found in a bootstrap sample and carried over to all); ``smallest`` (customers in
        the smallest group).

    Examples
    --------
    >>> import numpy as np, pandas as pd
    >>> from crmlab.differentiate import compare_k
    >>> rng = np.random.default_rng(1)
    >>> two = np.concatenate([rng.normal(0, 1, (30, 2)), rng.normal(9, 1, (30, 2))])
    >>> arguments = compare_k(pd.DataFrame(two, columns=["x", "y"]), ["x", "y"], ks=(2, 3), draws=5)
    >>> int(arguments.set_index("k")["stability"].idxmax())
    2
    """
    kept, points = _points(table, columns, scale)
    ks = list(ks)
    for k in ks:
        _check_k(k, len(kept))
    rng = np.random.default_rng(seed)
    mixed = np.column_stack([rng.permutation(column) for column in points.T])
    whole = ((points - points.mean(axis=0)) ** 2).sum()
    samples = [rng.integers(0, len(points), len(points)) for _ in range(draws)]
    with _one_thread():
        rows = [_argue(points, mixed, whole, k, samples, seed) for k in ks]
    return pd.DataFrame(rows)


def _argue(points, mixed, whole, k, samples, seed):
    """Give what speaks for k groups and what against."""
    from sklearn.metrics import silhouette_score

    found = _fit(points, k, seed)
    return {
        "k": k,
        "within": found.inertia_ / whole,
        "silhouette": silhouette_score(points, found.labels_),
        "shuffled": silhouette_score(mixed, _fit(mixed, k, seed).labels_),
        "stability": _stability(points, found, k, samples, seed),
        "smallest": int(np.bincount(found.labels_).min()),
    }


def explained_share(table, value, by):
    """Give the share of the variance of a value that lies between the groups of each dimension.

    The correlation ratio of Pearson (1905), corrected for the number of groups (Kelley 1935), because many
    small groups explain something even when they mean nothing.

    Parameters
    ----------
    table : pandas.DataFrame
        One row for each customer.
    value : str
        Numeric column to explain: contribution, cost to serve.
    by : list of str
        Columns with groups: district, type of firm, cluster.  A numeric column of many values is first cut
        into fifths.

    Returns
    -------
    pandas.DataFrame, one row for each dimension, best first
        ``dimension``; ``groups`` (int); ``share`` (float, up to 1; about 0 where the groups say nothing,
        sometimes just below).

    Raises
    ------
    InputError
        For a missing column, text in `value`, or a dimension with as many groups as customers.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate import explained_share
    >>> people = pd.DataFrame({"value": [1.0, 2.0, 11.0, 12.0], "kind": list("aabb"), "place": list("xyxy")})
    >>> explained_share(people, "value", ["kind", "place"]).round(2)
      dimension  groups  share
    0      kind       2   0.99
    1     place       2  -0.49
    """
    table = to_pandas(table, "table")
    opened = open_frame(table, "table")
    need_columns(opened, {"value": value, **{name: name for name in by}}, "table")
    need_rows(len(table), "table")
    need_numbers(opened, value, "table")
    rows = [_explained(table, value, name) for name in by]
    found = pd.DataFrame(rows, columns=["dimension", "groups", "share"])
    return found.sort_values("share", ascending=False, kind="stable", ignore_index=True)


def _explained(table, value, name):
    groups = table[name]
    if pd.api.types.is_numeric_dtype(groups) and groups.nunique() > 10:
        groups = pd.qcut(groups.rank(method="first"), 5, labels=False)
    known = groups.notna() & table[value].notna()
    values, groups = table.loc[known, value], groups[known]
    n, k = len(values), groups.nunique()
    if k < 2 or k >= n:
        raise InputError(say("portfolio.bad_dimension", dimension=name, groups=k, customers=n))
    inside = ((values - values.groupby(groups).transform("mean")) ** 2).sum() / (n - k)
    return name, k, 1 - inside / values.var()


def _points(table, columns, scale):
    table = to_pandas(table, "table")
    opened = open_frame(table, "table")
    need_columns(opened, {name: name for name in columns}, "table")
    need_rows(len(table), "table")
    for name in columns:
        need_numbers(opened, name, "table")
    known = np.isfinite(table[list(columns)].astype("float64")).all(axis=1)
    warn_left_out("table", len(table), [(int((~known).sum()), say("portfolio.reason_incomplete"))])
    kept = table[known].reset_index(drop=True)
    need_rows(len(kept), "table")
    points = kept[list(columns)].to_numpy(dtype=float)
    spread = points.std(axis=0)
    flat = [name for name, sd in zip(columns, spread, strict=True) if sd == 0]
    if flat:
        raise InputError(say("portfolio.all_alike", columns=say_list(flat)))
    return kept, (points - points.mean(axis=0)) / spread if scale else points


def _fit(points, k, seed):
    return _k_means(points, k, STARTS, seed)


def _k_means(points, k, starts, seed):
    from sklearn.cluster import KMeans

    return KMeans(k, n_init=starts, random_state=seed).fit(points)


def _one_thread():
    """Let no other threads help: with so few customers, waiting for them would take longer than the work."""
    import sklearn.cluster  # noqa: F401 (only a library that is loaded can be limited)
    from threadpoolctl import threadpool_limits

    return threadpool_limits(limits=1)


def _by_size(labels):
    """Number the groups from 1, largest first, so that the numbers mean something."""
    sizes = np.bincount(labels)
    order = np.argsort(-sizes, kind="stable")
    place = np.empty(len(sizes), dtype=int)
    place[order] = np.arange(1, len(sizes) + 1)
    return place[labels]


def _stability(points, found, k, samples, seed):
    from sklearn.metrics import adjusted_rand_score

    agree = []
    for number, sample in enumerate(samples):
        again = _k_means(points[sample], k, 3, seed + number)
        agree.append(adjusted_rand_score(found.labels_, again.predict(points)))
    return float(np.mean(agree))


def _check_k(k, n):
    if isinstance(k, bool) or not isinstance(k, (int, np.integer)) or not 2 <= k < n:
        raise InputError(say("portfolio.bad_k", k=repr(k), customers=n))
