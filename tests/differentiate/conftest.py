"""The engines on which one call must give the same numbers, and small shops to try it on."""

import os
import shutil
import warnings
from importlib.util import find_spec

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

from crmlab.language import language_is

mpl.use("agg")

ENGINES = ("pandas", "polars", "polars_lazy", "pyarrow", "duckdb", "pyspark")


@pytest.fixture(autouse=True)
def no_slow_fallback():
    """Narwhals warns when it falls back to a Python loop over groups; here that is an error."""
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message="Found complex group-by expression")
        yield


@pytest.fixture(params=["en", "zh"])
def language(request):
    with language_is(request.param):
        yield request.param


@pytest.fixture(scope="session")
def spark():
    missing = [] if shutil.which("java") else ["a Java runtime"]
    missing += [] if find_spec("pyspark") else ["the package pyspark"]
    if missing:
        reason = f"not found: {', '.join(missing)}"
        # A learner's machine need not have them; CI must.
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    from pyspark.sql import SparkSession

    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "2",
        "spark.driver.memory": "1g",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
    }
    builder = SparkSession.builder.master("local[2]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


@pytest.fixture(params=ENGINES)
def engine(request):
    """Give the pair of functions that take a pandas frame to an engine and bring its answer home."""
    name = request.param
    if name == "pandas":
        yield (lambda table: table), (lambda answer: answer)
    elif name.startswith("polars"):
        pl = pytest.importorskip("polars")
        if name == "polars":
            yield pl.from_pandas, (lambda answer: answer.to_pandas())
        else:
            yield (lambda table: pl.from_pandas(table).lazy()), (lambda answer: answer.collect().to_pandas())
    elif name == "pyarrow":
        pa = pytest.importorskip("pyarrow")
        yield (
            (lambda table: pa.Table.from_pandas(table, preserve_index=False)),
            (lambda answer: answer.to_pandas()),
        )
    elif name == "duckdb":
        import duckdb

        connection = duckdb.connect()
        yield (lambda table: connection.from_df(table)), (lambda answer: answer.df())
        connection.close()
    else:
        session = request.getfixturevalue("spark")
        yield session.createDataFrame, (lambda answer: answer.toPandas())


@pytest.fixture(scope="session")
def shop():
    """A small shop: 60 customers, 900 orders, ties and refunds among them."""
    rng = np.random.default_rng(7)
    numbers = rng.choice(60, 900, p=rng.dirichlet(np.full(60, 0.7)))
    amounts = np.round(rng.lognormal(3.5, 1, 900), 2)
    amounts[rng.random(900) < 0.05] *= -1
    return pd.DataFrame(
        {
            "customer_id": [f"C{number:05d}" for number in numbers],
            "ordered_on": pd.Timestamp("2025-12-31") - pd.to_timedelta(rng.integers(0, 700, 900), unit="D"),
            "amount": amounts,
        }
    )
