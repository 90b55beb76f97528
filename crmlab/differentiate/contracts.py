"""Contracts: when customers tell us that they leave, and the ones who are left are the loyal ones."""

import numpy as np
import pandas as pd

from crmlab.differentiate.histories import bare_number
from crmlab.frames import InputError, to_numbers, warn
from crmlab.language import say

# If the log-likelihood gains less than this over one retention rate for all, the customers look alike.
ALIKE = 0.01


class ShiftedBetaGeometric:
    """The shifted beta-geometric model of contracts (Fader and Hardie 2007).

    Each customer leaves at every renewal with a chance of her own that never changes; over the customers the
    chances follow a Beta(alpha, beta).  Those with a high chance go first, so the retention of those who are
    left rises from renewal to renewal, though nobody grows more loyal.

    Attributes
    ----------
    alpha_, beta_ : float
        The fitted parameters; the mean chance to leave is alpha / (alpha + beta).
    log_likelihood_ : float
    standard_errors_ : dict of str to float
        Of ``"alpha"`` and ``"beta"``, from the curvature of the likelihood at its top.
    customers_ : int
        How many customers the fit rests on.

    Examples
    --------
    The high-end customers of Fader and Hardie (2007, table 1), of whom 1,000 signed a contract:

    >>> from crmlab.differentiate import ShiftedBetaGeometric
    >>> model = ShiftedBetaGeometric().fit([1000, 869, 743, 653, 593, 551, 517, 491])
    >>> round(model.alpha_, 3), round(model.beta_, 3), round(model.log_likelihood_, 2)
    (0.668, 3.806, -1611.16)
    >>> model.retention([1, 2, 7]).round(2).tolist()
    [0.85, 0.88, 0.94]
    """

    def fit(self, survivors):
        """Fit to the number of customers left after each renewal.

        Parameters
        ----------
        survivors : list of int, or list of such lists
            Customers at the start, after the first renewal, after the second ...; one list for each cohort.
            Counts, not shares: 869 of 1,000 says more than 86.9 %.

        Returns
        -------
        ShiftedBetaGeometric
            Itself.

        Raises
        ------
        InputError
            For numbers that are no counts or that rise, for fewer than two renewals, if nobody or everybody
            left at the first.

        Warns
        -----
        UserWarning
            If the customers do not differ: one retention rate fits as well, and only the ratio of alpha and
            beta means anything.
        """
        cohorts = [_check_survivors(cohort) for cohort in _cohorts(survivors)]
        longest = max(len(cohort) for cohort in cohorts) - 1
        lost, kept = np.zeros(longest), np.zeros(longest)
        for cohort in cohorts:
            lost[: len(cohort) - 1] += -np.diff(cohort)
            kept[len(cohort) - 2] += cohort[-1]
        return self._fit(lost, kept)

    def fit_customers(self, renewals, lost):
        """Fit to one row for each customer.

        Parameters
        ----------
        renewals : list, array or Series of int
            How many renewals each customer has come to, the one at which she left included; at least 1.
        lost : list, array or Series of bool
            Whether she left at the last of them.

        Returns
        -------
        ShiftedBetaGeometric
            Itself.

        Raises
        ------
        InputError
            As `fit`.

        Examples
        --------
        >>> from crmlab.differentiate import ShiftedBetaGeometric
        >>> renewals, lost = [1, 1, 1, 2, 4, 4, 4, 4], [1, 1, 1, 1, 0, 0, 0, 0]
        >>> ShiftedBetaGeometric().fit_customers(renewals, lost).customers_
        8
        """
        renewals, gone = to_numbers(renewals, "renewals"), np.asarray(lost).astype(float)
        if len(renewals) != len(gone):
            raise InputError(say("lifetime.lengths_differ", renewals=len(renewals), lost=len(gone)))
        if (renewals < 1).any() or (renewals % 1).any():
            raise InputError(
                say("lifetime.bad_renewals", value=f"{renewals[(renewals < 1) | (renewals % 1 > 0)][0]:g}")
            )
        if not np.isin(gone, (0, 1)).all():
            raise InputError(
                say("differentiate.not_zero_one", column="lost", value=repr(np.asarray(lost).tolist()[0]))
            )
        at = renewals.astype(int) - 1
        lost_at = np.bincount(at, weights=gone)
        return self._fit(lost_at, np.bincount(at, weights=1 - gone))

    def survival(self, renewals):
        """Give the share of customers left after so many renewals.

        S(t) = B(alpha, beta + t) / B(alpha, beta).

        Parameters
        ----------
        renewals : int or array of int
            From 0.

        Returns
        -------
        float or numpy.ndarray
        """
        from scipy.special import betaln

        t = self._renewals(renewals, lowest=0)
        return bare_number(np.exp(betaln(self.alpha_, self.beta_ + t) - betaln(self.alpha_, self.beta_)))

    def retention(self, renewals):
        """Give the share of those who come to a renewal and stay: (beta + t - 1) / (alpha + beta + t - 1).

        Parameters
        ----------
        renewals : int or array of int
            Number of the renewal, from 1.

        Returns
        -------
        float or numpy.ndarray
        """
        t = self._renewals(renewals, lowest=1)
        return bare_number((self.beta_ + t - 1) / (self.alpha_ + self.beta_ + t - 1))

    def discounted_expected_lifetime(self, discount):
        """Give the expected number of payments of a new customer, the first today, discounted.

        The sum of S(t) / (1 + d)^t from t = 0: times the margin of a period it is her lifetime value (Fader
        and Hardie 2010).

        Parameters
        ----------
        discount : float
            Rate for one period, from 0.

        Returns
        -------
        float

        Raises
        ------
        InputError
            With no discount and alpha of 1 or less: the sum has no end.
        """
        return 1 + self.discounted_expected_residual_lifetime(discount, payments=1) / (1 + discount)

    def discounted_expected_residual_lifetime(self, discount, payments=1):
        """Give the expected number of payments still to come, just before the next renewal, discounted.

        Fader and Hardie (2010): a customer who has paid n times has renewed n - 1 times; the next renewal is
        due now, so its payment, if it comes, is not discounted.

        Parameters
        ----------
        discount : float
            Rate for one period, from 0.
        payments : int or array of int, default 1
            How many payments she has made.

        Returns
        -------
        float or numpy.ndarray

        Raises
        ------
        InputError
            With no discount and alpha of 1 or less: the sum has no end.
        """
        from scipy.special import hyp2f1

        n = self._renewals(payments, lowest=1)
        if isinstance(discount, bool) or not np.isscalar(discount) or not 0 <= discount < np.inf:
            raise InputError(say("lifetime.bad_discount", value=discount, share=discount))
        alpha, beta = self.alpha_, self.beta_
        if discount == 0:
            if alpha <= 1:
                raise InputError(say("lifetime.endless_contract", alpha=alpha))
            return bare_number((beta + n - 1) / (alpha - 1))
        kept = (beta + n - 1) / (alpha + beta + n - 1)
        return bare_number(kept * hyp2f1(1, beta + n, alpha + beta + n, 1 / (1 + discount)))

    def chances(self, size=200):
        """Give the density of the chance to leave over the customers, for a picture.

        Parameters
        ----------
        size : int, default 200

        Returns
        -------
        pandas.DataFrame, shape (size, 2)
            ``chance`` (float, between 0 and 1) and ``density`` (float).
        """
        from scipy.stats import beta

        self._need_fit()
        chance = (np.arange(size) + 0.5) / size
        return pd.DataFrame({"chance": chance, "density": beta.pdf(chance, self.alpha_, self.beta_)})

    def __repr__(self):
        if not hasattr(self, "alpha_"):
            return "ShiftedBetaGeometric()"
        return (
            f"ShiftedBetaGeometric(alpha_={self.alpha_:.3f}, beta_={self.beta_:.3f}, "
            f"log_likelihood_={self.log_likelihood_:.2f})"
        )

    def _fit(self, lost, kept):
        from scipy.optimize import minimize

        _check_losses(lost, kept)
        # In logarithms both parameters may take any value.
        found = minimize(
            lambda point: _negative(point, lost, kept), _start(lost, kept), jac=True, method="BFGS",
            options={"gtol": 1e-6},
        )  # fmt: skip
        self.alpha_, self.beta_ = (float(number) for number in np.exp(np.clip(found.x, -30, 30)))
        self.log_likelihood_ = -float(found.fun)
        self.customers_ = round(float(lost.sum() + kept.sum()))
        self.standard_errors_ = _standard_errors(self.alpha_, self.beta_, lost, kept)
        if self.log_likelihood_ - _one_rate_for_all(lost, kept) < ALIKE:
            warn(say("lifetime.all_alike"))
        return self

    def _renewals(self, renewals, lowest):
        self._need_fit()
        t = np.asarray(renewals, dtype=float)
        if (t < lowest).any() or (t % 1).any() or np.isnan(t).any():
            raise InputError(say("lifetime.bad_count", lowest=lowest, value=repr(renewals)[:60]))
        return t

    def _need_fit(self):
        if not hasattr(self, "alpha_"):
            raise InputError(say("lifetime.not_fitted"))


