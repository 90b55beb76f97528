"""What a learner may ask for: hints one by one, then the solution."""

from collections import Counter

from crmlab.check.answers import find
from crmlab.check.filling import fill
from crmlab.check.judging import judge
from crmlab.check.page import Page, box, code, fold, markdown, note, put
from crmlab.check.run import BrokenExercise, solved
from crmlab.check.verdict import CANNOT, Verdict
from crmlab.frames import InputError
from crmlab.language import say

_asked = Counter()  # how often this kernel was asked for hints, by exercise
_HINT = "var(--jp-warn-color1,#f9a825)"


def check(exercise, /, *answers):
    """Check answers to an exercise and display what there is to say.

    Parameters
    ----------
    exercise : str
        Its id, such as ``"04a.2"``.
    *answers : object
        As many as the exercise's stub names, in that order.

    Examples
    --------
    >>> from crmlab.check import ____, check
    >>> check("99z.1", ____)  # doctest: +ELLIPSIS
    ! ...
    """
    put(judge(exercise, *answers).page())


def hint(exercise):
    """Display the first hint to an exercise; asked again, the second.

    Parameters
    ----------
    exercise : str
        Its id, such as ``"04a.2"``.
    """
    found = _found(exercise)
    if found is None:
        return
    _asked[found.id] += 1
    shown = [found.in_language(each) for each in found.hints[: _asked[found.id]]]
    try:
        shown = [fill(each, solved(found)) if "{{" in each else each for each in shown]
    except BrokenExercise as error:
        put(Verdict(found.id, CANNOT, say("check.broken", error=error)).page())
        return
    if _asked[found.id] > len(found.hints):
        shown.append(say("check.no_more_hints" if shown else "check.no_hints", exercise=found.id))
    put(note("?", say("check.hint", exercise=found.id), "\n\n".join(shown), _HINT))


def solution(exercise):
    """Display the solution of an exercise, folded, with its analysis.

    Parameters
    ----------
    exercise : str
        Its id, such as ``"04a.2"``.
    """
    found = _found(exercise)
    if found is None:
        return
    title = say("check.solution", exercise=found.id)
    try:
        analysis = markdown(fill(found.in_language(found.analysis), solved(found)))
    except BrokenExercise as error:
        analysis = markdown(say("check.broken", error=error))
    body = fold(say("check.fold_out"), code(found.solution) + analysis)
    put(Page(found.solution.strip(), box("var(--jp-info-color1,#0288d1)", "=", title, body)))


def _found(exercise):
    """Find an exercise, or say what is wrong with the id."""
    try:
        return find(exercise)
    except InputError as error:
        put(Verdict(str(exercise), CANNOT, str(error)).page())
        return None
