"""Named groups of customers: a table of rules that turns scores into segments."""

from itertools import product

import narwhals as nw
import pandas as pd

from crmlab.differentiate.rfm import SCORES
from crmlab.frames import (
    InputError,
    ask,
    how_many,
    need_columns,
    need_numbers,
    need_rows,
    open_frame,
    to_pandas,
    warn,
)
from crmlab.language import language_is, say

BOUNDS = ("r_min", "r_max", "f_min", "f_max", "m_min", "m_max")
SEGMENTS = (
    "champions",
    "loyal",
    "potential_loyalist",
    "new",
    "promising",
    "needs_attention",
    "about_to_sleep",
    "at_risk",
    "cant_lose",
    "hibernating",
)

# The usual map on recency and frequency; money decides in two places only: who is called a champion,
# and who is too dear to lose.  A segment may take several rows.
_RULES = (
    ("champions", 5, 5, 4, 5, 3, 5),
    ("loyal", 5, 5, 4, 5, 1, 2),
    ("loyal", 3, 4, 4, 5, 1, 5),
    ("potential_loyalist", 4, 5, 2, 3, 1, 5),
    ("new", 5, 5, 1, 1, 1, 5),
    ("promising", 4, 4, 1, 1, 1, 5),
    ("needs_attention", 3, 3, 3, 3, 1, 5),
    ("about_to_sleep", 3, 3, 1, 2, 1, 5),
    ("at_risk", 1, 2, 3, 4, 1, 4),
    ("cant_lose", 1, 2, 3, 4, 5, 5),
    ("cant_lose", 1, 2, 5, 5, 1, 5),
    ("hibernating", 1, 2, 1, 2, 1, 5),
)


def default_rules():
    """Give the rules of the ten usual segments, to read or to edit.

    Returns
    -------
    pandas.DataFrame, 12 rows
        ``segment`` (str) and, for each of the three scores, the lowest and highest that belong to it:
        ``r_min``, ``r_max``, ``f_min``, ``f_max``, ``m_min``, ``m_max`` (int, 1 to 5, both included).  A
        segment may have several rows; together the rows cover each of the 125 cells exactly once.

    Examples
    --------
    >>> from crmlab.differentiate import default_rules
    >>> default_rules().head(2)
         segment  r_min  r_max  f_min  f_max  m_min  m_max
    0  champions      5      5      4      5      3      5
    1      loyal      5      5      4      5      1      2
    """
    return pd.DataFrame(_RULES, columns=["segment", *BOUNDS])


def segment_names():
    """Give the segments' names and what is usually done about each, in both languages.

    Returns
    -------
    pandas.DataFrame, 10 rows
        ``segment`` (the code), ``name_en``, ``name_zh``, ``action_en``, ``action_zh`` (all str), from the
        best customers to the most distant.

    Examples
    --------
    >>> from crmlab.differentiate import segment_names
    >>> segment_names().loc[0, ["segment", "name_en", "name_zh"]].tolist()
    ['champions', 'Champions', '明星客户']
    """
    table = pd.DataFrame({"segment": SEGMENTS})
    for kind in ("name", "action"):
        for language in ("en", "zh"):
            with language_is(language):
                table[f"{kind}_{language}"] = [
                    say(f"differentiate.segment_{kind}_{code}") for code in SEGMENTS
                ]
    return table


def name_of(segment):
    """Give a segment's name in the learner's language; a learner's own segment is called as she calls it."""
    return say(f"differentiate.segment_name_{segment}") if segment in SEGMENTS else str(segment)


