"""The fair: the case's figures stand, cards can be matched, and the effect of a fast call is found."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from crmlab.story import accounts, exhibition
from crmlab.story.exhibition import CHANNELS, FAIR

SEEDS = (20260101, 7)
KEYS = {
    "exhibition_cards": ["card_id"],
    "exhibition_follow_up": ["card_id"],
    "exhibition_calls": ["card_id", "attempt"],
    "exhibition_deals": ["deal_id"],
    "exhibition_budget": ["month_on", "channel"],
    "truth/exhibition_cards": ["card_id"],
}


@pytest.fixture(scope="module", params=SEEDS)
def fair(request):
    return exhibition.make_shop(request.param)


def fit(x, y, link):
    """Newton's method for a logistic or a Poisson regression; give estimates and standard errors."""
    b = np.zeros(x.shape[1])
    if link == "log":
        b[0] = np.log(y.mean())
    for _ in range(40):
        eta = x @ b
        mean = 1 / (1 + np.exp(-eta)) if link == "logit" else np.exp(eta)
        weight = mean * (1 - mean) if link == "logit" else mean
        information = (x * weight[:, None]).T @ x
        b = b + np.linalg.solve(information, x.T @ (y - mean))
    return b, np.sqrt(np.diag(np.linalg.inv(information)))


def digits(phone):
    """The textbook's standard form: ASCII digits without +86."""
    plain = phone.fillna("").str.normalize("NFKC").str.replace(r"\D", "", regex=True)
    return plain.str.removeprefix("86").where(plain != "")


def people_of(fair):
    """One row per true person, with the rota of her earliest call, her first mark, and whether she met."""
    cards = fair["exhibition_cards"].merge(fair["exhibition_follow_up"]).merge(fair["truth/exhibition_cards"])
    cards["order"] = cards["rota"].map({"fast": 0, "slow": 1, "none": 2})
    met = cards[cards["card_id"].isin(fair["exhibition_deals"]["card_id"])]["lead_id"]
    people = cards.groupby("lead_id").agg(
        cards=("card_id", "size"), order=("order", "min"), mark=("interest", lambda m: m.iloc[0]),
        segment=("segment", "first"), literature=("literature", "max"), fast=("chance_fast", "first"),
        slow=("chance_slow", "first"), none=("chance_none", "first"),
    )  # fmt: skip
    return people.assign(met=people.index.isin(met).astype(int))


def design(people, effects):
    mark = people["mark"].fillna("?")
    columns = [np.ones(len(people)), *effects]
    columns += [(mark == m).to_numpy() for m in ("A", "B", "?")]
    columns += [(people["segment"] == s).to_numpy() for s in ("other", "chain")]
    return np.column_stack(columns).astype(float)


# --- keys, dates, the case's figures -------------------------------------------------------------------


def test_keys_and_foreign_keys(fair):
    assert tuple(fair) == exhibition.TABLES
    for name, key in KEYS.items():
        assert not fair[name].duplicated(key).any(), name
    cards = fair["exhibition_cards"]["card_id"]
    for name in ("exhibition_follow_up", "exhibition_calls", "exhibition_deals", "truth/exhibition_cards"):
        assert fair[name]["card_id"].isin(cards).all()


def test_the_cases_figures(fair):
    assert len(fair["exhibition_cards"]) == 4700
    assert fair["exhibition_cards"]["literature"].sum() > 1000
    assert fair["exhibition_budget"]["spend"].sum() == 20_000_000


def test_dates_are_in_order(fair):
    deals = fair["exhibition_deals"].merge(fair["exhibition_cards"][["card_id", "collected_on"]])
    assert (deals["met_on"] > deals["collected_on"]).all()
    for first, then in (("met_on", "quoted_on"), ("quoted_on", "won_on")):
        both = deals.dropna(subset=[first, then])
        assert (both[first] <= both[then]).all()
    assert (deals[["met_on", "quoted_on", "won_on"]].max() <= pd.Timestamp("2025-12-31")).all()
    booked = fair["exhibition_calls"].query("outcome == 'meeting'").merge(deals, on="card_id")
    assert (booked["called_at"] < booked["met_on"] + pd.Timedelta(days=1)).all()
    assert (fair["exhibition_calls"]["called_at"].dt.day_of_week < 5).all()


def test_a_meeting_was_booked_or_came_by_itself(fair):
    booked = set(fair["exhibition_calls"].query("outcome == 'meeting'")["card_id"])
    rota = fair["exhibition_follow_up"].set_index("card_id")["rota"]
    for card in fair["exhibition_deals"]["card_id"]:
        assert (card in booked) == (rota[card] != "none")


