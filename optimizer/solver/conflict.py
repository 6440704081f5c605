"""Why there is no plan: members of a contest that cannot hold together, none of which can be spared."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import numpy as np

from luanchuyen.optimizer.solver.engine import EngineError, minimise
from luanchuyen.optimizer.solver.task import Contest


def smallest_conflict(contest: Contest) -> list[int]:
    """The members left, by fresh solves that leave out one part of a stage after another.

    Believed only if a second engine agrees that all of them together, and again those left, are infeasible, and if
    without any one of ``contest.recheck`` that is left there is a point; EngineError otherwise.
    """
    kept = list(contest.members)
    if not _infeasible(contest, kept, "scip"):
        raise EngineError("the engines do not agree that there is no plan")
    for stage in contest.stages:
        others = set(kept) - set(stage)
        kept = [*others, *_shrink(stage, lambda some, always=others: _infeasible(contest, always | set(some)))]
    if not _infeasible(contest, kept, "scip"):
        raise EngineError("the engines do not agree on the conflict")
    for member in set(kept) & set(contest.recheck):
        if _infeasible(contest, set(kept) - {member}):
            raise EngineError("a member of the conflict that can be spared")
    return sorted(kept)


def _shrink(members: Sequence[int], infeasible: Callable[[Collection[int]], bool]) -> list[int]:
    """Deletion, halves first: what can be left out is left out, the first members before the last."""
    kept, size = list(members), len(members)
    while size:
        start = 0
        while start < len(kept):
            fewer = kept[:start] + kept[start + size :]
            if infeasible(fewer):
                kept = fewer
            else:
                start += size
        size //= 2
    return kept


def _infeasible(contest: Contest, members: Collection[int], engine: str = "highs") -> bool:
    """Whether nothing satisfies these members; a point that does is checked in whole numbers by ``minimise``."""
    here = np.array(sorted(members), np.int64)
    rows, upper = contest.rows, contest.upper.copy()
    rows.active = contest.rows_held & ((contest.row_member < 0) | np.isin(contest.row_member, here))
    upper[contest.bars[0][np.isin(contest.bars[1], here)]] = 0
    if engine == "highs" and _plainly_infeasible(contest, upper):
        return True
    none = np.zeros(rows.columns, np.int64)
    status = minimise(rows, none, none, upper, engine=engine).status
    if status == "unknown":
        raise EngineError("an engine found neither a plan nor that there is none")
    return status == "infeasible"


def _plainly_infeasible(contest: Contest, upper: np.ndarray) -> bool:
    """Whether some row alone asks more than its columns can give: most trials need no engine."""
    rows = contest.rows
    most = np.zeros(len(rows.rhs), np.int64)
    np.add.at(most, rows.row, np.maximum(rows.value, 0) * upper[rows.column])
    return bool((most < rows.rhs)[rows.active].any())
