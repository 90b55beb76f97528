"""RFM written by hand on one engine at a time: the measure that `crmlab.differentiate.rfm` is held to.

Same definition as `rfm`: refunds lower the money but are no purchases; customers without a purchase are
left out; equal groups by place in line, the equal in order of their ids.  Nothing is checked.
"""

import numpy as np
import pandas as pd

DAY = "2026-01-01"


def naive_pandas(orders):
    """RFM as most tutorials write it: a Python function for each customer, then qcut."""
    people = orders.groupby("customer_id").agg(
        recency=("ordered_on", lambda days: (pd.Timestamp(DAY) - days.max()).days),
        frequency=("amount", lambda amounts: (amounts > 0).sum()),
        monetary=("amount", lambda amounts: amounts.sum()),
    )
    for score, measure, sign in (("r", "recency", -1), ("f", "frequency", 1), ("m", "monetary", 1)):
        line = (sign * people[measure]).rank(method="first")
        people[f"{score}_score"] = pd.qcut(line, 5, labels=[1, 2, 3, 4, 5]).astype(int)
    people["cell"] = people[["r_score", "f_score", "m_score"]].astype(str).agg("".join, axis=1)
    return people.reset_index()


def fast_pandas(orders):
    """RFM in pandas by someone who knows it well."""
    bought = orders["ordered_on"].where(orders["amount"] > 0)
    people = (
        orders.assign(bought=bought)
        .groupby("customer_id")
        .agg(last=("bought", "max"), frequency=("bought", "count"), monetary=("amount", "sum"))
        .reset_index()
    )
    people = people[people["frequency"] > 0].reset_index(drop=True)
    people["monetary"] = people["monetary"].round(2)
    people["recency"] = (pd.Timestamp(DAY) - people["last"]).dt.days
    size = len(people)
    for score, worth in (
        ("r_score", -people["recency"]),
        ("f_score", people["frequency"]),
        ("m_score", people["monetary"]),
    ):
        place = np.empty(size, dtype="int64")
        # groupby has sorted by id, and a stable sort keeps that order among equals.
        place[np.argsort(worth.to_numpy(), kind="stable")] = np.arange(size)
        people[score] = place * 5 // size + 1
    people["cell"] = (100 * people["r_score"] + 10 * people["f_score"] + people["m_score"]).astype(str)
    columns = ["customer_id", "recency", "frequency", "monetary", "r_score", "f_score", "m_score", "cell"]
    return people[columns]


def polars(orders):
    """RFM in Polars."""
    import polars as pl

    people = (
        orders.lazy()
        .with_columns(bought=pl.when(pl.col("amount") > 0).then(pl.col("ordered_on")))
        .group_by("customer_id")
        .agg(
            last=pl.col("bought").max(),
            frequency=pl.col("bought").count().cast(pl.Int64),
            monetary=pl.col("amount").sum().round(2),
        )
        .filter(pl.col("frequency") > 0)
        .sort("customer_id")
        .with_columns(recency=(pl.lit(DAY).str.to_datetime() - pl.col("last")).dt.total_days())
    )

    def score(worth):
        return (worth.rank("ordinal").cast(pl.Int64) - 1) * 5 // pl.len() + 1

    people = people.with_columns(
        r_score=score(-pl.col("recency")),
        f_score=score(pl.col("frequency")),
        m_score=score(pl.col("monetary")),
    )
    scores = pl.col("r_score"), pl.col("f_score"), pl.col("m_score")
    return people.with_columns(cell=pl.concat_str(scores)).drop("last").collect()


def duckdb(path, connection):
    """RFM in SQL."""
    return connection.sql(
        f"""
        with bought as (
            select *, case when amount > 0 then ordered_on end as bought_on from '{path}'),
        people as (
            select customer_id,
                   date_diff('day', max(bought_on)::date, date '{DAY}') as recency,
                   count(bought_on) as frequency,
                   round(sum(amount), 2) as monetary
            from bought group by customer_id having frequency > 0),
        line as (
            select *,
                   row_number() over (order by -recency, customer_id) - 1 as r,
                   row_number() over (order by frequency, customer_id) - 1 as f,
                   row_number() over (order by monetary, customer_id) - 1 as m,
                   count(*) over () as n
            from people),
        scored as (
            select * exclude (r, f, m, n),
                   r * 5 // n + 1 as r_score, f * 5 // n + 1 as f_score, m * 5 // n + 1 as m_score
            from line)
        select *, r_score || '' || f_score || '' || m_score as cell from scored
        """
    )


def duckdb_counts(path, connection):
    """Count, in SQL, what `rfm` reports: unusable rows, and customers with refunds only."""
    facts = connection.sql(
        f"""
        select count(*), count(*) - count(customer_id), count(*) - count(ordered_on), min(ordered_on),
               max(ordered_on), sum((amount is null or not isfinite(amount))::int), sum((amount <= 0)::int)
        from '{path}'
        """
    ).fetchall()
    only_refunds = connection.sql(
        f"""
        with people as (
            select count(case when amount > 0 then ordered_on end) as bought
            from '{path}' group by customer_id)
        select count(*), sum((bought = 0)::int) from people
        """
    ).fetchall()
    return facts, only_refunds
