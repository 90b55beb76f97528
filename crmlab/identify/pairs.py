"""Which records to compare, and how two records compare field by field."""

import itertools

import numpy as np
import pandas as pd

from crmlab.frames import InputError, LeftOutWarning, need_columns, need_rows, open_frame, say_list, warn
from crmlab.language import say

BLOCKS = ("phone", "sound", "building", "email")
# Per field: the column compared, and what its levels of agreement are called, best first.
LEVELS = {
    "name": ("same", "sounds", "near", "differs"),
    "phone": ("same", "near", "differs"),
    "address": ("same", "building", "differs"),
    "born_on": ("same", "near", "differs"),
    "gender": ("same", "differs"),
}


def candidate_pairs(records, blocks=BLOCKS, biggest=200, key="record_id"):
    """List the pairs of records that share at least one block: only these will be compared.

    Parameters
    ----------
    records : pandas.DataFrame
        As `standardise` gives them.
    blocks : sequence of str or of tuple of str, default ("phone", "sound", "building", "email")
        Each is a column, or a tuple of columns that must all be equal.  Empty values share nothing.
    biggest : int, default 200
        A value shared by more records than this is no block: it names a crowd, not a person.
    key : str, default "record_id"

    Returns
    -------
    pandas.DataFrame
        One row for each pair, once, the smaller key first, sorted: ``record_a``, ``record_b``, ``blocks``
        (int, how many blocks they share).

    Raises
    ------
    InputError
        For a missing column, a single record, or if no two records share a block.

    Warns
    -----
    LeftOutWarning
        With the values that were shared by more than `biggest` records.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import candidate_pairs
    >>> records = pd.DataFrame({"record_id": ["R1", "R2", "R3"], "phone": ["113", "113", None],
    ...                         "sound": ["li na", "li na", "li na"]})
    >>> candidate_pairs(records, ["phone", "sound"]).values.tolist()
    [['R1', 'R2', 2], ['R1', 'R3', 1], ['R2', 'R3', 1]]
    """
    blocks = [(block,) if isinstance(block, str) else tuple(block) for block in blocks]
    need_columns(open_frame(records, "records"), {"key": key}, "records")
    need_blocks(records, blocks)
    need_rows(len(records), "records")
    if len(records) == 1:
        raise InputError(say("identify_records.one_record"))
    found, crowds = [], 0
    for block in blocks:
        first, second, crowded = _pairs_within(records, list(block), biggest)
        found.append(pd.DataFrame({"first": first, "second": second}))
        crowds += crowded
    if crowds:
        warn(say("identify_records.crowds", count=crowds, biggest=biggest), LeftOutWarning)
    both = pd.concat(found, ignore_index=True)
    if both.empty:
        raise InputError(say("identify_records.empty_blocks", blocks=_name_blocks(blocks)))
    both = both.groupby(["first", "second"]).size().rename("blocks").reset_index()
    keys = records[key].to_numpy()
    a, b = keys[both["first"]], keys[both["second"]]
    turned = a > b
    pairs = pd.DataFrame(
        {"record_a": np.where(turned, b, a), "record_b": np.where(turned, a, b), "blocks": both["blocks"]}
    )
    return pairs.sort_values(["record_a", "record_b"], ignore_index=True)


def _pairs_within(records, columns, biggest):
    """Give the positions of all pairs that agree in the columns, and how many values were too common."""
    there = records[columns].notna().all(axis=1).to_numpy()
    groups = records[columns].reset_index(drop=True)[there].groupby(columns, sort=False).indices
    place = np.flatnonzero(there)
    first, second, crowded = [], [], 0
    for rows in groups.values():
        if len(rows) > biggest:
            crowded += 1
        elif len(rows) > 1:
            for one, other in itertools.combinations(sorted(place[rows]), 2):
                first.append(one)
                second.append(other)
    return np.array(first, dtype=int), np.array(second, dtype=int), crowded


def need_blocks(records, blocks):
    """Refuse a block on a column that is not there, and say which blocks can be kept.

    Parameters
    ----------
    records : pandas.DataFrame
    blocks : list of tuple of str

    Raises
    ------
    InputError
        For the first column that is not there.
    """
    lacking = [name for block in blocks for name in block if name not in records.columns]
    if not lacking:
        return
    kept = [block[0] if len(block) == 1 else block for block in blocks if not set(block) & set(lacking)]
    facts = {"column": lacking[0], "columns": say_list(records.columns)}
    if kept:
        raise InputError(say("identify_records.no_block_but", kept=kept, **facts))
    raise InputError(say("identify_records.no_block", **facts))


def _name_blocks(blocks):
    return ", ".join("+".join(block) for block in blocks)


