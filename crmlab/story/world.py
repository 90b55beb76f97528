"""The whole world: its parts put together, block by block, into the tables that the shop keeps."""

import operator

import numpy as np
import pandas as pd

from crmlab.story import baskets, campaigns, offers, people, products, purchases, till
from crmlab.story.block import Block
from crmlab.story.effects import apply_effects
from crmlab.story.parts import MADE, OF_THE_SHOP, PLANNED, WITH_ACCOUNTS, WITH_CUSTOMERS, parts
from crmlab.story.streams import BLOCK, blocks
from crmlab.story.truth import LETTER

DEFAULT_CUSTOMERS, DEFAULT_SEED = 4000, 20260101
START, END, TODAY = "2023-01-01", "2025-12-31", "2026-01-01"
HORIZON = "2026-12-31"  # the world goes on for a year that only the truth tables know


def simulate(customers=DEFAULT_CUSTOMERS, seed=DEFAULT_SEED, start=START, end=END, write=None):
    """Make the world of the shop.

    Parameters
    ----------
    customers : int, default 4000
        How many customers the shop has ever had, 1 or more.
    seed : int, default 20260101
        0 or more.  The same seed gives the same tables; another seed another shop of the same kind.
    start, end : str or date, default 2023-01-01 and 2025-12-31
        A shorter window of the history: customers who joined in it, and what happened in it.  The truth
        about them stays as it is.
    write : str or pathlib.Path, optional
        A folder for Parquet files, one for each table and block of 4,000 customers.  Memory stays bounded,
        so a million customers fit; a progress bar is shown.

    Returns
    -------
    dict of str to pandas.DataFrame, or list of pathlib.Path
        The tables by name (`crmlab.data.describe` tells what each is); the truth is under ``truth/``.
        Money is in yuan, rounded to cents.  With `write`, the files instead.

    Raises
    ------
    ValueError
        If there is no customer, the seed is negative, or the window is not one of the history.

    Examples
    --------
    >>> from crmlab.story import simulate
    >>> shop = simulate(customers=50, seed=1)
    >>> shop["customers"].columns.tolist()[:3]
    ['customer_id', 'name_zh', 'name_en']
    >>> bool(shop["orders"]["customer_id"].isin(shop["customers"]["customer_id"]).all())
    True
    """
    customers, seed = _whole(customers, "customers", 1), _whole(seed, "seed", 0)
    # Here, not above: cards quote this module.
    from crmlab.story.window import check_window, cut

    window = check_window(start, end, START, END)
    if write is not None:
        from crmlab.story.parquet import write_parquet

        return write_parquet(write, customers, seed, window)
    made = [make_block(seed, *block) for block in blocks(customers)]
    world = make_shop(seed, customers)
    for name in made[0]:
        world[name] = (
            made[0][name] if len(made) == 1 else pd.concat([m[name] for m in made], ignore_index=True)
        )
    return cut(world, window) if window else world


def _whole(number, name, least):
    number = operator.index(number)
    if number < least:
        raise ValueError(f"simulate: {name} is {number}; it must be a whole number, {least} or more.")
    return number


def make_shop(seed, customers):
    """Make the tables of the shop as a whole, whose size does not depend on how many customers it has."""
    shop = {
        "products": products.make_products(),
        "campaigns": campaigns.make_campaigns(),
        "offers": offers.make_offers(),
    }
    for part in parts(OF_THE_SHOP):
        shop |= part.make_shop(seed)
    for part in parts(WITH_ACCOUNTS):
        shop |= part.make_shop(seed, shop)
    for part in parts(WITH_CUSTOMERS):
        shop |= part.make_shop(seed, customers)
    return shop


def make_block(seed, number, first, n):
    """Make all tables for one block of customers.

    Parameters
    ----------
    seed : int
    number, first, n : int
        Of the block: which it is, its first customer, how many.

    Returns
    -------
    dict of str to pandas.DataFrame
    """
    days, all_days = pd.date_range(START, END), pd.date_range(START, HORIZON)
    households = people.make_households(seed, number, first, n, days)
    households["price_sensitivity"] = offers.draw_sensitivity(seed, number, n)
    block = Block(seed, number, households, days, products=products.make_products())
    block.visits = purchases.make_visits(seed, number, households, all_days)
    for name, part in zip(PLANNED, parts(PLANNED), strict=True):
        effects = part.plan(block)
        block.visits = apply_effects(block, name, all_days, effects)
        block.effects = pd.concat([block.effects, effects], ignore_index=True)
    visits = block.visits
    tastes = baskets.make_tastes(seed, number, households)
    lines = baskets.fill_baskets(seed, number, visits, tastes, households["price_sensitivity"].to_numpy())
    refunds = baskets.make_refunds(seed, number, lines, visits)
    letters = campaigns.send_letter(seed, number, households)
    roll, all_lines = till.write_roll(households, visits, lines, refunds, letters)
    block.orders, block.order_lines = till.cut_at_today(roll, all_lines, number, pd.Timestamp(END))
    who = households["customer_id"].to_numpy()[letters["household"]]
    block.tables = {
        "customers": _as_the_shop_sees(households, visits),
        "orders": block.orders,
        "order_lines": block.order_lines,
        "campaign_contacts": _contact_list(who, letters),
        "truth/customers": _true_customers(households, block.effects, roll),
        "truth/campaign_contacts": pd.DataFrame(
            {"campaign_id": LETTER.campaign_id, "customer_id": who, "true_chance": letters["true_chance"]}
        ),
    }
    for part in parts(MADE):
        for name, table in part.make(block).items():
            before = block.tables.get(name)
            block.tables[name] = table if before is None else pd.concat([before, table], ignore_index=True)
    return block.tables


def _as_the_shop_sees(households, visits):
    first_channel = visits.drop_duplicates("household").sort_values("household")["channel"].to_numpy()
    seen = households[["customer_id", "name_zh", "name_en", "district", "joined_on"]]
    return seen.assign(joined_channel=first_channel)


def _contact_list(who, letters):
    return pd.DataFrame(
        {
            "campaign_id": LETTER.campaign_id,
            "customer_id": who,
            "group": np.where(letters["mailed"], "treatment", "control"),
            "responded": letters["responded"].astype(int),
        }
    )


def _true_customers(households, effects, roll):
    lifetime = pd.to_timedelta(households["lifetime_days"], unit="D")
    driven_off = effects[effects["factor"] == 0].groupby("household")["begins"].min()
    left_on = pd.concat([households["joined_on"] + lifetime, driven_off], axis=1).min(axis=1)
    later = roll[roll["ordered_on"] > pd.Timestamp(END)]
    visits_later = later[later["kind"] == till.VISIT].groupby("household").size()
    money_later = later.groupby("household")["amount"].sum().round(2)
    return pd.DataFrame(
        {
            "customer_id": households["customer_id"],
            "household_id": households["household_id"],
            "household_size": households["size"],
            "purchase_rate": (30 * households["purchase_rate"]).round(5),
            "left_on": left_on.where(left_on <= pd.Timestamp(END)),
            "mean_budget": households["mean_budget"].round(2),
            "price_sensitivity": households["price_sensitivity"].round(4),
            "orders_next_year": visits_later.reindex(households.index, fill_value=0),
            "amount_next_year": money_later.reindex(households.index, fill_value=0.0),
        }
    )


__all__ = ["BLOCK", "DEFAULT_CUSTOMERS", "DEFAULT_SEED", "END", "HORIZON", "START", "TODAY", "simulate"]
