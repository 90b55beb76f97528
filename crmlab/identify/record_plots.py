"""The pictures of lesson 3a: weights of evidence, scores, the cost of a threshold, how full a table is."""

import numpy as np
import pandas as pd

from crmlab.frames import need_columns, need_rows, open_frame
from crmlab.language import say
from crmlab.language.style import AMBER, BLUE, GREEN, GREY, ORANGE, house_axes

# Levels and fields that have a name of their own in the catalogue; others show as they are.
_NAMED = {
    "name", "phone", "address", "born_on", "gender", "email", "same", "sounds", "near", "building", "differs",
    "ledger", "web", "call_centre", "card", "anonymous",
}  # fmt: skip


def name_of(word):
    """Give the learner's word for a field, a level or a source; itself if it has none."""
    return say(f"identify_plots.{word}") if word in _NAMED else str(word)


def plot_weights(weights, ax=None):
    """Draw the weight of each level of each field: to the right it speaks for one person.

    Parameters
    ----------
    weights : pandas.DataFrame
        ``field``, ``level``, ``weight`` (bits), as `LinkageModel.weights`.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import plot_weights
    >>> weights = pd.DataFrame({"field": ["phone"], "level": ["same"], "weight": [12.5]})
    >>> [tick.get_text() for tick in plot_weights(weights).get_yticklabels()]
    ['phone: same']
    """
    table = _table(weights, "weights", ["field", "level", "weight"])
    ax = house_axes(ax, (7.0, max(2.2, 0.8 + 0.3 * len(table))))
    rows = np.arange(len(table))
    colours = [BLUE if weight > 0 else ORANGE for weight in table["weight"]]
    bars = ax.barh(rows, table["weight"], color=colours, height=0.7)
    ax.bar_label(bars, [f"{weight:+.1f}" for weight in table["weight"]], padding=4, fontsize=10)
    names = [
        say("identify_plots.field_level", field=name_of(row.field), level=name_of(row.level))
        for row in table.itertuples()
    ]
    ax.set_yticks(rows, names)
    ax.tick_params(axis="y", length=0)
    ax.invert_yaxis()
    ax.axvline(0, color=GREY, linewidth=1)
    ax.margins(x=0.14)
    ax.set_xlabel(say("identify_plots.weight_x"))
    return ax


def plot_scores(scored, true, ax=None, bins=40, at=()):
    """Draw how the scores of pairs fall, those of one person apart from the others.

    Parameters
    ----------
    scored : pandas.DataFrame
        ``record_a``, ``record_b``, ``weight``; with `at`, ``probability`` too.
    true : pandas.DataFrame
        The true pairs, ``record_a`` and ``record_b``.
    ax : matplotlib.axes.Axes, optional
    bins : int, default 40
    at : sequence of float, default ()
        Probabilities to mark, each at the lowest score that has it; one that no pair reaches is not drawn.

    Returns
    -------
    matplotlib.axes.Axes
        The number of pairs on a logarithmic scale: there are many more others than matches.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import plot_scores
    >>> scored = pd.DataFrame({"record_a": ["R1", "R1"], "record_b": ["R2", "R3"], "weight": [20.0, -9.0]})
    >>> plot_scores(scored, scored.head(1)).get_yscale()
    'log'
    """
    wanted = ["record_a", "record_b", "weight", *(["probability"] if len(at) else [])]
    table = _table(scored, "scored", wanted)
    pairs = ["record_a", "record_b"]
    one = pd.MultiIndex.from_frame(table[pairs]).isin(pd.MultiIndex.from_frame(true[pairs]))
    edges = np.linspace(np.floor(table["weight"].min()), np.ceil(table["weight"].max()), bins + 1)
    ax = house_axes(ax, (7.0, 3.8))
    kinds = ((~one, ORANGE, "two_people"), (one, BLUE, "one_person"))
    for rows, colour, word in kinds:
        ax.hist(table["weight"][rows], edges, color=colour, alpha=0.65, label=say(f"identify_plots.{word}"))
    ax.set_yscale("log")
    _mark_scores(table, at, ax)
    from matplotlib.patches import Patch

    # The colour of one see-through bar before the other, so that the legend can name it.
    kinds_shown = [*ax.get_legend_handles_labels()[0], Patch(color=_before(BLUE, ORANGE, 0.65))]
    names = [say(f"identify_plots.{word}") for word in ("two_people", "one_person", "both")]
    ax.legend(kinds_shown, names, loc="upper right")
    ax.set_xlabel(say("identify_plots.score_x"))
    ax.set_ylabel(say("identify_plots.score_y"))
    return ax


def _mark_scores(table, at, ax):
    """Draw a line at the lowest score of each probability, with room for its name at the top."""
    marks = {chance: table["weight"][table["probability"] >= chance].min() for chance in sorted(at)}
    if marks:
        ax.set_ylim(top=8 * ax.get_ylim()[1])
    for place, (chance, weight) in enumerate(marks.items()):
        if np.isfinite(weight):
            last = place == len(marks) - 1
            ax.axvline(weight, color=GREY, linewidth=1.4, linestyle=(0, (4, 3)))
            ax.annotate(
                say("identify_plots.at_chance", chance=chance), (weight, 0.93), xytext=(4 if last else -4, 0),
                xycoords=("data", "axes fraction"), textcoords="offset points", color=GREY,
                ha="left" if last else "right",
            )  # fmt: skip


