"""Sample sizes, comparisons and peeking: held to published numbers, and out of bounds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmlab.frames import InputError
from crmlab.interact import compare_shares, false_alarms, power_of, sample_size


def test_sample_size_and_power_against_the_examples_of_r():
    """R's help page of power.prop.test: n = 76.7 for power 0.90; power = 0.740 for n = 50."""
    assert sample_size(0.50, 0.25, power=0.90) == 77
    assert power_of(0.50, 0.25, 50) == pytest.approx(0.740, abs=5e-4)


def test_the_size_for_which_r_gives_76_7_has_just_the_power_asked_for():
    assert power_of(0.50, 0.25, 76) < 0.90 < power_of(0.50, 0.25, 77)


@pytest.mark.parametrize(
    ("looks", "share"),
    [(1, 0.050), (2, 0.083), (3, 0.107), (4, 0.126), (5, 0.142), (10, 0.193), (20, 0.248), (50, 0.320)],
)
def test_false_alarms_against_armitage_mcpherson_and_rowe_1969(looks, share):
    """Their Table 2, normal distribution, nominal level 5 %."""
    assert false_alarms(looks) == pytest.approx(share, abs=6e-4)


@pytest.mark.parametrize(
    ("looks", "level"), [(2, 0.0294), (3, 0.0221), (4, 0.0182), (5, 0.0158), (10, 0.0106)]
)
def test_pococks_levels_keep_five_per_cent(looks, level):
    """Pocock (1977), Biometrika 64, table 1."""
    assert false_alarms(looks, level) == pytest.approx(0.05, abs=4e-4)


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0000),
    ],
)
def test_the_interval_against_newcombe_1998(counts, low, high):
    """Table II of Newcombe (1998), Statistics in Medicine 17, 873-890: method 10."""
    found = compare_shares(*counts)
    assert [round(found.low, 4), round(found.high, 4)] == [low, high]


def test_the_p_value_is_that_of_the_pooled_z_test():
    """By pencil: 30 of 100 against 20 of 100; z = 0.1 / sqrt(0.25 * 0.75 * 2 / 100) = 1.633."""
    assert compare_shares(30, 100, 20, 100).p_value == pytest.approx(0.1025, abs=1e-4)
    assert compare_shares(0, 10, 0, 10).p_value == 1.0


@settings(deadline=None, max_examples=60)
@given(st.floats(0.02, 0.9), st.floats(0.01, 0.09), st.floats(0.5, 0.95))
def test_size_and_power_are_each_others_inverse(base, lift, power):
    size = sample_size(base, lift, power)
    assert power_of(base, lift, size) >= power - 1e-9
    if size > 3:
        assert power_of(base, lift, size - 1) < power


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.integers(1, 200))
def test_turning_the_groups_round_turns_the_interval_round(pair, other):
    there, back = compare_shares(*pair, other, 200), compare_shares(other, 200, *pair)
    assert there.difference == pytest.approx(-back.difference)
    assert there.low == pytest.approx(-back.high)
    assert there.low <= there.difference <= there.high
    assert there.p_value == pytest.approx(back.p_value)


def test_peeking_agrees_with_a_simulation():
    rng = np.random.default_rng(5)
    z = rng.standard_normal((20_000, 8)).cumsum(axis=1) / np.sqrt(np.arange(1, 9))
    assert false_alarms(8) == pytest.approx((abs(z) > 1.959964).any(axis=1).mean(), abs=0.012)


BAD = {
    "per cent": (
        lambda: sample_size(5, 2),
        "base must be a share between 0 and 1",
        "base应该是0到1之间的比例",
    ),
    "no lift": (lambda: sample_size(0.1, 0), "lift must be a difference", "lift应该是一个不为0的比例之差"),
    "above one": (lambda: sample_size(0.6, 0.5), "base + lift must lie between", "base + lift应该在0到1之间"),
    "power": (lambda: sample_size(0.1, 0.02, power=80), "power must be a share", "power应该是"),
    "size": (lambda: power_of(0.1, 0.02, 10.5), "size must be a whole number, 2 or more", "不小于2的整数"),
    "control of zero": (
        lambda: compare_shares(5, 10, 0, 0),
        "control_trials must be a whole number, 1 or more, but 0",
        "control_trials应该是不小于1的整数，你给的是0",
    ),
    "swapped": (lambda: compare_shares(70, 56, 1, 2), "more people answered than there are", "写反了"),
    "negative": (lambda: compare_shares(-1, 5, 1, 2), "successes must be", "successes应该是"),
    "looks": (lambda: false_alarms(0), "looks must be a whole number, 1 or more", "looks应该是不小于1的整数"),
    "many looks": (lambda: false_alarms(201), "at most 200", "最多200"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_wrong_call_is_answered_in_both_languages(case, language):
    call, english, chinese = BAD[case]
    with pytest.raises(InputError) as caught:
        call()
    assert (english if language == "en" else chinese) in str(caught.value)
