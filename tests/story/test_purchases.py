"""Purchases against real data, and what was planted in them found again by the textbook method."""

from pathlib import Path

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

SHARED = Path(__file__).parents[3] / "shared" / "data"
SEEDS = (20260101, 7)


@pytest.fixture(scope="module", params=SEEDS)
def world(request):
    return simulate(seed=request.param)


def bought(world):
    return world["orders"].query("amount > 0")


# --- stylised facts ---


def test_the_best_fifth_bring_more_than_half_and_less_than_nine_tenths(world):
    """The Pareto share of repeat-bought goods lies near .73 and is not 80/20 (Kim, Singh and Winer 2017)."""
    spend = world["orders"].groupby("customer_id")["amount"].sum().sort_values(ascending=False)
    share = spend.head(len(spend) // 5).sum() / spend.sum()
    assert 0.55 < share < 0.85


@pytest.mark.skipif(not SHARED.exists(), reason="the real data lie beside the project only where it is built")
def test_the_concentration_is_that_of_a_real_shop(world):
    real = pd.read_csv(
        SHARED / "online_retail.csv.gz", usecols=["Quantity", "UnitPrice", "CustomerID"]
    ).dropna()
    spend = (
        (real["Quantity"] * real["UnitPrice"]).groupby(real["CustomerID"]).sum().clip(lower=0).sort_values()
    )
    real_share = spend.tail(len(spend) // 5).sum() / spend.sum()
    ours = world["orders"].groupby("customer_id")["amount"].sum().sort_values()
    assert abs(ours.tail(len(ours) // 5).sum() / ours.sum() - real_share) < 0.10


def test_repeat_buying_is_negative_binomial(world):
    """Purchases of a quarter over a stable set of buyers follow the NBD (Ehrenberg 1959)."""
    truth = world["truth/customers"].merge(world["customers"], on="customer_id")
    stable = truth[(truth["joined_on"] < "2025-03-01") & truth["left_on"].isna()]
    quarter = bought(world)[lambda t: t["ordered_on"].between("2025-04-01", "2025-06-30")]
    counts = quarter.groupby("customer_id").size().reindex(stable["customer_id"], fill_value=0)
    mean, variance = counts.mean(), counts.var()
    k = mean**2 / (variance - mean)
    assert variance > 2 * mean  # far from Poisson
    cells = np.minimum(counts, 12)
    seen = np.bincount(cells, minlength=13)
    expected = stats.nbinom.pmf(np.arange(12), k, k / (k + mean)) * len(counts)
    expected = np.append(expected, len(counts) - expected.sum())
    # Moments, not likelihood, were fitted: allow the statistic some slack, but a Poisson is far outside.
    chi = ((seen - expected) ** 2 / expected).sum()
    poisson = stats.poisson.pmf(np.arange(12), mean) * len(counts)
    poisson = np.append(poisson, len(counts) - poisson.sum())
    assert chi < 60 < 500 < ((seen - poisson) ** 2 / poisson).sum()


def test_baskets_are_small_and_skewed(world):
    sizes = world["order_lines"].query("quantity > 0").groupby("order_id").size()
    assert 1.5 < sizes.mean() < 4
    assert stats.skew(sizes) > 0.5
    amounts = bought(world)["amount"]
    assert amounts.median() < 0.8 * amounts.mean()


def test_saturdays_and_the_weeks_before_spring_festival_are_busy(world):
    days = bought(world).query("ordered_on >= '2024-01-01'").groupby("ordered_on").size()
    by_weekday = days.groupby(days.index.day_of_week).mean()
    assert by_weekday.idxmax() == 5
    assert days["2025-01-08":"2025-01-27"].mean() > 1.3 * days["2025-03-01":"2025-05-31"].mean()
    assert days["2025-01-29":"2025-02-03"].mean() < 0.6 * days["2025-03-01":"2025-05-31"].mean()


def test_refunds_are_few(world):
    assert 0.01 < (world["orders"]["amount"] < 0).mean() < 0.02


# --- what was planted, found again ---


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
