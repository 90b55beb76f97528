"""The pictures of the portfolio: whale curve, matrix, value of the budget, arguments for a k."""

import numpy as np

from crmlab.differentiate.contribution import whale_curve
from crmlab.differentiate.plots import _percent
from crmlab.differentiate.relation import QUADRANTS
from crmlab.frames import need_table
from crmlab.language import say
from crmlab.language.style import AMBER, BLUE, GREEN, GREY, ORANGE, PINK, house_axes

_COLOURS = dict(zip(QUADRANTS, (GREEN, BLUE, ORANGE, GREY), strict=True))
_MARKERS = dict(zip(QUADRANTS, ("o", "^", "s", "x"), strict=True))


def plot_whale(values, other=None, ax=None):
    """Draw the whale curve, with its peak, and another curve to compare.

    Parameters
    ----------
    values : list, numpy array, or Series of any engine
        One contribution for each customer, in yuan.
    other : the same, optional
        Contributions with the costs spread by sales, drawn in grey.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputError
        As `whale_curve`.

    Examples
    --------
    >>> from crmlab.differentiate import plot_whale
    >>> plot_whale([60, -25, 65]).texts[0].get_text()
    'peak 125%, at 67% of customers'
    """
    curve = whale_curve(values)
    ax = house_axes(ax, (7.0, 4.4))
    ax.axhline(1, color=GREY, linewidth=1, linestyle=(0, (4, 3)))
    ax.plot(curve["customers_share"], curve["value_share"], color=BLUE)
    at = curve["value_share"].idxmax()
    x, y = curve.loc[at, ["customers_share", "value_share"]]
    ax.plot([x], [y], marker="o", color=ORANGE, markersize=7)
    ax.annotate(
        say("portfolio.whale_peak", peak=_height(y), customers=x), (x, y), color=ORANGE,
        ha="right" if x > 0.8 else "center", xytext=(0, 8), textcoords="offset points",
    )  # fmt: skip
    if other is not None:
        flat = whale_curve(other)
        ax.plot(flat["customers_share"], flat["value_share"], color=GREY, linewidth=1.6)
        middle = flat.iloc[3 * len(flat) // 10]
        ax.annotate(
            say("portfolio.whale_other"), tuple(middle), color=GREY, va="top",
            xytext=(6, -8), textcoords="offset points",
        )  # fmt: skip
    _percent(ax.xaxis)
    _percent(ax.yaxis)
    ax.set(xlim=(0, 1), ylim=(min(0.0, curve["value_share"].min()), 1.12 * max(1.0, y)))
    ax.set_xlabel(say("portfolio.whale_x"))
    ax.set_ylabel(say("portfolio.whale_y"))
    return ax


def _height(peak):
    # A peak just above the whole must not read as the whole.
    return f"{peak:.1%}" if 1 < peak < 1.01 else f"{peak:.0%}"


def plot_relation(placed, value="contribution", relation="relation", ax=None):
    """Draw value against relation, one mark for each customer, with the four kinds named and counted.

    Parameters
    ----------
    placed : pandas.DataFrame
        As `value_relation` gives it.
    value, relation : str
        Columns.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputError
        For a missing column or an empty table.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate import plot_relation, value_relation
    >>> people = pd.DataFrame({"contribution": [9.0, -9.0], "relation": [0.9, 0.1]})
    >>> [text.get_text() for text in plot_relation(value_relation(people)).texts]
    ['True friends: 1', 'Strangers: 1']
    """
    table = need_table(placed, "placed", [value, relation, "quadrant"])
    ax = house_axes(ax, (7.0, 4.8))
    corners = {"true_friend": (0.98, 0.98), "butterfly": (0.02, 0.98)}
    corners |= {"barnacle": (0.98, 0.03), "stranger": (0.02, 0.03)}
    for code, (x, y) in corners.items():
        rows = table[table["quadrant"] == code]
        if rows.empty:
            continue
        ax.plot(
            rows[relation], rows[value], linestyle="", marker=_MARKERS[code], color=_COLOURS[code],
            markersize=5, alpha=0.75,
        )  # fmt: skip
        ax.text(
            x, y, say("portfolio.matrix_name", name=say(f"portfolio.name_{code}"), count=len(rows)),
            transform=ax.transAxes, color=_COLOURS[code], ha="right" if x > 0.5 else "left",
            va="top" if y > 0.5 else "bottom",
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.7, "pad": 1},
        )  # fmt: skip
    # A few giants and many small ones: linear near zero, logarithmic beyond.
    ax.set_yscale("symlog", linthresh=2000, linscale=0.8)
    low, high = table[value].min(), table[value].max()
    # Room above and below the marks for the names.
    ax.set_ylim(min(low, 0) * 6 - 2000, max(high, 0) * 6 + 2000)
    ax.set_xlim(-0.02, 1.02)
    ax.yaxis.set_major_formatter(lambda yuan, _: f"{yuan:,.0f}")
    ax.axhline(0, color=GREY, linewidth=1)
    ax.set_xlabel(say("portfolio.matrix_x"))
    ax.set_ylabel(say("portfolio.matrix_y"))
    return ax


