"""Who comes home from a rotation, for all pairs at once: the solver's telling.

A table of (cadre, post), sorted: every post by which somebody's rotation leads home, whatever its purpose.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from luanchuyen.models.cadre import Stint
from luanchuyen.models.places.tables import Place
from luanchuyen.models.post import Post
from luanchuyen.models.unit import Unit
from luanchuyen.optimizer.columns.pairs import UNKNOWN, Columns, Pairs, Standing
from luanchuyen.optimizer.integer.arrays import BoolArray, IntArray, is_among

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class HomeTable:
    """One line a (cadre, post), in this order: the rotation's months at the start, and the rank held before."""

    cadre: IntArray
    post: IntArray
    months: IntArray
    rank: IntArray


def home_table(columns: Columns) -> HomeTable:
    """The table, made once."""
    return columns.once("homecomings", lambda: _table(columns))


def returns(pairs: Pairs) -> BoolArray:
    """Which pairs are returns: by a post that is typed return, or neither typed nor due, and after the months of a
    stint or under a waiver of them."""
    line = _lines(pairs)
    found: BoolArray = (line >= 0) & _open_to_returns(pairs)
    asked = np.flatnonzero(found)
    least = pairs.situation.definitions.rotation_months
    short = asked[home_table(pairs.columns).months[line[asked]] < least]
    found[short] = _waived(pairs.take(short))
    return found


def ranks_held_before(pairs: Pairs) -> IntArray:
    """The rank held before of pairs that are returns; UNKNOWN where not known."""
    ranks: IntArray = home_table(pairs.columns).rank[_lines(pairs)]
    return ranks


def _lines(pairs: Pairs) -> IntArray:
    """The line of each pair in the table, -1 for none."""
    table, width = home_table(pairs.columns), len(pairs.columns.post_ids)
    keys, wanted = table.cadre * width + table.post, pairs.cadre * width + pairs.post
    line = np.searchsorted(keys, wanted)
    return np.where(np.append(keys, UNKNOWN)[line] == wanted, line, UNKNOWN)


def _open_to_returns(pairs: Pairs) -> BoolArray:
    """Which pairs are into posts of which it depends on the cadre whether the move is a return."""
    # The rules that give a due post its purpose, told here a second time.
    renewing, due = {"consecutive_terms", "non_local"}, pairs.situation.due_holdings
    renewed = {post_id for (_, post_id), rules in due.items() if rules & renewing}

    def is_open(post: Post) -> bool:
        return post.purpose == "return" or (post.purpose is None and post.post_id not in renewed)

    found: BoolArray = pairs.of_post(Standing("open to returns"), is_open) == 1
    return found


def _waived(pairs: Pairs) -> BoolArray:
    """Which moves a waiver of stint_length names, by the cadre, by a post of the group taken, or by both."""
    columns, found = pairs.columns, np.zeros(len(pairs), bool)
    for waiver in columns.situation.waivers.of("stint_length"):
        here = np.ones(len(pairs), bool)
        if waiver.cadre_id is not None:
            here &= pairs.cadre == columns.cadre_index.get(waiver.cadre_id, UNKNOWN)
        if waiver.post_id is not None:
            groups = columns.situation.groups_with.get(waiver.post_id, ())
            here &= is_among(pairs.group, [group.index for group in groups])
        found |= here
    return found


def _table(columns: Columns) -> HomeTable:
    posts_of: dict[str, list[int]] = defaultdict(list)
    units_at: dict[Place, list[str]] = defaultdict(list)
    for post in columns.situation.instance.posts.values():
        posts_of[post.unit_id].append(columns.post_index[post.post_id])
    for unit in columns.situation.instance.units.values():
        if isinstance(unit.place, Place):
            units_at[unit.place].append(unit.unit_id)
    ranks = _UnitRanks(columns)
    rows = []
    for cadre, months, before in _rotations(columns):
        best: dict[str, int] = {}
        for stint in before:
            known = stint.unit_id in columns.situation.instance.units
            at = units_at.get(stint.place, []) if isinstance(stint.place, Place) else []
            for unit_id in [str(stint.unit_id)] if known else at:
                best[unit_id] = min(best.get(unit_id, ranks.lowest), ranks.of(stint, unit_id, cadre))
        rows += [(cadre, post, months, rank) for unit_id, rank in best.items() for post in posts_of[unit_id]]
    table = np.array(sorted(rows), np.int64).reshape(-1, 4)
    table[table[:, 3] == ranks.lowest, 3] = UNKNOWN
    return HomeTable(*table.T)


class _UnitRanks:
    """Ranks of kinds in units; ``lowest`` stands below every rank, for one that is not known."""

    lowest = np.iinfo(np.int64).max

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.units: dict[str, Unit] = dict(columns.situation.instance.units)
        self.table = columns.situation.policy.vocabulary.ranks
        self.posts: dict[tuple[str, str | None], int] = {}
        for post in columns.situation.instance.posts.values():
            rank = columns.situation.rank_of_post(post.post_id)
            if rank is not None:
                key = post.unit_id, post.kind
                self.posts[key] = min(rank, self.posts.get(key, rank))

    def of(self, stint: Stint, unit_id: str, cadre: int) -> int:
        """The rank that a row stood for in a unit: of the post of its kind there, the table's, the cadre's own."""
        rank = self.posts.get((unit_id, stint.kind))
        if rank is None and stint.kind is not None:
            rank = self.table.get((stint.kind, self.units[unit_id].level))
        if rank is None:
            rank = self.columns.situation.rank_of_cadre(self.columns.cadre_ids[cadre])
        return self.lowest if rank is None else rank


def _rotations(columns: Columns) -> Iterator[tuple[int, int, list[Stint]]]:
    """(cadre, months of the rotation at the start, the rows next before it) of everybody who is on one now."""
    situation = columns.situation
    start, as_of = situation.start, situation.instance.settings.as_of
    for index, cadre in enumerate(situation.instance.cadres.values()):
        if not any(stint.form == "rotation" for stint in cadre.career):
            continue
        rows = sorted((s for s in cadre.career if s.form != "reappointment"), key=lambda s: s.since.first, reverse=True)
        (_, latest), *earlier = [(day, list(of)) for day, of in groupby(rows, lambda s: s.since.first)]
        months = []
        for stint in latest:
            last = start - _DAY if stint.to is None else stint.to.first
            running = last >= start - _DAY or last > as_of
            if stint.form == "rotation" and stint.unit_id == situation.unit_of[cadre.cadre_id] and running:
                months.append(_months(stint.since.last, min(start, last + _DAY)))
        if months and earlier:
            yield index, max(months), earlier[0][1]


def _months(since: dt.date, end: dt.date) -> int:
    """Whole months, by month numbers: one less where the day, clipped to the month's end, is not reached."""
    apart = (end.year - since.year) * 12 + end.month - since.month
    month_ends = (end + _DAY).day == 1
    return apart - int(end.day < since.day and not month_ends)
