"""The options of a run, such as Tham số or the command line gives them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    """What decides a run besides facts and rules: how many plans, how far apart, the limit, the seed."""

    plans: int = 5
    differ_by: int = 1
    time_limit: float | None = None
    seed: int = 0
