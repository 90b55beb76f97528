"""How good is a linkage: precision, recall, and what the errors cost at each threshold."""

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_columns, need_rows, open_frame, to_numbers
from crmlab.language import say


def true_pairs(truth, person="person_id", key="record_id"):
    """List all pairs of records that truly are one person.

    Parameters
    ----------
    truth : pandas.DataFrame
        `key` and `person`, one row for each record.

    Returns
    -------
    pandas.DataFrame
        ``record_a``, ``record_b``, the smaller first, sorted.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import true_pairs
    >>> truth = pd.DataFrame({"record_id": ["R1", "R2", "R3"], "person_id": ["P1", "P1", "P2"]})
    >>> true_pairs(truth).values.tolist()
    [['R1', 'R2']]
    """
    need_columns(open_frame(truth, "truth"), {"key": key, "person": person}, "truth")
    known = truth[[key, person]].dropna()
    both = known.merge(known, on=person, suffixes=("_a", "_b"))
    both = both[both[f"{key}_a"] < both[f"{key}_b"]]
    pairs = both.rename(columns={f"{key}_a": "record_a", f"{key}_b": "record_b"})[["record_a", "record_b"]]
    return pairs.sort_values(["record_a", "record_b"], ignore_index=True)


def pairs_of_groups(groups, person="person", key="record_id"):
    """List all pairs of records that a grouping puts together, to measure groups as pairs.

    Parameters
    ----------
    groups : pandas.DataFrame
        `key` and `person`, as `group_records` gives them.

    Returns
    -------
    pandas.DataFrame
        ``record_a``, ``record_b``, the smaller first, sorted.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import pairs_of_groups
    >>> pairs_of_groups(pd.DataFrame({"record_id": ["R1", "R2"], "person": ["R1", "R1"]})).values.tolist()
    [['R1', 'R2']]
    """
    return true_pairs(groups, person, key)


def pair_quality(found, true):
    """Measure found pairs against the true ones.

    Parameters
    ----------
    found, true : pandas.DataFrame
        ``record_a``, ``record_b``; which of a pair stands first does not matter.

    Returns
    -------
    pandas.Series
        ``found``, ``true``, ``right`` (in both), ``false`` (found only), ``missed`` (true only), as int;
        ``precision`` (right of found), ``recall`` (right of true), ``f1`` (their harmonic mean).
        Precision of nothing found, and recall of nothing true, is NaN.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import pair_quality
    >>> found = pd.DataFrame({"record_a": ["R1", "R1"], "record_b": ["R2", "R3"]})
    >>> true = pd.DataFrame({"record_a": ["R2", "R5"], "record_b": ["R1", "R4"]})
    >>> pair_quality(found, true)[["precision", "recall"]].tolist()
    [0.5, 0.5]
    """
    one, other = _as_index(found, "found"), _as_index(true, "true")
    right = int(one.isin(other).sum())
    precision = right / len(one) if len(one) else np.nan
    recall = right / len(other) if len(other) else np.nan
    f1 = 2 * right / (len(one) + len(other)) if len(one) + len(other) else np.nan
    counts = [len(one), len(other), right, len(one) - right, len(other) - right]
    names = ["found", "true", "right", "false", "missed", "precision", "recall", "f1"]
    return pd.Series([*counts, precision, recall, f1], names, dtype=object)


def _as_index(pairs, name):
    need_columns(open_frame(pairs, name), {"record_a": "record_a", "record_b": "record_b"}, name)
    a, b = pairs["record_a"].astype("str"), pairs["record_b"].astype("str")
    return pd.MultiIndex.from_arrays([a.where(a <= b, b), b.where(a <= b, a)]).unique()


def threshold_costs(scored, true, cost_false, cost_missed, thresholds=None):
    """Say what merging at each threshold would cost.

    Parameters
    ----------
    scored : pandas.DataFrame
        ``record_a``, ``record_b``, ``probability``, as `LinkageModel.score` or `link_at_scale` give them.
    true : pandas.DataFrame
        The true pairs.
    cost_false, cost_missed : float
        Yuan for each pair merged that is two people, and for each pair of one person left apart.
    thresholds : sequence of float, optional
        Probabilities from which on to merge; left out, 101 that are evenly spread on the scale of odds.

    Returns
    -------
    pandas.DataFrame
        One row for each threshold, rising: ``threshold``, ``merged``, ``false``, ``missed`` (pairs),
        ``precision``, ``recall``, ``cost`` (yuan).

    Raises
    ------
    InputError
        For a missing column, a negative cost, or a threshold not between 0 and 1.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import threshold_costs
    >>> scored = pd.DataFrame({"record_a": ["R1", "R1"], "record_b": ["R2", "R3"], "probability": [0.9, 0.4]})
    >>> threshold_costs(scored, scored.head(1), 40, 5, [0.3, 0.5, 0.95])["cost"].tolist()
    [40.0, 0.0, 5.0]
    """
    need_columns(open_frame(scored, "scored"), {"probability": "probability"}, "scored")
    for name, cost in (("cost_false", cost_false), ("cost_missed", cost_missed)):
        if not cost >= 0:
            raise InputError(say("identify_records.bad_cost", name=name, value=repr(cost)))
    cuts = _thresholds(thresholds)
    known = _as_index(true, "true")
    hit = _as_pairs(scored).isin(known)
    chance = scored["probability"].to_numpy()
    order = np.argsort(-chance, kind="stable")
    merged = np.searchsorted(-chance[order], -cuts, side="right")
    right = np.concatenate([[0], hit[order].cumsum()])[merged]
    table = pd.DataFrame({"threshold": cuts, "merged": merged, "false": merged - right})
    table["missed"] = len(known) - right
    table["precision"] = np.where(merged > 0, right / np.maximum(merged, 1), np.nan)
    table["recall"] = right / len(known) if len(known) else np.nan
    table["cost"] = (cost_false * table["false"] + cost_missed * table["missed"]).astype(float)
    return table


def _as_pairs(pairs):
    need_columns(open_frame(pairs, "scored"), {"record_a": "record_a", "record_b": "record_b"}, "scored")
    a, b = pairs["record_a"].astype("str"), pairs["record_b"].astype("str")
    return pd.MultiIndex.from_arrays([a.where(a <= b, b), b.where(a <= b, a)])


def _thresholds(thresholds):
    if thresholds is None:
        # From one in a thousand to 999 in a thousand: near 0 and 1 a step must be small.
        odds = np.linspace(np.log(0.001 / 0.999), np.log(0.999 / 0.001), 101)
        return 1 / (1 + np.exp(-odds))
    cuts = np.sort(to_numbers(thresholds, "thresholds"))
    need_rows(len(cuts), "thresholds")
    if cuts[0] < 0 or cuts[-1] > 1:
        raise InputError(say("identify_records.bad_threshold", value=cuts[0] if cuts[0] < 0 else cuts[-1]))
    return cuts


def best_threshold(cost_false, cost_missed):
    """Give the probability from which on a merge pays: where the two expected losses are equal.

    A pair of probability p costs (1 - p) x `cost_false` merged and p x `cost_missed` apart.

    Examples
    --------
    >>> from crmlab.identify import best_threshold
    >>> best_threshold(40, 10)
    0.8
    """
    if not (cost_false >= 0 and cost_missed >= 0 and cost_false + cost_missed > 0):
        raise InputError(say("identify_records.bad_costs", false=repr(cost_false), missed=repr(cost_missed)))
    return cost_false / (cost_false + cost_missed)
