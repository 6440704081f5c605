"""The run folder: written beside its place, flushed, renamed; an earlier run stays whole until then."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path

from luanchuyen.models.errors import FileError
from luanchuyen.reports.strict_json import read_json

MANIFEST = "manifest.json"
FORM = "luanchuyen-run-1"
BESIDE = ("~$*", ".~lock.*#", ".DS_Store", "Thumbs.db", "desktop.ini")
"""What office programs and file browsers leave in a folder while it is looked at: no part of a run."""


def write_run(folder: Path, files: Mapping[str, bytes], input_sha256: str, beside: Set[str] = frozenset()) -> None:
    """Write ``files`` and their manifest as the run folder ``folder``, atomically.

    ``beside``: names of ours that may lie in the folder until now; they go with what is replaced.
    Raises FileError: the folder holds something that is not a run of ours, is locked, or the disk refuses.
    """
    folder = folder.absolute()
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    manifest = {"form": FORM, "input_sha256": input_sha256, "files": sums}
    last = (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()
    with guarded(folder), locked(folder):
        recover(folder)
        _refuse_strange(folder, beside)
        fresh = _beside(folder, f"new-{os.getpid()}")
        try:
            _write_files(fresh, {**files, MANIFEST: last})
            _swap(folder, fresh)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)


def check_target(folder: Path, beside: Set[str] = frozenset()) -> None:
    """Refuse early a folder that ``write_run`` would refuse; put back what a broken run set aside."""
    folder = folder.absolute()
    if folder.parent.is_dir():
        # Under the lock: another run that is just swapping its folder looks like a broken one.
        with guarded(folder), locked(folder):
            recover(folder)
            _refuse_strange(folder, beside)


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Turn what the system refuses into a sentence."""
    try:
        yield
    except PermissionError as error:
        raise FileError("plan.file_locked", path=str(error.filename or path)) from error
    except OSError as error:
        free = shutil.disk_usage(_existing(path)).free // 2**20
        raise FileError("plan.file_refused", path=str(path), reason=error.strerror or str(error), free=free) from error


def _existing(path: Path) -> Path:
    return next(p for p in (path, *path.parents) if p.exists())


def _beside(folder: Path, what: str) -> Path:
    return folder.with_name(f".{folder.name}.{what}")


def recover(folder: Path) -> None:
    """Where only the run set aside is left, put it back; sweep what dead writers left."""
    aside = _beside(folder, "old")
    if aside.is_dir():
        if folder.exists():
            shutil.rmtree(aside, ignore_errors=True)
        else:
            aside.rename(folder)
    if folder.parent.is_dir():
        for left in folder.parent.glob(f".{folder.name}.new-*"):
            if not _alive(left.name.rpartition("-")[2]):
                shutil.rmtree(left, ignore_errors=True)


def _owner(lock: Path) -> str:
    """The number written in a lock; "" where its writer ended, or has not come to it, within a moment."""
    for pause in (0.0, 0.2):
        time.sleep(pause)
        owner = lock.read_text(encoding="utf-8", errors="replace").strip() if lock.exists() else ""
        if owner:
            break
    return owner


def _alive(pid: str) -> bool:
    """Whether a process of this number may still run; on Windows, where asking would end it, yes."""
    if not pid:
        return False
    if os.name == "nt" or not pid.isdigit():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _refuse_strange(folder: Path, beside: Set[str]) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise FileError("plan.not_a_folder", path=str(folder))
    if not _names(folder) <= beside and not is_run(folder, beside):
        raise FileError("plan.strange_folder", path=str(folder))


def is_run(folder: Path, beside: Set[str] = frozenset()) -> bool:
    """Whether the folder is a run of ours: its manifest says so, and nothing but ``beside`` lies in it."""
    try:
        manifest = read_json(folder / MANIFEST)
        known = {*manifest["files"], MANIFEST}
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return manifest.get("form") == FORM and _names(folder) <= known | beside


def _names(folder: Path) -> set[str]:
    names = (path.name for path in folder.iterdir())
    return {name for name in names if not any(fnmatch(name, pattern) for pattern in BESIDE)}


@contextmanager
def locked(folder: Path, what: str = "lock") -> Iterator[None]:
    """Hold a lock beside ``folder``. Raises FileError where another program that still runs holds it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    lock = _beside(folder, what)
    for attempt in (1, 2):
        try:
            handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
            break
        except FileExistsError as error:
            if attempt == 2 or _alive(_owner(lock)):
                raise FileError("plan.busy", path=str(folder), lock=str(lock)) from error
            lock.unlink(missing_ok=True)
    try:
        os.write(handle, str(os.getpid()).encode())
        os.close(handle)
        yield
    finally:
        lock.unlink(missing_ok=True)


def _write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in files.items():
        write_flushed(folder / name, content)
    flush_folder(folder)


def write_flushed(path: Path, content: bytes) -> None:
    """Write a file and have the disk hold it."""
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def flush_folder(folder: Path) -> None:
    """Have the disk hold a folder's names, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _swap(folder: Path, fresh: Path) -> None:
    aside = _beside(folder, "old")
    if folder.exists():
        folder.rename(aside)
    try:
        fresh.rename(folder)
    except OSError:
        if aside.exists():
            aside.rename(folder)
        raise
    flush_folder(folder.parent)
    shutil.rmtree(aside, ignore_errors=True)


def write_file(path: Path, content: bytes) -> None:
    """Write one file atomically: beside, flushed, replaced. Raises FileError."""
    path = path.absolute()
    with guarded(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.new-{os.getpid()}")
        try:
            write_flushed(fresh, content)
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
        flush_folder(path.parent)


def changed_files(folder: Path) -> dict[str, str]:
    """Files of a run that are not as its manifest says: name -> changed | missing | extra; {} = whole.

    Raises FileError where there is no manifest to read.
    """
    try:
        sums = dict(read_json(folder / MANIFEST)["files"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FileError("plan.no_manifest", path=str(folder)) from error
    found = {}
    for name, digest in sums.items():
        path = folder / name
        if not path.is_file():
            found[name] = "missing"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            found[name] = "changed"
    extra = _names(folder) - {*sums, MANIFEST}
    return {**found, **dict.fromkeys(sorted(extra), "extra")}
