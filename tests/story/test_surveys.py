"""The survey: its tables fit together, and the textbook methods find what was planted in it.

An interval covers with 99 per cent; several estimates of one fit share that between them (Bonferroni).
"""

import dataclasses
import tomllib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from scipy.cluster.vq import kmeans2

from crmlab.story import survey_latent, surveys
from crmlab.story.survey_loyalty import ATTITUDE, SWITCHING, TRUST
from crmlab.story.survey_satisfaction import FACET_QUESTIONS, INDEX_QUESTIONS
from crmlab.story.survey_servqual import DIMENSIONS
from tests.story.blocks import make_block

CARDS = Path(surveys.__file__).parent / "cards"
KEYS = {
    "survey_invitations": ["customer_id"],
    "survey_indicators": ["indicator_id"],
    "survey_questions": ["question_id"],
    "survey_satisfaction": ["customer_id"],
    "survey_importance": ["customer_id"],
    "survey_loyalty": ["customer_id"],
    "survey_servqual": ["customer_id"],
    "survey_kano": ["customer_id", "feature_id"],
    "survey_conjoint": ["customer_id", "task"],
    "survey_designs": ["version", "task", "alternative"],
    "survey_pulse": ["order_id"],
    "truth/survey_latent": ["customer_id"],
    "truth/survey_parameters": ["parameter"],
}
INDEX = {
    opinion: [name for name, (of, _) in INDEX_QUESTIONS.items() if of == opinion]
    for opinion in ("expectation", "quality", "value", "satisfaction")
}
WIDE = 2.576


def numbers(table):
    """Give ticks as plain floats, NaN where missing."""
    return table.astype({name: float for name in table if table[name].dtype == "Int64"})


def alpha(answers):
    """Cronbach's alpha (1951)."""
    answers = answers.dropna()
    k = answers.shape[1]
    return k / (k - 1) * (1 - answers.var().sum() / answers.sum(axis=1).var())


def bootstrap(estimate, table, times=80):
    """Give an estimate and its standard errors."""
    rng = np.random.default_rng(0)
    draws = [estimate(table.iloc[rng.integers(len(table), size=len(table))]) for _ in range(times)]
    return estimate(table), np.std(draws, axis=0)


def assert_found(estimate, error, true):
    estimate, error, true = (np.asarray(x, dtype=float) for x in (estimate, error, true))
    assert np.all(error < 0.25), error
    wide = stats.norm.ppf(1 - 0.005 / estimate.size)
    assert np.all(np.abs(estimate - true) < wide * error), ((estimate - true) / error).round(2)


def with_loyalty(survey):
    joined = survey["survey_satisfaction"].merge(survey["survey_loyalty"], on="customer_id")
    joined = joined.merge(survey["survey_invitations"][["customer_id", "competition"]], on="customer_id")
    joined = numbers(joined)
    return joined.assign(att_leave=8 - joined["att_leave"])


# Shape, keys, sameness -------------------------------------------------------------------------------


def test_tables_have_their_keys_and_fit_together(survey, blocks):
    assert set(survey) == set(surveys.TABLES) == set(KEYS)
    for name, key in KEYS.items():
        assert not survey[name].duplicated(key).any(), name
        assert survey[name][key].notna().all(axis=None), name
    invited = survey["survey_invitations"]
    assert len(invited) == 1500
    answered = set(invited.loc[invited["responded"] == 1, "customer_id"])
    assert set(survey["survey_satisfaction"]["customer_id"]) == answered
    for name in ("importance", "loyalty", "servqual", "kano", "conjoint"):
        assert set(survey[f"survey_{name}"]["customer_id"]) <= answered, name
    assert set(survey["truth/survey_latent"]["customer_id"]) == set(invited["customer_id"])
    assert set(survey["survey_kano"]["feature_id"]) <= set(survey["survey_questions"]["question_id"])
    tree = survey["survey_indicators"]
    assert set(tree["parent_id"].dropna()) <= set(tree["indicator_id"])
    assert set(tree.loc[tree["level"] == 3, "indicator_id"]) == set(FACET_QUESTIONS)
    assert survey["survey_pulse"]["asked_on"].between("2024-01-01", "2025-12-31").all()
    days = invited["responded_on"].dropna()
    assert days.between("2025-11-10", "2025-11-30").all()
    assert invited.loc[invited["reminded"] == 0, "responded_on"].max() < pd.Timestamp("2025-11-17")
    assert (invited["last_section"].notna() == (invited["responded"] == 1)).all()


