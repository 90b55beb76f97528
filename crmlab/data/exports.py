"""An analyst's own export, before a room asks for its columns: a file or a table, and its cells."""

import os

import pandas as pd

from crmlab.data.files import read_text_table
from crmlab.data.money import parse_numbers
from crmlab.frames import InputError, need_rows, to_pandas
from crmlab.language import say


def open_export(source, wanted, name):
    """Open the export of another program.

    Parameters
    ----------
    source : str, pathlib.Path, or table of any engine
        A CSV or Excel file, whose separator, encoding and line of column names are found; or a table.
    wanted : list of str
        The columns that will be asked for; by them the line of column names is known.
    name : str
        What messages call the table.

    Returns
    -------
    pandas.DataFrame
        Rows numbered from 0; of a file all cells are text.

    Raises
    ------
    InputError
        If it is neither, the file cannot be read, has one column where several are wanted, or no row.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.data.exports import open_export
    >>> open_export(pd.DataFrame({"No": [1], "Mark": [5]}), ["No", "Mark"], "answers")["Mark"].tolist()
    [5]
    """
    if isinstance(source, (str, os.PathLike)):
        table = read_text_table(source, wanted).table
    elif hasattr(source, "columns"):
        table = to_pandas(source, name)
    else:
        raise InputError(say("data.export_source", given=type(source).__name__))
    if len(table.columns) == 1 and len(wanted) > 1:
        raise InputError(say("data.export_one_column", column=repr(str(table.columns[0]))))
    need_rows(len(table), name)
    return table.reset_index(drop=True)


def text_cells(column):
    """Give cells as stripped text, None where empty; 24.0 and 24 are the same.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.data.exports import text_cells
    >>> text_cells(pd.Series([24.0, None])).tolist()
    ['24', None]
    """
    text = column.astype("string").str.strip().str.removesuffix(".0")
    return text.astype(object).where(text.notna() & (text != ""), None)


def number_cells(column):
    """Give cells as float64, NaN where empty or unreadable; thousands' marks and currencies are understood.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.data.exports import number_cells
    >>> number_cells(pd.Series(["1,250.50", "¥8", None])).tolist()
    [1250.5, 8.0, nan]
    """
    if pd.api.types.is_numeric_dtype(column):
        return column.astype("float64")
    return parse_numbers(column.astype("string").astype(object), column.name).numbers
