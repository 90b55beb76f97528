"""Time `crmlab.differentiate.rfm` against hand-written code on the same engine.

    python benchmarks/rfm.py            10 million orders, 500,000 customers
    python benchmarks/rfm.py 1000000    fewer orders, customers in proportion

Both sides start from the same open table and end with a finished one; they take turns, and the best of
three rounds counts.  The answers are compared before any time is printed.
"""

import argparse
import tempfile
import time
import warnings
from pathlib import Path

import by_hand
import duckdb
import pandas as pd
import polars as pl
from generate import write_orders

from crmlab.differentiate import rfm
from crmlab.frames import LeftOutWarning

ROUNDS = 3
FULL = 10_000_000
NAIVE_LIMIT = 200_000  # the naive way is timed on so many orders only, beside rfm on the same ones


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("orders", type=int, nargs="?", default=FULL)
    rows = parser.parse_args().orders
    warnings.simplefilter("ignore", LeftOutWarning)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "orders.parquet"
        write_orders(path, rows, customers=rows // 20)
        print(f"{rows:,} orders, {rows // 20:,} customers; seconds, best of {ROUNDS}")
        print(f"{'engine':12} {'by hand':>8} {'crmlab':>8} {'ratio':>6}")
        time_pandas(path)
        time_polars(path)
        time_duckdb(path)
        time_naive(path)


def time_pandas(path):
    orders = pd.read_parquet(path)
    duel("pandas", lambda: by_hand.fast_pandas(orders), lambda: rfm(orders, as_of=by_hand.DAY))


def time_polars(path):
    orders = pl.read_parquet(path)
    duel("polars", lambda: by_hand.polars(orders), lambda: rfm(orders, as_of=by_hand.DAY))


def time_duckdb(path):
    connection = duckdb.connect()

    def ours():
        return rfm(connection.read_parquet(str(path)), as_of=by_hand.DAY).df()

    def hand():
        return by_hand.duckdb(path, connection).df()

    def hand_counted():
        by_hand.duckdb_counts(path, connection)
        return hand()

    duel("duckdb", hand, ours)
    # A relation is computed when it is looked at, so counting what is left out costs a pass of its own.
    duel("  + counts", hand_counted, ours)


def time_naive(path):
    orders = pd.read_parquet(path).head(NAIVE_LIMIT)
    duel(
        "naive pandas",
        lambda: by_hand.naive_pandas(orders),
        lambda: rfm(orders, as_of=by_hand.DAY),
        same=False,
    )
    print(f"(naive pandas on {len(orders):,} orders)")


def duel(name, ours_by_hand, ours, same=True):
    """Let both take turns, check that they agree, print the best times and their ratio."""
    best = {"hand": float("inf"), "crmlab": float("inf")}
    answers = {}
    for _ in range(ROUNDS):
        for who, work in (("hand", ours_by_hand), ("crmlab", ours)):
            began = time.perf_counter()
            answers[who] = work()
            best[who] = min(best[who], time.perf_counter() - began)
    if same:
        assert_same(answers["hand"], answers["crmlab"])
    print(
        f"{name:12} {best['hand']:8.2f} {best['crmlab']:8.2f} {best['crmlab'] / best['hand']:6.2f}",
        flush=True,
    )


def assert_same(left, right):
    left, right = (table.to_pandas() if hasattr(table, "to_pandas") else table for table in (left, right))
    left, right = (table.sort_values("customer_id", ignore_index=True) for table in (left, right))
    pd.testing.assert_frame_equal(left[right.columns], right, check_dtype=False, rtol=0, atol=1e-9)


if __name__ == "__main__":
    main()
