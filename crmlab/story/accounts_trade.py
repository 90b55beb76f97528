"""What accounts buy, how well they are served, and what serving them costs, by month.

Months are full months: from the one after the first contract to the one before the account leaves.

**Orders** of account a in month t:

    ln amount = ln(wallet x share) + growth x months since opening + season(segment, t)
                + h * handover + l * late share of the month before + v * visits of the month before
                + u * upsells won so far + noise

where *handover* is 1 in the three months after the one in which the account's manager left.

**Service**: each delivery is late with a chance whose log-odds are base + far district + weeks of Spring
Festival + the van that was off the road by the river from August to October 2024 + noise of the account's
month.  Each tier has a promise: share on time, share of lines delivered, hours until an answer.

**Cost to serve**: every activity has a driver (deliveries, km, visits, returns, orders by telephone, lines
picked, yuan-days of credit) and a true rate per unit.  The books show the drivers by account and the cost of
each activity by month, true rate x volume x (1 + small noise), from which the rates can be had
(activity-based costing: Cooper and Kaplan 1988).

**Reviews**: once a quarter, of three accounts in four, the buyer gives a mark of 1 to 10, which falls with
the share of late deliveries of the quarter, and says what she spends with all suppliers, with some error.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.story.accounts_firms import END
from crmlab.story.accounts_managers import LEFT
from crmlab.story.accounts_pipeline import PIPELINE
from crmlab.story.calendar import SPRING_FESTIVAL
from crmlab.story.streams import stream

MONTHS = pd.date_range("2023-01-01", "2025-12-01", freq="MS")


@dataclass(frozen=True)
class Trade:
    """Effects on ln(orders of a month)."""

    handover: float = -0.22
    late: float = -0.60  # per 1.00 of deliveries late: ten points cost 6 %
    visit: float = 0.03  # per visit
    growth: float = 0.004  # a month, mean; differs between accounts
    growth_sd: float = 0.003
    noise: float = 0.22
    holidays: float = -1.2  # of schools, in February, July and August
    festival: float = -0.25  # of other canteens in the month of Spring Festival
    feast: float = 0.12  # of restaurants and hotels in that month


@dataclass(frozen=True)
class Service:
    """Log-odds that a delivery is late, and the marks given for it."""

    base: float = -3.1
    far: float = 0.6
    festival: float = 0.7
    van: float = 1.6
    noise: float = 0.6
    filled: float = 0.97  # chance that a line is delivered whole
    mark: float = 8.3
    mark_late: float = -9.0  # per 1.00 late in the quarter
    mark_account_sd: float = 0.6
    mark_sd: float = 0.7
    asked: float = 0.75
    wallet_error: float = 0.12  # sd of the log of what the buyer says she spends


@dataclass(frozen=True)
class Rates:
    """True cost of one unit of each activity's driver, in yuan."""

    delivery: float = 30.0
    km: float = 3.2
    visit: float = 95.0
    return_: float = 60.0
    phone_order: float = 7.0
    line: float = 1.1
    credit: float = 0.16  # of 1000 yuan lent for a day: 5.8 % a year
    noise: float = 0.01  # of a month's cost, as a share


TRADE, SERVICE, RATES = Trade(), Service(), Rates()
# Tier: share on time, share of lines delivered, hours until an answer.
PROMISES = {"A": (0.98, 0.98, 4), "B": (0.95, 0.96, 8), "C": (0.90, 0.94, 24)}
# Activity: its driver's column, unit, and rate.
ACTIVITIES = {
    "delivery": ("deliveries", "delivery", RATES.delivery),
    "driving": ("km", "km", RATES.km),
    "visiting": ("visits", "visit", RATES.visit),
    "returns": ("returns", "return", RATES.return_),
    "order_taking": ("phone_orders", "order by telephone", RATES.phone_order),
    "picking": ("lines", "line", RATES.line),
    "credit": ("credit_kyuan_days", "1000 yuan for a day", RATES.credit),
}


def make_trade(seed, firms, visits, opp, keepers):
    """Make every account's months.

    Returns
    -------
    pandas.DataFrame
        One row per account and month with all that was ordered, served and driven; ``firm`` and ``manager``
        are positions.
    """
    panel = _months_of_trade(firms)
    firm, k = panel["firm"].to_numpy(), panel["k"].to_numpy()
    panel["account_id"] = firms["account_id"].to_numpy()[firm]
    panel["month_on"] = MONTHS[k]
    panel["manager"], _ = keepers.on(firm, MONTHS[k] + pd.offsets.MonthEnd())
    _serve(stream(seed, "accounts service"), panel, firms)
    _order(stream(seed, "accounts orders"), panel, firms, visits, opp, keepers)
    _drive(stream(seed, "accounts costs"), panel, firms)
    return panel


