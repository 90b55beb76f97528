"""The true parameters of the world: the one place where its numbers are set.

Cards and docstrings quote them from here, so what is printed is what was used.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Purchases:
    """How often a household comes, and until when (Schmittlein, Morrison and Colombo 1987)."""

    rate_shape: float = 1.3  # r: visits per day ~ Gamma(r, alpha)
    rate_days: float = 33.0  # alpha, in days: the mean rate is r / alpha
    dropout_shape: float = 0.9  # s: drop-out rate per day ~ Gamma(s, beta)
    dropout_days: float = 330.0  # beta, in days


@dataclass(frozen=True)
class Spend:
    """What a visit is worth, in yuan (Fader, Hardie and Lee 2005: Gamma-Gamma)."""

    visit_shape: float = 4.0  # p: a visit's budget ~ Gamma(p, nu)
    household_shape: float = 3.5  # q: nu ~ Gamma(q, gamma)
    household_scale: float = 78.0  # gamma, in yuan
    size_correlation: float = 0.6  # of a household's size with its mean budget, both in normal scores


@dataclass(frozen=True)
class Refunds:
    share_of_orders: float = 0.015
    days_until: tuple = (1, 10)


@dataclass(frozen=True)
class Letter:
    """The mooncake letter of September 2025, sent to a random half of the customers."""

    campaign_id: str = "K01"
    sent_on: str = "2025-09-01"
    days_open: int = 30
    cost: float = 4.0  # yuan a letter: print, sample, postage
    share_mailed: float = 0.5
    gone: float = 0.004  # chance that somebody who has left the shop answers
    # logit of the chance for those who still come: intercept, and slopes on the natural logs of
    # (visits per 30 days) and (mean budget / 100 yuan)
    intercept: float = -2.0
    slope_rate: float = 0.75
    slope_spend: float = 0.55


@dataclass(frozen=True)
class Arrival:
    """In which year a household first comes; within the year any day is as likely as another."""

    shares: tuple = (0.45, 0.30, 0.25)


PURCHASES = Purchases()
SPEND = Spend()
REFUNDS = Refunds()
LETTER = Letter()
ARRIVAL = Arrival()
