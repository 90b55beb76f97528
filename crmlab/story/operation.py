"""The desk: a year of work at the CRM desk that serves the accounts, 2025.

**Users** are the account managers employed in 2025 and the people of service, marketing, finance and the
office.  **Permissions** say what each role may do with each kind of record.

**Activities** (calls, mails, tasks, meetings): each owner plans Poisson(`Desk.per_account`) a month for each
account she keeps.  From July the system reminds of every second one, by coin.  With chance

    logit P(on time) = intercept + r * reminder + her habit

it is done on the day, before the hour it is due; else lognormal days late, or never.  What is due after its
owner left stays open.  Notes are mostly too short.

**Tickets**: an account opens Poisson(`Desk.tickets`) a month.  The first reply comes after lognormal hours.
Those asked say whether they are satisfied:

    logit P(satisfied) = s + h * ln(1 + hours until the first reply) + o * reopened

A broken machine needs visits until it runs: each visit mends it with the same chance.

**Messages, expenses, invoices**: see `crmlab.story.operation_messages` and
`crmlab.story.operation_money`.  The textbook's cases (customer half an hour away and its salesperson gone;
three salespeople at one customer; the customer whom nobody answered; opt-outs ignored) are planted by
`crmlab.story.operation_cases`; truth/desk_cases lists them.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.story import accounts, operation_cases, operation_messages, operation_money
from crmlab.story.names import draw_names
from crmlab.story.operation_texts import LONG_NOTES, SHORT_NOTES
from crmlab.story.streams import ids, pick, stream

YEAR, NOW = pd.Timestamp("2025-01-01"), pd.Timestamp("2025-12-31 18:00")


@dataclass(frozen=True)
class Desk:
    per_account: float = 1.0  # activities planned per account and month
    reminders_on: str = "2025-07-01"
    intercept: float = 0.30  # log-odds that an activity is done on time
    reminder: float = 0.90  # r
    habit_sd: float = 0.30
    late_days: float = 4.0  # median, lognormal with sigma 1
    never: float = 0.15  # of what is not done on time
    no_note: float = 0.25
    short_note: float = 0.62
    tickets: float = 0.55  # per account and month
    reply_hours: float = 3.5  # median of the lognormal, sigma 1
    solve_hours: float = 20.0  # median after the reply; broken machines three times as long
    reopened: float = 0.08
    satisfied: float = 2.2  # s
    hours: float = -0.75  # h
    again: float = -0.80  # o
    asked: float = 0.6  # share of solved tickets that are asked and answer
    mended: float = 0.70  # chance that a visit to a broken machine mends it


DESK = Desk()
CARD_VALUES = {
    "CRM_DESK": DESK,
    "LETTERS_SET": operation_messages.LETTERS_SET,
    "EXPENSES_SET": operation_money.EXPENSES_SET,
    "INVOICE_FAULTS": operation_money.INVOICE_FAULTS,
}
TABLES = (
    "desk_users", "desk_permissions", "desk_activities", "desk_tickets", "desk_mailings", "desk_messages",
    "desk_expenses", "desk_invoices", "truth/desk_cases", "truth/desk_expenses", "truth/desk_invoices",
)  # fmt: skip
OFFICE = ("service", "service", "service", "marketing", "finance", "head", "admin")
OBJECTS = (
    "accounts",
    "contacts",
    "opportunities",
    "activities",
    "tickets",
    "messages",
    "expenses",
    "reports",
)
ACTIONS = ("read", "create", "change", "delete", "export")
QUEUES, QUEUE_SHARES = ("delivery", "quality", "invoice", "machine"), (0.38, 0.22, 0.25, 0.15)
CAUSES = {
    "delivery": ("late", "short", "wrong_place"),
    "quality": ("stones", "stale", "damaged"),
    "invoice": ("amount", "name", "missing"),
    "machine": ("dispenser", "freezer", "scale"),
}
SOLVE_HOURS = {"A": 24, "B": 48, "C": 96}  # promised, by tier; the hours until a reply are in service_levels


def make_shop(seed, made=None):
    """Make all tables of the desk.

    Parameters
    ----------
    seed : int
        The world's seed.
    made : dict of str to pandas.DataFrame, optional
        Tables that hold those of `crmlab.story.accounts`, if they are made already.

    Returns
    -------
    dict of str to pandas.DataFrame
        The tables of `TABLES`, by name.

    Examples
    --------
    >>> from crmlab.story.operation import make_shop
    >>> desk = make_shop(1)
    >>> sorted(desk["desk_activities"]["kind"].unique())
    ['call', 'mail', 'meeting', 'signing', 'task']
    """
    shop = made or accounts.make_shop(seed)
    users = _make_users(seed, shop["account_managers"])
    keeping = _months_kept(shop, users)
    tables = {
        "desk_users": users,
        "desk_permissions": _make_permissions(),
        "desk_activities": _make_activities(seed, shop, users, keeping),
        "desk_tickets": _make_tickets(seed, shop, users),
        **operation_messages.make_messages(seed, shop, users, keeping),
    }
    cases = operation_cases.plant(seed, shop, tables)
    tables["desk_activities"] = _number(tables["desk_activities"], "created_at", "activity_id", "T")
    tables["desk_tickets"] = _number(tables["desk_tickets"], "opened_at", "ticket_id", "S")
    tables["desk_messages"] = operation_messages.number(tables["desk_messages"])
    expenses, faults = operation_money.make_expenses(seed, shop, users)
    invoices, wrong = operation_money.make_invoices(seed, shop)
    return {
        **tables,
        "desk_expenses": expenses,
        "desk_invoices": invoices,
        "truth/desk_cases": cases,
        "truth/desk_expenses": faults,
        "truth/desk_invoices": wrong,
    }


def _number(table, time, name, letter):
    table = table.sort_values([time, "account_id", "user_id"], ignore_index=True)
    table.insert(0, name, ids(letter, 0, len(table), 5))
    return table


def _make_users(seed, managers):
    here = managers[managers["left_on"].isna() | (managers["left_on"] >= YEAR)]
    office = draw_names(stream(seed, "desk users"), len(OFFICE))
    users = pd.concat(
        [here[["manager_id", "name_zh", "name_en"]].assign(role="sales"), office.assign(role=OFFICE)],
        ignore_index=True,
    )
    hired = here["hired_on"].clip(lower=YEAR).tolist() + [YEAR] * len(OFFICE)
    # Nobody closed the login of the manager who left on 12 December.
    closed = here["left_on"].where(here["left_on"] < pd.Timestamp("2025-12-01")).tolist() + [pd.NaT] * len(
        OFFICE
    )
    users.insert(0, "user_id", ids("D", 0, len(users), 2))
    return users.assign(active_from_on=hired, active_until_on=pd.to_datetime(pd.Series(closed)))


def _make_permissions():
    """Give, for each role, kind of record and action, over whose records it may be done."""
    rows = [
        (r, o, a, _scope(r, o, a))
        for r in dict.fromkeys(["sales", *OFFICE])
        for o in OBJECTS
        for a in ACTIONS
    ]
    return pd.DataFrame(rows, columns=["role", "object", "action", "scope"])


def _scope(role, thing, action):
    if role == "admin":
        return "all" if action != "export" else "none"
    if role == "head":
        return "none" if action == "delete" else "all"
    if action in ("delete", "export"):
        return "all" if (role, thing, action) == ("finance", "expenses", "export") else "none"
    own = {
        "sales": ("accounts", "contacts", "opportunities", "activities", "messages", "expenses"),
        "service": ("tickets", "messages", "activities"),
        "marketing": ("messages", "activities"),
        "finance": ("expenses",),
    }[role]
    if action == "read":
        reads_all = {
            "sales": (),
            "service": ("accounts", "contacts", "tickets"),
            "marketing": ("contacts", "reports"),
            "finance": ("expenses", "accounts"),
        }[role]
        return "all" if thing in reads_all else "own" if thing in own else "none"
    return "own" if thing in own else "none"


def _months_kept(shop, users):
    """One row per account, month of 2025 in which it traded, and the user who kept it; with the tier."""
    months = shop["account_orders"][["account_id", "month_on"]]
    months = months[months["month_on"] >= YEAR].merge(shop["account_owners"], on="account_id")
    end = months["month_on"] + pd.offsets.MonthEnd()
    kept = months[
        (months["since_on"] <= months["month_on"]) & (months["until_on"].isna() | (months["until_on"] >= end))
    ]
    kept = kept.merge(users[["user_id", "manager_id"]], on="manager_id")
    kept = kept.merge(shop["account_managers"][["manager_id", "left_on"]], on="manager_id")
    return kept.merge(shop["accounts"][["account_id", "tier"]], on="account_id").sort_values(
        ["month_on", "account_id"], ignore_index=True
    )


def random_minutes(rng, days, first=8.5, last=18.0):
    """Give a time of day between two hours, to the minute, on each of the days."""
    return days + pd.to_timedelta(rng.integers(int(60 * first), int(60 * last), len(days)), unit="min")


def _make_activities(seed, shop, users, keeping):
    rng = stream(seed, "desk activities")
    habit = pd.Series(rng.normal(0, DESK.habit_sd, len(users)), index=users["user_id"])
    planned = keeping.loc[keeping.index.repeat(rng.poisson(DESK.per_account, len(keeping)))].reset_index(
        drop=True
    )
    n = len(planned)
    day = planned["month_on"] + pd.to_timedelta(
        (rng.random(n) * planned["month_on"].dt.days_in_month).astype(int), unit="D"
    )
    day = day.where(day.dt.day_of_week < 6, day - pd.Timedelta(days=1))  # nobody works on a Sunday
    due = random_minutes(rng, day)
    created = random_minutes(rng, day - pd.to_timedelta(rng.integers(1, 12, n), unit="D"), 8.5, 9.0)
    reminder = (rng.random(n) < 0.5) & (due >= DESK.reminders_on).to_numpy()
    logit = DESK.intercept + DESK.reminder * reminder + habit[planned["user_id"]].to_numpy()
    on_time = rng.random(n) < 1 / (1 + np.exp(-logit))
    opening = day + pd.Timedelta(minutes=510)
    early = opening + ((due - opening) * rng.random(n)).dt.floor("min")
    days_late = np.ceil(DESK.late_days * np.exp(rng.normal(0, 1, n)))
    done = early.where(on_time, random_minutes(rng, day + pd.to_timedelta(days_late, unit="D")))
    done = done.mask(~on_time & (rng.random(n) < DESK.never))
    last_day = planned["left_on"].fillna(NOW.normalize()) + pd.Timedelta(hours=18)
    known = (done <= last_day) & (done <= NOW)
    zh, en = _notes(rng, known.to_numpy())
    people = shop["account_contacts"]
    activities = pd.DataFrame(
        {
            "user_id": planned["user_id"],
            "account_id": planned["account_id"],
            "person_id": _somebody(rng, planned["account_id"], people),
            "kind": np.array(["call", "mail", "task", "meeting"], dtype=object)[pick(rng, (5, 2, 2, 1), n)],
            "created_at": created,
            "due_at": due,
            "reminder": reminder.astype(int),
            "done_at": done.where(known),
            "note_zh": zh,
            "note_en": en,
        }
    )
    plan_holds = (planned["left_on"].isna() | (created <= planned["left_on"])) & (due <= NOW)
    return activities[plan_holds & (created >= YEAR)].reset_index(drop=True)


def _somebody(rng, account_ids, people):
    """Pick a person of each account, all with the same chance."""
    order = people.sort_values(["account_id", "person_id"])
    counts = order.groupby("account_id").size()
    begin = counts.cumsum() - counts
    place = begin[account_ids].to_numpy() + (
        rng.random(len(account_ids)) * counts[account_ids].to_numpy()
    ).astype(int)
    return order["person_id"].to_numpy()[place]


def _notes(rng, done):
    u = rng.random(len(done))
    short, long = (
        rng.integers(len(SHORT_NOTES), size=len(done)),
        rng.integers(len(LONG_NOTES), size=len(done)),
    )
    number = rng.integers(3, 29, len(done))
    zh, en = [], []
    for i, is_done in enumerate(done):
        if not is_done or u[i] < DESK.no_note:
            pair = (None, None)
        elif u[i] < DESK.no_note + DESK.short_note:
            pair = SHORT_NOTES[short[i]]
        else:
            pair = [text.format(n=number[i]) for text in LONG_NOTES[long[i]]]
        zh.append(pair[0])
        en.append(pair[1])
    return zh, en


def _make_tickets(seed, shop, users):
    rng, d = stream(seed, "desk tickets"), DESK
    months = shop["account_orders"].query("month_on >= @YEAR")[["account_id", "month_on"]]
    tickets = months.loc[months.index.repeat(rng.poisson(d.tickets, len(months)))].reset_index(drop=True)
    n = len(tickets)
    day = tickets["month_on"] + pd.to_timedelta((rng.random(n) * 28).astype(int), unit="D")
    opened = random_minutes(rng, day, 7.0, 18.0)
    queue = np.array(QUEUES, dtype=object)[pick(rng, QUEUE_SHARES, n)]
    machine = queue == "machine"
    reply_hours = d.reply_hours * np.exp(rng.normal(0, 1.0, n))
    solve_hours = d.solve_hours * np.where(machine, 3, 1) * np.exp(rng.normal(0, 0.8, n))
    replied = opened + pd.to_timedelta((60 * reply_hours).astype(int), unit="min")
    solved = replied + pd.to_timedelta((60 * solve_hours).astype(int), unit="min")
    reopened = rng.random(n) < d.reopened
    hours = (replied - opened).dt.total_seconds().to_numpy() / 3600
    logit = d.satisfied + d.hours * np.log1p(hours) + d.again * reopened
    satisfied = rng.random(n) < 1 / (1 + np.exp(-logit))
    answers = (rng.random(n) < d.asked) & (solved <= NOW)
    visits = rng.geometric(d.mended, n)
    tier = shop["accounts"].set_index("account_id")["tier"][tickets["account_id"]].to_numpy()
    service = users.loc[users["role"] == "service", "user_id"].to_numpy()
    return pd.DataFrame(
        {
            "account_id": tickets["account_id"],
            "person_id": _somebody(rng, tickets["account_id"], shop["account_contacts"]),
            "user_id": service[rng.integers(len(service), size=n)],
            "queue": queue,
            "cause": [CAUSES[q][c] for q, c in zip(queue, rng.integers(3, size=n), strict=True)],
            "opened_at": opened,
            "promised_hours": pd.Series(tier).map(SOLVE_HOURS),
            "first_reply_at": replied.where(replied <= NOW),
            "solved_at": solved.where(solved <= NOW),
            "reopened": pd.Series(reopened.astype(int)).where(solved <= NOW).astype("Int64"),
            "field_visits": pd.Series(visits).where(machine & (solved <= NOW)).astype("Int64"),
            "satisfied": pd.Series(satisfied.astype(int)).where(answers).astype("Int64"),
        }
    )
