"""A plan: who goes where, what it scores, what is proven of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from luanchuyen.models.certificate import Certificate
from luanchuyen.models.conflict import Conflict
from luanchuyen.models.finding import Finding, known

Status = Literal["optimal", "feasible", "infeasible", "no_plan"]
STATUSES: tuple[Status, ...] = get_args(Status)
Form = Literal["rotation", "transfer", "secondment"]
Direction = Literal["down", "up", "lateral"]


@dataclass(frozen=True)
class Assignment:
    """One (cadre, post) of a plan; a bundle gives one for each of its posts."""

    cadre: str
    post: str
    from_post: str | None
    from_unit: str
    form: Form
    purpose: str
    direction: Direction
    cross_bloc: bool
    vacates: bool

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Assignment:
        """The assignment that a plan told. Raises TypeError on another form."""
        made = cls(**told)
        if not (isinstance(made.cadre, str) and isinstance(made.post, str)):
            raise TypeError("a code is text")
        return made


@dataclass(frozen=True)
class Unfilled:
    """Seats of a post that the plan leaves empty, and the rules that keep cadres from it."""

    post: str
    seats: int
    why: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class Plan:
    """One ranked plan. ``score`` and ``bound`` are by tier, lower is better, whole numbers."""

    rank: int
    assignments: tuple[Assignment, ...]
    score: Mapping[int, int]
    bound: Mapping[int, int]
    proven: bool
    tied_with: tuple[int, ...] = ()
    unfilled: tuple[Unfilled, ...] = ()
    findings: tuple[Finding, ...] = ()

    def __repr__(self) -> str:
        """In short."""
        counts = f"{len(self.persons)} persons moved, {self.seats_empty} seats empty"
        return f"<Plan {self.rank}: {counts}, score {dict(self.score)}{', proven' if self.proven else ''}>"

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The plan itself: its sorted (cadre, post)."""
        return tuple(sorted((a.cadre, a.post) for a in self.assignments))

    @property
    def persons(self) -> frozenset[str]:
        """Everybody moved."""
        return frozenset(a.cadre for a in self.assignments)

    @property
    def by_cadre(self) -> dict[str, tuple[Assignment, ...]]:
        """What each person moved takes, in code order of persons and posts."""
        return self._by(lambda a: a.cadre)

    @property
    def by_post(self) -> dict[str, tuple[Assignment, ...]]:
        """Who comes to each post taken, in code order of posts and persons."""
        return self._by(lambda a: a.post)

    @property
    def empty(self) -> dict[str, int]:
        """The seats left empty of each post that has one, in code order."""
        return {u.post: u.seats for u in sorted(self.unfilled, key=lambda u: u.post)}

    @property
    def seats_empty(self) -> int:
        """All seats left empty."""
        return sum(u.seats for u in self.unfilled)

    def _by(self, key: Callable[[Assignment], str]) -> dict[str, tuple[Assignment, ...]]:
        found: dict[str, list[Assignment]] = {}
        for assignment in sorted(self.assignments, key=lambda a: (key(a), a.cadre, a.post)):
            found.setdefault(key(assignment), []).append(assignment)
        return {code: tuple(these) for code, these in found.items()}

    def to_dict(self) -> dict[str, object]:
        """As an entry of ``plans`` of plans.json tells it."""
        return {
            "rank": self.rank,
            "tied_with": list(self.tied_with),
            "proven": self.proven,
            "score": {str(tier): value for tier, value in sorted(self.score.items())},
            "bound": {str(tier): value for tier, value in sorted(self.bound.items())},
            "assignments": [dict(vars(a)) for a in self.assignments],
            "unfilled": [{"post": u.post, "seats": u.seats, "why": list(u.why)} for u in self.unfilled],
            "findings": [f.to_dict() for f in self.findings],
        }

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Plan:
        """The plan that ``to_dict`` told. Raises KeyError, TypeError or ValueError on another form."""
        return replace(cls.without_findings(told), findings=tuple(map(Finding.from_dict, told["findings"])))

    @classmethod
    def without_findings(cls, told: Mapping[str, Any]) -> Plan:
        """The same without what was found of it: an audit finds its own."""
        return cls(
            rank=int(told["rank"]),
            assignments=tuple(map(Assignment.from_dict, told["assignments"])),
            score={int(tier): int(value) for tier, value in told["score"].items()},
            bound={int(tier): int(value) for tier, value in told["bound"].items()},
            proven=bool(told["proven"]),
            tied_with=tuple(int(rank) for rank in told["tied_with"]),
            unfilled=tuple(Unfilled(u["post"], int(u["seats"]), tuple(u["why"])) for u in told["unfilled"]),
        )


@dataclass(frozen=True, repr=False)
class Result:
    """What solving gives: optimal | feasible | infeasible | no_plan, the plans, the record, the conflicts."""

    status: Status
    plans: tuple[Plan, ...]
    record: Mapping[str, object]
    conflicts: tuple[Conflict, ...] = ()
    interrupted: bool = False
    certificate: Certificate | None = None

    def __repr__(self) -> str:
        """In short."""
        return f"<Result {self.status}: {list(self.plans)}>"

    def to_dict(self) -> dict[str, object]:
        """What plans.json holds, as plain values: sorted where order means nothing."""
        return {
            "record": dict(self.record),
            "status": self.status,
            "conflicts": [conflict.to_dict() for conflict in self.conflicts],
            "plans": [plan.to_dict() for plan in self.plans],
        }

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Result:
        """The result that ``to_dict`` told, so without certificate. Raises KeyError, TypeError or ValueError."""
        return cls(
            status=status_from(told["status"]),
            plans=tuple(map(Plan.from_dict, told["plans"])),
            record=dict(told["record"]),
            conflicts=tuple(map(Conflict.from_dict, told["conflicts"])),
        )


def status_from(told: object) -> Status:
    """A status as plans.json tells it. Raises ValueError for another word."""
    return known(told, STATUSES)
