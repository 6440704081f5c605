"""The run folder: held while a command works, written beside its place, renamed; what somebody worked in is kept.

An earlier run is set aside until the new one has its place. Whole, as its manifest says, it is then removed; one in
which somebody has worked gets the name DIR-cu. A start that finds only the one set aside puts it back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

from luanchuyen.messages import say
from luanchuyen.models.errors import FileError
from luanchuyen.reports.manifest import MANIFEST, changed_files, is_run, manifest_of, names_in
from luanchuyen.reports.writing.flushed import flush_folder, keep_mode, patiently, write_flushed
from luanchuyen.reports.writing.leftovers import beside, fresh, remove, sweep
from luanchuyen.reports.writing.locks import Note, locked
from luanchuyen.reports.writing.places import meant_by, parents_made, refuse_place
from luanchuyen.reports.writing.refusals import guarded

KEPT = "cu"
"""What a run that somebody worked in is named by, after its own name and before a number."""


class Passing:
    """What of ours may lie in a run folder for a while: nothing."""

    def names(self, _folder: Path) -> Set[str]:
        """The names in the folder that are ours, though no manifest tells them."""
        return frozenset()

    def clear(self, _folder: Path) -> None:
        """Remove them from a folder that is replaced."""


class RunFolder:
    """A folder to be written, and held until then. ``given``: as the user named it; ``kept``: runs of others' work
    that were renamed for it."""

    def __init__(self, folder: Path, given: Path, passing: Passing, note: Note) -> None:
        self.folder, self.given, self.kept = folder, given, list[Path]()
        self._passing, self._note, self._told = passing, note, 0

    def ready(self) -> None:
        """Put back or settle what a broken writer set aside, sweep what it left, refuse what is not ours."""
        sweep(self.folder)
        for aside in self._asides():
            if aside.is_symlink() or not self._ours(aside):
                continue
            if self.folder.is_dir() and not names_in(self.folder):
                remove(self.folder)
            if not self.folder.exists():
                aside.rename(self.folder)
            elif is_run(self.folder):
                self._settle(aside)
        for line in self.news():
            self._note(line)
        self._refuse_strange()

    def write(self, files: Mapping[str, bytes], input_sha256: str) -> None:
        """Write ``files`` and their manifest, atomically; what was there is removed or kept as its state asks.

        Raises FileError: the folder holds something that is not a run of ours, or the disk refuses.
        """
        with guarded(self.folder, sum(map(len, files.values()))):
            self._refuse_strange()
            made = fresh(self.folder)
            try:
                _write_files(made, {**files, MANIFEST: manifest_of(files, input_sha256)})
                self._swap(made)
            finally:
                remove(made)

    def clear(self) -> None:
        """Remove what of ours lay in the folder for a while."""
        self._passing.clear(self.folder)

    def news(self) -> list[str]:
        """A sentence for each run that was renamed since this was asked last."""
        told, self._told = self.kept[self._told :], len(self.kept)
        return [say("writing.kept", path=self.given, kept=kept.name) for kept in told]

    def to_dict(self) -> dict[str, object]:
        """For JSON: the folder as the user named it, and where each run that was renamed for it lies."""
        return {"folder": str(self.given), "kept": [str(path) for path in self.kept]}

    def _asides(self) -> list[Path]:
        """Every place where a run set aside may lie: the usual one, and those for when it cannot be emptied."""
        found = (beside(self.folder, "old" if n == 1 else f"old-{n}") for n in range(1, 10))
        return [path for path in found if path.exists() or path.is_symlink()]

    def _ours(self, folder: Path) -> bool:
        return folder.is_dir() and (is_run(folder) or names_in(folder) <= self._passing.names(folder))

    def _refuse_strange(self) -> None:
        if self.folder.exists() and not self._ours(self.folder):
            key = "strange_folder" if self.folder.is_dir() else "not_a_folder"
            raise FileError(f"writing.{key}", path=str(self.given))

    def _swap(self, made: Path) -> None:
        aside = _free(lambda n: beside(self.folder, "old" if n == 1 else f"old-{n}"))
        if self.folder.exists():
            keep_mode(self.folder, made)
            patiently(lambda: self.folder.rename(aside))
        try:
            patiently(lambda: made.rename(self.folder))
        except BaseException:
            if aside.exists():
                patiently(lambda: aside.rename(self.folder))
            raise
        flush_folder(self.folder.parent)
        if aside.exists():
            self._settle(aside)

    def _settle(self, aside: Path) -> None:
        """Judged where it was set aside: what somebody saved into it until then is seen."""
        try:
            self._passing.clear(aside)
            if names_in(aside) and (not is_run(aside) or changed_files(aside)):
                name = f"{self.folder.name}-{KEPT}"
                kept = _free(lambda n: self.folder.with_name(name if n == 1 else f"{name}-{n}"))
                aside.rename(kept)
                self.kept.append(kept)
                return
            gone = fresh(self.folder, "gone")  # renamed first: one half removed would look worked in
            aside.rename(gone)
        except OSError:
            self._note(say("writing.left_aside", path=aside))
        else:
            if not remove(gone):
                self._note(say("writing.left_aside", path=gone))


def _free(name: Callable[[int], Path]) -> Path:
    """The first of the numbered names that nothing has."""
    return next(path for path in map(name, count(1)) if not (path.exists() or path.is_symlink()))


def _silent(_line: str) -> None:
    """Nobody to tell."""


@contextmanager
def held(
    folder: Path, inputs: Iterable[Path] = (), note: Note = _silent, passing: Passing | None = None
) -> Iterator[RunFolder]:
    """Hold the run folder that ``folder`` means, through links, for this process alone, and make it ready.

    ``inputs``: what the command reads, never to be renamed with the folder; ``note`` hears what is noteworthy.
    Raises FileError: no place for a run folder, not ours, held by another, or the disk refuses.
    """
    with guarded(folder):
        meant = meant_by(folder)
        refuse_place(meant, folder, inputs)
    target = RunFolder(meant, folder, passing or Passing(), note)
    with ExitStack() as stack:
        with guarded(meant):
            stack.enter_context(parents_made(meant))
            stack.enter_context(locked(meant, note))
            target.ready()
        yield target


def write_run(folder: Path, files: Mapping[str, bytes], input_sha256: str) -> None:
    """Write ``files`` as the run folder ``folder``, atomically. Raises FileError as ``held`` and ``write`` do."""
    with held(folder) as target:
        target.write(files, input_sha256)


def _write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    remove(folder)
    folder.mkdir(mode=0o700)
    for name, content in files.items():
        write_flushed(folder / name, content)
    flush_folder(folder)
