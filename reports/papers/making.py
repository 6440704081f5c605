"""The papers' content, drawn from facts, rules and plans that were verified."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from luanchuyen.messages import say
from luanchuyen.models.committee.run_answers import NO_ANSWERS, RunAnswers
from luanchuyen.models.plan import Assignment, Plan, Result
from luanchuyen.optimizer.record.record import Record, Standing, record_of_plan, standing_now
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.reports.papers.contents import contents_of
from luanchuyen.reports.papers.disguise import numbers_of
from luanchuyen.reports.papers.moves import PlanMoves
from luanchuyen.reports.papers.papers import (
    Board,
    Covered,
    EmptyPost,
    Papers,
    PlanPaper,
    PostLine,
    Sweep,
    Waiting,
)
from luanchuyen.reports.papers.people import People
from luanchuyen.reports.papers.proof_record import record_lines
from luanchuyen.reports.papers.rule_lines import rule_lines
from luanchuyen.wording.findings import about, of_plan, remark
from luanchuyen.wording.numbers import sentence
from luanchuyen.wording.points import tier_lines
from luanchuyen.wording.proofs import phrase
from luanchuyen.wording.rules import rule_name


def papers_of(
    situation: Situation,
    result: Result,
    answers: RunAnswers = NO_ANSWERS,
    chosen: int = 1,
    anonymous: bool = False,
    numbers: Mapping[str, int] | None = None,
    sweep: Sweep | None = None,
) -> Papers:
    """The papers of a result, in the language spoken. ``chosen``: the rank of the plan put forward.

    ``situation`` and ``result`` are those of the run, plans with their findings and the certificate where it is at
    hand. ``anonymous``: the situation is disguised, and facts that tell who somebody is are left out; ``numbers``: of
    all persons, then. ``sweep``: scenarios to be shown beside.
    """
    people = People(situation, numbers or numbers_of(situation.instance), anonymous)
    before = standing_now(situation)
    plans = tuple(_plan(people, plan, result, answers, before) for plan in result.plans)
    board = board_of(situation)
    return Papers(
        board=board,
        plans=plans,
        chosen=chosen,
        contents=contents_of(people, board, plans[chosen - 1]),
        lines=tuple(_post_lines(people, result.plans)),
        rules=tuple(rule_lines(situation.policy)),
        record=tuple(record_lines(result.record)),
        anonymous=anonymous,
        sweep=sweep,
    )


def board_of(situation: Situation) -> Board:
    """The board's own figures."""
    settings, posts = situation.instance.settings, situation.instance.posts
    active = [post for post in posts if situation.status[post] != "frozen"]
    return Board(
        title=settings.title or say("workbook.title"),
        organisation=settings.organisation,
        secrecy=settings.secrecy,
        as_of=settings.as_of,
        start=settings.start,
        term_months=settings.term_months,
        rules=situation.policy.title or situation.policy.name,
        posts=len(posts),
        seats=sum(post.seats for post in posts.values()),
        seats_free=sum(situation.free[post] for post in active),
        cadres=len(situation.instance.cadres),
        leaves=len(situation.leaves),
        due=len(situation.due),
    )


def _plan(people: People, plan: Plan, result: Result, answers: RunAnswers, before: Standing) -> PlanPaper:
    made, record = PlanMoves(people, plan, answers), record_of_plan(people.situation, plan, before)
    summed = Counter[int]()
    for finding in plan.findings:
        summed[finding.tier] += finding.cost
    return PlanPaper(
        rank=plan.rank,
        tied_with=plan.tied_with,
        proven=plan.proven,
        proof=phrase(plan, result),
        score=plan.score,
        bound=plan.bound,
        summed={tier: summed[tier] for tier in plan.score},
        points=tuple(tier_lines(plan, people.situation)),
        moves=made.moves,
        empty=tuple(_empty(people, plan)),
        waiting=tuple(_waiting(people, plan)),
        remarks=tuple(_remarks(people, plan)),
        chains=tuple(made.ladders()),
        coverage=_covered(people, record),
        findings=_finding_counts(plan),
    )


def _empty(people: People, plan: Plan) -> Iterator[EmptyPost]:
    for unfilled in sorted(plan.unfilled, key=lambda one: one.post):
        special = ("no_candidate", "chosen", "shortage")
        why = tuple(say(f"workbook.why_{r}") if r in special else rule_name(r) for r in unfilled.why)
        seats = people.situation.post(unfilled.post).seats
        yield EmptyPost(people.seat(unfilled.post), unfilled.seats, seats, why)


def _waiting(people: People, plan: Plan) -> Iterator[Waiting]:
    # This rule's findings are the list of those who wait.
    unplaced = {f.subject.get("cadre"): f for f in plan.findings if f.rule == "placement"}
    for code in sorted(people.situation.leaves - plan.persons, key=people.names.order):
        finding = unplaced.get(code)
        yield Waiting(people.person(code), sentence(remark(finding, people.situation)) if finding else "")


def _remarks(people: People, plan: Plan) -> Iterator[str]:
    for finding in of_plan(plan):
        said, subject = remark(finding, people.situation), about(finding.subject, people.names)
        yield sentence(say("workbook.remark_of", subject=subject, said=said) if subject else said)


def _covered(people: People, record: Record) -> Covered:
    before, after = record.before.coverage, record.after.coverage
    was, now = ([people.names.place(place) for place in one.open] for one in (before, after))
    gained, lost = ([name for name in one if name not in other] for one, other in ((was, now), (now, was)))
    return Covered(before.covered, after.covered, before.of, tuple(gained), tuple(lost), tuple(now))


def _finding_counts(plan: Plan) -> str:
    waived = sum(finding.waiver is not None for finding in plan.findings)
    standing = sum(finding.level == "standing" for finding in plan.findings)
    broken = sum(f.level == "hard" and f.amount > 0 and f.waiver is None for f in plan.findings)
    return say("workbook.finding_counts", broken=broken, waived=waived, standing=standing)


def _post_lines(people: People, plans: tuple[Plan, ...]) -> Iterator[PostLine]:
    """Every post that some plan fills or leaves empty, with what each plan does with it; of a bundle, those alike."""
    comers, empty = [plan.by_post for plan in plans], [plan.empty for plan in plans]
    alike: dict[tuple[int, tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for post in sorted(set().union(*comers, *empty)):
        pairs = zip(comers, empty, strict=True)
        told = tuple(_comers(people, came.get(post, ()), left.get(post, 0)) for came, left in pairs)
        key = people.situation.group_of[post].index, people.situation.holders[post], told
        alike.setdefault(key, []).append(post)
    for (_, holders, told), posts in alike.items():
        yield PostLine(people.seats(tuple(posts)), "\n".join(map(people.names.person, holders)) or "–", told)


def _comers(people: People, came: tuple[Assignment, ...], seats: int) -> str:
    """Who comes to a post, and what stays empty of it."""
    names = people.names
    told = [names.person(code) for code in sorted((one.cadre for one in came), key=names.order)]
    if seats:
        told.append(say("workbook.empty_seats" if seats > 1 else "workbook.empty_seat", count=seats))
    return "\n".join(told) or say("workbook.unchanged")
