"""Accounts: the shop's business with canteens and restaurants, put together from its parts.

Firms come to notice (`accounts_firms`), get a manager (`accounts_managers`), go through the pipeline
(`accounts_pipeline`), are visited (`accounts_visits`), buy, are served and cost something (`accounts_trade`).
A firm becomes a customer on the day its new-business opportunity is won.  After that it leaves in each
month with its segment's chance, and orders nothing from then on; the shop is not told, it only sees that no
orders come.  An account's tier (A, B, C), and with it the promise of service, goes by what it was expected
to buy in a month.
"""

import numpy as np
import pandas as pd

from crmlab.story import (
    accounts_credit,
    accounts_firms,
    accounts_managers,
    accounts_pipeline,
    accounts_trade,
    accounts_visits,
)
from crmlab.story.accounts_firms import END
from crmlab.story.streams import stream

TIER_A, TIER_B = 10000.0, 3500.0  # yuan a month expected, at least
CARD_VALUES = {
    "ACCOUNT_FIRMS": accounts_firms.FIRMS,
    "MANAGERS": accounts_managers.MANAGERS,
    "VALIDITY": ", ".join(f"{name} {value}" for name, value in accounts_managers.VALIDITY.items()),
    "PIPELINE": accounts_pipeline.PIPELINE,
    "PASS_NEW": ", ".join(str(p) for p in accounts_pipeline.PASS["new"] if p),
    "PASS_UPSELL": ", ".join(str(p) for p in accounts_pipeline.PASS["upsell"] if p),
    "ACCOUNT_VISITS": accounts_visits.VISITS,
    "ACCOUNT_TRADE": accounts_trade.TRADE,
    "ACCOUNT_SERVICE": accounts_trade.SERVICE,
    "ACCOUNT_RATES": accounts_trade.RATES,
    "CREDIT_RISK": accounts_credit.CREDIT_RISK,
    "LEAVE_RATES": ", ".join(f"{name} {facts[2]}" for name, facts in accounts_firms.SEGMENTS.items()),
}
TABLES = (
    "accounts", "account_contacts", "account_roles", "account_managers", "account_owners", "manager_results",
    "manager_applicants", "opportunities", "opportunity_stages", "quotes", "visits", "account_orders",
    "service_levels", "account_costs", "cost_pools", "account_reviews", "credit_applications",
    "truth/accounts", "truth/account_managers", "truth/manager_applicants", "truth/opportunities",
    "truth/credit_applications",
)  # fmt: skip


def make_shop(seed):
    """Make all tables about accounts: they are the shop's as a whole, whatever the number of customers.

    Parameters
    ----------
    seed : int
        The world's seed.

    Returns
    -------
    dict of str to pandas.DataFrame
        The tables of `TABLES`, by name.

    Examples
    --------
    >>> from crmlab.story.accounts import make_shop
    >>> shop = make_shop(1)
    >>> bool(shop["visits"]["account_id"].isin(shop["accounts"]["account_id"]).all())
    True
    """
    firms = accounts_firms.make_firms(seed)
    people, roles = accounts_firms.make_people(seed, firms)
    managers, skills = accounts_managers.make_managers(seed)
    keepers = accounts_managers.Keepers(seed, firms)
    commissions = accounts_managers.make_commissions(seed)
    opp = _run_pipeline(seed, firms, keepers, skills)
    visits = accounts_visits.make_visits(seed, firms, people, roles, opp, keepers, commissions)
    panel = accounts_trade.make_trade(seed, firms, visits, opp, keepers)
    customers = np.flatnonzero(firms["opened_on"].notna())
    owners = keepers.history(customers, firms["opened_on"].to_numpy()[customers])
    results = accounts_managers.make_results(
        commissions, firms, owners, visits, opp, panel, managers["base_pay"].to_numpy()
    )
    applicants, true_applicants = accounts_managers.make_applicants(seed)
    opportunities, true_opportunities = accounts_pipeline.list_opportunities(opp, firms)
    applications, true_applications = accounts_credit.make_applications(seed)
    return {
        "accounts": _list_accounts(firms),
        "account_contacts": people,
        "account_roles": roles,
        "account_managers": managers,
        "account_owners": _list_owners(owners, firms),
        "manager_results": results,
        "manager_applicants": applicants,
        "opportunities": opportunities,
        "opportunity_stages": accounts_pipeline.list_stages(opp, skills["optimism"].to_numpy()),
        "quotes": accounts_pipeline.list_quotes(seed, opp),
        "visits": visits[VISIT_COLUMNS],
        **_list_trade(panel),
        "cost_pools": accounts_trade.make_cost_pools(seed, panel),
        "account_reviews": accounts_trade.make_reviews(seed, panel, firms),
        "credit_applications": applications,
        "truth/accounts": _true_accounts(firms),
        "truth/account_managers": skills,
        "truth/manager_applicants": true_applicants,
        "truth/opportunities": true_opportunities,
        "truth/credit_applications": true_applications,
    }


