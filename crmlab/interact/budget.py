"""Budgets: what money brings in each channel, and where the next yuan does most."""

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_numbers, open_frame, warn_left_out
from crmlab.interact.checks import need_above_zero, need_table
from crmlab.language import say

_LEAST_POINTS = 3  # a line through two points always fits


def fit_response(table, channel="channel", spend="spend", response="response"):
    """Fit a curve of response to spend for each channel.

    The curve is ``response = scale * spend ** elasticity``, a straight line in logarithms, fitted by least
    squares.  With an elasticity below 1 each further yuan brings less than the one before.  (Little 1970
    gives the S-shaped alternative for channels where a little money brings nothing at all.)

    Parameters
    ----------
    table : pandas.DataFrame
        One row for each channel and period.
    channel, spend, response : str
        Columns: which channel, yuan spent, what came of it.

    Returns
    -------
    pandas.DataFrame
        One row for each channel: the channel, ``scale`` (float), ``elasticity`` (float), ``error`` (float,
        standard error of the elasticity), ``periods`` (int).

    Raises
    ------
    InputError
        For a missing column, text in place of numbers, or no channel with three different amounts.

    Warns
    -----
    LeftOutWarning
        With counts: rows without spend or response above 0, and channels with too few amounts.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.interact import fit_response
    >>> months = pd.DataFrame({"channel": "print", "spend": [1e4, 4e4, 9e4], "response": [100, 200, 300]})
    >>> fit_response(months)[["scale", "elasticity"]].round(3)
       scale  elasticity
    0    1.0         0.5
    """
    rows = need_table(table, "table", {"channel": channel, "spend": spend, "response": response})
    for column in (spend, response):
        need_numbers(open_frame(rows, "table"), column, "table")
    known = rows[spend].gt(0) & rows[response].gt(0) & rows[channel].notna()
    amounts = rows[known].groupby(channel)[spend].nunique()
    enough = rows[channel].map(amounts).fillna(0).ge(_LEAST_POINTS)
    reasons = [
        (int((~known).sum()), say("interact_budget.reason_no_money")),
        (int((known & ~enough).sum()), say("interact_budget.reason_few", least=_LEAST_POINTS)),
    ]
    warn_left_out("table", len(rows), reasons)
    rows = rows[known & enough]
    if rows.empty:
        raise InputError(say("interact_budget.too_few", least=_LEAST_POINTS))
    found = [
        {channel: name, **_line(np.log(group[spend].to_numpy()), np.log(group[response].to_numpy()))}
        for name, group in rows.groupby(channel)
    ]
    return pd.DataFrame(found)


def allocate_budget(curves, budget, channel="channel"):
    """Share out a budget so that the last yuan brings the same in every channel.

    While one channel's next yuan brings more than another's, moving a yuan gains; at the best split there is
    nothing left to move (the equal-margin rule; for advertising Dorfman and Steiner 1954).

    Parameters
    ----------
    curves : pandas.DataFrame
        One row for each channel: ``scale``, ``elasticity``; if answers are not worth the same everywhere,
        ``value`` (of one answer, any unit); and, if a channel is not to get more than was ever tried,
        ``most`` (yuan).
    budget : float
        Yuan.
    channel : str
        Column that names the channels.

    Returns
    -------
    pandas.DataFrame
        The channel, ``spend`` (yuan), ``response`` (answers expected), ``marginal`` (value of the last yuan,
        the same in every channel that is not at its ``most``).

    Raises
    ------
    InputError
        For a missing column, a budget not above 0 or above the sum of ``most``, or an elasticity that is not
        between 0 and 1.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.interact import allocate_budget
    >>> curves = pd.DataFrame({"channel": ["a", "b"], "scale": [2.0, 1.0], "elasticity": [0.5, 0.5]})
    >>> allocate_budget(curves, 100)["spend"].tolist()  # as the squares of the scales
    [80.0, 20.0]
    """
    need_above_zero("budget", budget)
    table = _check_curves(curves, channel)
    if table["most"].sum() < budget:
        raise InputError(say("interact_budget.most_too_small", budget=budget, most=table["most"].sum()))
    facts = _facts(table)
    low, high = -100.0, 100.0  # logarithm of the value of the last yuan; at the low end more is spent
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (low, middle) if _spend_at(facts, middle).sum() < budget else (middle, high)
    return _outcome(table, _spend_at(facts, low), channel)


def best_spend(curves, channel="channel"):
    """Spend in each channel until the last yuan brings back just one yuan.

    Parameters
    ----------
    curves : pandas.DataFrame
        As for `allocate_budget`, with ``value`` in yuan.
    channel : str

    Returns
    -------
    pandas.DataFrame
        As `allocate_budget`; ``marginal`` is 1 in every channel that is not at its ``most``.

    Raises
    ------
    InputError
        As `allocate_budget`, or without a column ``value``.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.interact import best_spend
    >>> curves = pd.DataFrame({"channel": ["a"], "scale": [1.0], "elasticity": [0.5], "value": [40.0]})
    >>> best_spend(curves)["spend"].round(6).tolist()
    [400.0]
    """
    need_table(curves, "curves", {"channel": channel, "value": "value"})
    table = _check_curves(curves, channel)
    return _outcome(table, _spend_at(_facts(table), 0.0), channel)


def _line(x, y):
    elasticity, height = np.polyfit(x, y, 1)
    left = y - height - elasticity * x
    spread = ((x - x.mean()) ** 2).sum()
    error = np.sqrt((left**2).sum() / max(len(x) - 2, 1) / spread)
    return {
        "scale": float(np.exp(height)),
        "elasticity": float(elasticity),
        "error": float(error),
        "periods": len(x),
    }


def _check_curves(curves, channel):
    names = {"channel": channel, "scale": "scale", "elasticity": "elasticity"}
    table = need_table(curves, "curves", names)
    table = table.assign(value=table.get("value", 1.0), most=table.get("most", np.inf))
    if not table["most"].gt(0).all():
        raise InputError(say("interact_budget.bad_most"))
    for name in ("scale", "value"):
        for number in table[name].tolist():
            need_above_zero(f"curves['{name}']", number)
    odd = table[~table["elasticity"].between(0, 1, inclusive="neither")]
    if len(odd):
        name, elasticity = odd[channel].tolist()[0], odd["elasticity"].tolist()[0]
        raise InputError(say("interact_budget.bad_elasticity", name=name, elasticity=elasticity))
    return table


def _facts(table):
    return table[["value", "scale", "elasticity", "most"]].to_numpy(float).T


def _spend_at(facts, log_marginal):
    """Give the spend at which the last yuan brings this value, from value * k * b * x**(b - 1)."""
    value, scale, elasticity, most = facts
    with np.errstate(over="ignore"):  # far beyond any budget, on the way to it
        spend = np.exp((np.log(value * scale * elasticity) - log_marginal) / (1 - elasticity))
    return np.minimum(spend, most)


def _outcome(table, spend, channel):
    response = table["scale"] * spend ** table["elasticity"]
    marginal = table["value"] * response * table["elasticity"] / spend
    return pd.DataFrame(
        {channel: table[channel], "spend": np.round(spend, 2), "response": response, "marginal": marginal}
    )
