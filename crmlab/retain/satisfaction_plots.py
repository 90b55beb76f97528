"""The pictures of the lesson on satisfaction."""

import numpy as np

from crmlab.frames import InputError, need_table
from crmlab.language import say
from crmlab.language.style import AMBER, BLUE, GREEN, GREY, ORANGE, PINK, house_axes

_DASHED = (0, (4, 3))
_KANO_COLOURS = {"A": GREEN, "O": BLUE, "M": ORANGE, "I": GREY, "R": PINK, "Q": AMBER}


def plot_quadrants(table, label, importance="importance", performance="performance", names=None, ax=None):
    """Draw facets by performance and importance, and the four quadrants.

    Parameters
    ----------
    table : pandas.DataFrame
        As `importance_performance` gives it.
    label, importance, performance : str
        Columns.
    names : dict of str to str, optional
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputError
        For a missing column, or a table without ``quadrant``.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import importance_performance, plot_quadrants
    >>> facets = pd.DataFrame({"facet": ["a", "b"], "importance": [30, 10], "performance": [6.0, 9.0]})
    >>> len(plot_quadrants(importance_performance(facets), "facet").texts)
    6
    """
    frame = need_table(table, "table", [label, importance, performance, "quadrant"])
    cut_i, cut_p = frame.attrs.get("cuts") or (frame[importance].mean(), frame[performance].mean())
    ax = house_axes(ax, (7.0, 4.8))
    x, y = frame[performance], frame[importance]
    colours = [ORANGE if name == "concentrate" else BLUE for name in frame["quadrant"]]
    ax.scatter(x, y, s=70, c=colours, zorder=3)
    for row in frame.to_dict("records"):
        name = (names or {}).get(row[label], row[label])
        # Away from the line in the middle, which runs through the crowd.
        left = row[performance] < cut_p
        ax.annotate(
            name, (row[performance], row[importance]), (-7 if left else 7, 5),
            textcoords="offset points", ha="right" if left else "left",
        )  # fmt: skip
    ax.axvline(cut_p, color=GREY, linewidth=1, linestyle=_DASHED)
    ax.axhline(cut_i, color=GREY, linewidth=1, linestyle=_DASHED)
    _room(ax, x, y)
    corners = {
        "concentrate": (0.01, 0.98),
        "keep_up": (0.99, 0.98),
        "low_priority": (0.01, 0.02),
        "overkill": (0.99, 0.02),
    }
    for name, (left, up) in corners.items():
        sides = {"ha": "left" if left < 0.5 else "right", "va": "top" if up > 0.5 else "bottom"}
        ax.text(
            left,
            up,
            say(f"satisfaction_plots.{name}"),
            transform=ax.transAxes,
            color=GREY,
            fontsize=10,
            **sides,
        )
    ax.set_xlabel(say("satisfaction_plots.performance"))
    ax.set_ylabel(say("satisfaction_plots.importance"))
    return ax


def plot_gaps(gaps, names=None, ax=None):
    """Draw what is expected and what is perceived, joined by the gap.

    Parameters
    ----------
    gaps : pandas.DataFrame
        As `servqual` gives it.
    names : dict of str to str, optional
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import plot_gaps
    >>> gaps = pd.DataFrame({"dimension": ["reliability"], "expected": [6.1], "perceived": [5.3],
    ...                      "gap": [-0.8]})
    >>> [tick.get_text() for tick in plot_gaps(gaps).get_yticklabels()]
    ['reliability']
    """
    table = need_table(gaps, "gaps", ["dimension", "expected", "perceived", "gap"]).iloc[::-1]
    ax = house_axes(ax, (7.2, 1.6 + 0.42 * len(table)))
    place = np.arange(len(table))
    ax.hlines(place, table["expected"], table["perceived"], color=GREY, linewidth=2, zorder=1)
    ax.scatter(table["expected"], place, s=70, facecolors="white", edgecolors=ORANGE, linewidths=2, zorder=3)
    ax.scatter(table["perceived"], place, s=70, color=BLUE, zorder=3)
    for at, row in zip(place, table.itertuples(), strict=True):
        ax.text(
            (row.expected + row.perceived) / 2,
            at + 0.16,
            f"{row.gap:+.2f}",
            ha="center",
            va="bottom",
            fontsize=9,
        )
    ax.set_yticks(place, [(names or {}).get(name, name) for name in table["dimension"]])
    ends = table[["expected", "perceived"]]
    ax.set(xlim=(ends.min(axis=None) - 0.25, ends.max(axis=None) + 0.25), ylim=(-0.6, len(table) - 0.2))
    ax.set_xlabel(say("satisfaction_plots.gaps_x"))
    return ax