def test_ticks_stay_on_their_scales(survey):
    scales = survey["survey_questions"].set_index("question_id")
    columns = {
        **{name: survey["survey_satisfaction"][name] for name in INDEX_QUESTIONS},
        **{name: survey["survey_loyalty"][name] for name in survey["survey_loyalty"].columns[1:]},
    }
    for name, ticks in columns.items():
        assert ticks.dropna().between(scales.loc[name, "low"], scales.loc[name, "high"]).all(), name
    statements = survey["survey_servqual"].columns[1:]
    assert {name[2:] for name in statements} <= set(scales.index)
    assert survey["survey_servqual"][statements].melt()["value"].dropna().between(1, 7).all()
    indicators = survey["survey_satisfaction"][list(FACET_QUESTIONS)].melt()["value"].dropna()
    assert indicators.between(1, 10).all()
    assert (survey["survey_importance"].drop(columns="customer_id").sum(axis=1) == 100).all()
    choices, designs = survey["survey_conjoint"], survey["survey_designs"]
    assert choices["chosen"].between(1, 4).all()
    offered = choices.merge(designs, on=["version", "task"])
    assert (offered.groupby(["customer_id", "task"]).size() == 4).all()
    # No two services of a task have the same price or the same hours.
    services = designs.query("alternative < 4")
    for attribute in ("price", "hours", "guarantee", "packaging"):
        assert not services.duplicated(["version", "task", attribute]).any()


def test_same_seed_same_survey_and_any_size_works():
    for n in (1, 2, 40):
        one, two = (surveys.make(make_block(3, n=n)) for _ in range(2))
        for name in one:
            pd.testing.assert_frame_equal(one[name], two[name])
        assert len(one["survey_invitations"]) <= max(1, round(0.375 * n))
    assert not surveys.make(make_block(4, n=40))["truth/survey_latent"].equals(one["truth/survey_latent"])


def test_every_table_has_a_card_with_its_columns_and_true_numbers(survey):
    for name in surveys.TABLES:
        card = tomllib.loads((CARDS / f"{name.replace('/', '_')}.toml").read_text(encoding="utf-8"))
        assert [c["name"] for c in card["schema"]["columns"]] == list(survey[name].columns), name
        assert card.get("table", name) == name
        key = card["key"]
        assert ([key] if isinstance(key, str) else key) == KEYS[name]
        for language in ("en", "zh"):
            assert "{" not in card["made"][language].format(**surveys.CARD_VALUES)


def test_files_stay_within_their_budget(survey):
    assert sum(len(table.to_csv(index=False)) for table in survey.values()) < 2_500_000


# Who answers, and what ------------------------------------------------------------------------------


def test_as_many_answer_as_their_chances_say(survey):
    invited = survey["survey_invitations"].merge(survey["truth/survey_latent"], on="customer_id")
    responded = invited["responded"] == 1
    expected = invited["response_chance"].sum()
    assert abs(responded.sum() - expected) < 3 * np.sqrt(expected)
    sections = invited.loc[responded, "last_section"].astype(int)
    assert 0.78 < (sections == 5).mean() < 0.95


def test_reliability_is_that_of_the_card(survey):
    """The formula there, before rounding and the ends of the scale: 3 u^2 / (3 u^2 + v^2)."""
    assert alpha(with_loyalty(survey)[INDEX["satisfaction"]]) == pytest.approx(
        3 * 1.35**2 / (3 * 1.35**2 + 1), abs=0.05
    )


