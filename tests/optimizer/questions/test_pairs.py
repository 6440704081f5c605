"""Why, why not: status, cost and changes of every pair of tiny boards are those of listing every plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import prod

import pytest
from brute_force import BruteForce, difference
from questions_listed import least_with
from tiny_boards import tiny_board

from luanchuyen.models.calendar import PartialDate
from luanchuyen.models.committee.answer import PairAnswer, Priced
from luanchuyen.models.committee.decision import ANYBODY, Decision
from luanchuyen.models.waiver import Waiver
from luanchuyen.optimizer.questions.prices import by_the_book
from luanchuyen.optimizer.questions.why import Why
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.lineup import lineup_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.solver.process import SolvingChild

BOARDS = 16
PLANS_TO_TRY = 800


@pytest.fixture(scope="module")
def child() -> Iterator[SolvingChild]:
    """One child for all boards."""
    with SolvingChild() as started:
        yield started


def boards(count: int = BOARDS) -> Iterator[tuple[int, BruteForce]]:
    for seed in range(count):
        brute = BruteForce(by_the_book(tiny_board(seed).situation))
        if prod(map(len, brute.options)) <= PLANS_TO_TRY and brute.legal:
            yield seed, brute


def lost(brute: BruteForce, score: tuple[int, ...]) -> Mapping[int, int]:
    """The score less the best, by tier."""
    best = brute.legal[0]
    return {t: v - b for t, v, b in zip(sorted(best.audit.score), score, best.score, strict=True)}


def check_price(brute: BruteForce, planned: tuple[tuple[str, str], ...], decision: Decision, told: Priced) -> None:
    """Cost, and that the told plan is a best one with the decision, as near as any."""
    score = least_with(brute, (decision,))
    assert told.cost.proven
    if score is None:
        assert told.cost.cost is None and not told.changes
        return
    assert told.cost.cost == told.cost.at_least == lost(brute, score)
    now = {change.cadre: change for change in told.changes}
    before = lineup_of(brute.situation, planned)
    for cadre_id, change in now.items():
        assert (change.present, change.planned) == (brute.situation.held[cadre_id], before.after(cadre_id))
    alike = [
        plan.pairs
        for plan in brute.legal
        if plan.score == score and least_with(_only(brute, plan.pairs), (decision,)) is not None
    ]
    near = min(difference(pairs, planned) for pairs in alike)
    nearest = [pairs for pairs in alike if difference(pairs, planned) == near]
    assert told.unique == (len(nearest) == 1)
    after = [lineup_of(brute.situation, pairs) for pairs in nearest]
    assert any(
        all(one.after(c) == (now[c].now if c in now else before.after(c)) for c in brute.cadres) for one in after
    )


def _only(brute: BruteForce, pairs: tuple[tuple[str, str], ...]) -> BruteForce:
    alone = BruteForce(brute.situation)
    alone.__dict__["legal"] = tuple(plan for plan in brute.legal if plan.pairs == pairs)
    return alone


def test_every_pair_is_told_as_listing_says(child: SolvingChild) -> None:
    told: Counter[str] = Counter()
    for seed, brute in boards():
        why = Why(brute.situation, child)
        for post_id in brute.posts:
            answer = why.post(post_id)
            check_price(brute, why.planned, Decision("forbid", ANYBODY, post_id), answer.nobody)
            assert sorted(one.cadre for one in answer.candidates) == list(brute.cadres)
            for one in answer.candidates:
                check_pair(brute, why, one, seed)
                told[one.status] += 1
        for cadre_id in brute.cadres:
            check_price(brute, why.planned, Decision("stay", cadre_id), why.cadre(cadre_id).stays)
    assert min(told[status] for status in ("in_plan", "allowed", "blocked", "not_eligible")) >= 5


def check_pair(brute: BruteForce, why: Why, one: PairAnswer, seed: int) -> None:
    """Status and cost of one pair."""
    eligible = any(
        group is not None and one.post in group.posts for group in brute.options[brute.cadres.index(one.cadre)]
    )
    decision = Decision("fix", one.cadre, one.post)
    score = least_with(brute, (decision,))
    assert (one.status == "not_eligible") == (not eligible), (seed, one)
    assert one.proven
    if one.status in ("in_plan", "allowed"):
        assert ((one.cadre, one.post) in why.planned) == (one.status == "in_plan")
        check_price(brute, why.planned, decision, one.priced)
    elif one.status == "blocked":
        assert score is None, (seed, one)


def test_what_is_not_asked_about_is_told_by_a_floor_that_holds(child: SolvingChild) -> None:
    told: Counter[str] = Counter()
    for _, brute in boards(60):
        why = Why(brute.situation, child, within=0)
        for cadre_id in brute.cadres[:2]:
            for one in why.cadre(cadre_id).posts:
                if one.status == "unknown":
                    score = least_with(brute, (Decision("fix", one.cadre, one.post),))
                    least = one.priced.cost.at_least
                    assert least is not None and not one.proven
                    if score is not None:
                        assert list(lost(brute, score).values()) >= [v for _, v in sorted(least.items())]
                    told["floors"] += 1
                told["solved"] += one.status in ("allowed", "blocked")
    assert min(told["floors"], told["solved"]) > 10, told


def test_a_nearest_change_makes_the_pair_one_of_the_best(child: SolvingChild) -> None:
    told: Counter[str] = Counter()
    for _, brute in boards(30):
        why = Why(brute.situation, child)
        for cadre_id in brute.cadres[:2]:
            for post_id in brute.posts[:3]:
                answer = why.pair(cadre_id, post_id)
                for change in answer.nearest:
                    told[change.kind] += 1
                    if change.kind == "fact":
                        continue
                    changed = BruteForce(reread(brute.situation, change, answer))
                    best, score = changed.legal[0].score, least_with(changed, (Decision("fix", cadre_id, post_id),))
                    assert best == score, change
                if answer.status == "blocked":
                    assert answer.conflicts
    assert min(told[kind] for kind in ("fact", "weight", "waiver")) > 0, told


def reread(situation: Situation, change: object, answer: PairAnswer) -> Situation:
    """The situation with a change made, told apart from the code that found it."""
    instance, policy = situation.instance, situation.policy
    if change.kind == "waiver":
        day = PartialDate(2026, 1, 1)
        waiver = Waiver(change.rule, answer.cadre, answer.post, "TU", "1-CV", day, "x")
        instance = replace(instance, waivers=(*instance.waivers, waiver))
    else:
        rule, _, number = change.rule.partition(".")
        entry = policy.entry(rule)
        numbers = {**entry.numbers, number: change.after} if number else entry.numbers
        entry = replace(entry, weight=entry.weight if number else change.after, numbers=numbers)
        policy = replace(policy, entries={**policy.entries, rule: entry})
    return situation_of(instance, policy)
