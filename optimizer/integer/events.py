"""What the solving child tells while it works on a task, and its last word on each kind of task."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:  # the arrays of a task are loaded while the child starts
    from luanchuyen.optimizer.integer.task import Answer, Contest, CrossCheck, Ranked, Task, TierProof, Variant


@dataclass(frozen=True)
class Tick:
    """Nothing else was told for a while."""


@dataclass(frozen=True)
class TierSettled:
    """Of the plan of a rank: what it scores in a tier, and what no plan scores below."""

    rank: int
    tier: int
    value: int
    bound: int


@dataclass(frozen=True)
class PlanFound:
    """The plan of a rank."""

    rank: int
    plan: Ranked


@dataclass(frozen=True)
class RankingEnded:
    """``status``: complete (as many plans as exist or were asked) | infeasible | unknown | limit. ``end`` then shows
    that there is no further plan, where fewer were found than asked."""

    status: str
    end: TierProof | None = None


@dataclass(frozen=True)
class CrossChecked:
    """What other engines say of plans: second_opinion.py tells of what."""

    rows: list[dict[str, object]]


@dataclass(frozen=True)
class ConflictFound:
    """The members left of a contest."""

    members: list[int]


@dataclass(frozen=True)
class Complaint:
    """Why there is no answer: no room, an engine that fails, an engine whose answer proves false."""

    word: Literal["memory", "failed", "disowned"]
    reason: str = ""


Asked: TypeAlias = "Task | CrossCheck | Variant | Contest"
End: TypeAlias = "RankingEnded | CrossChecked | Answer | ConflictFound"
Event: TypeAlias = "Tick | TierSettled | PlanFound | End"
Say: TypeAlias = Callable[[TierSettled | PlanFound], None]
"""Hears how a ranking comes on."""
