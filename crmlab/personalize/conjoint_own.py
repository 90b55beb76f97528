"""Your own choice survey: an export of any platform, read so that the lesson's fits run on it."""

import pandas as pd

from crmlab.data.exports import number_cells, open_export, text_cells
from crmlab.data.parsing import NOTHING
from crmlab.frames import InputError, need_columns, open_frame, say_list
from crmlab.language import say
from crmlab.personalize.conjoint_table import code_levels

_YES = ("1", "1.0", "true", "yes", "y", "x", "是", "选", "√")
_NO = ("0", "0.0", "false", "no", "n", "", "否", "未选")
_NONE = NOTHING | {"-", "--", "—", "none of these", "无", "都不选", "都不要"}  # instead of a level
_SUSPECT = 3  # so many tasks with the same place taken, and nothing else, look like ticking straight down


def read_choices(source, respondent, task, chosen, price, bases):
    """Read the answers to your own choice tasks, and say what was used and what was not.

    Parameters
    ----------
    source : str, pathlib.Path, or table of any engine
        A CSV or Excel file, whose separator and encoding are found, or a table: one row for each alternative
        of each task that each respondent saw.  "None of these" is a row whose price and levels are empty.
    respondent, task : str
        Columns: who answered, and which task it was; together they say which rows are one choice.
    chosen : str
        Column: 1 (true, yes, 是) for the alternative taken, 0 or nothing for the others.
    price : str
        Column of numbers; it comes back as ``price``.
    bases : dict of str to object
        For each other attribute, the column and the level against which the others are measured:
        ``{"Delivery": "next day"}``.

    Returns
    -------
    pandas.DataFrame
        One row for each alternative: ``choice_id`` (int from 1), ``customer_id`` (str), ``chosen`` (0 or 1),
        then the features as `code_levels` gives them (float), ready for `fit_choices`.  What was left out is
        printed: rows that name nobody or no task, and choices with none or several taken, one alternative
        only, an alternative half empty, or a price that is no number.  So are the levels and prices that were
        read, and how many rows repeat another.

    Raises
    ------
    InputError
        For a missing file or column, no attribute beside the price, a base that is no level, an unreadable
        mark in `chosen`, or if no choice is left.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.personalize import read_choices
    >>> table = pd.DataFrame({"Resp": ["a", "a", "a", "b", "b"], "Q": [1, 1, 1, 1, 1],
    ...     "Fee": [3, 6, None, 3, 6], "Speed": ["slow", "fast", None, "slow", "fast"],
    ...     "Pick": [0, 1, 0, 0, 0]})
    >>> read_choices(table, "Resp", "Q", "Pick", price="Fee", bases={"Speed": "slow"})
    5 rows read; 1 choices of 1 people among 3 alternatives are used.
    Left out: 1 choices in which nothing was taken.
    Read as levels: Speed: fast (1), slow (1); price 3 to 6.
       choice_id customer_id  chosen  price  Speed_fast  none
    0          1           a       0    3.0         0.0   0.0
    1          1           a       1    6.0         1.0   0.0
    2          1           a       0    0.0         0.0   1.0
    """
    roles = {"respondent": respondent, "task": task, "chosen": chosen, "price": price}
    if not isinstance(bases, dict) or not bases:
        raise InputError(say("conjoint.own_bases", given=repr(bases)))
    table, remarks = _open(source, roles, bases)
    rows, assumed = _read_rows(table, roles, bases)
    kept, reasons = _leave_out(rows, ["price", *bases])
    if kept.empty:
        raise InputError(say("conjoint.own_nothing_left", reasons=say_list(reasons)))
    kept["choice_id"] = kept.groupby(["customer_id", "task"], sort=False).ngroup() + 1
    kept = kept.sort_values("choice_id", kind="stable", ignore_index=True)
    coded = code_levels(kept, bases={name: _word(base) for name, base in bases.items()})
    if not coded["none"].any():
        coded = coded.drop(columns="none")  # everybody had to take something
    print("\n".join([*_account(len(table), kept, reasons, bases), *remarks, *assumed]))
    return pd.concat([kept[["choice_id", "customer_id", "chosen"]], coded], axis=1)


def _open(source, roles, bases):
    opened = open_export(source, [*roles.values(), *bases], "choices")
    need_columns(open_frame(opened.table, "choices"), roles, "choices")
    there = opened.table.columns
    lacking = [str(name) for name in bases if name not in there]
    if lacking:
        facts = {"lacking": say_list(lacking), "columns": say_list(map(str, there))}
        raise InputError(say("conjoint.own_no_attribute", **facts))
    return opened


