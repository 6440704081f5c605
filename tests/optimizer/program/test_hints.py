"""A program solved in the memory of another has the same plans as one solved from nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
from tiny_boards import Board, mild_policy, tiny_board

from luanchuyen.models.options import Options
from luanchuyen.models.plan import Result
from luanchuyen.models.waiver import Lock
from luanchuyen.optimizer.integer.events import Asked, Event
from luanchuyen.optimizer.planning import plan_situation
from luanchuyen.optimizer.program.hints import Memory
from luanchuyen.optimizer.program.program import build
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.solver.process import SolvingChild

ONE = Options(plans=1)


@pytest.fixture(scope="module")
def child() -> Iterator[SolvingChild]:
    with SolvingChild() as child:
        yield child


def changed(board: Board) -> Situation:
    """The board with a pair of it barred; every third one under another book, every fifth without a cadre."""
    random = Random(f"change {board.seed}")
    instance, policy = board.instance, board.policy
    if board.seed % 3 == 0:
        policy = replace(mild_policy(random, instance), bundles=policy.bundles)
    if board.seed % 5 == 0 and not (instance.waivers or instance.locks or instance.relations):
        gone = random.choice(sorted(instance.cadres))
        instance = replace(instance, cadres={c: x for c, x in instance.cadres.items() if c != gone})
    pair = random.choice(sorted(instance.cadres)), random.choice(sorted(instance.posts))
    return situation_of(replace(instance, locks=(*instance.locks, Lock(*pair, "forbidden"))), policy)


def plans(result: Result) -> tuple[object, ...]:
    return result.status, [(plan.score, plan.pairs) for plan in result.plans]


@pytest.mark.parametrize("seed", range(120))
def test_the_memory_of_one_board_changes_no_answer_of_the_next(seed: int, child: SolvingChild) -> None:
    board = tiny_board(seed)
    memory = Memory()
    plan_situation(situation_of(board.instance, board.policy), ONE, child=child, memory=memory)
    after = changed(board)
    told = plan_situation(after, ONE, child=child, memory=memory)
    alone = plan_situation(after, ONE, child=child)
    assert plans(told) == plans(alone)


def test_a_hint_is_found_again_by_what_moves_mean(child: SolvingChild) -> None:
    """Solved once more, a program is hinted its own moves."""
    for seed in range(40):
        situation = tiny_board(seed).situation
        memory, program = Memory(), build(situation)
        (best,) = plan_situation(situation, ONE, child=child, memory=memory).plans[:1] or (None,)
        hint = memory.hint(program)
        if best is None or hint is None or not best.assignments:
            continue
        columns, groups = program.moves.columns, situation.groups
        moves = [(columns.cadre_ids[program.arrays.cadre[m]], groups[program.arrays.group[m]]) for m in hint]
        assert sorted((c, p) for c, group in moves for p in group.posts) == list(best.pairs)
        return
    raise AssertionError("no board with a plan")


def test_nothing_learnt_is_no_hint() -> None:
    assert Memory().hint(build(tiny_board(1).situation)) is None


def test_a_program_of_the_same_numbers_is_not_solved_twice(
    child: SolvingChild, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change that binds nowhere is judged anew, and asks the solver nothing; one that binds asks it."""
    asked: list[Asked] = []
    ask = SolvingChild.ask

    def counted(child: SolvingChild, task: Asked, tick: float = 0.2) -> Iterator[Event]:
        asked.append(task)
        return ask(child, task, tick)

    monkeypatch.setattr(SolvingChild, "ask", counted)
    seen = 0
    for seed in range(30):
        board, memory = tiny_board(seed), Memory()
        first = plan_situation(situation_of(board.instance, board.policy), ONE, child=child, memory=memory)
        if first.status != "optimal":
            continue
        asked.clear()
        again = plan_situation(situation_of(board.instance, board.policy), ONE, child=child, memory=memory)
        assert (again, asked) == (first, [])
        two = plan_situation(situation_of(board.instance, board.policy), Options(plans=2), child=child, memory=memory)
        assert asked and two.plans[0].score == first.plans[0].score
        seen += 1
    assert seen >= 10
