"""Cells into records: each distinct text of a column is parsed once, however many cells hold it."""

from __future__ import annotations

import datetime as dt
import re

from luanchuyen.models.errors import Severity
from luanchuyen.models.origin import Origin
from luanchuyen.models.places.former_provinces import former_province
from luanchuyen.models.places.gazetteer import REORGANISED, Gazetteer, Unresolved
from luanchuyen.models.places.led import PlaceReading, of_a_unit, place_led
from luanchuyen.models.places.origins import place_of_origin
from luanchuyen.models.places.tables import Place
from luanchuyen.models.text.folding import clean, fold
from luanchuyen.models.update import Respelling
from luanchuyen.sheets.form.column import Column
from luanchuyen.sheets.form.facts import BIRTH_BY_SEX
from luanchuyen.sheets.opening.grid import DATE, FAULT, TEXT, UNCOUNTED, Cell, shown
from luanchuyen.sheets.reading.cells.legacy_text import decoded
from luanchuyen.sheets.reading.cells.named_places import SHEET_ID, NamedPlaces
from luanchuyen.sheets.reading.cells.spellings import KnownWords
from luanchuyen.sheets.reading.cells.values import PARSERS
from luanchuyen.sheets.reading.problems import Problems
from luanchuyen.sheets.reading.remark import Remark
from luanchuyen.sheets.reading.tables.table import CellNames, RowValues, Table

MOST_LETTERS = 32_767
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_STRICT_PLACES = ("units", SHEET_ID)
_HOMES = ("ancestral_home", "birthplace", "raised_in")
_A_FORMER_CODE = "06838@2024"
_NOTICES: dict[str, Severity] = {"meant_former": "warning", "below": "normalised"}
"""How loud what is said of a place that was read is; else to be known."""


