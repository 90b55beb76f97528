"""Is everything in place?  One question for the start notebook, with a clear verdict."""

import sys
from importlib.metadata import PackageNotFoundError, requires, version

from crmlab.data.tables import load, table_names
from crmlab.frames import InputError
from crmlab.language import say

OLDEST_PYTHON = (3, 11)


def check_environment():
    """Say whether this Python has all that the lessons need, and what is missing if not.

    Examples
    --------
    >>> import crmlab as crm
    >>> crm.set_language("en")
    >>> crm.data.check_environment()
    Everything is in place: Python is new enough, all packages are here, all tables can be read.
    """
    missing = [*_old_python(), *_missing_packages(), *_unreadable_tables()]
    print(
        say("data.environment_missing", what="\n- ".join(missing))
        if missing
        else say("data.environment_good")
    )


def _old_python():
    if sys.version_info < OLDEST_PYTHON:
        yield say(
            "data.environment_python", needed=".".join(map(str, OLDEST_PYTHON)), found=sys.version.split()[0]
        )


def _missing_packages():
    # packaging comes with jupyterlab and matplotlib; where it is missing, so is much else.
    try:
        from packaging.requirements import Requirement
    except ImportError:
        yield say("data.environment_package", name="packaging", found="-")
        return
    for line in requires("crmlab") or []:
        need = Requirement(line)
        if need.marker and not need.marker.evaluate({"extra": ""}):
            continue
        try:
            found = version(need.name)
        except PackageNotFoundError:
            found = "-"
        if found == "-" or not need.specifier.contains(found, prereleases=True):
            yield say("data.environment_package", name=str(need), found=found)


def _unreadable_tables():
    for name in table_names():
        try:
            load(name)
        except InputError as error:
            yield str(error)
