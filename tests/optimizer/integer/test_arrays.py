"""What is asked of numbers by sorting them, against Python's sets."""

from __future__ import annotations

from random import Random

import numpy as np

from luanchuyen.optimizer.integer.arrays import distinct, is_among


def test_numbers_are_told_apart_and_found_as_in_sets() -> None:
    for seed in range(200):
        random = Random(seed)
        one, other = ([random.randint(-3, 9) for _ in range(random.choice((0, 0, 1, 5, 9)))] for _ in range(2))
        assert distinct(one, other).tolist() == sorted({*one, *other})
        assert is_among(np.array(one, np.int64), other).tolist() == [number in other for number in one]
