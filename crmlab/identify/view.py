"""The view of 360 degrees: one row for each customer from all tables, and the tags made of it."""

import pandas as pd

from crmlab.frames import InputError, need_columns, need_rows, open_frame
from crmlab.language import say


def view_360(customers, tables, dates=None, key="customer_id"):
    """Put what all tables know of each customer into one row.

    Parameters
    ----------
    customers : pandas.DataFrame
        One row for each customer; its columns are handed on.
    tables : dict of str to pandas.DataFrame
        Name and table, each with `key`, any number of rows for each customer.
    dates : dict of str to str, optional
        Name of the table and its column of dates, for the day of the last entry.
    key : str, default "customer_id"

    Returns
    -------
    pandas.DataFrame
        `customers` with, for each table, ``<name>`` (int, rows; 0 for none) and, where there are dates,
        ``<name>_last`` (date); then ``seen_in`` (int, tables with at least one row) and ``completeness``
        (share of the tables).

    Raises
    ------
    InputError
        For a missing column, a customer twice, or no table.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import view_360
    >>> customers = pd.DataFrame({"customer_id": ["C1", "C2"]})
    >>> tables = {"orders": pd.DataFrame({"customer_id": ["C1", "C1"]}),
    ...           "complaints": pd.DataFrame({"customer_id": ["C1"]})}
    >>> view_360(customers, tables).values.tolist()
    [['C1', 2, 1, 2, 1.0], ['C2', 0, 0, 0, 0.0]]
    """
    need_columns(open_frame(customers, "customers"), {"key": key}, "customers")
    need_rows(len(customers), "customers")
    twice = customers.loc[customers[key].duplicated(), key].unique()
    if len(twice):
        raise InputError(say("identify_records.key_twice", key=key, value=twice[0], count=len(twice)))
    if not tables:
        raise InputError(say("identify_collect.few_tables"))
    dates, view = dates or {}, customers.reset_index(drop=True)
    for name, table in tables.items():
        wanted = {"key": key, **({"date": dates[name]} if name in dates else {})}
        need_columns(open_frame(table, name), wanted, name)
        of_each = table.groupby(key)
        view[name] = view[key].map(of_each.size()).fillna(0).astype(int)
        if name in dates:
            view[f"{name}_last"] = view[key].map(of_each[dates[name]].max()).dt.normalize()
    view["seen_in"] = view[list(tables)].gt(0).sum(axis=1)
    view["completeness"] = view["seen_in"] / len(tables)
    return view


def tag(view, rules, key="customer_id"):
    """Tag customers by rules.

    Parameters
    ----------
    view : pandas.DataFrame
        One row for each customer.
    rules : dict of str to str
        Tag and rule, as `pandas.DataFrame.query` reads it: ``{"regular": "orders >= 10"}``.
    key : str, default "customer_id"

    Returns
    -------
    pandas.DataFrame
        One row for each customer and tag: `key`, ``tag``; in the order of the rules, then of the rows.

    Raises
    ------
    InputError
        For a rule that cannot be read.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import tag
    >>> view = pd.DataFrame({"customer_id": ["C1", "C2"], "orders": [12, 1]})
    >>> tag(view, {"regular": "orders >= 10", "once": "orders == 1"}).values.tolist()
    [['C1', 'regular'], ['C2', 'once']]
    """
    need_columns(open_frame(view, "view"), {"key": key}, "view")
    found = []
    for name, rule in rules.items():
        try:
            hit = view.query(rule)
        except Exception:  # numexpr, syntax and name errors alike: to a learner a rule that cannot be read
            raise InputError(say("identify_collect.bad_tag_rule", tag=name, rule=repr(rule))) from None
        found.append(pd.DataFrame({key: hit[key], "tag": name}))
    columns = pd.DataFrame({key: pd.Series(dtype="str"), "tag": pd.Series(dtype="str")})
    return pd.concat(found, ignore_index=True) if found else columns


def tag_lift(tags, outcome, key="customer_id"):
    """Say how well each tag foretells what came later.

    Parameters
    ----------
    tags : pandas.DataFrame
        `key` and ``tag``, made of what was known before.
    outcome : pandas.DataFrame
        One row for each customer: `key` and ``outcome`` (0 or 1), of the time after.
    key : str, default "customer_id"

    Returns
    -------
    pandas.DataFrame
        One row for each tag, the highest lift first: ``tag``, ``customers`` (int), ``rate`` (share with the
        outcome), ``rate_others`` (of those without the tag), ``lift`` (rate over the rate of all).

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import tag_lift
    >>> tags = pd.DataFrame({"customer_id": ["C1"], "tag": ["regular"]})
    >>> outcome = pd.DataFrame({"customer_id": ["C1", "C2"], "outcome": [1, 0]})
    >>> tag_lift(tags, outcome).values.tolist()
    [['regular', 1, 1.0, 0.0, 2.0]]
    """
    need_columns(open_frame(tags, "tags"), {"key": key, "tag": "tag"}, "tags")
    need_columns(open_frame(outcome, "outcome"), {"key": key, "outcome": "outcome"}, "outcome")
    need_rows(len(outcome), "outcome")
    base, rows = outcome["outcome"].mean(), []
    for name, tagged in tags.groupby("tag", sort=False):
        has = outcome[key].isin(tagged[key])
        rate, others = outcome.loc[has, "outcome"].mean(), outcome.loc[~has, "outcome"].mean()
        rows.append((name, int(has.sum()), rate, others, rate / base if base else float("nan")))
    table = pd.DataFrame(rows, columns=["tag", "customers", "rate", "rate_others", "lift"])
    return table.sort_values(["lift", "tag"], ascending=[False, True], ignore_index=True)
