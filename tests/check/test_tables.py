"""What is said of a table: the advice must fit what was given."""

import numpy as np
import pandas as pd
import pytest

from crmlab.check.compare import difference
from crmlab.check.kinds import parts_of
from crmlab.check.rules import Rules
from crmlab.check.tables import extra_columns, right_columns

TYPES = ["LLL", "HHH", "HLL", "LHH", "LLH", "LHL", "HHL", "HLH"]


@pytest.fixture
def types():
    return pd.DataFrame({"type": TYPES, "customers": [1618, 870, 533, 481, 161, 140, 109, 88]})


@pytest.fixture
def one_each():
    """Give one row for each customer, as before counting."""
    ids = [f"C{n:03}" for n in range(40)]
    return pd.DataFrame({"customer_id": ids, "type": TYPES * 5, "r_score": [1, 2, 3, 4] * 10})


def told(answer, needed):
    problem = difference(answer, needed)
    return problem.kind, problem.sentence


@pytest.mark.parametrize("name", ["count", None, "customers", "type"])
@pytest.mark.parametrize("axis", ["type", None, "kind"])
def test_a_series_may_be_called_anything(types, name, axis):
    series = types.set_index("type")["customers"].rename(name).rename_axis(axis)
    assert difference(series, types) is None
    assert difference(series.iloc[::-1] + 1, types).kind == "too_large"


def test_a_series_with_too_many_entries_is_told_to_count(types, one_each, language):
    kind, sentence = told(one_each["type"], types)
    assert kind == "ungrouped"
    assert '.rename_axis("type").reset_index(name="customers")' in sentence and "40" in sentence
    assert ".rename(" not in sentence


def test_a_series_where_many_columns_are_needed(one_each, language):
    kind, sentence = told(one_each["r_score"], one_each)
    assert kind == "columns" and "Series" in sentence and "`type`" in sentence


@pytest.mark.parametrize("columns", [["customer_id", "type"], ["customer_id", "r_score"]])
def test_an_ungrouped_table_is_not_told_to_rename(types, one_each, columns, language):
    kind, sentence = told(one_each[columns], types)
    assert kind == "ungrouped"
    assert "`customer_id`" in sentence and "`type`" in sentence and "rename" not in sentence


def test_an_ungrouped_table_without_an_id(types, one_each, language):
    kind, sentence = told(one_each[["type"]].assign(customers=1), types)
    assert kind == "ungrouped" and "40" in sentence


def test_a_number_for_a_name_is_written_as_one(types, language):
    nameless = types.set_index("type")["customers"].rename(None).reset_index()
    kind, sentence = told(nameless, types)
    assert kind == "renamed"
    assert '{0: "customers"}' in sentence and '.reset_index(name="customers")' in sentence


def test_several_names_are_mended_at_once(types, language):
    other = types.set_axis(["index", 0], axis=1)
    kind, sentence = told(other, types)
    assert kind == "renamed"
    assert '.rename(columns={"index": "type", 0: "customers"})' in sentence


def test_a_column_of_another_kind_is_not_taken_for_a_misnamed_one(types):
    assert told(types.assign(customer=[*"abcdefgh"]).drop(columns="customers"), types)[0] == "columns"
    assert told(types.assign(share=0.125).drop(columns="customers"), types)[0] == "columns"


def test_keys_in_an_index_of_another_name_are_found(types):
    assert difference(types.set_index("type").rename_axis("kind"), types) is None
    assert told(types.set_index("type").set_axis(["count"], axis=1), types)[0] == "renamed"


@pytest.mark.parametrize("change", [pd.DataFrame.to_numpy, lambda t: t.to_numpy().tolist()])
def test_what_has_no_columns_is_told_to_become_a_table(types, change, language):
    kind, sentence = told(change(types), types)
    assert kind == "type"
    assert 'pd.DataFrame({"type": ..., "customers": ...})' in sentence and "rename" not in sentence


def test_as_many_rows_but_others_are_not_counted_against_each_other(types, language):
    kind, sentence = told(types.replace({"type": {types["type"][0]: "ZZZ"}}), types)
    assert kind == "rows" and "ZZZ" in sentence and "1" in sentence
    assert "8" not in sentence


def test_extra_columns_hide_nothing(types):
    more = types.assign(share=0.1, rank=range(8))
    assert difference(more, types) is None
    assert extra_columns(more, types) == ["share", "rank"]
    kind, sentence = told(more.assign(customers=more["customers"] + 1), types)
    assert kind == "too_large" and "share" not in sentence


@pytest.mark.parametrize(
    ("written", "kind", "said"),
    [
        (str.lower, "keys", ("`LLL`", "`lll`")),
        ("-".join, "keys", ("`L-L-L`", "`LLL`")),
        ("x{}".format, "keys", ("`xLLL`", "`LLL`")),
    ],
)
def test_keys_written_otherwise_are_shown_the_form(types, written, kind, said, language):
    problem = difference(types.assign(type=[written(text) for text in TYPES]), types)
    assert problem.kind == kind
    assert all(fragment in problem.sentence for fragment in said)
    assert "`type`" in problem.sentence and "870" not in problem.sentence


def test_keys_of_the_right_form_give_no_answer_away():
    needed = pd.DataFrame({"type": ["HHH", "LLL"], "n": [1, 2]})
    assert "LLL" not in told(needed.assign(type=["HLH", "LHL"]), needed)[1]


