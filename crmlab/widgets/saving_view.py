"""Lesson 7c: what an offer to stay earns, as the depth of the list and its terms are moved."""

import ipywidgets
import numpy as np

from crmlab.frames import need_table
from crmlab.language import say
from crmlab.language.style import BLUE, GREY, ORANGE
from crmlab.retain.churn_model import saving_profit, worth_contacting
from crmlab.widgets.view import View

_DASHED = (0, (4, 3))


def saving(people, value, saved=0.15, gift=5, contact=0.5):
    """Move how many are contacted and the terms of the offer, and see what saving customers earns.

    Parameters
    ----------
    people : table of any engine
        One row per customer: ``chance`` (predicted, 0 to 1) and ``churned`` (0 or 1, what came of her).
    value : float
        Yuan that a saved customer brings; where its slider begins.
    saved : float, default 0.15
        Chance that a contacted leaver stays; where its slider begins.
    gift, contact : float, default 5 and 0.5
        Yuan per offer taken, and per customer contacted; where their sliders begin.

    Returns
    -------
    crmlab.widgets.View
        With the sliders ``share``, ``saved``, ``value``, ``gift`` and ``contact``; the first two in per cent.

    Raises
    ------
    crmlab.frames.InputError
        If a column is missing, a chance is none, or nobody or everybody churned.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.widgets import saving
    >>> people = pd.DataFrame({"chance": [0.9, 0.5, 0.1], "churned": [1, 0, 0]})
    >>> sorted(saving(people, value=200).sliders)
    ['contact', 'gift', 'saved', 'share', 'value']
    """
    table = need_table(people, "people", ["chance", "churned"])
    chance, churned = table["chance"].to_numpy(), table["churned"].to_numpy()
    saving_profit(chance, churned, value, saved, gift, contact)  # refuses what cannot be used, once

    def draw(figure, share, saved, value, gift, contact):
        curve = saving_profit(chance, churned, value, saved / 100, gift, contact)
        best = int(np.argmax(curve["profit"]))
        here = float(np.interp(share / 100, curve["share"], curve["profit"]))
        figure.set_layout_engine("none")  # fixed places: a layout worked out anew would draw everything twice
        _plot(figure.add_axes((0.14, 0.16, 0.83, 0.80)), curve, share / 100, here, best)
        told = say(
            "widgets_saving.now", share=share / 100, people=round(share / 100 * len(chance)), profit=here
        )
        if best:
            stop, profit = curve["share"][best], curve["profit"][best]
            told += say("widgets_saving.best", share=stop, profit=profit)
        else:
            told += say("widgets_saving.none_pays")
        return told + _threshold(value, saved / 100, gift, contact)

    def slider(key, start, low, high, step, kind=ipywidgets.IntSlider):
        return kind(start, min=low, max=high, step=step, description=say(f"widgets_saving.{key}"))

    sliders = {
        "share": slider("share", 20, 5, 100, 5),
        "saved": slider("saved", round(100 * saved), 0, 50, 1),
        "value": slider("value", round(value), 50, 800, 10),
        "gift": slider("gift", round(gift), 0, 40, 1),
        "contact": slider("contact", contact, 0.0, 10.0, 0.5, ipywidgets.FloatSlider),
    }
    return View(sliders, draw, say("widgets_saving.label"))


def _threshold(value, saved, gift, contact):
    threshold = worth_contacting(value, saved, gift, contact)
    if threshold == float("inf"):
        return say("widgets_saving.never")
    return say("widgets_saving.threshold", threshold=threshold)


def _plot(ax, curve, share, here, best):
    ax.axhline(0, color=GREY, linewidth=1)
    ax.plot(curve["share"], curve["profit"], color=BLUE)
    ax.plot([curve["share"][best]], [curve["profit"][best]], "v", color=GREY, markersize=9)
    ax.axvline(share, color=ORANGE, linewidth=1, linestyle=_DASHED)
    ax.plot([share], [here], "o", color=ORANGE, markersize=10)
    ax.margins(y=0.12)
    ax.set_xlim(0, 1.02)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1])  # every label costs time
    ax.locator_params(axis="y", nbins=5)
    ax.xaxis.set_major_formatter(lambda x, _: f"{x:.0%}")
    ax.yaxis.set_major_formatter(lambda y, _: f"{y:,.0f}")
    ax.set_xlabel(say("widgets_saving.x"))
    ax.set_ylabel(say("widgets_saving.y"))
