"""A problem taken apart for reports: in which order, what it is, how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from luanchuyen.messages import knows, language, say, sentences
from luanchuyen.models.errors import SEVERITIES, Problem
from luanchuyen.wording.check.problems import sentence

_ARROW = " → "


def by_severity(problems: Iterable[Problem]) -> list[Problem]:
    """Errors first, what was normalised last; else in the order in which they were met."""
    return sorted(problems, key=lambda problem: SEVERITIES.index(problem.severity))


def count(problems: Iterable[Problem], severity: str) -> int:
    """How many there are of one severity."""
    return sum(problem.severity == severity for problem in problems)


def parts(problem: Problem, placed: bool = False) -> tuple[str, str]:
    """What it is, with its place before it where ``placed``, and the cure; "" where there is none."""
    room, _, name = problem.key.partition(".")
    text = sentence(problem if placed else replace(problem, sheet="", cells=(), table=""))
    text = text if placed else text[:1].upper() + text[1:]
    if _ARROW not in sentences(language(), room)[name]:
        return text, ""
    what, _, cure = text.rpartition(_ARROW)
    return what, cure


def told(problem: Problem) -> dict[str, object]:
    """The problem as plain values, with its sentence and the cure by itself; "" where there is none."""
    if not knows(problem.key):  # a sentence made where it was found
        return {**problem.to_dict(), "sentence": problem.key, "cure": ""}
    return {**problem.to_dict(), "sentence": sentence(problem), "cure": parts(problem)[1]}


def label(problem: Problem) -> str:
    """LỖI, NHẮC, LƯU Ý or CHUẨN HÓA."""
    return say(f"template.marks_{problem.severity}")
