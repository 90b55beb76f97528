"""Record linkage by Fellegi and Sunter (1969), its probabilities learnt by expectation maximisation."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_columns, need_rows, open_frame, warn
from crmlab.identify.pairs import LEVELS
from crmlab.language import say

_TINY = 1e-6  # a level that was never seen keeps this chance, so that no weight is infinite


@dataclass(frozen=True)
class LinkageModel:
    """A fitted Fellegi-Sunter model.

    Attributes
    ----------
    weights : pandas.DataFrame
        One row for each field and level: ``field``, ``level``, ``m_`` (chance of this level among pairs of
        one person), ``u_`` (among pairs of two people), ``weight`` (bits: log2 of m over u).
    match_rate_ : float
        Share of matches among the pairs it was fitted on.
    log_likelihood_ : float
    n_iterations_ : int
    """

    weights: pd.DataFrame
    match_rate_: float
    log_likelihood_: float
    n_iterations_: int

    def score(self, compared, match_rate=None):
        """Score pairs: the sum of the weights of their levels, and the probability of a match.

        Parameters
        ----------
        compared : pandas.DataFrame
            As `compare` gives it.
        match_rate : float, optional
            Share of matches among these pairs, if it is another than where the model was fitted.

        Returns
        -------
        pandas.DataFrame
            The pairs with ``weight`` (bits, without the match rate) and ``probability``.
        """
        prior = self.match_rate_ if match_rate is None else match_rate
        table = self.weights.set_index(["field", "level"])["weight"]
        total = np.zeros(len(compared))
        for field in table.index.unique("field"):
            total += compared[field].map(table[field]).fillna(0.0).to_numpy()
        odds = np.log2(prior / (1 - prior)) + total
        scored = compared[["record_a", "record_b"]].copy()
        scored["weight"] = total.round(6)
        scored["probability"] = (1 / (1 + np.exp2(-odds))).round(9)
        return scored


def learn_weights(compared, fields=None, u=None, all_pairs=None, match_rate=None, steps=500, tolerance=1e-9):
    """Learn m, u and the match rate from unlabelled pairs by expectation maximisation.

    Two classes of pairs, matches and others, with the fields independent within each (Fellegi and Sunter
    1969; Winkler 1988): a latent class model.  Pairs of one pattern are counted together, so a million pairs
    take no longer than their few hundred patterns.

    Parameters
    ----------
    compared : pandas.DataFrame
        One row for each pair: a column of levels (text) for each field; missing values say nothing.
    fields : sequence of str, optional
        The columns to use; left out, those that `compare` makes.
    u : dict of str to dict of str to float, optional
        Known chances among pairs of two people, by field and level: kept fixed, as when they were counted on
        `random_pairs`.  Left out, they are learnt too.
    all_pairs : int, optional
        How many pairs there are in all, compared or not.  Blocking keeps nearly all matches and few others; a
        model of the pairs it kept would learn what blocking did.  Those not compared count as two people.
    match_rate : float, optional
        Where the search begins: a tenth of the pairs compared, if left out.
    steps : int, default 500
    tolerance : float, default 1e-9
        Stop when no probability moves by more than this.

    Returns
    -------
    LinkageModel

    Raises
    ------
    InputError
        For no pairs, no field that can be compared, fewer `all_pairs` than pairs, or a `match_rate` not
        between 0 and 1.

    Warns
    -----
    UserWarning
        If it has not settled after `steps`.

    Notes
    -----
    With two fields the model is not identified, with three it just is.  The classes have no names: the one
    in which the first level of each field (``same``) is commoner is called the matches.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import learn_weights
    >>> pairs = pd.DataFrame([("same", "same", "same")] * 8 + [("differs", "differs", "differs")] * 88
    ...     + [("same", "differs", "differs")] * 2 + [("same", "same", "differs")] * 2,
    ...     columns=["name", "phone", "address"])
    >>> model = learn_weights(pairs)
    >>> round(model.match_rate_, 2), bool(model.weights.query("level == 'same'")["weight"].gt(0).all())
    (0.1, True)
    """
    fields = _check_fields(compared, fields)
    n, match_rate = _check_sizes(len(compared), all_pairs, match_rate)
    codes, levels = _encode(compared, fields)
    patterns, counts = np.unique(codes, axis=0, return_counts=True)
    shown = [patterns[:, [i]] == np.arange(len(levels[field])) for i, field in enumerate(fields)]
    m, learnt_u = _begin(levels, fields)
    fixed = {field: np.array([u[field].get(level, 0.0) for level in levels[field]]) for field in u or {}}
    uu = [fixed.get(field, start) for field, start in zip(fields, learnt_u, strict=True)]
    rate, last, done = match_rate, None, 0
    while done < steps:
        done += 1
        chance, likelihood = _expect(shown, m, uu, rate, counts)
        matches, others = chance * counts, (1 - chance) * counts
        rate = float(np.clip(matches.sum() / n, _TINY, 1 - _TINY))
        m = [_shares(seen, matches) for seen in shown]
        uu = [
            fixed[field] if field in fixed else _shares(seen, others)
            for field, seen in zip(fields, shown, strict=True)
        ]
        now = np.concatenate([[rate], *m, *uu])
        if last is not None and np.abs(now - last).max() < tolerance:
            break
        last = now
    else:
        warn(say("identify_records.not_settled", steps=steps))
    m, uu, rate = _name_the_classes(m, uu, rate, fixed)
    _, likelihood = _expect(shown, m, uu, rate, counts)
    return LinkageModel(_weight_table(fields, levels, m, uu), rate, float(likelihood), done)


def count_levels(compared, fields=None):
    """Count how often each level occurs: on pairs of two people, these are the u of `learn_weights`.

    Parameters
    ----------
    compared : pandas.DataFrame
        As `compare` gives it.
    fields : sequence of str, optional

    Returns
    -------
    dict of str to dict of str to float
        By field, then level: the share of the pairs in which the field can be compared, every level with
        half a pair more than was seen (Jeffreys 1946).

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import count_levels
    >>> count_levels(pd.DataFrame({"gender": ["same", "differs", None]}))
    {'gender': {'same': 0.5, 'differs': 0.5}}
    """
    fields = _check_fields(compared, fields)
    shares = {}
    for field in fields:
        seen = compared[field].value_counts()
        known = list(LEVELS.get(field, ()))
        known += sorted(set(seen.index) - set(known))
        # Half a pair more for each level: one that happens not to be seen is rare, not impossible.
        counts = {level: float(seen.get(level, 0)) + 0.5 for level in known}
        shares[field] = {level: count / sum(counts.values()) for level, count in counts.items()}
    return shares


def _check_sizes(compared, all_pairs, match_rate):
    pairs = compared if all_pairs is None else all_pairs
    if pairs < compared:
        raise InputError(say("identify_records.bad_all_pairs", given=all_pairs, compared=compared))
    if match_rate is None:
        match_rate = compared / 10 / pairs
    if not 0 < match_rate < 1:
        raise InputError(say("identify_records.bad_rate", value=repr(match_rate)))
    return pairs, match_rate


def _check_fields(compared, fields):
    need_rows(len(compared), "compared")
    if fields is None:
        fields = [field for field in LEVELS if field in compared.columns]
    need_columns(open_frame(compared, "compared"), {field: field for field in fields}, "compared")
    fields = [field for field in fields if compared[field].notna().any()]
    if not fields:
        raise InputError(say("identify_records.nothing_compared"))
    return fields


def _encode(compared, fields):
    """Give the levels as numbers, -1 for missing, and the names of the levels, best first."""
    levels, codes = {}, []
    for field in fields:
        known = list(LEVELS.get(field, ("same", "differs")))
        levels[field] = [*known, *sorted(set(compared[field].dropna()) - set(known))]
        codes.append(pd.Categorical(compared[field], categories=levels[field]).codes)
    return np.column_stack(codes), levels


def _begin(levels, fields):
    """Begin with agreement likely among matches and unlikely among others."""
    m, u = [], []
    for field in fields:
        size = len(levels[field])
        falling = 0.5 ** np.arange(size)
        m.append(falling / falling.sum() if size > 1 else np.ones(1))
        u.append(m[-1][::-1].copy())
    return m, u


def _expect(shown, m, u, rate, counts):
    """Give each pattern's chance of being a match, and the log-likelihood of all pairs."""
    as_match, as_other = np.log(rate), np.log(1 - rate)
    for seen, of_match, of_other in zip(shown, m, u, strict=True):
        # A field that is missing has no level shown: it multiplies by one.
        as_match = as_match + seen @ np.log(np.maximum(of_match, _TINY))
        as_other = as_other + seen @ np.log(np.maximum(of_other, _TINY))
    both = np.logaddexp(as_match, as_other)
    return np.exp(as_match - both), float(both @ counts)


def _shares(seen, weight):
    """Share out the pairs in which a field can be compared among its levels."""
    found = weight @ seen
    return found / found.sum() if found.sum() > 0 else np.full(seen.shape[1], 1 / seen.shape[1])


def _name_the_classes(m, u, rate, fixed):
    agree_m, agree_u = (sum(shares[0] for shares in of) for of in (m, u))
    return (u, m, 1 - rate) if agree_u > agree_m and not fixed else (m, u, rate)


def _weight_table(fields, levels, m, u):
    rows = []
    for field, of_match, of_other in zip(fields, m, u, strict=True):
        for level, p, q in zip(levels[field], of_match, of_other, strict=True):
            if p > 0 or q > 0:
                weight = np.log2(max(p, _TINY) / max(q, _TINY))
                rows.append((field, level, float(p), float(q), float(weight)))
    return pd.DataFrame(rows, columns=["field", "level", "m_", "u_", "weight"])
