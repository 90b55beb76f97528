"""Campaigns: whom the shop wrote to, and who answered.

**The mooncake letter (K01).**  On 1 September 2025 a random half of all customers got a letter with a
gift box that could be had only by answering it within 30 days; the other half got none, and no such
offer.  For a household that had already left the shop the chance to answer is `Letter.gone`; for the
others it is

    logit P = a + b * ln(visits per 30 days) + c * ln(mean budget / 100 yuan)

with a, b, c as in `Letter`.  An answer is an order of one box.
"""

import numpy as np
import pandas as pd

from crmlab.story.products import make_products
from crmlab.story.streams import stream
from crmlab.story.truth import LETTER

GIFT_BOX = "P048"


def make_campaigns():
    """Give the list of campaigns: one row each, money in yuan."""
    gift = make_products().set_index("product_id").loc[GIFT_BOX]
    sent_on = pd.Timestamp(LETTER.sent_on)
    return pd.DataFrame(
        {
            "campaign_id": [LETTER.campaign_id],
            "name_en": ["Mooncake letter"],
            "name_zh": ["月饼礼盒信"],
            "channel": ["letter"],
            "product_id": [GIFT_BOX],
            "sent_on": [sent_on],
            "closed_on": [sent_on + pd.Timedelta(days=LETTER.days_open)],
            "cost_per_contact": [LETTER.cost],
            "margin_per_response": [round(gift["unit_price"] - gift["unit_cost"], 2)],
        }
    )


def send_letter(seed, block, households):
    """Send the letter to a random half of the customers the shop has by then, and see who answers.

    Returns
    -------
    pandas.DataFrame
        One row per customer of that day: ``household`` (position), ``mailed`` (bool),
        ``true_chance`` (of answering if mailed), ``responded`` (bool), ``responded_on``.
    """
    rng = stream(seed, "letter", block)
    sent_on = pd.Timestamp(LETTER.sent_on)
    n = len(households)
    chance, mailed, answers = answer_chance(households), rng.random(n), rng.random(n)
    days = rng.integers(1, LETTER.days_open, n)
    known = (households["joined_on"] < sent_on).to_numpy()
    mailed = mailed < LETTER.share_mailed
    responded = mailed & (answers < chance)
    contacts = pd.DataFrame(
        {
            "household": np.arange(n),
            "mailed": mailed,
            "true_chance": chance.round(4),
            "responded": responded,
            "responded_on": (sent_on + pd.to_timedelta(days, unit="D")).where(responded),
        }
    )
    return contacts[known].reset_index(drop=True)


def answer_chance(households):
    """Give each household's true chance of answering the letter, 0 to 1."""
    left_on = households["joined_on"] + pd.to_timedelta(households["lifetime_days"], unit="D")
    logit = (
        LETTER.intercept
        + LETTER.slope_rate * np.log(30 * households["purchase_rate"].clip(lower=1e-6))
        + LETTER.slope_spend * np.log(households["mean_budget"] / 100)
    )
    still_here = (left_on > pd.Timestamp(LETTER.sent_on)).to_numpy()
    return np.where(still_here, 1 / (1 + np.exp(-logit.to_numpy())), LETTER.gone)
