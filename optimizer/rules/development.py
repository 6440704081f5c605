"""Those planned for more who lack lower-level or other-bloc service go first.

What it asks: a post below, or in another bloc, goes to people planned for a higher post who have not served
there.
Why: all key cadres of the next term to have three years at a lower level (a province's plan of 2018, read
in the press). Blocs, the figure for them and the weight are our choice, unverified.
Numbers: ``months`` (36) that a stint must last to count; ``cross_bloc`` (yes): whether another bloc counts
too.
Amount: 0 if they are planned for a higher post and this post gives what they lack, else 1.
Edges: higher is a better rank; where a rank is not known, a head post for one who is no head, or a higher
level than their unit's. Lower means below the level of their highest such entry (their unit's where it has none); of
several of that rank, the post must give what they lack for each.
Only single stints count, in units of the sheet, the present one too; a past one includes its last day;
partial dates are taken at their shortest; blocs must be known.
Example: a district deputy planned for head, never in a commune: to a commune, 0; to the district, same
bloc, 1; other bloc, 0; with forty months in a commune, to a commune of their bloc, 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from luanchuyen.models.cadre import Cadre, Planned
from luanchuyen.models.post import Post
from luanchuyen.optimizer.rules.number import MONTHS, number
from luanchuyen.optimizer.rules.rule import Breach, Met, Rule
from luanchuyen.optimizer.situation.experience import stints
from luanchuyen.optimizer.situation.planned import is_head_entry, level_of_entry, rank_of_entry
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.situation.structure import Group

if TYPE_CHECKING:
    from luanchuyen.optimizer.columns.pairs import Columns, Pairs
    from luanchuyen.optimizer.integer.arrays import BoolArray, IntArray

_LAST = 10**9
_FIELDS = (("cadres", "planned_for"), ("cadres", "rank"), ("career", "unit_id"), ("units", "bloc"))


@dataclass(frozen=True)
class Development(Rule):
    """A post that gives nothing a planned cadre lacks."""

    name = "development"
    months: int = number(36, looser="less", step=MONTHS)
    cross_bloc: bool = True

    def judge(self, cadre: Cadre, post: Post, situation: Situation) -> Breach | None:
        """1 unless they are planned for more and the post gives what they lack."""
        return None if self._gives(cadre, post, situation) else Breach(1, fields=_FIELDS)

    def met(self, cadre: Cadre, post: Post, group: Group, situation: Situation) -> Sequence[Met]:
        """What the post gives them: service at a lower level, or in another bloc."""
        given = self._gives(cadre, post, situation)
        return (Met(given),) if given else ()

    def _gives(self, cadre: Cadre, post: Post, situation: Situation) -> str:
        """lower or bloc: what those planned for more lack and the post gives; "" where it gives nothing of it."""
        higher = [entry for entry in cadre.planned_for if _is_higher(entry, cadre, situation)]
        if not higher:
            return ""
        units, depth = situation.instance.units, situation.policy.vocabulary.depth
        home = units[situation.unit_of[cadre.cadre_id]]
        served = [units[s.unit_id] for s in stints(cadre, situation) if s.months >= self.months]
        best = min(_rank(entry, situation) for entry in higher)
        aims = [entry for entry in higher if _rank(entry, situation) == best]
        levels = [depth(level_of_entry(entry, situation) or home.level) for entry in aims]
        lacks_lower = not any(depth(unit.level) > min(levels) for unit in served)
        if lacks_lower and depth(units[post.unit_id].level) > max(levels):
            return "lower"
        lacks_bloc = not any(unit.bloc is not None and unit.bloc != home.bloc for unit in served)
        crosses = self.cross_bloc and lacks_bloc and situation.cross_bloc(cadre.cadre_id, post.post_id)
        return "bloc" if crosses else ""

    def amounts(self, pairs: Pairs) -> IntArray:
        """By columns of what each cadre aims at and lacks, and of the level and bloc of each post."""
        import numpy as np

        from luanchuyen.optimizer.columns.experience import stint_table
        from luanchuyen.optimizer.columns.pairs import UNKNOWN

        columns, units = pairs.columns, pairs.situation.instance.units
        depth = pairs.situation.policy.vocabulary.depth
        home = [units[pairs.situation.unit_of[c]] for c in columns.cadre_ids]
        aims, level, lowest = columns.once("aims", lambda: _aims(columns))
        codes = {bloc: i for i, bloc in enumerate(sorted({u.bloc for u in units.values() if u.bloc}))}
        codes[""] = UNKNOWN
        bloc = np.array([codes[unit.bloc or ""] for unit in home], np.int64)
        table = stint_table(columns)
        long = table.months >= self.months
        served_depth = np.array([depth(units[u].level) for u in table.units], np.int64)
        served_bloc = np.array([codes[units[u].bloc or ""] for u in table.units], np.int64)
        lower = _owners(columns, table.owner[long & (served_depth > level[table.owner])])
        elsewhere = (served_bloc != UNKNOWN) & (served_bloc != bloc[table.owner])
        across = _owners(columns, table.owner[long & elsewhere])
        into_depth = pairs.of_post("depth", lambda post: depth(units[post.unit_id].level))
        into_bloc = pairs.of_post("bloc", lambda post: codes[units[post.unit_id].bloc or ""])
        c = pairs.cadre
        crosses = (into_bloc != UNKNOWN) & (bloc[c] != UNKNOWN) & (into_bloc != bloc[c])
        gives = (~lower[c] & (into_depth > lowest[c])) | (crosses & ~across[c] & self.cross_bloc)
        found: IntArray = (~(aims[c] & gives)).astype(np.int64)
        return found

    def silent(self, situation: Situation) -> str | None:
        """Nobody is planned for anything."""
        return "planned_for" if not any(c.planned_for for c in situation.instance.cadres.values()) else None


def _is_higher(entry: Planned, cadre: Cadre, situation: Situation) -> bool:
    """Whether the entry is above what they hold."""
    rank, own = rank_of_entry(entry, situation), situation.rank_of_cadre(cadre.cadre_id)
    if rank is not None and own is not None:
        return rank < own
    if is_head_entry(entry, situation) and not any(map(situation.is_head, situation.held[cadre.cadre_id])):
        return True
    level, home = level_of_entry(entry, situation), situation.unit_of[cadre.cadre_id]
    depth = situation.policy.vocabulary.depth
    return level is not None and depth(level) < depth(situation.instance.units[home].level)


def _rank(entry: Planned, situation: Situation) -> int:
    """An entry's rank; one not known comes last."""
    rank = rank_of_entry(entry, situation)
    return _LAST if rank is None else rank


