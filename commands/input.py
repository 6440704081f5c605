"""A workbook read with the rule book that it, or the command line, names."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from luanchuyen.models.errors import DataError, FileError
from luanchuyen.models.folding import nearest
from luanchuyen.models.gazetteer import Gazetteer
from luanchuyen.models.instance import Instance, Settings
from luanchuyen.models.policy import Policy
from luanchuyen.scenarios.rulebook import DEFAULT, load_rules
from luanchuyen.sheets.reader import Reading, open_book, read_instance, read_settings


@dataclass(frozen=True)
class Input:
    """A book as far as it could be read: instance None where errors stop it."""

    reading: Reading
    settings: Settings | None
    policy: Policy
    name: str

    @property
    def instance(self) -> Instance:
        """The instance. Raises DataError with every problem where there is none."""
        if self.reading.instance is None:
            raise DataError(self.reading.problems, self.name)
        return self.reading.instance


def read_input(
    path: str | Path, rules: str | Path | None = None, overrides: Iterable[tuple[str, str, str]] = ()
) -> Input:
    """Read a workbook or a folder of CSV files. Precedence of rules: book < Tham số < ``overrides``.

    Raises FileError where there is nothing of that name.
    """
    there(Path(path))
    book = open_book(path)
    settings, _ = read_settings(book)
    own = tuple((rule, key, value) for rule, key, value, _ in settings.overrides) if settings else ()
    name = rules or _named(settings, Path(path)) or DEFAULT
    policy = load_rules(name, (*own, *overrides))
    with _without_sweeps():
        reading = read_instance(book, settings, policy.vocabulary, Gazetteer.load())
    return Input(reading, settings, policy, book.name)


@contextmanager
def _without_sweeps() -> Iterator[None]:
    """Reading makes millions of records and frees none: looking for cycles among them again and again is in vain."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _named(settings: Settings | None, book: Path) -> str | Path | None:
    """The rule book of Tham số: a shipped name, or a file beside the workbook."""
    if settings is None or settings.rules is None:
        return None
    beside = book.parent / settings.rules
    return beside if settings.rules.endswith(".toml") and beside.is_file() else settings.rules


def there(path: Path) -> None:
    """FileError, with the nearest names of the folder, where there is no such file or folder."""
    if path.exists():
        return
    folder = path.absolute().parent
    known = [p.name for p in folder.iterdir() if not p.name.startswith((".", "~$"))] if folder.is_dir() else []
    raise FileError("cli.not_found", path=str(path), nearest=", ".join(nearest(path.name, known)) or "–")
