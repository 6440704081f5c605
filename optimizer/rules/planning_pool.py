"""Moves for training go to people in the planning.

What it asks: who is sent to be trained is planned (quy hoạch) for the post, its kind, or an equivalent or
higher one.
Why: QĐ 65-QĐ/TW principles, NĐ 138/2020 Art 56 (read in digests). People are planned for posts above the
one they are sent to, so a higher entry is accepted: our choice, unverified.
Numbers: ``purposes`` of moves that ask it (training); ``accept``: equivalent_or_higher (default),
equivalent, same; ``exempt``, a list of {from, to, levels, kinds}, empty. On 11/07/2025 it was allowed to appoint
secretaries, chairs and their deputies of communes before they are planned, which is to follow (read in the press; the
end was not found): a book may say so here, unverified.
Amount: 1 if the move's purpose is among ``purposes`` and they are not planned, else 0; 0 into a post of a kind and of
a unit of a level listed, where from <= start <= to.
Edges: the purpose typed on the post, or the rule by which it is due, comes first; else who comes home from a
rotation that still runs and has lasted its months (or that a waiver of stint_length ends early) moves for a
return, which asks planning where ``purposes`` names it; a typed return is one for who comes home, other for
the rest; a blank cell is "not planned"; a column blank for everybody is not judged; of a bundle the lead post
counts; a kind entry ranks as the lowest of that kind (and level) in the sheet or the rule book's table; an
unknown rank matches nothing.
Example: planned secretary, into another secretary's post, 0; planned for rank 5, into rank 4, 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from luanchuyen.models.cadre import Cadre
from luanchuyen.models.post import PURPOSES, Post
from luanchuyen.optimizer.rules.exemption import EXEMPT, exempt_posts, is_exempt
from luanchuyen.optimizer.rules.number import number
from luanchuyen.optimizer.rules.rule import Breach, Met, Rule
from luanchuyen.optimizer.situation.planned import is_planned
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.situation.structure import Group

if TYPE_CHECKING:
    from luanchuyen.optimizer.columns.pairs import Columns, Pairs
    from luanchuyen.optimizer.integer.arrays import IntArray

_FIELDS = (("cadres", "planned_for"), ("posts", "purpose"))
_ACCEPTED = ("same", "equivalent", "equivalent_or_higher")


@dataclass(frozen=True)
class PlanningPool(Rule):
    """A cadre moved for training is not planned for the post."""

    name = "planning_pool"
    purposes: tuple[str, ...] = number(("training",), words=PURPOSES)
    accept: str = number("equivalent_or_higher", words=_ACCEPTED, looser="more")
    exempt: tuple[Mapping[str, object], ...] = number((), table=EXEMPT)

    def asked_for(self, situation: Situation) -> bool:
        """Somebody is planned for something."""
        return any(cadre.planned_for for cadre in situation.instance.cadres.values())

    def judge(self, cadre: Cadre, post: Post, situation: Situation) -> Breach | None:
        """1 where planning is asked and they are not planned."""
        return self.judge_within(cadre, post, situation.group_of[post.post_id], situation)

    def judge_within(self, cadre: Cadre, post: Post, group: Group, situation: Situation) -> Breach | None:
        """The same of a move that takes ``group``."""
        if situation.purpose_of(cadre.cadre_id, post.post_id, group) not in self.purposes:
            return None
        if is_exempt(post, self.exempt, situation) or is_planned(cadre, post.post_id, self.accept, situation):
            return None
        return Breach(1, "", _FIELDS, "; ".join(map(str, cadre.planned_for)) or None, self.accept)

    def met(self, cadre: Cadre, post: Post, group: Group, situation: Situation) -> Sequence[Met]:
        """The nearest way in which they are planned for the post, where planning is asked."""
        if situation.purpose_of(cadre.cadre_id, post.post_id, group) not in self.purposes:
            return ()
        accepted = _ACCEPTED[: _ACCEPTED.index(self.accept) + 1]
        ways = [way for way in accepted if is_planned(cadre, post.post_id, way, situation)]
        return (Met(ways[0], self.accept),) if ways else ()

    def amounts(self, pairs: Pairs) -> IntArray:
        """Of the pairs that ask it, those met by no entry."""
        import numpy as np

        from luanchuyen.optimizer.columns.planned import planned_table
        from luanchuyen.optimizer.columns.returning import returns

        found = np.where(returns(pairs), "return" in self.purposes, self.asked(pairs.columns)[pairs.post])
        found = found * (1 - exempt_posts(self.exempt, pairs.columns)[pairs.post])
        chosen = np.flatnonzero(found)
        found[chosen] = ~planned_table(pairs.columns, self.accept).met(pairs.take(chosen))
        return found

    def asked(self, columns: Columns) -> IntArray:
        """1 for the posts that ask planning of who enters them, else 0; a return asks by itself."""
        from luanchuyen.optimizer.columns.pairs import Standing

        situation = columns.situation
        asking = columns.of_posts(
            Standing(("asks planning", self.purposes)), lambda post: situation.purpose(post.post_id) in self.purposes
        )
        asked: IntArray = asking * (1 - exempt_posts(self.exempt, columns))
        return asked

    def silent(self, situation: Situation) -> str | None:
        """Nobody is planned for anything."""
        return "planned_for" if not any(c.planned_for for c in situation.instance.cadres.values()) else None
