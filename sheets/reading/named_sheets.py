"""Problems that name tables and columns by their ids, told with the sheets of the workbook at hand and headings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from luanchuyen.messages import language, sentences
from luanchuyen.models.errors import Problem
from luanchuyen.models.tables import TITLES
from luanchuyen.sheets.form.tables import BY_ID

HEADINGS = {column.id: column.heading for sheet in ("posts", "cadres") for column in BY_ID[sheet]}
"""The headings of the columns of facts, by id; of one in both sheets that of the cadres."""


def in_workbook(problems: Iterable[Problem], sheets: Mapping[str, str]) -> tuple[Problem, ...]:
    """The same problems; ``sheets``: what the workbook calls the sheet of each table that it has."""
    other = {table: shown for table, shown in sheets.items() if shown != TITLES[table]}
    return tuple(_named(problem, other) for problem in problems)


def _named(problem: Problem, other: Mapping[str, str]) -> Problem:
    sheet = problem.sheet or other.get(problem.table) or TITLES.get(problem.table, "")
    values = {**problem.values, **_told(problem, other)}
    if "field" in values:
        values["field_name"] = HEADINGS.get(str(values["field"]), values["field"])
    return (
        problem if (sheet, values) == (problem.sheet, problem.values) else replace(problem, sheet=sheet, values=values)
    )


def _told(problem: Problem, other: Mapping[str, str]) -> dict[str, object]:
    """The sheets of other names that the sentence itself speaks of, as it asks for them: ``{sheet_cadres}``."""
    room, _, name = problem.key.partition(".")
    template = sentences(language(), room)[name] if other else ""
    return {f"sheet_{table}": shown for table, shown in other.items() if f"{{sheet_{table}}}" in template}
