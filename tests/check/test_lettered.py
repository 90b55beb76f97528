"""Options and steps: letters however they were written, and what is said of the others."""

import pytest

from crmlab.check import judge
from crmlab.check.lettered import letters, option

pytestmark = pytest.mark.usefixtures("demo")


@pytest.mark.parametrize(
    "given",
    [
        "b) Monetary value",
        "b Monetary",
        "B. because",
        "b、金额",
        "选b",
        "答案是B。",
        "option b",
        "(b)",
        "'b'",
    ],
)
def test_a_letter_before_words_is_taken(given):
    assert judge("99a.4", given).outcome == "right"


@pytest.mark.parametrize("given", ["both", "a and b", "a, b", ["a", "b"], 2, None, "", "Monetary value"])
def test_what_is_not_one_letter(given, language):
    verdict = judge("99a.4", given)
    assert (verdict.outcome, verdict.kind) == ("wrong", "type")
    assert "[" not in verdict.message and '"a"' in verdict.message


@pytest.mark.parametrize("given", ["Q", "Q, who came last", "e"])
def test_a_name_is_no_option(given, language):
    verdict = judge("99a.4", given)
    assert (verdict.outcome, verdict.kind) == ("wrong", "letters")
    assert f"`{given[0]}`" in verdict.message and "`a`" in verdict.message and "`d`" not in verdict.message


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (list("acdb"), {"en": "first place is not right", "zh": "第1项就不对"}),
        (list("cbad"), {"en": "first step is right; look at the second", "zh": "第1步对了，看看第2步"}),
        (list("cabd"), {"en": "first 2 steps are right; look at step 3", "zh": "前2步对了，看看第3步"}),
        (list("cad"), {"en": "Not placed yet: `b`", "zh": "还没放进去的：`b`"}),
        (list("cada"), {"en": "`a` stands there twice", "zh": "`a`放了两次"}),
        (list("cadx"), {"en": "no step `x`", "zh": "没有`x`这一步"}),
    ],
)
def test_what_is_said_of_an_order(given, said, language):
    assert said[language] in judge("99a.5", given).message


@pytest.mark.parametrize(
    "given", ["c → a → d → b", "c、a、d、b", ["c) Data", "a Measures", "d. Scores", "b"]]
)
def test_an_order_in_other_clothes(given):
    assert judge("99a.5", given).outcome == "right"


def test_words_are_no_letters():
    assert letters("first c then a") is None
    assert option("abc", "abc") is None
