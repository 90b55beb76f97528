"""The demo exercises, and a learner's kernel before anything was asked."""

from pathlib import Path

import pandas as pd
import pytest

from crmlab.check import asking
from crmlab.language import language_is

DEMO = Path(__file__).parent / "demo_answers"


@pytest.fixture
def demo(monkeypatch):
    """Let check read the demo exercises, with no hint asked for yet."""
    monkeypatch.setenv("CRMLAB_ANSWERS", str(DEMO))
    asking._asked.clear()


@pytest.fixture(autouse=True)
def english():
    with language_is("en"):
        yield


@pytest.fixture(params=["en", "zh"])
def language(request):
    with language_is(request.param):
        yield request.param


@pytest.fixture
def orders():
    """Give the demo exercises' orders."""
    customers = ["C1", "C1", "C2", "C3", "C3", "C3", "C4"]
    return pd.DataFrame({"customer_id": customers, "amount": [120.5, 80.0, 40.25, 10.0, 12.5, 9.75, 5.0]})


@pytest.fixture
def spend(orders):
    """Give the right answer to exercise 99a.2."""
    groups = orders.groupby("customer_id", as_index=False)
    return groups.agg(amount=("amount", "sum"), orders=("amount", "size"))
