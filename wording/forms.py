"""The form of a move in words: what stays within one unit or one place is no rotation in the field's sense."""

from __future__ import annotations

from luanchuyen.messages import say
from luanchuyen.models.plan import Assignment
from luanchuyen.optimizer.situation.situation import Situation


def form_words(situation: Situation, move: Assignment) -> str:
    """``luân chuyển``; of somebody who stays where they serve that they are placed there anew, unless the post's form
    was typed otherwise. The rules judge it as a rotation, and its form in files is that."""
    here = within(situation, move)
    return say(f"rules.form_within_{here}" if here else f"rules.form_{move.form}")


def within(situation: Situation, move: Assignment) -> str:
    """``unit`` or ``place`` where a move counted as a rotation leaves neither, else ""."""
    unit = situation.post(move.post).unit_id
    if move.form != "rotation" or not situation.territory.one_place(move.from_unit, unit):
        return ""
    return "unit" if move.from_unit == unit else "place"