def _months_of_trade(firms):
    firm, k = np.meshgrid(np.arange(len(firms)), np.arange(len(MONTHS)), indexing="ij")
    opened, ends = _month(firms["opened_on"])[:, None], _month(firms["ends_on"])[:, None]
    inside = (k > opened) & (k < ends)
    return pd.DataFrame({"firm": firm[inside], "k": k[inside], "since": (k - opened)[inside]}, dtype=int)


def _month(days):
    """Number of the month, from 0 in January 2023; never for NaT."""
    number = (days.dt.year - 2023) * 12 + days.dt.month - 1
    return number.fillna(9999).to_numpy()


def _serve(rng, panel, firms):
    firm, k, n = panel["firm"].to_numpy(), panel["k"].to_numpy(), len(panel)
    far = np.hypot(firms["place_x"], firms["place_y"]).to_numpy()[firm] > 7
    festive = np.isin(k, _month(pd.Series(pd.to_datetime(list(SPRING_FESTIVAL)))))
    van = (firms["district"].to_numpy()[firm] == "riverside") & np.isin(k, _month(VAN_MONTHS))
    s = SERVICE
    logit = s.base + s.far * far + s.festival * festive + s.van * van + rng.normal(0, s.noise, n)
    tier = firms["tier"].to_numpy()[firm]
    hours = np.array([PROMISES[t][2] for t in tier], dtype=float)
    panel["deliveries"] = 1 + rng.poisson(firms["delivery_rate"].to_numpy()[firm])
    panel["on_time"] = panel["deliveries"] - rng.binomial(panel["deliveries"], 1 / (1 + np.exp(-logit)))
    panel["lines"] = panel["deliveries"] + rng.poisson(7 * panel["deliveries"])
    panel["lines_filled"] = rng.binomial(panel["lines"], s.filled)
    panel["answer_hours"] = (hours * 0.6 * np.exp(rng.normal(0, 0.5, n))).round(1)
    panel["tier"] = tier


VAN_MONTHS = pd.Series(pd.to_datetime(["2024-08-01", "2024-09-01", "2024-10-01"]))


def _order(rng, panel, firms, visits, opp, keepers):
    firm, k, n = panel["firm"].to_numpy(), panel["k"].to_numpy(), len(panel)
    month = MONTHS.month.to_numpy()[k]
    segment = firms["segment"].to_numpy()[firm]
    eats_out = np.isin(segment, ["restaurant", "chain", "hotel"])
    school = segment == "school"
    festive = np.isin(k, _month(pd.Series(pd.to_datetime(list(SPRING_FESTIVAL)))))
    panel["visits"] = _count(visits["firm"], visits["visited_at"], firm, k)
    before = {
        "visit": _count(visits["firm"], visits["visited_at"], firm, k - 1),
        "late": _late_before(panel),
        "handover": _handover(keepers, firm, k),
        "upsell": _won_so_far(opp, firm, k),
    }
    t = TRADE
    growth = rng.normal(t.growth, t.growth_sd, len(firms))[firm]
    log_amount = (
        np.log((firms["wallet"] * firms["share"]).to_numpy()[firm])
        + growth * panel["since"].to_numpy()
        + t.holidays * (school & np.isin(month, [2, 7, 8]))
        + t.festival * (festive & ~eats_out & ~school)
        + t.feast * (festive & eats_out)
        + t.handover * before["handover"]
        + t.late * before["late"]
        + t.visit * before["visit"]
        + PIPELINE.upsell_effect * before["upsell"]
        + rng.normal(0, t.noise, n)
    )
    panel["amount"] = np.exp(log_amount).round(2)
    panel["margin"] = (panel["amount"] * (firms["margin"].to_numpy()[firm] + rng.normal(0, 0.006, n))).round(
        2
    )
    credit, late = firms["credit_days"].to_numpy()[firm], firms["late_days"].to_numpy()[firm]
    days = (credit + late * np.exp(rng.normal(0, 0.5, n)) - 3).round().clip(0).astype(int)
    # The month's invoice is written on its last day; what is not paid by today has no days yet.
    until_today = (END - (panel["month_on"] + pd.offsets.MonthEnd())).dt.days.to_numpy()
    panel["lent_days"] = np.minimum(days, until_today)
    panel["paid_days"] = pd.array(days, dtype="Int64")
    panel.loc[days > until_today, "paid_days"] = pd.NA


