"""An exercise's own code leaves no trace in the learner's kernel, and takes none over."""

import json
import random
import warnings
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

from crmlab.check import judge
from crmlab.check.answers import find
from crmlab.check.run import enter_shop, outcome, quietly, solved
from crmlab.language import get_language

NOISY = """
import random, sys, warnings
import matplotlib.pyplot as plt
import numpy as np
import crmlab as crm
print("printed")
print("complained", file=sys.stderr)
warnings.warn("warned")
np.random.seed(0)
random.seed(0)
np.random.rand(3)
crm.set_language("zh")
plt.rcParams["font.size"] = 99
plt.plot([1, 2])
plt.show()
orders.loc[0, "amount"] = 0
"""


@pytest.fixture
def noisy(demo, tmp_path, monkeypatch):
    path = Path(__file__).parent / "demo_answers" / "99a.json"
    bound = json.loads(path.read_text(encoding="utf-8"))
    bound["exercises"]["99a.1"]["solution"] += NOISY
    (tmp_path / "99a.json").write_text(json.dumps(bound))
    monkeypatch.setenv("CRMLAB_ANSWERS", str(tmp_path))
    return find("99a.1")


def test_nothing_is_printed_or_warned(noisy, capsys):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        judge("99a.1", 3)
    assert capsys.readouterr() == ("", "")


def test_language_random_numbers_and_style_stay(noisy):
    np.random.seed(5)  # noqa: NPY002 (the learner's old way is what must survive)
    random.seed(5)
    size = mpl.rcParams["font.size"]
    expected = np.random.RandomState(5).rand(), random.Random(5).random()
    solved(noisy)
    assert (np.random.rand(), random.random()) == expected  # noqa: NPY002
    assert get_language() == "en"
    assert mpl.rcParams["font.size"] == size


def test_open_figures_stay_and_none_is_left(noisy):
    import matplotlib.pyplot as plt

    plt.close("all")
    mine = plt.figure()
    solved(noisy)
    assert plt.get_fignums() == [mine.number]
    assert plt.gcf() is mine
    plt.close("all")


def test_everything_is_restored_after_an_error():
    with pytest.raises(ZeroDivisionError), quietly():
        np.random.seed(0)  # noqa: NPY002
        mpl.rcParams["font.size"] = 99
        raise ZeroDivisionError
    assert mpl.rcParams["font.size"] != 99


def test_each_piece_of_code_starts_from_fresh_tables(demo):
    found = find("99a.1")
    spoiling = 'orders["amount"] = 0\ntop_share = 0'
    assert outcome(found, spoiling) == {"top_share": 0}
    assert solved(found)["orders"]["amount"].sum() == 278
    assert outcome(found, 'top_share = orders["amount"].sum()') == {"top_share": 278}


def test_the_learners_tables_are_not_looked_at(demo, monkeypatch):
    import __main__

    monkeypatch.setattr(__main__, "orders", pd.DataFrame({"customer_id": [], "amount": []}), raising=False)
    assert judge("99a.1", 200.5 / 278).outcome == "right"


def test_a_function_answer_prints_nothing(demo, capsys):
    def top_share(amounts, n):
        print("looking at", amounts)
        return 1

    judge("99a.3", top_share)
    assert capsys.readouterr().out == ""


def test_answers_bound_anew_are_read_anew(demo, tmp_path, monkeypatch):
    import os

    text = (Path(__file__).parent / "demo_answers" / "99a.json").read_text(encoding="utf-8")
    path = tmp_path / "99a.json"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("CRMLAB_ANSWERS", str(tmp_path))
    assert judge("99a.4", "b").outcome == "right"
    path.write_text(text.replace('reason = \\"b\\"', 'reason = \\"d\\"'), encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert judge("99a.4", "b").outcome == "wrong"
    enter_shop(None)
