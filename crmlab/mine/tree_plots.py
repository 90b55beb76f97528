"""The pictures of lesson 10a: a tree to be read, impurity, pruning, drift."""

import numpy as np

from crmlab.frames import InputError, need_table
from crmlab.language import say
from crmlab.language.style import AMBER, BLUE, GREY, ORANGE, SKY, house_axes
from crmlab.mine.checks import need_target, need_tree
from crmlab.mine.impurity import entropy, gini_impurity
from crmlab.mine.tree_text import column_kinds, tell_limit

_WHITE = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
_ROOM = 1.0  # height of a leaf
_BAR = 0.55  # width that a bar of the best leaf takes, in levels


def plot_tree(tree, table, target="responded", names=None, break_even=None, ax=None):
    """Draw a tree from left to right, as it is read aloud: a question on each branch, a rate on each leaf.

    The length of a leaf's bar is its rate in `table`; leaves above break-even are in colour.

    Parameters
    ----------
    tree, table, target, names, break_even
        As for `tree_rules`.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputError
        As `tree_rules`; for a tree of more than 16 leaves, which nobody can read.

    Examples
    --------
    >>> import pandas as pd
    >>> from sklearn.tree import DecisionTreeClassifier
    >>> from crmlab.mine import plot_tree
    >>> table = pd.DataFrame({"silent": [5, 9, 40, 60], "responded": [1, 1, 0, 0]})
    >>> tree = DecisionTreeClassifier(random_state=0).fit(table[["silent"]], table["responded"])
    >>> len(plot_tree(tree, table).patches)
    2
    """
    need_tree(tree)
    if tree.get_n_leaves() > 16:
        raise InputError(say("mine_process.too_wide", leaves=tree.get_n_leaves()))
    columns = list(tree.feature_names_in_)
    given = need_table(table, "table", [*columns, target])
    yes = need_target(given[target], target)
    kinds = column_kinds(given[columns])
    passed = np.asarray(tree.decision_path(given[columns]).todense()).astype(bool)
    rates = [
        yes[passed[:, node]].mean() if passed[:, node].any() else np.nan
        for node in range(tree.tree_.node_count)
    ]
    places = _places(tree.tree_)
    n_leaves, depth = tree.get_n_leaves(), tree.get_depth()
    ax = house_axes(ax, (10.0, 1.2 + 0.62 * n_leaves))
    top = max(rate for rate in rates if rate == rate)
    for node, (x, y) in places.items():
        people, rate = int(passed[:, node].sum()), rates[node]
        for side, child in enumerate((tree.tree_.children_left[node], tree.tree_.children_right[node])):
            if child == -1:
                continue
            to_x, to_y = places[child]
            ax.plot(
                [x + 0.02, x + 0.14, x + 0.14, to_x - 0.03], [y, y, to_y, to_y], color=GREY, linewidth=1.2
            )
            name = str(columns[tree.tree_.feature[node]])
            cut = float(tree.tree_.threshold[node])
            limit = (-np.inf, cut) if side == 0 else (cut, np.inf)
            told = tell_limit((names or {}).get(name, name), *limit, kinds[name])
            ax.text(x + 0.17, to_y + 0.17, told, fontsize=9.5, va="bottom")
        if tree.tree_.children_left[node] == -1:
            _draw_leaf(ax, depth, y, people, rate, top, break_even)
            ax.plot([x - 0.03, depth], [y, y], color=GREY, linewidth=1.2)
        else:
            told = say("mine_process.node", people=people, rate=rate)
            ax.text(x + 0.01, y, told, fontsize=9, ha="right", va="center", color=GREY, bbox=_WHITE, zorder=3)
    ax.set(xlim=(-0.32, depth + _BAR + 0.75), ylim=(-0.6, n_leaves * _ROOM - 0.2))
    ax.axis("off")
    return ax


def plot_impurity(ax=None):
    """Draw entropy and Gini impurity of a group against the share of 1 in it.

    Examples
    --------
    >>> from crmlab.mine import plot_impurity
    >>> len(plot_impurity().lines)
    2
    """
    ax = house_axes(ax, (6.5, 3.4))
    share = np.linspace(0, 1, 101)
    groups = [np.arange(100) < count for count in range(101)]
    curves = (entropy, "entropy", BLUE), (gini_impurity, "gini", ORANGE)
    for measure, key, colour in curves:
        height = [measure(group) for group in groups]
        ax.plot(share, height, color=colour)
        ax.text(0.5, max(height) + 0.03, say(f"mine_process.{key}"), color=colour, ha="center")
    ax.set(
        xlim=(0, 1),
        ylim=(0, 1.15),
        xlabel=say("mine_process.share_of_yes"),
        ylabel=say("mine_process.impurity"),
    )
    ax.xaxis.set_major_formatter(lambda x, _: f"{x:.0%}")
    return ax


