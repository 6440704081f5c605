"""Programs of several provinces: copies of one district side by side."""

from dataclasses import replace
from functools import cache
from importlib.resources import as_file

import numpy as np

from luanchuyen.commands.input import read_input
from luanchuyen.optimizer.integer.arrays import Arrays
from luanchuyen.optimizer.integer.events import PlanFound, TierSettled
from luanchuyen.optimizer.integer.task import Ranked, Task
from luanchuyen.optimizer.program.program import build
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.solver.ranking import Ranking
from luanchuyen.scenarios.example import folder


def district_program() -> Arrays:
    """The program of the example binh-lieu."""
    return program_of("binh-lieu")


@cache
def program_of(example: str) -> Arrays:
    """The program of an example."""
    with as_file(folder(example)) as path:
        source = read_input(path)
    return build(situation_of(source.instance, source.policy)).arrays


def twice(arrays: Arrays) -> Arrays:
    """The program beside a copy of itself; moves first, as everywhere."""
    moves, columns = arrays.moves, arrays.columns
    amounts = columns - moves
    first = np.concatenate([np.arange(moves), 2 * moves + np.arange(amounts)])
    second = np.concatenate([moves + np.arange(moves), 2 * moves + amounts + np.arange(amounts)])
    costs = np.zeros((len(arrays.tiers), 2 * columns), np.int64)
    costs[:, first], costs[:, second] = arrays.costs, arrays.costs
    upper = np.zeros(2 * columns, np.int64)
    upper[first], upper[second] = arrays.upper, arrays.upper
    return replace(
        arrays,
        moves=2 * moves,
        upper=upper,
        costs=costs,
        tie_break=np.zeros(0, np.int64),
        indptr=np.concatenate([arrays.indptr, arrays.indptr[-1] + arrays.indptr[1:]]),
        indices=np.concatenate([first[arrays.indices], second[arrays.indices]]),
        coefficients=np.tile(arrays.coefficients, 2),
        rhs=np.tile(arrays.rhs, 2),
        row_group=np.tile(arrays.row_group, 2),
        cadre=np.concatenate([arrays.cadre, arrays.cadre + arrays.cadre.max() + 1]),
        group=np.concatenate([arrays.group, arrays.group + arrays.group.max() + 1]),
    )


def plans_of(arrays: Arrays, plans: int, seconds: float | None = None) -> tuple[Ranked, ...]:
    """The ranked plans, found in this process."""
    found: list[Ranked] = []

    def say(event: TierSettled | PlanFound) -> None:
        if isinstance(event, PlanFound):
            found.append(event.plan)

    Ranking(Task(arrays, plans, 1, seconds, 0), say).run()
    return tuple(found)
