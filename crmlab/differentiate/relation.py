"""How close a customer is, and what to do with value and closeness together."""

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
from crmlab.language import language_is, say

QUADRANTS = ("true_friend", "butterfly", "barnacle", "stranger")


def relation_index(table, parts, weights=None):
    """Give each customer a closeness between 0 and 1 from several measures.

    Each measure becomes a place in line (0 for the lowest, 1 for the highest, equal ones share theirs);
    the index is the weighted mean of the places.

    Parameters
    ----------
    table : pandas.DataFrame
        One row for each customer.
    parts : list of str
        Numeric columns that grow with closeness: share of wallet, tenure, contacts.
    weights : list of float, optional
        One for each part, not negative; equal if not given.

    Returns
    -------
    pandas.DataFrame
        The rows with at least one part known, with ``relation`` (float, 0 to 1).  A part that is empty is
        left out of that customer's mean, so that nobody is called distant for want of an answer.

    Raises
    ------
    InputError
        For a missing column, text in it, or weights that don't fit.

    Warns
    -----
    LeftOutWarning
        With counts: customers of whom no part is known.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate import relation_index
    >>> people = pd.DataFrame({"share": [0.1, 0.5, 0.9], "tenure": [900, 30, 400]})
    >>> relation_index(people, ["share", "tenure"])["relation"].tolist()
    [0.5, 0.25, 0.75]
    """
    table = to_pandas(table, "table")
    opened = open_frame(table, "table")
    need_columns(opened, {name: name for name in parts}, "table")
    need_rows(len(table), "table")
    for name in parts:
        need_numbers(opened, name, "table")
    weights = _check_weights(parts, weights)
    places = table[list(parts)].astype("float64").apply(_place)
    known = places.notna()
    none = ~known.any(axis=1)
    warn_left_out("table", len(table), [(int(none.sum()), say("portfolio.reason_no_part"))])
    sums = (places.fillna(0.0) * weights).sum(axis=1)
    there = (known * weights).sum(axis=1)
    kept = table[~none].copy()
    kept["relation"] = (sums / there.where(there > 0))[~none]
    return kept.reset_index(drop=True)


def value_relation(table, value="contribution", relation="relation", value_cut=0.0, relation_cut=None):
    """Place customers in the matrix of value and relation.

    The four names are those of Reinartz and Kumar (2002), whose second axis is how long the customer is
    expected to stay; here it is an index of closeness, so read them as a borrowed map.

    Parameters
    ----------
    table : pandas.DataFrame
        One row for each customer.
    value, relation : str
        Columns: yuan, and closeness.
    value_cut : float, default 0.0
        Above it a customer is valuable; at 0 she is one who pays for herself.
    relation_cut : float, optional
        Above it a customer is close; the median if not given.

    Returns
    -------
    pandas.DataFrame
        The same rows with ``quadrant`` (str): ``true_friend`` (valuable and close), ``butterfly`` (valuable,
        not close), ``barnacle`` (close, not valuable) or ``stranger``.

    Raises
    ------
    InputError
        For a missing column, or text in it.

    Warns
    -----
    LeftOutWarning
        With counts: rows without value or relation.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate import value_relation
    >>> people = pd.DataFrame({"contribution": [9.0, 9.0, -9.0, -9.0], "relation": [0.9, 0.1, 0.9, 0.1]})
    >>> value_relation(people)["quadrant"].tolist()
    ['true_friend', 'butterfly', 'barnacle', 'stranger']
    """
    table = to_pandas(table, "table")
    opened = open_frame(table, "table")
    need_columns(opened, {"value": value, "relation": relation}, "table")
    need_rows(len(table), "table")
    for name in (value, relation):
        need_numbers(opened, name, "table")
    known = np.isfinite(table[[value, relation]].astype("float64")).all(axis=1)
    warn_left_out("table", len(table), [(int((~known).sum()), say("portfolio.reason_incomplete"))])
    kept = table[known].reset_index(drop=True)
    need_rows(len(kept), "table")
    cut = kept[relation].median() if relation_cut is None else float(relation_cut)
    valuable, close = kept[value] > value_cut, kept[relation] > cut
    kept["quadrant"] = np.select(
        [valuable & close, valuable & ~close, ~valuable & close], QUADRANTS[:3], QUADRANTS[3]
    )
    return kept


def relation_names():
    """Give the four kinds with their names and what is usually done about each, in both languages.

    Returns
    -------
    pandas.DataFrame, 4 rows
        ``quadrant`` (code), ``name_en``, ``name_zh``, ``action_en``, ``action_zh``.

    Examples
    --------
    >>> from crmlab.differentiate import relation_names
    >>> relation_names()["name_en"].tolist()
    ['True friends', 'Butterflies', 'Barnacles', 'Strangers']
    """
    table = pd.DataFrame({"quadrant": QUADRANTS})
    for kind in ("name", "action"):
        for language in ("en", "zh"):
            with language_is(language):
                table[f"{kind}_{language}"] = [say(f"portfolio.{kind}_{code}") for code in QUADRANTS]
    return table


def _place(column):
    """Give places in line from 0 to 1; a lone customer, or all alike, stand in the middle."""
    places = column.rank()
    count = places.notna().sum()
    return (places - 1) / (count - 1) if count > 1 else places.where(places.isna(), 0.5)


def _check_weights(parts, weights):
    if weights is None:
        return np.ones(len(parts))
    given = np.asarray(weights, dtype="float64")
    if len(given) != len(parts) or (given < 0).any() or not given.sum() > 0:
        raise InputError(say("portfolio.bad_weights", parts=say_list(parts), weights=repr(weights)))
    return given
