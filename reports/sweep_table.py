"""Tables of sweeps as CSV, one row a scenario: for Excel (UTF-8 with its mark) and for other programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence


def table_csv(rows: Sequence[Mapping[str, object]], headings: Mapping[str, str]) -> bytes:
    """The rows under ``headings`` (column -> what stands above it), in the order of the headings; None is blank.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(headings.values())
    for row in rows:
        writer.writerow([_shown(row.get(column)) for column in headings])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def _shown(value: object) -> object:
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value
