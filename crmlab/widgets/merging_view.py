"""Lesson 3a: what merging costs as the threshold and the two prices of an error are moved."""

import ipywidgets
import numpy as np

from crmlab.frames import need_columns, open_frame
from crmlab.identify import best_threshold, plot_threshold_costs, threshold_costs
from crmlab.language import say
from crmlab.widgets.view import View

STOPS = np.linspace(0.01, 0.99, 99).round(2)  # of the slider


def merging(scored, true, cost_false=40, cost_missed=8):
    """Move the threshold and the costs of a false and of a missed merge, and see what the errors cost.

    Parameters
    ----------
    scored : pandas.DataFrame
        ``record_a``, ``record_b``, ``probability``.
    true : pandas.DataFrame
        The true pairs: ``record_a``, ``record_b``.
    cost_false, cost_missed : int
        Yuan, where the sliders begin.

    Returns
    -------
    crmlab.widgets.View
        With the sliders ``threshold``, ``cost_false`` and ``cost_missed``.

    Raises
    ------
    crmlab.frames.InputError
        If a column is missing.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.widgets import merging
    >>> scored = pd.DataFrame({"record_a": ["R1", "R1"], "record_b": ["R2", "R3"], "probability": [0.9, 0.4]})
    >>> sorted(merging(scored, scored.head(1)).sliders)
    ['cost_false', 'cost_missed', 'threshold']
    """
    need_columns(open_frame(scored, "scored"), {"probability": "probability"}, "scored")
    # The pairs do not change with the prices: count once, and let the sliders only multiply.
    counted = threshold_costs(scored, true, 1, 1, [0.001, 0.003, *STOPS, 0.997, 0.999])

    def draw(figure, threshold, cost_false, cost_missed):
        costs = counted.assign(cost=cost_false * counted["false"] + cost_missed * counted["missed"])
        plot_threshold_costs(costs, at=threshold, ax=figure.subplots())
        here = costs.iloc[int((costs["threshold"] - threshold).abs().idxmin())]
        told = say(
            "widgets_merging.now", threshold=threshold, merged=int(here["merged"]), false=int(here["false"]),
            missed=int(here["missed"]), cost=here["cost"],
        )  # fmt: skip
        return told + say("widgets_merging.rule", threshold=best_threshold(cost_false, cost_missed))

    def slider(kind, key, value, low, high, step):
        described = say(f"widgets_merging.{key}")
        return kind(value=value, min=low, max=high, step=step, description=described)

    sliders = {
        "threshold": slider(ipywidgets.FloatSlider, "threshold", 0.5, 0.01, 0.99, 0.01),
        "cost_false": slider(ipywidgets.IntSlider, "cost_false", cost_false, 1, 200, 1),
        "cost_missed": slider(ipywidgets.IntSlider, "cost_missed", cost_missed, 1, 200, 1),
    }
    return View(sliders, draw, say("widgets_merging.label"))
