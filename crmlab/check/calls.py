"""Trying out a function answer on inputs that the learner has not seen."""

import copy
import inspect
import traceback
from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.check.compare import difference
from crmlab.check.kinds import SINGLE, form, plain, show, single
from crmlab.check.rules import Difference
from crmlab.check.run import quietly
from crmlab.check.sentinel import ____, is_blank
from crmlab.language import say

# A hidden table is shown as code if it has so few cells and signs.
MOST_CELLS, MOST_SIGNS = 60, 400
# Kinds of difference of which more can be said than what is needed.
_TELLING = (
    "type",
    "percent",
    "share",
    "hundredfold",
    "hundredth",
    "sign",
    "rounded",
    "infinite",
    "above_one",
)


class Stopped(Exception):
    """The learner's function could not be tried to the end; the sentence says where and why."""


@dataclass(frozen=True, eq=False)
class Results:
    """What a function gave back for each hidden input."""

    returned: list
    changed_input: bool


def results(function, inputs, name):
    """Call a function on every hidden input, each time on fresh copies.

    Parameters
    ----------
    function : callable
    inputs : list of tuple or dict
        Positional or keyword arguments.
    name : str
        What the function is called in sentences.

    Returns
    -------
    Results
        Shorter than the inputs if the function is still blank.

    Raises
    ------
    Stopped
        If it raises or takes other arguments.
    """
    values, changed = [], False
    for arguments in inputs:
        own = copy.deepcopy(arguments)
        _fits(function, own, name)
        values.append(_call(function, own, name, arguments))
        changed |= not _alike(own, arguments)
        if is_blank(values[-1]):
            break
    return Results(values, changed)


def calls_difference(given, needed, inputs, name, rules):
    """Say for which input a function's results differ first.

    Parameters
    ----------
    given, needed : Results
    inputs : list of tuple or dict
    name : str
    rules : Rules

    Returns
    -------
    Difference or None
    """
    pairs = list(zip(inputs, given.returned, needed.returned, strict=True))
    if all(mine is None for _, mine, _ in pairs) and any(theirs is not None for *_, theirs in pairs):
        return Difference("nothing", say("check.function_nothing", name=name))
    off = [(*pair, problem) for pair in pairs if (problem := _result_difference(*pair[1:], rules))]
    if not off:
        return None
    arguments, mine, theirs, problem = off[0]
    tally = (
        say("check.function_tally", right=len(pairs) - len(off), total=len(pairs)) if len(pairs) > 1 else ""
    )
    return Difference(problem.kind, _differs(describe(name, arguments), mine, theirs, problem) + tally)


def _result_difference(mine, theirs, rules):
    """Compare two results; a lone number in a list is not the number."""
    theirs = plain(theirs)
    if mine is None and theirs is not None:
        return Difference("nothing", "")
    if form(theirs) in SINGLE and form(plain(mine)) in ("list", "set", "series", "table"):
        return Difference("boxed" if single(plain(mine)) is not plain(mine) else "type", "")
    return difference(mine, theirs, rules)


def _differs(call, mine, theirs, problem):
    """Say what a function was given, what it gave, and what it should have given."""
    if problem.kind == "nothing":
        return say("check.function_nothing_at", call=call)
    given = show(mine)
    if form(plain(theirs)) not in SINGLE:
        return say("check.function_differs", call=call, given=given) + problem.sentence
    start = say("check.function_gives", call=call, given=given, needed=show(_short(plain(theirs))))
    if problem.kind == "boxed":
        return start + say("check.gap") + say("check.function_boxed")
    return start + (say("check.gap") + problem.sentence if problem.kind in _TELLING else "")


def _short(value):
    return float(f"{value:.6g}") if isinstance(value, float) else value


def describe(name, arguments):
    """Write a call down for a sentence.

    Examples
    --------
    >>> from crmlab.check.calls import describe
    >>> describe("share", ([1, 2], 0.5))
    'share([1, 2], 0.5)'
    """
    if isinstance(arguments, dict):
        inside = [f"{key}={_written(value)}" for key, value in arguments.items()]
    else:
        inside = [_written(value) for value in arguments]
    return f"{name}({', '.join(inside)})"


def _written(value):
    """Write an argument; a small table as the code that makes it, for nobody can see it otherwise."""
    if not isinstance(value, pd.DataFrame) or value.size > MOST_CELLS or value.columns.has_duplicates:
        return show(value)
    columns = value.astype(object).where(value.notna(), None).to_dict("list")
    code = f"pd.DataFrame({columns})".replace("`", "'").replace("\n", " ")
    return code if len(code) <= MOST_SIGNS else show(value)


def _call(function, own, name, arguments):
    try:
        with quietly():
            return _apply(function, own)
    except (Exception, SystemExit) as error:
        blanks = {"call": describe(name, arguments), "error": _error(error)}
        raise Stopped(say("check.function_stopped", **blanks) + _where(error, function)) from error


def _apply(function, arguments):
    return function(**arguments) if isinstance(arguments, dict) else function(*arguments)


def _error(error):
    first = str(error).strip().partition("\n")[0].replace("`", "'")[:120]
    return f"{type(error).__name__}: {first}" if first else type(error).__name__


def _where(error, function):
    """Quote the line of the learner's own code on which it stopped."""
    own = getattr(getattr(function, "__code__", None), "co_filename", None)
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == own]
    if not frames:
        return ""
    if not frames[-1].line:
        return say("check.function_line_number", line=frames[-1].lineno)
    return say("check.function_line", line=frames[-1].lineno, code=frames[-1].line.replace("`", "'"))


def _fits(function, arguments, name):
    try:
        signature = inspect.signature(function)
    except (ValueError, TypeError):
        return  # built in: it will say so itself
    try:
        _apply(signature.bind, arguments)
    except TypeError:
        blanks = {"name": name, "given": str(signature).replace("`", "'"), "call": describe(name, arguments)}
        raise Stopped(say("check.function_arguments", **blanks)) from None


def _alike(one, other):
    """Tell whether an input is still what it was, to the last bit."""
    if type(one) is not type(other):
        return False
    if isinstance(one, pd.DataFrame | pd.Series | pd.Index):
        return one.equals(other) and (not isinstance(one, pd.DataFrame) or one.columns.equals(other.columns))
    if isinstance(one, np.ndarray):
        return one.shape == other.shape and one.tobytes() == other.tobytes()
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(_alike, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_alike(one[key], other[key]) for key in one)
    # What has no equality of its own (a generator, an object of a class) is not looked into.
    return type(one).__eq__ is object.__eq__ or one is ____ or one == other or one != one
