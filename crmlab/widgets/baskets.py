"""Lesson 6b: how many rules remain as support and confidence are raised, and how many of them hold."""

import ipywidgets
import numpy as np

from crmlab.frames import need_columns, need_rows, open_frame
from crmlab.language import say
from crmlab.language.style import GREY, ORANGE
from crmlab.widgets.view import View

WANTED = ("count", "confidence", "lift", "holds")


def basket_rules(rules):
    """Move least support and least confidence, and see which rules remain and which hold on new baskets.

    Parameters
    ----------
    rules : pandas.DataFrame
        One row for each rule: ``count`` (int, baskets), ``confidence`` and ``lift`` (float) as found, and
        ``holds`` (bool), as `crmlab.personalize.check_rules` says of baskets that took no part.

    Returns
    -------
    crmlab.widgets.View
        With the sliders ``count`` (baskets), ``confidence`` (per cent) and ``lift``.

    Raises
    ------
    crmlab.frames.InputError
        If a column is missing or the table is empty.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.widgets import basket_rules
    >>> rules = pd.DataFrame({"count": [30, 12], "confidence": [0.2, 0.5], "lift": [2.0, 1.4],
    ...                       "holds": [True, False]})
    >>> sorted(basket_rules(rules).sliders)
    ['confidence', 'count', 'lift']
    """
    need_columns(open_frame(rules, "rules"), {name: name for name in WANTED}, "rules")
    need_rows(len(rules), "rules")
    counts, shares = rules["count"].to_numpy(), 100 * rules["confidence"].to_numpy()
    lifts, holds = rules["lift"].to_numpy(), rules["holds"].to_numpy(dtype=bool)

    def draw(figure, count, confidence, lift):
        # A share such as 7/50 is a hair under 14 as a float; the slider's step is one.
        kept = (counts >= count) & (shares >= confidence - 1e-9) & (lifts >= lift)
        _plot(figure.subplots(), counts, shares, kept, holds, count, confidence)
        told = say("widgets_baskets.remain", kept=int(kept.sum()), all=len(kept))
        if not kept.any():
            return told
        told += say("widgets_baskets.hold", held=int((kept & holds).sum()))
        return told + say("widgets_baskets.missed", missed=int((holds & ~kept).sum()))

    least = int(counts.min())
    most = max(int(np.quantile(counts, 0.95)), least + 1)
    # Rules are mostly filtered to a lift above 1: the slider begins where it first takes one away.
    floor = min(np.floor(4 * lifts.min()) / 4, 4.75)
    sliders = {
        "count": ipywidgets.IntSlider(least, least, most, 1, description=say("widgets_baskets.count")),
        "confidence": ipywidgets.IntSlider(
            int(shares.min()), 0, max(int(shares.max()), 1), 1, description=say("widgets_baskets.confidence")
        ),
        "lift": ipywidgets.FloatSlider(
            value=floor, min=floor, max=5, step=0.25, description=say("widgets_baskets.lift")
        ),
    }
    return View(sliders, draw, say("widgets_baskets.label"))


def _plot(ax, counts, shares, kept, holds, count, confidence):
    ax.plot(counts[~kept], shares[~kept], "o", color=GREY, alpha=0.2, markersize=4)
    loose, firm = kept & ~holds, kept & holds
    ax.plot(
        counts[loose], shares[loose], "o", markerfacecolor="white", markeredgecolor=GREY, markersize=6,
        linestyle="", label=say("widgets_baskets.loose"),
    )  # fmt: skip
    ax.plot(
        counts[firm], shares[firm], "o", color=ORANGE, markersize=7, linestyle="",
        label=say("widgets_baskets.firm"),
    )  # fmt: skip
    ax.axvline(count, color=GREY, linewidth=1)
    ax.axhline(confidence, color=GREY, linewidth=1)
    ax.set_xscale("log")
    ticks = [n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if counts.min() <= n <= counts.max()]
    ax.set_xticks(ticks, [str(n) for n in ticks])
    ax.minorticks_off()
    ax.set_ylim(0, max(shares) * 1.1)
    ax.yaxis.set_major_formatter(lambda y, _: f"{y:.0f}%")
    ax.set_xlabel(say("widgets_baskets.x"))
    ax.set_ylabel(say("widgets_baskets.y"))
    ax.legend(loc="upper right")
