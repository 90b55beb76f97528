"""Gamma-Gamma: what a purchase is worth, customer by customer (Colombo and Jiang 1999)."""

import numpy as np
from scipy.special import digamma, gammaln

from crmlab.differentiate.histories import merge_equal, read_numbers
from crmlab.differentiate.integrals import add_up
from crmlab.differentiate.likelihood import Fitted
from crmlab.frames import InputError, need_rows, warn_left_out
from crmlab.language import say


class GammaGamma(Fitted):
    """The Gamma-Gamma model of spend per purchase.

    The amounts of a customer are Gamma(p, nu) about an average of her own; the nu are Gamma(q, gamma) over
    customers. Who has bought often is believed; who has bought once is drawn towards the average of all.

    Attributes
    ----------
    p_, q_, gamma_ : float
        Shape of the amounts of one customer, shape and rate of nu.  `gamma_` is money.
    log_likelihood_ : float
        Of the customers' *average* amounts, as the formula stands in Fader and Hardie (2013).
    log_likelihood_total_ : float
        Of their *total* amounts: smaller by the sum of ``log(frequency)``.  The estimates are the same; the
        two numbers are often confused.
    standard_errors_, covariance_
    customers_ : int
        Repeat buyers, from whom the model learns.

    Notes
    ----- Sources: Colombo, R. and Jiang, W. (1999). A stochastic RFM model. *Journal of Interactive
    Marketing* 13(3), 2-12.  Fader, P. S. and Hardie, B. G. S. (2013). The Gamma-Gamma model of monetary
    value.

    The model takes how much and how often to be independent: look at their correlation first.

    Examples
    --------
    >>> from crmlab.differentiate import GammaGamma
    >>> model = GammaGamma.at(p=6.25, q=3.74, gamma=15.44)  # published for CDNOW, in dollars
    >>> model.expected_spend([0, 1, 10], [0, 80, 80]).round(1).tolist()
    [35.2, 66.4, 78.1]
    """

    PARAMETERS = ("p", "q", "gamma")

    def fit(self, frequency, monetary_value, start=None):
        """Find the parameters that make the observed average amounts most likely.

        Parameters
        ----------
        frequency : array of shape (n,)
            Repeat purchases.  Who has none tells nothing of a repeat purchase's amount and has no say.
        monetary_value : array of shape (n,)
            Average amount of the repeat purchases.
        start : list of float, optional
            Search from here only.

        Returns
        -------
        GammaGamma

        Raises
        ------
        InputError
            If no repeat buyers are left, all amounts are equal, or a number is negative.

        Warns
        -----
        LeftOutWarning
            With counts: rows without a number, repeat buyers whose amount is 0.
        UserWarning
            If the likelihood has no top, only a ridge that leads away: then the errors are NaN.
        """
        x, m = (values.ravel() for values in read_numbers(frequency=frequency, monetary_value=monetary_value))
        there = ~np.isnan(x + m)
        for name, values in (("frequency", x), ("monetary_value", m)):
            if (values < 0).any():
                facts = {
                    "count": int((values < 0).sum()),
                    "all": len(values),
                    "row": int(np.argmax(values < 0)),
                }
                raise InputError(
                    say("value_models.negative", name=name, value=f"{np.nanmin(values):g}", **facts)
                )
        nothing = there & (x > 0) & (m == 0)
        warn_left_out(
            "frequency, monetary_value",
            len(x),
            [
                (int((~there).sum()), say("frames.reason_no_number")),
                (int(nothing.sum()), say("value_models.reason_no_money")),
            ],
        )
        need_rows(int(there.sum()), "frequency, monetary_value")
        x, m = x[there & (x > 0) & ~nothing], m[there & (x > 0) & ~nothing]
        if len(x) < 2:
            raise InputError(say("value_models.no_repeat_money", count=len(x)))
        if (m == m[0]).all():
            raise InputError(say("value_models.equal_money", count=len(x), value=f"{m[0]:g}"))
        rows = _Amounts(x, m)
        average = float(np.average(m, weights=x))
        starts = [(2.0, 4.0, 1.5 * average), (6.0, 4.0, average / 2), (1.0, 3.0, 2 * average)]
        if start is not None:
            starts = [self._check_start(start)]
        self._search(
            lambda values: rows.log_likelihood(*values),
            [np.array(s) for s in starts],
            (1.0, 1.0, average),
            len(x),
        )
        self.customers_ = len(x)
        self.log_likelihood_total_ = self.log_likelihood_ - float(np.log(x).sum())
        return self

    def log_likelihood(self, frequency, monetary_value, values=None):
        """Give the log-likelihood of average amounts at given parameters, with its gradient.

        Returns
        -------
        log_likelihood : float
        gradient : numpy.ndarray of float64, shape (3,)
        """
        values = self.values_ if values is None else self._check_start(values)
        x, m = (column.ravel() for column in read_numbers(frequency=frequency, monetary_value=monetary_value))
        return _Amounts(x, m).log_likelihood(*values)

    def expected_spend(self, frequency, monetary_value):
        """Give the expected average amount of a customer's future purchases.

        Parameters
        ----------
        frequency, monetary_value : number or array
            With a frequency of 0 the average of all customers is expected.

        Returns
        -------
        numpy.ndarray of float64, or float
            Infinite where ``p * frequency + q`` is 1 or less: then the model has no average.
        """
        p, q, gamma = self.values_
        x, m = read_numbers(frequency=frequency, monetary_value=monetary_value)
        below = p * x + q - 1
        # m of a customer without repeat purchase means nothing; whatever stands there is not used.
        amount = np.where(x == 0, 0.0, m) * x
        expected = np.full(x.shape, np.inf)
        np.divide(p * (gamma + amount), below, out=expected, where=~(below <= 0))
        return float(expected) if expected.ndim == 0 else expected


class _Amounts:
    """The likelihood's fixed parts: gamma functions by distinct frequency, logarithms taken once."""

    def __init__(self, x, m):
        (self.counts,), place = merge_equal(x)
        self.x, self.m, self.customers = x, m, np.bincount(place).astype(float)
        self.sum_log_amount = np.bincount(place, weights=np.log(m * x))
        self.sum_log_m = float(np.log(m).sum())

    def log_likelihood(self, p, q, gamma):
        x, n = self.counts, self.customers
        amount = gamma + self.m * self.x
        logs = np.log(amount)
        power = p * self.x + q
        by_count = gammaln(p * x + q) - gammaln(p * x) - gammaln(q) + q * np.log(gamma)
        height = n @ by_count + p * (x @ self.sum_log_amount) - self.sum_log_m - add_up(power, logs)
        both = digamma(p * x + q)
        gradient = [
            n @ (x * (both - digamma(p * x))) + x @ self.sum_log_amount - add_up(self.x, logs),
            n @ (both - digamma(q)) + n.sum() * np.log(gamma) - logs.sum(),
            n.sum() * q / gamma - (power / amount).sum(),
        ]
        return float(height), np.array(gradient)
