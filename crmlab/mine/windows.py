"""From a sentence to a target: what was known on a day, what came of it, and who is judged on what."""

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_dates, need_rows, need_table, open_frame, to_day, warn_left_out
from crmlab.language import say
from crmlab.mine.checks import need_days


def known_before(table, day, date="ordered_on", today=None, name="table"):
    """Keep what was written down before a day: all that somebody who acts on that day can know.

    Parameters
    ----------
    table : table of any engine
    day : str or date
        The day on which we act; rows of that day itself are not known yet.
    date : str
        Column with the date of each row.
    today : str or date, optional
        The day on which the table was drawn: a row dated after it is an error of the records, and is counted.
    name : str

    Returns
    -------
    pandas.DataFrame
        The rows, unchanged.

    Raises
    ------
    InputError
        For a missing column, a column without dates, a `day` after `today`, or an empty window.

    Warns
    -----
    LeftOutWarning
        With counts: rows without a date, and rows dated after `today`.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.mine import known_before
    >>> orders = pd.DataFrame({"ordered_on": pd.to_datetime(["2025-08-30", "2025-09-01"]), "amount": [9, 5]})
    >>> known_before(orders, "2025-09-01")["amount"].tolist()
    [9]
    """
    given, days = _dated(table, date, name)
    day = pd.Timestamp(to_day(day, "day"))
    reasons = [(int(days.isna().sum()), say("mine_process.reason_no_date"))]
    if today is not None:
        today = pd.Timestamp(to_day(today, "today"))
        if day > today:
            raise InputError(say("mine_process.day_ahead", day=day.date(), today=today.date()))
        reasons.append((int((days > today).sum()), say("mine_process.reason_future", today=today.date())))
    warn_left_out(name, len(given), reasons)
    kept = given[days < day]
    if kept.empty:
        first = days.min().date() if days.notna().any() else "-"
        raise InputError(say("mine_process.nothing_before", table=name, day=day.date(), first=first))
    return kept


def came_in_window(customers, events, day, horizon, customer="customer_id", date="ordered_on", name="events"):
    """Mark who did it in the `horizon` days from `day` on: the target, one value for each customer.

    Parameters
    ----------
    customers : array of shape (n,)
        Ids of those whom we could have acted on, each once.
    events : table of any engine
        One row per event: `customer`, `date`.
    day : str or date
        First day of the window.
    horizon : int
        Days; the last one is ``day + horizon - 1``.
    customer, date, name : str

    Returns
    -------
    numpy.ndarray of int, shape (n,)
        1 for who did, else 0.

    Raises
    ------
    InputError
        If the events end before the window does (a 0 would only mean "not yet"), if nothing happens in the
        window, or if a customer stands twice among the customers.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.mine import came_in_window
    >>> orders = pd.DataFrame({"customer_id": ["a", "b", "b"],
    ...     "ordered_on": pd.to_datetime(["2025-09-03", "2025-08-30", "2025-10-01"])})
    >>> came_in_window(["a", "b"], orders, "2025-09-01", 30)
    array([1, 0])
    """
    need_days("horizon", horizon)
    ids = pd.Series(np.asarray(customers))
    need_rows(len(ids), "customers")
    _refuse_twice(ids, "customers")
    given, days = _dated(events, date, name, customer=customer)
    day = pd.Timestamp(to_day(day, "day"))
    end = day + pd.Timedelta(days=horizon)
    if days.max() < end - pd.Timedelta(days=1):
        raise InputError(
            say("mine_process.window_open", last=days.max().date(), end=(end - pd.Timedelta(days=1)).date())
        )
    inside = (days >= day) & (days < end)
    if not inside.any():
        raise InputError(
            say(
                "mine_process.window_empty",
                table=name,
                day=day.date(),
                end=(end - pd.Timedelta(days=1)).date(),
            )
        )
    return ids.isin(given.loc[inside, customer]).astype(int).to_numpy()


def time_split(table, day, date, customer=None):
    """Cut a table at a day: learn on what came before it, judge on what came from it on.

    Parameters
    ----------
    table : table of any engine
    day : str or date
    date : str
        Column with the day of each row's outcome.
    customer : str, optional
        If given, customers who stand on both sides are left out of the later part, and counted: a model that
        met somebody before seems to know her.

    Returns
    -------
    earlier, later : pandas.DataFrame

    Raises
    ------
    InputError
        For a missing column, no dates, or an empty side.

    Warns
    -----
    LeftOutWarning
        With counts: rows without a date; rows of customers met before.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.mine import time_split
    >>> table = pd.DataFrame({"sent_on": pd.to_datetime(["2024-11-01", "2025-06-05"]), "responded": [1, 0]})
    >>> [len(part) for part in time_split(table, "2025-01-01", "sent_on")]
    [1, 1]
    """
    given, days = _dated(table, date, "table", **({"customer": customer} if customer else {}))
    day = pd.Timestamp(to_day(day, "day"))
    earlier, later = given[days < day], given[days >= day]
    reasons = [(int(days.isna().sum()), say("mine_process.reason_no_date"))]
    if customer:
        met = later[customer].isin(earlier[customer])
        reasons.append((int(met.sum()), say("mine_process.reason_met")))
        later = later[~met]
    warn_left_out("table", len(given), reasons)
    if earlier.empty or later.empty:
        raise InputError(say("mine_process.one_side", day=day.date(), earlier=len(earlier), later=len(later)))
    return earlier, later


