"""How mixed a group is, and what a question takes off the mixture: entropy, Gini and gain."""

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_rows, warn_left_out
from crmlab.language import say
from crmlab.mine.checks import need_one_length, need_target

MEASURES = ("entropy", "gini")


def entropy(labels):
    """Measure in bits how mixed a group is: 0 if all are alike, 1 for two halves (Shannon 1948).

    Parameters
    ----------
    labels : array of shape (n,)
        Classes: numbers or words.

    Returns
    -------
    float

    Raises
    ------
    InputError
        For an empty group.

    Warns
    -----
    LeftOutWarning
        With the count of labels that are missing: "not known" is no class.

    Examples
    --------
    >>> from crmlab.mine import entropy
    >>> entropy([1, 1, 0, 0]), entropy([1, 1, 1]), round(entropy(["yes"] * 9 + ["no"] * 5), 3)
    (1.0, 0.0, 0.94)
    """
    shares = _shares(labels)
    return float(abs(-(shares * np.log2(shares)).sum()))


def gini_impurity(labels):
    """Measure how often two drawn from a group differ: 0 if all are alike (Breiman and others 1984).

    Parameters
    ----------
    labels : array of shape (n,)

    Returns
    -------
    float

    Raises
    ------
    InputError
        For an empty group.

    Warns
    -----
    LeftOutWarning
        As `entropy`.

    Examples
    --------
    >>> from crmlab.mine import gini_impurity
    >>> gini_impurity([1, 1, 0, 0]), gini_impurity([1, 1, 1])
    (0.5, 0.0)
    """
    shares = _shares(labels)
    return float(1 - (shares**2).sum())


def gain(groups, labels, measure="entropy"):
    """Say how much less mixed the labels are once we know the group: Quinlan's (1986) information gain.

    Parameters
    ----------
    groups : array of shape (n,)
        The answer to the question, one for each row.
    labels : array of shape (n,)
    measure : {"entropy", "gini"}

    Returns
    -------
    float
        Impurity of all, less the mean impurity of the groups, each counted by its size.

    Raises
    ------
    InputError
        For lengths that differ, no rows, or an unknown measure.

    Warns
    -----
    LeftOutWarning
        With counts: rows whose label or whose group is missing.  To keep them, say what a gap means first
        and fill it with a word.

    Examples
    --------
    >>> from crmlab.mine import gain
    >>> gain(["a", "a", "b", "b"], [1, 1, 0, 0]), gain(["a", "b", "a", "b"], [1, 1, 0, 0])
    (1.0, 0.0)
    """
    impurity = _measure(measure)
    need_one_length(groups=groups, labels=labels)
    groups, labels = pd.Series(np.asarray(groups)), pd.Series(np.asarray(labels))
    no_label, no_group = labels.isna(), groups.isna() & labels.notna()
    reasons = [
        (int(no_label.sum()), say("mine_process.reason_no_label")),
        (int(no_group.sum()), say("mine_process.reason_no_group")),
    ]
    warn_left_out("labels", len(labels), reasons)
    labels = labels[~(no_label | no_group)]
    parts = labels.groupby(groups[labels.index])
    after = sum(len(part) / len(labels) * impurity(part) for _, part in parts)
    return float(max(impurity(labels) - after, 0.0))


def best_cut(values, labels, measure="gini", least=1):
    """Try every cut of a column of numbers and give the gain of each, the best first.

    Parameters
    ----------
    values : array of float, shape (n,)
    labels : array of 0 and 1, shape (n,)
    measure : {"entropy", "gini"}
    least : int, default 1
        So many rows must be left on either side.

    Returns
    -------
    pandas.DataFrame
        ``cut`` (half-way between two neighbours; "at most this" goes left), ``left`` and ``right`` (rows),
        ``rate_left`` and ``rate_right`` (share of 1), ``gain``.

    Raises
    ------
    InputError
        For lengths that differ, a target that is not 0 and 1 or does not vary, or a constant column.

    Examples
    --------
    >>> from crmlab.mine import best_cut
    >>> best_cut([5, 9, 40, 60], [1, 1, 0, 0]).head(1)
        cut  left  right  rate_left  rate_right  gain
    0  24.5     2      2        1.0         0.0   0.5
    """
    impurity = _measure(measure)
    need_one_length(values=values, labels=labels)
    numbers, yes = np.asarray(values, dtype=float), need_target(labels, "labels")
    levels = np.unique(numbers)
    if len(levels) < 2:
        raise InputError(say("mine_process.constant", columns="values", value=f"{levels[0]:g}"))
    rows = []
    for cut in (levels[:-1] + levels[1:]) / 2:
        left = numbers <= cut
        if min(left.sum(), (~left).sum()) >= least:
            low, high = yes[left], yes[~left]
            after = (len(low) * impurity(low) + len(high) * impurity(high)) / len(yes)
            rows.append((cut, len(low), len(high), low.mean(), high.mean(), impurity(yes) - after))
    need_rows(len(rows), "cuts")
    found = pd.DataFrame(rows, columns=["cut", "left", "right", "rate_left", "rate_right", "gain"])
    return found.sort_values("gain", ascending=False, ignore_index=True, kind="stable")


def _shares(labels):
    labels = pd.Series(np.asarray(labels))
    missing = int(labels.isna().sum())
    warn_left_out("labels", len(labels), [(missing, say("mine_process.reason_no_label"))])
    need_rows(len(labels) - missing, "labels")
    counts = labels.value_counts().to_numpy()
    return counts / counts.sum()


def _measure(name):
    if name not in MEASURES:
        raise InputError(say("mine_process.measure", value=repr(name)))
    return {"entropy": entropy, "gini": gini_impurity}[name]
