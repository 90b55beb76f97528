"""Tiers: limits, moves, what a service standard costs; and a weighted grade."""

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


def tiers(table, value, limits, names=("A", "B", "C"), before=None, buffer=0.0):
    """Put customers into tiers by a value, holding on to the tier of before near a limit.

    Parameters
    ----------
    table : pandas.DataFrame
        One row for each customer.
    value : str
        Numeric column.
    limits : sequence of float
        Falling: from the first on a customer is in the best tier, from the second on in the next.
    names : sequence of str
        One more than limits, best first.
    before : str, optional
        Column with the tier until now; empty for a new customer.
    buffer : float, default 0.0
        A customer leaves the tier of `before` only if her value is past the limit by more than this, so
        that nobody goes up and down for a trifle.

    Returns
    -------
    pandas.DataFrame
        The rows with a value, with ``tier`` (str).

    Raises
    ------
    InputError
        For a missing column, limits that don't fall, names that don't fit, an unknown tier in `before`, or
        a negative buffer.

    Warns
    -----
    LeftOutWarning
        With counts: customers without a value.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate import tiers
    >>> people = pd.DataFrame({"contribution": [950.0, 1050.0, -5.0], "last": ["A", "B", "C"]})
    >>> tiers(people, "contribution", (1000, 0))["tier"].tolist()
    ['B', 'A', 'C']
    >>> tiers(people, "contribution", (1000, 0), before="last", buffer=100)["tier"].tolist()
    ['A', 'B', 'C']
    """
    table = to_pandas(table, "table")
    opened = open_frame(table, "table")
    need_columns(opened, {"value": value, **({"before": before} if before else {})}, "table")
    need_rows(len(table), "table")
    need_numbers(opened, value, "table")
    limits, names = _check_limits(limits, names, buffer)
    known = np.isfinite(table[value].astype("float64"))
    warn_left_out("table", len(table), [(int((~known).sum()), say("frames.reason_without", column=value))])
    kept = table[known].reset_index(drop=True)
    values = kept[value].to_numpy(dtype=float)
    place = _below(values, limits)
    if before is not None:
        # With the limits lowered she would be at best here, with the limits raised at worst there; if her old
        # tier lies between, she keeps it.
        best, worst = _below(values, limits - buffer), _below(values, limits + buffer)
        old = _old_place(kept[before], names)
        place = np.where(np.isnan(old), place, np.clip(np.nan_to_num(old), best, worst)).astype(int)
    kept["tier"] = np.array(names, dtype=object)[place]
    return kept


def tier_moves(before, after, names=("A", "B", "C")):
    """Count who was in which tier and is in which tier now.

    Parameters
    ----------
    before, after : pandas.Series
        Tiers of the same customers in the same order.
    names : sequence of str
        Best first.

    Returns
    -------
    pandas.DataFrame, one row for each tier
        ``before`` and, for each tier now, how many (int).

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate import tier_moves
    >>> tier_moves(pd.Series(list("AAB")), pd.Series(list("ABB")), names=("A", "B"))
      before  A  B
    0      A  1  1
    1      B  0  1
    """
    before, after = list(before), list(after)
    if len(before) != len(after):
        raise InputError(say("portfolio.not_same_people", before=len(before), after=len(after)))
    unknown = sorted({str(name) for name in {*before, *after} if name not in names})
    if unknown:
        raise InputError(say("portfolio.unknown_tier", tier=unknown[0], names=say_list(names)))
    table = pd.crosstab(pd.Series(before, dtype=object), pd.Series(after, dtype=object))
    table = table.reindex(index=list(names), columns=list(names), fill_value=0)
    table.columns.name = None
    return table.rename_axis("before").reset_index()


