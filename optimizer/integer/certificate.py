"""Proof trees: exact integer arithmetic that shows a bound, whatever any solver did. Imports no solver.

For min c.x, A.x >= b, lo <= x <= hi, all whole numbers, and any multipliers m >= 0 and scale D > 0:
``L = m.b + sum over columns of min over lo..hi of (D c - m A) x`` and every point has c.x >= ceil(L / D)
(weak duality; nothing is assumed of m). A tree splits the points of a program on columns; where every leaf's
multipliers reach the score, no point is below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from luanchuyen.optimizer.integer.arrays import IntArray
from luanchuyen.optimizer.integer.inequalities import LARGEST, Inequalities
from luanchuyen.optimizer.integer.knapsack import Choice

SCALE = 1 << 16
"""D: multipliers are whole numbers of 1 / 65536 of a point."""


def _none() -> IntArray:
    return np.zeros(0, np.int64)


@dataclass
class Node:
    """One node: the multipliers that hold there, and, where it is split, the column and its two parts.

    ``column`` is split at ``at``: ``low`` has x <= at, ``high`` x >= at + 1. -1: no split; ``low``, where there is
    one, then looks again at what the multipliers leave. ``empty``: they show, of the rows alone, that no point is
    left: L > 0 with the costs left out. Without multipliers it shows the trivial bound.
    """

    rows: IntArray = field(default_factory=_none)
    multipliers: IntArray = field(default_factory=_none)
    column: int = -1
    at: int = 0
    low: Node | None = None
    high: Node | None = None
    empty: bool = False


@dataclass(frozen=True)
class Priced:
    """What multipliers show at a node: L, and the reduced cost D c - m A of every column; of a column of a pack, what
    the least with it is above that without it.

    ``empty``: no point is left there.
    """

    numerator: int
    reduced: IntArray
    empty: bool = False

    def reaches(self, target: int) -> bool:
        """Whether no point scores below the target."""
        return self.empty or self.bound() >= target

    def bound(self) -> int:
        """ceil(L / D)."""
        return -(-self.numerator // SCALE)


def beyond(costs: IntArray, upper: IntArray) -> int:
    """More than any point of 0..upper costs, however large."""
    dear = costs > 0
    return int((costs[dear].astype(object) * upper[dear]).sum()) + 1


def price(rows: Inequalities, costs: IntArray, node: Node, lo: IntArray, hi: IntArray) -> Priced:
    """The exact bound of a node's multipliers over lo..hi. Raises ValueError where they prove nothing."""
    combined, constant = rows.combine(node.rows, node.multipliers)
    if not node.empty and SCALE * float(np.abs(costs).max(initial=0)) > LARGEST:
        raise ValueError("costs too large")
    reduced = -combined if node.empty else SCALE * costs - combined
    # No product of vectors: that would wake a thread a core for a sum.
    if float((np.abs(reduced).astype(float) * np.maximum(np.where(reduced >= 0, lo, hi), 0)).sum()) > LARGEST:
        raise ValueError("reduced costs too large")
    numerator = constant + int(np.where(reduced >= 0, reduced * lo, reduced * hi).sum())
    for pack in rows.packs:
        if not rows.active[pack.row]:
            continue
        taken = lo[pack.columns] > 0
        room = -int(rows.rhs[pack.row]) - int(pack.weights[taken].sum())
        if room < 0:
            return Priced(numerator, reduced, empty=True)
        free = ~taken & (hi[pack.columns] > 0)
        choice = Choice(reduced[pack.columns[free]], pack.weights[free], room)
        numerator += choice.least - int(np.minimum(choice.costs, 0).sum())
        reduced[pack.columns[free]] = choice.margins()
    if node.empty and numerator <= 0:
        raise ValueError("multipliers that do not show a contradiction")
    return Priced(numerator, reduced, node.empty)


def tighten(priced: Priced, target: int, lo: IntArray, hi: IntArray) -> tuple[IntArray, IntArray]:
    """The bounds left to points of score below ``target``: a column may move only as far as the slack pays."""
    slack = SCALE * (target - 1) - priced.numerator
    reduced, whole = np.abs(priced.reduced), np.maximum(np.abs(priced.reduced), 1)
    # Slack of a target near 2^47 is beyond 64 bits; and never beyond the other bound, as lo + steps would else be.
    steps = (
        slack // whole if abs(slack) <= LARGEST else (slack // whole.astype(object)).clip(-1, (hi - lo).max(initial=0))
    )
    steps = np.minimum(np.where(reduced > 0, steps.astype(np.int64), hi - lo), hi - lo)
    up, down = priced.reduced > 0, priced.reduced < 0
    return np.where(down, np.maximum(lo, hi - steps), lo), np.where(up, np.minimum(hi, lo + steps), hi)


def proven_bound(rows: Inequalities, costs: IntArray, lo: IntArray, hi: IntArray, target: int, root: Node) -> int:
    """The bound that a tree proves: no whole point of lo..hi and the rows scores below it; at most ``target``.

    The leaves cover every point of score below the target: a node's multipliers first take away the points
    that they show to score at least the target, and the split's two parts cover the rest.
    """
    left = open_leaves(rows, costs, lo, hi, target, root)
    return min((priced.bound() for priced, _, _ in left), default=target)


