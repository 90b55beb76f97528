"""Lesson 10b: what a mailing earns as its cut-off and its terms are moved, and what it gets wrong."""

import ipywidgets
import numpy as np

from crmlab.frames import need_table
from crmlab.language import say
from crmlab.language.style import BLUE, GREY, ORANGE
from crmlab.mine import break_even, profit_curve
from crmlab.widgets.view import View

_DASHED = (0, (4, 3))
_POINTS = 400  # more than the picture has pixels to show


def cutoff(people, gain, cost):
    """Move the chance from which on the letter is sent, and see profit, hits and misses.

    Parameters
    ----------
    people : table of any engine
        One row per person: ``chance`` (predicted, 0 to 1) and ``outcome`` (0 or 1, what came).
    gain : float
        Yuan that a response earns before the letter is paid; where its slider begins.
    cost : float
        Yuan per letter; where its slider begins.

    Returns
    -------
    crmlab.widgets.View
        With the sliders ``cutoff`` (per cent), ``gain`` and ``cost``.

    Raises
    ------
    crmlab.frames.InputError
        If a column is missing, a chance is none, or the outcome does not vary.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.widgets import cutoff
    >>> people = pd.DataFrame({"chance": [0.9, 0.5, 0.1], "outcome": [1, 0, 0]})
    >>> sorted(cutoff(people, gain=5, cost=1.5).sliders)
    ['cost', 'cutoff', 'gain']
    """
    table = need_table(people, "people", ["chance", "outcome"])
    # With a gain of one and no cost the curve counts responses: worked out once, every terms' profit follows.
    curve = profit_curve(table["chance"], table["outcome"], gain=1, cost=0)
    contacted, responses = curve["contacted"].to_numpy(), curve["profit"].to_numpy()
    rising = -curve["cutoff"].to_numpy()

    def draw(figure, cutoff, gain, cost):
        profit = responses * gain - contacted * cost
        here = int(np.searchsorted(rising, -cutoff / 100 + 1e-9, side="right")) - 1
        best = int(profit.argmax())
        figure.set_layout_engine("none")  # fixed places: a layout worked out anew would draw everything twice
        _plot(figure.add_axes((0.14, 0.16, 0.83, 0.74)), contacted / contacted[-1], profit, here, best)
        letters, hits = int(contacted[here]), int(responses[here])
        told = say("widgets_cutoff.now", cutoff=cutoff / 100, letters=letters, profit=profit[here])
        missed = int(responses[-1]) - hits
        told += say("widgets_cutoff.hits", hits=hits, wasted=letters - hits, missed=missed)
        if best:
            told += say("widgets_cutoff.best", cutoff=-rising[best], profit=profit[best])
        else:
            told += say("widgets_cutoff.none_pays")
        pays = break_even(gain, cost)
        key = "never" if pays == float("inf") else "break_even"
        return told + say(f"widgets_cutoff.{key}", chance=pays)

    def slider(key, start, low, high, step, kind=ipywidgets.FloatSlider):
        return kind(start, min=low, max=high, step=step, description=say(f"widgets_cutoff.{key}"))

    sliders = {
        "cutoff": slider("cutoff", 50, 0, 100, 1, ipywidgets.IntSlider),
        "gain": slider("gain", gain, 0.0, 4 * gain, gain / 10),
        "cost": slider("cost", cost, 0.0, 4 * cost, cost / 10),
    }
    return View(sliders, draw, say("widgets_cutoff.label"))


def _plot(ax, share, profit, here, best):
    shown = np.unique(np.linspace(0, len(share) - 1, _POINTS).astype(int))
    ax.axhline(0, color=GREY, linewidth=1)
    ax.plot(share[shown], profit[shown], color=BLUE)
    best_stop = say("widgets_cutoff.best_stop")
    ax.plot([share[best]], [profit[best]], "v", color=GREY, markersize=9, label=best_stop)
    ax.axvline(share[here], color=ORANGE, linewidth=1, linestyle=_DASHED)
    chosen = say("widgets_cutoff.chosen")
    ax.plot([share[here]], [profit[here]], "o", color=ORANGE, markersize=10, label=chosen)
    ax.margins(y=0.12)
    ax.set_xlim(0, 1.02)
    ax.xaxis.set_major_formatter(lambda x, _: f"{x:.0%}")
    ax.yaxis.set_major_formatter(lambda y, _: f"{y:,.0f}")
    ax.set_xlabel(say("widgets_cutoff.x"))
    ax.set_ylabel(say("widgets_cutoff.y"))
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, fontsize=9.5)
