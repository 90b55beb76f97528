"""The bundled tables: they load, they are typed, their keys hold, and they can be made again."""

import json
import shutil

import numpy as np
import pandas as pd
import pytest

import crmlab as crm
from crmlab.data import tables
from crmlab.frames import InputError
from crmlab.language import LANGUAGES, language_is
from crmlab.story.writing import write_datasets

PACKAGE = json.loads((crm.data.folder() / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {resource["table"]: resource for resource in PACKAGE["resources"]}
KINDS = {"string": "OU", "number": "f", "integer": "i", "date": "M", "datetime": "M"}


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A copy of the bundled data that a test may spoil."""
    folder = shutil.copytree(crm.data.folder(), tmp_path / "datasets")
    monkeypatch.setattr(tables, "folder", lambda: folder)
    tables._package.cache_clear()
    yield folder
    tables._package.cache_clear()


@pytest.mark.parametrize("name", RESOURCES)
def test_a_table_has_the_columns_types_and_rows_that_its_entry_says(name):
    table = crm.load(name)
    resource = RESOURCES[name]
    assert table.columns.tolist() == [field["name"] for field in resource["schema"]["fields"]]
    assert len(table) == resource["rows"]
    for field in resource["schema"]["fields"]:
        dtype = table[field["name"]].dtype
        if field["type"] == "string":
            assert pd.api.types.is_string_dtype(dtype) or dtype.kind == "O"
        else:
            # A whole number that may be missing is read as a float: there is no integer for "missing".
            whole_with_gaps = field["type"] == "integer" and table[field["name"]].isna().any()
            kinds = "f" if whole_with_gaps else KINDS[field["type"]]
            assert dtype.kind in kinds, field["name"]


@pytest.mark.parametrize("name", RESOURCES)
def test_keys_are_unique_and_never_empty(name):
    table, key = crm.load(name), RESOURCES[name]["schema"]["primaryKey"]
    assert not table.duplicated(key).any()
    assert table[key].notna().all(axis=None)


@pytest.mark.parametrize("name", RESOURCES)
def test_foreign_keys_point_to_something(name):
    table = crm.load(name)
    by_resource = {resource["name"]: table_name for table_name, resource in RESOURCES.items()}
    for foreign in RESOURCES[name]["schema"].get("foreignKeys", []):
        target = by_resource[foreign["reference"]["resource"]] if foreign["reference"]["resource"] else name
        here = table[foreign["fields"][0]].dropna()
        assert len(here)
        assert here.isin(crm.load(target)[foreign["reference"]["fields"][0]]).all()


def test_the_lines_of_an_order_add_up_to_its_amount():
    lines = crm.load("order_lines")
    sums = (lines["quantity"] * lines["unit_price"]).groupby(lines["order_id"]).sum()
    orders = crm.load("orders").set_index("order_id")["amount"]
    assert np.allclose(sums.reindex(orders.index), orders, atol=0.005)


def test_a_refund_follows_what_it_refunds_and_never_exceeds_it():
    orders = crm.load("orders")
    refunds = orders[orders["refund_of"].notna()].merge(
        orders, left_on="refund_of", right_on="order_id", suffixes=("", "_bought")
    )
    assert len(refunds) == (orders["amount"] < 0).sum() > 100
    assert (refunds["ordered_on"] > refunds["ordered_on_bought"]).all()
    assert (refunds["customer_id"] == refunds["customer_id_bought"]).all()
    assert (-refunds["amount"] <= refunds["amount_bought"] + 0.005).all()


def test_every_customer_joined_on_the_day_of_her_first_order():
    first = crm.load("orders").groupby("customer_id")["ordered_on"].min()
    joined = crm.load("customers").set_index("customer_id")["joined_on"]
    assert (first.reindex(joined.index) == joined).all()


def test_making_the_data_again_gives_the_same_bytes(tmp_path):
    bundled = crm.data.folder()
    written = write_datasets(tmp_path)
    assert {p.relative_to(tmp_path) for p in written} == {
        p.relative_to(bundled) for p in bundled.rglob("*") if p.is_file()
    }
    different = [
        p.name for p in written if p.read_bytes() != (bundled / p.relative_to(tmp_path)).read_bytes()
    ]
    assert different == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", RESOURCES)
def test_every_table_has_a_card_that_names_all_its_columns(name, language):
    with language_is(language):
        card = crm.describe(name)
    for field in RESOURCES[name]["schema"]["fields"]:
        assert f"`{field['name']}`" in card
    assert "CC BY 4.0" in card
    assert "{" not in card  # a blank that nobody filled
    with language_is(language):
        shown = card._repr_markdown_()
    assert shown.startswith("### ")
    assert "<details><summary>" in shown


def test_each_load_is_a_fresh_copy():
    first = crm.load("products")
    first["unit_price"] = 0
    assert (crm.load("products")["unit_price"] > 0).all()


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Did you mean 'orders'"), ("zh", "你要找的是不是'orders'")]
)
def test_an_unknown_table_is_answered_with_those_there_are(language, words):
    with language_is(language), pytest.raises(InputError, match=words):
        crm.load("order")


@pytest.mark.parametrize(("language", "words"), [("en", "not as it was bundled"), ("zh", "与自带的不一致")])
def test_a_changed_file_is_refused(copied, language, words):
    path = copied / "products.csv"
    path.write_bytes(path.read_bytes().replace(b"36.8", b"99.9"))
    with language_is(language), pytest.raises(InputError, match=words):
        crm.load("products")


def test_a_missing_file_is_named_with_the_way_to_bring_it_back(copied):
    (copied / "products.csv").unlink()
    with pytest.raises(InputError, match=r"git checkout datasets"):
        crm.load("products")


def test_a_broken_list_of_tables_is_said(copied):
    (copied / "datapackage.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="git checkout datasets"):
        crm.load("products")


def test_another_seed_is_another_shop_of_the_same_form_and_none_is_the_bundled_one():
    bundled = crm.load("orders")
    try:
        crm.data.use_world(7)
        other = crm.load("orders")
        assert (other.dtypes == bundled.dtypes).all()
        assert not other["amount"].head(100).equals(bundled["amount"].head(100))
        crm.data.use_world(PACKAGE["seed"])
        pd.testing.assert_frame_equal(crm.load("orders"), bundled)
    finally:
        crm.data.use_world(None)
    pd.testing.assert_frame_equal(crm.load("orders"), bundled)


def test_the_environment_is_said_to_be_good_or_what_is_missing(monkeypatch, capsys):
    from crmlab.data import environment

    with language_is("en"):
        crm.data.check_environment()
        assert "Everything is in place" in capsys.readouterr().out
        monkeypatch.setattr(environment, "requires", lambda name: ["pandas>=99", "no-such-package>=1"])
        monkeypatch.setattr(environment, "OLDEST_PYTHON", (9, 0))
        crm.data.check_environment()
    said = capsys.readouterr().out
    assert all(word in said for word in ("pandas>=99", "no-such-package", "Python 9.0", "lab.py setup"))
