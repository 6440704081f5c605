"""What a rule is: numbers as fields, tellings as methods, defining it registers it.

A rule is told up to three ways, each twice. *pair*: ``judge`` (one cadre, one post, plain Python) and
``amounts`` (all pairs at once, NumPy). *plan*: ``breaches`` (a line-up, plain Python: the specification)
and ``excess`` (linear rows of the same amount). *due*: ``due`` names the holders whose posts are to be renewed.
Tests hold the two tellings together for every rule by its existing. What the solver's telling needs (NumPy, columns)
is imported where it is told: who only audits loads neither.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Literal

from luanchuyen.models.finding import Subject
from luanchuyen.models.policy import Entry, Level
from luanchuyen.optimizer.rules.number import PLAIN, Number

if TYPE_CHECKING:
    from luanchuyen.models.cadre import Cadre
    from luanchuyen.models.post import Post
    from luanchuyen.optimizer.columns.excess import Excess
    from luanchuyen.optimizer.columns.moves import Moves
    from luanchuyen.optimizer.columns.pairs import Pairs
    from luanchuyen.optimizer.integer.arrays import IntArray
    from luanchuyen.optimizer.situation.lineup import Lineup
    from luanchuyen.optimizer.situation.situation import Situation
    from luanchuyen.optimizer.situation.structure import Group

_register: dict[str, type[Rule]] = {}
Told = int | str | None
"""A fact as a breach tells it: a number, a word or code of the sheet, a day as ISO; None = blank."""


@dataclass(frozen=True)
class Breach:
    """A pair's shortfall: ``amount`` > 0, and "missing" as ``reason`` where a fact is blank.

    ``fields`` are the (table, field id) of the facts behind it, e.g. ("cadres", "in_post_since"). ``value``: what the
    facts say, in the rule's own unit (months, terms, ranks, words of a scale, days as ISO), and ``needed``: the nearest
    that would do; None where the fact is blank or there is no such thing. ``parts``: the shortfalls it is the sum of,
    where it has several. ``number``: the number of the rule that asks it, where not all of its numbers do.
    """

    amount: int
    reason: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    value: Told = None
    needed: Told = None
    parts: tuple[Breach, ...] = ()
    number: str = ""

    @classmethod
    def sum_of(cls, parts: Sequence[Breach]) -> Breach | None:
        """The breach of which these are the parts; None of none."""
        if not parts:
            return None
        reason = next((part.reason for part in parts if part.reason), "")
        fields = tuple(field for part in parts for field in part.fields)
        return cls(sum(part.amount for part in parts), reason, tuple(dict.fromkeys(fields)), parts=tuple(parts))


@dataclass(frozen=True)
class Met:
    """What a rule asks of a pair, as the facts meet it: ``value`` is what they say, ``needed`` what is asked, both as
    in a ``Breach``. ``kind``: which of several things it looks at; "" where there is one.
    """

    value: Told
    needed: Told = None
    kind: str = ""


def cells_of(breach: Breach, cadre: Cadre, post: Post, situation: Situation) -> tuple[str, ...]:
    """The cells of the facts behind a breach, such as ``Cán bộ!E17``."""
    instance = situation.instance
    origins = {"cadres": cadre.origin, "posts": post.origin, "units": instance.units[post.unit_id].origin}
    rows = {"locks": [k for k in instance.locks if k.post_id == post.post_id and k.cadre_id in ("*", cadre.cadre_id)]}
    found = []
    for table, name in breach.fields:
        found += [origins[table].cell(name)] if table in origins else []
        found += [row.origin.cell(name) for row in rows.get(table, ())]
    return tuple(found)


@dataclass(frozen=True)
class PlanBreach:
    """A plan rule's shortfall for one subject; ``standing`` was so before the plan and binds nothing."""

    amount: int
    subject: Subject
    standing: bool = False


@dataclass(frozen=True)
class Grade:
    """How a rule binds at one post."""

    level: Level
    tier: int
    weight: int


