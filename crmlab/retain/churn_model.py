"""Who is about to leave: what is known on a day, what knows too much, lift, and what saving earns."""

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_rows, need_table, to_day
from crmlab.language import say
from crmlab.ranking import group_lift, profit_steps
from crmlab.retain.churn import need_days, visits_of

_LATELY = 90


def churn_table(
    orders, as_of, seen_within=90, horizon=180, customer="customer_id", date="ordered_on", amount="amount"
):
    """Lay out what is known of each active customer on a day, and whether she then fell silent.

    Everything but the last column is made of purchases before `as_of`; the last one of purchases in the
    `horizon` days from `as_of` on, and of nothing else.

    Parameters
    ----------
    orders : table of any engine
        As in `return_curve`; a column ``channel`` is used if there is one.
    as_of : str or date
        The day on which we would act.
    seen_within : int, default 90
        Active are those who bought within so many days before it.
    horizon : int or None, default 180
        She has churned if she buys nothing in so many days from then on.  None leaves the outcome out.
    customer, date, amount : str

    Returns
    -------
    pandas.DataFrame
        One row per active customer: `customer`; ``silent`` and ``tenure`` (int, days since the last and the
        first purchase); ``orders`` (int); ``gap`` (float, usual days between purchases, at least 1; the
        tenure if there was one only); ``overdue`` (float, silence in usual gaps); ``recent`` (int, purchases
        of the last 90 days); ``basket`` (float, yuan per purchase); ``spent`` (float, yuan in the last 365
        days); ``online`` (float, share of purchases not in the shop; only with a channel); ``churned`` (0
        or 1).

    Raises
    ------
    InputError
        As `return_curve`; if the orders end before the horizon does, or nobody is active.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import churn_table
    >>> orders = pd.DataFrame({"customer_id": ["a", "a", "b", "b"], "amount": [9.0, 9.0, 5.0, 5.0],
    ...     "ordered_on": pd.to_datetime(["2025-01-01", "2025-01-31", "2025-01-20", "2025-03-31"])})
    >>> churn_table(orders, "2025-02-01", horizon=59)[["customer_id", "silent", "orders", "churned"]]
      customer_id  silent  orders  churned
    0           a       1       2        1
    1           b      12       1        0
    """
    need_days("seen_within", seen_within)
    visits, _ = visits_of(orders, customer, date, amount, None)
    day = pd.Timestamp(to_day(as_of, "as_of"))
    before = visits[visits["day"] < day]
    table = _known(before, day)
    table = table[table["silent"] <= seen_within]
    if table.empty:
        raise InputError(say("churn.nobody_active", seen_within=seen_within, as_of=day.date()))
    given = need_table(orders, "orders", [customer, date, amount])
    if "channel" in given.columns:
        bought = given[(given[amount] > 0) & (pd.to_datetime(given[date]) < day)]
        table["online"] = bought["channel"].ne("shop").groupby(bought[customer]).mean().reindex(table.index)
    if horizon is not None:
        table["churned"] = _fell_silent(visits, table.index, day, horizon)
    return table.rename_axis(customer).reset_index()


def leak_check(table, outcome="churned", limit=0.85):
    """Ask of each column alone how well it tells who left: one that tells too well may know the future.

    The measure is the area under the ROC curve: the chance that a leaver and a stayer, drawn at random,
    are put in the right order; 0.5 is a coin.  No honest single column does much better than the others; one
    that does deserves the question on which day it was written (Kaufman and others 2012).

    Parameters
    ----------
    table : table of any engine
        Columns of numbers, and the outcome; other columns are passed over.
    outcome : str, default "churned"
        Column of 0 and 1.
    limit : float, default 0.85
        From here on a column is suspect.

    Returns
    -------
    pandas.DataFrame
        ``column``, ``auc`` (0.5 to 1, whichever way the column points) and ``suspect`` (bool), best first.

    Raises
    ------
    InputError
        If the outcome is not 0 and 1 or does not vary, or there is no column of numbers.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import leak_check
    >>> table = pd.DataFrame({"silent": [9, 2, 5, 1], "called_back": [0, 1, 0, 1], "churned": [1, 0, 1, 0]})
    >>> leak_check(table)
            column  auc  suspect
    0       silent  1.0     True
    1  called_back  1.0     True
    """
    given = need_table(table, "table", {"outcome": outcome})
    left = _outcome(given[outcome])
    numbers = given.drop(columns=outcome).select_dtypes(["number", "bool"])
    need_rows(numbers.shape[1], "table")
    rows = [(name, auc(numbers[name].fillna(numbers[name].median()), left)) for name in numbers]
    found = pd.DataFrame([(name, max(one, 1 - one)) for name, one in rows], columns=["column", "auc"])
    found = found.sort_values("auc", ascending=False, ignore_index=True, kind="stable")
    return found.assign(suspect=found["auc"] >= limit)


