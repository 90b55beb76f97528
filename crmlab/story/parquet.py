"""A world of any size as Parquet files: block by block, on all cores, in bounded memory."""

import os
import shutil
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import lru_cache
from pathlib import Path

from crmlab.story.streams import blocks
from crmlab.story.window import cut
from crmlab.story.world import make_block, make_shop

MAKING = ".making"


def write_parquet(folder, customers, seed, window=None):
    """Make a world and write it to Parquet, one file for each table and block of customers.

    Nothing stands under its final name before all is made: what stops half-way leaves the folder as it was.

    Parameters
    ----------
    folder : str or pathlib.Path
        Made if it is not there; tables of an earlier run in it are replaced.
    customers, seed : int
        See `crmlab.story.simulate`.
    window : pair of pandas.Timestamp, optional
        See `crmlab.story.window`.

    Returns
    -------
    list of pathlib.Path
        The files, such as ``orders/part-00000.parquet``; the truth is in ``truth/``.

    Raises
    ------
    OSError
        If the disk is full or the folder cannot be written.
    ModuleNotFoundError
        If pyarrow or tqdm is missing; both come with ``pip install crmlab[engines]``.
    """
    from tqdm import tqdm

    folder = Path(folder)
    making = folder / MAKING
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    wanted = list(blocks(customers))
    try:
        _put(making, _shop(seed, customers, window), 0)
        with ProcessPoolExecutor(min(os.cpu_count() or 1, len(wanted))) as workers:
            jobs = [workers.submit(_make_and_put, making, seed, customers, block, window) for block in wanted]
            try:
                for job in tqdm(as_completed(jobs), total=len(jobs), unit="block"):
                    job.result()
            except BaseException:
                workers.shutdown(cancel_futures=True)
                raise
        return _move(making, folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _shop(seed, customers, window):
    shop = _whole_shop(seed, customers)
    # The customers that the shop's own tables name are of the first block.
    first = make_block(seed, *next(blocks(customers))) if window else {}
    return {name: table for name, table in _cut(shop, first, window).items() if name in shop}


@lru_cache(maxsize=1)
def _whole_shop(seed, customers):
    """Make the shop's own tables once for each worker: every block of a window is cut beside them."""
    return make_shop(seed, customers)


def _make_and_put(making, seed, customers, block, window):
    made = make_block(seed, *block)
    shop = _whole_shop(seed, customers) if window else {}
    _put(making, {name: table for name, table in _cut(made, shop, window).items() if name in made}, block[0])


def _cut(tables, others, window):
    return cut({**others, **tables}, window) if window else tables


def _put(making, tables, number):
    for name, table in tables.items():
        path = making / name / f"part-{number:05d}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        table.to_parquet(path, index=False)


def _move(making, folder):
    """Give every table its final name, in place of what an earlier run left there."""
    names = sorted({path.parent.relative_to(making) for path in making.rglob("*.parquet")})
    for name in names:
        final = folder / name
        shutil.rmtree(final, ignore_errors=True)
        final.parent.mkdir(parents=True, exist_ok=True)
        (making / name).rename(final)
    return sorted(path for name in names for path in (folder / name).glob("*.parquet"))
