"""A plan: who goes where, what it scores, what is proven of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from luanchuyen.models.certificate import Certificate
from luanchuyen.models.finding import Finding

Status = Literal["optimal", "feasible", "infeasible", "no_plan"]
STATUSES: tuple[Status, ...] = get_args(Status)
Form = Literal["rotation", "transfer", "secondment"]
Direction = Literal["down", "up", "lateral"]
ConflictKind = Literal["edit", "lock", "rule", "seats", "frozen"]
CONFLICT_KINDS: tuple[ConflictKind, ...] = get_args(ConflictKind)


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
        from luanchuyen.models.plan_values import plan_to_dict

        return plan_to_dict(self)

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Plan:
        """The plan that ``to_dict`` told. Raises KeyError, TypeError or ValueError on another form."""
        from luanchuyen.models.plan_values import whole_plan

        return whole_plan(told)


@dataclass(frozen=True)
class Conflict:
    """A member of a set that cannot hold together, though it does without any one of them.

    ``kind``: edit | lock | rule | seats | frozen. ``rule``: of a lock fixed | forbidden, of a rule its id, else None; a
    rule named STRUCTURE is no member: it always holds and is named because it decides, its ``reason`` in the subject.
    ``cells``: such as ``Khóa!B2``, those that tell most first.
    """

    kind: ConflictKind
    rule: str | None
    subject: Mapping[str, object]
    cells: tuple[str, ...] = ()


STRUCTURE: Final = "structure"


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
        """What plans.json holds, as plain values."""
        from luanchuyen.models.plan_values import result_to_dict

        return result_to_dict(self)

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Result:
        """The result that ``to_dict`` told, so without certificate. Raises KeyError, TypeError or ValueError."""
        from luanchuyen.models.plan_values import result_from_dict

        return result_from_dict(told)
