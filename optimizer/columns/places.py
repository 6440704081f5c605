"""Units of one place as numbers: the solver's telling of who comes from elsewhere."""

from __future__ import annotations

from collections.abc import Hashable

from luanchuyen.optimizer.columns.pairs import Columns
from luanchuyen.optimizer.integer.arrays import IntArray
from luanchuyen.optimizer.situation.bundling import place_of


def places_left_and_entered(columns: Columns) -> tuple[IntArray, IntArray]:
    """The place of every cadre's present unit and of every post's unit, shapes (cadres,) and (posts,).

    Numbers are equal for one unit, and for units of equal levels and equal places of their own.
    """
    units, unit_of = columns.situation.instance.units, columns.situation.unit_of

    def place(unit_id: str) -> Hashable:
        return place_of(unit_id, units[unit_id].level, units[unit_id].place)

    left = columns.coded("cadres", "one place", lambda cadre: place(unit_of[cadre.cadre_id]))
    return left, columns.coded("posts", "one place", lambda post: place(post.unit_id))
