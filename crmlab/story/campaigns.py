"""Campaigns: whom the shop wrote to or called, on what terms, and who answered the letter.

**The mooncake letter (K01).**  On 1 September 2025 a random half of all customers got a letter with a
gift box that could be had only by answering it within 30 days; the other half got none, and no such
offer.  For a household that had already left the shop the chance to answer is `Letter.gone`; for the
others it is

    logit P = a + b * ln(visits per 30 days) + c * ln(mean budget / 100 yuan)

with a, b, c as in `Letter`.  An answer is an order of one box.

**The others (K02 to K06)** ask for a visit and sell nothing of their own: what they do to visits is in
`crmlab.story.uplift`.  K06 alone was not sent to a random half: the owner chose.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.story.products import make_products
from crmlab.story.streams import stream
from crmlab.story.truth import LETTER

GIFT_BOX = "P048"
CONTROL = "control"


@dataclass(frozen=True)
class Campaign:
    """One campaign: its terms, its list, its groups, and what it does to the visits of each type."""

    campaign_id: str
    name_en: str
    name_zh: str
    channel: str
    sent_on: str
    days_open: int
    cost: float  # yuan a contact
    gift: float  # yuan for what a treated customer gets with her purchase
    seen_within: int  # days: who bought in so many days before is on the list
    silent_for: int = 0  # days: but who bought in the last so many is not
    days_to_reach: int = 1  # how many days the contacts take
    # each treated group, its share of the list, and the factor on the visits of persuadables
    groups: tuple = (("treatment", 0.5, 2.5),)
    disturbed: float = 0.5  # factor on the visits of do-not-disturbs
    randomised: bool = True


# Costs as usual in a town of the time: a minute of an agent's work, a short message, a parcel.  Factors are
# set so that the difference between the groups stands clear of chance at 4,000 customers, and no further.
K02 = Campaign(
    "K02", "Spring phone call", "春季电话问候", "phone", "2025-03-10", 28, 6.0, 5.0, 180,
    days_to_reach=5, groups=(("treatment", 0.5, 2.6),), disturbed=0.45,
)  # fmt: skip
K03 = Campaign(
    "K03", "Coupon message in June", "六月短信券", "sms", "2025-06-05", 21, 0.1, 6.0, 365,
    groups=(("treatment", 0.5, 3.0),), disturbed=0.6,
)  # fmt: skip
K04 = Campaign(
    "K04", "Win-back mail", "老客户召回邮件", "email", "2025-10-13", 45, 0.5, 15.0, 540,
    silent_for=45, groups=(("treatment", 0.5, 3.5),), disturbed=0.7,
)  # fmt: skip
K05 = Campaign(
    "K05", "Two messages in November", "双十一两种短信", "sms", "2024-11-01", 21, 0.1, 3.0, 180,
    groups=(("price", 1 / 3, 1.9), ("fresh", 1 / 3, 3.8)), disturbed=0.6,
)  # fmt: skip
K06 = Campaign(
    "K06", "Year-end parcel", "年末答谢礼包", "visit", "2024-12-02", 28, 18.0, 0.0, 365,
    days_to_reach=3, groups=(("treatment", 0.0, 2.6),), disturbed=1.0, randomised=False,
)  # fmt: skip
CAMPAIGNS = (K02, K03, K04, K05, K06)
MARGIN_OF_AN_ORDER = 30.0  # yuan: what an order leaves on average, a given of the case


def make_campaigns():
    """Give the list of campaigns: one row each, money in yuan."""
    gift = make_products().set_index("product_id").loc[GIFT_BOX]
    letter = {
        "campaign_id": LETTER.campaign_id,
        "name_en": "Mooncake letter",
        "name_zh": "月饼礼盒信",
        "channel": "letter",
        "product_id": GIFT_BOX,
        "sent_on": pd.Timestamp(LETTER.sent_on),
        "closed_on": pd.Timestamp(LETTER.sent_on) + pd.Timedelta(days=LETTER.days_open),
        "cost_per_contact": LETTER.cost,
        "margin_per_response": round(gift["unit_price"] - gift["unit_cost"], 2),
        "gift_per_response": 0.0,
        "randomised": 1,
    }
    return pd.DataFrame([letter, *(_terms(campaign) for campaign in CAMPAIGNS)])


def closes_on(campaign):
    """Give the last day of a campaign of `CAMPAIGNS`; it is open on `days_open` days, the first included."""
    return pd.Timestamp(campaign.sent_on) + pd.Timedelta(days=campaign.days_open - 1)


def _terms(campaign):
    return {
        "campaign_id": campaign.campaign_id,
        "name_en": campaign.name_en,
        "name_zh": campaign.name_zh,
        "channel": campaign.channel,
        "product_id": None,
        "sent_on": pd.Timestamp(campaign.sent_on),
        "closed_on": closes_on(campaign),
        "cost_per_contact": campaign.cost,
        "margin_per_response": MARGIN_OF_AN_ORDER,
        "gift_per_response": campaign.gift,
        "randomised": int(campaign.randomised),
    }


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
