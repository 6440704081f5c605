"""The words a rule book knows: levels, blocs, kinds, scales, and the tables that go with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Kind:
    """A kind of post: its Vietnamese title, other ways to write it, and its defaults."""

    name: str
    title: str
    synonyms: tuple[str, ...] = ()
    head: bool = False
    key: bool = False
    top: bool = False
    sensitive: bool = False


@dataclass(frozen=True)
class Scale:
    """An ordered scale: ``levels`` maps each word to its whole number, ``synonyms`` other spellings to words."""

    levels: Mapping[str, int]
    synonyms: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Vocabulary:
    """All of it. ``levels`` and ``blocs`` are in order (highest level first); ``ranks`` is by (kind, level).

    ``retirement`` gives for each sex the rows (year from which it holds, age in months), in year order.
    """

    levels: tuple[str, ...]
    blocs: tuple[str, ...]
    kinds: Mapping[str, Kind]
    ranks: Mapping[tuple[str, str], int]
    scales: Mapping[str, Scale]
    retirement: Mapping[str, tuple[tuple[int, int], ...]]
    sectors: Mapping[str, str] = field(default_factory=dict)
    synonyms: Mapping[str, str] = field(default_factory=dict)

    def depth(self, level: str) -> int:
        """0 for the highest level; an unknown level is below all."""
        return self.levels.index(level) if level in self.levels else len(self.levels)

    def step(self, scale: str, word: str | None) -> int:
        """The whole number of a word on a scale; 0 = nothing asked or nothing had."""
        return self.scales[scale].levels[word] if word is not None else 0
