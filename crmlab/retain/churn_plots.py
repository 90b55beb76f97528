"""The pictures of lesson 7c: survival curves, calibration, reasons."""

import numpy as np

from crmlab.frames import InputError, need_table
from crmlab.language import say
from crmlab.language.style import BLUE, GREEN, GREY, ORANGE, house_axes

_DASHED = (0, (4, 3))


def plot_kaplan_meier(curves, ax=None):
    """Draw survival curves as steps, each with its name at its end and its interval if it has one.

    Parameters
    ----------
    curves : dict of str to pandas.DataFrame
        By their label, as `kaplan_meier` gives them without groups.  Each ends when its last customer was
        watched, if ``.attrs["until"]`` says so.
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
    >>> from crmlab.retain import kaplan_meier, plot_kaplan_meier
    >>> ax = plot_kaplan_meier({"all": kaplan_meier([2, 3, 3, 5], [1, 0, 1, 0])})
    >>> len(ax.lines)
    1
    """
    if not isinstance(curves, dict) or not curves:
        raise InputError(say("churn_plots.no_curves"))
    ax = house_axes(ax, (7.0, 3.8))
    watched = [curve.attrs.get("until", curve["time"].max()) for curve in curves.values()]
    until, ends = max(watched), []
    for (label, curve), last, colour in zip(
        curves.items(), watched, (BLUE, ORANGE, GREEN, GREY), strict=False
    ):
        table = need_table(curve, str(label), ["time", "survival"])
        time = np.append(table["time"], last)
        share = np.append(table["survival"], table["survival"].iloc[-1])
        ax.step(time, share, where="post", color=colour, linewidth=1.8)
        if {"low", "high"} <= set(table.columns):
            ax.fill_between(
                table["time"], table["low"], table["high"], step="post", color=colour, alpha=0.15, linewidth=0
            )
        ends.append((share[-1], label, colour))
    _label_ends(ax, until, ends)
    ax.set(xlim=(0, until), ylim=(0, 1.02))
    ax.yaxis.set_major_formatter(lambda y, _: f"{y:.0%}")
    ax.set_ylabel(say("churn_plots.still_here"))
    return ax


def plot_calibration(lift, ax=None):
    """Draw what was predicted against what came, group by group; on the diagonal they agree.

    Parameters
    ----------
    lift : pandas.DataFrame
        As `lift_table` gives it.
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
    >>> from crmlab.retain import lift_table, plot_calibration
    >>> ax = plot_calibration(lift_table([0.9, 0.6, 0.3, 0.1], [1, 1, 0, 0], groups=2))
    >>> ax.lines[1].get_ydata().tolist()
    [1.0, 0.0]
    """
    table = need_table(lift, "lift", ["predicted", "churned", "customers"])
    ax = house_axes(ax, (5.2, 4.2))
    end = 1.1 * max(table["predicted"].max(), table["churned"].max())
    ax.plot([0, end], [0, end], color=GREY, linewidth=1, linestyle=_DASHED)
    error = 1.96 * np.sqrt(table["churned"] * (1 - table["churned"]) / table["customers"])
    ax.plot(table["predicted"], table["churned"], "o", color=BLUE, markersize=7)
    ax.vlines(
        table["predicted"],
        (table["churned"] - error).clip(lower=0),
        table["churned"] + error,
        color=BLUE,
        linewidth=1.2,
    )
    ax.annotate(
        say("churn_plots.perfect"), (0.8 * end, 0.8 * end), xytext=(6, -6), textcoords="offset points",
        ha="left", va="top", color=GREY,
    )  # fmt: skip
    ax.set(xlim=(0, end), ylim=(0, None))
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(lambda share, _: f"{share:.0%}")
    ax.set_xlabel(say("churn_plots.predicted"))
    ax.set_ylabel(say("churn_plots.came"))
    return ax


def plot_pareto_reasons(pareto, names=None, ax=None):
    """Draw reasons as bars, the largest first, and the cumulative share as a line.

    Parameters
    ----------
    pareto : pandas.DataFrame
        As `pareto_table` gives it.
    names : dict of str to str, optional
        What to call the reasons.
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
    >>> from crmlab.retain import pareto_table, plot_pareto_reasons
    >>> ax = plot_pareto_reasons(pareto_table(["price", "late", "price"]))
    >>> [round(float(bar.get_height()), 2) for bar in ax.patches]
    [0.67, 0.33]
    """
    table = need_table(pareto, "pareto", ["reason", "share", "cumulative"])
    ax = house_axes(ax, (7.0, 3.6))
    bars = ax.bar(range(len(table)), table["share"], color=BLUE, width=0.65)
    ax.bar_label(bars, [f"{share:.0%}" for share in table["share"]], fontsize=10, padding=6)
    ax.plot(range(len(table)), table["cumulative"], color=ORANGE, marker="o", markersize=5)
    ax.annotate(
        say("churn_plots.cumulative"), (len(table) - 1, table["cumulative"].iloc[-1]), xytext=(0, 8),
        textcoords="offset points", ha="right", color=ORANGE,
    )  # fmt: skip
    ax.set_xticks(range(len(table)), [(names or {}).get(reason, reason) for reason in table["reason"]])
    ax.set_ylim(0, 1.16)
    ax.set_yticks([0, 0.5, 1.0])
    ax.yaxis.set_major_formatter(lambda share, _: f"{share:.0%}")
    ax.set_ylabel(say("churn_plots.of_cases"))
    return ax


def _label_ends(ax, until, ends):
    """Write each label beside the end of its curve, a line's height above the one below."""
    below = -1.0
    for share, label, colour in sorted(ends):
        below = max(share, below + 0.075)
        ax.annotate(
            label, (until, below), xytext=(5, 0), textcoords="offset points", va="center", color=colour,
            annotation_clip=False,
        )  # fmt: skip
