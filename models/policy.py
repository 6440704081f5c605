"""A policy: the rule book in force, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from luanchuyen.models.vocabulary import Vocabulary

LEVELS = ("hard", "soft", "off")


@dataclass(frozen=True)
class Entry:
    """One rule of a book: how it binds, what it weighs, where it comes from, and its own numbers."""

    rule: str
    level: str = "off"
    tier: int = 2
    weight: int = 1
    basis: str = ""
    verified: bool = False
    numbers: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Policy:
    """A rule book: its entries by rule name. A rule that is not among them is off."""

    name: str
    title: str
    entries: Mapping[str, Entry]
    vocabulary: Vocabulary
    sha256: str = ""

    def entry(self, rule: str) -> Entry:
        """The entry of a rule; off where the book leaves it out."""
        return self.entries.get(rule) or Entry(rule)
