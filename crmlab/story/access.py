"""Access: who may see which data, who looked, and who should not have.

**The rules.**  Each role may read, change or export certain groups of fields (`MATRIX`), an export up to a
number of records, within its working hours, and only while its holder works for the shop.  Advertising
goes only to customers who allowed it; what leaves the house for a partner needs consent to sharing.

**The log of 2025.**  The system writes a row for each look.  A phone order makes somebody at a telephone
read the customer's contact fields that day with probability `Access.look_up`; a web order makes a driver
read them with probability `Access.drive`; a changed address is one change; lists are exported once a month
for advertising by message, accounts and analysis.

**What is planted.**  Per 1,000 customers so many rows of each kind as `Violations` says, all at random
times: a role without the right (`no_permission`), a holder who has left (`after_leaving`), night hours
(`out_of_hours`), a list that is too long (`too_many`), one agent who keeps looking up a few customers who
ordered nothing by phone that day (`no_reason`).  Some advertising lists and one list for a partner are
drawn without looking at the consents (`no_consent`: at least one customer in it had not allowed it).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.story.persons import TEXT
from crmlab.story.streams import ids, stream

TABLES = ("staff_roles", "permissions", "access_log", "access_exports", "truth/access_log")
ROOM = 40_000  # log numbers kept for each block of customers
ACTIONS = {"r": "read", "c": "change", "e": "export"}
FIELD_GROUPS = {
    "contact": ("name, phone, address, e-mail", "姓名、电话、地址、邮箱"),
    "identity": ("date of birth, gender", "出生日期、性别"),
    "purchases": ("orders and amounts", "订单与金额"),
    "consents": ("consents and requests", "同意与请求"),
    "notes": ("notes of calls and complaints", "通话与投诉记录"),
}
# What a role may do (r read, c change, e export), and how many records a list of its may have.
MATRIX = {
    "owner": ({"contact": "rce", "identity": "r", "purchases": "re", "consents": "r", "notes": "r"}, 500),
    "assistant": ({"contact": "rc", "purchases": "r", "consents": "rc"}, 0),
    "driver": ({"contact": "r"}, 0),
    "marketer": ({"contact": "re", "purchases": "r", "consents": "r"}, 200),
    "analyst": ({"identity": "r", "purchases": "re"}, 2000),
    "accountant": ({"purchases": "re"}, 2000),
    "agent": ({"contact": "rc", "purchases": "r", "consents": "rc", "notes": "rc"}, 0),
    "supervisor": ({"contact": "rc", "purchases": "r", "consents": "rc", "notes": "rce"}, 100),
    "admin": ({}, 0),
}
# role: name in English, in Chinese, employer, first and last hour of work, how many hold it all through 2025
ROLES = {
    "owner": ("owner", "店主", "shop", 6, 23, 1),
    "assistant": ("shop assistant", "店员", "shop", 7, 22, 4),
    "driver": ("driver", "送货员", "shop", 7, 21, 3),
    "marketer": ("marketer", "营销专员", "shop", 8, 20, 2),
    "analyst": ("analyst", "数据分析员", "shop", 8, 20, 1),
    "accountant": ("accountant", "会计", "shop", 8, 20, 1),
    "agent": ("agent", "客服坐席", "contractor", 8, 22, 8),
    "supervisor": ("team leader", "客服班长", "contractor", 8, 22, 1),
    "admin": ("system administrator", "系统管理员", "contractor", 8, 20, 1),
}
# Looks that some people take beyond their rights.
FORBIDDEN = (
    ("driver", "purchases"), ("agent", "identity"), ("assistant", "identity"), ("admin", "contact"),
    ("accountant", "contact"), ("analyst", "contact"),
)  # fmt: skip
LEAVERS = (("agent", "2025-05-31"), ("marketer", "2025-08-15"))  # whose accounts nobody closed


@dataclass(frozen=True)
class Access:
    look_up: float = 0.45  # of the phone orders
    drive: float = 0.12  # of the web orders
    list_length: int = 120  # customers on an advertising list
    careless_months: tuple = (4, 8, 11)  # lists drawn without looking at the consents
    partner_list: int = 180  # customers on the list for a partner, drawn in July


@dataclass(frozen=True)
class Violations:
    """Rows planted per 1,000 customers."""

    no_permission: float = 4.0
    after_leaving: float = 2.5
    out_of_hours: float = 2.5
    too_many: float = 0.75
    no_reason: float = 9.0


ACCESS, VIOLATIONS = Access(), Violations()
CARD_VALUES = {"ACCESS": ACCESS, "VIOLATIONS": VIOLATIONS}
COLUMNS = ["staff_id", "accessed_at", "action", "field_group", "customer_id", "records", "reason"]


def make_shop(seed):
    """Give the people with an account, and the matrix of permissions.

    Returns
    -------
    dict of str to pandas.DataFrame
        ``staff_roles``, one row per person with an account; ``permissions``, one row per role, group of
        fields and action.
    """
    rows = []
    for role, (*_, number) in ROLES.items():
        rows += [(role, "2025-01-01", None)] * number
        rows += [(role, "2025-01-01", to_on) for leaver, to_on in LEAVERS if leaver == role]
    staff = pd.DataFrame(rows, columns=["role", "from_on", "to_on"])
    staff[["from_on", "to_on"]] = staff[["from_on", "to_on"]].apply(pd.to_datetime)
    for k, column in enumerate(("role_en", "role_zh", "employer", "from_hour", "to_hour")):
        staff[column] = [ROLES[role][k] for role in staff["role"]]
    staff.insert(0, "staff_id", ids("S", 0, len(staff), 3))
    permissions = [
        (
            role,
            group,
            *FIELD_GROUPS[group],
            ACTIONS[a],
            int(a in may.get(group, "")),
            most * (a == "e") or None,
        )
        for role, (may, most) in MATRIX.items()
        for group in FIELD_GROUPS
        for a in ACTIONS
    ]
    columns = ["role", "field_group", "name_en", "name_zh", "action", "allowed", "most_records"]
    matrix = pd.DataFrame(permissions, columns=columns)
    matrix["most_records"] = matrix["most_records"].where(matrix["allowed"] == 1).astype("Int64")
    order = ["staff_id", "role", "role_en", "role_zh", "employer", "from_hour", "to_hour", "from_on", "to_on"]
    return {"staff_roles": staff[order], "permissions": matrix}


def make(block):
    """Make the access log of a block.

    Parameters
    ----------
    block : crmlab.story.block.Block
        With ``customer_records``, ``truth/customer_records`` and ``consents`` among its tables.

    Returns
    -------
    dict of str to pandas.DataFrame
        ``access_log`` by time; ``access_exports``, the customers on each list for advertising or partners;
        ``truth/access_log``, the planted violations.
    """
    rng = stream(block.seed, "access", block.block)
    staff = make_shop(block.seed)["staff_roles"]
    lists, members = _export_lists(stream(block.seed, "access lists", block.block), block, staff)
    log = pd.concat([_daily_work(rng, block, staff), lists, _plant(block, staff)], ignore_index=True)
    log["row"] = np.arange(len(log))
    log = log.sort_values(["accessed_at", "row"], ignore_index=True)
    log.insert(0, "access_id", ids("L", block.block * ROOM, len(log), 6))
    words = ["access_id", "staff_id", "action", "field_group", "customer_id", "reason", "violation"]
    log = log.astype({**dict.fromkeys(words, TEXT), "records": int})
    members = members.merge(log.loc[log["list"].notna(), ["access_id", "list"]], on="list")
    exports = members[["access_id", "customer_id"]].astype(TEXT)
    planted = log.loc[log["violation"].notna(), ["access_id", "violation"]]
    return {
        "access_log": log[["access_id", *COLUMNS]],
        "access_exports": exports.sort_values(["access_id", "customer_id"], ignore_index=True),
        "truth/access_log": planted.reset_index(drop=True),
    }


def _daily_work(rng, block, staff):
    """Log the looks that orders and changed addresses ask for, each within its holder's rights."""
    orders = block.orders[(block.orders["amount"] > 0) & (block.orders["ordered_on"].dt.year == 2025)]
    luck = rng.random(len(orders))
    phone = orders[((orders["channel"] == "phone") & (luck < ACCESS.look_up)).to_numpy()]
    web = orders[((orders["channel"] == "web") & (luck < ACCESS.drive)).to_numpy()]
    moved = block.tables["customer_records"].merge(block.tables["truth/customer_records"], on="record_id")
    moved = moved[(moved["updated_on"] > moved["recorded_on"]) & (moved["updated_on"].dt.year == 2025)]
    at_phone = np.where(rng.random(len(phone)) < 0.8, "agent", "assistant")
    parts = [
        (phone["customer_id"], phone["ordered_on"], at_phone, "read", "order"),
        (web["customer_id"], web["ordered_on"], np.full(len(web), "driver"), "read", "delivery"),
        (moved["customer_id"], moved["updated_on"], np.full(len(moved), "agent"), "change", "update"),
    ]
    rows = [
        pd.DataFrame({"customer_id": who, "day": day, "role": role}).assign(action=action, reason=reason)
        for who, day, role, action, reason in parts
    ]
    work = pd.concat(rows, ignore_index=True)
    work["staff_id"] = _holders(rng, staff, work["role"].to_numpy())
    work["accessed_at"] = _times(rng, work["day"], work["role"].to_numpy())
    return work.assign(field_group="contact", records=1, list=None, violation=None)


