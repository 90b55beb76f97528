"""What a mailing brought, cell by cell, and which cells are worth mailing again."""

from dataclasses import dataclass, field
from math import isfinite
from numbers import Real

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_columns, need_rows, open_frame, to_pandas, warn_left_out
from crmlab.language import say
from crmlab.shares import wilson


@dataclass(frozen=True)
class MailingProfit:
    """What `mailing_profit` found.

    Attributes
    ----------
    break_even : float
        Response rate, 0 to 1, at which a mailing pays for itself: cost per contact over margin per response.
    cells : pandas.DataFrame
        The response table with ``profit`` (float, yuan, of mailing the whole cell) and ``mail`` (bool, the
        rate is above break-even).
    contacts_selected, contacts_all : int
        How many are mailed when only the cells above break-even are, and when all are.
    profit_selected, profit_all : float
        Yuan.
    """

    break_even: float
    cells: pd.DataFrame = field(repr=False)
    contacts_selected: int
    contacts_all: int
    profit_selected: float
    profit_all: float


def cell_response(contacts, scores, by="cell", customer="customer_id", responded="responded", mailed=None):
    """Count who answered a mailing, cell by cell.

    Parameters
    ----------
    contacts : pandas.DataFrame
        One row for each customer of one mailing: `customer`, `responded` (1 or 0, or bool), and `mailed` if a
        control group was held back.
    scores : pandas.DataFrame
        One row for each customer: `customer` and `by`, as `rfm` or `segments` give it, scored *before*
        the mailing.
    by : str, default "cell"
        Column of `scores` to count by: ``"cell"``, ``"segment"``, ``"r_score"`` ...
    customer, responded : str
        Column names.
    mailed : str, optional
        Column of `contacts` that is 1 for the mailed and 0 for the control group, who were left alone
        at random and bought or not all the same.

    Returns
    -------
    pandas.DataFrame, one row for each value of `by`, best rate first
        `by`; ``customers`` and ``responses`` (int, of the mailed); ``rate`` (float, 0 to 1) with the ends
        ``low`` and ``high`` of its 95 % interval after Wilson (1927).  With `mailed` also
        ``control_customers``, ``control_responses``, ``control_rate``, and ``uplift`` (rate less control
        rate: the responses that the mailing caused) with its 95 % interval ``uplift_low``, ``uplift_high``
        after Newcombe (1998); NaN where nobody was held back.

    Raises
    ------
    InputError
        For a missing column, a customer who stands in either table twice, or answers other than 0 and 1.

    Warns
    -----
    LeftOutWarning
        With counts: contacts without an answer, and those whom `scores` does not know.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate import cell_response
    >>> contacts = pd.DataFrame({"customer_id": list("abcd"), "responded": [1, 1, 0, 0]})
    >>> scores = pd.DataFrame({"customer_id": list("abcd"), "cell": ["555", "555", "555", "111"]})
    >>> cell_response(contacts, scores).round(2)
      cell  customers  responses  rate   low  high
    0  555          3          2  0.67  0.21  0.94
    1  111          1          0  0.00  0.00  0.79
    """
    contacts, scores = to_pandas(contacts, "contacts"), to_pandas(scores, "scores")
    wanted = {"customer": customer, "responded": responded, **({"mailed": mailed} if mailed else {})}
    need_columns(open_frame(contacts, "contacts"), wanted, "contacts")
    need_columns(open_frame(scores, "scores"), {"customer": customer, "by": by}, "scores")
    need_rows(len(contacts), "contacts")
    people = _join(contacts[list(wanted.values())], scores[[customer, by]], by, customer, responded)
    yes = _zero_one(people, responded)
    if mailed is None:
        return _best_first(_rates(people[by], yes), by)

    treated = _zero_one(people, mailed) == 1
    table = _rates(people.loc[treated, by], yes[treated])
    control = _rates(people.loc[~treated, by], yes[~treated]).add_prefix("control_")
    return _best_first(_add_uplift(table.join(control, how="left")), by)


