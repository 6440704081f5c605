"""Scenarios of the book on the desk, solved in the background: what the command ``whatif`` does, without a folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from luanchuyen.commands.input import Case
from luanchuyen.commands.library.answering import Answers, what_if
from luanchuyen.page.desk.planning import Job


@dataclass(frozen=True)
class Sweep:
    """The answers, and of what scenarios."""

    tables: Sequence[Mapping[str, Any]]
    answers: Answers


def swept(case: Case, tables: Sequence[Mapping[str, Any]], job: Job) -> Sweep:
    """Solve them. Raises as ``what_if``; KeyboardInterrupt where the job is to stop."""
    answers = what_if(case, tables, report=lambda state: job.report("sweep", {"done": state.done, "left": state.left}))
    return Sweep(tables, answers)
