"""What is to be said of one cell, before it is known which cell it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from luanchuyen.models.errors import Severity


@dataclass(frozen=True)
class Remark:
    """A message name of messages/*/check.toml, its severity and its values."""

    name: str
    severity: Severity = "error"
    values: Mapping[str, object] = field(default_factory=dict)


Parsed = tuple[object, Remark | None]
"""The value of a cell and what is to be said of it; None where an error kept it from being read."""


def misread(name: str, **values: object) -> Parsed:
    """No value: the cell is an error."""
    return None, Remark(name, "error", values)


def warned(value: object, name: str, **values: object) -> Parsed:
    """A value that is used, with a warning."""
    return value, Remark(name, "warning", values)


def normalised(value: object, name: str, **values: object) -> Parsed:
    """A value that was changed in a documented way."""
    return value, Remark(name, "normalised", values)