def random_pairs(records, n=200_000, seed=0, key="record_id"):
    """Draw pairs of records at random: nearly all of them are two different people.

    Parameters
    ----------
    records : pandas.DataFrame
    n : int, default 200_000
        How many to draw; a pair drawn twice counts once, so a few less come back.
    seed : int, default 0
    key : str, default "record_id"

    Returns
    -------
    pandas.DataFrame
        ``record_a``, ``record_b``.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import random_pairs
    >>> random_pairs(pd.DataFrame({"record_id": ["R1", "R2"]}), n=9).values.tolist()
    [['R1', 'R2']]
    """
    need_rows(len(records), "records")
    if len(records) == 1:
        raise InputError(say("identify_records.one_record"))
    a, b = np.random.default_rng(seed).integers(0, len(records), (2, int(n)))
    a, b = np.minimum(a, b)[a != b], np.maximum(a, b)[a != b]
    keys = np.sort(records[key].to_numpy())
    pairs = pd.DataFrame({"record_a": keys[a], "record_b": keys[b]}).drop_duplicates()
    return pairs.sort_values(["record_a", "record_b"], ignore_index=True)


def compare(records, pairs, key="record_id"):
    """Compare pairs of standardised records field by field.

    Parameters
    ----------
    records : pandas.DataFrame
        As `standardise` gives them.
    pairs : pandas.DataFrame
        ``record_a`` and ``record_b``, as `candidate_pairs` gives them.
    key : str, default "record_id"

    Returns
    -------
    pandas.DataFrame
        The pairs with one column for each field that the records have:

        * ``name``: ``same`` characters; ``sounds`` alike (a homophone, or one of them in pinyin); ``near``
          (one letter of the pinyin slipped, Damerau 1964); ``differs``;
        * ``phone``: ``same``; ``near`` (one digit wrong, missing, or two exchanged); ``differs``;
        * ``address``: ``same``; the same ``building``; ``differs``;
        * ``born_on``: ``same``; ``near`` (the same year and one is 1 January, or at most 15 days apart);
          ``differs``;
        * ``gender``: ``same``; ``differs``.

        Missing where one of the two has no value: silence is no disagreement.

    Raises
    ------
    InputError
        For a missing column, or a pair that names a record that is not there.

    Examples
    --------
    >>> import pandas as pd
    >>> from crmlab.identify import compare, standardise
    >>> clean, _ = standardise(pd.DataFrame({"record_id": ["R1", "R2"], "name": ["王伟", "Wei Wang"],
    ...                                      "phone": ["11312345678", "11312345687"]}))
    >>> compare(clean, pd.DataFrame({"record_a": ["R1"], "record_b": ["R2"]})).values.tolist()
    [['R1', 'R2', 'sounds', 'near']]
    """
    need_columns(open_frame(pairs, "pairs"), {"record_a": "record_a", "record_b": "record_b"}, "pairs")
    need_columns(open_frame(records, "records"), {"key": key}, "records")
    place = pd.Series(np.arange(len(records)), index=records[key])
    named = pd.unique(pd.concat([pairs["record_a"], pairs["record_b"]]))
    unknown = set(named) - set(place.index)
    if unknown:
        raise InputError(say("identify_records.unknown_record", value=min(unknown), count=len(unknown)))
    # Only what is compared: each column is copied for every pair.
    used = records[[name for name in (*LEVELS, "sound", "building") if name in records.columns]]
    a = used.iloc[place[pairs["record_a"]].to_numpy()].reset_index(drop=True)
    b = used.iloc[place[pairs["record_b"]].to_numpy()].reset_index(drop=True)
    compared = pairs[["record_a", "record_b"]].reset_index(drop=True)
    for field, levels in LEVELS.items():
        if field not in records.columns:
            continue
        agreement = _RULES[field](a, b)
        both = a[field].notna() & b[field].notna()
        compared[field] = pd.Series(
            np.select([~both, *agreement], ["", *levels[:-1]], levels[-1]), dtype="str"
        ).where(both)
    return compared


def _same(a, b, column):
    return (a[column] == b[column]).fillna(False).to_numpy(dtype=bool)


def _one_slip(a, b, column):
    """Say where two texts differ by one letter put in, left out, replaced, or two exchanged."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import cpdist

    x, y = a[column].fillna("").tolist(), b[column].fillna("").tolist()
    # Beyond the cutoff it answers 2, and an empty side is set aside by the caller.
    return cpdist(x, y, scorer=OSA.distance, score_cutoff=1) <= 1


def _compare_names(a, b):
    return [_same(a, b, "name"), _same(a, b, "sound"), _one_slip(a, b, "sound")]


def _compare_phones(a, b):
    return [_same(a, b, "phone"), _one_slip(a, b, "phone")]


def _compare_addresses(a, b):
    return [_same(a, b, "address"), _same(a, b, "building")]


def _compare_birthdays(a, b):
    x, y = a["born_on"], b["born_on"]
    january = (x.dt.day_of_year == 1) | (y.dt.day_of_year == 1)
    near = ((x.dt.year == y.dt.year) & january) | ((x - y).abs() <= pd.Timedelta(days=15))
    return [_same(a, b, "born_on"), near.to_numpy(dtype=bool)]


def _compare_genders(a, b):
    return [_same(a, b, "gender")]


_RULES = {
    "name": _compare_names,
    "phone": _compare_phones,
    "address": _compare_addresses,
    "born_on": _compare_birthdays,
    "gender": _compare_genders,
}
