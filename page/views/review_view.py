"""Xem xét: the three columns together, and what is to be proven next for whoever looks at them."""

from __future__ import annotations

from dataclasses import dataclass

from luanchuyen.messages import knows, say
from luanchuyen.page.desk.choices import replaced
from luanchuyen.page.desk.desk import Desk
from luanchuyen.page.desk.pricing import Answer, Question, pair_question, tray_question
from luanchuyen.page.desk.rounds import OpenRound
from luanchuyen.page.desk.state import Choice, Tray
from luanchuyen.page.views.candidates_view import candidates_shown, questions_at
from luanchuyen.page.views.common import Shown
from luanchuyen.page.views.consequences_view import checked_shown, proven_shown, settled_shown, tray_shown
from luanchuyen.page.views.line_facts import eligible_for
from luanchuyen.page.views.posts_view import first_post, posts_shown
from luanchuyen.scenarios.decisions.lines import RECORDED, PlanLine
from luanchuyen.wording.names import Names
from luanchuyen.wording.rules import rule_name


@dataclass(frozen=True)
class Looked:
    """What is looked at: a post, of several lines whose; a person; what is searched for."""

    post: str = ""
    line: str = ""
    person: str = ""
    query: str = ""
    people: str = ""


def review_shown(desk: Desk, looked: Looked) -> Shown:
    """The page's values; the questions that it leaves open are asked."""
    current, pricing = desk.round, desk.pricing
    if current is None or pricing is None:
        return {"round": False}
    post = looked.post if looked.post in current.situation.instance.posts else first_post(current)
    lines = current.lines_at(post) if post else ()
    line = next((one for one in lines if one.cadre == looked.line), lines[0] if lines else None)
    tray = current.told.tray
    preview = _preview(current, line, looked.person)
    questions: list[Question] = []
    tray_asked = tray_question(tray) if tray else None
    if preview is not None:
        questions.append(single(current, preview))
    if tray_asked is not None:
        questions.append(tray_asked)
    if line is not None:
        questions += questions_at(current, line)
    if not desk.busy:
        pricing.ask(questions)
    told = pricing.answer(tray_asked) if tray_asked is not None else None
    return {
        "round": True,
        "rank": current.plan.rank,
        "posts": posts_shown(current, post, looked.query),
        "post": post_shown(current, post, lines, line),
        "line": line,
        "person": looked.person if preview is not None else "",
        "people": looked.people,
        "candidates": candidates_shown(current, pricing, line, looked.person, looked.people) if line else None,
        "preview": _preview_shown(current, tray, preview, desk),
        "tray": tray_shown(current),
        "tray_checked": checked_shown(current, tray) if tray else None,
        "tray_proven": proven_shown(current, told),
        "settled": list(settled_shown(current)),
        "can_undo": bool(current.told.before) or len(desk.state.rounds) > 1,
        "reasons": dict.fromkeys(choice.reason for choice in tray if choice.reason),
        "number": len(desk.state.rounds),
    }


def single(current: OpenRound, choice: Choice) -> Question:
    """The question what one choice costs, and who then fares otherwise."""
    return pair_question((d for edit in current.edits([choice]) for d in edit.decisions), told=True)


def _preview(current: OpenRound, line: PlanLine | None, person: str) -> Choice | None:
    if line is None or not line.posts or person == line.cadre or person not in eligible_for(current, line):
        return None
    return Choice(line, "choose", person)


def _preview_shown(current: OpenRound, tray: Tray, preview: Choice | None, desk: Desk) -> Shown | None:
    if preview is None or desk.pricing is None or preview.chosen in {c.chosen for c in tray if c.line == preview.line}:
        return None
    told: Answer | None = desk.pricing.answer(single(current, preview))
    name = Names(current.situation).person(preview.chosen)
    return {
        "title": say("page.if_chosen", person=name),
        "checked": checked_shown(current, replaced(tray, preview)),
        "proven": proven_shown(current, told),
        "with_tray": bool(tray),
    }


def post_shown(current: OpenRound, post: str, lines: tuple[PlanLine, ...], line: PlanLine | None) -> Shown:
    """The chosen post: its title, who holds it today, its lines, what was chosen there."""
    if not post:
        return {}
    situation, names = current.situation, Names(current.situation)
    chosen = {choice.line: choice for choice in current.told.tray}
    noun = situation.post(post)
    return {
        "code": post,
        "title": names.listed(line.posts) if line is not None and line.posts else names.post(post),
        "seats": noun.seats,
        "holders": [names.person(cadre) for cadre in situation.holders.get(post, ())],
        "why_empty": [] if line is None or line.cadre else _why_empty(current, post),
        "kept": line is not None and line.plan == RECORDED,
        "lines": [
            {"cadre": one.cadre, "name": names.person(one.cadre) if one.cadre else say("page.nobody"),
             "here": one == line, "chosen": one in chosen}
            for one in lines
        ],
        "chosen": line in chosen if line is not None else False,
    }  # fmt: skip


def _why_empty(current: OpenRound, post: str) -> list[str]:
    rules = next((one.why for one in current.plan.unfilled if one.post == post), ())
    return [say(f"workbook.why_{rule}") if knows(f"workbook.why_{rule}") else rule_name(rule) for rule in rules]
