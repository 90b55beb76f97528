"""The Binder badge of the READMEs: there while the repository has an address, absent while it has none."""

import re

from bindery.frontmatter import badge
from bindery.store import write_text

PLACE = re.compile(r"<!-- binder -->.*?<!-- /binder -->", re.S)
READMES = {"README.md": "en", "README.zh.md": "zh"}


def readmes(house):
    """Give each README as it should stand, its badge filled in or taken out.

    Returns
    -------
    dict of pathlib.Path to str
    """
    texts = {}
    for name, language in READMES.items():
        path = house.root / name
        if path.exists():
            start = house.notebook("lesson", language, "00_start_here")
            filled = f"<!-- binder -->{badge(house, start, language)}<!-- /binder -->"
            texts[path] = PLACE.sub(lambda _, filled=filled: filled, path.read_text(encoding="utf-8"))
    return texts


def write_badges(house):
    """Bring the badges of the READMEs up to date."""
    for path, text in readmes(house).items():
        if text != path.read_text(encoding="utf-8"):
            write_text(path, text)


def stale_badges(house):
    """Name the READMEs whose badge is not what the repository's address says."""
    return [
        f"stale  {path.name}: its Binder badge"
        for path, text in readmes(house).items()
        if text != path.read_text(encoding="utf-8")
    ]
