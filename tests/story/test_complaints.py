"""Complaints and reviews: they hang together, and what was planted in them is found again."""

import dataclasses
import tomllib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import cross_val_score
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import make_pipeline

from crmlab.story import complaint_desk, complaints, reviews, world
from crmlab.story.complaint_desk import DESK, chance_to_go
from crmlab.story.dissatisfaction import AUDIT, VOICE
from crmlab.story.products import make_products
from crmlab.story.reviews import REVIEWS

WIDE = 2.576
CARDS = Path(complaints.__file__).parent / "cards"
KEYS = {
    "complaints": "complaint_id",
    "problem_audit": "customer_id",
    "reviews": "review_id",
    "truth/complaints": "complaint_id",
    "truth/dissatisfactions": "dissatisfaction_id",
    "truth/reviews": "order_id",
}


def make_world(seed, n=4000, block=0):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(world, "PLANNED", tuple(dict.fromkeys((*world.PLANNED, "complaints"))))
        patch.setattr(world, "MADE", ("complaints", "reviews"))
        return world.make_block(seed, block, 4000 * block, n)


@pytest.fixture(scope="module", params=[20260101, 7])
def shop(request):
    return make_world(request.param)


def hours(cases):
    return (cases["first_response_at"] - cases["opened_at"]).dt.total_seconds() / 3600


def last_of_each_matter(shop, within=90):
    """Give closed complaints that were not repeated, and whether the customer was back within some days."""
    cases = shop["complaints"].merge(shop["truth/complaints"], on="complaint_id")
    closed = cases["closed_at"] < pd.Timestamp("2026-01-01") - pd.Timedelta(days=within)
    cases = cases[closed & ~cases["complaint_id"].isin(cases["repeat_of"])]
    orders = shop["orders"].query("amount > 0")[["customer_id", "ordered_on"]]
    met = cases[["complaint_id", "customer_id", "closed_at"]].merge(orders, on="customer_id")
    after = met["ordered_on"] - met["closed_at"]
    back = met[(after > pd.Timedelta(0)) & (after <= pd.Timedelta(days=within))]
    offer = cases["recovery"].replace({"refund": "made_good", "replacement": "made_good"})
    return cases.assign(back=cases["complaint_id"].isin(back["complaint_id"]), offer=offer)


# --- what the tables are ------------------------------------------------------------------------------------


def test_keys_are_unique_and_point_to_something(shop):
    for name, key in KEYS.items():
        assert shop[name][key].is_unique
        assert shop[name][key].notna().all()
    orders, customers = set(shop["orders"]["order_id"]), set(shop["customers"]["customer_id"])
    for name in ("complaints", "reviews", "truth/dissatisfactions"):
        assert set(shop[name]["order_id"].dropna()) <= orders
        assert set(shop[name]["customer_id"]) <= customers
    cases = shop["complaints"]
    assert set(cases["repeat_of"].dropna()) <= set(cases["complaint_id"])
    assert set(cases["product_id"].dropna()) <= set(make_products()["product_id"])
    assert set(shop["truth/complaints"]["complaint_id"]) == set(cases["complaint_id"])


def test_an_order_named_is_the_customers_own_and_holds_the_product(shop):
    cases = shop["complaints"].dropna(subset="product_id")
    held = cases.merge(shop["order_lines"], on=["order_id", "product_id"])
    assert len(held) == len(cases)
    owner = shop["orders"].set_index("order_id")["customer_id"]
    for name in ("complaints", "reviews"):
        named = shop[name].dropna(subset="order_id")
        assert (owner.loc[named["order_id"]].to_numpy() == named["customer_id"].to_numpy()).all()


def test_times_run_forwards_and_never_into_the_future(shop):
    cases, reviewed = shop["complaints"], shop["reviews"]
    for column in ("opened_at", "first_response_at", "closed_at"):
        assert cases[column].max() < pd.Timestamp("2026-01-01")
    assert cases["opened_at"].is_monotonic_increasing
    answered = cases.dropna(subset="first_response_at")
    assert (answered["first_response_at"] > answered["opened_at"]).all()
    closed = cases.dropna(subset="closed_at")
    assert (closed["closed_at"] >= closed["first_response_at"]).all()
    assert (cases["closed_at"].isna() == (cases["outcome"] == "open")).all()
    assert reviewed[["reviewed_at", "replied_at", "changed_on"]].max().max() < pd.Timestamp("2026-01-01")
    assert cases["severity"].between(1, 4).all()
    assert reviewed["stars"].between(1, 5).all()
    assert (reviewed["stars_after"] >= reviewed["stars"]).all()
    assert (cases["recovery_value"].dropna() >= 0).all()


def test_the_app_fails_on_the_web_only_and_nothing_is_late_over_the_counter(shop):
    channel = shop["orders"].set_index("order_id")["channel"]
    placed = shop["truth/dissatisfactions"].dropna(subset="order_id")
    placed = placed.assign(channel=channel.loc[placed["order_id"]].to_numpy())
    # A second order on the same day may have come by another channel.
    assert (placed.query("category == 'app'")["channel"] == "web").mean() > 0.95
    assert (placed.query("category == 'late'")["channel"] != "shop").mean() > 0.95


