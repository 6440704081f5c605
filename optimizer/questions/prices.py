"""What decisions cost: V(E) - V() of whole plans, by the rule book alone, each solved and each bound counted again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from luanchuyen.models.decision import NOTHING_DECIDED, Decision
from luanchuyen.models.errors import AuditError
from luanchuyen.models.price import Change, Cost, Tiers, Value
from luanchuyen.models.waiver import Waiver
from luanchuyen.optimizer.audit.auditor import audit
from luanchuyen.optimizer.audit.bounds import Checker, certificate_of
from luanchuyen.optimizer.explain.conflict import find_conflicts
from luanchuyen.optimizer.integer.task import Ranked, Task
from luanchuyen.optimizer.program.nearness import nearest_to, planned_moves
from luanchuyen.optimizer.program.program import Program, build
from luanchuyen.optimizer.rules.in_force import situation_of, tiers_of
from luanchuyen.optimizer.situation.lineup import Lineup, lineup_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.solver.process import SolvingChild

Pairs = tuple[tuple[str, str], ...]


class Prices:
    """Prices of decisions on one board. Stability, decisions and granted waivers of ``situation`` are left out.

    ``planned``: the plan at hand, to which the told plans are nearest. ``time_limit``: seconds a value.
    """

    def __init__(
        self,
        situation: Situation,
        child: SolvingChild,
        planned: Pairs = (),
        seed: int = 0,
        time_limit: float | None = None,
    ) -> None:
        self.situation = by_the_book(situation)
        self.child, self.planned, self.seed, self.time_limit = child, planned, seed, time_limit
        self.tiers = tiers_of(self.situation)

    @cached_property
    def base(self) -> Value:
        """V(): the best plan by the book alone."""
        return self.value(())

    def value(self, decisions: Iterable[Decision], waivers: Iterable[Waiver] = ()) -> Value:
        """V(E): the best plan in which all of the decisions hold.

        Raises AuditError where an engine's answer proves false, and as ``SolvingChild.ask``.
        """
        given = tuple(waivers)
        situation = (self.situation.granting(given) if given else self.situation).deciding(decisions)
        program = build(situation)
        near = nearest_to(program, self.planned)
        hint = planned_moves(near, self.planned)
        task = Task(near.arrays, 2, 1, self.time_limit, self.seed, hint=hint)
        found, status = self._ranked(task)
        if status == "infeasible":
            return Value("infeasible", conflicts=find_conflicts(situation, program, self.child.conflict))
        if not found:
            return Value("unknown")
        return self._judged(situation, near, found, status)

    def _ranked(self, task: Task) -> tuple[list[Ranked], str]:
        found: list[Ranked] = []
        for kind, values in self.child.ask("rank", task):
            if kind == "plan":
                ranked = values["plan"]
                assert isinstance(ranked, Ranked)
                found.append(ranked)
            elif kind == "end":
                return found, str(values["status"])
        return found, "unknown"

    def _judged(self, situation: Situation, near: Program, found: Sequence[Ranked], status: str) -> Value:
        """The value of what was found: the plan audited on the facts, its bounds counted again."""
        best = found[0]
        lineup = lineup_by(near, situation, best)
        audited = audit(situation, lineup.pairs)
        score = tuple(audited.score[tier] for tier in self.tiers)
        if audited.objections or any(ours > told for ours, told in zip(score, best.score, strict=False)):
            raise AuditError("plan.own_audit_failed", rank=1, objections=audited.objections)
        shown = _shown(near, best, lineup.pairs)
        bound = tuple(min(*both) for both in zip(score, shown, strict=False))
        proven = bound == score
        near_shown = proven and shown[-1] >= best.score[-1]
        return Value(
            "optimal" if proven else "feasible",
            dict(zip(self.tiers, score, strict=True)),
            dict(zip(self.tiers, bound, strict=True)),
            lineup.pairs,
            _unique(found, status) if near_shown else None,
        )

    def cost(self, decisions: Iterable[Decision], waivers: Iterable[Waiver] = ()) -> Cost:
        """V(E) - V()."""
        return self.of(self.value(decisions, waivers))

    def of(self, value: Value) -> Cost:
        """What a value is more than V()."""
        base = self.base
        if value.status in ("infeasible", "unknown") or base.score is None:
            return Cost(None, None, value.status == "infeasible")
        return Cost(
            _less(value.score, base.score), _less(value.bound, base.score), value.proven and base.status == "optimal"
        )

    def changes(self, value: Value) -> tuple[Change, ...]:
        """Everybody whose posts after the plan at hand and after the told plan differ, in code order."""
        return tuple(changes(self.situation, self.planned, value.pairs)) if value.score is not None else ()


def by_the_book(situation: Situation) -> Situation:
    """The same facts and rules: no plan to stay close to, nothing decided."""
    if situation.given is None and situation.decided == NOTHING_DECIDED:
        return situation
    return situation_of(situation.instance, situation.policy, situation.gazetteer)


def changes(situation: Situation, planned: Pairs, now: Pairs) -> Iterator[Change]:
    """Everybody whose posts after two plans differ."""
    before, after = lineup_of(situation, planned), lineup_of(situation, now)
    for cadre_id in sorted({*before.moves, *after.moves}):
        posts = before.after(cadre_id), after.after(cadre_id)
        if posts[0] != posts[1]:
            yield Change(cadre_id, situation.held[cadre_id], *posts)


def lineup_by(program: Program, situation: Situation, ranked: Ranked) -> Lineup:
    """The line-up after the moves that were found."""
    moves, groups = program.moves, situation.groups
    return Lineup(situation, {moves.columns.cadre_ids[moves.cadre[m]]: groups[moves.group[m]] for m in ranked.moves})


def _shown(program: Program, ranked: Ranked, pairs: Pairs) -> tuple[int, ...]:
    """The bound of each tier that its tree shows, counted again; AuditError where it shows another."""
    row = certificate_of([ranked], program.arrays.tiers, "", None)["plans"][0]
    faults = list(Checker(program).faults(ranked.score, pairs, 1, row))
    if faults:
        raise AuditError("plan.own_claims_failed", faults=tuple(faults))
    told = tuple(entry["verified"] for entry in row["tiers"])
    return (*told, *[0] * (len(program.arrays.tiers) - len(told)))


def _unique(found: Sequence[Ranked], status: str) -> bool | None:
    """Whether no further plan has the score of the first and is as near; None: open."""
    if len(found) > 1:
        return False if found[1].score == found[0].score else True if found[1].bound > found[0].score else None
    return True if status == "complete" else None


def _less(one: Tiers | None, other: Tiers) -> Mapping[int, int] | None:
    return None if one is None else {tier: one[tier] - other[tier] for tier in other}
