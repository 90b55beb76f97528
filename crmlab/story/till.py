"""The till roll: visits, answered letters and refunds in one list by day, with their lines and amounts."""

import numpy as np
import pandas as pd

from crmlab.story import campaigns, products
from crmlab.story.streams import ids

VISIT, ANSWER, REFUND, NO_VISIT = 0, 1, 2, -1  # kinds of line on the till roll
PER_BLOCK = 500_000  # order numbers set aside for a block of customers


def write_roll(households, visits, lines, refunds, letters):
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


def cut_at_today(roll, order_lines, block, end):
    """Keep what the shop can know today, and give the orders their ids."""
    known = (roll["ordered_on"] <= end).sum()  # the roll is by day: the known come first
    order_id = ids("O", block * PER_BLOCK, known, 6)
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
