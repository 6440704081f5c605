"""Every problem of an input that ``check`` tells: of its cells, of facts against rules, of its scenarios."""

from __future__ import annotations

from luanchuyen.commands.input import Input
from luanchuyen.commands.scenarios import scenario_remarks
from luanchuyen.models.errors import Problem
from luanchuyen.optimizer.explain.merged_places import widening
from luanchuyen.optimizer.explain.readiness import readiness
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.authorities import own_communes
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.sheets.reading.named_sheets import in_workbook


def problems_of(source: Input) -> tuple[tuple[Problem, ...], Situation | None]:
    """All of them, and what the facts mean under the rules; None where errors keep the facts from being read."""
    problems = source.reading.problems
    if source.reading.instance is None:
        return problems, None
    situation = situation_of(source.reading.instance, source.policy)
    found = (*readiness(situation), *scenario_remarks(source, situation), *widening(situation))
    return problems + in_workbook((*found, *own_communes(situation)), situation.instance.sheets), situation
