"""Cases of the textbook (practice), planted in the desk's tables; truth/desk_cases lists them.

* **signing**: on 31 December at half past three a customer writes that she comes in half an hour to sign.
  The manager who keeps the account left on the twelfth; nobody took over.
* **three_salespeople**: within four days three salespeople call the same customer, each with her own price.
* **not_answered**: one person asked by mail a month ago, reported a broken machine a month ago, wanted a
  place in the seminar, and opted out in vain: no answer to any of it, and the mailings go on.
* **opt_out_ignored**: every mailing that reached somebody who had opted out; one row each.
"""

import numpy as np
import pandas as pd

from crmlab.story.operation_texts import LETTERS, REPAIR, SIGNING
from crmlab.story.streams import ids, stream

THREE_ON = ("2025-04-14", "2025-08-25", "2025-11-10")


def plant(seed, shop, tables):
    """Add the cases to ``desk_activities``, ``desk_tickets`` and ``desk_messages`` of `tables`.

    Returns
    -------
    pandas.DataFrame
        truth/desk_cases: one row per case.
    """
    rng = stream(seed, "desk cases")
    cases = [_sign(shop, tables), *_three(rng, shop, tables), _not_answered(shop, tables)]
    cases += _ignored(shop, tables)
    cases = pd.DataFrame(cases, columns=["kind", "account_id", "person_id", "happened_on"])
    cases.insert(0, "case_id", ids("Z", 0, len(cases), 3))
    return cases.assign(happened_on=pd.to_datetime(cases["happened_on"]))


def _add(tables, name, **row):
    table = tables[name]
    added = pd.DataFrame([row]).reindex(columns=table.columns).astype(table.dtypes)
    tables[name] = pd.concat([table, added], ignore_index=True)


def _decider(shop, account):
    here = shop["account_contacts"].query("account_id == @account")["person_id"]
    deciders = shop["account_roles"].query("role == 'decider'")["person_id"]
    return here[here.isin(deciders)].iloc[0]


def _sign(shop, tables):
    users, owners = tables["desk_users"], shop["account_owners"]
    gone = shop["account_managers"].dropna(subset=["left_on"]).sort_values("left_on")["manager_id"].iloc[-1]
    user = users.loc[users["manager_id"] == gone, "user_id"].iloc[0]
    kept = owners[(owners["manager_id"] == gone) & owners["until_on"].isna()]["account_id"]
    opp = shop["opportunities"]
    bargaining = opp[opp["account_id"].isin(kept) & (opp["outcome"] == "open")]
    account = (bargaining["account_id"] if len(bargaining) else kept).iloc[0]
    person = _decider(shop, account)
    _add(
        tables, "desk_activities", user_id=user, account_id=account, person_id=person, kind="signing",
        created_at=pd.Timestamp("2025-12-09 16:40"), due_at=pd.Timestamp("2025-12-31 16:00"), reminder=1,
        note_zh="年底前来签合同", note_en="comes to sign before the year ends",
    )  # fmt: skip
    _add(
        tables, "desk_messages", account_id=account, person_id=person, user_id=user, direction="in",
        channel="sms", sent_at=pd.Timestamp("2025-12-31 15:30"), topic="signing",
        text_zh=SIGNING[0], text_en=SIGNING[1],
    )  # fmt: skip
    return "signing", account, person, "2025-12-31"


def _three(rng, shop, tables):
    """Three salespeople, three prices, one customer."""
    users, orders = tables["desk_users"], shop["account_orders"]
    for day in pd.to_datetime(list(THREE_ON)):
        month = day.to_period("M").to_timestamp()
        trading = np.sort(orders.loc[orders["month_on"] == month, "account_id"].to_numpy())
        account = trading[rng.integers(len(trading))]
        person = _decider(shop, account)
        sales = users[(users["role"] == "sales") & (users["active_from_on"] < day - pd.Timedelta(days=14))]
        sales = sales[
            sales["active_until_on"].isna() | (sales["active_until_on"] > day + pd.Timedelta(days=5))
        ]
        three = sales["user_id"].to_numpy()[rng.choice(len(sales), 3, replace=False)]
        for i, (user, price) in enumerate(zip(three, (33.8, 35.2, 34.5), strict=True)):
            at = day + pd.Timedelta(days=i, hours=10, minutes=15 * i)
            _add(
                tables, "desk_activities", user_id=user, account_id=account, person_id=person, kind="call",
                created_at=at - pd.Timedelta(hours=1), due_at=at, reminder=0, done_at=at,
                note_zh=f"报东北大米每袋{price}元", note_en=f"offered Northeast rice at {price} yuan a bag",
            )  # fmt: skip
        yield "three_salespeople", account, person, day


def _not_answered(shop, tables):
    """Pick a person at a trading account who opted out before September and make her wait."""
    orders, people = shop["account_orders"], shop["account_contacts"]
    trading = orders.loc[orders["month_on"] == pd.Timestamp("2025-11-01"), "account_id"]
    out = people[people["account_id"].isin(trading) & (people["opted_out_on"] < pd.Timestamp("2025-09-01"))]
    who = out.iloc[-1]
    owners = shop["account_owners"]
    manager = owners[owners["account_id"] == who["account_id"]]["manager_id"].iloc[-1]
    users = tables["desk_users"]
    user = users.loc[users["manager_id"] == manager, "user_id"].iloc[0]
    service = users.loc[users["role"] == "service", "user_id"].iloc[0]
    common = {"account_id": who["account_id"], "person_id": who["person_id"]}
    for topic, at in (("price", "2025-12-01 09:20"), ("seminar", "2025-11-24 14:05")):
        text = LETTERS[topic][0]
        _add(
            tables, "desk_messages", **common, user_id=user, direction="in", channel="email",
            sent_at=pd.Timestamp(at), topic=topic, text_zh=text[0], text_en=text[1],
        )  # fmt: skip
    _add(
        tables, "desk_messages", **common, user_id=user, direction="in", channel="wechat",
        sent_at=pd.Timestamp("2025-12-30 10:45"), topic="machine", text_zh=REPAIR[0], text_en=REPAIR[1],
    )  # fmt: skip
    _add(
        tables, "desk_tickets", **common, user_id=service, queue="machine", cause="dispenser",
        opened_at=pd.Timestamp("2025-12-01 10:10"), promised_hours=48,
    )  # fmt: skip
    mailing, sent_on = tables["desk_mailings"].iloc[-1][["mailing_id", "sent_on"]]
    messages = tables["desk_messages"]
    if not ((messages["person_id"] == who["person_id"]) & (messages["mailing_id"] == mailing)).any():
        marketing = messages.loc[messages["topic"] == "mailing", "user_id"].iloc[0]
        _add(
            tables, "desk_messages", **common, user_id=marketing,
            direction="out", channel="email", sent_at=sent_on + pd.Timedelta(hours=11), topic="mailing",
            mailing_id=mailing,
        )  # fmt: skip
    return "not_answered", who["account_id"], who["person_id"], "2025-12-01"


def _ignored(shop, tables):
    """List the mailings sent to people who had opted out."""
    sent = tables["desk_messages"].dropna(subset=["mailing_id"])
    both = sent.merge(shop["account_contacts"][["person_id", "opted_out_on"]], on="person_id")
    wrong = both[both["opted_out_on"] < both["sent_at"].dt.normalize()].sort_values(["sent_at", "person_id"])
    return [
        ("opt_out_ignored", row.account_id, row.person_id, row.sent_at.normalize())
        for row in wrong.itertuples()
    ]
