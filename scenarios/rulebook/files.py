"""The files of rule books: the shipped ones and people's own, and the chain of ``extends``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from luanchuyen.models.errors import RuleBookError
from luanchuyen.models.text.bounded import UnreadableError, decoded, toml_of
from luanchuyen.models.text.plain_files import MOST_TEXT, NotPlainError, TooLargeError, read_plain
from luanchuyen.scenarios.rulebook.inner_files import inner_file
from luanchuyen.scenarios.rulebook.values import one_of

COMMON = "common"
_ROOM = "luanchuyen.scenarios.rulebook"


@dataclass(frozen=True)
class Sheet:
    """One file as read. ``place`` is how sentences name it; ``path`` is None for a shipped one."""

    name: str
    place: str
    path: Path | None
    table: Mapping[str, Any]

    @property
    def common(self) -> bool:
        """Whether it is the common vocabulary, from which every other book starts."""
        return self.path is None and self.name == COMMON


def shipped() -> tuple[str, ...]:
    """The names of the shipped rule books, without the common vocabulary."""
    found = (entry.name.partition(".") for entry in files(_ROOM).iterdir())
    return tuple(sorted(name for name, _, kind in found if kind == "toml" and name != COMMON))


def chain(book: str | Path, within: Path | None = None) -> list[Sheet]:
    """The files that make up a book, the one it starts from first. Raises RuleBookError.

    ``within``: who names the book may not be the one who asked for it (a cell of a workbook): then it and all that
    it extends are shipped books, or plain files in or below this folder by relative names.
    """
    sheets: list[Sheet] = []
    wanted: object = book
    while wanted or not sheets:
        if not isinstance(wanted, str | Path):
            raise RuleBookError("rules.bad_extends", where=sheets[0].place, value=wanted)
        sheet = _open(wanted, sheets[0] if sheets else None, within)
        again = any((sheet.name, sheet.path) == (one.name, one.path) for one in sheets)
        sheets.insert(0, sheet)
        if again:
            circle = " → ".join(one.place for one in reversed(sheets))
            raise RuleBookError("rules.extends_cycle", chain=circle)
        wanted = sheet.table.get("extends", "" if sheet.common else COMMON)
    return sheets


def is_path(book: str | Path) -> bool:
    """Whether ``book`` is a file rather than the name of a shipped book."""
    return isinstance(book, Path) or book.lower().endswith(".toml") or "/" in book or "\\" in book


def _open(book: str | Path, extending: Sheet | None, within: Path | None) -> Sheet:
    if is_path(book):
        beside = extending.path.parent if extending and extending.path else within or Path()
        path = (beside / book).resolve() if within is None else inner_file(str(book), beside, within)
        return Sheet(path.stem, path.name, path, _parse(partial(read_plain, path), str(path)))
    known = (*shipped(), COMMON) if extending else shipped()
    name = str(book).strip()
    if name not in known:
        raise RuleBookError("rules.unknown_book", book=name, nearest=one_of(name, known))
    return Sheet(name, name, None, _parse(files(_ROOM).joinpath(f"{name}.toml").read_bytes, name))


def _parse(read: Callable[[], bytes], place: str) -> Mapping[str, Any]:
    """The tables of a book. Raises RuleBookError."""
    try:
        return toml_of(decoded(read()))
    except (NotPlainError, TooLargeError) as error:
        raise RuleBookError("rules.not_plain_file", book=place, most=MOST_TEXT // 2**20) from error
    except OSError as error:
        raise RuleBookError("rules.unreadable", book=place) from error
    except UnreadableError as error:
        if error.reason == "malformed":
            raise RuleBookError("rules.not_toml", book=place, line=error.line) from error
        key = "rules.not_utf8" if error.reason == "not_utf8" else "rules.no_book"
        raise RuleBookError(key, book=place, reason=error.reason) from error
