"""Decisions laid over a ranked program: the best plan that keeps them, what shows it, and which is nearest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

import numpy as np
import pytest
from brute_force import BruteForce, Judged, difference
from liars import Liar, Lie, nothing_there, worse
from provinces import district_program
from tiny_boards import tiny_board

from luanchuyen.models.errors import RotationError
from luanchuyen.optimizer.integer.answers import AnswerChecker
from luanchuyen.optimizer.integer.events import PlanFound, TierSettled
from luanchuyen.optimizer.integer.task import Ranked, Task, Variant
from luanchuyen.optimizer.program.program import Program, build
from luanchuyen.optimizer.solver import engine
from luanchuyen.optimizer.solver.pivoting.nearby import Nearby
from luanchuyen.optimizer.solver.pivoting.pivots import Pivots, Word
from luanchuyen.optimizer.solver.process import SolvingChild
from luanchuyen.optimizer.solver.ranking import Ranking

BOARDS = range(60)


@dataclass
class Asked:
    """A ranked program, and all of its plans as sets of moves."""

    program: Program
    ranking: Ranking
    plans: tuple[Ranked, ...]
    legal: list[tuple[frozenset[int], Judged]]

    def kept(self, variant: Variant) -> list[tuple[frozenset[int], Judged]]:
        """The plans that keep a variant, best first."""
        return [(moves, plan) for moves, plan in self.legal if keeps(moves, variant)]


def keeps(moves: frozenset[int], variant: Variant) -> bool:
    fixed = zip(*(part.tolist() for part in variant.fixed), strict=True)
    rows = ((dict(zip(c.tolist(), a.tolist(), strict=True)), least) for c, a, least in variant.rows)
    return all((m in moves) == bool(v) for m, v in fixed) and all(
        sum(row.get(m, 0) for m in moves) >= least for row, least in rows
    )


def asked(seed: int) -> Asked | None:
    board = tiny_board(seed)
    program, forced = build(board.situation), BruteForce(board.situation)
    found: list[Ranked] = []

    def say(event: TierSettled | PlanFound) -> None:
        if isinstance(event, PlanFound):
            found.append(event.plan)

    ranking = Ranking(Task(program.arrays, 2, 1, None, 0), say)
    ranking.run()
    legal = [(moves_of(program, plan), plan) for plan in forced.legal]
    return Asked(program, ranking, tuple(found), legal) if found and program.arrays.moves else None


def moves_of(program: Program, plan: Judged) -> frozenset[int]:
    columns, groups = program.moves.columns, program.moves.situation.groups
    posts: dict[str, set[str]] = {}
    for cadre_id, post_id in plan.pairs:
        posts.setdefault(cadre_id, set()).add(post_id)
    pairs = zip(program.arrays.cadre.tolist(), program.arrays.group.tolist(), strict=True)
    return frozenset(m for m, (c, g) in enumerate(pairs) if posts.get(columns.cadre_ids[c]) == {*groups[g].posts})


def variants(made: Asked, random: Random) -> Iterator[Variant]:
    """Moves made and forbidden, cadres who stay, a post with fewer entries; the first plan is to be kept near to."""
    arrays = made.program.arrays
    near = made.plans[0].moves
    for _ in range(4):
        move = random.randrange(arrays.moves)
        yield Variant((np.array([move]), np.array([1])), near=near)
        yield Variant((np.array([move]), np.array([0])), near=near, hint=near)
        others = np.flatnonzero(arrays.cadre == arrays.cadre[move])
        yield Variant((others, np.zeros_like(others)), near=near)
        into = np.flatnonzero(arrays.group == random.choice(arrays.group.tolist()))
        yield Variant(
            (np.array([move]), np.array([random.randint(0, 1)])), ((into, np.full(len(into), -1), -1),), near=near
        )


def test_the_best_plan_that_keeps_a_variant_is_the_one_of_all_plans_listed() -> None:
    seen: Counter[str] = Counter()
    for seed in BOARDS:
        made = asked(seed)
        if made is None:
            continue
        checker = AnswerChecker(made.program.arrays, made.plans[0])
        for variant in variants(made, Random(seed)):
            answer, kept = made.ranking.variants.answer(variant), made.kept(variant)
            seen[answer.status] += 1
            if not kept:
                assert answer.status == "infeasible" and checker.none(variant, answer), seed
                continue
            best = [(moves, plan) for moves, plan in kept if plan.score == kept[0][1].score]
            assert answer.status == "optimal" and answer.plan is not None and variant.near is not None
            assert answer.plan.score == kept[0][1].score, seed
            first = next(plan for moves, plan in made.legal if moves == frozenset(variant.near.tolist()))
            far = Counter(difference(plan.pairs, first.pairs) for _, plan in best)
            *shown, nearest = checker.bound(variant, answer)
            assert (tuple(shown), nearest) == (answer.plan.score, min(far)), seed
            assert any(moves == frozenset(answer.plan.moves.tolist()) for moves, _ in best)
            assert answer.nearness is not None
            assert answer.nearness.value + len(variant.near) == min(far)
            assert answer.unique == (far[min(far)] == 1), seed
            seen["unique" if answer.unique else "several"] += 1
            seen["dearer"] += answer.plan.score > made.plans[0].score
    assert min(seen[name] for name in ("optimal", "infeasible", "unique", "dearer")) >= 50, seen
    assert seen["several"] >= 5


def costs_alone(made: Asked, random: Random) -> Iterator[Variant]:
    """Questions of cost, first what the least is, then whether any scores as little as a plan of the board."""
    scores = [plan.score for _, plan in made.legal]
    for variant in variants(made, random):
        yield replace(variant, near=None, hint=None)
        yield replace(variant, near=None, hint=None, most=random.choice(scores))


@pytest.mark.parametrize("spoilt", [False, True], ids=["as they are", "spoilt"])
def test_a_question_of_cost_is_answered_as_listing_says(spoilt: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: Counter[str] = Counter()
    settle, least, random = Pivots.settle, Nearby.least, Random(1)

    def spoil(self: Pivots, target: float | None = None) -> Word:
        word = settle(self, target)
        self.duals = self.duals * np.where(np.arange(len(self.duals)) % 3 == random.randrange(3), 2.0, 1.0)
        return word

    def count(self: Nearby, *given: object) -> object:
        found = least(self, *given)  # type: ignore[arg-type]
        seen["by pivots"] += found is not None
        return found

    monkeypatch.setattr(Nearby, "least", count)
    if spoilt:
        monkeypatch.setattr(Pivots, "settle", spoil)
    for seed in BOARDS[:40]:
        made = asked(seed)
        if made is None:
            continue
        checker = AnswerChecker(made.program.arrays, made.plans[0])
        for variant in costs_alone(made, Random(seed)):
            hold(made, checker, variant, seen)
    assert (
        min(seen["optimal"], seen["infeasible"]) >= 50 and min(seen["beyond"], seen["by pivots"]) >= 30 - spoilt * 25
    ), seen


def hold(made: Asked, checker: AnswerChecker, variant: Variant, seen: Counter[str]) -> None:
    """The least score of all plans that keep the variant, or that none scores as little as is asked for."""
    answer, kept = made.ranking.variants.answer(variant), made.kept(variant)
    seen[answer.status] += 1
    least = kept[0][1].score if kept else None
    if answer.status == "infeasible":
        assert least is None and checker.none(variant, answer)
    elif answer.plan is None:
        assert answer.status == "beyond" and variant.most is not None
        assert least is None or least > variant.most
        assert checker.bound(variant, answer) > variant.most
    else:
        assert answer.plan.score == least or variant.most is not None
        assert frozenset(answer.plan.moves.tolist()) in {moves for moves, _ in kept}
        assert least is not None and checker.bound(variant, answer) <= least
        if answer.status == "optimal":
            assert checker.bound(variant, answer) == answer.plan.score == least


@pytest.mark.parametrize("lie", [worse, nothing_there])
def test_an_engine_that_lies_once_shows_nothing_false_of_a_variant(lie: Lie, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each answer falsified in turn: what the checker counts is never above the true score."""
    arrays, lies = district_program(), 0
    found: list[Ranked] = []
    ranking = Ranking(Task(arrays, 1, 1, None, 0), lambda event: found.extend(plans_in(event)))
    ranking.run()
    checker, moves = AnswerChecker(arrays, found[0]), found[0].moves
    for move in moves[:8].tolist():
        variant = Variant((np.array([move]), np.array([0])), near=moves)
        true = Ranking(Task(arrays, 1, 1, None, 0), lambda event: None)
        true.run()
        truth = true.variants.answer(variant)
        assert truth.plan is not None and checker.bound(variant, truth)[:-1] == truth.plan.score
        for number in range(20):
            liar = Liar(lie, number, engine._outcome)
            with monkeypatch.context() as patch:
                patch.setattr(engine, "_outcome", liar)
                answer = ranking.variants.answer(variant)
            if answer.plan is not None:
                shown = checker.bound(variant, answer)[: len(arrays.tiers)]
                assert shown <= truth.plan.score <= answer.plan.score, (move, number)
            assert answer.plan is not None or not checker.none(variant, answer)
            lies += liar.asked > number
            if liar.asked <= number:
                break
    assert lies


def plans_in(event: TierSettled | PlanFound) -> list[Ranked]:
    return [event.plan] if isinstance(event, PlanFound) else []


def test_the_child_keeps_the_program_that_it_ranked_last() -> None:
    arrays = district_program()
    with SolvingChild() as child:
        nothing = Variant((np.zeros(0, np.int64), np.zeros(0, np.int64)))
        with pytest.raises(RotationError):
            child.variant(nothing)
        (plan,) = (event.plan for event in child.ask(Task(arrays, 1, 1, None, 0)) if isinstance(event, PlanFound))
        again = child.variant(nothing)
        assert again.plan is not None and again.plan.score == plan.score
        without = child.variant(Variant((plan.moves[:1], np.zeros(1, np.int64)), near=plan.moves))
        assert without.plan is not None and plan.moves[0] not in without.plan.moves
        checker = AnswerChecker(arrays, plan)
        variant = Variant((plan.moves[:1], np.zeros(1, np.int64)))
        assert checker.bound(variant, replace(without, nearness=None)) == without.plan.score