def is_first(rows: Inequalities, costs: IntArray, lo: IntArray, hi: IntArray, moves: IntArray, root: Node) -> bool:
    """Whether a tree shows that no point of lo..hi and the rows comes before ``moves`` in the published order.

    By ``costs``; among equal costs the one of the greatest list of the first columns, ``moves`` being one such list.
    """
    width, value = len(moves), int(costs[: len(moves)] @ moves)
    for _, low, high in open_leaves(rows, costs, lo, hi, value + 1, root):
        if (low > high).any():
            continue
        if (low[:width] < high[:width]).any() or _before(low[:width], moves, costs[:width]):
            return False
    return True


def open_leaves(
    rows: Inequalities, costs: IntArray, lo: IntArray, hi: IntArray, target: int, root: Node
) -> Iterator[tuple[Priced, IntArray, IntArray]]:
    """The leaves whose multipliers do not reach the target, with what they leave of the columns.

    A split that lacks a part is a leaf.
    """
    open_nodes = [(root, lo, hi)]
    while open_nodes:
        node, lo, hi = open_nodes.pop()
        if (lo > hi).any():
            continue
        priced = price(rows, costs, node, lo, hi)
        if priced.reaches(target):
            continue
        lo, hi = tighten(priced, target, lo, hi)
        if node.low is None or (node.column >= 0 and node.high is None):
            yield priced, lo, hi
        else:
            open_nodes += parts(node, lo, hi)


def _before(one: IntArray, other: IntArray, costs: IntArray) -> bool:
    """Whether the moves ``one`` come before ``other``: at less cost, or at the same with the greater list."""
    mine, theirs = int(costs @ one), int(costs @ other)
    return mine < theirs or (mine == theirs and bool(one.tolist() > other.tolist()))


def parts(node: Node, lo: IntArray, hi: IntArray) -> list[tuple[Node, IntArray, IntArray]]:
    """What is below a node that is no leaf, each with the columns left to it."""
    assert node.low is not None
    if node.high is None:
        return [(node.low, lo, hi)]
    below, above = hi.copy(), lo.copy()
    below[node.column] = min(hi[node.column], node.at)
    above[node.column] = max(lo[node.column], node.at + 1)
    return [(node.low, lo, below), (node.high, above, hi)]


def flatten(root: Node) -> list[list[object]]:
    """A tree as rows [rows, multipliers, column, at, low, high, empty]: children by their place, -1 = none.

    The first tells all of its multipliers; each other only those that differ from those of the node above it.
    """
    nodes, above = [root], [_none()]
    rows: list[list[object]] = []
    for place, node in enumerate(nodes):
        before = above[place]
        own = np.zeros(max(len(before), node.rows.max(initial=-1) + 1), np.int64)
        own[node.rows] = node.multipliers
        children = []
        for child in (node.low, node.high):
            children.append(len(nodes) if child is not None else -1)
            if child is not None:
                nodes.append(child)
                above.append(own)
        changed = own.copy()
        changed[: len(before)] -= before
        there = np.flatnonzero(changed)
        rows.append([there.tolist(), own[there].tolist(), node.column, node.at, *children, int(node.empty)])
    return rows


def unflatten(rows: Sequence[Sequence[Any]]) -> Node:
    """The tree of such rows. Raises ValueError, TypeError, IndexError or OverflowError where they are none."""
    nodes = [_node(*row) for row in rows]
    told = [(_none(), _none()) for _ in rows]
    seen: set[int] = set()
    for place, row in enumerate(rows):
        children = [int(row[4]), int(row[5])]
        for child in (c for c in children if c >= 0):
            if child <= place:
                raise ValueError("a tree that turns back")
            if child in seen:
                raise ValueError("a tree whose branches grow together")
            seen.add(child)
        node, above = nodes[place], told[place]
        numbers, first = np.unique(np.append(node.rows, above[0]), return_index=True)
        multipliers = np.append(node.multipliers, above[1])[first]
        node.rows, node.multipliers = numbers[multipliers != 0], multipliers[multipliers != 0]
        for child in (c for c in children if c >= 0):
            told[child] = node.rows, node.multipliers
        node.low, node.high = (nodes[c] if c >= 0 else None for c in children)
    if len(seen) != len(nodes) - 1:
        raise ValueError("nodes that no branch leads to")
    return nodes[0]


def _node(rows: Any, multipliers: Any, column: Any, at: Any, low: Any, high: Any, empty: Any) -> Node:
    """One node without its parts. ValueError where a reader could take it otherwise than this module does."""
    numbers = [*rows, *multipliers, column, at, low, high, empty]
    if {*map(type, numbers)} != {int} or min(rows, default=0) < 0 or len({*rows}) < len(rows):
        raise ValueError("no whole numbers, or a row twice")
    parts = (low >= 0, high >= 0)
    split = column >= 0 and parts == (True, True)
    if empty not in (0, 1) or len(rows) != len(multipliers) or not (split or (column, at, high) == (-1, 0, -1)):
        raise ValueError("a node of no known form")
    return Node(np.array(rows, np.int64), np.array(multipliers, np.int64), column, at, empty=empty == 1)
