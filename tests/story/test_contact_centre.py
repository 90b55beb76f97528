"""The contact centre: its tables fit, and what was planted in people, calls and chats can be found again."""

import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import optimize, stats

from crmlab.story import DEFAULT_SEED
from crmlab.story import contact_centre as centre
from crmlab.story import contact_centre_line as line_of
from crmlab.story.contact_centre_chats import CHATS, STANDARD
from crmlab.story.contact_centre_truth import (
    CALLERS,
    RATING,
    REASONS,
    RESOLUTION,
    STAFF,
    SURVEY,
    VOLUME,
)

FIRST = pd.Timestamp(VOLUME.first_on)
KEYS = {
    "cc_calls": ["call_id"],
    "cc_transfers": ["call_id"],
    "cc_reasons": ["reason"],
    "cc_agents": ["agent_id"],
    "cc_rosters": ["shift_id"],
    "cc_quality": ["quality_id"],
    "cc_checks": ["call_id", "item"],
    "truth/cc_calls": ["call_id"],
    "truth/cc_agents": ["agent_id"],
    "truth/cc_rates": ["weekday", "half_hour", "skill"],
    "truth/cc_days": ["called_on"],
    "truth/cc_checks": ["call_id", "item"],
    "cc_chats": ["chat_id"],
    "cc_chat_steps": ["chat_id", "step_number"],
    "truth/cc_chats": ["chat_id"],
}


@pytest.fixture(scope="module", params=(DEFAULT_SEED, 7))
def shop(request):
    return centre.make_shop(request.param)


def inside(estimate, error, truth, width=3.0):
    """Say whether the truth lies within the estimate's interval (three standard errors)."""
    return abs(estimate - truth) < width * error


# Keys, ranges, and the rules of the line


def test_every_table_has_its_key_and_foreign_keys_hold(shop):
    assert set(shop) == set(centre.TABLES) == set(KEYS)
    for name, key in KEYS.items():
        assert not shop[name].duplicated(key).any(), name
        assert shop[name][key].notna().all(axis=None), name
    calls, agents = shop["cc_calls"], set(shop["cc_agents"]["agent_id"])
    for name in ("cc_calls", "cc_transfers", "cc_rosters", "cc_quality", "cc_chats", "truth/cc_agents"):
        assert set(shop[name]["agent_id"].dropna()) <= agents, name
    for name in ("cc_transfers", "cc_quality", "cc_checks", "truth/cc_calls", "truth/cc_checks"):
        assert set(shop[name]["call_id"]) <= set(calls["call_id"]), name
    for name in ("cc_chat_steps", "truth/cc_chats"):
        assert set(shop[name]["chat_id"]) == set(shop["cc_chats"]["chat_id"])
    assert set(calls["reason"]) == set(shop["cc_reasons"]["reason"])
    number = calls.set_index("call_id")["called_at"]
    again = calls.dropna(subset=["repeat_of"])
    assert (again["called_at"].to_numpy() > number[again["repeat_of"]].to_numpy()).all()
    for customers in (calls["customer_id"], shop["truth/cc_calls"]["customer_id"]):
        assert customers.dropna().between("C00001", "C04000").all()
        assert customers.dropna().str.fullmatch(r"C\d{5}").all()


def test_calls_come_in_opening_hours_and_in_order(shop):
    calls = shop["cc_calls"]
    assert calls["called_at"].is_monotonic_increasing
    assert calls["called_at"].dt.hour.between(VOLUME.opens, VOLUME.closes - 1).all()
    assert calls["called_at"].between(FIRST, FIRST + pd.Timedelta(days=VOLUME.days)).all()
    assert calls["called_at"].dt.normalize().nunique() == VOLUME.days
    assert (calls[["wait_seconds", "ivr_seconds"]] >= 0).all(axis=None)
    assert (calls["agent_id"].notna() == (calls["answered"] == 1)).all()
    assert (calls["talk_seconds"].notna() == (calls["answered"] == 1)).all()
    assert calls["satisfaction"].dropna().between(1, 5).all()
    assert calls.loc[calls["answered"] == 0, "resolved"].isna().all()


