"""Gains and lift: ties, any scores, and what was published."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmlab import retain
from crmlab.frames import InputError
from crmlab.mine import gains, lift_table

# The twenty instances of Fawcett (2006), figure 3: scores and classes.
TOP = [0.9, 0.8, 0.7, 0.6, 0.55, 0.54, 0.53, 0.52, 0.51, 0.505]
BOTTOM = [0.4, 0.39, 0.38, 0.37, 0.36, 0.35, 0.34, 0.33, 0.3, 0.1]
FAWCETT = pd.DataFrame(
    {
        "score": TOP + BOTTOM,
        "came": [1, 1, 0, 1, 1, 1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 1, 0, 1, 0],
    }
)

lists = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 1)), min_size=3, max_size=60).filter(
    lambda rows: {came for _, came in rows} == {0, 1}
)


def test_fawcetts_example_has_its_published_steps():
    curve = gains(FAWCETT["score"], FAWCETT["came"])
    at = curve.set_index("cutoff").loc[0.54]  # figure 3: (0.1, 0.5) there, and an accuracy of 70 %
    assert at["responses"] / 10 == 0.5
    assert (at["contacted"] - at["responses"]) / 10 == 0.1
    assert (at["responses"] + 10 - (at["contacted"] - at["responses"])) / 20 == 0.7


@given(lists)
def test_the_order_of_the_rows_does_not_matter(rows):
    score, came = np.array(rows).T
    turned = lift_table(score[::-1], came[::-1], groups=3)
    pd.testing.assert_frame_equal(lift_table(score, came, groups=3), turned)


@given(lists)
def test_groups_add_up_to_everybody(rows):
    score, came = np.array(rows).T
    table = lift_table(score, came, groups=3)
    assert table["customers"].sum() == len(rows)
    assert table["responses"].sum() == pytest.approx(came.sum())
    assert table["captured"].iloc[-1] == pytest.approx(1)
    assert (table["lift"] * table["customers"]).sum() == pytest.approx(len(rows))
    assert (table["score"] * table["customers"]).sum() == pytest.approx(score.sum())


@given(lists, st.floats(0.1, 5))
def test_only_the_order_of_the_scores_counts(rows, factor):
    score, came = np.array(rows).T
    stretched = gains(np.exp(score * factor), came)
    assert stretched["responses"].tolist() == gains(score, came)["responses"].tolist()


def test_one_tie_of_all_has_no_lift():
    assert lift_table([1.0] * 10, [1, 0] * 5, groups=5)["lift"].tolist() == [1.0] * 5


def test_it_agrees_with_the_churn_lesson_where_no_scores_are_equal():
    rng = np.random.default_rng(3)
    chance = rng.random(203)
    came = (rng.random(203) < chance).astype(int)
    mine, theirs = lift_table(chance, came), retain.lift_table(chance, came)
    np.testing.assert_allclose(mine["lift"], theirs["lift"])
    np.testing.assert_allclose(mine["captured"], theirs["captured"])
    np.testing.assert_allclose(mine["score"], theirs["predicted"])


@pytest.mark.parametrize(
    ("score", "came", "word"),
    [
        ([1.0, np.nan], [0, 1], {"en": "1 gaps", "zh": "缺了1个"}),
        ([1.0, 2.0], [1, 1], {"en": "nothing to tell apart", "zh": "没有可以区分的"}),
        ([1.0, 2.0], [0, 3], {"en": "0 and 1 only", "zh": "只能是0和1"}),
        ([1.0, 2.0, 3.0], [0, 1], {"en": "equally long", "zh": "一样长"}),
        ([[0.2, 0.8], [0.3, 0.7]], [0, 1], {"en": "second column", "zh": "第二列"}),
        (["a", "b"], [0, 1], {"en": "one column of numbers", "zh": "一列数"}),
    ],
)
def test_bad_scores_are_answered(language, score, came, word):
    with pytest.raises(InputError, match=word[language]):
        gains(score, came)


@pytest.mark.parametrize("groups", [1, 5, 2.0, True, "10"])
def test_bad_groups_are_answered(language, groups):
    with pytest.raises(InputError, match="groups"):
        lift_table([4, 3, 2, 1], [1, 0, 1, 0], groups=groups)
