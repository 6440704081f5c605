"""A plan as plain values, such as JSON holds, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from luanchuyen.models.calendar import PartialDate
from luanchuyen.models.finding import FINDING_LEVELS, Finding
from luanchuyen.models.plan import CONFLICT_KINDS, STATUSES, Assignment, Conflict, Plan, Result, Status, Unfilled
from luanchuyen.models.waiver import Waiver

Word = TypeVar("Word", bound=str)


def result_to_dict(result: Result) -> dict[str, object]:
    """A result as plans.json holds it: sorted where order means nothing."""
    return {
        "record": dict(result.record),
        "status": result.status,
        "conflicts": [conflict_to_dict(conflict) for conflict in result.conflicts],
        "plans": [plan_to_dict(plan) for plan in result.plans],
    }


def plan_to_dict(plan: Plan) -> dict[str, object]:
    """One plan as plain values."""
    return {
        "rank": plan.rank,
        "tied_with": list(plan.tied_with),
        "proven": plan.proven,
        "score": {str(tier): value for tier, value in sorted(plan.score.items())},
        "bound": {str(tier): value for tier, value in sorted(plan.bound.items())},
        "assignments": [dict(vars(a)) for a in plan.assignments],
        "unfilled": [{"post": u.post, "seats": u.seats, "why": list(u.why)} for u in plan.unfilled],
        "findings": [finding_to_dict(f) for f in plan.findings],
    }


def plan_from_dict(found: Mapping[str, Any]) -> Plan:
    """A plan as ``plan_to_dict`` tells it, without its findings: an audit makes its own.

    Raises KeyError, TypeError or ValueError where the values are not of this form.
    """
    return Plan(
        rank=int(found["rank"]),
        assignments=tuple(map(_assignment, found["assignments"])),
        score={int(tier): int(value) for tier, value in found["score"].items()},
        bound={int(tier): int(value) for tier, value in found["bound"].items()},
        proven=bool(found["proven"]),
        tied_with=tuple(int(rank) for rank in found["tied_with"]),
        unfilled=tuple(Unfilled(u["post"], int(u["seats"]), tuple(u["why"])) for u in found["unfilled"]),
    )


def result_from_dict(found: Mapping[str, Any]) -> Result:
    """The result that ``result_to_dict`` told; its certificate is a file of its own. Raises as ``plan_from_dict``."""
    return Result(
        status=status_from(found["status"]),
        plans=tuple(map(whole_plan, found["plans"])),
        record=dict(found["record"]),
        conflicts=tuple(map(conflict_from_dict, found["conflicts"])),
    )


def whole_plan(found: Mapping[str, Any]) -> Plan:
    """The plan that ``plan_to_dict`` told, with its findings. Raises as ``plan_from_dict``."""
    return replace(plan_from_dict(found), findings=findings_from_dict(found))


def findings_from_dict(found: Mapping[str, Any]) -> tuple[Finding, ...]:
    """The findings that ``plan_to_dict`` told, for whoever trusts the text. Raises as ``plan_from_dict``."""
    return tuple(map(finding_from_dict, found["findings"]))


def finding_from_dict(found: Mapping[str, Any]) -> Finding:
    """The finding that ``finding_to_dict`` told; the cells are not told. Raises as ``plan_from_dict``."""
    return Finding(
        rule=found["rule"],
        level=_known(found["level"], FINDING_LEVELS),
        tier=int(found["tier"]),
        amount=int(found["amount"]),
        cost=int(found["cost"]),
        subject=dict(found["subject"]),
        waiver=None if found["waiver"] is None else waiver_from_dict(found["waiver"]),
        reason=found["reason"],
    )


def conflict_to_dict(conflict: Conflict) -> dict[str, object]:
    """A conflict's member as plain values; each cell with its sheet."""
    cells = cells_to_dict(conflict.cells)
    return {"kind": conflict.kind, "rule": conflict.rule, "subject": dict(conflict.subject), "cells": cells}


def cells_to_dict(cells: Iterable[str]) -> list[dict[str, str]]:
    """Cells such as ``Khóa!B2``, each with its sheet."""
    return [dict(zip(("sheet", "cell"), cell.rsplit("!", 1), strict=True)) for cell in cells]


def conflict_from_dict(found: Mapping[str, Any]) -> Conflict:
    """The member that ``conflict_to_dict`` told. Raises KeyError, TypeError or ValueError on another form."""
    kind, rule = _known(found["kind"], CONFLICT_KINDS), found["rule"]
    cells = tuple(f"{c['sheet']}!{c['cell']}" for c in found["cells"])
    return Conflict(kind, None if rule is None else str(rule), dict(found["subject"]), cells)


def status_from(told: object) -> Status:
    """A status as plans.json tells it. Raises ValueError for another word."""
    return _known(told, STATUSES)


def _known(told: object, words: tuple[Word, ...]) -> Word:
    found = next((word for word in words if word == told), None)
    if found is None:
        raise ValueError(f"none of {words}")
    return found


def finding_to_dict(finding: Finding) -> dict[str, object]:
    """A finding as plain values."""
    return {
        "rule": finding.rule,
        "level": finding.level,
        "tier": finding.tier,
        "amount": finding.amount,
        "cost": finding.cost,
        "subject": dict(finding.subject),
        "reason": finding.reason,
        "waiver": None if finding.waiver is None else waiver_to_dict(finding.waiver),
    }


def waiver_to_dict(waiver: Waiver) -> dict[str, object]:
    """A waiver as plain values."""
    return {
        "rule": waiver.rule,
        "cadre": waiver.cadre_id,
        "post": waiver.post_id,
        "authority": waiver.authority,
        "document": waiver.document,
        "date": str(waiver.date),
        "reason": waiver.reason,
    }


def waiver_from_dict(found: Mapping[str, Any]) -> Waiver:
    """The waiver that ``waiver_to_dict`` told. Raises KeyError, TypeError or ValueError on another form."""
    parts = [int(part) for part in reversed(found["date"].split("/"))]
    named = {key: found[key] for key in ("rule", "authority", "document", "reason")}
    return Waiver(cadre_id=found["cadre"], post_id=found["post"], date=PartialDate(*parts), **named)


def _assignment(found: Mapping[str, Any]) -> Assignment:
    made = Assignment(**found)
    if not (isinstance(made.cadre, str) and isinstance(made.post, str)):
        raise TypeError("a code is text")
    return made
