"""A conflict: what cannot hold together where there is no plan, as data; the sentence is made at the edge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from luanchuyen.models.finding import known

ConflictKind = Literal["edit", "lock", "rule", "seats", "frozen"]
CONFLICT_KINDS: tuple[ConflictKind, ...] = get_args(ConflictKind)
STRUCTURE: Final = "structure"


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

    def to_dict(self) -> dict[str, object]:
        """As plans.json tells it; each cell with its sheet."""
        cells = cells_to_dict(self.cells)
        return {"kind": self.kind, "rule": self.rule, "subject": dict(self.subject), "cells": cells}

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Conflict:
        """The member that ``to_dict`` told. Raises KeyError, TypeError or ValueError on another form."""
        kind, rule = known(told["kind"], CONFLICT_KINDS), told["rule"]
        cells = tuple(f"{c['sheet']}!{c['cell']}" for c in told["cells"])
        return cls(kind, None if rule is None else str(rule), dict(told["subject"]), cells)


def cells_to_dict(cells: Iterable[str]) -> list[dict[str, str]]:
    """Cells such as ``Khóa!B2``, each with its sheet."""
    return [dict(zip(("sheet", "cell"), cell.rsplit("!", 1), strict=True)) for cell in cells]
