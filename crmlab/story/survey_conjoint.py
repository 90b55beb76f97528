"""Conjoint: which delivery service would you choose?  (Choice-based; Louviere and Woodworth 1983.)

Eight tasks, each with three services and "none of these".  The utility of service a to respondent i is

    U_ia = price_g * price_a + hours_g[hours_a] + guarantee_g[guarantee_a] + packaging_g[packaging_a] + e
    U_i0 = none_g + e                         e ~ Gumbel, independent (McFadden 1974)

with part-worths of her need g (thrifty, hurried or fresh; see `crmlab.story.survey_latent`), and she takes
the best. Part-worths of the last level of each list (next day, no guarantee, plastic bag) are 0.  All with
the same need have the same part-worths: a logit within a need is the true model, one over all is not.

There are `VERSIONS` questionnaires; within a task no two services share a price, and hours, guarantee and
packaging each take their three levels once, in random order.  Those who tick straight take the
first service always.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.story.streams import stream
from crmlab.story.survey_latent import NEEDS

TASKS, SERVICES, VERSIONS = 8, 3, 40
PRICES = (0.0, 3.0, 6.0, 9.0)  # yuan per delivery
HOURS = (2, 8, 24)  # two hours, the same evening, the next day
GUARANTEES = ("refund", "replace", "nothing")
PACKAGINGS = ("box", "paper", "plastic")


@dataclass(frozen=True)
class PartWorths:
    """Utilities of one need: price per yuan; hours 2 and 8 against 24; and so on."""

    price: float
    hours: tuple
    guarantee: tuple  # refund, replace; against nothing
    packaging: tuple  # box to give back, paper; against plastic
    none: float


@dataclass(frozen=True)
class Conjoint:
    """Part-worths by need: our choice; a step of 1 multiplies the odds by 2.7."""

    thrifty: PartWorths = PartWorths(-0.40, (0.50, 0.25), (0.50, 0.30), (0.10, 0.10), -1.20)
    hurried: PartWorths = PartWorths(-0.15, (2.00, 1.00), (0.50, 0.30), (0.20, 0.10), 0.20)
    fresh: PartWorths = PartWorths(-0.15, (0.70, 0.40), (1.70, 0.90), (0.60, 0.30), 0.40)


CONJOINT = Conjoint()


def make_designs(seed):
    """Lay out the questionnaires: positions of levels, (versions, tasks, services, 4 attributes)."""
    rng = stream(seed, "survey conjoint designs")
    shape = (VERSIONS, TASKS)
    prices = np.argsort(rng.random((*shape, len(PRICES))), axis=-1)[..., :SERVICES]
    others = [np.argsort(rng.random((*shape, SERVICES)), axis=-1) for _ in range(3)]
    return np.stack([prices, *others], axis=-1)


def utilities(design, need):
    """Give the systematic utility of each service in a design for people of one need.

    Parameters
    ----------
    design : numpy.ndarray of int, (..., 4)
        Positions of price, hours, guarantee, packaging in their lists of levels.
    need : str
        One of `NEEDS`.

    Returns
    -------
    numpy.ndarray of float, (...)
    """
    worth = getattr(CONJOINT, need)
    levels = [np.array([*of, 0.0]) for of in (worth.hours, worth.guarantee, worth.packaging)]
    price = worth.price * np.array(PRICES)[design[..., 0]]
    return price + sum(of[design[..., k + 1]] for k, of in enumerate(levels))


def answer_conjoint(rng, seed, latent):
    """Let respondents choose.

    Returns
    -------
    pandas.DataFrame
        One row per respondent and task: ``customer_id``, ``version``, ``task`` (1 to 8), ``chosen`` (the
        alternative, 1 to 3; 4 is none of these).
    """
    n = len(latent)
    version = rng.integers(VERSIONS, size=n)
    design = make_designs(seed)[version]
    utility = np.empty((n, TASKS, SERVICES + 1))
    for need in NEEDS:
        of_them = (latent["need"] == need).to_numpy()
        utility[of_them, :, :SERVICES] = utilities(design[of_them], need)
        utility[of_them, :, SERVICES] = getattr(CONJOINT, need).none
    choice = np.argmax(utility + rng.gumbel(size=utility.shape), axis=-1)
    choice[(latent["style"] == "straight").to_numpy()] = 0
    return pd.DataFrame(
        {
            "customer_id": np.repeat(latent["customer_id"].to_numpy(), TASKS),
            "version": np.repeat(version + 1, TASKS),
            "task": np.tile(np.arange(1, TASKS + 1), n),
            "chosen": choice.ravel() + 1,
        }
    )


def design_table(seed):
    """Give the questionnaires as the file of designs that comes with the answers.

    Returns
    -------
    pandas.DataFrame
        One row per version, task and alternative (4 is none of these, with empty levels): ``price`` (yuan),
        ``hours``, ``guarantee``, ``packaging``.
    """
    places = make_designs(seed)
    rows = [
        (version + 1, task + 1, service + 1, *_levels(places[version, task, service]))
        for version in range(VERSIONS)
        for task in range(TASKS)
        for service in range(SERVICES)
    ]
    rows += [
        (v + 1, t + 1, SERVICES + 1, None, None, None, None) for v in range(VERSIONS) for t in range(TASKS)
    ]
    columns = ["version", "task", "alternative", "price", "hours", "guarantee", "packaging"]
    table = pd.DataFrame(rows, columns=columns).astype({"hours": "Int64"})
    return table.sort_values(columns[:3], ignore_index=True)


def _levels(place):
    return [of[i] for of, i in zip((PRICES, HOURS, GUARANTEES, PACKAGINGS), place, strict=True)]
