"""A workbook made of an older template of ours: which columns have come since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from luanchuyen.messages import LANGUAGES, sentences
from luanchuyen.models.text.folding import clean
from luanchuyen.sheets.opening.grid import Grid
from luanchuyen.sheets.reading.problems import Problems
from luanchuyen.sheets.reading.tables.table import Table


def tell_old_template(grids: Iterable[Grid], tables: Mapping[str, Table], problems: Problems) -> None:
    """Note the columns that the workbook's template had not yet; of a workbook of another make nothing is said."""
    titles = {clean(sentences(language, "template")["guide_title"]) for language in LANGUAGES}
    if not any(clean(grid.text(1, 1)) in titles for grid in grids):
        return
    newer = [
        f"{table.title}: {column.heading}"
        for table in tables.values()
        for column in table.sheet
        if column.since and column.id not in table.letters
    ]
    if newer:
        problems.add("old_template", severity="info", columns="; ".join(newer))
