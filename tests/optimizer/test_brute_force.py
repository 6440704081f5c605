"""``plan`` against every legal plan of hundreds of tiny random boards: the same plans, scores, order and ties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import prod

import pytest
from brute_force import BruteForce, Judged
from kept_child import plan
from purposes_told import Move
from tiny_boards import Board, tiny_board

from luanchuyen.models.plan import Plan, Result
from luanchuyen.optimizer.rules.rule import register
from luanchuyen.optimizer.situation.lineup import lineup_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.solver.process import SolvingChild

BOARDS = 1000
PLANS_TO_TRY = 1300
"""Combinations of moves above which a board is passed over."""
LEAST = 3
"""Boards on which each rule at each level, and each sort of structure, must have made a difference."""


@dataclass(frozen=True)
class Outcome:
    """A board, all its plans, and what ``plan`` made of it."""

    board: Board
    brute: BruteForce
    result: Result

    @property
    def seed(self) -> int:
        return self.board.seed

    @property
    def situation(self) -> Situation:
        return self.brute.situation

    @property
    def expected(self) -> list[Judged]:
        return self.brute.ranked(self.board.options.plans, self.board.options.differ_by)


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    found = []
    with SolvingChild() as child:
        for seed in range(BOARDS):
            board = tiny_board(seed)
            brute = BruteForce(board.situation)
            if prod(map(len, brute.options)) > PLANS_TO_TRY:
                continue
            try:
                result = plan(board.instance, board.policy, board.options, given=board.given, child=child)
            except Exception as error:
                error.add_note(f"board {seed}")
                raise
            found.append(Outcome(board, brute, result))
    return found


def score(ranked: Plan) -> tuple[int, ...]:
    return tuple(ranked.score[tier] for tier in sorted(ranked.score))


def test_plans_scores_and_order_are_those_of_brute_force(outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        found = [(p.pairs, score(p)) for p in outcome.result.plans]
        assert found == [(p.pairs, p.score) for p in outcome.expected], outcome.seed
        assert outcome.result.status == ("optimal" if found else "infeasible"), outcome.seed


def test_every_plan_is_proven_to_its_own_score_and_decided_by_the_published_order(outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        for rank, ranked in enumerate(outcome.result.plans, 1):
            assert (ranked.rank, ranked.proven, ranked.bound) == (rank, True, ranked.score), outcome.seed
        certificate = outcome.result.certificate
        assert certificate is not None
        assert all(proof.order is not None for proof in certificate.plans), outcome.seed


def test_ties_are_the_plans_of_equal_score(outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        expected = outcome.expected
        for rank, (ranked, judged) in enumerate(zip(outcome.result.plans, expected, strict=True), 1):
            tied = [n for n, other in enumerate(expected, 1) if n != rank and other.score == judged.score]
            assert list(ranked.tied_with) == tied, outcome.seed


def test_purposes_are_those_of_the_page(outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        for ranked in outcome.result.plans:
            taken = lineup_of(outcome.situation, ranked.pairs).moves
            told = {cadre: Move(outcome.situation, cadre, group).purpose for cadre, group in taken.items()}
            assert {a.cadre: a.purpose for a in ranked.assignments} == told, outcome.seed


def test_findings_and_empty_seats_are_the_auditors(outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        for ranked, judged in zip(outcome.result.plans, outcome.expected, strict=True):
            assert ranked.findings == judged.audit.findings, outcome.seed
            empty = {u.post: u.seats for u in ranked.unfilled}
            assert empty == empty_seats(outcome.situation, judged), outcome.seed


def empty_seats(situation: Situation, judged: Judged) -> dict[str, int]:
    """Seats that nobody in the sheet or outside it holds after the plan, of posts not frozen."""
    moved = {c for c, _ in judged.pairs}
    found = {}
    for post_id, post in situation.instance.posts.items():
        entering = sum(p == post_id for _, p in judged.pairs)
        staying = sum(c not in moved and c not in situation.leaves for c in situation.holders[post_id])
        empty = post.seats - situation.outside[post_id] - entering - staying
        if empty > 0 and not situation.group_of[post_id].frozen:
            found[post_id] = empty
    return found


def test_the_boards_put_every_rule_at_every_level_to_work(outcomes: list[Outcome]) -> None:
    """So that what agrees above agrees about something."""
    worked: Counter[tuple[str, str]] = Counter()
    for outcome in outcomes:
        worked.update({(name, "off") for name in register() if outcome.board.policy.entry(name).level == "off"})
        worked.update((rule, "hard") for rule in barring(outcome.brute))
        worked.update((rule, "soft") for rule in deciding(outcome.brute))
    levels = ("hard", "soft", "off")
    assert {(r, lv): worked[r, lv] for r in register() for lv in levels if worked[r, lv] < LEAST} == {}


def barring(brute: BruteForce) -> set[str]:
    """The hard rules that forbade some plan."""
    plans = (*brute.moves.values(), *(plan.audit for plan in brute.judged))
    return {str(o.values["rule"]) for audit in plans for o in audit.objections if o.key == "hard_rule"}


def deciding(brute: BruteForce) -> set[str]:
    """The soft rules that cost one legal plan more than another."""
    costs = []
    for judged in brute.legal:
        cost: Counter[str] = Counter()
        for finding in judged.audit.findings:
            cost[finding.rule] += finding.cost
        costs.append(cost)
    return {rule for cost in costs for rule in cost if any(other[rule] != cost[rule] for other in costs)}


def test_the_boards_have_every_sort_of_structure(outcomes: list[Outcome]) -> None:
    seen: Counter[str] = Counter()
    for outcome in outcomes:
        seen.update(features(outcome))
    assert {name: count for name, count in seen.items() if count < LEAST} == {}
    assert seen.keys() == {
        "bundle taken over two units", "bundle given up", "several seats", "frozen", "typed due and moved",
        "due by rule", "due by rule and moved", "over its number", "over its number and entered", "outside", "waived",
        "relatives meet", "budget spent", "stability", "swap", "chain", "differ_by 2 mattered",
        "fewer plans than asked", "tie", "tie of sums", "weight 0", "several tiers", "six plans",
        "allowed bundle taken", "its post taken alone", "post kept in a bundle taken", "required bundle taken",
        "forbidden mark taken apart", "return", "home by a post typed or due", "ages on another day",
    }  # fmt: skip


def features(outcome: Outcome) -> Iterable[str]:
    """What an outcome shows, each with the bite that makes it worth showing."""
    situation, options, plans = outcome.situation, outcome.board.options, outcome.expected
    best = plans[0] if plans else None
    moved = {c for c, _ in best.pairs} if best else set()
    entered = {p for _, p in best.pairs} if best else set()
    taken = lineup_of(situation, best.pairs).moves if best else {}
    groups, bundling = [taken[c] for c in taken], situation.bundling
    marks = set(bundling.marks.values())
    may_be = {p for posts in bundling.optional for p in posts}
    unit = {p: post.unit_id for p, post in situation.instance.posts.items()}
    left = {p for c in moved for p in situation.held[c]}
    findings = [f for p in outcome.brute.legal for f in p.audit.findings]
    over = {p for p in unit if len(situation.stayers(p)) + situation.outside[p] > situation.post(p).seats}
    made = [Move(situation, c, g) for q in plans for c, g in lineup_of(situation, q.pairs).moves.items()]
    closest = outcome.brute.ranked(options.plans, 1)
    shows = {
        "bundle taken over two units": any(len({unit[p] for p in g.posts}) > 1 for g in groups),
        "bundle given up": any(len(situation.group_of[p].posts) > 1 for p in left),
        "several seats": any(situation.post(p).seats > 1 for p in entered),
        "frozen": bool(situation.frozen),
        "typed due and moved": bool(moved & situation.leaves),
        "due by rule": bool(situation.due),
        "due by rule and moved": bool(moved & set(situation.due)),
        "over its number": bool(over),
        "over its number and entered": any(over & {p for _, p in q.pairs} for q in outcome.brute.legal),
        "outside": any(situation.outside[p] for p in entered) or any(situation.outside.values()),
        "waived": any(f.waiver for f in findings),
        "relatives meet": any(f.rule == "family" and f.level != "standing" for f in findings),
        "budget spent": any(f.rule == "budget" for f in findings) or "budget" in barring(outcome.brute),
        "stability": any(f.rule == "stability" and f.cost for f in findings),
        "swap": bool(left & entered),
        "chain": len(left & entered) > 1,
        "differ_by 2 mattered": options.differ_by == 2 and [p.pairs for p in plans] != [p.pairs for p in closest],
        "fewer plans than asked": 0 < len(plans) < options.plans,
        "tie": any(p.tied_with for p in outcome.result.plans),
        "tie of sums": len({(p.score, outcome.brute.products(p.pairs)) for p in plans}) < len(plans),
        "weight 0": any(e.level == "soft" and not e.weight for e in outcome.board.policy.entries.values()),
        "several tiers": len({t for p in plans for t, s in p.audit.score.items() if s}) > 1,
        "six plans": len(plans) == 6,
        "allowed bundle taken": any(g.optional for g in groups),
        "its post taken alone": any(len(g.posts) == 1 and may_be.issuperset(g.posts) for g in groups),
        "post kept in a bundle taken": any(p in situation.held[c] for q in outcome.brute.legal for c, p in q.pairs),
        "required bundle taken": any(
            not g.optional and len(g.posts) > 1 and frozenset(g.posts) not in marks for g in groups
        ),
        "forbidden mark taken apart": any(
            p in posts for posts in bundling.undone.values() for q in plans for _, p in q.pairs
        ),
        "return": any(move.purpose == "return" for move in made),
        "home by a post typed or due": any(move.comes_home and move.purpose != "return" for move in made),
        "ages on another day": any(situation.day_of_ages(p) != situation.start for p in entered),
    }
    return (name for name, shown in shows.items() if shown)


@pytest.mark.parametrize("nobody", [True, False])
@pytest.mark.parametrize("nothing", [True, False])
def test_boards_without_posts_or_people_are_judged_all_the_same(nobody: bool, nothing: bool) -> None:
    statuses = set()
    with SolvingChild() as child:
        for seed in range(40):
            board = emptied(tiny_board(seed), nobody, nothing)
            result = plan(board.instance, board.policy, board.options, given=board.given, child=child)
            expected = BruteForce(board.situation).ranked(board.options.plans, board.options.differ_by)
            assert [(p.pairs, score(p)) for p in result.plans] == [(p.pairs, p.score) for p in expected], seed
            statuses.add(result.status)
    assert statuses == {"optimal", "infeasible"}


def emptied(board: Board, nobody: bool, nothing: bool) -> Board:
    """The board without its cadres, without its posts, or without what names them."""
    instance = replace(board.instance, relations=(), locks=(), waivers=(), panel={})
    if nothing:
        cadres = {code: replace(cadre, post_ids=()) for code, cadre in instance.cadres.items()}
        instance = replace(instance, posts={}, cadres=cadres)
    if nobody:
        instance = replace(instance, cadres={})
    return replace(board, instance=instance)
