"""A workbook read with the rule book that it, or the command line, names."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from luanchuyen.models.errors import DataError, FileError, Problem, RuleBookError
from luanchuyen.models.folding import nearest
from luanchuyen.models.gazetteer import Gazetteer
from luanchuyen.models.instance import Instance, Settings
from luanchuyen.models.policy import Policy
from luanchuyen.scenarios.rulebook import DEFAULT, load_rules
from luanchuyen.scenarios.rulebook_periods import outside
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
    named = _Named(rules) if rules else _Named(settings.rules if settings else None, Path(path).absolute().parent)
    policy, wrong = _policy(settings, named, tuple(overrides))
    with _without_sweeps():
        reading = read_instance(book, settings, policy.vocabulary, Gazetteer.load(), policy.bundles)
    if settings is not None and not wrong:
        reading = replace(reading, problems=(*reading.problems, *outside(policy, settings)))
    if wrong:
        reading = replace(reading, instance=None, problems=(*reading.problems, *wrong))
    return Input(reading, settings, policy, book.name)


@dataclass(frozen=True)
class _Named:
    """The rule book that is asked for: by the command line, or by the cell of a workbook in the folder ``within``."""

    name: str | Path | None
    within: Path | None = None

    def load(self, overrides: Iterable[tuple[str, str, str]] = ()) -> Policy:
        """The book, the usual one where none is named. Raises RuleBookError."""
        return load_rules(self.name or DEFAULT, overrides, self.within)


def _policy(
    settings: Settings | None, named: _Named, overrides: tuple[tuple[str, str, str], ...]
) -> tuple[Policy, tuple[Problem, ...]]:
    """The rule book in force; what Tham số gets wrong of it is named by its cell, beside all other problems.

    Raises RuleBookError for what is not the workbook's fault.
    """
    own = settings.overrides if settings else ()
    try:
        return named.load([*((rule, key, value) for rule, key, value, _ in own), *overrides]), ()
    except RuleBookError as error:
        return _blame(error, settings, named)


def _blame(whole: RuleBookError, settings: Settings | None, named: _Named) -> tuple[Policy, tuple[Problem, ...]]:
    """What of the error is the workbook's: a book to read on with, and the problems; else the error itself."""
    own = settings.overrides if settings else ()
    try:
        bare = named.load()
    except RuleBookError as error:
        if named.within is None or settings is None or error.values.get("problems"):
            raise
        return load_rules(DEFAULT), (_problem(error.key, settings.rules_cell, error.values),)
    try:
        named.load([(rule, key, value) for rule, key, value, _ in own])
    except RuleBookError as error:
        cells = {f"{rule}.{key}": cell for rule, key, _, cell in own}
        told: tuple[Problem, ...] = tuple(error.values.get("problems", ()))  # type: ignore[arg-type]
        return bare, tuple(_problem(p.key, cells.get(str(p.values["where"]), ""), p.values) for p in told)
    raise whole


def _problem(key: str, where: str, values: Mapping[str, object]) -> Problem:
    sheet, _, cell = where.partition("!")
    return Problem(key, sheet, (cell,) if cell else (), values=dict(values))


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


def there(path: Path) -> None:
    """FileError, with the nearest names of the folder, where there is no such file or folder."""
    if path.exists():
        return
    folder = path.absolute().parent
    known = [p.name for p in folder.iterdir() if not p.name.startswith((".", "~$"))] if folder.is_dir() else []
    raise FileError("cli.not_found", path=str(path), nearest=", ".join(nearest(path.name, known)) or "–")
