"""Lesson 4c: one customer's history, and what the models make of it."""

import ipywidgets
import numpy as np

from crmlab.frames import InputError
from crmlab.language import say
from crmlab.language.style import BLUE, GREY, ORANGE
from crmlab.widgets.view import View

WEEKS = 104
STYLES = ((BLUE, "--"), (ORANGE, "-"))  # as the lesson's figures draw BG/NBD and Pareto/NBD


def coming_back(models, ahead=52):
    """Move a customer's history, and see how likely she still is one and what to expect of her.

    Parameters
    ----------
    models : dict of str to BGNBD or ParetoNBD
        One or two fitted models by the name that the picture shows; fitted in weeks.
    ahead : int, default 52
        Weeks for which purchases are foreseen.

    Returns
    -------
    crmlab.widgets.View
        With the sliders ``frequency``, ``recency`` and ``T``.

    Raises
    ------
    crmlab.frames.InputError
        If there is no model, or one is not fitted.

    Examples
    --------
    >>> from crmlab.differentiate import BGNBD
    >>> from crmlab.widgets import coming_back
    >>> view = coming_back({"BG/NBD": BGNBD.at(r=0.8, alpha=3.1, a=0.6, b=8.4)})
    >>> sorted(view.sliders)
    ['T', 'frequency', 'recency']
    """
    if not models:
        raise InputError(say("coming_back.no_model"))
    for model in models.values():
        model.expected_purchases(1)  # says so if there is no fit

    def draw(figure, frequency, recency, T):
        history = possible(frequency, recency, T)
        _plot(figure.subplots(), models, *history)
        told = "" if history == (frequency, recency, T) else say("coming_back.mended")
        told += say("coming_back.history", frequency=history[0], silent=history[2] - history[1])
        for name, model in models.items():
            coming = model.conditional_expected_purchases(ahead, *history)
            alive = model.probability_alive(*history)
            told += say("coming_back.told", model=name, alive=alive, purchases=coming, weeks=ahead)
        return told

    def whole(key, value, low, high):
        return ipywidgets.IntSlider(value, low, high, 1, description=say(f"coming_back.{key}"))

    sliders = {
        "frequency": whole("frequency", 12, 0, 60),
        "recency": whole("recency", 60, 0, WEEKS),
        "T": whole("T", 80, 1, WEEKS),
    }
    return View(sliders, draw, say("coming_back.label"))


def possible(frequency, recency, T):
    """Give the nearest history that can be: no purchase after T, and a recency only with repeat purchases.

    Examples
    --------
    >>> from crmlab.widgets.coming_back_view import possible
    >>> possible(3, 90, 80), possible(0, 20, 80), possible(3, 0, 80)
    ((3, 80, 80), (0, 0, 80), (3, 1, 80))
    """
    return frequency, (min(max(recency, 1), T) if frequency else 0), T


def _plot(ax, models, frequency, recency, T):
    later = np.linspace(recency, recency + WEEKS, 160)
    for (name, model), (colour, line) in zip(models.items(), STYLES, strict=False):
        alive = model.probability_alive(frequency, recency, later)
        ax.plot(later - recency, alive, color=colour, linestyle=line, label=name)
        now = model.probability_alive(frequency, recency, T)
        ax.plot([T - recency], [now], marker="o", color=colour, markersize=9)
    ax.axvline(T - recency, color=GREY, linewidth=1)
    ax.annotate(
        say("coming_back.today"), (T - recency, 0.02), color=GREY, xytext=(4, 0), textcoords="offset points"
    )
    ax.legend(loc="upper right")
    ax.axhline(0.5, color=GREY, linewidth=0.8, linestyle=(0, (4, 3)))
    ax.set(ylim=(0, 1.08), xlim=(0, WEEKS))
    ax.yaxis.set_major_formatter(lambda share, _: f"{share:.0%}")
    ax.set_xlabel(say("coming_back.x"))
    ax.set_ylabel(say("coming_back.y"))
