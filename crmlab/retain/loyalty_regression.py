"""What goes with loyalty: a regression on standardised factors, and what measurement error does to it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.frames import InputError, say_list
from crmlab.interact.checks import need_share
from crmlab.language import say
from crmlab.retain.loyalty_rows import complete_rows, need_spread


@dataclass(frozen=True)
class FactorRegression:
    """A regression of loyalty on its factors, all standardised.

    Attributes
    ----------
    table : pandas.DataFrame, one row for each factor
        ``factor``; ``coefficient`` (float, standard deviations of the outcome per standard deviation of the
        factor, the others held); ``low``, ``high`` (ends of its interval, from robust standard errors,
        HC3); ``vif`` (float, variance inflation: 1 where the factor is unrelated to the others); and, where
        reliabilities were given, ``corrected`` (float, the coefficient between the things meant rather than
        between the scales).
    r_squared : float
        Share of the outcome's variance that goes with the factors.
    rows : int
    """

    table: pd.DataFrame
    r_squared: float
    rows: int


def loyalty_factors(table, outcome, factors, reliability=None, level=0.95):
    """Regress loyalty on its factors, and correct for scales that measure with error if asked to.

    The correction divides each correlation by the root of the two reliabilities (Spearman 1904) and solves
    the regression again.  It undoes random error only: where one person's style colours all her answers, it
    is no help (Podsakoff et al. 2003).

    Parameters
    ----------
    table : pandas.DataFrame
        One row for each customer.
    outcome : str
        Column of numbers.
    factors : list of str
        Columns of numbers.
    reliability : dict of str to float, optional
        Of the outcome and each factor, above 0 and at most 1; such as Cronbach's alpha.
    level : float, default 0.95
        Of the intervals.

    Returns
    -------
    FactorRegression

    Raises
    ------
    InputError
        For missing columns, text, an outcome among its factors, factors that say the same thing, too few
        rows, or reliabilities that do not fit.

    Warns
    -----
    LeftOutWarning
        With the rows that lack a number.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import loyalty_factors
    >>> table = pd.DataFrame({"trust": [1, 2, 3, 4, 5, 6], "habit": [2, 1, 2, 1, 2, 1],
    ...                       "loyal": [1.0, 2.2, 2.9, 4.1, 5.0, 6.1]})
    >>> found = loyalty_factors(table, "loyal", ["trust", "habit"])
    >>> round(float(found.table["coefficient"][0]), 1), found.rows
    (1.0, 6)
    """
    import statsmodels.api as sm

    need_share("level", level)
    factors = [factors] if isinstance(factors, str) else list(factors)
    if not factors:
        raise InputError(say("loyalty.no_factors"))
    if outcome in factors:
        raise InputError(say("loyalty.outcome_as_factor", column=outcome))
    rows = complete_rows(table, "table", [outcome, *factors], at_least=len(factors) + 3)
    need_spread(rows, "table")
    correlations = np.corrcoef(rows.to_numpy(), rowvar=False)
    if np.linalg.cond(correlations[1:, 1:]) > 1e10:
        raise InputError(say("loyalty.alike", columns=say_list(factors)))
    standard = (rows - rows.mean()) / rows.std()
    fit = sm.OLS(standard[outcome], sm.add_constant(standard[factors])).fit(cov_type="HC3")
    ends = fit.conf_int(alpha=1 - level).loc[factors]
    found = pd.DataFrame(
        {
            "factor": factors,
            "coefficient": fit.params[factors].to_numpy(),
            "low": ends[0].to_numpy(),
            "high": ends[1].to_numpy(),
            "vif": np.diag(np.linalg.inv(correlations[1:, 1:])),
        }
    )
    if reliability is not None:
        found["corrected"] = _corrected(correlations, [outcome, *factors], reliability)
    return FactorRegression(found, float(fit.rsquared), len(rows))


def _corrected(correlations, names, reliability):
    """Solve the regression between the things meant, from the correlations between the scales."""
    for name in names:
        value = reliability.get(name) if isinstance(reliability, dict) else reliability
        if not isinstance(value, (int, float, np.number)) or isinstance(value, bool) or not 0 < value <= 1:
            raise InputError(say("loyalty.reliability", columns=say_list(names), value=repr(value)))
    roots = np.sqrt([float(reliability[name]) for name in names])
    meant = correlations / np.outer(roots, roots)
    np.fill_diagonal(meant, 1.0)
    if np.linalg.eigvalsh(meant).min() <= 0:
        raise InputError(say("loyalty.overcorrected"))
    return np.linalg.solve(meant[1:, 1:], meant[1:, 0])
