"""Closeness and the matrix of value and relation."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmlab.differentiate import plot_relation, relation_index, relation_names, value_relation
from crmlab.differentiate.relation import QUADRANTS
from crmlab.frames import InputError, LeftOutWarning

PEOPLE = pd.DataFrame({"share": [0.1, 0.5, 0.9], "tenure": [900.0, 30.0, 400.0]})


def test_places_by_pencil():
    """Places: share 0, 1/2, 1; tenure 1, 0, 1/2."""
    assert relation_index(PEOPLE, ["share", "tenure"])["relation"].tolist() == [0.5, 0.25, 0.75]
    assert relation_index(PEOPLE, ["share", "tenure"], [3, 1])["relation"].tolist() == [0.25, 0.375, 0.875]


def test_an_unknown_part_is_left_out_of_the_mean_and_nobody_known_is_counted(language):
    gaps = PEOPLE.assign(share=[np.nan, 0.5, np.nan], tenure=[900.0, 30.0, np.nan])
    says = {"en": "1 of 3 rows left out: 1 of whom nothing is known", "zh": "1行各项都不知道"}
    with pytest.warns(LeftOutWarning, match=says[language]):
        found = relation_index(gaps, ["share", "tenure"])
    assert found["relation"].tolist() == [1.0, 0.25]  # a lone share stands in the middle


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=50))
def test_the_index_lies_between_0_and_1_and_never_falls_when_both_parts_rise(rows):
    table = pd.DataFrame(rows, columns=["x", "y"], dtype=float)
    index = relation_index(table, ["x", "y"])["relation"].to_numpy()
    assert ((index >= 0) & (index <= 1)).all()
    above = (table["x"].to_numpy()[:, None] >= table["x"].to_numpy()) & (
        table["y"].to_numpy()[:, None] >= table["y"].to_numpy()
    )
    assert (index[:, None] - index >= -1e-12)[above].all()


@given(st.lists(st.tuples(st.floats(-9, 9), st.floats(0, 1)), min_size=1, max_size=50), st.floats(-3, 3))
def test_every_customer_has_one_place_and_a_higher_cut_makes_fewer_valuable(rows, cut):
    table = pd.DataFrame(rows, columns=["contribution", "relation"])
    found = value_relation(table, value_cut=cut)
    assert set(found["quadrant"]) <= set(QUADRANTS)
    assert len(found) == len(rows)
    valuable = found["quadrant"].isin(["true_friend", "butterfly"])
    assert (valuable == (table["contribution"] > cut)).all()


def test_the_line_itself_is_not_above():
    table = pd.DataFrame({"contribution": [0.0, 0.0], "relation": [0.5, 0.6]})
    assert value_relation(table, relation_cut=0.5)["quadrant"].tolist() == ["stranger", "barnacle"]


def test_names_and_actions_stand_in_both_languages():
    names = relation_names()
    assert names["name_zh"].tolist() == ["挚友", "蝴蝶", "藤壶", "陌生人"]
    assert names.notna().all(axis=None)
    assert (names["action_en"].str.len() > 20).all()


def test_the_picture_counts_each_kind(language):
    table = pd.DataFrame({"contribution": [9e4, -9.0, 5.0], "relation": [0.9, 0.8, 0.1]})
    texts = {text.get_text() for text in plot_relation(value_relation(table, relation_cut=0.5)).texts}
    assert texts == (
        {"True friends: 1", "Barnacles: 1", "Butterflies: 1"}
        if language == "en"
        else {"挚友：1家", "藤壶：1家", "蝴蝶：1家"}
    )


BAD = {
    "column": (lambda: relation_index(PEOPLE, ["visits"]), "no column 'visits'", "没有'visits'这一列"),
    "text": (lambda: relation_index(PEOPLE.astype(str), ["share"]), "pd.to_numeric", "先转成数字"),
    "weights": (lambda: relation_index(PEOPLE, ["share", "tenure"], [1]), "share, tenure", "share、tenure"),
    "all zero": (lambda: relation_index(PEOPLE, ["share"], [0]), "not all 0", "不全为0"),
    "empty": (lambda: relation_index(PEOPLE.head(0), ["share"]), "no rows", "没有可用的行"),
    "no relation": (
        lambda: value_relation(PEOPLE, value="share"),
        "no column 'relation'",
        "没有'relation'这一列",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_wrong_call_is_answered_in_both_languages(case, language):
    call, english, chinese = BAD[case]
    with pytest.raises(InputError) as caught:
        call()
    assert (english if language == "en" else chinese) in str(caught.value)
