"""Residual lifetime value: what each customer's purchases to come are worth today."""

import numpy as np
import pandas as pd

from crmlab.differentiate.summary import UNITS
from crmlab.frames import InputError, need_columns, need_rows, open_frame, to_pandas
from crmlab.language import say

DAYS_IN_A_YEAR = 364  # fifty-two weeks, as the field counts


def residual_value(customers, buying, spend, margin, discount, years=None, unit="week"):
    """Value the purchases that each customer is still to make.

    Expected purchases, each discounted to today, times the expected amount, times the margin (Fader, Hardie
    and Lee 2005).  What it cost to win the customer is spent and not in it.

    Parameters
    ----------
    customers : table of any engine
        As `summary` gives it.
    buying : BGNBD or ParetoNBD
        Fitted to histories in the same `unit`.
    spend : GammaGamma
        Fitted.
    margin : float
        Margin per unit of money sold, above 0 and up to 1.
    discount : float
        Discount rate per year, above 0: 0.15 for 15 %.
    years : float, optional
        How far to look; left out, for ever.
    unit : {"week", "day"}
        Of the histories.

    Returns
    -------
    pandas.DataFrame, one row per customer, in the order given
        The id column if there is one; ``probability_alive`` (0 to 1); ``purchases`` (expected purchases to
        come, discounted); ``spend`` (expected amount of one, money); ``residual_value`` (money).

    Raises
    ------
    InputError
        For a missing column, an empty table, or a margin, discount, horizon or unit that makes no sense.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate import GammaGamma, ParetoNBD, residual_value
    >>> customers = pd.DataFrame({"customer_id": ["C1", "C2"], "frequency": [5, 1], "recency": [30.0, 4.0],
    ...                           "T": [35.0, 38.0], "monetary_value": [40.0, 25.0]})
    >>> buying = ParetoNBD.at(r=0.55, alpha=10.6, s=0.61, beta=11.7)
    >>> spend = GammaGamma.at(p=6.25, q=3.74, gamma=15.4)
    >>> value = residual_value(customers, buying, spend, margin=0.3, discount=0.15)
    >>> value["spend"].round(2).tolist()
    [39.61, 28.09]
    """
    if unit not in UNITS:
        raise InputError(say("value_models.bad_unit", unit=repr(unit)))
    for name, value in (("margin", margin), ("discount", discount), ("years", 1 if years is None else years)):
        if isinstance(value, (str, bool)) or not value > 0:
            raise InputError(say("value_models.not_above_zero", name=name, value=repr(value)))
    if margin > 1:
        raise InputError(say("value_models.margin_share", value=repr(margin)))
    wanted = ("frequency", "recency", "T", "monetary_value")
    need_columns(open_frame(customers, "customers"), {name: name for name in wanted}, "customers")
    table = to_pandas(customers, "customers")
    need_rows(len(table), "customers")

    in_a_year = DAYS_IN_A_YEAR / UNITS[unit]
    horizon = np.inf if years is None else years * in_a_year
    history = [table[name].to_numpy() for name in ("frequency", "recency", "T")]
    result = pd.DataFrame({name: table[name].to_numpy() for name in table.columns[:1] if name not in wanted})
    result["probability_alive"] = buying.probability_alive(*history)
    result["purchases"] = buying.discounted_purchases(
        np.log1p(discount) / in_a_year, *history, horizon=horizon
    )
    result["spend"] = spend.expected_spend(history[0], table["monetary_value"].to_numpy())
    result["residual_value"] = margin * result["purchases"] * result["spend"]
    return result
