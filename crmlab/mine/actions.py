"""From a tree to the list on the counter: whom, what it costs, what to expect, who has not agreed."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_table
from crmlab.language import say
from crmlab.mine.checks import need_money


@dataclass(frozen=True)
class ActionList:
    """What `action_list` found.

    Attributes
    ----------
    rows : pandas.DataFrame
        The list: the customers to contact, best first, with ``place`` and ``expected_profit`` (yuan).
    counts : pandas.Series of int
        Where everybody went: ``scored``, ``below_break_even``, ``no_consent``, ``listed``.
    break_even : float
        Chance above which a contact pays.
    cost : float
        Yuan for contacting all on the list.
    expected_profit : float
        Yuan, the cost taken off.
    refused : pandas.DataFrame
        Who would be worth a contact but may not be contacted, with ``consent`` (``no``, ``withdrawn`` or
        ``never_asked``, as `crmlab.identify.check_export` finds it for each customer).
    """

    rows: pd.DataFrame = field(repr=False)
    counts: pd.Series = field(repr=False)
    break_even: float
    cost: float
    expected_profit: float
    refused: pd.DataFrame = field(repr=False)


def action_list(
    people,
    consents,
    on,
    channel,
    cost,
    margin,
    gift=0.0,
    chance="chance",
    purpose="marketing",
    customer="customer_id",
):
    """Keep who is worth a contact and has agreed to it, and say what that costs and should bring.

    Parameters
    ----------
    people : table of any engine
        One row per customer: `customer`, `chance`, and what the staff want to see beside it.
    consents : table of any engine
        As for `crmlab.identify.check_export`.
    on : str or date
        The day on which the list goes out.
    channel : str
        ``letter``, ``phone``, ``sms``, ``email``.
    cost, margin, gift : float
        Yuan per contact, per response before the contact is paid, and given to each who responds.
    chance : str, default "chance"
        Column with the chance of a response, or of one that the contact *causes*.
    purpose, customer : str

    Returns
    -------
    ActionList

    Raises
    ------
    InputError
        For a missing column, a chance outside 0 to 1, a customer who stands twice, amounts that are none, or
        terms under which nobody can pay.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.mine import action_list
    >>> consents = pd.DataFrame({"customer_id": ["C1", "C2", "C3"], "purpose": "marketing",
    ...     "channel": "letter", "granted": [1, 0, 1],
    ...     "stated_on": pd.Timestamp("2025-01-10"), "withdrawn_on": pd.NaT})
    >>> people = pd.DataFrame({"customer_id": ["C1", "C2", "C3"], "chance": [0.2, 0.3, 0.01]})
    >>> found = action_list(people, consents, "2026-01-05", "letter", cost=4, margin=50)
    >>> found.rows["customer_id"].tolist(), found.counts.to_dict()
    (['C1'], {'scored': 3, 'below_break_even': 1, 'no_consent': 1, 'listed': 1})
    """
    from crmlab.identify import check_export

    table = need_table(people, "people", {"customer": customer, "chance": chance})
    need_money(cost=cost, margin=margin, gift=gift)
    if margin <= gift:
        raise InputError(say("mine_process.gift_eats_margin", margin=margin, gift=gift))
    twice = table[customer].duplicated()
    if twice.any():
        first = table.loc[twice, customer].iloc[0]
        raise InputError(say("mine_process.twice", table="people", count=int(twice.sum()), customer=first))
    odd = table.loc[~table[chance].between(0, 1), chance]
    if len(odd):
        raise InputError(say("mine_process.not_a_chance", column=chance, value=f"{odd.iloc[0]:g}"))
    profit = table[chance] * (margin - gift) - cost
    worth = table.assign(expected_profit=profit.round(2))[profit > 0]
    agreed, refused = worth, worth.assign(consent=pd.Series(dtype=object))
    if len(worth):
        gate = check_export(worth, consents, on, purpose, channel, customer)
        agreed, refused = gate.allowed, gate.refused
    order = agreed.sort_values(["expected_profit", customer], ascending=[False, True], ignore_index=True)
    counts = {"scored": len(table), "below_break_even": len(table) - len(worth)}
    counts |= {"no_consent": len(worth) - len(order), "listed": len(order)}
    order.insert(0, "place", np.arange(1, len(order) + 1))
    return ActionList(
        rows=order,
        counts=pd.Series(counts, name="customers"),
        break_even=cost / (margin - gift),
        cost=float(len(order) * cost),
        expected_profit=float((order[chance] * (margin - gift) - cost).sum()),
        refused=refused,
    )