class CellReader:
    """Reads the cells of all sheets of one input."""

    def __init__(self, problems: Problems, known: KnownWords | None = None,
                 gazetteer: Gazetteer | None = None, as_of: dt.date | None = None) -> None:  # fmt: skip
        self._problems = problems
        self._known = known
        self._gazetteer = gazetteer
        self._as_of = as_of
        self._named: NamedPlaces | None = None
        self._origins: dict[str, PlaceReading] = {}
        self._seen: dict[tuple[str, str], dict[Cell, tuple[object, tuple[Remark, ...]]]] = {}

    def name_places(self, named: NamedPlaces) -> None:
        """From now on the written names mean these places (the sheet Địa danh)."""
        self._named = named

    def records(self, table: Table) -> list[RowValues]:
        """Every line of a table; blanks and cells that cannot be read are noted as problems."""
        sheet_id, title = table.sheet.id, table.title
        columns = {column.id: column for column in (*table.sheet, *BIRTH_BY_SEX) if column.id in table.letters}
        seen = {name: self._seen.setdefault((sheet_id, name), {}) for name in columns}
        required = [column for column in table.sheet if column.required and column.id in table.letters]
        records = []
        for line in table.lines:
            letters = {**table.letters, **line.elsewhere} if line.elsewhere else table.letters
            record = RowValues(Origin(title, line.row, CellNames(letters, line.row)))
            values = record.values
            for name, cell in line.cells.items():
                known = seen[name].get(cell)
                if known is None:
                    known = seen[name][cell] = self._read(sheet_id, columns[name], cell)
                value, remarks = known
                if remarks:
                    self._tell(remarks, record, columns[name])
                    spelling = respelling(sheet_id, name, line.row, cell, remarks)
                    if spelling is not None and name not in table.divided:
                        self._problems.respell(spelling)
                if value is not None:
                    values[name] = value
            for column in required:
                if column.id not in values and column.id not in record.faulty:
                    self._problems.add("blank", title, record.cell(column.id), column=column.heading)
                    record.faulty.add(column.id)
            records.append(record)
        return records

    def value(self, sheet_id: str, column: Column, cell: Cell) -> tuple[object, tuple[Remark, ...]]:
        """The value of one cell and what is to be said of it; None = blank or not read."""
        return self._read(sheet_id, column, cell)

    def _tell(self, remarks: tuple[Remark, ...], record: RowValues, column: Column) -> None:
        for remark in remarks:
            of_any = column.id in _HOMES and remark.name.startswith("place_")
            heading = "" if of_any else column.heading  # told once, with the cells of all these columns
            self._problems.remark(remark, record.origin.sheet, heading, record.cell(column.id))
            if remark.severity == "error":
                record.faulty.add(column.id)

    def _read(self, sheet_id: str, column: Column, cell: Cell) -> tuple[object, tuple[Remark, ...]]:
        fault = _fault(cell)
        if fault is not None:
            return None, (fault,)
        if cell.kind == DATE and column.reads == "date":
            value, remark = PARSERS["date"](column, cell, self._known)
            return value, (remark,) if remark else ()
        text = clean(shown(cell))
        if not text or _is_blank(text, column.blanks):
            return None, ()
        remarks: list[Remark] = []
        if cell.kind == TEXT:
            old = decoded(text)
            if old is not None:
                values = {"text": text, "font": old[0], "decoded": old[1], "option": old[0].lower()}
                return None, (Remark("old_font", values=values),)
            raw = str(cell.raw)
            if text != raw and (text != " ".join(raw.split()) or _CONTROL.search(raw)):
                remarks.append(Remark("tidied", "normalised"))
        if column.reads == "place":
            place, said = self._place_of(text, sheet_id)
            return place, (*remarks, *said)
        value, remark = PARSERS[column.reads](column, cell, self._known)
        return value, (*remarks, *([remark] if remark else []))

    def _place_of(self, text: str, sheet_id: str) -> tuple[object, tuple[Remark, ...]]:
        if self._gazetteer is None or self._as_of is None:
            return Unresolved(text, "unknown", ()), ()
        reading = self._reading(text, sheet_id)
        place = reading.place
        said = tuple(Remark(f"place_{name}", _NOTICES.get(name, "info"), v) for name, v in reading.notices)
        if isinstance(place, Place):
            return place, (*said, *self._without_successor(place, text))
        name = ("named_place_" if sheet_id == SHEET_ID else "place_") + place.reason
        values = {"text": text, "nearest": "; ".join(place.nearest)}
        if sheet_id in _STRICT_PLACES:
            code = {"code": str(place.within or _A_FORMER_CODE)} if place.reason == "former" else {}
            return None, (Remark(name, "error", {**values, **code}),)
        if place.within is not None:
            values["within"] = self._gazetteer.name(place.within)
        return place, (*said, Remark(name, "warning", values))

    def _reading(self, text: str, sheet_id: str) -> PlaceReading:
        """What the text means in this sheet; a row of the sheet Địa danh goes before the tables."""
        assert self._gazetteer is not None and self._as_of is not None
        named = self._named.find(text) if self._named is not None else None
        if named is not None:
            return of_a_unit(self._gazetteer, text, named, self._as_of) if sheet_id == "units" else PlaceReading(named)
        if sheet_id == "units":
            return place_led(self._gazetteer, text, self._as_of)
        if sheet_id != SHEET_ID:
            if text not in self._origins:
                self._origins[text] = place_of_origin(self._gazetteer, text, self._as_of)
            return self._origins[text]
        former = former_province(text)
        if former is not None and not former.still_a_name:
            return PlaceReading(former.place)
        return PlaceReading(self._gazetteer.resolve(text, self._as_of))

    def _without_successor(self, place: Place, text: str) -> tuple[Remark, ...]:
        """A word of a former place of which no successor is recorded, once it is former."""
        assert self._gazetteer is not None and self._as_of is not None
        if self._as_of < REORGANISED or self._gazetteer.has_successor(place):
            return ()
        values = {"text": text, "place": self._gazetteer.name(place)}
        return (Remark("place_without_successor", "warning", values),)


def respelling(table: str, field: str, row: int, cell: Cell, remarks: tuple[Remark, ...]) -> Respelling | None:
    """The one right spelling of a cell, where it was read as if it had it; None where there is none to be had."""
    names = {remark.name: remark for remark in remarks}
    if any(remark.severity == "error" for remark in remarks):
        return None
    if "number_read" in names:
        number = int(str(names["number_read"].values["number"]))
        return Respelling(table, field, row, str(number), number)
    if "tidied" in names:
        lines = (clean(line) for line in shown(cell).split("\n"))
        return Respelling(table, field, row, "\n".join(line for line in lines if line))
    return None


def _is_blank(text: str, blanks: tuple[str, ...]) -> bool:
    """Whether it is a written word that means an empty cell. To fold a text takes long, and never half its letters."""
    return text in blanks or (len(text) <= 2 * max(map(len, blanks), default=0) and fold(text) in blanks)


def _fault(cell: Cell) -> Remark | None:
    if cell.kind == FAULT:
        return Remark("error_cell", values={"text": str(cell.raw)})
    if cell.kind == UNCOUNTED:
        return Remark("formula_not_counted")
    if isinstance(cell.raw, str) and len(cell.raw) > MOST_LETTERS:
        return Remark("too_long", values={"letters": len(cell.raw), "most": MOST_LETTERS})
    return None
