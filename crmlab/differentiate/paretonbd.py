"""Pareto/NBD: customers who may be gone at any moment (Schmittlein, Morrison and Colombo 1987)."""

from types import SimpleNamespace

import numpy as np
from scipy.special import digamma, gammaln

from crmlab.differentiate.buying import BuyingModel
from crmlab.differentiate.histories import merge_equal
from crmlab.differentiate.integrals import add_up, log_tail, time_rule


class ParetoNBD(BuyingModel):
    """The Pareto/NBD model of repeat buying.

    While a customer, she buys at random times at a rate of her own, and rates are Gamma(r, alpha) over
    customers.  How long she stays is random, at a rate of leaving of her own, and these are Gamma(s, beta).

    Attributes
    ----------
    r_, alpha_ : float
        Shape and rate of the purchase rates: on average ``r_ / alpha_`` purchases per unit of time.
    s_, beta_ : float
        Shape and rate of the rates of leaving: on average ``s_ / beta_``.
    log_likelihood_, standard_errors_, covariance_, customers_
        See `fit`.

    Notes
    ----- Sources: Schmittlein, D. C., Morrison, D. G. and Colombo, R. (1987). Counting your customers: who
    are they and what will they do next? *Management Science* 33(1), 1-24.  Fader, P. S. and Hardie, B. G.
    S. (2005). A note on deriving the Pareto/NBD model and related expressions.

    The likelihood of a history (x, t_x, T) is an integral over the moment of leaving, t_x to T, plus the
    chance of staying to T.  In print it is a difference of two hypergeometric functions.  Integrated by
    parts it is a sum of two positive ones: F(x, t_x), she leaves at any time after her last purchase, and
    G(x, T), she would have bought again after T before leaving.  Nothing cancels, and F and G need
    computing once for each pair (x, t_x) and (x, T), not for each customer.

    A search that begins badly can end on a ridge far below the top, and say that it has converged: judge a
    fit by its likelihood.  `fit` tries several starts; ``start=`` tries one.

    Examples
    --------
    >>> from crmlab.differentiate import ParetoNBD
    >>> model = ParetoNBD.at(r=0.553, alpha=10.58, s=0.606, beta=11.67)  # published for CDNOW, in weeks
    >>> model.probability_alive([2, 0], [30.43, 0], [38.86, 38.86]).round(3).tolist()
    [0.869, 0.295]
    >>> value, gradient = model.log_likelihood([1], [1], [3], values=[1, 1, 1, 1])
    >>> round(float(np.exp(value)) * 96, 6)
    5.0
    """

    PARAMETERS = ("r", "alpha", "s", "beta")
    SAMPLE = 600  # its likelihood is dear
    CLIMBS = 2  # the likelihood of this model has false tops

    def _starts(self, x, T):
        time = max(float(T.mean()), np.finfo(float).tiny)
        starts = [(0.5, time / 3, 0.5, time / 3), (1.0, time, 1.0, 3 * time), (2.0, time / 2, 0.3, time / 20)]
        return [np.array(start) for start in starts], (1.0, time, 1.0, time)

    def _rows(self, x, t_x, T, weights):
        (last_x, last_t), at_last = merge_equal(x, t_x)
        (end_x, end_t), at_end = merge_equal(x, T)
        (counts,), place = merge_equal(x)
        return SimpleNamespace(
            pair_x=np.concatenate([last_x, end_x]), pair_t=np.concatenate([last_t, end_t]), lasts=len(last_x),
            at_last=at_last, at_end=at_end, weights=weights,
            counts=counts, at_count=np.bincount(place, weights=weights),
        )  # fmt: skip

    def _log_likelihood(self, values, rows):
        r, alpha, s, beta = values
        value, slopes = _two_sums(values, rows)
        gone, stayed = value[: rows.lasts][rows.at_last], value[rows.lasts :][rows.at_end]
        either = np.logaddexp(gone, stayed)
        share = rows.weights * np.exp(gone - either)
        # How much of the likelihood hangs on each pair.
        on_pair = np.concatenate(
            [
                np.bincount(rows.at_last, weights=share, minlength=rows.lasts),
                np.bincount(rows.at_end, weights=rows.weights - share),
            ]
        )
        n, x = rows.at_count, rows.counts
        each = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + s * np.log(beta)
        gradient = add_up(slopes, on_pair)
        gradient[0] += n @ (digamma(r + x) - digamma(r) + np.log(alpha))
        gradient[1] += n.sum() * r / alpha
        gradient[2] += n.sum() * np.log(beta)
        gradient[3] += n.sum() * s / beta
        return float(add_up(rows.weights, either) + n @ each), gradient

    def _log_odds(self, x, t_x, T):
        r, alpha, s, beta = self.values_
        shape = x.shape
        x, t_x, T = x.ravel(), t_x.ravel(), T.ravel()
        rows = self._rows(x, t_x, T, np.ones(len(x)))
        value, _ = _two_sums(self.values_, rows)
        either = np.logaddexp(value[: rows.lasts][rows.at_last], value[rows.lasts :][rows.at_end])
        # Still a customer at T: to leave later, whenever that is.  The rest of `either` is to have left by T.
        log_alive = -(r + x) * np.log(alpha + T) - s * np.log(beta + T) - either
        log_alive = np.minimum(log_alive, -np.finfo(float).tiny)
        return (log_alive - np.log(-np.expm1(log_alive))).reshape(shape)

    def _purchases(self, t, x, T):
        r, alpha, s, beta = self.values_
        # (1 - ((beta + T) / (beta + T + t)) ** (s - 1)) / (s - 1), also where s is 1
        stretch = np.log1p(t / (beta + T))
        shorter = stretch if abs(s - 1) < 1e-12 else -np.expm1((1 - s) * stretch) / (s - 1)
        return (r + x) * (beta + T) / (alpha + T) * shorter

    def _discounted(self, rate, horizon, x, T):
        r, alpha, s, beta = self.values_
        end = np.log1p(min(horizon, 45 / rate) / (beta + T))  # beyond, nothing is worth anything
        place, weights = time_rule(end)
        worth = np.exp((1 - s) * place - rate * (beta + T)[:, None] * np.expm1(place))
        return (r + x) * (beta + T) / (alpha + T) * (weights * worth).sum(axis=1)


def _two_sums(values, rows):
    """Give log F of the pairs (x, t_x), then log G of the pairs (x, T), and their gradients."""
    r, alpha, s, beta = values
    first = np.arange(len(rows.pair_x)) < rows.lasts
    power = r + rows.pair_x
    p, q = np.where(first, power, power + 1), np.where(first, s + 1, s)
    value, (log_alpha, log_beta, per_alpha, per_beta) = log_tail(alpha, beta, p, q, rows.pair_t)
    slopes = np.array(
        [
            np.where(first, 0, 1 / power) - log_alpha,
            -p * per_alpha,
            np.where(first, 1 / s, 0) - log_beta,
            -q * per_beta,
        ]
    )
    return value + np.where(first, np.log(s), np.log(power)), slopes
