"""The pictures of the lesson on loyalty: types, curves, slopes, odds, and the answers behind an NPS."""

import numpy as np

from crmlab.frames import need_table, to_numbers
from crmlab.language import say
from crmlab.language.style import BLUE, COLOURS, GREEN, GREY, ORANGE, house_axes
from crmlab.retain.loyalty import TYPES, loyalty_types
from crmlab.retain.nps import DETRACTOR, PROMOTER

_DASHED = (0, (4, 3))
_CORNERS = {"true": (0.98, 0.97), "latent": (0.02, 0.97), "spurious": (0.98, 0.03), "none": (0.02, 0.03)}
_TYPE_COLOURS = dict(zip(TYPES, COLOURS, strict=False))


def plot_loyalty_types(table, attitude, behaviour, cuts=None, ax=None):
    """Draw customers by behaviour and attitude, the cuts, and how many stand in each corner.

    Parameters
    ----------
    table, attitude, behaviour, cuts
        As in `loyalty_types`.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
        The behaviour axis is logarithmic where all of it is above 0.

    Raises
    ------
    InputError
        As `loyalty_types`.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import plot_loyalty_types
    >>> table = pd.DataFrame({"likes": [6, 6, 2, 2], "visits": [20, 1, 20, 1]})
    >>> len(plot_loyalty_types(table, "likes", "visits", cuts=(5, 10)).texts)
    4
    """
    typed = loyalty_types(table, attitude, behaviour, cuts)
    likes_from, comes_from = typed.attrs["cuts"]
    ax = house_axes(ax, (7.2, 4.6))
    # Points on whole numbers would hide one another; the shift is the same on every run.
    nudge = np.random.default_rng(0).uniform(-0.12, 0.12, len(typed))
    comes = typed[behaviour].to_numpy(dtype=float)
    likes = _nudged(typed[attitude].to_numpy(dtype=float), nudge, likes_from)
    white = {"facecolor": "white", "alpha": 0.8, "edgecolor": "none", "pad": 2}
    for kind in TYPES:
        here = (typed["loyalty_type"] == kind).to_numpy()
        ax.plot(comes[here], likes[here], "o", markersize=4, alpha=0.55, color=_TYPE_COLOURS[kind], mew=0)
        x, y = _CORNERS[kind]
        ax.text(
            x, y, say(f"loyalty_plots.type_{kind}", count=int(here.sum()), share=here.mean()),
            transform=ax.transAxes, ha="right" if x > 0.5 else "left", va="top" if y > 0.5 else "bottom",
            color="black", fontsize=10, bbox=white,
        )  # fmt: skip
    if (typed[behaviour] > 0).all():
        ax.set_xscale("log")
        ax.xaxis.set_major_formatter("{x:g}")
    low, high = ax.get_ylim()
    ax.set_yticks([tick for tick in ax.get_yticks() if likes.min() - 0.5 <= tick <= likes.max() + 0.5])
    room = 0.14 * (high - low)
    ax.set_ylim(low - room, high + room)
    ax.axhline(likes_from, color=GREY, linewidth=1, linestyle=_DASHED)
    ax.axvline(comes_from, color=GREY, linewidth=1, linestyle=_DASHED)
    ax.set(xlabel=behaviour, ylabel=attitude)
    return ax


def _nudged(likes, nudge, cut):
    """Shift points a little, none beyond the scale's ends or over the line that sorts them."""
    moved = np.clip(likes + nudge, likes.min(), likes.max())
    return np.where(likes >= cut, np.maximum(moved, cut), np.minimum(moved, np.nextafter(cut, -np.inf)))


