"""Gathers what is to be said, the same thing of several cells once, and what cells should say instead."""

from __future__ import annotations

from collections.abc import Mapping

from luanchuyen.models.errors import Problem, Severity
from luanchuyen.models.update import Respelling
from luanchuyen.sheets.reading.remark import Remark


class Problems:
    """All problems of one reading, in the order they were met."""

    def __init__(self) -> None:
        self._cells: dict[tuple[object, ...], list[str]] = {}
        self._made: dict[tuple[object, ...], tuple[str, str, Severity, Mapping[str, object]]] = {}
        self._respelled: dict[tuple[str, str, int], Respelling] = {}

    def add(self, name: str, sheet: str = "", /, *cells: str, severity: Severity = "error", **values: object) -> None:
        """Note one problem; ``name`` is its message in check.toml."""
        key = (name, sheet, severity, tuple(values.items()))
        self._made.setdefault(key, (name, sheet, severity, values))
        self._cells.setdefault(key, []).extend(cells)

    def remark(self, remark: Remark, sheet: str, heading: str, cell: str) -> None:
        """Note what is to be said of a cell."""
        self.add(remark.name, sheet, cell, severity=remark.severity, column=heading, **remark.values)

    def respell(self, respelling: Respelling) -> None:
        """Note how a cell that was understood is rightly written; a later word of the same cell is the last."""
        self._respelled[respelling.table, respelling.field, respelling.row] = respelling

    @property
    def respelled(self) -> tuple[Respelling, ...]:
        """Every cell that has one right spelling, other than its own."""
        return tuple(self._respelled.values())

    def all(self) -> tuple[Problem, ...]:
        """Everything noted."""
        return tuple(
            Problem(f"check.{name}", sheet, tuple(dict.fromkeys(self._cells[key])), severity, dict(values))
            for key, (name, sheet, severity, values) in self._made.items()
        )
