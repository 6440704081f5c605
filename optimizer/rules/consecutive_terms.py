"""Nobody heads one place for a further term after two.

What it asks: a cadre who has headed a place for ``max_terms`` consecutive terms takes no head post there
again, and the head post they still hold is due to be renewed.
Why: QĐ 65-QĐ/TW Art 4 (read in digests). How a part of a term counts was not found: the sheet's whole
number is taken, the term being served included; where it is blank, the working record of who holds a head post
(our choices, unverified).
Numbers: ``max_terms`` (2).
Amount: into a head post of a unit of one place with their present unit, max(0, terms + 1 - max_terms); else
0. Due: a holder of a head post with max_terms or more.
Edges: units are of one place if they are the same, or have equal levels and equal places of their own. A record
shows the terms if its latest row is of a head post there and still runs: a row with a form begins a term, one
without goes on with it, a row elsewhere or of no head ends the count; a record that begins with bổ nhiệm lại has one
term more. What neither shows is missing for holders of head posts (1; not due), nothing for others; in a column that
is blank for everybody it is not judged.
Example: two terms, chair to secretary of the same commune, 1; of another commune, or to a deputy post
there, 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from luanchuyen.models.cadre import Cadre
from luanchuyen.models.post import Post
from luanchuyen.optimizer.rules.number import number
from luanchuyen.optimizer.rules.rule import Breach, Rule
from luanchuyen.optimizer.situation.situation import Situation

if TYPE_CHECKING:
    from luanchuyen.optimizer.columns.pairs import Pairs
    from luanchuyen.optimizer.integer.arrays import IntArray

_FIELD = ("cadres", "consecutive_terms")


@dataclass(frozen=True)
class ConsecutiveTerms(Rule):
    """Terms as head of one place beyond ``max_terms``."""

    name = "consecutive_terms"
    max_terms: int = number(2, looser="more", defines="max_terms")

    def judge(self, cadre: Cadre, post: Post, situation: Situation) -> Breach | None:
        """The terms too many, the one entered included."""
        present = situation.unit_of[cadre.cadre_id]
        if not situation.is_head(post.post_id) or not situation.territory.one_place(present, post.unit_id):
            return None
        served = situation.terms[cadre.cadre_id]
        if served is None:
            heads = self._filled(situation) and any(situation.is_head(p) for p in situation.held[cadre.cadre_id])
            return Breach(1, "missing", (_FIELD,), needed=self.max_terms) if heads else None
        terms = served + 1
        beyond = terms - self.max_terms
        return Breach(beyond, "", (_FIELD, ("posts", "head")), terms, self.max_terms) if beyond > 0 else None

    def amounts(self, pairs: Pairs) -> IntArray:
        """By the place of both units as one number, the post being a head post."""
        import numpy as np

        from luanchuyen.optimizer.columns.places import places_left_and_entered

        situation, columns, filled = pairs.situation, pairs.columns, self._filled(pairs.situation)

        def beyond(cadre: Cadre) -> int:
            served = situation.terms[cadre.cadre_id]
            if served is not None:
                return max(0, served + 1 - self.max_terms)
            held = situation.held[cadre.cadre_id] if filled else ()
            return int(True in {situation.is_head(post_id) for post_id in held})

        head = pairs.of_post("head", lambda post: situation.is_head(post.post_id))
        left, entered = places_left_and_entered(columns)
        there = left[pairs.cadre] == entered[pairs.post]
        return np.where((head == 1) & there, pairs.of_cadre(("terms", self.max_terms), beyond), 0)

    def due(self, situation: Situation) -> Sequence[tuple[str, str]]:
        """The heads who have served their terms."""
        heads = [p for p in situation.instance.posts if situation.is_head(p)]
        held = [(c, p, situation.terms[c]) for p in heads for c in situation.holders[p]]
        return [(c, p) for c, p, terms in held if terms is not None and terms >= self.max_terms]

    def silent(self, situation: Situation) -> str | None:
        """Nobody's terms are filled in, nor shown by a working record."""
        return "consecutive_terms" if all(terms is None for terms in situation.terms.values()) else None

    def _filled(self, situation: Situation) -> bool:
        return any(cadre.consecutive_terms is not None for cadre in situation.instance.cadres.values())
