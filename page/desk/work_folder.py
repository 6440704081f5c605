"""The work folder: held by one server, for its user's eyes alone, every file of it written whole or not at all."""

from __future__ import annotations

import json
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from luanchuyen.models.errors import FileError
from luanchuyen.models.text.bounded import UnreadableError, read_json
from luanchuyen.page.desk.state import State
from luanchuyen.reports.manifest import names_in
from luanchuyen.reports.writing.flushed import put
from luanchuyen.reports.writing.leftovers import sweep
from luanchuyen.reports.writing.locks import Note, locked
from luanchuyen.reports.writing.places import meant_by, refuse_place
from luanchuyen.reports.writing.refusals import guarded

STATE = "review.json"
FAULT = "loi_ky_thuat.txt"
ENDING = "-duyet"
"""What the work folder of a book is named by, after the book."""
ONLY_OWNER = 0o700


class WorkFolder:
    """A folder that this process holds."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def file(self, name: str) -> Path:
        """One of its files, by a name that we gave."""
        return self.path / name

    def load(self) -> State:
        """What was kept; nothing in a new folder. Raises FileError where the file is not ours any more."""
        file = self.file(STATE)
        if not file.exists():
            return State()
        try:
            return State.from_dict(read_json(file))
        except (OSError, UnreadableError, KeyError, TypeError, ValueError, AttributeError) as error:
            raise FileError("page.state_unreadable", path=str(file)) from error

    def save(self, state: State) -> None:
        """Keep it: on the disk when this returns. Raises FileError."""
        told = json.dumps(state.to_dict(), ensure_ascii=False, indent=1) + "\n"
        self.put(STATE, told.encode())

    def keep_fault(self, error: BaseException) -> None:
        """Keep the traceback of what should never happen, for the support; the user gets a sentence."""
        with suppress(FileError):
            self.put(FAULT, "".join(traceback.format_exception(error)).encode())

    def put(self, name: str, content: bytes) -> None:
        """Write one file, whole or not at all. Raises FileError."""
        file = self.file(name)
        with guarded(file, len(content)):
            put(file, content)


def default_folder(book: Path) -> Path:
    """NAME-duyet beside the book."""
    return book.with_name(f"{book.stem if book.is_file() else book.name}{ENDING}")


@contextmanager
def held_work(path: Path, book: Path | None, note: Note) -> Iterator[WorkFolder]:
    """The folder, made where it is not there, for this process alone.

    Raises FileError: held by another, no folder of ours, no place for one, or the disk refuses.
    """
    with guarded(path):
        meant = meant_by(path)
        refuse_place(meant, path, () if book is None else (book,))
        meant.parent.mkdir(parents=True, exist_ok=True)
    with locked(meant, note), guarded(meant):
        if meant.is_dir() and names_in(meant) and not (meant / STATE).is_file():
            raise FileError("page.strange_work", path=str(path))
        meant.mkdir(mode=ONLY_OWNER, exist_ok=True)
        meant.chmod(ONLY_OWNER)
        for file in meant.iterdir():
            sweep(file)
        folder = WorkFolder(meant)
        if not (meant / STATE).exists():
            folder.save(State())
        yield folder
