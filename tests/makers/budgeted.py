"""Programs of units whose budgets bind, as bare arrays: random ones, and what listing every plan says of them."""

from __future__ import annotations

from itertools import product
from random import Random

import numpy as np

from luanchuyen.optimizer.integer.arrays import Arrays, IntArray


def budgeted(random: Random, persons: int, units: int, scale: int = 1) -> Arrays:
    """Persons to units: as many as can be, then at the least points; takes are ``scale`` times 3 to 12.

    Sometimes the first unit takes so few persons, some of them must go, or a row lies over two budgets.
    """
    moves = persons * units
    cadre, unit = np.divmod(np.arange(moves), units)
    takes = np.array([scale * random.randint(3, 12) + random.randint(0, 1) for _ in range(moves)])
    rows = [(-(cadre == person).astype(np.int64), -1) for person in range(persons)]
    for one in range(units):
        here = unit == one
        rows.append((np.where(here, -takes, 0), -int(takes[here].sum()) * random.randint(3, 8) // (10 * units) * 2))
    more = random.choice(("", "few", "some", "over"))
    if more == "few":
        rows.append((-(unit == 0).astype(np.int64), -random.randint(1, 2)))
    elif more == "some":
        rows.append(((cadre < 2).astype(np.int64), 1))
    elif more == "over":
        rows.append((np.where(unit < 2, -takes, 0), -int(takes[unit < 2].sum()) * 2 // 5))
    matrix = np.zeros((len(rows) + units, moves + units), np.int64)
    for number, (row, _) in enumerate(rows):
        matrix[number, :moves] = row
    for one in range(units):
        matrix[len(rows) + one, :moves] = unit == one
        matrix[len(rows) + one, moves + one] = 1
    rhs = np.array([least for _, least in rows] + [persons] * units)
    row, column = np.nonzero(matrix)
    points = [random.randint(0, 40) for _ in range(moves)]
    costs = np.array([[0] * moves + [1] * units, points + [0] * units])
    return Arrays(
        moves=moves,
        upper=np.array([1] * moves + [persons] * units),
        tiers=(1, 2),
        costs=costs,
        tie_break=np.append((cadre + 1) * (unit + 1), np.zeros(units, np.int64)),
        indptr=np.append(0, np.cumsum(np.bincount(row, minlength=len(rhs)))),
        indices=column,
        coefficients=matrix[row, column],
        rhs=rhs,
        row_group=np.full(len(rhs), -1),
        cadre=cadre,
        group=unit,
    )


def listed(arrays: Arrays) -> list[tuple[int, ...]]:
    """The scores of every plan, the best first."""
    units = len(arrays.upper) - arrays.moves
    persons = arrays.moves // units
    every = np.array(list(product(range(units + 1), repeat=persons)))
    points = np.zeros((len(every), arrays.columns), np.int64)
    for person, one in product(range(persons), range(units)):
        points[:, person * units + one] = every[:, person] == one
    for one in range(units):
        points[:, arrays.moves + one] = persons - (every == one).sum(axis=1)
    kept: IntArray = points[(points @ dense(arrays).T >= arrays.rhs).all(axis=1)]
    return sorted(tuple(score) for score in (kept @ arrays.costs.T).tolist())


def dense(arrays: Arrays) -> IntArray:
    """The rows in full."""
    matrix = np.zeros((len(arrays.rhs), arrays.columns), np.int64)
    matrix[np.repeat(np.arange(len(arrays.rhs)), np.diff(arrays.indptr)), arrays.indices] = arrays.coefficients
    return matrix
