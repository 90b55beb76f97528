"""Standardise a table: nothing lost, every change told, bad tables answered in words."""

import pandas as pd
import pytest

import crmlab as crm
from crmlab.frames import InputError, LeftOutWarning
from crmlab.identify import standardise
from crmlab.language import language_is


@pytest.fixture(scope="module")
def shop():
    records = crm.load("customer_records")
    return records, *standardise(records)


def test_rows_and_other_columns_stay(shop):
    records, clean, _ = shop
    assert clean["record_id"].tolist() == records["record_id"].tolist()
    assert set(records.columns) <= set(clean.columns)


def test_the_log_undoes_every_change(shop):
    records, clean, changes = shop
    for field in ("name", "phone", "address", "email", "gender"):
        before = clean.set_index("record_id")[field].fillna("").astype("str")
        told = changes[changes["field"] == field].set_index("record_id")
        assert (before[told.index] == told["after"]).all()
        before[told.index] = told["before"]
        assert (before.to_numpy() == records[field].fillna("").astype("str").to_numpy()).all()


def test_a_second_pass_changes_nothing(shop):
    _, clean, _ = shop
    again = standardise(clean)
    assert again.changes.empty
    pd.testing.assert_frame_equal(again.records, clean)


def test_spellings_that_are_no_errors_are_undone(shop):
    """Recovery of the truth: traditional characters and turned names come back, pinyin sounds right."""
    _, clean, _ = shop
    truth = crm.load("truth/customer_records").merge(crm.load("truth/persons"), on="person_id")
    both = clean.merge(truth, on="record_id", suffixes=("", "_true"))
    kind = both["name_error"].fillna("right")
    assert (both["name"] == both["name_zh"])[kind.isin(["right", "traditional", "swapped"])].all()
    sounds = both["name_en"].str.lower().str.split().map(lambda parts: " ".join(sorted(parts)))
    assert (both["sound"] == sounds)[kind.isin(["pinyin", "pinyin_swapped", "homophone"])].mean() > 0.98
    assert both.loc[kind == "title", "name"].isna().all()
    assert both.loc[both["phone_error"].isin(["default", "missing"]), "phone"].isna().all()
    assert (both["phone"] == both["phone_true"])[both["phone_error"].isna()].all()


def test_garbled_names_are_mended_or_emptied_and_counted():
    records = pd.DataFrame({"record_id": ["R1", "R2", "R3"], "name": ["寮犱紵", "张\ufffd", "张伟"]})
    with pytest.warns(LeftOutWarning, match="1 values are garbled"):
        clean, changes = standardise(records)
    assert clean["name"].tolist()[0] == clean["name"].tolist()[2] == "张伟"
    assert clean["name"].isna().tolist() == [False, True, False]
    assert changes["rule"].tolist() == ["mended", "emptied"]


def test_one_record_is_enough():
    clean, changes = standardise(pd.DataFrame({"record_id": ["R1"], "phone": ["113-1234-5678"]}))
    assert clean["phone"].tolist() == ["11312345678"]
    assert len(changes) == 1


def test_an_all_empty_column_is_no_trouble():
    records = pd.DataFrame({"record_id": ["R1", "R2"], "name": [None, None], "born_on": [pd.NaT, pd.NaT]})
    clean, changes = standardise(records)
    assert clean["sound"].isna().all()
    assert changes.empty


@pytest.mark.parametrize("kind", ["polars", "pyarrow"])
def test_other_engines_are_taken(kind):
    records = pd.DataFrame({"record_id": ["R1"], "name": ["劉曉東"]})
    if kind == "polars":
        records = pytest.importorskip("polars").from_pandas(records)
    else:
        records = pytest.importorskip("pyarrow").Table.from_pandas(records)
    assert standardise(records).records["name"].tolist() == ["刘晓东"]


BAD = [
    (pd.DataFrame({"record_id": ["R1"], "tel": ["1"]}), "none of the columns", "没有name"),
    (pd.DataFrame({"id": ["R1"], "name": ["a"]}), "no column 'record_id'", "record_id"),
    (
        pd.DataFrame({"record_id": ["R1", "R1"], "name": ["a", "b"]}),
        "must name each record once",
        "一条记录一个",
    ),
    (pd.DataFrame({"record_id": [], "name": []}), "no .*rows", "没有可用的行"),
    ([1, 2], "must be a table", "list"),
]


@pytest.mark.parametrize(("records", "en", "zh"), BAD)
def test_bad_tables_are_answered_in_both_languages(records, en, zh):
    for language, words in (("en", en), ("zh", zh)):
        with language_is(language), pytest.raises(InputError, match=words):
            standardise(records)


def test_records_without_a_key_are_counted():
    records = pd.DataFrame({"record_id": ["R1", None], "name": ["王伟", "李娜"]})
    with pytest.warns(LeftOutWarning, match="record_id"):
        assert len(standardise(records).records) == 1


def birthdays(*keyed):
    return pd.DataFrame({"record_id": range(len(keyed)), "born_on": keyed})


def test_birthdays_of_one_column_are_read_in_one_order():
    clean, changes = standardise(birthdays("31/12/1990", "02/03/1985", "1985年3月2日", "3/4/31"))
    assert clean["born_on"].dt.strftime("%Y-%m-%d").tolist() == [
        "1990-12-31", "1985-03-02", "1985-03-02", "1931-04-03",
    ]  # fmt: skip
    assert (changes["rule"] == "respelled").all()


def test_an_order_of_day_and_month_that_nothing_tells_is_said_to_be_a_guess():
    with pytest.warns(UserWarning, match="GUESS"):
        standardise(birthdays("02/03/1985"))
    told = standardise(birthdays("02/03/1985"), day_first=True).records
    assert told["born_on"].tolist() == [pd.Timestamp("1985-03-02")]


def test_contradicting_birthdays_are_refused_with_their_rows():
    with pytest.raises(InputError, match="row 3"):
        standardise(birthdays("31/12/1990", "12/31/1990"))


def test_a_year_alone_is_no_birthday_and_is_counted():
    with pytest.warns(LeftOutWarning, match="1 of 2 values of born_on"):
        clean, _ = standardise(birthdays("1985", "1985-03-02"))
    assert clean["born_on"].isna().tolist() == [True, False]


def test_what_could_not_be_read_is_counted_but_not_what_was_never_said():
    records = pd.DataFrame(
        {
            "record_id": range(4),
            "phone": ["021-65432109", "1.38E+10", "13800000000", "013812345678"],
            "gender": ["Mr", "0", "?", "x"],
            "address": ["未知", "12 Main St", None, "鼓楼街 63号"],
        }
    )
    with language_is("zh"), pytest.warns(LeftOutWarning) as told:
        clean, _ = standardise(records)
    messages = [str(one.message) for one in told]
    assert len(messages) == 2
    assert "phone一栏的4个值里有2个" in messages[0]
    assert "gender一栏的4个值里有1个" in messages[1]
    assert clean["phone"].dropna().tolist() == ["13812345678"]
    assert clean["gender"].dropna().tolist() == ["M"]
    assert clean["address"].dropna().tolist() == ["12 Main St", "鼓楼街63号"]


def test_the_shops_own_slips_stay_in_the_log(recwarn):
    standardise(crm.load("customer_records"))
    assert not recwarn.list
