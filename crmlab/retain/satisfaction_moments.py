"""Satisfaction without a questionnaire: what products come back for, and which moment of truth fails."""

import numpy as np

from crmlab.frames import InputError, need_table
from crmlab.interact.checks import need_above_zero
from crmlab.language import say
from crmlab.retain.satisfaction_checks import need_answers

PRODUCT_COLUMNS = ("sold", "defects", "returned", "reviews", "stars")


def product_satisfaction(products, strength=5):
    """Score products by defects, returns and reviews, each drawn towards the shop's mean.

    A product that sold little has a rate made by chance.  So each rate is mixed with the shop's: as if
    every product had had `strength` more incidents, or reviews, at the shop's own rate (empirical Bayes in
    its simplest form: Efron and Morris 1977).

    Parameters
    ----------
    products : table of any engine
        One row per product: ``sold`` and ``returned`` (units), ``defects`` (complaints for which the
        product was to blame), ``reviews`` (how many) and ``stars`` (their mean; empty without reviews).
    strength : float, default 5

    Returns
    -------
    pandas.DataFrame
        The table with ``defect_rate`` and ``return_rate`` (per unit, drawn in), ``stars_fair`` (drawn in)
        and ``score``: the mean of its three places in line, 0 the worst and 100 the best product.

    Raises
    ------
    InputError
        For missing columns, negative counts, a product not sold, or no incident at all.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import product_satisfaction
    >>> goods = pd.DataFrame({"sold": [1000, 900, 10], "defects": [1, 9, 0], "returned": [2, 20, 0],
    ...                       "reviews": [10, 10, 0], "stars": [4.5, 3.0, None]})
    >>> product_satisfaction(goods)["score"].tolist()
    [100.0, 0.0, 50.0]
    """
    need_above_zero("strength", strength)
    table = need_table(products, "products", list(PRODUCT_COLUMNS))
    numbers = need_answers(table, list(PRODUCT_COLUMNS), "products")
    counts = numbers.drop(columns="stars")
    if counts.isna().any(axis=None) or (counts < 0).any(axis=None) or (counts["sold"] <= 0).any():
        raise InputError(say("satisfaction.bad_product"))
    found = table.copy()
    found["defect_rate"] = _drawn_in(numbers["defects"], numbers["sold"], strength)
    found["return_rate"] = _drawn_in(numbers["returned"], numbers["sold"], strength)
    stars, written = numbers["stars"].where(numbers["reviews"] > 0), numbers["reviews"]
    if not written.sum() or stars[written > 0].isna().any():
        raise InputError(say("satisfaction.no_stars"))
    shop = float((stars * written).sum() / written.sum())
    found["stars_fair"] = ((stars * written).fillna(0) + strength * shop) / (written + strength)
    places = [-found["defect_rate"], -found["return_rate"], found["stars_fair"]]
    found["score"] = sum(_place(column) for column in places) / len(places)
    return found


def weakest_link(moments, moment="moment", occasions="occasions", bad="bad"):
    """Chain the moments of truth of a year, and say which link breaks it most often.

    A customer meets each moment `occasions` times a year, and each time it goes wrong with chance `bad`;
    moments are taken as independent of one another.

    Parameters
    ----------
    moments : table of any engine
        One row per moment of truth (Normann 1984).
    moment, occasions, bad : str
        Columns: name, times a year (0 or more), share that goes wrong (0 to below 1).

    Returns
    -------
    pandas.DataFrame
        The three columns and ``fine`` (chance of a year in which it never goes wrong), ``part`` (its part
        in the breaking of the chain; sums to 1), ``without`` (chance of a year without any trouble if this
        moment never failed), the weakest link first.  ``attrs["chain"]`` is the chance of a year without
        trouble as things are.

    Raises
    ------
    InputError
        For missing columns, a negative count, a share outside 0 to 1, or a chain in which nothing fails.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import weakest_link
    >>> year = pd.DataFrame({"moment": ["till", "call"], "occasions": [20, 2], "bad": [0.01, 0.20]})
    >>> found = weakest_link(year)
    >>> found["moment"].tolist(), round(found.attrs["chain"], 2), found["without"].round(2).tolist()
    (['call', 'till'], 0.52, [0.82, 0.64])
    """
    table = need_table(moments, "moments", {"moment": moment, "occasions": occasions, "bad": bad})
    numbers = need_answers(table, [occasions, bad], "moments")
    often, share = numbers[occasions], numbers[bad]
    if numbers.isna().any(axis=None) or (often < 0).any() or ((share < 0) | (share >= 1)).any():
        raise InputError(say("satisfaction.bad_moment"))
    strain = -often * np.log1p(-share)
    if not strain.sum():
        raise InputError(say("satisfaction.nothing_fails"))
    found = table[[moment, occasions, bad]].copy()
    found["fine"] = np.exp(-strain)
    found["part"] = strain / strain.sum()
    found["without"] = np.exp(strain - strain.sum())
    found = found.sort_values("part", ascending=False, ignore_index=True)
    found.attrs["chain"] = float(np.exp(-strain.sum()))
    return found


def _drawn_in(events, units, strength):
    shop = events.sum() / units.sum()
    if not shop:
        return events * 0.0
    return (events + strength) / (units + strength / shop)


def _place(values):
    """Give the place in line from 0 to 100; equals share a place."""
    return 100 * (values.rank(method="average") - 1) / max(len(values) - 1, 1)
