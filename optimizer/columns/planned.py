"""Who is planned for what, for all pairs at once: the solver's telling of the planning pool.

Posts of one kind, level and rank are one class: every entry but one by post code means a whole class.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from luanchuyen.models.cadre import Planned
from luanchuyen.optimizer.columns.pairs import Columns, Pairs
from luanchuyen.optimizer.integer.arrays import BoolArray, IntArray, distinct
from luanchuyen.optimizer.situation.planned import rank_of_entry
from luanchuyen.optimizer.situation.situation import Situation


@dataclass(frozen=True)
class PlannedTable:
    """``class_of`` is each post's class; ``reach[class, cadre]`` whether an entry by kind or rank means the class.

    ``named_cadre`` and ``named_post`` are the entries by post code, in this order, each once.
    """

    class_of: IntArray
    reach: BoolArray
    named_cadre: IntArray
    named_post: IntArray

    def met(self, pairs: Pairs) -> BoolArray:
        """Which pairs some entry meets."""
        by_class: BoolArray = self.reach[self.class_of[pairs.post], pairs.cadre]
        width = len(self.class_of)
        named, wanted = self.named_cadre * width + self.named_post, pairs.cadre * width + pairs.post
        if not len(named):
            return by_class
        at = np.minimum(np.searchsorted(named, wanted), len(named) - 1)
        met: BoolArray = by_class | (named[at] == wanted)
        return met


def planned_table(columns: Columns, accept: str) -> PlannedTable:
    """The table under ``accept`` (same, equivalent, equivalent_or_higher), made once."""
    return columns.once(("planned", accept), lambda: _table(columns, accept))


def _table(columns: Columns, accept: str) -> PlannedTable:
    situation = columns.situation
    units = situation.instance.units
    classes: dict[tuple[str, str, int | None], int] = {}
    class_of = columns.of_posts(
        ("planning class", accept),
        lambda p: classes.setdefault((p.kind, units[p.unit_id].level, situation.rank_of_post(p.post_id)), len(classes)),
    )
    holders: dict[Planned, list[int]] = defaultdict(list)
    for index, cadre in enumerate(situation.instance.cadres.values()):
        for entry in cadre.planned_for:
            holders[entry].append(index)
    reach = np.zeros((len(classes), len(columns.cadre_ids)), bool)
    named_cadre, named_post = list[int](), list[int]()
    for entry, cadres in holders.items():
        if entry.post_id is not None:
            if (post := columns.post_index.get(entry.post_id)) is not None:
                named_cadre += cadres
                named_post += [post] * len(cadres)
            continue
        meant = [number for key, number in classes.items() if _means(entry, *key)]
        reach[np.ix_(meant, cadres)] = True
    _reach_by_rank(reach, classes, holders, accept, situation)
    width = max(1, len(columns.post_ids))
    keys = distinct(np.array(named_cadre, np.int64) * width + np.array(named_post, np.int64))
    return PlannedTable(class_of, reach, keys // width, keys % width)


def _means(entry: Planned, kind: str, level: str, _: int | None) -> bool:
    """Whether an entry by kind means a class."""
    return entry.kind == kind and entry.level in (None, level)


def _reach_by_rank(
    reach: BoolArray,
    classes: dict[tuple[str, str, int | None], int],
    holders: dict[Planned, list[int]],
    accept: str,
    situation: Situation,
) -> None:
    """Add the classes whose rank an entry has, or is above; an unknown rank matches nothing."""
    if accept == "same":
        return
    by_rank: dict[int, list[int]] = defaultdict(list)
    for entry, cadres in holders.items():
        rank = rank_of_entry(entry, situation)
        if rank is not None:
            by_rank[rank] += cadres
    for rank, cadres in by_rank.items():
        met = [
            number
            for (_, _, own), number in classes.items()
            if own is not None and (rank == own or (rank < own and accept == "equivalent_or_higher"))
        ]
        reach[np.ix_(met, cadres)] = True
