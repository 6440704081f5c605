"""What is asked of more than one engine: which members of a contest cannot hold together, none of which can be spared;
and what SCIP, and CP-SAT without presolve, say of proven plans, each with gap 0."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

import numpy as np

from luanchuyen.optimizer.integer.arrays import BoolArray, IntArray
from luanchuyen.optimizer.integer.cuts import difference_cut
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.integer.task import Contest, CrossCheck
from luanchuyen.optimizer.solver.engine import EngineError, minimise, settled_in_whole_numbers

OTHERS = ("scip", "cp_sat")


def smallest_conflict(contest: Contest) -> list[int]:
    """The members left, by fresh solves that leave out one part of a stage after another.

    Believed only if a second engine agrees that all of them together, and again those left, are infeasible, and if
    for each of ``contest.recheck`` that is left a point breaks it alone; EngineError otherwise.
    """
    search = _Search(contest)
    search.confirm("the engines do not agree that there is no plan")
    for stage in contest.stages:
        search.shrink(stage)
    search.confirm("the engines do not agree on the conflict")
    for member in search.kept & set(contest.recheck) - search.needed:
        if search.point_without([member]) is None:
            raise EngineError("a member of the conflict that can be spared")
    return sorted(search.kept)


class _Search:
    """``kept`` cannot hold together; for each of ``needed`` a point is known that breaks nothing else of it."""

    def __init__(self, contest: Contest) -> None:
        self.contest = contest
        self.kept = set(contest.members)
        self.needed: set[int] = set()
        self._barred_by: dict[int, list[int]] = defaultdict(list)
        for column, member in zip(*(part.tolist() for part in contest.bars), strict=True):
            self._barred_by[column].append(member)

    def confirm(self, complaint: str) -> None:
        """Ask the second engine. Raises EngineError where it finds a point."""
        if _point(self.contest, self.kept, "scip") is not None:
            raise EngineError(complaint)

    def point_without(self, members: Collection[int]) -> IntArray | None:
        """A point that satisfies all that is kept but these, checked in whole numbers; None: there is none."""
        point = _point(self.contest, self.kept.difference(members), "highs")
        if point is not None and not self._broken(point) <= set(members):
            raise EngineError("a point that breaks what it should satisfy")
        return point

    def shrink(self, stage: Sequence[int]) -> None:
        """Leave out what can be left out: whole blocks at first, then as many members at a time as has gone well."""
        blocks: dict[int, list[int]] = {}
        for member in stage:
            blocks.setdefault(self.contest.block[member], []).append(member)
        for block in blocks.values():
            if len(block) > 1 and self.point_without(block) is None:
                self.kept -= set(block)
        waiting = [member for member in stage if member in self.kept]
        size = len(waiting)
        while waiting:
            some = waiting[:size]
            point = self.point_without(some)
            if point is None:
                self.kept -= set(some)
                waiting, size = waiting[size:], 2 * size
                continue
            broken = self._broken(point)
            if len(broken) == 1:
                self.needed |= broken
                self.needed |= set(self._likewise(point, *broken))
                waiting = [member for member in waiting if member not in self.needed]
            size = max(1, len(some) // 2)

    def _broken(self, point: IntArray) -> set[int]:
        """What of the kept a point breaks; -1 where it breaks what always holds."""
        contest = self.contest
        rows = np.flatnonzero((contest.rows.left_sides(point) < contest.rows.rhs) & contest.rows_held)
        barring = (member for column in np.flatnonzero(point).tolist() for member in self._barred_by[column])
        return {m for m in (*contest.row_member[rows].tolist(), *barring) if m in self.kept or m == -1}

    def _likewise(self, point: IntArray, member: int) -> Iterator[int]:
        """Members that a point like this one breaks alone: with columns of the same rows in place of the barred."""
        alike = self.contest.alike
        used = [c for c in np.flatnonzero(point[: len(alike)]).tolist() if member in self._barred_by[c]]
        instead: list[dict[int, int]] = []
        for column in used:
            others = np.flatnonzero((alike == alike[column]) & (point[: len(alike)] == 0)).tolist()
            barring = ((other, self.kept.intersection(self._barred_by[other])) for other in others)
            instead.append({min(by): other for other, by in barring if len(by) == 1})
        for other in set(instead[0]).intersection(*instead[1:]) - self.needed if instead else ():
            turned = point.copy()
            turned[used] = 0
            turned[[columns[other] for columns in instead]] = 1
            if self._broken(turned) == {other}:
                yield other


def _point(contest: Contest, members: Collection[int], engine: str) -> IntArray | None:
    """Whole numbers that satisfy these members and all that always holds; None: there are none."""
    here = np.array(sorted(members), np.int64)
    held = contest.rows_held & ((contest.row_member < 0) | np.isin(contest.row_member, here))
    upper = contest.upper.copy()
    upper[contest.bars[0][np.isin(contest.bars[1], here)]] = 0
    first, most, of = _merged(contest, upper)
    rows = _part(contest.rows, held, first)
    if engine == "highs" and _plainly_infeasible(rows, most):
        return None
    none = np.zeros(len(first), np.int64)
    outcome = minimise(rows, none, none, most, engine=engine)
    if outcome.status == "unknown":  # as a few đồng too many pass for an engine that counts in fractions
        outcome = settled_in_whole_numbers(rows, most, presolve=engine == "highs")
    if outcome.status == "infeasible":
        return None
    if outcome.point is None:
        raise EngineError("an engine found neither a plan nor that there is none")
    left, point = outcome.point.copy(), np.zeros(len(upper), np.int64)
    for column in np.flatnonzero(upper).tolist():
        point[column] = min(left[of[column]], upper[column])
        left[of[column]] -= point[column]
    return point


def _merged(contest: Contest, upper: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """Columns of equal entries as one, up to the sum of their bounds: (the first of each, bounds, of each which)."""
    moves, columns = len(contest.alike), len(upper)
    kind = np.concatenate([contest.alike, np.arange(moves, columns) + moves])
    used = np.flatnonzero(upper)
    _, first, number = np.unique(kind[used], return_index=True, return_inverse=True)
    of = np.full(columns, -1)
    of[used] = number
    return used[first], np.bincount(number, upper[used], len(first)).astype(np.int64), of


def _part(rows: Inequalities, held: BoolArray, columns: IntArray) -> Inequalities:
    """The rows that are held over some columns."""
    row, column = np.cumsum(held) - 1, np.full(rows.columns, -1)
    column[columns] = np.arange(len(columns))
    keep = held[rows.row] & (column[rows.column] >= 0)
    entries = row[rows.row[keep]], column[rows.column[keep]], rows.value[keep]
    return Inequalities(len(columns), *entries, rows.rhs[held])


def _plainly_infeasible(rows: Inequalities, upper: IntArray) -> bool:
    """Whether some row alone asks more than its columns can give: most trials need no engine."""
    most = np.zeros(len(rows.rhs), np.int64)
    np.add.at(most, rows.row, np.maximum(rows.value, 0) * upper[rows.column])
    return bool((most < rows.rhs).any())


def crosscheck(asked: CrossCheck) -> list[dict[str, object]]:
    """For each proven plan and each engine what it says of the rank's score.

    ``agrees``: True | False | None (it did not finish within the task's time limit).
    """
    return [row for engine in OTHERS for row in _by(engine, asked)]


def _by(engine: str, asked: CrossCheck) -> list[dict[str, object]]:
    task, arrays, told = asked.task, asked.task.arrays, []
    started = time.monotonic()
    rows, nothing = Inequalities.of(arrays), np.zeros(arrays.columns, np.int64)
    tiers = [rows.add(-costs, None) for costs in arrays.costs]
    for rank, ranked in enumerate(asked.found, 1):
        score: list[int] = []
        for number, costs in enumerate(arrays.costs):
            left = None if task.time_limit is None else max(0.0, task.time_limit - (time.monotonic() - started))
            outcome = minimise(rows, costs, nothing, arrays.upper, left, task.seed, engine)
            if outcome.status != "optimal" or outcome.value is None:
                break
            score.append(outcome.value)
            rows.set_rhs(tiers[number], -outcome.value)
        finished = len(score) == len(arrays.costs)
        agrees = tuple(score) == ranked.score if finished else None
        told.append({"engine": engine, "rank": rank, "score": score, "agrees": agrees})
        for row in tiers:
            rows.set_rhs(row, None)
        rows.add(*difference_cut(arrays, ranked.moves, task.differ_by))
    return told
