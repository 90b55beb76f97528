"""Campaigns: the letter as it was, the randomised ones measured, the owner's choice seen through."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from crmlab.story import uplift
from crmlab.story.block import Block
from crmlab.story.campaigns import CAMPAIGNS, closes_on, make_campaigns, send_letter
from crmlab.story.people import make_households
from crmlab.story.purchases import make_visits
from crmlab.story.streams import BLOCK
from crmlab.story.truth import LETTER
from crmlab.story.uplift import OWNERS_CHOICE, TYPES, features, utilities
from crmlab.story.world import make_block

SEEDS = (20260101, 7)
RANDOMISED = ("K02", "K03", "K04", "K05")
ARMS = (("K02", "treatment"), ("K03", "treatment"), ("K04", "treatment"), ("K05", "fresh"), ("K05", "price"))
WITHIN = 2.58  # standard errors: the 99 % interval, since many are looked at


@pytest.fixture(scope="module", params=SEEDS)
def world(request):
    return make_block(request.param, 0, 0, BLOCK) | {"campaigns": make_campaigns()}


@pytest.fixture(scope="module")
def both(world):
    seen, true = world["campaign_contacts"], world["truth/campaign_contacts"]
    merged = seen.merge(true, on=["campaign_id", "customer_id"], validate="one_to_one")
    assert len(merged) == len(seen) == len(true)
    chances = [merged["chance_without"], merged["chance_other"]]
    merged["chance"] = np.select(
        [merged["group"] == "control", merged["group"] == "price"], chances, merged["true_chance"]
    )
    return merged


def make_small_block(seed=3, n=1500):
    days, all_days = pd.date_range("2023-01-01", "2025-12-31"), pd.date_range("2023-01-01", "2026-12-31")
    households = make_households(seed, 0, 0, n, days)
    block = Block(seed, 0, households, days)
    block.visits = make_visits(seed, 0, households, all_days)
    return block


def difference(treated, control):
    """Give the difference of two means and its standard error."""
    error = np.sqrt(treated.var() / len(treated) + control.var() / len(control))
    return treated.mean() - control.mean(), error


def seen_before(world, campaign):
    """Give the features of each customer of a campaign's list, from the orders alone."""
    orders = world["orders"].query("amount > 0")
    visits = orders.rename(columns={"customer_id": "household", "amount": "budget"})
    joined = world["customers"].set_index("customer_id")["joined_on"]
    return features(visits, joined, pd.Timestamp(campaign.sent_on))


# --- keys and ranges --------------------------------------------------------------------------------------


def test_keys_and_ranges_hold(world, both):
    assert set(both["campaign_id"]) == set(world["campaigns"]["campaign_id"])
    assert both["customer_id"].isin(world["customers"]["customer_id"]).all()
    assert not both.duplicated(["campaign_id", "customer_id"]).any()
    for column in ("true_chance", "chance_without"):
        assert both[column].between(0, 1).all()
    assert np.allclose(both["true_effect"], both["true_chance"] - both["chance_without"])
    assert (both["chance_other"].notna() == (both["campaign_id"] == "K05")).all()
    assert set(both["type"]) == set(TYPES)
    assert set(both.loc[both["campaign_id"] == "K05", "group"]) == {"control", "price", "fresh"}
    assert set(both.loc[both["campaign_id"] != "K05", "group"]) == {"control", "treatment"}
    assert ((both["amount"] > 0) == (both["responded"] == 1)).all()
    assert (world["campaigns"]["closed_on"] <= "2025-12-31").all()


def test_the_letter_is_as_it_was(world, both, request):
    seed = request.node.callspec.params["world"]
    households = make_households(seed, 0, 0, BLOCK, pd.date_range("2023-01-01", "2025-12-31"))
    letters, rows = send_letter(seed, 0, households), both[both["campaign_id"] == "K01"]
    assert rows["customer_id"].tolist() == households["customer_id"].to_numpy()[letters["household"]].tolist()
    assert ((rows["group"] == "treatment").to_numpy() == letters["mailed"].to_numpy()).all()
    assert (rows["responded"].to_numpy() == letters["responded"].astype(int).to_numpy()).all()
    assert (rows["amount"] == 168.0 * rows["responded"]).all()
    assert (rows["chance_without"] == 0).all()
    first = make_campaigns().iloc[0]
    assert (first["campaign_id"], first["cost_per_contact"]) == (LETTER.campaign_id, LETTER.cost)


