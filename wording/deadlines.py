"""Deadlines in words: their quarters, what each is about, and the lines that a screen shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from luanchuyen.messages import say
from luanchuyen.optimizer.deadlines.deadline import Deadline
from luanchuyen.optimizer.deadlines.people import TERM_MONTHS
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.wording.names import Names
from luanchuyen.wording.numbers import day, ordinal

MOST_LINES = 60
_QUARTERS = ("I", "II", "III", "IV")


class DeadlineWords:
    """The words for deadlines of one situation."""

    def __init__(self, situation: Situation) -> None:
        self.names = Names(situation)
        self.as_of = situation.instance.settings.as_of

    def quarter(self, date: dt.date) -> str:
        """Quý III/2026; of what is before the facts, that it is overdue."""
        if date < self.as_of:
            return say("calendar.overdue")
        return say("calendar.quarter", quarter=_QUARTERS[(date.month - 1) // 3], year=date.year)

    def by_quarter(self, deadlines: Iterable[Deadline]) -> dict[str, list[Deadline]]:
        """The deadlines under the words for their quarters, in order."""
        found: dict[str, list[Deadline]] = {}
        for one in deadlines:
            found.setdefault(self.quarter(one.date), []).append(one)
        return found

    def kind(self, one: Deadline) -> str:
        """Hết thời hạn luân chuyển. Of terms: which one is being served, or that the years of all of them are over."""
        if one.kind == "two_terms" and one.cadre is not None:
            return self._terms(one.cadre)
        return say(f"calendar.kind_{one.kind}")

    def _terms(self, cadre_id: str) -> str:
        situation = self.names.situation
        terms, limit = situation.terms[cadre_id], situation.definitions.max_terms
        if terms is not None and terms >= limit:
            return say("calendar.serving_term", term=ordinal(terms))
        return say("calendar.kind_two_terms", years=limit * TERM_MONTHS // 12, limit=limit)

    def person(self, one: Deadline) -> str:
        """The name; empty where it is about nobody."""
        return self.names.person(one.cadre) if one.cadre else ""

    def post(self, one: Deadline) -> str:
        """The post, or what the sheet calls the person's where it is not in it."""
        if one.post is not None:
            return self.names.post(one.post)
        return self.names.present(one.cadre) if one.cadre else ""

    def unit(self, one: Deadline) -> str:
        """The unit's name."""
        return self.names.unit(one.unit) if one.unit else ""

    def coded(self, one: Deadline) -> str:
        """Without names: what, in which post, whose code."""
        parts = [self.names.post(one.post)] if one.post else []
        parts += [say("calendar.of_code", code=one.cadre)] if one.cadre else []
        return say("calendar.coded", kind=self.kind(one), parts=", ".join(parts))

    def successors(self, one: Deadline) -> str:
        """How many could follow, where somebody is to follow."""
        followed = one.post is not None and one.kind not in ("remark_due", "waiver_end")
        return say("calendar.successors", count=one.successors) if followed else ""

    def line(self, one: Deadline) -> str:
        """A line of the screen."""
        parts = "; ".join(text for text in (self.person(one), self.post(one)) if text)
        after = f" ({told})" if (told := self.successors(one)) else ""
        return say("calendar.line", date=day(one.date), kind=self.kind(one), parts=parts, successors=after)


def deadline_lines(situation: Situation, deadlines: Sequence[Deadline], last: dt.date) -> Iterator[str]:
    """A line a deadline under its quarter, at most MOST_LINES; what is left out is counted."""
    words = DeadlineWords(situation)
    yield say("calendar.title", first=day(words.as_of), last=day(last))
    if not deadlines:
        yield say("calendar.nothing")
    for quarter, those in words.by_quarter(deadlines[:MOST_LINES]).items():
        whole = sum(words.quarter(one.date) == quarter for one in deadlines)
        yield say("calendar.quarter_count", quarter=quarter, count=whole)
        yield from map(words.line, those)
    if deadlines[MOST_LINES:]:
        yield say("calendar.more", count=len(deadlines) - MOST_LINES)
    yield say("workbook.draft")
