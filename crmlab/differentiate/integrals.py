"""The hypergeometric functions of the models, as integrals that neither overflow nor cancel.

Both models' formulas are written in print with Gauss's 2F1, which at a hundred purchases is larger than any
number a computer holds, and of which differences are taken.  Euler's integral for the same function has a
positive integrand; with its largest value taken out it lies between 0 and 1, for a thousand purchases as
for one.
"""

import numpy as np

_STEP = 0.3  # of the rule for a tail: 12 digits
_BETA_STEP = 0.05
_TINY = 38.0  # exp(-38) is below the last bit
_STEEPEST = 1e12  # beyond, only the beginning of an integrand counts
_AT_ONCE = 200_000  # numbers held in one array


def log_tail(alpha, beta, p, q, t):
    """Give the logarithm of an integral over all times after t, and four averages under its integrand.

    The integral is that of ``(alpha + u) ** -p * (beta + u) ** -q`` over u from t to infinity.

    Parameters
    ----------
    alpha, beta : float
        Above 0.
    p, q, t : array of shape (n,)
        Powers with ``p + q > 1``; times, 0 or more.

    Returns
    -------
    value : numpy.ndarray of float64, shape (n,)
    averages : numpy.ndarray of float64, shape (4, n)
        Of ``log(alpha + u)``, ``log(beta + u)``, ``1 / (alpha + u)`` and ``1 / (beta + u)``: what the
        gradient is made of.

    Notes
    ----- With M the larger of alpha and beta, ``M + u = (M + t) * exp(y / (p + q - 1))`` turns the integral
    into one of ``exp(-y)`` times a slow factor; it is added up at points that lie exponentially spaced
    (Takahasi and Mori 1974).

    Examples
    --------
    >>> from crmlab.differentiate.integrals import log_tail
    >>> import numpy as np
    >>> value, _ = log_tail(2.0, 2.0, np.array([1.0]), np.array([2.0]), np.array([3.0]))
    >>> round(float(np.exp(value[0])), 6)  # the integral of (2 + u) ** -3 from 3
    0.02
    """
    p, q, t = np.broadcast_arrays(np.asarray(p, float), np.asarray(q, float), np.asarray(t, float))
    value, averages = np.empty(len(t)), np.empty((4, len(t)))
    large, small = max(alpha, beta), min(alpha, beta)
    power = q if alpha >= beta else p  # of the smaller base
    order = p + q - 1
    nearness = (small + t) / (large + t)
    rate = 1 + power * (1 - nearness) / (order * nearness)  # of decay at the beginning
    nodes, weights = _tail_rule(float(rate.max(initial=1.0)))
    step = max(1, _AT_ONCE // len(nodes))
    for start in range(0, len(t), step):
        part = slice(start, start + step)
        value[part], averages[:, part] = _add_up_tail(
            nodes, weights, large, t[part], power[part], order[part], nearness[part], rate[part]
        )
    if alpha < beta:
        averages = averages[[1, 0, 3, 2]]
    return value, averages


def _add_up_tail(nodes, weights, large, t, power, order, nearness, rate):
    """Add up one chunk; averages for the larger base come first."""
    y = nodes / rate[:, None]
    fallen = np.expm1(-y / order[:, None])
    shrunk = 1 + fallen  # exp(-y / order)
    base = shrunk * nearness[:, None] - fallen  # (small + u) / (large + u)
    logs = np.log(base / nearness[:, None])
    mass = weights * np.exp(-y - power[:, None] * logs)
    total = mass.sum(axis=1)
    mass /= total[:, None]
    log_large = np.log(large + t)
    log_small = log_large + np.log(nearness)
    value = (power - order) * log_large - power * log_small + np.log(total / (order * rate))
    far = np.einsum("ij,ij->i", mass, y) / order
    averages = [
        log_large + far,
        log_small + far + np.einsum("ij,ij->i", mass, logs),
        np.einsum("ij,ij->i", mass, shrunk) / (large + t),
        np.einsum("ij,ij->i", mass, shrunk / base) / (large + t),
    ]
    return value, averages


def _tail_rule(rate):
    """Give points from next to 0 to where exp(-y) is nothing, for integrands that begin to fall at `rate`."""
    place = np.arange(-3.3, np.log(_TINY * min(rate, _STEEPEST)) + _STEP, _STEP)
    nodes = np.exp(place - np.exp(-place))
    return nodes, _STEP * nodes * (1 + np.exp(-place))


def beta_mean(function, a, b):
    """Average a function of p over p ~ Beta(a, b), for many b at once.

    Parameters
    ----------
    function : callable
        ``function(p, part)``: `p` has shape (1, points), `part` is the slice of `b` at work; gives shape
        (part, points).
    a : float
        Above 0.
    b : array of shape (n,)
        Above 0.

    Returns
    -------
    numpy.ndarray of float64, shape (n,)

    Examples
    --------
    >>> import numpy as np
    >>> from crmlab.differentiate.integrals import beta_mean
    >>> beta_mean(lambda p, part: p, 2.0, np.array([2.0, 6.0])).round(6).tolist()
    [0.5, 0.25]
    """
    b = np.asarray(b, dtype=float)
    low, high = (np.arcsinh(_TINY / (np.pi * size)) for size in (a, float(b.min(initial=1.0))))
    place = np.arange(-low, high + _BETA_STEP, _BETA_STEP)
    swing = np.pi * np.sinh(place)
    log_p, log_rest = -np.logaddexp(0, -swing), -np.logaddexp(0, swing)
    p, cosh = np.exp(log_p)[None, :], np.log(np.cosh(place))
    means, step = np.empty(len(b)), max(1, _AT_ONCE // len(place))
    for start in range(0, len(b), step):
        part = slice(start, start + step)
        logs = a * log_p + b[part, None] * log_rest + cosh
        mass = np.exp(logs - logs.max(axis=1, keepdims=True))
        means[part] = (mass * function(p, part)).sum(axis=1) / mass.sum(axis=1)
    return means


def time_rule(horizon, points=48):
    """Give points and weights for a smooth function of time from 0 to each horizon (Gauss and Legendre).

    Parameters
    ----------
    horizon : array of shape (n,)

    Returns
    -------
    points, weights : numpy.ndarray of float64, shape (n, points)
    """
    at, weights = np.polynomial.legendre.leggauss(points)
    half = np.asarray(horizon, dtype=float)[:, None] / 2
    return half * (1 + at), half * weights


def add_up(weights, values):
    """Add up values times weights over the last axis; without BLAS, whose threads cost more than they bring.

    Examples
    --------
    >>> import numpy as np
    >>> from crmlab.differentiate.integrals import add_up
    >>> float(add_up(np.array([1.0, 2.0]), np.array([10.0, 20.0])))
    50.0
    """
    return np.einsum("...j,...j->...", weights, values)
