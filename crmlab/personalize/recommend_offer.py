"""The next best offer: what is worth offering to whom, by margin, and to whom we may speak at all."""

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_columns, need_dates, need_rows, open_frame, to_day, to_pandas
from crmlab.language import say
from crmlab.personalize.recommend import purchase_table, score_factors

REASONS = ("offer", "does_not_pay", "no_consent")


def candidates(
    lines,
    as_of,
    factors=8,
    basket="order_id",
    customer="customer_id",
    item="product_id",
    date="ordered_on",
    quantity="quantity",
):
    """List what each customer has not bought yet, with what was known of it on a day.

    It is the table on which a chance of the first purchase is learnt (as of an earlier day, with what
    followed) and then used (as of today): only lines before `as_of` are looked at.

    Parameters
    ----------
    lines : table of any engine
        One row for each item of each basket.
    as_of : str or date
    factors : int, default 8
        As for `score_factors`.
    basket, customer, item, date, quantity : str
        Columns; `quantity` may be None.

    Returns
    -------
    pandas.DataFrame
        One row for each customer and item without a purchase: `customer`, `item`, ``score`` (float, of taste,
        as `score_factors`), ``buyers`` (int, customers who bought the item: how popular it is), ``days``
        (int, since her last visit), ``visits`` (int, hers).

    Raises
    ------
    InputError
        As `purchase_table`; for an unusable date; and if nothing was bought before `as_of`.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import candidates
    >>> lines = pd.DataFrame({"order_id": [1, 1, 2, 3], "customer_id": ["C1", "C1", "C2", "C2"],
    ...     "product_id": ["rice", "eggs", "rice", "tofu"], "quantity": 1,
    ...     "ordered_on": pd.Timestamp("2025-12-30")})
    >>> candidates(lines, "2026-01-01", factors=1)[["customer_id", "product_id", "buyers", "days", "visits"]]
      customer_id product_id  buyers  days  visits
    0          C1       tofu       1     2       1
    1          C2       eggs       1     2       2
    """
    table = to_pandas(lines, "lines")
    need_columns(open_frame(table, "lines"), {"basket": basket, "date": date}, "lines")
    need_dates(open_frame(table, "lines"), date, "lines")
    day = pd.Timestamp(to_day(as_of, "as_of"))
    before = table[table[date] < day]
    need_rows(len(before), "lines")
    bought = purchase_table(before, customer, item, quantity)
    row, column = np.nonzero(bought.to_numpy() == 0)
    found = pd.DataFrame({customer: bought.index[row], item: bought.columns[column]})
    found["score"] = score_factors(bought, factors).to_numpy()[row, column]
    found["buyers"] = (bought > 0).sum().to_numpy()[column]
    visits = before[before[quantity] > 0] if quantity else before
    visits = visits.groupby(customer).agg(last=(date, "max"), visits=(basket, "nunique"))
    found["days"] = (day - found[customer].map(visits["last"])).dt.days
    return found.assign(visits=found[customer].map(visits["visits"]))


def offer_value(chance, margin, cost, uplift, discount=0.0):
    """Give what an offer is worth: the margin that it adds, less the discount that it gives away.

    Without the offer she buys with `chance`, and we earn ``chance * margin``.  With it she buys with
    ``min(chance * (1 + uplift), 1)``, but every buyer takes the discount, those too who would have bought
    anyway::

        value = min(chance * (1 + uplift), 1) * (margin - discount) - chance * margin - cost

    Parameters
    ----------
    chance : float or array
        Of buying without the offer, 0 to 1.
    margin : float or array
        Yuan per purchase.
    cost : float
        Yuan per contact.
    uplift : float
        Relative: 0.5 for half as many again.  Only an experiment can tell it.
    discount : float or array, default 0
        Yuan per purchase.

    Returns
    -------
    float or array
        Yuan per contact.

    Raises
    ------
    InputError
        For a chance outside 0 to 1, a negative cost or discount, or an uplift below -1.

    Examples
    --------
    >>> from crmlab.personalize import offer_value
    >>> float(offer_value(0.1, 20, cost=0.1, uplift=0.5).round(2))
    0.9

    With a discount, who would have bought anyway takes it too:

    >>> float(offer_value(0.1, 20, cost=0.1, uplift=0.5, discount=10).round(2))
    -0.6
    """
    if np.any(np.asarray(chance) < 0) or np.any(np.asarray(chance) > 1) or np.any(np.isnan(chance)):
        raise InputError(say("recommend.bad_chance"))
    for name, value, least in (("cost", cost, 0), ("discount", discount, 0), ("uplift", uplift, -1)):
        if not np.all(np.asarray(value) >= least):
            raise InputError(say("recommend.too_low", argument=name, least=least, value=repr(value)))
    return np.minimum(chance * (1 + uplift), 1) * (margin - discount) - chance * margin - cost


def next_best_offer(
    chances, margins, allowed, cost, uplift, discount=0.0, customer="customer_id", item="product_id"
):
    """Choose for each customer the one item that is worth most to offer, if any is and if we may.

    Parameters
    ----------
    chances : pandas.DataFrame
        One row for each customer and item that may be offered: `customer`, `item`, ``chance`` (float, of
        buying without an offer, 0 to 1).
    margins : Series or dict
        Yuan per purchase, by item.
    allowed : list, set or Series
        The customers who have agreed to be contacted so, as of today.
    cost, uplift, discount : float
        As for `offer_value`.

    Returns
    -------
    pandas.DataFrame
        One row for each customer in `chances`: `customer`, `item` (her best), ``chance``, ``margin``,
        ``value`` (float, yuan), ``decision`` (str: ``offer``, ``does_not_pay``, ``no_consent``).  The largest
        value first.  Only rows with the decision ``offer`` go out.

    Raises
    ------
    InputError
        For a missing column, an item without a margin, and as `offer_value`.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import next_best_offer
    >>> chances = pd.DataFrame({"customer_id": ["C1", "C1", "C2"], "product_id": ["rice", "tea", "tea"],
    ...                         "chance": [0.3, 0.1, 0.1]})
    >>> next_best_offer(chances, {"rice": 5, "tea": 22}, ["C1"], cost=0.1, uplift=0.5)
      customer_id product_id  chance  margin  value    decision
    0          C1        tea     0.1      22    1.0       offer
    1          C2        tea     0.1      22    1.0  no_consent
    """
    need_columns(
        open_frame(chances, "chances"), {"customer": customer, "item": item, "chance": "chance"}, "chances"
    )
    need_rows(len(chances), "chances")
    table = chances[[customer, item, "chance"]].copy()
    table["margin"] = table[item].map(dict(margins))
    if table["margin"].isna().any():
        missing = table.loc[table["margin"].isna(), item].iloc[0]
        raise InputError(say("recommend.no_margin", item=repr(missing)))
    table["value"] = offer_value(table["chance"], table["margin"], cost, uplift, discount)
    best = table.sort_values(["value", customer, item], ascending=[False, True, True], ignore_index=True)
    best = best.drop_duplicates(customer, ignore_index=True)
    pays, may = best["value"] > 0, best[customer].isin(set(allowed))
    decision = np.select([~may, pays], ["no_consent", "offer"], "does_not_pay")
    return best.assign(decision=pd.Series(decision, dtype="str"))
