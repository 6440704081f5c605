"""Among plans of one score and one tie-break sum: the one whose sorted list of (cadre, post) comes first."""

from __future__ import annotations

from collections.abc import Iterable

from luanchuyen.optimizer.integer.arrays import IntArray


def first_by_list(moves: int, points: Iterable[IntArray]) -> IntArray:
    """The first by its list, of points whose tie-break sums are equal.

    No such plan's list is the beginning of another's, as their sums of positive products are equal. So of two the
    one that has the first move in which they differ comes first; moves stand in the order of (cadre, first post).
    """
    return max(points, key=lambda point: point[:moves].tolist())
