"""A scenario: a name and the changes it makes to the facts and the rule book."""

from __future__ import annotations

from dataclasses import dataclass

RULE_VERBS = frozenset({"set", "off", "soft", "weight"})
"""Changes of the rule book: points counted before and after them are points of two scales."""


@dataclass(frozen=True)
class Change:
    """One change, as its verb and the words after it.

    set rule.key value · off rule · soft rule weight · weight rule value · without code · add cadre post ·
    fix cadre post · forbid cadre post · as_of date. Of two runs also: facts (the input is another one) and
    close_to (the plan to stay close to is another one).
    """

    verb: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scenario:
    """A name that the list of scenarios holds once, and what is changed."""

    name: str
    changes: tuple[Change, ...] = ()
