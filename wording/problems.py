"""The sentence of a problem: where it is, what it is, how to mend it."""

from __future__ import annotations

from luanchuyen.messages import knows, reason_said, say, shortened
from luanchuyen.models.comparison import Condition
from luanchuyen.models.errors import Problem
from luanchuyen.sheets.form.tables import BY_ID
from luanchuyen.wording.comparison.words import change_words

CELLS_SHOWN = 5
TYPED = ("text", "book", "plain", "value", "word", "code", "setting", "source", "what", "where")
"""The values of a sentence that somebody typed, shown shortened where they go on and on."""


def sentence(problem: Problem) -> str:
    """One line: ``trang "Cán bộ", ô E17 (Ngày sinh): "31/02/1980" không phải ngày có thật. → Sửa …``."""
    nearest = str(problem.values.get("nearest") or "")
    words = {
        **{key: shortened(value) if key in TYPED else _spoken(value) for key, value in problem.values.items()},
        "reason": reason_said(problem.values.get("reason")),
        "hint": say(_hint(nearest), nearest=nearest) if nearest else "",
        "choice": say("check.choose_from", nearest=nearest) if nearest else "",
        "known": say("check.known_part", within=problem.values["within"]) if problem.values.get("within") else "",
        "rule_name": _rule_name(str(problem.values.get("rule", ""))),
        "field_name": _heading(str(problem.values.get("field", ""))),
    }
    text = say(problem.key, **words)
    where = _where(problem)
    return say("check.whole", where=where, text=text) if where else text


def _spoken(value: object) -> object:
    """A change of a scenario in words; anything else as it is."""
    if not isinstance(value, tuple):
        return value
    return change_words(Condition(*value))


def _rule_name(rule: str) -> str:
    """The rule in words, with its code, which the sheets Tham số and Ngoại lệ take."""
    key = f"rules.{rule}_name"
    return f"{say(key)} ({rule})" if rule and knows(key) else rule


def _heading(field: str) -> str:
    """The heading of a column of the cadres, or the posts, by its id."""
    columns = {column.id: column.heading for sheet in ("posts", "cadres") for column in BY_ID[sheet]}
    return columns.get(field, field)


def _hint(nearest: str) -> str:
    return "check.choose_from" if "," in nearest else "check.did_you_mean"


def _where(problem: Problem) -> str:
    if not problem.sheet:
        return str(shortened(problem.values.get("source", "")))  # an option, or a file's table
    if not problem.cells:
        return say("check.where_sheet", sheet=problem.sheet)
    cells = ", ".join(problem.cells[:CELLS_SHOWN])
    if len(problem.cells) > CELLS_SHOWN:
        cells = say("check.more_cells", cells=cells, count=len(problem.cells) - CELLS_SHOWN)
    column = problem.values.get("column")
    if column:
        return say("check.where_column", sheet=problem.sheet, cells=cells, column=column)
    return say("check.where_cells", sheet=problem.sheet, cells=cells)