def _count(who, when, firm, k):
    """Count events of each firm in each month."""
    table = pd.Series(1, index=range(len(who))).groupby([np.asarray(who), _month(when)]).sum()
    return table.reindex(pd.MultiIndex.from_arrays([firm, k]), fill_value=0).to_numpy()


def _late_before(panel):
    late = 1 - panel["on_time"] / panel["deliveries"]
    return late.groupby(panel["firm"]).shift(1).fillna(0.0).to_numpy()


def _handover(keepers, firm, k):
    """1 in the three months after the month in which the account's manager left."""
    flag = np.zeros(len(firm))
    left = _month(pd.Series(LEFT))
    for back in (1, 2, 3):
        then = MONTHS.to_numpy()[np.maximum(k - back, 0)]
        manager, _ = keepers.on(firm, then)
        flag[(left[manager] == k - back) & (k >= back)] = 1
    return flag


def _won_so_far(opp, firm, k):
    """Count the upsells won before the month."""
    won = opp[(opp["kind"] == "upsell") & (opp["outcome"] == "won")]
    table = np.zeros((int(firm.max()) + 1, len(MONTHS) + 1))
    inside = won["firm"] < len(table)
    np.add.at(table, (won.loc[inside, "firm"], _month(won.loc[inside, "closed_on"]) + 1), 1)
    return table.cumsum(axis=1)[firm, k]


def _drive(rng, panel, firms):
    firm = panel["firm"].to_numpy()
    way = np.hypot(firms["place_x"], firms["place_y"]).to_numpy()[firm]
    # A tour of about four stops goes out and back; each stop bears its part and some way between stops.
    panel["km"] = (panel["deliveries"] * (2 * way / 4 + 1.5) * np.exp(rng.normal(0, 0.1, len(panel)))).round(
        1
    )
    panel["returns"] = rng.poisson(panel["deliveries"] * firms["return_rate"].to_numpy()[firm])
    panel["phone_orders"] = rng.binomial(panel["deliveries"], firms["phone_share"].to_numpy()[firm])
    panel["credit_kyuan_days"] = (panel["amount"] * panel["lent_days"] / 1000).round(1)


def make_cost_pools(seed, panel):
    """Give what each activity cost in each month: what the books show, in yuan."""
    rng = stream(seed, "accounts cost pools")
    rows = []
    for activity, (driver, _, rate) in ACTIVITIES.items():
        volume = panel.groupby("month_on")[driver].sum()
        cost = rate * volume * (1 + rng.normal(0, RATES.noise, len(volume)))
        rows.append(
            pd.DataFrame(
                {
                    "month_on": volume.index,
                    "activity": activity,
                    "driver": driver,
                    "cost": cost.round(2).to_numpy(),
                }
            )
        )
    return pd.concat(rows).sort_values(["month_on", "activity"], ignore_index=True)


def make_reviews(seed, panel, firms):
    """Give the quarterly reviews: the buyer's mark, and what she says she spends in a month."""
    rng = stream(seed, "accounts reviews")
    quarter = panel["month_on"].dt.to_period("Q").dt.end_time.dt.normalize()
    by = panel.assign(late=panel["deliveries"] - panel["on_time"], quarter=quarter)
    by = by[by["quarter"] <= END].groupby(["firm", "quarter"], as_index=False)[["late", "deliveries"]].sum()
    n, s = len(by), SERVICE
    liking = rng.normal(0, s.mark_account_sd, len(firms))[by["firm"]]
    mark = s.mark + liking + s.mark_late * by["late"] / by["deliveries"] + rng.normal(0, s.mark_sd, n)
    wallet = firms["wallet"].to_numpy()[by["firm"]] * np.exp(rng.normal(0, s.wallet_error, n))
    reviews = pd.DataFrame(
        {
            "account_id": firms["account_id"].to_numpy()[by["firm"]],
            "quarter_ends_on": by["quarter"],
            "mark": mark.round().clip(1, 10).astype(int),
            "spends_with_all": (wallet / 100).round() * 100.0,
        }
    )
    return reviews[rng.random(n) < s.asked].reset_index(drop=True)
