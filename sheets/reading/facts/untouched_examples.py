"""Example rows of the template that were left among a board's own rows: named, and kept out of the plans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from luanchuyen.models.errors import Severity
from luanchuyen.models.text.first_few import first_few
from luanchuyen.models.text.folding import clean, fold
from luanchuyen.sheets.form.example_rows import MARKED, ExampleRow, example_rows
from luanchuyen.sheets.opening.grid import shown
from luanchuyen.sheets.reading.problems import Problems
from luanchuyen.sheets.reading.tables.table import Table, TableRow

_CODED = {"units": "unit_id", "posts": "post_id", "cadres": "cadre_id"}
_BETWEEN = re.compile(r"[;,\n\r]+")
_NOT_ROWS = "settings"
Cells = Mapping[str, Mapping[str, list[str]]]
"""Sheet → code → the cells, with their sheet, that name it."""


def without_examples(tables: Mapping[str, Table], problems: Problems) -> dict[str, Table]:
    """The tables without untouched example rows, each noted.

    Where no post is the board's own the template is being tried out: everything stays, which is said once there is
    any own row. An example unit or post that own rows name stays too, and is said; a cadre so named is an error. So
    is a changed row that bears the name of an example.
    """
    examples = {name: _untouched(table) for name, table in tables.items() if name != _NOT_ROWS}
    own = {name: [line for line in tables[name].lines if line not in found] for name, found in examples.items()}
    if not own.get("posts"):
        if any(own.values()) and examples.get("posts"):
            problems.add("example_trial", tables["posts"].title, *_cells(tables["posts"], examples["posts"]),
                         severity="info")  # fmt: skip
        return dict(tables)
    for name, column in MARKED.items():
        if name in tables:
            _tell_changed(tables[name], own[name], column, problems)
    kept = _named_by_own(tables, examples, own, problems)
    left = dict(tables)
    for name, lines in examples.items():
        table = tables[name]
        out = [line for line in lines if line not in kept[name]]
        if out:
            problems.add("example_left", table.title, *_cells(table, out), severity="warning", rows=len(out))
            left[name] = replace(table, lines=tuple(line for line in table.lines if line not in out))
    return left


def _tell_changed(table: Table, own: list[TableRow], column: str, problems: Problems) -> None:
    """Note own rows that still bear the name of an example: a cadre so called may be nobody."""
    names = {fold(row[column]) for row in example_rows(table.sheet)}
    severity: Severity = "error" if table.sheet.id == "cadres" else "warning"
    for line in own:
        if column in line.cells and fold(name := shown(line.cells[column])) in names:
            cell = f"{table.letters[column]}{line.row}"
            problems.add("example_changed", table.title, cell, severity=severity, name=name)


def _cells(table: Table, lines: list[TableRow]) -> list[str]:
    return [f"{table.letters.get(table.sheet.key, 'A')}{line.row}" for line in lines]


def _untouched(table: Table) -> list[TableRow]:
    key = table.sheet.key
    examples = [_keyed(row, table) for row in example_rows(table.sheet)]
    keys = {example.get(key) for example in examples}
    alike = (line for line in table.lines if key in line.cells and fold(shown(line.cells[key])) in keys)
    return [line for line in alike if _written(line) in examples]


def _keyed(row: ExampleRow, table: Table) -> dict[str, str]:
    """The example as it reads in this table, which may have lost columns."""
    return {key: fold(text) for key, text in row.items() if fold(text) and key in table.letters}


def _written(line: TableRow) -> dict[str, str]:
    texts = {key: fold(shown(cell)) for key, cell in line.cells.items()}
    return {key: text for key, text in texts.items() if text}


def _named_by_own(
    tables: Mapping[str, Table],
    examples: Mapping[str, list[TableRow]],
    own: Mapping[str, list[TableRow]],
    problems: Problems,
) -> dict[str, list[TableRow]]:
    """The example rows whose codes own rows name, or those that these rows name in turn, and no own row bears."""
    kept: dict[str, list[TableRow]] = {name: [] for name in examples}
    borne = {name: set(_codes(own.get(name, []), key)) for name, key in _CODED.items()}
    fresh = dict(own) if any(examples.values()) else {}
    while any(fresh.values()):
        named = _named(tables, fresh)
        fresh = {}
        for name, key in _CODED.items():
            for line in examples.get(name, []):
                code = next(_codes([line], key), "")
                if code in named[name] and code not in borne[name] and line not in kept[name]:
                    kept[name].append(line)
                    fresh.setdefault(name, []).append(line)
                    _tell(tables[name], line, code, named[name][code], problems)
    return kept


def _tell(table: Table, line: TableRow, code: str, users: list[str], problems: Problems) -> None:
    cell = f"{table.letters[_CODED[table.sheet.id]]}{line.row}"
    severity: Severity = "error" if table.sheet.id == "cadres" else "warning"
    problems.add("example_used", table.title, cell, severity=severity, code=code, users=first_few(users, 3))


def _named(tables: Mapping[str, Table], rows: Mapping[str, list[TableRow]]) -> Cells:
    """The codes that the rows name in other sheets."""
    named: dict[str, dict[str, list[str]]] = {name: {} for name in _CODED}
    for name, lines in rows.items():
        table = tables[name]
        for column in table.sheet:
            targets = ("posts", "units") if column.points_to == "wishes" else (column.points_to,)
            for line in lines if column.points_to else ():
                for code in _codes([line], column.id):
                    for target in targets:
                        cell = f"{table.title}!{table.letters[column.id]}{line.row}"
                        named.get(target, {}).setdefault(code, []).append(cell)
    return named


def _codes(lines: list[TableRow], column_id: str) -> Iterator[str]:
    for line in lines:
        if column_id in line.cells:
            yield from (code for code in map(clean, _BETWEEN.split(shown(line.cells[column_id]))) if code)
