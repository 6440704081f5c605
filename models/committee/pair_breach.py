"""What keeps a cadre from a post: a binding rule or the structure, with the value met and the value needed."""

from __future__ import annotations

from dataclasses import dataclass

from luanchuyen.models.conflict import STRUCTURE
from luanchuyen.models.waiver import Waiver

MANAGED_BY, FROZEN, MUST_LEAVE, OWN_POST = "managed_by", "frozen", "must_leave", "own_post"
"""Why the structure keeps a cadre from a post."""


@dataclass(frozen=True)
class PairBreach:
    """One thing that keeps a cadre from a post. Of a bundle ``post`` is the one at which it is judged.

    ``rule``: a hard pair rule, or STRUCTURE with ``reason`` managed_by (another authority decides) | frozen (giữ
    nguyên) | must_leave (the post they have to leave) | own_post (theirs already). ``reason`` of a rule: "" or missing.
    ``value`` and ``needed``: of the rule's own unit, None = blank. ``basis``: where the rule comes from. ``waiver``:
    lifts it. ``authority``: the unit that decides on the post, None = not known. ``cells``: such as ``Cán bộ!E17``.
    """

    rule: str
    post: str
    amount: int
    reason: str = ""
    value: int | str | None = None
    needed: int | str | None = None
    basis: str = ""
    cells: tuple[str, ...] = ()
    waiver: Waiver | None = None
    authority: str | None = None
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def binds(self) -> bool:
        """Whether nothing lifts it."""
        return self.waiver is None

    @property
    def of_structure(self) -> bool:
        """Whether it is no rule's."""
        return self.rule == STRUCTURE

    def to_dict(self) -> dict[str, object]:
        """As JSON tells it; each cell with its sheet."""
        told = {name: getattr(self, name) for name in ("rule", "amount", "value", "needed", "basis", "reason")}
        cells = [dict(zip(("sheet", "cell"), cell.rsplit("!", 1), strict=True)) for cell in self.cells]
        waiver = None if self.waiver is None else self.waiver.document
        return {**told, "cells": cells, "waiver": waiver, "authority": self.authority}
