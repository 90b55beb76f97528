"""Choice-based conjoint: the conditional logit of McFadden (1974), short, with standard errors.

Somebody who may choose among alternatives j with features x_j takes the one with the largest utility
x_j'b + e_j, the e_j independent Gumbel.  Then

    P(j) = exp(x_j'b) / sum over k of exp(x_k'b)

and the log-likelihood of all choices is concave in the part-worths b: Newton's steps find its one top.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_columns, need_numbers, need_table, open_frame, say_list, warn
from crmlab.language import say

STEPS = 60  # of Newton; an ordinary table needs six
NOTHING_LEFT = 1e-6  # of the information at the start: some direction is certain, its part-worth endless


@dataclass(frozen=True)
class ChoiceFit:
    """Part-worths of a conditional logit.

    Attributes
    ----------
    coefficients : pandas.DataFrame
        One row for each feature: ``feature``, ``estimate``, ``se``, ``z``, ``low``, ``high`` (the interval).
    covariance : numpy.ndarray of float64, (features, features)
    log_likelihood, log_likelihood_null : float
        At the estimates, and if all alternatives were equally likely.
    choices, respondents : int
        `respondents` is 0 if no cluster was given.
    """

    coefficients: pd.DataFrame
    covariance: np.ndarray
    log_likelihood: float
    log_likelihood_null: float
    choices: int
    respondents: int = 0

    @property
    def part_worths(self):
        """Estimates by feature, as a Series."""
        return self.coefficients.set_index("feature")["estimate"]

    @property
    def explained(self):
        """McFadden's share of the log-likelihood: 0 says nothing, 1 foretells every choice."""
        return 1 - self.log_likelihood / self.log_likelihood_null


def fit_choices(table, features, choice="choice_id", chosen="chosen", cluster=None, level=0.95):
    """Estimate part-worths by maximum likelihood.

    Parameters
    ----------
    table : DataFrame of any engine
        One row for each alternative of each choice.
    features : list of str
        Numeric columns: what the alternatives offer.
    choice : str
        Column that says which rows belong to one choice.
    chosen : str
        1 (or True) for the alternative taken, else 0; exactly one in each choice.
    cluster : str, optional
        Column with the respondent.  Several choices of one person are no independent witnesses: with it the
        standard errors are those of Liang and Zeger (1986), which count persons.
    level : float, default 0.95
        Of the intervals.

    Returns
    -------
    ChoiceFit

    Raises
    ------
    InputError
        For a missing column or value, text, a choice with no or two alternatives taken or with one
        alternative only; a feature that never differs within a choice, or that others make up; a feature
        that decides every choice, so that its part-worth has no bound.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import fit_choices
    >>> table = pd.DataFrame({"choice_id": [1, 1, 2, 2, 3, 3, 4, 4], "price": [3.0, 6.0] * 4})
    >>> table["chosen"] = [1, 0, 1, 0, 1, 0, 0, 1]
    >>> fit = fit_choices(table, ["price"])
    >>> fit.coefficients.round(3)[["feature", "estimate", "se"]]
      feature  estimate     se
    0   price    -0.366  0.385
    """
    data = _read(table, list(features), choice, chosen, cluster, level)
    part_worths, information, value = _climb(data)
    covariance = np.linalg.inv(information)
    if data.person is not None:
        covariance = _sandwich(data, part_worths, covariance)
    return ChoiceFit(
        _coefficients(list(features), part_worths, covariance, level),
        covariance,
        float(value),
        float(-np.log(data.sizes).sum()),
        len(data.starts),
        0 if data.person is None else int(data.person.max()) + 1,
    )


def log_likelihood(part_worths, features, choice, chosen):
    """Give the log-likelihood of choices and its gradient.

    Parameters
    ----------
    part_worths : array-like of float, (k,)
    features : array-like of float, (n, k)
        One row for each alternative, rows of one choice next to each other.
    choice : array-like, (n,)
    chosen : array-like of 0 and 1, (n,)

    Returns
    -------
    value : float
    gradient : numpy.ndarray of float64, (k,)
        Features taken less features expected.

    Examples
    --------
    >>> from crmlab.personalize import log_likelihood
    >>> value, gradient = log_likelihood([0.0], [[3.0], [6.0]], [1, 1], [1, 0])
    >>> round(value, 3), gradient
    (-0.693, array([-1.5]))
    """
    x, taken = np.atleast_2d(np.asarray(features, dtype=float)), np.asarray(chosen, dtype=float)
    choice = np.asarray(choice)
    starts = np.flatnonzero(np.r_[True, choice[1:] != choice[:-1]])
    chance, log_sum = _chances(x @ np.asarray(part_worths, dtype=float), starts, len(x))
    value = taken @ (x @ np.asarray(part_worths, dtype=float)) - log_sum.sum()
    return float(value), x.T @ (taken - chance)