def plot_kano(table, feature="feature_id", names=None, ax=None):
    """Draw features by Timko's two coefficients, with their intervals.

    Parameters
    ----------
    table : pandas.DataFrame
        As `kano` gives it.
    feature : str, default "feature_id"
    names : dict of str to str, optional
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import kano, plot_kano
    >>> pairs = pd.DataFrame({"feature_id": ["tag"] * 4, "functional": [2, 2, 1, 3],
    ...                       "dysfunctional": [5, 5, 5, 3]})
    >>> len(plot_kano(kano(pairs)).texts)
    1
    """
    ends = ["better_low", "better_high", "worse_low", "worse_high"]
    frame = need_table(table, "table", [feature, "category", "better", "worse", *ends])
    ax = house_axes(ax, (7.0, 5.0))
    for row in frame.to_dict("records"):
        x, y, colour = -row["worse"], row["better"], _KANO_COLOURS[row["category"]]
        ax.hlines(y, -row["worse_low"], -row["worse_high"], color=colour, linewidth=1.2)
        ax.vlines(x, row["better_low"], row["better_high"], color=colour, linewidth=1.2)
        ax.plot([x], [y], "o", color=colour, markersize=8)
        # Beside the dot where there is room, else below it.
        at, side = (7, 6), "left"
        if x > 0.72:
            at, side = (-7, 6), "right"
        elif 0.2 < x < 0.5:
            at, side = (0, -20), "center"
        label = f"{(names or {}).get(row[feature], row[feature])} {row['category']}"
        ax.annotate(label, (x, y), at, textcoords="offset points", ha=side, fontsize=10)
    ax.axvline(0.5, color=GREY, linewidth=1, linestyle=_DASHED)
    ax.axhline(0.5, color=GREY, linewidth=1, linestyle=_DASHED)
    ax.set(xlim=(0, 1), ylim=(0, 1))
    ax.set_xlabel(say("satisfaction_plots.worse"))
    ax.set_ylabel(say("satisfaction_plots.better"))
    return ax


def plot_intervals(table, label, value="mean", low="low", high="high", names=None, line=None, ax=None):
    """Draw estimates with their intervals, one line each, from top to bottom.

    Parameters
    ----------
    table : pandas.DataFrame
    label, value, low, high : str
        Columns.
    names : dict of str to str, optional
    line : float, optional
        Where a dashed line stands, such as the mean of all.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import plot_intervals
    >>> units = pd.DataFrame({"shop": ["a", "b"], "mean": [70, 80], "low": [65, 75], "high": [75, 85]})
    >>> [tick.get_text() for tick in plot_intervals(units, "shop").get_yticklabels()]
    ['b', 'a']
    """
    frame = need_table(table, "table", [label, value, low, high]).iloc[::-1]
    ax = house_axes(ax, (7.0, 1.4 + 0.36 * len(frame)))
    place = np.arange(len(frame))
    ax.hlines(place, frame[low], frame[high], color=BLUE, linewidth=2)
    ax.plot(frame[value], place, "o", color=BLUE, markersize=7)
    if line is not None:
        ax.axvline(line, color=GREY, linewidth=1, linestyle=_DASHED)
    ax.set_yticks(place, [(names or {}).get(name, str(name)) for name in frame[label]])
    ax.set_ylim(-0.6, len(frame) - 0.4)
    return ax


