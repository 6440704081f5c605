"""The reader: a book, or tables of text, into an Instance and every problem there is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from luanchuyen.models.errors import Problem
from luanchuyen.models.instance import Instance, Settings
from luanchuyen.models.origin import NOWHERE, Origin
from luanchuyen.models.places.gazetteer import REORGANISED, Gazetteer
from luanchuyen.models.policy import BundleRule
from luanchuyen.models.text.folding import nearest
from luanchuyen.models.vocabulary import Vocabulary
from luanchuyen.sheets.form.tables import BIRTH_BY_SEX, BY_ID, SHEETS
from luanchuyen.sheets.opening.book import Book
from luanchuyen.sheets.opening.grid import Cell, letters
from luanchuyen.sheets.opening.opening import open_book as open_book
from luanchuyen.sheets.reading.building import instance_of
from luanchuyen.sheets.reading.cells.cells import CellReader
from luanchuyen.sheets.reading.cells.named_places import SHEET_ID, NamedPlaces
from luanchuyen.sheets.reading.cells.spellings import KnownWords
from luanchuyen.sheets.reading.facts.abolished_units import AbolishedUnits
from luanchuyen.sheets.reading.facts.bodies import agree_on_places, tell_other_levels
from luanchuyen.sheets.reading.facts.careers import Careers
from luanchuyen.sheets.reading.facts.contradictions import contradictions
from luanchuyen.sheets.reading.facts.half_dates import tell_half_converted
from luanchuyen.sheets.reading.facts.references import link
from luanchuyen.sheets.reading.facts.sanity import sanity
from luanchuyen.sheets.reading.facts.untouched_examples import without_examples
from luanchuyen.sheets.reading.problems import Problems
from luanchuyen.sheets.reading.settings import settings_of
from luanchuyen.sheets.reading.tables.finding_sheets import find_sheets
from luanchuyen.sheets.reading.tables.layout import table_of
from luanchuyen.sheets.reading.tables.table import Line, Record, Records, Table


@dataclass(frozen=True)
class ScenarioRow:
    """One row of Kịch bản: ``change`` is a code such as set, off or without_cadre; the rest is as typed."""

    scenario: str
    change: str
    target: str = ""
    value: str = ""
    origin: Origin = NOWHERE


@dataclass(frozen=True)
class Reading:
    """What was read. ``instance`` is None when any problem is an error.

    ``problems`` are all there are, those of opening and of Tham số among them. ``rows`` maps a sheet's id to
    (rows read, rows without an error). ``scenarios`` are the rows of Kịch bản, in their order.
    """

    instance: Instance | None
    problems: tuple[Problem, ...]
    rows: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    scenarios: tuple[ScenarioRow, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


@dataclass(frozen=True)
class Tables:
    """A book laid out: its tables by sheet id, and Tham số, which names the rule book that the rest is read with.

    ``settings`` None where the cut-off date cannot be had. ``problems`` are those found so far.
    """

    book: Book
    tables: Mapping[str, Table]
    settings: Settings | None
    problems: Problems


def lay_out(book: Book) -> Tables:
    """The tables of the book, each laid out once, and its settings; for one ``read_instance``."""
    problems, tables = Problems(), {}
    grids = find_sheets(book, problems) if book.opened else {}
    for sheet in SHEETS:
        table = table_of(grids[sheet.id], sheet, problems) if sheet.id in grids else None
        if table is not None:
            tables[sheet.id] = table
    return Tables(book, tables, settings_of(tables.get("settings"), problems), problems)


def read_instance(
    laid: Tables, vocabulary: Vocabulary, gazetteer: Gazetteer, bundles: Sequence[BundleRule] = ()
) -> Reading:
    """Everything in the book. Without settings all the rest is read and judged all the same.

    ``bundles``: what the rule book says of bundles, by which two cells may contradict each other or not.
    """
    book = laid.book
    if not book.opened:
        return Reading(None, book.problems)
    return _reading(
        laid.tables, laid.settings, vocabulary, gazetteer, laid.problems, book.sha256, book.problems, bundles
    )


def read_tables(
    tables: Mapping[str, Sequence[Mapping[str, str]]],
    vocabulary: Vocabulary,
    gazetteer: Gazetteer,
    bundles: Sequence[BundleRule] = (),
) -> Reading:
    """The same from rows of text by column id, the sheets by sheet id; rows are numbered as in a sheet."""
    problems = Problems()
    made = {}
    for sheet_id, rows in tables.items():
        if sheet_id not in BY_ID:
            problems.add("unknown_table", table=sheet_id, nearest=", ".join(nearest(sheet_id, BY_ID)))
        else:
            made[sheet_id] = _table(sheet_id, rows, problems)
    for sheet in SHEETS:
        if sheet.required and sheet.id not in made:
            problems.add("missing_sheet", wanted=sheet.title, found=", ".join(tables))
    settings = settings_of(made.get("settings"), problems)
    text = json.dumps({name: [dict(row) for row in tables[name]] for name in sorted(tables)}, sort_keys=True)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return _reading(made, settings, vocabulary, gazetteer, problems, sha256, bundles=bundles)


def _table(sheet_id: str, rows: Sequence[Mapping[str, str]], problems: Problems) -> Table:
    sheet = BY_ID[sheet_id]
    known = {column.id for column in (*sheet, *BIRTH_BY_SEX)}
    ids = dict.fromkeys(key for row in rows for key in row)
    for column_id in ids.keys() - known:
        problems.add("unknown_columns", sheet.title, columns=column_id)
    used = [column_id for column_id in ids if column_id in known]
    have = {*used, *(("birth", "sex") if "birth_male" in used else ())}
    missing = [column.heading for column in sheet if column.required and column.id not in have]
    if missing and rows:
        problems.add("missing_columns", sheet.title, columns=", ".join(missing))
    places = {column_id: letters(place) for place, column_id in enumerate(used, 1)}
    lines = [
        Line(number, {key: Cell(row[key]) for key in used if row.get(key, "").strip()})
        for number, row in enumerate(rows, 2)
    ]
    return Table(sheet, sheet.title, places, tuple(line for line in lines if line.cells))


def _reading(
    tables: Mapping[str, Table], settings: Settings | None, vocabulary: Vocabulary, gazetteer: Gazetteer,
    problems: Problems, sha256: str, before: tuple[Problem, ...] = (), bundles: Sequence[BundleRule] = (),
) -> Reading:  # fmt: skip
    known = KnownWords(vocabulary)
    reader = CellReader(problems, known, gazetteer, settings.as_of if settings else REORGANISED)
    records: dict[str, list[Record]] = {}
    tables = without_examples(tables, problems)
    named = None
    if SHEET_ID in tables:
        records[SHEET_ID] = reader.records(tables[SHEET_ID])
        named = NamedPlaces(records[SHEET_ID], problems)
        reader.name_places(named)
    for sheet_id, table in tables.items():
        if sheet_id not in ("settings", SHEET_ID):
            records[sheet_id] = reader.records(table)
            tell_half_converted(table, problems)
    if named is not None:
        named.tell_unused(problems)
    _births(records.get("cadres", []), problems)
    codes = link(records, known, problems)
    tell_other_levels(codes["units"].first.values(), problems, gazetteer.name)
    agree_on_places(codes["units"].first.values(), problems)
    AbolishedUnits(codes["units"].first, gazetteer, problems).tell(settings.as_of if settings else REORGANISED)
    contradictions(records, codes, problems, bundles, settings.start if settings else None)
    sanity(records, settings.as_of if settings else None, problems)
    Careers(records, known, gazetteer, settings.start if settings else None, problems).check()
    found = (*before, *problems.all())
    rows = {name: (len(of), sum(not record.faulty for record in of)) for name, of in records.items()}
    if settings is None or any(problem.severity == "error" for problem in found):
        return Reading(None, found, rows)
    return Reading(instance_of(records, settings, sha256), found, rows, _scenarios(records))


def _scenarios(records: Records) -> tuple[ScenarioRow, ...]:
    return tuple(
        ScenarioRow(row.text("scenario"), row.text("change"), row.text("target"), row.text("value"), row.origin)
        for row in records.get("scenarios", [])
    )


def _births(cadres: list[Record], problems: Problems) -> None:
    """The form Năm sinh: Nam | Nữ: the filled column tells the sex."""
    for cadre in cadres:
        names = {"birth_male", "birth_female"}
        filled = sorted((cadre.values.keys() | cadre.faulty) & names)
        cells = [cadre.cell(name) for name in ("birth_male", "birth_female") if name in cadre.origin.cells]
        if not cells:
            continue
        given = {name: cadre.values.pop(name, None) for name in names}
        if "birth" in cadre.values:
            continue
        if len(filled) == 2:
            problems.add("both_sexes", cadre.origin.sheet, *cells)
            cadre.faulty.add("birth")
        elif not filled:
            problems.add("no_birth", cadre.origin.sheet, *cells)
            cadre.faulty.add("birth")
        elif given[filled[0]] is not None:
            cadre.values["birth"] = given[filled[0]]
            cadre.values["sex"] = filled[0].removeprefix("birth_")
