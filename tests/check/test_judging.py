"""What a learner is told, from the first untouched cell to the memo."""

import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from crmlab.check import ____, judge
from crmlab.check.calls import describe
from crmlab.check.memo import memo_difference, unused
from crmlab.check.run import enter_shop

pytestmark = pytest.mark.usefixtures("demo")
HANZI = re.compile(r"[\u4e00-\u9fff]")


def told(*arguments):
    verdict = judge(*arguments)
    return verdict.outcome, verdict.kind


def test_blank_is_not_attempted(language):
    assert told("99a.1", ____) == ("not attempted", "blank")
    assert told("99a.1", ____ / 3) == ("not attempted", "blank")
    assert told("99a.5", ["c", ____]) == ("not attempted", "blank")


def test_what_is_still_blank_is_named(language):
    verdict = judge("99a.7", 7, ____)
    assert verdict.outcome == "not attempted"
    assert "`mean_amount`" in verdict.message
    assert "`n_orders`" not in verdict.message


def test_right_answer_shows_the_first_line_of_the_analysis(language):
    verdict = judge("99a.1", 200.5 / 278)
    assert verdict.outcome == "right"
    assert "72%" in verdict.message and "\n" not in verdict.message
    assert "4" in verdict.more


def test_recognised_mistake_gets_its_own_sentence(orders, language):
    verdict = judge("99a.1", orders["amount"].max() / orders["amount"].sum())
    assert verdict.recognised == 0
    assert "`groupby`" in verdict.message
    assert bool(HANZI.search(verdict.message)) == (language == "zh")


def test_mistake_in_one_of_two_answers_is_recognised_whatever_the_other_is():
    assert judge("99a.7", 4, 39.714).recognised == 0
    assert judge("99a.7", 4, 11.0).recognised == 0
    assert judge("99a.7", 7, 69.5).recognised == 1
    verdict = judge("99a.7", 7, 11.0)
    assert verdict.kind == "too_small"
    assert "`mean_amount`" in verdict.message and "Right already: `n_orders`" in verdict.message


def test_no_mistake_is_read_into_an_answer_that_is_right(tmp_path, monkeypatch):
    demo = json.loads((Path(__file__).parent / "demo_answers" / "99a.json").read_text(encoding="utf-8"))
    near = {
        "code": 'n_orders = len(orders)\nmean_amount = orders["amount"].mean() * 1.0001',
        "en": "",
        "zh": "",
    }
    demo["exercises"]["99a.7"]["wrong"] = [near]
    (tmp_path / "99a.json").write_text(json.dumps(demo))
    monkeypatch.setenv("CRMLAB_ANSWERS", str(tmp_path))
    # Within the tolerance of both the right mean and the wrong one.
    assert judge("99a.7", 8, 278 / 7 * 1.00005).recognised is None


def test_one_number_in_a_container_is_taken_with_a_word():
    verdict = judge("99a.1", pd.Series([200.5 / 278]))
    assert verdict.outcome == "right"
    assert "container" in verdict.message
    assert "container" not in judge("99a.1", np.float64(200.5 / 278)).message


@pytest.mark.parametrize(
    "given", ["99a.1", "99A.1", " 99a.1 ", "99a. 1", "99a1", "99a-1", "99a。1", "９９ａ．１"]
)
def test_ids_are_read_kindly(given):
    assert told(given, ____) == ("not attempted", "blank")


def test_one_figure_in_an_id_is_enough(tmp_path, monkeypatch):
    demo = Path(__file__).parent / "demo_answers" / "99a.json"
    text = demo.read_text(encoding="utf-8").replace("99a", "04a")
    (tmp_path / "04a.json").write_text(text, encoding="utf-8")
    monkeypatch.setenv("CRMLAB_ANSWERS", str(tmp_path))
    assert judge("4a.1", ____).exercise == "04a.1"