@dataclass(frozen=True)
class _Choices:
    x: np.ndarray  # (n, k)
    taken: np.ndarray  # (n,)
    starts: np.ndarray  # first row of each choice
    sizes: np.ndarray
    person: np.ndarray | None  # of each choice


def _read(table, features, choice, chosen, cluster, level):
    wanted = {"choice": choice, "chosen": chosen, **{name: name for name in features}}
    table = need_table(table, "table", wanted | ({"cluster": cluster} if cluster else {}))
    if not 0 < level < 1:
        raise InputError(say("conjoint.bad_level", level=level))
    if not features or len(set(features)) < len(features):
        raise InputError(say("conjoint.no_features"))
    opened = open_frame(table, "table")
    for name in features:
        need_numbers(opened, name, "table")
    gaps = [name for name in [*features, chosen, choice] if table[name].isna().any()]
    if gaps:
        raise InputError(say("conjoint.gaps", columns=say_list(gaps)))
    table = table.sort_values(choice, kind="stable")
    _check_choices(table, choice, chosen)
    code = pd.factorize(table[choice])[0]
    starts = np.flatnonzero(np.r_[True, code[1:] != code[:-1]])
    sizes = np.diff(np.r_[starts, len(code)])
    x = table[features].to_numpy(dtype=float)
    _check_features(x, starts, sizes, features)
    person = pd.factorize(table[cluster].to_numpy()[starts])[0] if cluster else None
    return _Choices(x, table[chosen].to_numpy(dtype=float), starts, sizes, person)


def _check_choices(table, choice, chosen):
    if not table[chosen].isin([0, 1]).all():
        raise InputError(say("conjoint.not_a_choice", column=chosen))
    groups = table.groupby(choice)[chosen]
    taken, shown = groups.sum(), groups.size()
    odd = taken.index[(taken != 1) | (shown < 2)]
    if len(odd):
        first = odd[0]
        facts = {"choice": first, "taken": int(taken[first]), "shown": int(shown[first]), "number": len(odd)}
        raise InputError(say("conjoint.odd_choice", **facts))


def _check_features(x, starts, sizes, features):
    means = np.add.reduceat(x, starts, axis=0) / sizes[:, None]
    within = x - np.repeat(means, sizes, axis=0)
    flat = [name for name, column in zip(features, within.T, strict=True) if np.abs(column).max() < 1e-12]
    if flat:
        raise InputError(say("conjoint.flat", columns=say_list(flat)))
    within = within / np.sqrt((within**2).mean(axis=0))
    if np.linalg.matrix_rank(within) < len(features):
        raise InputError(say("conjoint.made_up", columns=say_list(features)))


def _chances(utility, starts, n):
    """Give each alternative's chance and each choice's log of the sum of exp(utility)."""
    sizes = np.diff(np.r_[starts, n])
    top = np.maximum.reduceat(utility, starts)
    raised = np.exp(utility - np.repeat(top, sizes))
    total = np.add.reduceat(raised, starts)
    return raised / np.repeat(total, sizes), top + np.log(total)


def _climb(data):
    """Newton's steps, halved while they overshoot."""
    from scipy.linalg import eigh

    scale = np.sqrt((data.x**2).mean(axis=0))  # so that yuan and hours are on one footing
    x, b = data.x / scale, np.zeros(data.x.shape[1])
    value, gradient, information = _state(x, b, data)
    at_start = information
    for _ in range(STEPS):
        step = np.linalg.lstsq(information, gradient)[0]
        size = 1.0
        while _state(x, b + size * step, data)[0] < value - 1e-12 and size > 1e-8:
            size /= 2
        b = b + size * step
        value, gradient, information = _state(x, b, data)
        if np.abs(gradient).max() < 1e-8 * len(data.starts):
            break
    if eigh(information, at_start, eigvals_only=True)[0] < NOTHING_LEFT:
        raise InputError(say("conjoint.certain"))
    return b / scale, information * np.outer(scale, scale), value


def _state(x, b, data):
    utility = x @ b
    chance, log_sum = _chances(utility, data.starts, len(x))
    expected = np.add.reduceat(x * chance[:, None], data.starts, axis=0)
    information = (x * chance[:, None]).T @ x - expected.T @ expected
    return data.taken @ utility - log_sum.sum(), x.T @ (data.taken - chance), information


def _sandwich(data, b, bread):
    chance, _ = _chances(data.x @ b, data.starts, len(data.x))
    by_choice = np.add.reduceat(data.x * (data.taken - chance)[:, None], data.starts, axis=0)
    people = int(data.person.max()) + 1
    by_person = np.zeros((people, data.x.shape[1]))
    np.add.at(by_person, data.person, by_choice)
    if people < 2:
        raise InputError(say("conjoint.one_person"))
    return bread @ (by_person.T @ by_person) @ bread * people / (people - 1)


