"""A survey read properly: sampling error, who did not answer, how answers are ticked, the trend."""

from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_table, say_list, to_numbers, warn_left_out
from crmlab.interact.checks import need_share, need_whole
from crmlab.language import say
from crmlab.retain.satisfaction_checks import need_answers
from crmlab.shares import wilson


@dataclass(frozen=True)
class Estimate:
    """A mean or a share from a sample, with its interval.

    Attributes
    ----------
    value, low, high : float
    answers : int
        How many it rests on.
    """

    value: float
    low: float
    high: float
    answers: int


def survey_sample_size(margin, population=None, share=0.5, level=0.95):
    """Say how many answers a share needs (Cochran 1977; with a finite population Krejcie and Morgan 1970).

    Parameters
    ----------
    margin : float
        Half of the interval's width, as a share: 0.05 for five percentage points.
    population : int, optional
        Customers there are; without it they count as endless.
    share : float, default 0.5
        Share that is expected; a half is the worst case.
    level : float, default 0.95

    Returns
    -------
    int
        *Answers*, rounded up, not invitations.

    Raises
    ------
    InputError
        If a share lies outside 0 to 1 or `population` is no count.

    Examples
    --------
    >>> from crmlab.retain import survey_sample_size
    >>> survey_sample_size(0.05), survey_sample_size(0.05, population=1000)
    (385, 278)
    """
    for name, value in (("margin", margin), ("share", share), ("level", level)):
        need_share(name, value)
    endless = _z(level) ** 2 * share * (1 - share) / margin**2
    if population is None:
        return ceil(endless - 1e-9)
    need_whole("population", population, 1)
    return min(population, ceil(endless * population / (population - 1 + endless) - 1e-9))


def top_box(scores, boxes=2, highest=10, population=None, level=0.95):
    """Give the share that ticked one of the top boxes, with its Wilson interval (1927).

    Parameters
    ----------
    scores : list, array or Series of numbers
        Missing ones are left out and counted.
    boxes : int, default 2
        Two boxes of ten are 9 and 10.
    highest : int, default 10
    population : int, optional
        Customers there are; the more of them answered, the narrower the interval.
    level : float, default 0.95

    Returns
    -------
    Estimate
        A share, 0 to 1.

    Raises
    ------
    InputError
        If scores are no numbers or lie above `highest`, or more answered than there are.

    Examples
    --------
    >>> from crmlab.retain import top_box
    >>> found = top_box([10, 9, 8, 4])
    >>> found.value, round(found.low, 2), round(found.high, 2)
    (0.5, 0.15, 0.85)
    """
    need_whole("boxes", boxes, 1)
    numbers = to_numbers(scores, "scores")
    if numbers.max() > highest:
        facts = {"table": "scores", "column": "scores", "value": f"{numbers.max():g}"}
        raise InputError(say("satisfaction.off_scale", low=1, high=highest, **facts))
    share = float((numbers > highest - boxes).mean())
    # The finite population makes the sample worth more answers than it has.
    left = _left(len(numbers), population) if population else 1.0
    if not left:
        return Estimate(share, share, share, len(numbers))
    worth = len(numbers) / left**2
    return Estimate(share, *map(float, wilson(share * worth, worth, level)), len(numbers))


def mean_interval(scores, population=None, level=0.95):
    """Give a mean and its interval by the t distribution.

    Parameters
    ----------
    scores : list, array or Series of numbers
        Two or more; missing ones are left out and counted.
    population : int, optional
    level : float, default 0.95

    Returns
    -------
    Estimate

    Raises
    ------
    InputError
        For fewer than two numbers, or more answers than there are customers.

    Examples
    --------
    >>> from crmlab.retain import mean_interval
    >>> found = mean_interval([6, 7, 8, 9, 10])
    >>> found.value, round(found.low, 2), round(found.high, 2)
    (8.0, 6.04, 9.96)
    """
    from scipy.stats import t

    need_share("level", level)
    numbers = to_numbers(scores, "scores")
    if len(numbers) < 2:
        raise InputError(say("satisfaction.too_few_scores", rows=len(numbers)))
    left = _left(len(numbers), population) if population else 1.0
    error = left * float(numbers.std(ddof=1)) / sqrt(len(numbers))
    reach = float(t.ppf((1 + level) / 2, len(numbers) - 1)) * error
    mean = float(numbers.mean())
    return Estimate(mean, mean - reach, mean + reach, len(numbers))