@pytest.mark.parametrize(("given", "near"), [("99a.9", "99a."), ("98a.2", "99a.2"), ("7", "99a")])
def test_unknown_id_suggests_the_nearest(given, near, language):
    verdict = judge(given, 3)
    assert verdict.kind == "unknown"
    assert f"`{given}`" in verdict.message and near in verdict.message


@pytest.mark.parametrize("answers", [(), (1, 2)])
def test_wrong_number_of_answers_shows_the_call(answers, language):
    verdict = judge("99a.1", *answers)
    assert verdict.outcome == "cannot be checked"
    assert 'check("99a.1", top_share)' in verdict.message


@pytest.mark.parametrize("content", [None, "{", "[]", '{"exercises": {"99a.1": {}}}', "\0"])
def test_answers_that_cannot_be_read_are_one_sentence(content, tmp_path, monkeypatch, language):
    monkeypatch.setenv("CRMLAB_ANSWERS", str(tmp_path))
    if content is not None:
        (tmp_path / "99a.json").write_text(content)
    verdict = judge("99a.1", 3)
    assert verdict.outcome == "cannot be checked"
    assert "99a.json" in verdict.message


def test_an_exercise_of_ours_that_does_not_run_is_our_mistake(tmp_path, monkeypatch, language):
    demo = json.loads((Path(__file__).parent / "demo_answers" / "99a.json").read_text(encoding="utf-8"))
    demo["exercises"]["99a.1"]["solution"] = "top_share = 1 / 0"
    (tmp_path / "99a.json").write_text(json.dumps(demo))
    monkeypatch.setenv("CRMLAB_ANSWERS", str(tmp_path))
    verdict = judge("99a.1", 3)
    assert verdict.kind == "broken"
    assert "ZeroDivisionError" in verdict.message


def test_other_right_answer_may_differ_from_the_solution(tmp_path, monkeypatch):
    demo = json.loads((Path(__file__).parent / "demo_answers" / "99a.json").read_text(encoding="utf-8"))
    demo["exercises"]["99a.5"]["also_right"] = ['steps = ["a", "c", "d", "b"]']
    (tmp_path / "99a.json").write_text(json.dumps(demo))
    monkeypatch.setenv("CRMLAB_ANSWERS", str(tmp_path))
    assert judge("99a.5", list("acdb")).outcome == "right"
    assert judge("99a.5", list("acbd")).outcome == "wrong"


class Prickly:
    def __getattr__(self, name):
        raise ZeroDivisionError


ODD = [
    *(None, 0, float("inf"), 1e300, 3 + 4j, "", "%", "-", "1.2.3", "选", b"x", (), set(), [[]], [{}], {1: 2}),
    *(len, int, object(), Prickly(), pd.NaT, pd.NA, range(3), pd.Index(["C1"]), pd.Interval(0, 1)),
    *(np.zeros((2, 2, 2)), np.array([[1, "a"]], dtype=object), [np.zeros(2)], pd.Series(dtype=float)),
    *(pd.Series({"C1": None}), pd.Series([1], index=pd.MultiIndex.from_tuples([("a", 1)])), pd.DataFrame()),
    *(pd.DataFrame([[1, 2]], columns=["n", "n"]), pd.DataFrame({"customer_id": [{}], "amount": [[1]]})),
    *(pd.DataFrame({0: ["C1"] * 4, 1: range(4)}), pd.DataFrame({"customer_id": [None, "C1"]})),
    *(lambda *given: None, lambda *given: [5], lambda *given: pd.DataFrame({"a": [1]})),
]


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: type(odd).__name__)
@pytest.mark.parametrize("exercise", [f"99a.{n}" for n in range(1, 9)])
def test_whatever_is_answered_there_is_a_verdict(exercise, odd, language):
    for answers in ((odd,), (odd, odd)):
        verdict = judge(exercise, *answers)
        assert verdict.outcome != "right" and verdict.message and verdict.page().text
    assert judge(odd, exercise).outcome == "cannot be checked"


# --- choices, orders, broken cells


