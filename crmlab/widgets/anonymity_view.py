"""Lesson 3b: how coarse must an extract be, and what is left of it?"""

from itertools import product
from math import prod

import ipywidgets
import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_columns, open_frame
from crmlab.identify.privacy_ladders import check_ladders, climb_codes
from crmlab.language import say
from crmlab.language.style import BLUE, ORANGE
from crmlab.widgets.view import View

MOST_WAYS = 200  # all are worked out before the first picture


def anonymity(extract, roll, ladders, person, k=1):
    """Climb the ladders of an extract, ask for a k, and see who is still recognised and what is lost.

    The attacker has a list with names.  For each row of the extract she takes the people on it who fit, and
    picks one of them at random; she is right when it is the right one.

    Parameters
    ----------
    extract : pandas.DataFrame
        One row for each person: the columns of `ladders`, and `person`, which the attacker does not see.
    roll : pandas.DataFrame
        The attacker's list: the same columns.
    ladders : dict of str to crmlab.identify.Ladder
        At most three, with at most 200 combinations of levels.
    person : str
        Column that says who it is.
    k : int, default 1
        Where its slider begins.

    Returns
    -------
    crmlab.widgets.View
        With one slider for each ladder, by its column's name, and ``k``.

    Raises
    ------
    crmlab.frames.InputError
        If a column is missing, or there are too many combinations.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import code_ladder
    >>> from crmlab.widgets import anonymity
    >>> people = pd.DataFrame({"person_id": ["P1", "P2", "P3"], "gender": ["F", "F", "M"]})
    >>> sorted(anonymity(people, people, {"gender": code_ladder()}, "person_id").sliders)
    ['gender', 'k']
    """
    extract, roll = check_ladders(extract, ladders), check_ladders(roll, ladders)
    for name, table in (("extract", extract), ("roll", roll)):
        need_columns(open_frame(table, name), {"person": person}, name)
    count = prod(ladder.top + 1 for ladder in ladders.values())
    if count > MOST_WAYS:
        raise InputError(say("identify_privacy.too_many_ways", ways=count, most=MOST_WAYS))
    ways = _work_out(extract, roll, ladders, person)

    def draw(figure, k, **levels):
        here = tuple(levels.values())
        cloud = np.array([_measure(*way, k) for way in ways.values()])
        loss, right, left_out, surest = cloud[list(ways).index(here)]
        _plot(figure.subplots(), cloud, (loss, right))
        told = say("identify_privacy.widget_now", right=right, loss=loss, left_out=left_out)
        if surest > 0:
            told += say("identify_privacy.widget_surest", surest=surest)
        return told

    sliders = {
        column: ipywidgets.IntSlider(0, 0, ladder.top, 1, description=_title(column, ladder))
        for column, ladder in ladders.items()
    }
    sliders["k"] = ipywidgets.IntSlider(k, 1, 50, 1, description=say("identify_privacy.widget_k"))
    return View(sliders, draw, say("identify_privacy.widget_label"), height=4.2)


def _work_out(extract, roll, ladders, person):
    """Give for each combination of levels: each row's class size, chance to be hit, and loss."""
    both = pd.concat([extract[list(ladders)], roll[list(ladders)]], ignore_index=True)
    n = len(extract)
    own = {column: climb_codes(extract[column], ladder)[1] for column, ladder in ladders.items()}
    codes = {column: climb_codes(both[column], ladder)[0] for column, ladder in ladders.items()}
    at = pd.Index(roll[person]).get_indexer(extract[person])
    ways = {}
    for levels in product(*(range(ladder.top + 1) for ladder in ladders.values())):
        classes = np.zeros(len(both), dtype=np.int64)
        for column, level in zip(ladders, levels, strict=True):
            step = codes[column][level]
            _, classes = np.unique(classes * (step.max() + 1) + step, return_inverse=True)
        size = np.bincount(classes[:n], minlength=classes.max() + 1)[classes[:n]]
        candidates = np.bincount(classes[n:], minlength=classes.max() + 1)[classes[:n]]
        fits = (at >= 0) & (classes[n:][at] == classes[:n])
        chance = np.where(fits, 1 / np.maximum(candidates, 1), 0.0)
        lost = sum(own[column][level] for column, level in zip(ladders, levels, strict=True)) / len(ladders)
        ways[levels] = (size, chance, lost)
    return ways


def _measure(size, chance, lost, k):
    """Give loss, share guessed right, share left out, and the best single chance, at one k."""
    kept = size >= k
    loss = (lost[kept].sum() + (~kept).sum()) / len(size)
    surest = chance[kept].max() if kept.any() else 0.0
    return loss, chance[kept].sum() / len(size), (~kept).mean(), surest


def _title(column, ladder):
    names = {"born_on": "widget_born", "gender": "widget_gender", "district": "widget_district"}
    if column in names:
        return say(f"identify_privacy.{names[column]}", top=ladder.top)
    return say("identify_privacy.widget_level", column=column, top=ladder.top)


def _plot(ax, cloud, here):
    ax.scatter(cloud[:, 0], cloud[:, 1], color=BLUE, s=24, alpha=0.45, linewidths=0)
    ax.plot([here[0]], [here[1]], marker="o", color=ORANGE, markersize=12, clip_on=False)
    ax.axvline(here[0], color=ORANGE, linewidth=0.8)
    ax.axhline(here[1], color=ORANGE, linewidth=0.8)
    ax.set_xlim(0, 1.02)
    ax.set_ylim(0, max(0.1, cloud[:, 1].max() * 1.08))
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(lambda x, _: f"{x:.0%}")
    ax.set_xlabel(say("identify_privacy.anonymity_x"))
    ax.set_ylabel(say("identify_privacy.anonymity_y"))
