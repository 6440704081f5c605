"""``plan`` against every legal plan of further boards; half of them are left to the soak."""

from __future__ import annotations

import pytest
from brute_blocks import compare

NOW, LATER = range(4), range(4, 8)


@pytest.mark.slow
@pytest.mark.parametrize("block", NOW)
def test_plans_are_those_of_brute_force(block: int) -> None:
    compare(block)


@pytest.mark.soak
@pytest.mark.parametrize("block", LATER)
def test_further_plans_are_those_of_brute_force(block: int) -> None:
    compare(block)
