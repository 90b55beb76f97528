"""The pictures of baskets and recommendations."""

import numpy as np

from crmlab.frames import InputError, need_columns, need_rows, open_frame
from crmlab.language import say
from crmlab.language.style import AMBER, BLUE, GREY, ORANGE, house_axes


def plot_within(pairs, labels=None, mark=3, ax=None, neutral=None):
    """Draw each pair's lift over all baskets against its lift within strata.

    What falls on the line at the bottom owes its lift to who buys, not to what lies beside what.

    Parameters
    ----------
    pairs : pandas.DataFrame
        As `lift_within` gives it: ``item_a``, ``item_b``, ``lift``, ``lift_within``.
    labels : Series or dict, optional
        What the items are called on the figure.
    mark : int, default 3
        How many pairs, those with the largest lift, are named.
    ax : matplotlib.axes.Axes, optional
    neutral : float, optional
        The lift of things that have nothing to do with each other, drawn as a dashed line: in short baskets
        it is below 1.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import plot_within
    >>> pairs = pd.DataFrame({"item_a": ["razor"], "item_b": ["tea"], "lift": [8.7], "lift_within": [4.1]})
    >>> plot_within(pairs).get_xlabel()
    'Lift over all baskets'
    """
    _need(pairs, "pairs", ("item_a", "item_b", "lift", "lift_within"))
    ax = house_axes(ax, (7.0, 4.2))
    ax.axhline(1, color=GREY, linewidth=1)
    if neutral is not None:
        ax.axhline(neutral, color=GREY, linewidth=1, linestyle="--")
    ax.plot(pairs["lift"], pairs["lift_within"], "o", color=BLUE, markersize=4, alpha=0.45)
    highest = np.nanmax(pairs["lift_within"])
    leader = {"arrowstyle": "-", "color": GREY, "linewidth": 0.8, "relpos": (0, 0), "shrinkA": 0}
    lower = 0
    for row in pairs.nlargest(mark, "lift").itertuples():
        ax.plot([row.lift], [row.lift_within], "o", color=ORANGE, markersize=8)
        # Pairs near the bottom are named above their dot, each higher than the one to its right.
        low = row.lift_within < 0.6 * highest
        lower += low
        # What lies on the right is named to the left, so that the name does not leave the figure.
        right = row.lift > 0.5 * pairs["lift"].max()
        ax.annotate(
            say("baskets.plot_pair", a=_name(row.item_a, labels), b=_name(row.item_b, labels)),
            (row.lift, row.lift_within),
            xytext=(0, 22 * lower) if low else (-10 if right else 10, -4),
            textcoords="offset points",
            ha="right" if right and not low else "left",
            arrowprops=leader if low else None,
        )
    ax.set_xlim(left=0)
    ax.set_ylim(0, highest * 1.12)
    ax.set_xlabel(say("baskets.plot_lift"))
    ax.set_ylabel(say("baskets.plot_within"))
    return ax


def plot_shelf_move(move, labels=None, ax=None):
    """Draw the shares before and after a move, in baskets with the neighbour and in the others.

    Parameters
    ----------
    move : crmlab.personalize.ShelfMove
    labels : pair of str, optional
        What the baskets with the neighbour and the others are called on the figure.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import plot_shelf_move, shelf_move, to_lines
    >>> lines = to_lines([["a"], ["a", "b"], ["c"], ["c"], ["a", "b"], ["a"], ["c"], ["c", "b"]])
    >>> lines["ordered_on"] = pd.Timestamp("2025-01-01")
    >>> lines.loc[lines["order_id"] > 4, "ordered_on"] = pd.Timestamp("2025-06-01")
    >>> plot_shelf_move(shelf_move(lines, "b", "a", "2025-03-01")).get_ylabel()
    'Share of baskets with the item'
    """
    table = getattr(move, "table", None)
    if table is None:
        raise InputError(say("baskets.not_a_move", kind=type(move).__name__))
    ax = house_axes(ax, (7.0, 3.8))
    labels = labels or (say("baskets.plot_with"), say("baskets.plot_without"))
    for neighbour, colour, label in zip((True, False), (ORANGE, GREY), labels, strict=True):
        rows = table[table["neighbour"] == neighbour].sort_values("after")
        share = rows["share"].to_numpy()
        spread = np.abs(rows[["low", "high"]].to_numpy().T - share)
        ax.errorbar([0, 1], share, yerr=spread, color=colour, marker="o", markersize=8, capsize=5)
        ax.annotate(
            label,
            (1, share[1]),
            xytext=(12, 0),
            textcoords="offset points",
            va="center",
            color=colour,
        )
    ax.set_xticks([0, 1], [say("baskets.plot_before"), say("baskets.plot_after")])
    ax.set(xlim=(-0.3, 1.75))
    ax.set_ylim(bottom=0)
    ax.yaxis.set_major_formatter(lambda y, _: f"{y:.0%}")
    ax.set_ylabel(say("baskets.plot_share"))
    return ax


def plot_judged(table, column="precision", labels=None, ax=None):
    """Draw how the ways of recommending compare.

    Parameters
    ----------
    table : pandas.DataFrame
        One row for each way, its name as the index; a column as `judge` gives it.
    column : str, default "precision"
    labels : dict, optional
        What the ways are called on the figure.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import plot_judged
    >>> len(plot_judged(pd.DataFrame({"precision": [0.4, 0.5]}, index=["popular", "factors"])).patches)
    2
    """
    _need(table, "table", (column,))
    ax = house_axes(ax, (7.0, 0.9 + 0.5 * len(table)))
    ordered = table[column].sort_values()
    best = ordered.index[-1]
    colours = [ORANGE if way == best else AMBER if way == "popular" else BLUE for way in ordered.index]
    ax.barh([_name(way, labels) for way in ordered.index], ordered, color=colours, height=0.65)
    for place, value in enumerate(ordered):
        ax.annotate(f"{value:.1%}", (value, place), xytext=(5, 0), textcoords="offset points", va="center")
    ax.margins(x=0.12)
    ax.xaxis.set_major_formatter(lambda x, _: f"{x:.0%}")
    return ax


def _name(code, labels):
    return str(code) if labels is None else str(labels[code])


def _need(table, name, columns):
    need_columns(open_frame(table, name), {column: column for column in columns}, name)
    need_rows(len(table), name)
