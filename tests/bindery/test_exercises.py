"""Exercise sources: gathered, refused when incomplete, compiled for `check`."""

import json
from pathlib import Path

import pytest

from bindery import exercises as ex
from bindery.execute import Answer
from bindery.lesson import read_lesson
from bindery.source import Refused
from bindery.twins import pair_cells

DEMO = (Path(__file__).parent / "demo" / "exercises.py").read_text(encoding="utf-8")


def refusals(house, *changes):
    """Bind nothing; give the reasons for which the demo's exercises, changed, are refused."""
    text = DEMO
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    folder = house.root / "lessons" / "99x_demo"
    (folder / "exercises.py").write_text(text, encoding="utf-8")
    try:
        read_lesson(folder, house.glossary)
    except Refused as refused:
        return [refusal.reason for refusal in refused.refusals]
    return []


def test_the_demo_is_refused_nothing(house):
    assert refusals(house) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("stayed = ____", "share = ____"), "the stub names share; the solution does not define it"),
        (("stayed = sum(visits)", "share = sum(visits)"), "this wrong answer does not define it"),
        (("stayed = ____", "stayed = None"), "no ____ to fill in"),
        (('kind="number"', 'kind="fix"'), "holds ____"),
        (('kind="number"', 'kind="sum"'), "kind='sum'"),
        (('kind="number"', 'kind="function"'), "1 hidden needed, 0 found"),
        (('99x.2"', '99x.3"'), "its id should be 99x.2"),
        (("## 2. Write", "## 3. Write"), 'begins with a heading "## 2. ..."'),
        ((' zh="你数的是次数，不是客户。"', ""), "needs the zh sentence"),
        (('en="You counted', 'en="{{n}} You counted'), "holds no {{...}}"),
        (("# - **Limit** (1): says when to stop\n", ""), "4 to 6 criteria needed, 3 found"),
        (('kind="memo"', 'kind="memo" rtol="much"'), "rtol='much' is no number"),
        (('kind="memo"', 'kind="memo" exact="yes"'), "exact='yes'"),
        (('part="hint"', 'part="tip"'), "part='tip'"),
        (("stayed = ____  # 0", "staid = ____  # 0"), "the code differs"),
    ],
)
def test_an_incomplete_exercise_is_refused(house, change, reason):
    assert any(reason in found for found in refusals(house, change))


def test_code_outside_an_exercise_is_refused(house):
    change = ("# 慢慢来。", "# 慢慢来。\n\n# %%\nx = 1")
    assert any('code without exercise="..."' in reason for reason in refusals(house, change))


def test_all_reasons_are_told_at_once(house):
    found = refusals(
        house, ('kind="number"', 'kind="sum"'), ("stayed = ____", "share = ____"), ("慢慢来", "您慢慢来")
    )
    assert len(found) >= 3


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("a = b = ____", ["a", "b"]),
        ("def f(x):\n    y = 1\n    return ____", ["f"]),
        ("for i in x:\n    a = i", ["i", "a"]),
        ("a: int = 1\nb = [c for c in a]\na += 1", ["a", "b"]),
        ("a['k'] = 1\na.b = 2", []),
    ],
)
def test_defined_names(code, names):
    assert ex.defined_names(code) == names


def test_the_check_must_say_what_it_should(write):
    exercise = ex.Exercise("99x.1")
    (pair,), _ = pair_cells(write("# %%\nx = 1").cells)
    exercise.parts["stub"].append(pair)
    assert not ex.refuse_wrong_outcome(exercise, "right", Answer("right"))
    assert "says 'wrong'" in ex.refuse_wrong_outcome(exercise, "right", Answer("wrong"))[0].reason
    failed = ex.refuse_wrong_outcome(exercise, "not attempted", Answer(None, "NameError: x"))
    assert "after the stub the check fails: NameError: x" in failed[0].reason


def test_compiled_answers(house):
    lesson = read_lesson(house.root / "lessons" / "99x_demo", [])
    text = ex.compile_answers(lesson.practice, lesson.exercises)
    assert text == ex.compile_answers(lesson.practice, lesson.exercises)
    compiled = json.loads(text)
    first, memo = compiled["exercises"]["99x.1"], compiled["exercises"]["99x.2"]
    assert compiled["lesson"] == "99x"
    assert compiled["setup"] == "import crmlab as crm\n"
    assert list(first) == [
        *("kind", "title", "names", "given", "stub", "solution", "also_right", "wrong", "hidden"),
        *("hints", "analysis", "rubric", "rules", "stub_zh"),
    ]
    assert first["title"] == {"en": "The share that stayed", "zh": "留下的占多少"}
    assert first["names"] == ["stayed"]
    assert first["wrong"][0]["zh"] == "你数的是次数，不是客户。"
    assert first["analysis"]["zh"] == "来过的占{{stayed:.0%}}。"
    assert first["rules"] == {"rtol": None, "ordered": False, "exact": False}
    assert memo["rubric"]["en"].count("\n") == 3
    assert "一次没来过" in memo["solution_zh"]
