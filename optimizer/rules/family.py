"""Relatives do not sit in one leadership, nor as head and deputy, nor as heads of a place and a sensitive body there.

What it asks: after the plan no two relatives hold posts (a) in one leadership collective; (b) in one unit with one
of them its head; (c) as head of a place's committee or administration and head of a sensitive body of the same
level and place, where the plan moves one of them.
Why: QĐ 114-QĐ/TW Art 6(5) (read in digests). The clause that defines the kin was not seen: all rows of the sheet count.
Numbers: ``relations`` that count (empty = all), in any case and spacing, of words typed without accents too;
``sensitive_sectors``.
Amount: per pair of relatives, 1 if some holdings of theirs meet one of the scopes and one of them is moved.
Edges: neither moved gives a standing finding; frozen posts and due stayers count; posts outside the sheet do not; a
unit with no head has no second scope; in breach twice is 1. Waived: the holding named is not looked at.
Example: a secretary stays, a relative comes as vice-chair of the same unit: 1; and the secretary leaves: 0.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from luanchuyen.models.text.folding import fold, fold_plain
from luanchuyen.optimizer.rules.number import number
from luanchuyen.optimizer.rules.rule import PlanBreach, Rule
from luanchuyen.optimizer.situation.lineup import Lineup
from luanchuyen.optimizer.situation.situation import Situation

if TYPE_CHECKING:
    from luanchuyen.optimizer.columns.excess import Excess
    from luanchuyen.optimizer.columns.moves import Holdings, Moves
    from luanchuyen.optimizer.integer.arrays import BoolArray

SENSITIVE = (
    "nội vụ", "thanh tra", "tài chính", "ngân hàng", "thuế", "hải quan", "công thương", "kế hoạch và đầu tư",
    "tài nguyên và môi trường", "quân đội", "công an", "tòa án", "viện kiểm sát",
)  # fmt: skip


@dataclass(frozen=True)
class Family(Rule):
    """Pairs of relatives whom the plan puts together."""

    name = "family"
    relations: tuple[str, ...] = ()
    sensitive_sectors: tuple[str, ...] = number(SENSITIVE, spelled="sectors")

    def breaches(self, lineup: Lineup, situation: Situation) -> Sequence[PlanBreach]:
        """One a pair in breach; standing where the plan moves neither."""
        pairs = situation.once("relatives", lambda: self._pairs(situation))
        return self._among(pairs, lineup, situation)

    def broken_by(self, cadre_id: str, lineup: Lineup, moved: Lineup) -> bool:
        """As ``breaches`` of ``moved`` says: pairs of others are as in ``lineup``."""
        situation = lineup.situation
        bound = lineup.once("relatives put together", lambda: _binding(self.breaches(lineup, situation)))
        if any(cadre_id not in (breach.subject["cadre"], breach.subject["relative"]) for breach in bound):
            return True
        theirs = situation.once("relatives of each", lambda: _of_each(self._pairs(situation))).get(cadre_id, ())
        return bool(_binding(self._among(theirs, moved, situation)))

    def counts(self, relation: str) -> bool:
        """Whether a relation, as it is written, is one of those that are judged."""
        written = fold(relation)
        return not self.relations or any(written in (fold(word), fold_plain(word)) for word in self.relations)

    def _among(self, pairs: Iterable[tuple[str, str]], lineup: Lineup, situation: Situation) -> list[PlanBreach]:
        found = []
        for a, b in pairs:
            ours, theirs = lineup.after(a, self.name), lineup.after(b, self.name)
            met = [(p, q) for p in ours for q in theirs if self._meets(situation, p, q)]
            if met:
                standing = a not in lineup.moves and b not in lineup.moves
                posts = sorted({p for pair in met for p in pair})
                found.append(PlanBreach(1, {"cadre": a, "relative": b, "posts": posts}, standing))
        return found

    def _meets(self, situation: Situation, p: str, q: str) -> bool:
        """Whether holding p and holding q meet one of the three scopes, either way round."""
        first, second = situation.post(p), situation.post(q)
        if (first.collective or first.unit_id) == (second.collective or second.unit_id):
            return True
        if first.unit_id == second.unit_id and (situation.is_head(p) or situation.is_head(q)):
            return True
        return self._watches(situation, p, q) or self._watches(situation, q, p)

    def _watches(self, situation: Situation, p: str, q: str) -> bool:
        """Whether p heads a place and q heads a sensitive body of that level and place."""
        units = situation.instance.units
        top, other = units[situation.post(p).unit_id], units[situation.post(q).unit_id]
        if not (situation.is_top(p) and top.place is not None and situation.is_head(q)):
            return False
        spot = situation.spot(top.unit_id)
        return self._sensitive(situation, q) and spot is not None and spot == situation.spot(other.unit_id)

    def _sensitive(self, situation: Situation, post_id: str) -> bool:
        post = situation.post(post_id)
        kind = situation.policy.vocabulary.kinds.get(post.kind)
        sector = situation.instance.units[post.unit_id].sector
        return bool(kind and kind.sensitive) or (sector is not None and sector in self.sensitive_sectors)

    def excess(self, moves: Moves) -> Excess:
        """For each scope (S, S'): w >= A' + B - 1 and w >= A + B' - 1, A' of moves only; both orders."""
        import numpy as np

        from luanchuyen.optimizer.columns.excess import Excess

        subjects: list[dict[str, object]] = []
        owner: list[int] = []
        constant: list[int] = []
        entries: list[tuple[int, int, int]] = []
        view = HoldingsView(moves, self.name)
        for a, b in self._pairs(moves.situation):
            for ours, theirs in self._scopes(moves.situation, view.posts(a), view.posts(b)):
                for moved, whole in (((a, ours), (b, theirs)), ((b, theirs), (a, ours))):
                    shift, row = view.meeting(moved, whole)
                    entries += [(len(owner), move, value) for move, value in row.items() if value]
                    owner.append(len(subjects))
                    constant.append(shift - 1)
            subjects.append({"cadre": a, "relative": b})
        table = np.array(entries, np.int64).reshape(-1, 3)
        arrays = np.array(owner, np.int64), np.array(constant, np.int64)
        return Excess(subjects, *arrays, table[:, 0], table[:, 1], table[:, 2])

    def _scopes(
        self, situation: Situation, ours: Iterable[str], theirs: Iterable[str]
    ) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
        """The (posts of a, posts of b) that meet in one scope, each scope in both orders."""
        mine, yours = self._sides(situation, ours), self._sides(situation, theirs)
        found = {(mine[key, 0], yours[key, 1]) for key, side in mine if side == 0 and (key, 1) in yours}
        found |= {(mine[key, 1], yours[key, 0]) for key, side in mine if side == 1 and (key, 0) in yours}
        yield from sorted(found, key=lambda pair: (sorted(pair[0]), sorted(pair[1])))

    def _sides(self, situation: Situation, posts: Iterable[str]) -> dict[tuple[Hashable, int], frozenset[str]]:
        """For each scope and side of it the posts that stand there."""
        found: dict[tuple[Hashable, int], set[str]] = {}
        for post_id in posts:
            post = situation.post(post_id)
            unit = situation.instance.units[post.unit_id]
            spot = situation.spot(unit.unit_id)
            body, place = ("body", post.collective or unit.unit_id), ("place", spot)
            sides: list[tuple[Hashable, int]] = [(body, 0), (body, 1), (("unit", unit.unit_id), 1)]
            if situation.is_head(post_id):
                sides.append((("unit", unit.unit_id), 0))
                sides += [(place, 1)] if spot and self._sensitive(situation, post_id) else []
            if spot and unit.place is not None and situation.is_top(post_id):
                sides.append((place, 0))
            for side in sides:
                found.setdefault(side, set()).add(post_id)
        return {side: frozenset(posts) for side, posts in found.items()}

    def _pairs(self, situation: Situation) -> list[tuple[str, str]]:
        counted = {relation for relation in {r.relation for r in situation.instance.relations} if self.counts(relation)}
        kept = (r for r in situation.instance.relations if r.relation in counted)
        pairs = {(min(r.cadre_id, r.relative_id), max(r.cadre_id, r.relative_id)) for r in kept}
        return sorted((a, b) for a, b in pairs if a != b)


def _binding(breaches: Iterable[PlanBreach]) -> list[PlanBreach]:
    return [breach for breach in breaches if not breach.standing]


def _of_each(pairs: Iterable[tuple[str, str]]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for pair in pairs:
        for cadre_id in pair:
            found.setdefault(cadre_id, []).append(pair)
    return found


class HoldingsView:
    """What each cadre may hold after the plan, as counts over their moves; holdings that are waived are not seen."""

    def __init__(self, moves: Moves, rule: str) -> None:
        import numpy as np

        self.columns = moves.columns
        self.stay: dict[str, set[str]] = {}
        self.taken: dict[str, dict[int, set[str]]] = {}
        relatives = {c for r in moves.situation.instance.relations for c in (r.cadre_id, r.relative_id)}
        kin = np.zeros(len(self.columns.cadre_ids), bool)
        kin[[self.columns.cadre_index[c] for c in relatives]] = True
        for _, holder, post in self._rows(moves.unwaived(rule, moves.stay), kin):
            self.stay.setdefault(holder, set()).add(post)
        self.moves: dict[str, list[int]] = {}
        for move in np.flatnonzero(kin[moves.cadre]):
            self.moves.setdefault(self.columns.cadre_ids[moves.cadre[move]], []).append(int(move))
        for taking, mover, post in self._rows(moves.unwaived(rule, moves.enter), kin):
            self.taken.setdefault(mover, {}).setdefault(taking, set()).add(post)

    def _rows(self, holdings: Holdings, kin: BoolArray) -> Iterator[tuple[int, str, str]]:
        chosen = holdings.keep(kin[holdings.cadre])
        cadre_ids, post_ids = self.columns.cadre_ids, self.columns.post_ids
        for owner, cadre, post in zip(*chosen, strict=True):
            yield int(owner), cadre_ids[cadre], post_ids[post]

    def posts(self, cadre_id: str) -> set[str]:
        """Every post they may hold after the plan."""
        return self.stay.get(cadre_id, set()).union(*self.taken.get(cadre_id, {}).values())

    def meeting(
        self, moved: tuple[str, frozenset[str]], whole: tuple[str, frozenset[str]]
    ) -> tuple[int, dict[int, int]]:
        """[moved into their posts] + [holds of their posts], affine: (constant, coefficient by move)."""
        row = {m: int(not moved[1].isdisjoint(p)) for m, p in self.taken.get(moved[0], {}).items()}
        cadre_id, posts = whole
        stays = int(not posts.isdisjoint(self.stay.get(cadre_id, set())))
        for move in self.moves.get(cadre_id, ()):
            there = self.taken.get(cadre_id, {}).get(move, set())
            row[move] = row.get(move, 0) + int(not posts.isdisjoint(there)) - stays
        return stays, row
