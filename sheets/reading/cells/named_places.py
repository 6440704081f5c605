"""The sheet Địa danh: writings that the tables do not know, each given its place once by the clerk."""

from __future__ import annotations

from luanchuyen.models.places.tables import Place
from luanchuyen.models.text.folding import fold
from luanchuyen.sheets.form.decisions import PLACES
from luanchuyen.sheets.reading.problems import Problems
from luanchuyen.sheets.reading.tables.table import RowValues

SHEET_ID = "places"


class NamedPlaces:
    """What each writing means, and which rows were of use."""

    def __init__(self, records: list[RowValues], problems: Problems) -> None:
        self._rows: dict[str, list[RowValues]] = {}
        for record in records:
            if record.text("as_written"):
                self._rows.setdefault(fold(record.text("as_written")), []).append(record)
        self._used: set[str] = set()
        for rows in self._rows.values():
            if len({row.values.get("place") for row in rows if "place" in row.values}) > 1:
                cells = [row.cell("as_written") for row in rows]
                problems.add("named_place_twice", rows[0].origin.sheet, *cells, text=rows[0].text("as_written"))

    def find(self, text: str) -> Place | None:
        """The place of a writing, which is then of use; None where no row has it or its place was not read."""
        key = fold(text)
        if key not in self._rows:
            return None
        self._used.add(key)
        places = (row.values.get("place") for row in self._rows[key])
        return next((place for place in places if isinstance(place, Place)), None)

    def tell_unused(self, problems: Problems) -> None:
        """Note together the rows whose writing stands in no cell, but for the template's own example."""
        used = {*self._used, fold(PLACES.column("as_written").example)}
        for row in (row for key, rows in self._rows.items() if key not in used for row in rows):
            problems.add("named_place_unused", row.origin.sheet, row.cell("as_written"), severity="info")