def auc(score, churned):
    """Give the chance that a leaver scores higher than a stayer, both drawn at random; ties count half.

    Parameters
    ----------
    score : array of float, shape (n,)
    churned : array of 0 and 1, shape (n,)

    Returns
    -------
    float

    Raises
    ------
    InputError
        If lengths differ or the outcome does not vary.

    Examples
    --------
    >>> from crmlab.retain import auc
    >>> auc([0.9, 0.4, 0.4, 0.1], [1, 1, 0, 0])
    0.875
    """
    from sklearn.metrics import roc_auc_score

    scores, left = np.asarray(score, dtype=float), _outcome(churned)
    _same_length(score=scores, churned=left)
    return float(roc_auc_score(left, scores))


def lift_table(chance, churned, groups=10):
    """Cut the customers into groups of one size, riskiest first, and compare the forecast with what came.

    `crmlab.mine.lift_table` is the same table for any scores; this one takes chances only, because it is read
    for calibration too.  Equal chances share what came of them.

    Parameters
    ----------
    chance : array of float, shape (n,)
        Predicted chances to leave, 0 to 1.
    churned : array of 0 and 1, shape (n,)
        Of customers on whom the model has not learnt.
    groups : int, default 10

    Returns
    -------
    pandas.DataFrame
        ``group`` (1 is the riskiest), ``customers`` (int), ``predicted`` and ``churned`` (mean share),
        ``lift`` (the group's share over that of all) and ``captured`` (share of all leavers in this group
        and those before it).

    Raises
    ------
    InputError
        For chances outside 0 to 1 or missing, different lengths, an outcome that does not vary, or groups
        that are no such number.

    Examples
    --------
    >>> from crmlab.retain import lift_table
    >>> lift_table([0.9, 0.6, 0.3, 0.1], [1, 1, 0, 0], groups=2)
       group  customers  predicted  churned  lift  captured
    0      1          2       0.75      1.0   2.0       1.0
    1      2          2       0.20      0.0   0.0       1.0
    """
    chances, left = _chances(chance), _outcome(churned)
    _same_length(chance=chances, churned=left)
    whole = isinstance(groups, (int, np.integer)) and not isinstance(groups, bool)
    if not whole or not 2 <= groups <= len(left):
        raise InputError(say("churn.bad_groups", rows=len(left), value=repr(groups)))
    table = group_lift(chances, left, groups).drop(columns="responses")
    return table.rename(columns={"score": "predicted", "rate": "churned"})


def saving_profit(chance, churned, value, saved, gift, contact):
    """Add up what an offer to stay earns, the riskiest contacted first (Neslin and others 2006).

    A leaver who is contacted takes the offer with chance `saved`: she brings `value` and gets the gift.  A
    stayer who is contacted takes the gift and would have stayed anyway.  It is the curve of
    `crmlab.mine.profit_curve` with the cost ``gift + contact`` of everybody contacted and the gain
    ``saved * value + gift * (1 - saved)`` of each leaver.

    Parameters
    ----------
    chance, churned
        As in `lift_table`.
    value : float
        Yuan that a saved customer brings.
    saved : float
        Chance that a contacted leaver stays, 0 to 1.
    gift : float
        Yuan per offer taken.
    contact : float
        Yuan per customer contacted.

    Returns
    -------
    pandas.DataFrame
        ``contacted`` (0 to n), ``share`` of all, ``profit`` (yuan).  Equal chances come in one step.

    Raises
    ------
    InputError
        As `lift_table`; for money below 0, or a share outside 0 to 1.

    Examples
    --------
    >>> from crmlab.retain import saving_profit
    >>> saving_profit([0.9, 0.1], [1, 0], value=100, saved=0.5, gift=10, contact=1)["profit"].tolist()
    [0.0, 44.0, 33.0]
    """
    chances, left = _chances(chance), _outcome(churned)
    _same_length(chance=chances, churned=left)
    _check_terms(value, saved, gift, contact)
    contacted, _, profit = profit_steps(chances, left, _gain(value, saved, gift), gift + contact)
    return pd.DataFrame({"contacted": contacted, "share": contacted / len(left), "profit": profit})


