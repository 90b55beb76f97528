"""The pictures of the chapter's second lesson: control charts, confusion, offers against the stake."""

import numpy as np

from crmlab.frames import need_table
from crmlab.interact.recovery import recovery_table
from crmlab.language import say
from crmlab.language.style import BLUE, GREY, ORANGE, house_axes

_DASHED = (0, (4, 3))
_LABELS = 9  # so many points get a label on the axis, at most


def plot_control_chart(chart, percent=False, ax=None):
    """Draw a control chart: points, centre, limits, and the signals in another colour.

    Parameters
    ----------
    chart : pandas.DataFrame
        As `p_chart`, `u_chart` or `xmr_chart` gives it.
    percent : bool, default False
        Label the values as per cent.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputError
        For a missing column or an empty chart.

    Examples
    --------
    >>> from crmlab.interact import plot_control_chart, u_chart
    >>> ax = plot_control_chart(u_chart([4, 6, 5, 5], [1, 1, 1, 1]))
    >>> len(ax.get_xticklabels())
    4
    """
    table = need_table(chart, "chart", ["point", "value", "centre", "low", "high", "signal"])
    ax = house_axes(ax, (7.4, 3.4))
    at = np.arange(len(table))
    ax.step(at, table["high"], where="mid", color=GREY, linewidth=1, linestyle=_DASHED)
    ax.step(at, table["low"], where="mid", color=GREY, linewidth=1, linestyle=_DASHED)
    ax.plot(at, table["centre"], color=GREY, linewidth=1)
    ax.plot(at, table["value"], color=BLUE, linewidth=1.2, marker="o", markersize=4)
    beyond, run = table["signal"] == "beyond", table["signal"] == "run"
    ax.plot(at[beyond], table["value"][beyond], "o", color=ORANGE, markersize=8)
    ax.plot(at[run], table["value"][run], "s", color=ORANGE, markersize=6, markerfacecolor="white")
    step = -(-len(table) // _LABELS)
    ax.set_xticks(at[::step], table["point"][::step])
    if percent:
        ax.yaxis.set_major_formatter(lambda y, _: f"{y:.0%}")
    ax.margins(x=0.02)
    if (table["low"] >= 0).all():
        ax.set_ylim(bottom=0)
    return ax


def plot_confusion(table, names=None, ax=None):
    """Draw a confusion table: rows what it was, columns what was said.

    Parameters
    ----------
    table : pandas.DataFrame
        As `confusion` gives it.
    names : dict of str to str, optional
        What to call the classes.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> from crmlab.interact import confusion, plot_confusion
    >>> ax = plot_confusion(confusion(["late", "rude"], ["late", "late"]), {"late": "too late"})
    >>> [tick.get_text() for tick in ax.get_yticklabels()]
    ['too late', 'rude']
    """
    ax = house_axes(ax, (6.2, 0.9 + 0.45 * len(table)))
    share = table.div(table.sum(axis=1).clip(lower=1), axis=0)
    ax.imshow(share, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    for row, column in np.ndindex(table.shape):
        colour = "white" if share.iloc[row, column] > 0.55 else "black"
        if table.iloc[row, column]:
            ax.text(column, row, table.iloc[row, column], ha="center", va="center", color=colour, fontsize=10)
    said = [(names or {}).get(name, str(name)) for name in table.columns]
    ax.set_xticks(range(len(said)), said, fontsize=9)
    ax.set_yticks(range(len(said)), said, fontsize=9)
    ax.tick_params(length=0)
    for side in ax.spines.values():
        side.set_visible(False)
    ax.set_xlabel(say("complaints.confusion_said"))
    ax.set_ylabel(say("complaints.confusion_true"))
    return ax


def plot_recovery(offers, most, names=None, ax=None):
    """Draw what each offer is worth against the stake; the best at each stake is the upper edge.

    Parameters
    ----------
    offers : pandas.DataFrame
        ``offer``, ``saved``, ``cost``, as for `recovery_table`.
    most : float
        Where the axis of the stakes ends, in yuan.
    names : dict of str to str, optional
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputError
        As `recovery_table`.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.interact import plot_recovery
    >>> offers = pd.DataFrame({"offer": ["none", "refund"], "saved": [0, 0.15], "cost": [0, 20]})
    >>> len(plot_recovery(offers, 500).texts)
    2
    """
    grid = recovery_table(offers, np.linspace(0, most, 101))
    ax = house_axes(ax, (7.0, 3.8))
    ends = []
    for offer, line in grid.groupby("offer", sort=False):
        (drawn,) = ax.plot(line["stake"], line["net"], linewidth=1.6)
        ends.append((line["net"].iloc[-1], (names or {}).get(offer, offer), drawn.get_color()))
    best = grid[grid["best"]]
    ax.plot(best["stake"], best["net"], color="black", linewidth=5, alpha=0.18, zorder=0)
    ax.set_xlim(0, most)
    low, high = ax.get_ylim()
    below = -np.inf
    for height, label, colour in sorted(ends):
        below = max(height, below + 0.07 * (high - low))
        ax.annotate(
            label, (most, below), xytext=(5, 0), textcoords="offset points", va="center", color=colour,
            annotation_clip=False,
        )  # fmt: skip
    ax.set_xlabel(say("complaints.recovery_x"))
    ax.set_ylabel(say("complaints.recovery_y"))
    return ax
