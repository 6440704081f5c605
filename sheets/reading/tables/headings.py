"""Every way the headings of one sheet are written."""

from __future__ import annotations

import re

from luanchuyen.models.text.folding import clean, fold, fold_plain
from luanchuyen.sheets.form.column import Column, Sheet
from luanchuyen.sheets.form.facts import BIRTH_BY_SEX

_HINT = re.compile(r"\s*\([^()]*\)")


class Headings:
    """Every way the headings of one sheet are written."""

    def __init__(self, sheet: Sheet) -> None:
        self._exact: dict[str, Column] = {}
        self._others: dict[str, Column] = {}
        plain: dict[str, list[Column]] = {}
        declared = [*sheet, *(BIRTH_BY_SEX if sheet.id == "cadres" else ())]
        self.count = len(declared)
        for column in declared:
            self._exact[fold(column.heading)] = column
        for column in declared:
            self._exact.setdefault(fold(column.id), column)
            for name in column.synonyms:
                self._others.setdefault(fold(name), column)
            for name in (column.heading, *column.synonyms):
                plain.setdefault(fold_plain(name), []).append(column)
        self._found: dict[str, tuple[Column, bool] | None] = {}
        self._plain = {name: columns[0] for name, columns in plain.items() if len(set(columns)) == 1}

    def find(self, written: str) -> tuple[Column, bool] | None:
        """The column a heading means, and whether it is written exactly so, not by a synonym."""
        if written not in self._found:
            self._found[written] = self._find(written)
        return self._found[written]

    def _find(self, written: str) -> tuple[Column, bool] | None:
        bare = clean(written).replace("*", "").rstrip(" :").strip()
        for text in dict.fromkeys((bare, _HINT.sub("", bare).strip())):
            key = fold(text)
            if not key:
                continue
            if key in self._exact:
                return self._exact[key], True
            column = self._others.get(key) or self._plain.get(key.replace("_", " "))
            if column is not None:
                return column, False
        return None
