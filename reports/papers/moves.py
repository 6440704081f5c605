"""A plan's moves as the papers print them: where from and to, what speaks for each, what is to be weighed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cached_property

from luanchuyen.messages import say
from luanchuyen.models.calendar import add_months
from luanchuyen.models.committee.answer import Priced
from luanchuyen.models.committee.price import Cost
from luanchuyen.models.committee.run_answers import RunAnswers, SeatAnswer
from luanchuyen.models.finding import Finding
from luanchuyen.models.plan import Assignment, Plan
from luanchuyen.models.retirement import remaining_months, retires_on
from luanchuyen.optimizer.explain.chains import Handover, Step, linked, steps
from luanchuyen.optimizer.explain.merits import Merit, merits_of
from luanchuyen.reports.figures.ladder import Ladder, Rung
from luanchuyen.reports.papers.move import (
    Exemption,
    Fact,
    Following,
    Move,
    Nearest,
    Seat,
)
from luanchuyen.reports.papers.people import People
from luanchuyen.wording.answers.costs import in_short, price_words
from luanchuyen.wording.answers.merits import in_order, merit_words
from luanchuyen.wording.findings import of_cadres, remark, told_as
from luanchuyen.wording.forms import form_words
from luanchuyen.wording.numbers import day, sentence
from luanchuyen.wording.rules import purpose_said, rule_name

PANEL = "panel"
"""The rule that holds somebody's points against the highest of all."""
BORN = ("remaining_service",)
"""Rules whose facts tell when somebody was born."""
PEOPLE = ("cadre", "relative")
"""The keys of a subject that name people."""


