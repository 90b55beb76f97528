"""Rules of prose: each refusal fires on what it is for, and on nothing else."""

import pytest

from bindery import prose
from bindery.numbers import (
    as_pattern,
    blanks,
    fill,
    names_of,
    refuse_different_blanks,
    refuse_different_values,
    refuse_unreadable_blanks,
    refuse_untied_numbers,
    untied,
)
from bindery.twins import pair_cells


def cells(write, text, lang="zh", **about):
    more = "".join(f' {k}="{v}"' for k, v in about.items())
    body = "\n".join(f"# {line}" for line in text.splitlines())
    return write(f'# %% [markdown] lang="{lang}"{more}\n{body}').cells


@pytest.mark.parametrize(
    ("rule", "bad", "good"),
    [
        (prose.refuse_polite_you, "请您看这里。", "老板说：“您好。”你看`您`。"),
        (prose.refuse_spaces_in_chinese, "用 RFM 打分。", "用RFM打分，look at this。"),
        (prose.refuse_spaces_in_chinese, "一共 {{n}} 位。", "一共{{n}}位。"),
        (prose.refuse_spaces_in_chinese, "看 `orders` 表。", "看`orders`表。"),
        (prose.refuse_spaces_in_chinese, "看2025年 的账。", "## 2. 账本\n1. 第一条\n- 第二条\n| 甲 | 乙 |"),
        (prose.refuse_spaces_in_chinese, "客户 3位。", "公式 $x$ 里的字。<!-- 甲 a -->"),
        (prose.refuse_half_width_in_chinese, "第一,第二。", "第一，第二（RFM, CLV）。"),
        (prose.refuse_half_width_in_chinese, "这一课讲完了.", "用crm.load读表：见[图](a.png)。"),
        (prose.refuse_half_width_in_chinese, "客户(老客户)", "客户（老客户）"),
        (prose.refuse_full_width_in_math, "取$R，F$两项。", "取$R, F$两项，再看`rfm(x)`。"),
        (prose.refuse_full_width_in_math, "写`rfm（orders）`。", '写`say("你好，")`，好。'),
        (prose.refuse_full_width_in_math, "```\nx = 1，\n```", "```\nx = 1  # 一，二\n```"),
        (prose.refuse_broken_bold, "他说**“好”**了。", "他说“**好**”了。**好：** 对。"),
    ],
)
def test_style(write, rule, bad, good):
    assert len(rule(cells(write, bad))) == 1
    assert rule(cells(write, good)) == []
    assert prose.refuse_style(cells(write, bad))


def test_style_of_alt_texts_is_refused_too(write):
    code = '# %% lang="zh" alt="{}"\nx = 1'
    assert prose.refuse_polite_you(write(code.format("请您看图")).cells)
    assert not prose.refuse_polite_you(write(code.format("看图")).cells)


def test_english_prose_is_not_held_to_chinese_rules(write):
    assert prose.refuse_style(cells(write, "The word 您 , used in 2025 (say).", lang="en")) == []


GLOSSARY = [
    {
        "en": "customer lifetime value",
        "zh": "客户终身价值",
        "avoid_zh": "终身价值;生命周期价值",
        "lesson": "99x",
    },
    {"en": "churn", "zh": "流失", "avoid_zh": "", "lesson": "07a"},
]


def test_a_term_that_contradicts_the_glossary_is_refused(write):
    (refusal,) = prose.refuse_contradicted_terms(cells(write, "算一算生命周期价值。"), GLOSSARY)
    assert "客户终身价值" in refusal.reason
    assert not prose.refuse_contradicted_terms(cells(write, "算一算客户终身价值。"), GLOSSARY)


def test_a_lesson_must_say_the_terms_that_are_its_own(write):
    header = 'id: "99x"\n# title: {en: "A", zh: "甲"}'
    both = '# %% [markdown] lang="en"\n# Customer lifetime values.\n\n# %% [markdown] lang="zh"\n# {}。'
    assert not prose.refuse_missing_terms(write(both.format("客户终身价值"), header), GLOSSARY)
    (refusal,) = prose.refuse_missing_terms(write(both.format("客户"), header), GLOSSARY)
    assert "zh prose never says it" in refusal.reason


