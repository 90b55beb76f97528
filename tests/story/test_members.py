"""Members and points: the rules give every tier and every point, and the trial shows what the card does."""

import tomllib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from crmlab.story import members, world
from crmlab.story.calendar import busyness
from crmlab.story.members import PROGRAMME
from crmlab.story.points import POINTS, REWARDS

WIDE = 2.576
LAST = pd.Timestamp("2025-12-31")
KEYS = {
    "members": ["customer_id"],
    "member_tiers": ["customer_id", "from_on"],
    "points": ["entry_id"],
    "truth/members": ["customer_id"],
    "truth/member_effects": ["customer_id", "cause", "from_on"],
}


def make_world(seed, n=4000, block=0):
    with pytest.MonkeyPatch.context() as patch:
        planned = (*(name for name in world.PLANNED if name != "members"), "complaints", "members")
        patch.setattr(world, "PLANNED", tuple(dict.fromkeys(planned)))
        patch.setattr(world, "MADE", ("members",))
        return world.make_block(seed, block, 4000 * block, n) | members.make_shop(seed)


@pytest.fixture(scope="module", params=[20260101, 7])
def shop(request):
    return make_world(request.param)


@pytest.fixture(scope="module")
def ledger(shop):
    """The ledger with the balance after each entry."""
    points = shop["points"]
    return points.assign(balance=points.groupby("customer_id")["points"].cumsum())


def tier_on(shop, customer_id, days):
    """Look up the tier of customers on days in the table of tiers; both in one order."""
    spells = shop["member_tiers"].rename(columns={"from_on": "day"}).sort_values("day")
    asked = pd.DataFrame({"customer_id": customer_id, "day": days}).reset_index().sort_values("day")
    return pd.merge_asof(asked, spells, on="day", by="customer_id").set_index("index")["tier"].sort_index()


# --- what the tables are ------------------------------------------------------------------------------------


def test_keys_are_unique_and_point_to_something(shop):
    for name, key in KEYS.items():
        assert not shop[name].duplicated(key).any()
        assert set(shop[name]["customer_id"]) <= set(shop["customers"]["customer_id"])
    points = shop["points"]
    assert set(points["order_id"].dropna()) <= set(shop["orders"]["order_id"])
    assert set(points["reward_id"].dropna()) <= set(shop["rewards"]["reward_id"])
    assert len(shop["members"]) == len(shop["customers"])


def test_nothing_is_in_the_future_and_nothing_before_joining(shop):
    assert shop["points"]["posted_on"].max() <= LAST
    assert shop["member_tiers"][["from_on", "to_on"]].max().max() <= LAST
    enrolled = shop["members"].set_index("customer_id")["enrolled_on"]
    assert enrolled.max() <= LAST
    assert enrolled.min() >= pd.Timestamp(PROGRAMME.begins_on)
    for name, day in (("points", "posted_on"), ("member_tiers", "from_on")):
        assert (shop[name][day].to_numpy() >= enrolled.loc[shop[name]["customer_id"]].to_numpy()).all()


def test_the_same_seed_gives_the_same_and_blocks_share_no_ids():
    one, two, other = make_world(3, n=300), make_world(3, n=300), make_world(3, n=300, block=1)
    for name in KEYS:
        pd.testing.assert_frame_equal(one[name], two[name])
    assert not set(one["points"]["entry_id"]) & set(other["points"]["entry_id"])


def test_cards_name_the_columns_and_fill_in_the_parameters(shop):
    cards = Path(members.__file__).parent / "cards"
    for name in (*KEYS, "tier_rules", "rewards"):
        card = tomllib.loads((cards / f"{name.replace('/', '_')}.toml").read_text(encoding="utf-8"))
        assert [column["name"] for column in card["schema"]["columns"]] == shop[name].columns.tolist()
        for language in ("en", "zh"):
            assert "{" not in card["what"][language]
            assert "{" not in card["made"][language].format(**members.CARD_VALUES)
    assert POINTS.welcome == 100  # the card of points says so in words


# --- the rules, worked out again ----------------------------------------------------------------------------


def test_tiers_follow_from_orders_by_the_rule(shop):
    rules = shop["tier_rules"].sort_values("spend_from")
    orders = shop["orders"]
    enrolled = shop["members"].dropna(subset="enrolled_on").set_index("customer_id")["enrolled_on"]
    for month in pd.to_datetime(["2024-08-01", "2025-02-01", "2025-12-01"]):
        here = enrolled.index[enrolled < month]
        before = orders["ordered_on"].between(month - pd.DateOffset(months=12), month, inclusive="left")
        spent = orders[before].groupby("customer_id")["amount"].sum().reindex(here, fill_value=0).round(2)
        place = np.searchsorted(rules["spend_from"], spent, side="right") - 1
        expected = rules["tier"].to_numpy()[np.maximum(place, 0)]
        assert (tier_on(shop, here, month).to_numpy() == expected).all()


