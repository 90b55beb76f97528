"""Time every bound notebook and measure its kernel's peak memory.

    python benchmarks/notebooks.py            all of notebooks/en and notebooks/zh
    python benchmarks/notebooks.py 04a        those whose name holds 04a

Each runs in a kernel of its own, in a copy that is thrown away.  A lesson promises 15 s and 600 MB.
"""

import argparse
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
LIMIT_SECONDS, LIMIT_MB = 15, 600
# VmHWM: the most memory that the process ever had in hand (Linux); elsewhere the resource module says it.
ASK_PEAK = """
def _peak_mb():
    from pathlib import Path
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    import resource, sys
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
print(_peak_mb())
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("part", nargs="?", default="", help="only notebooks whose name holds this")
    part = parser.parse_args().part
    paths = sorted(path for path in (ROOT / "notebooks").glob("*/*.ipynb") if part in path.name)
    if not paths:
        raise SystemExit("no such notebook is bound yet")
    print(f"{'notebook':40} {'seconds':>8} {'peak MB':>8}")
    for path in paths:
        seconds, peak = run(path)
        over = " over the limit" if seconds > LIMIT_SECONDS or peak > LIMIT_MB else ""
        name = path.relative_to(ROOT / "notebooks").as_posix()
        print(f"{name:40} {seconds:8.1f} {peak:8.0f}{over}", flush=True)


def run(path):
    """Execute a notebook; give its seconds, kernel start included, and its kernel's peak memory in MB."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(ASK_PEAK))
    began = time.perf_counter()
    where = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources=where).execute()
    seconds = time.perf_counter() - began
    return seconds, float(notebook.cells[-1].outputs[0]["text"])


if __name__ == "__main__":
    main()
