"""What every model fitted by maximum likelihood shares: the search, its verdict, standard errors.

Parameters are searched on the log scale, where they are free; gradients are exact.  Several starts are
tried, and the best likelihood wins: a search that says "converged" has stopped, no more.
"""

import numpy as np
import pandas as pd
from scipy.optimize import minimize

from crmlab.frames import InputError, say_list, warn
from crmlab.language import say

# The search runs over 1/EDGE to EDGE times the scale of a parameter; at its edge there is no maximum.
EDGE = 1e5
# A search stops where the likelihood hardly moves, and on a ridge that is anywhere.  Near the edge (of logs),
# or with a standard error this many times the estimate, it is no top.
_NEAR_EDGE, _TOO_WIDE = 0.25, 10
_CONFIDENCE = 1.959963984540054  # of a normal, 95 %


class Fitted:
    """Base of the models: parameters with a trailing underscore, their errors, their likelihood.

    A model names its parameters in ``PARAMETERS`` and hands `_search` an objective.  After it the model
    has an attribute for each parameter (``r_``), ``log_likelihood_`` (float), ``standard_errors_`` (dict of
    str to float) and ``covariance_`` (array, parameters x parameters).
    """

    PARAMETERS = ()
    CLIMBS = 1  # from how many of the starts to search, the most likely first

    def __init__(self):
        self.log_likelihood_ = None

    @classmethod
    def at(cls, **values):
        """Make a model with given parameters, published ones for instance, without fitting.

        Parameters
        ----------
        **values : float
            One number above 0 for each parameter.

        Returns
        -------
        The model
            Without likelihood or standard errors: both are NaN.

        Raises
        ------
        InputError
            If a parameter is missing, unknown or not above 0.

        Examples
        --------
        >>> from crmlab.differentiate import BGNBD
        >>> published = BGNBD.at(r=0.243, alpha=4.414, a=0.793, b=2.426)
        >>> round(published.conditional_expected_purchases(39, 2, 30.43, 38.86), 3)
        1.226
        """
        model = cls()
        if set(values) != set(cls.PARAMETERS):
            raise InputError(
                say("value_models.bad_start", names=", ".join(cls.PARAMETERS), start=repr(values))
            )
        model._keep(np.log(model._check_start([values[name] for name in cls.PARAMETERS])), np.nan)
        model.standard_errors_ = dict.fromkeys(cls.PARAMETERS, np.nan)
        model.covariance_ = np.full((len(values), len(values)), np.nan)
        return model

    @property
    def values_(self):
        """Give the estimates as an array, in the order of ``PARAMETERS``."""
        if self.log_likelihood_ is None:
            raise InputError(say("value_models.not_fitted", model=type(self).__name__))
        return np.array([getattr(self, f"{name}_") for name in self.PARAMETERS])

    def estimates(self):
        """Give the estimates with their standard errors and 95 % intervals.

        Returns
        -------
        pandas.DataFrame
            One row per parameter: ``parameter`` (str), ``estimate``, ``standard_error``, ``low``, ``high``
            (float).  The interval is symmetric for the logarithm, so it never reaches zero.
        """
        values = self.values_
        errors = np.array([self.standard_errors_[name] for name in self.PARAMETERS])
        factor = np.exp(_CONFIDENCE * errors / values)
        return pd.DataFrame(
            {
                "parameter": self.PARAMETERS,
                "estimate": values,
                "standard_error": errors,
                "low": values / factor,
                "high": values * factor,
            }
        )

    def __repr__(self):
        name = type(self).__name__
        if self.log_likelihood_ is None:
            return f"{name}()"
        shown = ", ".join(f"{p}={getattr(self, f'{p}_'):.4g}" for p in self.PARAMETERS)
        return f"{name}({shown}, log_likelihood={self.log_likelihood_:.2f})"

    def _search(self, objective, starts, scales, weight, rough=None):
        """Climb from the most likely starts, keep the best top, and take its curvature for the errors.

        Parameters
        ----------
        objective : callable
            Array of parameters to (log-likelihood, its gradient).
        starts : list of array
        scales : array
            The size of each parameter that the data suggest: 1, or a time, or a sum of money.
        weight : float
            Number of customers; the search sees the average, so its tolerance means the same at any size.
        rough : (callable, float), optional
            Objective and number of a sample of the customers, on which the first part of the way is cheap.
        """
        scales = np.asarray(scales, dtype=float)
        limits = np.log(scales / EDGE), np.log(scales * EDGE)
        downhill = _downhill(objective, weight)
        first = downhill if rough is None else _downhill(*rough)
        begins = [np.clip(np.log(start), *limits) for start in starts]
        begins.sort(key=lambda logs: first(logs)[0])
        flat = 1e-6 if rough is None else 1e-4
        tops = [_climb(first, logs, limits, flat) for logs in begins[: self.CLIMBS]]
        logs, inverse = tops[0] if len(tops) == 1 else min(tops, key=lambda top: downhill(top[0])[0])
        if rough is not None:
            logs, _ = _climb(downhill, logs, limits, inverse=inverse)
        logs, height, curvature = _polish(downhill, logs, limits)
        self._keep(logs, -weight * height)

        near = np.minimum(logs - limits[0], limits[1] - logs) < _NEAR_EDGE
        self.covariance_ = _covariance(logs, weight * curvature, near.any())
        errors = np.sqrt(np.diag(self.covariance_))
        lost = near | (errors > _TOO_WIDE * np.exp(logs))
        if lost.any():
            self.covariance_, errors = np.full_like(self.covariance_, np.nan), np.full_like(errors, np.nan)
        self.standard_errors_ = dict(zip(self.PARAMETERS, errors.tolist(), strict=True))
        if np.isnan(errors).any():
            names = [name for name, gone in zip(self.PARAMETERS, lost, strict=True) if gone or not lost.any()]
            said = say_list(f"{name}_" for name in names)
            warn(say("value_models.no_top", model=type(self).__name__, names=said))
        return self

    def _check_start(self, start):
        try:
            values = np.asarray(start, dtype=float)
        except (TypeError, ValueError):
            values = np.empty(0)
        if values.shape != (len(self.PARAMETERS),) or not (values > 0).all():
            names = ", ".join(self.PARAMETERS)
            raise InputError(say("value_models.bad_start", names=names, start=repr(start)))
        return values

    def _keep(self, logs, log_likelihood):
        for name, value in zip(self.PARAMETERS, np.exp(logs).tolist(), strict=True):
            setattr(self, f"{name}_", value)
        self.log_likelihood_ = float(log_likelihood)


