"""Who is still here after how long: Kaplan-Meier, the log-rank test and Cox's regression.

The sums behind them are short and lesson 7c does them by pencil; here they are done by statsmodels, on
columns that have been looked at first.
"""

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_rows, need_table, warn_left_out
from crmlab.language import say

# A log hazard ratio beyond this, per standard deviation, is a model that ran away and not a finding.
_RUNAWAY = 8.0


def kaplan_meier(duration, left, entry=None, group=None):
    """Estimate the share still here after each time, from customers some of whom have not left yet.

    S(t) is the product, over the times at which somebody left, of 1 - left / at risk (Kaplan and Meier 1958).
    The standard error is Greenwood's (1926); the interval is made on the scale of log(-log S), which keeps it
    between 0 and 1 (Kalbfleisch and Prentice 1980).

    Parameters
    ----------
    duration : array or Series of float, shape (n,)
        Time until the customer left, or until we last knew her to be here; any unit, 0 or more.
    left : array of 0 and 1, shape (n,)
        1 if she left at that time, 0 if she was still here (censored).
    entry : array of float, shape (n,), optional
        When we began to watch her, on the same clock; 0 if left out.
    group : array, shape (n,), optional
        One curve for each value.

    Returns
    -------
    pandas.DataFrame
        One row for time 0 and for each time at which somebody left: ``group`` (if given), ``time``,
        ``at_risk`` (int), ``left`` (int), ``survival`` (0 to 1), ``error`` (float), ``low`` and ``high``
        (95 %; NaN where nobody is left).  Without groups ``.attrs["until"]`` is the last time at which
        anybody was watched.

    Raises
    ------
    InputError
        For different lengths, times below 0, `left` that is not 0 and 1, an entry that is not before the
        exit, or no rows.

    Warns
    -----
    LeftOutWarning
        With the number of rows in which something is missing.

    Examples
    --------
    >>> from crmlab.retain import kaplan_meier
    >>> curve = kaplan_meier([2, 3, 3, 5], [1, 0, 1, 0])
    >>> curve[["time", "at_risk", "left", "survival"]]
       time  at_risk  left  survival
    0   0.0        4     0      1.00
    1   2.0        4     1      0.75
    2   3.0        3     1      0.50
    """
    spells = _spells(duration, left, entry, group=group)
    if group is None:
        curve = _one_curve(spells)
        curve.attrs["until"] = float(spells["duration"].max())  # nobody is watched after it
        return curve
    curves = [(name, _one_curve(part)) for name, part in spells.groupby("group", sort=True)]
    return pd.concat(
        [curve.assign(group=name)[["group", *curve.columns]] for name, curve in curves], ignore_index=True
    )


def survival_at(curve, times):
    """Read a Kaplan-Meier curve at given times.

    Parameters
    ----------
    curve : pandas.DataFrame
        As `kaplan_meier` gives it without groups.
    times : float or list of float

    Returns
    -------
    float or numpy.ndarray
        Share still here.

    Raises
    ------
    InputError
        If it is no such table, or a time lies below 0.

    Examples
    --------
    >>> from crmlab.retain import kaplan_meier, survival_at
    >>> survival_at(kaplan_meier([2, 3, 3, 5], [1, 0, 1, 0]), [1, 2, 4]).tolist()
    [1.0, 0.75, 0.5]
    """
    table = _need_curve(curve)
    at = np.asarray(times, dtype=float)
    if (at < 0).any() or np.isnan(at).any():
        raise InputError(say("survival.time_below_zero", value=repr(times)))
    place = np.searchsorted(table["time"].to_numpy(), at, side="right") - 1
    found = table["survival"].to_numpy()[place]
    return float(found) if found.ndim == 0 else found


