"""A lock is held by one process alone, ends with it, and says who holds it."""

from __future__ import annotations

import errno
import json
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from luanchuyen.models.errors import ExitCode, FileError
from luanchuyen.reports.run_folder import held, write_run
from luanchuyen.reports.writing import locks
from luanchuyen.reports.writing.locks import locked
from luanchuyen.reports.writing.processes import Owner, may_live, ourselves, started, this_host
from luanchuyen.reports.writing.records import our_record

DEAD = 2147483646
POSIX = pytest.mark.skipif(os.name != "posix", reason="fork and kill as on POSIX")
PROC = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="starts are read from /proc")


def no_system_lock(_handle: int) -> None:
    """What a network share without locks says."""
    raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))


@pytest.fixture(params=["system", "share"])
def lock(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that holds the lock of tmp_path/kq, where the system has locks and where it has none."""
    if request.param == "share":
        monkeypatch.setattr(locks, "_system_lock", no_system_lock)
    return tmp_path / (".kq.lock" if request.param == "system" else ".kq.held")


def record(host: str = "", pid: int = DEAD, start: str = "", **more: str) -> str:
    """A lock's text."""
    return json.dumps({"host": host or this_host(), "pid": pid, "start": start, **more})


def test_a_second_one_is_told_machine_and_time(lock: Path) -> None:
    path = lock.parent / "kq"
    with locked(path):
        assert json.loads(lock.read_text(encoding="utf-8"))["pid"] == os.getpid()
        with pytest.raises(FileError) as refused, locked(path):
            pass
        said = refused.value.values
        assert (refused.value.key, refused.value.exit_code) == ("writing.busy", ExitCode.FILE)
        assert str(said["host"]).startswith(this_host()) and "/" in str(said["since"])
    with locked(path):
        pass
    assert list(lock.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "taken", "told"),
    [
        pytest.param(record(since="20/11/2026 09:15"), True, True, id="ended"),
        pytest.param(record(pid=os.getpid(), start="1"), True, True, id="number used anew", marks=PROC),
        pytest.param(str(DEAD), True, True, id="of 0.1, ended"),
        pytest.param(str(os.getppid()), False, False, id="of 0.1, runs"),
        pytest.param(record(pid=os.getppid()), False, False, id="runs"),
        pytest.param(record(host="may-khac"), False, False, id="another machine"),
        pytest.param("ghi chú của tôi", False, False, id="not ours"),
        pytest.param("[" * 4000, False, False, id="deep"),
    ],
)
def test_who_may_yet_run_keeps_it_and_who_ended_does_not(text: str, taken: bool, told: bool, lock: Path) -> None:
    if os.name != "posix" and "number" in text:
        pytest.skip("numbers as on POSIX")
    lock.write_text(text, encoding="utf-8")
    notes: list[str] = []
    if taken:
        with locked(lock.parent / "kq", notes.append):
            pass
        assert list(lock.parent.iterdir()) == []
    else:
        with pytest.raises(FileError, match="busy") as refused, locked(lock.parent / "kq", notes.append):
            pass
        assert refused.value.values["lock"] == str(lock), "the cure is named"
        assert lock.read_text(encoding="utf-8") == text
    assert len(notes) == told


def test_a_full_disk_leaves_no_lock(lock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int, _text: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(FileError, match="no_room"), locked(lock.parent / "kq"):
        pass
    assert list(lock.parent.iterdir()) == []


def test_another_user_s_lock_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".kq.lock").write_text(record(host="may-khac", since="20/11/2026 09:15"), encoding="utf-8")
    real = os.open

    def refuse(path: Path, flags: int, *mode: int) -> int:
        if flags & os.O_RDWR:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return real(path, flags, *mode)

    monkeypatch.setattr(os, "open", refuse)  # as root, modes refuse nothing
    with pytest.raises(FileError, match="busy") as refused, locked(tmp_path / "kq"):
        pass
    assert (refused.value.values["host"], refused.value.values["since"]) == ("may-khac", "20/11/2026 09:15")


def test_an_empty_lock_was_let_go_of(tmp_path: Path) -> None:
    (tmp_path / ".kq.lock").write_bytes(b"")
    notes: list[str] = []
    with locked(tmp_path / "kq", notes.append):
        pass
    assert notes == []


def test_what_a_lock_says_cannot_reach_the_terminal(tmp_path: Path) -> None:
    (tmp_path / ".kq.lock").write_text(record(host="\x1b[2Ja" + "b" * 500, since="\n"), encoding="utf-8")
    with pytest.raises(FileError) as refused, locked(tmp_path / "kq"):
        pass
    host = str(refused.value.values["host"])
    assert host.startswith("[2Jab") and len(host) == 60


