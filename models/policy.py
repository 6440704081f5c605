"""A policy: the rule book in force, as data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from luanchuyen.models.vocabulary import Vocabulary

Level = Literal["hard", "soft", "off"]
LEVELS: tuple[Level, ...] = get_args(Level)
BUNDLE_MODES = ("require", "allow", "forbid")


@dataclass(frozen=True)
class Source:
    """Where one number of a rule comes from, and whether it was read there."""

    basis: str
    verified: bool = False


@dataclass(frozen=True)
class BundleRule:
    """What a book says of one person holding posts of ``kinds`` in units of one place of ``level``.

    ``mode``: "require" (the posts are one bundle, marked or not), "allow" (the bundle and its single posts are
    both possible) or "forbid" (no bundle, marked or not).
    """

    kinds: tuple[str, ...]
    level: str
    mode: str


@dataclass(frozen=True)
class Entry:
    """One rule of a book: how it binds, what it weighs, where it comes from, and its own numbers.

    ``sources``: by number, where its source is not the rule's ``basis``.
    """

    rule: str
    level: Level = "off"
    tier: int = 2
    weight: int = 1
    basis: str = ""
    verified: bool = False
    numbers: Mapping[str, object] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)

    def source(self, number: str) -> Source:
        """Where a number comes from: its own source, else the rule's basis."""
        return self.sources.get(number) or Source(self.basis, self.verified)

    def by_source(self) -> list[tuple[Source, tuple[str, ...]]]:
        """The numbers that each source gives, the rule's own basis first (without numbers where it gives none)."""
        given: dict[Source, tuple[str, ...]] = {}
        if self.basis or not self.numbers:
            given[Source(self.basis, self.verified)] = ()
        for number in self.numbers:
            source = self.source(number)
            given[source] = (*given.get(source, ()), number)
        return list(given.items())

    def checked(self) -> str:
        """How many of the numbers were read in their source: "all", "some" or "none"."""
        marks = {self.source(number).verified for number in self.numbers} or {self.verified}
        return "some" if len(marks) > 1 else "all" if True in marks else "none"


@dataclass(frozen=True)
class Period:
    """The days, both included, in which a book's regulation is in force; None = no limit on that side."""

    first: dt.date | None = None
    last: dt.date | None = None

    def __contains__(self, day: dt.date) -> bool:
        return (self.first or day) <= day <= (self.last or day)


@dataclass(frozen=True, repr=False)
class Policy:
    """A rule book: its entries by rule name. A rule that is not among them is off."""

    name: str
    title: str
    entries: Mapping[str, Entry]
    vocabulary: Vocabulary
    sha256: str = ""
    bundles: tuple[BundleRule, ...] = ()
    reference_dates: Mapping[tuple[str, str], dt.date] = field(default_factory=dict)
    """By (mode of the post, level of its unit): the day on which ages are measured instead of the start."""
    in_force: Period = Period()

    def __repr__(self) -> str:
        """In short: the rules by their levels."""
        levels = [entry.level for entry in self.entries.values()]
        return f"<Policy {self.name}: {levels.count('hard')} hard rules, {levels.count('soft')} soft>"

    def entry(self, rule: str) -> Entry:
        """The entry of a rule; off where the book leaves it out."""
        return self.entries.get(rule) or Entry(rule)