def test_missing_answers_have_their_reasons(survey):
    answers = numbers(survey["survey_satisfaction"]).merge(survey["truth/survey_latent"], on="customer_id")
    assert answers["sat_overall"].isna().mean() < 0.04
    assert 0.30 < answers["aftersales_easy"].isna().mean() < 0.60
    assert 0.05 < answers["online_pay"].isna().mean() < 0.50
    # Not at random: those who say nothing about service think less of it, so the mean flatters.
    silent = answers["service_friendly"].isna()
    test = stats.ttest_ind(answers.loc[silent, "f_service"], answers.loc[~silent, "f_service"])
    assert test.statistic < 0
    assert test.pvalue < 0.01
    wallet = numbers(survey["survey_loyalty"])["share_of_wallet"]
    assert 0.08 < wallet.isna().mean() < 0.30


# Recoverability --------------------------------------------------------------------------------------


def test_paths_by_regression_corrected_for_reliability(survey, truth):
    def paths(table):
        scores = pd.DataFrame({k: table[names].mean(axis=1, skipna=False) for k, names in INDEX.items()})
        c = scores.cov()
        for name, names in INDEX.items():
            c.loc[name, name] *= alpha(table[names])
        slopes = [
            np.linalg.solve(c.loc[causes, causes], c.loc[causes, effect])
            for effect, causes in (
                ("quality", ["expectation"]),
                ("value", ["expectation", "quality"]),
                ("satisfaction", ["expectation", "quality", "value"]),
            )
        ]
        return np.concatenate(slopes)

    answers = numbers(survey["survey_satisfaction"])
    estimate, error = bootstrap(paths, answers)
    names = (
        "expectation_quality", "expectation_value", "quality_value",
        "expectation_satisfaction", "quality_satisfaction", "value_satisfaction",
    )  # fmt: skip
    assert_found(estimate, error, [truth[f"path.{name}"] for name in names])
    # Uncorrected, the strong first path comes out too small.
    means = {k: answers[names].mean(axis=1) for k, names in INDEX.items()}
    assert stats.linregress(means["expectation"], means["quality"]).slope < estimate[0]


def loyalty_slopes(answers):
    """Regress loyalty with its moderators, on scores calibrated for reliability (Carroll et al. 2006)."""

    def score(names, mean, unit):
        return (answers[list(names)].mean(axis=1, skipna=False) - mean) / unit

    scales = {
        "S": (INDEX["satisfaction"], np.mean([8.2, 7.9, 7.6]), 1.35),
        "E": (INDEX["expectation"], np.mean([7.9, 7.5, 7.7]), 1.35),
        "T": (TRUST, 5.4, 0.85),
        "W": (SWITCHING, 4.0, 0.95),
    }
    raw = pd.DataFrame({name: score(*scale) for name, scale in scales.items()})
    loyal = score(ATTITUDE, 4.9, 0.95)
    whole = raw.notna().all(axis=1) & loyal.notna()
    seen = raw[whole].cov().to_numpy()
    true = seen.copy()
    true[np.diag_indices(4)] *= [alpha(answers[list(names)]) for names, *_ in scales.values()]
    centre = raw[whole].mean().to_numpy()
    calibrated = centre + (raw[whole].to_numpy() - centre) @ np.linalg.solve(seen, true)
    s, e, t, w = calibrated.T
    c = answers.loc[whole, "competition"].to_numpy()
    x = np.column_stack([np.ones(len(s)), s, s * c, s**2, s**2 * c, s * e, t, w, c])
    return np.linalg.lstsq(x, loyal[whole].to_numpy(), rcond=None)[0][1:]


LOYAL_TERMS = (
    "satisfaction", "satisfaction_competition", "square", "square_competition",
    "satisfaction_expectation", "trust", "switching_cost",
)  # fmt: skip


