"""Tables of sweeps as CSV, one row a scenario: for Excel (UTF-8 with its mark) and for other programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from luanchuyen.models.text.csv_text import csv_bytes


def table_csv(rows: Sequence[Mapping[str, object]], headings: Mapping[str, str]) -> bytes:
    """The rows under ``headings`` (column -> what stands above it), in the order of the headings; None is blank."""
    return csv_bytes([list(headings.values()), *([row.get(column) for column in headings] for row in rows)])