@pytest.mark.parametrize(
    "text",
    [
        "In 2025 and in the 1990s, from 2023–2025; on 2026-01-01 or 31 December 2025.",
        "2025年12月31日，也就是12月31日。1月开学。",
        "See section 3, lessons 4a and 5b, exercise 4a.2, figure 2.",
        "见第3节、第4课、练习4a.2、图2。",
        "## 2. The idea",
        "1. one\n2. two",
        "Customer C00042 in top-2-box, cell R5, and the 80/20 rule.",
        "A number between 0 and 1.",
        "Response was 2.5% (Fader and Hardie 2007). Fader and Hardie (2007) say 2.5%.",
        "据统计是25%（邬金涛，2014）。",
        "[The paper](https://a.b/c1) says 5 to 10 times.",
        "| 5 | 10 | Source: the owner",
        "来源：账本第12页",
        "Take `x = 12`, $x_{12} = 3$ and {{n:,.2f}} <!-- 12 --> <img width=12>",
        "```\nx = 12\n```",
        "三年里两成的客户。",
    ],
)
def test_free_numbers(text):
    assert untied(text) == []


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("We found 12% of them.", ["12%"]),
        ("一共1,900位。", ["1,900"]),
        ("It costs 2.5 yuan; 3 times.", ["2.5", "3"]),
        ("In 2025 they were 40.", ["40"]),
        ("Sales (in May 2025) were 40.", ["40"]),
        ("They were 40. Fader (2007) agrees.", ["40"]),
        ("## 2. The best 10 customers", ["10"]),
        ("分成5档，给0.8的权重。", ["5", "0.8"]),
        ("Page 3 has 100%.", ["3", "100%"]),
    ],
)
def test_untied_numbers(write, text, digits):
    assert untied(text) == digits
    assert len(refuse_untied_numbers(cells(write, text))) == 1


def test_alt_texts_are_tied_too(write):
    (refusal,) = refuse_untied_numbers(write('# %% alt_en="12 bars" alt_zh="十二根"\nx = 1').cells)
    assert "12" in refusal.reason


def test_blanks_are_filled_outside_code_and_math():
    text = "## {{n}}\n{{n:,}} `{{n}}` $x_{{n}}$ {{n}}"
    assert blanks(text) == ["n", "n:,", "n"]
    assert fill(text, {"n": "7", "n:,": "7.0"}) == "## 7\n7.0 `{{n}}` $x_{{n}}$ 7"


def test_names_of_a_blank():
    assert names_of('d["a"] / n:.0%') == {"d", "n"}
    assert names_of("n +") is None


def test_unreadable_blanks_are_refused(write):
    assert refuse_unreadable_blanks(cells(write, "{{n +}}位"))
    assert refuse_unreadable_blanks(cells(write, "{{n位"))
    assert not refuse_unreadable_blanks(cells(write, "{{n + 1:,}}位"))


def test_twins_speak_of_the_same_names(write):
    text = '# %% [markdown] lang="en"\n# {}\n\n# %% [markdown] lang="zh"\n# {}'
    good, _ = pair_cells(write(text.format("{{n:,}} of {{m}}", "{{m}}中的{{n / 10000:.1f}}万")).cells)
    bad, _ = pair_cells(write(text.format("{{n:,}}", "{{m}}")).cells)
    assert not refuse_different_blanks(good)
    assert refuse_different_blanks(bad)


def test_both_kernels_must_agree_on_numbers_but_not_on_words(tmp_path):
    assert not refuse_different_values(tmp_path, {"a": "12%", "b": "champions"}, {"a": "12%", "b": "冠军"})
    (refusal,) = refuse_different_values(tmp_path, {"a": "12%"}, {"a": "13%"})
    assert "12% in English and 13% in Chinese" in refusal.reason


def test_a_filled_text_matches_its_pattern():
    import re

    text = "## {{n}} (of *{{m:,}}*)\nand `{{n}}`"
    assert re.fullmatch(as_pattern(text), fill(text, {"n": "7", "m:,": "1,000"}))
    assert not re.fullmatch(as_pattern(text), "## 7 (of *1,000*)\nor `{{n}}`")