def median_time(curve):
    """Give the first time at which half or fewer are still here; infinite if the curve ends above a half.

    Parameters
    ----------
    curve : pandas.DataFrame
        As `kaplan_meier` gives it without groups.

    Returns
    -------
    float

    Raises
    ------
    InputError
        If it is no such table.

    Examples
    --------
    >>> from crmlab.retain import kaplan_meier, median_time
    >>> median_time(kaplan_meier([2, 3, 3, 5], [1, 0, 1, 0]))
    3.0
    """
    table = _need_curve(curve)
    under = table.loc[table["survival"] <= 0.5 + 1e-12, "time"]
    return float(under.iloc[0]) if len(under) else float("inf")


@dataclass(frozen=True)
class LogRank:
    """Two or more groups compared over their whole life.

    Attributes
    ----------
    groups : pandas.DataFrame
        ``group``, ``customers``, ``left`` (int) and ``expected`` (float): how many would have left had the
        groups been alike.
    chi_square : float
    p_value : float
        Chance of a difference as large or larger if the groups were alike.
    """

    groups: pd.DataFrame
    chi_square: float
    p_value: float


def log_rank(duration, left, group, entry=None):
    """Test whether groups leave alike, over their whole life (Mantel 1966).

    At each time at which somebody leaves, the leavers are shared out by the numbers at risk; what is expected
    is added up and compared with what happened.

    Parameters
    ----------
    duration, left, entry
        As in `kaplan_meier`.
    group : array, shape (n,)
        At least two different values.

    Returns
    -------
    LogRank

    Raises
    ------
    InputError
        As `kaplan_meier`; for fewer than two groups, or if nobody left.

    Examples
    --------
    >>> from crmlab.retain import log_rank
    >>> found = log_rank([1, 2, 3, 3, 4, 5], [1, 1, 1, 0, 1, 0], ["a", "a", "a", "b", "b", "b"])
    >>> found.groups["expected"].round(3).tolist(), round(found.chi_square, 2)
    ([1.15, 2.85], 5.05)
    """
    from statsmodels.duration.survfunc import survdiff

    spells = _spells(duration, left, entry, group=group)
    names = spells["group"].unique()
    if len(names) < 2:
        raise InputError(say("survival.one_group", group=repr(names[0])))
    if not spells["left"].sum():
        raise InputError(say("survival.nobody_left", rows=len(spells)))
    codes = pd.Categorical(spells["group"]).codes
    chi_square, p_value = survdiff(
        spells["duration"].to_numpy(), spells["left"].to_numpy(), codes,
        entry=spells["entry"].to_numpy() if entry is not None else None,
    )  # fmt: skip
    return LogRank(_observed_and_expected(spells), float(chi_square), float(p_value))


@dataclass(frozen=True)
class CoxFit:
    """A fitted proportional hazards model.

    Attributes
    ----------
    table : pandas.DataFrame
        One row per covariate: ``covariate``, ``coefficient``, ``error``, ``hazard_ratio``, ``low``, ``high``
        (95 %, of the hazard ratio) and ``p_value``.
    log_likelihood : float
        Partial log-likelihood.
    rows, left : int
        How many rows it rests on, and how many of them left.
    """

    table: pd.DataFrame
    log_likelihood: float
    rows: int
    left: int

    def risk(self, customers):
        """Give each row's hazard over that of a row with all covariates 0: float array of shape (n,)."""
        covariates = self.table["covariate"].tolist()
        given = need_table(customers, "customers", covariates)
        return np.exp(given[covariates].to_numpy(dtype=float) @ self.table["coefficient"].to_numpy())


