"""What stands beside the verdict: ids mistaken, answers swapped, columns that were right before."""

import json
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from crmlab.check import ____, check, hint, judge, solution
from crmlab.check.mismatch import other_type
from crmlab.check.run import enter_shop

pytestmark = pytest.mark.usefixtures("demo")
DEMO = Path(__file__).parent / "demo_answers" / "99a.json"
CHECK_1 = 'check("99a.1", top_share)'


@pytest.fixture
def demo_with(tmp_path, monkeypatch):
    """Change the demo exercises."""

    def change(exercise, **parts):
        bound = json.loads(DEMO.read_text(encoding="utf-8"))
        bound["exercises"][exercise] |= parts
        (tmp_path / "99a.json").write_text(json.dumps(bound), encoding="utf-8")
        monkeypatch.setenv("CRMLAB_ANSWERS", str(tmp_path))
        enter_shop(None)

    yield change
    enter_shop(None)


# --- the exercise's number


@pytest.mark.parametrize("given", [(), (0.5,), (____,), ("b",), (None,), (pd.DataFrame({"secret": [1]}),)])
def test_an_answer_without_a_number(given, language):
    verdict = judge(*given)
    assert (verdict.outcome, verdict.kind) == ("cannot be checked", "no_id")
    assert CHECK_1 in verdict.message
    assert "secret" not in verdict.page().text + verdict.page().html


def test_number_and_answer_swapped(language):
    verdict = judge(pd.DataFrame({"secret": [1]}), "99a.7")
    assert verdict.kind == "no_id"
    assert 'check("99a.7", n_orders, mean_amount)' in verdict.message
    assert "secret" not in verdict.page().text


def test_nothing_is_raised_for_want_of_a_number(capsys, language):
    check()
    hint()
    solution(____)
    shown = capsys.readouterr().out
    assert CHECK_1 in shown and 'hint("99a.1")' in shown and 'solution("99a.1")' in shown


# --- several answers


@dataclass
class Result:
    n_orders: int = 7
    label: str = "x"

    @property
    def mean(self):
        return 39.7

    _hidden = 1


def test_swapped_answers_are_seen(language):
    verdict = judge("99a.7", 278 / 7, 7)
    assert (verdict.outcome, verdict.kind) == ("wrong", "swapped")
    assert "`n_orders`" in verdict.message and "`mean_amount`" in verdict.message


def test_an_object_is_told_what_it_holds(language):
    verdict = judge("99a.7", Result(), 278 / 7)
    assert verdict.kind == "type"
    assert "`.n_orders`" in verdict.message and "`.mean`" in verdict.message
    assert "label" not in verdict.message and "_hidden" not in verdict.message


# --- texts for numbers


@pytest.mark.parametrize(
    ("given", "number"),
    [("51%", "0.51"), ("72 ％", "0.72"), ("0.7", "0.7"), ("1,234", "1234"), ("870元", "870")],
)
def test_a_number_in_quotation_marks_is_told_how_to_be_written(given, number, language):
    verdict = judge("99a.1", given)
    assert verdict.kind == "type"
    assert f"`{number}`" in verdict.message


@pytest.mark.parametrize(("given", "needed", "number"), [("125%", 1.22, "1.25"), ("24%", 22.0, "24")])
def test_a_share_above_one_is_a_share_and_a_percentage_is_one(given, needed, number, language):
    assert f"`{number}`" in other_type(given, needed).sentence


# --- cells to mend

FIX = {
    "kind": "fix",
    "names": ["spend"],
    "stub": 'spend = orders.groupby("customer_id").agg(amount=("amount", "sum"), n=("amount", "max"))\n',
    "solution": 'spend = orders.groupby("customer_id").agg(amount=("amount", "sum"), n=("amount", "size"))\n',
    "also_right": [],
    "wrong": [
        {
            "code": 'spend = orders.groupby("customer_id")["amount"].agg(amount="sum", n="min")\n',
            "en": "The least.",
            "zh": "最小的。",
        }
    ],
    "analysis": {"en": "Yes.", "zh": "对。"},
}


def test_what_was_right_before_is_told(demo_with, orders, language):
    demo_with("99a.6", **FIX)
    groups = orders.groupby("customer_id")["amount"]
    spoiled = judge("99a.6", pd.DataFrame({"amount": groups.mean(), "n": groups.size()}))
    assert {"en": "`amount` was right before", "zh": "`amount`原来是对的"}[language] in spoiled.message
    assert "`n`" in spoiled.message.split("`amount` was")[0]
    other = judge("99a.6", pd.DataFrame({"amount": groups.sum(), "n": groups.mean()}))
    assert {"en": "was right before", "zh": "原来是对的"}[language] not in other.message
    lost = judge("99a.6", pd.DataFrame({"amount": groups.sum(), "n": groups.size()})[1:])
    assert {"en": "was right before", "zh": "原来是对的"}[language] not in lost.message


