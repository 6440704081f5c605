"""Whether points before and after a change of the rules are points of one scale.

A rule at level hard costs no points, so that its numbers, and whether it is looked at, may change without a change of
the scale; unless it has points of its own at some posts, or also says which posts are due, or who leaves.
"""

from __future__ import annotations

from collections.abc import Mapping

from luanchuyen.optimizer.rules.rule import register
from luanchuyen.scenarios.scenario import Change

CLOSE_TO = "close_to"


def rescored(change: Change, numbers: Mapping[str, str]) -> bool:
    """``numbers``: the base's rule book by rule.key. A rule whose level they do not tell counts as one of points."""
    if change.kind == CLOSE_TO:
        return True
    if change.kind == "budget":
        return numbers.get("budget.level", "soft") == "soft"
    if change.kind not in ("set", "off", "soft", "weight"):
        return False
    name, _, key = change.target[0].partition(".")
    rule = register().get(name)
    before = numbers.get(f"{name}.level", "soft")
    after = change.kind if change.kind in ("off", "soft") else change.value if key == "level" else before
    if rule is None or "soft" in (before, after):
        return True
    return rule.says_who_leaves or rule.tells("due") or rule.grades_posts()
