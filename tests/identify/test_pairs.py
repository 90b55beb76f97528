"""Blocking and comparing: each pair once, and empty values say nothing."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmlab.frames import InputError, LeftOutWarning
from crmlab.identify import candidate_pairs, compare, random_pairs, standardise
from crmlab.language import language_is

VALUES = st.lists(st.sampled_from(["a", "b", "c", None]), min_size=2, max_size=12)


def table(**columns):
    size = len(next(iter(columns.values())))
    return pd.DataFrame({"record_id": [f"R{i:02d}" for i in range(size)], **columns})


@given(VALUES, VALUES)
def test_candidates_are_exactly_the_pairs_that_share_a_value(phones, sounds):
    size = min(len(phones), len(sounds))
    records = table(phone=phones[:size], sound=sounds[:size]).astype({"phone": "str", "sound": "str"})
    wanted = {
        (f"R{i:02d}", f"R{j:02d}")
        for i in range(size)
        for j in range(i + 1, size)
        if (phones[i] is not None and phones[i] == phones[j])
        or (sounds[i] is not None and sounds[i] == sounds[j])
    }
    if not wanted:
        with pytest.raises(InputError, match="No two records share"):
            candidate_pairs(records, ["phone", "sound"])
    else:
        pairs = candidate_pairs(records, ["phone", "sound"])
        assert list(zip(pairs["record_a"], pairs["record_b"], strict=True)) == sorted(wanted)


def test_two_columns_of_one_block_must_both_agree():
    records = table(phone=["1", "1", "2"], sound=["x", "y", "x"])
    with pytest.raises(InputError):
        candidate_pairs(records, [("phone", "sound")])


def test_a_crowd_is_no_block_and_is_told():
    records = table(phone=["1"] * 5 + ["2", "2"])
    with pytest.warns(LeftOutWarning, match="1 values shared by more than 4"):
        pairs = candidate_pairs(records, ["phone"], biggest=4)
    assert pairs[["record_a", "record_b"]].to_numpy().tolist() == [["R05", "R06"]]


def test_random_pairs_are_two_different_records_each_once():
    pairs = random_pairs(table(phone=["1"] * 30), n=20_000)
    assert len(pairs) == 30 * 29 // 2
    assert (pairs["record_a"] < pairs["record_b"]).all()


def levels(one, other):
    clean = standardise(pd.DataFrame([{"record_id": "R1", **one}, {"record_id": "R2", **other}])).records
    row = compare(clean, pd.DataFrame({"record_a": ["R1"], "record_b": ["R2"]})).iloc[0]
    return row.drop(["record_a", "record_b"]).to_dict()


@pytest.mark.parametrize(
    ("field", "one", "other", "level"),
    [
        ("name", "王伟", "王伟", "same"),
        ("name", "王伟", "王维", "sounds"),
        ("name", "王伟", "Wei Wang", "sounds"),
        ("name", "王伟", "wang wie", "near"),
        ("name", "王伟", "李娜", "differs"),
        ("phone", "11312345678", "113-1234-5678", "same"),
        ("phone", "11312345678", "11312345687", "near"),
        ("phone", "11312345678", "11387654321", "differs"),
        ("address", "学府路3号2幢501室", "学府路3号", "building"),
        ("address", "学府路3号2幢501室", "学府路4号2幢501室", "differs"),
        ("born_on", "1980-05-06", "1980-05-09", "near"),
        ("born_on", "1980-05-06", "1980-01-01", "near"),
        ("born_on", "1980-05-06", "1981-05-06", "differs"),
        ("gender", "女", "2", "same"),
        ("gender", "F", "男", "differs"),
    ],
)
def test_levels_are_the_same_both_ways_round(field, one, other, level):
    assert levels({field: one}, {field: other})[field] == level
    assert levels({field: other}, {field: one})[field] == level


def test_silence_is_no_disagreement():
    row = levels({"name": "王伟", "phone": None}, {"name": "王姐", "phone": None})
    assert all(value != value for value in row.values())


def test_bad_calls_are_answered_in_both_languages():
    one = standardise(table(phone=["11312345678"])).records
    stranger = pd.DataFrame({"record_a": ["R00"], "record_b": ["R99"]})
    for language, alone, unknown in (("en", "only one record", "R99"), ("zh", "只有一条记录", "R99")):
        with language_is(language):
            with pytest.raises(InputError, match=alone):
                candidate_pairs(one, ["phone"])
            with pytest.raises(InputError, match=alone):
                random_pairs(one)
            with pytest.raises(InputError, match=unknown):
                compare(one, stranger)


def test_the_order_of_the_records_does_not_matter():
    clean = standardise(table(phone=["11312345678"] * 4, name=["王伟", "王维", "李娜", None])).records
    pairs = candidate_pairs(clean, ["phone"])
    shuffled = clean.iloc[np.random.default_rng(1).permutation(4)].reset_index(drop=True)
    pd.testing.assert_frame_equal(candidate_pairs(shuffled, ["phone"]), pairs)
    pd.testing.assert_frame_equal(compare(shuffled, pairs), compare(clean, pairs))


@pytest.mark.parametrize(("language", "way_out"), [("en", "Leave it out"), ("zh", "不用它就行")])
def test_a_block_that_is_not_there_can_be_left_out(language, way_out):
    records = pd.DataFrame({"record_id": ["R1", "R2"], "phone": ["113", "113"], "sound": ["li na", "li na"]})
    with language_is(language), pytest.raises(InputError, match=way_out) as refused:
        candidate_pairs(records, ["phone", ("sound", "building"), "email"])
    assert "candidate_pairs(records, ['phone'])" in str(refused.value)
    assert "email=" not in str(refused.value)


def test_no_block_there_at_all():
    records = pd.DataFrame({"record_id": ["R1", "R2"], "tel": ["113", "113"]})
    with pytest.raises(InputError, match="'phone' to block on; it has record_id, tel"):
        candidate_pairs(records, ["phone"])
