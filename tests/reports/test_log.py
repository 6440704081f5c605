"""The log: a chain that shows every change but a cut at its end, whatever befell its writers."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import sys
from pathlib import Path

import pytest

from luanchuyen.models.errors import FileError
from luanchuyen.reports.log import FORM, LogEntry, add_to_log, check_log, log_state
from luanchuyen.reports.writing.locks import locked

ENTRY = LogEntry("plan", "0.1.1", "a" * 64, "b" * 64, "c" * 64, {"seed": 0}, [{"cadre": "C1", "reason": "bận\nviệc"}])


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Three lines."""
    path = tmp_path / "nhat-ky.jsonl"
    for _ in range(3):
        add_to_log(path, ENTRY)
    return path


def told(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_each_line_has_the_hash_of_the_one_before(log: Path) -> None:
    lines = log.read_bytes().splitlines()
    sums = [hashlib.sha256(line).hexdigest() for line in lines]
    assert [line["before"] for line in told(log)] == [None, *sums[:2]]
    assert add_to_log(log, ENTRY) == log_state(log).last
    first = told(log)[0]
    assert first.pop("time")
    assert first == {
        "log": FORM, "before": None, "version": "0.1.1", "command": "plan", "input_sha256": "a" * 64,
        "rules_sha256": "b" * 64, "output_sha256": "c" * 64, "options": {"seed": 0},
        "decisions": [{"cadre": "C1", "reason": "bận\nviệc"}],
    }  # fmt: skip
    assert log_state(log).whole and log_state(log).lines == 4


def changed(data: bytes, line: int, old: bytes, new: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    lines[line] = lines[line].replace(old, new)
    return b"".join(lines)


@pytest.mark.parametrize(
    ("bend", "broken"),
    [
        (lambda data: changed(data, 0, b'"seed": 0', b'"seed": 1'), 2),
        (lambda data: changed(data, 1, b"bbbb", b"bbbc"), 3),
        (lambda data: b"".join(data.splitlines(keepends=True)[1:]), 1),
        (lambda data: b"".join(data.splitlines(keepends=True)[::2]), 2),
        (lambda data: changed(data, 1, b"{", b""), 2),
        (lambda data: data + b"\n", 4),
        (lambda data: data + b'{"log"', 4),
        (lambda data: data.splitlines(keepends=True)[0] * 2, 2),
    ],
)
def test_what_is_changed_shows_with_its_line(bend: object, broken: int, log: Path) -> None:
    log.write_bytes(bend(log.read_bytes()))  # type: ignore[operator]
    state = log_state(log)
    assert not state.whole and state.to_dict()["broken"] == broken


def test_a_cut_shows_by_the_last_hash_alone(log: Path) -> None:
    last = log_state(log).last
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:2]))
    assert log_state(log).whole and log_state(log).last != last


def test_a_torn_line_is_kept_and_the_next_one_tells_of_it(log: Path) -> None:
    before = log.read_bytes()
    torn = before.splitlines()[0][:57]
    log.write_bytes(before + torn)
    add_to_log(log, ENTRY)
    assert log.read_bytes().startswith(before + torn + b"\n")
    assert json.loads(log.read_bytes().splitlines()[-1])["after_torn"] == hashlib.sha256(torn).hexdigest()
    state = log_state(log)
    assert state.whole and (state.torn, state.lines) == ((4,), 5)
    log.write_bytes(log.read_bytes().replace(torn + b"\n", torn[:-1] + b"\n"))
    assert log_state(log).broken == 4


@pytest.mark.parametrize("cut", [1, 12, 40])
def test_a_first_line_that_was_torn(log: Path, cut: int) -> None:
    log.write_bytes(log.read_bytes()[:cut])
    add_to_log(log, ENTRY)
    assert log_state(log).whole and log_state(log).torn == (1,)


def test_a_line_that_lacks_its_end_alone_is_whole(log: Path) -> None:
    log.write_bytes(log.read_bytes()[:-1])
    add_to_log(log, ENTRY)
    assert log_state(log).whole and log_state(log).lines == 4


@pytest.mark.parametrize("content", [b"mine", b"PK\x03\x04", b'{"log": "other"}\n', b"\n", b"[" * 5000])
def test_what_is_no_log_of_ours_is_not_touched(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "so-lieu.jsonl"
    path.write_bytes(content)
    for use in (check_log, log_state, lambda path: add_to_log(path, ENTRY)):
        with pytest.raises(FileError) as raised:
            use(path)
        assert raised.value.key == "log.not_ours"
    assert path.read_bytes() == content and [p.name for p in tmp_path.iterdir()] == [path.name]


def test_nothing_is_added_to_a_broken_log(log: Path) -> None:
    log.write_bytes(changed(log.read_bytes(), 0, b'"seed": 0', b'"seed": 1'))
    before = log.read_bytes()
    with pytest.raises(FileError) as raised:
        add_to_log(log, ENTRY)
    assert raised.value.key == "log.broken_before" and log.read_bytes() == before


def test_an_empty_file_may_become_a_log(tmp_path: Path) -> None:
    path = tmp_path / "nhat-ky.jsonl"
    path.touch()
    check_log(path)
    add_to_log(path, ENTRY)
    assert log_state(path).whole


@pytest.mark.skipif(sys.platform == "win32", reason="no modes there")
def test_others_may_not_read_it(tmp_path: Path) -> None:
    add_to_log(tmp_path / "nhat-ky.jsonl", ENTRY)
    assert os.stat(tmp_path / "nhat-ky.jsonl").st_mode & 0o077 == 0


def _writer(path: Path, times: int) -> None:
    for _ in range(times):
        add_to_log(path, ENTRY)


def test_writers_at_once_wait_for_each_other(tmp_path: Path) -> None:
    path = tmp_path / "nhat-ky.jsonl"
    forked = multiprocessing.get_context("fork" if sys.platform != "win32" else "spawn")
    writers = [forked.Process(target=_writer, args=(path, 8)) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert log_state(path).whole and log_state(path).lines == 24


def test_it_gives_up_where_nobody_lets_go(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from luanchuyen.reports import log as module

    monkeypatch.setattr(module, "_PATIENCE", 0.0)
    before = log.read_bytes()
    with locked(log), pytest.raises(FileError):
        add_to_log(log, ENTRY)
    assert log.read_bytes() == before
