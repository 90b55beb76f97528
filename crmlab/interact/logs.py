"""Logs made one: sessions across channels, and the clock of a promise."""

import pandas as pd

from crmlab.frames import InputError, need_dates, need_numbers, need_rows, open_frame, warn_left_out
from crmlab.interact.checks import need_above_zero, need_table
from crmlab.language import say


def merge_logs(**logs):
    """Lay the logs of several channels into one, in order of time.

    Parameters
    ----------
    **logs : pandas.DataFrame
        By the name of the log, each with ``customer_id``, ``at`` (datetime) and ``channel``; other columns
        are dropped.

    Returns
    -------
    pandas.DataFrame
        ``customer_id``, ``at``, ``channel``, ``log`` (the name), sorted by customer and time.

    Raises
    ------
    InputError
        For no log at all, a missing column, or text in place of times.

    Warns
    -----
    LeftOutWarning
        With counts for each log: rows without customer (callers nobody recognised) or time.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.interact import merge_logs
    >>> calls = pd.DataFrame({"customer_id": ["C1"], "at": pd.to_datetime(["2025-09-02"]), "channel": "tel"})
    >>> chats = calls.assign(at=pd.to_datetime(["2025-09-01"]), channel="web")
    >>> merge_logs(calls=calls, chats=chats)["log"].tolist()
    ['chats', 'calls']
    """
    if not logs:
        raise InputError(say("interact_logs.no_logs"))
    kept = []
    for name, log in logs.items():
        table = need_table(log, name, {column: column for column in ("customer_id", "at", "channel")})
        need_dates(open_frame(table, name), "at", name)
        no_one = table["customer_id"].isna()
        no_time = table["at"].isna() & ~no_one
        reasons = [
            (int(no_one.sum()), say("frames.reason_without", column="customer_id")),
            (int(no_time.sum()), say("frames.reason_without", column="at")),
        ]
        warn_left_out(name, len(table), reasons)
        kept.append(table.loc[~no_one & ~no_time, ["customer_id", "at", "channel"]].assign(log=name))
    merged = pd.concat(kept, ignore_index=True)
    need_rows(len(merged), say("interact_logs.together"))
    return merged.sort_values(["customer_id", "at", "log"], ignore_index=True)


def sessions(log, gap_days=7):
    """Put contacts of one customer that follow closely into one session.

    A session ends when a customer has been silent for longer than the gap.  Every contact in it after the
    first is a **repeat**: she came again while the matter was fresh.  Where it reached another log than the
    one before, nobody there could see what she had said: she had to **tell it again**.

    Parameters
    ----------
    log : pandas.DataFrame
        As `merge_logs` gives it.
    gap_days : float, default 7

    Returns
    -------
    pandas.DataFrame
        One row for each session: ``customer_id``, ``begun_at``, ``ended_at``, ``contacts`` (int), ``logs``
        (int, how many different ones), ``repeats`` (int), ``told_again`` (int).

    Raises
    ------
    InputError
        For a missing column, text in place of times, or a gap not above 0.

    Notes
    -----
    Two matters within the gap count as one session, and one matter that rests longer as two; so this is a
    measure of contacts that follow each other, not of what they were about.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.interact import sessions
    >>> log = pd.DataFrame({"customer_id": "C1", "log": ["chats", "calls", "calls"], "channel": "phone",
    ...                     "at": pd.to_datetime(["2025-09-01", "2025-09-03", "2025-10-20"])})
    >>> sessions(log)[["contacts", "repeats", "told_again"]].to_numpy().tolist()
    [[2, 1, 1], [1, 0, 0]]
    """
    need_above_zero("gap_days", gap_days)
    table = need_table(log, "log", {column: column for column in ("customer_id", "at", "log")})
    need_dates(open_frame(table, "log"), "at", "log")
    table = table.sort_values(["customer_id", "at"], ignore_index=True, kind="stable")
    same = table["customer_id"].eq(table["customer_id"].shift())
    close = same & (table["at"] - table["at"].shift() <= pd.Timedelta(days=gap_days))
    table["crmlab_session"] = (~close).cumsum()
    table["crmlab_again"] = close & table["log"].ne(table["log"].shift())
    found = table.groupby("crmlab_session").agg(
        customer_id=("customer_id", "first"),
        begun_at=("at", "min"),
        ended_at=("at", "max"),
        contacts=("at", "size"),
        logs=("log", "nunique"),
        told_again=("crmlab_again", "sum"),
    )
    found["repeats"] = found["contacts"] - 1
    columns = ["customer_id", "begun_at", "ended_at", "contacts", "logs", "repeats", "told_again"]
    return found.reset_index(drop=True)[columns]


