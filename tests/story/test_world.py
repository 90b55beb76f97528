"""The world: same seed, same shop; truth and observation agree; and its size leaves its rates alone."""

import ast
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from crmlab.story import DEFAULT_SEED, END, START, simulate
from crmlab.story import truth as set_truth
from crmlab.story.calendar import busyness
from crmlab.story.streams import BLOCK, stream
from crmlab.story.writing import write_datasets


@pytest.fixture(scope="module")
def world():
    return simulate()


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 10**6), customers=st.integers(1, 60))
def test_the_same_seed_gives_the_same_shop_and_all_tables_fit(seed, customers):
    one, two = simulate(customers, seed), simulate(customers, seed)
    for name in one:
        pd.testing.assert_frame_equal(one[name], two[name])
    orders, lines = one["orders"], one["order_lines"]
    assert one["customers"]["customer_id"].nunique() == customers
    assert orders["customer_id"].nunique() == customers
    assert orders["ordered_on"].between(START, END).all()
    assert orders["ordered_on"].is_monotonic_increasing
    assert set(lines["order_id"]) == set(orders["order_id"])
    sums = (lines["quantity"] * lines["unit_price"]).groupby(lines["order_id"]).sum()
    assert np.allclose(orders.set_index("order_id")["amount"], sums)


def test_another_seed_is_another_shop(world):
    other = simulate(50, DEFAULT_SEED + 1)
    assert not other["orders"]["amount"].head(50).equals(world["orders"]["amount"].head(50))


def test_a_part_added_later_changes_no_number_of_the_others():
    first = stream(1, "people", 0).random(3)
    stream(1, "something new", 0).random(1000)
    assert (stream(1, "people", 0).random(3) == first).all()


@pytest.mark.parametrize("wrong", [{"customers": 0}, {"customers": -4}, {"seed": -1}])
def test_impossible_parameters_are_refused(wrong):
    with pytest.raises(ValueError, match="whole number"):
        simulate(**wrong)


def test_visits_recover_the_true_rate_of_those_who_stayed(world):
    """Visits while a customer are Poisson with her true rate: the ratio's interval must hold 1."""
    truth = world["truth/customers"].set_index("customer_id")
    joined = world["customers"].set_index("customer_id")["joined_on"]
    ends = truth["left_on"].fillna(pd.Timestamp(END))
    expected = truth["purchase_rate"] / 30 * (ends - joined).dt.days
    orders = world["orders"]
    visits = orders[(orders["amount"] > 0) & (orders["channel"] != "phone")]
    happened = (visits.groupby("customer_id").size() - 1).reindex(truth.index).fillna(0)
    answered = orders[(orders["amount"] == 168.0)]
    assert len(answered) > 0
    # Phone orders are about a tenth to a fifth of all; festivals move visits within years.
    assert 0.80 < happened.sum() / expected.sum() < 0.97


def test_nobody_buys_after_she_left(world):
    truth = world["truth/customers"].dropna(subset=["left_on"]).set_index("customer_id")["left_on"]
    letter = world["campaign_contacts"].query("campaign_id == 'K01'")[["customer_id", "responded"]]
    gone = world["orders"].merge(letter, how="left", on="customer_id")
    visits = gone[(gone["amount"] > 0) & (gone["responded"].fillna(0) == 0)]
    last = visits.groupby("customer_id")["ordered_on"].max()
    both = pd.concat([last, truth], axis=1, join="inner")
    assert (both["ordered_on"] < both["left_on"]).all()


def test_true_rates_are_gamma_as_the_card_says(world):
    rate = world["truth/customers"]["purchase_rate"] / 30
    set_ = set_truth.PURCHASES
    assert stats.kstest(rate, stats.gamma(set_.rate_shape, scale=1 / set_.rate_days).cdf).pvalue > 0.001


def test_the_letter_was_sent_at_random_and_the_truth_explains_the_answers(world):
    contacts = world["campaign_contacts"].merge(
        world["truth/campaign_contacts"], on=["campaign_id", "customer_id"]
    )
    contacts = contacts[contacts["campaign_id"] == set_truth.LETTER.campaign_id]
    mailed = contacts["group"] == "treatment"
    assert stats.binomtest(int(mailed.sum()), len(contacts), set_truth.LETTER.share_mailed).pvalue > 0.001
    assert (
        stats.ttest_ind(contacts.loc[mailed, "true_chance"], contacts.loc[~mailed, "true_chance"]).pvalue
        > 0.001
    )
    assert contacts.loc[~mailed, "responded"].sum() == 0
    chance = contacts.loc[mailed, "true_chance"]
    z = (contacts.loc[mailed, "responded"].sum() - chance.sum()) / np.sqrt((chance * (1 - chance)).sum())
    assert abs(z) < 3.5


def test_the_year_after_today_is_in_the_truth_only(world):
    truth = world["truth/customers"]
    assert world["orders"]["ordered_on"].max() <= pd.Timestamp(END)
    assert (truth.loc[truth["left_on"].notna(), "orders_next_year"] == 0).all()
    assert truth.loc[truth["left_on"].isna(), "orders_next_year"].mean() > 5


def test_festivals_and_weekdays_shape_the_calendar():
    days = pd.date_range(START, END)
    factor = pd.Series(busyness(days), index=days)
    assert factor.mean() == pytest.approx(1)
    assert factor["2024-02-12"] < 0.5 < 1.3 < factor["2024-02-03"]
    plain = factor["2024-05-01":"2024-08-31"]
    by_day = plain.groupby(plain.index.day_of_week).mean()
    assert by_day.idxmax() == 5


def test_a_larger_world_has_the_same_rates_and_is_no_copy(world):
    large = simulate(2 * BLOCK, DEFAULT_SEED)
    pd.testing.assert_frame_equal(large["truth/customers"].head(BLOCK), world["truth/customers"])
    second = large["truth/customers"].iloc[BLOCK:]
    assert stats.ks_2samp(second["purchase_rate"], world["truth/customers"]["purchase_rate"]).pvalue > 0.001
    assert large["orders"]["order_id"].is_unique
    assert large["orders"]["amount"].mean() == pytest.approx(world["orders"]["amount"].mean(), rel=0.08)


def test_money_has_at_most_two_decimals(world):
    for table, column in (
        ("orders", "amount"),
        ("order_lines", "unit_price"),
        ("truth/customers", "amount_next_year"),
    ):
        values = world[table][column]
        assert np.allclose(values, values.round(2), atol=1e-9)


def test_a_fault_while_writing_leaves_nothing_half_written(tmp_path, monkeypatch):
    from crmlab.story import writing

    real = Path.write_text

    def full_disk(path, text, *args, **kwargs):
        if path.name == "order_lines.csv.part":
            real(path, text[:1000], *args, **kwargs)
            raise OSError(28, "No space left on device")
        return real(path, text, *args, **kwargs)

    monkeypatch.setattr(writing.Path, "write_text", full_disk)
    with pytest.raises(OSError, match="No space left"):
        write_datasets(tmp_path, customers=20, seed=1)
    assert not list(tmp_path.rglob("*.part"))
    assert not (tmp_path / "order_lines.csv").exists()
    assert (tmp_path / "customers.csv").read_text(encoding="utf-8").count("\n") == 21


def test_the_world_does_not_know_how_it_will_be_measured():
    rooms = {"check", "data", "differentiate", "frames", "widgets"}
    for path in (Path(set_truth.__file__).parent).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            module = getattr(node, "module", None) or ""
            assert not (module.startswith("crmlab.") and module.split(".")[1] in rooms), path.name
