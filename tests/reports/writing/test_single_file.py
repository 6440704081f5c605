"""One file for the user: never over the input or another's work, whole, and nothing left beside it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from killed_writers import killed_at_each_step, killed_at_random

from luanchuyen.models.errors import ExitCode, FileError
from luanchuyen.reports.run_folder import write_run
from luanchuyen.reports.writing import flushed
from luanchuyen.reports.writing.leftovers import fresh
from luanchuyen.reports.writing.processes import Owner, ourselves, this_host
from luanchuyen.reports.writing.single_file import check_file, write_file

DEAD = 2147483646
POSIX = pytest.mark.skipif(os.name != "posix", reason="as on POSIX")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with an input, its links, a CSV folder, another's file and a run."""
    (tmp_path / "book.xlsx").write_bytes(b"facts")
    (tmp_path / "hard.xlsx").hardlink_to(tmp_path / "book.xlsx")
    (tmp_path / "link.xlsx").symlink_to("book.xlsx")
    (tmp_path / "other.xlsx").write_bytes(b"mine")
    (tmp_path / "to-other.xlsx").symlink_to("other.xlsx")
    (tmp_path / "csv").mkdir()
    (tmp_path / "csv" / "Cán bộ.csv").write_bytes(b"facts")
    write_run(tmp_path / "kq", {"plans.json": b"{}"}, "0")
    (tmp_path / "kq" / "note.txt").write_bytes(b"mine")  # a run that was worked in is a run
    (tmp_path / "circle").symlink_to("circle")
    return tmp_path


def tree(place: Path) -> dict[str, bytes | None]:
    """All that is there."""
    return {str(p.relative_to(place)): p.read_bytes() if p.is_file() else None for p in place.rglob("*")}


@pytest.mark.parametrize(
    ("name", "free", "forced"),
    [
        ("book.xlsx", "is_input", "is_input"),
        ("hard.xlsx", "is_input", "is_input"),
        ("link.xlsx", "is_input", "is_input"),
        ("csv/../book.xlsx", "is_input", "is_input"),
        ("csv/Cán bộ.csv", "is_input", "is_input"),
        ("csv/Khóa.csv", "among_sheets", "among_sheets"),
        ("csv/../csv/x.CSV", "among_sheets", "among_sheets"),
        ("other.xlsx", "file_exists", ""),
        ("to-other.xlsx", "file_exists", ""),
        ("kq/plans.json", "inside_run", "inside_run"),
        ("kq/new.xlsx", "inside_run", "inside_run"),
        ("kq", "is_a_folder", "is_a_folder"),
        ("circle", "links_in_circle", "links_in_circle"),
        ("kq/deeper/x.xlsx", "inside_run", "inside_run"),
        ("other.xlsx/x.xlsx", "not_there", "not_there"),
        ("x" * 300, "name_too_long", "name_too_long"),
        ("x\0y", "name_refused", "name_refused"),
        pytest.param("/dev/null", "no_file", "no_file", marks=POSIX),
        pytest.param("/", "is_a_folder", "is_a_folder", marks=POSIX),
    ],
)
def test_what_is_not_ours_stays(name: str, free: str, forced: str, place: Path) -> None:
    before = tree(place)
    inputs = [place / "book.xlsx", place / "csv"]
    for force, word in ((False, free), (True, forced)):
        if not word:
            write_file(place / name, b"new", inputs, force)
            assert tree(place) == {**before, "other.xlsx": b"new", "to-other.xlsx": b"new"}
            assert (place / name).is_symlink() == name.startswith("to-")
            continue
        for attempt in (
            lambda path, force: check_file(path, inputs, force),
            lambda path, force: write_file(path, b"", inputs, force),
        ):
            with pytest.raises(FileError) as refused:
                attempt(place / name, force)
            assert (refused.value.key, refused.value.exit_code) == (f"writing.{word}", ExitCode.FILE)
        assert tree(place) == before


def test_a_link_to_nothing_yet_stays_and_its_file_is_written(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "link").symlink_to(Path("far", "x.xlsx"))
    write_file(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "far" / "x.xlsx").read_bytes() == b"new"


