"""What is known of a number of a rule beside its type and default: it stands on the number, nowhere else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

Default = TypeVar("Default")
Side = Literal["more", "less"]

LAST_TIER, PERCENT, MOST = 9, 100, 1_000_000
"""The largest tier, share of a whole, and number of any kind."""
MONTHS, SHARE, COUNT = 6, 10, 1
"""How far one step goes: months, points of a percentage, ranks or terms or persons."""


class Day:
    """The type of a day, kept as the text dd/mm/yyyy."""


def day_of(value: object) -> dt.date:
    """A day as a rule book writes it: dd/mm/yyyy, or a date."""
    return value if isinstance(value, dt.date) else dt.datetime.strptime(str(value), "%d/%m/%Y").date()


@dataclass(frozen=True)
class Part:
    """A part of a table: its type, whose words it is spelled in, whether it must be there, the most it may be."""

    type: Any
    spelled: str = ""
    needed: bool = True
    most: int = MOST


@dataclass(frozen=True)
class Number:
    """What is known of a number.

    ``looser``: on which side the rule asks less (None: on neither): a greater or a smaller number, a word later or
    earlier in ``words``, a higher or a lower level of a scale; ``step``: how far one step goes there.
    ``words``: the words that it, or each part of a list, may be. ``spelled``: whose words of the vocabulary it is
    written in: kinds, levels, blocs, sectors, or a scale by name. ``table``: the parts of a list of tables.
    ``defines``: the field of ``Definitions`` by which others read it, even where the rule itself is off.
    ``least`` and ``most``: what a whole number may be.
    """

    looser: Side | None = None
    step: int = COUNT
    words: tuple[str, ...] = ()
    spelled: str = ""
    table: Mapping[str, Part] | None = None
    defines: str = ""
    least: int = 0
    most: int = MOST


PLAIN = Number()


def number(
    default: Default,
    *,
    looser: Side | None = None,
    step: int = COUNT,
    words: tuple[str, ...] = (),
    spelled: str = "",
    table: Mapping[str, Part] | None = None,
    defines: str = "",
    least: int = 0,
    most: int = MOST,
) -> Default:
    """A field of a rule with what is known of it, as ``Number`` says."""
    known = Number(looser, step, words, spelled, table, defines, least, most)
    return field(default=default, metadata={"number": known})