def average_retention(survivors):
    """Give the average retention rate, as an annual report would: all who stayed over all who could go.

    Parameters
    ----------
    survivors : list of int, or list of such lists
        As in `ShiftedBetaGeometric.fit`.

    Returns
    -------
    float

    Raises
    ------
    InputError
        As `ShiftedBetaGeometric.fit`.

    Examples
    --------
    >>> from crmlab.differentiate import average_retention
    >>> average_retention([100, 80, 64])
    0.8
    """
    cohorts = [_check_survivors(cohort) for cohort in _cohorts(survivors)]
    stayed = sum(cohort[1:].sum() for cohort in cohorts)
    return float(stayed / sum(cohort[:-1].sum() for cohort in cohorts))


def _cohorts(survivors):
    rows = survivors.to_list() if isinstance(survivors, pd.Series) else list(survivors)
    nested = bool(rows) and all(np.ndim(row) == 1 for row in rows)
    return rows if nested else [rows]


def _check_survivors(cohort):
    counts = to_numbers(list(cohort), "survivors")
    if (counts % 1).any() or (counts < 0).any():
        odd = counts[(counts % 1 > 0) | (counts < 0)][0]
        raise InputError(say("lifetime.not_counts", value=f"{odd:g}"))
    if len(counts) < 2:
        raise InputError(say("lifetime.too_few_renewals", given=max(len(counts) - 1, 0)))
    rise = np.flatnonzero(np.diff(counts) > 0)
    if len(rise):
        at = rise[0]
        raise InputError(say("lifetime.survivors_rise", before=int(counts[at]), after=int(counts[at + 1])))
    return counts