def plot_budget(curve, points=None, ax=None):
    """Draw what each budget gains at best, and marks for other ways of spending.

    Parameters
    ----------
    curve : pandas.DataFrame
        As `budget_curve` gives it.
    points : list of (str, Plan), optional
        Plans to mark, with the words that stand beside them.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputError
        For a missing column or an empty table.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate import plot_budget
    >>> plot_budget(pd.DataFrame({"outlay": [0.0, 4.0], "gain": [0.0, 10.0]})).get_xlabel()
    'Budget (yuan)'
    """
    table = need_table(curve, "curve", ["outlay", "gain"])
    ax = house_axes(ax, (7.0, 4.2))
    ax.plot(table["outlay"], table["gain"], color=BLUE)
    for (word, plan), colour, marker in zip(points or [], (ORANGE, PINK, AMBER), "osD", strict=False):
        ax.plot(
            [plan.outlay], [plan.gain], linestyle="", marker=marker, color=colour, markersize=9, clip_on=False
        )
        # Below the curve there is room, but not below the axis.
        beside = (10, -16) if plan.gain > 0.1 * table["gain"].max() else (10, 5)
        ax.annotate(word, (plan.outlay, plan.gain), color=colour, xytext=beside, textcoords="offset points")
    ax.set_xlim(left=0)
    ax.set_ylim(bottom=min([0.0, *(plan.gain for _, plan in points or [])]) * 1.1)
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(lambda yuan, _: f"{yuan:,.0f}")
    ax.set_xlabel(say("portfolio.curve_x"))
    ax.set_ylabel(say("portfolio.curve_y"))
    return ax


def plot_k(arguments, ax=None):
    """Draw the arguments for a number of groups: silhouette, that of shuffled columns, stability.

    Parameters
    ----------
    arguments : pandas.DataFrame
        As `compare_k` gives it.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputError
        For a missing column or an empty table.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate import plot_k
    >>> arguments = pd.DataFrame({"k": [2, 3], "silhouette": [0.3, 0.5], "shuffled": [0.2, 0.2],
    ...                           "stability": [0.7, 0.9]})
    >>> len(plot_k(arguments).lines)
    3
    """
    table = need_table(arguments, "arguments", ["k", "silhouette", "shuffled", "stability"])
    ax = house_axes(ax, (6.4, 3.6))
    styles = (("stability", GREEN, "o"), ("silhouette", BLUE, "s"), ("shuffled", GREY, "^"))
    for name, colour, marker in styles:
        ax.plot(
            table["k"], table[name], color=colour, marker=marker, linewidth=1.8,
            linestyle="--" if name == "shuffled" else "-", label=say(f"portfolio.k_{name}"),
        )  # fmt: skip
    ax.set_xticks(table["k"])
    ax.set_ylim(min(0.0, float(np.nanmin(table[["silhouette", "shuffled"]]))), 1.05)
    ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
    ax.set_xlabel(say("portfolio.k_x"))
    ax.set_ylabel(say("portfolio.k_y"))
    return ax
