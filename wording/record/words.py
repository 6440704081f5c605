"""A record in words: its forms, its places and people, and each line of reconciliation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from luanchuyen.messages import say
from luanchuyen.models.places.tables import Place
from luanchuyen.optimizer.record.coverage import Concurrent, Coverage
from luanchuyen.optimizer.record.reconciliation import Reconciled
from luanchuyen.optimizer.record.record import Record, Standing
from luanchuyen.optimizer.record.turnover import WITHIN_MONTHS, Headed
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.wording.numbers import day, number, ordinal, sentence

MOST_NAMED = 12
"""So many places or people are named in one line."""


class RecordWords:
    """The words for what a record has."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation

    def form(self, form: str) -> str:
        """Luân chuyển."""
        return sentence(say(f"record.form_{form}"))

    def direction(self, direction: str | None) -> str:
        """xuống; mọi hướng."""
        return say(f"record.direction_{direction}") if direction else say("record.all_directions")

    def level(self, level: str | None) -> str:
        """cấp tỉnh."""
        return say("record.level", level=level) if level else say("record.level_unknown")

    def changes(self, record: Record) -> Iterator[tuple[str, str, str]]:
        """(what, before, after) of coverage, of posts held together, of terms."""
        rows = self.beside(record.before, record.after)
        return ((what, before, after) for what, before, after in rows)

    def beside(self, *standings: Standing) -> Iterator[tuple[str, ...]]:
        """A row for everything counted, with a column for each standing."""
        coverages = [standing.coverage for standing in standings]
        if coverages[0].of:
            yield self.coverage_name(), *(_ratio(c.covered, c.of) for c in coverages)
        for same in zip(*(standing.concurrent for standing in standings), strict=True):
            yield self.concurrent_name(same[0]), *(_ratio(one.places, one.of) for one in same)
        terms = [standing.terms for standing in standings]
        said = self.terms_name(terms[0].limit)
        yield said, *(say("record.count_persons", count=number(len(one.past))) for one in terms)

    def terms_name(self, limit: int) -> str:
        """Of heads whom the terms allowed bind: the one being served is counted."""
        return say("record.terms", limit=ordinal(limit))

    def head_changes(self, *records: Record) -> tuple[str, ...]:
        """A row of how many head posts had a new holder twice, with a column for each record."""
        counts = (say("record.count_posts", count=number(len(record.changed_twice))) for record in records)
        return say("record.head_changes", months=WITHIN_MONTHS), *counts

    def headed(self, posts: Sequence[Headed]) -> str:
        """Head posts in running text, the first of them named."""
        return named([self.head_of(post) for post in posts[:MOST_NAMED]], len(posts), "posts")

    def head_of(self, post: Headed) -> str:
        """Bí thư (Đảng ủy xã Nà Tấu)."""
        unit_id, kind = post
        known, units = self.situation.policy.vocabulary.kinds, self.situation.instance.units
        title = known[kind].title if kind in known else kind
        return say("record.head_of", kind=title, unit=units[unit_id].name if unit_id in units else unit_id)

    def levels(self) -> str:
        """The levels that coverage is judged at."""
        return ", ".join(self.situation.definitions.levels_covered)

    def coverage_name(self) -> str:
        """What coverage counts."""
        return say("record.coverage", levels=self.levels())

    def concurrent_name(self, one: Concurrent) -> str:
        """Bí thư, Chủ tịch UBND do một người giữ (cấp xã)."""
        known = self.situation.policy.vocabulary.kinds
        titles = ", ".join(known[kind].title if kind in known else kind for kind in one.kinds)
        return say("record.concurrent", kinds=titles, level=one.level)

    def place(self, place: Place, coverage: Coverage) -> str:
        """A place that is open, with why where that is not plain."""
        name, status = self.situation.gazetteer.short_name(place), status_of(place, coverage)
        return name if status == "local" else say("record.place_said", place=name, said=say(f"record.place_{status}"))

    def places(self, coverage: Coverage) -> str:
        """The open places in running text, the first of them named."""
        return named([self.place(p, coverage) for p in coverage.open[:MOST_NAMED]], len(coverage.open), "places")

    def persons(self, cadres: Sequence[str]) -> str:
        """People in running text, the first of them named."""
        shown = [self.situation.cadre(cadre_id).name for cadre_id in cadres[:MOST_NAMED]]
        return named(shown, len(cadres), "persons")

    def remark(self, remark: Reconciled) -> str:
        """One line of reconciliation."""
        values: dict[str, Any] = dict(remark.values)
        if "when" in values:
            values["when"] = say(f"record.when_{values['when']}")
        if remark.key.startswith("stated"):
            return say(f"record.remark_{remark.key}", **self._stated(values))
        if "form" in values:
            values["form"] = self.form(values["form"])
        return say(f"record.remark_{remark.key}", **values)

    def _stated(self, values: dict[str, Any]) -> dict[str, object]:
        form, way, stated = values["form"], values["direction"], values["stated"]
        what = self.form(form) + (f" {self.direction(way)}" if way else "")
        parts: Mapping[str, int] = values["parts"]
        ways = [self._way(stated, chosen, parts) for chosen in values["ways"]]
        for chosen in values["forms"]:
            total = " + ".join(f"{count} {say(f'record.form_{name}')}" for name, count in chosen.items())
            ways.append(say("record.stated_way", stated=stated, parts=total, rest=""))
        if values["equals"]:
            ways.append(say(f"record.stated_equals_{values['equals']}", stated=stated))
        if not ways and way is None and parts:
            ways.append(say("record.stated_untold", stated=stated))
        told = say("record.stated_parts", parts=self.sum(parts)) if len(parts) > 1 else ""
        return {"what": what, "stated": stated, "counted": values["counted"], "parts": told, "ways": "".join(ways)}

    def _way(self, stated: int, chosen: Mapping[str, int], parts: Mapping[str, int]) -> str:
        left = {name: count for name, count in parts.items() if name not in chosen}
        joined = ", ".join(f"{count} {self.direction(name)}" for name, count in left.items())
        rest = say("record.stated_rest", rest=joined) if left else ""
        return say("record.stated_way", stated=stated, parts=self.sum(chosen), rest=rest)

    def sum(self, parts: Mapping[str, int]) -> str:
        """2 xuống + 3 lên."""
        return " + ".join(f"{count} {self.direction(name)}" for name, count in parts.items())


def status_of(place: Place, coverage: Coverage) -> str:
    """covered | local | unknown | unheld."""
    if place in coverage.unknown:
        return "unknown"
    if place in coverage.unheld:
        return "unheld"
    return "local" if place in coverage.open else "covered"


def named(shown: Sequence[str], count: int, what: str) -> str:
    """Names in running text, and how many more there are."""
    text = ", ".join(shown)
    return say(f"record.more_{what}", shown=text, rest=number(count - len(shown))) if count > len(shown) else text


def eve(first: dt.date) -> str:
    """The day before a period."""
    return day(first - dt.timedelta(days=1)) if first > dt.date.min else day(first)


def _ratio(places: int, of: int) -> str:
    return say("record.ratio", places=number(places), of=number(of))
