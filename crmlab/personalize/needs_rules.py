"""Rules from what is known of a customer to what she is offered: their coverage and their conflicts."""

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_table, say_list
from crmlab.language import say


def apply_rules(customers, rules, customer="customer_id"):
    """Give each customer what the first rule says that fits her.

    Parameters
    ----------
    customers : DataFrame of any engine
        One row for each customer.
    rules : pandas.DataFrame or list of (rule, when, then)
        Columns ``rule`` (its name), ``when`` (a condition on the columns of `customers`, as
        ``"price >= 25 and delivery < 20"``; ``"True"`` fits everybody) and ``then``.  The order counts.
    customer : str

    Returns
    -------
    pandas.DataFrame, one row for each customer, in the order given
        The id; ``rule`` and ``then`` of the first rule that fits (None where none does); ``fits`` (int, how
        many rules do); ``conflict`` (bool: among those that fit at least two say different things).
        A condition on a missing value does not fit.

    Raises
    ------
    InputError
        For a missing column, a customer who stands there twice, a rule whose condition cannot be read, or two
        rules of one name.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import apply_rules
    >>> people = pd.DataFrame({"customer_id": ["a", "b", "c"], "price": [40, 30, 5], "speed": [5, 35, 9]})
    >>> rules = [("counts", "price >= 25", "thrifty"), ("waits", "speed >= 30", "hurried")]
    >>> apply_rules(people, rules)
      customer_id    rule     then  fits  conflict
    0           a  counts  thrifty     1     False
    1           b  counts  thrifty     2      True
    2           c    None     None     0     False
    """
    table, rules, fits = _fits(customers, rules, customer)
    first = np.where(fits.any(axis=1), fits.argmax(axis=1), len(rules))
    named = [*rules["rule"], None]
    says = [*rules["then"], None]
    code = pd.factorize(rules["then"])[0]
    lowest = np.where(fits, code, len(code)).min(axis=1)
    highest = np.where(fits, code, -1).max(axis=1)
    return pd.DataFrame(
        {
            customer: table[customer].to_numpy(),
            "rule": pd.Series([named[at] for at in first], dtype=object),
            "then": pd.Series([says[at] for at in first], dtype=object),
            "fits": fits.sum(axis=1),
            "conflict": fits.any(axis=1) & (lowest != highest),
        }
    )


def rule_coverage(customers, rules, customer="customer_id"):
    """Count for each rule whom it fits, whom it decides, and where another rule says otherwise.

    Parameters
    ----------
    customers, rules, customer
        As `apply_rules`.

    Returns
    -------
    pandas.DataFrame, one row for each rule and a last one for those whom none fits
        ``rule``; ``then``; ``fits`` (int); ``decides`` (int: it is the first that fits; over all rows they
        sum to the customers); ``conflicts`` (int: it fits, and so does one that says something else);
        ``share`` (float: of all customers, decided by it).

    Raises
    ------
    InputError
        As `apply_rules`.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import rule_coverage
    >>> people = pd.DataFrame({"customer_id": ["a", "b", "c"], "price": [40, 30, 5], "speed": [5, 35, 9]})
    >>> rules = [("counts", "price >= 25", "thrifty"), ("waits", "speed >= 30", "hurried")]
    >>> rule_coverage(people, rules)[["rule", "fits", "decides", "conflicts"]]
         rule  fits  decides  conflicts
    0  counts     2        2          1
    1   waits     1        0          1
    2    None     1        1          0
    """
    applied = apply_rules(customers, rules, customer)
    _, rules, fits = _fits(customers, rules, customer)
    conflict = applied["conflict"].to_numpy()
    rows = [
        (rule, then, int(fit.sum()), int((applied["rule"] == rule).sum()), int((fit & conflict).sum()))
        for rule, then, fit in zip(rules["rule"], rules["then"], fits.T, strict=True)
    ]
    nobody = int((applied["fits"] == 0).sum())
    rows.append((None, None, nobody, nobody, 0))
    found = pd.DataFrame(rows, columns=["rule", "then", "fits", "decides", "conflicts"])
    found[["rule", "then"]] = found[["rule", "then"]].astype(object).where(found["rule"].notna(), None)
    return found.assign(share=found["decides"] / len(applied))


def _fits(customers, rules, customer):
    """Give the customers, the rules as a frame, and which rule fits whom, bool (customers, rules)."""
    table = need_table(customers, "customers", {"customer": customer})
    if table[customer].duplicated().any():
        twice = table.loc[table[customer].duplicated(), customer].iloc[0]
        raise InputError(say("needs.twice", customer=twice))
    if not isinstance(rules, pd.DataFrame):
        rules = _as_frame(rules)
    rules = need_table(rules, "rules", ["rule", "when", "then"])
    if rules["rule"].duplicated().any():
        raise InputError(say("needs.rule_twice", rule=rules.loc[rules["rule"].duplicated(), "rule"].iloc[0]))
    fits = [_holds(table, rule, when) for rule, when in zip(rules["rule"], rules["when"], strict=True)]
    return table, rules, np.column_stack(fits)


def _as_frame(rules):
    try:
        return pd.DataFrame(
            [(rule, when, then) for rule, when, then in rules], columns=["rule", "when", "then"]
        )
    except (TypeError, ValueError):
        raise InputError(say("needs.not_rules")) from None


def _holds(table, rule, when):
    facts = {"rule": rule, "when": when, "columns": say_list(table.columns)}
    if str(when).strip() == "True":
        return np.ones(len(table), dtype=bool)
    try:
        held = table.eval(str(when), engine="python")
    except Exception:  # pandas raises a dozen kinds here: names, syntax, types
        raise InputError(say("needs.bad_condition", **facts)) from None
    if not isinstance(held, pd.Series) or held.dtype.name not in ("bool", "boolean"):
        raise InputError(say("needs.not_a_condition", **facts))
    return held.fillna(False).to_numpy(dtype=bool)
