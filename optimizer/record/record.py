"""The record: moves counted by form and direction, and what they changed, of a period or of a plan.

Persons and moves are counted apart: women, the young, minorities and changes of bloc are persons, heads and
deputies are moves. Totals that do not add up are named, never forced.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from luanchuyen.models.plan import Plan
from luanchuyen.models.post import FORMS
from luanchuyen.optimizer.record.coverage import Concurrent, Coverage, concurrent_of, coverage_of
from luanchuyen.optimizer.record.holdings import Holding, holdings_of, holdings_on
from luanchuyen.optimizer.record.moves import CAREER_FORMS, DIRECTIONS, RecordedMove, moves_of_careers, moves_of_plan
from luanchuyen.optimizer.record.people import people_of
from luanchuyen.optimizer.record.terms import Terms, terms_after, terms_on
from luanchuyen.optimizer.record.turnover import Headed, changed_twice
from luanchuyen.optimizer.situation.lineup import lineup_of
from luanchuyen.optimizer.situation.situation import Situation

UNTOLD = "unknown"
"""The direction of the line of moves without one."""


@dataclass(frozen=True)
class RecordLine:
    """What is counted of one form and direction; direction None = all, form None = the three forms of moving."""

    form: str | None
    direction: str | None
    moves: int
    persons: int
    posts: int
    women: int
    under_40: int
    ethnic: int
    heads: int
    deputies: int
    cross_bloc: int

    def counts(self, names: Iterable[str]) -> list[int]:
        """The figures of these names."""
        return [getattr(self, name) for name in names]


@dataclass(frozen=True)
class External:
    """Moves in from outside the area or out of it, by the level of the other side (None = not known)."""

    direction: str
    level: str | None
    moves: int
    persons: int
    heads: int
    key: int


@dataclass(frozen=True)
class Standing:
    """What stands on one day."""

    coverage: Coverage
    concurrent: tuple[Concurrent, ...]
    terms: Terms


@dataclass(frozen=True)
class Record:
    """A period, its moves and lines, what stood the day before it and what stands at its end.

    ``changed_twice``: the head posts that somebody new took up in it, soon after somebody else had.
    """

    first: dt.date
    last: dt.date
    moves: tuple[RecordedMove, ...]
    lines: tuple[RecordLine, ...]
    external: tuple[External, ...]
    before: Standing
    after: Standing
    changed_twice: tuple[Headed, ...]

    def line(self, form: str | None, direction: str | None = None) -> RecordLine | None:
        """The line of a form and direction; None where nobody moved so."""
        return next((one for one in self.lines if (one.form, one.direction) == (form, direction)), None)


def record_of_period(situation: Situation, first: dt.date | None = None, last: dt.date | None = None) -> Record:
    """The record of the careers in a period; by default from the earliest row to the cut-off date."""
    last = last or situation.instance.settings.as_of
    first = first or earliest(situation) or last
    moves = moves_of_careers(situation, first, last)
    eve = first - dt.timedelta(days=1) if first > dt.date.min else first
    before, after = (_standing_on(situation, day) for day in (eve, last))
    changed = changed_twice(situation, first, last)
    return Record(first, last, moves, lines_of(situation, moves), external_of(moves), before, after, changed)


def record_of_plan(situation: Situation, plan: Plan, before: Standing | None = None) -> Record:
    """The record of a plan, at its start; ``before`` where it has been counted already."""
    moves = moves_of_plan(situation, plan)
    lineup = lineup_of(situation, plan.pairs)
    holdings = holdings_of(situation, lineup.occupants)
    after = _standing(situation, holdings, terms_after(situation, lineup, holdings))
    lines, start = lines_of(situation, moves), situation.start
    changed = changed_twice(situation, start, start, plan)
    return Record(start, start, moves, lines, external_of(moves), before or standing_now(situation), after, changed)


def earliest(situation: Situation) -> dt.date | None:
    """The first day of the earliest row of all careers."""
    days = (stint.since.first for cadre in situation.instance.cadres.values() for stint in cadre.career)
    return min(days, default=None)


def standing_now(situation: Situation) -> Standing:
    """What stands with everybody in their present post."""
    holdings = holdings_of(situation, situation.holders)
    return _standing(situation, holdings, terms_on(situation, holdings, dt.date.max))


def _standing_on(situation: Situation, day: dt.date) -> Standing:
    holdings = holdings_on(situation, day)
    return _standing(situation, holdings, terms_on(situation, holdings, day))


def _standing(situation: Situation, holdings: tuple[Holding, ...], terms: Terms) -> Standing:
    return Standing(coverage_of(situation, holdings), concurrent_of(situation, holdings), terms)


@dataclass
class _Count:
    """A line in the making."""

    aged: set[tuple[str, dt.date]] = field(default_factory=set)
    crossing: set[str] = field(default_factory=set)
    numbers: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("moves", "posts", "heads", "deputies"), 0))

    def add(self, move: RecordedMove) -> None:
        self.aged.add((move.cadre, move.aged_on))
        if move.cross_bloc:
            self.crossing.add(move.cadre)
        more = {"moves": 1, "posts": move.posts, "heads": move.head is True, "deputies": move.head is False}
        for name, number in more.items():
            self.numbers[name] += number


def lines_of(situation: Situation, moves: Iterable[RecordedMove]) -> tuple[RecordLine, ...]:
    """A line for every form and direction that has a move, then one a form, then one of the forms of moving.

    An appointment needs no direction: where none of a form has one, there is no line of those without.
    """
    counts: dict[tuple[str | None, str | None], _Count] = defaultdict(_Count)
    for move in moves:
        keys = [(move.form, move.direction or UNTOLD), (move.form, None)]
        for key in [*keys, (None, None)] if move.form in FORMS else keys:
            counts[key].add(move)
    for form in set(CAREER_FORMS) - set(FORMS):
        if not any((form, way) in counts for way in DIRECTIONS):
            counts.pop((form, UNTOLD), None)
    order = [(form, way) for form in CAREER_FORMS for way in (*DIRECTIONS, UNTOLD, None)]
    return tuple(_line(situation, *key, counts[key]) for key in [*order, (None, None)] if key in counts)


def _line(situation: Situation, form: str | None, direction: str | None, count: _Count) -> RecordLine:
    return RecordLine(
        form=form,
        direction=direction,
        **people_of(situation, count.aged)._asdict(),
        cross_bloc=len(count.crossing),
        **count.numbers,
    )


def external_of(moves: Iterable[RecordedMove]) -> tuple[External, ...]:
    """Moves in and out, by the level of the other side."""
    found: Mapping[tuple[str, str], list[RecordedMove]] = defaultdict(list)
    for move in moves:
        if move.direction in ("in", "out"):
            found[move.direction, move.other_level or ""].append(move)
    return tuple(
        External(
            direction,
            level or None,
            len(those),
            len({m.cadre for m in those}),
            sum(m.head is True for m in those),
            sum(m.key for m in those),
        )
        for (direction, level), those in sorted(found.items())
    )