def mailing_profit(response, cost_per_contact, margin_per_response, rate="rate"):
    """Find the cells that pay for their mailing, and what it brings to mail only those.

    The cells are judged one by one by their rate, where `crmlab.mine.profit_curve` goes down one ranked list.

    A cell pays when its rate is above the break-even response rate, the cost of a contact over the margin of
    a response (Hughes, 1994; Stone and Jacobs, 2008).

    Parameters
    ----------
    response : pandas.DataFrame
        As `cell_response` gives it.  To plan a roll-out after a test, put the number of people who could be
        mailed into ``customers`` first.
    cost_per_contact : float
        Yuan for each person mailed, above 0.
    margin_per_response : float
        Yuan earned by each response before the cost of the mailing, above 0: margin, not sales.
    rate : str, default "rate"
        Column with the rate that counts; ``"uplift"`` counts only the responses that the mailing caused.

    Returns
    -------
    MailingProfit

    Raises
    ------
    InputError
        For a missing column, or cost or margin that is not above 0.

    Warns
    -----
    LeftOutWarning
        With counts: cells without a rate.

    Notes
    -----
    Cells chosen by the same mailing that is then added up look better than they will be next time: the
    luckiest were chosen.  Choose on a test, judge on the roll-out.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate import mailing_profit
    >>> response = pd.DataFrame({"cell": ["555", "111"], "customers": [100, 300], "rate": [0.10, 0.01]})
    >>> found = mailing_profit(response, cost_per_contact=2.0, margin_per_response=50.0)
    >>> found.break_even, found.profit_selected, found.profit_all
    (0.04, 300.0, -150.0)
    >>> found.cells["mail"].tolist()
    [True, False]
    """
    _need_above_zero("cost_per_contact", cost_per_contact)
    _need_above_zero("margin_per_response", margin_per_response)
    need_columns(open_frame(response, "response"), {"customers": "customers", "rate": rate}, "response")
    need_rows(len(response), "response")
    known = response[rate].notna()
    warn_left_out("response", len(known), [(int((~known).sum()), say("frames.reason_without", column=rate))])
    break_even = cost_per_contact / margin_per_response
    cells = response[known].reset_index(drop=True)
    cells["profit"] = cells["customers"] * (cells[rate] * margin_per_response - cost_per_contact)
    cells["mail"] = cells[rate] > break_even
    chosen = cells[cells["mail"]]
    return MailingProfit(
        break_even=float(break_even),
        cells=cells,
        contacts_selected=int(chosen["customers"].sum()),
        contacts_all=int(cells["customers"].sum()),
        profit_selected=round(float(chosen["profit"].sum()), 2),
        profit_all=round(float(cells["profit"].sum()), 2),
    )


def _join(contacts, scores, by, customer, responded):
    """Give every contact its cell; each customer may stand once in either table."""
    for name, table in (("contacts", contacts), ("scores", scores)):
        twice = table[customer].duplicated() & table[customer].notna()
        if twice.any():
            raise InputError(
                say(
                    "differentiate.customer_twice",
                    table=name,
                    customer=table.loc[twice, customer].iloc[0],
                    count=int(twice.sum()),
                )
            )
    people = contacts.merge(scores.dropna(subset=[customer]), on=customer, how="left")
    silent = people[responded].isna()
    unknown = people[by].isna() & ~silent
    reasons = [
        (int(silent.sum()), say("frames.reason_without", column=responded)),
        (int(unknown.sum()), say("differentiate.reason_not_scored", by=by)),
    ]
    warn_left_out("contacts", len(people), reasons)
    people = people[~silent & ~unknown]
    need_rows(len(people), "contacts")
    return people


def _zero_one(people, column):
    """Read a column of 0 and 1, or of False and True."""
    if not people[column].isin([0, 1]).all():
        odd = people.loc[~people[column].isin([0, 1]), column].tolist()[0]
        raise InputError(say("differentiate.not_zero_one", column=column, value=repr(odd)))
    return people[column].astype(int)


def _rates(cells, yes):
    counted = yes.groupby(cells.to_numpy()).agg(customers="size", responses="sum")
    low, high = wilson(counted["responses"], counted["customers"])
    return counted.assign(rate=counted["responses"] / counted["customers"], low=low, high=high)


def _add_uplift(table):
    """Add the difference to the control group and its interval after Newcombe (1998)."""
    down = np.hypot(table["rate"] - table["low"], table["control_high"] - table["control_rate"])
    up = np.hypot(table["high"] - table["rate"], table["control_rate"] - table["control_low"])
    uplift = table["rate"] - table["control_rate"]
    table = table.assign(uplift=uplift, uplift_low=uplift - down, uplift_high=uplift + up)
    for count in ("control_customers", "control_responses"):
        table[count] = table[count].fillna(0).astype(int)
    return table.drop(columns=["control_low", "control_high"])


def _best_first(table, by):
    table = table.rename_axis(by).reset_index()
    return table.sort_values(["rate", by], ascending=[False, True], ignore_index=True)


def _need_above_zero(argument, number):
    if isinstance(number, bool) or not isinstance(number, Real) or not isfinite(number) or number <= 0:
        raise InputError(say("differentiate.not_above_zero", argument=argument, value=repr(number)))
