"""The whole world: its parts put together, block by block, into the tables that the shop keeps."""

import operator

import numpy as np
import pandas as pd

from crmlab.story import baskets, campaigns, people, products, purchases
from crmlab.story.streams import blocks, ids
from crmlab.story.truth import LETTER

DEFAULT_CUSTOMERS, DEFAULT_SEED = 4000, 20260101
START, END, TODAY = "2023-01-01", "2025-12-31", "2026-01-01"
VISIT, ANSWER, REFUND, NO_VISIT = 0, 1, 2, -1  # kinds of line on the till roll
HORIZON = "2026-12-31"  # the world goes on for a year that only the truth tables know


def simulate(customers=DEFAULT_CUSTOMERS, seed=DEFAULT_SEED):
    """Make the world of the shop.

    Parameters
    ----------
    customers : int, default 4000
        How many customers the shop has ever had, 1 or more.
    seed : int, default 20260101
        0 or more.  The same seed gives the same tables; another seed another shop of the same kind.

    Returns
    -------
    dict of str to pandas.DataFrame
        The tables by name: ``customers``, ``products``, ``orders``, ``order_lines``, ``campaigns``,
        ``campaign_contacts``, and the truth, ``truth/customers`` and ``truth/campaign_contacts``.  Money is
        in yuan, rounded to cents; dates are days.

    Raises
    ------
    ValueError
        If there is no customer, or the seed is negative.

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
    parts, orders_so_far = [], 0
    for block, first, n in blocks(customers):
        parts.append(_make_block(seed, block, first, n, orders_so_far))
        orders_so_far += len(parts[-1]["orders"])
    world = {"products": products.make_products(), "campaigns": campaigns.make_campaigns()}
    for name in parts[0]:
        world[name] = pd.concat([part[name] for part in parts], ignore_index=True)
    return world


def _whole(number, name, least):
    number = operator.index(number)
    if number < least:
        raise ValueError(f"simulate: {name} is {number}; it must be a whole number, {least} or more.")
    return number


def _make_block(seed, block, first, n, orders_so_far):
    """Make all tables for one block of customers."""
    households = people.make_households(seed, block, first, n, pd.date_range(START, END))
    visits = purchases.make_visits(seed, block, households, pd.date_range(START, HORIZON))
    lines = baskets.fill_baskets(seed, block, visits, baskets.make_tastes(seed, block, households))
    refunds = baskets.make_refunds(seed, block, lines, visits)
    letters = campaigns.send_letter(seed, block, households)
    roll, order_lines = _write_till_roll(households, visits, lines, refunds, letters)
    orders, order_lines = _cut_at_today(roll, order_lines, orders_so_far)
    who = households["customer_id"].to_numpy()[letters["household"]]
    return {
        "customers": _as_the_shop_sees(households, visits),
        "orders": orders,
        "order_lines": order_lines,
        "campaign_contacts": _contact_list(who, letters),
        "truth/customers": _true_customers(households, roll),
        "truth/campaign_contacts": pd.DataFrame(
            {"campaign_id": LETTER.campaign_id, "customer_id": who, "true_chance": letters["true_chance"]}
        ),
    }


def _write_till_roll(households, visits, lines, refunds, letters):
    """Put visits, answered letters and refunds into one list by day; number it from 0 as ``number``."""
    answers = letters[letters["responded"]]
    kinds = [
        visits[["household", "ordered_on", "channel"]].assign(visit=np.arange(len(visits)), kind=VISIT),
        answers[["household"]].assign(
            ordered_on=answers["responded_on"], channel="phone", visit=NO_VISIT, kind=ANSWER
        ),
        refunds.assign(
            household=visits["household"].to_numpy()[refunds["visit"]],
            channel=visits["channel"].to_numpy()[refunds["visit"]],
            kind=REFUND,
        ),
    ]
    roll = pd.concat(kinds, ignore_index=True).sort_values(
        ["ordered_on", "household", "kind"], ignore_index=True
    )
    number_of_visit = roll[roll["kind"] == VISIT].sort_values("visit").index.to_numpy()
    refunded = roll[roll["kind"] == REFUND]
    roll["refund_of"] = np.where(roll["kind"] == REFUND, number_of_visit[roll["visit"]], -1)
    order_lines = pd.concat(
        [
            _line_table(number_of_visit[lines["visit"]], lines, 1),
            _gift_lines(roll.index[roll["kind"] == ANSWER]),
            _line_table(refunded.index, lines.iloc[refunded["line"].astype(int)], -1),
        ],
        ignore_index=True,
    ).sort_values(["number", "product_id"], ignore_index=True)
    money = order_lines["quantity"] * order_lines["unit_price"]
    roll["amount"] = money.groupby(order_lines["number"]).sum().round(2)
    roll["customer_id"] = households["customer_id"].to_numpy()[roll["household"]]
    return roll, order_lines


def _cut_at_today(roll, order_lines, orders_so_far):
    """Keep what the shop can know today, and give the orders their ids."""
    known = (roll["ordered_on"] <= pd.Timestamp(END)).sum()  # the roll is by day: the known come first
    order_id = ids("O", orders_so_far, known, 6)
    roll, order_lines = roll[:known], order_lines[order_lines["number"] < known]
    refund_of = np.where(roll["kind"] == REFUND, order_id[roll["refund_of"]], None)
    orders = roll[["customer_id", "ordered_on", "channel", "amount"]].assign(refund_of=refund_of)
    orders.insert(0, "order_id", order_id)
    order_lines = order_lines.assign(order_id=order_id[order_lines["number"]])
    return orders, order_lines[["order_id", "product_id", "quantity", "unit_price"]]


def _line_table(number, lines, sign):
    return pd.DataFrame(
        {
            "number": number,
            "product_id": products.make_products()["product_id"].to_numpy()[lines["product"]],
            "quantity": sign * lines["quantity"].to_numpy(),
            "unit_price": lines["unit_price"].to_numpy(),
        }
    )


def _gift_lines(numbers):
    gift = products.make_products().set_index("product_id").loc[campaigns.GIFT_BOX]
    return pd.DataFrame(
        {
            "number": numbers,
            "product_id": campaigns.GIFT_BOX,
            "quantity": 1,
            "unit_price": float(gift["unit_price"]),
        }
    )


def _as_the_shop_sees(households, visits):
    first_channel = visits.drop_duplicates("household").sort_values("household")["channel"].to_numpy()
    seen = households[["customer_id", "name_zh", "name_en", "district", "joined_on"]]
    return seen.assign(joined_channel=first_channel)


def _contact_list(who, letters):
    return pd.DataFrame(
        {
            "campaign_id": LETTER.campaign_id,
            "customer_id": who,
            "group": np.where(letters["mailed"], "letter", "control"),
            "responded": letters["responded"].astype(int),
        }
    )


def _true_customers(households, roll):
    lifetime = pd.to_timedelta(households["lifetime_days"].clip(upper=36500), unit="D")
    left_on = households["joined_on"] + lifetime
    later = roll[roll["ordered_on"] > pd.Timestamp(END)]
    visits_later = later[later["kind"] == VISIT].groupby("household").size()
    money_later = later.groupby("household")["amount"].sum().round(2)
    return pd.DataFrame(
        {
            "customer_id": households["customer_id"],
            "household_id": households["household_id"],
            "household_size": households["size"],
            "purchase_rate": (30 * households["purchase_rate"]).round(5),
            "left_on": left_on.where(left_on <= pd.Timestamp(END)),
            "mean_budget": households["mean_budget"].round(2),
            "orders_next_year": visits_later.reindex(households.index, fill_value=0),
            "amount_next_year": money_later.reindex(households.index, fill_value=0.0),
        }
    )
