"""The papers' content: a board, its plans, their moves and whatever is to be said of them. Texts are ready to print.

Codes are the workbook's, for whoever links or counts; of anonymous papers they stand nowhere in a printed text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from luanchuyen.reports.figures.ladder import Ladder
from luanchuyen.reports.figures.trade_off import Tried
from luanchuyen.reports.papers.move import Move, Person, Seat


@dataclass(frozen=True)
class Board:
    """Whose papers these are. ``seats_free``: vacant or falling vacant at the start; ``leaves``, ``due``: persons."""

    title: str
    organisation: str
    secrecy: str
    as_of: dt.date
    start: dt.date
    term_months: int
    rules: str
    posts: int
    seats: int
    seats_free: int
    cadres: int
    leaves: int
    due: int


@dataclass(frozen=True)
class EmptyPost:
    """A post with seats left empty, and why."""

    seat: Seat
    empty: int
    seats: int
    why: tuple[str, ...]


@dataclass(frozen=True)
class Waiting:
    """Somebody who must leave and is placed nowhere; ``said`` is "" for who leaves office."""

    person: Person
    said: str


@dataclass(frozen=True)
class Covered:
    """Places with a key holder who is not local: before the plan and after it, and those that differ or are open."""

    before: int
    after: int
    of: int
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    open: tuple[str, ...]


@dataclass(frozen=True)
class PlanPaper:
    """One plan. ``score`` and ``bound`` by tier, whole numbers; ``proof``: the phrase of what is proven.

    ``points``: where the points come from, a sentence or two a tier.
    """

    rank: int
    tied_with: tuple[int, ...]
    proven: bool
    proof: str
    score: Mapping[int, int]
    bound: Mapping[int, int]
    summed: Mapping[int, int]
    points: tuple[str, ...]
    moves: tuple[Move, ...]
    empty: tuple[EmptyPost, ...]
    waiting: tuple[Waiting, ...]
    remarks: tuple[str, ...]
    chains: tuple[Ladder, ...]
    coverage: Covered
    findings: str

    @property
    def posts_filled(self) -> int:
        """Seats given to somebody."""
        return sum(len(move.seats) for move in self.moves)

    @property
    def seats_empty(self) -> int:
        """Seats left empty."""
        return sum(post.empty for post in self.empty)


@dataclass(frozen=True)
class PostLine:
    """A post that some plan fills or leaves empty, or those of a bundle alike: who holds it now, by plan who comes."""

    seats: tuple[Seat, ...]
    holders: str
    comers: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether all plans do the same with it."""
        return len(set(self.comers)) == 1


@dataclass(frozen=True)
class Content:
    """One of the seven contents of a rotation plan; no ``lines``: there is none yet."""

    letter: str
    heading: str
    lines: tuple[str, ...]

    @property
    def missing(self) -> bool:
        """Whether it is still to be written."""
        return not self.lines


@dataclass(frozen=True)
class RuleLine:
    """A rule by one of its sources: the numbers that it gives, itself, and whether they were read there."""

    rule: str
    name: str
    level: str
    level_said: str
    price: str
    numbers: tuple[str, ...]
    basis: str
    verified: bool


@dataclass(frozen=True)
class Sweep:
    """Scenarios beside a base plan: the columns that they are held against each other in, and each with its figures."""

    columns: tuple[str, ...]
    tried: tuple[Tried, ...]


@dataclass(frozen=True)
class Papers:
    """All of it. ``chosen``: the rank of the plan that the papers put forward.

    ``contents``: of the chosen plan. ``record``: (what, value) of the proof page.
    """

    board: Board
    plans: tuple[PlanPaper, ...]
    chosen: int
    contents: tuple[Content, ...]
    lines: tuple[PostLine, ...]
    rules: tuple[RuleLine, ...]
    record: tuple[tuple[str, str], ...]
    anonymous: bool
    sweep: Sweep | None = None

    @property
    def plan(self) -> PlanPaper:
        """The plan that the papers put forward."""
        return self.plans[self.chosen - 1]

    @property
    def missing(self) -> tuple[Content, ...]:
        """The contents still to be written."""
        return tuple(content for content in self.contents if content.missing)

    @property
    def elsewhere(self) -> tuple[tuple[int, Move], ...]:
        """(rank, move) of every move that the chosen plan has not, from the first plan that has it."""
        known = {move.key for move in self.plan.moves}
        found: dict[tuple[str, tuple[str, ...]], tuple[int, Move]] = {}
        for plan in self.plans:
            for move in plan.moves:
                if move.key not in known:
                    found.setdefault(move.key, (plan.rank, move))
        return tuple(found.values())
