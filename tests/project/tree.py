"""What belongs to the project: the files that git knows or would take."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# For a copy without git, as an archive is: what .gitignore names.
IGNORED = {".git", ".venv", "my-work", "__pycache__", ".ipynb_checkpoints", ".pytest_cache", ".ruff_cache"}
IGNORED |= {".hypothesis", ".bindery", "dist", "screenshots", "spark-warehouse", "metastore_db"}
PROSE_AND_CODE = {".py", ".md", ".toml", ".yml", ".yaml", ".txt", ".cff", ".json", ".ipynb", ".cfg", ""}


@cache
def files():
    """Give every file of the project, sorted, as paths below the root."""
    command = ["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\0")
        found = [Path(name) for name in listed if name]
    except (OSError, subprocess.CalledProcessError):
        found = [path.relative_to(ROOT) for path in ROOT.rglob("*")]
        found = [path for path in found if not IGNORED & set(path.parts)]
    return sorted(path for path in found if (ROOT / path).is_file())


def texts():
    """Give (path, text) of every file that people write or read."""
    for path in files():
        if path.suffix in PROSE_AND_CODE:
            yield path, (ROOT / path).read_text(encoding="utf-8")


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")
