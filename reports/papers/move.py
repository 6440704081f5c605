"""A move as the papers print it: the person, the seats, what the rules say of it. Texts are ready to print."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from luanchuyen.models.plan import Direction, Form


@dataclass(frozen=True)
class Person:
    """One person as a list of particulars tells of them; "" what is blank, or what anonymous papers leave out.

    ``number``: their place among all of the board, 1 first, in an order that tells nothing. ``shown_code``: the
    workbook's code where it may be printed. ``present``: the posts held, one a line.
    """

    code: str
    number: int
    name: str
    shown_code: str
    sex: str = ""
    born: str = ""
    ethnicity: str = ""
    home: str = ""
    education: str = ""
    political_level: str = ""
    state_level: str = ""
    party_date: str = ""
    committee: str = ""
    present: str = ""
    unit: str = ""
    since: str = ""
    evaluations: str = ""


@dataclass(frozen=True)
class Seat:
    """A post as it is printed: its title with the unit, and how it is come by ("": not told)."""

    post: str
    title: str
    mode: str = ""


@dataclass(frozen=True)
class Following:
    """A seat that somebody leaves, and in words who follows there."""

    seat: Seat
    who: str
    cadre: str | None = None


@dataclass(frozen=True)
class Fact:
    """What a rule says of a move: met, or not met and what that costs (0: nothing).

    ``of_others``: whether it also tells of somebody else's file, such as a relative's, or of everybody's panel points.
    """

    rule: str
    said: str
    points: int = 0
    of_others: bool = False


@dataclass(frozen=True)
class Exemption:
    """A waiver that was used, as the workbook tells it."""

    rule: str
    document: str
    authority: str
    date: str
    reason: str


@dataclass(frozen=True)
class Nearest:
    """Somebody else who could take the seat, and what the best plan with them costs more."""

    name: str
    cost: str


@dataclass(frozen=True)
class Move:
    """One person's move in a plan; a bundle is one move with several seats, its lead the first.

    ``end``: None where there is no term. ``age`` and ``remaining`` (months of service) are counted as the rules count
    them; how long somebody still serves tells when they were born, and is None in anonymous papers. ``purpose_own``:
    the purpose without a word on who held the post. ``nearest``: None where it was not asked, or the plan is not the
    first. ``nobody``: what an empty seat costs.
    """

    person: Person
    seats: tuple[Seat, ...]
    leaves: tuple[Following, ...]
    keeps_place: str
    form: Form
    form_said: str
    purpose: str
    purpose_said: str
    purpose_own: str
    direction: Direction
    direction_said: str
    term: str
    start: dt.date
    end: dt.date | None
    age: int
    remaining: int | None
    retires: dt.date | None
    met: tuple[Fact, ...]
    unmet: tuple[Fact, ...]
    notes: tuple[Fact, ...]
    exemptions: tuple[Exemption, ...]
    nearest: tuple[Nearest, ...] | None = None
    nobody: str = ""

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        """Who goes where: two plans with the same have this move in common."""
        return self.person.code, tuple(seat.post for seat in self.seats)
