"""What the questions of a committee are answered with: why, why not, what would it take. Contract: 8.2."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from luanchuyen.models.committee.pair_breach import PairBreach
from luanchuyen.models.committee.price import Change, Cost
from luanchuyen.models.conflict import Conflict

PairStatus = Literal["in_plan", "allowed", "blocked", "not_eligible", "unknown"]
NearKind = Literal["weight", "fact", "waiver"]
Pair = tuple[str, str]
UNPRICED = Cost(None, None, False)


@dataclass(frozen=True)
class Priced:
    """What some decision costs, and who fares otherwise in the told plan; ``unique``: None = open.

    ``pairs``: the told plan, None where none is told.
    """

    cost: Cost = UNPRICED
    changes: tuple[Change, ...] = ()
    unique: bool | None = None
    pairs: tuple[Pair, ...] | None = None

    def to_dict(self) -> dict[str, object]:
        """As JSON tells it."""
        changes = [change.to_dict() for change in self.changes]
        return {**self.cost.to_dict(), "changes": changes, "unique": self.unique}


@dataclass(frozen=True)
class NearChange:
    """One change after which a plan with the pair is among the best. ``cell``: such as ``Cán bộ!E17``, "" = none.

    weight: of the book, from and to whole numbers. fact: of the cadre, in the rule's own unit. waiver: of the rule for
    the pair.
    """

    kind: NearKind
    rule: str
    cell: str = ""
    before: int | str | None = None
    after: int | str | None = None

    def to_dict(self) -> dict[str, object]:
        """As JSON tells it."""
        cell = dict(zip(("sheet", "cell"), self.cell.rsplit("!", 1), strict=True)) if self.cell else None
        return {"kind": self.kind, "rule": self.rule, "cell": cell, "from": self.before, "to": self.after}


@dataclass(frozen=True)
class PairAnswer:
    """Of one cadre and one post. ``conflicts``: why no plan holds the pair, where it is blocked.

    in_plan: the plan at hand has it. allowed: some plan has it. blocked: none, though no pair rule bars it.
    not_eligible: ``breaches`` bar it. unknown: no plan with it was found, and it is not shown that there is none.
    """

    cadre: str
    post: str
    status: PairStatus
    breaches: tuple[PairBreach, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    priced: Priced = field(default_factory=Priced)
    nearest: tuple[NearChange, ...] = ()

    @property
    def proven(self) -> bool:
        """Whether nothing of it is open."""
        return self.status == "not_eligible" or self.priced.cost.proven

    @property
    def unasked(self) -> bool:
        """Whether it costs more than was asked about, by its floor, and was not solved."""
        return self.priced.cost.cost is None and self.priced.cost.at_least is not None

    @property
    def answered(self) -> bool:
        """Whether nothing is open of what was asked."""
        return self.proven or self.unasked

    def to_dict(self) -> dict[str, object]:
        """As JSON tells it."""
        return {
            "cadre": self.cadre,
            "post": self.post,
            "status": self.status,
            "breaches": [breach.to_dict() for breach in self.breaches],
            "conflict": [conflict.to_dict() for conflict in self.conflicts],
            **self.priced.to_dict(),
            "proven": self.proven,
            "nearest": [change.to_dict() for change in self.nearest],
        }


@dataclass(frozen=True)
class PostAnswer:
    """Of one post: everybody by what it costs to put them there, and what it costs that nobody enters."""

    post: str
    candidates: tuple[PairAnswer, ...]
    nobody: Priced

    @property
    def answered(self) -> bool:
        """Whether nothing is open of what was asked."""
        return self.nobody.cost.proven and all(one.answered for one in self.candidates)

    def to_dict(self) -> dict[str, object]:
        """As JSON tells it."""
        told = [one.to_dict() for one in self.candidates]
        return {"post": self.post, "candidates": told, "nobody": self.nobody.to_dict()}


@dataclass(frozen=True)
class CadreAnswer:
    """Of one cadre: every post by what it costs to put them there, and what it costs that they get no new post."""

    cadre: str
    posts: tuple[PairAnswer, ...]
    stays: Priced

    @property
    def answered(self) -> bool:
        """Whether nothing is open of what was asked."""
        return self.stays.cost.proven and all(one.answered for one in self.posts)

    def to_dict(self) -> dict[str, object]:
        """As JSON tells it."""
        return {"cadre": self.cadre, "posts": [one.to_dict() for one in self.posts], "stays": self.stays.to_dict()}


@dataclass(frozen=True)
class ShortageSet:
    """Posts with fewer people than seats, whatever the plan: ``empty`` = seats less cadres. ``rules`` keep others
    out."""

    posts: tuple[str, ...]
    seats: int
    cadres: tuple[str, ...]
    empty: int
    rules: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """As JSON tells it."""
        lists = {name: list(getattr(self, name)) for name in ("posts", "cadres", "rules")}
        return {"posts": lists["posts"], "seats": self.seats, "cadres": lists["cadres"], "empty": self.empty,
                "rules": lists["rules"]}  # fmt: skip


@dataclass(frozen=True)
class Core:
    """What the best plans have in common: pairs that all of them have, or some, or that were left open; cadres who get
    no new post in any."""

    always: tuple[Pair, ...] = ()
    sometimes: tuple[Pair, ...] = ()
    unknown: tuple[Pair, ...] = ()
    stays: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """As JSON tells it."""
        pairs = {name: [list(pair) for pair in getattr(self, name)] for name in ("always", "sometimes", "unknown")}
        return {**pairs, "stays": list(self.stays)}


@dataclass(frozen=True)
class WeightInterval:
    """The weights, both ends included, at which the plan at hand stays a best one by the tiers up to its own; ``upper``
    None: without end. Where it is not ``proven`` the interval is no smaller than told here."""

    rule: str
    tier: int
    weight: int
    lower: Fraction
    upper: Fraction | None
    proven: bool

    def to_dict(self) -> dict[str, object]:
        """As JSON tells it."""
        upper = None if self.upper is None else str(self.upper)
        ends = {"from": str(self.lower), "to": upper}
        return {"rule": self.rule, "tier": self.tier, "weight": self.weight, **ends, "proven": self.proven}


@dataclass(frozen=True)
class WholeAnswer:
    """Of the whole board: where people are too few, what the best plans share, how far weights may change."""

    shortages: tuple[ShortageSet, ...]
    core: Core
    weights: tuple[WeightInterval, ...]

    @property
    def answered(self) -> bool:
        """Whether nothing is open of what was asked."""
        return not self.core.unknown and all(weight.proven for weight in self.weights)

    def to_dict(self) -> dict[str, object]:
        """As JSON tells it."""
        told: Sequence[ShortageSet | WeightInterval]
        lists = {}
        for name, told in (("shortages", self.shortages), ("weights", self.weights)):
            lists[name] = [one.to_dict() for one in told]
        return {"shortages": lists["shortages"], "core": self.core.to_dict(), "weights": lists["weights"]}


Answer = PairAnswer | PostAnswer | CadreAnswer | WholeAnswer
