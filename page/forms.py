"""What a form means for the desk: a choice at a line, a scenario, a number; nothing is looked up by a path."""

from __future__ import annotations

import json
from typing import cast, get_args

from luanchuyen.messages import say
from luanchuyen.models.committee.decision import Decision
from luanchuyen.models.committee.edit import EditKind
from luanchuyen.models.errors import UsageError
from luanchuyen.models.options import MOST_PLANS, MOST_SECONDS
from luanchuyen.page.desk.rounds import OpenRound
from luanchuyen.page.desk.state import Choice
from luanchuyen.page.uploads import Form
from luanchuyen.scenarios.decisions.lines import RECORDED, PlanLine
from luanchuyen.wording.rules import rule_name

WAIVER = ("van-ban", "ngay", "cap")
"""The fields of a waiver: document, date, authority."""
LONGEST = 2000


def choice_of(form: Form, current: OpenRound) -> Choice:
    """The choice that a form makes on the plan at hand. Raises UsageError where it is none."""
    kind, post, line_cadre = form.text("kieu"), form.text("chuc-danh"), form.text("dong")
    reason = form.text("ly-do")[:LONGEST]
    if kind == "take_back":
        return _taken_back(form, reason)
    if kind not in get_args(EditKind):
        raise UsageError("page.no_such_decision")
    posts = current.situation.instance.posts
    lines = [one for one in current.lines_at(post) if one.cadre == line_cadre] if post in posts else []
    if not lines:
        raise UsageError("page.no_such_line")
    chosen = form.text("nguoi") if kind == "choose" else ""
    return Choice(lines[0], cast("EditKind", kind), chosen, reason, _waiver(form))


def _taken_back(form: Form, reason: str) -> Choice:
    try:
        decision = Decision.from_told(json.loads(form.fields.get("quyet-dinh", "")))
    except (ValueError, TypeError) as error:
        raise UsageError("page.no_such_decision") from error
    posts = (decision.post,) if decision.post else ()
    line = PlanLine(RECORDED, f"{decision.cadre} {decision.kind}", posts)
    return Choice(line, "take_back", reason=reason, taken=(decision,))


def _waiver(form: Form) -> str:
    """As it is typed in the column Văn bản ngoại lệ: each rule with the same document."""
    rules = [rule for rule in form.text("quy-dinh").split(" ") if rule]
    told = [form.text(name).replace(";", ",")[:LONGEST] for name in WAIVER]
    if not rules or not any(told):
        return ""
    if not all(told):
        raise UsageError("page.waiver_lacks")
    return "; ".join(f"{rule_name(rule)}: {', '.join(told)}" for rule in rules)


def number_of(form: Form, name: str, least: int, most: int) -> int | None:
    """A whole number; None where the field is blank. Raises UsageError."""
    text = form.text(name)
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or not least <= int(text[:12]) <= most:
        raise UsageError("page.bad_number", name=say(f"page.field_{name.replace('-', '_')}"), least=least, most=most)
    return int(text)


def asked_of(form: Form) -> tuple[int | None, int | None]:
    """How many plans, and how many seconds."""
    return number_of(form, "so-phuong-an", 1, MOST_PLANS), number_of(form, "so-giay", 1, MOST_SECONDS)
