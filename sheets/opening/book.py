"""A whole input, workbook or folder, before anybody asks what it means."""

from __future__ import annotations

from dataclasses import dataclass

from luanchuyen.models.errors import Problem
from luanchuyen.sheets.opening.grid import Grid


@dataclass(frozen=True)
class InputBook:
    """All sheets of the input at ``path``; no sheet where a problem kept the file from being opened.

    ``sha256`` is of the file's bytes, of a folder's sorted file names and their bytes.
    """

    path: str
    grids: tuple[Grid, ...]
    sha256: str
    problems: tuple[Problem, ...] = ()

    @property
    def name(self) -> str:
        """The file's name, without the folder."""
        return self.path.replace("\\", "/").rstrip("/").rpartition("/")[2]

    @property
    def opened(self) -> bool:
        """Whether anything could be read."""
        return not any(problem.severity == "error" for problem in self.problems)
