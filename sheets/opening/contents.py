"""Which sheets a workbook has, in which parts, and from when it counts days."""

from __future__ import annotations

from dataclasses import dataclass

from luanchuyen.sheets.opening.relations import Package


@dataclass(frozen=True)
class SheetEntry:
    """A sheet of cells: its title, whether it is hidden, the part that holds it."""

    title: str
    hidden: bool
    part: str


@dataclass(frozen=True)
class Contents:
    """``part``: of the workbook itself. ``titles``: of all its sheets, those of charts too."""

    part: str
    sheets: tuple[SheetEntry, ...]
    titles: tuple[str, ...]
    since_1904: bool


def contents_of(package: Package) -> Contents | None:
    """The contents of a workbook; None where the file is none. Raises what reading a part raises."""
    book = package.one("officeDocument")
    if book is None:
        return None
    told, since_1904 = _told(package, book)
    parts = {relation.id: (relation.kind, target) for relation, target in package.relations(book)}
    found = []
    for number, (title, hidden, relation) in enumerate(told, 1):
        usual = ("worksheet", f"xl/worksheets/sheet{number}.xml")
        kind, part = parts.get(relation, usual if not parts else ("", ""))
        if kind == "worksheet" and package.has(part):
            found.append(SheetEntry(title, hidden, part))
    return Contents(book, tuple(found), tuple(title for title, _, _ in told), since_1904)


def _told(package: Package, book: str) -> tuple[list[tuple[str, bool, str]], bool]:
    """The sheets (title, whether hidden, relation) in their order, and whether days count from 1904."""
    sheets: list[tuple[str, bool, str]] = []
    since_1904 = False

    def starts(name: str, attributes: dict[str, str]) -> None:
        nonlocal since_1904
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            sheets.append((attributes.get("name", ""), attributes.get("state", "visible") != "visible", relation))
        elif name == "workbookPr":
            since_1904 = attributes.get("date1904", "0") in ("1", "true")

    package.read(book, starts)
    return sheets, since_1904
