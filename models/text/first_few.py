"""The first of many in a sentence."""

from __future__ import annotations

from collections.abc import Sequence


def first_few(told: Sequence[str], most: int) -> str:
    """The first ``most``, parted by commas; an ellipsis says that there are more."""
    return ", ".join(told[:most]) + (", …" if len(told) > most else "")
