"""Time `crmlab.personalize.frequent_itemsets` against mlxtend and efficient-apriori.

    python benchmarks/itemsets.py                     three shops; a quarter of an hour
    python benchmarks/itemsets.py "corner shop"       one of them

The rivals live in an environment of their own, which is made in a temporary folder with uv (or venv and
pip).  All start from the same receipts in a file, read and coded before the clock starts as each needs them
(a table of lines, lists of items); what a package does to them after that is its own time.  They take turns,
the best of three rounds counts (seconds of the processor), and all itemsets and counts are compared before
any time is printed.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

ROUNDS = 3
LIMIT = 300  # seconds; whoever needs longer for one search is stopped
MEMORY = 8 * 2**30  # bytes, likewise
HERE = Path(__file__).parent
RIVALS = ("mlxtend apriori", "mlxtend fpgrowth", "efficient-apriori")
# name: receipts, items, mean size, least share of the receipts
SHOPS = {
    "corner shop": (45_000, 48, 2.1, 0.0005),
    "supermarket": (50_000, 1_000, 8, 0.005),
    "ten thousand items": (50_000, 10_000, 8, 0.001),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shops", nargs="*", default=list(SHOPS), metavar=f"shop ({', '.join(SHOPS)})")
    shops = {name: SHOPS[name] for name in parser.parse_args().shops}
    os.environ["PYTHONPATH"] = str(HERE.parent)
    with tempfile.TemporaryDirectory() as folder:
        python = make_environment(Path(folder) / "rivals")
        print("exactly 4 of 5 kept at a confidence of 0.8, six receipts:", exactness(python))
        print(f"\n{'shop':20} {'sets':>7} {'crmlab':>8}" + "".join(f"{name:>20}" for name in RIVALS))
        for name, (receipts, items, size, share) in shops.items():
            path = Path(folder) / "baskets.json"
            path.write_text(json.dumps(make_baskets(receipts, items, size)))
            compare(name, path, share, python)


def make_baskets(receipts, items, size, seed=1):
    """Draw receipts with items as unequal as a shop's (Zipf), a third of them with a family of three."""
    rng = np.random.default_rng(seed)
    weight = 1 / np.arange(3, items + 3)
    edges = np.cumsum(weight / weight.sum())
    baskets = []
    for length in 1 + rng.poisson(size - 1, receipts):
        drawn = set(np.minimum(np.searchsorted(edges, rng.random(length)), items - 1).tolist())
        if rng.random() < 1 / 3:
            first = min(drawn)
            drawn |= {first, min(first + 1, items - 1), min(first + 2, items - 1)}
        baskets.append([f"P{item:05d}" for item in sorted(drawn)])
    return baskets


def compare(name, path, share, python):
    """Let all take turns, see that they agree, and print the ratios."""
    seconds, answers, out = {}, {}, {}
    for _ in range(ROUNDS):
        for way in ("crmlab", *RIVALS):
            if way in out:
                continue
            found = run(sys.executable if way == "crmlab" else python, way, path, share)
            if isinstance(found, str):
                out[way] = found
                continue
            seconds[way] = min(seconds.get(way, found["seconds"]), found["seconds"])
            answers[way] = (found["sets"], found["digest"])
    if len(set(answers.values())) != 1:
        raise SystemExit(f"the answers differ: {answers}")
    said = [out.get(way) or f"{seconds[way] / seconds['crmlab']:.1f}x" for way in RIVALS]
    sets, ours = answers["crmlab"][0], seconds["crmlab"]
    print(f"{name:20} {sets:7,} {ours:7.2f}s" + "".join(f"{word:>20}" for word in said), flush=True)


def run(runner, way, path, share):
    """Let one package search once; a word in place of figures if it runs out of time or memory."""
    command = [runner, str(HERE / "itemsets_run.py"), way, str(path), str(share)]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=LIMIT, cwd=HERE.parent, preexec_fn=limit_memory
        )
    except subprocess.TimeoutExpired:
        return f"over {LIMIT} s"
    if done.returncode:
        if done.returncode < 0 or "MemoryError" in done.stderr:
            return f"over {MEMORY / 2**30:.0f} GB"
        raise SystemExit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def limit_memory():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def exactness(python):
    kept = {}
    for way in ("crmlab", "mlxtend apriori", "efficient-apriori"):
        runner = sys.executable if way == "crmlab" else python
        done = subprocess.run(
            [runner, str(HERE / "itemsets_run.py"), way, "exact", "0"],
            capture_output=True, text=True, check=True, cwd=HERE.parent,
        )  # fmt: skip
        kept[way] = done.stdout.splitlines()[-1]
    return kept


def make_environment(folder):
    """Make an environment with the rivals; return its Python."""
    began = time.perf_counter()
    python = folder / "bin" / "python"
    packages = ["mlxtend", "efficient-apriori"]
    if shutil.which("uv"):
        subprocess.run(["uv", "venv", "-q", "--python", sys.executable, str(folder)], check=True)
        subprocess.run(["uv", "pip", "install", "-q", "--python", str(python), *packages], check=True)
    else:
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", *packages], check=True)
    code = (
        "from importlib.metadata import version as v;"
        "print(*[f'{p} {v(p)}' for p in ('mlxtend', 'efficient-apriori', 'pandas')], sep=', ')"
    )
    there = subprocess.run(
        [str(python), "-c", code], capture_output=True, text=True, check=True
    ).stdout.strip()
    print(f"rivals: {there} (made in {time.perf_counter() - began:.0f} s)")
    return str(python)


if __name__ == "__main__":
    main()
