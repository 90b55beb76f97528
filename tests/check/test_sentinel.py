"""The blank: nothing done with it raises, and nothing hides it."""

import copy
import pickle

import numpy as np
import pandas as pd
import pytest

from crmlab.check import ____
from crmlab.check.sentinel import is_blank


@pytest.mark.parametrize(
    "use",
    [
        lambda b: b + 1,
        lambda b: 1 / b,
        lambda b: -b,
        lambda b: round(b, 2),
        lambda b: abs(b) ** 2 % 3 // 4,
        lambda b: b > 3,
        lambda b: b.groupby("customer_id")["amount"].sum().head(3),
        lambda b: b[0][1:2],
        lambda b: b(3, a=4),
        lambda b: np.float64(3) / b,
        lambda b: np.arange(3) * b,
        lambda b: b * np.arange(3),
        lambda b: pd.Series([1, 2]) / b,
        lambda b: b - pd.Series([1, 2]),
        lambda b: pd.DataFrame({"a": [1]}) * b,
        lambda b: sum(b),
        lambda b: copy.deepcopy(b),
        lambda b: copy.copy(b),
        lambda b: pickle.loads(pickle.dumps(b)),
    ],
)
def test_stays_blank(use):
    assert use(____) is ____


def test_equals_only_itself():
    assert ____ == ____
    assert ____ != 3
    assert ____ not in [3, "____", None]
    assert not ____


def test_is_written_as_it_is_typed():
    assert repr(____) == str(____) == f"{____:.2%}" == "____"


def test_keeps_no_protocol():
    assert not hasattr(____, "__array__")
    assert not hasattr(____, "_repr_html_")
    assert np.asarray(____).shape == ()


@pytest.mark.parametrize(
    "answer",
    [
        ____,
        [1, ____],
        {"a": (____,)},
        np.array([1, ____], dtype=object),
        pd.Series([1, ____]),
        pd.DataFrame({"a": [1, 2], "b": [____, 3]}),
        "I would mail ____ customers",
    ],
)
def test_is_found_inside(answer):
    assert is_blank(answer)


@pytest.mark.parametrize(
    "answer", [None, 0, "", [], "a_b", np.arange(3), pd.DataFrame({"a": ["x"]}), len, {}]
)
def test_is_not_seen_where_it_is_not(answer):
    assert not is_blank(answer)


@pytest.mark.parametrize("left", [..., [1, ...], {"a": ...}])
def test_what_python_takes_for_later_is_blank_too(left):
    assert is_blank(left)
