"""``plan`` against every legal plan, the first half of the further boards; a file of its own, for the other core."""

from __future__ import annotations

import pytest
from brute_blocks import compare


@pytest.mark.slow
@pytest.mark.parametrize("block", range(4))
def test_plans_are_those_of_brute_force(block: int) -> None:
    compare(block)