@pytest.mark.parametrize("kind", ["link", "folder"])
def test_what_is_no_lock_file_is_not_written_through(tmp_path: Path, kind: str) -> None:
    mine = tmp_path / "mine"
    mine.write_bytes(b"mine")
    lock = tmp_path / ".kq.lock"
    if kind == "link":
        lock.symlink_to(mine)
    else:
        lock.mkdir()
    with pytest.raises(FileError, match="in_the_way"), locked(tmp_path / "kq"):
        pass
    assert mine.read_bytes() == b"mine"


@pytest.fixture
def children() -> Iterator[list[int]]:
    """Children forked; each is waited for."""
    found: list[int] = []
    yield found
    for child in found:
        os.waitpid(child, 0)


def fork(children: list[int], work: Callable[[], None]) -> None:
    """Do the work in a child."""
    child = os.fork()
    if child:
        children.append(child)
        return
    try:
        work()
    finally:
        os._exit(0)


@POSIX
@pytest.mark.parametrize("left", ["", record()], ids=["free", "stale"])
def test_of_six_at_once_one_gets_it(lock: Path, left: str, children: list[int]) -> None:
    for _ in range(5):
        if left:
            lock.write_text(left, encoding="utf-8")
        (go, start), (end, release), (answers, answer) = os.pipe(), os.pipe(), os.pipe()

        def contend(go: int = go, end: int = end, ends: tuple[int, int] = (start, release), to: int = answer) -> None:
            for handle in ends:
                os.close(handle)
            os.read(go, 1)
            try:
                with locked(lock.parent / "kq"):
                    os.write(to, b"+")
                    os.read(end, 1)
            except FileError as error:
                os.write(to, b"-" if error.key == "writing.busy" else b"?")

        for _ in range(6):
            fork(children, contend)
        os.close(start)
        heard = b"".join(os.read(answers, 1) for _ in range(6))
        os.close(release)
        while children:
            os.waitpid(children.pop(), 0)
        for handle in (go, end, answers, answer):
            os.close(handle)
        assert sorted(heard) == sorted(b"+-----")
        assert list(lock.parent.iterdir()) == []


@POSIX
def test_the_lock_of_a_killed_run_is_taken_over_with_a_notice(lock: Path, children: list[int]) -> None:
    ready, tell = os.pipe()

    def hold() -> None:
        with locked(lock.parent / "kq"):
            os.write(tell, b"+")
            signal.pause()

    fork(children, hold)
    os.read(ready, 1)
    with pytest.raises(FileError, match="busy"), held(lock.parent / "kq"):
        pass
    os.kill(children[0], signal.SIGKILL)
    os.waitpid(children.pop(), 0)
    notes: list[str] = []
    with held(lock.parent / "kq", note=notes.append) as target:
        target.write({"plans.json": b"{}"}, "0")
    assert len(notes) == 1 and this_host() in notes[0]
    assert [path.name for path in lock.parent.iterdir()] == ["kq"]


def test_a_held_folder_is_written_by_nobody_else_under_any_name(tmp_path: Path) -> None:
    write_run(tmp_path / "kq", {"plans.json": b"{}"}, "0")
    (tmp_path / "tat").symlink_to(tmp_path / "kq", target_is_directory=True)
    with held(tmp_path / "kq"):
        for name in ("kq", "tat"):
            with pytest.raises(FileError, match="busy"):
                write_run(tmp_path / name, {}, "0")


def test_nothing_of_the_machine_gets_into_the_run(tmp_path: Path) -> None:
    write_run(tmp_path / "kq", {"plans.json": b"{}"}, "0")
    record = json.loads(our_record())
    text = (tmp_path / "kq" / "manifest.json").read_text(encoding="utf-8")
    assert not [value for value in (record["host"], record["since"], str(tmp_path)) if value in text]


@PROC
def test_a_process_is_known_by_its_start() -> None:
    ours = ourselves()
    assert ours.start.isdigit() and started(os.getpid()) == ours.start
    assert may_live(ours) and may_live(Owner(ours.host, ours.pid, ""))
    assert not may_live(Owner(ours.host, ours.pid, f"{int(ours.start) - 1}"))
    assert started(DEAD) is None and started(10**20) is None


@POSIX
def test_a_child_that_nobody_waited_for_runs_no_more() -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    if Path("/proc/self/stat").exists():
        assert started(child) is None
    os.waitpid(child, 0)
