"""Ways out of edits that cannot all hold: edits to be dropped, waivers to be recorded, none of them to be spared.

A way must drop or waive some member of every contradiction. Contradictions are met one after another, the ways that
may still do kept in their order (Reiter's hitting sets, Artificial Intelligence 32, 1987); each is solved again.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from luanchuyen.models.calendar import PartialDate
from luanchuyen.models.committee.decision import Decision
from luanchuyen.models.committee.edit import Edit
from luanchuyen.models.committee.judgement import Waiving, WayOut
from luanchuyen.models.committee.price import Value
from luanchuyen.models.conflict import Conflict
from luanchuyen.models.waiver import Waiver
from luanchuyen.optimizer.explain.breaches import breaches_of
from luanchuyen.optimizer.questions.prices import Prices, difference
from luanchuyen.optimizer.rules.in_force import rules_of
from luanchuyen.optimizer.situation.situation import Situation

MOST = 5
"""Ways that are told."""
TRIALS = 120
"""Ways that are tried: more would keep a committee waiting."""

Part = int | Waiving
"""What a way consists of: the place of an edit that is dropped, or a waiver."""
Way = frozenset[Part]


@dataclass(frozen=True)
class Tried:
    """What is kept of the edits: their decisions, and the complete waivers of their lines."""

    decisions: tuple[Decision, ...]
    waivers: tuple[Waiver, ...]


class WaysOut:
    """The search. ``left``: what is kept of the edits without those of these places."""

    def __init__(
        self, prices: Prices, edits: Sequence[Edit], base: Value, left: Callable[[frozenset[int]], Tried]
    ) -> None:
        self.prices, self.edits, self.base, self.left = prices, edits, base, left
        self.ways: list[tuple[tuple[int, int], WayOut, Way]] = []

    def found(self, first: Sequence[Conflict]) -> tuple[WayOut, ...]:
        """At most five minimal ways: fewest edits dropped, then fewest waivers, then least cost."""
        waiting: list[tuple[tuple[int, int], list[str], Way]] = [((0, 0), [], frozenset())]
        seen: set[Way] = {frozenset()}
        known = {frozenset[Part](): list(self._parts(first, frozenset()))}
        for _ in range(TRIALS):
            if not waiting or (len(self.ways) >= MOST and waiting[0][0] > self.ways[MOST - 1][0]):
                break
            size, _, way = heapq.heappop(waiting)
            if any(whole <= way for _, _, whole in self.ways):
                continue
            parts = known.pop(way, None)
            if parts is None:
                parts = self._try(size, way)
            for part in parts:
                longer = way | {part}
                if longer not in seen:
                    seen.add(longer)
                    heapq.heappush(waiting, (size_of(longer), sorted(map(repr, longer)), longer))
        told = sorted(self.ways, key=lambda found: (found[0], self._price(found[1]), sorted(map(repr, found[2]))))
        return tuple(way for _, way, _ in told[:MOST])

    def _try(self, size: tuple[int, int], way: Way) -> list[Part]:
        """Solve again: a way that does is kept; of one that does not, what may be added to it."""
        dropped = frozenset(part for part in way if isinstance(part, int))
        waived = tuple(sorted(part for part in way if not isinstance(part, int)))
        left = self.left(dropped)
        waivers = (*left.waivers, *map(_as_if_granted, waived))
        value = self.prices.value(left.decisions, waivers)
        if value.score is not None:
            told = tuple(self.edits[at] for at in sorted(dropped))
            self.ways.append((size, WayOut(told, waived, difference(value, self.base)), way))
            return []
        if value.status != "infeasible":
            return []
        conflicts = value.conflicts or self.prices.conflicts(left.decisions, waivers)
        return list(self._parts(conflicts, way))

    def _parts(self, conflicts: Sequence[Conflict], way: Way) -> Iterator[Part]:
        """Every edit of a contradiction, and every waiver of a line that may lift a rule of it."""
        kept = [(at, edit) for at, edit in enumerate(self.edits) if at not in way]
        cells = {cell for member in conflicts if member.kind == "edit" for cell in member.cells}
        yield from (at for at, edit in kept if cells & set(edit.cells))
        situation = self.prices.situation
        rules = rules_of(situation)
        for member in conflicts:
            if member.kind == "rule" and member.rule in rules and rules[member.rule].waivable:
                for _, edit in kept:
                    yield from (w for w in _lifting(situation, member, edit) if w not in way)

    def _price(self, way: WayOut) -> list[int]:
        cost = way.cost.cost or {}
        return [cost[tier] for tier in sorted(cost)]


def size_of(way: Way) -> tuple[int, int]:
    """(edits dropped, waivers)."""
    dropped = sum(isinstance(part, int) for part in way)
    return dropped, len(way) - dropped


def _lifting(situation: Situation, member: Conflict, edit: Edit) -> Iterator[Waiving]:
    """The waivers for the pairs that an edit fixes which may lift a rule of a contradiction: of a pair rule those that
    it breaks there, of a plan rule those about whose unit, post or person it is."""
    assert member.rule is not None
    rule = rules_of(situation)[member.rule]
    about = {str(code) for value in member.subject.values() for code in (value if isinstance(value, list) else [value])}
    for decision in edit.decisions:
        cadre, post = decision.cadre, decision.post
        if decision.kind != "fix" or situation.group_of[post].lead != post:
            continue
        waiving = (member.rule, cadre, post)
        if rule.tells("pair"):
            broken = {breach.post for breach in breaches_of(situation, cadre, post) if breach.rule == member.rule}
            if broken & about:
                yield waiving
        elif about & {cadre, *_touched(situation, cadre, post)}:
            yield waiving


def _touched(situation: Situation, cadre: str, post: str) -> Iterator[str]:
    """The posts taken and left, and their units."""
    for code in (*situation.group_of[post].posts, *situation.held[cadre]):
        yield code
        yield situation.post(code).unit_id
    yield situation.unit_of[cadre]


def _as_if_granted(waiving: Waiving) -> Waiver:
    """The waiver that a way asks for: nobody has granted it."""
    rule, cadre, post = waiving
    return Waiver(rule, cadre, post, "", "", PartialDate(1), "")
