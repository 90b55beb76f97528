"""What BG/NBD and Pareto/NBD share: fitting to histories, and the questions that they answer."""

import numpy as np

from crmlab.differentiate.histories import (
    bare_number,
    check_histories,
    merge_equal,
    read_histories,
    read_numbers,
)
from crmlab.differentiate.likelihood import Fitted
from crmlab.frames import InputError
from crmlab.language import say


class BuyingModel(Fitted):
    """Base of the models of customers who buy until, unseen, they stop.

    A model gives: ``_rows(x, t_x, T, weights)`` and ``_log_likelihood(values, rows)`` for the fit;
    ``_log_odds(x, t_x, T)`` of being a customer still; ``_purchases(t, x, T)`` expected of one who is; and
    ``_discounted(rate, horizon, x, T)``, the same discounted.
    """

    SAMPLE = 5000  # customers on whom the first part of the search is done, where there are many more

    def fit(self, frequency, recency, T, start=None):
        """Find the parameters that make the observed histories most likely.

        Parameters
        ----------
        frequency : array of shape (n,)
            Repeat purchases of each customer (whole numbers; 0 for who bought once).
        recency : array of shape (n,)
            Time from the first to the last purchase; 0 for who bought once.
        T : array of shape (n,)
            Time from the first purchase to the day from which we look back.  Any unit, the same in both.
        start : list of float, optional
            Search from here only, in the order of the parameters.  Left out, several starts are tried.

        Returns
        -------
        The model itself
            With its parameters, ``log_likelihood_``, ``standard_errors_``, ``covariance_`` and
            ``customers_`` (int).

        Raises
        ------
        InputError
            For data that contradict themselves (recency beyond T, negative numbers), or say nothing: one
            customer, one-time buyers only, all histories equal.

        Warns
        -----
        LeftOutWarning
            With a count of the rows that lack a number.
        UserWarning
            If the likelihood has no top, only a ridge that leads away: then the errors are NaN.
        """
        x, t_x, T = read_histories(frequency, recency, T)
        self.customers_ = len(x)
        starts, scales = self._starts(x, T)
        rough = None
        if start is not None:
            starts = [self._check_start(start)]
        elif len(x) > 2 * self.SAMPLE:
            size = self.SAMPLE + len(x) // 100
            some = np.random.default_rng(0).choice(len(x), size, replace=False)
            rough = self._objective(x[some], t_x[some], T[some]), size
        return self._search(self._objective(x, t_x, T), starts, scales, len(x), rough)

    def log_likelihood(self, frequency, recency, T, values=None):
        """Give the log-likelihood of histories at given parameters, with its gradient.

        Parameters
        ----------
        frequency, recency, T : array of shape (n,)
        values : list of float, optional
            In the order of the parameters; left out, the fitted ones.

        Returns
        -------
        log_likelihood : float
        gradient : numpy.ndarray of float64, one number per parameter
        """
        values = self.values_ if values is None else self._check_start(values)
        columns = [array.ravel() for array in read_numbers(frequency=frequency, recency=recency, T=T)]
        check_histories(*columns)
        return self._objective(*columns)(values)

    def _objective(self, x, t_x, T):
        """Merge equal histories once, and give the log-likelihood as a function of the parameters."""
        distinct, place = merge_equal(x, t_x, T)
        rows = self._rows(*distinct, np.bincount(place).astype(float))
        return lambda values: self._log_likelihood(values, rows)

    def probability_alive(self, frequency, recency, T):
        """Give the probability that a customer with this history still is one.

        Parameters
        ----------
        frequency, recency, T : number or array
            As in `fit`; of one shape, or single numbers beside arrays.

        Returns
        -------
        numpy.ndarray of float64, or float for a single customer
            0 to 1; NaN where a number is missing.
        """
        gap, x, t_x, T = self._ask(frequency, recency, T)
        return bare_number(np.where(gap, np.nan, self._alive(x, t_x, T)))

    def expected_purchases(self, t):
        """Give the repeat purchases expected of a new customer within a time t of her first.

        Parameters
        ----------
        t : number or array
            In the unit of the fit.

        Returns
        -------
        numpy.ndarray of float64, or float
        """
        t = self._ask_time(t)
        return bare_number(self._purchases(t.ravel(), np.zeros(t.size), np.zeros(t.size)).reshape(t.shape))

    def conditional_expected_purchases(self, t, frequency, recency, T):
        """Give the purchases expected in the next time t of a customer with this history.

        Parameters
        ----------
        t : number or array
            In the unit of the fit.
        frequency, recency, T : number or array

        Returns
        -------
        numpy.ndarray of float64, or float
            The expectation of who is still a customer, times the probability of being one.
        """
        gap, x, t_x, T = self._ask(frequency, recency, T)
        t, gap, x, t_x, T = np.broadcast_arrays(self._ask_time(t), gap, x, t_x, T)
        # Whoever stays is expected to buy by frequency and T alone: far fewer pairs than customers.
        (distinct_t, distinct_x, distinct_T), place = merge_equal(t.ravel(), x.ravel(), T.ravel())
        staying = self._purchases(distinct_t, distinct_x, distinct_T)[place].reshape(x.shape)
        return bare_number(np.where(gap, np.nan, self._alive(x, t_x, T) * staying))

    def discounted_purchases(self, rate, frequency, recency, T, horizon=np.inf):
        """Give the expected future purchases, each discounted to today.

        Times the margin of a purchase this is the residual lifetime value (Fader, Hardie and Lee 2005).

        Parameters
        ----------
        rate : float
            Discount rate, continuous, per unit of time, above 0: ``log(1.15) / 52`` for 15 % a year in weeks.
        frequency, recency, T : number or array
        horizon : float, default infinity
            How far we look, in the unit of the fit.

        Returns
        -------
        numpy.ndarray of float64, or float
        """
        for name, value in (("rate", rate), ("horizon", horizon)):
            if isinstance(value, (str, bool)) or not value > 0:
                raise InputError(say("value_models.not_above_zero", name=name, value=repr(value)))
        gap, x, t_x, T = self._ask(frequency, recency, T)
        (distinct_x, distinct_T), place = merge_equal(x.ravel(), T.ravel())
        future = self._discounted(rate, horizon, distinct_x, distinct_T)[place].reshape(x.shape)
        return bare_number(np.where(gap, np.nan, self._alive(x, t_x, T) * future))

    def _alive(self, x, t_x, T):
        # exp of minus a large number is 0, as it should be; logaddexp never overflows.
        return np.exp(-np.logaddexp(0, -self._log_odds(x, t_x, T)))

    def _ask(self, frequency, recency, T):
        """Read the histories asked about; where a number is missing, a harmless one stands in its place."""
        _ = self.values_  # says so if there is no fit yet
        columns = read_numbers(frequency=frequency, recency=recency, T=T)
        check_histories(*columns)
        gap = np.isnan(columns).any(axis=0)
        return gap, *(np.where(gap, 0.0, column) for column in columns)

    def _ask_time(self, t):
        _ = self.values_
        (t,) = read_numbers(t=t)
        if (t < 0).any():
            raise InputError(say("value_models.time_below_zero", value=f"{np.nanmin(t):g}"))
        return t