def cox(customers, covariates, duration="duration", left="left", entry=None, ties="efron"):
    """Regress the hazard of leaving on what is known of the customers (Cox 1972).

    The hazard is the rate at which those who are still here leave, at a moment.  The model says that a
    covariate multiplies it by the same factor at every age of the relation.

    Parameters
    ----------
    customers : table of any engine
        One row per customer, or per stretch of time in which her covariates did not change.
    covariates : list of str
        Columns of numbers; a yes or no as 1 and 0.
    duration, left : str
        Columns as in `kaplan_meier`.
    entry : str, optional
        Column with the time from which the row is watched: for covariates that change on the way.
    ties : {"efron", "breslow"}
        What to do when several leave at one time; Efron's (1977) is nearer to the exact answer.

    Returns
    -------
    CoxFit

    Raises
    ------
    InputError
        As `kaplan_meier`; for covariates that are no numbers or do not vary, if nobody left, or if a
        covariate parts leavers and stayers completely, so that no finite ratio fits best.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain import cox
    >>> houses = pd.DataFrame({"months": [1, 2, 3, 3, 4, 5], "left": [1, 1, 1, 0, 1, 0],
    ...                        "new": [1, 0, 1, 0, 1, 0]})
    >>> cox(houses, ["new"], duration="months").table["hazard_ratio"].round(2).tolist()
    [3.35]
    """
    from statsmodels.duration.hazard_regression import PHReg

    if ties not in ("efron", "breslow"):
        raise InputError(say("survival.unknown_ties", value=repr(ties)))
    covariates = [covariates] if isinstance(covariates, str) else list(covariates)
    wanted = {"duration": duration, "left": left} | ({"entry": entry} if entry else {})
    given = need_table(customers, "customers", wanted | {name: name for name in covariates})
    values = _covariates(given, covariates)
    begins = given[entry] if entry else None
    spells = _spells(given[duration], given[left], begins, **{f"x{i}": v for i, v in enumerate(values)})
    x = spells[[f"x{i}" for i in range(len(covariates))]].to_numpy()
    if not spells["left"].sum():
        raise InputError(say("survival.nobody_left", rows=len(spells)))
    for name, column in zip(covariates, x.T, strict=True):
        if np.ptp(column) == 0:
            raise InputError(say("survival.does_not_vary", column=name, value=f"{column[0]:g}"))
    centre, scale = x.mean(axis=0), x.std(axis=0)  # large numbers would lose digits in the exponential
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a fit that runs away is answered below, in words
        model = PHReg(
            spells["duration"].to_numpy(), (x - centre) / scale, status=spells["left"].to_numpy(),
            entry=spells["entry"].to_numpy() if entry else None, ties=ties,
        )  # fmt: skip
        fit = model.fit()
    for name, slope in zip(covariates, fit.params, strict=True):
        if not np.isfinite(slope) or abs(slope) > _RUNAWAY:
            raise InputError(say("survival.parts_completely", column=name))
    return CoxFit(_table(covariates, fit, scale), float(fit.llf), len(spells), int(spells["left"].sum()))


def _table(covariates, fit, scale):
    """Give the table of a fit, back on the learner's scale."""
    slope, error = fit.params / scale, fit.bse / scale
    return pd.DataFrame(
        {
            "covariate": covariates,
            "coefficient": slope,
            "error": error,
            "hazard_ratio": np.exp(slope),
            "low": np.exp(slope - 1.959964 * error),
            "high": np.exp(slope + 1.959964 * error),
            "p_value": fit.pvalues,
        }
    )


def _one_curve(spells):
    from statsmodels.duration.survfunc import SurvfuncRight

    start = {"time": 0.0, "at_risk": len(spells), "left": 0, "survival": 1.0, "error": 0.0}
    if not spells["left"].sum():
        return pd.DataFrame([start | {"low": 1.0, "high": 1.0}])
    late = bool(spells["entry"].gt(0).any())
    if late:
        start["at_risk"] = int(spells["entry"].eq(0).sum())
    with np.errstate(all="ignore"):
        found = SurvfuncRight(
            spells["duration"].to_numpy(), spells["left"].to_numpy(),
            entry=spells["entry"].to_numpy() if late else None,
        )  # fmt: skip
        happened = found.n_events > 0
        share = np.cumprod(1 - found.n_events / found.n_risk)[happened]
        error = found.surv_prob_se[happened]
        # On the log(-log) scale; where all have left the scale ends, and so does the interval.
        spread = 1.959964 * error / (share * np.log(share))
        low, high = share ** np.exp(-spread), share ** np.exp(spread)
    curve = pd.DataFrame(
        {
            "time": found.surv_times[happened].astype(float),
            "at_risk": found.n_risk[happened].astype(int),
            "left": found.n_events[happened].astype(int),
            "survival": share,
            "error": np.where(share > 0, error, np.nan),
            "low": np.where(share > 0, low, np.nan),
            "high": np.where(share > 0, high, np.nan),
        }
    )
    return pd.concat([pd.DataFrame([start | {"low": 1.0, "high": 1.0}]), curve], ignore_index=True)


