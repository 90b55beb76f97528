"""Stages of loyalty: who stands on which step, who climbs, who moved, and what goes with climbing."""

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_table, say_list, warn_left_out
from crmlab.interact.checks import need_share
from crmlab.language import say
from crmlab.retain.loyalty_rows import complete_rows, need_spread

BELOW = "none"  # who has not taken the first step


def loyalty_stage(table, steps):
    """Say which stage each customer has reached: the last of an unbroken row of steps.

    After Oliver (1999): a customer believes that the shop is good (cognitive), likes it (affective), means to
    stay (conative), and does so against obstacles (action).

    Parameters
    ----------
    table : pandas.DataFrame
    steps : list of str
        Columns of True and False (or 1 and 0), the first step first.  Who lacks one has not taken it.

    Returns
    -------
    pandas.Series of str
        Named ``stage``: the name of the step's column, or ``"none"``; on the index of `table`.

    Raises
    ------
    InputError
        For fewer than two steps, a missing column, or other values than true and false.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import loyalty_stage
    >>> table = pd.DataFrame({"believes": [1, 1, 0], "likes": [1, 0, 1]})
    >>> loyalty_stage(table, ["believes", "likes"]).tolist()
    ['likes', 'believes', 'none']
    """
    taken = _steps(table, steps)
    reached = taken.cumprod(axis=1).sum(axis=1).astype(int)
    names = np.array([BELOW, *steps], dtype=object)
    return pd.Series(names[reached], index=taken.index, name="stage")


def loyalty_ladder(table, steps):
    """Count who climbs from step to step, and who stands higher without the step below.

    Parameters
    ----------
    table, steps
        As in `loyalty_stage`.

    Returns
    -------
    pandas.DataFrame, one row for each step
        ``step``; ``could`` (int, who had taken all steps before); ``climbed`` (int, of these); ``rate``
        (float, climbed over could, NaN where nobody could); ``others`` (int, who had not); ``others_rate``
        (float, the share of these who meet the step all the same).  If the order of the steps means
        something, ``rate`` lies well above ``others_rate``.

    Raises
    ------
    InputError
        As `loyalty_stage`.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import loyalty_ladder
    >>> table = pd.DataFrame({"believes": [1, 1, 1, 0], "likes": [1, 1, 0, 1]})
    >>> loyalty_ladder(table, ["believes", "likes"])[["step", "could", "climbed", "rate", "others_rate"]]
           step  could  climbed      rate  others_rate
    0  believes      4        3  0.750000          NaN
    1     likes      3        2  0.666667          1.0
    """
    taken = _steps(table, steps)
    could, rows = np.ones(len(taken), dtype=bool), []
    for step in steps:
        here = taken[step].to_numpy(dtype=bool)
        rows.append(
            (
                step,
                int(could.sum()),
                int((could & here).sum()),
                int((~could).sum()),
                int((~could & here).sum()),
            )
        )
        could &= here
    found = pd.DataFrame(rows, columns=["step", "could", "climbed", "others", "meet"])
    found.insert(3, "rate", found["climbed"] / found["could"].where(found["could"] > 0))
    found["others_rate"] = found["meet"] / found["others"].where(found["others"] > 0)
    return found.drop(columns="meet")


def stage_moves(before, after, order=None):
    """Count the moves between stages: a transition table.

    Parameters
    ----------
    before, after : list or pandas.Series of str, length n
        Each customer's stage at two moments.  Two series are matched by index; lists by place.
    order : list of str, optional
        The stages, the first first; left out, those that occur, by name.

    Returns
    -------
    pandas.DataFrame, one row for each pair of stages in `order`
        ``before``, ``after``; ``customers`` (int); ``share`` (float, of all who were in `before`; NaN where
        nobody was).

    Raises
    ------
    InputError
        For lists of different length, no customer with both, or a stage that is not in `order`.

    Warns
    -----
    LeftOutWarning
        With the customers who lack one of the two.

    Examples
    --------
    >>> from crmlab.retain import stage_moves
    >>> moves = stage_moves(["new", "new", "old"], ["old", "gone", "old"], order=["new", "old", "gone"])
    >>> moves.query("customers > 0")[["before", "after", "customers", "share"]]
      before after  customers  share
    1    new   old          1    0.5
    2    new  gone          1    0.5
    4    old   old          1    1.0
    """
    pairs = _pairs(before, after)
    there = pairs.notna().all(axis=1)
    warn_left_out("stages", len(pairs), [(int((~there).sum()), say("loyalty.reason_no_stage"))])
    pairs = pairs[there]
    if pairs.empty:
        raise InputError(say("frames.no_rows", table="stages"))
    seen = sorted(set(pairs["before"]) | set(pairs["after"]), key=str)
    order = seen if order is None else list(order)
    for stage in seen:
        if stage not in order:
            raise InputError(say("loyalty.unknown_stage", stage=repr(stage), order=say_list(order)))
    grid = pd.MultiIndex.from_product([order, order], names=["before", "after"])
    found = (
        pairs.groupby(["before", "after"])
        .size()
        .reindex(grid, fill_value=0)
        .rename("customers")
        .reset_index()
    )
    stood = found.groupby("before")["customers"].transform("sum")
    found["share"] = found["customers"] / stood.where(stood > 0)
    return found


