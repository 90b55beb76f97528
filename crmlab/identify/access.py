"""Access: who looked at what, and which looks broke a rule of the house."""

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_columns, need_dates, need_rows, open_frame, to_pandas
from crmlab.identify.consent import consent_status
from crmlab.language import say

RULES = ("no_permission", "after_leaving", "out_of_hours", "too_many", "no_reason", "no_consent")
# The purpose for which a list with this reason goes out, and the channel that consent was asked for.
LIST_PURPOSES = {"advertising": ("marketing", "sms"), "partner": ("sharing", "any")}
# The channel of the order that a look with this reason must belong to.
ORDER_CHANNELS = {"order": "phone", "delivery": "web"}


def find_violations(log, staff, permissions, orders=None, exports=None, consents=None):
    """Hold an access log against the role-permission matrix and the other rules of the house.

    ``no_permission``: the role may not do this with this group of fields.  ``after_leaving``: after the
    account's last day.  ``out_of_hours``: outside the role's working hours.  ``too_many``: an export longer
    than the role's limit.  With `orders`, ``no_reason``: a look for an order or a delivery of a customer who
    ordered nothing by that channel that day.  With `exports` and `consents`, ``no_consent``: somebody on
    a list for advertising or for a partner had not allowed it.

    Parameters
    ----------
    log : pandas.DataFrame
        One row for each look: ``access_id``, ``staff_id``, ``accessed_at``, ``action``, ``field_group``,
        ``customer_id``, ``records``, ``reason``.
    staff : pandas.DataFrame
        One row for each account: ``staff_id``, ``role``, ``from_hour``, ``to_hour``, ``to_on``.
    permissions : pandas.DataFrame
        The matrix: ``role``, ``field_group``, ``action``, ``allowed``, ``most_records``.  What it does not
        name is forbidden.
    orders : pandas.DataFrame, optional
        ``customer_id``, ``ordered_on``, ``channel``, ``amount``.
    exports, consents : pandas.DataFrame, optional
        The customers on each list (``access_id``, ``customer_id``), and their statements.

    Returns
    -------
    pandas.DataFrame, one row for each rule that a look broke
        ``access_id``, ``staff_id``, ``role``, ``accessed_at``, ``rule``; in the order of the log.

    Raises
    ------
    InputError
        For a missing column, an account that nobody knows, or `exports` without `consents`.

    Notes
    -----
    Least privilege, and forbidden unless allowed, are rules of Saltzer and Schroeder (1975).

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import find_violations
    >>> log = pd.DataFrame({"access_id": ["L1"], "staff_id": ["S1"], "action": ["read"], "records": [1],
    ...     "accessed_at": pd.to_datetime(["2025-03-01 03:00"]), "field_group": ["identity"],
    ...     "customer_id": ["C1"], "reason": ["order"]})
    >>> staff = pd.DataFrame({"staff_id": ["S1"], "role": ["driver"], "from_hour": [7], "to_hour": [21],
    ...     "to_on": [pd.NaT]})
    >>> permissions = pd.DataFrame({"role": ["driver"], "field_group": ["contact"], "action": ["read"],
    ...     "allowed": [1], "most_records": [None]})
    >>> find_violations(log, staff, permissions)["rule"].tolist()
    ['no_permission', 'out_of_hours']
    """
    looks = _looks(log, staff, permissions)
    broken = {
        "no_permission": looks["allowed"] != 1,
        "after_leaving": looks["day"] > pd.to_datetime(looks["to_on"]),
        "out_of_hours": (looks["hour"] < looks["from_hour"]) | (looks["hour"] >= looks["to_hour"]),
        "too_many": (looks["action"] == "export") & (looks["records"] > looks["most_records"]),
    }
    if orders is not None:
        broken["no_reason"] = _without_order(looks, orders)
    if (exports is None) != (consents is None):
        raise InputError(say("identify_privacy.exports_without_consents"))
    if exports is not None:
        broken["no_consent"] = looks["access_id"].isin(_careless_lists(looks, exports, consents))
    table = looks[["access_id", "staff_id", "role", "accessed_at"]]
    found = [table[rows.to_numpy(dtype=bool)].assign(rule=rule) for rule, rows in broken.items()]
    order = {rule: number for number, rule in enumerate(RULES)}
    found = pd.concat(found).assign(place=lambda rows: rows["rule"].map(order))
    found = found.sort_values("place", kind="stable").sort_index(kind="stable")
    return found.drop(columns="place").reset_index(drop=True)


