"""The book on the desk as far as it can be read: its problems, what its facts mean, the case that is planned."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from luanchuyen.commands.input import Case, Input, case_of, read_input
from luanchuyen.commands.problems import problems_of
from luanchuyen.models.errors import DataError, Problem, RotationError
from luanchuyen.optimizer.situation.situation import Situation


@dataclass(frozen=True)
class Facts:
    """``failure``: why nothing of the book could be read; ``case`` None: errors stop it, and ``problems`` are all."""

    path: Path
    name: str
    source: Input | None = None
    problems: tuple[Problem, ...] = ()
    situation: Situation | None = None
    case: Case | None = None
    failure: RotationError | None = None


def read_facts(path: Path, name: str) -> Facts:
    """The facts of a book; whatever is wrong with it is told in them, and nothing is raised but faults of ours."""
    try:
        source = read_input(path)
        problems, situation = problems_of(source)
    except RotationError as error:
        return Facts(path, name, failure=error)
    try:
        case = case_of(source)
    except DataError:
        case = None
    return Facts(path, name, source, problems, situation, case)
