"""Association rules: if this lies in the basket, then that; and which of them are more than chance."""

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_columns, need_rows, open_frame
from crmlab.language import say
from crmlab.personalize.baskets import need_count, placed_in_pandas
from crmlab.personalize.itemsets import all_splits, check_share, frequent_itemsets

_ROUNDS = 200  # of dealing again the items that a basket holds twice


def association_rules(itemsets, min_confidence=0.5):
    """Make the rules "whoever has the antecedent has the consequent" from frequent itemsets.

    Parameters
    ----------
    itemsets : pandas.DataFrame
        As `frequent_itemsets` gives it: ``itemset``, ``count``, ``baskets``.
    min_confidence : float, int or fractions.Fraction, default 0.5
        Share above 0 and at most 1.  Compared in whole numbers, so a rule of exactly 4 in 5 has a
        confidence of 0.8: with p/q it must be ``q * count >= p * count_antecedent``.

    Returns
    -------
    pandas.DataFrame
        One row for each rule: ``antecedent``, ``consequent`` (tuples of items); ``count`` (int, baskets with
        both), ``count_antecedent``, ``count_consequent``, ``baskets`` (int); ``support`` (float);
        ``confidence`` (float, count over count_antecedent); ``lift`` (float, confidence over the
        consequent's share of all baskets); ``leverage`` (float, support less the support to be expected;
        Piatetsky-Shapiro 1991); ``conviction`` (float, inf for a rule without exception; Brin et al. 1997);
        ``p_value`` (float, Fisher's exact test, one-sided: chance of so many baskets or more if the two had
        nothing to do with each other).  The largest lift first, then the larger count.

    Raises
    ------
    InputError
        For a table that is not as `frequent_itemsets` gives it, or an unusable `min_confidence`.

    Notes
    -----
    Fisher's test takes each basket for an independent witness.  Baskets of one household are not: see
    `lift_within`.

    Examples
    --------
    >>> from crmlab.personalize import association_rules, frequent_itemsets, to_lines
    >>> receipts = to_lines([["rice", "eggs"], ["rice"], ["eggs", "rice"], ["tofu"]])
    >>> rules = association_rules(frequent_itemsets(receipts, 1), min_confidence=0.6)
    >>> rules[["antecedent", "consequent", "count", "confidence", "lift"]].round(2)
      antecedent consequent  count  confidence  lift
    0    (eggs,)    (rice,)      2        1.00  1.33
    1    (rice,)    (eggs,)      2        0.67  1.33
    """
    share = check_share(min_confidence, "min_confidence")
    need_columns(
        open_frame(itemsets, "itemsets"), {n: n for n in ("itemset", "count", "baskets")}, "itemsets"
    )
    need_rows(len(itemsets), "itemsets")
    known = dict(zip(itemsets["itemset"], itemsets["count"].tolist(), strict=True))
    baskets = int(itemsets["baskets"].iloc[0])
    rows = []
    for itemset, count in known.items():
        for antecedent, consequent in all_splits(itemset):
            base = _count_of(antecedent, known, itemset)
            if share.denominator * count >= share.numerator * base:
                rows.append((antecedent, consequent, count, base, _count_of(consequent, known, itemset)))
    names = ["antecedent", "consequent", "count", "count_antecedent", "count_consequent"]
    rules = pd.DataFrame(rows, columns=names).astype(dict.fromkeys(names[2:], "int64"))
    rules = _measure(rules.assign(baskets=baskets))
    return rules.sort_values(["lift", "count"], ascending=False, kind="stable", ignore_index=True)


def check_rules(rules, lines, alpha=0.05, basket="order_id", item="product_id", quantity="quantity"):
    """Count rules again on baskets that took no part in finding them (Webb 2007).

    Parameters
    ----------
    rules : pandas.DataFrame
        As `association_rules` gives it.
    lines : table of any engine
        Baskets of other customers, or of a later time.
    alpha : float, default 0.05
        Chance of one wrong rule or more among all that hold: the levels are Holm's (1979).
    basket, item, quantity
        As for `item_counts`.

    Returns
    -------
    pandas.DataFrame
        ``antecedent``, ``consequent``, ``confidence`` and ``lift`` as found; ``count_new`` (int),
        ``confidence_new``, ``lift_new`` (float, NaN where an item does not occur), ``p_new`` (float, Fisher,
        one-sided), ``holds`` (bool: Holm's test passed).  In the order of `rules`.

    Raises
    ------
    InputError
        As `item_counts`, for an unusable `alpha`, and if there are no rules.

    Examples
    --------
    >>> from crmlab.personalize import association_rules, check_rules, frequent_itemsets, to_lines
    >>> found = to_lines([["rice", "eggs"], ["rice"], ["eggs", "rice"], ["tofu"]])
    >>> other = to_lines([["rice", "eggs"], ["rice"], ["eggs", "tofu"], ["tofu"]])
    >>> rules = association_rules(frequent_itemsets(found, 1))
    >>> check_rules(rules, other)[["antecedent", "consequent", "lift", "lift_new", "holds"]].round(2)
      antecedent consequent  lift  lift_new  holds
    0    (eggs,)    (rice,)  1.33       1.0  False
    1    (rice,)    (eggs,)  1.33       1.0  False
    """
    wanted = ("antecedent", "consequent", "confidence", "lift")
    need_columns(open_frame(rules, "rules"), {name: name for name in wanted}, "rules")
    if not len(rules):
        raise InputError(say("baskets.no_rules"))
    check_share(alpha, "alpha")
    placed = placed_in_pandas(lines, basket, item, quantity)
    code, names = pd.factorize(placed[basket])
    holding = {one: set(code[at].tolist()) for one, at in placed.groupby(item, sort=False).indices.items()}
    rows = []
    for antecedent, consequent in zip(rules["antecedent"], rules["consequent"], strict=True):
        one, other = _holding(antecedent, holding), _holding(consequent, holding)
        rows.append((len(one & other), len(one), len(other)))
    fresh = pd.DataFrame(rows, columns=["count", "count_antecedent", "count_consequent"])
    fresh = _measure(fresh.assign(baskets=len(names)))
    checked = rules[list(wanted)].reset_index(drop=True)
    for name, new in (("count", "count_new"), ("confidence", "confidence_new"), ("lift", "lift_new")):
        checked[new] = fresh[name]
    checked["p_new"] = fresh["p_value"]
    return checked.assign(holds=holm(checked["p_new"]) < alpha)