def plot_curves(curves, x, by=None, points=None, y=None, names=None, ax=None):
    """Draw fitted curves with their bands, and the means of the customers behind them.

    Parameters
    ----------
    curves : pandas.DataFrame
        As `fit_curves` gives it.
    x : str
        The column of `curves` on the axis.
    by : str, optional
        The column of groups.
    points : pandas.DataFrame, optional
        The customers; the mean of `y` is drawn for each tenth of them, by group.
    y : str, optional
        The column of `points`.
    names : dict, optional
        What to call the groups.
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
    >>> from crmlab.retain import fit_curves, plot_curves
    >>> table = pd.DataFrame({"x": [0, 1, 2, 3, 4, 5], "y": [0.0, 1.1, 3.9, 9.2, 15.8, 25.1]})
    >>> len(plot_curves(fit_curves(table, "x", "y"), "x").lines)
    1
    """
    groups = [] if by is None else [by]
    table = need_table(curves, "curves", [x, "fitted", "low", "high", *groups])
    people = None if points is None else need_table(points, "points", [x, y, *groups])
    ax = house_axes(ax, (7.2, 4.4))
    each = [(None, table)] if by is None else list(table.groupby(by, sort=True))
    for colour, (group, rows) in zip(COLOURS, each, strict=False):
        ax.fill_between(rows[x], rows["low"], rows["high"], color=colour, alpha=0.15, linewidth=0)
        ax.plot(rows[x], rows["fitted"], color=colour)
        if group is not None:
            ax.annotate(
                str((names or {}).get(group, group)), (rows[x].iloc[-1], rows["fitted"].iloc[-1]),
                xytext=(6, 0), textcoords="offset points", va="center", color=colour, annotation_clip=False,
            )  # fmt: skip
        if people is not None:
            mine = people if group is None else people[people[by] == group]
            tenths = mine[[x, y]].dropna().sort_values(x)
            places = np.array_split(tenths.to_numpy(dtype=float), min(10, max(1, len(tenths) // 8)))
            middles = np.array([part.mean(axis=0) for part in places if len(part)])
            ax.plot(*middles.T, "o", color=colour, markersize=5, alpha=0.8)
    ax.set(xlabel=x, ylabel=y or "")
    return ax


def plot_slopes(found, values=None, ax=None):
    """Draw the slope of the focal column over the moderator, with its interval and its turning points.

    Parameters
    ----------
    found : Moderation
    values : list of float, optional
        Where to draw; over the range of the data if left out.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> import numpy as np, pandas as pd
    >>> from crmlab.retain import moderation, plot_slopes
    >>> x, m = np.random.default_rng(2).normal(size=(2, 60))
    >>> ax = plot_slopes(moderation(pd.DataFrame({"x": x, "m": m, "y": x * m + x}), "y", "x", "m"))
    >>> len(ax.lines) >= 2
    True
    """
    low, high = found.moderator_range
    rows = found.slopes(np.linspace(low, high, 81) if values is None else values)
    ax = house_axes(ax, (7.0, 3.8))
    ax.axhline(0, color=GREY, linewidth=1)
    ax.fill_between(rows["moderator"], rows["low"], rows["high"], color=BLUE, alpha=0.15, linewidth=0)
    ax.plot(rows["moderator"], rows["slope"], color=BLUE)
    for point in found.turning_points():
        if low <= point <= high:
            ax.axvline(point, color=ORANGE, linewidth=1.2, linestyle=_DASHED)
            ax.annotate(
                f"{point:.2f}".replace("-", "\N{MINUS SIGN}"), (point, 1), xycoords=("data", "axes fraction"),
                xytext=(4, -12), textcoords="offset points", color=ORANGE,
            )  # fmt: skip
    return ax


def plot_step_effects(effects, names=None, ax=None):
    """Draw the odds ratios of each step and factor with their intervals, on a logarithmic axis.

    Parameters
    ----------
    effects : pandas.DataFrame
        As `step_effects` gives it.
    names : dict of str to str, optional
        What to call steps and factors.
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
    >>> from crmlab.retain import plot_step_effects
    >>> effects = pd.DataFrame({"step": ["likes"], "factor": ["trust"], "odds_ratio": [2.0],
    ...                         "low": [1.5], "high": [2.6]})
    >>> [tick.get_text() for tick in plot_step_effects(effects).get_yticklabels()]
    ['trust']
    """
    table = need_table(effects, "effects", ["step", "factor", "odds_ratio", "low", "high"])
    names, steps, factors = names or {}, list(table["step"].unique()), list(table["factor"].unique())
    ax = house_axes(ax, (7.2, 1.4 + 0.5 * len(factors)))
    height = 0.7 / len(steps)
    for number, (step, colour) in enumerate(zip(steps, (GREY, *COLOURS), strict=False)):
        rows = table[table["step"] == step].set_index("factor").reindex(factors)
        places = np.arange(len(factors)) + (number - (len(steps) - 1) / 2) * height
        ax.hlines(places, rows["low"], rows["high"], color=colour, linewidth=1.6)
        ax.plot(rows["odds_ratio"], places, "o", color=colour, markersize=6, label=names.get(step, step))
    ax.axvline(1, color=GREY, linewidth=1)
    ax.set_xscale("log")
    ticks = [
        tick
        for tick in (0.25, 0.5, 1, 2, 4, 8, 16)
        if table["low"].min() / 1.6 < tick < table["high"].max() * 1.6
    ]
    ax.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.minorticks_off()
    ax.set_yticks(range(len(factors)), [names.get(factor, factor) for factor in factors])
    ax.invert_yaxis()
    ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
    ax.set_xlabel(say("loyalty_plots.odds_x"))
    return ax


def plot_recommend(scores, ax=None):
    """Draw how many ticked each number from 0 to 10, in the colours of detractors, passives and promoters.

    Parameters
    ----------
    scores : list, numpy array or Series of int
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputError
        For what is not one column of numbers.

    Examples
    --------
    >>> from crmlab.retain import plot_recommend
    >>> len(plot_recommend([10, 9, 7, 3]).patches)
    11
    """
    numbers = to_numbers(scores, "scores")
    ticks = np.arange(11)
    counts = np.array([(numbers == tick).sum() for tick in ticks])
    colours = [ORANGE if tick <= DETRACTOR else GREEN if tick >= PROMOTER else GREY for tick in ticks]
    ax = house_axes(ax, (7.2, 3.4))
    ax.bar(ticks, counts, color=colours, width=0.8)
    ax.set_xticks(ticks)
    ax.set_ylim(0, 1.28 * max(counts.max(), 1))
    groups = (("detractors", 3, counts[:7]), ("passives", 7.5, counts[7:9]), ("promoters", 9.5, counts[9:]))
    for name, place, mine in groups:
        text = say(f"loyalty_plots.{name}", share=mine.sum() / len(numbers))
        ax.text(place, 1.24 * max(counts.max(), 1), text, ha="center", va="top", fontsize=10)
    ax.set_xlabel(say("loyalty_plots.recommend_x"))
    ax.set_ylabel(say("loyalty_plots.recommend_y"))
    return ax