def test_an_answer_is_a_purchase_while_the_campaign_is_open(world, both):
    orders = world["orders"].query("amount > 0")
    for campaign in CAMPAIGNS:
        inside = orders[orders["ordered_on"].between(campaign.sent_on, closes_on(campaign))]
        rows = both[both["campaign_id"] == campaign.campaign_id]
        assert (rows["customer_id"].isin(inside["customer_id"]).astype(int) == rows["responded"]).all()
        spent = inside.groupby("customer_id")["amount"].sum()
        assert np.allclose(rows["amount"], spent.reindex(rows["customer_id"], fill_value=0), atol=0.005)


@pytest.mark.parametrize("campaign_id", RANDOMISED)
def test_groups_are_alike_before(world, both, campaign_id):
    campaign = next(c for c in CAMPAIGNS if c.campaign_id == campaign_id)
    rows = both[both["campaign_id"] == campaign_id]
    seen = seen_before(world, campaign).reindex(rows["customer_id"]).reset_index(drop=True)
    treated = (rows["group"] != "control").to_numpy()
    for column in ("days_since", "years", "visits"):
        assert stats.ttest_ind(seen.loc[treated, column], seen.loc[~treated, column]).pvalue > 0.001
    expected = sum(share for _, share, _ in campaign.groups)
    assert stats.binomtest(int(treated.sum()), len(rows), expected).pvalue > 0.001


# --- what was planted, found again ------------------------------------------------------------------------


@pytest.mark.parametrize(("campaign_id", "arm"), ARMS)
def test_treated_less_control_is_the_true_effect(both, campaign_id, arm):
    rows = both[both["campaign_id"] == campaign_id]
    treated, control = rows[rows["group"] == arm], rows[rows["group"] == "control"]
    found, error = difference(treated["responded"], control["responded"])
    chance = rows["chance_other"] if arm == "price" else rows["true_chance"]
    assert abs(found - (chance - rows["chance_without"]).mean()) < WITHIN * error
    if arm != "price":
        assert found > 1.96 * error


def test_the_letter_brings_what_its_truth_says(both):
    rows = both[both["campaign_id"] == "K01"]
    treated, control = rows[rows["group"] == "treatment"], rows[rows["group"] == "control"]
    found, error = difference(treated["responded"], control["responded"])
    assert abs(found - rows["true_effect"].mean()) < WITHIN * error


def test_chances_are_chances(both):
    """In each group of each campaign as many answer as the chances say."""
    for _, rows in both.groupby(["campaign_id", "group"]):
        spread = np.sqrt((rows["chance"] * (1 - rows["chance"])).sum())
        assert abs((rows["responded"] - rows["chance"]).sum()) < 3.5 * spread + 1e-9


def test_types_follow_what_can_be_seen(world, both):
    """Of those who have not left or stay away, the multinomial logit foretells how many are of which type."""
    left_on = world["truth/customers"].set_index("customer_id")["left_on"]
    campaign = next(c for c in CAMPAIGNS if c.campaign_id == "K03")
    rows = both[both["campaign_id"] == "K03"].set_index("customer_id")
    rows = rows[~(left_on.reindex(rows.index) <= pd.Timestamp(campaign.sent_on))]
    # Whom a complaint keeps away is a lost cause whatever her taste.
    rows = rows[rows["chance_without"] > 0.01]
    eta = np.exp(utilities(seen_before(world, campaign).reindex(rows.index)))
    share = eta / eta.sum(axis=1, keepdims=True)
    for column, name in enumerate(("persuadable", "do_not_disturb")):
        is_type, p = (rows["type"] == name).to_numpy(), share[:, column]
        high = p >= np.quantile(p, 0.67)
        assert is_type[high].mean() > 1.5 * is_type[p <= np.quantile(p, 0.33)].mean()
        # What the orders show is a little off what would have been without the campaigns before.
        assert abs(is_type.sum() - p.sum()) < 4 * np.sqrt((p * (1 - p)).sum())


