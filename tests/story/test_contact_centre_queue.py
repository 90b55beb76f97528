"""The contact centre's line: it keeps its rules, and Erlang's formulas find again what was put in."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from scipy.linalg import expm

from crmlab.story import DEFAULT_SEED
from crmlab.story import contact_centre as centre
from crmlab.story import contact_centre_arrivals as arrivals_of
from crmlab.story import contact_centre_line as line_of
from crmlab.story.contact_centre_truth import PATIENCE, SKILLS, VOLUME

FIRST = pd.Timestamp(VOLUME.first_on)


@pytest.fixture(scope="module", params=(DEFAULT_SEED, 7))
def shop(request):
    return centre.make_shop(request.param)


def inside(estimate, error, truth, width=3.0):
    """Say whether the truth lies within the estimate's interval (three standard errors)."""
    return abs(estimate - truth) < width * error


def legs(shop):
    """Lay calls and transfers under one another: every stay in a queue."""
    calls = shop["cc_calls"]
    joined = calls["called_at"] + pd.to_timedelta(calls["ivr_seconds"], unit="s")
    columns = ["call_id", "skill", "wait_seconds", "answered", "agent_id", "talk_seconds", "wrap_seconds"]
    first = calls[columns].assign(joined_at=joined)
    second = shop["cc_transfers"][columns].assign(joined_at=shop["cc_transfers"]["transferred_at"])
    both = pd.concat([first, second], ignore_index=True)
    both["starts_at"] = both["joined_at"] + pd.to_timedelta(both["wait_seconds"], unit="s")
    work = (both["talk_seconds"] + both["wrap_seconds"]).fillna(0).astype(int)
    both["ends_at"] = both["starts_at"] + pd.to_timedelta(work, unit="s")
    return both


def test_no_agent_has_two_calls_at_once_or_answers_off_duty(shop):
    served = legs(shop).dropna(subset=["agent_id"]).sort_values(["agent_id", "starts_at"])
    before = served.groupby("agent_id")["ends_at"].shift()
    assert (served["starts_at"] >= before.fillna(FIRST)).all()
    rosters = shop["cc_rosters"].query("absent == 0")
    on = pd.merge_asof(
        served.sort_values("starts_at"),
        rosters.sort_values("starts_at").rename(columns={"starts_at": "shift_from", "ends_at": "shift_to"}),
        left_on="starts_at",
        right_on="shift_from",
        by="agent_id",
    )
    assert (on["starts_at"] < on["shift_to"]).all()
    assert (on["skill_x"] == on["skill_y"]).all()


def test_first_come_is_first_served_and_nobody_outwaits_her_patience(shop):
    both = legs(shop)
    for _, queue in both[both["answered"] == 1].groupby("skill"):
        queue = queue.sort_values("joined_at", kind="stable")
        later = queue["joined_at"].diff() > pd.Timedelta(0)
        assert (queue["starts_at"].diff()[later] >= pd.Timedelta(0)).all()
    first = shop["cc_calls"].merge(shop["truth/cc_calls"][["call_id", "patience"]], on="call_id")
    assert (first["wait_seconds"] <= first["patience"]).all()
    gone = first[first["answered"] == 0]
    assert (gone["wait_seconds"] == np.floor(gone["patience"])).all()


def test_monday_is_busiest(shop):
    weekday = shop["cc_calls"]["called_at"].dt.day_of_week.value_counts()
    assert weekday[0] > 1.15 * weekday.mean() and weekday[0] > weekday[[5, 6]].max()


def test_abandonment_and_service_level_are_of_a_thinly_staffed_centre(shop):
    """A band set by us: enough hang up to matter, yet most are served within 20 s."""
    calls = shop["cc_calls"]
    lost = 1 - calls["answered"].mean()
    assert 0.05 < lost < 0.15
    in_time = ((calls["answered"] == 1) & (calls["wait_seconds"] <= 20)).mean()
    assert 0.65 < in_time < 0.85
    by_hour = calls.groupby(calls["called_at"].dt.hour)["answered"].mean()
    assert by_hour.idxmin() in (14, 18)  # the gap between the shifts, and the evening


