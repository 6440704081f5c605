"""Facts that time or work can change, changed: months served, planning, levels of training, wishes, panel points.

Never birth, sex, ethnicity, places, discipline or past evaluations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from luanchuyen.models.cadre import Cadre, Planned
from luanchuyen.models.calendar import PartialDate, add_months
from luanchuyen.models.committee.answer import NearChange
from luanchuyen.models.instance import Instance
from luanchuyen.models.waiver import PanelRow
from luanchuyen.optimizer.rules.in_force import rules_of, situation_of
from luanchuyen.optimizer.rules.rule import Breach
from luanchuyen.optimizer.situation.situation import Situation

Try = tuple[NearChange, Situation]


def mended(situation: Situation, rule: str, cadre_id: str, post_id: str, lost: int) -> Iterator[Try]:
    """The situation with the cadre's fact such that the rule asks nothing more of the pair, where one fact does that.

    ``lost``: how much less of the rule would be enough; of panel points no more are given.
    """
    group = situation.group_of[post_id]
    told = rules_of(situation)[rule]
    lead = post_id if told.per == "post" else group.lead
    breach = told.judge_within(situation.cadre(cadre_id), situation.post(lead), group, situation)
    parts = (breach.parts or (breach,)) if breach is not None else ()
    if len(parts) == 1:
        for change, instance in CHANGEABLE[rule](situation, cadre_id, lead, parts[0], lost):
            yield change, situation_of(instance, situation.policy, situation.gazetteer)


Made = Iterator[tuple[NearChange, Instance]]


def _with(situation: Situation, cadre: Cadre, **facts: Any) -> Instance:
    instance = situation.instance
    return replace(instance, cadres={**instance.cadres, cadre.cadre_id: replace(cadre, **facts)})


def _served(situation: Situation, cadre_id: str, post_id: str, breach: Breach, lost: int) -> Made:
    cadre = situation.cadre(cadre_id)
    assert isinstance(breach.needed, int)
    since = PartialDate.of(add_months(situation.start, -breach.needed))
    cell = cadre.origin.cell("in_post_since")
    change = NearChange("fact", "stint_length", cell, breach.value, breach.needed)
    yield change, _with(situation, cadre, in_post_since=since)


def _planned(situation: Situation, cadre_id: str, post_id: str, breach: Breach, lost: int) -> Made:
    cadre = situation.cadre(cadre_id)
    entries = (*cadre.planned_for, Planned(post_id=post_id))
    after = "; ".join(map(str, entries))
    change = NearChange("fact", "planning_pool", cadre.origin.cell("planned_for"), breach.value, after)
    yield change, _with(situation, cadre, planned_for=entries)


def _trained(situation: Situation, cadre_id: str, post_id: str, breach: Breach, lost: int) -> Made:
    cadre, scale = situation.cadre(cadre_id), breach.fields[0][1]
    change = NearChange("fact", "qualification", cadre.origin.cell(scale), breach.value, breach.needed)
    yield change, _with(situation, cadre, **{scale: breach.needed})


def _wished(situation: Situation, cadre_id: str, post_id: str, breach: Breach, lost: int) -> Made:
    cadre = situation.cadre(cadre_id)
    wishes = (*cadre.wishes, post_id)
    change = NearChange("fact", "wishes", cadre.origin.cell("wishes"), breach.value, "; ".join(wishes))
    yield change, _with(situation, cadre, wishes=wishes)


def _pointed(situation: Situation, cadre_id: str, post_id: str, breach: Breach, lost: int) -> Made:
    """Points enough, and one more should equals be behind in a later tier; never above the highest given."""
    assert isinstance(breach.value, int) and isinstance(breach.needed, int)
    instance = situation.instance
    row = instance.panel.get((cadre_id, post_id)) or PanelRow(cadre_id, post_id)
    cell = row.origin.cell("points")
    for points in (breach.value + lost, breach.value + lost + 1):
        if lost and points <= breach.needed:
            panel = {**instance.panel, (cadre_id, post_id): replace(row, points=points)}
            change = NearChange("fact", "panel", cell, breach.value, points)
            yield change, replace(instance, panel=panel)


CHANGEABLE: Mapping[str, Callable[[Situation, str, str, Breach, int], Made]] = {
    "stint_length": _served,
    "planning_pool": _planned,
    "qualification": _trained,
    "wishes": _wished,
    "panel": _pointed,
}
"""By rule how its fact is changed."""
