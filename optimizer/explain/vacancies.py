"""The seats that a plan leaves empty, and what is true of each: too few people, a rule, or a choice of the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import numpy as np

from luanchuyen.models.plan import Unfilled
from luanchuyen.models.waiver import FIXED
from luanchuyen.optimizer.columns.pairs import columns_of
from luanchuyen.optimizer.explain.scarcity import Scarcity, scarcities
from luanchuyen.optimizer.explain.shortage import shortages
from luanchuyen.optimizer.program.candidates import possible_moves
from luanchuyen.optimizer.rules.in_force import in_force
from luanchuyen.optimizer.situation.lineup import Lineup
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.situation.structure import Group

CHOSEN, SHORTAGE = "chosen", "shortage"
TRIES = 30
"""Cadres tried on a post at most before it is left at CHOSEN."""


def unfilled_of(lineup: Lineup) -> tuple[Unfilled, ...]:
    """The seats left empty after a line-up, and why.

    Where nobody is eligible the rules that bar, or "no_candidate". Else "shortage" where the post is of a set too large
    for its people, with what keeps others out; the hard plan rules that every eligible cadre would break here; and
    "chosen" where somebody could be placed, and where the plan leaves more of the set empty than it must.
    """
    situation = lineup.situation
    empty = {p: seats for p in situation.instance.posts if (seats := _empty(lineup, p)) > 0}
    if not empty:
        return ()
    told = shortages(situation, empty)
    scarce = scarce_posts(situation)
    found = []
    for post_id, seats in empty.items():
        if not told[post_id].eligible:
            why = told[post_id].why
        elif post_id in scarce:
            pinned = (FIXED,) if post_id in scarce[post_id].pinned else ()
            more = (CHOSEN,) if _left(lineup, scarce[post_id]) > scarce[post_id].empty else ()
            why = (SHORTAGE, *more, *pinned, *told[post_id].rules)
        else:
            why = _forbidding(lineup, post_id) or (CHOSEN,)
        found.append(Unfilled(post_id, seats, why))
    return tuple(found)


def _empty(lineup: Lineup, post_id: str, due_too: bool = False) -> int:
    """Seats that nobody holds after the plan; ``due_too``: or that one who is due by a rule stays in."""
    situation = lineup.situation
    if situation.group_of[post_id].frozen:
        return 0
    staying = (c for c in lineup.occupants[post_id] if c in lineup.moves or not (due_too and c in situation.due))
    return situation.seats_in_sheet[post_id] - sum(1 for _ in staying)


def _left(lineup: Lineup, scarcity: Scarcity) -> int:
    """The persons that the posts of a set lack after the plan; a bundle lacks one."""
    groups: dict[int, int] = {}
    for post_id in scarcity.posts:
        index = lineup.situation.group_of[post_id].index
        groups[index] = max(groups.get(index, 0), _empty(lineup, post_id, due_too=True))
    return sum(groups.values())


def _forbidding(lineup: Lineup, post_id: str) -> tuple[str, ...]:
    """The hard plan rules that whoever is eligible would break in the post, all else as it is; () if somebody may."""
    counts: Counter[str] = Counter()
    hard = [rule for rule, entry in in_force(lineup.situation) if entry.level == "hard" and rule.tells("plan")]
    for tries, (cadre_id, group) in enumerate(_eligible(lineup.situation, post_id)):
        if tries == TRIES:
            return ()
        moved = lineup.with_move(cadre_id, group)
        if any(_empty(moved, p) < 0 for p in group.posts):
            continue
        broken = [rule for rule in hard if rule.broken_by(cadre_id, lineup, moved)]
        if not broken or any(rule.claims for rule in broken):  # owed elsewhere: that is what CHOSEN says
            return ()
        counts.update(rule.name for rule in broken)
    return tuple(sorted(counts, key=lambda rule: (-counts[rule], rule)))


def _eligible(situation: Situation, post_id: str) -> Iterator[tuple[str, Group]]:
    moves, ids = possible_moves(columns_of(situation)), columns_of(situation).cadre_ids
    for group in situation.groups_with[post_id]:
        for move in np.flatnonzero(moves.group == group.index).tolist():
            yield ids[int(moves.cadre[move])], group


def scarce_posts(situation: Situation) -> Mapping[str, Scarcity]:
    """For each post of a set that is too large for its people, the set."""
    return {post_id: scarcity for scarcity in scarcities(situation) for post_id in scarcity.posts}