VISIT_COLUMNS = [
    "visit_id", "account_id", "person_id", "manager_id", "opportunity_id", "visited_at", "minutes", "km",
    "purpose",
]  # fmt: skip


def _run_pipeline(seed, firms, keepers, skills):
    """Run new business, open the accounts it wins, then their upsells; adds columns to `firms`."""
    everyone = np.arange(len(firms))
    args = (keepers, skills)
    new = accounts_pipeline.open_opportunities(
        seed, "accounts new", everyone, firms["noticed_on"].to_numpy(), "new", *args
    )
    won = (new["true_outcome"] == "won") & (new["true_closed_on"] <= END)
    firms["opened_on"] = new["true_closed_on"].where(won)
    firms["ends_on"] = _ends(stream(seed, "accounts ends"), firms)
    expected = firms["wallet"] * firms["share"]
    firms["tier_rank"] = np.select([expected >= TIER_A, expected >= TIER_B], [0, 1], 2)
    firms["tier"] = np.array(["A", "B", "C"], dtype=object)[firms["tier_rank"]]
    who, starts = _upsell_starts(stream(seed, "accounts upsell starts"), firms)
    upsell = accounts_pipeline.open_opportunities(seed, "accounts upsell", who, starts, "upsell", *args)
    both = pd.concat([new, upsell], ignore_index=True)
    return accounts_pipeline.number_opportunities(both, firms)


def _ends(rng, firms):
    """Day from which a customer orders no more: its chance is the same in every month."""
    months = rng.geometric(firms["leave_rate"].to_numpy())
    days = (30.4 * (months - rng.random(len(firms)))).round().astype(int)
    return firms["opened_on"] + pd.to_timedelta(np.minimum(days + 31, 9000), unit="D")


def _upsell_starts(rng, firms):
    opened = firms["opened_on"]
    span = ((firms["ends_on"].clip(upper=END) - opened).dt.days - 60).fillna(0).clip(lower=0)
    count = rng.poisson(accounts_pipeline.PIPELINE.upsell_rate * span / 365.25)
    who = np.repeat(np.arange(len(firms)), count)
    days = 60 + (rng.random(len(who)) * span.to_numpy()[who]).astype(int)
    return who, (opened.iloc[who] + pd.to_timedelta(days, unit="D")).to_numpy()


def _list_accounts(firms):
    customer = firms["opened_on"].notna()
    columns = [
        "account_id", "name_zh", "name_en", "segment", "district", "place_x", "place_y", "meals_per_day",
        "source", "noticed_on", "opened_on",
    ]  # fmt: skip
    return firms[columns].assign(
        tier=firms["tier"].where(customer),
        credit_days=firms["credit_days"].where(customer).astype("Int64"),
    )


def _list_owners(owners, firms):
    return pd.DataFrame(
        {
            "account_id": firms["account_id"].to_numpy()[owners["firm"]],
            "manager_id": accounts_managers.MANAGER_ID[owners["manager"]],
            "since_on": owners["since_on"],
            "until_on": owners["until_on"],
        }
    )


def _list_trade(panel):
    key = ["account_id", "month_on"]
    promise = np.array([accounts_trade.PROMISES[tier] for tier in panel["tier"]])
    service = panel[[*key, "deliveries", "on_time", "lines", "lines_filled", "answer_hours"]].copy()
    service.insert(2, "agreed_on_time", promise[:, 0])
    service.insert(3, "agreed_filled", promise[:, 1])
    service.insert(4, "agreed_hours", promise[:, 2].astype(int))
    drivers = ["deliveries", "km", "visits", "returns", "phone_orders", "lines", "credit_kyuan_days"]
    return {
        "account_orders": panel[[*key, "amount", "margin", "paid_days"]].copy(),
        "service_levels": service,
        "account_costs": panel[[*key, *drivers]].copy(),
    }


def _true_accounts(firms):
    customer = firms[firms["opened_on"].notna()]
    return pd.DataFrame(
        {
            "account_id": customer["account_id"],
            "wallet": customer["wallet"],
            "share": customer["share"],
            "left_on": customer["ends_on"].where(customer["ends_on"] <= END),
            "return_rate": customer["return_rate"].round(4),
        }
    ).reset_index(drop=True)
