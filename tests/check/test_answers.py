"""The checks are checked: every bound exercise, the demo ones too, in both languages."""

import ast
import json
import re
from pathlib import Path

import pytest

from crmlab.check import asking, fill, judge, shops
from crmlab.check.answers import FOLDER, exercises, find, lessons
from crmlab.check.run import outcome, solved
from crmlab.check.sentinel import is_blank
from crmlab.check.trial import Trial
from crmlab.language import LANGUAGES, language_is

DEMO = Path(__file__).parent / "demo_answers"
HANZI = re.compile(r"[\u4e00-\u9fff]")
RIGHT = ("right", "to be marked")


def _ids(folder):
    for path in sorted(folder.glob("*.json")):
        for exercise in json.loads(path.read_text(encoding="utf-8"))["exercises"]:
            yield pytest.param(folder, exercise, id=exercise)


EVERY = [*_ids(DEMO), *_ids(FOLDER)]
LESSONS = sorted(path.stem for path in FOLDER.glob("*.json"))
# The scope lets pytest take one exercise after the other, so that what its code gives is worked out once.
every_exercise = pytest.mark.parametrize(("folder", "exercise"), EVERY, scope="module")
in_both = pytest.mark.parametrize("spoken", LANGUAGES)


@pytest.fixture
def found(folder, exercise, monkeypatch):
    monkeypatch.setenv("CRMLAB_ANSWERS", str(folder))
    asking._asked.clear()
    return find(exercise)


def _answers(found, values):
    return [values[name] for name in found.names]


@every_exercise
@in_both
def test_solution_is_right(found, spoken):
    with language_is(spoken):
        verdict = judge(found.id, *_answers(found, solved(found)))
    assert verdict.outcome in RIGHT, verdict


@every_exercise
@in_both
def test_other_right_answers_are_right_and_like_no_wrong_one(found, spoken):
    with language_is(spoken):
        trial = Trial(found, solved(found))
        for code in found.also_right:
            values = outcome(found, code)
            assert set(values) == set(found.names), code
            assert judge(found.id, *_answers(found, values)).outcome in RIGHT, code
            for wrong in found.wrong:
                assert trial.differences(trial.read(values), trial.own(wrong["code"])), (code, wrong)


@every_exercise
@in_both
def test_wrong_answers_fail_with_their_own_sentence(found, spoken):
    with language_is(spoken):
        for place, wrong in enumerate(found.wrong):
            values = outcome(found, wrong["code"])
            assert set(values) == set(found.names), wrong["code"]
            verdict = judge(found.id, *_answers(found, values))
            assert verdict.outcome == "wrong", wrong["code"]
            assert verdict.recognised == place, (wrong["code"], verdict)
            assert verdict.message == fill(wrong[spoken], solved(found))


@every_exercise
def test_wrong_answers_differ_from_each_other(found):
    if found.kind == "memo":
        return
    trial = Trial(found, solved(found))
    for place, wrong in enumerate(found.wrong):
        for other in found.wrong[:place]:
            alike = not trial.differences(trial.own(wrong["code"]), trial.own(other["code"]))
            assert not alike, (wrong["code"], other["code"])


@every_exercise
@in_both
def test_untouched_stub_is_not_attempted(found, spoken):
    with language_is(spoken):
        values = outcome(found, found.stub)
        assert judge(found.id, *_answers(found, values)).outcome == "not attempted"


@every_exercise
def test_stub_names_what_the_solution_defines(found):
    stub = ast.parse(found.stub)
    assigned = [
        node.id for node in ast.walk(stub) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]
    defined = [node.name for node in stub.body if isinstance(node, ast.FunctionDef)]
    assert set(found.names) <= {*assigned, *defined}
    assert found.call() == f'check("{found.id}", {", ".join(found.names)})'
    namespace = solved(found)
    assert all(name in namespace and not is_blank(namespace[name]) for name in found.names)


@every_exercise
@in_both
def test_hints_and_analysis_can_be_shown(found, spoken, capsys):
    with language_is(spoken):
        assert found.hints, "no hint"
        for _ in range(len(found.hints) + 1):
            asking.hint(found.id)
        asking.solution(found.id)
        analysis, solution = fill(found.in_language(found.analysis), solved(found)), found.solution.strip()
    shown = capsys.readouterr().out
    assert "{{" not in re.sub(r"`[^`]*`", "", analysis + shown)
    assert solution in shown
    assert bool(HANZI.search(analysis)) == (spoken == "zh")


@every_exercise
def test_functions_have_hidden_inputs_and_memos_a_rubric(found):
    namespace = solved(found)
    if any(callable(namespace[name]) for name in found.names):
        assert len(namespace["hidden_inputs"]) >= 2
    if found.kind == "memo":
        assert all(4 <= len(re.findall(r"^- ", text, re.MULTILINE)) <= 6 for text in found.rubric.values())


@pytest.mark.parametrize("lesson", LESSONS)
def test_checks_follow_into_another_shop(lesson, capsys):
    at_home = {key: _numbers(found) for key, found in exercises(lesson).items()}
    shops.variant(7)
    try:
        for found in exercises(lesson).values():
            _holds_in_this_shop(found)
        elsewhere = {key: _numbers(found) for key, found in exercises(lesson).items()}
    finally:
        shops.variant(None)
    assert at_home != elsewhere


def _numbers(found):
    return {name: repr(solved(found)[name]) for name in found.names if not callable(solved(found)[name])}


def _holds_in_this_shop(found):
    assert judge(found.id, *_answers(found, solved(found))).outcome in RIGHT
    for code in found.also_right:
        assert judge(found.id, *_answers(found, outcome(found, code))).outcome in RIGHT, code
    for wrong in found.wrong:
        verdict = judge(found.id, *_answers(found, outcome(found, wrong["code"])))
        assert verdict.outcome == "wrong", wrong["code"]


def test_lessons_are_found(monkeypatch):
    monkeypatch.setenv("CRMLAB_ANSWERS", str(DEMO))
    assert lessons() == ["99a"]
