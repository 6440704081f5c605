"""What ``check`` prints: a line of counts, a block a problem, what was normalised in short at the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from luanchuyen.messages import say
from luanchuyen.models.errors import Problem
from luanchuyen.wording.check.problem_parts import by_severity, count, label, parts, place
from luanchuyen.wording.check.unresolved_places import places_sheet, unresolved_places

MOST_SHOWN = 200


def report(problems: Iterable[Problem], name: str, rows: Mapping[str, tuple[int, int]]) -> list[str]:
    """The lines for the problems of the input ``name``; ``rows``: (read, usable) by sheet, of Reading."""
    ordered = by_severity(problems)
    told = [problem for problem in ordered if problem.severity != "normalised"]
    lines = [_head(told, name, rows)]
    for problem in told[:MOST_SHOWN]:
        lines += _block(problem)
    rest = told[MOST_SHOWN:]
    if rest:
        lines.append(say("template.found_more", errors=count(rest, "error"), warnings=count(rest, "warning")))
    return lines + _normalised(ordered[len(told) :]) + _places(ordered)


def _places(problems: Sequence[Problem]) -> list[str]:
    """The writings of places that did not resolve, to be pasted into Địa danh: a tab between the columns."""
    places = unresolved_places(problems)
    if not places:
        return []
    rows = [
        say("places.row", as_written=place.as_written, offers=" | ".join(place.offers)) for place in places[:MOST_SHOWN]
    ]
    more = [say("places.more", count=len(places) - MOST_SHOWN)] if len(places) > MOST_SHOWN else []
    return ["", say("places.head", count=len(places), sheet=places_sheet(problems)), *rows, *more]


def _head(told: Sequence[Problem], name: str, rows: Mapping[str, tuple[int, int]]) -> str:
    read = sum(of for of, _ in rows.values())
    used = sum(usable for _, usable in rows.values())
    if rows and not any(problem.severity in ("error", "warning") for problem in told):
        return say("template.found_nothing", name=name, read=read, used=used)
    values = {"errors": count(told, "error"), "warnings": count(told, "warning"), "name": name}
    if not rows:
        return say("template.found_unread", **values)
    return say("template.found", **values, read=read, used=used)


def _block(problem: Problem) -> list[str]:
    what, cure = parts(problem, placed=True)
    mark = f" {label(problem):<5} "
    return [mark + what, *([" " * len(mark) + f"→ {cure}"] if cure else [])]


def _normalised(problems: Sequence[Problem]) -> list[str]:
    """One line a kind of change, however many cells it was made in."""
    kinds: dict[str, list[Problem]] = {}
    for problem in problems:
        kinds.setdefault(problem.key, []).append(problem)
    lines = []
    for same in kinds.values():
        text, where = parts(same[0])[0], place(same[0])
        cells = sum(max(1, len(problem.cells)) for problem in same)
        if where and cells > 1:
            text = say("template.found_normalised", text=text, count=cells, where=where)
        elif where:
            text = say("template.found_normalised_once", text=text, where=where)
        lines.append(f" {label(same[0])} {text}")
    return lines
