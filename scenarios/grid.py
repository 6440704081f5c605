"""Sweeps: numbers of the rule book, each over a range, and a scenario for every combination.

``stint_length.min_months=24..48:6`` is 24, 30, … 48; ``evaluation.least=HTNV,HTTNV`` is these two.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from luanchuyen.models.errors import Problem, ScenarioError
from luanchuyen.models.origin import Origin
from luanchuyen.models.policy import Policy
from luanchuyen.models.text.rule_names import code_of
from luanchuyen.scenarios.changes.objections import placed
from luanchuyen.scenarios.changes.rules import rule_problems, unchanged
from luanchuyen.scenarios.scenario import Change, Scenario

MOST_POINTS = 10_000
_RANGE = re.compile(r"([0-9]{1,7})\.\.([0-9]{1,7})(?::([0-9]{1,7}))?")


@dataclass(frozen=True)
class GridAxis:
    """One number, ``rule.key``, and the values that it takes."""

    number: str
    values: Sequence[str] | range
    origin: Origin

    def change(self, value: object) -> Change:
        """The change that gives the number one of its values."""
        return Change("set", (self.number,), str(value), self.origin)


def axis_of(text: str) -> GridAxis | Problem:
    """The axis that an option such as ``stint_length.min_months=24..48:6`` means, or what is wrong with it."""
    origin = Origin(f"--grid {text}")
    number, equals, values = text.partition("=")
    rule, dot, key = number.strip().partition(".")
    number = f"{code_of(rule)}{dot}{key}"
    if not (equals and rule.strip() and key.strip() and values.strip()):
        return placed(origin, "scenario.bad_grid", "", value=text)
    if ".." not in values:
        listed = [value.strip() for value in values.split(",")]
        if "" in listed or len(set(listed)) < len(listed):
            return placed(origin, "scenario.grid_doubled", "", value=values)
        return GridAxis(number.strip(), listed, origin)
    found = _RANGE.fullmatch(values.strip())
    if not found or (found[3] and int(found[3]) == 0):
        return placed(origin, "scenario.bad_grid", "", value=text)
    first, last, step = int(found[1]), int(found[2]), int(found[3] or 1)
    ahead = 1 if first <= last else -1
    return GridAxis(number.strip(), range(first, last + ahead, ahead * step), origin)


def axes_of(texts: Iterable[str]) -> tuple[tuple[GridAxis, ...], tuple[Problem, ...]]:
    """The axes of all options and what is wrong with them. Raises ScenarioError where there are too many points."""
    found = [axis_of(text) for text in texts]
    axes = tuple(axis for axis in found if isinstance(axis, GridAxis))
    problems = [problem for problem in found if isinstance(problem, Problem)]
    seen: set[str] = set()
    for axis in axes:
        if axis.number in seen:
            problems.append(placed(axis.origin, "scenario.grid_twice", "", what=axis.number))
        seen.add(axis.number)
    points = math.prod(len(axis.values) for axis in axes)
    if points > MOST_POINTS:
        raise ScenarioError("scenario.grid_too_large", points=points, most=MOST_POINTS)
    return axes, tuple(problems)


def grid_problems(axes: Sequence[GridAxis], shared: Sequence[Change], policy: Policy) -> tuple[Problem, ...]:
    """What is wrong with the values, each looked at by itself beside the ``shared`` changes.

    The value in force is a point like any other.
    """
    found = []
    for axis in axes:
        changes = [change for value in axis.values if not unchanged(change := axis.change(value), policy)]
        told = (problem for change in changes for problem in rule_problems([*shared, change], policy))
        found += [problem for problem in told if problem.values.get("source") == axis.origin.sheet]
    return tuple(found)


def representative(axes: Sequence[GridAxis], shared: Sequence[Change], policy: Policy) -> Scenario:
    """One point that stands for all where changes are judged together: each number at a value not in force."""
    firsts = [next((c for v in axis.values if not unchanged(c := axis.change(v), policy)), None) for axis in axes]
    return Scenario("", (*shared, *(change for change in firsts if change)))


def points_of(axes: Sequence[GridAxis], shared: Sequence[Change], policy: Policy) -> tuple[Scenario, ...]:
    """A scenario for every combination, the last axis running fastest; ``shared`` changes are made at each."""
    in_force: Mapping[tuple[str, str], bool] = {
        (axis.number, str(value)): unchanged(axis.change(value), policy) for axis in axes for value in axis.values
    }
    found = []
    for values in product(*(axis.values for axis in axes)):
        point = tuple((axis.number, str(value)) for axis, value in zip(axes, values, strict=True))
        changes = tuple(
            axis.change(value) for axis, (number, value) in zip(axes, point, strict=True) if not in_force[number, value]
        )
        name = "; ".join(f"{number}={value}" for number, value in point)
        found.append(Scenario(name, (*shared, *changes), point))
    return tuple(found)
