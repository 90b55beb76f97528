"""Uplift: whom a contact changes, and how well a score puts them in order."""

import numpy as np
import pandas as pd

from crmlab.frames import InputError, to_numbers
from crmlab.interact.checks import need_both_groups, need_same_length, zero_one
from crmlab.language import say


class TwoModelUplift:
    """Predict each customer's uplift as the difference of two models of response.

    One model learns from the treated, one from the control group; the uplift is what the first predicts less
    what the second does (the "T-learner" of Künzel et al. 2019; two-model approach of Radcliffe 2007).
    It has scikit-learn's shape: ``fit``, ``predict``, ``get_params``, ``set_params``.

    Parameters
    ----------
    estimator : scikit-learn classifier with ``predict_proba``, optional
        Copied for each model.  By default logistic regression on standardised columns.

    Attributes
    ----------
    treated_model_, control_model_ : fitted copies of the estimator

    Examples
    --------
    >>> import numpy as np
    >>> from crmlab.interact import TwoModelUplift
    >>> recency = np.tile([[10.0], [60.0]], (40, 1))
    >>> treated = np.repeat([1, 0], 40)
    >>> came = np.where(recency[:, 0] == 10, 1, treated)  # the recent come anyway, the others if asked
    >>> came[:4] = 1 - came[:4]  # with a little noise
    >>> uplift = TwoModelUplift().fit(recency, came, treated).predict([[10.0], [60.0]])
    >>> bool(uplift[1] > uplift[0])
    True
    """

    def __init__(self, estimator=None):
        self.estimator = estimator

    def get_params(self, deep=True):
        """Give the parameters, as scikit-learn asks for them."""
        return {"estimator": self.estimator}

    def set_params(self, **params):
        """Set the estimator."""
        for name, value in params.items():
            if name != "estimator":
                raise InputError(say("interact_uplift.unknown_param", name=name))
            self.estimator = value
        return self

    def fit(self, X, y, treated):
        """Learn from a randomised campaign.

        Parameters
        ----------
        X : pandas.DataFrame or array, shape (n, columns)
            What was known of each person *before* the campaign.
        y : array of 0 and 1, shape (n,)
            Who answered.
        treated : array of 0 and 1, shape (n,)
            Who was contacted, drawn by lot.

        Returns
        -------
        TwoModelUplift
            Itself.

        Raises
        ------
        InputError
            If the lengths differ, there is no control group, or one group answered all alike.
        """
        from sklearn.base import clone

        need_same_length(X=X, y=y, treated=treated)
        y, treated = zero_one(y, "y"), zero_one(treated, "treated")
        need_both_groups(treated)
        for group in (1, 0):
            if len(np.unique(y[treated == group])) < 2:
                raise InputError(say("interact_uplift.all_alike", group=group))
        # Two copies of one estimator, each on its own group's rows.
        estimator = _default() if self.estimator is None else self.estimator
        self.treated_model_ = clone(estimator).fit(_rows(X, treated == 1), y[treated == 1])
        self.control_model_ = clone(estimator).fit(_rows(X, treated == 0), y[treated == 0])
        return self

    def predict(self, X):
        """Give the uplift of each row: a difference of chances, -1 to 1; float array of shape (n,)."""
        return self.predict_response(X) - self._chance("control_model_", X)

    def predict_response(self, X):
        """Give each row's chance of answering if contacted, 0 to 1; float array of shape (n,)."""
        return self._chance("treated_model_", X)

    def _chance(self, model, X):
        if not hasattr(self, model):
            raise InputError(say("interact_uplift.not_fitted"))
        return getattr(self, model).predict_proba(X)[:, 1]


