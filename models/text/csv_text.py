"""Tables as CSV for Excel: UTF-8 with its mark, and no text that a spreadsheet would take for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

_MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_bytes(rows: Iterable[Iterable[object]]) -> bytes:
    """The rows, headings first; None is blank. A text that begins like a formula gets an apostrophe before it."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(map(_shown, row) for row in rows)
    return (_MARK + stream.getvalue()).encode()


def _shown(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
