"""Lesson 6a: who would take a new service, and what it leaves, as its levels and its price move."""

import ipywidgets
import numpy as np
import pandas as pd

from crmlab.frames import InputError, say_list
from crmlab.language import say
from crmlab.language.style import BLUE, GREY
from crmlab.widgets.view import View

PRICE, NONE = "price", "none"
_NOBODY = "#D0D0D0"


def share_simulator(part_worths, weights, costs, present, occasions, won=0.0, names=None, labels=None):
    """Put a new service beside the present one, and see who takes it and what is left over.

    Parameters
    ----------
    part_worths : dict of str to ChoiceFit or Series
        For each group its part-worths, with the features ``price``, ``none`` and, for each level but the
        base, ``<attribute>_<level>``.
    weights : Series or dict
        Share of each group among those who choose.
    costs : dict of str to dict
        For each attribute what each of its levels costs per delivery: ``{"hours": {2: 5.0, 24: 2.0}}``.
    present : dict
        The present service: a level for each attribute, and its ``price``.
    occasions : float
        Choices in a month.
    won : float, default 0
        Margin on goods that a delivery brings and that would otherwise be lost; where its slider begins.
    names : Series or dict, optional
        What the groups are called on the figure.
    labels : dict, optional
        What attributes and levels are called on the sliders.

    Returns
    -------
    crmlab.widgets.View
        With the sliders ``price`` and ``won`` (yuan) and one for each attribute.

    Raises
    ------
    crmlab.frames.InputError
        If the present service lacks an attribute or has a level without a cost.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.widgets import share_simulator
    >>> worth = {"all": pd.Series({"price": -0.2, "hours_2": 1.0, "none": 0.0})}
    >>> costs, present = {"hours": {2: 5.0, 24: 2.0}}, {"price": 3.0, "hours": 24}
    >>> sorted(share_simulator(worth, {"all": 1.0}, costs, present, 800).sliders)
    ['hours', 'price', 'won']
    """
    _check(costs, present)
    labels = labels or {}
    worths = {group: getattr(one, "part_worths", one) for group, one in part_worths.items()}
    features = list(next(iter(worths.values())).index)
    # Plain arrays: a table for every move of a slider would cost more than the picture.
    worth = np.array([one[features] for one in worths.values()], dtype=float)
    weight = pd.Series(weights, dtype=float)[list(worths)].to_numpy()
    weight = weight / weight.sum()
    bars = [str(group) if names is None else str(names[group]) for group in worths]
    bars += [say("widgets_shares.all")] * ("all" not in worths)
    now, now_cost = _row(present, features), _cost(present, costs)
    alone_share = (weight @ _shares(worth, [now, _row(None, features)]))[0]

    def draw(figure, price, won, **levels):
        new = {PRICE: price, **levels}
        shares = _shares(worth, [now, _row(new, features), _row(None, features)])
        everybody = weight @ shares
        drawn = shares if "all" in worths else np.vstack([shares, everybody])
        _plot(figure.subplots(), drawn, bars)
        margins = np.array([present[PRICE] - now_cost, price - _cost(new, costs)]) + won
        alone, both = occasions * alone_share * margins[0], occasions * float(everybody[:2] @ margins)
        facts = {"share": everybody[1], "lost": alone_share - everybody[0]}
        return say("widgets_shares.sentence", alone=alone, both=both, more=both - alone, **facts)

    sliders = {PRICE: _yuan(say("widgets_shares.price"), 6.0, 12.0)}
    for attribute, levels in costs.items():
        options = [(str(labels.get(level, level)), level) for level in levels]
        # It begins as the present service, but for the first attribute: one difference to look at.
        begin = options[0][1] if attribute == next(iter(costs)) else present[attribute]
        sliders[attribute] = ipywidgets.SelectionSlider(
            options=options, value=begin, description=str(labels.get(attribute, attribute))
        )
    sliders["won"] = _yuan(say("widgets_shares.won"), won, 20.0)
    return View(sliders, draw, say("widgets_shares.label"), steady=True)


def _shares(worth, services):
    """Give the logit shares, one row for each group, one column for each service."""
    utility = worth @ np.array(services, dtype=float).T
    raised = np.exp(utility - utility.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def _yuan(text, value, most):
    return ipywidgets.FloatSlider(value=value, min=0, max=most, step=0.5, description=text)


def _check(costs, present):
    for attribute, levels in costs.items():
        if attribute not in present or present[attribute] not in levels:
            facts = {
                "attribute": attribute,
                "levels": say_list(levels),
                "given": repr(present.get(attribute)),
            }
            raise InputError(say("widgets_shares.no_level", **facts))
    if PRICE not in present:
        raise InputError(say("widgets_shares.no_price"))


def _row(service, features):
    """Give a service as features in their order; None for "none of these"."""
    if service is None:
        return [float(feature == NONE) for feature in features]
    held = {f"{attribute}_{level}" for attribute, level in service.items()}
    return [float(service[PRICE]) if feature == PRICE else float(feature in held) for feature in features]


def _cost(service, costs):
    return sum(levels[service[attribute]] for attribute, levels in costs.items())


def _plot(ax, shares, shown):
    """Draw one bar for each group: the present service, the new one, none."""
    places = np.arange(len(shown))[::-1]
    left = np.zeros(len(shown))
    parts = zip(("present", "new", "none"), (GREY, BLUE, _NOBODY), ("white", "white", "black"), strict=True)
    for column, (key, colour, ink) in enumerate(parts):
        width = shares[:, column]
        ax.barh(places, width, left=left, color=colour, height=0.65, label=say(f"widgets_shares.{key}"))
        for place, start, wide in zip(places, left, width, strict=True):
            if wide >= 0.06:
                ax.annotate(f"{wide:.0%}", (start + wide / 2, place), ha="center", va="center", color=ink)
        left = left + width
    ax.set_yticks(places, shown)
    ax.set_xlim(0, 1)
    ax.set_xticks([0, 0.5, 1])  # every label costs time
    ax.xaxis.set_major_formatter(lambda x, _: f"{x:.0%}")
    ax.set_xlabel(say("widgets_shares.x"))
    ax.legend(ncols=3, loc="lower center", bbox_to_anchor=(0.45, 1.0))