def uplift_curve(score, responded, treated):
    """Draw up the gain of contacting the best first, measured on a randomised test.

    After each share of the customers, the gain is how many more answer than would without contact, per
    customer on the list (Radcliffe 2007).  Equal scores cannot be told apart and come together.

    Parameters
    ----------
    score : array of float, shape (n,)
        High means: contact first.
    responded, treated : array of 0 and 1, shape (n,)

    Returns
    -------
    pandas.DataFrame
        ``share`` of the customers contacted, ``gain`` (answers caused, per customer on the list) and
        ``random`` (the gain of contacting as many drawn by lot); from 0 to everybody.

    Raises
    ------
    InputError
        If lengths differ, a score is missing, values are not 0 and 1, or a group is missing.

    Examples
    --------
    >>> from crmlab.interact import uplift_curve
    >>> uplift_curve([4, 3, 2, 1], [1, 0, 0, 0], [1, 0, 1, 0])
       share   gain  random
    0   0.00  0.000   0.000
    1   0.25  0.000   0.125
    2   0.50  0.500   0.250
    3   0.75  0.375   0.375
    4   1.00  0.500   0.500
    """
    score = _scores(score)
    need_same_length(score=score, responded=responded, treated=treated)
    responded, treated = zero_one(responded, "responded"), zero_one(treated, "treated")
    need_both_groups(treated)
    parts = [np.ones_like(treated), treated, responded * treated, responded * (1 - treated)]
    n, n_treated, yes, yes_control = _cumulate(score, parts)
    n_control = n - n_treated
    both = (n_treated > 0) & (n_control > 0)
    # As long as one group is empty nothing can be said, and the curve stays at 0.
    rate = np.divide(yes, n_treated, out=np.zeros_like(n), where=both)
    control = np.divide(yes_control, n_control, out=np.zeros_like(n), where=both)
    return _curve(n / n[-1], (rate - control) * n / n[-1])


def expected_curve(score, effect):
    """Draw up the same curve from effects that are known for each customer.

    Parameters
    ----------
    score, effect : array of float, shape (n,)

    Returns
    -------
    pandas.DataFrame
        As `uplift_curve`.

    Raises
    ------
    InputError
        If lengths differ or something is missing.

    Examples
    --------
    >>> from crmlab.interact import expected_curve
    >>> expected_curve([2, 1], [0.4, 0.0])["gain"].tolist()
    [0.0, 0.2, 0.2]
    """
    score, effect = _scores(score), _scores(effect, "effect")
    need_same_length(score=score, effect=effect)
    n, gain = _cumulate(score, [np.ones_like(effect), effect])
    return _curve(n / n[-1], gain / n[-1])


def qini(curve):
    """Give the area between an uplift curve and the line of contacting by lot.

    Radcliffe's (2007) Qini coefficient without his division by the best curve there could be: 0 for a score
    that is no better than a draw, below 0 for one that is worse.

    Parameters
    ----------
    curve : pandas.DataFrame
        As `uplift_curve` or `expected_curve` gives it.

    Returns
    -------
    float
        Answers caused per customer on the list, averaged over all depths of contacting.

    Raises
    ------
    InputError
        If it is no such table.

    Examples
    --------
    >>> from crmlab.interact import expected_curve, qini
    >>> qini(expected_curve([2, 1], [0.4, 0.0])), qini(expected_curve([1, 1], [0.4, 0.0]))
    (0.05, 0.0)
    """
    if not isinstance(curve, pd.DataFrame) or not {"share", "gain", "random"} <= set(curve.columns):
        raise InputError(say("interact_uplift.not_a_curve"))
    return float(np.trapezoid(curve["gain"] - curve["random"], curve["share"]))


def _scores(values, name="score"):
    numbers = to_numbers(values, name)
    if len(numbers) != len(values):
        raise InputError(say("interact_uplift.score_missing", name=name))
    return numbers


def _cumulate(score, parts):
    """Add up the columns from the best score down, beginning with nobody; ties in one step."""
    _, place = np.unique(-score, return_inverse=True)
    sums = [np.bincount(place, weights=part) for part in parts]
    return [np.concatenate([[0.0], one.cumsum()]) for one in sums]


def _curve(share, gain):
    return pd.DataFrame({"share": share, "gain": gain, "random": gain[-1] * share})


def _rows(X, chosen):
    return X[chosen] if isinstance(X, pd.DataFrame) else np.asarray(X)[chosen]


def _default():
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    return make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
