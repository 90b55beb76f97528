"""Lesson 10a: a tree grown deeper and deeper, and what it earns where it learnt and where it did not."""

import ipywidgets
import numpy as np

from crmlab.frames import need_table
from crmlab.language import say
from crmlab.language.style import BLUE, GREY, ORANGE
from crmlab.mine.checks import need_money, need_target
from crmlab.widgets.view import View

DEPTHS = tuple(range(1, 13))
LEAST = (1, 5, 10, 20, 35, 50, 75, 100)


def growing(train, test, target="responded", cost=4, margin=50):
    """Let a tree grow, and see its profit on the customers it learnt from and on others.

    Parameters
    ----------
    train, test : table of any engine
        Columns of numbers, and `target` (0 or 1).
    target : str, default "responded"
    cost, margin : float
        Yuan per contact, and per response; where the margin's slider begins.

    Returns
    -------
    crmlab.widgets.View
        With the sliders ``depth``, ``least`` and ``margin``.

    Raises
    ------
    crmlab.frames.InputError
        For a missing column, a target that is not 0 and 1, or amounts that are none.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.widgets import growing
    >>> table = pd.DataFrame({"silent": range(40), "responded": [1] * 10 + [0] * 30})
    >>> sorted(growing(table, table).sliders)
    ['depth', 'least', 'margin']
    """
    need_money(cost=cost, margin=margin)
    parts = [need_table(part, name, {"target": target}) for part, name in ((train, "train"), (test, "test"))]
    answers = [need_target(part[target], target) for part in parts]
    chances = _grow_all([part.drop(columns=target) for part in parts], answers[0])

    def profits(least, margin):
        """Yuan for each 1,000 customers, per depth: where it learnt, and elsewhere."""
        return [
            [_profit(chances[depth, least][side], answers[side], cost, margin) for depth in DEPTHS]
            for side in (0, 1)
        ]

    def draw(figure, depth, least, margin):
        learnt, unseen = profits(least, margin)
        figure.set_layout_engine("none")
        _plot(figure.add_axes((0.14, 0.16, 0.70, 0.78)), learnt, unseen, depth)
        at = DEPTHS.index(depth)
        best = int(np.argmax(unseen))
        return say("widgets_growing.now", learnt=learnt[at], unseen=unseen[at]) + say(
            "widgets_growing.best", depth=DEPTHS[best], profit=unseen[best]
        )

    sliders = {
        "depth": ipywidgets.IntSlider(12, DEPTHS[0], DEPTHS[-1], description=say("widgets_growing.depth")),
        "least": ipywidgets.SelectionSlider(
            options=LEAST, value=LEAST[0], description=say("widgets_growing.least")
        ),
        "margin": ipywidgets.IntSlider(round(margin), 10, 100, 5, description=say("widgets_growing.margin")),
    }
    return View(sliders, draw, say("widgets_growing.label"))


def _grow_all(tables, answer):
    """Grow every tree once: the sliders then only look up."""
    from sklearn.tree import DecisionTreeClassifier

    found = {}
    for least in LEAST:
        for depth in DEPTHS:
            tree = DecisionTreeClassifier(max_depth=depth, min_samples_leaf=least, random_state=0)
            tree.fit(tables[0], answer)
            found[depth, least] = [tree.predict_proba(table)[:, 1] for table in tables]
    return found


def _profit(chance, answer, cost, margin):
    mailed = chance * margin > cost
    return 1000 * (answer[mailed].sum() * margin - mailed.sum() * cost) / len(answer)


def _plot(ax, learnt, unseen, depth):
    ax.axhline(0, color=GREY, linewidth=1)
    for values, colour, key in ((learnt, GREY, "learnt"), (unseen, BLUE, "unseen")):
        ax.plot(DEPTHS, values, color=colour, marker=".")
        ax.text(
            DEPTHS[-1] + 0.3,
            values[-1],
            say(f"widgets_growing.{key}"),
            color=colour,
            va="center",
            fontsize=9.5,
        )
    ax.plot([depth], [unseen[DEPTHS.index(depth)]], "o", color=ORANGE, markersize=10)
    ax.axvline(depth, color=ORANGE, linewidth=1, linestyle=(0, (4, 3)))
    ax.margins(y=0.12)
    ax.set_xlim(0.5, DEPTHS[-1] + 0.2)
    ax.yaxis.set_major_formatter(lambda y, _: f"{y:,.0f}")
    ax.set_xlabel(say("widgets_growing.x"))
    ax.set_ylabel(say("widgets_growing.y"))