@pytest.mark.parametrize("given", ["b", "B", " b) ", "Ｂ", ["b"], ("b",)])
def test_a_letter_is_a_letter(given):
    assert told("99a.4", given) == ("right", "right")


@pytest.mark.parametrize("given", [2, None, "the second", "", 0.5, []])
def test_what_is_no_letter_is_said_so(given, language):
    assert told("99a.4", given) == ("wrong", "type")


@pytest.mark.parametrize(
    "given", ["cadb", "c, a, d, b", list("CADB"), tuple("cadb"), pd.Series(list("cadb"))]
)
def test_an_order_may_be_written_in_many_ways(given):
    assert told("99a.5", given) == ("right", "right")


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ("cdab", "recognised"),
        ("cabd", "order"),
        ("acdb", "order"),
        ("cad", "letters"),
        ("cada", "letters"),
        ("caxb", "letters"),
        (3, "type"),
        ([["c"], 3], "type"),
    ],
)
def test_another_order_is_wrong(given, kind, language):
    assert told("99a.5", given) == ("wrong", kind)


def test_a_broken_cell_left_alone_is_not_attempted(language):
    assert told("99a.6", 7) == ("not attempted", "unfixed")
    assert told("99a.6", 5) == ("wrong", "too_large")
    assert told("99a.6", 4) == ("right", "right")


# --- functions


def test_function_that_is_right():
    def top_share(amounts, n):
        return round(sum(sorted(amounts)[-n:]) / sum(amounts), 4)

    assert told("99a.3", top_share) == ("right", "right")


def test_function_that_is_still_blank():
    assert told("99a.3", lambda amounts, n: ____) == ("not attempted", "blank")


def test_function_that_raises_is_quoted(language):
    def top_share(amounts, n):
        return amounts[n] / (n - 2)

    verdict = judge("99a.3", top_share)
    assert verdict.outcome == "cannot be checked"
    for said in ("top_share([3, 3, 2, 9], 2)", "ZeroDivisionError", "return amounts[n] / (n - 2)"):
        assert said in verdict.message


def test_function_that_leaves_the_kernel_is_caught():
    def top_share(amounts, n):
        raise SystemExit

    assert told("99a.3", top_share) == ("cannot be checked", "stopped")


def test_function_without_return(language):
    def top_share(amounts, n):
        sum(amounts)

    verdict = judge("99a.3", top_share)
    assert (verdict.outcome, verdict.kind) == ("wrong", "nothing")
    assert "`return`" in verdict.message


def test_function_with_other_arguments(language):
    verdict = judge("99a.3", lambda amounts: 1)
    assert (verdict.outcome, verdict.kind) == ("cannot be checked", "stopped")
    assert "top_share([5, 1, 4], 1)" in verdict.message


def test_function_handed_over_as_its_result(language):
    verdict = judge("99a.3", 0.5)
    assert (verdict.outcome, verdict.kind) == ("wrong", "not_function")
    assert 'check("99a.3", top_share)' in verdict.message


def test_function_that_changes_its_input_is_told():
    def top_share(amounts, n):
        amounts.sort()
        return sum(amounts[-n:]) / sum(amounts)

    verdict = judge("99a.3", top_share)
    assert verdict.outcome == "right"
    assert ".copy()" in verdict.message
    assert told("99a.3", top_share) == told("99a.3", top_share)


def test_function_in_per_cent(language):
    verdict = judge("99a.3", lambda amounts, n: 100 * sum(sorted(amounts)[-n:]) / sum(amounts))
    assert (verdict.outcome, verdict.kind) == ("wrong", "percent")
    assert "top_share([5, 1, 4], 1)" in verdict.message


def test_a_small_hidden_table_is_shown_as_code():
    small = pd.DataFrame({"part": ["x", None], "n": [1, 2]})
    written = describe("crowd", (small, ["part"]))
    assert written == "crowd(pd.DataFrame({'part': ['x', None], 'n': [1, 2]}), ['part'])"
    assert eval(written, {"pd": pd, "crowd": lambda table, part: table.equals(small)})
    assert "pd.DataFrame" not in describe("crowd", (pd.concat([small] * 40), ["part"]))


