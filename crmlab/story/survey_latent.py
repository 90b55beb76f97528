"""What customers expect, feel and intend: the opinions behind the survey.

For each household, with all shocks independent, of mean 0, and their variances such that E, Q0, V, S and T
have variance 1 (the chain is the American Customer Satisfaction Index model of Fornell, Johnson,
Anderson, Cha and Bryant 1996; the numbers are ours):

    expectation          E  = shock
    perceived quality    Q0 = eq * E + shock,  Q = Q0 - w_delivery * (fall of delivery)
    perceived value      V  = ev * E + qv * Q + shock
    satisfaction         S  = es * E + qs * Q + vs * V + shock
    trust                T  = st * S + shock
    switching cost       W  = wt * (years as a customer, standardised) + shock
    loyalty              L  = (b + bc * c) * S + (a + ac * c) * S^2 + x * E * S
                              + t * T + w * W + h * B - g * gone - r * c + shock

c = 0, 1, 2 is competition: no other food shop in the district, one, or several.  Where there is none
(a < 0) the curve of loyalty over satisfaction flattens at the top: people stay unless things are bad.
Where there are several it flattens at the bottom: only the delighted stay (Jones and Sasser 1995).
E makes the link stronger: those who expected much reward and punish more.  B is the standardised
log of the household's true visit rate, and gone = 1 if it has in truth left the shop: attitude and
behaviour hang together, loosely.

The shocks of Q and S are (k - Gamma(k)) / sqrt(k): a long tail of the annoyed, a crowd at the top.

**Five facets of quality** F_1..F_5 (goods, delivery, service, online, after-sales) have variance 1, equal
correlations r, and Q0 = sum of w_k * F_k + rest, the facets explaining the share R2 of Q0.  They are drawn
given Q0: F = c * Q0 + N(0, R - c c') with c = R w, so that E reaches them through Q0 only.  In far
districts delivery is worse by d = `far`: F_delivery falls by d * (1 - share living far) there, rises by
d * (share living far) elsewhere, and Q follows by the weight.  The sixth facet, price, hangs on value:
F_price = p * V + shock.

**What a household needs** is one of three: thrifty, hurried, fresh.  Its odds against thrifty are

    ln odds(hurried) = h0 + h1 * (size - 2.5) + h2 * c
    ln odds(fresh)   = f0 + f1 * ln(mean budget / 100 yuan)
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import special

from crmlab.story.people import DISTRICT_SHARES, DISTRICTS
from crmlab.story.streams import stream
from crmlab.story.survey_scales import STYLE_NAMES, draw_styles
from crmlab.story.truth import PURCHASES

COMPETITION = {"lane": 0, "old_mill": 0, "riverside": 1, "east_gate": 1, "new_town": 2, "university": 2}
FAR = ("new_town", "old_mill")  # the districts where delivery takes longest
FACETS = ("goods", "delivery", "service", "online", "aftersales", "price")
NEEDS = ("thrifty", "hurried", "fresh")
SENT_ON = pd.Timestamp("2025-11-10")


@dataclass(frozen=True)
class Paths:
    """Path coefficients between standardised opinions.

    Signs and order of size as satisfaction indices usually have them (quality before value before
    expectation); the values themselves are our choice.
    """

    expectation_quality: float = 0.55
    expectation_value: float = 0.10
    quality_value: float = 0.65
    expectation_satisfaction: float = 0.08
    quality_satisfaction: float = 0.50
    value_satisfaction: float = 0.36
    satisfaction_trust: float = 0.55
    tenure_switching: float = 0.30  # of (years as a customer - 1.5) / 0.9, about their mean and sd
    tail: float = 3.0  # k: shape of the skewed shocks


@dataclass(frozen=True)
class Loyal:
    """Loyalty, with competition c = 0, 1, 2 and expectation as moderators (Jones and Sasser 1995)."""

    satisfaction: float = 0.20  # slope where there is no rival ...
    satisfaction_competition: float = 0.32  # ... and what each step of competition adds to it
    square: float = -0.09  # bend where there is no rival: flat at the top ...
    square_competition: float = 0.10  # ... turning to flat at the bottom
    satisfaction_expectation: float = 0.20
    trust: float = 0.25
    switching_cost: float = 0.20
    behaviour: float = 0.25  # per sd of the log of the true visit rate
    gone: float = 0.60  # lost by those who have left
    competition: float = 0.15  # lost per step
    shock: float = 0.50  # sd


@dataclass(frozen=True)
class Facets:
    """The facets of quality: what each weighs in it, before scaling to the share explained."""

    weights: tuple = (0.35, 0.30, 0.15, 0.10, 0.10)
    correlation: float = 0.5
    explained: float = 0.85
    price_value: float = 0.75
    far: float = 0.6  # how much worse delivery is in far districts, in sd


@dataclass(frozen=True)
class Needs:
    """Who needs what: small, poor households count money, large ones hours, rich ones freshness."""

    hurried: float = -0.30
    hurried_size: float = 0.30
    hurried_competition: float = 0.15
    fresh: float = -0.20
    fresh_budget: float = 0.90


PATHS, LOYAL, FACET, NEED = Paths(), Loyal(), Facets(), Needs()


def facet_weights():
    """Give the true weights of the five facets in Q0, scaled so that the facets explain `explained` of it.

    Examples
    --------
    >>> from crmlab.story.survey_latent import facet_weights
    >>> facet_weights().round(2).tolist()
    [0.41, 0.35, 0.17, 0.12, 0.12]
    """
    w = np.array(FACET.weights)
    return w * np.sqrt(FACET.explained / (w @ _facet_correlations() @ w))


def _facet_correlations():
    k = len(FACET.weights)
    return np.full((k, k), FACET.correlation) + (1 - FACET.correlation) * np.eye(k)


def make_latent(block):
    """Draw the opinions of all households of a block.

    Parameters
    ----------
    block : crmlab.story.block.Block
        Its seed, number and households are used.

    Returns
    -------
    pandas.DataFrame
        One row per household, in the order of ``block.households``: ``customer_id``, ``competition``
        (0 to 2), the opinions in standard deviations, ``f_goods`` and its five sisters, ``busy`` (B),
        ``need`` and ``style`` (texts), ``gone`` (bool).
    """
    rng = stream(block.seed, "survey opinions", block.block)
    homes = block.households
    n = len(homes)
    competition = homes["district"].map(COMPETITION).to_numpy(dtype=int)
    far = (homes["district"].isin(FAR).to_numpy() - _share_far()) * FACET.far
    left_on = homes["joined_on"] + pd.to_timedelta(homes["lifetime_days"].clip(upper=36500), unit="D")
    latent = pd.DataFrame({"customer_id": homes["customer_id"].to_numpy(), "competition": competition})
    latent["gone"] = (left_on <= SENT_ON).to_numpy()
    expectation, base, quality, value, satisfaction = _chain(rng, n, facet_weights()[1] * far)
    latent["expectation"], latent["quality"], latent["value"] = expectation, quality, value
    latent["satisfaction"] = satisfaction
    latent["trust"] = _mix(rng, PATHS.satisfaction_trust, satisfaction)
    years = ((SENT_ON - homes["joined_on"]).dt.days / 365.25).to_numpy()
    latent["switching_cost"] = _mix(rng, PATHS.tenure_switching, (years - 1.5) / 0.9)
    latent["busy"] = _standard_log(homes["purchase_rate"].to_numpy())
    latent["loyalty"] = _loyalty(rng, latent)
    for name, facet in zip(FACETS, _facets(rng, base, value, far), strict=True):
        latent[f"f_{name}"] = facet
    latent["need"] = np.array(NEEDS, dtype=object)[_needs(rng, homes, competition)]
    latent["style"] = np.array(STYLE_NAMES, dtype=object)[draw_styles(rng, n)]
    return latent


def _share_far():
    return float(DISTRICT_SHARES[np.isin(DISTRICTS, FAR)].sum())


def _chain(rng, n, lost):
    """Draw E, Q0, Q, V and S; `lost` is what distance takes from quality."""
    p = PATHS
    expectation = rng.standard_normal(n)
    base = _mix(rng, p.expectation_quality, expectation, skewed=True)
    quality = base - lost
    # What is left for the shocks: 1 less the variance explained, from the paths to the causes' correlations.
    eq = p.expectation_quality
    to_value = np.array([p.expectation_value, p.quality_value])
    among_two = np.array([[1, eq], [eq, 1]])
    ev, qv = among_two @ to_value
    to_satisfaction = np.array([p.expectation_satisfaction, p.quality_satisfaction, p.value_satisfaction])
    among_three = np.array([[1, eq, ev], [eq, 1, qv], [ev, qv, 1]])
    value = to_value @ np.stack([expectation, quality])
    value = value + np.sqrt(1 - to_value @ among_two @ to_value) * rng.standard_normal(n)
    satisfaction = to_satisfaction @ np.stack([expectation, quality, value])
    shock = np.sqrt(1 - to_satisfaction @ among_three @ to_satisfaction)
    return expectation, base, quality, value, satisfaction + shock * _skewed(rng, n)


def _skewed(rng, n):
    """Draw shocks of mean 0 and sd 1 with a long tail downwards."""
    return (PATHS.tail - rng.gamma(PATHS.tail, 1.0, n)) / np.sqrt(PATHS.tail)


def _mix(rng, path, cause, skewed=False):
    """Give path * cause + shock, of variance 1 if the cause has it."""
    shock = _skewed(rng, len(cause)) if skewed else rng.standard_normal(len(cause))
    return path * cause + np.sqrt(1 - path**2) * shock


def _standard_log(rate):
    """Standardise ln(visit rate) by the moments of the Gamma distribution it was drawn from."""
    mean = special.digamma(PURCHASES.rate_shape) - np.log(PURCHASES.rate_days)
    return (np.log(np.maximum(rate, 1e-5)) - mean) / np.sqrt(special.polygamma(1, PURCHASES.rate_shape))


def _loyalty(rng, latent):
    s, e, c = (latent[name].to_numpy() for name in ("satisfaction", "expectation", "competition"))
    return (
        (LOYAL.satisfaction + LOYAL.satisfaction_competition * c) * s
        + (LOYAL.square + LOYAL.square_competition * c) * s**2
        + LOYAL.satisfaction_expectation * s * e
        + LOYAL.trust * latent["trust"].to_numpy()
        + LOYAL.switching_cost * latent["switching_cost"].to_numpy()
        + LOYAL.behaviour * latent["busy"].to_numpy()
        - LOYAL.gone * latent["gone"].to_numpy()
        - LOYAL.competition * c
        + LOYAL.shock * rng.standard_normal(len(s))
    )


def _facets(rng, base, value, far):
    """Draw the facets given quality: five rows for it, and price given value."""
    correlations = _facet_correlations()
    with_quality = correlations @ facet_weights()
    spread = np.linalg.cholesky(correlations - np.outer(with_quality, with_quality))
    facets = with_quality[:, None] * base + spread @ rng.standard_normal((len(with_quality), len(base)))
    facets[FACETS.index("delivery")] -= far
    return [*facets, _mix(rng, FACET.price_value, value)]


def _needs(rng, homes, competition):
    """Draw each household's need by its odds against thrifty."""
    hurried = NEED.hurried + NEED.hurried_size * (homes["size"].to_numpy() - 2.5)
    hurried = hurried + NEED.hurried_competition * competition
    fresh = NEED.fresh + NEED.fresh_budget * np.log(homes["mean_budget"].to_numpy() / 100)
    weights = np.exp(np.column_stack([np.zeros(len(homes)), hurried, fresh]))
    edges = np.cumsum(weights / weights.sum(axis=1, keepdims=True), axis=1)
    return (rng.random(len(homes))[:, None] > edges[:, :2]).sum(axis=1)
