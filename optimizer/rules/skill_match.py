"""Skill points missing for what the post needs.

What it asks: the cadre's skills reach the levels that the post lists.
Why: people are sent by their strengths (sở trường; Bình Liêu 2020, press account); heads moved without
training for the new field were the complaint of Điện Biên (press account). Levels and weight are our
choice, unverified.
Numbers: none.
Amount: the sum over the post's needs of max(0, need - has).
Edges: a skill not named in a filled cell is 0; a blank cell is missing and costs the sum of the needs; a
surplus in one skill makes up for nothing in another; a bundle sums what its posts need; no needs, 0.
Example: kinh tế 4 and dân vận 3 needed, 2 and 5 had, 2; blank, 7.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from luanchuyen.models.cadre import Cadre
from luanchuyen.models.post import Post
from luanchuyen.optimizer.rules.rule import Breach, Met, Rule
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.situation.structure import Group

if TYPE_CHECKING:
    from luanchuyen.optimizer.columns.pairs import Columns, Pairs
    from luanchuyen.optimizer.integer.arrays import IntArray


@dataclass(frozen=True)
class SkillMatch(Rule):
    """Skill points missing, summed over the post's needs."""

    name = "skill_match"
    per = "post"

    def judge(self, cadre: Cadre, post: Post, situation: Situation) -> Breach | None:
        """The points missing."""
        has = cadre.skills or {}
        reason = "" if cadre.skills else "missing"
        fields = (("cadres", "skills"), ("posts", "skills"))
        return Breach.sum_of(
            [
                Breach(need - has.get(skill, 0), reason, fields, f"{skill}:{has.get(skill, 0)}", f"{skill}:{need}")
                for skill, need in post.skills.items()
                if need > has.get(skill, 0)
            ]
        )

    def met(self, cadre: Cadre, post: Post, group: Group, situation: Situation) -> Sequence[Met]:
        """The points reached of those that the post needs, where there are any."""
        has = cadre.skills or {}
        reached = sum(min(need, has.get(skill, 0)) for skill, need in post.skills.items())
        return (Met(reached, sum(post.skills.values())),) if reached else ()

    def amounts(self, pairs: Pairs) -> IntArray:
        """The first need of every post, then the second, and so on, against a table of skills had."""
        import numpy as np

        skill, need, has = pairs.columns.once("skills", lambda: _tables(pairs.columns))
        total = np.zeros(len(pairs), np.int64)
        for nth in range(skill.shape[1]):
            had = has[pairs.cadre, skill[pairs.post, nth]]
            total += np.maximum(0, need[pairs.post, nth] - had)
        return total

    def silent(self, situation: Situation) -> str | None:
        """Some post needs a skill, and nobody's are filled in."""
        needed = any(post.skills for post in situation.instance.posts.values())
        filled = any(cadre.skills for cadre in situation.instance.cadres.values())
        return "skills" if needed and not filled else None


def _tables(columns: Columns) -> tuple[IntArray, IntArray, IntArray]:
    """(skill, need) of each post's needs in turn, and the level had by (cadre, skill)."""
    import numpy as np

    instance = columns.situation.instance
    posts = list(instance.posts.values())
    number: dict[str, int] = {}
    for post in posts:
        for name in post.skills:
            number.setdefault(name, len(number))
    width = max((len(post.skills) for post in posts), default=0)
    skill = np.full((len(posts), width), len(number), np.int64)
    need = np.zeros((len(posts), width), np.int64)
    for row, post in enumerate(posts):
        for nth, (name, level) in enumerate(post.skills.items()):
            skill[row, nth], need[row, nth] = number[name], level
    has = np.zeros((len(instance.cadres), len(number) + 1), np.int64)
    for row, cadre in enumerate(instance.cadres.values()):
        for name, level in (cadre.skills or {}).items():
            if name in number:
                has[row, number[name]] = level
    return skill, need, has