# --- memos

LONG_EN = "We give the gift to the best customers and to nobody else this year, " * 4
LONG_ZH = "年礼只送最好的客户，别人今年都不送，明年再看。" * 4


@pytest.mark.parametrize(
    ("memo", "kind"),
    [
        (LONG_EN, "no_number"),
        (LONG_EN + "It costs 400 yuan.", None),
        (LONG_EN[:80] + "400", "short"),
        (LONG_ZH, "no_number"),
        (LONG_ZH + "万一不灵，千万别再送。", "no_number"),
        (LONG_ZH + "一共花两万元。", None),
        (LONG_ZH + "占三分之一。", None),
        (LONG_ZH[:30] + "400元", "short"),
    ],
)
def test_what_a_machine_can_say_of_a_memo(memo, kind):
    problem = memo_difference(memo)
    assert (problem and problem.kind) == kind


def test_memo_is_to_be_marked_by_its_rubric(language):
    verdict = judge("99a.8", LONG_EN + "It costs 400 yuan.")
    assert verdict.outcome == "to be marked"
    assert "8" in verdict.message
    assert verdict.more.count("\n- ") == 3


@pytest.mark.parametrize(
    ("memo", "told_as"),
    [(3, ("wrong", "type")), ("  ", ("not attempted", "blank")), ("400", ("wrong", "short"))],
)
def test_what_is_no_memo(memo, told_as, language):
    assert told("99a.8", memo) == told_as


@pytest.fixture
def counted(tmp_path, monkeypatch):
    """Give an exercise that asks for a number beside the memo."""
    told = json.loads((Path(__file__).parent / "demo_answers" / "99a.json").read_text(encoding="utf-8"))
    asked = told["exercises"]["99a.8"]
    asked["names"] = ["total", "memo"]
    asked["stub"] = "total = ____\nmemo = ____\n"
    asked["solution"] = f"total = orders['amount'].sum()\nmemo = {LONG_EN + '278 yuan'!r}\n"
    wrong = {"code": "total = orders['amount'].mean()\nmemo = ''\n", "en": "The mean.", "zh": "这是平均。"}
    asked["wrong"] = [wrong]
    (tmp_path / "99a.json").write_text(json.dumps(told), encoding="utf-8")
    monkeypatch.setenv("CRMLAB_ANSWERS", str(tmp_path))
    return "99a.8"


def test_numbers_beside_a_memo_are_judged_first_and_looked_for_in_its_text(counted, language):
    told = judge(counted, 278, LONG_EN + "We spend 280 yuan.")
    assert (told.outcome, "`total`" in told.message) == ("to be marked", False)
    told = judge(counted, 278, LONG_EN + "We spend 34 per cent.")
    assert (told.outcome, told.kind, "`total`" in told.message) == ("wrong", "other_numbers", True)
    told = judge(counted, 278 / 7, LONG_EN + "We spend 280 yuan.")
    assert told.recognised == 0
    told = judge(counted, 500, LONG_EN + "We spend 280 yuan.")
    assert (told.kind, "`memo`" in told.message) == ("too_large", False)
    assert judge(counted, 278, ____).outcome == "not attempted"
    assert judge(counted, 278, " ").outcome == "not attempted"


def test_what_a_memo_does_not_use_is_named():
    found = {"gain": 1187.6, "razors": 26.6}
    assert unused("About 1,200 yuan, 27 razors.", found) == []
    assert unused("一年约1190元。", found) == ["razors"]
    assert memo_difference(LONG_EN + "1,190 yuan", found) is None
    assert memo_difference(LONG_EN + "34 per cent", found).kind == "other_numbers"


def test_right_answers_are_worked_out_once(monkeypatch):
    enter_shop(None)
    judge("99a.1", 3)
    monkeypatch.setattr("crmlab.check.run._run", None)
    assert judge("99a.1", 200.5 / 278).outcome == "right"
    enter_shop(None)
