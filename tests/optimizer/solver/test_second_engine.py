"""Boards too large to enumerate: the scores of ranked plans against another engine's, cut by cut."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random

import pytest
from kept_child import plan
from random_boards import Size, random_instance
from second_engine import best_score
from tiny_boards import mild_policy

from luanchuyen.models.instance import Instance
from luanchuyen.models.options import Options
from luanchuyen.models.plan import Result
from luanchuyen.models.policy import Policy
from luanchuyen.optimizer.program.program import Program, build
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.solver.process import SolvingChild

BOARDS = range(120)
SIZE = Size(units=8, posts=24, cadres=30)


@pytest.fixture(scope="module")
def child() -> Iterator[SolvingChild]:
    with SolvingChild() as solver:
        yield solver


def board(seed: int) -> tuple[Instance, Policy, Options]:
    random = Random(f"second engine {seed}")
    instance = random_instance(random, SIZE)
    return instance, mild_policy(random, instance), Options(random.choice((1, 3, 5)), random.choice((1, 1, 2, 3)))


def chosen(program: Program, result: Result, rank: int) -> frozenset[int]:
    """The moves of a plan, by number."""
    moves = program.moves
    taken = {(c, moves.situation.group_of[p].index) for c, p in result.plans[rank].pairs}
    pairs = zip(moves.cadre.tolist(), moves.group.tolist(), strict=True)
    return frozenset(m for m, (c, g) in enumerate(pairs) if (moves.columns.cadre_ids[c], g) in taken)


def test_scores_are_the_other_engine_s(child: SolvingChild) -> None:
    seen: Counter[str] = Counter()
    for seed in BOARDS:
        instance, policy, options = board(seed)
        result = plan(instance, policy, options, child=child)
        program = build(situation_of(instance, policy))
        before: list[frozenset[int]] = []
        for rank in range(options.plans):
            best = best_score(program.arrays, before, options.differ_by)
            if best is None:
                assert len(result.plans) == rank, seed
                break
            ranked = result.plans[rank]
            assert tuple(ranked.score[tier] for tier in program.arrays.tiers) == best, (seed, rank)
            assert ranked.proven, (seed, rank)
            before.append(chosen(program, result, rank))
            seen["plans"] += 1
        seen[result.status] += 1
    assert seen["plans"] >= 100
    assert min(seen["optimal"], seen["infeasible"]) >= 10