def _holders(rng, staff, roles):
    """Give somebody who holds each role all year."""
    staying = staff[staff["to_on"].isna()]
    chosen = np.empty(len(roles), dtype=object)
    for role in np.unique(roles):
        own, here = staying.loc[staying["role"] == role, "staff_id"].to_numpy(), roles == role
        chosen[here] = own[rng.integers(len(own), size=here.sum())]
    return chosen


def _times(rng, days, roles):
    """Give a second within the role's hours on each day."""
    first = np.array([ROLES[role][3] for role in roles], dtype=float)
    last = np.array([ROLES[role][4] for role in roles], dtype=float)
    hours = first + (last - first) * np.minimum(rng.beta(2, 2, len(roles)), 0.999)
    return pd.to_datetime(days).to_numpy() + (3600 * hours).astype(int).astype("timedelta64[s]")


def _export_lists(rng, block, staff):
    """Draw the month's lists: careful ones from those who allow it that day, careless ones from all."""
    marketer = staff.loc[(staff["role"] == "marketer") & staff["to_on"].isna(), "staff_id"].to_numpy()
    rows, members = [], []
    wanted = [(month, "advertising", "marketing", "sms", ACCESS.list_length) for month in range(1, 13)]
    wanted.append((7, "partner", "sharing", "any", ACCESS.partner_list))
    for number, (month, reason, purpose, channel, length) in enumerate(wanted):
        day = pd.Timestamp(2025, month, 3 + int(rng.integers(24)))
        allowed = allows(block.tables["consents"], purpose, channel, day)
        careless = reason == "partner" or month in ACCESS.careless_months
        pool = _known_by(block, day) if careless else allowed
        chosen = pool[rng.permutation(len(pool))[:length]]
        if len(chosen) == 0:
            continue
        bad = ~np.isin(chosen, allowed)
        members.append(pd.DataFrame({"list": number, "customer_id": chosen}))
        rows.append((rng.choice(marketer), day, "marketer", "contact", len(chosen), reason, number,
                     "no_consent" if bad.any() else None))  # fmt: skip
    for role in ("accountant", "analyst"):
        holder = _holders(rng, staff, np.array([role]))[0]
        for month in range(1, 13):
            day = pd.Timestamp(2025, month, 5)
            size = min(len(_known_by(block, day)), MATRIX[role][1])
            rows.append((holder, day, role, "purchases", size, "report", None, None))
    columns = ["staff_id", "day", "role", "field_group", "records", "reason", "list", "violation"]
    lists = pd.DataFrame(rows, columns=columns).assign(action="export", customer_id=None)
    lists["accessed_at"] = _times(rng, lists["day"], lists["role"].to_numpy())
    none = pd.DataFrame({"list": pd.Series(dtype=int), "customer_id": pd.Series(dtype=object)})
    return lists, pd.concat([none, *members], ignore_index=True)


