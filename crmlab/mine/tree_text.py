"""A tree in words: each leaf a rule that the staff can follow, with what it has proved."""

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_table
from crmlab.language import say
from crmlab.mine.checks import need_target, need_tree
from crmlab.shares import wilson


def tree_rules(tree, table, target="responded", names=None, break_even=None):
    """Write each leaf of a tree as a rule, and count in a table of customers how the rule fared.

    Pass the table on which the tree was *not* grown: there the rates are honest.

    Parameters
    ----------
    tree : sklearn.tree.DecisionTreeClassifier
        Fitted on a pandas frame.
    table : table of any engine
        The columns of the tree, and `target`.
    target : str, default "responded"
        Column of 0 and 1.
    names : dict of str to str, optional
        What the staff call a column: ``{"silent": "days since the last visit"}``.
    break_even : float, optional
        Rate, 0 to 1, above which a contact pays; adds the column ``decision``.

    Returns
    -------
    pandas.DataFrame, one row per leaf, best rate first
        ``leaf`` (int, scikit-learn's number of the node), ``rule`` (str), ``customers`` and ``responses``
        (int), ``rate``, ``low``, ``high`` (its 95 % interval after Wilson 1927; NaN if nobody is there), and
        ``decision`` (``yes`` if the interval lies above break-even, ``no`` if below, else ``test``).

    Raises
    ------
    InputError
        For what is no fitted tree, a missing column, or a target that is not 0 and 1.

    Examples
    --------
    >>> import pandas as pd
    >>> from sklearn.tree import DecisionTreeClassifier
    >>> from crmlab.mine import tree_rules
    >>> table = pd.DataFrame({"silent": [5, 9, 40, 60], "responded": [1, 1, 0, 0]})
    >>> tree = DecisionTreeClassifier(random_state=0).fit(table[["silent"]], table["responded"])
    >>> tree_rules(tree, table)[["rule", "customers", "rate"]]
                     rule  customers  rate
    0   silent at most 24          2   1.0
    1  silent at least 25          2   0.0
    """
    need_tree(tree)
    columns = list(tree.feature_names_in_)
    given = need_table(table, "table", [*columns, target])
    yes = need_target(given[target], target)
    kinds = column_kinds(given[columns])
    leaves = tree.apply(given[columns])
    rows = []
    for leaf, limits in leaf_limits(tree).items():
        here = yes[leaves == leaf]
        rows.append((leaf, tell_rule(limits, names or {}, kinds), len(here), int(here.sum())))
    found = pd.DataFrame(rows, columns=["leaf", "rule", "customers", "responses"])
    people = found["customers"].where(found["customers"] > 0)
    low, high = wilson(found["responses"], people)
    found = found.assign(rate=found["responses"] / people, low=low, high=high)
    if break_even is not None:
        found["decision"] = np.select(
            [found["low"] > break_even, found["high"] < break_even], ["yes", "no"], "test"
        )
    return found.sort_values(["rate", "leaf"], ascending=[False, True], ignore_index=True)


def leaf_limits(tree):
    """Give for each leaf what its column must be: above the first limit, at most the second.

    Parameters
    ----------
    tree : sklearn.tree.DecisionTreeClassifier
        Fitted on a pandas frame.

    Returns
    -------
    dict of int to dict of str to tuple
        ``{leaf: {column: (above, at_most)}}``, ±inf where there is no limit; columns in the order of the
        questions.

    Raises
    ------
    InputError
        For what is no fitted tree.

    Examples
    --------
    >>> import pandas as pd
    >>> from sklearn.tree import DecisionTreeClassifier
    >>> from crmlab.mine import leaf_limits
    >>> table = pd.DataFrame({"silent": [5, 9, 40, 60]})
    >>> leaf_limits(DecisionTreeClassifier(random_state=0).fit(table, [1, 1, 0, 0]))
    {1: {'silent': (-inf, 24.5)}, 2: {'silent': (24.5, inf)}}
    """
    need_tree(tree)
    inside, names, found = tree.tree_, tree.feature_names_in_, {}

    def walk(node, limits):
        if inside.children_left[node] == -1:
            found[node] = limits
            return
        name, cut = str(names[inside.feature[node]]), float(inside.threshold[node])
        above, at_most = limits.get(name, (-np.inf, np.inf))
        walk(int(inside.children_left[node]), limits | {name: (above, min(at_most, cut))})
        walk(int(inside.children_right[node]), limits | {name: (max(above, cut), at_most)})

    walk(0, {})
    return found


def column_kinds(table):
    """Say of each column of numbers whether it holds yes and no (0 and 1), whole numbers, or any.

    Returns
    -------
    dict of str to {"flag", "whole", "any"}

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.mine.tree_text import column_kinds
    >>> column_kinds(pd.DataFrame({"member": [0, 1], "visits": [3, 4], "basket": [9.5, 8.0]}))
    {'member': 'flag', 'visits': 'whole', 'basket': 'any'}
    """
    whole = {name: bool((table[name] % 1 == 0).all()) for name in table}
    flag = {name: bool(table[name].isin([0, 1]).all()) for name in table}
    return {name: "flag" if flag[name] else "whole" if whole[name] else "any" for name in table}


