"""Wires on a grid: from each box to the box that it points to, around all others.

Wires to one box are a net: they run together where they can, as on a circuit diagram.  Wires of different
nets may cross, but not run on top of each other.
"""

from heapq import heappop, heappush
from itertools import pairwise

BEND, CROSSING, TOUCHING, OVERLAP = 3, 5, 25, 60  # what each costs, in steps of the grid
STEPS = ((1, 0), (-1, 0), (0, 1), (0, -1))


def route(wires, boxes, size):
    """Find a way for each wire, the short ones first.

    Parameters
    ----------
    wires : list of (list of (int, int), list of (int, int), hashable)
        Points from which a wire may start, points at which it may end, and its net.  All lie outside the
        boxes.
    boxes : list of (int, int, int, int)
        Left, upper, width and height of what no wire may cross.
    size : (int, int)
        Width and height of the grid.

    Returns
    -------
    list of list of (int, int)
        The points at which each wire starts, bends and ends; a wire may end on another of its net.

    Examples
    --------
    >>> route([([(1, 1)], [(9, 5)], "a")], [(3, 0, 3, 4)], (10, 6))
    [[(1, 1), (1, 5), (9, 5)]]
    """
    board = _Board(boxes, size)
    for starts, ends, net in wires:
        for point in (*starts, *ends):  # another net's wire here would seem to belong to this box
            board.bends.setdefault(point, set()).add(net)
    ways = {}
    for number in sorted(range(len(wires)), key=lambda n: (_distance(*wires[n][:2]), n)):
        starts, ends, net = wires[number]
        ways[number] = board.lay(starts, ends, net)
    return [_corners(ways[number]) for number in range(len(wires))]


def _distance(starts, ends):
    return min(abs(a - c) + abs(b - d) for a, b in starts for c, d in ends)


def _corners(way):
    kept = way[:1]
    for before, here, after in zip(way, way[1:], way[2:], strict=False):
        if (here[0] - before[0], here[1] - before[1]) != (after[0] - here[0], after[1] - here[1]):
            kept.append(here)
    return kept + way[1:][-1:]


class _Board:
    """The grid: what is blocked, and which nets lie on which points and edges."""

    def __init__(self, boxes, size):
        width, height = size
        blocked = {
            (x, y)
            for left, top, w, h in boxes
            for x in range(left, left + w + 1)
            for y in range(top, top + h + 1)
        }
        self.free = {(x, y) for x in range(width + 1) for y in range(height + 1)} - blocked
        self.points, self.edges, self.bends = {}, {}, {}

    def lay(self, starts, ends, net):
        """Find the cheapest way and keep it."""
        goals = set(ends) | {point for point, nets in self.points.items() if net in nets}
        queue = [(0, start, (0, 0), None) for start in sorted(starts)]
        came = {}
        while queue:
            cost, here, step, before = heappop(queue)
            if (here, step) in came:
                continue
            came[here, step] = before
            if here in goals:
                return self._keep(_walk_back(came, (here, step)), net)
            for ahead in STEPS:
                there = (here[0] + ahead[0], here[1] + ahead[1])
                if there in self.free and (there, ahead) not in came and ahead != (-step[0], -step[1]):
                    price = self._price(here, there, net, turns=step not in (ahead, (0, 0)))
                    heappush(queue, (cost + price, there, ahead, (here, step)))
        raise ValueError(f"no way for a wire from {sorted(starts)[0]}: a box stands on it")

    def _price(self, here, there, net, turns):
        price = 1 + BEND * turns
        others = self.points.get(there, set()) - {net}
        if others:
            price += CROSSING
        if (self.bends.get(there, set()) - {net}) or (turns and self.points.get(here, set()) - {net}):
            price += TOUCHING
        if self.edges.get(frozenset((here, there)), set()) - {net}:
            price += OVERLAP
        return price

    def _keep(self, way, net):
        for point in way:
            self.points.setdefault(point, set()).add(net)
        for edge in pairwise(way):
            self.edges.setdefault(frozenset(edge), set()).add(net)
        for corner in _corners(way):
            self.bends.setdefault(corner, set()).add(net)
        return way


def _walk_back(came, last):
    way = []
    while last is not None:
        way.append(last[0])
        last = came[last]
    return way[::-1]
