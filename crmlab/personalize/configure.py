"""Products put together from modules: how many, which, at what cost of variety."""

from itertools import combinations, product
from math import prod

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_columns, need_rows, open_frame, say_list
from crmlab.language import say

MOST = 2_000_000  # variants or menus that are gone through one by one


def customisation_kind(product_changes, representation_changes):
    """Name one of the four faces of mass customisation (Gilmore and Pine 1997).

    Parameters
    ----------
    product_changes : bool
        Does the firm make or deliver a different thing for different customers?
    representation_changes : bool
        Does it present, pack, name or explain the thing differently?

    Returns
    -------
    str
        ``collaborative`` (both), ``transparent`` (the product only), ``cosmetic`` (the representation only)
        or ``adaptive`` (neither: the customer adapts the standard thing herself).

    Raises
    ------
    InputError
        If an answer is not yes or no.

    Examples
    --------
    >>> from crmlab.personalize import customisation_kind
    >>> customisation_kind(product_changes=False, representation_changes=True)
    'cosmetic'
    """
    answers = {"product_changes": product_changes, "representation_changes": representation_changes}
    for name, given in answers.items():
        if not isinstance(given, (bool, np.bool_)):
            raise InputError(say("configure.not_yes_or_no", argument=name, value=repr(given)))
    kinds = {(True, True): "collaborative", (True, False): "transparent", (False, True): "cosmetic"}
    return kinds.get((bool(product_changes), bool(representation_changes)), "adaptive")


def variants(modules, forbidden=()):
    """List all variants that can be put together.

    Parameters
    ----------
    modules : dict of str to list
        For each module its options: ``{"hours": [2, 8, 24], "packaging": ["box", "paper"]}``.
    forbidden : list of dict
        Combinations that don't go together; each names two modules or more, with one option or a list of
        them: ``{"hours": 2, "packaging": "box"}``.

    Returns
    -------
    pandas.DataFrame
        One row for each allowed variant, one column for each module; the last module turns fastest.

    Raises
    ------
    InputError
        For no modules, a module without options or with one twice, a forbidden combination of an unknown
        module or option, more than two million variants, or if nothing is left.

    Examples
    --------
    >>> from crmlab.personalize import variants
    >>> variants({"hours": [2, 24], "packaging": ["box", "paper"]}, [{"hours": 2, "packaging": "box"}])
       hours packaging
    0      2     paper
    1     24       box
    2     24     paper
    """
    _check_modules(modules)
    number = prod(len(options) for options in modules.values())
    if number > MOST:
        raise InputError(say("configure.too_many", number=number, most=MOST))
    table = pd.DataFrame(product(*modules.values()), columns=list(modules))
    allowed = np.ones(len(table), dtype=bool)
    for rule in forbidden:
        allowed &= ~_matches(table, rule, modules)
    if not allowed.any():
        raise InputError(say("configure.nothing_left", number=number))
    return table[allowed].reset_index(drop=True)


def _check_modules(modules):
    if not isinstance(modules, dict) or not modules:
        raise InputError(say("configure.no_modules"))
    for name, options in modules.items():
        if isinstance(options, str) or not len(options) or len(set(options)) < len(options):
            raise InputError(say("configure.bad_options", module=name, options=repr(options)))


def _matches(table, rule, modules):
    unknown = [name for name in rule if name not in modules]
    if unknown or len(rule) < 2:
        raise InputError(say("configure.bad_rule", rule=repr(rule), modules=say_list(modules)))
    held = np.ones(len(table), dtype=bool)
    for name, options in rule.items():
        options = list(options) if isinstance(options, (list, tuple, set)) else [options]
        strange = [one for one in options if one not in modules[name]]
        if strange:
            facts = {"option": repr(strange[0]), "module": name, "options": say_list(modules[name])}
            raise InputError(say("configure.bad_option", **facts))
        held &= table[name].isin(options).to_numpy()
    return held


