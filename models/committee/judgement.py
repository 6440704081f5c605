"""What a committee's edits come to: what each breaks, whom it displaces, what it costs; all together, and ways out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from luanchuyen.models.committee.answer import UNPRICED
from luanchuyen.models.committee.edit import Edit
from luanchuyen.models.committee.pair_breach import PairBreach
from luanchuyen.models.committee.price import Change, Cost, Value, tiers_to_dict
from luanchuyen.models.conflict import Conflict, cells_to_dict

Waiving = tuple[str, str, str]
"""A waiver that would be needed: (rule, cadre, post)."""


@dataclass(frozen=True)
class JudgedEdit:
    """One edit by itself, with the complete waivers of its own line. ``unique``: whether the told plan is the only one.

    ``breaches``: what keeps the pairs that it fixes apart, waived or not. ``displaces``: who loses a planned post that
    it gives to another, leaves empty or forbids.
    """

    edit: Edit
    breaches: tuple[PairBreach, ...] = ()
    displaces: tuple[Change, ...] = ()
    unique: bool | None = None
    cost: Cost = UNPRICED

    @property
    def lawful(self) -> bool:
        """Whether it breaks no hard rule unwaived."""
        return not any(breach.binds for breach in self.breaches)

    def to_dict(self) -> dict[str, object]:
        """As JSON tells it."""
        edit = self.edit
        return {
            "cells": cells_to_dict(edit.cells),
            **{name: getattr(edit, name) for name in ("plan", "post", "kind", "cadre", "instead_of", "reason")},
            "breaches": [breach.to_dict() for breach in self.breaches],
            "displaces": [change.to_dict() for change in self.displaces],
            "unique": self.unique,
            **self.cost.to_dict(),
        }


@dataclass(frozen=True)
class WayOut:
    """Edits dropped and waivers recorded, none of which can be spared, after which the rest holds; solved again."""

    drop: tuple[Edit, ...]
    waive: tuple[Waiving, ...]
    cost: Cost

    def to_dict(self) -> dict[str, object]:
        """As JSON tells it: every cell of each edit that is dropped, in one list."""
        cells = dict.fromkeys(cell for edit in self.drop for cell in edit.cells)
        waive = [{"rule": rule, "cadre": cadre, "post": post} for rule, cadre, post in self.waive]
        return {"drop": cells_to_dict(tuple(cells)), "waive": waive, "cost": tiers_to_dict(self.cost.cost)}


@dataclass(frozen=True)
class Together:
    """All edits at once, with all complete waivers. ``conflict`` and ``ways_out``: where they cannot all hold."""

    value: Value
    cost: Cost
    conflict: tuple[Conflict, ...] = ()
    ways_out: tuple[WayOut, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """As JSON tells it."""
        return {
            "status": self.value.status,
            "score": tiers_to_dict(self.value.score),
            "bound": tiers_to_dict(self.value.bound),
            "cost": tiers_to_dict(self.cost.cost),
            "conflict": [member.to_dict() for member in self.conflict],
            "ways_out": [way.to_dict() for way in self.ways_out],
        }


@dataclass(frozen=True)
class Judgement:
    """Every edit by itself, and all together."""

    edits: tuple[JudgedEdit, ...]
    together: Together

    @property
    def proven(self) -> bool:
        """Whether nothing of it is open."""
        return self.together.cost.proven and all(one.cost.proven for one in self.edits)

    @property
    def holds(self) -> bool:
        """Whether every edit is lawful, and all hold together as far as is known."""
        return self.together.value.status != "infeasible" and all(one.lawful for one in self.edits)

    def to_dict(self) -> Mapping[str, object]:
        """As JSON tells it."""
        return {"edits": [one.to_dict() for one in self.edits], "together": self.together.to_dict()}
