"""SERVQUAL: 22 statements, each asked twice, on five dimensions (Parasuraman, Zeithaml and Berry 1988).

On a scale from 1 to 7, for statement j of dimension d,

    what an excellent shop does   X_j = mx_d + x_j + ux * EX_d + error,   EX_d = rx * E + shock
    what Hejia does               P_j = mp_d + x_j + up * PD_d + error,   PD_d = rp * Q + shock

with EX_d and PD_d of variance 1 where E and Q have it, x_j a small offset of the statement, and
mp_d - mx_d the true gap of the dimension at average opinions.  E and Q: `crmlab.story.survey_latent`.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.story.survey_scales import STYLE_NAMES, positions, tick

LOW, HIGH = 1, 7
DIMENSIONS = {"tangibles": 4, "reliability": 5, "responsiveness": 4, "assurance": 4, "empathy": 5}


@dataclass(frozen=True)
class Servqual:
    """True means in points, in the order of DIMENSIONS; reliability matters most and lacks most.

    That reliability lacks most is the usual finding (Zeithaml, Parasuraman and Berry 1990); the values are
    our choice.
    """

    expected: tuple = (5.0, 6.1, 5.8, 5.8, 5.5)
    gaps: tuple = (0.15, -0.90, -0.65, -0.30, -0.15)
    expectation_unit: float = 0.60  # ux
    perception_unit: float = 0.80  # up
    expectation_share: float = 0.60  # rx: correlation of a dimension's expectation with E
    perception_share: float = 0.70  # rp: correlation of a dimension's perception with Q
    expectation_error: float = 0.60
    perception_error: float = 0.80
    offset: float = 0.15  # of a statement, at most


SERVQUAL = Servqual()


def statement_ids():
    """Give the 22 statements, tan1 to emp5, and the position of each one's dimension.

    Examples
    --------
    >>> from crmlab.story.survey_servqual import statement_ids
    >>> names, dimension = statement_ids()
    >>> len(names), names[0], dimension[-1].item()
    (22, 'tan1', 4)
    """
    names = [f"{name[:3]}{i}" for name, size in DIMENSIONS.items() for i in range(1, size + 1)]
    return names, np.repeat(np.arange(len(DIMENSIONS)), list(DIMENSIONS.values()))


def answer_servqual(rng, latent):
    """Let respondents tick the statements twice.

    Returns
    -------
    pandas.DataFrame
        ``customer_id``; ``x_tan1`` to ``x_emp5`` (expectation) and ``p_tan1`` to ``p_emp5`` (perception),
        1 to 7, NaN if left out.
    """
    names, dimension = statement_ids()
    styles = positions(STYLE_NAMES, latent["style"])
    # Within a dimension the offsets sum to nothing, so that its mean stays what it is set to.
    offsets = np.concatenate([np.linspace(-1, 1, size) for size in DIMENSIONS.values()]) * SERVQUAL.offset
    expected = np.array(SERVQUAL.expected)
    expectation = _ticks(
        rng,
        latent["expectation"].to_numpy(),
        expected[dimension] + offsets,
        dimension,
        (SERVQUAL.expectation_unit, SERVQUAL.expectation_share, SERVQUAL.expectation_error),
        styles,
    )
    perception = _ticks(
        rng,
        latent["quality"].to_numpy(),
        (expected + SERVQUAL.gaps)[dimension] + offsets,
        dimension,
        (SERVQUAL.perception_unit, SERVQUAL.perception_share, SERVQUAL.perception_error),
        styles,
    )
    answers = pd.DataFrame(
        np.hstack([expectation, perception]),
        columns=[*(f"x_{name}" for name in names), *(f"p_{name}" for name in names)],
    )
    answers.insert(0, "customer_id", latent["customer_id"].to_numpy())
    return answers


def _ticks(rng, opinion, means, dimension, sizes, styles):
    unit, share, error = sizes
    own = rng.standard_normal((len(opinion), len(DIMENSIONS)))
    of_dimension = share * opinion[:, None] + np.sqrt(1 - share**2) * own
    noise = error * rng.standard_normal((len(opinion), len(means)))
    return tick(rng, means + unit * of_dimension[:, dimension] + noise, styles, LOW, HIGH)
