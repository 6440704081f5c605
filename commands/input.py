"""The one door for reading: a workbook with the rule book, overrides and options that it, or its caller, names."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from luanchuyen.commands.overrides import Override, override_of
from luanchuyen.messages import say
from luanchuyen.models.committee.decision import Decided
from luanchuyen.models.errors import DataError, FileError, Problem, RuleBookError
from luanchuyen.models.instance import Instance, OwnRules, Settings
from luanchuyen.models.options import Options
from luanchuyen.models.places.gazetteer import Gazetteer
from luanchuyen.models.policy import Policy
from luanchuyen.models.text.folding import nearest
from luanchuyen.optimizer.explain.readiness import readiness
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.scenarios.rulebook.book import DEFAULT, load_rules
from luanchuyen.scenarios.rulebook.periods import outside
from luanchuyen.sheets.opening.book import InputBook
from luanchuyen.sheets.opening.opening import open_book
from luanchuyen.sheets.reading.named_sheets import in_workbook
from luanchuyen.sheets.reading.reader import Reading, lay_out, read_instance
from luanchuyen.wording.check.noted import noted


@dataclass(frozen=True, repr=False)
class Case:
    """All that planning needs: ``plan(case.instance, case.rules, case.options)`` is what the command ``plan`` does.

    ``options``: the number of plans, the distance and the time limit of Tham số, else the usual ones.
    ``problems``: what is noteworthy and does not stop. ``source``: the book as read; ``situation``: what the facts
    mean under the rules.
    """

    instance: Instance
    rules: Policy
    options: Options
    problems: tuple[Problem, ...]
    source: Input = field(compare=False)
    situation: Situation = field(compare=False)

    def __repr__(self) -> str:
        """In short, and without a name."""
        heed = f"{len(self.problems)} things to heed" if self.problems else "nothing to heed"
        return f"<Case {self.source.name}: {self.instance}, {self.rules}, {self.options}, {heed}>"

    def close_to(self, given: Mapping[str, tuple[str, ...]]) -> Case:
        """The case of whoever asks for plans close to ``given``, cadre -> posts."""
        return _case(self.source, situation_of(self.instance, self.rules, given=given, decided=self.situation.decided))

    def deciding(self, decided: Decided) -> Case:
        """The case of whoever asks for plans in which what was decided holds."""
        situation = situation_of(self.instance, self.rules, given=self.situation.given, decided=decided)
        return _case(self.source, situation)


@dataclass(frozen=True)
class Input:
    """A book as far as it could be read: instance None where errors stop it."""

    reading: Reading
    settings: Settings | None
    policy: Policy
    name: str
    path: Path

    @property
    def instance(self) -> Instance:
        """The instance. Raises DataError with every problem where there is none."""
        if self.reading.instance is None:
            raise DataError(self.reading.problems, self.name)
        return self.reading.instance

    @property
    def options(self) -> Options:
        """The options that Tham số gives, else the usual ones. Raises DataError as ``instance``."""
        settings, usual = self.instance.settings, Options()
        return Options(
            plans=settings.plans or usual.plans,
            differ_by=settings.differ_by or usual.differ_by,
            time_limit=settings.time_limit,
        )


def open_case(
    path: str | Path, rules: str | Path | None = None, overrides: Iterable[str | tuple[str, str, object]] = ()
) -> Case:
    """A workbook, or a folder of CSV files, with the rule book, overrides and options that its Tham số names.

    ``rules``: a shipped name or a file, instead of the rule book of Tham số. ``overrides``: what ``--set`` gives,
    ``"stint_length.min_months=30"`` or ``("stint_length", "min_months", 30)``. Book < Tham số < ``overrides``.
    Raises FileError where there is nothing of that name; RuleBookError; DataError with every problem at once,
    each with its sheet and cell; a traceback shows the sentences of the first.
    """
    with noted():
        return case_of(read_input(path, rules, tuple(override_of(given) for given in overrides)))


def case_of(source: Input) -> Case:
    """The case of a book that was read. Raises DataError with every problem at once."""
    return _case(source, situation_of(source.instance, source.policy))


def _case(source: Input, situation: Situation) -> Case:
    """The case. Raises DataError where the facts contradict the rule book."""
    problems = source.reading.problems + in_workbook(readiness(situation), source.instance.sheets)
    if any(problem.severity == "error" for problem in problems):
        raise DataError(problems, source.name)
    return Case(source.instance, source.policy, source.options, problems, source, situation)


def read_input(path: str | Path, rules: str | Path | None = None, overrides: Iterable[Override] = ()) -> Input:
    """The same as far as it can be read, for whoever looks at the problems. Raises FileError, RuleBookError."""
    there(Path(path))
    return input_of(open_book(path), Path(path), rules, overrides)


def input_of(book: InputBook, path: Path, rules: str | Path | None = None, overrides: Iterable[Override] = ()) -> Input:
    """The same of a book that was opened, as if it lay at ``path``."""
    laid, name = lay_out(book), book.name
    del book  # its grids are as large as all that is made of them
    settings = laid.settings
    named = _Named(rules) if rules else _Named(laid.own.name, path.absolute().parent)
    policy, wrong = _policy(laid.own, named, tuple(overrides))
    with _without_sweeps():
        reading = read_instance(laid, policy.vocabulary, Gazetteer.load(), policy.bundles)
    if settings is not None and not wrong:
        reading = replace(reading, problems=(*reading.problems, *outside(policy, settings)))
    if wrong:
        reading = replace(reading, instance=None, problems=(*reading.problems, *wrong))
    return Input(reading, settings, policy, name, path)


@dataclass(frozen=True)
class _Named:
    """The rule book that is asked for: by the command line, or by the cell of a workbook in the folder ``within``."""

    name: str | Path | None
    within: Path | None = None

    def load(self, overrides: Iterable[Override] = ()) -> Policy:
        """The book, the usual one where none is named. Raises RuleBookError."""
        return load_rules(self.name or DEFAULT, overrides, self.within)


def _policy(own: OwnRules, named: _Named, overrides: tuple[Override, ...]) -> tuple[Policy, tuple[Problem, ...]]:
    """The rule book in force; what Tham số gets wrong of it is named by its cell, beside all other problems.

    Raises RuleBookError for what is not the workbook's fault.
    """
    try:
        return named.load([*((rule, key, value) for rule, key, value, _ in own.overrides), *overrides]), ()
    except RuleBookError as error:
        return _blame(error, own, named)


def _blame(whole: RuleBookError, own: OwnRules, named: _Named) -> tuple[Policy, tuple[Problem, ...]]:
    """What of the error is the workbook's: a book to read on with, and the problems; else the error itself."""
    try:
        bare = named.load()
    except RuleBookError as error:
        if named.within is None or not own.cell or error.values.get("problems"):
            raise
        return load_rules(DEFAULT), (_problem(error.key, own.cell, error.values),)
    try:
        named.load([(rule, key, value) for rule, key, value, _ in own.overrides])
    except RuleBookError as error:
        cells = {f"{rule}.{key}": cell for rule, key, _, cell in own.overrides}
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
    """FileError where there is no such file or folder, with the nearest names, or where none can be of that name."""
    try:
        if path.exists():
            return
    except OSError as error:  # such as a path that is too long
        raise FileError("check.unreadable", path=str(path)) from error
    folder = path.absolute().parent
    known = [p.name for p in folder.iterdir() if not p.name.startswith((".", "~$"))] if folder.is_dir() else []
    close = nearest(path.name, known)
    hint = say("cli.like_it", nearest=", ".join(close)) if close else ""
    raise FileError("cli.not_found", path=str(path), hint=hint)
