"""For every test: nothing is left behind by the one before, and what needs one process stays in it."""

import sys

import pytest


@pytest.fixture(autouse=True)
def nothing_left_behind():
    """Forget the language that a test or a docstring chose, and close its figures."""
    from crmlab.language import catalogue

    chosen, drawn = catalogue._chosen, _figures()
    yield
    catalogue._chosen = chosen
    for number in _figures() - drawn:
        sys.modules["matplotlib.pyplot"].close(number)


def _figures():
    pyplot = sys.modules.get("matplotlib.pyplot")
    return set(pyplot.get_fignums()) if pyplot else set()


def pytest_collection_modifyitems(items):
    """Name the tests that one worker takes in a row: a file's, for a notebook has but one kernel.

    The exercises of all lessons are tested by one file; there it is a lesson's.
    """
    for item in items:
        group = item.nodeid.split("::")[0]
        if hasattr(item, "callspec") and group.endswith("test_answers.py"):
            group += " " + str(item.callspec.params.get("exercise", "")).split(".")[0]
            group += str(item.callspec.params.get("lesson", ""))
        item.add_marker(pytest.mark.xdist_group(group))
