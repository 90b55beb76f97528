"""How strictly an answer is compared, and what a difference is."""

from dataclasses import dataclass

RTOL = 1e-4


@dataclass(frozen=True)
class Rules:
    """How strictly an exercise compares.

    Attributes
    ----------
    rtol : float or None
        Relative tolerance of numbers; None is the usual one, 1e-4.  Whole numbers, counts most of all, must
        be met exactly unless a task sets a tolerance of its own.
    ordered : bool
        Whether the order of rows counts.
    exact : bool
        Whether numbers must agree to the last figure, with no allowance for rounding.
    """

    rtol: float | None = None
    ordered: bool = False
    exact: bool = False

    @property
    def tolerance(self):
        """The relative tolerance in force."""
        return RTOL if self.rtol is None else self.rtol


@dataclass(frozen=True)
class Difference:
    """In what an answer differs: a word for the tests, a sentence for the learner."""

    kind: str
    sentence: str
