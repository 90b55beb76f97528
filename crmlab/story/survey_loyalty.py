"""Loyalty, asked: recommendation, attitude, trust, switching, price tolerance, share of wallet.

On opinions L (loyalty), T (trust) and W (switching cost) of `crmlab.story.survey_latent`:

* **recommend**, 0 to 10:  m + u * L + error.  Promoters tick 9 or 10, detractors 0 to 6 (Reichheld 2003);
* **repurchase**, 1 to 10:  m + u * L + error;
* **attitude**, four statements, 1 to 7, the last one reversed ("I would leave for a shop that is a little
  cheaper"): m_j + u * L + error, the last m_4 - u * L + error;
* **trust** and **switching cost**, three statements each, 1 to 7: m_j + u * T (or W) + error;
* **price tolerance**: the rise in per cent at which she would leave, in fives from 0 to 30:
  m + u * L + error;
* **share of wallet**: per cent of what the household spends on food and the house that goes to Hejia, in
  fives: 100 * logistic(m + u * L + v * B + error), B = standardised log of the true visit rate.  It is a
  question on money: logit P(left out) = a - b * (share - 1/2), so the small shares are the missing ones.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.story.survey_scales import STYLE_NAMES, logistic, positions, tick

ATTITUDE = ("att_first", "att_home", "att_speak", "att_leave")  # the last one is reversed
TRUST = ("trust_goods", "trust_word", "trust_care")
SWITCHING = ("switch_effort", "switch_points", "switch_habit")


@dataclass(frozen=True)
class Loyalty:
    """Means, units (points per sd of the opinion) and errors (sd) of the questions, in points."""

    recommend: tuple = (7.9, 1.50, 1.20)
    repurchase: tuple = (7.8, 1.30, 1.10)
    attitude: tuple = (4.9, 0.95, 0.80)
    attitude_reversed_mean: float = 3.3
    trust: tuple = (5.4, 0.85, 0.75)
    switching: tuple = (4.0, 0.95, 0.85)
    price_tolerance: tuple = (8.0, 4.0, 4.0)  # per cent
    wallet: tuple = (-0.9, 0.45, 0.55)  # logit: mean, unit of L, error
    wallet_behaviour: float = 0.50  # v
    wallet_silent: float = -2.2  # a
    wallet_silent_slope: float = 3.0  # b


LOYALTY = Loyalty()


def would_recommend(rng, latent):
    """Give what everybody would tick from 0 to 10, asked or not: whole numbers, one per household."""
    mean, unit, error = LOYALTY.recommend
    points = mean + unit * latent["loyalty"].to_numpy() + error * rng.standard_normal(len(latent))
    ticks = tick(rng, points[:, None], _styles(latent), 0, 10, skipped=0.0)
    return ticks[:, 0].astype(int)


def answer_loyalty(rng, latent, recommend):
    """Let respondents answer.

    Parameters
    ----------
    rng : numpy.random.Generator
    latent : pandas.DataFrame
        From `crmlab.story.survey_latent.make_latent`, respondents only.
    recommend : numpy.ndarray of int
        What they tick from 0 to 10.

    Returns
    -------
    pandas.DataFrame
        ``customer_id`` and a column per question, NaN if left out.
    """
    n, styles = len(latent), _styles(latent)
    loyal, trust, switching = (latent[name].to_numpy() for name in ("loyalty", "trust", "switching_cost"))
    answers = pd.DataFrame({"customer_id": latent["customer_id"].to_numpy(), "recommend": recommend})
    answers["repurchase"] = tick(rng, _points(rng, loyal, LOYALTY.repurchase, 1), styles, 1, 10)[:, 0]
    attitude = _points(rng, loyal, LOYALTY.attitude, 4)
    attitude[:, 3] = LOYALTY.attitude[0] + LOYALTY.attitude_reversed_mean - attitude[:, 3]
    answers[list(ATTITUDE)] = tick(rng, attitude, styles, 1, 7)
    answers[list(TRUST)] = tick(rng, _points(rng, trust, LOYALTY.trust, 3), styles, 1, 7)
    answers[list(SWITCHING)] = tick(rng, _points(rng, switching, LOYALTY.switching, 3), styles, 1, 7)
    tolerance = _points(rng, loyal, LOYALTY.price_tolerance, 1)[:, 0]
    answers["price_tolerance"] = np.clip(5 * np.rint(tolerance / 5), 0, 30)
    share = _share_of_wallet(rng, latent)
    silent = logistic(LOYALTY.wallet_silent - LOYALTY.wallet_silent_slope * (share - 0.5))
    answers["share_of_wallet"] = np.where(rng.random(n) < silent, np.nan, 5 * np.rint(20 * share))
    return answers


def _share_of_wallet(rng, latent):
    mean, unit, error = LOYALTY.wallet
    logit = mean + unit * latent["loyalty"].to_numpy() + LOYALTY.wallet_behaviour * latent["busy"].to_numpy()
    return logistic(logit + error * rng.standard_normal(len(latent)))


def _points(rng, opinion, sizes, questions):
    mean, unit, error = sizes
    # Questions on one opinion differ a little in how readily people agree.
    easier = np.linspace(0.2, -0.2, questions) if questions > 1 else np.zeros(1)
    return mean + easier + unit * opinion[:, None] + error * rng.standard_normal((len(opinion), questions))


def _styles(latent):
    return positions(STYLE_NAMES, latent["style"])
