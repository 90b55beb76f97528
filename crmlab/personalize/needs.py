"""Needs as customers state them: points dealt out over what matters, and Kano's pairs of questions."""

import numpy as np
import pandas as pd

from crmlab.frames import (
    InputError,
    need_columns,
    need_numbers,
    need_table,
    open_frame,
    say_list,
    warn_left_out,
)
from crmlab.language import say

# Feeling if it is there (down, 1 to 5) and if it is not (across, 1 to 5): Kano et al. (1984), as printed by
# Berger et al. (1993).
EVALUATION = np.array([list("QAAAO"), list("RIIIM"), list("RIIIM"), list("RIIIM"), list("RRRRQ")])
CATEGORIES = ("M", "O", "A", "I", "R", "Q")


def log_ratios(table, columns, zero=0.65):
    """Turn points that sum to a whole into centred log ratios (Aitchison 1986).

    Each part is divided by the geometric mean of all parts of its row, and the logarithm taken: twice as many
    points is the same step from 5 to 10 as from 20 to 40.  A zero has no logarithm; it becomes `zero` times
    the smallest part above zero in the table, and the other parts of its row shrink alike, so that the row
    keeps its sum (Martín-Fernández, Barceló-Vidal and Pawlowsky-Glahn 2003).

    Parameters
    ----------
    table : DataFrame of any engine
        One row for each person.
    columns : list of str
        The parts: at least two columns of numbers, none below zero.
    zero : float, default 0.65
        Above 0 and up to 1.

    Returns
    -------
    pandas.DataFrame of float64
        The columns in the place of the points, all other columns kept; each row of parts sums to 0.

    Raises
    ------
    InputError
        For a missing column, text, a part below zero, a row without points, or a `zero` that doesn't fit.

    Warns
    -----
    LeftOutWarning
        With counts: rows with a part missing.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import log_ratios
    >>> points = pd.DataFrame({"price": [80.0, 50.0], "speed": [20.0, 50.0]})
    >>> log_ratios(points, ["price", "speed"]).round(3)
       price  speed
    0  0.693 -0.693
    1  0.000  0.000
    """
    if not 0 < zero <= 1:
        raise InputError(say("needs.bad_zero", value=zero))
    kept, parts = _parts(table, list(columns))
    whole = parts.sum(axis=1, keepdims=True)
    small = zero * parts[parts > 0].min()
    empty = parts == 0
    taken = small * empty.sum(axis=1, keepdims=True)
    logs = np.log(np.where(empty, small, parts * (1 - taken / whole)))
    kept[list(columns)] = logs - logs.mean(axis=1, keepdims=True)
    return kept


def _parts(table, columns):
    table = need_table(table, "table", columns)
    if len(columns) < 2:
        raise InputError(say("needs.one_part"))
    opened = open_frame(table, "table")
    for name in columns:
        need_numbers(opened, name, "table")
    known = np.isfinite(table[columns].astype("float64")).all(axis=1)
    warn_left_out("table", len(table), [(int((~known).sum()), say("needs.reason_part_missing"))])
    kept = table[known].reset_index(drop=True).astype(dict.fromkeys(columns, "float64"))
    parts = kept[columns].to_numpy()
    if (parts < 0).any() or not (parts.sum(axis=1) > 0).all() or not len(parts):
        raise InputError(say("needs.bad_parts", columns=say_list(columns)))
    return kept, parts


def straight_liners(answers, columns, customer="customer_id", least=3):
    """Name those who gave one answer to everything.

    Parameters
    ----------
    answers : DataFrame of any engine
        One row for each person and question.
    columns : list of str
        Answers that must all be the same, over all rows of a person.
    customer : str
    least : int, default 3
        Who has fewer answers than this is not suspected: it would be chance.

    Returns
    -------
    list
        Ids, sorted.  Missing answers don't count.

    Raises
    ------
    InputError
        For a missing column or an empty table.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import straight_liners
    >>> answers = pd.DataFrame({"customer_id": list("aaabbb"), "chosen": [1, 1, 1, 1, 3, 2]})
    >>> straight_liners(answers, ["chosen"])
    ['a']
    """
    wanted = {"customer": customer, **{name: name for name in columns}}
    table = need_table(answers, "answers", wanted)
    values = table.melt(customer, list(columns), value_name="_answer").groupby(customer)["_answer"]
    same = (values.min() == values.max()) & (values.count() >= least)
    return sorted(same.index[same])


