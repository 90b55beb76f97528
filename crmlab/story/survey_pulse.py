"""The card in the bag: one question after an order, since 2024, to see the trend.

After an order of at least one yuan in the shop or on the web a customer sends the card back with chance
`Pulse.share`, and ticks from 1 to 10

    y = m + u * S + effect of the quarter + w * (order came over the web) + error

with S her satisfaction (`crmlab.story.survey_latent`, taken as constant).  The quarters' effects are the
story of 2025: the online shop opens and its calls go to an outsourced centre, and satisfaction falls for
half a year.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.story.streams import stream
from crmlab.story.survey_scales import STYLE_NAMES, positions, tick


@dataclass(frozen=True)
class Pulse:
    """One question, in points; our choice."""

    share: float = 0.035
    mean: float = 7.5
    unit: float = 1.1
    error: float = 1.1
    web: float = -0.30
    quarters: tuple = (0.0, 0.0, 0.0, 0.0, -0.7, -0.5, -0.1, 0.0)  # 2024 I to 2025 IV


PULSE = Pulse()


def make_pulse(block, latent):
    """Give the cards that came back: ``order_id``, ``customer_id``, ``asked_on``, ``channel``, ``score``."""
    rng = stream(block.seed, "survey pulse", block.block)
    orders = block.orders
    sent_back = rng.random(len(orders)) < PULSE.share
    kept = sent_back & (orders["amount"] >= 1) & (orders["channel"] != "phone")
    cards = orders[kept & (orders["ordered_on"] >= "2024-01-01")]
    people = latent.set_index("customer_id").loc[cards["customer_id"]]
    on = cards["ordered_on"].dt
    quarter = 4 * (on.year.to_numpy() - 2024) + on.quarter.to_numpy() - 1
    points = (
        PULSE.mean
        + PULSE.unit * people["satisfaction"].to_numpy()
        + np.array(PULSE.quarters)[quarter]
        + PULSE.web * (cards["channel"] == "web").to_numpy()
        + PULSE.error * rng.standard_normal(len(cards))
    )
    styles = positions(STYLE_NAMES, people["style"])
    return pd.DataFrame(
        {
            "order_id": cards["order_id"].to_numpy(),
            "customer_id": cards["customer_id"].to_numpy(),
            "asked_on": cards["ordered_on"].to_numpy(),
            "channel": cards["channel"].to_numpy(),
            "score": tick(rng, points[:, None], styles, 1, 10, skipped=0.0)[:, 0].astype(int),
        }
    )
