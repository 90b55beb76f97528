"""Lesson 4b: what a customer is worth as margin, retention and discount move."""

import ipywidgets
import numpy as np

from crmlab.differentiate.lifetime import TIMINGS, lifetime_value, payback_periods
from crmlab.language import say
from crmlab.language.style import BLUE, GREY, ORANGE
from crmlab.widgets.view import View

PAYMENTS = 15


def lifetime(margin, retention, discount, acquisition_cost):
    """Move margin, retention and discount, and see the value of a customer and when she has paid back.

    Parameters
    ----------
    margin : float
        Yuan a year; where its slider begins.
    retention, discount : float
        Shares, 0 to 1; where their sliders begin, to the nearest per cent.
    acquisition_cost : float
        Yuan; where its slider begins.

    Returns
    -------
    crmlab.widgets.View
        With the sliders ``margin``, ``retention``, ``discount``, ``cost`` and ``timing``.

    Raises
    ------
    crmlab.frames.InputError
        For numbers that `crmlab.differentiate.lifetime_value` refuses.

    Examples
    --------
    >>> from crmlab.widgets import lifetime
    >>> sorted(lifetime(340, 0.6, 0.1, 450).sliders)
    ['cost', 'discount', 'margin', 'retention', 'timing']
    """
    lifetime_value(margin, retention, discount, acquisition_cost, horizon=1)  # refuses what makes no sense

    def draw(figure, margin, retention, discount, cost, timing):
        facts = {"margin": margin, "retention": retention / 100, "discount": discount / 100, "timing": timing}
        worth = lifetime_value(**facts)
        counted = np.arange(1, PAYMENTS + 1)
        values = [lifetime_value(**facts, acquisition_cost=cost, horizon=int(n)) for n in counted]
        _plot(figure.subplots(), counted, values, worth - cost)
        told = _worth(worth, cost) + _payback(payback_periods(**facts, acquisition_cost=cost))
        one = lifetime_value(**facts | {"retention": (retention + 1) / 100}) - worth
        other = lifetime_value(**facts | {"discount": (discount - 1) / 100}) - worth
        return told + say("lifetime.widget_point", one=one, other=other)

    def whole(key, value, low, high, step):
        return ipywidgets.IntSlider(round(value), low, high, step, description=say(f"lifetime.widget_{key}"))

    sliders = {
        "margin": whole("margin", margin, 0, max(1000, 2 * round(margin)), 10),
        "retention": whole("retention", 100 * retention, 0, 98, 1),
        "discount": whole("discount", 100 * discount, 2, 30, 1),
        "cost": whole("cost", acquisition_cost, 0, max(1000, 2 * round(acquisition_cost)), 10),
        "timing": ipywidgets.Dropdown(
            options=[(say(f"lifetime.widget_timing_{name}"), name) for name in TIMINGS],
            value="start",
            description=say("lifetime.widget_timing"),
        ),
    }
    return View(sliders, draw, say("lifetime.widget_label"))


def _worth(worth, cost):
    if worth < cost:
        return say("lifetime.widget_loss", worth=worth, cost=cost, loss=cost - worth)
    return say("lifetime.widget_worth", worth=worth, cost=cost, value=worth - cost)


def _payback(periods):
    if periods is None:
        return say("lifetime.widget_never")
    return say("lifetime.widget_payback", periods=periods) if periods else say("lifetime.widget_free")


def _plot(ax, counted, values, limit):
    ax.axhline(0, color=GREY, linewidth=1)
    ax.axhline(limit, color=ORANGE, linewidth=1.2, linestyle=(0, (4, 3)))
    ax.annotate(
        # As on the axis, a true minus sign.
        say("lifetime.widget_limit", value=f"{limit:,.0f}".replace("-", "\N{MINUS SIGN}")),
        (counted[0], limit),
        xytext=(4, 5),
        textcoords="offset points",
        color=ORANGE,
    )
    ax.plot(counted, values, color=BLUE, marker="o", markersize=5)
    ax.margins(y=0.2)
    ax.xaxis.get_major_locator().set_params(integer=True)
    ax.set_xlabel(say("lifetime.widget_x"))
    ax.set_ylabel(say("lifetime.widget_y"))
