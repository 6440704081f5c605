"""The rows of a plan's sheet: people moved, posts left empty, people who wait for a post."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from luanchuyen.messages import say
from luanchuyen.models.finding import Finding
from luanchuyen.models.plan import Assignment, Plan
from luanchuyen.optimizer.explain.chains import Step
from luanchuyen.sheets.paper.formats import Coded, Value
from luanchuyen.sheets.plans.book import PlansBook
from luanchuyen.sheets.plans.causes import RULES_NAMED, cause, some
from luanchuyen.sheets.plans.recorded import RecordedLine, decides, recorded_lines
from luanchuyen.wording.findings import of_cadres, remark
from luanchuyen.wording.forms import form_words
from luanchuyen.wording.numbers import sentence
from luanchuyen.wording.rules import purpose_said

BLANK, AFTER = ("", "", ""), ("", "")
"""What a line without a person leaves blank before the planned post; what one without a move leaves behind it."""


@dataclass(frozen=True)
class PlanRow:
    """One row: the printed texts between STT and Chốt, the codes it stands for, and its findings.

    ``recorded``: the decision of an earlier round that the row tells, None where it is one of the plan's own;
    ``settled``: whether such a decision decides it.
    """

    printed: tuple[Value, ...]
    cadre: str = ""
    posts: tuple[str, ...] = ()
    move: Assignment | None = None
    findings: tuple[Finding, ...] = ()
    recorded: RecordedLine | None = None
    settled: bool = False


def moved_rows(book: PlansBook, plan: Plan) -> list[PlanRow]:
    """Everybody moved, in the order of Vietnamese names; a bundle is one row."""
    moves = plan.by_cadre
    findings = of_cadres(plan)
    ordered = sorted(moves, key=book.names.order)
    return [_moved(book, plan, moves[cadre_id], findings.get(cadre_id, [])) for cadre_id in ordered]


def _moved(book: PlansBook, plan: Plan, moves: tuple[Assignment, ...], findings: list[Finding]) -> PlanRow:
    first = moves[0]
    posts = tuple(sorted(move.post for move in moves))
    purpose = purpose_said(book.situation, first, book.situation.lead(posts))
    printed = (
        *_person(book, first.cadre),
        titled(book, posts),
        sentence(f"{form_words(book.situation, first)} - {purpose}"),
        successors(book, book.steps[plan.rank][first.cadre]),
        book.reasons[plan.rank].of(first.cadre),
    )
    settled = decides(book.decisions, first.cadre, posts)
    return PlanRow(printed, first.cadre, posts, first, tuple(findings), settled=settled)


def _person(book: PlansBook, cadre_id: str) -> tuple[Value, ...]:
    """Name with code, year of birth, home, and the present posts with their codes."""
    names, held = book.names, book.situation.held[cadre_id]
    present = titled(book, held) if held else names.present(cadre_id)
    year = book.situation.cadre(cadre_id).birth.year
    return Coded(((names.person(cadre_id), cadre_id),)), year, names.home_short(cadre_id), present


def titled(book: PlansBook, posts: tuple[str, ...]) -> Coded:
    """Posts by their titles, each with its code."""
    return Coded(tuple((book.names.post(post_id), post_id) for post_id in posts))


def successors(book: PlansBook, step: Step) -> str:
    """Who takes the place of somebody moved; of a bundle handed to several, each with the post."""
    if not step.leaves:
        held = book.situation.held[step.cadre]
        return say("workbook.keeps_seat" if held else "workbook.no_seat_left")
    told: dict[str, list[str]] = defaultdict(list)
    for seat in step.leaves:
        if seat.after is not None:
            told[book.names.person(seat.after)].append(seat.post)
        else:
            told[say("workbook.stays_empty" if seat.empty else "workbook.seat_not_needed")].append(seat.post)
    if len(told) == 1:
        return next(iter(told))
    return "\n".join(f"{book.names.listed(tuple(posts))}: {who}" for who, posts in told.items())


def empty_rows(book: PlansBook, plan: Plan) -> list[PlanRow]:
    """The posts that the plan leaves empty, in code order."""
    rows = []
    for unfilled in sorted(plan.unfilled, key=lambda u: u.post):
        seats = book.situation.post(unfilled.post).seats
        count = say("workbook.seats_empty", empty=unfilled.seats, seats=seats) if seats > 1 else ""
        why = some([cause(book, unfilled.post, rule, homes=True) for rule in unfilled.why], RULES_NAMED)
        post = Coded((*titled(book, (unfilled.post,)).parts, (count, "")))
        printed = (say("workbook.left_empty"), *BLANK, post, *AFTER, why)
        settled = decides(book.decisions, "", (unfilled.post,))
        rows.append(PlanRow(printed, posts=(unfilled.post,), settled=settled))
    return rows


def waiting_rows(book: PlansBook, plan: Plan) -> list[PlanRow]:
    """Those who must leave their posts and are placed nowhere."""
    # This rule's findings are the list of those who wait.
    unplaced = {f.subject.get("cadre"): f for f in plan.findings if f.rule == "placement"}
    rows = []
    for cadre_id in sorted(book.situation.leaves - plan.persons, key=book.names.order):
        finding = unplaced.get(cadre_id)
        printed = (
            *_person(book, cadre_id),
            say("workbook.waits" if finding else "workbook.leaves_office"),
            *AFTER,
            sentence(remark(finding, book.situation)) if finding else "",
        )
        settled = decides(book.decisions, cadre_id, ())
        rows.append(PlanRow(printed, cadre=cadre_id, findings=(finding,) if finding else (), settled=settled))
    return rows


def recorded_rows(book: PlansBook) -> list[PlanRow]:
    """The decisions carried over from an earlier round, each once; and what a hand writes there of other posts."""
    rows = []
    kept = tuple(decision for decision in book.decisions if decision not in book.hand.taken_back)
    added = book.hand.added.items()
    written = (RecordedLine(line.cadre, line.posts, text.mark, text.reason, text.waiver) for line, text in added)
    for line in (*recorded_lines(kept, book.waivers, book.situation), *written):
        who = _person(book, line.cadre) if line.cadre else (say("workbook.recorded_anybody"), *BLANK)
        posts = titled(book, line.posts) if line.posts else ""
        printed = (*who, posts, *AFTER, line.waiver or line.reason)
        rows.append(PlanRow(printed, line.cadre, line.posts, recorded=line))
    return rows
