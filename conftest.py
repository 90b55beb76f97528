"""For every test: nothing is left behind by the one before, and what needs one process stays in it."""

import re
import sys

import pytest

# The lesson in [zh-07c.3], [07c.3] and [07c].
EXERCISE = re.compile(r"\[(?:[a-z]{2}-)?(\d\d[a-z])(?:\.\d+)?\]$")


@pytest.fixture(autouse=True, scope="module")
def no_language_chosen():
    """Begin each file with no language chosen, whatever a fixture that serves many tests ran before."""
    from crmlab.language import catalogue

    catalogue._chosen = None


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


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Let one worker take a whole file, for a notebook has but one kernel, and of the exercises a lesson."""
    from xdist.scheduler import LoadScopeScheduling

    class ByFileOrLesson(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            file = nodeid.split("::")[0]
            exercise = EXERCISE.search(nodeid) if file.endswith("test_answers.py") else None
            return f"{file} {exercise[1]}" if exercise else file

    return ByFileOrLesson(config, log)