@pytest.fixture
def kernel(monkeypatch):
    """Give the names of a learner's kernel."""
    names = {}
    monkeypatch.setattr("crmlab.check.remarks.learners_names", lambda: names)
    return names


def test_a_given_table_that_was_overwritten_is_named(demo_with, orders, kernel, language):
    demo_with("99a.6", **FIX)
    groups = orders.groupby("customer_id")["amount"]
    known = pd.DataFrame({"amount": groups.sum(), "n": groups.min(), "more": 1})
    unknown = pd.DataFrame({"amount": groups.mean(), "n": groups.size()})
    kernel["orders"] = orders[orders["amount"] > 10]
    for answer in (known, unknown):
        assert "`orders`" in judge("99a.6", answer).aside
    assert "`orders`" in judge("99a.6", unknown).page().text


def test_who_has_overwritten_nothing_is_not_told_so(demo_with, orders, kernel):
    demo_with("99a.6", **FIX)
    groups = orders.groupby("customer_id")["amount"]
    known = pd.DataFrame({"amount": groups.sum(), "n": groups.min(), "more": 1})
    assert judge("99a.6", known).aside == ""  # the kernel does not know the table: its cell was not run
    kernel["orders"] = orders.copy()
    assert (judge("99a.6", known).recognised, judge("99a.6", known).aside) == (0, "")


def test_a_mistake_that_lacks_a_column_is_not_read_into_a_whole_table(demo_with, orders):
    lacking = {
        "code": 'spend = orders.groupby("customer_id")[["amount"]].sum()\n',
        "en": "Count too.",
        "zh": "还要数。",
    }
    demo_with("99a.6", **FIX | {"wrong": [lacking]})
    groups = orders.groupby("customer_id")["amount"]
    assert judge("99a.6", groups.sum().to_frame()).recognised == 0
    assert judge("99a.6", pd.DataFrame({"amount": groups.sum(), "n": 3})).recognised is None


def test_extra_columns_and_a_series_get_one_remark(spend, language):
    assert "`extra`" in judge("99a.2", spend.assign(extra=1)).message
    assert judge("99a.2", spend.assign(extra=1)).outcome == "right"
    many = judge("99a.2", spend.assign(**{f"extra_{place}": place for place in range(9)})).message
    assert "`extra_0`" in many
    assert "`extra_8`" not in many
    assert "9" in many


# --- functions


def test_a_way_without_return_is_shown(language):
    def top_share(amounts, n):
        return max(amounts) / sum(amounts) if n == 1 else None

    verdict = judge("99a.3", top_share)
    assert verdict.kind == "nothing"
    assert "top_share([3, 3, 2, 9], 2)" in verdict.message and "`return`" in verdict.message


def test_what_is_expected_of_a_function_is_shown(language):
    verdict = judge("99a.3", lambda amounts, n: 1.0 * max(amounts) / sum(amounts))
    assert "top_share([3, 3, 2, 9], 2)" in verdict.message
    assert "`0.705882`" in verdict.message and "0.529" in verdict.message
    assert "1" in verdict.message and "3" in verdict.message


def test_a_number_in_a_list_is_not_the_number(language):
    verdict = judge("99a.3", lambda amounts, n: [sum(sorted(amounts)[-n:]) / sum(amounts)])
    assert (verdict.outcome, verdict.kind) == ("wrong", "boxed")


# --- looks and languages


def test_the_number_is_shown_as_in_the_headings(demo_with, tmp_path, monkeypatch, language):
    text = DEMO.read_text(encoding="utf-8").replace("99a", "04a")
    (tmp_path / "04a.json").write_text(text, encoding="utf-8")
    monkeypatch.setenv("CRMLAB_ANSWERS", str(tmp_path))
    page = judge("04a.1", 0.5).page()
    assert "4a.1" in page.text and "04a.1" not in page.text
    assert 'solution("04a.1")' in judge("04a.1", 200.5 / 278).page().text


def test_the_memo_says_what_it_needs_before_it_is_written(language):
    verdict = judge("99a.8", ____)
    assert {"en": "40", "zh": "60"}[language] in verdict.message
    assert verdict.more.count("\n- ") == 3
    assert "<details" in verdict.page().html and "<details open" not in verdict.page().html


def test_code_and_model_memo_are_in_the_learners_language(demo_with, capsys, language):
    twins = {"solution_zh": 'memo = "年礼只送最好的客户。"\n', "stub_zh": "memo = ____  # 一段文字\n"}
    demo_with("99a.8", **twins)
    solution("99a.8")
    shown = capsys.readouterr().out
    assert shown.startswith({"en": "Give the gift", "zh": "年礼只送最好的客户。"}[language])
    assert ("nunique" in shown) == (language == "en")