class PlanMoves:
    """The moves of one plan. ``answers``: those of the run, which are about plan 1 alone."""

    def __init__(self, people: People, plan: Plan, answers: RunAnswers) -> None:
        self.people, self.plan, self.situation = people, plan, people.situation
        told = answers.seats if plan.rank == 1 else None
        self._answers = None if told is None else {(seat.cadre, seat.post): seat for seat in told}
        self._findings = of_cadres(plan)

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """Everybody moved, in the order of Vietnamese names."""
        by_cadre = self.plan.by_cadre
        return tuple(self._move(by_cadre[code]) for code in sorted(by_cadre, key=self.people.names.order))

    @cached_property
    def _steps(self) -> dict[str, Step]:
        return steps(self.plan, self.situation)

    def _move(self, taken: tuple[Assignment, ...]) -> Move:
        first, settings = taken[0], self.situation.instance.settings
        code, posts = first.cadre, tuple(one.post for one in taken)
        seats, lead = self.people.seats(posts), self.situation.lead(posts)
        end = None if first.form == "transfer" else add_months(settings.start, settings.term_months)
        cadre, table = self.situation.cadre(code), self.situation.policy.vocabulary.retirement
        findings = self._findings.get(code, [])
        answer, hidden = self._answer(code, seats), self.people.anonymous
        merits = merits_of(self.situation, code, posts)
        return Move(
            person=self.people.person(code),
            seats=seats,
            leaves=tuple(map(self._following, self._steps[code].leaves)),
            keeps_place=self._keeps(code),
            form=first.form,
            form_said=sentence(form_words(self.situation, first)),
            purpose=first.purpose,
            purpose_said=(purpose := purpose_said(self.situation, first, lead)),
            purpose_own=_own_purpose(first.purpose, purpose),
            direction=first.direction,
            direction_said=say(f"rules.direction_{first.direction}"),
            term=_term(settings.start, end),
            start=settings.start,
            end=end,
            age=self.people.names.age(code, lead),
            remaining=None if hidden else remaining_months(cadre, table, self.situation.day_of_ages(lead)),
            retires=None if hidden else retires_on(cadre, table),
            met=tuple(_met(one) for one in in_order(merits) if not (hidden and one.rule in BORN)),
            unmet=tuple(self._fact(one, code, hidden) for one in findings if _is_unmet(one)),
            notes=tuple(self._fact(one, code, hidden) for one in findings if one.waiver is None and _is_noted(one)),
            exemptions=tuple(_exemption(one) for one in findings if one.waiver is not None),
            nearest=None if answer is None else tuple(self._nearest(answer)),
            nobody="" if answer is None else _price(answer.nobody),
        )

    def _fact(self, finding: Finding, code: str, hidden: bool) -> Fact:
        """A finding in words; what is told as points alone, or would tell an age, by its rule."""
        short = told_as(finding) in ("points", "elsewhere") or (hidden and finding.rule in BORN)
        said = rule_name(finding.rule) if short else remark(finding, self.situation)
        people = {str(finding.subject[key]) for key in PEOPLE if key in finding.subject}
        return Fact(finding.rule, said, finding.cost, finding.rule == PANEL or not people <= {code})

    def _answer(self, code: str, seats: tuple[Seat, ...]) -> SeatAnswer | None:
        if self._answers is None:
            return None
        return next((self._answers[code, s.post] for s in seats if (code, s.post) in self._answers), None)

    def _nearest(self, answer: SeatAnswer) -> Iterator[Nearest]:
        for code, cost in answer.nearest:
            yield Nearest(self.people.names.person(code), _price(cost))

    def _keeps(self, code: str) -> str:
        """What is said of somebody whose move leaves no seat of the sheet."""
        if self._steps[code].leaves:
            return ""
        return say("workbook.keeps_seat" if self.situation.held[code] else "workbook.no_seat_left")

    def _following(self, seat: Handover) -> Following:
        if seat.after is not None:
            return Following(self.people.seat(seat.post), self.people.names.person(seat.after), seat.after)
        return Following(
            self.people.seat(seat.post), say("workbook.stays_empty" if seat.empty else "workbook.seat_not_needed")
        )

    def ladders(self) -> Iterator[Ladder]:
        """The moves that hang together, the longest first; those alone side by side at the end."""
        found = linked(self._steps)
        together = [chain for chain in found if len(chain.steps) > 1]
        for number, chain in enumerate(together, start=1):
            kind = ("swap" if len(chain.steps) == 2 else "cycle") if chain.cyclic else "linked"
            title = say(f"workbook.chain_{kind}", number=number, count=len(chain.steps))
            yield Ladder(title, tuple(self._rungs(chain.steps)), self._ends(chain.ends))
        alone = [chain.steps[0] for chain in found if len(chain.steps) == 1]
        if alone:
            ordered = sorted(alone, key=lambda step: self.people.names.order(step.cadre))
            rungs = tuple(rung for step in ordered for rung in self._rungs((step,)))
            yield Ladder(say("report.chains_alone", count=len(alone)), rungs)

    def _rungs(self, steps: tuple[Step, ...]) -> Iterator[Rung]:
        names, above = self.people.names, ""
        for step in steps:
            left = tuple(self._left(seat) for seat in step.leaves)
            right = tuple(self._taken(seat) for seat in step.takes)
            after = any(seat.before == above for seat in step.takes)
            yield Rung(names.person(step.cadre), left or tuple(names.present(step.cadre).splitlines()), right, after)
            above = step.cadre

    def _left(self, seat: Handover) -> str:
        post = self.people.names.post(seat.post)
        return say("report.left_empty", post=post) if seat.after is None and seat.empty else post

    def _taken(self, seat: Handover) -> str:
        names = self.people.names
        post = names.post(seat.post)
        if seat.before is None:
            return say("workbook.seat_empty", post=post)
        return say("workbook.seat_of", post=post, name=names.person(seat.before))

    def _ends(self, ends: tuple[Handover, ...]) -> str:
        empty = tuple(seat.post for seat in ends if seat.empty)
        return say("workbook.end_empty", posts=self.people.names.listed(empty)) if empty else ""


def _term(start: dt.date, end: dt.date | None) -> str:
    if end is None:
        return say("workbook.term_open", start=day(start))
    return say("workbook.term", start=day(start), end=day(end))


def _is_unmet(finding: Finding) -> bool:
    return not (finding.waiver or finding.reason or finding.level == "standing" or told_as(finding) == "aside")


def _is_noted(finding: Finding) -> bool:
    return not _is_unmet(finding) and told_as(finding) != "elsewhere"


def _met(merit: Merit) -> Fact:
    return Fact(merit.rule, merit_words(merit), of_others=merit.rule == PANEL)


def _own_purpose(purpose: str, said: str) -> str:
    """The purpose where it is said of the mover; of the post's holder nothing is told."""
    own = say(f"rules.purpose_{purpose}")
    return own if said == own else say("report.purpose_of_post")


def _exemption(finding: Finding) -> Exemption:
    waiver = finding.waiver
    assert waiver is not None
    return Exemption(rule_name(waiver.rule), waiver.document, waiver.authority, str(waiver.date), waiver.reason)


def _price(cost: Cost) -> str:
    """In short where it is proven; else what is known of it."""
    return ", ".join(in_short(cost.cost)) if cost.cost is not None and cost.proven else price_words(Priced(cost))
