"""A second checker of proof trees, written from what docs/certificate.md says of them, in fractions and lists.

It shares no arithmetic with the first: slow, and short enough to be believed by reading it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any

from luanchuyen.optimizer.program.program import Program

SCALE = 65_536
ROWS, MULTIPLIERS, COLUMN, AT, LOW, HIGH, EMPTY = range(7)
"""Places in a flattened node."""

Tree = Sequence[Sequence[Any]]
Box = tuple[list[int], list[int]]


def _movers(pairs: Sequence[tuple[str, str]]) -> dict[str, set[str]]:
    """What each cadre who moves takes."""
    found: dict[str, set[str]] = {}
    for cadre, post in pairs:
        found.setdefault(cadre, set()).add(post)
    return found


class Refused(Exception):
    """A tree that is none, or shows less than it says."""


@dataclass
class Row:
    """sum of coefficients >= least; ``least`` None: the row does not hold."""

    coefficients: dict[int, int]
    least: int | None


def _formed(node: Sequence[Any]) -> bool:
    """Split in two, or not split and without a second part."""
    split = node[COLUMN] >= 0 and node[LOW] >= 0 and node[HIGH] >= 0
    return split or (node[COLUMN], node[AT], node[HIGH]) == (-1, 0, -1)


def spelt_out(tree: Tree) -> Tree:
    """Every node with all of its multipliers: those of the node above it, but where it tells others."""
    whole = [list(node) for node in tree]
    above: dict[int, dict[int, int]] = {0: {}}
    for number, node in enumerate(whole):
        known = dict(above.get(number, {}))
        for row, multiplier in zip(node[ROWS], node[MULTIPLIERS], strict=True):
            known[row] = multiplier
        for child in (node[LOW], node[HIGH]):
            if child >= 0:
                above[child] = known
        node[ROWS], node[MULTIPLIERS] = [r for r in known if known[r]], [m for m in known.values() if m]
    return whole


def _least(costs: Mapping[int, Fraction], weights: Mapping[int, int], room: int) -> Fraction:
    """The least that a choice costs which the room allows: every weight that can be reached, at its least cost."""
    reached = {0: Fraction(0)}
    for j, cost in costs.items():
        if cost < 0:
            for weight, before in list(reached.items()):
                heavier = weight + weights[j]
                if heavier <= room:
                    reached[heavier] = min(before + cost, reached.get(heavier, before + cost))
    return min(reached.values())


class NaiveChecker:
    """Follows a certificate plan by plan, tier by tier."""

    def __init__(self, program: Program) -> None:
        arrays = program.arrays
        self.program, self.moves = program, arrays.moves
        self.costs = [costs.tolist() for costs in arrays.costs]
        self.upper = arrays.upper.tolist()
        starts, columns, values = arrays.indptr.tolist(), arrays.indices.tolist(), arrays.coefficients.tolist()
        self.rows = [
            Row(dict(zip(columns[a:b], values[a:b], strict=True)), least)
            for a, b, least in zip(starts[:-1], starts[1:], arrays.rhs.tolist(), strict=True)
        ]
        self.packs = self._packs()
        self.tier_rows = [Row({j: -c for j, c in enumerate(costs) if c}, None) for costs in self.costs]
        self.rows += self.tier_rows
        self.roots: dict[int, Sequence[Any]] = {}
        self.before: list[int] = []
        self.shown: list[int] = []
        self.work = 0

    def _asked(self, tree: Tree) -> None:
        """Raises Refused where this is more work than a certificate may ask for."""
        entries = sum(len(row.coefficients) for row in self.rows)
        rooms = 0
        for number, weights in self.packs:
            least = self.rows[number].least
            assert least is not None
            rooms += len(weights) * (1 + max(0, min(4_096, -least)))
        self.work += len(tree) * (4_096 + entries + len(self.upper) + rooms)
        multipliers = [len(node[ROWS]) for node in tree]
        for number, node in enumerate(tree):
            for part in (node[LOW], node[HIGH]):
                if part > number:
                    multipliers[part] += multipliers[number]
        if self.work > 30 * 10**9 or sum(multipliers) > 30 * 10**6:
            raise Refused("too much work")

    def _packs(self) -> list[tuple[int, dict[int, int]]]:
        """Rows that let columns of 0 or 1 take no more than there is, of weights that differ; none shares a column with
        one before it."""
        found: list[tuple[int, dict[int, int]]] = []
        for number, row in enumerate(self.rows):
            weights = {j: -v for j, v in row.coefficients.items()}
            ours = len({*weights.values()}) > 1 and min(weights.values()) > 0
            ours = ours and all(self.upper[j] == 1 for j in weights)
            if ours and not any(j in others for j in weights for _, others in found):
                found.append((number, weights))
        return found

    def check(
        self, score: Sequence[int], pairs: Sequence[tuple[str, str]], differ_by: int, told: Mapping[str, Any]
    ) -> None:
        """The next plan. Raises Refused where a tier is not shown."""
        box: Box = ([0] * len(self.upper), list(self.upper))
        values: list[int] = []
        shown: list[int] = []
        for place, entry in enumerate(told["tiers"]):
            value, verified = entry["value"], entry["verified"]
            if value != score[place] or (entry["word"] == "tree") != (verified == value):
                raise Refused(f"tier {place}: the value")
            if self._shown(place, entry, values, box) != verified:
                raise Refused(f"tier {place}: the bound")
            values.append(value)
            shown.append(verified)
            if place in self.roots:
                box = self._narrowed(place, self.roots[place], box, value)
            self.tier_rows[place].least = -value
        if told["order"] and told["order"]["tree"]:
            self._check_first(told["order"]["tree"], pairs, box)
        self.before, self.shown = values, shown
        for row in self.tier_rows:
            row.least = None
        self._cut(pairs, differ_by)

    def _check_first(self, tree: Tree, pairs: Sequence[tuple[str, str]], box: Box) -> None:
        """No plan of these scores comes before this one: by the sums of products, then by the lists."""
        tree = spelt_out(tree)
        self.costs.append(self.program.arrays.tie_break.tolist())
        columns, movers = self.program.moves.columns, _movers(pairs)
        groups = self.program.moves.situation.groups
        codes = [
            [(columns.cadre_ids[int(c)], post) for post in groups[int(g)].posts]
            for c, g in zip(self.program.moves.cadre, self.program.moves.group, strict=True)
        ]
        # Of posts that may be taken together or alone a part is another move.
        ours = [int({post for _, post in of} == movers.get(of[0][0])) for of in codes]
        value = sum(cost * x for cost, x in zip(self.costs[-1], ours, strict=False))
        boxes = [(0, box)]
        while boxes:
            number, box = boxes.pop()
            if any(low > high for low, high in zip(*box, strict=True)):
                continue
            node = tree[number]
            bound, _ = self._priced(-1, node, box)
            if bound is None or ceil(bound) > value:
                continue
            box = self._narrowed(-1, node, box, value)
            if node[LOW] < 0:
                if any(low > high for low, high in zip(*box, strict=True)):
                    continue
                least, most = box[0][: self.moves], box[1][: self.moves]
                total = sum(cost * x for cost, x in zip(self.costs[-1], least, strict=False))
                listed = sorted(pair for of, x in zip(codes, least, strict=True) if x for pair in of)
                if least != most or (total, listed) < (value, sorted(pairs)):
                    raise Refused("a plan of these scores may come before")
            elif node[HIGH] < 0:
                boxes.append((node[LOW], box))
            else:
                below, above = (list(box[0]), list(box[1])), (list(box[0]), list(box[1]))
                below[1][node[COLUMN]] = min(below[1][node[COLUMN]], node[AT])
                above[0][node[COLUMN]] = max(above[0][node[COLUMN]], node[AT] + 1)
                boxes += [(node[LOW], below), (node[HIGH], above)]
        self.costs.pop()

    def _shown(self, place: int, entry: Mapping[str, Any], values: list[int], box: Box) -> int:
        if entry["tree"] is None:
            if not self.before or self.before[:place] != values:
                raise Refused("nothing to inherit")
            return self.shown[place]
        self._asked(entry["tree"])
        if not all(map(_formed, entry["tree"])):
            raise Refused("a node of no known form")
        if any(0 <= child <= number for number, node in enumerate(entry["tree"]) for child in (node[LOW], node[HIGH])):
            raise Refused("a tree that turns back")
        tree = spelt_out(entry["tree"])
        least = self._bound(place, tree, 0, entry["target"], box)
        self.roots[place] = tree[0]
        return least

    def _bound(self, place: int, tree: Tree, number: int, target: int, box: Box) -> int:
        """No whole point of the box scores below this; at most ``target``."""
        if any(low > high for low, high in zip(*box, strict=True)):
            return target
        node = tree[number]
        bound, _ = self._priced(place, node, box)
        if bound is None or ceil(bound) >= target:
            return target
        box, low, high = self._narrowed(place, node, box, target - 1), node[LOW], node[HIGH]
        if node[COLUMN] < 0 and low >= 0 and high < 0:
            return self._bound(place, tree, low, target, box)
        if node[COLUMN] < 0 or low < 0 or high < 0:
            return min(target, ceil(bound))
        below, above = (list(box[0]), list(box[1])), (list(box[0]), list(box[1]))
        below[1][node[COLUMN]] = min(below[1][node[COLUMN]], node[AT])
        above[0][node[COLUMN]] = max(above[0][node[COLUMN]], node[AT] + 1)
        return min(self._bound(place, tree, low, target, below), self._bound(place, tree, high, target, above))

    def _priced(self, place: int, node: Sequence[Any], box: Box) -> tuple[Fraction | None, list[Fraction]]:
        """(the bound of a node's multipliers, None where no point is left; the reduced costs)."""
        reduced = [Fraction(0 if node[EMPTY] else cost) for cost in self.costs[place]]
        bound = Fraction(0)
        for number, whole in zip(node[ROWS], node[MULTIPLIERS], strict=True):
            row, multiplier = self.rows[number], Fraction(whole, SCALE)
            if multiplier < 0 or row.least is None:
                raise Refused("multipliers that prove nothing")
            bound += multiplier * row.least
            for column, coefficient in row.coefficients.items():
                reduced[column] -= multiplier * coefficient
        bound += sum(min(r * low, r * high) for r, low, high in zip(reduced, *box, strict=True) if r)
        for number, weights in self.packs:
            least = self.rows[number].least
            assert least is not None
            room = -least - sum(w for j, w in weights.items() if box[0][j])
            if room < 0:
                return None, reduced
            part = room // 4096 + 1
            free = {j: w // part for j, w in weights.items() if box[0][j] < box[1][j]}
            costs = {j: reduced[j] for j in free}
            bound += _least(costs, free, room // part) - sum(min(r, 0) for r in costs.values())
            for j in free:
                others = {i: r for i, r in costs.items() if i != j}
                out = _least(others, free, room // part)
                if free[j] <= room // part:
                    reduced[j] += _least(others, free, room // part - free[j]) - out
                else:
                    reduced[j] = max(reduced[j], Fraction(0))
        if node[EMPTY] and bound <= 0:
            raise Refused("no contradiction")
        return (None if node[EMPTY] else bound), reduced

    def _narrowed(self, place: int, node: Sequence[Any], box: Box, most: int) -> Box:
        """What a node's multipliers leave of the box to points that score at most ``most``."""
        bound, reduced = self._priced(place, node, box)
        lo, hi = list(box[0]), list(box[1])
        for column, r in enumerate(reduced):
            if bound is not None and r:
                steps = floor((most - bound) / abs(r))
                if r > 0:
                    hi[column] = min(hi[column], lo[column] + steps)
                else:
                    lo[column] = max(lo[column], hi[column] - steps)
        return lo, hi

    def _cut(self, pairs: Sequence[tuple[str, str]], differ_by: int) -> None:
        """At least so many cadres fare differently than in this plan."""
        moves, groups = self.program.moves, self.program.moves.situation.groups
        movers = _movers(pairs)
        row = Row({}, differ_by - len(movers))
        for move in range(self.moves):
            cadre = moves.columns.cadre_ids[int(moves.cadre[move])]
            if cadre not in movers:
                row.coefficients[move] = 1
            elif set(groups[int(moves.group[move])].posts) == movers[cadre]:
                row.coefficients[move] = -1
        self.rows.append(row)
