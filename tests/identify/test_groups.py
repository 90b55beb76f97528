"""Groups: cycles are fine, contradictions break at the weakest link, nonsense is refused."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmlab.frames import InputError, LeftOutWarning
from crmlab.identify import contradictions, group_records
from crmlab.language import language_is

KEYS = [f"R{i}" for i in range(8)]
RECORDS = pd.DataFrame({"record_id": KEYS})
PAIR = st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)).filter(lambda pair: pair[0] != pair[1])


def frame(pairs, **more):
    return pd.DataFrame(list(pairs), columns=["record_a", "record_b"]).assign(**more)


def reachable(links):
    groups = {key: {key} for key in KEYS}
    for one, other in links:
        both = groups[one] | groups[other]
        for key in both:
            groups[key] = both
    return {key: min(group) for key, group in groups.items()}


@given(st.lists(PAIR, max_size=14))
def test_without_contradictions_groups_are_what_links_reach(links):
    groups = group_records(RECORDS, frame(links)).set_index("record_id")["person"]
    assert groups.to_dict() == reachable(links)


@pytest.mark.filterwarnings("ignore::crmlab.frames.LeftOutWarning")
@given(st.lists(PAIR, max_size=14), st.lists(PAIR, max_size=5))
def test_who_is_apart_stays_apart(links, apart):
    groups = group_records(RECORDS, frame(links), frame(apart)).set_index("record_id")["person"]
    assert all(groups[one] != groups[other] for one, other in apart)


def test_of_a_contradicting_chain_the_weakest_link_breaks():
    links = frame([("R1", "R2"), ("R2", "R3")], probability=[0.90, 0.99])
    with pytest.warns(LeftOutWarning, match="1 of 2 links were refused"):
        groups = group_records(RECORDS, links, frame([("R3", "R1")]))
    person = groups.set_index("record_id")["person"]
    assert person["R2"] == person["R3"] != person["R1"]


def test_a_cycle_is_one_person():
    links = frame([("R1", "R2"), ("R2", "R3"), ("R3", "R1")])
    assert group_records(RECORDS, links)["person"].nunique() == len(KEYS) - 2


def test_one_customer_and_no_link():
    one = RECORDS.head(1)
    assert group_records(one, frame([]))["person"].tolist() == ["R0"]


def test_nonsense_is_answered_in_both_languages():
    for language, itself, unknown in (("en", "with itself", "not among"), ("zh", "它自己", "不在记录表里")):
        with language_is(language):
            with pytest.raises(InputError, match=itself):
                group_records(RECORDS, frame([("R1", "R1")]))
            with pytest.raises(InputError, match=unknown):
                group_records(RECORDS, frame([("R1", "X9")]))


def test_contradictions_need_a_differing_name_and_one_thing_more():
    compared = frame([("R1", "R2"), ("R1", "R3"), ("R1", "R4"), ("R1", "R5")]).assign(
        name=["differs", "differs", "same", None],
        gender=["differs", "same", "differs", "differs"],
        born_on=[None, None, "differs", "differs"],
    )
    assert contradictions(compared).to_numpy().tolist() == [["R1", "R2"]]