def split_customers(table, test=0.5, seed=0, customer="customer_id"):
    """Draw by lot whom to learn on and whom to judge on; all rows of a customer stay on one side.

    Parameters
    ----------
    table : table of any engine
    test : float, default 0.5
        Share of the customers to judge on.
    seed : int, default 0
        The same seed draws the same lot, whatever the order of the rows.
    customer : str, default "customer_id"

    Returns
    -------
    train, test : pandas.DataFrame

    Raises
    ------
    InputError
        For a missing column, a share outside 0 to 1, or fewer than two customers.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.mine import split_customers
    >>> train, test = split_customers(pd.DataFrame({"customer_id": list("aabbccdd")}))
    >>> len(train), len(test), set(train["customer_id"]) & set(test["customer_id"])
    (4, 4, set())
    """
    given = need_table(table, "table", {"customer": customer})
    if isinstance(test, bool) or not isinstance(test, (int, float)) or not 0 < test < 1:
        raise InputError(say("mine_process.not_a_share", argument="test", value=repr(test)))
    ids = np.sort(given[customer].dropna().unique().astype(object))
    if len(ids) < 2:
        raise InputError(say("mine_process.too_few", customers=len(ids)))
    drawn = np.random.default_rng(seed).permutation(len(ids))
    n_test = min(max(round(test * len(ids)), 1), len(ids) - 1)
    judged = given[customer].isin(ids[drawn[:n_test]])
    return given[~judged], given[judged]


def check_apart(train, test, customer="customer_id"):
    """Refuse a split in which a customer stands on both sides.

    Parameters
    ----------
    train, test : table of any engine
    customer : str

    Raises
    ------
    InputError
        With the number of such customers and one of them.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.mine import check_apart
    >>> check_apart(pd.DataFrame({"customer_id": ["a"]}), pd.DataFrame({"customer_id": ["b"]}))
    """
    learnt = need_table(train, "train", {"customer": customer})[customer]
    judged = need_table(test, "test", {"customer": customer})[customer]
    both = sorted(set(learnt) & set(judged), key=str)
    if both:
        raise InputError(say("mine_process.both_sides", count=len(both), customer=both[0]))


def leak_dates(table, day):
    """Ask of every column of dates whether it reaches into the time after the day of action.

    It finds what bears a date.  A column that was *computed* from later rows bears none: ask
    `crmlab.retain.leak_check`, which looks for columns that tell too well, and ask who wrote it and when.

    Parameters
    ----------
    table : table of any engine
    day : str or date

    Returns
    -------
    pandas.DataFrame
        One row per column of dates: ``column``, ``latest`` (date), ``rows_after`` (int, on that day or
        later), ``leaks`` (bool).

    Raises
    ------
    InputError
        If there is no column of dates.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.mine import leak_dates
    >>> table = pd.DataFrame({"joined_on": pd.to_datetime(["2025-01-01"]),
    ...     "paid_on": pd.to_datetime(["2025-09-09"])})
    >>> leak_dates(table, "2025-09-01")[["column", "rows_after", "leaks"]]
          column  rows_after  leaks
    0  joined_on           0  False
    1    paid_on           1   True
    """
    given = need_table(table, "table", [])
    day = pd.Timestamp(to_day(day, "day"))
    dated = given.select_dtypes(["datetime", "datetimetz"])
    if not dated.shape[1]:
        raise InputError(say("mine_process.no_date_columns"))
    rows = [(name, dated[name].max(), int((dated[name] >= day).sum())) for name in dated]
    found = pd.DataFrame(rows, columns=["column", "latest", "rows_after"])
    return found.assign(latest=found["latest"].dt.date, leaks=found["rows_after"] > 0)


def _dated(table, date, name, **columns):
    given = need_table(table, name, {"date": date, **columns})
    need_dates(open_frame(given, name), date, name)
    return given, pd.to_datetime(given[date]).dt.normalize()


def _refuse_twice(ids, name):
    twice = ids[ids.duplicated()]
    if len(twice):
        raise InputError(say("mine_process.twice", table=name, count=len(twice), customer=twice.iloc[0]))
