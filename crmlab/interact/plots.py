"""The pictures of the chapter's first lesson: hours, response curves, uplift curves."""

import numpy as np

from crmlab.frames import InputError, need_table
from crmlab.language import say
from crmlab.language.style import BLUE, GREY, ORANGE, house_axes

_DASHED = (0, (4, 3))


def plot_hours(hours, names=None, ax=None):
    """Draw the share of calls answered by hour and group, each group's best hour framed.

    Parameters
    ----------
    hours : pandas.DataFrame
        As `best_hours` gives it with `by`; its first column names the groups.
    names : dict of str to str, optional
        What to call the groups.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputError
        For a missing column, or hours without groups.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.interact import plot_hours
    >>> hours = pd.DataFrame({"district": ["lane", "lane"], "hour": [9, 19], "rate": [0.4, 0.5],
    ...                       "best": [False, True]})
    >>> [tick.get_text() for tick in plot_hours(hours).get_xticklabels()]
    ['9', '19']
    """
    table = need_table(hours, "hours", ["hour", "rate", "best"])
    group = table.columns[0]
    if group == "hour":
        raise InputError(say("interact_plots.no_groups"))
    wide = table.pivot_table(index=group, columns="hour", values="rate")
    ax = house_axes(ax, (7.4, 0.9 + 0.42 * len(wide)))
    ax.imshow(wide, cmap="Blues", vmin=0, vmax=max(0.7, wide.max(axis=None)), aspect="auto")
    best = table[table["best"]].set_index(group)["hour"]
    for row, name in enumerate(wide.index):
        for column, hour in enumerate(wide.columns):
            rate = wide.loc[name, hour]
            if np.isnan(rate):
                continue
            colour = "white" if rate > 0.42 else "black"
            ax.text(column, row, f"{rate:.0%}", ha="center", va="center", color=colour, fontsize=9)
            if best[name] == hour:
                ax.add_patch(_frame(column, row))
    ax.set_xticks(range(wide.shape[1]), [str(hour) for hour in wide.columns])
    ax.set_yticks(range(len(wide)), [(names or {}).get(name, name) for name in wide.index])
    ax.tick_params(length=0)
    for side in ax.spines.values():
        side.set_visible(False)
    ax.set_xlabel(say("interact_plots.hours_x"))
    return ax


def plot_response_curves(curves, spends, most, names=None, ax=None):
    """Draw each channel's response curve, with a dot now and an arrow to the proposed spend.

    Parameters
    ----------
    curves : pandas.DataFrame
        ``channel``, ``scale``, ``elasticity`` and, if there is one, ``value``.
    spends : pandas.DataFrame
        ``channel``, ``now``, ``proposed`` (yuan).
    most : float
        Where the axis ends, in yuan.
    names : dict of str to str, optional
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
    >>> from crmlab.interact import plot_response_curves
    >>> curves = pd.DataFrame({"channel": ["print"], "scale": [1.0], "elasticity": [0.5]})
    >>> spends = pd.DataFrame({"channel": ["print"], "now": [10_000.0], "proposed": [40_000.0]})
    >>> len(plot_response_curves(curves, spends, 50_000).lines)
    2
    """
    table = need_table(curves, "curves", ["channel", "scale", "elasticity"])
    moves = need_table(spends, "spends", ["channel", "now", "proposed"]).set_index("channel")
    table = table.assign(height=table["scale"] * table.get("value", 1.0))
    ax = house_axes(ax, (7.4, 4.4))
    x, ends = np.linspace(0, most, 200), []
    for row in table.itertuples():

        def at(spend, row=row):
            return row.height * spend**row.elasticity

        (line,) = ax.plot(x / 1e4, at(x), linewidth=1.8)
        now, proposed = moves.loc[row.channel, ["now", "proposed"]]
        ax.plot([now / 1e4], [at(now)], "o", color=line.get_color(), markersize=7)
        ax.annotate(
            "", (proposed / 1e4, at(proposed)), (now / 1e4, at(now)),
            arrowprops={"arrowstyle": "-|>", "color": line.get_color(), "linewidth": 2.2},
        )  # fmt: skip
        ends.append((at(most), (names or {}).get(row.channel, row.channel), line.get_color()))
    ax.set(xlim=(0, most / 1e4), ylim=(0, None))
    _label_ends(ax, most / 1e4, ends)
    ax.set_xlabel(say("interact_plots.budget_x"))
    ax.set_ylabel(say("interact_plots.budget_y"))
    return ax


def plot_uplift_curves(curves, ax=None):
    """Draw uplift curves, and the line of contacting by lot.

    Parameters
    ----------
    curves : dict of str to pandas.DataFrame
        By their label, as `uplift_curve` or `expected_curve` gives them; the first one's line of chance is
        drawn.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputError
        For no curves, or a table that is none.

    Examples
    --------
    >>> from crmlab.interact import expected_curve, plot_uplift_curves
    >>> ax = plot_uplift_curves({"model": expected_curve([2, 1], [0.4, 0.0])})
    >>> len(ax.lines)
    2
    """
    if not isinstance(curves, dict) or not curves:
        raise InputError(say("interact_plots.no_curves"))
    ax = house_axes(ax, (7.0, 4.2))
    for colour, (label, curve) in zip((BLUE, ORANGE, "black", GREY), curves.items(), strict=False):
        table = need_table(curve, str(label), ["share", "gain", "random"])
        ax.plot(table["share"], table["gain"], color=colour, linewidth=1.8, label=label)
    first = next(iter(curves.values()))
    ax.plot(
        first["share"], first["random"], color=GREY, linewidth=1.2, linestyle=_DASHED,
        label=say("interact_plots.by_lot"),
    )  # fmt: skip
    ax.legend(loc="lower right")
    ax.xaxis.set_major_formatter(lambda x, _: f"{x:.0%}")
    ax.set_xlim(0, 1)
    ax.set_xlabel(say("interact_plots.uplift_x"))
    ax.set_ylabel(say("interact_plots.uplift_y"))
    return ax


def _label_ends(ax, x, ends):
    """Write each label beside the end of its curve, a line's height above the one below."""
    height, below = 0.055 * ax.get_ylim()[1], -np.inf
    for y, label, colour in sorted(ends):
        below = max(y, below + height)
        ax.annotate(
            label, (x, below), xytext=(5, 0), textcoords="offset points", va="center", color=colour,
            annotation_clip=False,
        )  # fmt: skip


def _frame(column, row):
    from matplotlib.patches import Rectangle

    corner = (column - 0.5, row - 0.5)
    return Rectangle(corner, 1, 1, fill=False, edgecolor=ORANGE, linewidth=2.4, clip_on=False)
