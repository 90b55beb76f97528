"""Lift, gains and profit on ten million scores against plain numpy, in one run.

    python benchmarks/mining.py [scores]

Each pair takes turns; the best of two counts.  Compare the ratios, not the seconds.
"""

import sys
import time

import numpy as np

from crmlab.mine import gains, lift_table, profit_curve


def plain_gains(score, came):
    """Sort, cumulate, stop: no checks, no ties, no table."""
    order = np.argsort(-score)
    return came[order].cumsum()


def plain_lift(score, came):
    """The rate of each tenth over the rate of all."""
    parts = np.array_split(came[np.argsort(-score)], 10)
    return np.array([part.mean() for part in parts]) / came.mean()


def plain_profit(score, came):
    """The profit after each person."""
    return 50 * plain_gains(score, came) - 4 * np.arange(1, len(score) + 1)


PAIRS = {
    "gains": (gains, plain_gains),
    "lift_table": (lift_table, plain_lift),
    "profit_curve": (lambda score, came: profit_curve(score, came, gain=50, cost=4), plain_profit),
}


def seconds(function, *arguments):
    """Give the result and the processor seconds."""
    start = time.process_time()
    found = function(*arguments)
    return found, time.process_time() - start


def main(n):
    """Print the ratios."""
    rng = np.random.default_rng(1)
    score = rng.random(n)
    came = (rng.random(n) < score / 5).astype(np.int64)
    for name, (ours, plain) in PAIRS.items():
        rounds = []
        for _ in range(2):
            (found, took), (by_hand, took_plain) = seconds(ours, score, came), seconds(plain, score, came)
            rounds.append((took, took_plain))
        check(name, found, by_hand)
        best, best_plain = np.min(rounds, axis=0)
        print(
            f"{name:13} {n:,} scores: {best:5.1f} s, numpy {best_plain:5.1f} s, ratio {best / best_plain:.2f}"
        )


def check(name, found, by_hand):
    """Stop if the answers differ."""
    if name == "lift_table":
        np.testing.assert_allclose(found["lift"], by_hand)
    else:  # equal scores, which come in one step, are looked up at the end of their tie
        column = "responses" if name == "gains" else "profit"
        at = found["contacted"].to_numpy()[1:] - 1
        np.testing.assert_allclose(found[column].to_numpy()[1:], by_hand[at])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000)
