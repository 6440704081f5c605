"""A line-up as a plan tells it: each assignment with what the field says of it, each seat left empty and why."""

from __future__ import annotations

from luanchuyen.models.plan import Assignment, Unfilled
from luanchuyen.optimizer.lineup import Lineup
from luanchuyen.optimizer.shortage import shortages


def assignments_of(lineup: Lineup) -> tuple[Assignment, ...]:
    """Every (cadre, post) of a line-up with what the field says of the move; a bundle's by its lead post."""
    situation = lineup.situation
    found = []
    for cadre_id, group in lineup.moves.items():
        for post_id in group.posts:
            found.append(
                Assignment(
                    cadre=cadre_id,
                    post=post_id,
                    from_post=situation.lead_post[cadre_id],
                    from_unit=situation.unit_of[cadre_id],
                    form=situation.post(group.lead).form,
                    purpose=situation.purpose_of(cadre_id, group.lead, group),
                    direction=situation.direction(cadre_id, group.lead),
                    cross_bloc=situation.cross_bloc(cadre_id, group.lead),
                    vacates=bool(situation.held[cadre_id]),
                )
            )
    return tuple(found)


def unfilled_of(lineup: Lineup) -> tuple[Unfilled, ...]:
    """The seats left empty after a line-up, and why."""
    situation = lineup.situation
    empty = {}
    for post_id, post in situation.instance.posts.items():
        seats = post.seats - situation.outside[post_id] - len(lineup.occupants[post_id])
        if seats > 0 and not situation.group_of[post_id].frozen:
            empty[post_id] = seats
    why = shortages(situation, empty)
    return tuple(Unfilled(post_id, seats, why[post_id].why) for post_id, seats in empty.items())