def _read_rows(table, roles, bases):
    """Read the cells; what "none of these" holds instead of nothing, such as a price of 0, is nothing."""
    names = {"customer_id": roles["respondent"], "task": roles["task"], **{name: name for name in bases}}
    rows = pd.DataFrame({ours: text_cells(table[theirs]) for ours, theirs in names.items()})
    rows["chosen"] = _marks(table[roles["chosen"]], roles["chosen"])
    levels = list(bases)
    rows[levels] = rows[levels].mask(rows[levels].apply(lambda cells: cells.str.lower().isin(_NONE)))
    rows["price"], assumed = number_cells(table[roles["price"]])
    written = text_cells(table[roles["price"]])
    nothing = rows[levels].isna().all(axis=1) & (rows["price"].fillna(0) == 0)
    rows["price"] = rows["price"].mask(nothing)
    rows["unreadable"] = written.where(rows["price"].isna() & ~nothing)
    copies = int(table.duplicated().sum())  # two alternatives of a task may be alike by design
    return rows, [*assumed, *([say("conjoint.own_copies", count=copies)] if copies else [])]


def _word(level):
    return str(level).strip().removesuffix(".0")


def _marks(column, name):
    """Read who was taken: 1 and 0, or the usual words."""
    marks = column.astype("string").str.strip().str.lower().fillna("")
    odd = marks[~marks.isin(_YES + _NO)]
    if len(odd):
        raise InputError(say("conjoint.own_marks", column=name, given=repr(str(odd.iloc[0])), count=len(odd)))
    return marks.isin(_YES).astype("int64")


def _leave_out(rows, attributes):
    """Leave out rows and choices that cannot be used; count each reason."""
    reasons = []

    def drop(bad, key, counted, **blanks):
        nonlocal rows
        if bad.any():
            reasons.append(say(f"conjoint.own_{key}", count=counted(rows[bad]), **blanks))
            rows = rows[~bad]

    def choices(part):
        return len(part[["customer_id", "task"]].drop_duplicates())

    def whole(bad):
        """Spread what is wrong with one alternative over all of its choice."""
        return bad.groupby([rows["customer_id"], rows["task"]]).transform("any")

    drop(rows[["customer_id", "task"]].isna().any(axis=1), "nobody", len)
    example = next(iter(rows["unreadable"].dropna()), "")
    drop(whole(rows["unreadable"].notna()), "bad_price", choices, example=repr(example))
    empty = rows[attributes].isna()
    drop(whole(empty.any(axis=1) & ~empty.all(axis=1)), "half_empty", choices)
    groups = rows.groupby(["customer_id", "task"])["chosen"]
    taken, shown = groups.transform("sum"), groups.transform("size")
    drop(shown < 2, "alone", choices)
    drop(taken.loc[rows.index] == 0, "not_taken", choices)
    drop(taken.loc[rows.index] > 1, "several", choices)
    return rows.drop(columns="unreadable"), reasons


def _account(n_rows, kept, reasons, bases):
    facts = {"rows": n_rows, "choices": kept["choice_id"].nunique(), "shown": len(kept)}
    told = [say("conjoint.own_read", people=kept["customer_id"].nunique(), **facts)]
    if reasons:
        told.append(say("conjoint.own_left", reasons=say_list(reasons)))
    told.append(_say_levels(kept, bases))
    place = kept.groupby("choice_id").cumcount()[kept["chosen"] == 1]
    by = place.groupby(kept["customer_id"]).agg(["nunique", "size"])
    straight = by.index[(by["nunique"] == 1) & (by["size"] >= _SUSPECT)]
    if len(straight):
        told.append(say("conjoint.own_straight", count=len(straight), who=say_list(list(straight[:3]))))
    return told


def _say_levels(kept, bases):
    """Say what was taken for a level, and how often: two spellings of one level show."""
    counts = {name: kept[name].value_counts().sort_index() for name in bases}
    listed = [
        f"{name}: " + say_list(f"{level} ({count})" for level, count in levels.items())
        for name, levels in counts.items()
    ]
    low, high = kept["price"].min(), kept["price"].max()
    return say("conjoint.own_levels", levels="; ".join(listed), low=f"{low:g}", high=f"{high:g}")
