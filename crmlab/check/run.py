"""Running an exercise's own code: in a fresh namespace, unheard and unseen, once for each shop."""

import random
import sys
import warnings
from collections import OrderedDict
from contextlib import contextmanager
from functools import lru_cache

import numpy as np

from crmlab.check.sentinel import ____
from crmlab.language import get_language, language_is

_shop = None  # the seed of the shop; None is the bundled one


class BrokenExercise(Exception):
    """The exercise's own code did not run: our mistake, not the learner's."""


def enter_shop(seed):
    """Forget what was worked out in another shop."""
    global _shop
    _shop = seed
    _solved.cache_clear()
    _given_names.cache_clear()
    _outcome.cache_clear()


def current_shop():
    """Give the seed of the shop in which answers are worked out; None is the bundled one."""
    return _shop


def solved(exercise):
    """Give the namespace in which an exercise's givens and solution have run.

    Parameters
    ----------
    exercise : crmlab.check.answers.Exercise

    Returns
    -------
    dict
        To be read, never written: it is kept for the next question.

    Raises
    ------
    BrokenExercise
        If that code raises or leaves a name undefined.
    """
    return _solved(exercise, _shop, get_language())


def given_names(exercise):
    """Give what an exercise's givens define, before anybody has answered.

    Parameters
    ----------
    exercise : crmlab.check.answers.Exercise

    Returns
    -------
    dict
        To be read, never written.
    """
    return _given_names(exercise, _shop, get_language())


def learners_names():
    """Give the names that the learner's own cells have made; none outside a kernel."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    return shell.user_ns if shell else {}


def outcome(exercise, code):
    """Give what another piece of code answers: an other right, a wrong, or the stub itself.

    Parameters
    ----------
    exercise : crmlab.check.answers.Exercise
    code : str
        Run after setup and givens, without the solution.

    Returns
    -------
    dict
        The exercise's names that the code defines, with their values.

    Raises
    ------
    BrokenExercise
        If the code raises.
    """
    return _outcome(exercise, code, _shop, get_language())


@lru_cache(maxsize=16)
def _solved(exercise, shop, language):
    namespace = _run(exercise, exercise.given, exercise.solution, exercise.hidden or "")
    missing = [name for name in exercise.names if name not in namespace]
    if missing:
        raise BrokenExercise(f"{exercise.id}: the solution does not define {', '.join(missing)}")
    return namespace


@lru_cache(maxsize=16)
def _given_names(exercise, shop, language):
    return _run(exercise, exercise.given)


@lru_cache(maxsize=64)
def _outcome(exercise, code, shop, language):
    namespace = _run(exercise, exercise.given, code)
    return {name: namespace[name] for name in exercise.names if name in namespace}


def _run(exercise, *pieces):
    # Everything is run anew each time: a wrong answer may well change the table it starts from.
    namespace = {"__name__": f"exercise_{exercise.id}", "____": ____}
    with quietly():
        for piece in (exercise.setup, *pieces):
            try:
                exec(compile(piece, f"<{exercise.id}>", "exec"), namespace)
            except Exception as error:
                raise BrokenExercise(f"{exercise.id}: {type(error).__name__}: {error}") from error
    return namespace


@contextmanager
def quietly():
    """Let code run without a trace: nothing printed, drawn, warned, and every setting as before.

    Kept are the learner's open figures, language, matplotlib settings and random numbers.
    """
    import matplotlib as mpl
    from IPython.utils.capture import capture_output

    drawn_before = random.getstate(), np.random.get_state()  # noqa: NPY002 (the learner's, not ours)
    try:
        with (
            warnings.catch_warnings(),
            language_is(get_language()),
            mpl.rc_context(),
            _other_figures(),
            capture_output(),
        ):
            warnings.simplefilter("ignore")
            yield
    finally:
        random.setstate(drawn_before[0])
        np.random.set_state(drawn_before[1])  # noqa: NPY002


@contextmanager
def _other_figures():
    """Put the learner's open figures aside: `plt.show()` in a given would show and close them."""
    from matplotlib._pylab_helpers import Gcf

    aside, Gcf.figs = Gcf.figs, OrderedDict()
    try:
        yield
    finally:
        Gcf.destroy_all()
        Gcf.figs = aside
