"""Chance against the program: whatever comes in, a sentence and an exit code come out, never a traceback.

`make test` runs 250, always the same; `make soak` new ones for an hour, or SOAK_SECONDS.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import fuzzing
import pytest
from bad_input import board, saved

from luanchuyen.cli import main
from luanchuyen.messages import speak_in
from luanchuyen.models.errors import ExitCode

Output = pytest.CaptureFixture[str]
SEED, RUNS = 20_261_128, {"cells": 70, "parts": 60, "files": 50, "options": 70}
EXPECTED = {ExitCode.DONE, ExitCode.USAGE, ExitCode.DATA, ExitCode.FILE, ExitCode.AUDIT}


def checked(made: Callable[[random.Random, Path], Path], seed: int, folder: Path, capsys: Output) -> str:
    """An input by chance: every problem of it has its sentence, in both languages, and errors stop."""
    path = made(random.Random(seed), folder)
    before = path.read_bytes() if path.is_file() else b""
    code = main(["check", str(path), "--json", "--lang", ("vi", "en")[seed % 2]])
    output = capsys.readouterr()
    assert code in (ExitCode.DONE, ExitCode.DATA), output.err
    problems = json.loads(output.out)["problems"]
    assert any(problem["severity"] == "error" for problem in problems) == (code == ExitCode.DATA)
    for problem in problems:
        assert problem["sentence"] and not problem["sentence"].startswith("check.")
        assert problem["sheet"] or not problem["cells"]
    assert not before or path.read_bytes() == before
    return f"{made.__name__}: {code:d}"


def optioned(seed: int, folder: Path, capsys: Output) -> str:
    """Options by chance, over a book that holds an error."""
    book = board()
    book["Cán bộ"]["C2"] = "31/02/1980"
    line = fuzzing.arguments(random.Random(seed), saved(book, folder))
    code = main(line)
    output = capsys.readouterr()
    assert code in EXPECTED, (line, output.err)
    assert code == ExitCode.DONE or "→" in output.err + output.out or "Usage" in output.err + output.out, line
    assert len(output.err) < 60_000
    return f"options: {code:d}"


def one(kind: str, seed: int, folder: Path, capsys: Output) -> str:
    """One run, in a folder of its own; what it came to."""
    place = folder / str(seed)
    place.mkdir()
    os.chdir(place)
    speak_in("vi")
    found = optioned(seed, place, capsys) if kind == "options" else checked(getattr(fuzzing, kind), seed, place, capsys)
    assert not list(place.glob("loi_*")), "a report of a crash"
    os.chdir(folder)
    shutil.rmtree(place)
    return found


@pytest.mark.parametrize("kind", RUNS)
def test_chance(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    monkeypatch.chdir(tmp_path)
    found = Counter(one(kind, SEED + n, tmp_path, capsys) for n in range(RUNS[kind]))
    assert found.total() == RUNS[kind] and len(found) > 1


@pytest.mark.soak
def test_chance_for_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    """New seeds until the time is over; a failure names its seed in the folder's name."""
    monkeypatch.chdir(tmp_path)
    seed = random.SystemRandom().randrange(10**12)
    until = time.monotonic() + float(os.environ.get("SOAK_SECONDS", 3600))
    found: Counter[str] = Counter()
    while time.monotonic() < until:
        for kind in RUNS:
            found[one(kind, seed, tmp_path, capsys)] += 1
            seed += 1
    with capsys.disabled():
        print(f"\n{found.total()} runs, the last seed {seed - 1}: {dict(found)}")
