"""How much work it is to check proof trees, counted before any is looked at: a certificate may be anybody's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.integer.knapsack import FINEST

MOST = 30_000_000_000
"""Numbers that are looked at for all trees of a certificate: a minute or some. Those of ours take a hundredth of it."""

FEWEST = 4_096
"""Of a node as many at least."""

MULTIPLIERS = 30_000_000
"""What the nodes of one tree may hold together, each with those of the node above it: half a gigabyte."""


class TooMuchWork(Exception):
    """More than whoever checks a certificate may be asked for."""


@dataclass
class Allowance:
    """What is ``left`` for the trees of one certificate."""

    left: int = field(default_factory=lambda: MOST)

    @classmethod
    def of_writer(cls) -> Allowance:
        """A little less than whoever checks allows: they may meet plans, whose cuts are rows, in another order."""
        return cls(MOST - MOST // 10)

    def take(self, rows: Inequalities, tree: Sequence[Sequence[Any]]) -> bool:
        """Whether there is enough for a flattened tree over these rows; then it is taken.

        Raises what a tree that is none may raise: TypeError, IndexError, ValueError.
        """
        needed = len(tree) * cells(rows)
        if needed > self.left or held(tree) > MULTIPLIERS:
            return False
        self.left -= needed
        return True


def cells(rows: Inequalities) -> int:
    """The numbers that a node's arithmetic looks at: entries and columns, and of packs the rooms of each column."""
    packs = (len(pack.columns) * (min(FINEST, max(0, -int(rows.rhs[pack.row]))) + 1) for pack in rows.packs)
    return FEWEST + len(rows.row) + rows.columns + sum(packs)


def held(tree: Sequence[Sequence[Any]]) -> int:
    """At most so many multipliers are in the nodes of a tree, each counted with all that it has from above."""
    own = [len(row[0]) for row in tree]
    for place, row in enumerate(tree):
        for child in (row[4], row[5]):
            if child > place:
                own[child] += own[place]
    return sum(own)
