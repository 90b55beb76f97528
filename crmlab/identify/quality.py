"""What a table of customers is worth: how full, how valid, how telling."""

import pandas as pd

from crmlab.frames import InputError, need_columns, need_rows, open_frame
from crmlab.language import say


def data_dictionary(records, clean=None, fields=None):
    """List the fields of a table: kind, how often filled, how often valid, how many values.

    Parameters
    ----------
    records : pandas.DataFrame
        As keyed.
    clean : pandas.DataFrame, optional
        The same rows standardised: what became empty there was not valid.
    fields : sequence of str, optional
        Left out, all columns.

    Returns
    -------
    pandas.DataFrame
        One row for each field, in the order of the table: ``field``, ``kind`` (text, number, date),
        ``fill_rate`` (share of rows with a value), ``valid_rate`` (share of rows with a valid one; without
        `clean` the same), ``n_values`` (different values), ``example`` (the commonest value, as text).

    Raises
    ------
    InputError
        For a missing column, an empty table, or a `clean` of other rows.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import data_dictionary
    >>> keyed = pd.DataFrame({"phone": ["113", None, "x", "113"]})
    >>> data_dictionary(keyed, pd.DataFrame({"phone": ["113", None, None, "113"]})).values.tolist()
    [['phone', 'text', 0.75, 0.5, 2, '113']]
    """
    need_rows(len(records), "records")
    fields = list(records.columns) if fields is None else list(fields)
    need_columns(open_frame(records, "records"), {field: field for field in fields}, "records")
    if clean is not None and len(clean) != len(records):
        raise InputError(say("identify_collect.other_rows", given=len(clean), need=len(records)))
    rows = []
    for field in fields:
        keyed = records[field]
        valid = clean[field] if clean is not None and field in clean else keyed
        filled = keyed.dropna()
        example = str(filled.mode().iloc[0]) if len(filled) else ""
        shares = float(keyed.notna().mean()), float(valid.notna().mean())
        rows.append((field, _kind(keyed), *shares, int(filled.nunique()), example.removesuffix(" 00:00:00")))
    return pd.DataFrame(rows, columns=["field", "kind", "fill_rate", "valid_rate", "n_values", "example"])


def _kind(values):
    if pd.api.types.is_datetime64_any_dtype(values):
        return "date"
    return "number" if pd.api.types.is_numeric_dtype(values) else "text"


def fill_rates(table, fields, by):
    """Give the share of rows with a value, for each field in each group.

    Parameters
    ----------
    table : pandas.DataFrame
    fields : sequence of str
    by : str
        The column that parts the rows, such as ``"source"``.

    Returns
    -------
    pandas.DataFrame
        One row for each field, one column for each group.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import fill_rates
    >>> table = pd.DataFrame({"source": ["a", "a", "b"], "email": [None, "x", "y"]})
    >>> fill_rates(table, ["email"], "source").values.tolist()
    [['email', 0.5, 1.0]]
    """
    need_rows(len(table), "table")
    wanted = {"by": by, **{field: field for field in fields}}
    need_columns(open_frame(table, "table"), wanted, "table")
    rates = table[list(fields)].notna().groupby(table[by]).mean().T
    rates.columns.name = None
    return rates.rename_axis("field").reset_index()


def note_quality(notes, text, by=None, short=10):
    """Measure how telling notes are: empty, shorter than `short` characters, or long enough to say something.

    A length is a low bar on purpose: a long note may be useless, but one under ten characters cannot say
    who wants what by when.

    Parameters
    ----------
    notes : pandas.DataFrame
        One row for each contact that should have been noted.
    text : str
        The column with the notes.
    by : str, optional
        A column to part them by, such as the customer's tier.
    short : int, default 10
        Characters, spaces not counted; a hanzi says more than a letter, so take three times as many for
        English.

    Returns
    -------
    pandas.DataFrame
        One row for each group (one in all without `by`): `by`, ``notes`` (int, rows), ``empty``, ``short``
        and ``telling`` (shares that add up to 1), ``numbers`` (share that holds a figure: how much, by
        when), ``median_length`` (characters, of those that are not empty).

    Raises
    ------
    InputError
        For a missing column, no rows, or a `short` below 1.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import note_quality
    >>> notes = pd.DataFrame({"note": ["已联系", None, "食堂经理说油每月要4桶，周四前要报价。"]})
    >>> note_quality(notes, "note").round(2).values.tolist()
    [[3.0, 0.33, 0.33, 0.33, 0.33, 11.0]]
    """
    need_columns(open_frame(notes, "notes"), {"text": text, **({"by": by} if by else {})}, "notes")
    need_rows(len(notes), "notes")
    if isinstance(short, bool) or not isinstance(short, int) or short < 1:
        raise InputError(say("identify_collect.bad_short", value=repr(short)))
    length = notes[text].fillna("").astype("str").str.replace(r"\s", "", regex=True).str.len()
    rows = pd.DataFrame(
        {
            "notes": 1,
            "empty": length.eq(0),
            "short": length.between(1, short - 1),
            "telling": length.ge(short),
            "numbers": notes[text].fillna("").astype("str").str.contains(r"\d"),
            "median_length": length.where(length > 0),
        }
    )
    how = dict.fromkeys(rows.columns, "mean") | {"notes": "sum", "median_length": "median"}
    if by is None:
        return rows.agg(how).to_frame().T.astype({"notes": int})
    return rows.groupby(notes[by]).agg(how).reset_index()
