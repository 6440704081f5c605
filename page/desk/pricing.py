"""Prices worked out in the background: what each choice costs on the whole board, told as it is proven.

One thread, one solving child, one board; what is asked last is answered first.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from contextvars import copy_context
from dataclasses import dataclass

from luanchuyen.models.committee.answer import Priced
from luanchuyen.models.committee.decision import Decision
from luanchuyen.models.committee.edit import Edit
from luanchuyen.models.committee.judgement import Together
from luanchuyen.models.committee.price import Value
from luanchuyen.models.errors import RotationError
from luanchuyen.models.waiver import Waiver
from luanchuyen.optimizer.questions.judging import together
from luanchuyen.optimizer.questions.prices import COST, WHOLE, Prices, difference
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.solver.process import SolvingChild
from luanchuyen.page.desk.state import Tray

LIMIT = 60.0
"""Seconds that one price may take; what is open then is told as open."""
Decisions = tuple[Decision, ...]


@dataclass(frozen=True)
class JudgedTray:
    """The tentative choices at once, beside everything decided before: against the board with the latter alone."""

    told: Together
    priced: Priced


Answer = Priced | JudgedTray
Question = tuple[Decisions, Tray, bool]
"""Further decisions to be priced, or a tray, whose edits are to hold with those decided before; and whether it is to be
told who then fares otherwise, which takes a solve more."""


class Pricing:
    """Questions about one round. ``planned``: the plan at hand; ``edits``: those decided before, with their waivers.

    ``read``: the edits of a tray, all that stand. ``tell`` is called after each answer. ``failure``: why no more will
    come.
    """

    def __init__(
        self,
        situation: Situation,
        planned: Sequence[tuple[str, str]],
        decided: Decisions,
        granted: tuple[Waiver, ...],
        read: Callable[[Tray], Sequence[Edit]],
        tell: Callable[[], None],
    ) -> None:
        self.situation, self.planned = situation, tuple(planned)
        self.decided, self.granted, self._read, self._tell = decided, granted, read, tell
        self.failure: RotationError | None = None
        self._answers: dict[Question, Answer] = {}
        self._waiting: list[Question] = []
        self._changed = threading.Condition()
        self._closed = self._resting = False
        self._child: SolvingChild | None = None
        self._thread: threading.Thread | None = None

    def ask(self, questions: Iterable[Question]) -> None:
        """Have these answered, before whatever else waits, which is let go of."""
        with self._changed:
            self._waiting = [one for one in dict.fromkeys(questions) if one not in self._answers]
            if self._waiting and self._thread is None and not self._closed and self.failure is None:
                context = copy_context()
                self._thread = threading.Thread(target=lambda: context.run(self._work), daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def answer(self, question: Question) -> Answer | None:
        """The answer; None as long as there is none."""
        return self._answers.get(question)

    @property
    def open(self) -> int:
        """Questions that wait."""
        return len(self._waiting)

    def rest(self, resting: bool) -> None:
        """Leave the processor to a run; go on afterwards."""
        with self._changed:
            self._resting = resting
            self._changed.notify_all()

    def close(self) -> None:
        """No more questions: the child is ended, whatever it is doing."""
        with self._changed:
            self._closed, self._waiting = True, []
            self._changed.notify_all()
        if self._child is not None:
            self._child.stop()

    def _next(self) -> Question | None:
        with self._changed:
            while not self._closed and (self._resting or not self._waiting):
                self._changed.wait()
            return None if self._closed else self._waiting[0]

    def _work(self) -> None:
        try:
            with SolvingChild() as self._child:
                prices = Prices(self.situation, self._child, self.planned, time_limit=LIMIT)
                while (question := self._next()) is not None:
                    answer = self._answered(prices, question)
                    with self._changed:
                        self._answers[question] = answer
                        self._waiting = [one for one in self._waiting if one != question]
                    self._tell()
        except Exception as error:  # a fault of ours, too, is said on the page: nobody waits for this thread
            if not self._closed:
                told = error if isinstance(error, RotationError) else None
                self.failure = told or RotationError("page.fault", kind=type(error).__name__)
                self._tell()

    def _answered(self, prices: Prices, question: Question) -> Answer:
        decisions, tray, told = question
        base = self._base(prices)
        if tray:
            judged = together(prices, self._read(tray), base)
            return JudgedTray(judged, _priced(prices, judged.value, base))
        value = prices.value((*self.decided, *decisions), self.granted, WHOLE if told else COST)
        return _priced(prices, value, base) if told else Priced(difference(value, base))

    def _base(self, prices: Prices) -> Value:
        """The best with what was decided before, once for each time the board is taken up."""
        if self._known is None:
            self._known = prices.value(self.decided, self.granted)
        return self._known

    _known: Value | None = None


def tray_question(tray: Tray) -> Question:
    """The question what all choices come to together."""
    return (), tray, True


def pair_question(decisions: Iterable[Decision], told: bool = False) -> Question:
    """The question what further decisions cost; ``told``: and who then fares otherwise."""
    return tuple(sorted(set(decisions))), (), told


def _priced(prices: Prices, value: Value, base: Value) -> Priced:
    pairs = value.pairs if value.score is not None else None
    return Priced(difference(value, base), prices.changes(value), value.unique, pairs)
