"""The certificate of a run: what shows that each plan is the best of its rank, as certificate.json tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Word = Literal["tree", "engine", "none"]
"""Whose word a bound is, strongest first: a tree that anybody can count again, an engine's, nobody's."""
Tree = Sequence[Sequence[object]]
"""A proof tree as rows: docs/certificate.md says how to read them."""


@dataclass(frozen=True)
class Bound:
    """Of one tier: no plan of this rank scores below ``verified``, which the tree shows; ``word``: whose the rest is.

    ``target``: the score from which on the tree looks at nothing; ``tree`` None: that of the plan before holds.
    """

    tier: int
    value: int
    verified: int
    target: int
    word: Word
    tree: Tree | None


@dataclass(frozen=True)
class Place:
    """That a plan comes first of those of its score, and whose word that is."""

    word: Word
    tree: Tree | None


@dataclass(frozen=True)
class PlanProof:
    """Of one plan: its tiers' bounds, and whose word the weakest of them is; ``order`` None: no place is claimed."""

    rank: int
    proven: bool
    word: Word
    order: Place | None
    tiers: tuple[Bound, ...]


@dataclass(frozen=True)
class End:
    """That there is no plan beyond those told."""

    verified: int
    target: int
    word: Word
    tree: Tree | None


@dataclass(frozen=True)
class SecondOpinion:
    """What another engine says of a plan: ``agrees`` None where it came to no end in time."""

    engine: str
    rank: int
    score: tuple[int, ...]
    agrees: bool | None


@dataclass(frozen=True)
class Certificate:
    """Every plan with its proof; ``form`` is the number of the form, as certificate.json bears it."""

    form: int
    engine: str
    scale: int
    plans: tuple[PlanProof, ...]
    end: End | None = None
    cross_checked: tuple[SecondOpinion, ...] | None = None

    def of(self, rank: int) -> PlanProof | None:
        """What is told of the plan of a rank."""
        return next((plan for plan in self.plans if plan.rank == rank), None)

    def to_dict(self) -> dict[str, Any]:
        """What certificate.json holds, as plain values."""
        return {
            "form": self.form,
            "engine": self.engine,
            "scale": self.scale,
            "plans": [_told(plan) for plan in self.plans],
            "end": dict(vars(self.end)) if self.end else None,
            "cross_checked": None if self.cross_checked is None else [_row(one) for one in self.cross_checked],
        }

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Certificate:
        """The certificate that ``to_dict`` told; whether it holds is for ``verify``.

        Raises KeyError, TypeError, ValueError or AttributeError on another form.
        """
        crossed = told["cross_checked"]
        return cls(
            form=told["form"],
            engine=told["engine"],
            scale=told["scale"],
            plans=tuple(map(_plan, told["plans"])),
            end=None if told["end"] is None else End(**_named(told["end"], "verified", "target", "word", "tree")),
            cross_checked=None if crossed is None else tuple(map(_opinion, crossed)),
        )


def checked(certificate: Certificate | None, rank: int) -> bool:
    """Whether the bound of a plan is more than an engine's word: the one answer to that, of every screen and sheet."""
    told = certificate.of(rank) if certificate else None
    return told is not None and told.word != "engine"


def _told(plan: PlanProof) -> dict[str, Any]:
    order = dict(vars(plan.order)) if plan.order else None
    return {**vars(plan), "order": order, "tiers": [dict(vars(bound)) for bound in plan.tiers]}


def _row(one: SecondOpinion) -> dict[str, Any]:
    return {**vars(one), "score": list(one.score)}


def _plan(told: Mapping[str, Any]) -> PlanProof:
    order = told["order"]
    tiers = [Bound(**_named(row, "tier", "value", "verified", "target", "word", "tree")) for row in told["tiers"]]
    place = None if order is None else Place(**_named(order, "word", "tree"))
    return PlanProof(**_named(told, "rank", "proven", "word"), order=place, tiers=tuple(tiers))


def _opinion(told: Mapping[str, Any]) -> SecondOpinion:
    return SecondOpinion(told["engine"], told["rank"], tuple(told["score"]), told["agrees"])


def _named(told: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: told[name] for name in names}
