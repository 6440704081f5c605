"""What a decision costs: values of whole plans, and the difference of two of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from luanchuyen.models.conflict import Conflict

Tiers = Mapping[int, int]
ValueStatus = Literal["optimal", "feasible", "infeasible", "unknown"]


@dataclass(frozen=True)
class Value:
    """The best plan in which some decisions hold: its score by tier, lower is better, and what bounds it from below.

    ``pairs``: of the best plans one nearest to the plan at hand; ``unique``: whether there is no other as near, None
    where that is open. optimal: score and bound are equal, and the bound was counted in exact integers. infeasible:
    two engines say so, and ``conflicts`` are why. unknown: no plan was found in time.
    """

    status: ValueStatus
    score: Tiers | None = None
    bound: Tiers | None = None
    pairs: tuple[tuple[str, str], ...] = ()
    unique: bool | None = None
    conflicts: tuple[Conflict, ...] = ()

    @property
    def proven(self) -> bool:
        """Whether nothing of it is open."""
        return self.status in ("optimal", "infeasible")


@dataclass(frozen=True)
class Cost:
    """V(E) - V(), tier by tier; a later tier may gain where an earlier one loses. None: no plan keeps E, or none found.

    ``at_least``: what exact bounds show.
    """

    cost: Tiers | None
    at_least: Tiers | None
    proven: bool

    def to_dict(self) -> dict[str, object]:
        """As JSON tells it, by tier."""
        return {"cost": tiers_to_dict(self.cost), "at_least": tiers_to_dict(self.at_least), "proven": self.proven}


@dataclass(frozen=True)
class Change:
    """Somebody who fares otherwise: the posts held today, after the plan at hand, after the told plan."""

    cadre: str
    present: tuple[str, ...]
    planned: tuple[str, ...]
    now: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """As JSON tells it."""
        return {name: list(told) if isinstance(told, tuple) else told for name, told in vars(self).items()}


def tiers_to_dict(told: Tiers | None) -> dict[str, int] | None:
    """Numbers by tier as JSON tells them."""
    return None if told is None else {str(tier): value for tier, value in sorted(told.items())}
