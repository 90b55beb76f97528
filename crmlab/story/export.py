"""A till's export: what a small shop's own data look like before anybody has cleaned them.

Another, much smaller shop of the same kind (seed `EXPORT_SEED`), as its till writes it: a time of day,
thousands separators, and no member number where the customer had not brought the card.
"""

import numpy as np
import pandas as pd

from crmlab.story.streams import stream
from crmlab.story.world import make_block

EXPORT_SEED, EXPORT_CUSTOMERS = 88, 90
SHARE_WITHOUT_CARD = 0.08


def make_till_export():
    """Make the export: one row per receipt, all cells as the till writes them.

    Returns
    -------
    pandas.DataFrame
        ``Receipt No``, ``Member No``, ``Paid at``, ``Total``: text.
    """
    orders = make_block(EXPORT_SEED, 0, 0, EXPORT_CUSTOMERS)["orders"]
    rng = stream(EXPORT_SEED, "export")
    minute = pd.to_timedelta(rng.integers(8 * 60, 20 * 60, len(orders)), unit="min")
    paid_at = (orders["ordered_on"] + minute).sort_values(ignore_index=True)
    member = orders["customer_id"].str.replace("C0", "M", regex=False)
    return pd.DataFrame(
        {
            "Receipt No": [f"R{i:05d}" for i in range(1, len(orders) + 1)],
            "Member No": np.where(rng.random(len(orders)) < SHARE_WITHOUT_CARD, "", member),
            "Paid at": paid_at.dt.strftime("%Y/%m/%d %H:%M"),
            "Total": orders["amount"].map("{:,.2f}".format),
        }
    )