def test_moderation_by_competition_and_expectation(survey, truth):
    estimate, error = bootstrap(loyalty_slopes, with_loyalty(survey))
    true = [*(truth[f"loyalty.{name}"] for name in LOYAL_TERMS), -truth["loyalty.competition"]]
    assert_found(estimate, error, true)
    for name in ("satisfaction_competition", "satisfaction_expectation"):
        k = LOYAL_TERMS.index(name)
        assert estimate[k] > 1.96 * error[k], name


def test_loyalty_curves_steepen_with_competition(survey):
    """Plain lines on plain means, as a learner begins (Jones and Sasser 1995)."""
    answers = with_loyalty(survey)
    satisfied, loyal = answers[INDEX["satisfaction"]].mean(axis=1), answers[list(ATTITUDE)].mean(axis=1)
    slopes = [
        stats.linregress(satisfied[answers["competition"] == c], loyal[answers["competition"] == c]).slope
        for c in (0, 1, 2)
    ]
    assert slopes[2] > 1.3 * slopes[0]
    s, c = (satisfied - satisfied.mean()).to_numpy(), answers["competition"].to_numpy()
    x = np.column_stack([np.ones(len(s)), s, c, s * c])
    whole = loyal.notna().to_numpy() & ~np.isnan(s)
    slope, left = np.linalg.lstsq(x[whole], loyal[whole], rcond=None)[:2]
    error = np.sqrt(left[0] / (whole.sum() - 4) * np.linalg.inv(x[whole].T @ x[whole])[3, 3])
    assert slope[3] > WIDE * error


def test_no_moderation_is_found_where_there_is_none(monkeypatch, blocks):
    none = dataclasses.replace(
        survey_latent.LOYAL,
        satisfaction_competition=0.0,
        square=0.0,
        square_competition=0.0,
        satisfaction_expectation=0.0,
    )
    monkeypatch.setattr(survey_latent, "LOYAL", none)
    estimate, error = bootstrap(loyalty_slopes, with_loyalty(surveys.make(blocks[7])))
    assert_found(estimate[1:5], error[1:5], np.zeros(4))


def test_weights_of_the_facets(survey, truth):
    """Drivers of quality, by regression corrected for reliability, among those who were asked everything."""
    facets = ["goods", "delivery", "service", "online", "aftersales"]
    questions = {f: [name for name in FACET_QUESTIONS if name.startswith(f)] for f in facets}
    questions["quality"] = INDEX["quality"]

    def weights(table):
        scores = pd.DataFrame({k: table[names].mean(axis=1) for k, names in questions.items()})
        c = scores.cov()
        for name, names in questions.items():
            c.loc[name, name] *= alpha(table[names])
        return np.linalg.solve(c.loc[facets, facets], c.loc[facets, "quality"])

    estimate, error = bootstrap(weights, numbers(survey["survey_satisfaction"]))
    assert_found(estimate, error, [truth[f"weight.{name}"] for name in facets])
    assert set(np.argsort(estimate)[-2:]) == {0, 1}


def gaps_by_person(survey):
    """Perception less expectation, mean of each dimension, but for those who ticked one number throughout."""
    ticks = numbers(survey["survey_servqual"]).set_index("customer_id")
    ticks = ticks[ticks.filter(like="p_").std(axis=1) > 0]
    means = {
        d: ticks.filter(like=f"p_{d[:3]}").mean(axis=1) - ticks.filter(like=f"x_{d[:3]}").mean(axis=1)
        for d in DIMENSIONS
    }
    return pd.DataFrame(means)


def test_gaps_weighted_for_who_answers(survey, truth):
    gaps = gaps_by_person(survey)
    known = survey["truth/survey_latent"].set_index("customer_id").loc[gaps.index]
    weight = 1 / known["response_chance"].to_numpy()
    mean = np.average(gaps, axis=0, weights=weight)
    deviation = (gaps.to_numpy() - mean) * weight[:, None] / weight.sum()
    assert_found(mean, np.sqrt((deviation**2).sum(axis=0)), [truth[f"servqual.gap.{d}"] for d in DIMENSIONS])