def menus(utility, margin, none, line, fixed, weights=None, occasions=1.0):
    """Find the best menu of each size, and what it earns.

    A menu holds at most one variant of each line (say, of each speed); among its variants and "none of these"
    each group chooses by a logit.  All menus are gone through.

    Parameters
    ----------
    utility : pandas.DataFrame
        One row for each variant, one column for each group of customers.
    margin : array-like of float, (variants,)
        Yuan for each time a variant is chosen: price less cost.
    none : Series or dict
        Utility of "none of these", by group.
    line : array-like, (variants,)
        Which line a variant belongs to.
    fixed : float
        Yuan for each line that is offered, in the time of the `occasions`: the cost of variety.
    weights : Series or dict, optional
        Share of each group among those who choose; alike if not given.
    occasions : float, default 1
        How many choices are made.

    Returns
    -------
    pandas.DataFrame, one row for each size from 1 to the number of lines
        ``size`` (int); ``variants`` (list of row labels of `utility`); ``served`` (share of occasions
        at which something is chosen); ``margin`` (yuan, before the cost of variety); ``fixed``;
        ``profit`` (yuan).

    Raises
    ------
    InputError
        If lengths or groups don't fit, a number is missing, or a size has more than two million menus.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import menus
    >>> utility = pd.DataFrame({"hurried": [2.0, 0.0], "thrifty": [-1.0, 1.0]}, index=["fast", "slow"])
    >>> none = {"hurried": 0.0, "thrifty": 0.0}
    >>> menus(utility, [4.0, 2.0], none, ["fast", "slow"], 0.3)[["size", "variants"]]
       size      variants
    0     1        [fast]
    1     2  [fast, slow]
    """
    raised, margin, outside, share, lines = _menu_input(utility, margin, none, line, weights)
    places = [np.flatnonzero(lines == one) for one in pd.unique(lines)]
    rows = []
    for size in range(1, len(places) + 1):
        best = max(_best_of(chosen, raised, margin, outside, share) for chosen in combinations(places, size))
        earned, members = best
        total = raised[list(members)].sum(axis=0)
        served = float(share @ (total / (total + outside)))
        rows.append(
            {
                "size": size,
                "variants": [utility.index[place] for place in members],
                "served": served,
                "margin": earned * occasions,
                "fixed": float(fixed * size),
                "profit": earned * occasions - fixed * size,
            }
        )
    return pd.DataFrame(rows)


def _menu_input(utility, margin, none, line, weights):
    need_rows(len(utility), "utility")
    groups = list(utility.columns)
    margin, lines = np.asarray(margin, dtype=float), np.asarray(line)
    if len(margin) != len(utility) or len(lines) != len(utility):
        facts = {"variants": len(utility), "margins": len(margin), "lines": len(lines)}
        raise InputError(say("configure.lengths", **facts))
    share = pd.Series(1.0, index=groups) if weights is None else pd.Series(weights, dtype=float)
    none = pd.Series(none, dtype=float)
    if set(share.index) != set(groups) or set(none.index) != set(groups):
        raise InputError(say("configure.groups", groups=say_list(groups)))
    values, outside = utility.to_numpy(dtype=float), none[groups].to_numpy()
    share = share[groups].to_numpy()
    every = np.concatenate([values.ravel(), margin, outside, share])
    if not np.isfinite(every).all() or (share < 0).any() or not share.sum() > 0:
        raise InputError(say("configure.missing_number"))
    top = np.maximum(values.max(axis=0), outside)  # nothing overflows
    return np.exp(values - top), margin, np.exp(outside - top), share / share.sum(), lines


def _best_of(chosen, raised, margin, outside, share):
    """Go through all menus with one variant of each line chosen; the best margin and its members."""
    if prod(len(one) for one in chosen) > MOST:
        raise InputError(say("configure.too_many", number=prod(len(one) for one in chosen), most=MOST))
    grid = np.stack([axis.ravel() for axis in np.meshgrid(*chosen, indexing="ij")], axis=1)
    total = np.zeros((len(grid), raised.shape[1]))
    earned = np.zeros_like(total)
    for column in grid.T:
        total += raised[column]
        earned += raised[column] * margin[column, None]
    value = (earned / (total + outside)) @ share
    at = int(value.argmax())
    return float(value[at]), tuple(grid[at].tolist())