def step_effects(table, steps, factors, level=0.95):
    """Estimate, for each step, by how much a factor multiplies the odds of climbing it.

    A logit for each step among those who had taken all steps before: the sequential (continuation-ratio)
    logit (Agresti 2010).  Factors are standardised over all rows, so that an odds ratio is that of one
    standard deviation, on every step.

    Parameters
    ----------
    table : pandas.DataFrame
    steps : list of str
        As in `loyalty_stage`.
    factors : list of str
        Columns of numbers.
    level : float, default 0.95

    Returns
    -------
    pandas.DataFrame, one row for each step and factor
        ``step``, ``factor``; ``odds_ratio``, ``low``, ``high`` (float, 95 % by default); ``customers``
        (int, who could climb it).

    Raises
    ------
    InputError
        For missing columns, text, too few rows, or a step that all or none of those who could climb.

    Warns
    -----
    LeftOutWarning
        With the rows that lack a factor.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import step_effects
    >>> table = pd.DataFrame({"trust": [1, 2, 3, 4] * 30, "likes": [0, 1, 0, 1, 0, 0, 1, 1] * 15,
    ...                       "stays": [0, 1, 1, 0, 1, 1, 0, 1, 0, 1] * 12})
    >>> effects = step_effects(table, ["likes", "stays"], ["trust"])
    >>> effects[["step", "factor", "customers"]]
        step factor  customers
    0  likes  trust        120
    1  stays  trust         60
    >>> bool(effects["low"][0] > 1)  # liking rises with trust
    True
    """
    need_share("level", level)
    if not list(factors):
        raise InputError(say("loyalty.no_factors"))
    rows = complete_rows(table, "table", list(factors), at_least=10)
    need_spread(rows, "table")
    taken = _steps(table, steps).loc[rows.index]
    standard = (rows - rows.mean()) / rows.std()
    could, found = pd.Series(True, index=taken.index), []
    for step in steps:
        found.append(_one_step(step, taken.loc[could, step], standard[could], level))
        could &= taken[step].astype(bool)
    return pd.concat(found, ignore_index=True)


def _one_step(step, climbed, factors, level):
    import statsmodels.api as sm
    from scipy.stats import norm

    if climbed.nunique() < 2:
        raise InputError(say("loyalty.all_alike", step=step, rows=len(climbed), passed=int(climbed.sum())))
    # Newton on a smooth concave likelihood; `disp=0` keeps it from talking on the learner's screen.
    fit = sm.Logit(climbed.to_numpy(), sm.add_constant(factors.to_numpy())).fit(disp=0)
    slopes, spread = fit.params[1:], fit.bse[1:]
    reach = norm.ppf((1 + level) / 2) * spread
    return pd.DataFrame(
        {
            "step": step,
            "factor": list(factors.columns),
            "odds_ratio": np.exp(slopes),
            "low": np.exp(slopes - reach),
            "high": np.exp(slopes + reach),
            "customers": len(climbed),
        }
    )


def _steps(given, steps):
    if isinstance(steps, str) or len(list(steps)) < 2:
        raise InputError(say("loyalty.steps", steps=repr(steps)))
    table = need_table(given, "table", list(steps))[list(steps)]
    for step in steps:
        odd = [value for value in table[step].dropna().unique() if value not in (0, 1, True, False)]
        if odd:
            raise InputError(say("loyalty.not_true_false", table="table", column=step, value=repr(odd[0])))
    return table.fillna(0).astype(int)


def _pairs(before, after):
    if isinstance(before, pd.Series) and isinstance(after, pd.Series):
        return pd.concat([before.rename("before"), after.rename("after")], axis=1)
    before, after = list(before), list(after)
    if len(before) != len(after):
        raise InputError(say("loyalty.unlike_lengths", before=len(before), after=len(after)))
    return pd.DataFrame({"before": before, "after": after})
