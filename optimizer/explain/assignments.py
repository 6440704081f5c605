"""A line-up as a plan tells it: each assignment with what the field says of it, each seat left empty and why."""

from __future__ import annotations

from luanchuyen.models.plan import Assignment
from luanchuyen.optimizer.situation.lineup import Lineup


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
