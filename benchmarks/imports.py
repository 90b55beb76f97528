"""Time imports, each in a fresh interpreter, best of five.

    python benchmarks/imports.py

Bare Python is subtracted.  The course promises `import crmlab` in under half a second.
"""

import subprocess
import sys
import time

ROUNDS = 5
STATEMENTS = (
    "import crmlab",
    "import crmlab; crmlab.load",
    "from crmlab import differentiate",
    "import pandas",
)


def main():
    bare = seconds("pass")
    for statement in STATEMENTS:
        print(f"{seconds(statement) - bare:6.2f} s  {statement}")


def seconds(statement):
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", statement], check=True)
        best = min(best, time.perf_counter() - began)
    return best


if __name__ == "__main__":
    main()
