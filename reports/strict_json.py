"""JSON of files that others may have written: read as everybody would read it, or refused."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def read_json(path: Path) -> Any:
    """The value in a file. Raises OSError; ValueError: no JSON, nested too deeply, or a key twice."""
    try:
        text = path.read_text(encoding="utf-8")
        return json.loads(text, object_pairs_hook=_once, parse_constant=_refused)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key twice")
    return found


def _refused(text: str) -> Any:
    raise ValueError(text)
