"""Judging an answer: right, wrong and why, not attempted, cannot be checked, to be marked."""

from crmlab.check import memo
from crmlab.check.answers import find
from crmlab.check.calls import Results, Stopped, calls_difference, results
from crmlab.check.compare import difference
from crmlab.check.filling import fill
from crmlab.check.kinds import form, letters, plain, show, single
from crmlab.check.rules import Difference
from crmlab.check.run import BrokenExercise, outcome, solved
from crmlab.check.sentinel import is_blank
from crmlab.check.verdict import CANNOT, NOT_ATTEMPTED, RIGHT, TO_BE_MARKED, WRONG, Verdict
from crmlab.frames import InputError
from crmlab.language import say


def judge(exercise, /, *answers):
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
    except InputError as error:
        return Verdict(str(exercise), CANNOT, str(error), kind="unknown")
    if len(answers) != len(found.names):
        return _miscounted(found, answers)
    blank = [name for name, answer in zip(found.names, answers, strict=True) if is_blank(answer)]
    if blank:
        return _blank(found, blank)
    try:
        return _judge_memo(found, *answers) if found.kind == "memo" else _judge(found, answers)
    except Stopped as error:
        return Verdict(found.id, CANNOT, str(error), kind="stopped")
    except BrokenExercise as error:
        return Verdict(found.id, CANNOT, say("check.broken", error=error), kind="broken")


def _miscounted(exercise, answers):
    blanks = {"given": len(answers), "needed": len(exercise.names), "call": exercise.call()}
    return Verdict(exercise.id, CANNOT, say("check.miscounted", **blanks), kind="miscounted")


def _blank(exercise, blank):
    names = say("check.comma").join(f"`{name}`" for name in blank)
    some = len(blank) < len(exercise.names)
    message = say("check.blank_some" if some else "check.blank", names=names)
    return Verdict(exercise.id, NOT_ATTEMPTED, message, kind="blank")


def _judge(exercise, answers):
    namespace = solved(exercise)
    trial = _Trial(exercise, namespace)
    given = trial.read(dict(zip(exercise.names, answers, strict=True)))
    blank = [
        name for name in exercise.names if isinstance(given[name], Results) and is_blank(given[name].returned)
    ]
    if blank:
        return _blank(exercise, blank)
    off = trial.differences(given, trial.needed)
    if not off or trial.is_other_right(given):
        return _right(exercise, namespace, _remarks(given, trial.needed))
    if exercise.kind == "fix" and not trial.differences(given, trial.own(exercise.stub)):
        return Verdict(exercise.id, NOT_ATTEMPTED, say("check.unfixed"), kind="unfixed")
    known = trial.recognised(given, off)
    if known:
        sentence = fill(exercise.in_language(known), namespace)
        return Verdict(
            exercise.id, WRONG, sentence, kind="recognised", recognised=exercise.wrong.index(known)
        )
    return _wrong(exercise, off, given)


class _Trial:
    """An exercise's answers, each worked out when it is first needed."""

    def __init__(self, exercise, namespace):
        self.exercise = exercise
        self.inputs = namespace.get("hidden_inputs", ())
        self.theirs = {name: namespace[name] for name in exercise.names}
        try:
            self.needed = self.read(self.theirs)
        except Stopped as error:
            raise BrokenExercise(str(error)) from error

    def read(self, answers):
        """Bring answers to the form in which they are compared; a function becomes its results."""
        return {name: self._read(name, answer) for name, answer in answers.items()}

    def _read(self, name, answer):
        if callable(self.theirs[name]):
            return results(answer, self.inputs, name) if callable(answer) else answer
        if self.exercise.kind in ("choice", "order"):
            return letters(answer) or answer
        return answer

    def own(self, code):
        """Give what one of the exercise's other pieces of code answers."""
        return self.read(outcome(self.exercise, code))

    def differences(self, given, needed):
        """Give the difference for each name that has one."""
        pairs = {name: self._difference(name, given[name], needed[name]) for name in needed}
        return {name: problem for name, problem in pairs.items() if problem}

    def _difference(self, name, given, needed):
        if isinstance(needed, Results):
            if not isinstance(given, Results):
                return Difference(
                    "not_function", say("check.not_function", name=name, call=self.exercise.call())
                )
            return calls_difference(given, needed, self.inputs, name, self.exercise.rules)
        if self.exercise.kind in ("choice", "order"):
            return self._letters_difference(given, needed)
        return difference(given, needed, self.exercise.rules)

    def _letters_difference(self, given, needed):
        if given == needed:
            return None
        found = letters(given)
        if found is None or (self.exercise.kind == "choice" and len(found) != 1):
            return Difference("type", say(f"check.{self.exercise.kind}_type", given=show(given)))
        if self.exercise.kind == "choice":
            return Difference("choice", say("check.choice", given=", ".join(given)))
        return _order_difference(given, needed)

    def is_other_right(self, given):
        """Tell whether the answer is one of the other right ones."""
        others = ({**self.needed, **self.own(code)} for code in self.exercise.also_right)
        return any(not self.differences(given, other) for other in others)

    def recognised(self, given, off):
        """Find the wrong answer that explains most of what is off, whatever else may be off too."""
        best, most = None, 0
        for wrong in self.exercise.wrong:
            explained = self._explained(given, off, wrong["code"])
            if explained > most:
                best, most = wrong, explained
        return best

    def _explained(self, given, off, code):
        try:
            mistaken = self.own(code)
        except (BrokenExercise, Stopped):
            return 0
        told = self.differences(mistaken, {name: self.needed[name] for name in mistaken})
        if not told or not told.keys() <= off.keys():
            return 0
        return 0 if self.differences(given, {name: mistaken[name] for name in told}) else len(told)