def test_the_same_seed_gives_the_same_and_blocks_share_no_ids():
    one, two = make_world(3, n=200), make_world(3, n=200)
    other = make_world(3, n=200, block=1)
    for name, key in KEYS.items():
        pd.testing.assert_frame_equal(one[name], two[name])
        assert not set(one[name][key]) & set(other[name][key])


def test_cards_name_the_columns_and_fill_in_the_parameters(shop):
    values = complaints.CARD_VALUES | reviews.CARD_VALUES
    for name in KEYS:
        card = tomllib.loads((CARDS / f"{name.replace('/', '_')}.toml").read_text(encoding="utf-8"))
        assert [column["name"] for column in card["schema"]["columns"]] == shop[name].columns.tolist()
        for language in ("en", "zh"):
            assert "{" not in card["what"][language]
            assert "{" not in card["made"][language].format(**values)


# --- what they are like -------------------------------------------------------------------------------------


def test_there_are_about_two_thousand_complaints_one_in_six_in_english(shop):
    assert 1900 < len(shop["complaints"]) < 2600
    assert abs((shop["complaints"]["language"] == "en").mean() - 0.15) < 0.03


def test_hours_to_answer_have_a_long_tail(shop):
    waits = hours(shop["complaints"]).dropna()
    assert waits.mean() > 1.3 * waits.median()
    assert abs(np.log(waits).skew()) < 0.5


def test_a_classifier_of_character_ngrams_reads_most_complaints_but_not_all(shop):
    texts = shop["complaints"].query("language == 'zh'")
    model = make_pipeline(
        TfidfVectorizer(analyzer="char", ngram_range=(1, 2), min_df=2, sublinear_tf=True),
        MultinomialNB(alpha=0.1),
    )
    right = cross_val_score(model, texts["text"], texts["category"], cv=3).mean()
    assert 0.82 < right < 0.93
    assert texts["text"].duplicated().mean() < 0.05


def test_late_deliveries_pile_up_before_spring_festival(shop):
    late = shop["complaints"].query("category == 'late'")["opened_at"]
    orders = shop["orders"].query("channel != 'shop'")["ordered_on"]
    rush = [("2024-01-20", "2024-02-09"), ("2025-01-08", "2025-01-28")]
    share_late, share_all = (sum(days.between(*span).mean() for span in rush) for days in (late, orders))
    assert share_late > 1.1 * share_all


# --- what was planted is found again ------------------------------------------------------------------------


def test_the_rota_shows_what_an_offer_does(shop):
    """The share that comes back, against no offer, is the ratio of the chances to stay."""
    cases = last_of_each_matter(shop).query("by_rota == 1")
    nothing = cases[cases["offer"] == "none"]
    for offer in ("apology", "voucher", "made_good"):
        given = cases[cases["offer"] == offer]
        truth = np.log((1 - given["go_chance"].mean()) / (1 - nothing["go_chance"].mean()))
        found = np.log(given["back"].mean() / nothing["back"].mean())
        error = np.sqrt(sum((1 - t["back"].mean()) / t["back"].sum() for t in (given, nothing)))
        assert abs(found - truth) < WIDE * error
    assert given["back"].mean() - nothing["back"].mean() > 0.06


def test_the_rota_is_fair_but_the_owner_gave_more_to_the_severe(shop):
    cases = shop["complaints"].dropna(subset="recovery")
    made_good = cases["recovery"].isin(["refund", "replacement"]).astype(float)
    for by_rota, least, most in ((1, -0.07, 0.07), (0, 0.20, 1.0)):
        here = cases["by_rota"] == by_rota
        assert least < np.corrcoef(cases["severity"][here], made_good[here])[0, 1] < most


def test_true_departures_follow_the_formula(shop):
    cases = shop["truth/complaints"]
    went = cases["then"] != "stays"
    p = cases["go_chance"]
    expected, spread = p.sum(), np.sqrt((p * (1 - p)).sum())
    # Whoever had gone already, for something else, is counted as staying after the second matter.
    assert abs(went.sum() - expected) < WIDE * spread + 0.08 * expected
    gone = shop["truth/dissatisfactions"].query("then != 'stays'")
    assert abs((gone["then"] == "left").mean() - 0.25) < WIDE * np.sqrt(0.25 * 0.75 / len(gone))


def test_no_offer_no_difference():
    severity, wait, solved = np.full(2, 2), np.full(2, 24.0), np.full(2, True)
    none = dataclasses.replace(complaint_desk.REDRESS, offer=(0.0, 0.0, 0.0, 0.0))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(complaint_desk, "REDRESS", none)
        same = chance_to_go(severity, wait, np.array([0, 3]), solved, 0.0)
    other = chance_to_go(severity, wait, np.array([0, 3]), solved, 0.0)
    assert same[0] == same[1]
    assert other[1] < other[0] / 2


