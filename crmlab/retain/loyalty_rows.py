"""What the loyalty functions ask of a table: numbers, complete rows, enough of them."""

import pandas as pd

from crmlab.frames import InputError, need_numbers, need_table, open_frame, say_list, warn_left_out
from crmlab.language import say


def complete_rows(given, name, columns, at_least=3):
    """Give the columns of a table as numbers, rows with a missing one left out and counted.

    Parameters
    ----------
    given : table of any engine
    name : str
        What the learner calls it.
    columns : list of str
        Columns of numbers, or of true and false.
    at_least : int, default 3
        Rows that must be left.

    Returns
    -------
    pandas.DataFrame of float
        These columns only; the index of `given` where it is a pandas frame.

    Raises
    ------
    InputError
        For a missing column, a column named twice, text, or too few complete rows.

    Warns
    -----
    LeftOutWarning
        With the rows left out, by column; a row is counted under the first column that it lacks.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.retain.loyalty_rows import complete_rows
    >>> complete_rows(pd.DataFrame({"a": [1, 2, 3], "b": [True, False, True]}), "answers", ["a", "b"]).shape
    (3, 2)
    """
    twice = sorted({column for column in columns if list(columns).count(column) > 1})
    if twice:
        raise InputError(say("loyalty.twice", columns=say_list(twice)))
    table = need_table(given, name, list(columns))[list(columns)]
    frame = open_frame(table, name)
    for column in columns:
        if table[column].dtype != bool:
            need_numbers(frame, column, name)
    table = table.astype(float)
    reasons, left = [], pd.Series(True, index=table.index)
    for column in columns:
        missing = left & table[column].isna()
        reasons.append((int(missing.sum()), say("frames.reason_without", column=column)))
        left &= ~missing
    warn_left_out(name, len(table), reasons)
    table = table[left]
    if len(table) < at_least:
        raise InputError(say("loyalty.too_few", table=name, rows=len(table), least=at_least))
    return table


def need_spread(table, name):
    """Refuse a table in which a column has the same number throughout: nothing can be learned from it."""
    for column in table:
        if table[column].nunique() < 2:
            raise InputError(say("loyalty.no_spread", table=name, column=column))
