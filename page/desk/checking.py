"""The quick answer to a click: the plan at hand with the choices laid over it, judged by the auditor. Nobody else is
moved for it, so it shows what breaks and what is left open; what the board then does best is proven elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from luanchuyen.models.committee.edit import Edit
from luanchuyen.models.comparison import Measures
from luanchuyen.models.plan import Plan
from luanchuyen.optimizer.audit.auditor import Objection, audit
from luanchuyen.optimizer.explain.assignments import assignments_of
from luanchuyen.optimizer.explain.vacancies import unfilled_of
from luanchuyen.optimizer.situation.lineup import Lineup, lineup_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.situation.structure import Group
from luanchuyen.scenarios.comparison.measures import measures_of
from luanchuyen.scenarios.decisions.lines import PlanLine


@dataclass(frozen=True)
class Checked:
    """What the auditor says. ``left``: who had a line in the plan at hand and has none now; ``figures``: of the plan at
    hand and of the one laid over it; ``empty``: seats left empty, likewise."""

    objections: tuple[Objection, ...]
    score: Mapping[int, int]
    before: Mapping[int, int]
    left: tuple[str, ...]
    figures: tuple[Measures, Measures]
    empty: tuple[int, int]


def checked(situation: Situation, plan: Plan, choices: Iterable[tuple[PlanLine, Edit]]) -> Checked:
    """The answer. ``choices``: each with the line at which it was made."""
    lineup = lineup_of(situation, plan.pairs)
    moves = dict(lineup.moves)
    for line, edit in choices:
        _lay(situation, moves, line, edit)
    made = Lineup(situation, moves)
    judged = audit(situation, made.pairs)
    other = plan_like(situation, made)
    left = tuple(sorted(lineup.moves.keys() - moves.keys()))
    figures = measures_of(situation, plan), measures_of(situation, other)
    return Checked(
        judged.objections, judged.score, plan.score, left, figures, (plan.seats_empty, other.seats_empty)
    )  # fmt: skip


def plan_like(situation: Situation, lineup: Lineup) -> Plan:
    """A line-up as a plan of no rank: what is counted of it, without score or findings."""
    return Plan(0, assignments_of(lineup), {}, {}, False, unfilled=unfilled_of(lineup))


def _lay(situation: Situation, moves: dict[str, Group], line: PlanLine, edit: Edit) -> None:
    """Lay one decision over the moves."""
    if edit.kind in ("exclude", "stay", "leave_empty", "choose") and line.cadre:
        moves.pop(line.cadre, None)
    if edit.kind == "choose" and edit.cadre is not None:
        posts = {decision.post for decision in edit.decisions if decision.kind == "fix"}
        held = posts & set(situation.held[edit.cadre])
        group = situation.group_taking(sorted(posts)) or situation.group_of[min(posts)]
        if held and edit.cadre not in situation.leaves:
            moves.pop(edit.cadre, None)
        else:
            moves[edit.cadre] = group
