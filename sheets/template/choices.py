"""The words that drop-downs offer: each list stands once on the sheet Danh mục, columns point to it."""

from __future__ import annotations

from collections.abc import Mapping

from luanchuyen.models.vocabulary import Vocabulary
from luanchuyen.optimizer.rules.rule import register
from luanchuyen.sheets.form.column import Column, Sheet
from luanchuyen.sheets.form.tables import BY_ID, SHEETS
from luanchuyen.sheets.opening.grid import letters

TITLE = "Danh mục"
LAST_ROW = 3000
"""Drop-downs reach down to this row."""

RELATIONS = (
    "vợ chồng",
    "cha mẹ và con",
    "cha mẹ vợ (chồng) và con rể (dâu)",
    "anh chị em ruột",
    "anh chị em ruột của vợ (chồng)",
    "thông gia",
)
"""Offered, not closed: the sheet takes any words."""

_OPEN = frozenset({"kind", "sector", "relation"})
_OF_VOCABULARY = ("level", "bloc", "sector", "kind")


def lists(vocabulary: Vocabulary) -> Mapping[str, tuple[str, ...]]:
    """Every list by its id, in the order in which Danh mục shows them."""
    found: dict[str, tuple[str, ...]] = {
        "level": vocabulary.levels,
        "bloc": vocabulary.blocs,
        "sector": tuple(dict.fromkeys(vocabulary.sectors.values())),
        "kind": tuple(kind.title for kind in vocabulary.kinds.values()),
        "yes_no": ("có", "không"),
    }
    for sheet in SHEETS:
        for column in sheet:
            name = list_name(sheet, column)
            if column.words:
                found[name] = column.choices
            elif column.scale:
                found[name] = tuple(vocabulary.scales[column.scale].levels)
    found["relation"] = RELATIONS
    found["rule"] = tuple(register())
    return found


def list_name(sheet: Sheet, column: Column) -> str:
    """The id of the list that a column draws from; "" where it has none."""
    if column.words:
        return "career_form" if (sheet.id, column.id) == ("career", "form") else column.id
    if column.scale:
        return column.scale
    if column.reads in (*_OF_VOCABULARY, "yes_no"):
        return column.reads
    if (sheet.id, column.id) in (("relations", "relation"), ("waivers", "rule")):
        return column.id
    return ""


def source(sheet: Sheet, column: Column, known: Mapping[str, tuple[str, ...]]) -> str:
    """The formula of a column's drop-down; "" where it has none."""
    if column.reads == "evaluations":
        return ""
    if column.points_to in BY_ID:
        pointed = BY_ID[column.points_to]
        return _written_codes(pointed.title, letters(_place(pointed, pointed.key)))
    name = list_name(sheet, column)
    if not name:
        return ""
    place = letters(list(known).index(name) + 1)
    return f"='{TITLE}'!${place}$2:${place}${len(known[name]) + 1}"


def is_closed(sheet: Sheet, column: Column) -> bool:
    """Whether a value outside the drop-down deserves a question; several codes in one cell never do."""
    if sheet.id == "locks" and column.id == "cadre_id":
        return False
    return column.reads not in ("codes", "planned") and list_name(sheet, column) not in _OPEN


def _written_codes(title: str, place: str) -> str:
    """The codes written so far in a column of another sheet, without the empty rows below them."""
    area = f"'{title}'!${place}$2:${place}${LAST_ROW}"
    return f"=OFFSET('{title}'!${place}$2,0,0,MAX(1,COUNTA({area})),1)"


def _place(sheet: Sheet, column_id: str) -> int:
    return [column.id for column in sheet].index(column_id) + 1