def test_the_same_seed_gives_the_same_tables_and_another_seed_others():
    one, two, other = (centre.make_shop(seed) for seed in (5, 5, 6))
    for name in one:
        pd.testing.assert_frame_equal(one[name], two[name])
    assert not one["cc_calls"]["called_at"].head(9).equals(other["cc_calls"]["called_at"].head(9))


def test_tables_stay_within_their_budget(shop):
    assert sum(len(table.to_csv(index=False).encode()) for table in shop.values()) < 3_000_000


@pytest.mark.parametrize("customers", [1, 20])
def test_callers_are_customers_of_a_small_shop_too(customers):
    callers = centre.make_shop(1, customers)["truth/cc_calls"]["customer_id"].dropna()
    assert (callers.str[1:].astype(int) <= customers).all()


def test_every_table_has_a_card_that_says_what_is_in_it(shop):
    for name, table in shop.items():
        path = Path(centre.__file__).parent / "cards" / f"{name.replace('/', '_')}.toml"
        card = tomllib.loads(path.read_text(encoding="utf-8"))
        assert [column["name"] for column in card["schema"]["columns"]] == table.columns.tolist()
        assert ([card["key"]] if isinstance(card["key"], str) else card["key"]) == KEYS[name]
        for language in ("en", "zh"):
            assert "{" not in card["what"][language]
            made = card["made"][language].format(**centre.CARD_VALUES)
            assert "{" not in made


# The truth found again


def test_talk_is_lognormal_agent_by_agent(shop):
    """But for the one who cuts calls off."""
    talk = _full_talks(shop)
    cutter = shop["truth/cc_agents"].query("hangs_up == 1")["agent_id"].item()
    p = {
        agent: stats.kstest(stats.zscore(np.log(t["talk_seconds"].astype(float))), "norm").pvalue
        for agent, t in talk.groupby("agent_id")
    }
    assert min(p, key=p.get) == cutter
    assert p[cutter] < 0.001
    assert stats.kstest([v for agent, v in p.items() if agent != cutter], "uniform").statistic < 0.6
    assert talk["talk_seconds"].mean() > talk["talk_seconds"].median() * 1.1


def test_turnover_is_high_and_its_rate_can_be_found(shop):
    agents = shop["cc_agents"]
    served = (agents["left_on"].fillna(FIRST) - agents["hired_on"]).dt.days.sum()
    left = agents["left_on"].notna().sum()
    assert inside(np.log(served / left), 1 / np.sqrt(left), np.log(STAFF.stay_days))
    assert len(agents) - left == STAFF.order_seats + STAFF.care_seats


def test_agents_speed_and_what_they_learned_are_found(shop):
    """Within each queue, for the queues' work differs."""
    talk = _full_talks(shop)
    ln = np.log(talk["talk_seconds"].astype(float)).groupby(talk["agent_id"]).mean()
    true = shop["truth/cc_agents"].query("hangs_up == 0").merge(shop["cc_agents"], on="agent_id")
    found = pd.DataFrame(
        {
            "ln": ln[true["agent_id"]].to_numpy(),
            "slowness": np.log(true["slowness"]),
            "months": np.log(((FIRST - true["hired_on"]).dt.days / 30.44).clip(lower=0.5)),
        }
    )
    found -= found.groupby(true["skill"]).transform("mean")
    assert found["ln"].corr(found["slowness"]) > 0.9
    fit = stats.linregress(found["months"], found["ln"])
    assert inside(fit.slope, fit.stderr, -STAFF.learning)
    assert fit.pvalue < 0.05


def test_the_training_settles_more_by_difference_in_differences(shop):
    estimate, error = _training_effect(shop)
    assert inside(estimate, error, RESOLUTION.training)
    assert estimate > 2 * error


