"""Kano: eight things the shop has or might have, each asked as a pair of questions (Kano et al. 1984).

For feature f a respondent has one true category (attractive, one-dimensional, must-be, indifferent,
reverse) with the probabilities of `Kano.shares`.  She then ticks a pair (feeling if it is there, feeling
if it is not) from the cells of the evaluation table (Berger et al. 1993) that mean this category, with the
weights of `CELLS`.  With probability `slip` she ticks any of the 25 cells instead, all alike.
So, of those who answer, the share seen in category k is

    (1 - slip) * share_k + slip * cells_k / 25

with cells = 3 A, 1 O, 3 M, 9 I, 7 R, 2 Q (questionable: nobody's true category).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.story.streams import pick
from crmlab.story.survey_scales import STYLES

# Answers: 1 I like it, 2 it has to be so, 3 I don't mind, 4 I can live with it, 5 I don't like it.
CATEGORIES = ("A", "O", "M", "I", "R")
CELL_COUNTS = {"A": 3, "O": 1, "M": 3, "I": 9, "R": 7, "Q": 2}
# category: {(feeling if there, feeling if not): weight}
CELLS = {
    "A": {(1, 2): 0.1, (1, 3): 0.6, (1, 4): 0.3},
    "O": {(1, 5): 1.0},
    "M": {(2, 5): 0.7, (3, 5): 0.2, (4, 5): 0.1},
    "I": {(3, 3): 0.5, (2, 2): 0.05, (2, 3): 0.1, (2, 4): 0.1, (3, 4): 0.12, (4, 4): 0.05, (3, 2): 0.08},
    "R": {(5, 1): 0.3, (5, 3): 0.2, (5, 2): 0.15, (3, 1): 0.2, (4, 1): 0.1, (2, 1): 0.05},
}


@dataclass(frozen=True)
class Kano:
    """True shares of A, O, M, I, R per feature: our choice, a clear case of each kind and some mixed ones."""

    fresh_date: tuple = (0.04, 0.22, 0.62, 0.11, 0.01)
    till_tag: tuple = (0.03, 0.17, 0.65, 0.14, 0.01)
    easy_return: tuple = (0.12, 0.50, 0.26, 0.11, 0.01)
    choose_hour: tuple = (0.24, 0.46, 0.12, 0.16, 0.02)
    track_rider: tuple = (0.46, 0.22, 0.06, 0.24, 0.02)
    usual_basket: tuple = (0.54, 0.12, 0.03, 0.25, 0.06)
    recipe_card: tuple = (0.24, 0.04, 0.01, 0.64, 0.07)
    daily_message: tuple = (0.04, 0.03, 0.01, 0.36, 0.56)
    slip: float = 0.04  # careless pairs


KANO = Kano()
FEATURES = tuple(name for name in vars(KANO) if name != "slip")


def answer_kano(rng, latent):
    """Let respondents answer the pairs.

    Returns
    -------
    pandas.DataFrame
        One row per respondent and feature: ``customer_id``, ``feature_id``, ``functional``,
        ``dysfunctional`` (1 to 5, NaN if left out).
    """
    n, k = len(latent), len(FEATURES)
    pairs = np.empty((n, k, 2))
    for f, feature in enumerate(FEATURES):
        pairs[:, f] = _draw_pairs(rng, getattr(KANO, feature), n)
    slips = rng.random((n, k)) < KANO.slip
    anything = rng.integers(1, 6, (n, k, 2))
    pairs = np.where(slips[:, :, None], anything, pairs)
    straight = (latent["style"] == "straight").to_numpy()
    pairs[straight] = rng.integers(3, 6, straight.sum())[:, None, None]
    pairs = np.where(rng.random(pairs.shape) < STYLES.skipped, np.nan, pairs)
    return pd.DataFrame(
        {
            "customer_id": np.repeat(latent["customer_id"].to_numpy(), k),
            "feature_id": np.tile(np.array(FEATURES, dtype=object), n),
            "functional": pairs[:, :, 0].ravel(),
            "dysfunctional": pairs[:, :, 1].ravel(),
        }
    )


def _draw_pairs(rng, shares, n):
    weights = np.concatenate(
        [
            share * np.array(list(CELLS[category].values()))
            for category, share in zip(CATEGORIES, shares, strict=True)
        ]
    )
    cells = np.array([cell for category in CATEGORIES for cell in CELLS[category]])
    return cells[pick(rng, weights, n)]
