"""A run folder is whole, old or new, whatever happens while it is written."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from killed_writers import killed_at_each_step, killed_at_random

from luanchuyen.models.errors import ExitCode, FileError
from luanchuyen.reports.manifest import MANIFEST, changed_files, is_run
from luanchuyen.reports.run_folder import held, write_run
from luanchuyen.reports.writing.single_file import write_file

OLD = {"plans.json": b"old", "rules.toml": b"old rules", "plans.xlsx": b"old book"}
NEW = {"plans.json": b"new", "rules.toml": b"new rules"}
POSIX = pytest.mark.skipif(os.name != "posix", reason="kill and process numbers as on POSIX")


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


def start(folder: Path) -> None:
    """What a command does first."""
    with held(folder):
        pass


def worked_in(folder: Path) -> dict[str, bytes]:
    """The earlier run with a mark of the committee, and what it holds then."""
    (folder / "plans.xlsx").write_bytes(b"old book, agreed")
    return content(folder)


@POSIX
@pytest.mark.parametrize("worked", [False, True])
def test_killed_at_any_step_the_run_is_whole_and_nothing_is_lost(folder: Path, worked: bool) -> None:
    kept, outcomes = folder.with_name("ket-qua-cu"), []

    def before() -> None:
        shutil.rmtree(folder)
        write_run(folder, OLD, "0")
        if worked:
            worked_in(folder)

    for step in killed_at_each_step(before, lambda: write_run(folder, NEW, "1")):
        start(folder)
        outcomes.append(content(folder))
        if worked:
            assert [kept.exists(), content(folder) == NEW] in ([False, False], [True, True]), step
            assert content(kept if kept.exists() else folder)["plans.xlsx"] == b"old book, agreed", step
        else:
            assert content(folder) in (OLD, NEW), step
            assert changed_files(folder) == {}
        for path in folder.parent.iterdir():
            assert path in (folder, kept), step
            if path == kept:
                path.rename(folder.parent.parent / f"{folder.parent.name}-{step}")
    assert outcomes[0] != NEW and outcomes[-1] == NEW and len(outcomes) > 15


@POSIX
def test_killed_at_any_moment_the_run_is_whole(folder: Path) -> None:
    def write() -> None:
        write_run(folder, NEW, "1")
        write_run(folder, OLD, "0")

    for _ in killed_at_random(write, 20):
        start(folder)
        assert content(folder) in (OLD, NEW)
        assert changed_files(folder) == {}
        assert beside(folder) == []


def failing(number: int) -> Callable[..., None]:
    """A call that the system refuses."""

    def refuse(*_given: object, **_named: object) -> None:
        raise OSError(number, os.strerror(number), "x")

    return refuse


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (errno.ENOSPC, "no_room"),
        (errno.EDQUOT, "no_room"),
        (errno.EFBIG, "no_room"),
        (errno.EIO, "drive_gone"),
        (errno.EROFS, "read_only"),
        (errno.ENOTDIR, "not_there"),
        (errno.ENAMETOOLONG, "name_too_long"),
        (errno.EPERM, "not_allowed"),
        (errno.ENOTCONN, "share_gone"),
        (errno.EMFILE, "refused"),
    ],
)
def test_what_the_system_refuses_is_told_and_leaves_the_old_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch, number: int, word: str
) -> None:
    monkeypatch.setattr(os, "fsync", failing(number))
    with pytest.raises(FileError) as refused:
        write_run(folder, NEW, "1")
    assert (refused.value.key, refused.value.exit_code) == (f"writing.{word}", ExitCode.FILE)
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
    assert refused.value.key == "writing.not_allowed"
    assert content(folder) == OLD
    assert beside(folder) == []


def test_a_run_set_aside_is_put_back(folder: Path) -> None:
    folder.rename(folder.with_name(".ket-qua.old"))
    start(folder)
    assert content(folder) == OLD
    assert beside(folder) == []


def test_a_run_worked_in_that_a_broken_writer_set_aside_is_kept_and_noted(folder: Path) -> None:
    marked, notes = worked_in(folder), []
    folder.rename(folder.with_name(".ket-qua.old"))
    write_run(folder.with_name("moi"), NEW, "1")
    folder.with_name("moi").rename(folder)
    with held(folder, note=notes.append) as target:
        assert len(notes) == 1 and "ket-qua-cu" in notes[0]
        assert not target.news() and target.to_dict()["kept"] == [str(folder.with_name("ket-qua-cu"))]
    assert content(folder.with_name("ket-qua-cu")) == marked


@pytest.mark.parametrize("blocked", ["file", "folder"])
def test_what_cannot_be_moved_out_of_the_way_is_stepped_around(folder: Path, blocked: str) -> None:
    aside = folder.with_name(".ket-qua.old")
    if blocked == "file":
        aside.write_bytes(b"mine")
    else:
        aside.mkdir()
        (aside / "a.jpg").write_bytes(b"mine")
    write_run(folder, NEW, "1")
    assert content(folder) == NEW
    assert beside(folder) == [".ket-qua.old"]


def test_an_old_run_that_cannot_be_removed_is_told_and_tried_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("luanchuyen.reports.writing.leftovers.shutil.rmtree", failing(errno.EACCES))
    with held(folder, note=told.append) as target:
        target.write(NEW, "1")
    assert content(folder) == NEW
    (left,) = beside(folder)
    assert len(told) == 1 and left in told[0]
    monkeypatch.undo()
    if os.name == "posix":
        folder.with_name(left).rename(folder.with_name(left.replace(f"-{os.getpid()}-", "-2147483646-")))
        start(folder)
        assert beside(folder) == []


def _filled(folder: Path) -> None:
    worked_in(folder)


def _shortened(folder: Path) -> None:
    (folder / "rules.toml").unlink()


def _added(folder: Path) -> None:
    (folder / "ghi-chu.txt").write_bytes(b"note")


def _added_folder(folder: Path) -> None:
    (folder / "outcomes").mkdir()


@pytest.mark.parametrize("work", [_filled, _shortened, _added, _added_folder])
def test_a_run_that_somebody_worked_in_is_kept_and_told(folder: Path, work: Callable[[Path], None]) -> None:
    for name in ("ket-qua-cu", "ket-qua-cu-2"):
        work(folder)
        (folder / "manifest.json").touch()
        before = content_of_tree(folder)
        with held(folder) as target:
            assert content_of_tree(folder) == before, "until it is written nothing moves"
            target.write(OLD, "0")
        assert content(folder) == OLD and changed_files(folder) == {}
        assert target.kept == [folder.with_name(name)]
        assert name in target.news()[0] and not target.news()
        assert content_of_tree(folder.with_name(name)) == before
    assert beside(folder) == ["ket-qua-cu", "ket-qua-cu-2"]


def content_of_tree(folder: Path) -> dict[str, bytes | None]:
    """All that lies in a folder."""
    return {p.name: p.read_bytes() if p.is_file() else None for p in folder.iterdir()}


def test_what_is_saved_while_it_is_set_aside_is_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.rename

    def rename(path: Path, target: Path) -> Path:
        if path == folder:
            worked_in(folder)
        return real(path, target)

    monkeypatch.setattr(Path, "rename", rename)
    write_run(folder, NEW, "1")
    assert content(folder.with_name("ket-qua-cu"))["plans.xlsx"] == b"old book, agreed"


@pytest.mark.parametrize("state", ["a run", "empty", "dangling"])
def test_a_link_stays_and_what_it_means_is_written(folder: Path, tmp_path: Path, state: str) -> None:
    far = tmp_path / "xa"
    far.mkdir()
    if state == "a run":
        folder.rename(far / "that")
    elif state == "empty":
        (far / "that").mkdir()
    link = tmp_path / "tat"
    link.symlink_to(far / "that", target_is_directory=True)
    for files in (NEW, OLD):
        write_run(link, files, "1")
        assert link.is_symlink() and content(far / "that") == files
    worked_in(link)
    write_run(link, NEW, "1")
    assert sorted(p.name for p in far.iterdir()) == ["that", "that-cu"]


def test_a_folder_keeps_who_may_read_it(tmp_path: Path) -> None:
    if os.name != "posix":
        pytest.skip("modes as on POSIX")
    (tmp_path / "chung").mkdir()
    (tmp_path / "chung").chmod(0o770)
    for name, mode in (("chung", 0o770), ("rieng", 0o700)):
        write_run(tmp_path / name, NEW, "1")
        assert (tmp_path / name).stat().st_mode & 0o777 == mode


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
    assert done[named + 1] == folder.parent.name


def test_each_changed_missing_and_extra_file_is_named(folder: Path) -> None:
    (folder / "plans.json").write_bytes(b"olD")
    (folder / "rules.toml").unlink()
    (folder / "ghi-chu.txt").write_bytes(b"")
    told = {"plans.json": "changed", "rules.toml": "missing", "ghi-chu.txt": "extra"}
    assert changed_files(folder) == told
    with (folder / "plans.json").open("wb") as stream:
        stream.truncate(2**40)  # no memory holds it: nothing of it is read
    assert changed_files(folder) == told


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"files": 1}', '{"files": ["a"]}', "null", '"x"', "[" * 100_000,
     '{"form": "luanchuyen-run-1", "files": {"../x": ""}}', '{"form": "luanchuyen-run-2", "files": {}}'],
)  # fmt: skip
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
    write_run(folder, NEW, "1")
    assert beside(folder) == []


def _strange(folder: Path) -> None:
    folder.mkdir()
    (folder / "a.jpg").write_bytes(b"picture")


def _file(folder: Path) -> None:
    folder.write_bytes(b"file")


def _link_to_file(folder: Path) -> None:
    _file(folder.with_name("y"))
    folder.symlink_to(folder.with_name("y"))


def _circle(folder: Path) -> None:
    folder.symlink_to(folder.with_name("y"))
    folder.with_name("y").symlink_to(folder)


def _here(folder: Path) -> None:
    folder.mkdir()
    os.chdir(folder)


def _above(folder: Path) -> None:
    (folder / "y").mkdir(parents=True)
    os.chdir(folder / "y")


def _input(folder: Path) -> None:
    write_run(folder, OLD, "0")
    (folder / "book.xlsx").write_bytes(b"facts")


def _nothing(folder: Path) -> None:
    pass


@pytest.mark.parametrize(
    ("make", "name", "word"),
    [
        (_strange, "x", "strange_folder"),
        (_file, "x", "not_a_folder"),
        (_link_to_file, "x", "not_a_folder"),
        (_circle, "x", "links_in_circle"),
        (_here, "x", "no_place"),
        (_above, "x", "no_place"),
        (_input, "x", "holds_input"),
        (_input, "x/y", "inside_run"),
        (_input, "x/y/z", "inside_run"),
        (_file, "x/y", "not_there"),
        (_file, "x/y/z", "not_there"),
        (_nothing, "x" * 300, "name_too_long"),
        (_nothing, "x\0y", "name_refused"),
        (_nothing, "/", "no_place"),
    ],
)
def test_what_is_no_place_for_a_run_is_refused_untouched(
    make: Callable[[Path], None], name: str, word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    make(tmp_path / "x")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(FileError) as refused, held(tmp_path / name, [tmp_path / "x" / "book.xlsx"]):
        pass
    assert (refused.value.key, refused.value.exit_code) == (f"writing.{word}", ExitCode.FILE)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_name_that_is_almost_too_long_is_written(tmp_path: Path) -> None:
    folder = tmp_path / ("ế" * 80)
    for files in (OLD, NEW):
        write_run(folder, files, "1")
        write_file(tmp_path / ("ề" * 80), files["rules.toml"], force=True)
    assert content(folder) == NEW
    assert len(beside(folder)) == 1