def test_small_letters_for_codes_are_told_so(language):
    needed = pd.DataFrame({"product_id": ["P1", "P2"], "abc": ["A", "B"]})
    kind, sentence = told(needed.assign(abc=["a", "b"]), needed)
    assert kind == "case" and "`A`" in sentence and "`a`" in sentence


def test_wrong_classes_are_named_with_what_was_given(language):
    needed = pd.DataFrame({"product_id": [f"P{n:03}" for n in range(30)], "abc": [*"ABC"] * 10})
    kind, sentence = told(needed.assign(abc=needed["abc"].where(needed["product_id"] != "P018", "C")), needed)
    assert kind == "values"
    assert "`P018`" in sentence and "`C`" in sentence and "1" in sentence and "30" in sentence


def test_the_way_it_is_wrong_is_told_row_by_row(types):
    sentence = told(types.assign(customers=types["customers"] + [1, -1, 0, 0, 0, 0, 0, 0]), types)[1]
    assert "`LLL` (yours: 1619, too large), `HHH` (yours: 869, too small)" in sentence


def test_empty_rows_are_counted(types, language):
    kind, sentence = told(types.assign(customers=types["customers"].where(types["type"] != "HHH")), types)
    assert kind == "missing"
    assert "NaN" in sentence and "`HHH`" in sentence and "1" in sentence and "8" in sentence
    text = types.assign(customers=[*"abcdefgh"])
    assert told(text.assign(customers=[None, *"bcdefgh"]), text)[0] == "missing"


def test_shares_for_counts(types, language):
    assert told(types.assign(customers=types["customers"] / 4000), types)[0] == "not_counts"


def test_days_for_durations(types, language):
    kind, sentence = told(types.assign(customers=pd.to_timedelta(types["customers"], unit="D")), types)
    assert kind == "type" and "`.dt.days`" in sentence and "seconds" not in sentence


@pytest.mark.parametrize(("unit", "seconds"), [("D", 86400), ("h", 3600), ("min", 60)])
def test_durations_are_turned_into_the_unit_that_is_needed(types, language, unit, seconds):
    needed = types.assign(customers=types["customers"] + 0.25)
    kind, sentence = told(types.assign(customers=pd.to_timedelta(needed["customers"], unit=unit)), needed)
    assert kind == "type" and f"`.dt.total_seconds() / {seconds}`" in sentence
    assert ".dt.days" not in sentence  # it would cut off the quarter


def test_wrong_durations_are_told_all_units(types, language):
    needed = types.assign(customers=types["customers"] + 0.25)
    wrong = types.assign(customers=pd.to_timedelta(types["customers"] * 7, unit="h"))
    sentence = told(wrong, needed)[1]
    assert "`.dt.days`" in sentence and "86400" in sentence and "3600" in sentence
    single = difference(pd.Timedelta(hours=7), 7.5).sentence
    assert "`.days`" in single and ".dt" not in single
    assert "`.total_seconds() / 3600`" in difference(pd.Timedelta(hours=7.5), 7.5).sentence


def test_right_columns_are_listed(one_each):
    spoiled = one_each.assign(type="LLL")[::-1]
    assert right_columns(spoiled, one_each, Rules()) == ["r_score"]
    assert right_columns(one_each[3:], one_each, Rules()) is None
    assert "`r_score`" in told(spoiled, one_each)[1]


def test_a_grouping_is_told_to_be_counted(types, one_each, language):
    kind, sentence = told(one_each.groupby("type"), types)
    assert kind == "type" and ".size()" in sentence


def test_categories_of_numbers_are_numbers(types):
    assert difference(types.astype({"customers": "category"}), types) is None


def test_a_column_rounded_by_us_may_be_left_unrounded():
    needed = pd.DataFrame({"customer_id": ["C1", "C2", "C3"], "mean": [5.01, 6.33, 7.67]})
    assert difference(needed.assign(mean=[5.0133, 6.3333, 7.6667]), needed) is None
    assert difference(needed.assign(mean=[5.0133, 6.3333, 7.6767]), needed).kind == "too_large"


def test_parts_of_an_object():
    assert parts_of({"a": 1, "b": "x"}, "number") == ['["a"]']
    assert parts_of(np.float64, "number") == []


def test_rows_that_are_alike_are_to_be_dropped_not_grouped(types, language):
    twice = pd.concat([types, types.head(3)])
    kind, sentence = told(twice, types)
    assert kind == "rows"
    assert ".drop_duplicates()" in sentence
    _, sentence = told(twice.assign(row=range(len(twice))), types)
    assert ".drop_duplicates(['type'])" in sentence
    _, sentence = told(pd.concat([types[["type"]]] * 3), types[["type"]])
    assert ".drop_duplicates()" in sentence
    other = twice.assign(customers=range(len(twice)))
    assert "drop_duplicates" not in told(other, types)[1]


def test_keys_of_another_type_are_told_by_their_type(language):
    needed = pd.DataFrame({"question": range(1, 11), "answer": np.linspace(2, 3, 10)})
    kind, sentence = told(needed.assign(question=needed["question"].astype(str)), needed)
    assert kind == "keys"
    assert ("a text" in sentence and "a number" in sentence) or (
        "一段文字" in sentence and "一个数" in sentence
    )