def _coefficients(features, b, covariance, level):
    from scipy.stats import norm

    se = np.sqrt(np.diag(covariance))
    reach = norm.ppf((1 + level) / 2) * se
    columns = {"feature": features, "estimate": b, "se": se, "z": b / se, "low": b - reach, "high": b + reach}
    return pd.DataFrame(columns)


def willingness_to_pay(fit, price="price", level=0.95):
    """Give what each feature is worth in money: its part-worth over that of one yuan.

    Parameters
    ----------
    fit : ChoiceFit
    price : str
        The feature that is the price.
    level : float, default 0.95

    Returns
    -------
    pandas.DataFrame, one row for each other feature
        ``feature``; ``wtp`` (in the unit of the price); ``se``, ``low``, ``high`` by the delta method.

    Raises
    ------
    InputError
        If the fit has no such feature, or a higher price is liked: money then measures nothing.

    Warns
    -----
    UserWarning
        If the interval of the price reaches zero: a ratio to what may be nothing may be anything.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import fit_choices, willingness_to_pay
    >>> table = pd.DataFrame({"choice_id": [n for n in range(60) for _ in "ab"], "price": [3.0, 6.0] * 60})
    >>> table["fast"] = [0, 1] * 30 + [0, 0] * 30
    >>> table["chosen"] = [1, 0, 0, 1, 0, 1] * 10 + [1, 0, 1, 0, 1, 0, 0, 1, 1, 0] * 6
    >>> willingness_to_pay(fit_choices(table, ["price", "fast"])).round(2)[["feature", "wtp"]]
      feature  wtp
    0    fast  4.5
    """
    from scipy.stats import norm

    table = getattr(fit, "coefficients", None)
    if table is None:
        raise InputError(say("conjoint.not_a_fit", kind=type(fit).__name__))
    names = table["feature"].tolist()
    if price not in names:
        raise InputError(say("conjoint.no_price", price=price, features=say_list(names)))
    at = names.index(price)
    b, cost = table["estimate"].to_numpy(), float(table["estimate"].iloc[at])
    if cost >= 0:
        raise InputError(say("conjoint.price_liked", price=price, estimate=cost))
    if table["high"].iloc[at] >= 0:
        warn(say("conjoint.price_unsure", price=price))
    rest = [place for place in range(len(names)) if place != at]
    worth = -b[rest] / cost
    slopes = np.zeros((len(rest), len(names)))
    slopes[np.arange(len(rest)), rest] = -1 / cost
    slopes[:, at] = b[rest] / cost**2
    se = np.sqrt(np.einsum("ij,jk,ik->i", slopes, fit.covariance, slopes))
    reach = norm.ppf((1 + level) / 2) * se
    columns = {"wtp": worth, "se": se, "low": worth - reach, "high": worth + reach}
    return pd.DataFrame({"feature": [names[place] for place in rest], **columns})


def choice_shares(part_worths, services, weights=None):
    """Foretell which share of choices each service on offer gets.

    Parameters
    ----------
    part_worths : ChoiceFit, Series by feature, or dict of these by group
        A dict for groups with part-worths of their own.
    services : pandas.DataFrame
        One row for each alternative on offer ("none of these" too, if one may refuse), columns the features.
    weights : dict or Series, optional
        Share of each group among those who choose; alike if not given.

    Returns
    -------
    pandas.DataFrame, index as `services`
        One column for each group (``all`` where there is one only), and ``all``, weighted; columns sum to 1.

    Raises
    ------
    InputError
        For a feature that `services` lacks, or weights that do not fit the groups.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import choice_shares
    >>> services = pd.DataFrame({"price": [3.0, 6.0], "fast": [0, 1]}, index=["slow", "fast"])
    >>> choice_shares(pd.Series({"price": -0.2, "fast": 0.6}), services)["all"].round(3).tolist()
    [0.5, 0.5]
    """
    groups = part_worths if isinstance(part_worths, dict) else {"all": part_worths}
    share = _weights(groups, weights)
    found = pd.DataFrame(index=services.index)
    for group, worth in groups.items():
        worth = getattr(worth, "part_worths", worth)
        need_columns(open_frame(services, "services"), {name: name for name in worth.index}, "services")
        utility = services[list(worth.index)].to_numpy(dtype=float) @ worth.to_numpy(dtype=float)
        found[group] = _chances(utility, np.array([0]), len(utility))[0]
    found["all"] = found[list(groups)].to_numpy() @ share
    return found


def _weights(groups, weights):
    if weights is None:
        return np.full(len(groups), 1 / len(groups))
    given = pd.Series(weights, dtype=float)
    if set(given.index) != set(groups) or (given < 0).any() or not given.sum() > 0:
        raise InputError(say("conjoint.bad_weights", groups=say_list(groups), given=say_list(given.index)))
    return (given / given.sum())[list(groups)].to_numpy()