def segments(rfm_table, rules="default"):
    """Name every customer's segment.

    Parameters
    ----------
    rfm_table : pandas, Polars (eager or lazy), PyArrow, DuckDB relation or PySpark frame
        With ``r_score``, ``f_score``, ``m_score`` (int), as `rfm` gives it.
    rules : "default" or pandas.DataFrame
        Rules as in `default_rules`.  The highest score that they name is taken as the number of scores.

    Returns
    -------
    The kind that was given
        The same rows and columns, and ``segment`` (str, a code of `segment_names`).

    Raises
    ------
    InputError
        If the rules leave a cell out or claim one twice (the message names it), or the table has scores that
        the rules do not know.

    Warns
    -----
    UserWarning
        If no score reaches the highest that the rules know: they were made for more `bins`.

    Notes
    -----
    The names are in wide use; where the borders lie is convention.  The default rules are those
    of many tutorials on recency and frequency, with money deciding who is a champion and whom we can't
    afford to lose.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.differentiate import segments
    >>> scores = pd.DataFrame({"customer_id": ["C1", "C2"], "r_score": [5, 1], "f_score": [5, 5],
    ...                        "m_score": [5, 2]})
    >>> segments(scores)["segment"].tolist()
    ['champions', 'cant_lose']
    """
    rules = _check_rules(default_rules() if isinstance(rules, str) and rules == "default" else rules)
    frame = open_frame(rfm_table, "rfm_table")
    need_columns(frame, {score: score for score in SCORES}, "rfm_table")
    for score in SCORES:
        need_numbers(frame, score, "rfm_table")
    _check_scores(frame, top=int(rules["r_max"].max()))
    return frame.with_columns(segment=_by_rules(rules)).to_native()


def _by_rules(rules):
    """Chain the rules into one expression: the first box that holds the scores names the segment."""
    *others, last = rules.itertuples(index=False)
    named = nw.lit(last.segment)
    for rule in reversed(others):
        inside = (
            nw.col("r_score").is_between(rule.r_min, rule.r_max)
            & nw.col("f_score").is_between(rule.f_min, rule.f_max)
            & nw.col("m_score").is_between(rule.m_min, rule.m_max)
        )
        named = nw.when(inside).then(nw.lit(rule.segment)).otherwise(named)
    return named


def _check_rules(rules):
    if isinstance(rules, str):
        raise InputError(say("differentiate.unknown_rules", rules=repr(rules)))
    frame = open_frame(rules, "rules")
    need_columns(frame, {name: name for name in ("segment", *BOUNDS)}, "rules")
    for bound in BOUNDS:
        need_numbers(frame, bound, "rules")
    rules = to_pandas(rules, "rules")[["segment", *BOUNDS]]
    need_rows(len(rules), "rules")
    if rules.isna().any(axis=None):
        raise InputError(say("differentiate.rules_blank"))
    if not rules[list(BOUNDS)].isin(range(1, 10)).all(axis=None):
        raise InputError(say("differentiate.rules_bounds"))
    rules = rules.astype({"segment": str, **dict.fromkeys(BOUNDS, int)})
    _check_cover(rules)
    return rules


def _check_cover(rules):
    """Refuse rules that leave a cell out, or claim it twice."""
    claimed = {}
    for rule in rules.itertuples(index=False):
        sides = ((rule.r_min, rule.r_max), (rule.f_min, rule.f_max), (rule.m_min, rule.m_max))
        for cell in product(*(range(low, high + 1) for low, high in sides)):
            if cell in claimed:
                name = "{}{}{}".format(*cell)
                raise InputError(
                    say("differentiate.cell_twice", cell=name, first=claimed[cell], second=rule.segment)
                )
            claimed[cell] = rule.segment
    top = max(max(cell) for cell in claimed) if claimed else 1
    for r, f, m in product(range(1, top + 1), repeat=3):
        if (r, f, m) not in claimed:
            raise InputError(say("differentiate.cell_uncovered", cell=f"{r}{f}{m}", r=r, f=f, m=m))


def _check_scores(frame, top):
    lowest = {f"low_{score}": nw.col(score).min() for score in SCORES}
    highest = {f"high_{score}": nw.col(score).max() for score in SCORES}
    blanks = {f"blank_{score}": how_many(nw.col(score).is_null()) for score in SCORES}
    facts = ask(frame, rows=nw.len(), **lowest, **highest, **blanks)
    need_rows(facts["rows"], "rfm_table")
    for score in SCORES:
        if facts[f"blank_{score}"]:
            raise InputError(say("differentiate.score_blank", score=score, count=facts[f"blank_{score}"]))
        low, high = facts[f"low_{score}"], facts[f"high_{score}"]
        if low < 1 or high > top:
            raise InputError(say("differentiate.score_outside", score=score, low=low, high=high, top=top))
    reached = max(facts[f"high_{score}"] for score in SCORES)
    if reached < top and facts["rows"] >= top:
        warn(say("differentiate.scores_below_rules", reached=reached, top=top))
