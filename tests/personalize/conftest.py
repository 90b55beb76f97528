"""Engines, languages and the shop's receipts."""

import pandas as pd
import pytest

import crmlab as crm
from crmlab.language import language_is
from crmlab.personalize import to_lines
from tests.differentiate.conftest import engine, spark

__all__ = ["engine", "spark"]  # fixtures: the six engines

# Han, Kamber and Pei (2012), Data Mining, 3rd ed., table 6.1: nine transactions of AllElectronics.
NINE = {
    "T100": ["I1", "I2", "I5"], "T200": ["I2", "I4"], "T300": ["I2", "I3"], "T400": ["I1", "I2", "I4"],
    "T500": ["I1", "I3"], "T600": ["I2", "I3"], "T700": ["I1", "I3"], "T800": ["I1", "I2", "I3", "I5"],
    "T900": ["I1", "I2", "I3"],
}  # fmt: skip


@pytest.fixture(params=["en", "zh"])
def language(request):
    with language_is(request.param):
        yield request.param


@pytest.fixture
def nine():
    return to_lines(NINE)


@pytest.fixture(scope="session")
def sold():
    """Lines of the shop's receipts since all of the shelf was there."""
    orders = crm.load("orders")[["order_id", "customer_id", "ordered_on"]]
    lines = crm.load("order_lines").merge(orders, on="order_id")
    return lines[(lines["quantity"] > 0) & (lines["ordered_on"] >= pd.Timestamp("2024-01-01"))]
