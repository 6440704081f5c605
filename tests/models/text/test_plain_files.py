"""Files are looked at before they are opened: nothing without an end is read, nothing waits."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from luanchuyen.models.text.plain_files import NotPlainError, TooLargeError, read_plain
from luanchuyen.sheets.opening.opening import open_book

MEGABYTE = 2**20


def pipe(path: Path) -> None:
    os.mkfifo(path)


def endpoint(path: Path) -> None:
    os.mknod(path, stat.S_IFSOCK | 0o600)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


UNPLAIN = pytest.mark.parametrize("make", [pipe, endpoint, device])


@UNPLAIN
@pytest.mark.skipif(os.name == "nt", reason="Windows has none of these in a folder")
def test_what_has_no_end_is_refused_before_it_is_opened(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = tmp_path / "a.xlsx"
    make(path)
    with pytest.raises(NotPlainError):
        read_plain(path)
    assert [problem.key for problem in open_book(path).problems] == ["check.not_plain_file"]
    path.rename(path.with_suffix(".csv"))
    [problem] = open_book(tmp_path).problems
    assert (problem.key, problem.values["path"]) == ("check.not_plain_file", str(path.with_suffix(".csv")))


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        read_plain(tmp_path)
    (tmp_path / "a.xlsx").mkdir()
    assert [problem.key for problem in open_book(tmp_path / "a.xlsx").problems] == ["check.no_csv"]


def sparse(path: Path, size: int) -> Path:
    with path.open("wb") as stream:
        stream.truncate(size)
    return path


def test_the_size_is_looked_at_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = sparse(tmp_path / "a.xlsx", 3 * 1024 * MEGABYTE)
    monkeypatch.setattr(os, "open", None)
    with pytest.raises(TooLargeError):
        read_plain(path)
    (problem,) = open_book(path).problems
    assert (problem.key, problem.values["most"]) == ("check.file_too_big", 50)


@pytest.mark.parametrize("sizes", [(3 * 1024 * MEGABYTE,), (301 * MEGABYTE,), (151 * MEGABYTE, 151 * MEGABYTE)])
def test_a_folder_of_tables_has_the_limit_of_a_workbook_unpacked(tmp_path: Path, sizes: tuple[int, ...]) -> None:
    for number, size in enumerate(sizes):
        sparse(tmp_path / f"{number}.csv", size)
    assert [problem.key for problem in open_book(tmp_path).problems] == ["check.file_too_big"]


def test_a_pipe_among_the_tables_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "Cán bộ.csv").write_text("a,b\n", encoding="utf-8")
    pipe(tmp_path / "Đơn vị.csv")
    assert [problem.key for problem in open_book(tmp_path).problems] == ["check.not_plain_file"]


def test_a_file_that_grows_is_not_read_beyond_its_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"x" * 11)
    small = os.stat_result([*os.stat(path)[:6], 3, *os.stat(path)[7:]])
    monkeypatch.setattr(os, "stat", lambda _: small)
    monkeypatch.setattr(os, "fstat", lambda _: small)
    with pytest.raises(TooLargeError):
        read_plain(path, 10)


def test_a_plain_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbfT\xe1\xbb\x89nh \xe1\xbb\xa7y\r\n")
    assert read_plain(path, path.stat().st_size) == path.read_bytes()
