"""An analyst's own export, before a room asks for its columns: a file or a table, and its cells."""

import os
from typing import NamedTuple

import pandas as pd

from crmlab.data.account import say_remark
from crmlab.data.files import read_text_table
from crmlab.data.money import mask_nothing, parse_numbers
from crmlab.frames import InputError, need_rows, say_list, to_pandas
from crmlab.language import say


class Opened(NamedTuple):
    """A table whose rows are numbered from 0, and sentences on how it was read."""

    table: pd.DataFrame
    remarks: list


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
    Opened
        Of a file all cells are text.  The remarks name the sheet that was read of a workbook with several.

    Raises
    ------
    InputError
        If it is neither, the file cannot be read, has one column where several are wanted, a wanted column
        twice, or no row.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.data.exports import open_export
    >>> open_export(pd.DataFrame({"No": [1], "Mark": [5]}), ["No", "Mark"], "answers").table["Mark"].tolist()
    [5]
    """
    remarks = []
    if isinstance(source, (str, os.PathLike)):
        read = read_text_table(source, wanted)
        table = read.table
        if read.sheets > 1:
            remarks.append(say("data.export_sheets", name=read.name, how=read.how))
    elif hasattr(source, "columns"):
        table = to_pandas(source, name)
    else:
        raise InputError(say("data.export_source", given=type(source).__name__))
    _check_columns(table, wanted)
    need_rows(len(table), name)
    return Opened(table.reset_index(drop=True), remarks)


def _check_columns(table, wanted):
    names = [str(column) for column in table.columns]
    if len(names) == 1 and len(wanted) > 1:
        raise InputError(say("data.export_one_column", column=repr(names[0])))
    # A file's second column of a name was given a star when it was read.
    twice = [name for name in map(str, wanted) if names.count(name) > 1 or f"{name}*" in names]
    if twice:
        raise InputError(say("data.export_twice", columns=say_list(map(repr, twice))))


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
    """Give cells as numbers; thousands' marks, decimal commas and currencies are understood.

    Returns
    -------
    pandas.Series of float64
        NaN where empty or unreadable.
    list of str
        What had to be assumed.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.data.exports import number_cells
    >>> numbers, remarks = number_cells(pd.Series(["1,250.50", "¥8", None]))
    >>> numbers.tolist(), remarks
    ([1250.5, 8.0, nan], [])
    """
    if pd.api.types.is_numeric_dtype(column):
        return column.astype("float64"), []
    parsed = parse_numbers(mask_nothing(column.astype("string").astype(object)), str(column.name))
    return parsed.numbers, [say_remark(name, blanks) for name, blanks in parsed.remarks]
