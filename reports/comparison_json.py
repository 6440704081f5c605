"""comparison.json: a comparison as plain values, sorted keys, the same bytes for the same comparison."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from luanchuyen.models.comparison import Compared, Comparison, Differences, Gain, Shift, Vacancy


def comparison_to_json(comparison: Comparison) -> str:
    """The text of comparison.json: no time, no path, no machine."""
    return json.dumps(comparison_to_dict(comparison), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def comparison_to_dict(comparison: Comparison) -> dict[str, object]:
    """The base and the others."""
    return {"base": _compared(comparison.base), "others": [_compared(one) for one in comparison.others]}


def _compared(one: Compared) -> dict[str, object]:
    by_rule: dict[str, dict[str, int]] = {}
    for (tier, rule), points in one.by_rule.items():
        by_rule.setdefault(str(tier), {})[rule] = points
    return {
        "name": one.name,
        "conditions": [asdict(condition) for condition in one.conditions],
        "proof": asdict(one.proof),
        "score": {str(tier): points for tier, points in one.score.items()},
        "by_rule": by_rule,
        "measures": asdict(one.measures) if one.measures else None,
        "entrants": {post: list(cadres) for post, cadres in one.entrants.items()},
        "empty": dict(one.empty),
        "tied_with": list(one.tied_with),
        "ties_base": one.ties_base,
        "other_scale": one.other_scale,
        "other_facts": one.other_facts,
        "differences": _differences(one.differences) if one.differences else None,
        "conflicts": [conflict.to_dict() for conflict in one.conflicts],
        "failure": one.failure,
        "point": dict(one.point),
        "gain": _gain(one.gain) if one.gain else None,
    }


def _gain(gain: Gain) -> dict[str, object]:
    return {**asdict(gain), "points": {str(tier): points for tier, points in gain.points.items()}}


def _differences(found: Differences) -> dict[str, object]:
    return {
        "elsewhere": _shifts(found.elsewhere),
        "no_longer": _shifts(found.no_longer),
        "only_here": _shifts(found.only_here),
        "filled_here": _vacancies(found.filled_here),
        "filled_in_base": _vacancies(found.filled_in_base),
    }


def _shifts(shifts: Sequence[Shift]) -> list[dict[str, object]]:
    return [{"cadre": s.cadre, "base": list(s.base), "here": list(s.here)} for s in shifts]


def _vacancies(vacancies: Sequence[Vacancy]) -> list[dict[str, object]]:
    return [asdict(vacancy) for vacancy in vacancies]
