"""Moderation: how far the effect of one thing depends on another, and where it is there at all."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.frames import InputError, say_list
from crmlab.interact.checks import need_share
from crmlab.language import say
from crmlab.retain.loyalty_rows import complete_rows, need_spread


@dataclass(frozen=True)
class Moderation:
    """A regression with an interaction: outcome = a + b focal + c moderator + d focal * moderator + ...

    Attributes
    ----------
    table : pandas.DataFrame, one row for each term
        ``term`` (``"const"``, the columns, and ``"focal:moderator"`` under their own names);
        ``coefficient``, ``standard_error``, ``low``, ``high``, ``p_value`` (float).
    rows : int
    r_squared : float
    moderator_range : tuple of float
        Lowest and highest value of the moderator among the rows.

    Notes
    -----
    In the presence of the product the coefficient of the focal column is its slope where the moderator is 0,
    no "main effect": centre or standardise the columns if 0 means nothing.
    """

    table: pd.DataFrame
    rows: int
    r_squared: float
    moderator_range: tuple
    _slope: tuple  # b, d, var b, var d, cov b d
    _freedom: int
    _level: float

    def slopes(self, values):
        """Give the slope of the focal column at some values of the moderator (Aiken and West 1991).

        Parameters
        ----------
        values : list of float

        Returns
        -------
        pandas.DataFrame, one row for each value
            ``moderator``, ``slope``, ``standard_error``, ``low``, ``high`` (float).
        """
        at = np.asarray(list(values), dtype=float)
        b, d, var_b, var_d, cov = self._slope
        slope, spread = b + d * at, np.sqrt(var_b + 2 * at * cov + at**2 * var_d)
        reach = self._critical() * spread
        return pd.DataFrame(
            {
                "moderator": at,
                "slope": slope,
                "standard_error": spread,
                "low": slope - reach,
                "high": slope + reach,
            }
        )

    def turning_points(self):
        """Give the values of the moderator at which the slope's interval touches 0 (Johnson and Neyman 1936).

        Returns
        -------
        tuple of float
            None, one or two values, rising; none where the slope differs from 0 everywhere or nowhere.  They
            may lie outside the data: see `moderator_range`.
        """
        b, d, var_b, var_d, cov = self._slope
        t = self._critical() ** 2
        square, linear, constant = d**2 - t * var_d, 2 * (b * d - t * cov), b**2 - t * var_b
        inside = linear**2 - 4 * square * constant
        if inside < 0 or square == 0:
            return ()
        roots = (-linear + np.array([-1, 1]) * np.sqrt(inside)) / (2 * square)
        return tuple(float(root) for root in np.sort(roots))

    def _critical(self):
        from scipy.stats import t

        return float(t.ppf((1 + self._level) / 2, self._freedom))


def moderation(table, outcome, focal, moderator, others=(), level=0.95):
    """Fit a regression in which the slope of one column depends on another.

    Parameters
    ----------
    table : pandas.DataFrame
        One row for each customer.
    outcome, focal, moderator : str
        Columns of numbers: what is explained, what explains it, and on what its slope depends.
    others : list of str, default none
        Columns of numbers to hold constant.  Leaving out a square can feign an interaction, and the other way
        round, where focal and moderator are correlated: put both in and see.
    level : float, default 0.95

    Returns
    -------
    Moderation

    Raises
    ------
    InputError
        For missing columns, text, a column named twice, or too few rows.

    Warns
    -----
    LeftOutWarning
        With the rows that lack a number.

    Examples
    --------
    >>> import numpy as np, pandas as pd
    >>> from crmlab.retain import moderation
    >>> rng = np.random.default_rng(2)
    >>> x, m, noise = rng.normal(size=(3, 600))
    >>> table = pd.DataFrame({"x": x, "m": m, "y": 0.5 * x + 0.4 * x * m + 0.1 * noise})
    >>> found = moderation(table, "y", "x", "m")
    >>> found.slopes([-1, 1])["slope"].round(1).tolist()
    [0.1, 0.9]
    """
    import statsmodels.api as sm

    need_share("level", level)
    others = [others] if isinstance(others, str) else list(others)
    columns = [outcome, focal, moderator, *others]
    rows = complete_rows(table, "table", columns, at_least=len(columns) + 2)
    need_spread(rows, "table")
    product = f"{focal}:{moderator}"
    terms = sm.add_constant(rows[[focal, moderator, *others]], has_constant="add")
    terms.insert(3, product, rows[focal] * rows[moderator])
    if np.linalg.matrix_rank(terms.to_numpy()) < terms.shape[1]:
        raise InputError(say("loyalty.alike", columns=say_list(terms.columns[1:])))
    fit = sm.OLS(rows[outcome], terms).fit()
    ends, spread = fit.conf_int(alpha=1 - level), fit.cov_params()
    found = pd.DataFrame(
        {
            "term": terms.columns,
            "coefficient": fit.params.to_numpy(),
            "standard_error": fit.bse.to_numpy(),
            "low": ends[0].to_numpy(),
            "high": ends[1].to_numpy(),
            "p_value": fit.pvalues.to_numpy(),
        }
    )
    slope = (
        fit.params[focal], fit.params[product],
        spread.loc[focal, focal], spread.loc[product, product], spread.loc[focal, product],
    )  # fmt: skip
    span = (float(rows[moderator].min()), float(rows[moderator].max()))
    numbers = tuple(float(number) for number in slope)
    return Moderation(found, len(rows), float(fit.rsquared), span, numbers, int(fit.df_resid), level)
