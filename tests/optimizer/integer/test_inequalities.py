"""Rows and their multipliers: what is combined is what the rows as a table give, whatever was added in between."""

from random import Random

import numpy as np

from luanchuyen.optimizer.integer.inequalities import Inequalities


def test_multipliers_combine_rows_that_were_there_and_rows_that_were_added() -> None:
    for seed in range(300):
        random, draw = Random(seed), np.random.default_rng(seed)
        table = draw.integers(-3, 4, (draw.integers(1, 6), draw.integers(1, 8)))
        row, column = np.nonzero(table)
        order = draw.permutation(len(row))  # entries come in no order
        row, column = row[order], column[order]
        rows = Inequalities(table.shape[1], row, column, table[row, column], draw.integers(-5, 6, len(table)))
        for _ in range(random.randrange(4)):
            added = draw.integers(-2, 3, table.shape[1])
            rows.add(added, int(draw.integers(-3, 4)))
            table = np.vstack([table, added])
            if random.random() < 0.3:
                rows = rows.copy()
            chosen = draw.integers(0, len(table), draw.integers(0, 6))  # one row may be named twice: the last counts
            multipliers = draw.integers(0, 5, len(chosen))
            whole = np.zeros(len(table), np.int64)
            whole[chosen] = multipliers
            combined, constant = rows.combine(chosen, multipliers)
            assert (combined == whole @ table).all()
            assert constant == whole @ rows.rhs
