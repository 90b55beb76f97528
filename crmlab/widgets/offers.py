"""Lesson 6b: what the next best offers are worth as uplift, discount and cost move."""

import ipywidgets
import numpy as np
import pandas as pd

from crmlab.frames import need_columns, need_rows, open_frame
from crmlab.language import say
from crmlab.language.style import BLUE, GREY, ORANGE
from crmlab.personalize import offer_value
from crmlab.widgets.view import View

_SHOWN = 8


def next_offer(chances, margins, cost, uplift, names=None, customer="customer_id", item="product_id"):
    """Move uplift, discount and cost, and see which offers pay and what they bring together.

    Parameters
    ----------
    chances : pandas.DataFrame
        One row for each customer who may be contacted and item: `customer`, `item`, ``chance`` (0 to 1).
    margins : Series or dict
        Yuan per purchase, by item.
    cost : float
        Yuan per message; where its slider begins.
    uplift : float
        Relative (0.5 for half as many again); where its slider begins.
    names : Series or dict, optional
        What the items are called on the figure.
    customer, item : str

    Returns
    -------
    crmlab.widgets.View
        With the sliders ``uplift`` (per cent), ``discount`` (per cent of the margin) and ``cost`` (yuan).

    Raises
    ------
    crmlab.frames.InputError
        If a column is missing or the table is empty.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.widgets import next_offer
    >>> chances = pd.DataFrame({"customer_id": "C1", "product_id": ["rice", "tea"], "chance": [0.3, 0.1]})
    >>> sorted(next_offer(chances, {"rice": 5, "tea": 22}, cost=0.1, uplift=0.5).sliders)
    ['cost', 'discount', 'uplift']
    """
    need_columns(
        open_frame(chances, "chances"), {"customer": customer, "item": item, "chance": "chance"}, "chances"
    )
    need_rows(len(chances), "chances")
    row, people = pd.factorize(chances[customer])
    column, items = pd.factorize(chances[item], sort=True)
    chance = np.full((len(people), len(items)), np.nan)
    chance[row, column] = chances["chance"]
    margin = np.array([float(margins[one]) for one in items])
    labels = [str(one) if names is None else str(names[one]) for one in items]

    def draw(figure, uplift, discount, cost):
        worth = offer_value(np.nan_to_num(chance), margin, cost, uplift / 100, margin * discount / 100)
        worth = np.where(np.isnan(chance), -np.inf, worth)
        best = worth.argmax(axis=1)
        value = worth[np.arange(len(people)), best]
        pays = value > 0
        sent = np.bincount(best[pays], minlength=len(items))
        total = np.bincount(best[pays], weights=value[pays], minlength=len(items))
        _plot(figure.subplots(), labels, sent, total)
        facts = {"offers": int(pays.sum()), "people": len(people), "value": float(value[pays].sum())}
        return say("widgets_baskets.offers" if pays.any() else "widgets_baskets.no_offers", **facts)

    sliders = {
        "uplift": ipywidgets.IntSlider(
            round(100 * uplift), 0, 200, 5, description=say("widgets_baskets.uplift")
        ),
        "discount": ipywidgets.IntSlider(0, 0, 60, 5, description=say("widgets_baskets.discount")),
        "cost": ipywidgets.FloatSlider(
            value=cost, min=0, max=5, step=0.1, description=say("widgets_baskets.cost")
        ),
    }
    return View(sliders, draw, say("widgets_baskets.offer_label"))


def _plot(ax, labels, sent, total):
    shown = [at for at in np.argsort(-total, kind="stable")[:_SHOWN] if sent[at]][::-1]
    places = range(_SHOWN - len(shown), _SHOWN)
    values = [total[at] for at in shown]
    ax.barh(places, values, color=[BLUE] * (len(shown) - 1) + [ORANGE], height=0.65)
    for place, at in zip(places, shown, strict=True):
        key = "widgets_baskets.bar_one" if sent[at] == 1 else "widgets_baskets.bar"
        ax.annotate(
            say(key, sent=int(sent[at]), value=total[at]),
            (total[at], place),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            color=GREY,
        )
    ax.set_yticks(list(places), [labels[at] for at in shown])
    ax.set_ylim(-0.6, _SHOWN - 0.4)
    ax.set_xlim(0, max([1.0, *values]) * 1.3)
    ax.set_xlabel(say("widgets_baskets.offer_x"))
