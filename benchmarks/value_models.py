"""Time BG/NBD and Pareto/NBD against `lifetimes`, side by side, at the same optimum.

    python benchmarks/value_models.py            2,357, 100,000 and 1,000,000 customers
    python benchmarks/value_models.py 20000      2,357 and so many

`lifetimes` is no longer kept up and wants an old pandas and numpy, so it gets an environment of its own, made
with uv (`pip install uv`) in a temporary folder, or in $LIFETIMES_ENV and kept.  Both sides read the same
file of histories and take turns, and their likelihoods are compared: where the other stops short of ours, it
is said.  From a million customers on we run alone.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

ROUNDS = 5
SMALL, LARGE, HUGE = 2_357, 100_000, 1_000_000
PINS = ("lifetimes==0.11.3", "numpy<2", "pandas<2.2", "scipy<1.12", "setuptools")
SAME = 0.1  # of log-likelihood: nearer than this is the same top
MODELS = {"BGNBD": "BetaGeoFitter", "ParetoNBD": "ParetoNBDFitter"}

THEIRS = """
import json, sys, time, warnings
import pandas as pd
warnings.simplefilter("ignore")
import lifetimes
table = pd.read_csv(sys.argv[2])
columns = table["frequency"], table["recency"], table["T"]
began = time.perf_counter()
model = getattr(lifetimes, sys.argv[1])().fit(*columns)
print(json.dumps([time.perf_counter() - began, list(model.params_)]))
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("customers", type=int, nargs="?")
    given = parser.parse_args().customers
    sizes = [SMALL, given] if given else [SMALL, LARGE, HUGE]
    with tempfile.TemporaryDirectory() as folder:
        python = environment(Path(os.environ.get("LIFETIMES_ENV", Path(folder) / "lifetimes")))
        print(f"seconds of one fit; ours the best of {ROUNDS}, theirs of 3 (of 1 from {LARGE:,} customers)")
        print(f"{'model':10} {'customers':>10} {'lifetimes':>10} {'crmlab':>8} {'ratio':>7}")
        for customers in sizes:
            path = Path(folder) / "histories.csv"
            histories(customers).to_csv(path, index=False)
            for model, theirs in MODELS.items():
                duel(model, theirs if customers < HUGE else None, python, path)


def environment(home):
    """Give the Python of an environment with `lifetimes` in it, making it if need be."""
    python = home / "bin" / "python"
    if not python.exists():
        uv = [sys.executable, "-m", "uv"]
        subprocess.run([*uv, "venv", "--quiet", "--python", "3.11", home], check=True)
        subprocess.run([*uv, "pip", "install", "--quiet", "--python", python, *PINS], check=True)
    return python


def histories(customers, seed=1):
    """Draw histories as Pareto/NBD has them, whole days told in weeks: half a year to two years of a shop."""
    rng = np.random.default_rng(seed)
    T = rng.integers(180, 730, customers)
    life = np.minimum(rng.exponential(1 / rng.gamma(0.6, 1 / 82, customers)), T)
    bought = rng.poisson(rng.gamma(0.55, 1 / 74, customers) * life)
    last = np.ceil(life * rng.random(customers) ** (1 / np.maximum(bought, 1))).astype(int)
    bought = np.minimum(bought, last)  # a purchase a day at most
    last = np.where(bought > 0, last, 0)
    return pd.DataFrame({"frequency": bought, "recency": last / 7, "T": T / 7})


def duel(model, theirs, python, path):
    """Let both fit in turn; print times and ratio, and how often the other stopped short of the top."""
    from crmlab import differentiate

    table = pd.read_csv(path)
    columns = table["frequency"], table["recency"], table["T"]
    ours, others, short = [], [], []
    for turn in range(ROUNDS):
        began = time.perf_counter()
        fitted = getattr(differentiate, model)().fit(*columns)
        ours.append(time.perf_counter() - began)
        if theirs and turn < (3 if len(table) < LARGE else 1):
            answer = subprocess.run(
                [python, "-c", THEIRS, theirs, path], check=True, capture_output=True, text=True
            )
            seconds, reached = json.loads(answer.stdout)
            others.append(seconds)
            below = fitted.log_likelihood_ - fitted.log_likelihood(*columns, values=reached)[0]
            assert below > -1e-3, f"lifetimes is {-below:.3f} above us"
            short += [f"{below:.1f}"] if below > SAME else []
    told = f"{model:10} {len(table):10,}"
    if not others:
        print(f"{told} {'':10} {min(ours):8.3f}", flush=True)
        return
    told += f" {min(others):10.3f} {min(ours):8.3f} {min(others) / min(ours):7.1f}"
    if short:
        told += f"   lifetimes stopped short {len(short)} of {len(others)} times, by {', '.join(short)}"
    print(told, flush=True)


if __name__ == "__main__":
    main()
