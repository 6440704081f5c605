"""The noun: a scenario is a name and the changes that it makes to the facts or to the rule book."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from luanchuyen.models.origin import NOWHERE, Origin

KINDS: Mapping[str, int] = {
    "set": 1,
    "off": 1,
    "soft": 1,
    "weight": 1,
    "without_cadre": 1,
    "without_post": 1,
    "add": 2,
    "fix": 2,
    "forbid": 2,
    "budget": 1,
    "as_of": 0,
}
"""The kinds of change, each with how many words its target has: a rule or ``rule.key``, a cadre, a post, a unit, or
a cadre and a post."""

OF_RULES = ("set", "off", "soft", "weight")
"""Changes whose target is a rule, or a number of one."""
VALUED = ("set", "soft", "weight", "budget", "as_of")
"""The kinds that need a value: the number's, ``weight`` or ``weight@tier``, the weight, the budget, dd/mm/yyyy."""


@dataclass(frozen=True)
class Change:
    """One change: its kind, what it is made to, and the value as typed.

    ``origin``: the row of the sheet Kịch bản; of a file or an option the name in ``origin.sheet``, no cells.
    """

    kind: str
    target: tuple[str, ...] = ()
    value: str = ""
    origin: Origin = field(default=NOWHERE, compare=False)

    @property
    def told(self) -> tuple[str, tuple[str, ...], str]:
        """What a sentence about the change is made of."""
        return self.kind, self.target, self.value

    @property
    def text(self) -> str:
        """The change in its own short words: ``set stint_length.min_months=30``, ``fix CB001 XMP-BT``."""
        words = " ".join((self.kind, *self.target))
        if not self.value:
            return words
        return f"{words}={self.value}" if self.target else f"{words} {self.value}"


@dataclass(frozen=True)
class Scenario:
    """A named list of changes, all made together.

    ``point``: in a sweep, the numbers of this point of the grid, (``rule.key``, value); its ``changes`` are then
    only those that differ from what is in force, so that the point in force has none.
    """

    name: str
    changes: tuple[Change, ...]
    point: tuple[tuple[str, str], ...] = ()

    def to_dict(self) -> dict[str, object]:
        """As plain values; where its changes were written is left out."""
        return {
            "name": self.name,
            "changes": [{"kind": c.kind, "target": list(c.target), "value": c.value} for c in self.changes],
            "point": [list(pair) for pair in self.point],
        }

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Scenario:
        """The scenario that ``to_dict`` told. Raises KeyError, TypeError or ValueError on another form."""
        changes = tuple(Change(str(c["kind"]), tuple(map(str, c["target"])), str(c["value"])) for c in told["changes"])
        point = tuple((str(key), str(value)) for key, value in told["point"])
        return cls(str(told["name"]), changes, point)


BASE = Scenario("", ())
"""Nothing changed: what every scenario is compared with."""


def named_after(changes: Iterable[Change]) -> str:
    """The name of a scenario that nobody has named: its changes."""
    return "; ".join(change.text for change in changes)
