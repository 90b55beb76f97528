"""What some points more of retention are worth: to the formula, and at a price."""

import numpy as np
import pandas as pd

from crmlab.differentiate.lifetime import lifetime_value
from crmlab.frames import InputError
from crmlab.language import say


def retention_gain(retention, points=0.05, margin=1.0, discount=0.1, acquisition_cost=0.0, timing="start"):
    """Compare the value of a customer before and after some points more of retention.

    Reichheld and Sasser (1990) reported profits 25 to 85 per cent higher for five points in nine lines of
    business.  Here it is arithmetic: the same formula twice (`crmlab.differentiate.lifetime_value`).

    Parameters
    ----------
    retention : float, or list or array of float
        Share kept from period to period today.
    points : float, default 0.05
        Share added: 0.05 for five percentage points, not 5 per cent of `retention`.
    margin : float, default 1.0
        Yuan each period.
    discount : float, default 0.1
        For one period.
    acquisition_cost : float, default 0.0
        Yuan to win a customer; counts before and after alike.
    timing : str, default "start"
        When a margin is paid, as in `lifetime_value`.

    Returns
    -------
    pandas.DataFrame, one row for each retention
        ``retention``; ``life``, ``life_after`` (float, mean periods as a customer: 1 / (1 - retention));
        ``value``, ``value_after`` (yuan, acquisition cost taken off); ``gain`` (yuan per customer won);
        ``gain_share`` (float, gain over value; NaN where value is not above 0); ``affordable`` (yuan per
        customer and period that may be spent on it before nothing is left of the gain).

    Raises
    ------
    InputError
        For points not above 0, or that lift a retention to 1 or more; and as `lifetime_value`.

    Examples
    --------
    >>> from crmlab.retain import retention_gain
    >>> retention_gain([0.6, 0.9]).round(2)[["retention", "life", "life_after", "gain_share"]]
       retention  life  life_after  gain_share
    0        0.6   2.5        2.86        0.11
    1        0.9  10.0       20.00        0.33
    """
    kept = np.atleast_1d(np.asarray(retention, dtype=float))
    if isinstance(points, bool) or not isinstance(points, (int, float, np.number)) or not 0 < points < 1:
        raise InputError(say("retention_value.points", value=repr(points)))
    if (kept + points >= 1 - 1e-12).any():
        highest = float(kept.max())
        raise InputError(say("retention_value.too_high", retention=highest, points=points))
    facts = {"discount": discount, "timing": timing}
    before = np.asarray(lifetime_value(margin, kept, **facts))
    after = np.asarray(lifetime_value(margin, kept + points, **facts))
    value, gain = before - acquisition_cost, after - before
    return pd.DataFrame(
        {
            "retention": kept,
            "life": 1 / (1 - kept),
            "life_after": 1 / (1 - kept - points),
            "value": value,
            "value_after": after - acquisition_cost,
            "gain": gain,
            "gain_share": np.divide(gain, value, out=np.full(len(kept), np.nan), where=value > 0),
            # A cost paid with every margin scales as the margin does.
            "affordable": margin * gain / after,
        }
    )
