"""The rice notebook: what size, use and payday tell about deliveries and collections."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from crmlab.story import people, rice
from crmlab.story.block import Block
from crmlab.story.streams import BLOCK

SEED, OTHER_SEED = 20260101, 7


def make_block(seed=SEED, number=0, n=BLOCK):
    days = pd.date_range("2023-01-01", "2025-12-31")
    block = Block(seed, number, people.make_households(seed, number, number * BLOCK, n, days), days)
    block.tables = rice.make(block)
    return block


@pytest.fixture(scope="module", params=[SEED, OTHER_SEED])
def block(request):
    return make_block(request.param)


def rounds(block):
    """Put deliveries, pages and truth side by side, with what the next visit of the keeper found."""
    pages, true = block.tables["rice_notebook"], block.tables["truth/rice_notebook"]
    book = block.tables["rice_deliveries"].merge(block.tables["truth/rice_deliveries"], on="delivery_id")
    book = book.merge(pages, on="customer_id").merge(true, on="customer_id", suffixes=("", "_true"))
    book["stock"] = book["old_rice_kg"] + book["bags"] * rice.RICE.bag_kg
    by = book.groupby("customer_id")
    book["days"] = (by["delivered_on"].shift(-1) - book["delivered_on"]).dt.days
    lasted = (by["ran_out_on"].shift(-1) - book["delivered_on"]).dt.days
    book["eaten"] = book["stock"] - by["old_rice_kg"].shift(-1)
    book["over"] = lasted.fillna(book["days"])
    return book


def test_the_same_seed_gives_the_same_tables_and_small_blocks_work():
    for n in (1, 2, 40):
        one, two = make_block(3, 0, n).tables, make_block(3, 0, n).tables
        for name in one:
            pd.testing.assert_frame_equal(one[name], two[name])


def test_keys_foreign_keys_and_dates(block):
    pages, book = block.tables["rice_notebook"], block.tables["rice_deliveries"]
    assert pages["customer_id"].is_unique and book["delivery_id"].is_unique
    assert pages["customer_id"].isin(block.households["customer_id"]).all()
    assert set(book["customer_id"]) == set(pages["customer_id"])
    assert set(book["delivery_id"]) == set(block.tables["truth/rice_deliveries"]["delivery_id"])
    assert book["delivered_on"].between("2023-01-01", "2023-12-31").all()
    assert (book["collected_on"].dropna() > book.loc[book["collected_on"].notna(), "delivered_on"]).all()
    assert book["collected_on"].max() < pd.Timestamp("2024-04-01")
    assert book["bags"].min() >= 1 and book["old_rice_kg"].min() >= 0
    assert np.allclose(book["amount_owed"], book["bags"] * rice.RICE.bag_price)
    homes = block.households.set_index("customer_id")
    left = homes["joined_on"] + pd.to_timedelta(homes["lifetime_days"].clip(upper=3650), unit="D")
    assert (book["delivered_on"] <= book["customer_id"].map(left)).all()
    second = make_block(SEED, 1, 400).tables["rice_deliveries"]
    assert not set(book["delivery_id"]) & set(second["delivery_id"])


def test_about_three_hundred_households_eat_what_the_card_says(block):
    true, homes = block.tables["truth/rice_notebook"], block.households.set_index("customer_id")
    assert 240 < len(true) < 380
    assert (true["household_size"] == true["customer_id"].map(homes["size"])).all()
    error = true["grams_per_head"].std() / np.sqrt(len(true))
    assert abs(true["grams_per_head"].mean() - rice.RICE.grams_mean) < 3.5 * error


def test_what_the_notebook_says_is_nearly_true(block):
    pages = block.tables["rice_notebook"].merge(
        block.tables["truth/rice_notebook"], on="customer_id", suffixes=("", "_true")
    )
    log_error = np.log(pages["grams_per_head"] / pages["grams_per_head_true"])
    assert log_error.std() == pytest.approx(rice.RICE.told_spread, abs=0.025)
    wrong = (pages["household_size"] != pages["household_size_true"]).sum()
    # A household of one is never written down as none, so a little less than the rate.
    assert stats.binomtest(int(wrong), len(pages), 0.93 * rice.RICE.size_wrong).pvalue > 0.001


def test_use_grows_with_the_household_by_the_true_amount(block):
    """Regression of the rice eaten a day on the people at table, through the origin."""
    book = rounds(block).dropna(subset=["over"])
    eaten = book.groupby("customer_id")[["eaten", "over"]].sum()
    daily = 1000 * eaten["eaten"] / eaten["over"]
    people_ = book.groupby("customer_id")["household_size_true"].first()
    slope = (daily * people_).sum() / (people_**2).sum()
    spread = rice.RICE.grams_mean * rice.RICE.grams_spread * np.sqrt((people_**4).sum()) / (people_**2).sum()
    assert abs(slope - rice.RICE.grams_mean) < 3.5 * spread


def test_each_household_s_use_is_found_from_its_deliveries(block):
    book = rounds(block).dropna(subset=["over"])
    sums = book.groupby("customer_id").agg(
        eaten=("eaten", "sum"),
        over=("over", "sum"),
        n=("over", "size"),
        size=("household_size_true", "first"),
        true=("grams_per_head_true", "first"),
    )
    sums = sums[sums["n"] >= 6]
    error = np.log(1000 * sums["eaten"] / sums["over"] / sums["size"] / sums["true"])
    assert abs(error.mean()) < 0.02
    assert error.std() < 1.6 * rice.RICE.cycle_spread / np.sqrt(6)


def test_the_day_of_the_empty_jar_is_foretold_within_its_error(block):
    """last delivery + stock / (people * use): by what they told, and better by what they ate so far."""
    book = rounds(block)
    lasts = (book["empty_on"] - book["delivered_on"]).dt.days + 0.5
    told = 1000 * book["stock"] / (book["household_size"] * book["grams_per_head"])
    known = 1000 * book["stock"] / (book["household_size_true"] * book["grams_per_head_true"])
    noise = np.log(lasts / known)
    assert abs(noise.mean()) < 0.02
    assert noise.std() == pytest.approx(rice.RICE.cycle_spread, abs=0.02)
    right = book["household_size"] == book["household_size_true"]
    expected = np.hypot(rice.RICE.told_spread, rice.RICE.cycle_spread)
    assert np.log(lasts / told)[right].std() == pytest.approx(expected, abs=0.035)
    by = book.groupby("customer_id")
    eaten, over = by["eaten"].cumsum() - book["eaten"], by["over"].cumsum() - book["over"]
    learned = book["stock"] * over / eaten
    seasoned = (by.cumcount() >= 3) & learned.notna()
    by_learning, by_telling = (np.log(lasts / x)[seasoned].std() for x in (learned, told))
    assert by_learning < 1.35 * rice.RICE.cycle_spread < 0.8 * by_telling


def test_jars_run_out_where_people_told_too_little(block):
    book = rounds(block)
    book["ran_out"] = book.groupby("customer_id")["ran_out_on"].shift(-1).notna()
    book = book.dropna(subset="days")
    told_less = book["household_size"] * book["grams_per_head"] < (
        0.9 * book["household_size_true"] * book["grams_per_head_true"]
    )
    assert book.loc[told_less, "ran_out"].mean() > 0.7
    assert 0.2 < book["ran_out"].mean() < 0.6
    assert book.loc[~told_less, "ran_out"].mean() < book["ran_out"].mean()


def test_who_tells_the_truth_and_eats_evenly_never_runs_out(monkeypatch):
    even = replace(rice.RICE, told_spread=0.0, cycle_spread=0.0, size_wrong=0.0, days_before=3)
    monkeypatch.setattr(rice, "RICE", even)
    book = rounds(make_block())
    # Use is written in tens of grams, so that a jar may still be misjudged by a few per cent.
    assert book["ran_out_on"].notna().mean() < 0.12


def test_paydays_are_found_from_collections(block):
    book = block.tables["rice_deliveries"].merge(block.tables["rice_notebook"], on="customer_id")
    book = book.dropna(subset="collected_on")
    lag = book["collected_on"].dt.day - book["payday"]
    assert lag.between(0, 3).all()
    assert abs((lag > 0).mean() - rice.RICE.lagging) < 4 * np.sqrt(rice.RICE.lagging / len(book))
    days = book.assign(day=book["collected_on"].dt.day).groupby("customer_id")["day"]
    often = days.agg(lambda d: d.mode().min())[days.size() >= 5]
    payday = block.tables["rice_notebook"].set_index("customer_id")["payday"]
    assert (often == payday[often.index]).mean() > 0.93


def test_late_and_lost_money_is_as_planted(block):
    book = block.tables["rice_deliveries"].merge(block.tables["rice_notebook"], on="customer_id")
    lost = book["collected_on"].isna()
    assert stats.binomtest(int(lost.sum()), len(book), rice.RICE.never).pvalue > 0.001
    paid = book[~lost]
    months = (paid["collected_on"] - pd.to_timedelta(paid["collected_on"].dt.day - 1, unit="D")).dt.month
    months += 12 * (paid["collected_on"].dt.year - 2023)
    behind = months - paid["delivered_on"].dt.month - (paid["delivered_on"].dt.day >= paid["payday"])
    assert behind.isin([0, 1]).all()
    assert abs(behind.mean() - rice.RICE.late) < 4 * np.sqrt(rice.RICE.late / len(paid))
