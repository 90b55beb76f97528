"""Has the world moved away from the tree? PSI of the columns, and rates leaf by leaf."""

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_rows, need_table, say_list
from crmlab.language import say

WATCH, ACT = 0.10, 0.25


def psi(then, now, bins=10):
    """Measure how far a column has shifted: the population stability index.

    The sum over classes of (share now - share then) ln(share now / share then): Jeffreys' (1946) divergence,
    in use in credit scoring with the rules of thumb 0.10 (watch) and 0.25 (act) (Lewis 1994; Siddiqi 2017).

    Parameters
    ----------
    then, now : array
        Values of one column when the model was built, and now: numbers or words.
    bins : int, default 10
        Numbers with more values than this are cut into so many classes of equal size in `then`.

    Returns
    -------
    float

    Raises
    ------
    InputError
        For no values, or numbers against words.

    Notes
    -----
    An empty class counts as half a customer: the logarithm of nothing is infinite.

    Examples
    --------
    >>> from crmlab.mine import psi
    >>> round(psi(["shop"] * 50 + ["web"] * 50, ["shop"] * 25 + ["web"] * 75), 3)
    0.275
    """
    before, after = _class_counts(then, now, bins)
    old, new = before.clip(min=0.5) / before.sum(), after.clip(min=0.5) / after.sum()
    return float(((new - old) * np.log(new / old)).sum())


def drift_report(then, now, columns, bins=10):
    """Compare the customers of two days, column by column.

    Parameters
    ----------
    then, now : table of any engine
        One row per customer: when the tree was grown, and now.
    columns : list of str
    bins : int, default 10

    Returns
    -------
    pandas.DataFrame, the most shifted first
        ``column``, ``psi``, ``by_chance`` (float: what pure chance exceeds in one case of twenty with so many
        customers and classes; chi-square approximation of Yurdakul 2018), ``verdict`` (``stable``, ``watch``
        from 0.10, ``act`` from 0.25; ``stable`` if chance alone would do as much).

    Raises
    ------
    InputError
        For a missing column, an empty table, or no columns.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.mine import drift_report
    >>> then = pd.DataFrame({"channel": ["shop"] * 500 + ["web"] * 500})
    >>> now = pd.DataFrame({"channel": ["shop"] * 250 + ["web"] * 750})
    >>> drift_report(then, now, ["channel"]).round(3)
        column    psi  by_chance verdict
    0  channel  0.275      0.008     act
    """
    from scipy.stats import chi2

    need_rows(len(list(columns)), "columns")
    then, now = need_table(then, "then", list(columns)), need_table(now, "now", list(columns))
    rows = []
    for name in columns:
        before, _ = _class_counts(then[name], now[name], bins)
        chance = chi2.ppf(0.95, max(len(before) - 1, 1)) * (1 / len(then) + 1 / len(now))
        rows.append((name, psi(then[name], now[name], bins), chance))
    found = pd.DataFrame(rows, columns=["column", "psi", "by_chance"])
    level = np.select([found["psi"] >= ACT, found["psi"] >= WATCH], ["act", "watch"], "stable")
    found["verdict"] = np.where(found["psi"] > found["by_chance"], level, "stable")
    return found.sort_values("psi", ascending=False, ignore_index=True)


def rates_held(promised, seen, rule="leaf"):
    """Compare, rule by rule, the rate a tree promised with the rate that came.

    A promise is a sample, too: it was made on so many customers.  The interval of the difference (Newcombe
    1998, as in `crmlab.interact.compare_shares`) counts the luck of both.  It does not count that a tree
    picks its rules because they stand out, so that the best promises tend to be too high; and of twenty
    promises that are true, about one will seem broken.

    Parameters
    ----------
    promised, seen : table of any engine
        `rule`, ``customers`` and ``responses``, as `tree_rules` counts them: on the customers the tree was
        grown on, and on others or in the campaign that followed.
    rule : str, default "leaf"

    Returns
    -------
    pandas.DataFrame
        `rule`; ``promised`` and ``seen`` (rates, 0 to 1); ``low`` and ``high`` (95 % interval of seen less
        promised; NaN if nobody is there); ``held`` (bool: nothing in the interval speaks against 0).

    Raises
    ------
    InputError
        For a missing column, or rules that nobody promised.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.mine import rates_held
    >>> promised = pd.DataFrame({"leaf": [1, 2], "customers": 400, "responses": [80, 20]})
    >>> seen = pd.DataFrame({"leaf": [1, 2], "customers": 400, "responses": [40, 30]})
    >>> rates_held(promised, seen)["held"].tolist()
    [False, True]
    """
    counts = [rule, "customers", "responses"]
    old, new = need_table(promised, "promised", counts), need_table(seen, "seen", counts)
    strange = sorted(set(new[rule]) - set(old[rule]), key=str)
    if strange:
        raise InputError(say("mine_process.not_promised", rules=say_list(strange)))
    both = old[counts].merge(new[counts], on=rule, suffixes=("_then", "_now"))
    found = [_compare(row) for row in both.itertuples()]
    return both[[rule]].join(pd.DataFrame(found, columns=["promised", "seen", "low", "high", "held"]))


def _compare(row):
    from crmlab.interact import compare_shares

    if not (row.customers_then and row.customers_now):
        return (*[np.nan] * 4, True)
    found = compare_shares(row.responses_now, row.customers_now, row.responses_then, row.customers_then)
    return found.control_share, found.share, found.low, found.high, found.low <= 0 <= found.high


def _class_counts(then, now, bins):
    before, after = pd.Series(np.asarray(then)), pd.Series(np.asarray(now))
    for name, values in (("then", before), ("now", after)):
        need_rows(int(values.notna().sum()), name)
    numbers = [pd.api.types.is_numeric_dtype(values) for values in (before, after)]
    if numbers[0] != numbers[1]:
        raise InputError(say("mine_process.numbers_and_words"))
    if all(numbers) and before.nunique() > bins:
        edges = np.unique(before.quantile(np.arange(1, bins) / bins))
        # A gap is a class of its own: that more are missing is drift too.
        before, after = (
            pd.Series(np.where(values.isna(), -1, np.searchsorted(edges, values, side="left")))
            for values in (before, after)
        )
    counts = [
        values.fillna("-").value_counts() if values.dtype == object else values.value_counts(dropna=False)
        for values in (before, after)
    ]
    classes = counts[0].index.union(counts[1].index)
    return tuple(count.reindex(classes, fill_value=0).to_numpy(float) for count in counts)
