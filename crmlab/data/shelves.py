"""Putting blocks of text on shelves: columns of equal height, with linked blocks near each other.

All measures are whole units of a grid, y counted downwards, so that wires (`crmlab.data.wires`) can run on
the same grid.
"""

from functools import partial
from itertools import combinations, permutations

GUTTER, GAP, MARGIN = 6, 4, 3  # between columns, between blocks, around all
FAR = 4  # how much a unit of height weighs against a unit of wire
SWEEPS = 6


def place(heights, links, columns, width):
    """Give each block a place, such that the whole is low and the wires are short.

    Starts from the order given and swaps or moves blocks while that helps: no chance in it.

    Parameters
    ----------
    heights : list of int
        Of the blocks.
    links : list of (int, int)
        Pairs of blocks that a wire joins.
    columns, width : int
        How many columns, and how wide each is.

    Returns
    -------
    places : list of (int, int)
        Left and upper edge of each block.
    size : (int, int)
        Width and height of the whole, margins included.

    Examples
    --------
    >>> place([10, 10], [], columns=2, width=20)
    ([(3, 3), (29, 3)], (52, 16))
    """
    order = _improve(list(range(len(heights))), heights, links, columns, width)
    shelves = _fill(order, heights, columns)
    places = _places(shelves, heights, width)
    bottom = max(y + heights[block] for block, (_, y) in places.items())
    size = (2 * MARGIN + len(shelves) * (width + GUTTER) - GUTTER, bottom + MARGIN)
    return [places[block] for block in range(len(heights))], size


def _improve(order, heights, links, columns, width):
    def cost(order):
        shelves = _fill(order, heights, columns)
        places = _places(shelves, heights, width)
        wire = sum(
            abs(places[a][0] - places[b][0]) + abs(places[a][1] - places[b][1]) for a, b in links if a != b
        )
        return wire + FAR * max(y + heights[block] for block, (_, y) in places.items())

    best = cost(order)
    for _ in range(SWEEPS):
        before = best
        for change in _changes(len(order)):
            other = change(order)
            if (now := cost(other)) < best:
                best, order = now, other
        if best == before:
            break
    return order


def _changes(n):
    """Give all swaps of two blocks, then all moves of one block to another place."""

    def swap(i, j, order):
        order = order.copy()
        order[i], order[j] = order[j], order[i]
        return order

    def move(i, j, order):
        rest = order[:i] + order[i + 1 :]
        return [*rest[:j], order[i], *rest[j:]]

    yield from (partial(swap, i, j) for i, j in combinations(range(n), 2))
    yield from (partial(move, i, j) for i, j in permutations(range(n), 2))


def _fill(order, heights, columns):
    """Cut the order into columns such that the highest is as low as can be."""
    low, high = max(heights), sum(heights) + GAP * len(heights)
    while low < high:
        middle = (low + high) // 2
        if len(_cut(order, heights, middle)) <= columns:
            high = middle
        else:
            low = middle + 1
    return _cut(order, heights, low)


def _cut(order, heights, limit):
    shelves, used = [[]], -GAP
    for block in order:
        if shelves[-1] and used + GAP + heights[block] > limit:
            shelves.append([])
            used = -GAP
        shelves[-1].append(block)
        used += GAP + heights[block]
    return shelves


def _places(shelves, heights, width):
    places = {}
    for column, shelf in enumerate(shelves):
        y = MARGIN
        for block in shelf:
            places[block] = (MARGIN + column * (width + GUTTER), y)
            y += heights[block] + GAP
    return places
