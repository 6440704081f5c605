"""Where scenarios come from: the rows of Kịch bản, a TOML file, the options of the command line.

The file is a list of tables, each with a name and its changes::

    [[scenario]]
    name = "Giữ chức vụ từ 30 tháng"
    changes = [
      {set = "stint_length.min_months", value = 30},
      {off = "release"},
      {soft = "family", value = 20},            # tier 2; {…, tier = 1} for another
      {weight = "quota", value = 50},
      {without_cadre = "CB001"},
      {without_post = "XMP-BT"},
      {add = "CB002", post = "XMP-BT"},         # into the planning pool; fix and forbid in the same way
      {budget = "X1", value = 200},
      {as_of = 2026-09-01},
    ]
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from luanchuyen.models.errors import Problem, ScenarioError
from luanchuyen.models.origin import Origin
from luanchuyen.models.text.bounded import UnreadableError, read_toml
from luanchuyen.models.text.rule_names import code_of
from luanchuyen.scenarios.changes.objections import placed
from luanchuyen.scenarios.rulebook.text import toml_value
from luanchuyen.scenarios.rulebook.values import one_of
from luanchuyen.scenarios.scenario import KINDS, OF_RULES, VALUED, Change, Scenario, named_after

Row = tuple[str, str, str, str, Origin]
"""Of the sheet Kịch bản: scenario, kind of change, target, value, where."""


def of_rows(rows: Iterable[Row]) -> tuple[tuple[Scenario, ...], tuple[Problem, ...]]:
    """The scenarios of the sheet Kịch bản, rows of one name together, and what is wrong with its rows."""
    named: dict[str, list[Change]] = {}
    problems: list[Problem] = []
    for name, kind, target, value, origin in rows:
        change = _change(kind, target, value, origin, problems)
        named.setdefault(name, []).extend([change] if change else [])
    return tuple(Scenario(name, tuple(changes)) for name, changes in named.items()), tuple(problems)


def of_file(path: Path) -> tuple[tuple[Scenario, ...], tuple[Problem, ...]]:
    """The scenarios of a TOML file, and what is wrong with them. Raises ScenarioError where it is no TOML."""
    try:
        found = read_toml(path)
    except UnreadableError as error:
        key = "scenario.not_toml" if error.reason == "malformed" else "scenario.unreadable"
        raise ScenarioError(key, path=path.name, reason=error.reason, line=error.line) from error
    whole = Origin(path.name)
    strange = [
        placed(whole, "scenario.unknown_table_key", "", word=key, nearest="scenario")
        for key in found.keys() - {"scenario"}
    ]
    made, problems = of_tables(found.get("scenario", []), path.name)
    return made, (*strange, *problems)


def of_tables(tables: object, name: str) -> tuple[tuple[Scenario, ...], tuple[Problem, ...]]:
    """The scenarios of such tables, each of a ``name`` and ``changes``, and what is wrong; ``name``: their source."""
    problems: list[Problem] = []
    if not isinstance(tables, list) or not tables or not all(isinstance(t, Mapping) for t in tables):
        return (), (placed(Origin(name), "scenario.no_tables", ""),)
    return tuple(_scenarios(name, tables, problems)), tuple(problems)


Option = tuple[str, tuple[str, ...], str, str]
"""Of the command line: kind of change, target, value, the option as typed."""


def of_options(options: Iterable[Option]) -> tuple[tuple[Change, ...], tuple[Problem, ...]]:
    """The changes that the options make, all of one scenario, and what is wrong with them."""
    problems: list[Problem] = []
    made = [_sound(kind, target, value, Origin(told), problems) for kind, target, value, told in options]
    return tuple(change for change in made if change), tuple(problems)


def _scenarios(name: str, tables: Iterable[Mapping[str, Any]], problems: list[Problem]) -> Iterator[Scenario]:
    for number, table in enumerate(tables, 1):
        whole = Origin(f"{name} [scenario {number}]")
        for key in table.keys() - {"name", "changes"}:
            known = one_of(key, ("name", "changes"))
            problems.append(placed(whole, "scenario.unknown_table_key", "", word=key, nearest=known))
        rows = table.get("changes")
        if not isinstance(rows, list) or not rows:
            problems.append(placed(whole, "scenario.no_changes", ""))
            continue
        changes = []
        for place, row in enumerate(rows, 1):
            change = _of_table(row, Origin(f"{name} [scenario {number}, changes {place}]"), problems)
            changes += [change] if change else []
        title = str(table.get("name", "")).strip() or named_after(changes)
        yield Scenario(title, tuple(changes))


def _of_table(row: object, origin: Origin, problems: list[Problem]) -> Change | None:
    """One inline table: its kind is the key that names one."""
    kinds = [key for key in row if key in KINDS] if isinstance(row, Mapping) else []
    if not isinstance(row, Mapping) or len(kinds) != 1:
        problems.append(placed(origin, "scenario.no_kind", "change", nearest=", ".join(KINDS)))
        return None
    kind = kinds[0]
    further = {"post"} if KINDS[kind] == 2 else {"value", "tier"} if kind == "soft" else {"value"}
    further = further if kind in VALUED or KINDS[kind] == 2 else set()
    for key in row.keys() - further - {kind}:
        known = one_of(key, tuple(sorted(further | {kind})))
        problems.append(placed(origin, "scenario.unknown_table_key", "change", word=key, nearest=known))
        return None
    if kind == "as_of":
        return _sound(kind, (), _text(row.get("value", row[kind])), origin, problems)
    target = (_text(row[kind]), *((_text(row.get("post", "")),) if KINDS[kind] == 2 else ()))
    value = _text(row.get("value", ""))
    value = f"{value}@{_text(row['tier'])}" if "tier" in row else value
    return _sound(kind, target, value, origin, problems)


def _text(value: object) -> str:
    """A TOML value as it would be typed in a cell."""
    if isinstance(value, str):
        return value.strip()
    return f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else toml_value(value)


def _change(kind: str, target: str, value: str, origin: Origin, problems: list[Problem]) -> Change | None:
    """A row of the sheet: of two codes the second stands in the column of values."""
    if KINDS.get(kind) == 2:
        return _sound(kind, (target, value), "", origin, problems)
    if KINDS.get(kind) == 0:
        return _sound(kind, (), value or target, origin, problems)
    return _sound(kind, (target,), value, origin, problems)


def _sound(kind: str, target: tuple[str, ...], value: str, origin: Origin, problems: list[Problem]) -> Change | None:
    """The change, where everything it needs is there and nothing more."""
    wrong = ""
    if not all(part.strip() for part in target):
        wrong = "needs_pair" if len(target) == 2 else "needs_target"
    elif kind == "set" and not all(part.strip() for part in target[0].partition(".")):
        wrong = "needs_number"
    elif kind in VALUED and not value.strip():
        wrong = "needs_value"
    elif kind not in VALUED and value.strip():
        wrong = "needs_no_value"
    if wrong:
        problems.append(placed(origin, f"scenario.{wrong}", "target", change=(kind, target, value)))
        return None
    parts = tuple(part.strip() for part in target)
    if kind in OF_RULES:
        rule, dot, key = parts[0].partition(".")
        parts = (f"{code_of(rule)}{dot}{key}",)
    return Change(kind, parts, value.strip(), origin)
