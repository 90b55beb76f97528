"""Customer knowledge: what was learnt, as rules that a department can use, measured on people."""

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_table
from crmlab.language import say
from crmlab.shares import wilson


def measure_rules(table, rules):
    """Count for each rule how many it speaks of, how often it is right, and how much better than nothing.

    Parameters
    ----------
    table : table of any engine
        One row per customer, with the columns that the rules name.  Use a later table to see a rule at work.
    rules : pandas.DataFrame
        ``department``; ``when`` (a condition as for ``DataFrame.query``); ``then`` (a column of 0 and 1).

    Returns
    -------
    pandas.DataFrame
        The rules with ``people`` (int, who fulfil the condition), ``support`` (share of all rows that
        fulfil it and have the outcome), ``rate`` (share of `people` with the outcome), ``base`` (share of all
        rows with it), ``lift`` (rate over base), ``low`` and ``high`` (95 % interval of the rate; Wilson
        1927).

    Raises
    ------
    InputError
        For a missing column, a condition that cannot be read, one that nobody fulfils, or an outcome that is
        not 0 and 1.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.mine import measure_rules
    >>> people = pd.DataFrame({"silent": [3, 5, 80, 90], "came": [1, 1, 1, 0]})
    >>> rules = pd.DataFrame({"department": ["till"], "when": ["silent < 30"], "then": ["came"]})
    >>> measure_rules(people, rules)[["people", "support", "rate", "base", "lift"]].round(2)
       people  support  rate  base  lift
    0       2      0.5   1.0  0.75  1.33
    """
    wanted = need_table(rules, "rules", ["department", "when", "then"])
    people = need_table(table, "table", sorted(set(wanted["then"])))
    measured = [
        _measure(people, when, then) for when, then in zip(wanted["when"], wanted["then"], strict=True)
    ]
    return pd.concat([wanted.reset_index(drop=True), pd.DataFrame(measured)], axis=1)


def _measure(people, when, then):
    outcome = people[then]
    if not outcome.isin([0, 1]).all():
        raise InputError(say("mine_methods.not_decisions", name=then, value=repr(outcome.iloc[0])))
    try:
        chosen = np.asarray(people.eval(when))
    except (SyntaxError, NameError, TypeError, ValueError, KeyError, AttributeError) as error:
        raise InputError(say("mine_methods.bad_rule", when=when, reason=str(error))) from None
    if chosen.dtype != bool or chosen.shape != (len(people),):
        raise InputError(say("mine_methods.not_a_condition", when=when))
    if not chosen.any():
        raise InputError(say("mine_methods.nobody", when=when))
    n, yes, base = int(chosen.sum()), int(outcome[chosen].sum()), float(outcome.mean())
    low, high = map(float, wilson(yes, n))
    rate = yes / n
    lift = rate / base if base else np.nan
    return {
        "people": n,
        "support": yes / len(people),
        "rate": rate,
        "base": base,
        "lift": lift,
        "low": low,
        "high": high,
    }
