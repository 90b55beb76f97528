"""Lesson 5a: how large a test must be, and what looking at it early costs."""

from functools import cache

import ipywidgets
import numpy as np

from crmlab.interact import false_alarms, power_of, sample_size
from crmlab.interact.checks import need_share
from crmlab.language import say
from crmlab.language.style import BLUE, GREY, ORANGE
from crmlab.widgets.view import View

LEVEL, WANTED = 0.05, 0.8
_DASHED = (0, (4, 3))


def planning(base, lift=0.05, size=500):
    """Move the size of a test, the effect it should find, and how often it is read.

    The left picture draws the chance of finding the effect against people per group; the right one the
    chance of a false alarm against the number of readings.

    Parameters
    ----------
    base : float
        Share that answers without the change, where its slider begins; 0.02 to 0.80.
    lift : float, default 0.05
        Effect, where its slider begins.
    size : int, default 500
        People per group, where its slider begins.

    Returns
    -------
    crmlab.widgets.View
        With the sliders ``base``, ``lift``, ``size`` and ``looks``; base and lift in per cent.

    Raises
    ------
    crmlab.frames.InputError
        If base or lift is no share.

    Examples
    --------
    >>> from crmlab.widgets import planning
    >>> sorted(planning(0.4).sliders)
    ['base', 'lift', 'looks', 'size']
    """
    need_share("base", base)
    need_share("lift", lift)

    def draw(figure, base, lift, size, looks):
        base, lift = base / 100, lift / 100
        power, needed = power_of(base, lift, size, LEVEL), sample_size(base, lift, WANTED, LEVEL)
        alarm = _alarms()[looks - 1]
        # Fixed places: a layout worked out anew would draw everything twice.
        figure.set_layout_engine("none")
        left, right = figure.add_axes((0.13, 0.16, 0.45, 0.80)), figure.add_axes((0.72, 0.16, 0.26, 0.80))
        _plot_power(left, base, lift, size, power, needed)
        _plot_alarms(right, looks, alarm)
        chance = ">99%" if power > 0.99 else f"{power:.0%}"  # never all
        told = say("widgets_planning.now", size=size, lift=100 * lift, power=chance, needed=needed)
        if looks == 1:
            return told + say("widgets_planning.one_look")
        return told + say("widgets_planning.looks", looks=looks, alarm=alarm)

    def whole(key, value, low, high, step=1):
        return ipywidgets.IntSlider(value, low, high, step, description=say(f"widgets_planning.{key}"))

    sliders = {
        "base": whole("base", round(100 * base), 2, 80),
        "lift": whole("lift", round(100 * lift), 1, 15),
        "size": whole("size", size, 50, 5000, 50),
        "looks": whole("look", 1, 1, 30),
    }
    return View(sliders, draw, say("widgets_planning.label"), steady=True)


@cache
def _alarms():
    """Work out the false alarms for 1 to 30 looks, once."""
    return [false_alarms(looks, LEVEL) for looks in range(1, 31)]


def _plot_power(ax, base, lift, size, power, needed):
    sizes = np.geomspace(50, 5000, 30).astype(int)
    ax.plot(sizes, [power_of(base, lift, int(each), LEVEL) for each in sizes], color=BLUE)
    ax.axhline(WANTED, color=GREY, linewidth=1, linestyle=_DASHED)
    if needed <= sizes[-1]:
        ax.plot([needed, needed], [0, WANTED], color=GREY, linewidth=1, linestyle=_DASHED)
    ax.plot([size], [power], "o", color=ORANGE, markersize=10, clip_on=False)
    ax.set(xlim=(0, 5000), ylim=(0, 1.03))
    _percent(ax, (0, 0.5, 0.8, 1))
    ax.set_xticks([0, 2000, 4000])
    ax.set_xlabel(say("widgets_planning.size_x"))
    ax.set_ylabel(say("widgets_planning.power_y"))


def _plot_alarms(ax, looks, alarm):
    alarms = _alarms()
    ax.plot(range(1, len(alarms) + 1), alarms, color=BLUE)
    ax.axhline(LEVEL, color=GREY, linewidth=1, linestyle=_DASHED)
    ax.plot([looks], [alarm], "o", color=ORANGE, markersize=10, clip_on=False)
    ax.set(xlim=(0, len(alarms) + 1), ylim=(0, 0.35))
    _percent(ax, (0, 0.05, 0.15, 0.25))
    ax.set_xticks([1, 10, 20, 30])
    ax.set_xlabel(say("widgets_planning.looks_x"))
    ax.set_ylabel(say("widgets_planning.alarm_y"))


def _percent(ax, ticks):
    ax.set_yticks(ticks, [f"{tick:.0%}" for tick in ticks])
