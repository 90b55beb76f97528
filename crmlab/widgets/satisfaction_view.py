"""Lesson 7a: what weights and a threshold do to an index, and to the share of satisfied customers."""

import ipywidgets
import numpy as np

from crmlab.frames import need_table
from crmlab.language import say
from crmlab.language.style import BLUE, GREY, ORANGE
from crmlab.retain.satisfaction_checks import need_answers, need_weights
from crmlab.widgets.view import View

_DASHED = (0, (4, 3))
_LOWEST, _HIGHEST = 40, 95


def satisfaction(scores, weights, moved, unit="district", names=None, threshold=80):
    """Move the weight of a facet and the threshold from which a customer counts as satisfied.

    The left picture counts customers by their index, with the threshold; the right one shows the mean of
    each unit with its interval.

    Parameters
    ----------
    scores : pandas.DataFrame
        Facets from 0 to 100, one row per respondent, and the column of `unit`.
    weights : dict or Series of float
        Of the facets; where the slider begins.
    moved : str
        The facet whose weight is moved; the others keep their proportions.
    unit : str, default "district"
    names : dict of str to str, optional
        What to call units and facets.
    threshold : int, default 80
        Where its slider begins, 40 to 95.

    Returns
    -------
    crmlab.widgets.View
        With the sliders ``weight`` (per cent) and ``threshold``.

    Raises
    ------
    crmlab.frames.InputError
        If a column is missing or the weights do not fit.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.widgets import satisfaction
    >>> scores = pd.DataFrame({"district": list("aabb"), "goods": [80, 90, 70, 60],
    ...                        "price": [50, 60, 40, 90]})
    >>> sorted(satisfaction(scores, {"goods": 3, "price": 1}, "price").sliders)
    ['threshold', 'weight']
    """
    begin = need_weights(weights, list(dict(weights)))
    facets = list(begin.index)
    table = need_table(scores, "scores", [unit, *facets])
    marks = need_answers(table, facets, "scores", 0, 100).to_numpy()
    units, members = np.unique(table[unit].astype(str), return_inverse=True)
    labels = [(names or {}).get(name, name) for name in units]
    place, there = facets.index(moved), ~np.isnan(marks)
    filled = np.where(there, marks, 0.0)
    others = np.delete(begin.to_numpy(), place)
    others = others / others.sum()

    def draw(figure, weight, threshold):
        share = np.insert((1 - weight / 100) * others, place, weight / 100)
        covered = there @ share
        index = (filled @ share)[covered > 0] / covered[covered > 0]
        group = members[covered > 0]
        # Fixed places; with `steady` no further drawing has a layout to work out, which would draw all twice.
        figure.set_layout_engine("none")
        left, right = figure.add_axes((0.09, 0.16, 0.45, 0.80)), figure.add_axes((0.70, 0.16, 0.28, 0.80))
        _plot_counts(left, index, threshold)
        spread = [_interval(index[group == number]) for number in range(len(units))]
        _plot_units(right, labels, spread)
        satisfied = float((index >= threshold).mean())
        facts = {"mean": float(index.mean()), "threshold": threshold, "satisfied": satisfied}
        return say("widgets_satisfaction.now", facet=(names or {}).get(moved, moved), weight=weight, **facts)

    label = say("widgets_satisfaction.weight", facet=(names or {}).get(moved, moved))
    sliders = {
        "weight": ipywidgets.IntSlider(round(100 * begin.iloc[place]), 0, 100, 5, description=label),
        "threshold": ipywidgets.IntSlider(
            threshold, _LOWEST, _HIGHEST, 5, description=say("widgets_satisfaction.threshold")
        ),
    }
    return View(sliders, draw, say("widgets_satisfaction.label"), steady=True)


def _interval(index):
    if len(index) < 2:
        return np.nan, 0.0
    return index.mean(), 1.96 * index.std(ddof=1) / np.sqrt(len(index))


def _plot_counts(ax, index, threshold):
    edges = np.arange(0, 101, 5)
    counts = np.histogram(index, edges)[0]
    first = int(np.searchsorted(edges, threshold))
    # Two outlines are drawn much faster than twenty bars.
    ax.stairs(counts[:first], edges[: first + 1], fill=True, color=GREY)
    ax.stairs(counts[first:], edges[first:], fill=True, color=ORANGE)
    ax.axvline(threshold, color="black", linewidth=1, linestyle=_DASHED)
    ax.set(xlim=(0, 100), ylim=(0, None), xticks=(0, 50, 100))
    ax.set_xlabel(say("widgets_satisfaction.index_x"))
    ax.set_ylabel(say("widgets_satisfaction.people_y"))


def _plot_units(ax, labels, spread):
    place = np.arange(len(labels))[::-1]
    middle, reach = np.array(spread).T
    ax.hlines(place, middle - reach, middle + reach, color=BLUE, linewidth=2)
    ax.plot(middle, place, "o", color=BLUE, markersize=7)
    ax.set_yticks(place, labels)
    ax.set(xlim=(60, 90), ylim=(-0.6, len(labels) - 0.4), xticks=(60, 75, 90))
    ax.set_xlabel(say("widgets_satisfaction.unit_x"))
