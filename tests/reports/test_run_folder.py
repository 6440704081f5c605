"""A run folder is whole, old or new, whatever happens while it is written."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from luanchuyen.models.errors import ExitCode, FileError
from luanchuyen.reports import run_folder
from luanchuyen.reports.run_folder import MANIFEST, changed_files, check_target, is_run, write_file, write_run

OLD = {"plans.json": b"old", "rules.toml": b"old rules", "plans.xlsx": b"old book"}
NEW = {"plans.json": b"new", "rules.toml": b"new rules"}
DEAD = "2147483646"
POSIX = pytest.mark.skipif(os.name != "posix", reason="kill and process numbers as on POSIX")

KILLED = """
import os, shutil, sys
from pathlib import Path
from luanchuyen.reports.run_folder import write_run
left = int(sys.argv[2])

def dying(real):
    def call(*given, **named):
        global left
        left -= 1
        if left < 0:
            os._exit(9)
        return real(*given, **named)
    return call

for name in ("fsync", "rename", "mkdir", "rmdir", "unlink", "open", "write"):
    setattr(os, name, dying(getattr(os, name)))
write_run(Path(sys.argv[1]), {"plans.json": b"new", "rules.toml": b"new rules"}, "1")
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A run folder with an earlier run."""
    path = tmp_path / "ket-qua"
    write_run(path, OLD, "0")
    return path


def content(path: Path) -> dict[str, bytes]:
    """The files of a run but its manifest."""
    return {p.name: p.read_bytes() for p in path.iterdir() if p.name != MANIFEST}


def beside(path: Path) -> list[str]:
    """What lies next to the run folder."""
    return sorted(p.name for p in path.parent.iterdir() if p != path)


def test_a_run_replaces_the_one_before(folder: Path) -> None:
    write_run(folder, NEW, "1")
    assert content(folder) == NEW
    assert changed_files(folder) == {}
    assert beside(folder) == []


def test_the_same_run_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    write_run(tmp_path / "other", OLD, "0")
    assert (folder / MANIFEST).read_bytes() == (tmp_path / "other" / MANIFEST).read_bytes()


@POSIX
def test_killed_at_any_step_the_run_is_whole_and_the_next_one_works(folder: Path) -> None:
    outcomes = []
    for step in range(200):
        write_run(folder, OLD, "0")
        ran = subprocess.run([sys.executable, "-c", KILLED, str(folder), str(step)], timeout=60)
        check_target(folder)
        outcomes.append(content(folder))
        assert content(folder) in (OLD, NEW), step
        assert changed_files(folder) == {}
        assert beside(folder) == []
        if ran.returncode == 0:
            break
    assert ran.returncode == 0
    assert OLD in outcomes
    assert outcomes[-1] == NEW


def failing(number: int) -> Callable[..., None]:
    """A call that the system refuses."""

    def refuse(*_given: object, **_named: object) -> None:
        raise OSError(number, os.strerror(number), "x")

    return refuse


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_refuses_leaves_the_old_run(folder: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.setattr(os, "fsync", failing(number))
    with pytest.raises(FileError) as refused:
        write_run(folder, NEW, "1")
    assert (refused.value.key, refused.value.exit_code) == ("plan.file_refused", ExitCode.FILE)
    assert content(folder) == OLD
    assert beside(folder) == []


def test_ctrl_c_while_writing_leaves_the_old_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        write_run(folder, NEW, "1")
    assert content(folder) == OLD
    assert beside(folder) == []


@pytest.mark.parametrize("nth", [1, 2])
def test_a_folder_held_open_leaves_the_old_run(folder: Path, monkeypatch: pytest.MonkeyPatch, nth: int) -> None:
    real, calls = Path.rename, []

    def rename(path: Path, target: Path) -> Path:
        calls.append(path)
        if len(calls) == nth:
            raise PermissionError(errno.EACCES, "held", str(path))
        return real(path, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(FileError) as refused:
        write_run(folder, NEW, "1")
    assert refused.value.key == "plan.file_locked"
    assert content(folder) == OLD
    assert beside(folder) == []


def test_a_run_set_aside_is_put_back(folder: Path) -> None:
    folder.rename(folder.with_name(".ket-qua.old"))
    check_target(folder)
    assert content(folder) == OLD
    assert beside(folder) == []


@POSIX
def test_files_are_on_the_disk_before_the_folder_gets_its_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    flush, rename = os.fsync, Path.rename

    def fsync(handle: int) -> None:
        done.append(Path(os.readlink(f"/proc/self/fd/{handle}")).name)
        flush(handle)

    def renamed(path: Path, target: Path) -> Path:
        done.append(f"-> {target.name}")
        return rename(path, target)

    if not Path("/proc/self/fd").exists():
        pytest.skip("no /proc")
    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "rename", renamed)
    write_run(folder, NEW, "1")
    named = done.index("-> ket-qua")
    assert done[: len(NEW) + 1] == [*NEW, MANIFEST]
    assert named > len(NEW)
    assert done[-1] == folder.parent.name


def test_each_changed_missing_and_extra_file_is_named(folder: Path) -> None:
    (folder / "plans.json").write_bytes(b"olD")
    (folder / "rules.toml").unlink()
    (folder / "ghi-chu.txt").write_bytes(b"")
    assert changed_files(folder) == {"plans.json": "changed", "rules.toml": "missing", "ghi-chu.txt": "extra"}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"files": 1}', '{"files": ["a"]}', "null", '"x"'])
def test_a_broken_manifest_is_no_run(folder: Path, text: str) -> None:
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    assert not is_run(folder)
    with pytest.raises(FileError):
        changed_files(folder)
    with pytest.raises(FileError):
        write_run(folder, NEW, "1")


@pytest.mark.parametrize("name", ["~$plans.xlsx", ".~lock.plans.xlsx#", ".DS_Store", "Thumbs.db"])
def test_what_excel_leaves_while_it_is_open_is_no_stranger(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"")
    assert changed_files(folder) == {}
    assert is_run(folder)


def test_a_strange_folder_is_refused_untouched(tmp_path: Path) -> None:
    strange = tmp_path / "anh"
    strange.mkdir()
    (strange / "a.jpg").write_bytes(b"picture")
    for attempt in (check_target, lambda path: write_run(path, NEW, "1")):
        with pytest.raises(FileError, match="strange_folder"):
            attempt(strange)
    assert {p.name for p in strange.iterdir()} == {"a.jpg"}
    assert beside(strange) == []


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"file")
    with pytest.raises(FileError, match="not_a_folder"):
        check_target(tmp_path / "x")


def test_a_run_that_goes_on_keeps_others_out(folder: Path) -> None:
    with run_folder.locked(folder), pytest.raises(FileError, match="busy"):
        write_run(folder, NEW, "1")
    assert content(folder) == OLD
    assert beside(folder) == []


@POSIX
@pytest.mark.parametrize("owner", [DEAD, ""])
def test_the_lock_of_a_dead_run_is_taken_over(folder: Path, owner: str) -> None:
    folder.with_name(".ket-qua.lock").write_text(owner, encoding="utf-8")
    write_run(folder, NEW, "1")
    assert content(folder) == NEW
    assert beside(folder) == []


def test_one_file_is_old_or_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mau.xlsx"
    write_file(path, b"old")
    monkeypatch.setattr(os, "fsync", failing(errno.ENOSPC))
    with pytest.raises(FileError):
        write_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert beside(path) == []
