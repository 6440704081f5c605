"""What decisions cost: V(E) - V() of whole plans, by the rule book alone, each solved and each bound counted again."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from luanchuyen.models.committee.decision import NOTHING_DECIDED, Decided, Decision
from luanchuyen.models.committee.price import Change, Cost, Tiers, Value
from luanchuyen.models.conflict import Conflict
from luanchuyen.models.errors import AuditError
from luanchuyen.models.waiver import Waiver
from luanchuyen.optimizer.audit.auditor import audit
from luanchuyen.optimizer.explain.conflict import find_conflicts
from luanchuyen.optimizer.integer.answers import AnswerChecker
from luanchuyen.optimizer.integer.task import Answer, Ranked, Task, Variant
from luanchuyen.optimizer.program.narrowed import Narrowed, as_it_is
from luanchuyen.optimizer.program.plan_moves import pairs_of, planned_moves
from luanchuyen.optimizer.program.program import build
from luanchuyen.optimizer.program.variants import variant_of, with_one_of
from luanchuyen.optimizer.questions.best import Best
from luanchuyen.optimizer.questions.region import first_of
from luanchuyen.optimizer.rules.in_force import situation_of, tiers_of
from luanchuyen.optimizer.situation.lineup import changes
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.solver.process import SolvingChild

Pairs = tuple[tuple[str, str], ...]
Clock = Callable[[], float | None]
"""Seconds left; None: no limit."""
INFEASIBLE, UNKNOWN = Value("infeasible"), Value("unknown")


@dataclass(frozen=True)
class Extent:
    """What is asked of a value. ``near``: of the best plans one nearest to the plan at hand. ``entering``: a post, and
    cadres of whom one at least is to enter it. ``most``: a score above which it does not matter how far."""

    near: bool = True
    entering: tuple[str, Collection[str]] | None = None
    most: tuple[int, ...] | None = None


WHOLE, COST = Extent(), Extent(near=False)


class Board:
    """One situation ranked in the child, which is then asked variants of it; what it says is counted again here."""

    def __init__(
        self,
        situation: Situation,
        child: SolvingChild,
        planned: Pairs,
        seed: int,
        left: Clock,
        part: Narrowed | None = None,
    ) -> None:
        self.situation, self.child, self.seed, self.left = situation, child, seed, left
        self.part = part or as_it_is(build(situation))
        self.program = self.part.program
        self.near = planned_moves(self.program, planned)
        self.first: Ranked | None = None
        self.status = ""
        self._task: Task | None = None

    def take_up(self) -> None:
        """Have the child rank this board, unless it was the last that it did; what it answered before stands."""
        if self._task is None or self.child.ranked is not self._task:
            self._task = Task(self.program.arrays, 1, 1, self.left(), self.seed, hint=self.near)
            self._ranked(*first_of(self.child, self._task))

    def taken_up(self, best: Best) -> None:
        """The child has just ranked this board, as is told of its best plan."""
        self._task = best.task
        self._ranked(best.ranked, best.status)

    def _ranked(self, first: Ranked | None, status: str) -> None:
        self.first, self.status = first, status
        self._checker = None if first is None else AnswerChecker(self.program.arrays, first)

    def value(self, decisions: tuple[Decision, ...], extent: Extent = WHOLE) -> Value:
        """The best plan in which the decisions hold. Infeasible with ``entering``: by exact arithmetic alone."""
        if self._checker is None:
            return self._none(decisions) if self.status == "infeasible" else UNKNOWN
        variant = variant_of(self.program, decisions, self.near, self.left(), self.seed)
        if variant is not None and extent.entering is not None:
            variant = with_one_of(self.program, variant, *extent.entering)
        if variant is None:
            return INFEASIBLE
        most = None if extent.most is None else self.part.in_one(extent.most)
        variant = replace(variant, near=variant.near if extent.near else None, most=most)
        answer = self.child.variant(variant)
        if answer.plan is not None:
            return self._told(decisions, variant, answer, answer.plan)
        if answer.status == "beyond":
            bound = self.part.apart(self._checker.bound(variant, answer))
            return replace(UNKNOWN, bound=dict(zip(tiers_of(self.situation), bound, strict=True)))
        if answer.status == "infeasible" and self._checker.none(variant, answer):
            return INFEASIBLE
        return self._none(decisions) if answer.status == "infeasible" and extent.entering is None else UNKNOWN

    def _none(self, decisions: tuple[Decision, ...]) -> Value:
        """Infeasible, where a second engine agrees."""
        return Value("infeasible", conflicts=self.conflicts(decisions))

    def conflicts(
        self, decisions: tuple[Decision, ...], as_one: Sequence[Collection[Decision]] = ()
    ) -> tuple[Conflict, ...]:
        """Why the decisions cannot all hold."""
        situation = self.situation.deciding(decisions)
        return find_conflicts(situation, build(situation), self.child.conflict, as_one)

    def _told(self, decisions: tuple[Decision, ...], variant: Variant, answer: Answer, plan: Ranked) -> Value:
        """The value of an answer: the plan audited on the facts, its bounds counted again."""
        assert self._checker is not None
        situation = self.situation.deciding(decisions)
        pairs = pairs_of(self.program, situation, plan.moves)
        audited = audit(situation, pairs)
        score = tuple(value for _, value in sorted(audited.score.items()))
        ours = self.part.in_one(score)
        if audited.objections or any(counted > told for counted, told in zip(ours, plan.score, strict=True)):
            raise AuditError("plan.own_audit_failed", rank=1, objections=audited.objections)
        shown = tuple(min(*both) for both in zip(ours, self._checker.bound(variant, answer), strict=False))
        proven, bound = shown == ours, self.part.bound(shown, score)
        scores, bounds = (dict(zip(tiers_of(situation), those, strict=True)) for those in (score, bound))
        return Value("optimal" if proven else "feasible", scores, bounds, pairs, answer.unique if proven else None)


class Prices:
    """Prices of decisions on one board. Stability, decisions and granted waivers of ``situation`` are left out.

    ``planned``: the plan at hand, to which the told plans are nearest. ``time_limit``: seconds a value. ``given``: what
    was decided before and holds in every plan, that of V() too: prices are then what further decisions cost. ``best``:
    the best plan by the book alone, where the child has just told it.
    """

    def __init__(
        self,
        situation: Situation,
        child: SolvingChild,
        planned: Pairs = (),
        seed: int = 0,
        time_limit: float | None = None,
        given: Decided = NOTHING_DECIDED,
        best: Best | None = None,
    ) -> None:
        self.situation, self.given = by_the_book(situation), given
        self.child, self.planned, self.seed, self.time_limit = child, planned, seed, time_limit
        self.tiers = tiers_of(self.situation)
        self._ends: float | None = None
        self._boards: dict[str, Board] = {}
        self._best = best
        if best is not None:
            self._board_of((), as_it_is(best.program)).taken_up(best)

    def ends_after(self, seconds: float | None) -> None:
        """From now on all values together have so many seconds; None: each has its own limit."""
        self._ends = None if seconds is None else time.monotonic() + seconds

    def left(self) -> float | None:
        """Seconds that the next value has."""
        if self._ends is None:
            return self.time_limit
        left = max(0.0, self._ends - time.monotonic())
        return left if self.time_limit is None else min(left, self.time_limit)

    @cached_property
    def base(self) -> Value:
        """V(): the best plan by the book alone."""
        best = self._best
        if best is not None and best.status == "optimal" and self.given == NOTHING_DECIDED:
            return Value("optimal", best.score, best.bound, best.pairs)
        return self.value(())

    def value(self, decisions: Iterable[Decision], waivers: Iterable[Waiver] = (), extent: Extent = WHOLE) -> Value:
        """V(E): the best plan in which all of the decisions hold; of an infeasible one its conflicts where at hand.

        Raises AuditError where an engine's answer proves false, and as ``SolvingChild.ask``.
        """
        return self._board(tuple(waivers)).value(self._all(decisions), extent)

    def conflicts(
        self,
        decisions: Iterable[Decision],
        waivers: Iterable[Waiver] = (),
        as_one: Sequence[Collection[Decision]] = (),
    ) -> tuple[Conflict, ...]:
        """Why decisions cannot all hold: members that cannot hold together, none of which can be spared. ``as_one``:
        decisions that are one member together."""
        return self._board(tuple(waivers)).conflicts(self._all(decisions), as_one)

    def _all(self, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
        return tuple(sorted({*self.given.decisions, *decisions}))

    def _board(self, waivers: tuple[Waiver, ...]) -> Board:
        """The board with these waivers, taken up by the child."""
        board = self._board_of((*self.given.waivers, *waivers))
        board.take_up()
        return board

    def _board_of(self, waivers: tuple[Waiver, ...], part: Narrowed | None = None) -> Board:
        key = repr(waivers)
        if key not in self._boards:
            situation = self.situation.granting(waivers) if waivers else self.situation
            self._boards[key] = Board(situation, self.child, self.planned, self.seed, self.left, part)
        return self._boards[key]

    def cost(self, decisions: Iterable[Decision], waivers: Iterable[Waiver] = ()) -> Cost:
        """V(E) - V()."""
        base = self.base
        return difference(self.value(decisions, waivers), base)

    def changes(self, value: Value) -> tuple[Change, ...]:
        """Everybody whose posts after the plan at hand and after the told plan differ, in code order."""
        return tuple(changes(self.situation, self.planned, value.pairs)) if value.score is not None else ()


def by_the_book(situation: Situation) -> Situation:
    """The same facts and rules: no plan to stay close to, nothing decided."""
    if situation.given is None and situation.decided == NOTHING_DECIDED:
        return situation
    return situation_of(situation.instance, situation.policy, situation.gazetteer)


def difference(value: Value, base: Value) -> Cost:
    """What a value is more than V()."""
    if value.status in ("infeasible", "unknown") or base.score is None:
        return Cost(None, None, value.status == "infeasible")
    proven = value.status == base.status == "optimal"
    return Cost(_less(value.score, base.score), _less(value.bound, base.score), proven)


def _less(one: Tiers | None, other: Tiers) -> Mapping[int, int] | None:
    return None if one is None else {tier: one[tier] - other[tier] for tier in other}
