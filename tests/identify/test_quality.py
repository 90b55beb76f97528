"""Fill, validity, notes, cost of a valid record, sample size, the form, the view and its tags."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import crmlab as crm
from crmlab.frames import InputError
from crmlab.identify import (
    cost_per_valid,
    data_dictionary,
    fill_rates,
    form_fields,
    note_quality,
    prune_form,
    sample_size,
    standardise,
    tag,
    tag_lift,
    view_360,
)
from crmlab.language import language_is

# Krejcie and Morgan (1970), table 1: population and sample size for 95 %, margin 0.05, share 0.5.
KREJCIE_MORGAN = {10: 10, 50: 44, 100: 80, 200: 132, 500: 217, 1000: 278, 4000: 351, 10000: 370, 75000: 382}


@pytest.mark.parametrize(("population", "size"), KREJCIE_MORGAN.items())
def test_sample_sizes_are_krejcie_and_morgans(population, size):
    assert sample_size(0.05, population=population) == size


def test_without_a_population_it_is_cochrans_384():
    assert sample_size(0.05) == 384
    assert sample_size(0.05, confidence=0.99) == 663


@given(st.floats(0.01, 0.2), st.integers(2, 10_000_000))
def test_a_sample_is_no_larger_than_the_population_or_the_endless_one(margin, population):
    assert sample_size(margin, population=population) <= min(population, sample_size(margin) + 1)


@pytest.mark.parametrize("margin", [5, 0, -0.1, True, "0.05"])
def test_a_margin_in_per_cent_is_answered_in_both_languages(margin):
    for language, words in (("en", "between 0 and 1"), ("zh", "0和1之间")):
        with language_is(language), pytest.raises(InputError, match=words):
            sample_size(margin)


def test_a_population_below_one_is_refused():
    with pytest.raises(InputError, match="population"):
        sample_size(0.05, population=0)


def test_the_dictionary_of_the_shops_records():
    records = crm.load("customer_records")
    clean = standardise(records).records
    table = data_dictionary(records, clean).set_index("field")
    assert (table["valid_rate"] <= table["fill_rate"]).all()
    assert table.loc["phone", "fill_rate"] == pytest.approx(records["phone"].notna().mean())
    assert table.loc["born_on", "valid_rate"] < table.loc["born_on", "fill_rate"] - 0.03
    with pytest.raises(InputError, match="same rows"):
        data_dictionary(records, clean.head(5))


def test_fill_rates_count_each_group():
    table = pd.DataFrame({"source": list("aab"), "x": [1, None, 2], "y": [None, None, 3]})
    rates = fill_rates(table, ["x", "y"], "source").set_index("field")
    assert rates.loc["x"].tolist() == [0.5, 1.0]
    assert rates.loc["y"].tolist() == [0.0, 1.0]


def test_notes_are_empty_short_or_telling():
    notes = pd.DataFrame({"tier": list("AAAB"), "note": [None, "再 说", "周四前要4桶油的报价单", ""]})
    table = note_quality(notes, "note", "tier").set_index("tier")
    assert table.loc["A", ["empty", "short", "telling", "numbers"]].tolist() == pytest.approx([1 / 3] * 4)
    assert table.loc["A", "median_length"] == 6.5
    assert table.loc["B", "empty"] == 1
    with pytest.raises(InputError, match="short"):
        note_quality(notes, "note", short=0)


def test_cost_per_valid_divides_all_costs_by_the_valid():
    records = pd.DataFrame({"source": ["web"] * 4 + ["call"] * 2})
    table = cost_per_valid(records, pd.Series([1, 1, 1, 0, 0, 0], dtype=bool), {"web": 0.6, "call": 3})
    assert table["source"].tolist() == ["web", "call"]
    assert table["cost_per_valid"].tolist() == [pytest.approx(0.8), np.inf]
    for language, words in (("en", "for 'call' it says None"), ("zh", "“call”写的是None")):
        with language_is(language), pytest.raises(InputError, match=words):
            cost_per_valid(records, pd.Series([True] * 6), {"web": 1})


def test_the_form_has_sixty_fields_in_both_languages():
    form = form_fields()
    assert len(form) == 60
    assert form["field"].is_unique
    assert form["name_en"].str.isascii().all()
    assert form["name_zh"].str.contains("[\u4e00-\u9fff]").all()
    assert form["fill_rate"].between(0, 1).all()


def test_pruning_keeps_what_pays():
    form = form_fields()
    kept = prune_form(form, 0.02, 0.03, 0.5)
    assert 8 <= kept["keep"].sum() <= 20
    assert not kept.loc[kept["known_from"].notna() | kept["uses"].eq(0), "keep"].any()
    assert (kept.loc[kept["keep"], "earns"] > kept.loc[kept["keep"], "costs"]).all()
    assert prune_form(form, 0.02, 0.0, 0.0)["keep"].sum() > kept["keep"].sum()
    risky = prune_form(form.assign(sensitive=1), 0.02, 0.03, 10.0)
    assert not risky["keep"].any()
    assert "risky" in set(risky["why"])
    with pytest.raises(InputError):
        prune_form(form.assign(seconds="four"), 0.02, 0.03, 0.5)


def test_the_view_counts_each_table_once_per_customer():
    customers = crm.load("customers").head(50)
    tables = {name: crm.load(name) for name in ("orders", "points", "contacts", "complaints", "consents")}
    view = view_360(customers, tables, {"orders": "ordered_on"})
    assert len(view) == 50
    for name, table in tables.items():
        assert view[name].sum() == table["customer_id"].isin(customers["customer_id"]).sum()
    assert (view["completeness"] == view[list(tables)].gt(0).mean(axis=1)).all()
    last = tables["orders"].groupby("customer_id")["ordered_on"].max()
    assert (view["orders_last"].to_numpy() == last[view["customer_id"]].to_numpy()).all()
    for language, words in (("en", "at least one table"), ("zh", "至少要给一张表")):
        with language_is(language), pytest.raises(InputError, match=words):
            view_360(customers, {})
    with pytest.raises(InputError, match="C00001"):
        view_360(pd.concat([customers, customers]), tables)


def test_tags_and_their_lift():
    view = pd.DataFrame({"customer_id": list("abcd"), "orders": [1, 12, 15, 3], "outcome": [0, 1, 1, 0]})
    tags = tag(view, {"regular": "orders >= 10", "nobody": "orders > 99"})
    assert tags.to_numpy().tolist() == [["b", "regular"], ["c", "regular"]]
    assert tag_lift(tags, view)[["tag", "customers", "lift"]].to_numpy().tolist() == [["regular", 2, 2.0]]
    assert tag(view, {}).empty
    for language, words in (("en", "cannot be read"), ("zh", "读不懂")):
        with language_is(language), pytest.raises(InputError, match=words):
            tag(view, {"odd": "visits >> "})
