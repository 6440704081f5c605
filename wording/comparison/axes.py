"""The numbers of a grid, read from its points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luanchuyen.messages import say
from luanchuyen.models.comparison import Compared
from luanchuyen.wording.comparison.words import value_words


@dataclass(frozen=True)
class Axis:
    """A number of the grid, its values in their order, and the one of them that is in force in the base."""

    number: str
    values: tuple[str, ...]
    in_force: str | None

    def label(self, value: str) -> str:
        """The value in words."""
        words = value_words(value)
        return say("sweep.in_force", value=words) if value == self.in_force else words


def axes_of(points: Sequence[Compared]) -> tuple[Axis, ...]:
    """One axis a number; all points have the same numbers."""
    return tuple(_axis(number, points) for number, _ in points[0].point)


def _axis(number: str, points: Sequence[Compared]) -> Axis:
    values = {dict(one.point)[number]: False for one in points}
    for one in points:
        # The value in force is no change, so that only the other values are told as conditions.
        values[dict(one.point)[number]] |= any(condition.target == (number,) for condition in one.conditions)
    return Axis(number, tuple(values), next((value for value, changed in values.items() if not changed), None))
