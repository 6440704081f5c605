"""The files of rule books: the shipped ones and people's own, and the chain of ``extends``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from luanchuyen.models.bounded_text import UnreadableError, decoded, read_toml, toml_of
from luanchuyen.models.errors import RuleBookError
from luanchuyen.scenarios.rulebook_values import one_of

COMMON = "common"
_ROOM = "luanchuyen.scenarios.rulebooks"


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


def chain(book: str | Path) -> list[Sheet]:
    """The files that make up a book, the one it starts from first. Raises RuleBookError."""
    sheets: list[Sheet] = []
    wanted: object = book
    while wanted or not sheets:
        if not isinstance(wanted, str | Path):
            raise RuleBookError("rules.bad_extends", where=sheets[0].place, value=wanted)
        sheet = _open(wanted, sheets[0] if sheets else None)
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


def _open(book: str | Path, extending: Sheet | None) -> Sheet:
    if is_path(book):
        beside = extending.path.parent if extending and extending.path else Path()
        path = (beside / book).resolve()
        return Sheet(path.stem, path.name, path, _parse(path, str(path)))
    known = (*shipped(), COMMON) if extending else shipped()
    name = str(book).strip()
    if name not in known:
        raise RuleBookError("rules.unknown_book", book=name, nearest=one_of(name, known))
    return Sheet(name, name, None, _parse(files(_ROOM).joinpath(f"{name}.toml"), name))


def _parse(file: Path | Traversable, place: str) -> Mapping[str, Any]:
    """The tables of a book. Raises RuleBookError."""
    try:
        return read_toml(file) if isinstance(file, Path) else toml_of(decoded(file.read_bytes()))
    except OSError as error:
        raise RuleBookError("rules.unreadable", book=place) from error
    except UnreadableError as error:
        if error.reason == "malformed":
            raise RuleBookError("rules.not_toml", book=place, line=error.line) from error
        key = "rules.not_utf8" if error.reason == "not_utf8" else "rules.no_book"
        raise RuleBookError(key, book=place, reason=error.reason) from error