def worth_contacting(value, saved, gift, contact):
    """Give the chance to leave above which an offer to stay pays: infinite if it never does.

    Parameters
    ----------
    value, saved, gift, contact : float
        As in `saving_profit`.

    Returns
    -------
    float

    Raises
    ------
    InputError
        For money below 0, or a share outside 0 to 1.

    Examples
    --------
    >>> from crmlab.retain import worth_contacting
    >>> worth_contacting(value=100, saved=0.5, gift=10, contact=1)
    0.2
    """
    _check_terms(value, saved, gift, contact)
    gain = _gain(value, saved, gift)
    threshold = (gift + contact) / gain if gain else float("inf")
    return threshold if threshold <= 1 else float("inf")


def _gain(value, saved, gift):
    """Give what a leaver brings more than a stayer if contacted: the saved one's value, the others' gift."""
    return saved * value + gift * (1 - saved)


def _known(before, day):
    people = before.groupby("customer").agg(
        first=("day", "min"), last=("day", "max"), orders=("day", "size"), basket=("amount", "mean")
    )
    table = pd.DataFrame(
        {"silent": (day - people["last"]).dt.days, "tenure": (day - people["first"]).dt.days}
    )
    table["orders"] = people["orders"]
    between = (table["tenure"] - table["silent"]) / (table["orders"] - 1).clip(lower=1)
    table["gap"] = between.where(table["orders"] > 1, table["tenure"]).clip(lower=1).astype(float)
    table["overdue"] = table["silent"] / table["gap"]
    lately = before[before["day"] >= day - pd.Timedelta(days=_LATELY)]
    table["recent"] = lately["customer"].value_counts().reindex(table.index).fillna(0).astype(int)
    table["basket"] = people["basket"].round(2)
    year = before[before["day"] >= day - pd.Timedelta(days=365)]
    table["spent"] = year.groupby("customer")["amount"].sum().reindex(table.index).fillna(0).round(2)
    return table


def _fell_silent(visits, customers, day, horizon):
    need_days("horizon", horizon)
    known, last = day + pd.Timedelta(days=horizon), visits["day"].max()
    if known > last + pd.Timedelta(days=1):
        raise InputError(
            say(
                "churn.horizon_unseen",
                horizon=horizon,
                as_of=day.date(),
                known=known.date(),
                last=last.date(),
            )
        )
    came = visits[(visits["day"] >= day) & (visits["day"] < known)]["customer"].unique()
    return (~customers.isin(came)).astype(int)


def _chances(chance):
    values = np.asarray(chance, dtype=float)
    need_rows(len(values), "chance")
    odd = values[~((values >= 0) & (values <= 1))]
    if len(odd):
        raise InputError(say("churn.not_chances", name="chance", value=f"{odd[0]:g}"))
    return values


def _outcome(churned):
    values = pd.Series(np.asarray(churned))
    need_rows(len(values), "churned")
    odd = values[~values.isin([0, 1])]
    if len(odd):
        raise InputError(say("churn.not_zero_one", value=repr(odd.tolist()[0])))
    if values.nunique() < 2:
        raise InputError(say("churn.one_outcome", rows=len(values), value=int(values[0])))
    return values.astype(int).to_numpy()


def _same_length(**columns):
    sizes = {name: len(values) for name, values in columns.items()}
    if len(set(sizes.values())) > 1:
        raise InputError(say("churn.lengths", sizes=", ".join(f"{n} {size}" for n, size in sizes.items())))


def _check_terms(value, saved, gift, contact):
    for name, money in {"value": value, "gift": gift, "contact": contact}.items():
        if isinstance(money, bool) or not np.isreal(money) or not 0 <= money < np.inf:
            raise InputError(say("churn.not_money", argument=name, value=repr(money)))
    if isinstance(saved, bool) or not 0 <= saved <= 1:
        raise InputError(say("churn.not_a_share", argument="saved", value=repr(saved)))
