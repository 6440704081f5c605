"""The options of a run, such as Tham số or the command line gives them."""

from __future__ import annotations

from dataclasses import dataclass

MOST_PLANS, MOST_APART, MOST_SECONDS = 1000, 1_000_000, 10_000_000
"""What may be asked for at most: plans, persons between two plans, seconds (nearly four months)."""


@dataclass(frozen=True)
class Options:
    """What decides a run besides facts and rules: how many plans, how far apart, the limit, the seed."""

    plans: int = 5
    differ_by: int = 1
    time_limit: float | None = None
    seed: int = 0