def test_counts_agree_with_the_true_rates(shop):
    expected = _true_means(shop)
    seen = _counts(shop).reindex(expected.index, fill_value=0)
    assert abs((seen.sum() - expected.sum()) / np.sqrt(expected.sum())) < 3.5
    statistic = ((seen - expected) ** 2 / expected).sum()
    assert abs(statistic - len(expected)) < 4.5 * np.sqrt(2 * len(expected) + (1 / expected).sum())


def test_the_days_own_factor_is_found_by_moments(shop):
    days = shop["truth/cc_days"]
    by_day = shop["cc_calls"]["called_at"].dt.normalize().value_counts().sort_index().to_numpy()
    expected = _true_means(shop).groupby(level=0).sum().to_numpy() / days["day_factor"].to_numpy()
    ratio = by_day / expected
    variance = ratio.var(ddof=1) - np.mean(ratio / expected)
    error = ratio.var(ddof=1) * np.sqrt(2 / (len(days) - 1))
    assert inside(variance, error, VOLUME.day_variation**2, 2.5)
    assert variance > 3 * error / 2  # and it is not nothing


@pytest.mark.parametrize("skill", SKILLS)
def test_patience_is_found_by_censored_waits(shop, skill):
    """Exponential patience by maximum likelihood: all time waited, over those who hung up."""
    queue = legs(shop).query("skill == @skill")
    lost = (queue["answered"] == 0).sum()
    mean = (queue["wait_seconds"].sum() + lost / 2) / lost
    assert inside(np.log(mean), 1 / np.sqrt(lost), np.log(getattr(PATIENCE, skill)))
    # The naive mean of those who hung up is far too short.
    assert queue.loc[queue["answered"] == 0, "wait_seconds"].mean() < 0.75 * getattr(PATIENCE, skill)


@pytest.mark.parametrize("skill", SKILLS)
def test_erlang_a_with_the_true_parameters_foretells_the_queue(shop, skill):
    queue = legs(shop).query("skill == @skill")
    lost, in_time = _foretell(shop, skill, getattr(PATIENCE, skill))
    seen_lost = (queue["answered"] == 0).mean()
    seen_in_time = ((queue["answered"] == 1) & (queue["wait_seconds"] <= 20)).mean()
    assert abs(lost - seen_lost) < 0.02
    assert abs(in_time - seen_in_time) < 0.025


@pytest.mark.parametrize("skill", SKILLS)
def test_erlang_c_foretells_far_too_long_waits(shop, skill):
    """Nobody hangs up in Erlang C: where people do, it sees too few served in time."""
    queue = legs(shop).query("skill == @skill")
    _, in_time = _foretell(shop, skill, 1e7)
    assert in_time < ((queue["answered"] == 1) & (queue["wait_seconds"] <= 20)).mean() - 0.06


def test_without_their_own_factor_days_are_poisson(monkeypatch):
    monkeypatch.setattr(arrivals_of, "VOLUME", replace(VOLUME, day_variation=0.0))
    shop = {"truth/cc_days": arrivals_of.make_days(3), "truth/cc_rates": arrivals_of.mean_rates()}
    calls = arrivals_of.make_arrivals(3, shop["truth/cc_days"])
    shop["cc_calls"] = pd.DataFrame({"called_at": FIRST + pd.to_timedelta(calls["second"], unit="s")})
    assert stats.chi2.sf(_dispersion(shop) * (VOLUME.days - 1), VOLUME.days - 1) > 0.001


def test_callers_of_boundless_patience_stay(monkeypatch):
    monkeypatch.setattr(line_of, "PATIENCE", replace(PATIENCE, order=1e9, care=1e9))
    assert (centre.make_shop(DEFAULT_SEED)["cc_calls"]["answered"] == 1).mean() > 0.999


