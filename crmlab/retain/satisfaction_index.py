"""From a tree of indicators to one number: the tree, the index, and the American index."""

from itertools import pairwise

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_table, say_list
from crmlab.interact.checks import need_whole
from crmlab.language import say
from crmlab.retain.satisfaction_checks import need_answers, need_weights


def indicator_tree(indicators):
    """Read a table of indicators on three levels as a tree, and refuse one that is broken.

    Parameters
    ----------
    indicators : table of any engine
        ``indicator_id``, ``parent_id`` (empty for the index), ``level`` (1 index, 2 facet, 3 indicator).

    Returns
    -------
    dict of str to list of str
        Each facet and its indicators, in the order of the table.

    Raises
    ------
    InputError
        If there is not exactly one index, an indicator stands twice, hangs on nothing or on the wrong
        level, or a facet has no indicator.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import indicator_tree
    >>> table = pd.DataFrame({"indicator_id": ["csi", "goods", "fresh"], "parent_id": [None, "csi", "goods"],
    ...                       "level": [1, 2, 3]})
    >>> indicator_tree(table)
    {'goods': ['fresh']}
    """
    table = need_table(indicators, "indicators", ["indicator_id", "parent_id", "level"])
    roots = table.loc[table["level"] == 1, "indicator_id"]
    if len(roots) != 1:
        raise InputError(say("satisfaction.one_index", count=len(roots)))
    twice = table["indicator_id"][table["indicator_id"].duplicated()]
    if len(twice):
        raise InputError(say("satisfaction.twice", name=twice.iloc[0]))
    level = table.set_index("indicator_id")["level"]
    for row in table[table["level"] > 1].itertuples():
        if level.get(row.parent_id) != row.level - 1:
            raise InputError(say("satisfaction.hangs_wrong", name=row.indicator_id, parent=row.parent_id))
    facets = table.loc[table["level"] == 2, "indicator_id"]
    tree = {name: list(table.loc[table["parent_id"] == name, "indicator_id"]) for name in facets}
    bare = [name for name, leaves in tree.items() if not leaves]
    if bare or not tree:
        raise InputError(say("satisfaction.bare_facet", names=say_list(bare) or "-"))
    return tree


def satisfaction_index(answers, tree, weights, customer="customer_id", low=1, high=10):
    """Work out a satisfaction index from 0 to 100 for each respondent: the sum of weight times score.

    A facet is the mean of those of its indicators that were answered, put on 0 to 100.  Where a facet was
    not answered at all, the weights of the others are scaled up for that respondent.

    Parameters
    ----------
    answers : table of any engine
    tree : dict of str to list of str
        As `indicator_tree` gives it.
    weights : dict or Series of float
        Of the facets; they are scaled to sum to 1.
    customer : str, default "customer_id"
    low, high : float
        Ends of the scale.

    Returns
    -------
    pandas.DataFrame
        The customer, one column per facet, ``csi``, and ``weight_answered`` (share of the weights that her
        answers cover; small: the index rests on little).

    Raises
    ------
    InputError
        For missing columns, answers off the scale, or weights that do not fit the tree.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import satisfaction_index
    >>> ticked = pd.DataFrame({"customer_id": ["a", "b"], "fresh": [10, 1], "fair": [1, None]})
    >>> tree = {"goods": ["fresh"], "price": ["fair"]}
    >>> satisfaction_index(ticked, tree, {"goods": 3, "price": 1})["csi"].tolist()
    [75.0, 0.0]
    """
    leaves = [name for facet in tree.values() for name in facet]
    table = need_table(answers, "answers", [customer, *leaves])
    ticks = need_answers(table, leaves, "answers", low, high)
    weights = need_weights(weights, list(tree))
    facets = pd.DataFrame({name: ticks[leaf].mean(axis=1) for name, leaf in tree.items()})
    facets = (facets - low) / (high - low) * 100
    covered = (facets.notna() * weights).sum(axis=1)
    facets["csi"] = (facets * weights).sum(axis=1) / covered.where(covered > 0)
    facets.insert(0, customer, table[customer].to_numpy())
    return facets.assign(weight_answered=covered)


