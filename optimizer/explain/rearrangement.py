"""How one plan becomes another: paths and cycles of the people who fare otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from luanchuyen.models.committee.price import Change
from luanchuyen.optimizer.explain.chains import Chain, Handover, Step, linked


def rearrangement(changes: Iterable[Change]) -> tuple[Chain, ...]:
    """The chains of the difference of two plans: each person's step from what one gives them to what the other does.

    The seats of one post are alike, so comers and goers are paired in code order; ``empty`` of a handover to nobody:
    the other plan has one person less in the post.
    """
    going, coming = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    told = {change.cadre: change for change in changes}
    for cadre_id, change in sorted(told.items()):
        for post_id in sorted(set(change.planned) - set(change.now)):
            going[post_id].append(cadre_id)
        for post_id in sorted(set(change.now) - set(change.planned)):
            coming[post_id].append(cadre_id)
    takes, leaves = defaultdict[str, list[Handover]](list), defaultdict[str, list[Handover]](list)
    for post_id in sorted({*going, *coming}):
        goers, comers = going[post_id], coming[post_id]
        for at in range(max(len(goers), len(comers))):
            before = goers[at] if at < len(goers) else None
            after = comers[at] if at < len(comers) else None
            handover = Handover(post_id, before, after, after is None)
            if after is not None:
                takes[after].append(handover)
            if before is not None:
                leaves[before].append(handover)
    return linked({c: Step(c, tuple(takes[c]), tuple(leaves[c])) for c in sorted(told)})