def score_audit(found, truth):
    """Compare what an audit found with what really happened.

    Parameters
    ----------
    found : pandas.DataFrame
        ``access_id`` and ``rule``, as `find_violations` gives them.
    truth : pandas.DataFrame
        ``access_id`` and ``violation``: the looks that broke a rule, each once.

    Returns
    -------
    pandas.DataFrame, one row for each rule, and ``any``
        ``rule``; ``found`` (int, looks that the rule named); ``planted`` (int, looks that really broke it);
        ``precision`` (float, share of those named that broke some rule); ``recall`` (float, share of those
        that broke this rule which it named); NaN where there is nothing to divide by.

    Raises
    ------
    InputError
        For a missing column, or a look that stands in `truth` twice.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import score_audit
    >>> found = pd.DataFrame({"access_id": ["L1", "L2"], "rule": "no_permission"})
    >>> truth = pd.DataFrame({"access_id": ["L1", "L3"], "violation": "no_permission"})
    >>> score_audit(found, truth)
                rule  found  planted  precision  recall
    0  no_permission      2        2        0.5     0.5
    1            any      2        2        0.5     0.5
    """
    found, truth = to_pandas(found, "found"), to_pandas(truth, "truth")
    need_columns(open_frame(found, "found"), {"access_id": "access_id", "rule": "rule"}, "found")
    need_columns(open_frame(truth, "truth"), {"access_id": "access_id", "violation": "violation"}, "truth")
    if truth["access_id"].duplicated().any():
        again = truth.loc[truth["access_id"].duplicated(), "access_id"].iloc[0]
        raise InputError(say("identify_privacy.truth_twice", table="truth", column="access_id", value=again))
    named = set(found["rule"]) | set(truth["violation"])
    rules = [rule for rule in RULES if rule in named] + sorted(named - set(RULES))
    broke = set(truth["access_id"])
    rows = [
        _score(rule, found[found["rule"] == rule], truth[truth["violation"] == rule], broke) for rule in rules
    ]
    rows.append(_score("any", found, truth, broke))
    return pd.DataFrame(rows, columns=["rule", "found", "planted", "precision", "recall"])


def _score(rule, found, planted, broke):
    named, really = set(found["access_id"]), set(planted["access_id"])
    precision = len(named & broke) / len(named) if named else np.nan
    recall = len(named & really) / len(really) if really else np.nan
    return rule, len(named), len(really), precision, recall


def _looks(log, staff, permissions):
    """Give each look its account's role, hours and last day, and what the matrix says."""
    log, staff = to_pandas(log, "log"), to_pandas(staff, "staff")
    permissions = to_pandas(permissions, "permissions")
    wanted = (
        "access_id",
        "staff_id",
        "accessed_at",
        "action",
        "field_group",
        "customer_id",
        "records",
        "reason",
    )
    _need(log, wanted, "log")
    need_dates(open_frame(log, "log"), "accessed_at", "log")
    _need(staff, ("staff_id", "role", "from_hour", "to_hour", "to_on"), "staff")
    _need(permissions, ("role", "field_group", "action", "allowed", "most_records"), "permissions")
    unknown = sorted(set(log["staff_id"].dropna()) - set(staff["staff_id"]))
    if unknown or log["staff_id"].isna().any():
        names = say("frames.comma").join(unknown[:5]) or repr(None)
        raise InputError(say("identify_privacy.unknown_staff", accounts=names))
    own = staff[["staff_id", "role", "from_hour", "to_hour", "to_on"]]
    keys = ["role", "field_group", "action"]
    # Whoever brings a role of her own in the log gets the one that staff knows.
    looks = log[list(wanted)].merge(own, on="staff_id", how="left", validate="m:1")
    matrix = permissions[[*keys, "allowed", "most_records"]]
    looks = looks.merge(matrix, on=keys, how="left", validate="m:1")
    looks["most_records"] = pd.to_numeric(looks["most_records"]).astype(float)
    return looks.assign(day=looks["accessed_at"].dt.normalize(), hour=looks["accessed_at"].dt.hour)


def _without_order(looks, orders):
    """Say which looks name an order as their reason although the customer placed none that day."""
    orders = to_pandas(orders, "orders")
    _need(orders, ("customer_id", "ordered_on", "channel", "amount"), "orders")
    bought = orders[orders["amount"] > 0]
    keys = pd.MultiIndex.from_arrays(
        [bought["customer_id"], bought["channel"], bought["ordered_on"].dt.normalize()]
    )
    channel = looks["reason"].map(ORDER_CHANNELS)
    asked = pd.MultiIndex.from_arrays([looks["customer_id"], channel, looks["day"]])
    return channel.notna() & ~asked.isin(keys)


def _careless_lists(looks, exports, consents):
    """Give the lists on which somebody had not allowed the use."""
    exports = to_pandas(exports, "exports")
    _need(exports, ("access_id", "customer_id"), "exports")
    lists = looks.loc[looks["action"] == "export", ["access_id", "reason", "day"]]
    members = exports.merge(lists, on="access_id")
    careless = set()
    for reason, (purpose, channel) in LIST_PURPOSES.items():
        rows = members[members["reason"] == reason].assign(channel=channel)
        if len(rows):
            judged = consent_status(rows, consents, purpose, date="day")
            careless |= set(judged.loc[judged["consent"] != "yes", "access_id"])
    return careless


def _need(table, columns, name):
    need_columns(open_frame(table, name), {column: column for column in columns}, name)
    need_rows(len(table), name)
