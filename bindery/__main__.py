"""python -m bindery: bind all lessons, one lesson, or check that nothing is stale.

python -m bindery            bind what has changed
python -m bindery 04a        bind one lesson
python -m bindery --check    say what is stale or refused, run nothing; exit 1 if anything is
python -m bindery --force    run everything again
"""

import argparse
import sys
from pathlib import Path

from bindery.bind import bind_lesson, check_left_over, check_lesson
from bindery.datasets import stale_datasets, write_datasets
from bindery.house import House
from bindery.progress import Progress
from bindery.readme import stale_badges, write_badges
from bindery.source import Refused


def main(arguments=None):
    """Bind or check; give the exit code.

    Parameters
    ----------
    arguments : list of str, optional
        The command line without the program's name; `sys.argv` if not given.

    Returns
    -------
    int
        0 if all is bound and current, 1 if anything is stale or refused, 2 for an unknown lesson.
    """
    wanted = _parser().parse_args(arguments)
    house, progress = House(wanted.root.resolve()), Progress()
    folders = _chosen(house, wanted.lessons)
    if folders is None:
        known = ", ".join(folder.name.split("_")[0] for folder in house.lessons())
        progress.say(f"no such lesson: {' '.join(wanted.lessons)}; there are {known or 'none yet'}")
        return 2
    if wanted.check:
        return _check(house, folders, progress, everything=not wanted.lessons)
    return _bind(house, folders, progress, wanted.force, everything=not wanted.lessons)


def _parser():
    parser = argparse.ArgumentParser(prog="python -m bindery", description="Bind the lessons into notebooks.")
    parser.add_argument("lessons", nargs="*", metavar="lesson", help="such as 04a; all if none is named")
    parser.add_argument("--check", action="store_true", help="run nothing, say what is stale or refused")
    parser.add_argument("--force", action="store_true", help="run even what has not changed")
    parser.add_argument("--root", type=Path, default=Path(__file__).parent.parent, help=argparse.SUPPRESS)
    return parser


def _chosen(house, names):
    """Give the folders of the named lessons, all for no name, None if one is unknown."""
    if not names:
        return house.lessons()
    found = [
        next((f for f in house.lessons() if name in (f.name, f.name.split("_")[0])), None) for name in names
    ]
    return None if None in found else found


def _bind(house, folders, progress, force, everything):
    refused = False
    for folder in folders:
        try:
            if not bind_lesson(house, folder, progress, force):
                progress.say(f"{folder.name}  unchanged")
        except Refused as error:
            refused = True
            _tell(error, progress)
    write_badges(house)
    if everything:
        write_datasets(house, progress)
    return int(refused)


def _check(house, folders, progress, everything):
    found = False
    for folder in folders:
        try:
            stale = check_lesson(house, folder)
        except Refused as error:
            found = True
            _tell(error, progress)
            continue
        found = found or bool(stale)
        for line in stale:
            progress.say(line)
    about_all = (check_left_over, stale_badges, stale_datasets) if everything else ()
    for line in [line for check in about_all for line in check(house)]:
        found = True
        progress.say(line)
    progress.say("not current; run python -m bindery" if found else f"{len(folders)} lessons, all current")
    return int(found)


def _tell(refused, progress):
    for refusal in refused.refusals:
        progress.say(f"refused  {refusal}")


if __name__ == "__main__":
    sys.exit(main())
