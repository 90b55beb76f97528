"""The model card: one page that says what a model is for, what it rests on and when it is void."""

import pandas as pd

from crmlab.frames import InputError, say_list
from crmlab.language import say

STEPS = ("business", "data", "preparation", "modelling", "evaluation", "deployment")
FACTS = {
    "business": ("question", "target", "unit", "window"),
    "data": ("tables", "customers"),
    "preparation": ("left_out", "leakage"),
    "modelling": ("method", "settings"),
    "evaluation": ("tested_on", "result", "limits"),
    "deployment": ("action", "consent", "regrow_when", "owner"),
}


def model_card(**facts):
    """Write down a mining project in the six steps of CRISP-DM, and refuse to leave one out.

    The steps are those of Chapman and others (2000), the idea of a card is Mitchell's (2019).

    Parameters
    ----------
    **facts : str or number
        ``question``, ``target``, ``unit``, ``window``; ``tables``, ``customers``; ``left_out``, ``leakage``;
        ``method``, ``settings``; ``tested_on``, ``result``, ``limits``; ``action``, ``consent``,
        ``regrow_when``, ``owner``.

    Returns
    -------
    pandas.DataFrame
        ``step`` and ``fact`` in the learner's language, and ``entry``.

    Raises
    ------
    InputError
        Naming the facts that are missing or empty, or that no card has.

    Examples
    --------
    >>> from crmlab.mine.card import FACTS, model_card
    >>> card = model_card(**{fact: "..." for facts in FACTS.values() for fact in facts})
    >>> len(card), card["step"].nunique()
    (17, 6)
    """
    wanted = [fact for of_step in FACTS.values() for fact in of_step]
    strange = [fact for fact in facts if fact not in wanted]
    if strange:
        raise InputError(say("mine_process.card_strange", facts=say_list(strange), wanted=say_list(wanted)))
    missing = [fact for fact in wanted if not str(facts.get(fact, "")).strip()]
    if missing:
        raise InputError(say("mine_process.card_missing", facts=say_list(missing)))
    rows = [
        (say(f"mine_process.step_{step}"), say(f"mine_process.fact_{fact}"), str(facts[fact]))
        for step, of_step in FACTS.items()
        for fact in of_step
    ]
    return pd.DataFrame(rows, columns=["step", "fact", "entry"])
