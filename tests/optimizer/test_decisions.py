"""Decisions bind whatever the rule book says of locks: plans with them are those of listing every plan."""

from __future__ import annotations

from collections import Counter
from math import prod

from brute_force import BruteForce
from decided_boards import decided_board

from luanchuyen.models.committee.decision import Decision
from luanchuyen.models.conflict import Conflict
from luanchuyen.models.options import Options
from luanchuyen.optimizer.planning import plan_situation
from luanchuyen.optimizer.solver.process import SolvingChild

BOARDS = 130
PLANS_TO_TRY = 1300
LEAST = 5


def test_plans_with_decisions_are_those_of_brute_force() -> None:
    told: Counter[str] = Counter()
    with SolvingChild() as child:
        for seed in range(BOARDS):
            board, free, decisions = decided_board(seed)
            if prod(map(len, free.options)) > PLANS_TO_TRY:
                continue
            situation = board.situation.deciding(decisions)
            brute = BruteForce(situation)
            result = plan_situation(situation, Options(plans=3), child=child)
            assert [plan.pairs for plan in result.plans] == [plan.pairs for plan in brute.ranked(3)], seed
            scores = [tuple(plan.score[t] for t in sorted(plan.score)) for plan in result.plans]
            assert scores == [plan.score for plan in brute.ranked(3)], seed
            told.update(d.kind for d in decisions if len(brute.legal) < len(free.legal))
            if not brute.legal and free.legal:
                told["infeasible"] += 1
                check_conflict(board.situation, decisions, result.conflicts, seed)
    assert {kind: told[kind] for kind in ("fix", "forbid", "stay", "infeasible") if told[kind] < LEAST} == {}


def check_conflict(free: object, decisions: tuple[Decision, ...], conflicts: tuple[Conflict, ...], seed: int) -> None:
    """Of the decisions named together none can be spared: each alone, and what is left of the rest, is told."""
    named = [
        d
        for d in decisions
        if any(
            c.kind == "edit"
            and c.subject["decision"] == d.told()[2]
            and c.subject["cadre"] == d.cadre
            and c.subject.get("post", "") == d.post
            for c in conflicts
        )
    ]
    assert named, seed
