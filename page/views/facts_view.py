"""Số liệu: what was read, every problem by its cell with its cure, what was inferred, what falls due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from luanchuyen.messages import say
from luanchuyen.models.calendar import add_months
from luanchuyen.models.errors import Problem
from luanchuyen.optimizer.deadlines.collecting import deadlines_until
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.page.desk.desk import Desk
from luanchuyen.page.desk.facts import Facts
from luanchuyen.page.views.common import Shown
from luanchuyen.wording.check.authorities import authority_lines
from luanchuyen.wording.check.problem_parts import by_severity, parts
from luanchuyen.wording.deadlines import DeadlineWords
from luanchuyen.wording.numbers import day, sentence

MOST_SHOWN = 300
"""Problems that the page lists; the marked copy has all."""
MONTHS_AHEAD = 12
MOST_DUE = 60


def facts_shown(desk: Desk) -> Shown:
    """The page's values."""
    facts = desk.facts
    if facts is None:
        return {"facts": None}
    problems = by_severity(facts.problems)
    counts = [
        {"severity": severity, "count": sum(problem.severity == severity for problem in problems)}
        for severity in ("error", "warning", "info", "normalised")
    ]
    return {
        "facts": facts,
        "given": not desk.state.book,
        "failure": str(facts.failure) if facts.failure else "",
        "counts": counts,
        "errors": counts[0]["count"],
        "groups": list(_groups(problems[:MOST_SHOWN])),
        "respelled": len(facts.source.reading.respelled) if facts.source else 0,
        "more": max(0, len(problems) - MOST_SHOWN),
        "read": _read(facts),
        "inferred": [line.strip() for line in authority_lines(facts.situation) if line] if facts.situation else [],
        "due": _due(facts.situation) if facts.situation else None,
    }


def _groups(problems: Sequence[Problem]) -> Iterator[Shown]:
    """Problems of one severity on one sheet together, the gravest first."""
    found: dict[tuple[str, str], list[Shown]] = {}
    for problem in problems:
        said, cure = parts(problem)
        row = {"cells": ", ".join(problem.cells[:6]), "said": said, "cure": cure}
        found.setdefault((problem.severity, problem.sheet), []).append(row)
    for (severity, sheet), rows in found.items():
        title = say("page.problems_of", label=say(f"page.severity_{severity}"), sheet=sheet or say("page.whole_book"))
        yield {"severity": severity, "title": sentence(title), "rows": rows}


def _read(facts: Facts) -> list[tuple[str, str]]:
    """What was read, item by item."""
    if facts.source is None or facts.situation is None:
        return []
    instance = facts.situation.instance
    settings = instance.settings
    told = [
        ("units", str(len(instance.units))),
        ("posts", str(len(instance.posts))),
        ("cadres", str(len(instance.cadres))),
        ("as_of", day(settings.as_of)),
        ("start", day(settings.start)),
        ("rules", facts.source.policy.title or facts.source.policy.name),
    ]
    return [(say(f"page.read_{name}"), value) for name, value in told]


def _due(situation: Situation) -> Shown:
    last = add_months(situation.instance.settings.as_of, MONTHS_AHEAD)
    found = deadlines_until(situation, last)
    words = DeadlineWords(situation)
    quarters = words.by_quarter(found[:MOST_DUE])
    return {
        "last": day(last),
        "count": len(found),
        "more": max(0, len(found) - MOST_DUE),
        "quarters": [(quarter, [words.line(one).strip() for one in those]) for quarter, those in quarters.items()],
    }
