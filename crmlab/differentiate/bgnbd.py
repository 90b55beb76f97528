"""BG/NBD: customers who after each purchase may be gone (Fader, Hardie and Lee 2005)."""

from types import SimpleNamespace

import numpy as np
from scipy.special import betaln, digamma, gammaln

from crmlab.differentiate.buying import BuyingModel
from crmlab.differentiate.histories import merge_equal
from crmlab.differentiate.integrals import add_up, beta_mean, time_rule


class BGNBD(BuyingModel):
    """The beta-geometric/NBD model of repeat buying.

    While a customer, she buys at random times at a rate of her own, and rates are Gamma(r, alpha) over
    customers.  After each repeat purchase, and after no other moment, she leaves with a probability of her
    own, and these are Beta(a, b).

    Attributes
    ----------
    r_, alpha_ : float
        Shape and rate of the purchase rates: on average ``r_ / alpha_`` purchases per unit of time.
    a_, b_ : float
        Of the probabilities to leave: on average ``a_ / (a_ + b_)``.
    log_likelihood_, standard_errors_, covariance_, customers_
        See `fit`.

    Notes
    -----
    Source: Fader, P. S., Hardie, B. G. S. and Lee, K. L. (2005). "Counting your customers" the easy way: an
    alternative to the Pareto/NBD model. *Marketing Science* 24(2), 275-284.

    The first purchase opens the account and is not counted.  So whoever has bought once cannot have left,
    in this model: her probability to be alive is 1.

    Examples
    --------
    >>> from crmlab.differentiate import BGNBD
    >>> model = BGNBD.at(r=0.243, alpha=4.414, a=0.793, b=2.426)  # published for CDNOW, in weeks
    >>> model.probability_alive(2, 30.43, 38.86), model.probability_alive(2, 10, 38.86)  # doctest: +ELLIPSIS
    (0.72..., 0.26...)
    >>> value, gradient = model.log_likelihood([1], [1], [3], values=[1, 1, 1, 1])
    >>> round(float(np.exp(value)) * 32, 6)
    5.0
    """

    PARAMETERS = ("r", "alpha", "a", "b")

    def _starts(self, x, T):
        time = max(float(T.mean()), np.finfo(float).tiny)
        starts = [(0.5, time / 4, 1.0, 2.0), (1.0, time, 0.3, 3.0), (2.0, time / 2, 1.0, 1.0)]
        return [np.array(start) for start in starts], (1.0, time, 1.0, 1.0)

    def _rows(self, x, t_x, T, weights):
        (counts,), place = merge_equal(x)
        return SimpleNamespace(
            x=x, t_x=t_x, T=T, weights=weights, repeat=x > 0,
            counts=counts, at_count=np.bincount(place, weights=weights),
        )  # fmt: skip

    def _log_likelihood(self, values, rows):
        r, alpha, a, b = values
        # Still a customer at T, or gone with the last purchase: the two ways to the same history.
        stay, leave = self._two_ways(values, rows.x, rows.t_x, rows.T, rows.repeat)
        either = np.logaddexp(stay, leave)
        left = np.exp(leave - either)
        stayed = 1 - left
        power, w = r + rows.x, rows.weights
        slope_r = -(stayed * np.log(alpha + rows.T) + left * np.log(alpha + rows.t_x))
        slope_alpha = -power * (stayed / (alpha + rows.T) + left / (alpha + rows.t_x))
        before_last = np.where(rows.repeat, b + rows.x - 1, 1.0)

        n, x = rows.at_count, rows.counts
        each = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + betaln(a, b + x) - betaln(a, b)
        total = digamma(a + b) - digamma(a + b + x)
        gradient = [
            add_up(w, slope_r) + n @ (digamma(r + x) - digamma(r) + np.log(alpha)),
            add_up(w, slope_alpha) + n.sum() * r / alpha,
            add_up(w, left) / a + n @ total,
            -add_up(w, left / before_last) + n @ (digamma(b + x) - digamma(b) + total),
        ]
        return float(add_up(w, either) + n @ each), np.array(gradient)

    def _two_ways(self, values, x, t_x, T, repeat):
        r, alpha, a, b = values
        stay = -(r + x) * np.log(alpha + T)
        with np.errstate(divide="ignore", invalid="ignore"):
            leave = np.log(a / (b + x - 1)) - (r + x) * np.log(alpha + t_x)
        return stay, np.where(repeat, leave, -np.inf)

    def _log_odds(self, x, t_x, T):
        stay, leave = self._two_ways(self.values_, x, t_x, T, x > 0)
        return stay - leave

    def _purchases(self, t, x, T):
        r, alpha, a, b = self.values_
        power, pace = (r + x)[:, None], (t / (alpha + T))[:, None]

        def until_gone(p, part):
            return -np.expm1(-power[part] * np.log1p(pace[part] * p)) / p

        return beta_mean(until_gone, a, b + x)

    def _discounted(self, rate, horizon, x, T):
        r, alpha, a, b = self.values_
        end = np.log1p(min(horizon, 45 / rate) / (alpha + T))  # beyond, nothing is worth anything
        places, weights = time_rule(end)
        future = np.zeros(len(x))
        for place, weight in zip(places.T, weights.T, strict=True):
            ahead, power = np.expm1(place)[:, None], (r + x + 1)[:, None]
            bought = beta_mean(
                lambda p, part, ahead=ahead, power=power: np.exp(-power[part] * np.log1p(ahead[part] * p)),
                a,
                b + x,
            )
            time = (alpha + T) * ahead[:, 0]
            future += weight * np.exp(place - rate * time) * bought
        return (r + x) * future