def allows(consents, purpose, channel, day):
    """Give the customers who allow a purpose by a channel on a day: whose latest statement is a yes that
    she had not taken back by then.
    """
    asked = consents[
        (consents["purpose"] == purpose) & (consents["channel"] == channel) & (consents["stated_on"] < day)
    ]
    # Of two statements on one day the later in the table holds.
    in_order = asked.sort_values(["customer_id", "stated_on"], kind="stable")
    latest = in_order.drop_duplicates("customer_id", keep="last")
    holds = (latest["granted"] == 1) & (latest["withdrawn_on"].isna() | (latest["withdrawn_on"] > day))
    return latest.loc[holds, "customer_id"].to_numpy()


def _known_by(block, day):
    return block.households.loc[block.households["joined_on"] < day, "customer_id"].to_numpy()


def _plant(block, staff):
    """Plant the violations that are single rows."""
    rng = stream(block.seed, "violations", block.block)
    thousands = len(block.households) / 1000
    number = {kind: round(getattr(VIOLATIONS, kind) * thousands) for kind in VIOLATIONS.__dataclass_fields__}
    rows = [_forbidden(rng, staff) for _ in range(number["no_permission"])]
    rows += [_by_a_leaver(rng, staff) for _ in range(number["after_leaving"])]
    rows += [_at_night(rng, staff) for _ in range(number["out_of_hours"])]
    rows += [_too_long(rng, staff) for _ in range(number["too_many"])]
    columns = ["staff_id", "day", "role", "action", "field_group", "records", "reason", "hour", "violation"]
    planted = pd.DataFrame(rows, columns=columns)
    planted["day"] = pd.to_datetime(planted["day"])
    by_day = _times(rng, planted["day"], planted["role"].to_numpy())
    night = planted["day"] + pd.to_timedelta((3600 * planted["hour"].astype(float)).round(), unit="s")
    planted["accessed_at"] = np.where(planted["hour"].isna(), by_day, night)
    planted["customer_id"] = [
        rng.choice(_known_by(block, day)) if action != "export" and len(_known_by(block, day)) else None
        for day, action in zip(planted["day"], planted["action"], strict=True)
    ]
    planted = planted[planted["customer_id"].notna() | (planted["action"] == "export")]
    curious = _curious(rng, block, staff, number["no_reason"])
    return pd.concat([planted, curious], ignore_index=True).assign(list=None)