def test_an_uplift_model_finds_whom_to_call(world, both):
    """Two linear models in one (Lo 2002): fitted on half of the customers, tried on the other half."""
    arms = [("K02", "treatment"), ("K03", "treatment"), ("K05", "fresh")]
    parts = []
    for campaign_id, arm in arms:
        campaign = next(c for c in CAMPAIGNS if c.campaign_id == campaign_id)
        rows = both[(both["campaign_id"] == campaign_id) & both["group"].isin([arm, "control"])]
        parts.append(rows.set_index("customer_id").join(seen_before(world, campaign)))
    data = pd.concat(parts).reset_index()
    t = (data["group"] != "control").to_numpy(dtype=float)
    # As a shop would cut them: seen in the last fortnight, month, quarter, half-year, or not.
    cuts = pd.get_dummies(pd.cut(data["days_since"], [0, 14, 30, 90, 180, 999])).to_numpy(dtype=float)
    x = np.column_stack([cuts, data["years"].clip(upper=2), data["away"], np.log1p(data["visits"])])
    odd = data["customer_id"].str[-1].isin(list("13579")).to_numpy()
    design = np.column_stack([x, t[:, None] * x])
    fitted = np.linalg.lstsq(design[odd], data["responded"].to_numpy(dtype=float)[odd], rcond=None)[0]
    score = x @ fitted[x.shape[1] :]
    test, good = data[~odd], (score >= np.median(score[~odd]))[~odd]
    gains = []
    for half in (test[good], test[~good]):
        treated = half["group"] != "control"
        gains.append(difference(half.loc[treated, "responded"], half.loc[~treated, "responded"]))
    assert gains[0][0] > gains[1][0]
    assert gains[0][0] > 2 * gains[0][1]
    assert np.corrcoef(score[~odd], test["true_effect"])[0, 1] > 0.2


def test_the_owners_choice_misleads_until_like_is_compared_with_like(world, both):
    """Regression imputation: what the chosen would have done, foretold from those not chosen."""
    campaign = next(c for c in CAMPAIGNS if not c.randomised)
    rows = both[both["campaign_id"] == campaign.campaign_id].set_index("customer_id")
    rows = rows.join(seen_before(world, campaign))
    chosen = (rows["group"] == "treatment").to_numpy()
    truth = rows.loc[chosen, "true_effect"].mean()
    naive, naive_error = difference(rows.loc[chosen, "responded"], rows.loc[~chosen, "responded"])
    assert naive - truth > 8 * naive_error
    v, m = np.log1p(rows["visits"]), rows["days_since"] / 30
    spend = np.log((rows["spend"] / 100).clip(lower=0.01)).fillna(0)
    x = np.column_stack([np.ones(len(rows)), v, v**2, v**3, m, m**2, np.exp(-m), v * m, spend])
    y = rows["responded"].to_numpy(dtype=float)

    def adjusted(take):
        """Give the effect on the chosen."""
        xs, ys, cs = x[take], y[take], chosen[take]
        b = np.linalg.solve(xs[~cs].T @ xs[~cs], xs[~cs].T @ ys[~cs])
        return (ys[cs] - xs[cs] @ b).mean()

    rng = np.random.default_rng(1)
    error = np.std([adjusted(rng.integers(len(y), size=len(y))) for _ in range(100)])
    assert abs(adjusted(np.arange(len(y))) - truth) < WITHIN * error
    assert WITHIN * error < 0.3 * naive


def test_the_owner_chose_as_the_card_says(world, both):
    campaign = next(c for c in CAMPAIGNS if not c.randomised)
    rows = both[both["campaign_id"] == campaign.campaign_id].set_index("customer_id")
    seen = seen_before(world, campaign).reindex(rows.index)
    spend = np.log((seen["spend"] / 100).clip(lower=0.01)).fillna(0)
    x = np.column_stack([np.ones(len(rows)), np.log1p(seen["visits"]), seen["days_since"] / 30, spend])
    y, b = (rows["group"] == "treatment").to_numpy(dtype=float), np.zeros(4)
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ b))
        information = (x * (p * (1 - p))[:, None]).T @ x
        b = b + np.linalg.solve(information, x.T @ (y - p))
    truth = [OWNERS_CHOICE.constant, OWNERS_CHOICE.visits, OWNERS_CHOICE.months, OWNERS_CHOICE.spend]
    assert (abs(b - truth) < 3 * np.sqrt(np.diag(np.linalg.inv(information)))).all()


# --- and absent where it was not planted ------------------------------------------------------------------


def test_without_lift_there_is_no_effect(monkeypatch):
    still = tuple(
        replace(c, groups=tuple((name, share, 1.0) for name, share, _ in c.groups), disturbed=1.0)
        for c in CAMPAIGNS
    )
    block = make_small_block()
    assert len(uplift.plan(block)) > 100
    monkeypatch.setattr(uplift, "CAMPAIGNS", still)
    assert len(uplift.plan(block)) == 0
    for listed in block.plans["uplift"].values():
        assert np.allclose(listed["without"], listed[listed.columns[-1]])


def test_the_same_seed_gives_the_same_lists():
    one, two = make_small_block(), make_small_block()
    pd.testing.assert_frame_equal(uplift.plan(one), uplift.plan(two))
    other = make_small_block(seed=4)
    assert not uplift.plan(other).head(50).equals(uplift.plan(one).head(50))
