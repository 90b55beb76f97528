"""Random numbers: a stream of its own for every part of the world and every block of customers."""

import zlib

import numpy as np

# Customers are made in blocks of this size, so that memory stays bounded whatever their number.
BLOCK = 4000


def stream(seed, part, block=0):
    """Give the random stream of one part of the world in one block of customers.

    The stream depends on nothing but its three names: a part that is added later, or a world that is
    larger, changes no number that was there before.

    Parameters
    ----------
    seed : int
        The world's seed, 0 or more.
    part : str
        The name of the part, such as ``"purchases"``.
    block : int
        Which block of customers, from 0.

    Returns
    -------
    numpy.random.Generator

    Examples
    --------
    >>> from crmlab.story.streams import stream
    >>> stream(1, "people").integers(100) == stream(1, "people").integers(100)
    np.True_
    """
    return np.random.default_rng([seed, zlib.crc32(part.encode()), block])


def blocks(customers):
    """Cut a number of customers into blocks: (block number, first customer, customers in it).

    Examples
    --------
    >>> from crmlab.story.streams import blocks
    >>> list(blocks(9000))
    [(0, 0, 4000), (1, 4000, 4000), (2, 8000, 1000)]
    """
    for block, first in enumerate(range(0, customers, BLOCK)):
        yield block, first, min(BLOCK, customers - first)


def ids(letter, first, n, digits):
    """Give n ids in a row, such as C00001, C00002 ...

    Examples
    --------
    >>> from crmlab.story.streams import ids
    >>> ids("C", 0, 2, 5).tolist()
    ['C00001', 'C00002']
    """
    return np.array([f"{letter}{i:0{digits}d}" for i in range(first + 1, first + n + 1)], dtype=object)


def pick(rng, weights, n):
    """Draw n positions with the given weights (they need not sum to 1)."""
    edges = np.cumsum(weights) / np.sum(weights)
    return np.minimum(np.searchsorted(edges, rng.random(n), side="right"), len(edges) - 1)