@pytest.mark.parametrize("links", [True, False])
def test_what_came_while_we_worked_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    path, write = tmp_path / "x.xlsx", flushed.write_flushed

    def slow(made: Path, content: bytes) -> None:
        write(made, content)
        path.write_bytes(b"mine")

    def refuse(*_given: object) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(flushed, "write_flushed", slow)
    if not links:
        monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(FileError, match="file_exists"):
        write_file(path, b"new")
    assert tree(tmp_path) == {"x.xlsx": b"mine"}
    monkeypatch.setattr(flushed, "write_flushed", write)
    write_file(tmp_path / "y.xlsx", b"new")
    assert (tmp_path / "y.xlsx").read_bytes() == b"new"


@POSIX
@pytest.mark.parametrize("force", [True, False])
def test_killed_at_any_step_it_is_old_or_new_and_nothing_stays_beside(tmp_path: Path, force: bool) -> None:
    path, seen = tmp_path / "x.xlsx", []

    def before() -> None:
        path.unlink(missing_ok=True)
        if force:
            path.write_bytes(b"old")

    for _ in killed_at_each_step(before, lambda: write_file(path, b"new", force=force)):
        check_file(path, force=True)
        seen.append(path.read_bytes() if path.exists() else b"")
        assert [p.name for p in tmp_path.iterdir()] == (["x.xlsx"] if seen[-1] else [])
    assert set(seen) == {b"old" if force else b"", b"new"}


@POSIX
def test_killed_at_any_moment_it_is_whole(tmp_path: Path) -> None:
    path, contents = tmp_path / "x.xlsx", [b"a" * 100_000, b"b" * 200_000]
    path.write_bytes(contents[0])

    def write() -> None:
        for content in contents:
            write_file(path, content, force=True)

    for _ in killed_at_random(write, 25):
        assert path.read_bytes() in contents
    check_file(path, force=True)
    assert [p.name for p in tmp_path.iterdir()] == ["x.xlsx"]


@POSIX
def test_what_killed_writers_left_is_swept_and_nothing_else(tmp_path: Path) -> None:
    dead = Owner(this_host(), DEAD, "77").mark
    swept = [f".x.xlsx.new-{dead}", f".another.xlsx.new-{dead}", f".x.xlsx.gone-{dead}", f".x.xlsx.new-{DEAD}"]
    reused = Owner(this_host(), os.getpid(), "1").mark
    swept += [f".x.xlsx.new-{reused}"] if ourselves().start else []
    kept = [
        fresh(tmp_path / "x.xlsx").name,  # a writer that runs
        f".x.xlsx.new-{Owner('may-khac', DEAD, '77').mark}",  # another machine's: nobody can tell
        f".another.xlsx.new-{DEAD}",  # of 0.1, perhaps not ours
        f"x.xlsx.new-{dead}", ".x.xlsx.new-a", ".x.xlsx.newer", ".x.xlsx.new-12-34",
    ]  # fmt: skip
    for name in (*swept, *kept):
        (tmp_path / name).write_bytes(b"names")
    (tmp_path / swept[0]).unlink()
    (tmp_path / swept[0]).mkdir()
    (tmp_path / swept[0] / "plans.json").write_bytes(b"names")
    check_file(tmp_path / "x.xlsx")
    assert {p.name for p in tmp_path.iterdir()} == set(kept)


@POSIX
def test_who_may_read_it_may_read_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    write_file(path, b"old")
    path.chmod(0o640)
    write_file(path, b"new", force=True)
    assert path.stat().st_mode & 0o777 == 0o640


@POSIX
def test_a_limit_of_the_system_is_told_as_want_of_room(tmp_path: Path) -> None:
    import resource

    for path, write in (
        (tmp_path / "x.xlsx", lambda path: write_file(path, b"a" * 3_000_000, force=True)),
        (tmp_path / "kq", lambda path: write_run(path, {"plans.json": b"a" * 3_000_000}, "0")),
    ):
        child = os.fork()
        if child == 0:
            resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
            try:
                write(path)
            except FileError as error:
                told = (error.key, error.values["needed"]) == ("writing.no_room", 3)
                os._exit(int(error.exit_code) if told and int(str(error.values["free"])) > 0 else 1)
            finally:
                os._exit(2)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == ExitCode.FILE
        assert list(tmp_path.iterdir()) == []


@POSIX
def test_a_private_file_is_its_owners_alone(tmp_path: Path) -> None:
    write_file(tmp_path / "key.csv", b"who", private=True)
    write_file(tmp_path / "open.csv", b"all")
    assert (tmp_path / "key.csv").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "open.csv").stat().st_mode & 0o044 == 0o044
