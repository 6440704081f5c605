"""Why, why not, what would it take: the questions of a committee about a board, proven or said to be open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property

from luanchuyen.models.committee.answer import (
    CadreAnswer,
    Core,
    Pair,
    PairAnswer,
    PairStatus,
    PostAnswer,
    Priced,
    WeightInterval,
    WholeAnswer,
)
from luanchuyen.models.committee.decision import ANYBODY, Decision
from luanchuyen.models.committee.price import Cost, Value, ValueStatus
from luanchuyen.optimizer.audit.auditor import audit
from luanchuyen.optimizer.explain.breaches import breaches_of
from luanchuyen.optimizer.explain.shortage_sets import shortage_sets
from luanchuyen.optimizer.questions.best import Best, best_of
from luanchuyen.optimizer.questions.core import core_of_best
from luanchuyen.optimizer.questions.floors import Floors
from luanchuyen.optimizer.questions.intervals import Intervals
from luanchuyen.optimizer.questions.nearest import Nearest
from luanchuyen.optimizer.questions.prices import Pairs, Prices, by_the_book, difference
from luanchuyen.optimizer.questions.weighing import weights_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.solver.process import SolvingChild

Report = Callable[[int, int], None]
"""Hears how many pairs of how many are answered."""


class Why:
    """Questions about one situation, by the book alone. ``planned``: the plan at hand; None: the best.

    ``within``: points of tier 2 that a pair may cost to be solved at all; None: every pair is. ``time_limit``: seconds
    for each solve.
    """

    def __init__(
        self,
        situation: Situation,
        child: SolvingChild,
        planned: Pairs | None = None,
        within: int | None = None,
        seed: int = 0,
        time_limit: float | None = None,
        report: Report | None = None,
    ) -> None:
        self.situation = by_the_book(situation)
        self.child, self.within = child, within
        self.seed, self.time_limit = seed, time_limit
        self._planned, self._report = planned, report or (lambda done, count: None)

    @cached_property
    def best(self) -> Best:
        """V(), with its trees."""
        return best_of(self.situation, self.child, self._planned or (), self.seed, self.time_limit)

    @cached_property
    def planned(self) -> Pairs:
        """The plan at hand."""
        return self.best.pairs if self._planned is None else self._planned

    @cached_property
    def prices(self) -> Prices:
        """What decisions cost."""
        best = self.best  # before all else: the child may then be asked of its program
        return Prices(self.situation, self.child, self.planned, self.seed, self.time_limit, best=best)

    @cached_property
    def _floors(self) -> Floors | None:
        return Floors(self.best) if self.best.status == "optimal" else None

    @cached_property
    def _planned_is_best(self) -> bool:
        """Whether the plan at hand is shown to be a best one."""
        judged = audit(self.situation, self.planned)
        return self.best.status == "optimal" and judged.passed and judged.score == self.best.score

    # -- one pair --------------------------------------------------------------------------------

    def pair(self, cadre_id: str, post_id: str) -> PairAnswer:
        """The answer about one pair, with why it is blocked and what it would take."""
        answer, value = self._pair(cadre_id, post_id)
        if answer.status == "blocked":
            conflicts = value.conflicts if value and value.conflicts else self.prices.conflicts(self._fix(answer))
            answer = replace(answer, conflicts=conflicts)
        near = Nearest(self.situation, self.best, self.child, self.seed, self.time_limit)
        return replace(answer, nearest=near.of(answer, value))

    def _fix(self, answer: PairAnswer) -> tuple[Decision, ...]:
        return (Decision("fix", answer.cadre, answer.post),)

    def _pair(self, cadre_id: str, post_id: str) -> tuple[PairAnswer, Value | None]:
        """The answer without what needs further solves, and the value of the pair where it has one."""
        answer = PairAnswer(cadre_id, post_id, "not_eligible", breaches_of(self.situation, cadre_id, post_id))
        if any(breach.binds for breach in answer.breaches):
            return answer, None
        if (cadre_id, post_id) in self.planned and self._planned_is_best:
            nothing = dict.fromkeys(self.best.score, 0)
            return replace(
                answer, status="in_plan", priced=Priced(Cost(nothing, nothing, True), (), True, self.planned)
            ), None
        floor = self._floor(cadre_id, post_id)
        if floor is not None:
            return replace(answer, status=self._found(answer, "unknown"), priced=Priced(floor)), None
        value = self.prices.value(self._fix(answer))
        return self._told(answer, value), value

    def _told(self, answer: PairAnswer, value: Value) -> PairAnswer:
        of: dict[ValueStatus, PairStatus] = {"infeasible": "blocked", "unknown": "unknown"}
        status = of.get(value.status) or self._found(answer, "allowed")
        return replace(answer, status=status, priced=self._priced(value))

    def _found(self, answer: PairAnswer, other: PairStatus) -> PairStatus:
        return "in_plan" if (answer.cadre, answer.post) in self.planned else other

    def _priced(self, value: Value) -> Priced:
        pairs = value.pairs if value.score is not None else None
        return Priced(difference(value, self.prices.base), self.prices.changes(value), value.unique, pairs)

    def _floor(self, cadre_id: str, post_id: str) -> Cost | None:
        """What a pair costs at least, where that is more than is asked about; None: it is to be solved."""
        if self.within is None or self._floors is None:
            return None
        floor, tiers = self._floors.of(cadre_id, post_id), tuple(self.best.score)
        if floor is None:
            return None
        least = {tier: shown - self.best.score[tier] for tier, shown in zip(tiers, floor, strict=True)}
        near = least[1] <= 0 and least.get(2, 0) <= self.within
        return None if near else Cost(None, least, False)

    # -- a post, a cadre -------------------------------------------------------------------------

    def post(self, post_id: str) -> PostAnswer:
        """Everybody for one post, by cost, then code; the blocked; the ineligible by how much keeps them out."""
        told = self._pairs([(cadre_id, post_id) for cadre_id in self.situation.instance.cadres])
        nobody = self.prices.value((Decision("forbid", ANYBODY, post_id),))
        return PostAnswer(post_id, told, self._priced(nobody))

    def _pairs(self, pairs: Sequence[Pair]) -> tuple[PairAnswer, ...]:
        told = []
        for done, pair in enumerate(pairs):
            self._report(done, len(pairs))
            told.append(self._pair(*pair)[0])
        return _in_order(told)

    def cadre(self, cadre_id: str) -> CadreAnswer:
        """Every post for one cadre, in the same order, and what it costs that they get none."""
        told = self._pairs([(cadre_id, post_id) for post_id in self.situation.instance.posts])
        stays = self.prices.value((Decision("stay", cadre_id),))
        return CadreAnswer(cadre_id, told, self._priced(stays))

    # -- the whole board -------------------------------------------------------------------------

    def whole(self) -> WholeAnswer:
        """Where people are too few, what the best plans share, how far each weight may change."""
        best = self.best
        core = self._open_core()
        weights = tuple(
            WeightInterval(weight.name, weight.tier, weight.weight, Fraction(0), None, False)
            for weight in weights_of(self.situation)
        )
        if best.status == "optimal":
            core = core_of_best(best, self._limits(), self.child, self.seed, self.time_limit)
            weights = Intervals(self.situation, best, self.child, self.seed, self.time_limit).all()
        return WholeAnswer(shortage_sets(self.situation), core, weights)

    def _limits(self) -> dict[int, int]:
        """The scores that a plan may have to count among the best."""
        score = dict(self.best.score)
        if self.within is None:
            return score
        return {tier: score[tier] + (self.within if tier == 2 else 0) for tier in score if tier <= 2}

    def _open_core(self) -> Core:
        """What is known of the best plans where the best is not proven: who has no move at all."""
        possible = self._possible()
        movers = {cadre_id for cadre_id, _ in possible}
        return Core(unknown=possible, stays=tuple(c for c in self.situation.instance.cadres if c not in movers))

    def _possible(self) -> Pairs:
        """Every pair of the program."""
        moves, groups = self.best.program.moves, self.situation.groups
        cadres = [moves.columns.cadre_ids[c] for c in moves.cadre.tolist()]
        return tuple(sorted((c, p) for c, g in zip(cadres, moves.group.tolist(), strict=True) for p in groups[g].posts))


def _in_order(answers: Iterable[PairAnswer]) -> tuple[PairAnswer, ...]:
    """By cost, then code; of those not solved what they cost at least counts; the blocked, then the ineligible."""
    places = {"in_plan": 0, "allowed": 0, "unknown": 1, "blocked": 2, "not_eligible": 3}

    def key(answer: PairAnswer) -> tuple[object, ...]:
        cost = answer.priced.cost.cost or answer.priced.cost.at_least or {}
        bars = sum(breach.binds for breach in answer.breaches)
        told = bars if answer.status == "not_eligible" else 0
        costs = [cost for _, cost in sorted(cost.items())]
        return places[answer.status], told, costs, answer.cadre, answer.post

    return tuple(sorted(answers, key=key))
