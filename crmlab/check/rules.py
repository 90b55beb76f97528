"""How strictly an answer is compared, and what a difference is."""

from dataclasses import dataclass

RTOL = 0.005


@dataclass(frozen=True)
class Rules:
    """How strictly an exercise compares.

    Attributes
    ----------
    rtol : float
        Relative tolerance of numbers.  Whole numbers, counts most of all, must be met exactly unless a
        task sets a tolerance of its own.
    ordered : bool
        Whether the order of rows counts.
    exact : bool
        Whether numbers must agree to the last figure, with no allowance for rounding.
    """

    rtol: float = RTOL
    ordered: bool = False
    exact: bool = False


@dataclass(frozen=True)
class Difference:
    """In what an answer differs: a word for the tests, a sentence for the learner."""

    kind: str
    sentence: str
