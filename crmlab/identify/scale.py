"""The same method at scale: Splink on DuckDB."""

import logging

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_columns, need_rows, open_frame, say_list
from crmlab.identify.pairs import BLOCKS, need_blocks
from crmlab.language import say

_COLUMNS = ("name", "sound", "phone", "address", "building", "born_on", "gender")
# Pairs that agree in these are nearly surely matches; they tell how rare a match is.
_SURE = (("name", "phone"), ("name", "address"), ("sound", "born_on"))
_RECALL_OF_SURE = 0.85


def link_at_scale(records, blocks=BLOCKS, least=0.001, max_pairs=200_000, seed=1, key="record_id"):
    """Score all pairs of records with Splink (Linacre and others 2022) on DuckDB.

    The model is that of `compare` and `learn_weights`, with one thing more: two people called 王伟 agree by
    chance more often than two called 欧阳靖宇, so a name's own frequency counts.

    Parameters
    ----------
    records : pandas.DataFrame
        As `standardise` gives them.
    blocks : sequence of str or of tuple of str
        As in `candidate_pairs`.
    least : float, default 0.001
        Pairs with a smaller probability are not given back.
    max_pairs : int, default 200_000
        Random pairs on which u is counted; a million records want 10 million or more.
    seed : int, default 1
        The same seed, the same result: one thread, no clock, no network.
    key : str, default "record_id"

    Returns
    -------
    pandas.DataFrame
        ``record_a``, ``record_b``, ``weight`` (bits, without the match rate), ``probability``; sorted.

    Raises
    ------
    InputError
        For a missing column, a single record, or too few matches to learn from.

    Examples
    --------
    >>> import crmlab as crm
    >>> from crmlab.identify import link_at_scale, standardise
    >>> web = crm.load("customer_records").query("source == 'web'")
    >>> link_at_scale(standardise(web).records).columns.tolist()
    ['record_a', 'record_b', 'weight', 'probability']
    """
    blocks = [(block,) if isinstance(block, str) else tuple(block) for block in blocks]
    more = {name for block in blocks for name in block}
    wanted = [key, *_COLUMNS, *sorted(more - set(_COLUMNS))]
    need_columns(open_frame(records, "records"), {"key": key}, "records")
    need_blocks(records, blocks)
    _need_standard(records)
    need_rows(len(records), "records")
    if len(records) == 1:
        raise InputError(say("identify_records.one_record"))
    import duckdb
    from splink import DuckDBAPI, Linker

    # One thread and a seed: several threads add up in another order each time.
    connection = duckdb.connect(config={"threads": 1})
    try:
        given = DuckDBAPI(connection).register(_plain_table(records[wanted]))
        linker = Linker(given, _settings(blocks, key), log_level=logging.CRITICAL)
        _train(linker, max_pairs, seed)
        scored = linker.inference.predict(least, warning_mode="never").as_pandas_dataframe()
        prior = linker.misc.save_model_to_json()["probability_two_random_records_match"]
    finally:
        connection.close()
    return _tidy(scored, prior, key)


def _need_standard(records):
    """Refuse records that have not been through `standardise`."""
    lacking = [name for name in _COLUMNS if name not in records.columns]
    if lacking:
        facts = {"column": lacking[0], "columns": say_list(records.columns)}
        raise InputError(say("identify_records.not_standard", **facts))


def _plain_table(records):
    """Give texts as Python text and missing ones as None: DuckDB would read NaN as the word nan."""
    table = records.copy()
    for column in table.columns.difference(["born_on"]):
        table[column] = table[column].astype(object).where(table[column].notna(), None)
    return table


def _settings(blocks, key):
    """Write the levels of `crmlab.identify.pairs.compare` in Splink's words."""
    import splink.comparison_level_library as level
    import splink.comparison_library as comparison
    from splink import SettingsCreator, block_on

    near_day = (
        "abs(date_diff('day', born_on_l, born_on_r)) <= 15 or (year(born_on_l) = year(born_on_r)"
        " and (dayofyear(born_on_l) = 1 or dayofyear(born_on_r) = 1))"
    )
    levels = {
        "name": [
            level.NullLevel("sound"),
            level.ExactMatchLevel("name", term_frequency_adjustments=True),
            level.ExactMatchLevel("sound"),
            level.DamerauLevenshteinLevel("sound", 1),
        ],
        "phone": [
            level.NullLevel("phone"),
            level.ExactMatchLevel("phone"),
            level.DamerauLevenshteinLevel("phone", 1),
        ],
        "address": [
            level.NullLevel("address"),
            level.ExactMatchLevel("address"),
            level.ExactMatchLevel("building"),
        ],
        "born_on": [
            level.NullLevel("born_on"),
            level.ExactMatchLevel("born_on"),
            level.CustomLevel(near_day),
        ],
        "gender": [level.NullLevel("gender"), level.ExactMatchLevel("gender")],
    }
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name=key,
        comparisons=[
            comparison.CustomComparison([*shown, level.ElseLevel()], output_column_name=field)
            for field, shown in levels.items()
        ],
        blocking_rules_to_generate_predictions=[block_on(*block) for block in blocks],
        retain_matching_columns=False,
        linker_uid="crmlab",
    )


def _train(linker, max_pairs, seed):
    """Learn the match rate from sure pairs, u from random pairs, and m from two blockings in turn."""
    from splink import block_on
    from splink.internals.exceptions import SplinkException

    train = linker.training
    try:
        train.estimate_probability_two_random_records_match(
            [block_on(*columns) for columns in _SURE], recall=_RECALL_OF_SURE
        )
        train.estimate_u_using_random_sampling(max_pairs=max_pairs, seed=seed, num_chunks=1)
        # A field that blocks is always equal and teaches nothing of itself: so each learns from the other.
        for block in ("sound", "phone"):
            train.estimate_parameters_using_expectation_maximisation(block_on(block))
    except (SplinkException, ZeroDivisionError, ValueError) as trouble:
        raise InputError(say("identify_records.too_few_to_learn", why=str(trouble).strip()[:80])) from None


def _tidy(scored, prior, key):
    a, b = scored[f"{key}_l"].astype("str"), scored[f"{key}_r"].astype("str")
    turned = a > b
    pairs = pd.DataFrame({"record_a": a.where(~turned, b), "record_b": b.where(~turned, a)})
    pairs["weight"] = (scored["match_weight"] - np.log2(prior / (1 - prior))).round(6)
    pairs["probability"] = scored["match_probability"].round(9)
    return pairs.sort_values(["record_a", "record_b"], ignore_index=True)
