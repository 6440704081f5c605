"""The record of a run as the proof page prints it: hashes, versions, options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from luanchuyen.messages import say
from luanchuyen.wording.run_records import option_name, record_value

_FIRST = ("as_of", "input_sha256", "rules_sha256", "rules", "version", "solver", "seed")


def record_lines(record: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """(what, value), in words."""
    for name in _FIRST:
        if name in record:
            yield say(f"workbook.record_{name}"), record_value(record[name])
    options = record.get("options")
    for key, value in sorted(options.items()) if isinstance(options, Mapping) else ():
        if key not in record:
            yield option_name(key), record_value(value)