def _observed_and_expected(spells):
    times = np.sort(spells.loc[spells["left"] == 1, "duration"].unique())
    entry, exit_, left = (spells[name].to_numpy() for name in ("entry", "duration", "left"))
    at_risk = _at_risk(entry, exit_, times)
    leaving = np.array([((exit_ == time) & (left == 1)).sum() for time in times])
    rows = []
    for name, part in spells.groupby("group", sort=True):
        share = _at_risk(part["entry"].to_numpy(), part["duration"].to_numpy(), times) / at_risk
        rows.append((name, len(part), int(part["left"].sum()), float(share @ leaving)))
    return pd.DataFrame(rows, columns=["group", "customers", "left", "expected"])


def _at_risk(entry, exit_, times):
    """Count who is watched at each time: came in before it, and has not gone before it."""
    gone = np.searchsorted(np.sort(exit_), times, side="left")
    return np.searchsorted(np.sort(entry), times, side="left") + (entry == 0).sum() * (times == 0) - gone


def _covariates(given, names):
    columns = []
    for name in names:
        column = given[name]
        if not (pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column)):
            raise InputError(say("survival.not_a_number", column=name, value=repr(column.iloc[0])))
        columns.append(column.to_numpy(dtype=float))
    return columns


def _spells(duration, left, entry, **more):
    """Lay the columns side by side, looked at: numbers, 0 and 1, and in the order of time."""
    columns = {"duration": duration, "left": left, "entry": entry} | more
    given = {name: np.asarray(values) for name, values in columns.items() if values is not None}
    sizes = {name: len(values) for name, values in given.items()}
    if len(set(sizes.values())) > 1:
        listed = ", ".join(f"{name} {size}" for name, size in sizes.items())
        raise InputError(say("survival.lengths", sizes=listed))
    need_rows(sizes["duration"], "duration")
    for name in ("duration", "entry"):
        if name in given and given[name].dtype.kind not in "iufb":
            raise InputError(say("survival.not_a_number", column=name, value=repr(given[name].tolist()[0])))
    spells = pd.DataFrame(given)
    missing = spells.isna().any(axis=1) | ~np.isfinite(spells["duration"].astype(float))
    warn_left_out("customers", len(spells), [(int(missing.sum()), say("survival.reason_missing"))])
    spells = spells[~missing].reset_index(drop=True)
    need_rows(len(spells), "duration")
    if "entry" not in spells:
        spells["entry"] = 0.0
    _check_spells(spells)
    return spells.astype({"duration": float, "left": int, "entry": float})


def _check_spells(spells):
    odd = spells.loc[~spells["left"].isin([0, 1]), "left"]
    if len(odd):
        raise InputError(say("survival.not_zero_one", value=repr(odd.tolist()[0])))
    below = spells.loc[spells["duration"] < 0, "duration"]
    if len(below):
        raise InputError(say("survival.negative", value=f"{below.iloc[0]:g}", count=len(below)))
    if spells["entry"].lt(0).any():
        raise InputError(say("survival.negative_entry", value=f"{spells['entry'].min():g}"))
    late = spells[(spells["entry"] >= spells["duration"]) & (spells["entry"] > 0)]
    if len(late):
        first = late.iloc[0]
        raise InputError(
            say("survival.entry_after_exit", entry=f"{first['entry']:g}", exit=f"{first['duration']:g}",
                count=len(late))
        )  # fmt: skip


def _need_curve(curve):
    wanted = {"time", "survival"}
    if not isinstance(curve, pd.DataFrame) or not wanted <= set(curve.columns):
        raise InputError(say("survival.not_a_curve"))
    if "group" in curve.columns and len(curve["group"].unique()) > 1:
        raise InputError(say("survival.many_curves"))
    return curve
