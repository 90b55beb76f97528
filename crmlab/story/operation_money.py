"""Money at the desk: expenses claimed and paid, and the invoices that the ERP system wrote.

**Expenses.**  Of the visits of 2025 a share is claimed as travel (km x rate), a smaller share with a meal, a
gift or a sample (lognormal).  A claim is decided on after lognormal days, rounded up, and paid on the next
10th or 25th: paying, not approving, is the bottleneck.  Three kinds of fault are planted: the same travel
claimed twice, a meal split in two so that each half stays under the limit, and travel for a visit of somebody
else.

**Invoices.**  One per account and month of 2025, written on the last day, for the amount of account_orders,
except where one is missing, doubled, has two digits swapped (the difference divides by 9), or went to another
account.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.story.streams import ids, pick, stream

NOW = pd.Timestamp("2025-12-31 18:00")


@dataclass(frozen=True)
class Expenses:
    travel: float = 0.30  # share of visits claimed
    km_rate: float = 0.80  # yuan
    other: float = 0.16  # share of visits with a meal, a gift or a sample
    meal_limit: float = 300.0  # above it the head must agree first
    approve_days: float = 1.2  # median, lognormal with sigma 0.7
    rejected: float = 0.03
    pay_days: tuple = (10, 25)
    twice: int = 9
    split: int = 8
    not_own: int = 6


@dataclass(frozen=True)
class InvoiceFaults:
    missing: float = 0.012
    doubled: float = 0.008
    swapped: float = 0.012
    other_account: float = 0.006


EXPENSES_SET, INVOICE_FAULTS = Expenses(), InvoiceFaults()
# kind: median in yuan, sigma of the log
OTHER_KINDS = {"meal": (160.0, 0.35), "gift": (90.0, 0.4), "sample": (55.0, 0.5)}


def make_expenses(seed, shop, users):
    """Make the claims; the truth names those that are faulty.

    Returns
    -------
    tuple of pandas.DataFrame
        ``desk_expenses`` and its truth.
    """
    rng, s = stream(seed, "desk expenses"), EXPENSES_SET
    visits = (
        shop["visits"]
        .query("visited_at >= '2025-01-01'")
        .merge(users[["user_id", "manager_id"]], on="manager_id")
    )
    visits["spent_on"] = visits["visited_at"].dt.normalize()
    base = ["user_id", "account_id", "visit_id", "spent_on"]
    travel = visits[rng.random(len(visits)) < s.travel]
    travel = travel[base].assign(kind="travel", amount=(s.km_rate * travel["km"]).clip(lower=4).round(2))
    other = visits.loc[rng.random(len(visits)) < s.other, base]
    kind = np.array(list(OTHER_KINDS), dtype=object)[pick(rng, (5, 3, 4), len(other))]
    median = np.array([OTHER_KINDS[k][0] for k in kind])
    sigma = np.array([OTHER_KINDS[k][1] for k in kind])
    other = other.assign(kind=kind, amount=(median * np.exp(sigma * rng.normal(0, 1, len(other)))).round(2))
    honest = pd.concat([travel, other], ignore_index=True).assign(fault=None)
    claims = pd.concat([honest, *_faults(rng, travel, visits)], ignore_index=True)
    claims = _pay(
        rng, claims.sort_values(["spent_on", "visit_id", "kind", "amount"], ignore_index=True), users
    )
    claims.insert(0, "expense_id", ids("E", 0, len(claims), 5))
    faulty = claims.dropna(subset=["fault"])[["expense_id", "fault"]].reset_index(drop=True)
    return claims.drop(columns="fault"), faulty


def _faults(rng, travel, visits):
    s = EXPENSES_SET
    # Early enough for both claims to be handed in by today.
    travel, visits = (table[table["spent_on"] < "2025-12-20"] for table in (travel, visits))
    twice = travel.sample(s.twice, random_state=rng).assign(fault="twice")
    base = ["user_id", "account_id", "visit_id", "spent_on"]
    dinner = visits.sample(s.split, random_state=rng)[base].assign(kind="meal", fault="split")
    halves = [dinner.assign(amount=np.round(s.meal_limit - rng.uniform(2, 25, s.split), 2)) for _ in range(2)]
    # Travel for a visit that a colleague made on a day on which both were at work.
    theirs = visits.sample(s.not_own, random_state=rng)
    claimant = [
        visits.loc[
            (visits["spent_on"] == day) | (visits["spent_on"] == day + pd.Timedelta(days=1)), "user_id"
        ]
        for day in theirs["spent_on"]
    ]
    someone = [
        next((u for u in there if u != own), None)
        for there, own in zip(claimant, theirs["user_id"], strict=True)
    ]
    not_own = theirs[base].assign(
        user_id=someone,
        kind="travel",
        amount=(s.km_rate * theirs["km"]).clip(lower=4).round(2),
        fault="not_own",
    )
    return [twice, *halves, not_own.dropna(subset=["user_id"])]


def _pay(rng, claims, users):
    s, n = EXPENSES_SET, len(claims)
    submitted = claims["spent_on"] + pd.to_timedelta(
        rng.integers(0, 4, n) * 1440 + rng.integers(1110, 1260, n), unit="min"
    )
    wait = s.approve_days * np.exp(rng.normal(0, 0.7, n))
    office_hours = rng.integers(540, 1050, n)
    decided = submitted.dt.normalize() + pd.to_timedelta(1440 * np.ceil(wait) + office_hours, unit="min")
    rejected = rng.random(n) < s.rejected
    paid = _next_pay_day(decided) + pd.Timedelta(hours=10)
    claims = claims[submitted <= NOW].assign(
        submitted_at=submitted,
        decided_at=decided.where(decided <= NOW),
        decided_by=users.loc[users["role"] == "head", "user_id"].iloc[0],
        paid_at=paid.where((paid <= NOW) & ~rejected),
        state=np.select(
            [decided > NOW, rejected, paid > NOW], ["submitted", "rejected", "approved"], default="paid"
        )[submitted <= NOW],
    )
    claims["decided_by"] = claims["decided_by"].where(claims["decided_at"].notna())
    return claims.reset_index(drop=True)


def _next_pay_day(at):
    """The first pay day after the day of the decision."""
    day, month = at.dt.normalize(), at.dt.to_period("M").dt.to_timestamp()
    early, late = (pd.Timedelta(days=d - 1) for d in EXPENSES_SET.pay_days)
    following = month + pd.offsets.MonthBegin(1) + early
    return (month + early).where(day < month + early, (month + late).where(day < month + late, following))


def make_invoices(seed, shop):
    """Make the invoices of 2025; the truth says which are wrong and how.

    Returns
    -------
    tuple of pandas.DataFrame
        ``desk_invoices`` and its truth.
    """
    rng, f = stream(seed, "desk invoices"), INVOICE_FAULTS
    orders = shop["account_orders"].query("month_on >= '2025-01-01'").reset_index(drop=True)
    n = len(orders)
    kinds = np.array([None, "missing", "doubled", "swapped", "other_account"], dtype=object)
    shares = (
        1 - f.missing - f.doubled - f.swapped - f.other_account,
        f.missing,
        f.doubled,
        f.swapped,
        f.other_account,
    )
    fault = kinds[pick(rng, shares, n)]
    amount = np.array(
        [_swap(a) if k == "swapped" else a for a, k in zip(orders["amount"], fault, strict=True)]
    )
    fault = np.where((fault == "swapped") & (amount == orders["amount"]), None, fault)
    payer = orders["account_id"].to_numpy().copy()
    strangers = np.setdiff1d(shop["accounts"].loc[shop["accounts"]["opened_on"].isna(), "account_id"], payer)
    wrong = fault == "other_account"
    payer[wrong] = strangers[rng.integers(len(strangers), size=wrong.sum())]
    invoices = orders.assign(account_id=payer, amount=amount, fault=fault, ordered_by=orders["account_id"])
    doubled = invoices[invoices["fault"] == "doubled"]
    written = pd.concat([invoices[invoices["fault"] != "missing"], doubled])
    written = written.sort_values(["month_on", "account_id"], ignore_index=True)
    written.insert(0, "invoice_id", ids("I", 0, len(written), 5))
    written["invoiced_on"] = written["month_on"] + pd.offsets.MonthEnd()
    listed = pd.concat([written.dropna(subset=["fault"]), invoices[invoices["fault"] == "missing"]])
    truth = listed[["ordered_by", "month_on", "fault", "invoice_id"]].rename(
        columns={"ordered_by": "account_id"}
    )
    truth = truth.sort_values(["month_on", "account_id", "invoice_id"], ignore_index=True)
    truth.insert(0, "fault_id", ids("IF", 0, len(truth), 3))
    return written[["invoice_id", "account_id", "month_on", "invoiced_on", "amount"]], truth


def _swap(amount):
    """Swap the first two different neighbouring digits before the decimal point."""
    digits = list(f"{amount:.2f}")
    point = digits.index(".")
    for i in range(1, point - 1):
        if digits[i] != digits[i + 1]:
            digits[i], digits[i + 1] = digits[i + 1], digits[i]
            break
    return float("".join(digits))
