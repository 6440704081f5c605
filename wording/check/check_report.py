"""What ``check`` prints: a line of counts, a block a problem, what was normalised in short at the end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from luanchuyen.messages import say
from luanchuyen.models.errors import Problem
from luanchuyen.wording.check.problem_parts import by_severity, count, label, parts
from luanchuyen.wording.check.problems import CELLS_SHOWN, sheet_of, where_of
from luanchuyen.wording.check.unresolved_places import places_sheet, unresolved_places

MOST_SHOWN = 200
FEWEST_SHEETS = 3
MOST_ALIKE = 20
"""More problems of one kind in one column than these are told once, with their cells."""


def report(
    problems: Iterable[Problem], name: str, rows: Mapping[str, tuple[int, int]], in_full: bool = False
) -> list[str]:
    """The lines for the problems of the input ``name``; ``rows``: (read, usable) by sheet, of Reading.

    ``in_full``: what was normalised is told with all its cells, not with the first ones.
    """
    ordered = by_severity(problems)
    told = [problem for problem in ordered if problem.severity != "normalised"]
    blocks = _blocks(told)
    lines = [_head(told, name, rows)]
    for same in blocks[:MOST_SHOWN]:
        lines += _block(same)
    rest = [problem for same in blocks[MOST_SHOWN:] for problem in same]
    if rest:
        lines.append(say("template.found_more", errors=count(rest, "error"), warnings=count(rest, "warning")))
    return lines + _normalised(ordered[len(told) :], in_full) + _places(ordered)


def _blocks(problems: Sequence[Problem]) -> list[list[Problem]]:
    """What is told at once, where the first of it stood: very many of a kind, the same of several sheets; else one."""
    kinds, sheets = Counter(map(_kind, problems)), defaultdict[str, set[str]](set)
    for problem in problems:
        sheets[problem.key].add(sheet_of(problem))
    spread = [problem for problem in problems if len(sheets[problem.key]) >= FEWEST_SHEETS]
    everywhere = Counter(map(_words, spread))
    found: dict[tuple[object, ...], list[Problem]] = {}
    for at, problem in enumerate(problems):
        kind: tuple[object, ...] = ("kind", *_kind(problem))
        if kinds[_kind(problem)] <= MOST_ALIKE:
            words = _words(problem) if len(sheets[problem.key]) >= FEWEST_SHEETS else ()
            kind = ("words", *words) if words and everywhere[words] >= FEWEST_SHEETS else ("alone", at)
        found.setdefault(kind, []).append(problem)
    return list(found.values())


def _kind(problem: Problem) -> tuple[object, ...]:
    return problem.key, problem.severity, sheet_of(problem), problem.values.get("column")


def _words(problem: Problem) -> tuple[str, ...]:
    """What is said of a sheet as a whole, by which it is the same of another; () of what is said of one column."""
    return () if problem.values.get("column") or not sheet_of(problem) else (problem.severity, *parts(problem))


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


def _block(same: Sequence[Problem]) -> list[str]:
    """A problem; of many of one kind the first, with the cells of all; the same of several sheets with them all."""
    if len({sheet_of(problem) for problem in same}) > 1:
        what, cure = parts(same[0])
        what = say("check.whole", where="; ".join(map(where_of, same)), text=what[:1].lower() + what[1:])
    else:
        what, cure = parts(replace(same[0], cells=_cells(same)), placed=True)
        if len(same) > 1:
            what = say("template.found_alike", text=what, count=len(same))
    mark = f" {label(same[0]):<5} "
    return [mark + what, *([" " * len(mark) + f"→ {cure}"] if cure else [])]


def _cells(same: Iterable[Problem]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cell for problem in same for cell in problem.cells))


def _normalised(problems: Sequence[Problem], in_full: bool) -> list[str]:
    """One line a kind of change in a column, however many cells it was made in."""
    kinds: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        kinds.setdefault(_kind(problem), []).append(problem)
    return [f" {label(same[0])} {_tidied(same, in_full)}" for same in kinds.values()]


def _tidied(same: Sequence[Problem], in_full: bool) -> str:
    text, _ = parts(same[0])
    sheet, column, cells = sheet_of(same[0]), same[0].values.get("column"), _cells(same)
    if not sheet or not cells:
        return text
    shown = ", ".join(cells if in_full else cells[:CELLS_SHOWN])
    more = "" if in_full or len(cells) <= CELLS_SHOWN else " …"
    where = {"sheet": sheet, "cells": shown + more, "count": len(cells), "text": text[:1].lower() + text[1:]}
    if column:
        return say("template.found_tidied", column=column, **where)
    return say("template.found_tidied_nowhere", **where)
