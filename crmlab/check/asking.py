"""What a learner may ask for: hints one by one, then the solution."""

from collections import Counter

from crmlab.check.answers import find
from crmlab.check.filling import fill
from crmlab.check.judging import judge
from crmlab.check.page import Page, box, code, fold, markdown, note, put
from crmlab.check.run import BrokenExercise, solved
from crmlab.check.verdict import CANNOT, Verdict, number
from crmlab.frames import InputError
from crmlab.language import say

_asked = Counter()  # how often this kernel was asked for hints, by exercise
_HINT = "var(--jp-warn-color1,#f9a825)"


def check(exercise=None, /, *answers):
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


def hint(exercise=None):
    """Display the first hint to an exercise; asked again, the second.

    Parameters
    ----------
    exercise : str
        Its id, such as ``"04a.2"``.
    """
    found = _found(exercise, "hint")
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
    put(note("?", say("check.hint", exercise=number(found.id)), "\n\n".join(shown), _HINT))


def solution(exercise=None):
    """Display the solution of an exercise, folded, with its analysis.

    Parameters
    ----------
    exercise : str
        Its id, such as ``"04a.2"``.
    """
    found = _found(exercise, "solution")
    if found is None:
        return
    text, shown = found.solution.strip(), code(found.solution)
    try:
        namespace = solved(found)
        analysis = fill(found.in_language(found.analysis), namespace)
    except BrokenExercise as error:
        analysis = say("check.broken", error=error)
    else:
        if found.kind == "memo":  # its text is what was asked for; the code only fills in its numbers
            model = str(namespace[found.names[-1]]).strip()
            text, shown = f"{model}\n\n{text}", markdown(model) + fold(say("check.memo_code"), shown)
    title, body = say("check.solution", exercise=number(found.id)), shown + markdown(analysis)
    folded = fold(say("check.fold_out"), body)
    put(Page(text, box("var(--jp-info-color1,#0288d1)", "=", title, folded)))


def _found(exercise, asked):
    """Find an exercise, or say what is wrong with the id."""
    try:
        return find(exercise, asked)
    except InputError as error:
        put(Verdict("", CANNOT, str(error)).page())
        return None