def test_the_training_shows_in_what_the_shop_can_see(shop):
    """Fewer of those whom the trained served ring again."""
    calls = _full_talks(shop)
    again = calls["call_id"].isin(shop["cc_calls"]["repeat_of"])
    trained = calls["agent_id"].map(shop["cc_agents"].set_index("agent_id")["trained_on"]).notna()
    after = calls["called_at"] >= pd.Timestamp(STAFF.trained_on)
    cells = again.groupby([trained, after]).agg(["mean", "size"])
    error = np.sqrt((cells["mean"] * (1 - cells["mean"]) / cells["size"]).sum())
    share = cells["mean"]
    effect = (share[True, True] - share[True, False]) - (share[False, True] - share[False, False])
    assert effect < -1.5 * error


def test_ticked_resolution_flatters_and_callers_ring_again(shop):
    calls = shop["cc_calls"].merge(shop["truth/cc_calls"][["call_id", "resolved"]], on="call_id")
    unsettled = calls[calls["resolved_y"] == 0]
    n = len(unsettled)
    claimed = unsettled["resolved_x"].mean()
    assert inside(claimed, np.sqrt(claimed * (1 - claimed) / n), RESOLUTION.overclaimed)
    assert calls.loc[calls["resolved_y"] == 1, "resolved_x"].eq(1).all()
    early = unsettled[unsettled["called_at"] < FIRST + pd.Timedelta(days=VOLUME.days - 7)]
    came = early["call_id"].isin(calls["repeat_of"]).mean()
    assert inside(came, np.sqrt(came * (1 - came) / len(early)), RESOLUTION.again, 3.5)
    assert not calls.loc[calls["resolved_y"] == 1, "call_id"].isin(calls["repeat_of"]).any()


def test_share_settled_by_reason_is_as_planted(shop):
    """At the agents' true quality, before training and without the one who cuts off."""
    calls, odds = _one_agent_calls(shop)
    for reason, _, _, settled, _, _ in REASONS:
        here = calls["reason"] == reason
        chance = 1 / (1 + np.exp(-(np.log(settled / (1 - settled)) + odds[here])))
        z = (calls.loc[here, "resolved"].sum() - chance.sum()) / np.sqrt((chance * (1 - chance)).sum())
        assert abs(z) < 3.7, reason


def test_what_moves_satisfaction_is_found_by_ordered_probit(shop):
    calls = shop["cc_calls"].query("transferred == 0").dropna(subset=["satisfaction"])
    calls = calls.merge(shop["truth/cc_calls"][["call_id", "resolved"]], on="call_id")
    quality = calls["agent_id"].map(shop["truth/cc_agents"].set_index("agent_id")["quality"])
    x = np.column_stack([quality, calls["wait_seconds"] / 60, calls["resolved_y"].astype(float)])
    slopes, errors = _ordered_probit(x, calls["satisfaction"].to_numpy(dtype=int) - 1)
    for estimate, error, truth in zip(
        slopes, errors, (SURVEY.per_quality, SURVEY.per_minute_waited, SURVEY.settled), strict=True
    ):
        assert inside(estimate, error, truth)
        assert abs(estimate) > 3 * error


def test_two_raters_agree_as_much_as_planted(shop):
    scores = shop["cc_quality"]
    n = len(scores)
    r = scores["score_a"].corr(scores["score_b"])
    true = shop["truth/cc_agents"].set_index("agent_id")["quality"][scores["agent_id"].unique()]
    between = RATING.per_quality**2 * true.var(ddof=0) + RATING.call_spread**2
    expected = between / (between + RATING.rater_spread**2)
    # Calls of one agent belong together: the interval is that of fewer calls than were heard.
    assert inside(np.arctanh(r), 1.5 / np.sqrt(n - 3), np.arctanh(expected))
    gap = scores["score_a"] - scores["score_b"]
    assert inside(gap.mean(), gap.std() / np.sqrt(n), RATING.rater_b_harsher)