def standard_cost(standards, rates, tier="tier"):
    """Give what a service standard costs for one customer, activity by activity.

    Parameters
    ----------
    standards : pandas.DataFrame
        One row for each tier: `tier` and how many units of each driver the standard grants in a month.
        Drivers that the table leaves out count as 0.
    rates : pandas.DataFrame
        As `activity_rates` gives it.
    tier : str

    Returns
    -------
    pandas.DataFrame
        `tier`; the cost of each activity named (yuan); ``cost``, their sum.

    Raises
    ------
    InputError
        For a missing column, a driver without a rate, or an empty or negative number.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate import standard_cost
    >>> rates = pd.DataFrame({"activity": ["visiting", "delivery"], "driver": ["visits", "deliveries"],
    ...                       "rate": [95.0, 30.0]})
    >>> standards = pd.DataFrame({"tier": ["A", "B"], "visits": [2, 1], "deliveries": [12, 8]})
    >>> standard_cost(standards, rates)
      tier  visiting  delivery   cost
    0    A     190.0     360.0  550.0
    1    B      95.0     240.0  335.0
    """
    standards, rates = to_pandas(standards, "standards"), to_pandas(rates, "rates")
    need_columns(open_frame(standards, "standards"), {"tier": tier}, "standards")
    facts = {"activity": "activity", "driver": "driver", "rate": "rate"}
    need_columns(open_frame(rates, "rates"), facts, "rates")
    need_rows(len(standards), "standards")
    by_driver = rates.set_index("driver")
    drivers = [name for name in standards.columns if name != tier]
    unknown = [name for name in drivers if name not in by_driver.index]
    if unknown:
        raise InputError(say("portfolio.no_rate", driver=unknown[0], drivers=say_list(by_driver.index)))
    for name in drivers:
        need_numbers(open_frame(standards, "standards"), name, "standards")
    if standards[drivers].isna().any(axis=None) or (standards[drivers] < 0).any(axis=None):
        raise InputError(say("portfolio.bad_standards"))
    table = standards[[tier]].copy()
    for name in drivers:
        table[by_driver.loc[name, "activity"]] = standards[name] * by_driver.loc[name, "rate"]
    table["cost"] = table.drop(columns=tier).sum(axis=1)
    return table


def grade(table, measures, weights=None, bins=5):
    """Score several measures from 1 to `bins` and give the weighted grade.

    Parameters
    ----------
    table : pandas.DataFrame
        One row for each customer.
    measures : dict of str to str
        By column, ``"high"`` if much is good (volume) or ``"low"`` if little is (days overdue).
    weights : dict of str to float, optional
        By column; equal if not given.
    bins : int, default 5
        Equal customers get equal scores: the line is cut by average places.

    Returns
    -------
    pandas.DataFrame
        The rows with all measures known, with a column ``<measure>_score`` (int) for each, and ``grade``
        (float, 1 to `bins`).

    Raises
    ------
    InputError
        For a missing column, a direction other than high and low, or weights that don't fit.

    Warns
    -----
    LeftOutWarning
        With counts: customers with a measure missing.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate import grade
    >>> people = pd.DataFrame({"volume": [10, 20, 30, 40, 50], "late": [9, 0, 5, 3, 1]})
    >>> grade(people, {"volume": "high", "late": "low"}, {"volume": 3, "late": 1})["grade"].tolist()
    [1.0, 2.75, 2.75, 3.75, 4.75]
    """
    table = to_pandas(table, "table")
    opened = open_frame(table, "table")
    need_columns(opened, {name: name for name in measures}, "table")
    for name in measures:
        need_numbers(opened, name, "table")
    wrong = [way for way in measures.values() if way not in ("high", "low")]
    if wrong:
        raise InputError(say("portfolio.bad_direction", direction=repr(wrong[0])))
    weights = dict.fromkeys(measures, 1.0) if weights is None else weights
    if set(weights) != set(measures) or min(weights.values()) < 0 or not sum(weights.values()) > 0:
        raise InputError(say("portfolio.bad_weights", parts=say_list(measures), weights=repr(weights)))
    known = np.isfinite(table[list(measures)].astype("float64")).all(axis=1)
    warn_left_out("table", len(table), [(int((~known).sum()), say("portfolio.reason_incomplete"))])
    kept = table[known].reset_index(drop=True)
    need_rows(len(kept), "table")
    total, grades = sum(weights.values()), 0.0
    for name, way in measures.items():
        places = kept[name].rank(ascending=way == "high")
        kept[f"{name}_score"] = np.ceil(places * bins / len(kept)).astype(int)
        grades = grades + kept[f"{name}_score"] * weights[name] / total
    kept["grade"] = grades
    return kept


def _below(values, limits):
    """Count the limits that each value does not reach: 0 is the best tier."""
    return (values[:, None] < limits[None, :]).sum(axis=1)


def _old_place(column, names):
    place = {name: i for i, name in enumerate(names)}
    unknown = [name for name in column.dropna().unique() if name not in place]
    if unknown:
        raise InputError(say("portfolio.unknown_tier", tier=unknown[0], names=say_list(names)))
    return column.map(place).to_numpy(dtype=float)


def _check_limits(limits, names, buffer):
    limits = np.asarray(list(limits), dtype=float)
    if len(names) != len(limits) + 1 or (np.diff(limits) >= 0).any() or not np.isfinite(limits).all():
        raise InputError(say("portfolio.bad_limits", limits=say_list(limits), names=say_list(names)))
    if not buffer >= 0:
        raise InputError(say("portfolio.bad_buffer", buffer=repr(buffer)))
    return limits, list(names)
