"""Lesson 5b: which offer is worth its cost, as stake, cost and effect are moved."""

import ipywidgets
import numpy as np

from crmlab.frames import InputError, need_table, say_list, to_numbers
from crmlab.interact.complaints_plots import plot_recovery
from crmlab.interact.recovery import switch_points
from crmlab.language import say
from crmlab.widgets.view import View

MONTHS = 6  # over which the spending was counted
MOST = 600.0  # yuan, end of the axis


def recovering(offers, spent, margin_rate, names=None):
    """Move what a customer is worth, what making good costs and how well it works; see which offer is best.

    Parameters
    ----------
    offers : pandas.DataFrame
        ``offer``, ``saved`` (share), ``cost`` (yuan), as for `recovery_table`; the last is the
        dearest, whose cost is moved.
    spent : list or Series of float
        What each complainer spent in the half-year before, in yuan.
    margin_rate : float
        Margin per yuan sold, where its slider begins; 0.05 to 0.60.
    names : dict of str to str, optional
        What to call the offers.

    Returns
    -------
    crmlab.widgets.View
        With the sliders ``margin`` (per cent), ``months`` (of spending that is lost), ``cost`` (yuan) and
        ``effect`` (per cent of the measured saving).

    Raises
    ------
    crmlab.frames.InputError
        For a missing column or a margin rate that is no share.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.widgets import recovering
    >>> offers = pd.DataFrame({"offer": ["none", "refund"], "saved": [0, 0.15], "cost": [0, 20]})
    >>> sorted(recovering(offers, [300.0, 2000.0], 0.3).sliders)
    ['cost', 'effect', 'margin', 'months']
    """
    table = need_table(offers, "offers", ["offer", "saved", "cost"]).reset_index(drop=True)
    half_year = to_numbers(spent, "spent").clip(min=0)
    if not 0.05 <= margin_rate <= 0.6:
        raise InputError(say("widgets_recovering.margin_rate", value=margin_rate))
    called = names or {}

    def draw(figure, margin, months, cost, effect):
        now = table.assign(saved=table["saved"] * effect / 100)
        now.loc[now.index[-1], "cost"] = float(cost)
        stakes = half_year * margin / 100 * months / MONTHS
        # Fixed place, and steady: a layout worked out anew would draw everything twice.
        figure.set_layout_engine("none")
        plot_recovery(now, MOST, called, ax=figure.add_axes((0.12, 0.16, 0.68, 0.80)))
        net = np.outer(stakes, now["saved"]) - now["cost"].to_numpy()
        edge = switch_points(now)
        steps = [
            say("widgets_recovering.step", offer=called.get(row.offer, row.offer), stake=row.from_stake)
            for row in edge.itertuples()
        ]
        best, dearest = net.max(axis=1).mean(), net[:, -1].mean()
        return say("widgets_recovering.now", steps=say_list(steps), best=best, dearest=dearest)

    def whole(key, value, low, high, step=1):
        return ipywidgets.IntSlider(value, low, high, step, description=say(f"widgets_recovering.{key}"))

    sliders = {
        "margin": whole("margin", round(100 * margin_rate), 5, 60),
        "months": whole("months", MONTHS, 1, 36),
        "cost": whole("cost", round(table["cost"].iloc[-1]), 0, 80),
        "effect": whole("effect", 100, 0, 150, 5),
    }
    return View(sliders, draw, say("widgets_recovering.label"), steady=True)