def _aims(columns: Columns) -> tuple[BoolArray, IntArray, IntArray]:
    """Whether each cadre is planned for more; the highest and lowest level of the most they are planned for."""
    import numpy as np

    situation = columns.situation
    depth, units = situation.policy.vocabulary.depth, situation.instance.units
    home = situation.unit_of
    level = columns.of_cadres("home depth", lambda c: depth(units[home[c.cadre_id]].level))
    own = columns.of_cadres("own rank", lambda c: _or_last(situation.rank_of_cadre(c.cadre_id)))
    heads = columns.of_cadres("heads", lambda c: any(map(situation.is_head, situation.held[c.cadre_id]))) == 1
    told = cache(lambda entry: _told(entry, situation))
    cadres = situation.instance.cadres.values()
    rows = [(index, *told(entry)) for index, cadre in enumerate(cadres) for entry in cadre.planned_for]
    owner, ranks, depths, head = np.array(rows, np.int64).reshape(-1, 4).T
    known = (ranks < _LAST) & (own[owner] < _LAST)
    by_post = ((head == 1) & ~heads[owner]) | (depths < level[owner])
    higher = np.flatnonzero(np.where(known, ranks < own[owner], by_post))
    best = np.full(len(columns.cadre_ids), 2 * _LAST, np.int64)
    np.minimum.at(best, owner[higher], ranks[higher])
    aims = higher[ranks[higher] == best[owner[higher]]]
    people = owner[aims]
    chosen = np.where(depths[aims] < _LAST, depths[aims], level[people])
    highest, lowest = np.full_like(level, _LAST), np.full_like(level, -1)
    np.minimum.at(highest, people, chosen)
    np.maximum.at(lowest, people, chosen)
    return _owners(columns, people), highest, lowest


def _told(entry: Planned, situation: Situation) -> tuple[int, int, bool]:
    """An entry's rank and depth, _LAST where not known, and whether it is a head's."""
    rank, word = rank_of_entry(entry, situation), level_of_entry(entry, situation)
    depth = _LAST if word is None else situation.policy.vocabulary.depth(word)
    return _or_last(rank), depth, is_head_entry(entry, situation)


def _or_last(rank: int | None) -> int:
    return _LAST if rank is None else rank


def _owners(columns: Columns, owner: IntArray) -> BoolArray:
    import numpy as np

    mask = np.zeros(len(columns.cadre_ids), bool)
    mask[owner] = True
    return mask