@dataclass(frozen=True)
class Rule:
    """One rule of the book; its dataclass fields are the numbers a rule book may set.

    ``per``: a pair rule is summed over the posts of a bundle ("post") or judged once on its lead ("move").
    ``waivable``: whether a waiver can lift it. ``told``: where a plan's page tells its breaches: as remarks, aside
    of what speaks against a mover, as points alone, or in a place of their own. ``silence_told``: whether it is said
    when ``silent`` keeps it from judging.
    ``claims``: its breach by a move means that the cadre is owed elsewhere. ``says_who_leaves``: its numbers decide
    which seats there are to fill. ``rests_on``: what a breach rests on beside its codes: keys of the subject and
    fields there. The tellings that a rule gives are known from what it overrides; what is known of a number stands on
    the number (``number.py``).
    """

    name: ClassVar[str] = ""
    per: ClassVar[str] = "move"
    waivable: ClassVar[bool] = True
    told: ClassVar[Literal["remark", "aside", "points", "elsewhere"]] = "remark"
    silence_told: ClassVar[bool] = True
    claims: ClassVar[bool] = False
    says_who_leaves: ClassVar[bool] = False
    rests_on: ClassVar[tuple[tuple[str, str], ...]] = ()

    def __init_subclass__(cls) -> None:
        if not cls.name:
            return  # what several rules share is none itself
        if cls.name in _register and _register[cls.name].__qualname__ != cls.__qualname__:
            raise ValueError(f"two rules named {cls.name}")
        _register[cls.name] = cls
        _in_order.cache_clear()

    def judge(self, cadre: Cadre, post: Post, situation: Situation) -> Breach | None:
        """The auditor's telling: the shortfall of this cadre in this post, or None."""
        raise NotImplementedError

    def judge_within(self, cadre: Cadre, post: Post, group: Group, situation: Situation) -> Breach | None:
        """``judge`` of a move that takes ``group``; a rule that looks at the post's mates tells it by the group."""
        return self.judge(cadre, post, situation)

    def met(self, cadre: Cadre, post: Post, group: Group, situation: Situation) -> Sequence[Met]:
        """What the rule asks of this pair and the facts meet, for people to read; () where it has nothing to tell."""
        return ()

    def amounts(self, pairs: Pairs) -> IntArray:
        """The solver's telling: the shortfall of every pair, shape (pairs,)."""
        raise NotImplementedError

    def breaches(self, lineup: Lineup, situation: Situation) -> Sequence[PlanBreach]:
        """The auditor's telling: the shortfalls of a whole plan, one a subject, zero ones left out."""
        raise NotImplementedError

    def broken_by(self, cadre_id: str, lineup: Lineup, moved: Lineup) -> bool:
        """Whether ``breaches`` of ``moved`` has any that binds: ``lineup`` with another move of this cadre."""
        return any(not breach.standing for breach in self.breaches(moved, moved.situation))

    def excess(self, moves: Moves) -> Excess:
        """The solver's telling: the same shortfalls as linear rows over the moves."""
        raise NotImplementedError

    def standing(self, lineup: Lineup) -> Sequence[PlanBreach]:
        """Of a rule on pairs: what was so before the plan and stays so with those whom it does not move."""
        return ()

    def due(self, situation: Situation) -> Sequence[tuple[str, str]]:
        """The (cadre, post) holdings to be renewed: the cadre may stay, the seat then counts as empty."""
        return ()

    def silent(self, situation: Situation) -> str | None:
        """The field id that is blank for everybody, so that the rule does not judge; None = it judges."""
        return None

    def asked_for(self, situation: Situation) -> bool:
        """Whether a sheet or column is filled that this rule alone reads, so that it is said where the rule is off."""
        return False

    def grade(self, post: Post, entry: Entry) -> Grade:
        """How the rule binds at ``post``: as its entry says, unless the post's own columns say otherwise."""
        return Grade(entry.level, entry.tier, entry.weight)

    @classmethod
    def grades_posts(cls) -> bool:
        """Whether it may bind otherwise at one post than at another."""
        return cls.grade is not Rule.grade

    @classmethod
    def tells(cls, telling: str) -> bool:
        """Whether the rule gives the telling ``pair``, ``plan``, ``due`` or ``met``."""
        method = {"pair": "judge", "plan": "breaches", "due": "due", "met": "met"}[telling]
        return getattr(cls, method) is not getattr(Rule, method)

    @classmethod
    def number_names(cls) -> dict[str, str]:
        """Each number's name in a rule book, and the field that holds it (``return_`` is written return)."""
        return {f.name.rstrip("_"): f.name for f in fields(cls)}

    @classmethod
    def numbers(cls) -> dict[str, Number]:
        """What is known of each number, by its name in a rule book."""
        return {f.name.rstrip("_"): f.metadata.get("number", PLAIN) for f in fields(cls)}


def register() -> Mapping[str, type[Rule]]:
    """Every rule by name: each module of optimizer/rules/ defines one; one defined elsewhere is here once imported."""
    _import_own()
    return _in_order(len(_register))


@cache
def _in_order(_count: int) -> Mapping[str, type[Rule]]:
    return MappingProxyType(dict(sorted(_register.items())))


@cache
def _import_own() -> None:
    from luanchuyen.optimizer import rules

    for module in pkgutil.iter_modules(rules.__path__):
        importlib.import_module(f"{rules.__name__}.{module.name}")


def make(entry: Entry) -> Rule:
    """The rule of an entry, with the entry's numbers over its defaults."""
    cls = register()[entry.rule]
    names = cls.number_names()
    return cls(**{names[key]: value for key, value in entry.numbers.items()})
