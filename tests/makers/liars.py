"""Engines made to lie: one answer falsified, all others as they were."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from luanchuyen.optimizer.integer.arrays import FloatArray, IntArray
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.solver import engine

Lie = Callable[[engine.Outcome, Inequalities, IntArray], engine.Outcome]
Duals = tuple[IntArray, FloatArray]
DualLie = Callable[[Duals], Duals]


def worse(outcome: engine.Outcome, rows: Inequalities, costs: IntArray) -> engine.Outcome:
    """A point that costs more, told to be the best; a bound above the best where none is at hand."""
    if outcome.point is None:
        return replace(outcome, bound=outcome.bound + 7)
    for column in np.argsort(-costs):
        point = outcome.point.copy()
        point[column] += 1
        if costs[column] > 0 and rows.hold(point):
            return engine.Outcome("optimal", point, int(costs @ point), int(costs @ point))
    return replace(outcome, bound=(outcome.value or 0) + 7)


def nothing_there(outcome: engine.Outcome, rows: Inequalities, costs: IntArray) -> engine.Outcome:
    """Told to have no point."""
    return engine.Outcome("infeasible", None, None, 0)


class Liar:
    """An engine that falsifies its answer number so and so."""

    def __init__(self, lie: Lie, answer: int, told: Callable[..., engine.Outcome]) -> None:
        self.lie, self.answer, self.told, self.asked = lie, answer, told, 0

    def __call__(self, result: object, rows: Inequalities, costs: IntArray, *bounds: IntArray) -> engine.Outcome:
        outcome = self.told(result, rows, costs, *bounds)
        self.asked += 1
        return self.lie(outcome, rows, costs) if self.asked == self.answer + 1 else outcome


def doubled(duals: Duals) -> Duals:
    return duals[0], 2 * duals[1]


def forgotten(duals: Duals) -> Duals:
    return duals[0][:0], duals[1][:0]


def turned(duals: Duals) -> Duals:
    """The multiplier of each row given to the row told before it."""
    return duals[0], np.roll(duals[1], 1)


def raised(duals: Duals) -> Duals:
    """A little more of everything, as an engine out of its tolerance would tell."""
    return duals[0], 1.01 * duals[1] + 1


DUAL_LIES = (doubled, forgotten, turned, raised)


class DualLiar:
    """A simplex that falsifies the multipliers of its answer number so and so."""

    def __init__(self, lie: DualLie, answer: int, told: Callable[..., Duals]) -> None:
        self.lie, self.answer, self.told, self.asked = lie, answer, told, 0

    def __call__(self, result: object) -> Duals:
        duals = self.told(result)
        self.asked += 1
        return self.lie(duals) if self.asked == self.answer + 1 else duals
