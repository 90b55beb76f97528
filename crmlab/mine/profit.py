"""Profit along the list: where to stop, and how sure that is."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.frames import InputError
from crmlab.language import say
from crmlab.mine.checks import need_money
from crmlab.mine.lift import need_scores
from crmlab.mine.resample import draw_weights
from crmlab.ranking import profit_steps, steps


def break_even(gain, cost):
    """Give the chance of a response above which a contact pays.

    Parameters
    ----------
    gain : float
        Yuan that a response earns before the contact is paid.
    cost : float
        Yuan per contact, whether it is answered or not.

    Returns
    -------
    float
        Infinite if no chance pays.

    Raises
    ------
    InputError
        For amounts that are not numbers of 0 or more.

    Examples
    --------
    >>> from crmlab.mine import break_even
    >>> break_even(gain=50, cost=4)
    0.08
    """
    need_money(gain=gain, cost=cost)
    return cost / gain if gain > cost else float("inf")


def profit_curve(score, outcome, gain, cost):
    """Add up what the mailing earns as it goes down the list, best score first.

    `crmlab.retain.saving_profit` is the same curve for an offer to stay, whose terms make gain and cost.

    Parameters
    ----------
    score, outcome
        As for `crmlab.mine.gains`.
    gain, cost : float
        As for `break_even`.

    Returns
    -------
    pandas.DataFrame
        ``contacted`` (int, 0 to n), ``share`` of all, ``cutoff`` (the lowest score contacted; inf for
        nobody), ``profit`` (yuan).  Equal scores come in one step.

    Raises
    ------
    InputError
        As `crmlab.mine.gains`, or for amounts that are none.

    Examples
    --------
    >>> from crmlab.mine import profit_curve
    >>> profit_curve([0.9, 0.4, 0.1], [1, 1, 0], gain=10, cost=2)["profit"].tolist()
    [0.0, 8.0, 16.0, 14.0]
    """
    need_money(gain=gain, cost=cost)
    scores, came = need_scores(score, outcome)
    contacted, cutoff, profit = profit_steps(scores, came, gain, cost)
    return pd.DataFrame(
        {"contacted": contacted, "share": contacted / len(scores), "cutoff": cutoff, "profit": profit}
    )


def profit_at(score, outcome, cutoff, gain, cost):
    """Give the profit of contacting everybody whose score reaches a cut-off.

    Parameters
    ----------
    score, outcome, gain, cost
        As for `profit_curve`.
    cutoff : float
        Contact from this score on.

    Returns
    -------
    float
        Yuan.

    Raises
    ------
    InputError
        As `profit_curve`; for a cut-off that is no number.

    Examples
    --------
    >>> from crmlab.mine import profit_at
    >>> profit_at([0.9, 0.4, 0.1], [1, 0, 1], cutoff=0.4, gain=10, cost=2)
    6.0
    """
    need_money(gain=gain, cost=cost)
    scores, came = need_scores(score, outcome)
    if isinstance(cutoff, bool) or not isinstance(cutoff, (int, float, np.number)) or np.isnan(cutoff):
        raise InputError(say("mine_methods.bad_cutoff", value=repr(cutoff)))
    chosen = scores >= cutoff
    return float(came[chosen].sum() * gain - chosen.sum() * cost)


@dataclass(frozen=True)
class BestCutoff:
    """What `best_cutoff` found.

    Attributes
    ----------
    cutoff, share, profit : float
        The score at which the profit curve is highest, the share contacted there, and the profit in yuan.
    contacted : int
    share_low, share_high : float
        Between these the best share lay in the middle 90 % of the bootstrap samples.
    profit_elsewhere : float
        Yuan, mean over the samples: what the cut-off chosen in a sample earned among those who were not in
        it, scaled to all.  Below ``profit``, because a best stop is partly luck.
    """

    cutoff: float
    share: float
    contacted: int
    profit: float
    share_low: float
    share_high: float
    profit_elsewhere: float


def best_cutoff(score, outcome, gain, cost, by=None, draws=200, seed=0):
    """Find where the profit curve is highest, and how far that stop moves from sample to sample.

    The bootstrap (Efron and Tibshirani 1993): draw as many customers with replacement, choose the stop anew,
    and see what it earns among those whom the draw left out.

    Parameters
    ----------
    score, outcome, gain, cost
        As for `profit_curve`.
    by : array of shape (n,), optional
        Whose row it is.  Rows of one customer are drawn together, because they are not independent.
    draws : int, default 200
    seed : int, default 0

    Returns
    -------
    BestCutoff

    Raises
    ------
    InputError
        As `profit_curve`; for draws that are no whole number above 0.

    Examples
    --------
    >>> import numpy as np
    >>> from crmlab.mine import best_cutoff
    >>> score = np.arange(100) / 100
    >>> found = best_cutoff(score, score > 0.595, gain=5, cost=1, draws=20)
    >>> found.contacted, found.cutoff, found.profit
    (40, 0.6, 160.0)
    """
    curve = profit_curve(score, outcome, gain, cost)
    best = curve.loc[curve["profit"].idxmax()]
    scores, came = need_scores(score, outcome)
    order = np.argsort(-scores)
    ends = steps(scores, came)[0][1:] - 1
    worth = np.where(came[order] == 1, gain - cost, -float(cost))
    shares, elsewhere = [], []
    for weight in draw_weights(len(scores), by, draws, seed):
        drawn = weight[order]
        profits = np.concatenate([[0.0], (drawn * worth).cumsum()[ends]])
        stop = int(profits.argmax())
        last = ends[stop - 1] + 1 if stop else 0
        shares.append(drawn[:last].sum() / drawn.sum())
        left_out = drawn == 0
        if left_out.any():
            elsewhere.append(worth[:last][left_out[:last]].sum() / left_out.mean())
    low, high = np.quantile(shares, [0.05, 0.95])
    return BestCutoff(
        float(best["cutoff"]),
        float(best["share"]),
        int(best["contacted"]),
        float(best["profit"]),
        float(low),
        float(high),
        float(np.mean(elsewhere)),
    )
