"""The rows of one working record held against each other: what cannot, or is not likely to, be so together."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from luanchuyen.models.calendar import PartialDate
from luanchuyen.models.places.gazetteer import Gazetteer
from luanchuyen.models.places.tables import Place
from luanchuyen.sheets.reading.cells.spellings import KnownWords
from luanchuyen.sheets.reading.problems import Problems
from luanchuyen.sheets.reading.tables.table import RowValues, SheetRows


@dataclass(frozen=True)
class _Row:
    """One row whose first day could be read; ``to`` None = still running."""

    record: RowValues
    since: PartialDate
    to: PartialDate | None
    unit_id: str
    place: Place | None

    @property
    def first_cell(self) -> str:
        return self.record.cell("from")

    @property
    def last_cell(self) -> str:
        return self.record.cell("to") if "to" in self.record.origin.cells else self.first_cell

    def surely_with(self, other: _Row) -> bool:
        """Whether both certainly ran together for more than the day of handing over."""
        since = max(self.since.last, other.since.last)
        return all(row.to is None or since < row.to.first for row in (self, other))


class Careers:
    """The working records of one input; ``start`` None: nothing is measured against it."""

    def __init__(
        self, records: SheetRows, known: KnownWords, gazetteer: Gazetteer, start: dt.date | None, problems: Problems
    ) -> None:
        self._records = records
        self._known = known
        self._gazetteer = gazetteer
        self._start = start
        self._problems = problems

    def check(self) -> None:
        """Note everything of each cadre."""
        for cadre_id, rows in self._rows.items():
            for row in rows:
                self._later(row)
                self._elsewhere(row)
            self._heads(rows)
            self._open(rows)
            self._against_present(rows, self._present(cadre_id))

    @cached_property
    def _rows(self) -> dict[str, list[_Row]]:
        rows: dict[str, list[_Row]] = defaultdict(list)
        for record in self._records.get("career", []):
            row = self._row(record)
            if row is not None and record.text("cadre_id"):
                rows[record.text("cadre_id")].append(row)
        return rows

    def _row(self, record: RowValues) -> _Row | None:
        since, to = record.values.get("from"), record.values.get("to")
        if not isinstance(since, PartialDate) or "to" in record.faulty:
            return None
        unit_id = record.text("unit_id") if record.text("unit_id") in self._units else ""
        typed = record.values.get("place")
        place = typed if isinstance(typed, Place) else self._spot(unit_id) if unit_id else None
        return _Row(record, since, to if isinstance(to, PartialDate) else None, unit_id, place)

    @cached_property
    def _units(self) -> dict[str, RowValues]:
        return {record.text("unit_id"): record for record in self._records.get("units", [])}

    @cached_property
    def _posts(self) -> dict[str, RowValues]:
        return {record.text("post_id"): record for record in self._records.get("posts", [])}

    @cached_property
    def _cadres(self) -> dict[str, RowValues]:
        return {record.text("cadre_id"): record for record in self._records.get("cadres", [])}

    def _present(self, cadre_id: str) -> list[_Row]:
        """What the sheet of cadres says they hold now: a row a post, or one of their unit; [] where it is not known."""
        cadre = self._cadres.get(cadre_id)
        since = cadre.values.get("in_post_since") if cadre else None
        if cadre is None or not isinstance(since, PartialDate):
            return []
        held = [self._posts[code] for code in cadre.texts("post_id") if code in self._posts] or [cadre]
        units = [(record, record.text("unit_id")) for record in held if record.text("unit_id") in self._units]
        return [_Row(record, since, None, unit_id, self._spot(unit_id)) for record, unit_id in units]

    @cached_property
    def _bundles(self) -> dict[str, set[str]]:
        """Bundle → the units of its posts."""
        bundles: dict[str, set[str]] = defaultdict(set)
        for post in self._records.get("posts", []):
            if post.text("bundle"):
                bundles[post.text("bundle")].add(post.text("unit_id"))
        return bundles

    def _spot(self, unit_id: str) -> Place | None:
        """The place of the nearest ancestor-or-self of the unit's own level that has one."""
        seen: set[str] = set()
        level = self._units[unit_id].text("level")
        while unit_id in self._units and unit_id not in seen:
            seen.add(unit_id)
            unit = self._units[unit_id]
            place = unit.values.get("place")
            if isinstance(place, Place) and unit.text("level") == level:
                return place
            unit_id = unit.text("parent_id")
        return None

    def _later(self, row: _Row) -> None:
        if self._start is not None and row.since.first > self._start:
            self._problems.add("stint_later", row.record.origin.sheet, row.first_cell, severity="warning",
                               since=str(row.since), start=f"{self._start:%d/%m/%Y}")  # fmt: skip

    def _elsewhere(self, row: _Row) -> None:
        """A unit and a place of which neither touches the other."""
        led = self._spot(row.unit_id) if row.unit_id else None
        if led is None or not isinstance(row.record.values.get("place"), Place) or row.place is None:
            return
        if self._gazetteer.inside(led, row.place) == "out" == self._gazetteer.inside(row.place, led):
            self._problems.add("stint_elsewhere", row.record.origin.sheet, row.record.cell("unit_id"),
                               row.record.cell("place"), severity="warning", unit=row.unit_id,
                               led=self._gazetteer.name(led), place=self._gazetteer.name(row.place))  # fmt: skip

    def _heads(self, rows: list[_Row]) -> None:
        for one, other in combinations(rows, 2):
            if one.surely_with(other) and not self._together(one, other) and self._is_head(one, other):
                self._problems.add("heads_at_once", one.record.origin.sheet, one.first_cell, other.first_cell,
                                   severity="warning", cadre=one.record.text("cadre_id"))  # fmt: skip

    def _open(self, rows: list[_Row]) -> None:
        running = [row for row in rows if row.to is None]
        apart = {id(row): row for pair in combinations(running, 2) if not self._together(*pair) for row in pair}
        if apart:
            cells = [row.last_cell for row in apart.values()]
            self._problems.add("two_open_stints", running[0].record.origin.sheet, *cells, severity="warning",
                               cadre=running[0].record.text("cadre_id"))  # fmt: skip
            return
        for row in running:
            for later in self._after(row, rows):
                self._problems.add("open_stint_before", row.record.origin.sheet, row.last_cell, later.first_cell,
                                   severity="warning", cadre=row.record.text("cadre_id"),
                                   since=str(later.since))  # fmt: skip

    def _against_present(self, rows: list[_Row], present: list[_Row]) -> None:
        """Rows elsewhere that go on into the present post, where no row of the record stands for it."""
        if any(row.to is None and self._together(row, now) for row in rows for now in present):
            return
        for row in rows:
            apart = [now for now in present if row.surely_with(now) and row.since.last < now.since.first]
            if not apart or any(self._together(row, now) for now in present) or self._told_open(row, rows):
                continue
            values = {"cadre": row.record.text("cadre_id"), "since": str(apart[0].since)}
            if row.to is None:
                self._problems.add("open_stint_present", row.record.origin.sheet, row.last_cell,
                                   severity="warning", **values)  # fmt: skip
            elif any(self._is_head(row, now) for now in apart):
                self._problems.add("head_till_present", row.record.origin.sheet, row.last_cell,
                                   severity="warning", to=str(row.to), **values)  # fmt: skip

    def _told_open(self, row: _Row, rows: list[_Row]) -> bool:
        """Whether a row without an end has been told of beside other rows already."""
        others = (other for other in rows if other is not row and other.to is None)
        apart = any(not self._together(row, other) for other in others)
        return row.to is None and (apart or any(self._after(row, rows)))

    def _after(self, row: _Row, rows: list[_Row]) -> Iterator[_Row]:
        """The latest row that certainly began after this one, if one did."""
        later = [other for other in rows if other.since.first > row.since.last and not self._together(row, other)]
        if later:
            yield max(later, key=lambda other: other.since.first)

    def _is_head(self, *rows: _Row) -> bool:
        """Whether each row is a head post, by its kind or else by its title, in a place or unit that is known."""
        kinds = self._known.vocabulary.kinds
        for row in rows:
            kind = kinds.get(row.record.text("kind") or self._known.kind(row.record.text("position")) or "")
            if kind is None or not kind.head or not (row.unit_id or row.place):
                return False
        return True

    def _together(self, one: _Row, other: _Row) -> bool:
        """Whether one person may well hold both: in one unit, one place, one bundle, or by one decision."""
        if one.unit_id and one.unit_id == other.unit_id:
            return True
        if one.place is not None and one.place == other.place:
            return True
        units = {one.unit_id, other.unit_id}
        return one.since == other.since or any(units <= of for of in self._bundles.values())
