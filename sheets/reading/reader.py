"""The reader: a book into an Instance and every problem there is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from luanchuyen.models.errors import Problem
from luanchuyen.models.instance import Instance, OwnRules, Settings
from luanchuyen.models.origin import NOWHERE, Origin
from luanchuyen.models.places.gazetteer import REORGANISED, Gazetteer
from luanchuyen.models.policy import BundleRule
from luanchuyen.models.update import Respelling
from luanchuyen.models.vocabulary import Vocabulary
from luanchuyen.sheets.form.tables import SHEETS
from luanchuyen.sheets.opening.book import InputBook
from luanchuyen.sheets.reading.building import instance_of
from luanchuyen.sheets.reading.cells.cells import CellReader
from luanchuyen.sheets.reading.cells.named_places import SHEET_ID, NamedPlaces
from luanchuyen.sheets.reading.cells.spellings import KnownWords
from luanchuyen.sheets.reading.facts.abolished_units import AbolishedUnits
from luanchuyen.sheets.reading.facts.bodies import agree_on_places, tell_other_levels
from luanchuyen.sheets.reading.facts.careers import Careers
from luanchuyen.sheets.reading.facts.contradictions import contradictions
from luanchuyen.sheets.reading.facts.half_dates import tell_half_converted
from luanchuyen.sheets.reading.facts.later_ratings import tell_later_ratings
from luanchuyen.sheets.reading.facts.references import link
from luanchuyen.sheets.reading.facts.sanity import sanity
from luanchuyen.sheets.reading.facts.untouched_examples import without_examples
from luanchuyen.sheets.reading.named_sheets import in_workbook
from luanchuyen.sheets.reading.problems import Problems
from luanchuyen.sheets.reading.settings import settings_of
from luanchuyen.sheets.reading.tables.finding_sheets import find_sheets
from luanchuyen.sheets.reading.tables.layout import table_of
from luanchuyen.sheets.reading.tables.old_template import tell_old_template
from luanchuyen.sheets.reading.tables.table import RowValues, SheetRows, Table


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
    (rows read, rows without an error). ``scenarios`` are the rows of Kịch bản, in their order. ``respelled`` are the
    cells that were understood and have one right spelling, other than what stands there.
    """

    instance: Instance | None
    problems: tuple[Problem, ...]
    rows: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    scenarios: tuple[ScenarioRow, ...] = ()
    respelled: tuple[Respelling, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


@dataclass(frozen=True)
class Tables:
    """A book laid out: its tables by sheet id, and Tham số, which names the rule book that the rest is read with.

    ``book`` is without its grids, which nobody reads any more. ``settings`` None where the cut-off date cannot be had;
    ``own`` is what Tham số says of the rules, whatever else is wrong in it.
    ``problems`` are those found so far.
    """

    book: InputBook
    tables: dict[str, Table]
    settings: Settings | None
    own: OwnRules
    problems: Problems


def lay_out(book: InputBook) -> Tables:
    """The tables of the book, each laid out once, and its settings; for one ``read_instance``."""
    problems, tables = Problems(), {}
    grids = find_sheets(book, problems) if book.opened else {}
    for sheet in SHEETS:
        table = table_of(grids[sheet.id], sheet, problems) if sheet.id in grids else None
        if table is not None:
            tables[sheet.id] = table
    tell_old_template(book.grids, tables, problems)
    settings, own = settings_of(tables.get("settings"), problems)
    return Tables(replace(book, grids=()), tables, settings, own, problems)


def read_instance(
    laid: Tables, vocabulary: Vocabulary, gazetteer: Gazetteer, bundles: Sequence[BundleRule] = ()
) -> Reading:
    """Everything in the book. Without settings all the rest is read and judged all the same.

    The tables of ``laid`` are used up: each goes once its records are made, so that a large book is held once.
    ``bundles``: what the rule book says of bundles, by which two cells may contradict each other or not.
    """
    if not laid.book.opened:
        return Reading(None, laid.book.problems)
    settings, problems = laid.settings, laid.problems
    as_of = settings.as_of if settings else None
    known = KnownWords(vocabulary)
    reader = CellReader(problems, known, gazetteer, as_of or REORGANISED)
    tables = without_examples(laid.tables, problems)
    laid.tables.clear()
    sheets = {sheet_id: table.title for sheet_id, table in tables.items()}
    records = _records(reader, tables, as_of, problems)
    _births(records.get("cadres", []), problems)
    codes = link(records, known, problems)
    tell_other_levels(codes["units"].first.values(), problems, gazetteer.name)
    agree_on_places(codes["units"].first.values(), problems, gazetteer, as_of or REORGANISED)
    AbolishedUnits(codes["units"].first, gazetteer, problems).tell(as_of or REORGANISED)
    contradictions(records, codes, problems, bundles, settings.start if settings else None)
    sanity(records, as_of, problems)
    Careers(records, known, gazetteer, settings.start if settings else None, problems).check()
    found = in_workbook((*laid.book.problems, *problems.all()), sheets)
    rows = {name: (len(of), sum(not record.faulty for record in of)) for name, of in records.items()}
    sound = settings is not None and not any(problem.severity == "error" for problem in found)
    instance = instance_of(records, settings, laid.book.sha256, sheets) if settings and sound else None
    return Reading(instance, found, rows, _scenarios(records) if sound else (), problems.respelled)


def _records(
    reader: CellReader, tables: dict[str, Table], as_of: dt.date | None, problems: Problems
) -> dict[str, list[RowValues]]:
    """The rows of every table but the settings, read with the places that the workbook itself names; ``tables`` go."""
    records: dict[str, list[RowValues]] = {}
    named = None
    if SHEET_ID in tables:
        records[SHEET_ID] = reader.records(tables.pop(SHEET_ID))
        named = NamedPlaces(records[SHEET_ID], problems)
        reader.name_places(named)
    tables.pop("settings", None)
    for sheet_id in tuple(tables):
        table = tables.pop(sheet_id)
        records[sheet_id] = reader.records(table)
        tell_half_converted(table, problems)
        tell_later_ratings(table, as_of, problems)
        del table
    if named is not None:
        named.tell_unused(problems)
    return records


def _scenarios(records: SheetRows) -> tuple[ScenarioRow, ...]:
    return tuple(
        ScenarioRow(row.text("scenario"), row.text("change"), row.text("target"), row.text("value"), row.origin)
        for row in records.get("scenarios", [])
    )


def _births(cadres: list[RowValues], problems: Problems) -> None:
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