def _check_losses(lost, kept):
    """Refuse what no pair of parameters fits best."""
    if not lost.sum():
        raise InputError(say("lifetime.nobody_left", count=int(kept.sum())))
    if len(lost) < 2 or np.count_nonzero(lost + kept) < 2:
        once = not kept.sum() and np.count_nonzero(lost) == 1
        raise InputError(
            say("lifetime.all_left_at_once" if once else "lifetime.too_few_renewals", given=len(lost))
        )


def _start(lost, kept):
    """Begin where the mean chance to leave fits the first renewal."""
    mean = np.clip(lost[0] / (lost + kept).sum(), 0.02, 0.98)
    return np.log([mean, 1 - mean]) + 1


def _negative(point, lost, kept):
    """Give the negative log-likelihood and its gradient in log alpha and log beta."""
    from scipy.special import betaln, digamma

    alpha, beta = np.exp(np.clip(point, -30, 30))
    t = np.arange(1, len(lost) + 1)
    all_of_them = lost.sum() + kept.sum()
    value = lost @ betaln(alpha + 1, beta + t - 1) + kept @ betaln(alpha, beta + t)
    value -= all_of_them * betaln(alpha, beta)
    both = (lost + kept) @ digamma(alpha + beta + t)
    by_alpha = lost.sum() * digamma(alpha + 1) + kept.sum() * digamma(alpha) - both
    by_beta = lost @ digamma(beta + t - 1) + kept @ digamma(beta + t) - both
    by_alpha -= all_of_them * (digamma(alpha) - digamma(alpha + beta))
    by_beta -= all_of_them * (digamma(beta) - digamma(alpha + beta))
    return -value, -np.array([alpha * by_alpha, beta * by_beta])


def _one_rate_for_all(lost, kept):
    """Give the log-likelihood of one chance to leave for all customers."""
    t = np.arange(1, len(lost) + 1)
    losses, renewals = lost.sum(), lost @ (t - 1) + kept @ t
    rate = losses / (losses + renewals)
    return losses * np.log(rate) + (renewals * np.log1p(-rate) if renewals else 0.0)


def _standard_errors(alpha, beta, lost, kept):
    from scipy.special import polygamma

    t = np.arange(1, len(lost) + 1)
    n = lost.sum() + kept.sum()
    shared = -(lost + kept) @ polygamma(1, alpha + beta + t) + n * polygamma(1, alpha + beta)
    by_alpha = (
        lost.sum() * polygamma(1, alpha + 1) + kept.sum() * polygamma(1, alpha) - n * polygamma(1, alpha)
    )
    by_beta = lost @ polygamma(1, beta + t - 1) + kept @ polygamma(1, beta + t) - n * polygamma(1, beta)
    information = -np.array([[by_alpha + shared, shared], [shared, by_beta + shared]])
    try:
        variances = np.diag(np.linalg.inv(information))
    except np.linalg.LinAlgError:
        variances = np.full(2, np.nan)
    errors = np.sqrt(np.where(variances > 0, variances, np.nan))
    return {"alpha": float(errors[0]), "beta": float(errors[1])}