def acsi(answers, weights=None, low=1, high=10):
    """Work out an index in the manner of the American Customer Satisfaction Index (Fornell et al. 1996).

    The weighted mean of the questions, less the lowest it could be, over its greatest range, times 100.
    The American index takes its weights from a path model; here they are given, or equal.

    Parameters
    ----------
    answers : table of any engine
        One column per question on satisfaction; of a question, those who answered it count.
    weights : dict or Series of float, optional
    low, high : float
        Ends of the scale.

    Returns
    -------
    float
        0 to 100.

    Raises
    ------
    InputError
        For answers off the scale, a question that nobody answered, or weights that do not fit.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import acsi
    >>> round(acsi(pd.DataFrame({"overall": [8, 9], "confirm": [7, 8], "ideal": [7, 7]})), 2)
    74.07
    """
    ticks = need_answers(answers, None, "answers", low, high)
    means = ticks.mean()
    silent = list(means.index[means.isna()])
    if silent:
        raise InputError(say("satisfaction.silent_question", items=say_list(silent)))
    equal = dict.fromkeys(ticks.columns, 1.0)
    weights = need_weights(equal if weights is None else weights, list(ticks.columns))
    return float(((means * weights).sum() - low) / (high - low) * 100)


def grade_scale(grades=7):
    """Give a grade scale (级度): grades from worst to best with names, thresholds and values.

    Parameters
    ----------
    grades : {5, 7}

    Returns
    -------
    pandas.DataFrame
        ``grade`` (1 worst), ``name_en``, ``name_zh``, ``from`` (lowest index of the grade, 0 to 100; equal
        steps), ``value`` (around 0: -3 to 3 for seven grades).

    Raises
    ------
    InputError
        For another number of grades.

    Examples
    --------
    >>> from crmlab.retain import grade_scale
    >>> grade_scale(5)[["name_en", "from", "value"]].values.tolist()[-1]
    ['very satisfied', 80.0, 2]
    """
    need_whole("grades", grades, 2)
    if grades not in (5, 7):
        raise InputError(say("satisfaction.no_grades", grades=grades))
    english = ["very dissatisfied", "dissatisfied", "rather dissatisfied", "neutral"]
    english += ["rather satisfied", "satisfied", "very satisfied"]
    chinese = ["很不满意", "不满意", "不太满意", "一般", "较满意", "满意", "很满意"]
    kept = [0, 1, 3, 5, 6] if grades == 5 else range(7)
    number = np.arange(grades)
    return pd.DataFrame(
        {
            "grade": number + 1,
            "name_en": [english[place] for place in kept],
            "name_zh": [chinese[place] for place in kept],
            "from": number * 100 / grades,
            "value": number - grades // 2,
        }
    )


def grade(scores, thresholds=None, grades=7):
    """Put index scores into grades.

    Parameters
    ----------
    scores : list, array or Series of float
        0 to 100.
    thresholds : list of float, optional
        The lowest score of each grade from the second on, rising; equal steps if not given.
    grades : {5, 7}

    Returns
    -------
    pandas.Series of Int64
        1 is the worst; who stands on a threshold has the better grade; missing stays missing.

    Raises
    ------
    InputError
        For scores off 0 to 100, or thresholds that do not rise or are not as many as grades less one.

    Examples
    --------
    >>> from crmlab.retain import grade
    >>> grade([0, 19.9, 20, 100], grades=5).tolist()
    [1, 1, 2, 5]
    """
    scale = grade_scale(grades)
    cuts = list(scale["from"][1:]) if thresholds is None else list(thresholds)
    if len(cuts) != grades - 1 or any(b <= a for a, b in pairwise(cuts)):
        raise InputError(say("satisfaction.bad_cuts", wanted=grades - 1, given=say_list(cuts)))
    column = need_answers(pd.DataFrame({"scores": np.asarray(scores)}), None, "scores", 0, 100)["scores"]
    if isinstance(scores, pd.Series):
        column.index = scores.index
    place = pd.Series(np.searchsorted(cuts, column, side="right") + 1, index=column.index, dtype="Int64")
    return place.mask(column.isna())


def grade_table(scores, thresholds=None, grades=7):
    """Count customers by grade and quantify them.

    Parameters
    ----------
    scores, thresholds, grades
        As in `grade`.

    Returns
    -------
    pandas.DataFrame
        `grade_scale` with the thresholds used, and ``customers``, ``share`` and ``worth`` (share times
        value); the sum of ``worth`` is the mean grade around 0.

    Examples
    --------
    >>> from crmlab.retain import grade_table
    >>> grade_table([10, 50, 90, 90], grades=5)["customers"].tolist()
    [1, 0, 1, 0, 2]
    """
    table = grade_scale(grades)
    found = grade(scores, thresholds, grades).value_counts()
    if thresholds is not None:
        table["from"] = [0.0, *map(float, thresholds)]
    table["customers"] = table["grade"].map(found).fillna(0).astype(int)
    table["share"] = table["customers"] / max(table["customers"].sum(), 1)
    return table.assign(worth=table["share"] * table["value"])
