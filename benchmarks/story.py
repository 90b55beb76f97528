"""Time the world: how fast blocks of customers are made, and a world of any size as Parquet.

    python benchmarks/story.py             seconds per block of 4,000 customers, best of three
    python benchmarks/story.py 1000000     that many customers written to Parquet and thrown away

The second takes about 150 MB of disk for each 100,000 customers.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

import pyarrow.parquet as pq

from crmlab.story import DEFAULT_SEED, simulate
from crmlab.story.streams import BLOCK
from crmlab.story.world import make_block, make_shop

ROUNDS = 3


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("customers", type=int, nargs="?", help="write a world of so many to Parquet")
    customers = parser.parse_args().customers
    if customers is None:
        time_blocks()
    else:
        time_parquet(customers)


def time_blocks():
    """Print the best time of a block of customers, and of the tables of the shop as a whole."""
    shop = best(lambda number: make_shop(DEFAULT_SEED, BLOCK))
    block = best(lambda number: make_block(DEFAULT_SEED, number, number * BLOCK, BLOCK))
    print(f"seconds, best of {ROUNDS}, on one core")
    print(f"{block:8.2f}  a block of {BLOCK:,} customers")
    print(f"{shop:8.2f}  the tables of the shop as a whole, once for a world")


def best(work):
    """Do the work for the first few blocks; give the seconds of the quickest."""
    seconds = []
    for number in range(ROUNDS):
        began = time.perf_counter()
        work(number)
        seconds.append(time.perf_counter() - began)
    return min(seconds)


def time_parquet(customers):
    """Write a world to Parquet on all cores; print its orders, its seconds and its peak memory."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        files = simulate(customers, write=folder)
        seconds = time.perf_counter() - began
        orders = sum(
            pq.read_metadata(path).num_rows for path in files if path.parent == Path(folder, "orders")
        )
        size = sum(path.stat().st_size for path in files)
    blocks = -(-customers // BLOCK)
    print(f"{customers:,} customers, {orders:,} orders, {size / 1e6:,.0f} MB of Parquet")
    print(f"{seconds:.0f} s, {seconds / blocks:.2f} s per block, on {os.cpu_count()} cores")
    print(f"peak memory at most {peak_gb(min(os.cpu_count(), blocks)):.2f} GB, all processes together")


def peak_gb(workers):
    """Give the most memory that this process and its workers can have had in hand.

    The system keeps the peak of the largest worker only, and pages that they share count in each.
    """
    unit = 1 if sys.platform == "darwin" else 2**10
    own, largest = (
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return (own + workers * largest) * unit / 1e9


if __name__ == "__main__":
    main()
