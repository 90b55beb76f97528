"""The master file: what is merged can be undone exactly, and what contradicts is refused."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import crmlab as crm
from crmlab.frames import InputError
from crmlab.identify import MasterFile, standardise, survive
from crmlab.language import language_is

KEYS = [f"R{i}" for i in range(7)]


def some_records():
    days = pd.date_range("2025-01-01", periods=len(KEYS))
    return pd.DataFrame(
        {
            "record_id": KEYS,
            "source": ["ledger", "web", "call_centre", "web", "ledger", "web", "ledger"],
            "updated_on": days,
            "name": ["王伟", "wei wang", "王维", None, "李娜", "李娜", None],
            "phone": ["1", "1", "2", "2", None, "3", None],
        }
    )


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(st.sampled_from(KEYS), min_size=2, max_size=3, unique=True), max_size=6), st.data())
def test_a_merge_and_its_undoing_leave_everything_as_it_was(merges, data):
    file = MasterFile(some_records())
    for keys in merges:
        try:
            file.merge(keys)
        except InputError:
            continue  # they are one already
    before, origins = file.masters(), file.origins()
    apart = sorted(set(file.groups()["person"]))
    if len(apart) < 2:
        return
    pair = data.draw(st.lists(st.sampled_from(apart), min_size=2, max_size=2, unique=True))
    event = file.merge(pair, why="a try")
    assert len(file.masters()) == len(before) - 1
    file.undo(event)
    pd.testing.assert_frame_equal(file.masters(), before)
    pd.testing.assert_frame_equal(file.origins(), origins)


def test_an_earlier_merge_can_be_undone_under_later_ones():
    file = MasterFile(some_records())
    first = file.merge(["R0", "R1"])
    file.merge(["R1", "R2"])
    file.undo(first, why="brothers")
    person = file.groups().set_index("record_id")["person"]
    assert person["R1"] == person["R2"] != person["R0"]
    assert file.log["action"].tolist() == ["merge", "merge", "undo"]
    assert file.log["stands"].tolist() == [0, 1, 0]
    assert file.log["undoes"].tolist()[2] == 1


def test_the_records_given_are_not_touched():
    records = some_records()
    MasterFile(records).merge(["R0", "R1"])
    pd.testing.assert_frame_equal(records, some_records())


def test_apart_holds_through_others_until_it_is_undone():
    file = MasterFile(some_records())
    event = file.keep_apart(["R0", "R2"], why="father and son")
    file.merge(["R0", "R1"])
    with pytest.raises(InputError, match=r"R1 and R2|R2 and R1"):
        file.merge(["R1", "R2"])
    file.undo(event)
    file.merge(["R1", "R2"])
    assert file.groups()["person"].nunique() == len(KEYS) - 2


def test_a_refused_merge_changes_nothing():
    file = MasterFile(some_records())
    file.keep_apart(["R0", "R2"])
    before = file.masters()
    with pytest.raises(InputError):
        file.merge(["R0", "R1", "R2"])
    pd.testing.assert_frame_equal(file.masters(), before)
    assert len(file.log) == 1


MISTAKES = [
    (lambda file: file.merge(["R0"]), "Two records are needed", "需要两条记录"),
    (lambda file: file.merge(["R0", "X"]), "not among the records", "不在记录表里"),
    (lambda file: file.merge(["R0", "R1"]), "one master already", "已经是同一份主记录"),
    (lambda file: file.keep_apart(["R0", "R1"]), "are one master now", "现在是同一份主记录"),
    (lambda file: file.undo(9), "no event 9", "没有第9号事件"),
    (lambda file: file.undo("1"), "no event", "没有第"),
    (lambda file: (file.undo(1), file.undo(1)), "undone already", "已经撤销"),
]


@pytest.mark.parametrize(("mistake", "en", "zh"), MISTAKES)
def test_mistakes_are_answered_in_both_languages(mistake, en, zh):
    for language, words in (("en", en), ("zh", zh)):
        file = MasterFile(some_records())
        file.merge(["R0", "R1"])
        with language_is(language), pytest.raises(InputError, match=words):
            mistake(file)


def test_one_customer():
    masters = MasterFile(some_records().head(1)).masters()
    assert masters[["person", "n_records", "name"]].to_numpy().tolist() == [["R0", 1, "王伟"]]


def together():
    return pd.DataFrame({"record_id": KEYS, "person": ["R0"] * 4 + ["R4"] * 3})


@pytest.mark.parametrize(
    ("field", "rule", "value"),
    [
        ("name", "newest", "王维"),
        ("name", "most_trusted", "wei wang"),
        ("name", "in_characters", "王维"),
        ("phone", "commonest", "2"),
        ("phone", "most_trusted", "2"),
    ],
)
def test_each_rule_chooses_as_it_says(field, rule, value):
    masters, origins = survive(some_records(), together(), {field: rule})
    assert masters[field][0] == value
    origin = origins[origins["person"] == "R0"].iloc[0]
    assert some_records().set_index("record_id").loc[origin["record_id"], field] == value


def test_empty_values_never_survive_and_the_day_is_that_of_the_last_record_that_says_so():
    masters, origins = survive(some_records(), together(), {"name": "newest", "phone": "commonest"})
    assert masters["name"].tolist() == ["王维", "李娜"]
    phone = origins[(origins["field"] == "phone") & (origins["person"] == "R0")].iloc[0]
    assert phone["confirmed_on"] == pd.Timestamp("2025-01-04")


def test_the_order_of_the_records_does_not_matter():
    records = some_records()
    shuffled = records.iloc[np.random.default_rng(3).permutation(len(records))]
    for one, other in zip(survive(records, together()), survive(shuffled, together()), strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_wrong_rules_and_sources_are_answered_in_both_languages():
    for language, rule, source in (
        ("en", "no survivorship rule", "how far the source"),
        ("zh", "取舍规则", "可信到"),
    ):
        with language_is(language):
            with pytest.raises(InputError, match=rule):
                survive(some_records(), together(), {"name": "prettiest"})
            with pytest.raises(InputError, match=source):
                survive(some_records(), together(), trust=("web", "ledger"))
            with pytest.raises(InputError):
                survive(some_records(), together().head(3))


def test_the_rules_of_the_house_beat_the_newest_on_the_shops_names():
    """Recovery of the truth: grouped as they really are, characters before pinyin are right more often."""
    clean = standardise(crm.load("customer_records")).records
    truth = crm.load("truth/customer_records")
    groups = truth[["record_id", "person_id"]].rename(columns={"person_id": "person"})
    real = crm.load("truth/persons").set_index("person_id")["name_zh"]

    def share_right(rule):
        masters, _ = survive(clean, groups, {"name": rule})
        masters = masters[masters["n_records"] > 1].dropna(subset="name")
        return (masters["name"].to_numpy() == real[masters["person"]].to_numpy()).mean()

    assert share_right("in_characters") > share_right("newest") + 0.05