def test_speed_counts_once_severity_is_held_fixed(shop):
    """Fast answers go to the severe; within a severity the slow half comes back less."""
    cases = last_of_each_matter(shop)
    cases["wait"] = hours(cases)
    assert np.corrcoef(cases["severity"], np.log(cases["wait"]))[0, 1] < -0.2
    cases["slow"] = cases["wait"] > cases.groupby("severity")["wait"].transform("median")
    cases["went"] = (cases["then"] != "stays").astype(float)
    went = cases.pivot_table(index="severity", columns="slow", values="went")
    size = cases.groupby("severity").size()
    assert np.average(went[True] - went[False], weights=size) > 0.02


def test_the_paradox_is_in_the_mark_and_not_in_behaviour(shop):
    """de Matos, Henrique and Rossi (2007)."""
    cases = shop["complaints"].assign(wait=hours(shop["complaints"]))
    best = cases["recovery"].isin(["refund", "replacement"]) & (cases["outcome"] == "resolved")
    best &= (cases["severity"] <= 2) & (cases["wait"] <= 24)
    marks = cases.loc[best, "satisfaction"].dropna().astype(float)
    calm = shop["problem_audit"].query("had_problem == 0")["satisfaction"]
    error = np.sqrt(marks.var() / len(marks) + calm.var() / len(calm))
    assert marks.mean() - calm.mean() > WIDE * error
    assert cases["satisfaction"].dropna().astype(float).mean() < calm.mean()
    went = shop["truth/complaints"].merge(cases[best], on="complaint_id")["go_chance"]
    assert went.mean() > 0  # even so a few go, which nobody does to whom nothing happened


def test_the_audit_measures_the_iceberg(shop):
    audit, truth = shop["problem_audit"], shop["truth/dissatisfactions"]
    told = audit["told_shop"].dropna().astype(float)
    asked_on = pd.Timestamp(AUDIT.asked_on)
    window = truth["noticed_on"].between(
        asked_on - pd.Timedelta(days=AUDIT.days), asked_on - pd.Timedelta(days=1)
    )
    share = truth.loc[window].drop_duplicates("customer_id", keep="last")["voiced"].mean()
    assert abs(told.mean() - share) < WIDE * np.sqrt(share * (1 - share) / len(told))
    assert len(audit) > 400


def test_voice_is_what_was_set(shop):
    truth = shop["truth/dissatisfactions"].dropna(subset="order_id")
    channel = shop["orders"].set_index("order_id")["channel"].loc[truth["order_id"]].to_numpy()
    at_the_counter = truth[channel == "shop"]
    for severity, logit in enumerate(VOICE.logit, start=1):
        voiced = at_the_counter.loc[at_the_counter["severity"] == severity, "voiced"]
        p = 1 / (1 + np.exp(-logit))
        assert abs(voiced.mean() - p) < 3.3 * np.sqrt(p * (1 - p) / len(voiced))


def test_the_control_chart_shows_the_illness_and_the_system(shop):
    cases = shop["complaints"].assign(wait=np.log(hours(shop["complaints"]))).dropna(subset="wait")
    year = cases[cases["opened_at"] >= "2025-01-01"].set_index("opened_at")["wait"]
    ill = year.loc[DESK.ill[0] : DESK.ill[1]]
    spring, autumn = year.loc["2025-03-17":"2025-06-30"], year.loc["2025-07-01":]
    for first, second, times in ((ill, spring, DESK.ill_factor), (spring, autumn, 30 / 9)):
        error = np.sqrt(first.var() / len(first) + second.var() / len(second))
        # A tenth for what else differs between the months: channels, and how severe the cases are.
        assert abs(first.mean() - second.mean() - np.log(times)) < WIDE * error + 0.1


def test_weighting_by_the_chance_to_write_gives_the_mean_of_all_orders(shop):
    stars = shop["reviews"]["stars"].to_numpy()
    weight = 1 / np.array(REVIEWS.writes)[stars - 1]
    true = shop["truth/reviews"]["stars"].mean()
    mean = np.average(stars, weights=weight)
    error = np.sqrt((weight**2 * (stars - mean) ** 2).sum()) / weight.sum()
    assert abs(mean - true) < WIDE * error
    assert stars.mean() - true > 0.15


def test_a_reply_moves_stars_and_a_quick_one_more(shop):
    bad = shop["reviews"].query("stars <= 3 and reviewed_at < '2025-12-01'")
    wait = (bad["replied_at"] - bad["reviewed_at"]).dt.total_seconds() / 3600
    groups = {
        REVIEWS.changed: wait.isna(),
        REVIEWS.changed_quick: wait <= 24,
        REVIEWS.changed_slow: wait > 24,
    }
    for truth, here in groups.items():
        found = bad.loc[here, "changed_on"].notna()
        assert abs(found.mean() - truth) < WIDE * np.sqrt(truth * (1 - truth) / here.sum())
