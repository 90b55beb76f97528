"""The shop's calendar: which days are busy.

A day's factor is the product of its weekday and its festival, scaled to average 1 over the whole
history.  Visits follow a Poisson process in *shop time*, in which a busy day is longer than a quiet
one; so festivals move visits about without changing how often a household comes over the years.
"""

import numpy as np
import pandas as pd

WEEKDAY = np.array([0.90, 0.88, 0.92, 0.95, 1.05, 1.20, 1.10])  # Monday to Sunday

# First day of the lunar new year, and the Mid-Autumn day, of each year that the shop may see.
SPRING_FESTIVAL = ("2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06")
MID_AUTUMN = ("2023-09-29", "2024-09-17", "2025-10-06", "2026-09-25")

# (days from the festival, first and last; factor)
BEFORE_SPRING, DURING_SPRING = (-21, -1, 1.7), (0, 6, 0.3)
BEFORE_AUTUMN = (-10, 0, 1.3)


def busyness(days):
    """Give the factor of each day.

    Parameters
    ----------
    days : pandas.DatetimeIndex

    Returns
    -------
    numpy.ndarray of float, of the same length, averaging 1

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.story.calendar import busyness
    >>> float(busyness(pd.date_range("2024-01-01", "2024-12-31")).mean().round(9))
    1.0
    """
    factor = WEEKDAY[days.day_of_week].copy()
    for festivals, spans in (
        (SPRING_FESTIVAL, (BEFORE_SPRING, DURING_SPRING)),
        (MID_AUTUMN, (BEFORE_AUTUMN,)),
    ):
        for festival in festivals:
            away = (days - pd.Timestamp(festival)).days.to_numpy()
            for first, last, times in spans:
                factor[(away >= first) & (away <= last)] *= times
    return factor / factor.mean()
