"""Lesson 4a: what a mailing earns as the cut points and the weights of the scores are moved."""

import ipywidgets
import numpy as np

from crmlab.frames import need_columns, open_frame
from crmlab.language import say
from crmlab.language.style import BLUE, GREY, ORANGE
from crmlab.ranking import profit_steps
from crmlab.widgets.view import View

WANTED = ("recency", "frequency", "monetary", "responded")


def mailing(people, cost_per_contact, margin_per_response):
    """Move cut points and weights of RFM, and see what the mailing would have earned.

    Everybody in `people` was mailed.  The view scores them anew, puts the best first, and draws the
    profit of mailing only the first few, the first many, all.

    Parameters
    ----------
    people : pandas.DataFrame
        One row for each person mailed: ``recency`` (days), ``frequency``, ``monetary`` (yuan), measured
        before the mailing, and ``responded`` (0 or 1).
    cost_per_contact : float
        Yuan.
    margin_per_response : float
        Yuan, before the cost of the contact; where its slider begins.

    Returns
    -------
    crmlab.widgets.View
        With the sliders ``top_days``, ``r``, ``f``, ``m``, ``share`` and ``margin``.

    Raises
    ------
    crmlab.frames.InputError
        If a column is missing.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.widgets import mailing
    >>> people = pd.DataFrame({"recency": [3, 90], "frequency": [9, 1], "monetary": [900.0, 20.0],
    ...                        "responded": [1, 0]})
    >>> sorted(mailing(people, 4, 50).sliders)
    ['f', 'm', 'margin', 'r', 'share', 'top_days']
    """
    need_columns(open_frame(people, "people"), {name: name for name in WANTED}, "people")
    recency, responded = people["recency"].to_numpy(), people["responded"].to_numpy()
    f_score, m_score = _fifths(people["frequency"]), _fifths(people["monetary"])

    def draw(figure, top_days, r, f, m, share, margin):
        score = r * recency_score(recency, top_days) + f * f_score + m * m_score
        # Equal scores cannot be told apart: they are mailed together or not, on the average of their kind.
        mailed, profit = profit_curve(score, responded, cost_per_contact, margin)
        here = share / 100 * len(people)
        now = float(np.interp(here, mailed, profit))
        best = int(np.argmax(profit))
        _plot(figure.subplots(), mailed / len(people), profit, share / 100, now, best)
        told = say("widgets.mailing_now", share=share, people=round(here), profit=now)
        if not (r or f or m):
            return told + say("widgets.mailing_no_weights")
        if best == 0:
            told += say("widgets.mailing_none_pays")
        else:
            told += say("widgets.mailing_best_stop", share=mailed[best] / len(people), profit=profit[best])
        return told + say("widgets.mailing_break_even", rate=cost_per_contact / margin)

    def whole(key, value, low, high, step=1):
        return ipywidgets.IntSlider(value, low, high, step, description=say(f"widgets.mailing_{key}"))

    sliders = {
        "top_days": whole("top_days", 20, 5, 120, 5),
        "r": whole("r", 1, 0, 5),
        "f": whole("f", 1, 0, 5),
        "m": whole("m", 1, 0, 5),
        "share": whole("share", 100, 5, 100, 5),
        "margin": whole("margin", round(margin_per_response), 10, 100, 5),
    }
    return View(sliders, draw, say("widgets.mailing_label"))


def recency_score(recency, top_days):
    """Score recency by cut points that double: 5 within `top_days`, 4 within twice as many, and so on.

    Examples
    --------
    >>> from crmlab.widgets.mailing_view import recency_score
    >>> recency_score([10, 30, 70, 150, 400], 20).tolist()
    [5, 4, 3, 2, 1]
    """
    return 5 - np.searchsorted(top_days * np.array([1, 2, 4, 8]), recency, side="left")


def profit_curve(score, responded, cost, margin):
    """Add up the profit of mailing everybody with the best score, then the next score, and so on.

    `crmlab.mine.profit_curve` is the same curve as a table, and refuses answers that do not vary.

    Parameters
    ----------
    score, responded : array of shape (n,)
    cost, margin : float
        Yuan per contact, and per response.

    Returns
    -------
    mailed, profit : numpy.ndarray of shape (scores + 1,)
        Beginning with nobody and nothing.

    Examples
    --------
    >>> import numpy as np
    >>> from crmlab.widgets.mailing_view import profit_curve
    >>> mailed, profit = profit_curve(np.array([9, 3, 3]), np.array([1, 0, 1]), 4, 50)
    >>> mailed.tolist(), profit.tolist()
    ([0, 1, 3], [0.0, 46.0, 88.0])
    """
    mailed, _, profit = profit_steps(np.asarray(score), np.asarray(responded), margin, cost)
    return mailed, profit


def _fifths(values):
    """Score by place in line, as the lesson does by hand."""
    place = values.rank(method="first").astype(int)
    return ((place - 1) * 5 // len(values) + 1).to_numpy()


def _plot(ax, share, profit, here, now, best):
    ax.axhline(0, color=GREY, linewidth=1)
    ax.plot(share, profit, color=BLUE, marker=".", markersize=4)
    ax.plot([share[best]], [profit[best]], marker="v", color=GREY, markersize=8)
    ax.annotate(
        say("widgets.mailing_best", profit=profit[best]),
        (share[best], profit[best]),
        xytext=(8, 8),
        textcoords="offset points",
        color=GREY,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
    )
    ax.plot([here], [now], marker="o", color=ORANGE, markersize=10)
    ax.axvline(here, color=ORANGE, linewidth=1)
    ax.margins(y=0.18)
    ax.set_xlim(0, 1.02)
    ax.xaxis.set_major_formatter(lambda x, _: f"{x:.0%}")
    ax.set_xlabel(say("widgets.mailing_x"))
    ax.set_ylabel(say("widgets.mailing_y"))