@pytest.mark.parametrize("seed", SEEDS)
def test_contracts_from_the_town_are_accounts_that_came_from_the_fair(seed):
    deals = exhibition.make_shop(seed)["exhibition_deals"].dropna(subset=["account_id"])
    shop = accounts.make_shop(seed)["accounts"].set_index("account_id").loc[deals["account_id"]]
    assert len(deals) >= 3
    assert deals["account_id"].is_unique
    assert (shop["source"] == "exhibition").all()
    assert (shop["opened_on"].to_numpy() == deals["won_on"].to_numpy()).all()


def test_the_same_seed_gives_the_same_tables():
    one, two = exhibition.make_shop(5), exhibition.make_shop(5)
    for name in one:
        pd.testing.assert_frame_equal(one[name], two[name])


# --- people and their cards ----------------------------------------------------------------------------


def test_people_and_cards_add_up(fair):
    """One card in six is a repeat: 3,960 people left 4,700 cards."""
    repeats = fair["truth/exhibition_cards"].duplicated("lead_id").sum()
    assert repeats == FAIR.cards - FAIR.people


def test_raw_fields_hardly_match_and_standard_phones_mostly_do(fair):
    cards = fair["exhibition_cards"].merge(fair["truth/exhibition_cards"])
    raw = cards.duplicated(["name", "company", "phone"]).sum()
    true = cards.duplicated("lead_id").sum()
    assert raw / true < 0.25
    cards["digits"] = digits(cards["phone"])
    with_phone = cards.dropna(subset=["digits"])
    pairs = with_phone.merge(with_phone, on="digits")
    pairs = pairs[pairs["card_id_x"] < pairs["card_id_y"]]
    right = (pairs["lead_id_x"] == pairs["lead_id_y"]).sum()
    all_pairs = (cards.groupby("lead_id").size().pipe(lambda k: k * (k - 1) / 2)).sum()
    assert right / len(pairs) > 0.99
    assert 0.65 < right / all_pairs < 0.95


# --- recoverability ------------------------------------------------------------------------------------


def test_the_effect_of_a_fast_call_is_found(fair):
    """The rota was drawn at random: logistic regression on it, with mark and kind of firm."""
    people = people_of(fair)
    x = design(people, [(people["order"] == 0).to_numpy(), (people["order"] == 1).to_numpy()])
    b, se = fit(x, people["met"].to_numpy(), "logit")
    assert abs(b[1] - FAIR.fast) < 3 * se[1]
    assert b[1] > 3 * se[1]
    assert abs(b[2] - FAIR.slow) < 3 * se[2]
    contrast = b[1] - b[2]
    assert contrast > 2 * np.hypot(se[1], se[2])


def test_people_with_one_card_show_it_without_any_model(fair):
    people = people_of(fair).query("cards == 1")
    fast, none = people[people["order"] == 0], people[people["order"] == 2]
    difference = fast["met"].mean() - none["met"].mean()
    true = people["fast"].mean() - people["none"].mean()
    error = np.sqrt(fast["met"].var() / len(fast) + none["met"].var() / len(none))
    assert abs(difference - true) < 3 * error


def test_literature_seems_to_work_and_does_not(fair):
    people = people_of(fair)
    lit = people["literature"].to_numpy()
    naive, se = fit(
        np.column_stack([np.ones(len(lit)), lit]).astype(float), people["met"].to_numpy(), "logit"
    )
    assert naive[1] > 2 * se[1]
    x = design(people, [lit, (people["order"] == 0).to_numpy(), (people["order"] == 1).to_numpy()])
    b, se = fit(x, people["met"].to_numpy(), "logit")
    assert abs(b[1]) < 3 * se[1]
    assert b[1] < naive[1] - 0.2


def test_without_the_effect_there_is_none(monkeypatch):
    monkeypatch.setattr(exhibition, "FAIR", SimpleNamespace(**{**vars(FAIR), "fast": 0.0, "slow": 0.0}))
    people = people_of(exhibition.make_shop(SEEDS[0]))
    x = design(people, [(people["order"] == 0).to_numpy(), (people["order"] == 1).to_numpy()])
    b, se = fit(x, people["met"].to_numpy(), "logit")
    assert (np.abs(b[1:3]) < 3 * se[1:3]).all()


def test_the_response_of_leads_to_spending_is_found(fair):
    """Poisson regression of leads on ln(spend), with the channels."""
    table = fair["exhibition_budget"].query("channel != 'fair'")
    x = np.column_stack([pd.get_dummies(table["channel"]), np.log(table["spend"] / 10_000)]).astype(float)
    x[:, 0] = 1.0  # the first channel is the base
    b, se = fit(x, table["leads"].to_numpy(), "log")
    assert abs(b[-1] - FAIR.elasticity) < 3 * se[-1]
    assert se[-1] < 0.05
    for channel, (_, _, becomes) in CHANNELS.items():
        here = table[table["channel"] == channel]
        assert stats.binomtest(int(here["won"].sum()), int(here["leads"].sum()), becomes).pvalue > 0.001
