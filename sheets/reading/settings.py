"""The sheet Tham số into Settings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from luanchuyen.models.calendar import PartialDate
from luanchuyen.models.instance import OwnRules, Settings
from luanchuyen.models.text.folding import clean, nearest
from luanchuyen.models.text.rule_names import code_of
from luanchuyen.sheets.form.column import Column
from luanchuyen.sheets.form.decisions import SETTING_ROWS, SETTINGS
from luanchuyen.sheets.form.page_header import is_whole
from luanchuyen.sheets.opening.grid import Cell, shown
from luanchuyen.sheets.reading.cells.cells import CellReader, respelling
from luanchuyen.sheets.reading.problems import Problems
from luanchuyen.sheets.reading.tables.headings import Headings
from luanchuyen.sheets.reading.tables.table import Table, TableRow

_SHEET = replace(SETTINGS, columns=SETTING_ROWS)


def settings_of(table: Table | None, problems: Problems) -> tuple[Settings | None, OwnRules]:
    """The settings; None, with the problems noted, where the cut-off date is not known or a row is wrong.

    What they say of the rules is told all the same: it is judged beside what is wrong of the rest.
    """
    values: dict[str, Any] = {}
    overrides: list[tuple[str, str, str, str]] = []
    cells: dict[str, str] = {}
    reader = CellReader(problems)
    headings = Headings(_SHEET)
    sound = table is not None
    for line in table.lines if table is not None else ():
        assert table is not None
        key = clean(shown(line.cells["key"])) if "key" in line.cells else ""
        cell = line.cells.get("value")
        where = _cell(table, line)
        found = headings.find(key)
        if found is None:
            sound = _override(key, cell, table, where, overrides, problems) and sound
        elif found[0].id in cells:
            problems.add("setting_twice", table.title, cells[found[0].id], where, setting=found[0].heading)
            sound = False
        else:
            cells[found[0].id] = where
            sound = _row(found[0], cell, table, line.row, values, reader, problems) and sound
    if table is not None and "as_of" not in cells:
        problems.add("no_as_of", table.title)
    named = f"{table.title}!{cells['rules']}" if table is not None and "rules" in cells else ""
    own = OwnRules(values.get("rules"), named, tuple(sorted(overrides)))
    if not sound or "as_of" not in values:
        return None, own
    values.setdefault("start", values["as_of"])
    if values["start"] < values["as_of"] and table is not None:
        problems.add("start_before", table.title, cells["start"], cells["as_of"], severity="warning",
                     start=f"{values['start']:%d/%m/%Y}", as_of=f"{values['as_of']:%d/%m/%Y}")  # fmt: skip
    if table is not None and not is_whole(values.get("secrecy") or ""):
        problems.add("header_too_long", table.title, cells["secrecy"], severity="warning", column="Độ mật")
    return Settings(**values, overrides=own.overrides, rules_cell=own.cell), own


def _row(column: Column, cell: Cell | None, table: Table, row: int, values: dict[str, Any],
         reader: CellReader, problems: Problems) -> bool:  # fmt: skip
    """Read one known row into ``values``; whether it is sound."""
    where = f"{_value_letters(table)}{row}"
    value, remarks = (None, ()) if cell is None else reader.value("settings", column, cell)
    spelling = None if cell is None else respelling("settings", "value", row, cell, remarks)
    if spelling is not None:
        problems.respell(spelling)
    for remark in remarks:
        problems.remark(remark, table.title, column.heading, where)
    if any(remark.severity == "error" for remark in remarks):
        return False
    if value is None:
        if column.required:
            problems.add("no_as_of", table.title, where)
        return not column.required
    if isinstance(value, PartialDate):
        if not value.whole:
            problems.add("whole_date", table.title, where, column=column.heading, text=str(value))
            return False
        value = dt.date(value.year, value.month, value.day)
    values[column.id] = value
    return True


def _override(key: str, cell: Cell | None, table: Table, where: str,
              overrides: list[tuple[str, str, str, str]], problems: Problems) -> bool:  # fmt: skip
    """Take a row ``rule.key``; whether it is one."""
    rule, dot, number = key.partition(".")
    rule = code_of(rule)
    if not dot or not rule.strip() or not number.strip() or " " in rule.strip():
        known = [name for column in SETTING_ROWS for name in (column.heading, column.id)]
        cell_of_key = where.replace(_value_letters(table), _key_letters(table), 1)
        problems.add("unknown_setting", table.title, cell_of_key,
                     setting=key, nearest=", ".join(_offered(nearest(key, known))))  # fmt: skip
        return False
    if cell is None:
        problems.add("blank", table.title, where, column=key)
        return False
    for other in overrides:
        if other[:2] == (rule.strip(), number.strip()):
            problems.add("setting_twice", table.title, other[3].rpartition("!")[2], where, setting=key)
            return False
    overrides.append((rule.strip(), number.strip(), clean(shown(cell)), f"{table.title}!{where}"))
    return True


def _offered(names: tuple[str, ...]) -> Mapping[str, None]:
    headings = {column.id: column.heading for column in SETTING_ROWS}
    return dict.fromkeys(headings.get(name, name) for name in names)


def _cell(table: Table, line: TableRow) -> str:
    return f"{_value_letters(table)}{line.row}"


def _value_letters(table: Table) -> str:
    return table.letters.get("value", "B")


def _key_letters(table: Table) -> str:
    return table.letters.get("key", "A")
