"""How good a reader is, of flesh or of code: confusion, agreement beyond chance, and what its errors cost."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.frames import InputError, to_numbers
from crmlab.interact.checks import need_above_zero, need_same_length, zero_one
from crmlab.language import say


def confusion(true, said):
    """Count who was taken for what.

    Parameters
    ----------
    true, said : Series or list, length n
        Labels; ``None`` in `said` where no judgement was passed.

    Returns
    -------
    pandas.DataFrame
        Rows: true labels; columns: what was said, in the same order.  Pairs without a judgement are in none.

    Raises
    ------
    InputError
        For lengths that differ, or if nothing was judged.

    Examples
    --------
    >>> from crmlab.interact import confusion
    >>> confusion(["late", "late", "rude"], ["late", "rude", "rude"]).to_numpy().tolist()
    [[1, 1], [0, 1]]
    """
    need_same_length(true=true, said=said)
    pairs = pd.DataFrame({"true": list(true), "said": list(said)}).dropna()
    if not len(pairs):
        raise InputError(say("text.nothing_judged"))
    names = sorted(set(pairs["true"]) | set(pairs["said"]), key=str)
    table = pd.crosstab(pairs["true"], pairs["said"]).reindex(index=names, columns=names, fill_value=0)
    return table.rename_axis(index="true", columns="said")


@dataclass(frozen=True)
class Agreement:
    """How far two readers agree.

    Attributes
    ----------
    agree : float
        Share of things on which they agree.
    by_chance : float
        Share on which they would agree if each kept her habits and looked at nothing.
    kappa : float
        (agree - by_chance) / (1 - by_chance): 1 for always, 0 for no better than chance.
    """

    agree: float
    by_chance: float
    kappa: float


def agreement(table):
    """Measure agreement beyond chance: Cohen's kappa (1960).

    Parameters
    ----------
    table : pandas.DataFrame or 2-D array, square
        Counts, as `confusion` gives them.

    Returns
    -------
    Agreement

    Raises
    ------
    InputError
        If the table is not square, holds negative counts or nothing, or both readers know one class only.

    Examples
    --------
    >>> from crmlab.interact import agreement
    >>> round(agreement([[88, 14, 18], [10, 40, 10], [2, 6, 12]]).kappa, 3)
    0.492
    """
    counts = np.asarray(table, dtype=float)
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1]:
        raise InputError(say("text.not_square", shape=counts.shape))
    total = counts.sum()
    if (counts < 0).any() or not total:
        raise InputError(say("text.no_counts"))
    agree = np.trace(counts) / total
    by_chance = (counts.sum(axis=0) * counts.sum(axis=1)).sum() / total**2
    if by_chance == 1:
        raise InputError(say("text.one_class_only"))
    return Agreement(float(agree), float(by_chance), float((agree - by_chance) / (1 - by_chance)))


def escalation_costs(chances, wanted, call, missed):
    """Work out what a rule "hand on from this chance up" would have cost, for every threshold.

    Parameters
    ----------
    chances : Series, list or numpy array, length n
        Chance that a text should be handed on (angry, say), 0 to 1.
    wanted : Series, list or numpy array of 0 and 1, length n
        Whether it should have been.
    call, missed : float
        Yuan: of each one handed on, needed or not; of each that should have been and was not.

    Returns
    -------
    pandas.DataFrame, by threshold from 0 up
        ``threshold``, ``escalated``, ``missed``, ``needless`` (int), ``cost`` (yuan).  The first row hands on
        everybody, the last nobody.

    Raises
    ------
    InputError
        For lengths that differ, values other than 0 and 1, or a cost that is not above 0.

    Notes
    -----
    If the chances can be trusted, the best threshold is call / missed, whatever the texts (Elkan 2001):
    handing on costs `call` for certain, keeping costs the chance times `missed`.

    Examples
    --------
    >>> from crmlab.interact import escalation_costs
    >>> costs = escalation_costs([0.1, 0.4, 0.9], [0, 0, 1], call=10, missed=50)
    >>> costs[["threshold", "escalated", "cost"]].to_numpy().tolist()
    [[0.0, 3.0, 30.0], [0.4, 2.0, 20.0], [0.9, 1.0, 10.0], [1.0, 0.0, 50.0]]
    """
    need_above_zero("call", call)
    need_above_zero("missed", missed)
    need_same_length(chances=chances, wanted=wanted)
    score, true = to_numbers(chances, "chances"), zero_one(wanted, "wanted")
    if len(score) != len(true):
        raise InputError(say("interact_checks.lengths", sizes=f"chances {len(score)}, wanted {len(true)}"))
    if score.min() < 0 or score.max() > 1:
        raise InputError(say("text.not_chances", value=score.max() if score.max() > 1 else score.min()))
    levels, place = np.unique(score, return_inverse=True)
    people = np.bincount(place, minlength=len(levels))
    hits = np.bincount(place, weights=true, minlength=len(levels)).astype(int)
    # From each level up: everybody but those below it.
    below = np.concatenate([[0], people.cumsum()])
    missed_below = np.concatenate([[0], hits.cumsum()])
    escalated = len(score) - below
    threshold = np.concatenate([[0.0], levels[1:], [1.0]])
    return pd.DataFrame(
        {
            "threshold": threshold,
            "escalated": escalated,
            "missed": missed_below,
            "needless": escalated - (true.sum() - missed_below),
            "cost": escalated * float(call) + missed_below * float(missed),
        }
    )