def test_needs_are_found_by_clustering_the_importance_points(survey):
    points = survey["survey_importance"].set_index("customer_id")
    _, cluster = kmeans2(points.to_numpy(dtype=float), 3, seed=1, minit="++", iter=50)
    needs = survey["truth/survey_latent"].set_index("customer_id").loc[points.index, "need"]
    table = pd.crosstab(cluster, needs.to_numpy())
    assert table.max(axis=1).sum() / len(needs) > 0.85


def test_recommendation_score_weighted_for_who_answers(survey):
    """The net promoter score among all who were asked, from those who answered, with its standard error."""
    known = survey["truth/survey_latent"].set_index("customer_id")
    ticks = survey["survey_loyalty"].set_index("customer_id")["recommend"]
    score = (ticks >= 9).astype(int) - (ticks <= 6).astype(int)
    true = ((known["would_recommend"] >= 9).astype(int) - (known["would_recommend"] <= 6).astype(int)).mean()
    weight = 1 / known.loc[ticks.index, "response_chance"]
    estimate = np.average(score, weights=weight)
    error = np.sqrt((((score - estimate) * weight / weight.sum()) ** 2).sum())
    assert_found(estimate, error, true)
    assert (known.loc[ticks.index, "would_recommend"] == ticks).all()
    # Those who answer are fonder of the shop than those who were asked.
    assert score.mean() > true
    assert score.std() / np.sqrt(len(score)) == pytest.approx(0.03, abs=0.01)


def test_styles_show_in_the_ticks(survey):
    """Extreme tickers use the ends; those who say yes agree with a statement and its reverse."""
    known = survey["truth/survey_latent"].set_index("customer_id")["style"]
    ticks = numbers(survey["survey_servqual"]).set_index("customer_id")
    ends = ticks.isin([1, 7]).mean(axis=1).groupby(known.reindex(ticks.index)).mean()
    assert ends["extreme"] > ends["plain"] > ends["midpoint"]
    flat = (ticks.filter(like="x_").std(axis=1) == 0) & (ticks.filter(like="p_").std(axis=1) == 0)
    assert flat.sum() >= 3
    assert (flat == (known.reindex(ticks.index) == "straight")).all()
    attitude = numbers(survey["survey_loyalty"]).set_index("customer_id")[list(ATTITUDE)]
    yes = (attitude.mean(axis=1) - 4).groupby(known.reindex(attitude.index)).mean()
    assert yes["acquiescent"] > yes["plain"]


def test_trend_of_the_cards_in_the_bag(survey, truth):
    cards = survey["survey_pulse"]
    quarter = 4 * (cards["asked_on"].dt.year - 2024) + cards["asked_on"].dt.quarter - 1
    x = np.column_stack(
        [quarter < 4, *(quarter == q for q in (4, 5, 6, 7)), cards["channel"] == "web"]
    ).astype(float)
    y = cards["score"].to_numpy(dtype=float)

    def effects(rows):
        return (
            np.linalg.lstsq(x[rows], y[rows], rcond=None)[0][1:]
            - np.r_[[np.linalg.lstsq(x[rows], y[rows], rcond=None)[0][0]] * 4, 0]
        )

    rng = np.random.default_rng(0)
    people_ids, who = np.unique(cards["customer_id"].to_numpy(dtype=str), return_inverse=True)
    rows_of = np.split(np.argsort(who, kind="stable"), np.cumsum(np.bincount(who))[:-1])
    draws = [
        effects(np.concatenate([rows_of[i] for i in rng.integers(len(people_ids), size=len(people_ids))]))
        for _ in range(100)
    ]
    names = [f"pulse.2025q{q}" for q in (1, 2, 3, 4)] + ["pulse.web"]
    assert_found(effects(np.arange(len(y))), np.std(draws, axis=0), [truth[name] for name in names])
