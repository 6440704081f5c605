"""What is wrong with one change, said with the place where it was written."""

from __future__ import annotations

from luanchuyen.models.errors import Problem
from luanchuyen.models.origin import Origin
from luanchuyen.scenarios.rulebook.objections import Refused
from luanchuyen.scenarios.scenario import Change


def objection(change: Change, key: str, /, *, part: str = "target", **values: object) -> Problem:
    """The problem ``scenario.<key>`` of a change; ``part``: the column of Kịch bản that it is about."""
    return placed(change.origin, f"scenario.{key}", part, **values)


def rule_objection(change: Change, where: str, refused: Refused) -> Problem:
    """What the rule book would say of the change's value; ``where``: ``rule.key``."""
    part = "target" if refused.key in ("unknown_rule", "unlike_any_rule", "unknown_key") else "value"
    return placed(change.origin, f"rules.{refused.key}", part, where=where, **refused.shown)


def placed(origin: Origin, key: str, part: str, /, **values: object) -> Problem:
    """A problem at a cell of the workbook, or with the option or the file's table as its ``source``."""
    if not origin.row:
        return Problem(key, values={"source": origin.sheet, **values})
    sheet, _, cell = origin.cell(part).rpartition("!")
    return Problem(key, sheet, (cell,), values=values)