def plot_pulse(trend, ax=None):
    """Draw the trend of one question: the mean per period in its interval.

    Parameters
    ----------
    trend : pandas.DataFrame
        As `pulse` gives it.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import plot_pulse
    >>> trend = pd.DataFrame({"period": ["2025Q1", "2025Q2"], "mean": [7, 8], "low": [6, 7], "high": [8, 9]})
    >>> len(plot_pulse(trend).lines)
    1
    """
    frame = need_table(trend, "trend", ["period", "mean", "low", "high"])
    ax = house_axes(ax, (7.0, 3.6))
    place = np.arange(len(frame))
    ax.fill_between(place, frame["low"], frame["high"], color=BLUE, alpha=0.18, linewidth=0)
    ax.plot(place, frame["mean"], "o-", color=BLUE)
    ax.set_xticks(place, frame["period"])
    ax.set_xlabel(say("satisfaction_plots.quarter"))
    ax.set_ylabel(say("satisfaction_plots.points"))
    return ax


def plot_importance(found, names=None, ax=None):
    """Draw the shares of relative importance, with intervals where there are some.

    Parameters
    ----------
    found : pandas.DataFrame
        As `drivers` gives it.
    names : dict of str to str, optional
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputError
        For a missing column.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import plot_importance
    >>> found = pd.DataFrame({"driver": ["a", "b"], "share": [0.6, 0.4], "share_low": None,
    ...                       "share_high": None})
    >>> len(plot_importance(found).patches)
    2
    """
    table = need_table(found, "found", ["driver", "share", "share_low", "share_high"]).sort_values("share")
    if table["share"].isna().any():
        raise InputError(say("satisfaction.empty_cell"))
    ax = house_axes(ax, (7.0, 1.2 + 0.42 * len(table)))
    ax.barh(
        [(names or {}).get(name, name) for name in table["driver"]], table["share"], color=BLUE, height=0.6
    )
    if table["share_low"].notna().all():
        place = np.arange(len(table))
        ax.hlines(place, table["share_low"], table["share_high"], color=ORANGE, linewidth=2)
    ax.xaxis.set_major_formatter(lambda x, _: f"{x:.0%}")
    ax.set_xlabel(say("satisfaction_plots.share"))
    return ax


def plot_grades(table, names=None, ax=None):
    """Draw the share of customers in each grade.

    Parameters
    ----------
    table : pandas.DataFrame
        As `grade_table` gives it.
    names : list of str, optional
        Names of the grades; their numbers if not given.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> from crmlab.retain import grade_table, plot_grades
    >>> len(plot_grades(grade_table([50, 90])).patches)
    7
    """
    frame = need_table(table, "table", ["grade", "share"])
    ax = house_axes(ax, (7.4, 3.4))
    bars = ax.bar(range(len(frame)), frame["share"], color=BLUE, width=0.7)
    ax.bar_label(bars, [f"{share:.0%}" for share in frame["share"]], padding=2, fontsize=10)
    ax.set_xticks(range(len(frame)), list(names) if names is not None else list(frame["grade"]))
    ax.yaxis.set_major_formatter(lambda y, _: f"{y:.0%}")
    ax.set_ylim(0, 1.15 * max(frame["share"].max(), 0.01))
    ax.set_ylabel(say("satisfaction_plots.customers"))
    return ax


def _room(ax, x, y):
    """Leave room for the labels, so that none hangs over the edge."""
    wide, tall = max(x.max() - x.min(), 1e-9), max(y.max() - y.min(), 1e-9)
    ax.set(
        xlim=(x.min() - 0.3 * wide, x.max() + 0.6 * wide), ylim=(y.min() - 0.2 * tall, y.max() + 0.25 * tall)
    )