def test_every_order_of_a_member_earns_what_the_rule_says(shop):
    points = shop["points"]
    enrolled = shop["members"].set_index("customer_id")["enrolled_on"]
    orders = shop["orders"].query("amount > 0")
    orders = orders[orders["ordered_on"].to_numpy() >= enrolled.loc[orders["customer_id"]].to_numpy()]
    tier = tier_on(shop, orders["customer_id"].to_numpy(), orders["ordered_on"].to_numpy()).to_numpy()
    per_yuan = shop["tier_rules"].set_index("tier")["points_per_yuan"]
    due = np.floor((orders["amount"].to_numpy() * per_yuan.loc[tier].to_numpy()).round(6))
    due = pd.Series(due, orders["order_id"].to_numpy())
    due = due[due > 0]
    earned = points.query("kind == 'earn'").set_index("order_id")["points"]
    assert earned.sort_index().eq(due.sort_index().astype(int)).all()
    twice = points.query("kind == 'bonus'").dropna(subset="order_id")
    assert (twice["posted_on"].dt.day == POINTS.member_day).all()
    assert (twice["points"].to_numpy() == earned.loc[twice["order_id"]].to_numpy()).all()


def test_the_balance_is_never_negative_and_ends_as_the_members_table_says(shop, ledger):
    assert (ledger["balance"] >= 0).all()
    last = ledger.groupby("customer_id")["balance"].last()
    said = shop["members"].dropna(subset="points_balance").set_index("customer_id")["points_balance"]
    assert said.astype(int).sort_index().equals(last.astype(int).sort_index())


def test_expiry_is_first_in_first_out(shop):
    """What expires by the end of a month is all that was got by a year before, less all that went since."""
    points = shop["points"]
    for end in pd.to_datetime(["2025-07-31", "2025-10-31"]):
        got_by = points[(points["posted_on"] <= end - pd.DateOffset(years=1) + pd.offsets.MonthEnd(0))]
        got = got_by[got_by["points"] > 0].groupby("customer_id")["points"].sum()
        gone = points[(points["points"] < 0) & (points["posted_on"] <= end)]
        before = gone[~((gone["kind"] == "expire") & (gone["posted_on"] == end))]
        due = (got.add(before.groupby("customer_id")["points"].sum(), fill_value=0)).clip(lower=0)
        lapsed = points[(points["kind"] == "expire") & (points["posted_on"] == end)]
        lapsed = -lapsed.set_index("customer_id")["points"]
        assert due[due > 0].astype(int).sort_index().equals(lapsed.sort_index().astype(int))


def test_rewards_cost_what_the_list_says(shop):
    cost = {reward[0]: -reward[3] for reward in REWARDS}
    redeemed = shop["points"].query("kind == 'redeem'")
    assert (redeemed["points"] == redeemed["reward_id"].map(cost)).all()
    never = shop["truth/members"].query("redeems == 0")["customer_id"]
    assert not redeemed["customer_id"].isin(never).any()


def test_tiers_are_a_pyramid(shop):
    share = shop["members"]["tier"].value_counts(normalize=True)
    assert share["basic"] > 0.55
    assert 0.12 < share["silver"] < 0.35
    assert 0.03 < share["gold"] < 0.12


# --- what was planted is found again ------------------------------------------------------------------------


def test_arms_were_drawn_by_lot(shop):
    table = shop["members"]
    offered = table["arm"] == "offered"
    p = PROGRAMME.offered
    assert abs(offered.mean() - p) < WIDE * np.sqrt(p * (1 - p) / len(table))
    assert table.loc[~offered, "enrolled_on"].isna().all()
    before = shop["orders"].query("amount > 0 and ordered_on < '2024-07-01'").groupby("customer_id").size()
    before = before.reindex(table["customer_id"], fill_value=0).to_numpy()
    x, y = before[offered], before[~offered]
    assert abs(x.mean() - y.mean()) < WIDE * np.sqrt(x.var() / len(x) + y.var() / len(y))


def _windows(shop):
    """Give the days between which visits are counted: from the day after she joined, or would have joined."""
    days = pd.date_range("2023-01-01", "2026-12-31")
    clock = np.concatenate([[0.0], np.cumsum(busyness(days))])
    table = shop["members"].merge(shop["truth/customers"], on="customer_id")
    orders = shop["orders"].query("amount > 0").merge(table[["customer_id", "eligible_on"]], on="customer_id")
    later = orders[orders["ordered_on"] >= orders["eligible_on"]]
    first = table["customer_id"].map(later.groupby("customer_id")["ordered_on"].min())
    begins = table["enrolled_on"].fillna(first) + pd.Timedelta(days=1)
    ends = table["left_on"].fillna(LAST + pd.Timedelta(days=1))
    return table.assign(begins=begins, ends=ends), clock, days


