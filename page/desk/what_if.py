"""Scenarios of the book on the desk, solved in the background: what the command ``whatif`` does, without a folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from luanchuyen.commands.input import Case
from luanchuyen.commands.library.answering import Answers, what_if
from luanchuyen.page.desk.planning import Job
from luanchuyen.page.desk.rounds import OpenRound
from luanchuyen.page.desk.state import Tray

Held = tuple[str, Tray]
"""The folder of a round, "" where there is none, whose decisions hold, and the choices that hold with them."""


def held_by(current: OpenRound | None) -> Held:
    """What scenarios hold that are asked for at a round."""
    return ("", ()) if current is None else (current.told.folder, current.told.tray)


def deciding(case: Case, current: OpenRound | None) -> Case:
    """The case in which what was decided up to a round holds, and the choices that lie in its tray."""
    return case if current is None else case.deciding(current.deciding(current.told.tray))


@dataclass(frozen=True)
class Sweep:
    """The answers, and of what scenarios. ``held``: whose decisions they hold, as ``held_by`` told it."""

    tables: Sequence[Mapping[str, Any]]
    answers: Answers
    held: Held


def swept(case: Case, tables: Sequence[Mapping[str, Any]], held: Held, job: Job) -> Sweep:
    """Solve them. Raises as ``what_if``; KeyboardInterrupt where the job is to stop."""
    answers = what_if(case, tables, report=lambda state: job.report("sweep", {"done": state.done, "left": state.left}))
    return Sweep(tables, answers, held)
