"""A board asked for costs alone: without the moves that no near plan makes, its tiers behind the first in one."""

from __future__ import annotations

import numpy as np

from luanchuyen.models.committee.decision import Decision
from luanchuyen.models.committee.price import Value
from luanchuyen.optimizer.integer.certificate import Node, open_leaves, price, tighten, unflatten
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.integer.task import Answer, Ranked, Variant
from luanchuyen.optimizer.program.narrowed import narrowed
from luanchuyen.optimizer.program.program import Program
from luanchuyen.optimizer.program.variants import variant_of
from luanchuyen.optimizer.questions.best import Best
from luanchuyen.optimizer.questions.floors import Floors
from luanchuyen.optimizer.questions.prices import INFEASIBLE, Board, Clock, Extent
from luanchuyen.optimizer.solver.process import SolvingChild


class SeatBoard(Board):
    """A board of about ``count`` moves around a proven best plan, whose decisions hold in every plan."""

    def __init__(self, best: Best, count: int, child: SolvingChild, seed: int, left: Clock) -> None:
        kept, self.near_score = Floors(best).nearest(count)
        part = narrowed(best.program, kept)
        super().__init__(best.program.moves.situation, child, best.pairs, seed, left, part)
        self.best = best
        self.outside = np.ones(self.part.whole.columns, bool)
        self.outside[self.part.columns] = False
        self._rows = Inequalities.of(best.program.arrays)
        self._answer: Answer | None = None

    def settled(self, decisions: tuple[Decision, ...], extent: Extent) -> Value | None:
        """The value of further decisions; None: plans beyond this board may be better."""
        value = self.value(decisions, extent)
        if self.near_score is None:
            return value
        if value.bound is None:
            return value if value.status == "unknown" else None
        lowest = tuple(value.bound.values())
        if extent.most is not None:
            lowest = min(lowest, extent.most)  # what costs more is not asked for
        return value if lowest[:2] <= self.near_score or self._nowhere_else(decisions, extent, lowest) else None

    def _none(self, decisions: tuple[Decision, ...]) -> Value:
        if self.near_score is not None:
            return INFEASIBLE
        return Value("infeasible", conflicts=self.conflicts((*self.situation.decided.decisions, *decisions)))

    def _told(self, decisions: tuple[Decision, ...], variant: Variant, answer: Answer, plan: Ranked) -> Value:
        self._answer = answer
        return super()._told((*self.situation.decided.decisions, *decisions), variant, answer, plan)

    def _nowhere_else(self, decisions: tuple[Decision, ...], extent: Extent, score: tuple[int, ...]) -> bool:
        """Whether a plan of a move that this board lacks scores more, by the multipliers of the answer's own proof,
        priced over all moves."""
        answer, checker, whole = self._answer, self._checker, self.part.whole
        whole_program = Program(whole, self.best.program.moves, self.best.program.tags)
        variant = variant_of(whole_program, decisions, self.near[:0])
        if variant is None or extent.entering is not None or answer is None or answer.plan is None or checker is None:
            return False
        rows, (lo, hi) = self._rows.copy(), variant.bounds(whole.upper)
        for row in variant.rows_of(whole.columns):
            rows.add(*row)
        wanted = self.part.in_one(score)
        number = rows.add(-whole.costs[0], -wanted[0])
        first, last = answer.plan.proofs
        try:
            if first.tree is not None:  # else no plan at all scores lower in this tier
                root = unflatten(first.tree)
                priced = price(rows, whole.costs[0], self._over_all(Node(root.rows, root.multipliers), number), lo, hi)
                if priced.bound() < wanted[0]:
                    return False
                lo, hi = tighten(priced, wanted[0] + 1, lo, hi)
            if last.tree is None:
                return False
            tree = self._over_all(unflatten(last.tree), number)
            left = open_leaves(rows, whole.costs[1], lo, hi, wanted[1] + 1, tree)
            return not any(high[self.outside].any() for _, _, high in left)
        except ValueError:
            return False

    def _over_all(self, node: Node, number: int) -> Node:
        """A tree of this board as one of the whole, of the rows that both have; ``number``: the first tier's there."""
        assert self._checker is not None
        own = node.rows < len(self.part.rows)
        rows, multipliers = self.part.rows[node.rows[own]], node.multipliers[own]
        above = int(node.multipliers[node.rows == self._checker.numbers[0]].sum())
        column = int(self.part.columns[node.column]) if node.column >= 0 else -1
        parts = (None if part is None else self._over_all(part, number) for part in (node.low, node.high))
        return Node(np.append(rows, number), np.append(multipliers, above), column, node.at, *parts, node.empty)
