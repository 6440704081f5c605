"""What Windows refuses is told with its cure: by its number, by the length of a path, by what lies beside a file."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from luanchuyen.cli import main
from luanchuyen.models.errors import ExitCode, FileError
from luanchuyen.models.text import windows_errors
from luanchuyen.models.text.windows_errors import WORDS, kept_elsewhere, too_long, windows_word
from luanchuyen.reports.writing import flushed
from luanchuyen.reports.writing.refusals import WORDS as WRITING
from luanchuyen.reports.writing.single_file import write_file
from luanchuyen.sheets.opening import opening
from luanchuyen.sheets.opening.opening import open_book

EXCEL_HOLDS = (errno.EACCES, 32)
NO_RIGHT = (errno.EACCES, None)
PROVIDER_SLEEPS = (errno.EINVAL, 362)


def refused(number: int, windows: int | None, path: Path) -> OSError:
    """An error as Python raises it on Windows: a PermissionError and so on, with the number of Windows."""
    error = OSError(number, os.strerror(number), str(path))
    if windows is not None:
        error.winerror = windows  # type: ignore[attr-defined]
    return error


def refusing(number: int, windows: int | None) -> Callable[..., None]:
    """A call that the system refuses."""

    def refuse(path: Path, *_: object, **__: object) -> None:
        raise refused(number, windows, path)

    return refuse


def test_no_number_has_two_words_and_every_word_that_writing_needs_has_a_sentence() -> None:
    numbers = [number for several in WORDS.values() for number in several]
    assert len(numbers) == len({*numbers})
    from luanchuyen.messages import knows

    assert not [word for word in (*WORDS, *WRITING) if not knows(f"writing.{word}")]


@pytest.mark.parametrize(
    ("number", "windows", "word"),
    [
        (*EXCEL_HOLDS, "in_use"),
        (errno.EACCES, 33, "in_use"),
        (errno.EACCES, 5, "not_allowed"),
        (errno.EACCES, 19, "read_only"),
        (errno.EACCES, 21, "drive_gone"),
        (errno.ENOENT, 206, "name_too_long"),
        (errno.EINVAL, 123, "name_refused"),
        (errno.EINVAL, 64, "share_gone"),
        (*PROVIDER_SLEEPS, "not_on_disk"),
        (errno.EINVAL, 395, "not_on_disk"),
    ],
)
def test_what_windows_refuses_while_writing_is_told_and_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, windows: int, word: str
) -> None:
    place = tmp_path / "phương án.xlsx"
    place.write_bytes(b"before")
    monkeypatch.setattr(Path, "replace", refusing(number, windows))
    monkeypatch.setattr(flushed, "_PAUSES", (0.001,))
    with pytest.raises(FileError) as told:
        write_file(place, b"after", force=True)
    assert (told.value.key, told.value.exit_code) == (f"writing.{word}", ExitCode.FILE)
    assert "→" in str(told.value) and place.read_bytes() == b"before" and len([*tmp_path.iterdir()]) == 1


@pytest.mark.parametrize("windows", [5, 32, None])
def test_what_a_scanner_holds_for_a_moment_is_tried_again_where_windows_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, windows: int | None
) -> None:
    place, real, tries = tmp_path / "a.xlsx", Path.replace, list[Path]()

    def replace(made: Path, target: Path) -> Path:
        tries.append(made)
        if len(tries) <= 2:
            raise refused(errno.EACCES, windows, made)
        return real(made, target)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(flushed, "_PAUSES", (0.001,) * 3)
    if windows is None:
        with pytest.raises(FileError):
            write_file(place, b"x", force=True)
    else:
        write_file(place, b"x", force=True)
    assert (len(tries), place.exists()) == ((1, False) if windows is None else (3, True))


@pytest.mark.parametrize(
    ("refusal", "beside", "key"),
    [
        (EXCEL_HOLDS, None, "in_use"),
        (NO_RIGHT, "~$số liệu.xlsx", "in_use"),
        (NO_RIGHT, ".~lock.số liệu.xlsx#", "in_use"),
        (NO_RIGHT, None, "no_permission"),
        (PROVIDER_SLEEPS, None, "not_on_disk"),
        ((errno.EIO, None), None, "unreadable"),
    ],
)
def test_a_workbook_that_windows_does_not_give_is_told_with_its_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusal: tuple[int, int | None], beside: str | None, key: str
) -> None:
    if beside:
        (tmp_path / beside).touch()
    (tmp_path / "số liệu.xlsx").touch()
    monkeypatch.setattr(opening, "read_plain", refusing(*refusal))
    (problem,) = open_book(tmp_path / "số liệu.xlsx").problems
    assert problem.key == f"check.{key}"


def test_a_file_that_lies_in_a_cloud_alone_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "a.xlsx"
    place.touch()
    assert not kept_elsewhere(place)
    placeholder = SimpleNamespace(st_file_attributes=0x400020)
    monkeypatch.setattr(windows_errors, "os", SimpleNamespace(path=os.path, stat=lambda _: placeholder))
    assert kept_elsewhere(place)
    monkeypatch.setattr(opening, "read_plain", refusing(errno.EINVAL, None))
    (problem,) = open_book(place).problems
    assert problem.key == "check.not_on_disk"


def test_a_path_longer_than_windows_takes_is_not_said_to_be_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows_errors, "MOST_LETTERS", 259)
    deep = tmp_path.joinpath(*["thư mục của ban tổ chức"] * 10, "số liệu.xlsx")
    assert too_long(deep) and not too_long(tmp_path / "x")
    (problem,) = open_book(deep).problems
    assert problem.key == "check.path_too_long"
    (problem,) = open_book(tmp_path / "x.xlsx").problems
    assert problem.key == "check.missing_file"
    monkeypatch.setattr(Path, "mkdir", refusing(errno.ENOENT, 3))
    with pytest.raises(FileError) as told:
        write_file(deep, b"x")
    assert told.value.key == "writing.name_too_long"


def test_elsewhere_a_long_path_is_only_missing(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["a" * 100] * 4)
    assert windows_word(FileNotFoundError(errno.ENOENT, "x", str(deep)), deep) is None


@pytest.mark.parametrize(
    ("refusal", "key"),
    [(EXCEL_HOLDS, "os_in_use"), (NO_RIGHT, "os_not_allowed"), (PROVIDER_SLEEPS, "os_not_on_disk")],
)
def test_an_edited_workbook_still_open_in_excel_is_told_with_its_cure(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    refusal: tuple[int, int | None],
    key: str,
) -> None:
    from luanchuyen.commands.library import judging

    for name in ("so-lieu.xlsx", "phuong-an.xlsx"):
        (tmp_path / name).write_bytes(b"PK")
    monkeypatch.setattr(judging, "read_plain", refusing(*refusal))
    assert main(["verify", str(tmp_path / "so-lieu.xlsx"), str(tmp_path / "phuong-an.xlsx"), "--json"]) == ExitCode.FILE
    told = capsys.readouterr()
    assert f'"cli.{key}"' in told.out and "→" in told.err and "phuong-an.xlsx" in told.err
