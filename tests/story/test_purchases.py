"""Purchases: what was planted in them is found again by the textbook method."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from crmlab.story import END, START, simulate
from crmlab.story.block import Block
from crmlab.story.checkouts import CHECKOUTS
from crmlab.story.effects import apply_effects, no_effects
from crmlab.story.offers import OFFERS, make_offers
from crmlab.story.pairs import NAPPIES, RAZOR, SHELF
from crmlab.story.people import make_households
from crmlab.story.purchases import make_visits
from crmlab.story.truth import PURCHASES

SEEDS = (20260101, 7)


@pytest.fixture(scope="module", params=SEEDS)
def world(request):
    return simulate(seed=request.param)


def bought(world):
    return world["orders"].query("amount > 0")


def test_refunds_are_few(world):
    assert 0.01 < (world["orders"]["amount"] < 0).mean() < 0.02


def test_the_visit_rate_and_the_drop_out_are_those_of_the_card():
    """Pareto/NBD: the mean visits by age must be r/alpha times the mean time alive."""
    days = pd.date_range(START, END)
    households = make_households(SEEDS[0], 0, 0, 4000, days)
    visits = make_visits(SEEDS[0], 0, households, days)
    age = (days[-1] - households["joined_on"]).dt.days.to_numpy()
    s, beta = PURCHASES.dropout_shape, PURCHASES.dropout_days
    alive = beta / (s - 1) * (1 - (beta / (beta + age)) ** (s - 1))
    expected = PURCHASES.rate_shape / PURCHASES.rate_days * alive.sum()
    assert (len(visits) - len(households)) / expected == pytest.approx(1, abs=0.08)


def test_the_lift_of_razors_and_nappies_is_found_before_and_after_the_shelf_move(world):
    orders = bought(world).query("ordered_on >= '2024-01-01'").set_index("order_id")["ordered_on"]
    lines = world["order_lines"].query("quantity > 0")
    razor = orders.index.isin(lines.loc[lines["product_id"] == RAZOR, "order_id"])
    nappies = orders.index.isin(lines.loc[lines["product_id"] == NAPPIES, "order_id"])
    for period, q in ((orders < SHELF.moved_on, SHELF.q_before), (orders >= SHELF.moved_on, SHELF.q_after)):
        period = period.to_numpy()
        with_n, without = razor[period & nappies], razor[period & ~nappies]
        added = (with_n.mean() - without.mean()) / (1 - without.mean())
        error = np.sqrt(with_n.mean() * (1 - with_n.mean()) / len(with_n)) / (1 - without.mean())
        assert abs(added - q) < 3 * error
        lift = with_n.mean() / razor[period].mean()
        assert lift > 2


def test_the_shelf_move_is_seen(world):
    orders = bought(world).query("ordered_on >= '2024-01-01'").set_index("order_id")["ordered_on"]
    lines = world["order_lines"].query("quantity > 0")
    with_nappies = orders[orders.index.isin(lines.loc[lines["product_id"] == NAPPIES, "order_id"])]
    razor = with_nappies.index.isin(lines.loc[lines["product_id"] == RAZOR, "order_id"])
    after = (with_nappies >= SHELF.moved_on).to_numpy()
    table = [[razor[after].sum(), (~razor[after]).sum()], [razor[~after].sum(), (~razor[~after]).sum()]]
    assert stats.fisher_exact(table).pvalue < 0.05


def test_offers_draw_lines_as_the_card_says(world):
    lines = world["order_lines"].query("quantity > 0").merge(world["orders"][["order_id", "ordered_on"]])
    lines = lines.merge(world["products"][["product_id", "category"]])
    mean = OFFERS.sensitivity_a / (OFFERS.sensitivity_a + OFFERS.sensitivity_b)
    turned, expected, variance = 0.0, 0.0, 0.0
    for offer in make_offers().itertuples():
        here = lines[lines["ordered_on"].between(offer.begins_on, offer.ends_on)]
        near = lines[
            lines["ordered_on"].between(
                offer.begins_on - pd.Timedelta(days=28), offer.ends_on + pd.Timedelta(days=28)
            )
        ].drop(here.index)
        p1, p0 = (here["category"] == offer.category).mean(), (near["category"] == offer.category).mean()
        weight = len(here)
        turned += weight * (p1 - p0) / (1 - p0)
        expected += weight * mean * offer.discount / OFFERS.full_discount
        variance += weight * p1 * (1 - p1) + weight**2 * p0 * (1 - p0) / len(near)
    # A cheaper pack is also bought where a dear one was left on the shelf: a little more than the pull alone.
    assert -3 < (turned - expected) / np.sqrt(variance) < 6
    assert turned > 5 * np.sqrt(variance)


def test_the_reminder_recovers_what_the_card_says(world):
    checkouts = world["checkouts"]
    slow = checkouts[checkouts["paid_at"].isna() | (checkouts["paid_at"] - checkouts["started_at"] >= "1h")]
    for reminded, truth in ((True, CHECKOUTS.recovered_reminded), (False, CHECKOUTS.recovered_alone)):
        group = slow[slow["reminded_at"].notna() == reminded]
        paid = int(group["paid_at"].notna().sum())
        assert stats.binomtest(paid, len(group), truth).pvalue > 0.001
        assert len(group) > 300


def test_a_paid_checkout_is_an_order_and_an_unpaid_one_is_none(world):
    checkouts = world["checkouts"]
    assert (checkouts["paid_at"].notna() == checkouts["order_id"].notna()).all()
    paid = checkouts.dropna(subset=["order_id"]).merge(
        world["orders"], on="order_id", suffixes=("", "_order")
    )
    assert len(paid) == checkouts["order_id"].notna().sum()
    assert (paid["amount"] == paid["amount_order"]).all()
    assert (paid["started_at"].dt.normalize() == paid["ordered_on"]).all()
    assert checkouts["paid_at"].max() < pd.Timestamp("2026-01-01")


# --- effects ---


@pytest.fixture(scope="module")
def alone():
    days = pd.date_range(START, END)
    households = make_households(1, 0, 0, 2000, days)
    return households, make_visits(1, 0, households, days), days


def effect(factor, n=2000):
    return pd.DataFrame(
        {
            "household": np.arange(n),
            "begins": pd.Timestamp("2025-04-01"),
            "ends": pd.Timestamp("2025-10-01"),
            "factor": float(factor),
        }
    )


@pytest.mark.parametrize("factor", [0.0, 0.4, 1.0, 1.6, 3.0])
def test_an_effect_multiplies_the_visits_of_its_days_and_no_others(alone, factor):
    households, visits, days = alone
    after = apply_effects(Block(1, 0, households, days, visits), "a test", days, effect(factor))
    inside = visits["ordered_on"].between("2025-04-01", "2025-09-30")
    first = ~visits.duplicated("household")
    inside_after = after["ordered_on"].between("2025-04-01", "2025-09-30")
    free = (inside & ~first).sum()
    happened = inside_after.sum() - (inside & first).sum()
    error = np.sqrt(free * abs(1 - factor) * max(factor, 1 - factor, 1)) if factor != 1 else 0
    tolerance = 4 * error + (0.1 * (inside & first).sum() if factor < 1 else 0)
    assert abs(happened - factor * free) <= tolerance
    pd.testing.assert_frame_equal(
        after[~inside_after].reset_index(drop=True), visits[~inside].reset_index(drop=True), check_dtype=False
    )


def test_without_effects_nothing_changes(alone):
    households, visits, days = alone
    pd.testing.assert_frame_equal(
        apply_effects(Block(1, 0, households, days, visits), "a test", days, no_effects()),
        visits,
        check_dtype=False,
    )
