"""Cells as exports hold them: text to be unwrapped, and ids that a spreadsheet has been at."""

import re

import numpy as np
import pandas as pd

# What stands in a cell where nothing is meant, in lower case.
NOTHING = {"null", "none", "n/a", "#n/a", "na", "<na>", "nan", "nat", "\\n"}
# What tills and shops write where there is no order number, or the customer is not known.
NO_NUMBER = NOTHING | {"-", "--", "—"}
NOBODY = NO_NUMBER | {"0", "guest", "anonymous", "unknown", "walk-in"}
NOBODY |= {"无", "無", "未知", "散客", "游客", "匿名", "匿名用户", "非会员"}
DESTROYED = re.compile(r"\d(\.\d+)?E\+\d+", re.IGNORECASE)
EXACT_DIGITS = 15  # what a spreadsheet keeps of a number


def clean(cells):
    """Unwrap text: blanks around it, Excel's ``="007"``, a leading apostrophe.  Empty cells are missing.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.data.parsing import clean
    >>> clean(pd.Series(['="007"', "'8 ", " "])).tolist()
    ['007', '8', nan]
    """
    return by_value(cells, _unwrap)


def by_value(cells, read):
    """Apply a function of one text to every cell, once for each different text.

    Parameters
    ----------
    cells : pandas.Series of str
    read : callable
        Takes a str and gives a str, or None for a missing one.

    Returns
    -------
    pandas.Series of str
    """
    codes, distinct, _ = count_values(cells)
    values = [read(text) for text in distinct]
    values = np.array([*(np.nan if value is None else value for value in values), np.nan], dtype="object")
    return pd.Series(values[codes], index=cells.index, dtype="object")


def count_values(cells):
    """Give each cell's code (-1 where missing), the different texts, and how many cells hold each."""
    codes, distinct = pd.factorize(cells)
    return codes, [str(text) for text in distinct], np.bincount(codes[codes >= 0], minlength=len(distinct))


def row_of(cells, text):
    """Give the row number, as in the file, of the first cell that holds a text."""
    return cells.index[int((cells == text).to_numpy().argmax())]


def parse_ids(cells, nobody=NOBODY):
    """Read ids as text.  A whole column of numbers ending in .0 is a spreadsheet's doing, and mended.

    Parameters
    ----------
    cells : pandas.Series of str
    nobody : set of str, optional
        What names nobody, in lower case.

    Returns
    -------
    pandas.Series of str
        Missing where the cell is empty or names nobody, as NULL, guest and 散客 do.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.data.parsing import parse_ids
    >>> parse_ids(pd.Series(["17850.0", None, "13047.0", "NULL"])).tolist()
    ['17850', nan, '13047', nan]
    """
    ids = by_value(clean(cells), lambda text: None if text.lower() in nobody else text)
    if all(re.fullmatch(r"\d+\.0", text) for text in ids.dropna().unique()):
        ids = by_value(ids, lambda text: text.removesuffix(".0"))
        ids = ids.mask(ids.isin(nobody))
    return ids


def find_destroyed(ids):
    """Tell which ids a spreadsheet has cut: 3.2E+18, or three and more that end in zeros after 15 digits.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.data.parsing import find_destroyed
    >>> find_destroyed(pd.Series(["3.2E+18", "1001", None])).tolist()
    [True, False, False]
    """
    different = [str(text) for text in ids.dropna().unique()]
    short = [text for text in different if DESTROYED.fullmatch(text)]
    long = [text for text in different if len(text) > EXACT_DIGITS and text.isdigit()]
    cut = len(long) >= 3 and all(set(text[EXACT_DIGITS:]) == {"0"} for text in long)
    return ids.isin(short + long if cut else short)


def _unwrap(text):
    text = text.strip()
    if text.startswith('="') and text.endswith('"'):
        text = text[2:-1]
    text = text.removeprefix("'").strip()
    return text or None
