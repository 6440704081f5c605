"""Who else for a seat: of every post that a plan fills the nearest other cadres by proven cost, and that nobody is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from operator import add

from luanchuyen.models.committee.decision import ANYBODY, Decision
from luanchuyen.models.committee.price import Cost, Value
from luanchuyen.models.committee.run_answers import SeatAnswer
from luanchuyen.optimizer.explain.eligible import eligible
from luanchuyen.optimizer.questions.best import best_of
from luanchuyen.optimizer.questions.prices import COST, UNKNOWN, Extent, Prices, difference
from luanchuyen.optimizer.questions.seats.board import SeatBoard

NEAREST = 3
"""Cadres named for a seat."""

FEWEST, SHARES = 3_000, (4, 2)
"""Posts are asked about on a board of a quarter of the moves at first, what is open then on one of half of them, then
of all; but of so many moves at least."""

Ask = Callable[[tuple[Decision, ...], Extent], Value | None]
"""What decisions come to; None: that is not settled here."""


def seats(prices: Prices) -> Iterator[SeatAnswer]:
    """For each (cadre, post) of the plan at hand, in code order of posts."""
    planned = prices.planned
    others = eligible(prices.situation, [(post,) for _, post in planned])
    base, boards = _boards(prices)
    asked = {post: _Seat(post, base, {*others[post,]} - {c for c, p in planned if p == post}) for _, post in planned}
    for seat in asked.values():
        # Who holds the post already, and may move into it with others, is in it without entering it.
        seat.holders = {cadre for cadre in seat.left if seat.post in prices.situation.held[cadre]}
        seat.left -= seat.holders
    waiting = [seat for _, seat in sorted(asked.items())]
    while waiting:
        ask = next(boards)
        for seat in waiting:
            seat.go_on(ask)
        waiting = [seat for seat in waiting if seat.is_open()]
    for cadre, post in sorted(planned, key=lambda pair: (pair[1], pair[0])):
        seat = asked[post]
        nearest = tuple((cadre_id, cost) for _, cadre_id, cost in seat.first())
        yield SeatAnswer(post, cadre, nearest, difference(seat.nobody or UNKNOWN, base))


def _boards(prices: Prices) -> tuple[Value, Iterator[Ask]]:
    """V(), and boards to be asked one after another; the last settles everything."""
    given = prices.given
    situation = prices.situation.granting(given.waivers) if given.waivers else prices.situation
    if given.decisions:
        situation = situation.deciding(given.decisions)
    best = best_of(situation, prices.child, prices.planned, prices.seed, prices.left())
    if best.status != "optimal":
        return prices.base, iter([lambda decisions, extent: prices.value(decisions, extent=extent)])

    def boards() -> Iterator[Ask]:
        moves = best.program.arrays.moves
        counts = [count for count in (max(FEWEST, moves // share) for share in SHARES) if count < moves]
        for count in [*dict.fromkeys(counts), moves]:
            board = SeatBoard(best, count, prices.child, prices.seed, prices.left)
            board.take_up()
            yield board.settled

    return Value("optimal", best.score, best.bound, best.pairs), boards()


class _Seat:
    """The cadres who enter a post at the least costs, by cost, then code, and what it costs that nobody does.

    The best plan in which some cadre of a set enters the post is the best one of whom it brings there; without them the
    set is asked for the next. So about as many plans are solved as cadres are named, not as many as could be.
    """

    def __init__(self, post: str, base: Value, cadres: set[str]) -> None:
        self.post, self.base, self.left = post, base, cadres
        self.holders: set[str] = set()
        self.found: list[tuple[tuple[int, ...], str, Cost]] = []
        self.last: tuple[int, ...] = ()
        self.nobody: Value | None = None

    def go_on(self, ask: Ask) -> None:
        """Ask for what is still open, as far as it is settled."""
        if self.nobody is None:
            self.nobody = ask((Decision("forbid", ANYBODY, self.post),), COST)
        self._singly(self.holders, ask)
        while asked := self._open():
            value = ask((), Extent(False, (self.post, asked), self._most()))
            if value is None:
                return
            if self._beyond(value):
                self.left = set()
            elif value.score is None:
                self._singly(asked if value.status == "unknown" else set(), ask)
                self.left = set()
            else:
                entering = {cadre for cadre, post in value.pairs if post == self.post} & asked
                self.last = max(self.last, *(self._take(cadre, value) for cadre in entering))
                self.left -= entering

    def is_open(self) -> bool:
        """Whether anything of it is not settled."""
        return self.nobody is None or bool(self.holders or self._open())

    def first(self) -> list[tuple[tuple[int, ...], str, Cost]]:
        """Those named."""
        return sorted(self.found, key=lambda one: one[:2])[:NEAREST]

    def _open(self) -> set[str]:
        """Who of those left may still be among the first; none of them costs less than ``last``."""
        found = self.first()
        if len(found) < NEAREST or self.last < found[-1][0]:
            return set(self.left)
        return {cadre for cadre in self.left if cadre < found[-1][1]} if self.last == found[-1][0] else set()

    def _most(self) -> tuple[int, ...] | None:
        """The score of a plan with the last of those named: above it a cadre is not among them."""
        found, base = self.first(), self.base.score
        return None if len(found) < NEAREST or base is None else tuple(map(add, found[-1][0], base.values()))

    def _beyond(self, value: Value) -> bool:
        most, bound = self._most(), value.bound
        return most is not None and bound is not None and tuple(bound.values()) > most

    def _singly(self, cadres: Collection[str], ask: Ask) -> None:
        for cadre in sorted(cadres):
            value = ask((Decision("fix", cadre, self.post),), COST)
            if value is not None:
                self._take(cadre, value)
                self.holders.discard(cadre)

    def _take(self, cadre: str, value: Value) -> tuple[int, ...]:
        """Take in what a cadre costs, where a plan is known; the cost, tier after tier."""
        cost = difference(value, self.base)
        told = tuple(lost for _, lost in sorted((cost.cost or {}).items()))
        if cost.cost is not None:
            self.found.append((told, cadre, cost))
        return told
