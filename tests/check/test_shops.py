"""Another shop: the same tasks, other numbers, and the way home."""

import json

import numpy as np
import pandas as pd
import pytest

from crmlab import data
from crmlab.check import judge, variant
from crmlab.check.run import enter_shop
from crmlab.frames import InputError

EXERCISE = {
    "kind": "number",
    "title": {"en": "Count", "zh": "数一数"},
    "names": ["n"],
    "given": 'orders = crm.load("orders")\n',
    "stub": "n = ____\n",
    "solution": "n = len(orders)\n",
    "also_right": [],
    "wrong": [],
    "hidden": None,
    "hints": [],
    "analysis": {"en": "{{n}}", "zh": "{{n}}"},
    "rubric": None,
    "rules": {"rtol": None, "ordered": False, "exact": False},
}
BOUND = {"lesson": "98a", "setup": "import crmlab as crm\n", "exercises": {"98a.1": EXERCISE}}


@pytest.fixture
def world(monkeypatch, tmp_path):
    """Make shops whose number of orders is their seed, so that none need be simulated."""
    here = {"seed": 5}
    monkeypatch.setattr(data, "use_world", lambda seed: here.update(seed=5 if seed is None else seed))
    monkeypatch.setattr(
        data, "load", lambda name: pd.DataFrame({"customer_id": [f"C{n}" for n in range(here["seed"])]})
    )
    monkeypatch.setattr("crmlab.load", data.load, raising=False)
    (tmp_path / "98a.json").write_text(json.dumps(BOUND))
    monkeypatch.setenv("CRMLAB_ANSWERS", str(tmp_path))
    enter_shop(None)
    yield here
    enter_shop(None)


def test_the_checks_follow_and_come_back(world):
    assert judge("98a.1", 5).outcome == "right"
    variant(1234)
    assert judge("98a.1", 5).outcome == "wrong"
    assert judge("98a.1", 1234).message == "1234"
    variant(None)
    assert judge("98a.1", 5).outcome == "right"


def test_the_shop_is_announced(world, capsys, language):
    variant(np.int64(1234))
    shown = capsys.readouterr().out
    assert "1234" in shown and "1,234" in shown
    assert {"en": "from the top", "zh": "从头"}[language] in shown


@pytest.mark.parametrize("seed", ["42", 4.2, -1, True, [1]])
def test_a_bad_seed_is_refused_and_nothing_changes(world, seed, language):
    with pytest.raises(InputError, match=r"variant\(\)"):
        variant(seed)
    assert world["seed"] == 5
    assert judge("98a.1", 5).outcome == "right"


def test_without_a_number_it_says_how(world, capsys, language):
    variant()
    shown = capsys.readouterr().out
    assert "variant(42)" in shown and "variant(None)" in shown
    assert world["seed"] == 5


def test_the_way_back_is_told_and_verdicts_name_the_shop(world, capsys, language):
    variant(42)
    assert "variant(None)" in capsys.readouterr().out
    assert {"en": "98a.1 (shop 42): not yet", "zh": "98a.1（第42号店）：还不对"}[language] in repr(
        judge("98a.1", 5).page()
    )
    variant(None)
    assert "42" not in repr(judge("98a.1", 5).page())


def test_a_student_number_leads_to_one_shop(world, capsys, language, monkeypatch):
    shops = []
    monkeypatch.setattr(data, "use_world", shops.append)
    monkeypatch.setattr(data, "load", lambda name: pd.DataFrame({"customer_id": ["C1"]}))
    variant(202412345678)
    variant(202412345678)
    shown = capsys.readouterr().out
    assert shops[0] == shops[1] == 202412345678 % 2**32
    assert "202412345678" in shown and str(shops[0]) in shown
