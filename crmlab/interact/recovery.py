"""Recovery: what an offer after a complaint changes, what it is worth, and which one to make."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.frames import (
    InputError,
    need_dates,
    need_numbers,
    open_frame,
    say_list,
    to_day,
    to_numbers,
    warn_left_out,
)
from crmlab.interact.checks import need_above_zero, need_table, need_whole, zero_one
from crmlab.interact.experiments import compare_shares
from crmlab.language import say
from crmlab.shares import wilson


def follow_up(cases, orders, days=90, before=180, until=None):
    """See which customers did not come back after their complaint was closed.

    Parameters
    ----------
    cases : pandas.DataFrame
        ``complaint_id``, ``customer_id``, ``closed_at`` (datetime) and whatever else; kept as it is.
    orders : pandas.DataFrame
        ``customer_id``, ``ordered_on``, ``amount``; refunds (negative) are no visits.
    days : int, default 90
        How long after the day of closing we wait for an order.
    before : int, default 180
        How far back we count what she bought, the day of closing included.
    until : day, optional
        Last day that the orders cover; left out, the day of the last order.

    Returns
    -------
    pandas.DataFrame
        `cases` that could be followed, with ``gone`` (1 if no order came in the days after closing),
        ``visits_before`` (int) and ``spent_before`` (yuan, refunds taken off).

    Raises
    ------
    InputError
        For a missing column, text in place of dates, or if no case could be followed.

    Warns
    -----
    LeftOutWarning
        Cases not closed, and cases closed too late to wait so long.

    Notes
    -----
    "Gone" is what a shop can see, not what is so: who comes seldom may miss a window of 90 days by chance.
    Under offers drawn by lot it takes the same part of those who stayed for gone: the order of the offers
    stays as it is, but every difference looks smaller by that part.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.interact import follow_up
    >>> day = pd.to_datetime(["2025-01-01", "2025-02-01", "2025-09-01"])
    >>> orders = pd.DataFrame({"customer_id": ["C1", "C1", "C2"], "ordered_on": day, "amount": 10.0})
    >>> cases = pd.DataFrame({"complaint_id": ["T1", "T2"], "customer_id": ["C1", "C2"],
    ...                       "closed_at": pd.to_datetime(["2025-01-05", "2025-01-06"])})
    >>> follow_up(cases, orders)["gone"].tolist()
    [0, 1]
    """
    need_whole("days", days, 1)
    need_whole("before", before, 1)
    wanted = ("complaint_id", "customer_id", "closed_at")
    table = need_table(cases, "cases", {name: name for name in wanted})
    need_dates(open_frame(table, "cases"), "closed_at", "cases")
    visits = need_table(orders, "orders", {name: name for name in ("customer_id", "ordered_on", "amount")})
    need_dates(open_frame(visits, "orders"), "ordered_on", "orders")
    need_numbers(open_frame(visits, "orders"), "amount", "orders")
    end = visits["ordered_on"].max() if until is None else pd.Timestamp(to_day(until, "until"))
    table = _followable(table, end.normalize(), days)
    pairs = table[list(wanted)].merge(visits[["customer_id", "ordered_on", "amount"]], on="customer_id")
    since = (pairs["ordered_on"].dt.normalize() - pairs["closed_at"].dt.normalize()).dt.days
    bought, case = pairs["amount"] > 0, pairs["complaint_id"]
    after = bought & (since > 0) & (since <= days)
    earlier = (since <= 0) & (since > -before)
    came_back = table["complaint_id"].isin(set(case[after]))
    visits_before = case[bought & earlier].value_counts().reindex(table["complaint_id"], fill_value=0)
    spent = pairs[earlier].groupby("complaint_id")["amount"].sum().reindex(table["complaint_id"])
    return table.assign(
        gone=(~came_back).astype(int),
        visits_before=visits_before.to_numpy(),
        spent_before=spent.fillna(0.0).round(2).to_numpy(),
    ).reset_index(drop=True)


def _followable(table, end, days):
    open_still = table["closed_at"].isna()
    too_late = table["closed_at"].dt.normalize() + pd.Timedelta(days=days) > end
    reasons = [
        (int(open_still.sum()), say("recovery.reason_open")),
        (int(too_late.sum()), say("recovery.reason_too_late", days=days)),
    ]
    warn_left_out("cases", len(table), reasons)
    kept = table[~open_still & ~too_late]
    if not len(kept):
        raise InputError(say("recovery.none_followed", days=days, end=end.date()))
    return kept


def offer_effects(cases, offer="offer", gone="gone", control="none"):
    """Compare what became of customers by the offer that was made to them.

    Parameters
    ----------
    cases : pandas.DataFrame
        One row per complaint, the offers drawn by lot or by rota.
    offer, gone : str
        Column of the offer, and of 1 (gone) or 0.
    control : str, default "none"
        The offer that the others are compared with.

    Returns
    -------
    pandas.DataFrame, one row per offer, the control first, then by share gone
        ``offer``, ``cases`` (int), ``gone``, ``low``, ``high`` (share with its 95 % interval, Wilson 1927),
        ``saved``, ``saved_low``, ``saved_high`` (share gone under the control less that under the offer, with
        Newcombe's interval, 1998; 0 for the control).

    Raises
    ------
    InputError
        For a missing column, values other than 0 and 1, or no case of the control.

    Warns
    -----
    LeftOutWarning
        Cases without an offer.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.interact import offer_effects
    >>> offers, gone = ["none"] * 80 + ["voucher"] * 70, [1] * 48 + [0] * 46 + [1] * 56
    >>> cases = pd.DataFrame({"offer": offers, "gone": gone})
    >>> offer_effects(cases)[["offer", "gone", "saved"]].round(2).to_numpy().tolist()
    [['none', 0.6, 0.0], ['voucher', 0.8, -0.2]]
    """
    table = need_table(cases, "cases", {"offer": offer, "gone": gone})
    without = table[offer].isna()
    warn_left_out("cases", len(table), [(int(without.sum()), say("frames.reason_without", column=offer))])
    table = table[~without]
    counts = pd.Series(zero_one(table[gone], gone)).groupby(table[offer].to_numpy()).agg(["sum", "size"])
    if control not in counts.index:
        raise InputError(say("recovery.no_control", control=repr(control), offers=say_list(counts.index)))
    base_gone, base_size = (int(value) for value in counts.loc[control])
    rows = []
    for name, (left, size) in counts.iterrows():
        found = compare_shares(base_gone, base_size, int(left), int(size))
        low, high = map(float, wilson(left, size))
        saved = (0.0, 0.0, 0.0) if name == control else (found.difference, found.low, found.high)
        rows.append((name, int(size), left / size, low, high, *saved))
    columns = ["offer", "cases", "gone", "low", "high", "saved", "saved_low", "saved_high"]
    effects = pd.DataFrame(rows, columns=columns)
    return effects.sort_values(
        ["offer", "gone"], key=lambda c: c.ne(control) if c.name == "offer" else -c, ignore_index=True
    )


@dataclass(frozen=True)
class MeansCompared:
    """Two means compared.

    Attributes
    ----------
    mean, control_mean : float
    difference, low, high : float
        Mean less control mean, and the ends of its 95 % interval.
    p_value : float
    """

    mean: float
    control_mean: float
    difference: float
    low: float
    high: float
    p_value: float


def compare_means(values, control):
    """Compare two means without assuming equal spreads (Welch 1947).

    A **recovery paradox** is a difference above zero, when `values` are the marks of customers whose
    complaint was made good and `control` the marks of customers to whom nothing happened.

    Parameters
    ----------
    values, control : Series, list or numpy array
        At least two numbers each, not all equal in both.

    Returns
    -------
    MeansCompared

    Raises
    ------
    InputError
        If a group has fewer than two numbers, or nothing varies.

    Warns
    -----
    LeftOutWarning
        Missing values.

    Examples
    --------
    >>> from crmlab.interact import compare_means
    >>> found = compare_means([4, 5, 5, 4], [3, 4, 3, 4])
    >>> found.difference, round(found.low, 2)
    (1.0, 0.0)
    """
    from scipy.stats import ttest_ind

    one, other = to_numbers(values, "values"), to_numbers(control, "control")
    for name, group in (("values", one), ("control", other)):
        if len(group) < 2:
            raise InputError(say("recovery.too_few", name=name, size=len(group)))
    if np.ptp(one) == 0 and np.ptp(other) == 0:
        raise InputError(say("recovery.nothing_varies"))
    test = ttest_ind(one, other, equal_var=False)
    interval = test.confidence_interval(0.95)
    return MeansCompared(
        mean=float(one.mean()),
        control_mean=float(other.mean()),
        difference=float(one.mean() - other.mean()),
        low=float(interval.low),
        high=float(interval.high),
        p_value=float(test.pvalue),
    )


def recovery_table(offers, stakes):
    """Say what each offer is worth for each customer's stake: value saved less cost.

    Parameters
    ----------
    offers : pandas.DataFrame
        ``offer``, ``saved`` (chance of going that it takes away, against doing nothing, as a share) and
        ``cost`` (yuan per case).
    stakes : list or Series of float
        What the shop loses if the customer goes, in yuan of margin.

    Returns
    -------
    pandas.DataFrame, one row per stake and offer
        ``stake``, ``offer``, ``value_saved`` (saved times stake), ``cost``, ``net``, ``best`` (bool; the
        cheapest where two are worth the same).

    Raises
    ------
    InputError
        For a missing column, `saved` outside -1 to 1, or a negative cost or stake.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.interact import recovery_table
    >>> offers = pd.DataFrame({"offer": ["none", "refund"], "saved": [0, 0.15], "cost": [0, 20]})
    >>> recovery_table(offers, [100, 200]).query("best")[["stake", "offer", "net"]].to_numpy().tolist()
    [[100.0, 'none', 0.0], [200.0, 'refund', 10.0]]
    """
    table = _offers(offers)
    amounts = to_numbers(stakes, "stakes")
    if (amounts < 0).any():
        raise InputError(say("recovery.negative", name="stakes", value=amounts.min()))
    grid = pd.DataFrame({"stake": amounts}).merge(table[["offer", "saved", "cost"]], how="cross")
    grid["value_saved"] = grid["stake"] * grid["saved"]
    grid["net"] = grid["value_saved"] - grid["cost"]
    at = np.repeat(np.arange(len(amounts)), len(table))
    order = grid.assign(at=at, near=-grid["net"].round(9)).sort_values(["at", "near", "cost"], kind="stable")
    grid["best"] = grid.index.isin(order.groupby("at").head(1).index)
    return grid[["stake", "offer", "value_saved", "cost", "net", "best"]]


def switch_points(offers, most=1e6):
    """Say from which stake on which offer is the best.

    Each offer's net value is a straight line in the stake, so the best ones form an upper edge of lines.

    Parameters
    ----------
    offers : pandas.DataFrame
        As for `recovery_table`.
    most : float, default 1e6
        Highest stake looked at, in yuan.

    Returns
    -------
    pandas.DataFrame, in order of the stake
        ``offer``, ``from_stake`` (yuan; the first is 0).  Offers that are never best are not in it.

    Raises
    ------
    InputError
        As `recovery_table`.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.interact import switch_points
    >>> offers = pd.DataFrame({"offer": ["none", "refund"], "saved": [0, 0.16], "cost": [0, 20]})
    >>> switch_points(offers).to_numpy().tolist()
    [['none', 0.0], ['refund', 125.0]]
    """
    need_above_zero("most", most)
    table = _offers(offers).sort_values(["cost", "saved"], ascending=[True, False], ignore_index=True)
    now, stake, rows = 0, 0.0, []
    while True:
        rows.append((table["offer"][now], stake))
        steeper = table[table["saved"] > table["saved"][now]]
        if not len(steeper):
            break
        meets = (steeper["cost"] - table["cost"][now]) / (steeper["saved"] - table["saved"][now])
        # Where several meet at one stake, the steepest is best beyond it.
        nearest = steeper.loc[meets[np.isclose(meets, meets.min())].index, "saved"].idxmax()
        stake, now = max(stake, float(meets[nearest])), nearest
        if stake > most:
            break
    edge = pd.DataFrame(rows, columns=["offer", "from_stake"])
    return edge.drop_duplicates("from_stake", keep="last", ignore_index=True)


def _offers(offers):
    table = need_table(offers, "offers", {name: name for name in ("offer", "saved", "cost")})
    for name in ("saved", "cost"):
        need_numbers(open_frame(table, "offers"), name, "offers")
    if (table["cost"] < 0).any():
        raise InputError(say("recovery.negative", name="cost", value=table["cost"].min()))
    if (table["saved"].abs() > 1).any():
        raise InputError(say("recovery.saved_not_a_share", value=table["saved"].abs().max()))
    return table