def plot_pruning(path, ax=None):
    """Draw how a tree of each size does on customers it has not seen, and mark the chosen size.

    Parameters
    ----------
    path : pandas.DataFrame
        As `pruning_path` gives it.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.mine import plot_pruning
    >>> path = pd.DataFrame({"leaves": [9, 3], "score": [0.7, 0.7], "error": 0.02, "chosen": [False, True]})
    >>> plot_pruning(path).get_xscale()
    'log'
    """
    table = need_table(path, "path", ["leaves", "score", "error", "chosen"])
    ax = house_axes(ax, (7.0, 3.6))
    ax.fill_between(table["leaves"], table["score"] - table["error"], table["score"] + table["error"],
                    color=SKY, alpha=0.35, linewidth=0)  # fmt: skip
    ax.plot(table["leaves"], table["score"], color=BLUE, marker=".")
    chosen = table[table["chosen"]].iloc[0]
    ax.plot([chosen["leaves"]], [chosen["score"]], "o", color=ORANGE, markersize=10)
    told = say("mine_process.chosen_size", leaves=int(chosen["leaves"]))
    place = (chosen["leaves"], chosen["score"])
    ax.annotate(told, place, xytext=(10, -22), textcoords="offset points", color=ORANGE)
    ax.set_xscale("log")
    ticks = [size for size in (1, 2, 5, 10, 20, 50, 100, 200) if size <= table["leaves"].max() * 1.2]
    ax.set_xticks(ticks, [str(size) for size in ticks])
    ax.set_xticks([], minor=True)
    ax.margins(y=0.2)
    ax.set(xlabel=say("mine_process.leaves"), ylabel=say("mine_process.auc_unseen"))
    return ax


def plot_drift(report, names=None, ax=None):
    """Draw the shift of each column beside the two rules of thumb and beside what chance does.

    Parameters
    ----------
    report : pandas.DataFrame
        As `drift_report` gives it.
    names : dict of str to str, optional
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.mine import plot_drift
    >>> report = pd.DataFrame({"column": ["a"], "psi": [0.2], "by_chance": [0.01], "verdict": ["watch"]})
    >>> len(plot_drift(report).patches)
    1
    """
    from crmlab.mine.drift import ACT, WATCH

    table = need_table(report, "report", ["column", "psi", "by_chance", "verdict"]).iloc[::-1]
    ax = house_axes(ax, (7.0, 1.4 + 0.36 * len(table)))
    places = np.arange(len(table))
    colours = table["verdict"].map({"stable": BLUE, "watch": AMBER, "act": ORANGE})
    ax.barh(places, table["psi"], color=list(colours), height=0.6)
    ax.plot(table["by_chance"], places, "|", color="black", markersize=12)
    for limit, key in ((WATCH, "watch"), (ACT, "act")):
        ax.axvline(limit, color=GREY, linewidth=1, linestyle=(0, (4, 3)))
        ax.text(
            limit,
            len(table) - 0.35,
            say(f"mine_process.{key}"),
            color=GREY,
            ha="center",
            va="bottom",
            fontsize=9.5,
            bbox=_WHITE,
        )
    ax.set_yticks(places, [(names or {}).get(name, name) for name in table["column"]])
    ax.set(
        xlim=(0, max(0.3, table["psi"].max() * 1.1)),
        ylim=(-0.6, len(table) + 0.1),
        xlabel=say("mine_process.psi_axis"),
    )
    return ax


def _places(inside):
    """Give every node its depth and its height: leaves in line, a parent half-way between its children."""
    places, free = {}, [sum(inside.children_left == -1) * _ROOM - _ROOM]

    def walk(node, depth):
        left, right = int(inside.children_left[node]), int(inside.children_right[node])
        if left == -1:
            places[node] = (depth, free[0])
            free[0] -= _ROOM
        else:
            walk(left, depth + 1)
            walk(right, depth + 1)
            places[node] = (depth, (places[left][1] + places[right][1]) / 2)

    walk(0, 0)
    return places


def _draw_leaf(ax, x, y, people, rate, top, break_even):
    pays = break_even is None or rate > break_even
    height = _BAR * rate / top if top and rate == rate else 0
    ax.barh(y, height, left=x + 0.04, height=0.5, color=BLUE if pays else GREY, alpha=1 if pays else 0.5)
    told = say("mine_process.leaf", people=people, rate=rate) if people else say("mine_process.leaf_empty")
    ax.text(x + 0.08 + height, y, told, va="center", fontsize=9.5)