def test_kappa_of_each_item_is_as_its_mistakes_say(shop):
    checks = shop["cc_checks"].merge(shop["truth/cc_checks"], on=["call_id", "item"])
    for item, e in RATING.mistakes:
        here = checks[checks["item"] == item]
        n, p = len(here), here["done"].mean()
        m = p * (1 - e) + (1 - p) * e
        by_chance = m**2 + (1 - m) ** 2
        alike = (1 - e) ** 2 + e**2
        planted = (alike - by_chance) / (1 - by_chance)
        agree = (here["rater_a"] == here["rater_b"]).mean()
        ticks = here[["rater_a", "rater_b"]].mean()
        chance = ticks.prod() + (1 - ticks).prod()
        kappa = (agree - chance) / (1 - chance)
        error = np.sqrt(alike * (1 - alike) / n) / (1 - chance)
        assert inside(kappa, error, planted), item


def test_the_screen_finds_as_many_customers_as_planted(shop):
    both = shop["cc_calls"].merge(shop["truth/cc_calls"], on="call_id", suffixes=("_shown", "_true"))
    fresh = both[both["repeat_of"].isna() & both["customer_id_true"].notna()]
    found = fresh["customer_id_shown"].notna()
    assert inside(found.mean(), found.std() / np.sqrt(len(found)), CALLERS.on_file)
    wrong = (fresh["customer_id_shown"] != fresh["customer_id_true"])[found]
    assert inside(wrong.mean(), wrong.std() / np.sqrt(len(wrong)), CALLERS.mistaken)
    others = both[both["client"] == "other"]
    assert others[["customer_id_shown", "customer_id_true"]].isna().all(axis=None)


def test_agents_show_what_makes_for_quality(shop):
    agents = shop["cc_agents"].merge(shop["truth/cc_agents"], on="agent_id")
    for score, truth in (
        ("selection_score", STAFF.selection_quality),
        ("engagement", STAFF.engagement_quality),
    ):
        r = agents[score].corr(agents["quality"])
        assert inside(np.arctanh(r), 1 / np.sqrt(len(agents) - 3), np.arctanh(truth)), score


def test_one_agent_cuts_calls_off(shop):
    talk = _full_talks(shop)
    short = (talk["talk_seconds"] <= 10).groupby(talk["agent_id"]).agg(["mean", "size"])
    cutter = shop["truth/cc_agents"].query("hangs_up == 1")["agent_id"].item()
    assert short["mean"].idxmax() == cutter
    share, n = short.loc[cutter]
    assert inside(share, np.sqrt(share * (1 - share) / n), STAFF.hanger_up)
    assert short.drop(index=cutter)["mean"].max() < 0.02


def test_shifts_are_missed_as_often_as_planted(shop):
    absent = shop["cc_rosters"]["absent"]
    assert inside(absent.mean(), np.sqrt(STAFF.absent * (1 - STAFF.absent) / len(absent)), STAFF.absent)


def test_replaying_the_chats_finds_who_kept_to_the_standard_and_what_it_is_worth(shop):
    path = shop["cc_chat_steps"].sort_values(["chat_id", "step_number"]).groupby("chat_id")["step"].agg(tuple)
    chats = shop["cc_chats"].set_index("chat_id")
    kept = path == STANDARD
    truth = shop["truth/cc_chats"].set_index("chat_id")["departure"]
    assert (kept == truth.isna()).all()
    assert inside(kept.mean(), kept.std() / np.sqrt(len(kept)), CHATS.conforming)
    confirmed = path.map(lambda steps: "confirm" in steps)
    again = chats["reopened"].groupby(confirmed).agg(["mean", "size"])
    planted = pd.Series({True: CHATS.reopened, False: CHATS.reopened_no_confirm})
    error = np.sqrt(planted * (1 - planted) / again["size"])
    assert inside(again.loc[True, "mean"], error[True], CHATS.reopened)
    assert inside(again.loc[False, "mean"], error[False], CHATS.reopened_no_confirm)
    assert again.loc[False, "mean"] > again.loc[True, "mean"] + 1.5 * error[False]
    steps = shop["cc_chat_steps"]
    assert (steps.groupby("chat_id")["begun_at"].diff().dropna() > pd.Timedelta(0)).all()


