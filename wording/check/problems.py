"""The sentence of a problem: where it is, what it is, how to mend it."""

from __future__ import annotations

from luanchuyen.messages import reason_said, say, shortened
from luanchuyen.models.errors import Problem
from luanchuyen.models.tables import TITLES
from luanchuyen.wording.rules import coded_rule_name

CELLS_SHOWN = 5
TYPED = ("text", "book", "plain", "value", "word", "code", "setting", "source", "what", "where")
"""The values of a sentence that somebody typed, shown shortened where they go on and on."""


def sentence(problem: Problem) -> str:
    """One line: ``trang "Cán bộ", ô E17 (Ngày sinh): "31/02/1980" không phải ngày có thật. → Sửa …``."""
    nearest = str(problem.values.get("nearest") or "")
    words = {
        **{f"sheet_{table}": title for table, title in TITLES.items()},
        "field_name": problem.values.get("field", ""),
        **{key: shortened(value) if key in TYPED else _spoken(value) for key, value in problem.values.items()},
        "reason": reason_said(problem.values.get("reason")),
        "hint": say(_hint(nearest), nearest=nearest) if nearest else "",
        "choice": say("check.choose_from", nearest=nearest) if nearest else "",
        "known": say("check.known_part", within=problem.values["within"]) if problem.values.get("within") else "",
        "rule_name": coded_rule_name(str(problem.values.get("rule", ""))),
    }
    text = say(problem.key, **words)
    where = where_of(problem)
    return say("check.whole", where=where, text=text) if where else text


def _spoken(value: object) -> object:
    """A change of a scenario in words; anything else as it is."""
    if not isinstance(value, tuple):
        return value
    from luanchuyen.models.comparison import Condition  # late: few problems tell of a change
    from luanchuyen.wording.comparison.words import change_words

    return change_words(Condition(*value))


def _hint(nearest: str) -> str:
    return "check.choose_from" if "," in nearest else "check.did_you_mean"


def sheet_of(problem: Problem) -> str:
    """The sheet as the workbook at hand names it, else as the table is called; "" where it has none."""
    return problem.sheet or TITLES.get(problem.table, "")


def where_of(problem: Problem) -> str:
    """Its sheet, its first cells and its column; what names it where it has no sheet."""
    sheet = sheet_of(problem)
    if not sheet:
        return str(shortened(problem.values.get("source", "")))  # an option, or a file's table
    if not problem.cells:
        return say("check.where_sheet", sheet=sheet)
    cells = ", ".join(problem.cells[:CELLS_SHOWN])
    if len(problem.cells) > CELLS_SHOWN:
        cells = say("check.more_cells", cells=cells, count=len(problem.cells) - CELLS_SHOWN)
    column = problem.values.get("column")
    if column:
        return say("check.where_column", sheet=sheet, cells=cells, column=column)
    return say("check.where_cells", sheet=sheet, cells=cells)
