"""Twins: each refusal fires on what it is for, and on nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bindery.lesson import refuse_second_title
from bindery.twins import (
    code_difference,
    headings,
    pair_cells,
    refuse_different_code,
    refuse_different_headings,
    refuse_different_slides,
)

EN, ZH = '# %% [markdown] lang="en"\n', '# %% [markdown] lang="zh"\n'


def twins(en, zh):
    return f"{EN}# {en}\n\n{ZH}# {zh}\n"


def reasons(refusals):
    return [refusal.reason for refusal in refusals]


def test_twins_are_paired_and_shared_code_stands_in_both(write):
    pairs, refusals = pair_cells(write(twins("Hello.", "你好。") + "\n# %%\nx = 1").cells)
    assert not refusals
    assert [pair.shared for pair in pairs] == [False, True]
    assert (pairs[0]["en"].text, pairs[0]["zh"].text) == ("Hello.", "你好。")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (EN + "# Hello.", "no Chinese twin"),
        (ZH + "# 你好。", "no English twin"),
        (ZH + "# 你好。\n\n" + EN + "# Hello.", "no English twin"),
        (EN + "# Hello.\n\n# %%\nx = 1\n\n" + ZH + "# 你好。", "no Chinese twin right after"),
        ("# %% [markdown]\n# Hello.", "prose without lang"),
        (EN.replace("en", "de") + "# Hallo.", "lang='de'"),
        ('# %% lang="en"\nx = 1', "no Chinese twin"),
    ],
)
def test_a_cell_without_its_twin_is_refused(write, text, reason):
    _, refusals = pair_cells(write(text).cells)
    assert any(reason in r for r in reasons(refusals))


def test_a_cell_of_nothing_but_a_mark_needs_no_twin(write):
    assert not pair_cells(write("# %% [markdown]\n# <!-- lesson map -->").cells)[1]


def test_a_refusal_names_file_cell_and_first_line(write):
    _, (refusal,) = pair_cells(write("# %%\nx = 1\n\n" + EN + "# ## Who pays?\n# Nobody.").cells)
    assert str(refusal).endswith(
        '99x_demo/lesson.py, cell 2 "## Who pays?": no Chinese twin right after this English cell'
    )


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ('ax.set_title("Sales")', 'ax.set_title("销售额")'),
        ('ax.set_title(f"Sales of {n}")  # a', 'ax.set_title(f"{n}位的销售额")  # 甲'),
        ('ax.set(xlabel="month", ylabel="yuan")', 'ax.set(xlabel="月", ylabel="元")'),
        ('t.rename(columns={"amount": "Yuan"})', 't.rename(columns={"amount": "金额"})'),
        ('names = ["low", "high"]', 'names = ["低", "高"]'),
        ("%matplotlib inline\nx = 1", "%matplotlib inline\nx = 1"),
        ('print("n:", n)', 'print("n：", n)'),
    ],
)
def test_words_and_comments_may_differ(en, zh):
    assert code_difference(en, zh) == ""


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("x = 1", "x = 2"),
        ("x = 1", "y = 1"),
        ("x = 1", "x = 1\ny = 2"),
        ('df["amount"]', 'df["金额"]'),
        ('df[["a", "b"]]', 'df[["a", "乙"]]'),
        ('df.groupby("customer_id")', 'df.groupby("channel")'),
        ('ax.plot(x, color="red")', 'ax.plot(x, color="红")'),
        ('t.rename(columns={"amount": "Yuan"})', 't.rename(columns={"total": "金额"})'),
        ('pd.DataFrame({"customer": c})', 'pd.DataFrame({"客户": c})'),
        ('f"Sales of {n}"', 'f"{m}位的销售额"'),
        ('kept = t[t.kind == "rice"]', 'kept = t[t.kind == "米"]'),
        ('print("a", 1)', 'print("甲")'),
    ],
)
def test_anything_else_may_not(write, en, zh):
    assert code_difference(en, zh)
    pairs, _ = pair_cells(write(f'# %% lang="en"\n{en}\n\n# %% lang="zh"\n{zh}').cells)
    assert "the code differs" in reasons(refuse_different_code(pairs))[0]


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1))
def test_any_chinese_title_is_a_translation_but_no_column(words):
    assert not code_difference('ax.set_title("Sales")', f'ax.set_title("{words}")')
    assert code_difference('df["Sales"]', f'df["{words}"]')


def test_different_headings_are_refused(write):
    good, _ = pair_cells(write(twins("## One\n# text\n# ### Two", "## 一\n# 字\n# ### 二")).cells)
    level, _ = pair_cells(write(twins("## One", "### 一")).cells)
    count, _ = pair_cells(write(twins("## One", "字")).cells)
    assert not refuse_different_headings(good)
    assert reasons(refuse_different_headings(level)) == [
        "its headings have levels [3], the English twin's [2]"
    ]
    assert refuse_different_headings(count)


def test_a_comment_in_fenced_code_is_no_heading():
    assert headings("```python\n# not me\n```\n## me") == [(2, "me")]


def test_different_slides_are_refused(write):
    one = '# %% [markdown] lang="en" slide="slide"\n# A\n\n# %% [markdown] lang="zh" slide="{}"\n# 甲'
    assert not refuse_different_slides(pair_cells(write(one.format("slide")).cells)[0])
    assert refuse_different_slides(pair_cells(write(one.format("notes")).cells)[0])


def test_a_title_stands_first_or_nowhere(write):
    first, _ = pair_cells(write(twins("# Who pays?", "# 谁在养店？")).cells)
    later, _ = pair_cells(write(twins("Text.", "字。") + "\n" + twins("# Who pays?", "# 谁在养店？")).cells)
    twice, _ = pair_cells(write(twins("# Who\n# # pays?", "# 谁\n# # 养店？")).cells)
    assert not refuse_second_title(first)
    assert len(refuse_second_title(later)) == 2
    assert len(refuse_second_title(twice)) == 2
