"""Segments: every cell once, by default and by a learner's own rules."""

from itertools import product

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmlab.differentiate import default_rules, rfm, segment_names, segments
from crmlab.frames import InputError

EVERY_CELL = pd.DataFrame(product(range(1, 6), repeat=3), columns=["r_score", "f_score", "m_score"])


def test_the_default_rules_name_every_cell_once():
    found = segments(EVERY_CELL)
    assert len(found) == 125
    assert set(found["segment"]) == set(segment_names()["segment"])


def test_names_and_actions_in_both_languages():
    names = segment_names()
    assert list(names.columns) == ["segment", "name_en", "name_zh", "action_en", "action_zh"]
    assert set(names["segment"]) == set(default_rules()["segment"])
    assert names.drop(columns="segment").map(len).gt(0).all(axis=None)
    assert names["name_en"].str.isascii().all()
    assert not names["name_zh"].str.isascii().any()
    assert names["name_zh"].is_unique


@pytest.mark.parametrize(
    ("cell", "segment"),
    [
        ("555", "champions"),
        ("552", "loyal"),
        ("511", "new"),
        ("411", "promising"),
        ("333", "needs_attention"),
        ("321", "about_to_sleep"),
        ("134", "at_risk"),
        ("135", "cant_lose"),
        ("151", "cant_lose"),
        ("111", "hibernating"),
        ("535", "potential_loyalist"),
    ],
)
def test_known_cells(cell, segment):
    scores = pd.DataFrame([map(int, cell)], columns=["r_score", "f_score", "m_score"])
    assert segments(scores)["segment"].tolist() == [segment]


@pytest.mark.filterwarnings("ignore::crmlab.frames.LeftOutWarning")
def test_rows_and_index_stay(shop):
    scored = rfm(shop, as_of="2026-01-01").set_index("customer_id")
    found = segments(scored)
    pd.testing.assert_frame_equal(found.drop(columns="segment"), scored)


def two_halves(cut):
    low = {"f_min": 1, "f_max": 5, "m_min": 1, "m_max": 5}
    return pd.DataFrame(
        [
            {"segment": "gone", "r_min": 1, "r_max": cut, **low},
            {"segment": "here", "r_min": cut + 1, "r_max": 5, **low},
        ]
    )


@settings(deadline=None)
@given(st.integers(1, 4))
def test_a_learners_own_rules(cut):
    found = segments(EVERY_CELL, rules=two_halves(cut))
    assert (found["segment"] == found["r_score"].gt(cut).map({True: "here", False: "gone"})).all()


@pytest.mark.parametrize("row", range(12))
def test_rules_with_a_hole_or_an_overlap_are_refused_and_the_cell_is_named(row):
    rules = default_rules()
    with pytest.raises(InputError, match=r"No rule covers cell \d{3}"):
        segments(EVERY_CELL, rules=rules.drop(index=row))
    with pytest.raises(InputError, match=r"Two rules claim cell \d{3}"):
        segments(EVERY_CELL, rules=pd.concat([rules, rules.loc[[row]]], ignore_index=True))


def test_fewer_scores_than_rules_is_said(shop, language):
    scored = rfm(shop[shop["amount"] > 0], as_of="2026-01-01", bins=4)
    with pytest.warns(UserWarning, match={"en": "The highest score is 4", "zh": "最高分只有4"}[language]):
        segments(scored)


BAD = {
    "hole": (
        lambda: segments(EVERY_CELL, rules=default_rules().iloc[1:]),
        "No rule covers cell 543 (recency 5, frequency 4, money 3)",
        "单元格543（近度5、频度4、额度3）没有规则管",
    ),
    "overlap": (
        lambda: segments(EVERY_CELL, rules=default_rules().assign(r_min=1)),
        "Two rules claim cell",
        "有两条规则争",
    ),
    "unknown": (lambda: segments(EVERY_CELL, rules="mine"), "but 'mine' was given", "你给的是'mine'"),
    "bounds": (
        lambda: segments(EVERY_CELL, rules=default_rules().assign(r_max=50)),
        "whole numbers from 1 to 9",
        "1到9的整数",
    ),
    "column": (
        lambda: segments(EVERY_CELL, rules=default_rules().drop(columns="m_max")),
        "rules has no column 'm_max'",
        "rules里没有'm_max'这一列",
    ),
    "blank": (
        lambda: segments(EVERY_CELL, rules=default_rules().assign(m_max=None).astype({"m_max": float})),
        "empty places",
        "有空格",
    ),
    "not rfm": (lambda: segments(EVERY_CELL[["r_score"]]), "no column 'f_score'", "没有'f_score'这一列"),
    "score 6": (
        lambda: segments(EVERY_CELL + 1),
        "runs from 2 to 6, but the rules know 1 to 5",
        "从2到6，规则只管1到5",
    ),
    "score blank": (
        lambda: segments(EVERY_CELL.assign(m_score=EVERY_CELL["m_score"].where(EVERY_CELL["m_score"] < 5))),
        "empty in 25 rows",
        "有25行是空的",
    ),
    "empty": (lambda: segments(EVERY_CELL.head(0)), "no rows", "没有可用的行"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_wrong_call_is_answered_in_both_languages(case, language):
    call, english, chinese = BAD[case]
    with pytest.raises(InputError) as caught:
        call()
    assert (english if language == "en" else chinese) in str(caught.value)
