"""The satisfaction questionnaire: the index questions, the tree of indicators, and what matters.

**Ticks from 1 to 10.**  For question j on opinion x of a respondent,

    y_j = m_j + u * x + e_j,   e_j ~ N(0, v^2)

with the same u and v for all questions, ticked by `crmlab.story.survey_scales`.  So a regression
between question means, in points, has the path coefficients of `crmlab.story.survey_latent` for its
slopes once it is corrected for unreliability: a mean of k questions has reliability
k u^2 / (k u^2 + v^2) before rounding.  The means m_j lie high: most answers are good ones (Peterson and
Wilson 1992).

**Who leaves what out.**  Questions on the online shop are for those who ordered online in the last year;
questions on after-sales for those who had reason to, with chance `after_sales`.  Questions on service are
left out by those who liked it least, who would rather say nothing than blame the people at the counter:
logit P(left out) = a - b * F_service.  That is missing not at random.

**Complaint**: logit P(complained in the last year) = c - d * S.

**Importance**: 100 points dealt out over the six facets in fives; before rounding their shares are
Dirichlet with a mean that depends on the need of the household, and a common concentration.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from crmlab.story.survey_latent import FACETS, NEEDS
from crmlab.story.survey_scales import STYLE_NAMES, logistic, positions, tick

LOW, HIGH = 1, 10
# question: the opinion it asks for, and its mean
INDEX_QUESTIONS = {
    "exp_overall": ("expectation", 7.9),
    "exp_personal": ("expectation", 7.5),
    "exp_reliable": ("expectation", 7.7),
    "qual_overall": ("quality", 8.2),
    "qual_personal": ("quality", 7.8),
    "qual_reliable": ("quality", 8.0),
    "value_price": ("value", 7.6),
    "value_quality": ("value", 7.8),
    "sat_overall": ("satisfaction", 8.2),
    "sat_confirm": ("satisfaction", 7.9),
    "sat_ideal": ("satisfaction", 7.6),
}
FACET_QUESTIONS = {
    "goods_fresh": 8.5, "goods_range": 7.9, "goods_stock": 8.0, "goods_packed": 8.4,
    "delivery_ontime": 7.1, "delivery_intact": 8.0, "delivery_slots": 7.2,
    "service_friendly": 8.6, "service_knows": 8.1, "service_quick": 8.0,
    "online_find": 7.5, "online_pay": 8.2, "online_true": 7.7,
    "aftersales_easy": 7.2, "aftersales_reply": 6.6, "aftersales_solved": 6.9,
    "price_fair": 7.5, "price_clear": 8.3, "price_offers": 7.0,
}  # fmt: skip


@dataclass(frozen=True)
class Questions:
    """Questions of the index and the tree."""

    unit: float = 1.35  # u: points per sd of the opinion
    error: float = 1.00  # v: sd of a question's error, in points; three questions give alpha near 0.85
    after_sales: float = 0.55  # share who had reason to deal with after-sales
    service_silent: float = -3.4  # a
    service_silent_slope: float = 1.1  # b
    complaint: float = -2.4  # c
    complaint_slope: float = 0.9  # d


@dataclass(frozen=True)
class Importance:
    """Mean share of each facet (in the order of FACETS) among the 100 points, by need."""

    thrifty: tuple = (0.22, 0.10, 0.12, 0.08, 0.08, 0.40)
    hurried: tuple = (0.20, 0.35, 0.08, 0.14, 0.08, 0.15)
    fresh: tuple = (0.42, 0.12, 0.14, 0.06, 0.12, 0.14)
    concentration: float = 45.0


QUESTIONS, IMPORTANCE = Questions(), Importance()


@cache
def _indicators():
    table = pd.read_csv(Path(__file__).parent / "survey_indicators.csv")
    return table.where(table.notna(), None)


def make_indicators():
    """Give the tree of indicators, parents before children."""
    return _indicators().copy()


def answer_satisfaction(rng, latent, went_online):
    """Let respondents answer the satisfaction questionnaire.

    Parameters
    ----------
    rng : numpy.random.Generator
    latent : pandas.DataFrame
        From `crmlab.story.survey_latent.make_latent`, respondents only.
    went_online : numpy.ndarray of bool
        Who ordered online in the last year.

    Returns
    -------
    pandas.DataFrame
        ``customer_id``, a column per question (1 to 10, NaN if left out), ``complained`` (0 or 1).
    """
    n = len(latent)
    asked = {
        **INDEX_QUESTIONS,
        **{name: (f"f_{name.split('_')[0]}", m) for name, m in FACET_QUESTIONS.items()},
    }
    opinions = latent[[opinion for opinion, _ in asked.values()]].to_numpy()
    means = np.array([mean for _, mean in asked.values()])
    points = means + QUESTIONS.unit * opinions + QUESTIONS.error * rng.standard_normal(opinions.shape)
    styles = positions(STYLE_NAMES, latent["style"])
    answers = pd.DataFrame(tick(rng, points, styles, LOW, HIGH), columns=list(asked))
    had_reason = rng.random(n) < QUESTIONS.after_sales
    answers.loc[~had_reason, _of("aftersales")] = np.nan
    answers.loc[~np.asarray(went_online), _of("online")] = np.nan
    silent = logistic(
        QUESTIONS.service_silent - QUESTIONS.service_silent_slope * latent["f_service"].to_numpy()
    )
    left_out = rng.random((n, 3)) < silent[:, None]
    answers[_of("service")] = answers[_of("service")].mask(left_out)
    answers.insert(0, "customer_id", latent["customer_id"].to_numpy())
    chance = logistic(QUESTIONS.complaint - QUESTIONS.complaint_slope * latent["satisfaction"].to_numpy())
    answers["complained"] = (rng.random(n) < chance).astype(int)
    return answers


def _of(facet):
    return [name for name in FACET_QUESTIONS if name.startswith(facet + "_")]


def deal_importance(rng, latent):
    """Let respondents deal 100 points over the facets, in fives.

    Returns
    -------
    pandas.DataFrame
        ``customer_id`` and a column of whole numbers per facet; each row sums to 100.
    """
    means = np.array([getattr(IMPORTANCE, need) for need in NEEDS])
    mean = means[positions(NEEDS, latent["need"])]
    shares = rng.standard_gamma(IMPORTANCE.concentration * mean)
    shares = 20 * shares / shares.sum(axis=1, keepdims=True)
    fives = np.floor(shares)
    rank = np.argsort(np.argsort(fives - shares, axis=1, kind="stable"), axis=1, kind="stable")
    fives += rank < (20 - fives.sum(axis=1, keepdims=True))  # the largest remainders get the rest
    points = pd.DataFrame((5 * fives).astype(int), columns=list(FACETS))
    points.insert(0, "customer_id", latent["customer_id"].to_numpy())
    return points
