"""Text that anybody may have written is read within bounds, or refused for one of five reasons; so is what we write."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from luanchuyen.models.text.bounded import (
    DEEPEST,
    MOST_JSON,
    MOST_TEXT,
    UnreadableError,
    json_of,
    read_json,
    read_toml,
    toml_of,
)
from luanchuyen.models.text.csv_text import csv_bytes

DIGITS = "9" * 5000


def nested(depth: int) -> str:
    """Lists within lists."""
    return "[" * depth + "]" * depth


@pytest.mark.parametrize(
    "text", ["", "a = 1", f"x = {nested(DEEPEST - 1)}", 'x = "' + "." * 500 + '"', "# " + "." * 500]
)
def test_what_people_write_is_read(text: str) -> None:
    assert isinstance(toml_of(text), dict)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"x = {nested(60)}", "too_deep"),
        (f"x = {nested(5000)}", "too_deep"),
        ("x = " + "{a=" * 400 + "1" + "}" * 400, "too_deep"),
        ("a." * 100 + "b = 1", "too_deep"),
        ("a." * 300_000 + "b = 1", "too_deep"),
        ('"\u2028".' * 300_000 + "b = 1", "too_deep"),
        ("[" + '"."."' * 1000 + "." * 300 + "]", "too_deep"),
        (f"x = {DIGITS}", "malformed"),
        ("x = 1\ny = [", "malformed"),
    ],
    ids=lambda text: text[:12],
)
def test_toml_beyond_the_bounds_is_refused_at_once(text: str, reason: str) -> None:
    began = time.process_time()
    with pytest.raises(UnreadableError) as caught:
        toml_of(text)
    assert caught.value.reason == reason
    assert time.process_time() - began < 1


def test_a_toml_fault_is_told_with_its_line() -> None:
    with pytest.raises(UnreadableError) as caught:
        toml_of("x = 1\ny = = 2\n")
    assert caught.value.line == 2


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (nested(600), "too_deep"),
        (nested(200_000), "too_deep"),
        ('{"a":' * 200_000, "too_deep"),
        (f'{{"rank": {DIGITS}}}', "malformed"),
        (f'{{"rank": {2**63}}}', "malformed"),
        ('{"rank": 1e999}', "malformed"),
        ('{"rank": NaN}', "malformed"),
        ('{"rank": -Infinity}', "malformed"),
        ("{", "malformed"),
    ],
    ids=lambda text: text[:16],
)
def test_json_beyond_the_bounds_is_refused(text: str, reason: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        json_of(text)
    assert caught.value.reason == reason


def test_json_within_the_bounds_is_what_json_says() -> None:
    for value in (0, None, "x", [], {"a": [{"b": 1.5}]}, 2**63 - 1, -(2**63), json.loads(nested(DEEPEST))):
        assert json_of(json.dumps(value)) == value


def test_files_are_read_up_to_a_size_and_only_files(tmp_path: Path) -> None:
    file = tmp_path / "tệp"
    for data, reason in ((b"x = '\xff'", "not_utf8"), ("x = 1".encode("utf-16"), "not_utf8")):
        file.write_bytes(data)
        for read in (read_toml, read_json):
            with pytest.raises(UnreadableError, match=reason):
                read(file)
    file.write_bytes("\ufeffx = 1".encode())
    assert read_toml(file) == {"x": 1}
    for read, most in ((read_toml, MOST_TEXT), (read_json, MOST_JSON)):
        with file.open("wb") as stream:
            stream.truncate(most + 1)
        with pytest.raises(UnreadableError, match="too_large"):
            read(file)
    with pytest.raises(UnreadableError, match="not_a_file"):
        read_toml(tmp_path)
    with pytest.raises(OSError, match=os.strerror(2)):
        read_toml(tmp_path / "không có")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_text_of_a_csv_begins_like_a_formula(start: str) -> None:
    rows = csv_bytes([[start, "số"], [f"{start}cmd|'/c calc'!A0", -5], [None, "a=b"]])
    assert rows.startswith(b"\xef\xbb\xbf")
    assert rows.decode("utf-8-sig").count(f"'{start}") == 2
    assert rows.decode("utf-8-sig").endswith(",-5\r\n,a=b\r\n")