def part_worth_utility(part_worths, coded, services=None):
    """Give the utility of each variant to each group.

    Parameters
    ----------
    part_worths : dict
        For each group a `ChoiceFit` or a Series by feature.
    coded : pandas.DataFrame
        One row for each variant, the features as `code_levels` gives them.
    services : list, optional
        Labels of the rows; those of `coded` if not given.

    Returns
    -------
    pandas.DataFrame of float64, one row for each variant, one column for each group

    Raises
    ------
    InputError
        If `coded` lacks a feature.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import part_worth_utility
    >>> part_worth_utility({"hurried": pd.Series({"price": -0.5})}, pd.DataFrame({"price": [0.0, 3.0]}))
       hurried
    0      0.0
    1     -1.5
    """
    columns = {}
    for group, worth in part_worths.items():
        worth = getattr(worth, "part_worths", worth)
        need_columns(open_frame(coded, "coded"), {name: name for name in worth.index}, "coded")
        columns[group] = coded[list(worth.index)].to_numpy(dtype=float) @ worth.to_numpy(dtype=float)
    return pd.DataFrame(columns, index=coded.index if services is None else services)


def menu_draws(fits, coded, margin, menus, present, orders, fixed, weights=None, draws=500, seed=0):
    """Price menus again and again, each time with part-worths drawn from their uncertainty.

    The present service is sold already: whatever the part-worths, it alone must give the `orders` that were
    counted.  So each draw has as many occasions as make it so.

    Parameters
    ----------
    fits : dict of str to ChoiceFit
        For each group; with the feature ``none``.
    coded : pandas.DataFrame
        One row for each variant, the features as `code_levels` gives them.
    margin : Series, index as `coded`
        Yuan for each time a variant is chosen.
    menus : dict of str to list
        For each menu the row labels of its variants.
    present : object
        Row label of the present service.
    orders : float
        How often it was ordered, in the time of `fixed`.
    fixed : float
        Yuan for each variant that is offered: the cost of variety.
    weights : Series or dict, optional
        Share of each group among those who choose; alike if not given.
    draws : int, default 500
    seed : int, default 0

    Returns
    -------
    pandas.DataFrame of float64, one row for each draw, one column for each menu
        Yuan after the cost of variety.

    Raises
    ------
    InputError
        If weights don't fit the groups, a fit has no feature ``none``, `coded` lacks a feature, or a row is
        in no table.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import fit_choices, menu_draws
    >>> table = pd.DataFrame({"choice_id": [n for n in range(8) for _ in "ab"], "price": [3.0, 0.0] * 8})
    >>> table["none"] = [0, 1] * 8
    >>> table["price"] += [0, 0, 3, 0] * 4
    >>> table["chosen"] = [1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 1, 0, 0, 1, 0, 1]
    >>> coded = pd.DataFrame({"price": [3.0], "none": [0.0]})
    >>> fits = {"all": fit_choices(table, ["price", "none"])}
    >>> menu_draws(fits, coded, pd.Series([2.0]), {"now": [0]}, 0, 100, 50, draws=2)["now"].tolist()
    [150.0, 150.0]
    """
    groups = list(fits)
    share = pd.Series(1.0, index=groups) if weights is None else pd.Series(weights, dtype=float)
    if set(share.index) != set(groups):
        raise InputError(say("configure.draw_groups", groups=say_list(groups)))
    rows = [present, *(row for held in menus.values() for row in held)]
    strange = [row for row in rows if row not in coded.index or row not in margin.index]
    if strange:
        raise InputError(say("configure.unknown_row", row=repr(strange[0])))
    share, rng = share[groups] / share.sum(), np.random.default_rng(seed)
    raised = {}  # of each group: exp(utility less that of none), (variants, draws)
    for group, fit in fits.items():
        names = list(fit.part_worths.index)
        if "none" not in names:
            raise InputError(say("configure.no_none", group=group, features=say_list(names)))
        need_columns(open_frame(coded, "coded"), {name: name for name in names}, "coded")
        drawn = rng.multivariate_normal(fit.part_worths.to_numpy(), fit.covariance, draws)
        utility = coded[names].to_numpy(dtype=float) @ drawn.T - drawn[:, names.index("none")]
        raised[group] = pd.DataFrame(np.exp(utility), index=coded.index)

    def earned(rows, worth):
        """Yuan for each occasion if `rows` are offered and each is worth so much, (draws,)."""
        worth = np.asarray(worth, dtype=float)
        taken = (raised[group].loc[rows].to_numpy() for group in groups)
        return sum(
            part * (worth @ one) / (1 + one.sum(axis=0)) for part, one in zip(share, taken, strict=True)
        )

    occasions = orders / earned([present], [1.0])
    return pd.DataFrame(
        {
            name: occasions * earned(list(rows), margin.loc[list(rows)]) - fixed * len(rows)
            for name, rows in menus.items()
        }
    )