def _any_day(rng, first="2025-01-02"):
    days = pd.date_range(first, "2025-12-30")
    return days[rng.integers(len(days))]


def _forbidden(rng, staff):
    """Somebody reads what her role may not."""
    role, group = FORBIDDEN[rng.integers(len(FORBIDDEN))]
    holder = _holders(rng, staff, np.array([role]))[0]
    return holder, _any_day(rng), role, "read", group, 1, "order", None, "no_permission"


def _by_a_leaver(rng, staff):
    """Somebody whose account nobody closed reads on."""
    leavers = staff[staff["to_on"].notna()]
    who = leavers.iloc[rng.integers(len(leavers))]
    day = _any_day(rng, who["to_on"] + pd.Timedelta(days=2))
    return who["staff_id"], day, who["role"], "read", "contact", 1, "order", None, "after_leaving"


def _at_night(rng, staff):
    """An agent reads at two in the morning."""
    holder = _holders(rng, staff, np.array(["agent"]))[0]
    hour = 1 + 4 * rng.random()
    return holder, _any_day(rng), "agent", "read", "notes", 1, "complaint", hour, "out_of_hours"


def _too_long(rng, staff):
    """A marketer exports a list longer than she may; nobody kept its rows."""
    holder = _holders(rng, staff, np.array(["marketer"]))[0]
    records = int(MATRIX["marketer"][1] * (2 + 3 * rng.random()))
    return holder, _any_day(rng), "marketer", "export", "contact", records, "analysis", None, "too_many"


def _curious(rng, block, staff, number):
    """One agent looks up three customers again and again, on days they order nothing by phone."""
    days = pd.date_range("2025-03-01", "2025-10-31")
    known = _known_by(block, days[0])
    watched = known[rng.permutation(len(known))[:3]]
    if len(watched) == 0:
        number = 0
    phone = block.orders[block.orders["channel"] == "phone"]
    ordered = set(zip(phone["customer_id"], phone["ordered_on"], strict=True))
    agent = _holders(rng, staff, np.array(["agent"]))[0]
    draws = [(watched[rng.integers(len(watched))], days[rng.integers(len(days))]) for _ in range(number)]
    draws = [draw for draw in draws if draw not in ordered]
    looks = pd.DataFrame(draws, columns=["customer_id", "day"]).assign(
        staff_id=agent, role="agent", action="read", field_group="contact", records=1, reason="order",
        violation="no_reason",
    )  # fmt: skip
    looks["accessed_at"] = _times(rng, looks["day"], looks["role"].to_numpy())
    return looks
