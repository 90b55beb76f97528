"""Files as they come: in one of several encodings, with one of several separators, or from Excel."""

import csv
import datetime as dt
import gzip
import io
import statistics
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from crmlab.data.naming import count_known
from crmlab.frames import InputError
from crmlab.language import say

# Tried in this order: UTF-8 refuses what it is not; GB18030, the superset of GBK, refuses most that it is
# not; Windows-1252 takes the rest.  Big5 looks like GBK and is told by the column names.
ENCODINGS = (("utf-8", "UTF-8"), ("gb18030", "GBK"), ("cp950", "Big5"), ("cp1252", "Windows-1252"))
BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)
SEPARATORS = (",", "\t", ";", "|")
TEXT_FILES, EXCEL_FILES = (".csv", ".tsv", ".txt"), (".xlsx", ".xlsm")
TOP = 20  # so many rows are searched for the column names


class Export(NamedTuple):
    """A file read as text, and how.

    ``table``: all columns text, missing where empty; the index is the row number in the file.  ``how``:
    encoding or sheet, for the account.  ``passed_over``: rows above the column names.  ``doubtful``: the
    encoding is a guess.  ``sheets``: those of a workbook that hold something; one is read.
    """

    table: pd.DataFrame
    name: str
    how: str
    passed_over: int
    doubtful: bool
    sheets: int = 1


def read_text_table(path, wanted=()):
    """Read a file as a table of text.

    Parameters
    ----------
    path : str or pathlib.Path
    wanted : collection of str, optional
        Column names that the learner gave; with the usual names they tell where the column names stand.

    Returns
    -------
    Export

    Raises
    ------
    crmlab.frames.InputError
        If the file is not there, is of a kind that is not read, is broken, or holds no rows.
    """
    path = Path(path).expanduser()
    _check_there(path)
    kind = Path(path.stem).suffix.lower() if path.suffix.lower() == ".gz" else path.suffix.lower()
    if kind not in TEXT_FILES + EXCEL_FILES:
        raise InputError(say("data.own_kind", name=path.name, kinds=", ".join(TEXT_FILES + EXCEL_FILES)))
    try:
        read = _read_excel if kind in EXCEL_FILES else _read_separated
        export = read(path, wanted)
    except InputError:
        raise
    except Exception as error:  # a damaged workbook raises a dozen kinds of error
        reason = f"{type(error).__name__}: {error}" if kind in EXCEL_FILES else error
        raise InputError(say("data.own_broken", name=path.name, reason=reason)) from error
    table = export.table.dropna(how="all")
    if table.empty:
        raise InputError(say("data.own_empty", name=path.name))
    return export._replace(table=table)


def _check_there(path):
    if path.is_dir():
        kinds = TEXT_FILES + EXCEL_FILES + (".gz",)
        inside = sorted(file.name for file in path.iterdir() if file.suffix.lower() in kinds)[:5]
        raise InputError(say("data.own_folder", path=path, files=", ".join(inside) or "-"))
    if not path.is_file():
        raise InputError(say("data.own_no_file", path=path, folder=Path.cwd()))


def _read_excel(path, wanted):
    import openpyxl  # half a second that only an Excel file is worth

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        sheets = {sheet.title: list(_rows(sheet, TOP)) for sheet in book.worksheets}
        filled = [title for title, top in sheets.items() if any(map(any, top))] or list(sheets)
        known = [title for title in filled if _recognise(sheets[title], wanted) is not None]
        title = (known or filled)[0]
        rows = list(_rows(book[title]))
    finally:
        book.close()
    others = [other for other in filled if other != title]
    how = say("data.own_sheet", sheet=title)
    if others:
        how += say("data.own_other_sheets", sheets=", ".join(map(repr, others)))
    head = _find_header(rows[:TOP], wanted)
    names = _name_columns(rows[head] if rows else [])
    body = [[*row, *[None] * (len(names) - len(row))][: len(names)] for row in rows[head + 1 :]]
    table = pd.DataFrame(body, columns=names, dtype="object", index=range(head + 2, head + 2 + len(body)))
    return Export(table, path.name, how, head, False, len(filled))


def _rows(sheet, most=None):
    sheet.reset_dimensions()  # some programs write the sheet's size wrongly
    for row in sheet.iter_rows(max_row=most, values_only=True):
        yield [_write(value) for value in row]


def _write(value):
    """Write a cell of Excel as text that is read back without doubt."""
    if value is None or value == "":
        return None
    if isinstance(value, float):
        if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        # Three decimals could be thousands: 1.125 is told from 1,125 by one zero more.
        return f"{value!r}0" if len(repr(value).partition(".")[2]) == 3 else repr(value)
    return value.isoformat(" ") if isinstance(value, dt.datetime) else str(value)


