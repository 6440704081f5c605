"""Changes of one scenario that cannot be meant together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from luanchuyen.models.committee.decision import ANYBODY
from luanchuyen.models.errors import Problem
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.scenarios.changes.objections import objection
from luanchuyen.scenarios.changes.rules import settings_of
from luanchuyen.scenarios.scenario import Change

_OF_PAIRS = ("add", "fix", "forbid")


def contradictions(changes: Sequence[Change], situation: Situation) -> Iterator[Problem]:
    """Each pair of changes that contradict, or repeat, each other, named at the second of the two."""
    for first, second in combinations(changes, 2):
        if (first.kind, first.target, first.value) == (second.kind, second.target, second.value):
            yield objection(second, "repeated", change=second.told)
        elif first.kind == second.kind == "as_of":
            yield objection(second, "two_days", part="value", first=first.value, second=second.value)
        else:
            yield from _two_values(first, second)
            yield from _two_decisions(first, second, situation)
    yield from _crowded(changes, situation)


def _two_values(first: Change, second: Change) -> Iterator[Problem]:
    earlier = {(rule, key): text for rule, key, text in settings_of(first)}
    shared = [f"{rule}.{key}" for rule, key, _ in settings_of(second) if (rule, key) in earlier]
    if shared:
        yield objection(second, "two_values", what=shared[0], first=first.told, second=second.told)
    elif first.kind == second.kind == "budget" and first.target == second.target:
        yield objection(second, "two_budgets", unit=first.target[0], first=first.value, second=second.value)


def _two_decisions(first: Change, second: Change, situation: Situation) -> Iterator[Problem]:
    told = objection(second, "opposed", first=first.told, second=second.told)
    kinds = {first.kind, second.kind}
    both = [c for c in (first, second) if c.kind in _OF_PAIRS]
    if len(both) == 2:
        if _opposed(first, second, situation):
            yield told
    elif both and "without_cadre" in kinds:
        if first.target[0] == second.target[0]:
            yield told
    elif both and "without_post" in kinds and _together(first, second, situation):
        yield told


def _opposed(first: Change, second: Change, situation: Situation) -> bool:
    """Whether two changes of pairs cannot both hold: into two posts, or into a post and not into it."""
    kinds, cadres = {first.kind, second.kind}, {first.target[0], second.target[0]}
    same_post = _together(first, second, situation)
    if kinds == {"fix"}:
        return len(cadres) == 1 and not same_post
    fixed = first if first.kind == "fix" else second
    held = situation.held.get(fixed.target[0], ())
    alike = len(cadres) == 1 or (ANYBODY in cadres and fixed.target[1] not in held)
    return kinds == {"fix", "forbid"} and same_post and alike


def _together(first: Change, second: Change, situation: Situation) -> bool:
    """Whether the posts of two changes are one, or of one bundle. Unknown posts are told of elsewhere."""
    known = [situation.group_of.get(change.target[-1]) for change in (first, second)]
    return known[0] is not None and known[0] == known[1]


def _crowded(changes: Sequence[Change], situation: Situation) -> Iterator[Problem]:
    """More cadres fixed to one post than it has seats."""
    fixed: dict[str, list[Change]] = {}
    for change in changes:
        if change.kind == "fix" and change.target[1] in situation.group_of:
            fixed.setdefault(situation.group_of[change.target[1]].lead, []).append(change)
    for lead, rows in fixed.items():
        seats = situation.instance.posts[lead].seats
        if len({row.target[0] for row in rows}) > seats:
            cadres = ", ".join(row.target[0] for row in rows)
            yield objection(rows[-1], "fix_crowd", part="value", post=lead, cadres=cadres, seats=seats)
