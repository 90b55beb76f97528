"""Complaints: how the desk handles them, and how many there would be if everybody spoke."""

from dataclasses import dataclass

from crmlab.frames import InputError, need_dates, open_frame, warn_left_out
from crmlab.interact.checks import need_above_zero, need_table, need_whole, zero_one
from crmlab.language import say
from crmlab.shares import wilson

_TIMES = ("opened_at", "first_response_at", "closed_at")
_LOG = ("complaint_id", *_TIMES, "outcome", "times_contacted", "repeat_of")


def handling(complaints, by=None, promise=24):
    """Measure a complaints desk: speed, resolution, first-contact resolution, repeats.

    Parameters
    ----------
    complaints : pandas.DataFrame
        One row per complaint: ``complaint_id``, ``opened_at``, ``first_response_at`` and ``closed_at``
        (datetime, empty while open), ``outcome`` (``resolved`` or another word), ``times_contacted``,
        ``repeat_of`` (the earlier complaint about the same matter, or empty).
    by : str or list of str, optional
        Columns to group by; left out, one row for all.
    promise : float, default 24
        Hours within which the shop promises its first answer.

    Returns
    -------
    pandas.DataFrame, one row per group
        The columns of `by`; ``complaints`` (int); ``median_hours`` to the first answer; ``within_promise``
        (share of all, a complaint without an answer counts as late); ``median_days`` from opening to closing;
        ``resolved`` (share of the closed); ``first_contact`` (share of the closed that were resolved in one
        contact and not told again); ``repeated`` (share of the closed that were told again).

    Raises
    ------
    InputError
        For a missing column, an empty table, or text in place of times.

    Warns
    -----
    LeftOutWarning
        Complaints without ``opened_at``, or answered before they were opened.

    Notes
    -----
    Whoever asks only "were we quick?" can be quick and useless; who asks only "is it closed?" closes early.
    A repeat counts against the complaint that it repeats, however early that one was called closed.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.interact import handling
    >>> day = pd.to_datetime(["2025-01-01", "2025-01-03"])
    >>> log = pd.DataFrame({"complaint_id": ["T1", "T2"], "opened_at": day,
    ...     "first_response_at": day + pd.Timedelta(hours=6), "closed_at": day + pd.Timedelta(days=1),
    ...     "outcome": ["unresolved", "resolved"], "times_contacted": [1, 1], "repeat_of": [None, "T1"]})
    >>> handling(log)[["median_hours", "first_contact", "repeated"]].iloc[0].tolist()
    [6.0, 0.5, 0.5]
    """
    need_above_zero("promise", promise)
    groups = [] if by is None else [by] if isinstance(by, str) else list(by)
    table = need_table(complaints, "complaints", {name: name for name in (*_LOG, *groups)})
    for name in _TIMES:
        need_dates(open_frame(table, "complaints"), name, "complaints")
    told_again = set(table["repeat_of"].dropna())
    table = _usable(table)
    closed = table["closed_at"].notna()
    again = table["complaint_id"].isin(told_again)
    solved = table["outcome"].eq("resolved")
    measured = table[groups].assign(
        complaints=1,
        hours=_hours(table["first_response_at"] - table["opened_at"]),
        days=_hours(table["closed_at"] - table["opened_at"]) / 24,
        within_promise=_hours(table["first_response_at"] - table["opened_at"]).le(promise),
        resolved=solved.astype(float).where(closed),
        first_contact=(solved & table["times_contacted"].eq(1) & ~again).astype(float).where(closed),
        repeated=again.astype(float).where(closed),
    )
    grouped = measured.groupby(groups or (lambda _: 0), sort=True)
    found = grouped.agg(
        complaints=("complaints", "sum"),
        median_hours=("hours", "median"),
        within_promise=("within_promise", "mean"),
        median_days=("days", "median"),
        resolved=("resolved", "mean"),
        first_contact=("first_contact", "mean"),
        repeated=("repeated", "mean"),
    )
    return found.reset_index(drop=not groups)


def _usable(table):
    no_time = table["opened_at"].isna()
    turned = (table["first_response_at"] < table["opened_at"]) | (table["closed_at"] < table["opened_at"])
    reasons = [
        (int(no_time.sum()), say("frames.reason_without", column="opened_at")),
        (int(turned.sum()), say("complaints.reason_turned")),
    ]
    warn_left_out("complaints", len(table), reasons)
    return table[~no_time & ~turned]


def _hours(gap):
    return gap.dt.total_seconds() / 3600


@dataclass(frozen=True)
class Iceberg:
    """How much dissatisfaction a survey finds under the water.

    Attributes
    ----------
    asked : int
    with_problem, told : float
        Share of the asked that had a problem; share of these that told the shop.
    silent, silent_low, silent_high : float
        Share of the asked that had a problem and kept silent, with its 95 % interval (Wilson 1927).
    people, people_low, people_high : float
        The same as customers.
    per_complainer : float
        Customers with a problem for each one that told the shop.
    """

    asked: int
    with_problem: float
    told: float
    silent: float
    silent_low: float
    silent_high: float
    people: float
    people_low: float
    people_high: float
    per_complainer: float


def iceberg(audit, customers, problem="had_problem", told="told_shop"):
    """Estimate from a survey how many customers had a problem and said nothing.

    Parameters
    ----------
    audit : pandas.DataFrame
        One row per customer asked, drawn at random.
    customers : int
        How many customers the sample was drawn from.
    problem, told : str
        Columns of 0 and 1: had a problem; told the shop of it (empty where there was none).

    Returns
    -------
    Iceberg

    Raises
    ------
    InputError
        For a missing column, values other than 0 and 1, fewer customers than were asked, or a survey in which
        nobody had a problem or nobody told: then no such ratio exists.

    Warns
    -----
    LeftOutWarning
        Customers with a problem who did not say whether they told.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.interact import iceberg
    >>> told = [1] * 4 + [0] * 6 + [None] * 10
    >>> audit = pd.DataFrame({"had_problem": [1] * 10 + [0] * 10, "told_shop": told})
    >>> found = iceberg(audit, customers=1000)
    >>> found.told, found.people, found.per_complainer
    (0.4, 300.0, 2.5)
    """
    need_whole("customers", customers, 1)
    table = need_table(audit, "audit", {"problem": problem, "told": told})
    had = zero_one(table[problem], problem)
    unsaid = (had == 1) & table[told].isna().to_numpy()
    warn_left_out("audit", len(table), [(int(unsaid.sum()), say("frames.reason_without", column=told))])
    had, said = had[~unsaid], zero_one(table[told][~unsaid].fillna(0), told)
    asked, with_problem, spoke = len(had), int(had.sum()), int((had & said).sum())
    if customers < asked:
        raise InputError(say("complaints.fewer_than_asked", customers=customers, asked=asked))
    if not spoke:
        raise InputError(say("complaints.nobody_told", with_problem=with_problem))
    low, high = map(float, wilson(with_problem - spoke, asked))
    silent = (with_problem - spoke) / asked
    return Iceberg(
        asked=asked,
        with_problem=with_problem / asked,
        told=spoke / with_problem,
        silent=silent,
        silent_low=low,
        silent_high=high,
        people=customers * silent,
        people_low=customers * low,
        people_high=customers * high,
        per_complainer=with_problem / spoke,
    )
