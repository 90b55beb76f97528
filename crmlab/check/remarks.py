"""What is said beside the verdict: what is right already, what was right before, what could be better."""

from itertools import combinations

import pandas as pd

from crmlab.check.calls import Results
from crmlab.check.columns import listed
from crmlab.check.kinds import form, plain, single
from crmlab.check.run import BrokenExercise, given_names, learners_names
from crmlab.check.tables import code_for_table, extra_columns, lacking_columns, right_columns
from crmlab.language import say

MOST_EXTRA, FEW_EXTRA = 5, 2  # so many are all named; of more, so many


def remarks_on_right(given, needed):
    """Say what is right but could be better.

    Parameters
    ----------
    given, needed : dict of str to object

    Returns
    -------
    list of str
        To be joined to the verdict's sentence.
    """
    remarks = []
    for name, answer in given.items():
        if isinstance(answer, Results):
            if answer.changed_input and not needed[name].changed_input:
                remarks.append(say("check.changed_input", name=name))
        elif _boxed(answer, needed[name]):
            remarks.append(say("check.boxed", name=name))
        elif code := code_for_table(answer, needed[name]):
            remarks.append(say("check.series_taken", code=code))
        elif extra := extra_columns(answer, needed[name]):
            remarks.append(_said_of_extra(extra))
    return remarks


def remarks_on_wrong(trial, given, off):
    """Say which answers are right already, and what a broken cell had right before it was changed.

    Parameters
    ----------
    trial : crmlab.check.trial.Trial
    given : dict of str to object
    off : dict of str to Difference

    Returns
    -------
    list of str
    """
    right = [name for name in trial.names if name not in off]
    remarks = [say("check.right_so_far", names=listed(right))] if right else []
    spoiled = _spoiled(trial, given, off) if trial.exercise.kind == "fix" else []
    return remarks + ([say("check.right_before", names=listed(spoiled))] if spoiled else [])


def asides_on_wrong(exercise):
    """Tell those who mend a cell that a table it starts from is no longer as it was given.

    Parameters
    ----------
    exercise : crmlab.check.answers.Exercise

    Returns
    -------
    str
        Empty if all tables are as given, or nobody knows: a learner's names are seen in a kernel only.
    """
    theirs = learners_names() if exercise.kind == "fix" else {}
    if not theirs:
        return ""
    changed = [
        name
        for name, value in given_names(exercise).items()
        if isinstance(value, pd.DataFrame | pd.Series) and name in theirs and not value.equals(theirs[name])
    ]
    return say("check.overwritten", tables=listed(changed)) if changed else ""


def swapped(trial, given, off):
    """Find two answers that stand in each other's place.

    Returns
    -------
    tuple of str or None
    """
    for first, second in combinations(off, 2):
        crossed = {first: given[second], second: given[first]}
        needed = {name: trial.needed[name] for name in crossed}
        if not trial.differences(crossed, needed):
            return first, second
    return None


def _spoiled(trial, given, off):
    """List what the broken cell had right and the learner's has not."""
    try:
        before = trial.own(trial.exercise.stub)
    except BrokenExercise:
        return []
    spoiled = []
    for name in off:
        needed = trial.needed[name]
        if isinstance(needed, pd.DataFrame):
            was, now = (right_columns(one[name], needed, trial.exercise.rules) for one in (before, given))
            lacking = lacking_columns(given[name], needed)
            if was is not None and now is not None:  # else the rows are others, and nothing can be said
                spoiled += [column for column in was if column not in (*now, *lacking)]
        elif name in before and not trial.difference(name, before[name], needed):
            spoiled.append(name)
    return spoiled


def _said_of_extra(extra):
    """Name the columns nobody asked for; of many only the first, or the verdict drowns."""
    if len(extra) <= MOST_EXTRA:
        return say("check.columns_extra", extra=listed(extra))
    return say("check.columns_extra_many", extra=listed(extra[:FEW_EXTRA]), count=len(extra))


def _boxed(answer, needed):
    bare = form(plain(needed)) == "number"
    return (
        bare
        and form(plain(answer)) in ("series", "table", "list", "set")
        and single(plain(answer)) is not answer
    )