def _downhill(objective, weight):
    """Turn a log-likelihood into what a search wants: the average, downwards, of logarithms."""

    def downhill(logs):
        values = np.exp(logs)
        height, slope = objective(values)
        return -height / weight, -slope * values / weight

    return downhill


def _climb(downhill, start, limits, flat=1e-6, inverse=None):
    """Search from one start by BFGS, beginning with the curvature there.

    Not by scipy's L-BFGS-B, whose linear algebra on four numbers waits for all the threads of a busy machine.
    """

    def fenced(logs):
        inside = np.clip(logs, *limits)
        height, slope = downhill(inside)
        outside = logs - inside
        return height + outside @ outside, np.where(outside == 0, slope, 2 * outside)

    if inverse is None:
        inverse = _inverse_upwards(_curvature(downhill, start, downhill(start)[1]))
    top = minimize(fenced, start, jac=True, method="BFGS", options={"gtol": flat, "hess_inv0": inverse})
    return np.clip(top.x, *limits), _inverse_upwards(np.linalg.pinv(top.hess_inv))


def _inverse_upwards(curvature):
    """Invert a curvature as if it were that of a bowl: so the first step leads down, and not too far."""
    if not np.isfinite(curvature).all():
        return np.eye(len(curvature))
    sizes, directions = np.linalg.eigh(curvature)
    inverse = directions / np.maximum(np.abs(sizes), 1e-2) @ directions.T
    return (inverse + inverse.T) / 2


def _polish(downhill, logs, limits):
    """Take one step of Newton's, if it leads up: a search stops where the likelihood hardly moves."""
    height, slope = downhill(logs)
    curvature = _curvature(downhill, logs, slope)
    if np.isfinite(curvature).all() and np.linalg.eigvalsh(curvature)[0] > 0:
        better = np.clip(logs - np.linalg.solve(curvature, slope), *limits)
        reached = downhill(better)[0]
        if reached <= height:
            return better, reached, curvature
    return logs, height, curvature


def _covariance(logs, curvature, at_edge):
    """Invert the curvature at the top; NaN where there is no top."""
    if at_edge or not np.isfinite(curvature).all() or np.linalg.eigvalsh(curvature)[0] <= 0:
        return np.full(curvature.shape, np.nan)
    # From logarithms back to the parameters: d value = value * d log.
    values = np.exp(logs)
    return np.linalg.inv(curvature) * np.outer(values, values)


def _curvature(downhill, logs, slope, step=1e-5):
    """Give the second derivatives, from differences of the exact gradient."""
    rows = []
    for i in range(len(logs)):
        ahead = logs.copy()
        ahead[i] += step
        rows.append((downhill(ahead)[1] - slope) / step)
    matrix = np.array(rows)
    return (matrix + matrix.T) / 2
