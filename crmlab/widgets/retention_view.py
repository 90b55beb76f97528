"""Lesson 7b: what five points more of retention are worth, and at what price."""

import ipywidgets
import numpy as np

from crmlab.differentiate.lifetime import lifetime_value
from crmlab.language import say
from crmlab.language.style import BLUE, GREY, ORANGE
from crmlab.retain.retention_value import retention_gain
from crmlab.widgets.view import View

_BAND = (25, 85)  # per cent, Reichheld and Sasser (1990)
_KEPT = np.arange(20, 96)  # per cent, the axis


def retention_points(margin, retention, discount=0.1, points=0.05, cost=0.0):
    """Move retention, points, discount and cost, and see what the points add to a customer's value.

    Parameters
    ----------
    margin : float
        Yuan a year.
    retention, discount, points : float
        Shares, 0 to 1; where their sliders begin, to the nearest per cent.
    cost : float, default 0.0
        Yuan a year and customer; where its slider begins.

    Returns
    -------
    crmlab.widgets.View
        With the sliders ``retention``, ``points``, ``discount``, ``cost``.

    Raises
    ------
    crmlab.frames.InputError
        For numbers that `crmlab.retain.retention_gain` refuses.

    Examples
    --------
    >>> from crmlab.widgets import retention_points
    >>> sorted(retention_points(400, 0.6).sliders)
    ['cost', 'discount', 'points', 'retention']
    """
    retention_gain(retention, points, margin, discount)  # refuses what makes no sense

    def draw(figure, retention, points, discount, cost):
        added = points / 100
        kept = _KEPT[_KEPT + points < 100]
        curve = retention_gain(kept / 100, added, margin, discount / 100)
        here = retention_gain(min(retention, 99 - points) / 100, added, margin, discount / 100).iloc[0]
        _plot(figure.subplots(), kept, 100 * curve["gain_share"], here)
        told = say(
            "retention_value.widget_said", value=here["value"], after=here["value_after"],
            points=points, share=here["gain_share"],
        )  # fmt: skip
        return told + _price(here, margin, discount / 100, cost, added)

    def whole(key, value, low, high, step=1):
        value = int(np.clip(round(value), low, high))
        return ipywidgets.IntSlider(value, low, high, step, description=say(f"retention_value.widget_{key}"))

    sliders = {
        "retention": whole("retention", 100 * retention, 20, 95),
        "points": whole("points", 100 * points, 1, 10),
        "discount": whole("discount", 100 * discount, 2, 30),
        "cost": whole("cost", cost, 0, max(60, round(margin / 4))),
    }
    # Its axes are the same whatever is moved, so they need no layout of their own each time.
    return View(sliders, draw, say("retention_value.widget_label"), steady=True)


def _price(here, margin, discount, cost, added):
    """Say whether the points pay at this cost; it falls due with every margin of the customer kept longer."""
    paid = lifetime_value(cost, here["retention"] + added, discount)
    facts = {"affordable": here["affordable"], "cost": cost, "gain": here["gain"]}
    if paid <= here["gain"]:
        return say("retention_value.widget_pays", net=here["gain"] - paid, **facts)
    return say("retention_value.widget_loses", short=paid - here["gain"], **facts)


def _plot(ax, kept, shares, here):
    ax.axhspan(*_BAND, color=GREY, alpha=0.15, linewidth=0)
    ax.text(kept[0] + 1, _BAND[1] - 3, say("retention_value.widget_band"), color=GREY, va="top", fontsize=10)
    ax.plot(kept, shares, color=BLUE)
    at, share = 100 * here["retention"], 100 * here["gain_share"]
    ax.plot([at], [share], "o", color=ORANGE, markersize=9)
    ax.annotate(
        f"{share:.0f}%", (at, share), xytext=(-8, 8), textcoords="offset points", ha="right", color=ORANGE
    )
    ax.set(xlim=(kept[0], _KEPT[-1]), ylim=(0, 110))
    ax.set_xlabel(say("retention_value.widget_x"))
    ax.set_ylabel(say("retention_value.widget_y"))
