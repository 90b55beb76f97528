"""Splink: as good as our own model, the same on every run, silent; it says when it cannot learn."""

import pandas as pd
import pytest

import crmlab as crm
from crmlab.frames import InputError
from crmlab.identify import link_at_scale, pair_quality, standardise, true_pairs
from crmlab.language import language_is


@pytest.fixture(scope="module")
def clean():
    return standardise(crm.load("customer_records")).records


@pytest.fixture(scope="module")
def linked(clean):
    return link_at_scale(clean)


def test_it_finds_the_shops_people(linked):
    quality = pair_quality(
        linked[linked["probability"] >= 0.5], true_pairs(crm.load("truth/customer_records"))
    )
    assert quality["precision"] > 0.97
    assert quality["recall"] > 0.9


def test_it_is_the_same_again_whatever_the_order_of_the_rows_and_says_nothing(clean, linked, capfd):
    again = link_at_scale(clean)
    pd.testing.assert_frame_equal(again, linked)
    out, err = capfd.readouterr()
    assert (out, err) == ("", "")


def test_each_pair_once_the_smaller_key_first(linked):
    assert (linked["record_a"] < linked["record_b"]).all()
    assert not linked.duplicated(["record_a", "record_b"]).any()
    assert linked["probability"].between(0.001, 1).all()


def test_the_records_are_not_touched(clean):
    before = clean.head(900).copy()
    link_at_scale(before, blocks=["sound", "phone"])
    pd.testing.assert_frame_equal(before, clean.head(900))


def test_too_few_or_one_or_a_missing_column_is_answered_in_both_languages(clean):
    strangers = (
        clean.drop_duplicates("sound").drop_duplicates("phone").dropna(subset=["phone", "sound"]).head(6)
    )
    for language, few, one, column in (
        ("en", "too|few|learn", "only one record", "no column 'sound'"),
        ("zh", "太少", "只有一条记录", "sound"),
    ):
        with language_is(language):
            with pytest.raises(InputError, match=few):
                link_at_scale(strangers)
            with pytest.raises(InputError, match=one):
                link_at_scale(clean.head(1))
            with pytest.raises(InputError, match=column):
                link_at_scale(clean.drop(columns="sound"))
