"""A comparison: several plans held against one of them, the base. Codes and whole numbers, no words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from luanchuyen.models.conflict import Conflict


@dataclass(frozen=True)
class Condition:
    """One thing that is otherwise than in the base.

    ``kind``: a change of a scenario (set, off, soft, weight, without_cadre, without_post, add, fix, forbid, budget,
    as_of), or, of two runs, facts (the input is another one) and close_to (the plan to stay close to is another one).
    ``base``: what a number, weight or budget that is set stands at in the base, "" where that is not known.
    ``rescored``: points are counted otherwise after it, so that points before and after are points of two scales.
    """

    kind: str
    target: tuple[str, ...] = ()
    value: str = ""
    base: str = ""
    rescored: bool = False


ProofState = Literal["proven", "engine", "bound", "best", "infeasible", "no_plan", "failed"]


@dataclass(frozen=True)
class Certainty:
    """How sure a plan is, or why there is none.

    ``state``: proven (at its rank) · engine (proven by the engine's word alone) · bound (not proven; ``points``
    above the bound in ``tier``) · best (the best found, no bound known) · infeasible · no_plan · failed.
    """

    state: ProofState
    tier: int | None = None
    points: int | None = None


@dataclass(frozen=True)
class Measures:
    """What is counted of a plan, people once each; None = not known from what was given.

    ``covered`` of ``places`` have a non-local key leader; ``over_two_terms``: heads who serve the last term
    allowed or a later one, and stay.
    """

    persons: int
    moves: int
    down: int
    up: int
    lateral: int
    women: int | None = None
    under_40: int | None = None
    covered: int | None = None
    places: int | None = None
    over_two_terms: int | None = None


@dataclass(frozen=True)
class Shift:
    """Where a cadre goes in the base and here; () = not moved."""

    cadre: str
    base: tuple[str, ...]
    here: tuple[str, ...]


@dataclass(frozen=True)
class Vacancy:
    """Seats of a post left empty in the base and here."""

    post: str
    base: int
    here: int


@dataclass(frozen=True)
class Differences:
    """Only what differs from the base: people, and posts with more or fewer empty seats."""

    elsewhere: tuple[Shift, ...] = ()
    no_longer: tuple[Shift, ...] = ()
    only_here: tuple[Shift, ...] = ()
    filled_here: tuple[Vacancy, ...] = ()
    filled_in_base: tuple[Vacancy, ...] = ()

    @property
    def shifts(self) -> tuple[Shift, ...]:
        """Everybody who fares differently."""
        return self.elsewhere + self.no_longer + self.only_here


@dataclass(frozen=True)
class Gain:
    """What loosening rules gains against the base, of a sweep that asks what each rule costs.

    ``seats`` filled more; ``points`` less by tier, those of the loosened rules themselves aside; ``cadres`` who fare
    differently; None, {} and () where one of the two has no plan. ``beyond``: of two rules, the seats filled beyond
    those that each fills by itself. ``possible``: here there is a plan, and in the base there is none.
    """

    seats: int | None
    points: Mapping[int, int]
    cadres: tuple[str, ...]
    beyond: int = 0
    possible: bool = False

    @property
    def any(self) -> bool:
        """Whether anything is gained: a seat, or points in the first tier in which there is a difference."""
        first = next((points for _, points in sorted(self.points.items()) if points), 0)
        return self.possible or (self.seats or 0) > 0 or first > 0

    @property
    def order(self) -> tuple[int, ...]:
        """The greatest gain first: a plan at all, then seats, then points by tier."""
        return (-self.possible, -(self.seats or 0), *(-points for _, points in sorted(self.points.items())))


@dataclass(frozen=True)
class Compared:
    """One of the plans compared. ``score`` by tier, ``by_rule`` by (tier, rule), points lost, weighted.

    ``entrants``: post -> who moves into it; ``empty``: post -> seats left empty. ``tied_with``: plans of its own run
    with the same score. ``ties_base``: the same score as the base on one scale. ``differences`` None: it is the
    base, or one of the two has no plan. ``point``: of a grid, its numbers, (``rule.key``, value). ``gain``: of a sweep
    that asks what each rule costs.
    """

    name: str
    conditions: tuple[Condition, ...]
    proof: Certainty
    score: Mapping[int, int]
    by_rule: Mapping[tuple[int, str], int]
    entrants: Mapping[str, tuple[str, ...]]
    empty: Mapping[str, int]
    measures: Measures | None = None
    tied_with: tuple[int, ...] = ()
    ties_base: bool = False
    differences: Differences | None = None
    conflicts: tuple[Conflict, ...] = ()
    failure: str | None = None
    point: tuple[tuple[str, str], ...] = ()
    gain: Gain | None = None

    @property
    def planned(self) -> bool:
        """Whether there is a plan."""
        return self.measures is not None

    @property
    def sure(self) -> bool:
        """Whether it is proven, the bound counted again."""
        return self.proof.state == "proven"

    @property
    def other_scale(self) -> bool:
        """Whether its points are counted otherwise than the base's."""
        return any(condition.rescored for condition in self.conditions)

    @property
    def other_facts(self) -> bool:
        """Whether it stands on another input than the base."""
        return any(condition.kind == "facts" for condition in self.conditions)

    @property
    def seats_empty(self) -> int:
        """Seats left empty in all."""
        return sum(self.empty.values())


@dataclass(frozen=True)
class Comparison:
    """The base and the others, in the order given."""

    base: Compared
    others: tuple[Compared, ...]

    @property
    def all(self) -> tuple[Compared, ...]:
        """The base first."""
        return (self.base, *self.others)

    @property
    def points(self) -> tuple[Compared, ...]:
        """The points of a grid."""
        return tuple(one for one in self.others if one.point)

    @property
    def gains(self) -> tuple[tuple[Compared, Gain], ...]:
        """What gains something against the base, the greatest gain first."""
        found = [(one, one.gain) for one in self.others if one.gain is not None and one.gain.any]
        return tuple(sorted(found, key=lambda pair: pair[1].order))

    @property
    def tiers(self) -> tuple[int, ...]:
        """Every tier that one is scored in."""
        return tuple(sorted({tier for one in self.all for tier in one.score}))

    @property
    def rules(self) -> tuple[tuple[int, str], ...]:
        """Every (tier, rule) that costs one of them points."""
        return tuple(sorted({key for one in self.all for key in one.by_rule}))

    @property
    def differing_posts(self) -> tuple[str, ...]:
        """The posts that some plan fills or leaves otherwise than the base does."""
        if not self.base.planned:
            return ()
        plans = [one for one in self.others if one.planned]
        posts = {post for one in (self.base, *plans) for post in (*one.entrants, *one.empty)}
        return tuple(sorted(post for post in posts if any(differs(self.base, one, post) for one in plans)))


def differs(base: Compared, one: Compared, post: str) -> bool:
    """Whether others move into a post than in the base, or more or fewer of its seats stay empty."""
    return base.entrants.get(post) != one.entrants.get(post) or base.empty.get(post) != one.empty.get(post)