def sla_clock(
    tickets, as_of, opened="opened_at", promised="promised_hours", solved="solved_at", ticket="ticket_id"
):
    """Read the clock of every ticket at a moment: was, or is, the promise kept?

    Nothing that happened after the moment counts, so a past morning can be read as it was.

    Parameters
    ----------
    tickets : pandas.DataFrame
    as_of : str, datetime or pandas.Timestamp
        The moment, such as ``"2025-12-01 09:00"``.
    opened, promised, solved, ticket : str
        Columns: when it was opened, hours promised, when solved (empty: not yet), its id.

    Returns
    -------
    pandas.DataFrame
        One row for each ticket opened by then, the most overdue first: `ticket`, ``due_at``, ``hours_left``
        (float; below 0: late by so many, at the solution if solved, else now), ``state``: ``met``, ``late``
        (solved), ``running`` or ``overdue`` (open).

    Raises
    ------
    InputError
        For a missing column, text in place of times or hours, a moment that is none, or nothing opened by
        then.

    Warns
    -----
    LeftOutWarning
        With counts: tickets without opening time or promise.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.interact import sla_clock
    >>> tickets = pd.DataFrame({"ticket_id": ["S1", "S2"], "promised_hours": [24, 48],
    ...     "opened_at": pd.to_datetime(["2025-12-01 09:00", "2025-12-01 09:00"]),
    ...     "solved_at": pd.to_datetime([None, "2025-12-02 09:00"])})
    >>> sla_clock(tickets, "2025-12-03 09:00")[["ticket_id", "hours_left", "state"]]
      ticket_id  hours_left    state
    0        S1       -24.0  overdue
    1        S2        24.0      met
    """
    now = _moment(as_of)
    names = {"opened": opened, "promised": promised, "solved": solved, "ticket": ticket}
    table = need_table(tickets, "tickets", names)
    for column in (opened, solved):
        need_dates(open_frame(table, "tickets"), column, "tickets")
    need_numbers(open_frame(table, "tickets"), promised, "tickets")
    no_opening = table[opened].isna()
    no_promise = table[promised].isna() & ~no_opening
    reasons = [
        (int(no_opening.sum()), say("frames.reason_without", column=opened)),
        (int(no_promise.sum()), say("frames.reason_without", column=promised)),
    ]
    warn_left_out("tickets", len(table), reasons)
    table = table[~no_opening & ~no_promise & (table[opened] <= now)]
    need_rows(len(table), "tickets")
    done = table[solved].notna() & (table[solved] <= now)
    due = table[opened] + pd.to_timedelta(table[promised], unit="h")
    left = (due - table[solved].where(done, now)).dt.total_seconds() / 3600
    state = pd.Series("running", index=table.index)
    state[~done & (left < 0)] = "overdue"
    state[done] = "met"
    state[done & (left < 0)] = "late"
    clock = pd.DataFrame(
        {ticket: table[ticket], "due_at": due, "hours_left": left.round(2), "state": state, "open": ~done}
    )
    return clock.sort_values(["open", "hours_left"], ascending=[False, True], ignore_index=True).drop(
        columns="open"
    )


def _moment(as_of):
    moment = pd.to_datetime(as_of, errors="coerce") if isinstance(as_of, str) else as_of
    try:
        moment = pd.Timestamp(moment)
    except (TypeError, ValueError):
        moment = pd.NaT
    if pd.isna(moment):
        raise InputError(say("interact_logs.not_a_moment", value=repr(as_of)))
    return moment
