"""Judging an answer: right, wrong and why, not attempted, cannot be checked, to be marked."""

from crmlab.check import memo
from crmlab.check.answers import NotAnId, find, named
from crmlab.check.calls import Results, Stopped
from crmlab.check.columns import listed
from crmlab.check.filling import fill
from crmlab.check.kinds import plain, show, single
from crmlab.check.remarks import asides_on_wrong, remarks_on_right, remarks_on_wrong, swapped
from crmlab.check.run import BrokenExercise, outcome, solved
from crmlab.check.sentinel import is_blank
from crmlab.check.trial import Trial
from crmlab.check.verdict import CANNOT, NOT_ATTEMPTED, RIGHT, TO_BE_MARKED, WRONG, Verdict
from crmlab.frames import InputError
from crmlab.language import get_language, say


def judge(exercise=None, /, *answers):
    """Judge answers to an exercise without displaying anything.

    Parameters
    ----------
    exercise : str
        Its id, such as ``"04a.2"``.
    *answers : object
        As many as the exercise's stub names, in that order.  They are never changed.

    Returns
    -------
    Verdict
        Its outcome is ``"right"``, ``"wrong"``, ``"not attempted"``, ``"cannot be checked"`` or, for a memo,
        ``"to be marked"``.  Nothing a learner does raises.

    Examples
    --------
    >>> from crmlab.check import judge
    >>> judge("99z.1", 3).outcome
    'cannot be checked'
    """
    try:
        found = find(exercise)
    except NotAnId as error:
        return _misplaced(answers) or Verdict("", CANNOT, str(error), kind="no_id")
    except InputError as error:
        return Verdict("", CANNOT, str(error), kind="unknown")
    if len(answers) != len(found.names):
        return _miscounted(found, answers)
    blank = [name for name, answer in zip(found.names, answers, strict=True) if is_blank(answer)]
    if blank:
        return _blank(found, blank)
    try:
        return _judge_memo(found, answers) if found.kind == "memo" else _judge(found, answers)
    except Stopped as error:
        return Verdict(found.id, CANNOT, str(error), kind="stopped")
    except BrokenExercise as error:
        return Verdict(found.id, CANNOT, say("check.broken", error=error), kind="broken")


def _misplaced(answers):
    """Say that the exercise's number stands behind the answer, if it does."""
    behind = next(filter(None, map(named, answers)), None)
    if behind is None:
        return None
    return Verdict(behind.id, CANNOT, say("check.id_first", call=behind.call()), kind="no_id")


def _miscounted(exercise, answers):
    blanks = {"given": len(answers), "needed": len(exercise.names), "call": exercise.call()}
    return Verdict(exercise.id, CANNOT, say("check.miscounted", **blanks), kind="miscounted")


def _blank(exercise, blank):
    names = say("check.comma").join(f"`{name}`" for name in blank)
    some = len(blank) < len(exercise.names)
    message = say("check.blank_some" if some else "check.blank", names=names)
    if exercise.kind == "memo":
        least = {"en": memo.WORDS, "zh": memo.HANZI}[get_language()]
        message += say("check.memo_least", least=least)
    return Verdict(exercise.id, NOT_ATTEMPTED, message, more=_rubric(exercise), kind="blank")


def _rubric(exercise):
    return exercise.in_language(exercise.rubric) if exercise.rubric else ""


def _judge(exercise, answers):
    namespace = solved(exercise)
    trial = Trial(exercise, namespace)
    given = trial.read(dict(zip(exercise.names, answers, strict=True)))
    blank = [
        name for name in exercise.names if isinstance(given[name], Results) and is_blank(given[name].returned)
    ]
    if blank:
        return _blank(exercise, blank)
    off = trial.differences(given, trial.needed)
    if not off or trial.is_other_right(given):
        return _right(exercise, namespace, remarks_on_right(given, trial.needed))
    if exercise.kind == "fix" and not trial.differences(given, trial.own(exercise.stub)):
        return Verdict(exercise.id, NOT_ATTEMPTED, say("check.unfixed"), kind="unfixed")
    return _wrong(trial, namespace, off, given)


def _right(exercise, namespace, remarks):
    first, _, rest = fill(exercise.in_language(exercise.analysis), namespace).strip().partition("\n")
    return Verdict(exercise.id, RIGHT, first + "".join(remarks), more=rest.strip(), kind="right")


def _wrong(trial, namespace, off, given):
    exercise = trial.exercise
    pair = swapped(trial, given, off)
    if pair:
        sentence = say("check.swapped", first=pair[0], second=pair[1], call=exercise.call())
        return Verdict(exercise.id, WRONG, sentence, kind="swapped")
    aside = asides_on_wrong(exercise)
    known = trial.recognised(given, off)
    if known:
        sentence, place = fill(exercise.in_language(known), namespace), exercise.wrong.index(known)
        return Verdict(exercise.id, WRONG, sentence, kind="recognised", recognised=place, aside=aside)
    sentences = [problem.sentence for problem in off.values()]
    if len(trial.names) > 1:
        sentences = [say("check.of_name", name=name) + off[name].sentence for name in off]
    message = "\n\n".join([*sentences, *remarks_on_wrong(trial, given, off)])
    return Verdict(exercise.id, WRONG, message, kind=next(iter(off.values())).kind, aside=aside)


def _judge_memo(exercise, answers):
    """Judge the numbers first, if any are asked for beside the text, which is the last answer."""
    rubric = _rubric(exercise)
    *numbers, answer = answers
    namespace = solved(exercise)
    name = exercise.names[-1]
    if numbers:
        trial = Trial(exercise, namespace, exercise.names[:-1])
        given = trial.read(dict(zip(trial.names, numbers, strict=True)))
        off = trial.differences(given, trial.needed)
        if off and not trial.is_other_right(given):
            return _wrong(trial, namespace, off, given)
    answer = single(plain(answer))
    if not isinstance(answer, str):
        return Verdict(exercise.id, WRONG, say("check.memo_type", given=show(answer)), rubric, kind="type")
    if not answer.strip():
        return _blank(exercise, exercise.names[-1:])
    for place, wrong in enumerate(exercise.wrong):
        if answer.strip() == str(outcome(exercise, wrong["code"]).get(name)).strip():
            sentence = fill(exercise.in_language(wrong), namespace)
            return Verdict(exercise.id, WRONG, sentence, rubric, kind="recognised", recognised=place)
    found = {each: namespace[each] for each in exercise.names[:-1]}
    problem = memo.memo_difference(answer, found)
    if problem:
        return Verdict(exercise.id, WRONG, problem.sentence, rubric, kind=problem.kind)
    message = say("check.memo", points=memo.points(rubric))
    unused = memo.unused(answer, found)
    if unused:
        message += say("check.gap") + say("check.memo_unused", names=listed(unused))
    return Verdict(exercise.id, TO_BE_MARKED, message, rubric, kind="memo")