# Without its cause an effect is gone


def test_without_effect_the_training_does_nothing(monkeypatch):
    monkeypatch.setattr(line_of, "RESOLUTION", replace(RESOLUTION, training=0.0))
    shop = centre.make_shop(DEFAULT_SEED)
    estimate, error = _training_effect(shop)
    assert inside(estimate, error, 0.0)


# Textbook methods, in plain numpy


def _full_talks(shop):
    calls = shop["cc_calls"]
    return calls[(calls["answered"] == 1) & (calls["transferred"] == 0)].copy()


def _one_agent_calls(shop):
    """Give calls that one known agent served to the end, and the true log odds that he adds."""
    true = shop["truth/cc_agents"].set_index("agent_id").query("hangs_up == 0")
    trained = shop["cc_agents"].set_index("agent_id")["trained_on"]
    calls = (
        _full_talks(shop)
        .drop(columns="resolved")
        .merge(shop["truth/cc_calls"][["call_id", "resolved"]], on="call_id")
    )
    calls = calls[calls["agent_id"].isin(true.index)]
    after = (calls["called_at"] >= calls["agent_id"].map(trained)).to_numpy()
    odds = RESOLUTION.per_quality * calls["agent_id"].map(true["quality"]) + RESOLUTION.training * after
    return calls.astype({"resolved": int}), odds


def _training_effect(shop):
    """Difference in differences of log odds, agent by agent: before and after, trained and not."""
    calls, _ = _one_agent_calls(shop)
    trained = shop["cc_agents"].set_index("agent_id")["trained_on"].notna()
    base = calls["reason"].map({reason: settled for reason, _, _, settled, _, _ in REASONS})
    calls["offset"] = np.log(base / (1 - base))
    calls["after"] = calls["called_at"] >= pd.Timestamp(STAFF.trained_on)
    agents = pd.get_dummies(calls["agent_id"], dtype=float)
    x = np.column_stack([agents, calls["after"], calls["after"] & calls["agent_id"].map(trained)]).astype(
        float
    )
    slopes, errors = _logit(x, calls["resolved"].to_numpy(float), calls["offset"].to_numpy())
    return slopes[-1], errors[-1]


def _logit(x, y, offset):
    beta = np.zeros(x.shape[1])
    for _ in range(25):
        p = 1 / (1 + np.exp(-(x @ beta + offset)))
        information = (x * (p * (1 - p))[:, None]).T @ x
        beta += np.linalg.solve(information, x.T @ (y - p))
    return beta, np.sqrt(np.diag(np.linalg.inv(information)))


def _ordered_probit(x, y):
    levels, k = y.max() + 1, x.shape[1]

    def minus_log_likelihood(theta):
        cuts = np.cumsum(np.concatenate([[theta[k]], np.exp(theta[k + 1 :])]))
        edges = np.concatenate([[-np.inf], cuts, [np.inf]])
        fit = x @ theta[:k]
        chance = stats.norm.cdf(edges[y + 1] - fit) - stats.norm.cdf(edges[y] - fit)
        return -np.log(np.maximum(chance, 1e-12)).sum()

    start = np.concatenate([np.zeros(k), [-1.0], np.zeros(levels - 2)])
    best = optimize.minimize(minus_log_likelihood, start, method="BFGS").x
    curvature = np.array(
        [
            _slope(lambda theta, i=i: _slope(minus_log_likelihood, theta, i), best, j)
            for i in range(len(best))
            for j in range(len(best))
        ]
    )
    variance = np.linalg.inv(curvature.reshape(len(best), len(best)))
    return best[:k], np.sqrt(np.diag(variance))[:k]


def _slope(function, at, i, step=1e-3):
    aside = np.eye(len(at))[i] * step
    return (function(at + aside) - function(at - aside)) / (2 * step)
