"""A comparison: several plans held against one of them, the base. Codes and whole numbers, no words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from luanchuyen.models.plan import Conflict

RULE_KINDS = frozenset({"set", "off", "soft", "weight", "close_to"})
"""Conditions by which points are counted otherwise: points before and after them are points of two scales."""


@dataclass(frozen=True)
class Condition:
    """One thing that is otherwise than in the base.

    ``kind``: a change of a scenario (set, off, soft, weight, without_cadre, without_post, add, fix, forbid, as_of),
    or, of two runs, facts (the input is another one) and close_to (the plan to stay close to is another one).
    ``base``: what a number that is set stands at in the base, "" where that is not known.
    """

    kind: str
    target: tuple[str, ...] = ()
    value: str = ""
    base: str = ""


@dataclass(frozen=True)
class Proof:
    """How sure a plan is, or why there is none.

    ``state``: proven (at its rank) · engine (proven by the engine's word alone) · bound (not proven; ``points``
    above the bound in ``tier``) · best (the best found, no bound known) · infeasible · no_plan · failed.
    """

    state: str
    tier: int | None = None
    points: int | None = None


@dataclass(frozen=True)
class Measures:
    """What is counted of a plan, people once each; None = not known from what was given.

    ``covered`` of ``places`` have a non-local key leader; ``over_two_terms``: head posts held beyond the terms allowed.
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
class Compared:
    """One of the plans compared. ``score`` by tier, ``by_rule`` by (tier, rule), points lost, weighted.

    ``entrants``: post -> who moves into it; ``empty``: post -> seats left empty. ``tied_with``: plans of its own run
    with the same score. ``ties_base``: the same score as the base on one scale. ``differences`` None: it is the
    base, or one of the two has no plan.
    """

    name: str
    conditions: tuple[Condition, ...]
    proof: Proof
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
        """Whether its points are counted by other rules than the base's, or from another plan to stay close to."""
        return any(condition.kind in RULE_KINDS for condition in self.conditions)

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