# Textbook methods, in plain numpy


def _counts(shop):
    calls = shop["cc_calls"]
    half = calls["called_at"].dt.floor("30min")
    return calls.groupby([half.dt.normalize(), half.dt.strftime("%H:%M"), "skill"]).size()


def _true_means(shop):
    """Give the true mean of each day, half hour and skill, the day's own factor included."""
    days, rates = shop["truth/cc_days"], shop["truth/cc_rates"]
    table = days.assign(weekday=days["called_on"].dt.day_of_week).merge(rates, on="weekday")
    table["mean"] = table["rate"] * table["season"] * table["day_factor"]
    return table.set_index(["called_on", "half_hour", "skill"])["mean"]


def _dispersion(shop):
    """Give the variance of days' calls over their mean, once weekday and season are allowed for."""
    days = shop["truth/cc_days"]
    by_day = shop["cc_calls"]["called_at"].dt.normalize().value_counts().sort_index().to_numpy()
    expected = (
        _true_means(shop).groupby(level=0).sum() / days.set_index("called_on")["day_factor"]
    ).to_numpy()
    return float(((by_day - expected) ** 2 / expected).sum() / (len(days) - 1))


def _foretell(shop, skill, patience):
    """Foretell the share lost and the share served within 20 s by Erlang A, half hour by half hour.

    With boundless patience that is Erlang C, and a half hour with too few agents serves nobody in time.
    """
    queue = legs(shop).query("skill == @skill")
    mu = 1 / (queue["talk_seconds"] + queue["wrap_seconds"]).dropna().astype(float).mean()
    rate = _true_means(shop).xs(skill, level="skill") / 1800
    # Transfers join this queue beside the calls from outside.
    rate = rate * len(queue) / (shop["cc_calls"]["skill"] == skill).sum()
    agents = _on_duty(shop, skill).reindex(rate.index, fill_value=0)
    lost = in_time = 0.0
    for n in agents.unique():
        here = rate[agents == n].to_numpy()
        ab, ok = _erlang_a(here, mu, 1 / patience, int(n), 20.0)
        lost, in_time = lost + (here * ab).sum(), in_time + (here * ok).sum()
    return lost / rate.sum(), in_time / rate.sum()


def _on_duty(shop, skill):
    """Count the agents on duty in each half hour."""
    rosters = shop["cc_rosters"].query("absent == 0 and skill == @skill")
    rows = []
    for start, end in zip(rosters["starts_at"], rosters["ends_at"], strict=True):
        rows += list(pd.date_range(start, end, freq="30min", inclusive="left"))
    at = pd.Series(rows)
    return pd.Series(rows).groupby([at.dt.normalize(), at.dt.strftime("%H:%M")]).size()


def _erlang_a(rates, mu, theta, n, limit, states=400):
    """Solve M/M/n+M: the share who abandon, and the share served within the limit, for each rate."""
    j = np.arange(1, states)
    down = np.minimum(j, n) * mu + np.maximum(j - n, 0) * theta
    log = np.cumsum(np.log(rates[:, None] / down[None, :]), axis=1)
    log = np.column_stack([np.zeros(len(rates)), log])
    p = np.exp(log - log.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    queued = np.maximum(np.arange(states) - n, 0)
    lost = theta * (p * queued).sum(axis=1) / rates
    # Who finds n + k there must see k + 1 others go, with her own patience running.
    depth = 60
    out = n * mu + np.arange(depth) * theta
    generator = np.diag(-(out + theta)) + np.diag(out[1:], -1)
    ends = np.concatenate([generator, np.zeros((1, depth))])
    ends = np.column_stack([ends, np.concatenate([[out[0]], np.zeros(depth)])])
    served = expm(ends * limit)[:depth, depth]
    soon = p[:, :n].sum(axis=1) + p[:, n : n + depth] @ served
    return lost, soon
