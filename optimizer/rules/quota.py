"""Those moved reach the shares of women, of the young, of ethnic minorities; directions reach their least numbers.

What it asks: among the people moved at least so many percent are women, under 40, of an ethnic minority; at
least so many go down, up, across, or between blocs.
Why: shares of the planning pool, earlier QĐ 50 (read in the press); for moves they are our reading, unverified.
Aspirational ("phấn đấu"): soft by default, never a score of a person.
Numbers: ``women`` 25, ``under_40`` 15, ``ethnic`` 0 percent, ``age_limit`` 40, ``min_down``, ``min_up``,
``min_lateral``, ``min_cross_bloc`` 0.
Amount: of a share p, max(0, ceil((p x moved - 100 x k) / 100)): the heads that would have to be others; of a
least number, max(0, n - persons moved that way). A finding each.
Edges: ages are at the start, or on the day that the rule book names for the post's mode and level; nobody
moved, 0; a bundle is one person; moves within a unit count in shares, in no direction; Kinh or blank does not
count as ethnic.
Example: 9 moved, 2 women, 25 %: 1 (2.25, so 3); 8 moved, 2 women: 0.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from luanchuyen.models.people import counts_as, is_kinh
from luanchuyen.optimizer.rules.number import PERCENT, SHARE, number
from luanchuyen.optimizer.rules.rule import PlanBreach, Rule
from luanchuyen.optimizer.situation.lineup import Lineup
from luanchuyen.optimizer.situation.situation import Situation

if TYPE_CHECKING:
    from luanchuyen.optimizer.columns.excess import Excess
    from luanchuyen.optimizer.columns.moves import Moves
    from luanchuyen.optimizer.columns.pairs import Columns
    from luanchuyen.optimizer.integer.arrays import BoolArray, IntArray


@dataclass(frozen=True)
class Quota(Rule):
    """Heads missing among those moved."""

    name = "quota"
    waivable = False
    women: int = number(25, looser="less", step=SHARE, most=PERCENT)
    under_40: int = number(15, looser="less", step=SHARE, most=PERCENT)
    age_limit: int = number(40, looser="more")
    ethnic: int = number(0, looser="less", step=SHARE, most=PERCENT)
    min_down: int = number(0, looser="less")
    min_up: int = number(0, looser="less")
    min_lateral: int = number(0, looser="less")
    min_cross_bloc: int = number(0, looser="less")

    def _shares(self) -> dict[str, int]:
        return {k: v for k in ("women", "under_40", "ethnic") if (v := getattr(self, k))}

    def _least(self) -> dict[str, int]:
        ways = ("down", "up", "lateral", "cross_bloc")
        return {f"min_{k}": v for k in ways if (v := getattr(self, f"min_{k}"))}

    def breaches(self, lineup: Lineup, situation: Situation) -> Sequence[PlanBreach]:
        """One a part that is short."""
        found = []
        for part, percent in self._shares().items():
            known: dict[tuple[str, int], bool] = situation.once(f"{part} under {self.age_limit}", dict)
            for cadre_id, group in lineup.moves.items():
                if (cadre_id, group.index) not in known:
                    day = situation.day_of_ages(group.lead)
                    known[cadre_id, group.index] = counts_as(part, situation.cadre(cadre_id), day, self.age_limit)
            count = sum(known[cadre_id, group.index] for cadre_id, group in lineup.moves.items())
            found.append((part, -((100 * count - percent * len(lineup.moves)) // 100)))
        for part, least in self._least().items():
            way = part.removeprefix("min_")
            found.append((part, least - sum(way in _ways(situation, c, g.lead) for c, g in lineup.moves.items())))
        return [PlanBreach(short, {"part": part}) for part, short in found if short > 0]

    def excess(self, moves: Moves) -> Excess:
        """100 h >= p x [moved] - 100 x [those who count]; w >= n - [that way], scaled alike by 100."""
        import numpy as np

        from luanchuyen.optimizer.columns.excess import Excess
        from luanchuyen.optimizer.columns.pairs import on_their_days

        columns, leads = moves.columns, moves.leads
        away = moves_away(moves)
        members: dict[str, Callable[[], BoolArray]] = {
            "women": lambda: leads.of_cadre("woman", lambda c: c.sex == "female") == 1,
            "ethnic": lambda: leads.of_cadre("ethnic", lambda c: not is_kinh(c.ethnicity)) == 1,
            "under_40": lambda: on_their_days(leads, lambda day: _months_old(columns, day)) < 12 * self.age_limit,
        }
        subjects, constant, parts = [], [], []
        for part, percent in self._shares().items():
            subjects.append({"part": part})
            constant.append(0)
            parts.append(percent - 100 * members[part]())
        for part, least in self._least().items():
            subjects.append({"part": part})
            constant.append(100 * least)
            parts.append(-100 * (away[part.removeprefix("min_")]))
        row = np.repeat(np.arange(len(parts)), len(moves))
        move = np.tile(np.arange(len(moves)), len(parts))
        value = np.concatenate([*parts, np.zeros(0, np.int64)]).astype(np.int64)
        keep = value != 0
        entries = row[keep], move[keep], value[keep]
        return Excess(subjects, np.arange(len(parts)), np.array(constant, np.int64), *entries, scale=100)


def _months_old(columns: Columns, day: dt.date) -> IntArray:
    from luanchuyen.optimizer.columns.pairs import first_day

    return columns.months_since("birth", lambda c: first_day(c.birth), day)


def _ways(situation: Situation, cadre_id: str, post_id: str) -> set[str]:
    if situation.post(post_id).unit_id == situation.unit_of[cadre_id]:
        return set()
    ways: set[str] = {situation.direction(cadre_id, post_id)}
    return ways | {"cross_bloc"} if situation.cross_bloc(cadre_id, post_id) else ways


def moves_away(moves: Moves) -> dict[str, BoolArray]:
    """For each way (down, up, lateral, cross_bloc) the moves that go it; moves within a unit go none."""
    import numpy as np

    situation, leads = moves.situation, moves.leads
    units, vocabulary = situation.instance.units, situation.policy.vocabulary
    number = {unit_id: i for i, unit_id in enumerate(units)}
    depth = np.array([vocabulary.depth(u.level) for u in units.values()], np.int64)
    blocs = {bloc: i for i, bloc in enumerate(dict.fromkeys(u.bloc for u in units.values() if u.bloc))}
    bloc = np.array([blocs.get(u.bloc or "", -1) for u in units.values()], np.int64)
    home = leads.of_cadre("unit_number", lambda c: number[situation.unit_of[c.cadre_id]])
    goal = leads.of_post("unit_number", lambda p: number[p.unit_id])
    away, step = home != goal, depth[goal] - depth[home]
    across = (bloc[home] >= 0) & (bloc[goal] >= 0) & (bloc[home] != bloc[goal])
    return {
        "down": away & (step > 0),
        "up": away & (step < 0),
        "lateral": away & (step == 0),
        "cross_bloc": away & across,
    }
