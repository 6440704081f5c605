"""Text files that anybody may have written: read up to a size, parsed up to a depth and to whole numbers of 64 bits.

Whatever else they hold is an UnreadableError: no such file ends a command with a traceback, eats the memory or hangs.
"""

from __future__ import annotations

import json
import math
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from luanchuyen.models.text.plain_files import MOST_TEXT, NotPlainError, TooLargeError, read_plain

MOST_JSON = 2**28
"""Bytes of a run's file, written by us; what is written by hand measures less (MOST_TEXT)."""
DEEPEST = 50
_MOST_DOTS = 200
_LARGEST = 2**63
_QUOTED = re.compile(r"""#.*|"(?:[^"\\]|\\.)*"?|'[^']*'?""")
"""A comment, or a text to its closing mark, or to the end of the line where that is missing: linear in the line."""
_AT_LINE = re.compile(r"at line (\d+)")


class UnreadableError(ValueError):
    """``reason``: not_a_file | too_large | not_utf8 | too_deep | malformed. ``line``: where, as far as it is known."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.line = reason, line


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file. Raises OSError, UnreadableError."""
    return toml_of(_text(path, MOST_TEXT))


def read_json(path: Path) -> Any:
    """The value of a JSON file. Raises OSError, UnreadableError."""
    return json_of(_text(path, MOST_JSON))


def toml_of(text: str) -> dict[str, Any]:
    """The tables of a TOML text. Raises UnreadableError."""
    # Dotted keys nest, and are read in quadratic time.
    dotted = (line for line in text.split("\n") if line.count(".") > _MOST_DOTS)
    if any(_QUOTED.sub("", line).count(".") > _MOST_DOTS for line in dotted):
        raise UnreadableError("too_deep")
    found: dict[str, Any] = _parsed(tomllib.loads, text)
    return found


def json_of(text: str) -> Any:
    """The value of a JSON text. Raises UnreadableError."""
    return _parsed(_json, text)


def _json(text: str) -> Any:
    return json.loads(text, parse_int=_whole, parse_float=_finite, parse_constant=_finite, object_pairs_hook=_once)


def _text(path: Path, most: int) -> str:
    try:
        return decoded(read_plain(path, most))
    except TooLargeError as error:
        raise UnreadableError("too_large") from error
    except (NotPlainError, IsADirectoryError) as error:
        raise UnreadableError("not_a_file") from error


def decoded(data: bytes) -> str:
    """The text of a file in UTF-8, with a mark at its beginning or without. Raises UnreadableError."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError("not_utf8") from error


def _parsed(parse: Callable[[str], Any], text: str) -> Any:
    try:
        found = parse(text)
    except RecursionError as error:
        raise UnreadableError("too_deep") from error
    except MemoryError as error:
        raise UnreadableError("too_large") from error
    except ValueError as error:  # not of the form, or a whole number of more digits than Python reads
        at = _AT_LINE.search(str(error))
        raise UnreadableError("malformed", int(at[1]) if at else text.count("\n") + 1) from error
    _check_depth(found)
    return found


def _check_depth(found: Any) -> None:
    """Level by level, not by recursion."""
    level = [found] if isinstance(found, dict | list) else []
    for _ in range(DEEPEST + 1):
        if not level:
            return
        parts = (part.values() if isinstance(part, dict) else part for part in level)
        level = [inner for values in parts for inner in values if isinstance(inner, dict | list)]
    raise UnreadableError("too_deep")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object, unless a key stands in it twice: readers take that differently."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key twice")
    return found


def _whole(text: str) -> int:
    number = int(text)
    if not -_LARGEST <= number < _LARGEST:
        raise ValueError(text)
    return number


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number