def _before(front, back, alpha):
    """Mix a colour with the one behind it, both see-through on white."""
    from matplotlib.colors import to_rgb

    seen = np.ones(3)
    for colour in (back, front):
        seen = alpha * np.array(to_rgb(colour)) + (1 - alpha) * seen
    return tuple(seen)


def plot_threshold_costs(costs, at=None, ax=None):
    """Draw the cost of merging at each threshold, and its two parts.

    Parameters
    ----------
    costs : pandas.DataFrame
        As `threshold_costs` gives it.
    at : float, optional
        A threshold to mark.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
        The thresholds evenly spread on the scale of odds.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import plot_threshold_costs, threshold_costs
    >>> scored = pd.DataFrame({"record_a": ["R1", "R1"], "record_b": ["R2", "R3"], "probability": [0.9, 0.4]})
    >>> len(plot_threshold_costs(threshold_costs(scored, scored.head(1), 40, 5)).lines)
    2
    """
    table = _table(costs, "costs", ["threshold", "false", "missed", "cost"])
    ax = house_axes(ax, (7.0, 3.8))
    odds = _log_odds(table["threshold"])
    ax.plot(odds, table["cost"], color=BLUE)
    best = int(table["cost"].idxmin())
    ax.plot(odds[best], table["cost"][best], marker="v", color=GREY, markersize=9)
    ax.annotate(
        say("identify_plots.cheapest", cost=table["cost"][best], threshold=table["threshold"][best]),
        (odds[best], table["cost"][best]), xytext=(8, -20), textcoords="offset points",
        ha="left", color=GREY,
    )  # fmt: skip
    if at is not None:
        ax.axvline(_log_odds(np.array([at]))[0], color=ORANGE, linewidth=1.6, linestyle=(0, (4, 3)))
    marks = [0.01, 0.1, 0.5, 0.9, 0.99]
    ax.set_xticks(_log_odds(np.array(marks)), [f"{mark:g}" for mark in marks])
    # What merging nearly everything costs would flatten all the rest.
    top = 4 * table["cost"][best] + 1
    ax.set_ylim(0, min(table["cost"].max() * 1.05 + 1, max(top, table["cost"].iloc[-1] * 1.1)))
    ax.yaxis.set_major_formatter(lambda yuan, _: f"{yuan:,.0f}")
    ax.set_xlabel(say("identify_plots.threshold_x"))
    ax.set_ylabel(say("identify_plots.cost_y"))
    return ax


def plot_fill(rates, ax=None):
    """Draw how full each field is in each group, as a table of shades.

    Parameters
    ----------
    rates : pandas.DataFrame
        As `fill_rates` gives it: ``field`` and one column for each group, shares.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import plot_fill
    >>> [text.get_text() for text in plot_fill(pd.DataFrame({"field": ["email"], "web": [0.92]})).texts]
    ['92%']
    """
    table = _table(rates, "rates", ["field"])
    grid = table.drop(columns="field")
    ax = house_axes(ax, (6.4, max(2.0, 0.8 + 0.42 * len(table))))
    ax.imshow(grid.to_numpy(dtype=float), cmap="Blues", aspect="auto", vmin=0, vmax=1)
    for (row, column), share in np.ndenumerate(grid.to_numpy(dtype=float)):
        ax.text(
            column, row, f"{share:.0%}", ha="center", va="center", color="white" if share > 0.6 else "black"
        )
    ax.set_xticks(range(grid.shape[1]), [name_of(name) for name in grid.columns])
    ax.set_yticks(range(len(table)), [name_of(name) for name in table["field"]])
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    return ax


def plot_identified(shares, ax=None):
    """Draw by what receipts are identified over time, as stacked areas; what is left is anonymous.

    Parameters
    ----------
    shares : pandas.DataFrame
        One row for each period (its index shows), one column for each way, shares that add up to 1; the
        column ``anonymous`` is drawn last, in grey.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import plot_identified
    >>> shares = pd.DataFrame({"card": [0.2, 0.6], "anonymous": [0.8, 0.4]}, index=["2024", "2025"])
    >>> [text.get_text() for text in plot_identified(shares).texts]
    ['card', 'anonymous']
    """
    table = _table(shares, "shares", ["anonymous"])
    ways = [way for way in table.columns if way != "anonymous"]
    ax = house_axes(ax, (7.0, 3.6))
    colours = [BLUE, AMBER, ORANGE, GREEN]
    places = np.arange(len(table))
    floor = np.zeros(len(table))
    for way, colour in zip([*ways, "anonymous"], [*colours[: len(ways)], "#DDDDDD"], strict=True):
        share = table[way].to_numpy(dtype=float)
        ax.bar(places, share, bottom=floor, width=0.92, color=colour)
        # The last period has them all, so it carries the names.
        ax.text(
            places[-1] + 0.6, floor[-1] + share[-1] / 2, name_of(way), va="center",
            color=GREY if way == "anonymous" else colour,
        )  # fmt: skip
        floor = floor + share
    ax.set_xlim(-0.6, len(table) + 0.9 + 0.12 * len(table))
    ax.set_ylim(0, 1)
    ax.set_xticks(places, [str(period) for period in table.index], rotation=45 if len(table) > 8 else 0)
    ax.yaxis.set_major_formatter(lambda share, _: f"{share:.0%}")
    ax.set_ylabel(say("identify_plots.identified_y"))
    return ax


def _log_odds(chance):
    return np.log(np.asarray(chance) / (1 - np.asarray(chance)))


def _table(given, name, wanted):
    need_columns(open_frame(given, name), {column: column for column in wanted}, name)
    need_rows(len(given), name)
    return given.reset_index(drop=True) if name != "shares" else given
