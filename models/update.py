"""What becomes of a workbook's facts when a decision has taken effect: cells with a new value, and rows added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from luanchuyen.models.calendar import PartialDate
from luanchuyen.models.origin import NOWHERE, Origin

Fact = str | int | PartialDate | tuple[str, ...] | None
"""A value as the nouns hold it: codes and words by their code; None = the cell is blank."""


@dataclass(frozen=True)
class Update:
    """The new value of one field of one record; of ``settings`` the field alone tells the row."""

    table: str
    field: str
    value: Fact
    origin: Origin = NOWHERE


@dataclass(frozen=True)
class AddedRow:
    """A record that the table did not have: its values by field id."""

    table: str
    values: Mapping[str, Fact]


@dataclass(frozen=True)
class Respelling:
    """A cell that says the same otherwise: ``text`` is to stand in the ``field`` of the sheet's row ``row``.

    ``number``: the same as a number, where it is one.
    """

    table: str
    field: str
    row: int
    text: str
    number: int | None = None


@dataclass(frozen=True)
class Updates:
    """All of them, in the order in which they are told."""

    cells: tuple[Update, ...] = ()
    rows: tuple[AddedRow, ...] = ()
    respelled: tuple[Respelling, ...] = ()
