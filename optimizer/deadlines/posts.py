"""What falls due of posts and of decisions about them: posts that fall vacant, numbers to come down, waivers."""

from __future__ import annotations

from collections.abc import Iterator

from luanchuyen.optimizer.deadlines.deadline import Deadline
from luanchuyen.optimizer.situation.situation import Situation


def of_posts(situation: Situation) -> Iterator[Deadline]:
    """Every deadline of a post and of a waiver, however far."""
    for post_id, post in situation.instance.posts.items():
        holders = situation.holders[post_id]
        typed, day = post.vacant_from, situation.instance.settings.as_of
        if holders and post.status not in ("held", "frozen") and (typed is not None or post.status == "ending"):
            holder = holders[0] if len(holders) == 1 else None
            yield Deadline(typed.last if typed else day, "post_due", holder, post_id, post.unit_id)
        until = post.over_number_until
        if until is not None and len(holders) + situation.outside[post_id] > post.seats:
            yield Deadline(until.last, "over_number_end", None, post_id, post.unit_id)
    for waiver in situation.instance.waivers:
        if waiver.until is None or not waiver.counts_on(situation.instance.settings.as_of):
            continue
        code = waiver.post_id or (situation.lead_post[waiver.cadre_id] if waiver.cadre_id else None)
        home = situation.unit_of[waiver.cadre_id] if waiver.cadre_id else None
        unit = situation.post(code).unit_id if code else home
        yield Deadline(waiver.until.first, "waiver_end", waiver.cadre_id, code, unit)