def split_and_check(lines, by="customer_id", min_support=12, min_confidence=0.05, seed=0, **columns):
    """Find rules on one half of the customers and check them on the other: once, for each set of items.

    Parameters
    ----------
    lines : pandas.DataFrame
        One row for each item of each basket.
    by : str
        Column whose values are drawn into two halves: the customer, or the basket where nobody is known.
    min_support, min_confidence
        As for `frequent_itemsets` and `association_rules`; the support is that of the half that finds.
    seed : int, default 0
        Of the draw.
    **columns : str
        ``basket``, ``item`` and ``quantity`` as for `item_counts`.

    Returns
    -------
    pandas.DataFrame
        As `check_rules` gives it, after ``count`` (int, baskets of the half that finds); of each set of items
        only the rule with the largest lift, then confidence; what holds comes first, then the larger
        new lift.

    Raises
    ------
    InputError
        As `frequent_itemsets`, and if no rule is found.

    Examples
    --------
    >>> from crmlab.personalize import split_and_check, to_lines
    >>> lines = to_lines(120 * [["rice", "eggs"], ["tofu"]])
    >>> found = split_and_check(lines, by="order_id")
    >>> found[["antecedent", "consequent", "holds"]]
      antecedent consequent  holds
    0    (eggs,)    (rice,)   True
    """
    need_columns(open_frame(lines, "lines"), {"by": by}, "lines")
    values = pd.Series(lines[by].dropna().unique()).sort_values(ignore_index=True)
    drawn = np.random.default_rng(seed).permutation(len(values))[: len(values) // 2]
    mine = lines[by].isin(values[drawn])
    found = frequent_itemsets(lines[mine], min_support, **columns)
    rules = association_rules(found, min_confidence)
    rules = rules[rules["lift"] > 1].sort_values(["lift", "confidence"], ascending=False, kind="stable")
    sets = [
        tuple(sorted(one + other))
        for one, other in zip(rules["antecedent"], rules["consequent"], strict=True)
    ]
    rules = rules[~pd.Series(sets, index=rules.index, dtype=object).duplicated()].reset_index(drop=True)
    checked = check_rules(rules, lines[~mine & lines[by].notna()], **columns)
    checked.insert(2, "count", rules["count"])
    return checked.sort_values(["holds", "lift_new"], ascending=False, kind="stable", ignore_index=True)


def holm(p_values):
    """Adjust p-values for their number by Holm's step-down method (1979).

    Parameters
    ----------
    p_values : list, array or Series of float

    Returns
    -------
    numpy.ndarray of float64
        In the order given; below alpha means: holds, with a chance of at most alpha of any wrong one.

    Examples
    --------
    >>> from crmlab.personalize import holm
    >>> holm([0.01, 0.04, 0.03]).round(2).tolist()
    [0.03, 0.06, 0.06]
    """
    p = np.asarray(p_values, dtype="float64")
    order = np.argsort(p, kind="stable")
    steps = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(steps, 1)
    return adjusted


def shuffle_baskets(lines, seed=0, basket="order_id", item="product_id", quantity="quantity"):
    """Deal all items anew over the baskets: a shop in which nothing hangs together.

    Every basket keeps its size and every item its number of baskets (Gionis, Mannila, Mielikainen and
    Tsaparas 2007); what is left of any association is chance.

    Parameters
    ----------
    lines, basket, item, quantity
        As for `item_counts`.
    seed : int, default 0

    Returns
    -------
    pandas.DataFrame
        `basket`, `item`, ``quantity`` (int, 1).

    Raises
    ------
    InputError
        As `item_counts`, and if an item is in so many baskets that it cannot be dealt anew.

    Examples
    --------
    >>> from crmlab.personalize import shuffle_baskets, to_lines
    >>> receipts = to_lines([["rice", "eggs"], ["rice"], ["eggs"], ["tofu"]])
    >>> dealt = shuffle_baskets(receipts, seed=1)
    >>> dealt.groupby("order_id").size().tolist(), sorted(dealt["product_id"])
    ([2, 1, 1, 1], ['eggs', 'eggs', 'rice', 'rice', 'tofu'])
    """
    placed = placed_in_pandas(lines, basket, item, quantity)
    row = pd.factorize(placed[basket])[0]
    column, names = pd.factorize(placed[item])
    column = _deal(row, column, len(names), np.random.default_rng(seed))
    return pd.DataFrame({basket: placed[basket], item: names[column]}).assign(quantity=1)


def _deal(row, column, items, rng):
    """Shuffle the items (numbers from 0) over the baskets; no basket holds one twice."""
    column = rng.permutation(column)
    for _ in range(_ROUNDS):
        twice = pd.Series(row.astype("int64") * items + column).duplicated().to_numpy()
        if not twice.any():
            return column
        # What a basket holds twice is dealt again, with as many lines from elsewhere.
        again = np.union1d(np.flatnonzero(twice), rng.integers(0, len(row), int(twice.sum()) + 1))
        column[again] = column[rng.permutation(again)]
    raise InputError(say("baskets.too_dense"))


def shuffled_pairs(lines, times=20, min_count=1, seed=0, basket="order_id", item="product_id",
                   quantity="quantity"):  # fmt: skip
    """Shuffle the items over the baskets many times, and give the lift of the pairs of each time.

    What the largest lift of one shuffle is, is itself a matter of luck.  A pair that beats the largest of
    all n shuffles would do so by chance, with any other pair that does, in one case of n + 1.

    Parameters
    ----------
    lines, basket, item, quantity
        As for `item_counts`.
    times : int, default 20
        How often all is shuffled.
    min_count : int, default 1
        Pairs that lie together in fewer baskets are not given.
    seed : int, default 0

    Returns
    -------
    pandas.DataFrame
        ``shuffle`` (int, from 0), ``item_a``, ``item_b``, ``count`` (int), ``lift`` (float).

    Raises
    ------
    InputError
        As `shuffle_baskets`.

    Examples
    --------
    >>> from crmlab.personalize import shuffled_pairs, to_lines
    >>> receipts = to_lines(50 * [["rice", "eggs"], ["rice", "tofu"], ["eggs"], ["tofu"]])
    >>> pairs = shuffled_pairs(receipts, times=3)
    >>> pairs.groupby("shuffle").size().tolist()
    [3, 3, 3]
    """
    need_count(times, "times")
    need_count(min_count, "min_count")
    placed = placed_in_pandas(lines, basket, item, quantity)
    row = pd.factorize(placed[basket])[0]
    column, names = pd.factorize(placed[item], sort=True)
    rng = np.random.default_rng(seed)
    tables = [
        _pairs(row, _deal(row, column, len(names), rng), names, min_count).assign(shuffle=at)
        for at in range(times)
    ]
    return pd.concat(tables, ignore_index=True)[["shuffle", "item_a", "item_b", "count", "lift"]]


def _pairs(row, column, names, min_count):
    """Count pairs by one sparse product: where all is in numbers it is ten times as fast as a join."""
    from scipy.sparse import csr_matrix

    baskets = int(row.max()) + 1
    held = csr_matrix((np.ones(len(row)), (row, column)), shape=(baskets, len(names)))
    both = (held.T @ held).tocoo()
    good = (both.row < both.col) & (both.data >= min_count)
    a, b, count = both.row[good], both.col[good], both.data[good]
    alone = np.bincount(column, minlength=len(names))
    lift = count * baskets / (alone[a] * alone[b])
    return pd.DataFrame(
        {"item_a": names[a], "item_b": names[b], "count": count.astype("int64"), "lift": lift}
    )


def _count_of(items, known, whole):
    if items not in known:
        raise InputError(
            say("baskets.not_closed", itemset=", ".join(map(str, whole)), part=", ".join(map(str, items)))
        )
    return known[items]


def _holding(items, holding):
    return set.intersection(*(holding.get(one, set()) for one in items))


def _measure(rules):
    """Add the measures of a rule to its four counts."""
    from scipy.stats import hypergeom

    both, base, other, n = (
        rules[name] for name in ("count", "count_antecedent", "count_consequent", "baskets")
    )
    confidence = both / base.where(base > 0)
    rules = rules.assign(
        support=both / n, confidence=confidence, lift=confidence / (other / n).where(other > 0)
    )
    rules["leverage"] = (both * n - base * other) / (n.astype("float64") ** 2)
    exceptions = (base - both).where(base > both, np.nan)
    rules["conviction"] = (base * (n - other) / (n * exceptions)).where(base > both, np.inf)
    rules["p_value"] = hypergeom.sf(both - 1, n, base, other)
    return rules