def _read_separated(path, wanted):
    content = gzip.decompress(path.read_bytes()) if path.suffix.lower() == ".gz" else path.read_bytes()
    text, encoding, doubtful = _decode(content, wanted)
    separator, told = _find_separator(text, wanted)
    top, ends = _read_top(text, separator)
    head = max(_find_header(top, wanted), int(told))
    if len(top) <= head:
        raise InputError(say("data.own_empty", name=path.name))
    names = _name_columns(top[head])
    below = text.split("\n", ends[head])[ends[head] :]
    table = pd.read_csv(
        io.StringIO("".join(below) or "\n"),
        sep=separator,
        header=None,
        names=[*names, "..."],  # one more than there are names, so that a cell too many is seen
        index_col=False,
        dtype="str",
        keep_default_na=False,
        na_values=[""],
        skipinitialspace=True,
        skip_blank_lines=False,
    )
    table.index = range(head + 2, head + 2 + len(table))
    _refuse_long_rows(table.pop("..."), path.name, len(names))
    return Export(table, path.name, encoding, head - told, doubtful)


def _refuse_long_rows(behind, name, columns):
    """Refuse a row with a cell too many: 1,234.50 without quotes would be read as 1."""
    long = behind.dropna().str.strip().loc[lambda cells: cells.ne("")]
    if len(long):
        raise InputError(say("data.own_long_row", name=name, row=long.index[0], columns=columns))


def _decode(content, wanted):
    """Decode: (text, the encoding's name, whether it is a guess)."""
    for mark, encoding, name in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _lines(content.decode(encoding)), name, False
    start = content[:2000]
    for encoding, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        # A zero in every second byte: commas and digits of UTF-16 without its mark.
        if zeros.count(0) * 5 > len(zeros) > 0:
            return _lines(content.decode(encoding)), "UTF-16", True
    texts = {}
    for encoding, name in ENCODINGS[:-1]:
        try:
            texts[name] = _lines(content.decode(encoding))
        except UnicodeDecodeError:
            continue
        if name == "UTF-8":
            return texts[name], name, False
    if not texts:
        encoding, name = ENCODINGS[-1]
        return _lines(content.decode(encoding, errors="replace")), name, True
    name = max(texts, key=lambda name: _count_known_in(texts[name], wanted))
    return texts[name], name, True


def _lines(text):
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _count_known_in(text, wanted):
    return max(
        (count_known(row, wanted) for separator in SEPARATORS for row in _read_top(text, separator)[0]),
        default=0,
    )


def _find_separator(text, wanted):
    """Find the separator, and whether a first line such as sep=; tells it."""
    first = text.partition("\n")[0].strip().lower()
    if first.startswith("sep=") and first[4:5] in SEPARATORS:
        return first[4], True
    tops = {separator: _read_top(text, separator)[0] for separator in SEPARATORS}
    known = {separator: _recognise(top, wanted) for separator, top in tops.items()}
    for separator in SEPARATORS:
        if known[separator] is not None:
            return separator, False
    return max(SEPARATORS, key=lambda separator: statistics.median(map(len, tops[separator] or [[]]))), False


def _read_top(text, separator):
    """Read the first rows, and the number of the line in which each ends."""
    lines = io.StringIO("\n".join(text.split("\n", 5 * TOP)[: 5 * TOP]))
    reader = csv.reader(lines, delimiter=separator, skipinitialspace=True)
    rows, ends = [], []
    try:
        for row in reader:
            rows.append([cell.strip() for cell in row])
            ends.append(reader.line_num)
            if len(rows) == TOP:
                break
    except csv.Error:  # a cell without end: what stands above it is enough
        pass
    return rows, ends


def _recognise(rows, wanted):
    """Find the first row with three filled cells of which two are names of columns."""
    for i, row in enumerate(rows):
        if sum(map(bool, row)) >= 3 and count_known(row, wanted) >= 2:
            return i
    return None


def _find_header(rows, wanted):
    """Find the row of the column names; unrecognised, it is the first that is about as full as the rest."""
    known = _recognise(rows, wanted)
    if known is not None:
        return known
    filled = [sum(map(bool, row)) for row in rows]
    return next((i for i, count in enumerate(filled) if count >= 0.6 * max(filled)), 0)


def _name_columns(cells):
    """Name the columns: those without a name by their place, a name that comes again by a star."""
    names = []
    for i, cell in enumerate(cells, 1):
        name = (cell or "").strip().removeprefix('="').removesuffix('"') or f"({i})"
        while name in names:
            name += "*"
        names.append(name)
    return names
