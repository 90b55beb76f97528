"""History of type 2: every snapshot can be had back, nothing is overwritten; and ages of fields."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmlab.frames import InputError
from crmlab.identify import age_fields, as_it_was, keep_history
from crmlab.language import language_is

DAYS = ["2025-01-01", "2025-03-01", "2025-06-01"]
STATE = st.dictionaries(st.sampled_from(["P1", "P2", "P3"]), st.sampled_from(["a", "b", None]), min_size=1)


def snapshot(state):
    return pd.DataFrame({"person": list(state), "address": list(state.values())}).astype({"address": "str"})


@settings(deadline=None)
@given(st.lists(STATE, min_size=1, max_size=3))
def test_every_snapshot_can_be_had_back(states):
    history = None
    for day, state in zip(DAYS, states, strict=False):
        history = keep_history(history, snapshot(state), day)
    for day, state in zip(DAYS, states, strict=False):
        then = as_it_was(history, day).sort_values("person", ignore_index=True)
        wanted = snapshot(state).sort_values("person", ignore_index=True)
        pd.testing.assert_frame_equal(then, wanted, check_dtype=False)
    # Of each person at most one version holds now, and versions do not overlap.
    assert not history[history["to_on"].isna()]["person"].duplicated().any()
    for _, rows in history.groupby("person"):
        assert (rows["to_on"].iloc[:-1].to_numpy() <= rows["from_on"].iloc[1:].to_numpy()).all()


def test_an_unchanged_value_opens_no_row_and_two_empty_ones_are_no_change():
    history = keep_history(None, snapshot({"P1": "a", "P2": None}), DAYS[0])
    again = keep_history(history, snapshot({"P1": "a", "P2": None}), DAYS[1])
    pd.testing.assert_frame_equal(again, history)


def test_the_fields_that_changed_are_named():
    first = pd.DataFrame({"person": ["P1"], "phone": ["1"], "address": ["a"]})
    history = keep_history(None, first, DAYS[0])
    history = keep_history(history, first.assign(phone="2", address="b"), DAYS[1])
    assert history["change"].tolist() == ["new", "phone+address"]
    assert history["to_on"].tolist()[0] == pd.Timestamp(DAYS[1])


def test_two_snapshots_of_one_day_leave_the_later():
    history = keep_history(None, snapshot({"P1": "a"}), DAYS[0])
    history = keep_history(history, snapshot({"P1": "b"}), DAYS[0])
    assert history["address"].tolist() == ["b"]


def test_wrong_calls_are_answered_in_both_languages():
    history = keep_history(None, snapshot({"P1": "a"}), DAYS[1])
    twice = pd.DataFrame({"person": ["P1", "P1"], "address": ["a", "b"]})
    for language, backwards, keys in (
        ("en", "written forwards", "comes twice"),
        ("zh", "顺着时间", "只能有一行"),
    ):
        with language_is(language):
            with pytest.raises(InputError, match=backwards):
                keep_history(history, snapshot({"P1": "b"}), DAYS[0])
            with pytest.raises(InputError, match=keys):
                keep_history(history, twice, DAYS[2])


def test_ages_and_limits():
    origins = pd.DataFrame(
        {"field": ["address", "phone"], "confirmed_on": pd.to_datetime(["2025-12-31", "2024-01-01"])}
    )
    aged = age_fields(origins, "2026-01-01", {"phone": 730})
    assert aged["age"].tolist() == [1, 731]
    assert aged["stale"].tolist() == [False, True]
    for language, limit, field in (
        ("en", "number of days", "no values of the field"),
        ("zh", "天数", "没有"),
    ):
        with language_is(language):
            with pytest.raises(InputError, match=limit):
                age_fields(origins, "2026-01-01", {"phone": 0})
            with pytest.raises(InputError, match=field):
                age_fields(origins, "2026-01-01", {"fax": 30})
