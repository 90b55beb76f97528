"""One exercise's answers side by side: the learner's, the right one, other right ones, known mistakes."""

from functools import cached_property

import pandas as pd

from crmlab.check.calls import Results, Stopped, calls_difference, results
from crmlab.check.compare import difference
from crmlab.check.lettered import letters, letters_difference, option
from crmlab.check.rules import Difference
from crmlab.check.run import BrokenExercise, outcome
from crmlab.check.tables import lacking_columns, needed_part
from crmlab.language import say


class Trial:
    """An exercise's answers, each worked out when it is first needed.

    Parameters
    ----------
    exercise : crmlab.check.answers.Exercise
    namespace : dict
        In which its givens and its solution have run.
    names : list of str, optional
        Which of its answers are compared; all if not given.

    Raises
    ------
    BrokenExercise
        If the solution itself does not run.
    """

    def __init__(self, exercise, namespace, names=None):
        self.exercise = exercise
        self.names = exercise.names if names is None else names
        self.inputs = namespace.get("hidden_inputs", ())
        self.theirs = {name: namespace[name] for name in self.names}
        try:
            self.needed = self.read(self.theirs)
        except Stopped as error:
            raise BrokenExercise(str(error)) from error

    def read(self, answers):
        """Bring answers to the form in which they are compared; a function becomes its results."""
        return {name: self._read(name, answer) for name, answer in answers.items() if name in self.theirs}

    def _read(self, name, answer):
        if callable(self.theirs[name]):
            return results(answer, self.inputs, name) if callable(answer) else answer
        if self.exercise.kind == "choice":
            letter = option(answer, self.known)
            return answer if letter is None else [letter]
        if self.exercise.kind == "order":
            return letters(answer, self.known) or answer
        return answer

    @cached_property
    def known(self):
        """All letters that the exercise's own answers name."""
        exercise = self.exercise
        values = list(self.theirs.values())
        for code in (*exercise.also_right, *(wrong["code"] for wrong in exercise.wrong)):
            try:
                values += outcome(exercise, code).values()
            except BrokenExercise:
                continue  # said elsewhere, when it is compared
        return sorted({letter for value in values for letter in letters(value) or ()})

    def own(self, code):
        """Give what one of the exercise's other pieces of code answers."""
        return self.read(outcome(self.exercise, code))

    def differences(self, given, needed):
        """Give the difference for each name that has one."""
        pairs = {name: self.difference(name, given[name], needed[name]) for name in needed}
        return {name: problem for name, problem in pairs.items() if problem}

    def difference(self, name, given, needed):
        """Give the difference between two answers that go by one name, or None."""
        if isinstance(needed, Results):
            if not isinstance(given, Results):
                return Difference(
                    "not_function", say("check.not_function", name=name, call=self.exercise.call())
                )
            return calls_difference(given, needed, self.inputs, name, self.exercise.rules)
        if self.exercise.kind in ("choice", "order"):
            return letters_difference(self.exercise.kind, given, needed, self.known)
        return difference(given, needed, self.exercise.rules)

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
        return len(told) if all(self._agree(name, given[name], mistaken[name]) for name in told) else 0

    def _agree(self, name, given, mistaken):
        """Tell whether two answers agree in all that is needed; what else they hold does not matter."""
        needed = self.needed[name]
        if isinstance(needed, pd.DataFrame) and isinstance(mistaken, pd.DataFrame):
            if lacking_columns(given, needed) != lacking_columns(mistaken, needed):
                return False
            mistaken = needed_part(mistaken, needed)
        return not self.difference(name, given, mistaken)