def response_styles(answers, questions, customer="customer_id", low=1, high=10):
    """Describe how each respondent ticked, whatever she was asked.

    Parameters
    ----------
    answers : table of any engine
    questions : list of str
        Columns in the order of the questionnaire.
    customer : str, default "customer_id"
    low, high : int
        Ends of the scale.

    Returns
    -------
    pandas.DataFrame
        One row per respondent: ``customer_id`` (as named), ``answered``, ``mean``, ``sd``, ``extreme``
        (share of answers at either end), ``middle`` (share in the middle third), ``run`` (longest run of
        one answer), ``straight`` (True if five or more answers are all the same).

    Raises
    ------
    InputError
        For a missing column or an answer off the scale.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import response_styles
    >>> ticked = pd.DataFrame({"customer_id": ["a", "b"], "q1": [7, 9], "q2": [7, 3], "q3": [7, 9],
    ...                        "q4": [7, 8], "q5": [7, 7]})
    >>> found = response_styles(ticked, ["q1", "q2", "q3", "q4", "q5"])
    >>> found[["customer_id", "run", "straight"]].values.tolist()
    [['a', 5, True], ['b', 1, False]]
    """
    table = need_table(answers, "answers", [customer, *questions])
    ticks = need_answers(table, questions, "answers", low, high)
    third = (high - low) / 3
    count = ticks.notna().sum(axis=1)
    found = pd.DataFrame(
        {
            customer: table[customer].to_numpy(),
            "answered": count,
            "mean": ticks.mean(axis=1),
            "sd": ticks.std(axis=1),
            "extreme": ((ticks == low) | (ticks == high)).sum(axis=1) / count,
            "middle": ((ticks > low + third) & (ticks < high - third)).sum(axis=1) / count,
            "run": [_longest(row) for row in ticks.to_numpy()],
        }
    )
    found["straight"] = (found["answered"] >= 5) & (found["run"] == found["answered"])
    return found.reset_index(drop=True)


def response_weights(invited, by, responded="responded"):
    """Weigh those who answered up to those who were asked, class by class.

    Parameters
    ----------
    invited : table of any engine
        Everybody who was asked, one row each.
    by : str or list of str
        What is known of all of them, in classes.
    responded : str, default "responded"
        Column of 0 and 1.

    Returns
    -------
    pandas.DataFrame
        One row per class: the columns of `by`, ``invited``, ``answered``, ``rate``, ``weight``.  A weight
        is the invited of a class per answer, scaled so that all answers together keep their number.

    Raises
    ------
    InputError
        For a missing column, or a class in which nobody answered.

    Notes
    -----
    It removes that part of the bias which the classes explain, and no other.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import response_weights
    >>> asked = pd.DataFrame({"age": list("yyyyoo"), "responded": [1, 0, 0, 0, 1, 0]})
    >>> response_weights(asked, "age")["weight"].round(2).tolist()
    [0.67, 1.33]
    """
    by = [by] if isinstance(by, str) else list(by)
    table = need_table(invited, "invited", [*by, responded])
    cells = table.groupby(by, observed=True)[responded].agg(invited="size", answered="sum").reset_index()
    silent = cells[cells["answered"] == 0]
    if len(silent):
        named = say_list(str(value) for value in silent[by].iloc[0])
        raise InputError(say("satisfaction.silent_class", named=named, asked=int(silent["invited"].iloc[0])))
    cells["rate"] = cells["answered"] / cells["invited"]
    cells["weight"] = cells["answered"].sum() / cells["invited"].sum() / cells["rate"]
    return cells


def pulse(cards, date, score, every="Q", boxes=2, highest=10):
    """Follow one question over time: mean and top boxes per period, each with its interval.

    Parameters
    ----------
    cards : table of any engine
    date, score : str
        Columns.
    every : {"M", "Q", "Y"}
    boxes, highest : int
        As in `top_box`.

    Returns
    -------
    pandas.DataFrame
        ``period`` (text such as 2025Q1), ``answers``, ``mean``, ``low``, ``high``, ``top``, ``top_low``,
        ``top_high``.  A period with fewer than two cards is left out and counted.

    Raises
    ------
    InputError
        For a missing column, dates that are none, or another letter.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import pulse
    >>> cards = pd.DataFrame({"day": ["2025-01-05", "2025-02-05", "2025-04-01", "2025-05-02"],
    ...                       "score": [7, 8, 9, 10]})
    >>> pulse(cards, "day", "score")[["period", "mean"]].values.tolist()
    [['2025Q1', 7.5], ['2025Q2', 9.5]]
    """
    table = need_table(cards, "cards", {"date": date, "score": score})
    if every not in ("M", "Q", "Y"):
        raise InputError(say("satisfaction.no_period", every=repr(every)))
    try:
        days = pd.to_datetime(table[date])
    except (TypeError, ValueError):
        raise InputError(say("satisfaction.no_days", column=date)) from None
    scores = need_answers(table, [score], "cards")[score]
    groups = scores.groupby(days.dt.to_period(every).astype(str))
    few = groups.count() < 2
    lost = int(groups.count()[few].sum())
    warn_left_out("cards", len(table), [(lost, say("satisfaction.reason_lonely"))])
    return pd.DataFrame([_period(name, group, boxes, highest) for name, group in groups if not few[name]])


def _period(name, scores, boxes, highest):
    mean, top = mean_interval(scores.dropna()), top_box(scores.dropna(), boxes, highest)
    row = {"period": name, "answers": mean.answers, "mean": mean.value, "low": mean.low, "high": mean.high}
    return row | {"top": top.value, "top_low": top.low, "top_high": top.high}


def _longest(row):
    """Count the longest run of one answer; what was left out does not break it."""
    ticks = row[~np.isnan(row)]
    if not len(ticks):
        return 0
    breaks = np.flatnonzero(np.diff(ticks)) + 1
    return int(np.diff(np.concatenate(([0], breaks, [len(ticks)]))).max())


def _left(answers, population):
    """Give the square root of the finite population correction."""
    need_whole("population", population, 1)
    if answers > population:
        raise InputError(say("satisfaction.more_than_all", answers=answers, population=population))
    return sqrt((population - answers) / max(population - 1, 1))


def _z(level):
    from scipy.stats import norm

    return float(norm.ppf((1 + level) / 2))
