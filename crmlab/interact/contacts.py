"""Channel and frequency: when to call, how often is too often, and who may be contacted today."""

import numpy as np
import pandas as pd

from crmlab.frames import need_dates, need_rows, open_frame, to_day, warn_left_out
from crmlab.interact.checks import need_table, need_whole, zero_one
from crmlab.language import say
from crmlab.shares import wilson


def best_hours(calls, by=None, at="contacted_at", answered="answered"):
    """Say how often calls are answered at each hour, and which hour is best.

    Parameters
    ----------
    calls : pandas.DataFrame
        One row for each call made.
    by : str, optional
        Column of groups that get a best hour of their own: a district, a segment.
    at, answered : str
        Columns: when the call was made, and 1 if it was answered, 0 if not.

    Returns
    -------
    pandas.DataFrame
        One row for each group and hour: `by`, ``hour`` (int, 0 to 23), ``calls``, ``answered`` (int),
        ``rate`` (0 to 1), ``low``, ``high`` (95 % interval, Wilson 1927), ``best`` (bool, once per group).

    Raises
    ------
    InputError
        For a missing column, text in place of times, or answers other than 0 and 1.

    Warns
    -----
    LeftOutWarning
        With counts: calls without time, answer or group.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.interact import best_hours
    >>> calls = pd.DataFrame({"contacted_at": pd.to_datetime(["2025-03-10 09:05", "2025-03-10 19:30"]),
    ...                       "answered": [0, 1]})
    >>> best_hours(calls)[["hour", "calls", "rate", "best"]]
       hour  calls  rate   best
    0     9      1   0.0  False
    1    19      1   1.0   True
    """
    wanted = {"at": at, "answered": answered, **({"by": by} if by else {})}
    table = need_table(calls, "calls", wanted)
    need_dates(open_frame(table, "calls"), at, "calls")
    table = _leave_out(table, "calls", list(wanted.values()))
    table["hour"] = table[at].dt.hour
    table[answered] = zero_one(table[answered], answered)
    keys = [by, "hour"] if by else ["hour"]
    counted = table.groupby(keys)[answered].agg(["size", "sum"]).reset_index()
    counted.columns = [*keys, "calls", "answered"]
    counted["rate"] = counted["answered"] / counted["calls"]
    counted["low"], counted["high"] = wilson(counted["answered"], counted["calls"])
    groups = counted.groupby(by)["rate"] if by else counted.groupby(np.zeros(len(counted)))["rate"]
    counted["best"] = counted.index.isin(groups.idxmax())
    return counted


def pressure(contacts, days=30, customer="customer_id", at="contacted_at"):
    """Count, at each contact, how many the customer has had in the days up to and with it.

    Parameters
    ----------
    contacts : pandas.DataFrame
        One row for each contact from the shop; leave out answers to customers' own questions.
    days : int, default 30
    customer, at : str
        Columns.

    Returns
    -------
    pandas.DataFrame
        The same rows, sorted by customer and time, with ``pressure`` (int, from 1).

    Raises
    ------
    InputError
        For a missing column, text in place of times, or days below 1.

    Warns
    -----
    LeftOutWarning
        With counts: contacts without customer or time.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.interact import pressure
    >>> contacts = pd.DataFrame({"customer_id": "C1", "contacted_at": pd.to_datetime(
    ...     ["2025-03-01 10:00", "2025-03-20 10:00", "2025-04-10 10:00"])})
    >>> pressure(contacts)["pressure"].tolist()
    [1, 2, 2]
    """
    need_whole("days", days, 1)
    table = _contacts(contacts, customer, at).sort_values([customer, at], ignore_index=True, kind="stable")
    # In one line of time: customers follow each other so far apart that no window reaches over.
    seconds = (table[at] - table[at].min()).dt.total_seconds().to_numpy()
    width = days * 86_400.0
    line = seconds + pd.factorize(table[customer])[0] * (seconds.max() + 2 * width)
    table["pressure"] = np.arange(1, len(line) + 1) - np.searchsorted(line, line - width, side="right")
    return table


def contact_room(contacts, as_of, days=30, cap=2, customer="customer_id", at="contacted_at"):
    """Say for each customer how many more contacts a cap allows on a day.

    Parameters
    ----------
    contacts : pandas.DataFrame
        Contacts from the shop; with a column ``outcome``, whoever ever answered ``opt_out`` gets none.
    as_of : str or date
        The day of the next contact; earlier contacts count, back to `days` days before it.
    days, cap : int
        At most `cap` contacts in `days` days.
    customer, at : str
        Columns.

    Returns
    -------
    pandas.DataFrame
        One row for each customer contacted before `as_of`: the customer, ``contacts`` (int, in the window),
        ``opted_out`` (bool), ``room`` (int, from 0).  Who was never contacted has the whole cap.

    Raises
    ------
    InputError
        As `pressure`; or for a cap below 1, or no contact before the day.

    Warns
    -----
    LeftOutWarning
        As `pressure`.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.interact import contact_room
    >>> contacts = pd.DataFrame({"customer_id": ["C1", "C1", "C2"], "outcome": ["read", "read", "opt_out"],
    ...     "contacted_at": pd.to_datetime(["2025-12-05", "2025-12-20", "2025-02-01"])})
    >>> contact_room(contacts, "2026-01-01")
      customer_id  contacts  opted_out  room
    0          C1         2      False     0
    1          C2         0       True     0
    """
    need_whole("days", days, 1)
    need_whole("cap", cap, 1)
    day = pd.Timestamp(to_day(as_of, "as_of"))
    table = _contacts(contacts, customer, at)
    table = table[table[at] < day]
    need_rows(len(table), "contacts")
    table["crmlab_in"] = table[at] >= day - pd.Timedelta(days=days)
    table["crmlab_out"] = table["outcome"].eq("opt_out") if "outcome" in table else False
    found = table.groupby(customer).agg(contacts=("crmlab_in", "sum"), opted_out=("crmlab_out", "any"))
    found["room"] = (cap - found["contacts"]).clip(lower=0).where(~found["opted_out"], 0)
    return found.reset_index()


def _contacts(contacts, customer, at):
    table = need_table(contacts, "contacts", {"customer": customer, "at": at})
    need_dates(open_frame(table, "contacts"), at, "contacts")
    return _leave_out(table, "contacts", [customer, at])


def _leave_out(table, name, columns):
    """Drop rows with a gap in one of the columns, and say how many."""
    reasons, known = [], pd.Series(True, index=table.index)
    for column in columns:
        gap = table[column].isna() & known
        reasons.append((int(gap.sum()), say("frames.reason_without", column=column)))
        known &= ~gap
    warn_left_out(name, len(table), reasons)
    need_rows(int(known.sum()), name)
    return table[known].reset_index(drop=True)