def tell_rule(limits, names, kinds):
    """Say the limits of a leaf in the learner's language.

    Parameters
    ----------
    limits : dict of str to tuple
        As one entry of `leaf_limits`.
    names : dict of str to str
        What the staff call a column.
    kinds : dict of str to str
        As `column_kinds` gives them.

    Returns
    -------
    str

    Examples
    --------
    >>> from crmlab.mine.tree_text import tell_rule
    >>> tell_rule({"silent": (24.5, 90.5)}, {"silent": "days away"}, {"silent": "whole"})
    'days away from 25 to 90'
    """
    if not limits:
        return say("mine_process.everybody")
    parts = [
        tell_limit(names.get(name, name), *pair, kinds.get(name, "any")) for name, pair in limits.items()
    ]
    return say("mine_process.and").join(parts)


def tell_limit(name, above, at_most, kind):
    """Say one limit: ``days away at most 24``; of a column of 0 and 1, ``member: yes``."""
    if kind == "flag":
        return say("mine_process.limit_yes" if above >= 0 else "mine_process.limit_no", name=name)
    if kind == "any":
        low, high, loose = f"{above:,.4g}", f"{at_most:,.4g}", "_loose"
    else:
        low, high, loose = f"{np.floor(above) + 1:,.0f}", f"{np.floor(at_most):,.0f}", ""
    if above == -np.inf:
        return say("mine_process.limit_high", name=name, high=high)
    if at_most == np.inf:
        return say(f"mine_process.limit_low{loose}", name=name, low=low)
    if low == high:
        return say("mine_process.limit_one", name=name, value=low)
    return say(f"mine_process.limit_both{loose}", name=name, low=low, high=high)


def pruning_path(tree, table, target="responded", folds=5, seed=0):
    """Judge every size to which a tree can be pruned, by cross-validation.

    Cost-complexity pruning (Breiman, Friedman, Olshen and Stone 1984) charges `alpha` for each leaf; the
    dearer a leaf, the smaller the tree.

    Parameters
    ----------
    tree : sklearn.tree.DecisionTreeClassifier
        Its settings; it need not be fitted and is not changed.
    table : pandas.DataFrame
        Columns of numbers, and `target`.
    target : str
    folds : int, default 5
    seed : int, default 0

    Returns
    -------
    pandas.DataFrame, from the largest tree to the stump
        ``alpha``, ``leaves`` (int), ``score`` and ``error`` (mean area under the ROC curve in the folds left
        out, and its standard error), ``chosen`` (bool: the smallest tree within one standard error of the
        best, as Breiman and others advise).  ``leaves`` is counted on the tree grown on the whole table; in a
        fold the same price may keep more or fewer, so that even the row of one leaf can score above 0.5.

    Raises
    ------
    InputError
        For a missing column or a target that is not 0 and 1.

    Examples
    --------
    >>> import numpy as np, pandas as pd
    >>> from sklearn.tree import DecisionTreeClassifier
    >>> from crmlab.mine import pruning_path
    >>> silent = np.arange(200)
    >>> table = pd.DataFrame({"silent": silent, "responded": (silent < 60).astype(int)})
    >>> path = pruning_path(DecisionTreeClassifier(), table)
    >>> int(path.loc[path["chosen"], "leaves"].iloc[0])
    2
    """
    from sklearn.base import clone
    from sklearn.model_selection import StratifiedKFold, cross_val_score

    given = need_table(table, "table", {"target": target})
    yes, columns = need_target(given[target], target), given.drop(columns=target)
    if min(yes.sum(), len(yes) - yes.sum()) < folds:
        raise InputError(
            say("mine_process.few_for_folds", folds=folds, count=int(min(yes.sum(), len(yes) - yes.sum())))
        )
    start = clone(tree).set_params(random_state=seed)
    steps = start.cost_complexity_pruning_path(columns, yes)
    alphas = np.unique(np.clip(steps.ccp_alphas, 0, None))
    # Between two steps of the path the tree is the same; the geometric middle stands for both in the folds.
    middles = np.append(np.sqrt(alphas[:-1] * alphas[1:]), alphas[-1])
    cutter = StratifiedKFold(folds, shuffle=True, random_state=seed)
    rows = []
    for alpha in middles:
        grown = clone(start).set_params(ccp_alpha=alpha)
        scores = cross_val_score(grown, columns, yes, cv=cutter, scoring="roc_auc")
        leaves = grown.fit(columns, yes).get_n_leaves()
        rows.append((alpha, leaves, scores.mean(), scores.std(ddof=1) / np.sqrt(folds)))
    path = pd.DataFrame(rows, columns=["alpha", "leaves", "score", "error"]).drop_duplicates(
        "leaves", keep="last"
    )
    best = path.loc[path["score"].idxmax()]
    near = path["score"] >= best["score"] - best["error"]
    smallest = path.loc[near, "leaves"].min()
    return path.assign(chosen=path["leaves"] == smallest).reset_index(drop=True)
