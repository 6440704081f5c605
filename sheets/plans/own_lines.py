"""Which lines of a plan say otherwise than the first plan's: those alone are printed of the plans behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from luanchuyen.models.finding import Finding
from luanchuyen.models.plan import Plan, Unfilled
from luanchuyen.optimizer.explain.chains import Handover, Step
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.wording.findings import of_cadres

Line = tuple[tuple[str, ...], tuple[Handover, ...], tuple[Finding, ...]]


@dataclass(frozen=True)
class OwnLines:
    """``moved``: cadres moved otherwise, with another successor or other findings. ``empty``: posts. ``waiting``:
    cadres who wait here alone. ``stays``: cadres whom the first plan moves and this one does not.
    """

    moved: frozenset[str]
    empty: frozenset[str]
    waiting: frozenset[str]
    stays: frozenset[str]


def own_lines(situation: Situation, first: Plan, plan: Plan, steps: Mapping[int, Mapping[str, Step]]) -> OwnLines:
    """Of the first plan itself every line. ``steps``: by rank, of everybody moved."""
    waiting = situation.leaves - plan.persons
    if plan is first:
        return OwnLines(frozenset(plan.by_cadre), frozenset(plan.empty), frozenset(waiting), frozenset())
    theirs, ours = _lines(first, steps[first.rank]), _lines(plan, steps[plan.rank])
    known: set[Unfilled] = set(first.unfilled)
    return OwnLines(
        frozenset(cadre for cadre, line in ours.items() if theirs.get(cadre) != line),
        frozenset(one.post for one in plan.unfilled if one not in known),
        frozenset(waiting - (situation.leaves - first.persons)),
        frozenset(first.persons - plan.persons),
    )


def _lines(plan: Plan, steps: Mapping[str, Step]) -> dict[str, Line]:
    """By cadre: the new posts, who takes over, what is found."""
    found = of_cadres(plan)
    return {
        cadre: (tuple(sorted(move.post for move in moves)), steps[cadre].leaves, tuple(found.get(cadre, ())))
        for cadre, moves in plan.by_cadre.items()
    }
