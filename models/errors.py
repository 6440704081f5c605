"""The errors a user may meet: a key of messages/, its values, an exit code; ``str(error)`` is the sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Literal, get_args

from luanchuyen.messages import knows, reason_said, say


class ExitCode(IntEnum):
    """The exit codes of every command."""

    DONE = 0
    USAGE = 2
    DATA = 3
    INFEASIBLE = 4
    NO_PLAN = 5
    UNPROVEN = 6
    AUDIT = 7
    FILE = 8
    MEMORY = 9
    BUG = 70
    INTERRUPTED = 130


Severity = Literal["error", "warning", "info", "normalised"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""What a problem asks for: to be mended, to be looked at, to be known, nothing (changed in a documented way)."""


@dataclass(frozen=True)
class Problem:
    """One thing to mend in the input: which message, where, what stands there, and the cure's words.

    ``table`` is the id of the table it is about, ``sheet`` how the workbook at hand names that table's sheet, or a
    sheet that is none of ours; "" until the edge has named it (sheets/reading/named_sheets.py).
    ``severity``: one of SEVERITIES; only an error stops.
    ``cells`` are coordinates such as ("E17",); ``values`` fill the placeholders of the message ``key``.
    """

    key: str
    sheet: str = ""
    cells: tuple[str, ...] = ()
    severity: Severity = "error"
    values: dict[str, object] = field(default_factory=dict)
    table: str = ""

    @classmethod
    def of(
        cls, key: str, table: str, cells: Iterable[str] = (), severity: Severity = "error", /, **values: object
    ) -> Problem:
        """A problem of a table; of its ``cells`` each once, those that are not in the sheet left out."""
        return cls(key, "", tuple(dict.fromkeys(cell for cell in cells if cell)), severity, values, table)

    def to_dict(self) -> dict[str, object]:
        """As plain values; what fills the sentence as text."""
        values = {name: str(value) for name, value in self.values.items()}
        place = {"sheet": self.sheet, "cells": list(self.cells)}
        return {"key": self.key, "severity": self.severity, **place, "values": values}

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Problem:
        """The problem that ``to_dict`` told. Raises KeyError, TypeError or ValueError on another form."""
        severity = next((known for known in SEVERITIES if known == told["severity"]), None)
        if severity is None:
            raise ValueError("no severity")
        return cls(told["key"], told["sheet"], tuple(told["cells"]), severity, dict(told["values"]))


class RotationError(Exception):
    """Anything that ends a command with a sentence instead of a result."""

    exit_code: ExitCode = ExitCode.BUG

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values
        self.add_note(key)  # a traceback, and whoever matches an error, has the key that stays when the words change

    def __str__(self) -> str:
        """The sentence, in the language spoken."""
        values = {**self.values, "reason": reason_said(self.values.get("reason"))}
        return say(self.key, **values) if knows(self.key) else self.key


class DataError(RotationError):
    """The workbook contradicts itself or cannot be read; ``problems`` are all there are."""

    exit_code = ExitCode.DATA

    def __init__(self, problems: tuple[Problem, ...], name: str = "") -> None:
        count = {f"{severity}s": sum(p.severity == severity for p in problems) for severity in ("error", "warning")}
        super().__init__("template.found_unread", name=name, **count)
        self.problems = problems
        self.name = name


class RuleBookError(RotationError):
    """A rule book, an override or an option that is not understood."""

    exit_code = ExitCode.USAGE


class ScenarioError(RotationError):
    """A scenario that changes nothing or contradicts itself."""

    exit_code = ExitCode.USAGE


class UsageError(RotationError):
    """What is asked for cannot be done so: ask otherwise."""

    exit_code = ExitCode.USAGE


class VersionError(RotationError):
    """A file written by a newer version."""

    exit_code = ExitCode.USAGE


class AuditError(RotationError):
    """A plan, of a file or our own, that fails its audit."""

    exit_code = ExitCode.AUDIT


class FileError(RotationError):
    """A file, a disk or a lock."""

    exit_code = ExitCode.FILE


class StoppedError(RotationError):
    """Stopped by the user before there was a result."""

    exit_code = ExitCode.INTERRUPTED


class MemoryLimitError(RotationError):
    """The solving child died for want of memory."""

    exit_code = ExitCode.MEMORY


class FormError(RotationError):
    """An office's own Word form that is not safe, or not understood: ``problems`` say where and why."""

    exit_code = ExitCode.USAGE
