"""Files as they come: in one of several encodings, with one of several separators, or from Excel."""

import gzip
import io
from pathlib import Path

import pandas as pd

from crmlab.frames import InputError
from crmlab.language import say

# Tried in this order: UTF-8 refuses what it is not; GB18030, the superset of GBK, refuses most that it is
# not; Windows-1252 takes the rest.
ENCODINGS = (("utf-8", "UTF-8"), ("gb18030", "GBK"), ("cp1252", "Windows-1252"))
BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)
SEPARATORS = (",", "\t", ";", "|")
TEXT_FILES, EXCEL_FILES = (".csv", ".tsv", ".txt"), (".xlsx", ".xlsm")


def read_text_table(path):
    """Read a file as a table of text.

    Parameters
    ----------
    path : str or pathlib.Path

    Returns
    -------
    table : pandas.DataFrame
        All columns text, missing where the cell is empty.
    name : str
        The file's name without its folder.
    how : str
        Encoding or sheet, for the account given to the learner.

    Raises
    ------
    crmlab.frames.InputError
        If the file is not there, is of a kind that is not read, is broken, or holds no rows.
    """
    path = Path(path).expanduser()
    if not path.is_file():
        raise InputError(say("data.own_no_file", path=path, folder=Path.cwd()))
    kind = Path(path.stem).suffix.lower() if path.suffix.lower() == ".gz" else path.suffix.lower()
    if kind in EXCEL_FILES:
        table, how = _read_excel(path)
    elif kind in TEXT_FILES:
        table, how = _read_separated(path)
    else:
        raise InputError(say("data.own_kind", name=path.name, kinds=", ".join(TEXT_FILES + EXCEL_FILES)))
    table.columns = [str(column).strip() for column in table.columns]
    table = table.dropna(how="all")
    if table.empty:
        raise InputError(say("data.own_empty", name=path.name))
    return table.reset_index(drop=True), path.name, how


def _read_excel(path):
    try:
        with pd.ExcelFile(path, engine="openpyxl") as book:
            sheet = book.sheet_names[0]
            return pd.read_excel(book, sheet_name=sheet, dtype="str"), say("data.own_sheet", sheet=sheet)
    except Exception as error:  # a damaged workbook raises a dozen kinds of error
        raise InputError(
            say("data.own_broken", name=path.name, reason=f"{type(error).__name__}: {error}")
        ) from error


def _read_separated(path):
    try:
        content = gzip.decompress(path.read_bytes()) if path.suffix.lower() == ".gz" else path.read_bytes()
        text, encoding = _decode(content)
        first = text.lstrip().partition("\n")[0]
        separator = max(SEPARATORS, key=first.count)
        table = pd.read_csv(
            io.StringIO(text),
            sep=separator,
            dtype="str",
            keep_default_na=False,
            na_values=[""],
            skipinitialspace=True,
        )
    except (OSError, EOFError, ValueError) as error:  # pandas' parser errors are ValueErrors
        raise InputError(say("data.own_broken", name=path.name, reason=error)) from error
    return table, encoding


def _decode(content):
    for mark, encoding, name in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content.decode(encoding), name
    for encoding, name in ENCODINGS[:-1]:
        try:
            return content.decode(encoding), name
        except UnicodeDecodeError:
            continue
    encoding, name = ENCODINGS[-1]
    return content.decode(encoding, errors="replace"), name
