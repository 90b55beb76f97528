"""Precision, recall and the price of a threshold, against counting by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmlab.frames import InputError
from crmlab.identify import best_threshold, pair_quality, pairs_of_groups, threshold_costs, true_pairs
from crmlab.language import language_is

KEYS = [f"R{i}" for i in range(7)]
PAIRS = [(a, b) for a in KEYS for b in KEYS if a < b]


def frame(pairs):
    return pd.DataFrame(list(pairs), columns=["record_a", "record_b"])


@given(st.sets(st.sampled_from(PAIRS)), st.sets(st.sampled_from(PAIRS)))
def test_quality_counts_sets(found, true):
    turned = frame([(b, a) for a, b in sorted(found)])
    quality = pair_quality(turned, frame(sorted(true)))
    assert quality["right"] == len(found & true)
    assert quality["false"] == len(found - true)
    assert quality["missed"] == len(true - found)
    if found:
        assert quality["precision"] == pytest.approx(len(found & true) / len(found))
    else:
        assert np.isnan(quality["precision"])


@given(st.lists(st.integers(0, 3), min_size=1, max_size=7))
def test_true_pairs_are_all_pairs_of_a_person(people):
    truth = pd.DataFrame({"record_id": KEYS[: len(people)], "person_id": people})
    wanted = {(KEYS[i], KEYS[j]) for i in range(len(people)) for j in range(i) if people[i] == people[j]}
    pairs = true_pairs(truth)
    assert {tuple(sorted(pair)) for pair in pairs.itertuples(index=False)} == {
        tuple(sorted(p)) for p in wanted
    }
    assert len(pairs) == len(wanted)
    same = pairs_of_groups(truth.rename(columns={"person_id": "person"}))
    pd.testing.assert_frame_equal(same, pairs)


@given(
    st.lists(st.floats(0, 1), min_size=len(PAIRS), max_size=len(PAIRS)),
    st.sets(st.sampled_from(PAIRS), min_size=1),
    st.floats(0, 1),
)
def test_a_threshold_merges_what_reaches_it(chances, true, cut):
    scored = frame(PAIRS).assign(probability=chances)
    row = threshold_costs(scored, frame(sorted(true)), 40, 8, [cut]).iloc[0]
    merged = {pair for pair, chance in zip(PAIRS, chances, strict=True) if chance >= cut}
    assert row["merged"] == len(merged)
    assert row["cost"] == 40 * len(merged - true) + 8 * len(true - merged)


@given(st.floats(0.01, 500), st.floats(0.01, 500))
def test_at_the_best_threshold_both_losses_are_equal(false, missed):
    p = best_threshold(false, missed)
    assert (1 - p) * false == pytest.approx(p * missed)


def test_bad_prices_are_answered_in_both_languages():
    scored = frame(PAIRS).assign(probability=0.5)
    for language, cost, threshold in (
        ("en", "cost_false must be", "between 0 and 1"),
        ("zh", "cost_false应该", "0到1"),
    ):
        with language_is(language):
            with pytest.raises(InputError, match=cost):
                threshold_costs(scored, frame(PAIRS), -1, 8)
            with pytest.raises(InputError, match=threshold):
                threshold_costs(scored, frame(PAIRS), 1, 8, [3])
            with pytest.raises(InputError):
                best_threshold(0, 0)