def _happened_and_expected(shop, rows, clock, days):
    """Count visits of customers between days, and what their true rates lead to expect."""
    rows = rows[rows["begins"] < rows["ends"]]
    at = [clock[days.get_indexer(rows[name])] for name in ("begins", "ends")]
    expected = (rows["purchase_rate"].to_numpy() / 30 * (at[1] - at[0])).sum()
    visits = shop["orders"].query("amount > 0")[["customer_id", "ordered_on"]]
    met = visits.merge(rows[["customer_id", "begins", "ends"]], on="customer_id")
    happened = ((met["ordered_on"] >= met["begins"]) & (met["ordered_on"] < met["ends"])).sum()
    return happened, expected


def test_members_come_more_often_by_the_factor_and_gold_by_its_own(shop):
    """Visits over those expected by the true rates, against the same ratio of those who would have joined."""
    table, clock, days = _windows(shop)
    table = table.merge(shop["truth/members"], on="customer_id")
    control = table[(table["arm"] == "control") & (table["would_join"] == 1)]
    control = _happened_and_expected(shop, control, clock, days)
    member = _happened_and_expected(shop, table[table["enrolled_on"].notna()], clock, days)
    spells = shop["truth/member_effects"].query("cause == 'gold'").merge(table, on="customer_id")
    until = spells["to_on"].fillna(LAST) + pd.Timedelta(days=1)
    spells = spells.assign(begins=spells["from_on"], ends=np.minimum(until, spells["ends"]))
    gold = _happened_and_expected(shop, spells, clock, days)
    plain = tuple(m - g for m, g in zip(member, gold, strict=True))
    for group, truth in ((plain, PROGRAMME.factor), (gold, PROGRAMME.gold_factor)):
        found = np.log((group[0] / group[1]) / (control[0] / control[1]))
        # Visits of a household vary a little more than Poisson: some stay away after a complaint.
        error = 1.4 * np.sqrt(1 / group[0] + 1 / control[0])
        assert abs(found - np.log(truth)) < WIDE * error


def test_the_trial_finds_the_effect_of_the_offer(shop):
    """Intention to treat, by difference in means adjusted for the visits before (CUPED)."""
    table = _windows(shop)[0]
    orders = shop["orders"].query("amount > 0").merge(table[["customer_id", "eligible_on"]], on="customer_id")
    after = orders["ordered_on"] > orders["eligible_on"]
    y, x = (
        orders[mask].groupby("customer_id").size().reindex(table["customer_id"], fill_value=0).to_numpy()
        for mask in (after, ~after)
    )
    y = y - np.cov(x, y)[0, 1] / x.var() * (x - x.mean())
    offered = (table["arm"] == "offered").to_numpy()
    a, b = y[offered], y[~offered]
    found = a.mean() / b.mean() - 1
    error = np.sqrt(a.var() / len(a) + b.var() / len(b)) / b.mean()
    effects = shop["truth/member_effects"].merge(table, on="customer_id")
    until = np.minimum(effects["to_on"].fillna(LAST) + pd.Timedelta(days=1), effects["ends"])
    lasted = (until - effects["from_on"]).dt.days.clip(lower=0)
    extra = effects["purchase_rate"] * (effects["factor"] - 1) * lasted
    here = table[offered]
    base = here["purchase_rate"] * (here["ends"] - here["eligible_on"]).dt.days.clip(lower=0)
    assert abs(found - extra.sum() / base.sum()) < WIDE * error


def test_regulars_join_sooner(shop):
    truth = shop["truth/members"].merge(shop["truth/customers"], on="customer_id")
    logit = PROGRAMME.join + PROGRAMME.join_regular * np.log(truth["purchase_rate"].clip(lower=1e-3))
    chance = 1 / (1 + np.exp(-logit))
    for half in (truth["purchase_rate"] > truth["purchase_rate"].median(), slice(None)):
        p = chance[half]
        error = np.sqrt((p * (1 - p)).mean() / len(p))
        assert abs(truth["would_join"][half].mean() - p.mean()) < WIDE * error


def test_without_an_effect_there_is_none():
    quiet = members.Programme(factor=1.0, gold_factor=1.0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(members, "PROGRAMME", quiet)
        without = make_world(5, n=1500)
    with_it = make_world(5, n=1500)
    same = without["members"]["arm"].eq(with_it["members"]["arm"])
    assert same.all()
    assert len(with_it["orders"]) > len(without["orders"])
    control = with_it["members"].query("arm == 'control'")["customer_id"]
    visits = []
    for shop in (with_it, without):
        bought = shop["orders"].query("amount > 0")
        visits.append(bought[bought["customer_id"].isin(control)].groupby("customer_id").size())
    assert visits[0].equals(visits[1])
