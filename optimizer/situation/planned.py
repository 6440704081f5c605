"""What a cadre is planned for (quy hoạch): entries, their ranks and levels, in plain Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias
from weakref import WeakKeyDictionary

from luanchuyen.models.cadre import Cadre, Planned

if TYPE_CHECKING:
    from luanchuyen.optimizer.situation.situation import Situation

KindRanks: TypeAlias = dict[tuple[str, str | None], int]
_kind_ranks: WeakKeyDictionary[Situation, KindRanks] = WeakKeyDictionary()


def is_planned(cadre: Cadre, post_id: str, accept: str, situation: Situation) -> bool:
    """Whether an entry of their planning is the post, its kind, or by ``accept`` of a rank that includes it.

    ``accept``: same | equivalent (equal ranks) | equivalent_or_higher. An unknown rank matches nothing.
    """
    post = situation.post(post_id)
    level = situation.instance.units[post.unit_id].level
    rank = situation.rank_of_post(post_id)
    for entry in cadre.planned_for:
        if entry.post_id == post_id or (entry.kind == post.kind and entry.level in (None, level)):
            return True
        planned_rank = rank_of_entry(entry, situation)
        if rank is None or planned_rank is None:
            continue
        if planned_rank == rank and accept != "same":
            return True
        if planned_rank < rank and accept == "equivalent_or_higher":
            return True
    return False


def rank_of_entry(entry: Planned, situation: Situation) -> int | None:
    """The rank of the post; of a kind the lowest (largest number) it has in the sheet or the table."""
    if entry.post_id is not None:
        known = entry.post_id in situation.instance.posts
        return situation.rank_of_post(entry.post_id) if known else None
    if entry.kind is None:
        return None
    if situation not in _kind_ranks:
        _kind_ranks[situation] = _lowest_ranks(situation)
    return _kind_ranks[situation].get((entry.kind, entry.level))


def level_of_entry(entry: Planned, situation: Situation) -> str | None:
    """The level of the post's unit, or the level that the entry names."""
    post = situation.instance.posts.get(entry.post_id or "")
    return situation.instance.units[post.unit_id].level if post else entry.level


def is_head_entry(entry: Planned, situation: Situation) -> bool:
    """Whether the entry is a head post or a kind that heads its unit."""
    if entry.post_id is not None:
        return entry.post_id in situation.instance.posts and situation.is_head(entry.post_id)
    kind = situation.policy.vocabulary.kinds.get(entry.kind or "")
    return bool(kind and kind.head)


def _lowest_ranks(situation: Situation) -> KindRanks:
    units = situation.instance.units
    ranks: list[tuple[str, str, int | None]] = [
        (post.kind, units[post.unit_id].level, situation.rank_of_post(post_id))
        for post_id, post in situation.instance.posts.items()
    ]
    ranks += [(kind, level, rank) for (kind, level), rank in situation.policy.vocabulary.ranks.items()]
    found: KindRanks = {}
    for kind, level, rank in ranks:
        for key in ((kind, level), (kind, None)):
            if rank is not None:
                found[key] = max(rank, found.get(key, rank))
    return found
