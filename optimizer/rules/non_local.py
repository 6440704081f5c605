"""Nobody local to the place that the unit leads is put there.

What it asks: the holder of a post marked bắt buộc (or, as a wish, ưu tiên) is not from the place their unit
leads.
Why: QĐ 65-QĐ/TW Art 4, KL 201 and KL 210 (2025), CT 45-CT/TW (all read in the press); which posts, the
sheet's column says. What "local" means in QĐ 65 was not read: ``places``, ``combine`` and the reading of
blanks are our choice, unverified; 240 months of residence is Đắk Nông's regulation (read), one province's.
Numbers: ``places`` (ancestral_home, birthplace, raised_in) and ``combine`` (any, all) make the test by
homes; ``resident_months`` (240; 0 = off) served in the place make a local too; ``unit`` (current_unit):
whether a unit of today that took in others is judged as it is or, former_unit, as the unit of its code was
before July 2025, our choice; ``renew`` (no) makes local holders of bắt buộc posts due; ``preferred_tier`` (2)
and ``preferred_weight`` (20) price ưu tiên, our choice.
Amount: at bắt buộc and ưu tiên, 1 if the cadre is local or it cannot be told, 0 if they are not; else 0.
Edges: the level judged is that of the unit's own place; "cannot be told" blocks at bắt buộc and is listed
to be verified, but never makes anybody due; a cadre of the same place is judged like any other.
Example: quê quán in the commune, 1; only the province known and the commune lies in it, 1 (to be verified);
every field in another province, 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from luanchuyen.models.cadre import Cadre
from luanchuyen.models.policy import Entry
from luanchuyen.models.post import Post
from luanchuyen.optimizer.rules.number import LAST_TIER, MONTHS, number
from luanchuyen.optimizer.rules.rule import Breach, Grade, Met, Rule
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.situation.structure import Group

if TYPE_CHECKING:
    from luanchuyen.optimizer.columns.pairs import Pairs
    from luanchuyen.optimizer.integer.arrays import IntArray

_HOMES = ("ancestral_home", "birthplace", "raised_in")
_ASKING = ("required", "preferred")


@dataclass(frozen=True)
class NonLocal(Rule):
    """A cadre is not local to the place that the post's unit leads."""

    name = "non_local"
    per = "post"
    places: tuple[str, ...] = number(_HOMES, words=_HOMES, defines="homes")
    combine: str = number("any", words=("any", "all"), looser="more", defines="combine")
    resident_months: int = number(240, looser="more", step=MONTHS, defines="resident_months")
    unit: str = number("current_unit", words=("current_unit", "former_unit"), defines="unit")
    renew: bool = False
    preferred_tier: int = number(2, least=1, most=LAST_TIER)
    preferred_weight: int = 20

    def judge(self, cadre: Cadre, post: Post, situation: Situation) -> Breach | None:
        """1 where they are local, or where it cannot be told."""
        if post.non_local not in _ASKING:
            return None
        status = situation.locality(cadre.cadre_id, post.post_id)
        if status == "non_local":
            return None
        fields = (("posts", "non_local"), ("units", "place"), *(("cadres", name) for name in self.places))
        return Breach(1, "missing" if status == "unknown" else "", fields, status, "non_local")

    def met(self, cadre: Cadre, post: Post, group: Group, situation: Situation) -> Sequence[Met]:
        """That they are known not to be local, where the post asks it."""
        asked = post.non_local in _ASKING and situation.locality(cadre.cadre_id, post.post_id) == "non_local"
        return (Met("non_local", "non_local"),) if asked else ()

    def amounts(self, pairs: Pairs) -> IntArray:
        """Pairs of posts that ask it, less those known to be non-local."""
        import numpy as np

        from luanchuyen.optimizer.columns.locality import NON_LOCAL, locality_of

        asking = pairs.of_post("asks non-local", lambda post: post.non_local in _ASKING) == 1
        found = np.zeros(len(pairs), np.int64)
        found[asking] = locality_of(pairs.columns, pairs.cadre[asking], pairs.post[asking]) != NON_LOCAL
        return found

    def due(self, situation: Situation) -> Sequence[tuple[str, str]]:
        """With ``renew``, the local holders of posts marked bắt buộc."""
        if not self.renew:
            return ()
        required = [p for p, post in situation.instance.posts.items() if post.non_local == "required"]
        return [(c, p) for p in required for c in situation.holders[p] if situation.locality(c, p) == "local"]

    def silent(self, situation: Situation) -> str | None:
        """Some post asks it, and no home of anybody is filled."""
        asked = any(post.non_local in _ASKING for post in situation.instance.posts.values())
        cadres = situation.instance.cadres.values()
        filled = any(getattr(cadre, name) is not None for cadre in cadres for name in self.places)
        return self.places[0] if asked and self.places and not filled else None

    def grade(self, post: Post, entry: Entry) -> Grade:
        """At bắt buộc as the book says; at ưu tiên soft, with its own tier and weight."""
        if post.non_local == "preferred" and entry.level != "off":
            return Grade("soft", self.preferred_tier, self.preferred_weight)
        return super().grade(post, entry)
