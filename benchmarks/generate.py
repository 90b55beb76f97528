"""Orders for the benchmarks: any size, one seed, written once as Parquet."""

import numpy as np
import pandas as pd

HISTORY_DAYS = 730


def write_orders(path, rows, customers, seed=1):
    """Write `rows` orders of `customers` customers; one order in forty is a refund.

    Columns: ``customer_id`` (int64), ``ordered_on`` (datetime64[us]), ``amount`` (float64, yuan to the cent).
    """
    rng = np.random.default_rng(seed)
    activity = rng.gamma(0.8, 1, customers)
    days = rng.integers(0, HISTORY_DAYS, rows).astype("timedelta64[D]")
    amount = np.round(rng.lognormal(3.5, 1, rows), 2)
    amount[rng.random(rows) < 1 / 40] *= -1
    pd.DataFrame(
        {
            "customer_id": rng.choice(customers, rows, p=activity / activity.sum()).astype("int64"),
            "ordered_on": (np.datetime64("2024-01-01") + days).astype("datetime64[us]"),
            "amount": amount,
        }
    ).to_parquet(path)