def kano_category(functional, dysfunctional):
    """Read pairs of answers off Kano's evaluation table.

    Parameters
    ----------
    functional, dysfunctional : array-like of int, shape (n,), or int
        Feeling if the feature is there, and if it is not: 1 I like it, 2 it has to be so, 3 I don't mind,
        4 I can live with it, 5 I don't like it.

    Returns
    -------
    numpy.ndarray of str, shape (n,)
        M must-be, O one-dimensional, A attractive, I indifferent, R reverse, Q questionable; empty text where
        an answer is missing.

    Raises
    ------
    InputError
        For an answer that is not 1 to 5, or columns of different length.

    Source: Kano, Seraku, Takahashi and Tsuji (1984); table as in Berger et al. (1993).

    Examples
    --------
    >>> from crmlab.personalize import kano_category
    >>> kano_category([1, 2, 1], [3, 5, 5]).tolist()
    ['A', 'M', 'O']
    """
    there, absent = (_answers(one) for one in (functional, dysfunctional))
    if len(there) != len(absent):
        raise InputError(say("needs.pairs_differ", first=len(there), second=len(absent)))
    known = np.isfinite(there) & np.isfinite(absent)
    found = np.full(len(there), "", dtype="<U1")
    found[known] = EVALUATION[there[known].astype(int) - 1, absent[known].astype(int) - 1]
    return found


def _answers(values):
    try:
        numbers = np.atleast_1d(pd.Series(values).to_numpy(dtype="float64", na_value=np.nan))
    except (TypeError, ValueError):
        raise InputError(say("needs.not_an_answer", value=repr(values)[:40])) from None
    odd = np.isfinite(numbers) & ~np.isin(numbers, [1, 2, 3, 4, 5])
    if odd.any() or np.isinf(numbers).any():
        raise InputError(say("needs.not_an_answer", value=numbers[odd | np.isinf(numbers)][0]))
    return numbers


def kano_summary(answers, feature="feature_id", functional="functional", dysfunctional="dysfunctional"):
    """Count Kano's categories for each feature, and name the commonest.

    Parameters
    ----------
    answers : DataFrame of any engine
        One row for each respondent and feature.
    feature, functional, dysfunctional : str

    Returns
    -------
    pandas.DataFrame, one row for each feature, in order of first appearance
        The feature; ``M`` to ``Q`` (int, counts); ``answers`` (int); ``category``: the commonest, of equals
        the first of M, O, A, I (the order of Berger et al. 1993);
        ``better`` = (A + O) / (A + O + M + I), 0 to 1;
        ``worse`` = -(O + M) / (A + O + M + I), -1 to 0 (Timko 1993; after Berger et al.).  NaN where nobody
        falls into the four.

    Raises
    ------
    InputError
        For a missing column, an empty table or an answer that is not 1 to 5.

    Warns
    -----
    LeftOutWarning
        With counts: pairs with an answer missing.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import kano_summary
    >>> pairs = pd.DataFrame({"feature_id": ["tag"] * 3, "functional": [2, 2, 1], "dysfunctional": [5, 5, 3]})
    >>> kano_summary(pairs)[["feature_id", "M", "A", "category", "better", "worse"]].round(2)
      feature_id  M  A category  better  worse
    0        tag  2  1        M    0.33  -0.67
    """
    wanted = {"feature": feature, "functional": functional, "dysfunctional": dysfunctional}
    table = need_table(answers, "answers", wanted)
    found = kano_category(table[functional], table[dysfunctional])
    known = found != ""
    warn_left_out("answers", len(table), [(int((~known).sum()), say("needs.reason_pair_missing"))])
    if not known.any():
        raise InputError(say("needs.no_pairs"))
    order = pd.unique(table.loc[known, feature])
    counts = pd.crosstab(table.loc[known, feature].to_numpy(), found[known])
    counts = counts.reindex(index=order, columns=CATEGORIES, fill_value=0).astype("int64")
    told = counts[["A", "O", "M", "I"]].sum(axis=1).where(lambda n: n > 0)
    counts["answers"] = counts[list(CATEGORIES)].sum(axis=1)
    counts["category"] = counts[list(CATEGORIES)].idxmax(axis=1)  # of equals the first
    counts["better"] = (counts["A"] + counts["O"]) / told
    counts["worse"] = -(counts["O"] + counts["M"]) / told
    return counts.rename_axis(columns=None).rename_axis(feature).reset_index()


def need_named(centres, names):
    """Name clusters by the part that stands out most above the average of all.

    Parameters
    ----------
    centres : pandas.DataFrame
        One row for each cluster, one column for each part: mean points.
    names : dict of str to str
        What a cluster is called in which a part stands out; only these parts are looked at.

    Returns
    -------
    dict
        Cluster to name.  Two clusters never share a name: the one in which the part stands out more gets it.

    Raises
    ------
    InputError
        For a missing column, or fewer names than clusters.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import need_named
    >>> centres = pd.DataFrame({"price": [40, 14], "delivery": [10, 36]}, index=[1, 2])
    >>> need_named(centres, {"price": "thrifty", "delivery": "hurried"})
    {1: 'thrifty', 2: 'hurried'}
    """
    from scipy.optimize import linear_sum_assignment

    need_columns(open_frame(centres, "centres"), {name: name for name in names}, "centres")
    if len(names) < len(centres):
        raise InputError(say("needs.few_names", names=len(names), clusters=len(centres)))
    above = centres[list(names)] - centres[list(names)].mean()
    rows, parts = linear_sum_assignment(-above.to_numpy())
    words = list(names.values())
    labels = centres.index.tolist()  # plain numbers, not those of numpy
    return {labels[row]: words[part] for row, part in zip(rows, parts, strict=True)}
