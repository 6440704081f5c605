"""Which plans of a comparison are the same: each is told once, those that are the base's own in one line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from luanchuyen.models.comparison import Compared, Comparison


@dataclass(frozen=True)
class Alike:
    """Places among the others, from 1. ``own``: the first of each plan that is not the base's. ``like``: by such
    a place those of the same plan. ``unchanged``: those whose plan, proven, is the base's.
    """

    own: tuple[int, ...]
    like: dict[int, tuple[int, ...]]
    unchanged: tuple[int, ...]

    @property
    def rest(self) -> tuple[int, ...]:
        """Those that are told with another or with the base, in their order."""
        return tuple(sorted((*self.unchanged, *(at for places in self.like.values() for at in places))))


def alike(comparison: Comparison) -> Alike:
    """Of plans on one scale also the points are the same."""
    groups: dict[object, list[int]] = {}
    unchanged = []
    for at, one in enumerate(comparison.others, start=1):
        if _unchanged(comparison.base, one):
            unchanged.append(at)
        else:
            groups.setdefault(_told(one), []).append(at)
    firsts = {places[0]: tuple(places[1:]) for places in groups.values()}
    return Alike(tuple(sorted(firsts)), firsts, tuple(unchanged))


def _unchanged(base: Compared, one: Compared) -> bool:
    same = base.planned and one.planned and _plan(base) == _plan(one)
    return same and one.sure and (one.ties_base or one.other_scale)


def _plan(one: Compared) -> object:
    entrants = frozenset((post, frozenset(cadres)) for post, cadres in one.entrants.items() if cadres)
    return entrants, frozenset(one.empty.items())


def _told(one: Compared) -> object:
    """All that the pages tell of a plan beside its name and its conditions."""
    points = tuple(sorted(one.score.items())), tuple(sorted(one.by_rule.items()))
    failed = one.failure, tuple(map(repr, one.conflicts))
    return _plan(one), points, one.proof, one.ties_base, one.other_scale, one.other_facts, one.measures, failed


def spans(numbers: Iterable[int]) -> str:
    """``1–3, 5``: whole numbers in their order, those that follow each other as a span."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told = (f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)
    return ", ".join(told)
