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
        self._rows, self._costs = Inequalities.of(self.part.whole), self.part.whole.costs
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
        answer, whole = self._answer, self.part.whole
        whole_program = Program(whole, self.best.program.moves, self.best.program.tags)
        variant = variant_of(whole_program, decisions, self.near[:0])
        if variant is None or extent.entering is not None or answer is None or answer.plan is None:
            return False
        rows, (lo, hi) = self._rows.copy(), variant.bounds(whole.upper)
        for row in variant.rows_of(whole.columns):
            rows.add(*row)
        *earlier, last = zip(self.part.in_one(score), self._costs, answer.plan.proofs, strict=True)
        tiers: list[int] = []
        try:
            for wanted, costs, proof in earlier:
                if proof.tree is not None:  # else no plan at all scores lower in this tier
                    root = unflatten(proof.tree)
                    node = self._over_all(Node(root.rows, root.multipliers), tiers)
                    priced = price(rows, costs, node, lo, hi)
                    if priced.bound() < wanted:
                        return False
                    lo, hi = tighten(priced, wanted + 1, lo, hi)
                tiers.append(rows.add(-costs, -wanted))
            wanted, costs, proof = last
            tree = self._over_all(unflatten(proof.tree or []), tiers)
            left = open_leaves(rows, costs, lo, hi, wanted + 1, tree)
            return not any(high[self.outside].any() for _, _, high in left)
        except (ValueError, IndexError):
            return False

    def _over_all(self, node: Node, tiers: list[int]) -> Node:
        """A tree of this board as one of the whole, of the rows that both have; ``tiers``: those of tiers there."""
        assert self._checker is not None
        own = node.rows < len(self.part.rows)
        above = [int(node.multipliers[node.rows == number].sum()) for number in self._checker.numbers[: len(tiers)]]
        return Node(
            np.append(self.part.rows[node.rows[own]], np.array(tiers, np.int64)),
            np.append(node.multipliers[own], np.array(above, np.int64)),
            int(self.part.columns[node.column]) if node.column >= 0 else -1,
            node.at,
            None if node.low is None else self._over_all(node.low, tiers),
            None if node.high is None else self._over_all(node.high, tiers),
            node.empty,
        )