def _order_difference(given, needed):
    missing = [letter for letter in needed if letter not in given]
    extra = [letter for letter in given if given.count(letter) > needed.count(letter)]
    if missing or extra:
        blanks = {"given": len(given), "needed": len(needed), "extra": show(extra[0] if extra else "")}
        name = "order_missing" if missing and not extra else "order_extra"
        return Difference("letters", say(f"check.{name}", **blanks))
    place = next(at for at, pair in enumerate(zip(given, needed, strict=True)) if pair[0] != pair[1])
    return Difference("order", say("check.order", n=place) if place else say("check.order_first"))


def _right(exercise, namespace, remarks):
    first, _, rest = fill(exercise.in_language(exercise.analysis), namespace).strip().partition("\n")
    return Verdict(exercise.id, RIGHT, first + "".join(remarks), more=rest.strip(), kind="right")


def _remarks(given, needed):
    """Say what is right but could be better."""
    remarks = []
    for name, answer in given.items():
        if isinstance(answer, Results) and answer.changed_input and not needed[name].changed_input:
            remarks.append(say("check.changed_input", name=name))
        elif _boxed(answer, needed[name]):
            remarks.append(say("check.boxed", name=name))
    return remarks


def _boxed(answer, needed):
    bare = form(plain(needed)) == "number"
    return (
        bare
        and form(plain(answer)) in ("series", "table", "list", "set")
        and single(plain(answer)) is not answer
    )


def _wrong(exercise, off, given):
    if len(exercise.names) == 1:
        (problem,) = off.values()
        return Verdict(exercise.id, WRONG, problem.sentence, kind=problem.kind)
    sentences = [say("check.of_name", name=name) + problem.sentence for name, problem in off.items()]
    right = [name for name in exercise.names if name not in off]
    if right:
        sentences.append(
            say("check.right_so_far", names=say("check.comma").join(f"`{name}`" for name in right))
        )
    return Verdict(exercise.id, WRONG, "\n\n".join(sentences), kind=next(iter(off.values())).kind)


def _judge_memo(exercise, answer):
    rubric = exercise.in_language(exercise.rubric) if exercise.rubric else ""
    answer = single(plain(answer))
    if not isinstance(answer, str):
        return Verdict(exercise.id, WRONG, say("check.memo_type", given=show(answer)), rubric, kind="type")
    if not answer.strip():
        return _blank(exercise, exercise.names)
    namespace = solved(exercise)
    for place, wrong in enumerate(exercise.wrong):
        if answer.strip() == str(outcome(exercise, wrong["code"]).get(exercise.names[0])).strip():
            sentence = fill(exercise.in_language(wrong), namespace)
            return Verdict(exercise.id, WRONG, sentence, rubric, kind="recognised", recognised=place)
    problem = memo.memo_difference(answer)
    if problem:
        return Verdict(exercise.id, WRONG, problem.sentence, rubric, kind=problem.kind)
    message = say("check.memo", points=memo.points(rubric))
    return Verdict(exercise.id, TO_BE_MARKED, message, rubric, kind="memo")
